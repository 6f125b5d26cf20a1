"""Events of one article, coded by trigger phrases and the places, dates and numbers around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from geodata.claims import ClaimKind
from geodata.events.actors import CIVILIANS, EXTERNAL, IDENTITY_MILITIA, MOST, POLITICAL_MILITIA, REBELS, STATE, find_actors
from geodata.events.casualties import best, casualties, completed, united
from geodata.events.codebook import CATEGORY_TITLES, code_of
from geodata.events.dates import DateMention, dateline, find_dates, reference_day
from geodata.events.distinct import distinct
from geodata.events.group import group
from geodata.events.locate import Locator, Site
from geodata.events.mention import Mention
from geodata.events.merge import event_id
from geodata.events.sentences import Sentence, folded, split
from geodata.events.status import status_of
from geodata.events.triggers import GENERIC, Trigger, find_triggers
from geodata.events.weights import MIN_SCORE, event_score, mention_score
from geodata.model import (
    Article,
    Category,
    Event,
    Evidence,
    GeoPrecision,
    Place,
    Resolution,
    Span,
    SpanKind,
    Status,
    TimePrecision,
)

_APART = re.compile(r"\b(?:another|separate(?:ly)?|second|third|other|also|similar|elsewhere|meanwhile)\b")
_CLAUSE = re.compile(r"[;:]|,\s+(?:but|while|whereas|when|who|which|where|and)\b|\bwhile\b")
_ARMED = frozenset({REBELS, POLITICAL_MILITIA, IDENTITY_MILITIA})
_FORCES = frozenset({STATE, EXTERNAL})
_FIGHTS = frozenset({"Attack", "Armed clash"})
_SET_UP = re.compile(r"\b(?:set\s+up|open|establish|inaugurat|built|build|hand|vacat|clos|left|evacuat|took\s+over|quit|abandon|found)")


class TriggerDetector:
    """Codes events by the phrases of `triggers.toml`; `country_of` gives the place of a country that the text only implies."""

    coder = "triggers-1"

    def __init__(self, country_of: Callable[[str], Place | None] = lambda _: None) -> None:
        self._country_of = country_of

    def detect(self, article: Article, resolutions: tuple[Resolution, ...]) -> tuple[Event, ...]:
        """The events of one article, the main one first."""
        low = folded(article.text)
        sentences = split(article.text)
        head = dateline(low)
        locator = Locator(article.text, sentences, resolutions, dateline_end=head.end_char if head else 0, country_of=self._country_of)
        reading = _Reading(article, low, sentences, locator)
        scored = [(reading.score(members), members) for members in group(reading.mentions())]
        events = [_event(article, low, members, score=score, coder=self.coder) for score, members in scored if score >= MIN_SCORE]
        return tuple(sorted(events, key=lambda e: -e.score))


class _Reading:
    """One article while it is read."""

    def __init__(self, article: Article, low: str, sentences: Sequence[Sentence], locator: Locator) -> None:
        self._article = article
        self._low = low
        self._sentences = sentences
        self._locator = locator
        self._reference = reference_day(low, article.published)
        title = folded(article.title)
        self._title = {t.category for t in find_triggers(title, 0, len(title))}

    def mentions(self) -> Iterator[Mention]:
        for index, sentence in enumerate(self._sentences):
            triggers = _kept(self._low, find_triggers(self._low, sentence.start_char, sentence.end_char))
            if triggers:
                yield from self._of_sentence(index, triggers)

    def score(self, members: Sequence[Mention]) -> float:
        """How sure the event of these mentions is."""
        return event_score(members, self._low, in_title=members[0].trigger.category in self._title)

    def _of_sentence(self, index: int, triggers: Sequence[Trigger]) -> Iterator[Mention]:
        sentence = self._sentences[index]
        dates = find_dates(self._low, sentence.start_char, sentence.end_char, self._reference)
        seen: set[tuple[Category, int]] = set()
        for trigger in sorted(triggers, key=lambda t: (not t.strong, t.sub_event_type in GENERIC)):
            sites: tuple[Site | None, ...] = self._locator.sites(index, trigger) or (None,)
            for site in sites:
                key = (trigger.category, site.place.geonameid if site else 0)
                told = any(category is trigger.category for category, _ in seen)
                is_new = not told or (trigger.strong and site is not None and site.explicit)
                if key not in seen and is_new:
                    seen.add(key)
                    yield from self._mention(index, trigger, site, dates, triggers)

    def _mention(
        self, index: int, trigger: Trigger, site: Site | None, dates: Sequence[DateMention], triggers: Sequence[Trigger]
    ) -> Iterator[Mention]:
        sentence = self._sentences[index]
        when = _date_of(self._low, trigger, dates, triggers)
        following = self._sentences[index + 1] if index + 1 < len(self._sentences) else None
        next_words = self._low[following.start_char : following.end_char] if following else ""
        status = status_of(self._low, sentence, next_words, trigger=trigger, when=when, reference=self._reference)
        if status is None:
            return
        span = (sentence.start_char, sentence.end_char)
        counts = casualties(self._article, self._low, *span, near=trigger.start_char)
        if (
            following
            and following.paragraph == sentence.paragraph
            and not find_triggers(self._low, following.start_char, following.end_char)
        ):
            span_after = (following.start_char, following.end_char)
            counts = completed(counts, casualties(self._article, self._low, *span_after, near=following.start_char))
        actors = find_actors(self._article.text, self._low, span, (trigger.start_char, trigger.end_char))
        before = self._low[max(sentence.start_char, trigger.start_char - 30) : trigger.start_char]
        yield Mention(
            trigger=_refined(trigger, {a.actor.inter for a in actors}),
            status=status,
            sentence=sentence,
            site=site,
            when=when,
            casualties=counts,
            actors=actors,
            apart=bool(_APART.search(before)) and site is not None and site.explicit,
        )


def _kept(low: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Without what a plainer word of the sentence explains: weak ones beside a strong one, protests in a riot, the base attacked."""
    strong = {t.category for t in triggers if t.strong}
    kept = [t for t in triggers if t.strong or not strong - {t.category}]
    if Category.RIOT in strong:
        kept = [t for t in kept if t.category is not Category.PROTEST and t.sub_event_type != "Looting/property destruction"]
    if Category.ATTACK in strong:
        kept = [t for t in kept if t.category is not Category.MILITARY_BASE or _SET_UP.search(low, t.start_char, t.end_char)]
    if any(t.category is Category.MILITARY_BASE and _SET_UP.search(low, t.start_char, t.end_char) for t in kept):
        kept = [t for t in kept if t.category is not Category.DEPLOYMENT]
    return kept


