"""The trail of decisions in words: what was done, by whom, when and why."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from geodata.events.codebook import CATEGORY_TITLES
from geodata.events.ruling import rule_words
from geodata.grades import CREDIBILITY_WORDS, Credibility
from geodata.model import Actor, Category, Event, GeoPrecision, Place, Review, Status, TimePrecision
from geodata.months import day_words
from geodata.store import event_rules
from geodata.store.fields import Fields, values
from geodata.store.trail import Action, Line
from geodata.wording import PRECISION_WORDS, REVIEW_WORDS, STATUS_WORDS, shown

NOT_KNOWN = "not known"
TIME_WORDS = {
    TimePrecision.DAY: "on that day",
    TimePrecision.WEEK: "within a week",
    TimePrecision.MONTH: "within a month",
    TimePrecision.YEAR: "within a year",
    TimePrecision.UNKNOWN: "not known",
}
_DONE = {
    Action.ACCEPT: "Accepted",
    Action.REJECT: "Rejected",
    Action.CORRECT: "Corrected",
    Action.CREATE: "Made by hand",
    Action.TAG: "Tagged",
    Action.REMARK: "Remarked",
    Action.GRADE: "Graded",
}
_VERBS = {
    Action.ACCEPT: "accept",
    Action.REJECT: "reject",
    Action.CORRECT: "correct",
    Action.CREATE: "make",
    Action.TAG: "tag",
    Action.GRADE: "grade",
}
_TITLES = {  # of the fields that a history tells; the others follow from these
    "category": "Category", "sub_event_type": "Type", "status": "Status", "event_date": "First day", "date_end": "Last day",
    "time_precision": "Day known", "fatalities": "Deaths", "injured": "Injured", "actors": "Who", "location": "Named", "place": "Place",
    "geo_precision": "Place known", "radius_km": "Within km", "note": "Note", "credibility": "Credibility",
}  # fmt: skip

_ARGUED = {  # what reasons are given for, by the word that they begin with; each category's own title is for the type
    "Type": ("category", "event_type", "sub_event_type"), "Status": ("status",),
    "Place": ("location", "place", "geo_precision", "radius_km"),
    "Date": ("event_date", "date_end", "time_precision"), "Deaths": ("fatalities",), "Injured": ("injured",), "Who": ("actors",),
}  # fmt: skip


def action_words(line: Line, event: Event | None) -> str:
    """What undo and redo would be about: "reject attack, Inata"; "place name Gao"."""
    if line.action is Action.PLACE:
        return f"place name {shown(_rule(line)['written'] or _rule(line)['name'], limit=40)}"
    if line.action is Action.RULE:
        return f"rule {shown(rule_words(event_rules.of_fields(_rule(line))), limit=80)}"
    if line.action is Action.MERGE:
        return "make one event of two" if _rule(line)["is_same"] else "tell an article apart"
    if line.action is Action.REMARK:
        return "note and tags of an article"
    if line.action is Action.GRADE:
        return f"grade of {shown(_rule(line)['source'], limit=40)}"
    if event is None:
        return f"{_VERBS[line.action]} an event"
    where = shown(event.location or (event.place.name if event.place else ""), limit=40)
    return ", ".join(filter(None, (f"{_VERBS[line.action]} {CATEGORY_TITLES[event.category].lower()}", where)))


def line_words(line: Line) -> str:
    """One line of a history: "Rejected by Ana Diallo on 3 May 2024, 14:05: the army denies it"."""
    done = _DONE.get(line.action) or ("Made one event" if _rule(line)["is_same"] else "Told apart")
    if line.after is None:
        done = "Decision taken back"
    reason = f": {shown(line.reason, limit=300)}" if line.reason.strip() else ""
    undone = f" (undone{_by(line.stepped_by or '')}{_on(line.stepped)})" if line.is_undone else ""
    return f"{done}{_by(line.person)}{_on(line.added)}{reason}{undone}"


def change_lines(line: Line, names: Collection[str] = frozenset(_TITLES)) -> list[str]:
    """What a correction changed of these fields: "Deaths: 3 → 7"."""
    if line.action is Action.TAG and line.before is not None and line.after is not None:
        told = [shown(", ".join(fields["tags"]), limit=200) or "none" for fields in (line.before, line.after)]
        return [f"Tags: {' → '.join(told)}"]
    if line.action is not Action.CORRECT or line.before is None or line.after is None:
        return []
    was, now = values(line.before), values(line.after)
    return [
        f"{title}: {_value(was[name])} → {_value(now[name])}"
        for name, title in _TITLES.items()
        if name in names and name in was and name in now
    ]


def why_lines(event: Event, trail: list[Line]) -> list[str]:
    """Why an event is as it is: for what a person corrected who decided it, when, from what to what and why; for the rest what was read."""
    decided: dict[str, str] = {}
    for line in trail:
        if line.action is not Action.CORRECT or line.is_undone or line.before is None or line.after is None:
            continue
        for about, names in _ARGUED.items():
            if about not in decided and not set(names).isdisjoint(line.after):
                changes = change_lines(line, names)
                decided[about] = f"{'; '.join(changes)}. {line_words(line)}."
    told = (reason for reason in event.reasons if _about(reason) not in decided)
    return [*decided.values(), *told]


def _about(reason: str) -> str:
    about = reason.split(":", 1)[0]
    return "Type" if about in CATEGORY_TITLES.values() else about


def review_words(event: Event, trail: list[Line]) -> str:
    """The state of an event and who brought it there: "Corrected by NAME on DATE: reason"."""
    if event.review is Review.UNREVIEWED:
        return f"Not reviewed: coded by {shown(event.row.dataset, limit=60) if event.row else 'program'}"
    actions = {Review.ACCEPTED: (Action.ACCEPT, Action.CREATE), Review.CORRECTED: (Action.CORRECT,), Review.REJECTED: (Action.REJECT,)}
    line = next((line for line in trail if line.action in actions[event.review] and not line.is_undone), None)
    return line_words(line) if line else REVIEW_WORDS[event.review]


def _rule(line: Line) -> Fields:
    return line.after or line.before or {}


def _by(person: str) -> str:
    return f" by {shown(person, limit=60)}" if person.strip() else ""


def _on(when: datetime | None) -> str:
    local = when.astimezone() if when else None
    return f" on {day_words(local.date())}, {local:%H:%M}" if local else ""


_WORDS: dict[type, Callable[..., str]] = {
    Category: lambda value: CATEGORY_TITLES[value],
    Status: lambda value: STATUS_WORDS[value],
    TimePrecision: lambda value: TIME_WORDS[value],
    GeoPrecision: lambda value: PRECISION_WORDS[value],
    Place: lambda value: shown(value.name, limit=80),
    Credibility: lambda value: f"{value} {CREDIBILITY_WORDS[value]}",
    float: lambda value: f"{value:g}",
    int: lambda value: f"{value:,}",
}


def _value(value: object) -> str:
    if value is None or value in ((), ""):
        return NOT_KNOWN if value is None else "none"
    if isinstance(value, tuple):
        return ", ".join(shown(item.name, limit=60) for item in value if isinstance(item, Actor)) or "none"
    return _WORDS[type(value)](value) if type(value) in _WORDS else shown(str(value), limit=120)
