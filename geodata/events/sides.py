"""The actors of two reports: whether they speak against their being of one event, and who they are together."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geodata.events.actors import EXTERNAL, IDENTITY_MILITIA, POLITICAL_MILITIA, REBELS, STATE, UNKNOWN
from geodata.events.distinct import distinct
from geodata.model import Actor, Category, Event

_ARMED = frozenset({REBELS, POLITICAL_MILITIA, IDENTITY_MILITIA})  # papers use these words for one another
_FORCES = frozenset({STATE, EXTERNAL})
_NAMED = frozenset({Category.ATTACK, Category.ARREST, Category.DEPLOYMENT, Category.MILITARY_BASE})
_PLAIN = re.compile(
    r"\b(?:\w*(?:gunm[ae]n|militants?|militia\w*)|m[ae]n|individuals|insurgents?|rebels?|jihad\w+|islamists?|extremists?|terrorists?"
    r"|separatists?|guerr?illas?|fighters?|combatants?|assailants?|attackers?|bandits?|kidnappers|squads?|armed|subjects|vigilantes?"
    r"|paramilitar\w+|traffickers|lords|cartels?|mafia|bombers?|raiders|gangs?|hunters|herders|herdsmen|volunteers|groups?|forces|troops"
    r"|soldiers|mercenaries|peacekeepers|army|military|warplanes|personnel)\b"
)
_PERSONS = re.compile(r"\b(?:soldiers?|troops|officers?|policem[ae]n|gendarmes?|guards?|peacekeepers|blue helmets)\b")


class _Group(NamedTuple):
    """A name, however it is spelt, and the wider ones that papers use in its place."""

    name: str
    within: frozenset[str]


def opposed(a: Event, b: Event) -> bool:
    """Whether both name who it was, and not the same ones.

    Named groups must share one, or one must be part of the other. An attack by forces is none by an armed group: but where only soldiers
    or the like are named they may be those attacked, and the same toll says so.
    """
    if a.category not in _NAMED:
        return False
    if any(_differ(_named(a, kinds), _named(b, kinds)) for kinds in (_ARMED, frozenset({EXTERNAL}))):
        return True
    if a.category is not Category.ATTACK or not _across(a, b):
        return False
    return a.fatalities != b.fatalities or not a.fatalities or not any(_only_persons(event) for event in (a, b))


def united(one: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors of two reports of one event, each once however it is spelt; a doer that only the other names by name comes first."""
    if one and other and (one[0] == UNKNOWN or (_is_plain(one[0]) and not _is_plain(other[0]) and other[0].inter in _ARMED)):
        one, other = other[:1] + one[1:], other[1:] + one[:1]
    every = one + other
    named = tuple(actor for actor in every if actor != UNKNOWN or actor is every[0])
    return distinct(named, lambda actor: group.name if (group := _group(actor)) else actor.name.casefold())


def _is_plain(actor: Actor) -> bool:
    return actor.inter in _ARMED and _group(actor) is None


def _differ(one: set[_Group], other: set[_Group]) -> bool:
    alike = (x.name == y.name or x.name in y.within or y.name in x.within for x in one for y in other)
    return bool(one and other) and not any(alike)


def _across(a: Event, b: Event) -> bool:
    """Whether one names forces only and the other armed groups only."""
    one, other = _sides(a), _sides(b)
    return bool(one and other) and not one & other


def _sides(event: Event) -> set[frozenset[int]]:
    return {side for side in (_ARMED, _FORCES) if any(actor.inter in side for actor in event.actors)}


def _only_persons(event: Event) -> bool:
    forces = [actor for actor in event.actors if actor.inter in _FORCES]
    return bool(forces) and all(_PERSONS.search(actor.name.casefold()) for actor in forces)


def _named(event: Event, kinds: frozenset[int]) -> set[_Group]:
    return {group for actor in event.actors if actor.inter in kinds and (group := _group(actor)) is not None}


def _group(actor: Actor) -> _Group | None:
    """The group that the words name; None where they only tell of what kind it was, such as "armed men"."""
    name = " ".join(actor.name.casefold().split())
    known = next((group for pattern, group in _table() if pattern.search(name)), None)
    if known is not None or _PLAIN.search(name):
        return known
    return _Group(name.removeprefix("the "), frozenset())


@cache
def _table() -> tuple[tuple[re.Pattern[str], _Group], ...]:
    rows = tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))["group"]
    return tuple((re.compile(rf"(?<!\w)(?:{row['words']})(?!\w)"), _Group(row["name"], frozenset(row.get("within", ())))) for row in rows)