def _date_of(low: str, trigger: Trigger, dates: Sequence[DateMention], triggers: Sequence[Trigger]) -> DateMention | None:
    """The nearest date that does not belong to another event of the sentence, nor to who said it."""
    first = min(t.start_char for t in triggers)
    own = [
        d
        for d in dates
        if not d.reported
        and not (d.since and d.precision is TimePrecision.YEAR)
        and (d.end_char < first or min(triggers, key=lambda t: _gap(low, t, d)).category is trigger.category)
    ]
    return min(own, key=lambda d: _gap(low, trigger, d), default=None)


def _gap(low: str, trigger: Trigger, when: DateMention) -> float:
    between = low[trigger.end_char : when.start_char] if when.start_char >= trigger.end_char else low[when.end_char : trigger.start_char]
    return len(between) + 60 * len(_CLAUSE.findall(between)) + (80 if when.since else 0)


def _refined(trigger: Trigger, inters: set[int | None]) -> Trigger:
    """Fighters against forces are a clash, whoever began it; against the unarmed it is an attack on civilians."""
    if trigger.sub_event_type not in _FIGHTS:
        return trigger
    if inters & _ARMED and inters & _FORCES and CIVILIANS not in inters:
        return trigger._replace(sub_event_type="Armed clash")
    return trigger


