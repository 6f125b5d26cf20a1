"""What the mentions of one event say together: where and when it was, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims import Claim, ClaimKind
from geodata.events.casualties import best, united
from geodata.events.dates import DateMention
from geodata.events.distinct import distinct
from geodata.events.drafts import SHARPEST
from geodata.events.mention import Mention
from geodata.events.site import Site
from geodata.model import Category, GeoPrecision


def claims_of(members: Sequence[Mention]) -> tuple[Claim, ...]:
    """What is claimed of the dead and injured, the likeliest first: a toll that was raised goes before those told earlier."""
    raised = [m for m in reversed(members) if m.recall and m.recall.is_toll and m.casualties.deaths is not None]
    claims = united(m.casualties for m in (*raised, *members))
    later = distinct((c for m in members for c in m.casualties.more), lambda c: c.best)
    return claims if raised else (*_summed(claims, later), *claims)


def _summed(claims: Sequence[Claim], later: Sequence[Claim]) -> list[Claim]:
    """The toll with those who died later, "two of the wounded have died", the last sum first; as they are where no toll was told before."""
    told = best(claims, ClaimKind.DEATHS)
    if told is None:
        return list(later)
    sums: list[Claim] = []
    for claim in later:
        told += claim.best or claim.minimum or 0
        sums.insert(0, replace(claim, minimum=told, best=told, maximum=told))
    return sums


def site_of(members: Sequence[Mention]) -> Site | None:
    """The finest place that a sentence of the event names, else what its surroundings give."""
    order = list(GeoPrecision)
    sites = [m.site for m in members if m.site]
    if members[0].trigger.category is Category.DIPLOMATIC:  # told from the capitals of both sides; the first is where it happened
        return next((s for s in sites if s.explicit), sites[0] if sites else None)
    told = [m.site for m in members if not m.heading and m.site and m.site.explicit]  # a heading often names a wider place
    return min(told or sites, key=lambda s: (not s.explicit, order.index(s.precision)), default=None)


def when_of(members: Sequence[Mention]) -> DateMention | None:
    """The date that the first sentence tells that has one; one that is sharper and does not contradict it goes before.

    A date of something else beside the event, such as of an ultimatum, counts only where there is none of its own.
    """
    told = [m.when for m in members if m.when]
    dates = [w for w in told if w.is_own] or told
    within = [w for w in dates if dates[0].first <= w.first and w.last <= dates[0].last]
    return min(within, key=lambda w: SHARPEST[w.precision], default=None)
