"""Who did it and to whom in one event, from all that its sentences tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.events.actor_words import Kind
from geodata.events.actors import (
    CIVILIANS,
    EXTERNAL,
    IDENTITY_MILITIA,
    MOST,
    PROTESTERS,
    RIOTERS,
    STATE,
    UNKNOWN,
    ActorMention,
    Part,
)
from geodata.events.distinct import distinct
from geodata.model import Actor, Category

_OF_A_STATE = frozenset({Kind.STATE, Kind.COUNTRY, Kind.WEAPON, Kind.OFFICIAL})
_CROWD = frozenset({Kind.PROTESTERS, Kind.CIVILIANS, Kind.PERSON, Kind.NEIGHBOURS, Kind.MOB})
_NO_ATTACKERS = frozenset({Kind.PROTESTERS, Kind.CIVILIANS, Kind.PERSON, Kind.OFFICIAL})
_NO_MEN_OF = frozenset({Kind.STATE, Kind.OFFICIAL, Kind.MOB, Kind.NEIGHBOURS})  # "gunmen" are none of theirs
_ONE_SIDED = frozenset({Category.DEPLOYMENT, Category.MILITARY_BASE})
_BY_FORCE = _ONE_SIDED | {Category.ATTACK}
_DONE_TO = frozenset({Category.ATTACK, Category.ARREST})


def cast(told: Iterable[ActorMention], category: Category, country: str) -> tuple[Actor, ...]:
    """The actors of an event in `country` (ISO 3166-1, empty where not known): who acts first, then whom it was done to, then others."""
    every = distinct(told, lambda m: (m.key, m.part))
    agents = _agents([m for m in every if m.part is Part.AGENT and not (category in _BY_FORCE and m.kind in _NO_ATTACKERS)])
    opponents, patients = ([m for m in every if m.part is part] for part in (Part.OPPONENT, Part.PATIENT))
    if agents or not patients:
        patients = opponents + patients
    else:  # "a soldier was killed in fighting with rebels"
        agents = opponents
    if category in _ONE_SIDED:  # whose forces
        agents, patients = (agents or patients)[:1], []
    first = agents[:1]
    done_to = [m for m in patients if m.key not in {a.key for a in first} and not (first and _is_same_side(first[0], m))]
    others = [m for m in agents[1:] if m.kind is not first[0].kind]
    second = (done_to or others)[:1]
    told_first = (*first, *second)
    rest = [m for m in (*agents, *patients) if m not in told_first and not m.vague and not _is_within(m, told_first)]
    actors = [replace(m.actor, inter=_inter(m, category, country)) for m in (*first, *second, *rest)]
    if second and not first and category in _DONE_TO:
        actors.insert(0, UNKNOWN)
    return distinct(actors, lambda actor: actor.name.casefold())[:MOST]


def _is_within(m: ActorMention, told: Sequence[ActorMention]) -> bool:
    """Whether it is one of those again, by the last word: "villagers" after "Dinka villagers"."""
    return any(other.actor.name.casefold().endswith(f" {m.actor.name.casefold()}") for other in told)


def _is_same_side(agent: ActorMention, other: ActorMention) -> bool:
    """Whether the other may be the agent's own men: "the attackers were killed"."""
    return other.vague and other.kind is Kind.MILITIA and agent.kind in (Kind.REBELS, Kind.MILITIA)


def _agents(agents: Sequence[ActorMention]) -> list[ActorMention]:
    """Those who act; one with a name goes before "gunmen", who may be its men."""
    if not agents or not agents[0].vague:
        return list(agents)
    named = [m for m in agents if m.named and m.kind not in _NO_MEN_OF]
    return [*named, *(m for m in agents if m not in named)]


def _inter(m: ActorMention, category: Category, country: str) -> int | None:
    acts = m.part is Part.AGENT
    if m.kind in _OF_A_STATE:
        return EXTERNAL if m.nation and country and m.nation != country else STATE
    if m.kind is Kind.FOREIGN or m.kind not in _CROWD:
        return m.actor.inter
    if category is Category.PROTEST:
        return PROTESTERS
    if category is Category.RIOT:
        return RIOTERS if acts or m.part is Part.OPPONENT or m.kind in (Kind.PROTESTERS, Kind.MOB) else CIVILIANS
    if m.kind is Kind.NEIGHBOURS:
        return IDENTITY_MILITIA if m.part is not Part.PATIENT else CIVILIANS
    if category is Category.ATTACK and acts and m.kind is Kind.CIVILIANS:
        return RIOTERS
    return m.actor.inter