def _event(article: Article, low: str, members: Sequence[Mention], *, score: float, coder: str) -> Event:
    main = max(members, key=lambda m: mention_score(m, low))
    site = _site_of(members)
    when = _when_of(members)
    category = main.trigger.category
    code = code_of(category, _sub_event_type(members, main))
    claims = united(m.casualties for m in members) if _counts(category) else ()
    event = Event(
        event_id="",
        category=category,
        event_type=code.event_type,
        sub_event_type=code.sub_event_type,
        status=_status_of(members, main),
        event_date=when.first if when else None,
        date_end=when.last if when else None,
        time_precision=when.precision if when else TimePrecision.UNKNOWN,
        actors=distinct((a.actor for m in (main, *members) for a in m.actors), lambda actor: actor.name.casefold())[:MOST],
        fatalities=best(claims, ClaimKind.DEATHS),
        injured=best(claims, ClaimKind.INJURED),
        claims=claims,
        location=site.location if site else None,
        place=site.place if site else None,
        geo_precision=site.precision if site else GeoPrecision.UNKNOWN,
        evidence=tuple(_evidence(article, m) for m in distinct(members, lambda m: m.sentence)),
        reasons=_reasons(article, main, site, when, vague=any(m.casualties.vague for m in members)),
        score=score,
        coder=coder,
    )
    return _with_id(article, event)


def _with_id(article: Article, event: Event) -> Event:
    return replace(event, event_id=event_id(article.article_id, event))


def _counts(category: Category) -> bool:
    return category in (Category.ATTACK, Category.PROTEST, Category.RIOT, Category.COUP)


def _site_of(members: Sequence[Mention]) -> Site | None:
    """The finest place that a sentence of the event names, else what its surroundings give."""
    order = list(GeoPrecision)
    sites = [m.site for m in members if m.site]
    if members[0].trigger.category is Category.DIPLOMATIC:  # told from the capitals of both sides; the first is where it happened
        return next((s for s in sites if s.explicit), sites[0] if sites else None)
    return min(sites, key=lambda s: (not s.explicit, order.index(s.precision)), default=None)


def _when_of(members: Sequence[Mention]) -> DateMention | None:
    order = list(TimePrecision)
    return min((m.when for m in members if m.when), key=lambda w: order.index(w.precision), default=None)


def _sub_event_type(members: Sequence[Mention], main: Mention) -> str:
    """The most telling type: what is no generic attack, and force at a protest, says more."""
    subs = [m.trigger.sub_event_type for m in members if m.trigger.strong] or [main.trigger.sub_event_type]
    return next((s for s in subs if s not in GENERIC), main.trigger.sub_event_type)


def _status_of(members: Sequence[Mention], main: Mention) -> Status:
    if main.trigger.category is Category.DEPLOYMENT and any(m.status is Status.PLANNED for m in members):
        return Status.PLANNED
    return main.status


def _evidence(article: Article, mention: Mention) -> Evidence:
    start, end = mention.sentence.start_char, mention.sentence.end_char
    marks = [Span(kind=SpanKind.TRIGGER, start_char=mention.trigger.start_char, end_char=mention.trigger.end_char)]
    if mention.site and start <= mention.site.start_char < end:
        marks.append(Span(kind=SpanKind.PLACE, start_char=mention.site.start_char, end_char=mention.site.end_char))
    if mention.when:
        marks.append(Span(kind=SpanKind.DATE, start_char=mention.when.start_char, end_char=mention.when.end_char))
    marks += [Span(kind=SpanKind.DEATHS, start_char=a, end_char=b) for a, b in mention.casualties.spans]
    marks += [Span(kind=SpanKind.ACTOR, start_char=a.start_char, end_char=a.end_char) for a in mention.actors]
    return Evidence(article_id=article.article_id, start_char=start, end_char=end, spans=tuple(marks))


def _reasons(article: Article, main: Mention, site: Site | None, when: DateMention | None, *, vague: bool) -> tuple[str, ...]:
    """Why this category, place and date, a sentence each for the user."""
    words = " ".join(article.text[main.trigger.start_char : main.trigger.end_char].split())
    beside = f" near “{main.actors[0].actor.name}”" if main.actors else ""
    reasons = [f"{CATEGORY_TITLES[main.trigger.category]}: “{words}”{beside} in this sentence."]
    reasons.append(f"Place: {site.reason}" if site else "Place: the article names none for it.")
    if when:
        reasons.append(f"Date: “{' '.join(article.text[when.start_char : when.end_char].split())}”.")
    else:
        reasons.append("Date: the words give none; the day of publication is not taken for it.")
    return (*reasons, "Deaths: the words give no number that can be counted.") if vague else tuple(reasons)
