"""The words that tell an event best, where a list has room for two sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geodata.claims import ClaimKind
from geodata.export.content import Row
from geodata.model import Article, Event, Evidence, SpanKind
from geodata.wording import without_bullet

_WEIGHTS = {SpanKind.PLACE: 3, SpanKind.DATE: 2, SpanKind.ACTOR: 1, SpanKind.DEATHS: 2}
_FIGURE = 2  # more where it is the figure that counts
_MOST = 40  # pieces of evidence that are weighed
_SECOND = 2  # what a second sentence has to add, so that a day alone does not bring one


class Telling(NamedTuple):
    """Words, and the article that they stand in; None where they are those of a dataset's row, or there are none."""

    words: str
    article: Article | None = None


def telling(row: Row) -> Telling:
    """The one or two pieces of evidence of one article that tell most of place, figure, day and actors; else a dataset's notes."""
    event = row.event
    if not event.evidence:
        return Telling(event.row.notes if event.row else "")
    best = max(_choices(event.evidence[:_MOST]), key=lambda chosen: _worth(event, chosen))  # of equals the first
    article = row.articles[best[0].article_id]
    return Telling(" … ".join(without_bullet(article.text[e.start_char : e.end_char]) for e in best), article)


def _choices(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Each by itself, then all pairs of one article as they stand there."""
    yield from ((each,) for each in evidence)
    for pair in itertools.combinations(evidence, 2):
        one, other = sorted(pair, key=lambda e: e.start_char)
        if one.article_id == other.article_id and one.end_char <= other.start_char:
            yield one, other


def _worth(event: Event, chosen: Sequence[Evidence]) -> int:
    kinds = {span.kind for each in chosen for span in each.spans}
    has_figure = any(_holds_figure(event, each) for each in chosen)
    return sum(_WEIGHTS.get(kind, 0) for kind in kinds) + _FIGURE * has_figure - _SECOND * (len(chosen) - 1)


def _holds_figure(event: Event, evidence: Evidence) -> bool:
    return event.fatalities is not None and any(
        claim.kind is ClaimKind.DEATHS
        and claim.article_id == evidence.article_id
        and event.fatalities in (claim.best, claim.minimum, claim.maximum)
        and evidence.start_char <= claim.start_char < evidence.end_char
        for claim in event.claims
    )
