"""What a person decided about events like one that was judged, carried out on the events of one article as the program codes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from geodata.events.codebook import code_of
from geodata.gazetteer.names import name_key
from geodata.model import Actor, Category, Event, Scope, SpanKind, Status

_SCOPES = {Scope.ARTICLE: "for this article", Scope.SOURCE: "for this source", Scope.ALWAYS: "for all articles"}


class RuleKind(StrEnum):
    """What a rule decides."""

    TYPE = "type"
    STATUS = "status"
    ACTOR = "actor"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """Events that the program codes as `coded` by the word `word`, or by any, are `becomes` within `scope`, or are none (REJECT).

    `coded` and `becomes` are "category/sub-event type" (TYPE, REJECT), a status, or the name of an actor, for whom `word` is empty and who
    is none where `becomes` is. `within` is the article's id or the source's name. `number` is its own in the project, 0 until it is kept;
    `here` the article in which it was made, the only one that is read again at once.
    """

    kind: RuleKind
    coded: str
    word: str = ""  # folded; empty: whatever the word
    becomes: str = ""
    scope: Scope
    within: str = ""
    reason: str = ""
    here: str = ""
    number: int = 0
    added: datetime | None = None  # aware, UTC

    @property
    def about(self) -> tuple[RuleKind, str, str]:
        """What it decides on; of two rules about the same one holds."""
        return self.kind, self.coded if self.kind is not RuleKind.ACTOR else name_key(self.coded), self.word


def code_words(event: Event) -> str:
    """How a rule names the type of an event."""
    return f"{event.category.value}/{event.sub_event_type}"


def trigger_words(event: Event, texts: dict[str, str]) -> tuple[str, ...]:
    """The words that tell an event, folded, each once, as they stand in the texts by article id."""
    spans = ((texts[piece.article_id], span) for piece in event.evidence if piece.article_id in texts for span in piece.spans)
    return tuple(dict.fromkeys(name_key(text[s.start_char : s.end_char]) for text, s in spans if s.kind is SpanKind.TRIGGER))


def ruled(events: Iterable[Event], rules: Sequence[EventRule], texts: dict[str, str]) -> tuple[Event, ...]:
    """The events with what the rules say of them; those that a rule rejects are left out."""
    if not rules:
        return tuple(events)
    by = {rule.about: rule for rule in rules}
    found = ((event, trigger_words(event, texts)) for event in events)
    return tuple(_ruled(event, told, by) for event, told in found if _of(by, RuleKind.REJECT, code_words(event), told) is None)


def _ruled(event: Event, told: Sequence[str], by: dict[tuple[RuleKind, str, str], EventRule]) -> Event:
    after, applied = event, []
    if (rule := _of(by, RuleKind.TYPE, code_words(event), told)) is not None:
        category, sub_event_type = rule.becomes.split("/", 1)
        code = code_of(Category(category), sub_event_type)
        after = replace(after, category=code.category, event_type=code.event_type, sub_event_type=code.sub_event_type)
        applied.append(rule)
    if (rule := _of(by, RuleKind.STATUS, event.status.value, told)) is not None:
        after = replace(after, status=Status(rule.becomes))
        applied.append(rule)
    actors: list[Actor] = []
    for actor in event.actors:
        rule = by.get((RuleKind.ACTOR, name_key(actor.name), ""))
        if rule is None or rule.becomes:
            actors.append(actor if rule is None else replace(actor, name=rule.becomes))
        if rule is not None:
            applied.append(rule)
    if not applied:
        return event
    reasons = (f"Your rule {_SCOPES[rule.scope]}: {rule_words(rule)}." for rule in dict.fromkeys(applied))
    return replace(after, actors=tuple({actor.name: actor for actor in actors}.values()), reasons=(*event.reasons, *reasons))


def _of(by: dict[tuple[RuleKind, str, str], EventRule], kind: RuleKind, coded: str, told: Sequence[str]) -> EventRule | None:
    """A rule about the very word goes before one about any."""
    return next((rule for word in (*told, "") if (rule := by.get((kind, coded, word))) is not None), None)


def rule_words(rule: EventRule) -> str:
    """What it says: "“raid”, coded as Armed clash, is Arrest"."""
    return f"{named(rule)}{',' if rule.word else ''} is {meant(rule)}"


def named(rule: EventRule) -> str:
    """What it is about: "“raid”, coded as Armed clash"."""
    if rule.kind is RuleKind.ACTOR:
        return f"“{rule.coded}” as an actor"
    coded = _coded(rule, rule.coded)
    return f"“{rule.word}”, coded as {coded}" if rule.word else f"Whatever is coded as {coded}"


def meant(rule: EventRule) -> str:
    """What that is instead: "Arrest", "no event"."""
    if rule.kind is RuleKind.REJECT:
        return "no event"
    if rule.kind is RuleKind.ACTOR:
        return f"“{rule.becomes}”" if rule.becomes else "none"
    return _coded(rule, rule.becomes)


def _coded(rule: EventRule, value: str) -> str:
    if rule.kind is RuleKind.STATUS:
        return value
    category, sub_event_type = value.split("/", 1)
    title = code_of(Category(category), sub_event_type).title
    return title if title != "Other" else f"{category.replace('_', ' ')}, other"
