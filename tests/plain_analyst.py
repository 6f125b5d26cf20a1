"""An analyst simple enough to reckon with: it knows Niamey, and “attacked” is an attack."""

from __future__ import annotations

import re
from datetime import timedelta

from geodata.analyst import Analyst
from geodata.errors import ContentError
from geodata.events.merge import event_id
from geodata.model import Article, Event, Evidence, PlaceRule, Resolution, Span, SpanKind, Toponym
from tests.values import NIAMEY, an_event


class KnowsNiamey:
    coder = "plain"

    def recognise(self, text: str, *, title: str = "") -> tuple[Toponym, ...]:
        if "unbearable" in text:
            raise ContentError("The text is unbearable.")
        return tuple(Toponym(name=m[0], start_char=m.start(), end_char=m.end()) for m in re.finditer("Niamey", text))

    def resolve(
        self, text: str, toponyms: tuple[Toponym, ...], *, title: str = "", source: str = "", rules: tuple[PlaceRule, ...] = ()
    ) -> tuple[Resolution, ...]:
        return tuple(Resolution(toponym=t, place=NIAMEY if t.name == "Niamey" else None, score=1.0) for t in toponyms)

    def detect(self, article: Article, resolutions: tuple[Resolution, ...]) -> tuple[Event, ...]:
        return tuple(self._event(article, m) for m in re.finditer("attacked", article.text))

    def _event(self, article: Article, found: re.Match[str]) -> Event:
        spans = (Span(kind=SpanKind.TRIGGER, start_char=found.start(), end_char=found.end()),)
        evidence = Evidence(article_id=article.article_id, start_char=0, end_char=len(article.text), spans=spans)
        day = article.published and article.published - timedelta(days=1)
        event = an_event(evidence=(evidence,), event_date=day, date_end=day)
        return an_event(evidence=(evidence,), event_date=day, date_end=day, event_id=event_id(article.article_id, event))


def plain_analyst() -> Analyst:
    knows = KnowsNiamey()
    return Analyst(recognizer=knows, resolver=knows, detector=knows, area_of=lambda _: None)
