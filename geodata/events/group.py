"""Which mentions of one article tell of the same event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import cos, hypot, radians

from geodata.events.mention import Mention
from geodata.model import Category, GeoPrecision, Place, Status, TimePrecision

SAME_SPOT_KM = 20.0
_RECALLED = 60  # events back to which a text still speaks of one; a live blog has hundreds
_COMPARED = 12  # first and last mentions of an event that a further one must not contradict
NEWS = timedelta(days=14)  # what an article reports as its news is seldom older
SLACK = timedelta(days=1)  # words for one event differ by a day

_ONE_QUARREL = 3  # paragraphs within which two states' steps against each other are one diplomatic event
_BY_ACTOR = frozenset({Category.DEPLOYMENT, Category.MILITARY_BASE})
_ABDUCTION = "Abduction/forced disappearance"


def group(mentions: Iterable[Mention], reference: date | None) -> list[list[Mention]]:
    """The mentions of each event, in order of the text; `reference` is the day from which its dates are counted."""
    groups: list[list[Mention]] = []
    last: Mention | None = None
    for mention in mentions:
        if _is_faint(mention) and last is not None and last.trigger.category is not mention.trigger.category:
            continue
        last = mention
        home = next((g for g in reversed(groups[-_RECALLED:]) if _belongs(mention, g, reference)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def _is_faint(mention: Mention) -> bool:
    """Too little to tell which event of its category it means, unless that one was just spoken of."""
    return not mention.trigger.is_sure and mention.when is None and (mention.site is None or not mention.site.explicit)


def distance_km(one: Place, other: Place) -> float:
    """Distance on the ground, near enough for a few hundred kilometres."""
    across = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return 111.2 * hypot(one.latitude - other.latitude, across)


def _belongs(mention: Mention, members: Sequence[Mention], reference: date | None) -> bool:
    first, members = members[0], [*members[:_COMPARED], *members[_COMPARED:][-_COMPARED:]]
    if mention.trigger.category != first.trigger.category or mention.apart:
        return False
    if (mention.status is Status.HISTORICAL) != (first.status is Status.HISTORICAL) or _is_background(mention, members, reference):
        return False
    if mention.sentence == members[-1].sentence and _elsewhere(mention, members[-1]):
        return False
    return not any(_elsewhere(mention, m) or _another_day(mention, m) for m in members) and not _contradicts(mention, members)


def _is_background(mention: Mention, members: Sequence[Mention], reference: date | None) -> bool:
    """Whether it lies weeks back, told below news that names no day of its own: "In July at least 20 people died"."""
    if mention.when is None or reference is None or mention.when.last >= reference - NEWS:
        return False
    return not any(m.when for m in members) and mention.sentence.paragraph > members[-1].sentence.paragraph


def _elsewhere(one: Mention, other: Mention) -> bool:
    a, b = one.site, other.site
    if one.trigger.category is Category.DIPLOMATIC and abs(one.sentence.paragraph - other.sentence.paragraph) <= _ONE_QUARREL:
        return False
    if a is None or b is None or not (a.explicit and b.explicit) or a.place.geonameid == b.place.geonameid:
        return False
    if a.place.country_code != b.place.country_code:
        return True
    if GeoPrecision.COUNTRY in (a.precision, b.precision):
        return False
    if a.precision.is_point and b.precision.is_point:
        return distance_km(a.place, b.place) > SAME_SPOT_KM
    return a.place.admin1_code != b.place.admin1_code


def _another_day(one: Mention, other: Mention) -> bool:
    a, b = one.when, other.when
    if a is None or b is None or a.frame.is_beside or b.frame.is_beside:
        return False
    slack = SLACK if _sounds_alike(one, other) else timedelta(0)
    return a.first > b.last + slack or b.first > a.last + slack


def _sounds_alike(one: Mention, other: Mention) -> bool:
    """The same type and no other toll: a mine on Monday is not the shooting of Sunday."""
    tolls = {one.casualties.deaths, other.casualties.deaths} - {None}
    return one.trigger.sub_event_type == other.trigger.sub_event_type and len(tolls) < 2


def _contradicts(mention: Mention, members: Sequence[Mention]) -> bool:
    """Different tolls at a place or day of its own, different troops, or a kidnapping beside a killing."""
    anchored = mention.when is not None and mention.site is not None and mention.site.explicit
    tolls = {m.casualties.deaths for m in members} - {None}
    if anchored and mention.casualties.deaths is not None and tolls and mention.casualties.deaths not in tolls:
        return mention.when is None or mention.when.precision is TimePrecision.DAY
    if mention.trigger.category in _BY_ACTOR:
        return mention.status != members[0].status and not _share_actor(mention, members)
    kinds = {m.trigger.sub_event_type == _ABDUCTION for m in members}
    return anchored and kinds == {mention.trigger.sub_event_type != _ABDUCTION}


def _share_actor(mention: Mention, members: Sequence[Mention]) -> bool:
    names = {a.actor.name.casefold() for a in mention.actors}
    return not names or any(names & {a.actor.name.casefold() for a in m.actors} for m in members)
