"""Which mentions of one article tell of the same event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geodata.claims import ClaimKind
from geodata.events.casualties import best
from geodata.events.mention import Mention
from geodata.events.sentences import folded
from geodata.events.site import distance_km
from geodata.model import Category, GeoPrecision, Status, TimePrecision

SAME_SPOT_KM = 20.0
_REGION_KM = 300.0  # from the middle of a region without borders, such as a valley, to what may lie in it
_RECALLED = 60  # events back to which a text still speaks of one; a live blog has hundreds
_PARTS = 12  # events of a text that may sum up to one told above
_TELLING = 3  # dead from which the same number on the same day is the same event
_COMPARED = 12  # first and last mentions of an event that a further one must not contradict
NEWS = timedelta(days=14)  # what an article reports as its news is seldom older
SLACK = timedelta(days=1)  # words for one event differ by a day

_ONE_QUARREL = 3  # paragraphs within which two states' steps against each other are one diplomatic event
_BY_ACTOR = frozenset({Category.DEPLOYMENT, Category.MILITARY_BASE})
_AHEAD = (Status.PLANNED, Status.THREATENED)
_ABDUCTION = "Abduction/forced disappearance"


def group(mentions: Iterable[Mention], reference: date | None) -> list[list[Mention]]:
    """The mentions of each event, in order of the text; `reference` is the day from which its dates are counted."""
    groups: list[list[Mention]] = []
    last: Mention | None = None
    for mention in mentions:
        is_later = mention.recall is not None and mention.recall.is_later
        if not is_later and _is_faint(mention) and last is not None and last.trigger.category is not mention.trigger.category:
            continue
        last = mention
        told = _told_again(mention, groups[-_RECALLED:], reference) if mention.recall else None
        home = told if told is not None else _home(mention, groups[-_RECALLED:], reference)
        if told is not None and is_later:
            mention = _without_its_day(mention)
        if home is not None:
            home.append(replace(mention, status=Status.HISTORICAL) if home[0].status is Status.HISTORICAL else mention)
        elif mention.trigger.score > 0:
            groups.append([mention])
    dead = [_dead(g) for g in groups]
    return [
        g for i, g in enumerate(groups) if not _sums_up(g, dead[i], list(zip(groups[i + 1 :][:_RECALLED], dead[i + 1 :], strict=False)))
    ]


def _home(mention: Mention, groups: Sequence[list[Mention]], reference: date | None) -> list[Mention] | None:
    """The event that the mention goes on with: the last one it fits, but sooner one of its own toll: "among the six killed"."""
    fitting = (g for g in reversed(groups) if _belongs(mention, g, reference))
    last = next(fitting, None)
    toll = mention.casualties.deaths
    if not toll or last is None or _dead(_ends_of(last)) in (toll, None):
        return last
    return next((g for g in fitting if _dead(_ends_of(g)) == toll), last)


def _is_faint(mention: Mention) -> bool:
    """Too little to tell which event of its category it means, unless that one was just spoken of."""
    return not mention.trigger.is_sure and mention.when is None and (mention.site is None or not mention.site.explicit)


def _sums_up(members: Sequence[Mention], dead: int | None, later: Sequence[tuple[Sequence[Mention], int | None]]) -> bool:
    """Whether it is the lead of several events that the text tells `later` one by one, with all their dead: "37 died in two attacks"."""
    if not dead or not all(m.several or m.heading for m in members) or not any(m.several for m in members):
        return False
    counted = [n for g, n in later if n and g[0].trigger.category is members[0].trigger.category]
    return len(counted) > 1 and _sums_to(counted[:_PARTS], dead)


def _sums_to(parts: Sequence[int], total: int) -> bool:
    """Whether two or more of the numbers make the total."""
    sums = {(0, 0)}
    for part in parts:
        sums |= {(count + 1, told + part) for count, told in sums if told + part <= total}
    return any(count > 1 and told == total for count, told in sums)


def _ends_of(members: Sequence[Mention]) -> Sequence[Mention]:
    """The first and last mentions of an event: what a further one is compared with, however many there are."""
    return members if len(members) <= 2 * _COMPARED else [*members[:_COMPARED], *members[-_COMPARED:]]


def _dead(members: Sequence[Mention]) -> int | None:
    return best((c for m in members for c in m.casualties.claims), ClaimKind.DEATHS)


def _told_again(mention: Mention, groups: Sequence[list[Mention]], reference: date | None) -> list[Mention] | None:
    """The event that the mention takes up: by its kind, what was hit, the place, and how near it was told; None where none fits."""
    fitting = [g for g in groups if _may_take_up(mention, g, reference)]
    return max(reversed(fitting), key=lambda g: _taken_up(mention, g, reference, is_first=g is groups[0]), default=None)


def _may_take_up(mention: Mention, members: Sequence[Mention], reference: date | None) -> bool:
    recall, members = mention.recall, _ends_of(members)
    assert recall is not None
    kinds = _kinds(members)
    if kinds and recall.kinds and not kinds & recall.kinds:
        return False
    if not recall.is_later:
        return _belongs(mention, members, reference)
    if mention.trigger.category is not members[0].trigger.category or members[0].status in _AHEAD:
        return False
    if any(_elsewhere(mention, m) or (recall.own_day and _another_day(mention, m)) for m in _told_by(members)):
        return False
    known = [m.casualties.deaths for m in members if m.casualties.deaths is not None]
    return not (recall.is_toll and known and mention.casualties.deaths is not None and mention.casualties.deaths < max(known))


def _taken_up(mention: Mention, members: Sequence[Mention], reference: date | None, *, is_first: bool) -> float:
    """How well the words fit the event."""
    recall, last, members = mention.recall, members[-1], _ends_of(members)
    assert recall is not None
    shared = len(recall.targets & frozenset[str]().union(*(m.targets for m in members)))
    is_near = last.sentence.paragraph == mention.sentence.paragraph
    is_old = members[0].status is Status.HISTORICAL or _is_old(members, reference)
    fit = 3.0 * bool(recall.kinds & _kinds(members)) + 2.0 * min(shared, 2) + 3.0 * any(_same_spot(mention, m) for m in members)
    return fit + 1.5 * is_near - 2.0 * (is_old and not is_near) + 0.5 * (is_first and recall.is_later)


def _kinds(members: Sequence[Mention]) -> frozenset[str]:
    return frozenset[str]().union(*(m.kinds for m in members if m.recall is None or not m.recall.is_later))


def _is_old(members: Sequence[Mention], reference: date | None) -> bool:
    days = [m.when.last for m in members if m.when]
    return reference is not None and bool(days) and max(days) < reference - NEWS


def _same_spot(one: Mention, other: Mention) -> bool:
    a, b = one.site, other.site
    return a is not None and b is not None and a.explicit and b.explicit and a.place.geonameid == b.place.geonameid


def _without_its_day(mention: Mention) -> Mention:
    """The mention without the day of a statement: only "Sunday's attack" tells the event's."""
    return mention if mention.recall and mention.recall.own_day else replace(mention, when=None)


def _told_by(members: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that tell the event: a heading above them only announces it, and often names a wider place."""
    return [m for m in members if not m.heading] or members


def _announces(headings: Sequence[Mention], mention: Mention) -> bool:
    """Whether the headings above a text may speak of the mention's event: the same toll, or a wider place and the same kind."""
    for heading in headings:
        a, b = heading.casualties.deaths, mention.casualties.deaths
        is_same = bool(a and a == b)
        if _abroad(heading, mention):
            return False
        if a and b and not is_same and not _may_grow(heading, mention):
            return False
        is_wider = heading.site is None or not heading.site.precision.is_point
        is_alike = not (heading.kinds and mention.kinds) or bool(heading.kinds & mention.kinds)
        if not is_same and not (is_alike and (is_wider or _on_its_road(heading, mention))) and _elsewhere(mention, heading):
            return False
    return True


def _abroad(one: Mention, other: Mention) -> bool:
    a, b = one.site, other.site
    return a is not None and b is not None and a.explicit and b.explicit and a.place.country_code != b.place.country_code


def _may_grow(heading: Mention, mention: Mention) -> bool:
    """Whether the heading's toll is open above, and the text tells at least as many: "more than a hundred"."""
    least = [c.minimum for c in heading.casualties.claims if c.kind is ClaimKind.DEATHS and c.maximum is None and c.minimum is not None]
    return bool(least) and (mention.casualties.deaths or 0) >= min(least)


def _on_its_road(heading: Mention, mention: Mention) -> bool:
    """Whether the place of the heading lies within what is known of the event's: on the road, or near the town."""
    a, b = heading.site, mention.site
    return a is not None and b is not None and distance_km(a.place, b.place) <= (b.radius_km or 0.0)


def _belongs(mention: Mention, members: Sequence[Mention], reference: date | None) -> bool:
    members = _ends_of(members)
    if mention.trigger.category != members[0].trigger.category or (mention.apart and not _is_of_lead(mention, members)):
        return False
    is_past = members[0].status is Status.HISTORICAL
    if (mention.status is Status.HISTORICAL) != is_past and not (is_past and _goes_on(mention, members)):
        return False
    if _is_background(mention, members, reference):
        return False
    if all(m.heading for m in members):
        return _announces(members, mention) and not any(_another_day(mention, m) for m in members)
    told = _told_by(members)
    if mention.sentence == told[-1].sentence and _elsewhere(mention, told[-1]):
        return False
    if _is_other_item(mention, told) or (mention.recall is None and _is_other(mention, told)):
        return False
    return not any(_elsewhere(mention, m) or _another_day(mention, m) for m in told) and not _contradicts(mention, told)


def _goes_on(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether it follows in the paragraph, with no day or place of its own: then it tells on of what is past."""
    is_placed = mention.site is not None and mention.site.explicit
    return mention.sentence.paragraph == members[-1].sentence.paragraph and mention.when is None and not is_placed


def _is_of_lead(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether a lead of two events told it already, at the same spot and day, of the same kind and target: it is apart from the other."""
    lead = members[0]
    if lead.sentence.paragraph or not (mention.sentence.paragraph and _same_spot(mention, lead)):
        return False
    is_alike = bool(mention.kinds & lead.kinds) and bool(mention.targets & lead.targets)
    return is_alike and mention.when is not None and lead.when is not None and not _another_day(mention, lead)


def _is_other(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether it tells other victims at a village of its own, or, in another paragraph, of an attack of another kind."""
    counts = mention.casualties
    dead, hurt = {m.casualties.deaths for m in members}, {m.casualties.injured for m in members}
    if counts.deaths and not any(dead) and _is_far(mention, members):
        return True
    if not (counts.deaths or counts.injured) or counts.deaths in dead - {None} or (not counts.deaths and counts.injured in hurt):
        return False
    if counts.deaths and mention.site and mention.site.unknown and dead - {None}:
        named = {folded(m.site.location) for m in members if m.site and m.site.start_char >= 0}
        return bool(named) and folded(mention.site.location) not in named
    kinds, known = mention.kinds, _kinds(members)
    return mention.fresh and bool(kinds) and not kinds & known and mention.sentence.paragraph > members[-1].sentence.paragraph


def _is_far(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether it names a place of its own paragraphs away, where no place of theirs was named."""
    is_placed = mention.site is not None and mention.site.explicit
    is_apart = mention.sentence.paragraph > members[-1].sentence.paragraph + 1
    return is_placed and is_apart and not any(m.site and m.site.explicit for m in members)


def _is_other_item(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether it stands in another item of a list than all of them, and not at the same spot."""
    if mention.item is None or (mention.recall and mention.recall.is_later) or _is_told_in_detail(mention, members):
        return False
    return all(m.item not in (None, mention.item) and not (_same_spot(mention, m) and not _stands_for_both(mention, m)) for m in members)


def _is_told_in_detail(mention: Mention, members: Sequence[Mention]) -> bool:
    """Whether a summary above told the same toll of the same days, at a wider place: "27 killed in Djugu territory"."""
    dead, when = mention.casualties.deaths, mention.when
    if not dead or dead < _TELLING or when is None:
        return False
    return any(m.casualties.deaths == dead and m.when is not None and not _another_day(mention, m) for m in members)


def _is_background(mention: Mention, members: Sequence[Mention], reference: date | None) -> bool:
    """Whether it lies weeks back, told below news that names no day of its own: "In July at least 20 people died"."""
    if mention.when is None or reference is None or mention.when.last >= reference - NEWS:
        return False
    return not any(m.when for m in members) and mention.sentence.paragraph > members[-1].sentence.paragraph


def _elsewhere(one: Mention, other: Mention) -> bool:
    a, b = one.site, other.site
    if one.trigger.category is Category.DIPLOMATIC and abs(one.sentence.paragraph - other.sentence.paragraph) <= _ONE_QUARREL:
        return False
    if a is None or b is None or not (a.explicit and b.explicit):
        return False
    if a.unknown and b.unknown and one.recall is None and _differ_in_name(one, other):
        return True
    if a.place.geonameid == b.place.geonameid:
        return False
    if a.place.country_code != b.place.country_code:
        return True
    if GeoPrecision.COUNTRY in (a.precision, b.precision):
        return False
    if GeoPrecision.REGION in (a.precision, b.precision):
        return distance_km(a.place, b.place) > _REGION_KM
    if a.precision.is_point and b.precision.is_point:
        return distance_km(a.place, b.place) > SAME_SPOT_KM
    return a.place.admin1_code != b.place.admin1_code


def _another_day(one: Mention, other: Mention) -> bool:
    a, b = one.when, other.when
    if a is None or b is None or a.frame.is_beside or b.frame.is_beside:
        return False
    is_listed = a.on_calendar and b.on_calendar and None not in (one.item, other.item)
    slack = SLACK if _sounds_alike(one, other) and not is_listed else timedelta(0)
    return a.first > b.last + slack or b.first > a.last + slack


def _sounds_alike(one: Mention, other: Mention) -> bool:
    """The same type and no other toll or place: a mine on Monday is not the shooting of Sunday."""
    if _differ_in_name(one, other):
        return False
    tolls = {one.casualties.deaths, other.casualties.deaths} - {None}
    return one.trigger.sub_event_type == other.trigger.sub_event_type and len(tolls) < 2


def _stands_for_both(one: Mention, other: Mention) -> bool:
    """Whether one area stands in for two names: "Mbau" and "Mwalika" at Beni."""
    a, b = one.site, other.site
    if a is None or b is None or a.precision is GeoPrecision.TOWN:
        return False
    return folded(a.location) != folded(b.location)


def _differ_in_name(one: Mention, other: Mention) -> bool:
    """Whether each names a place of its own, of which one is not on the map."""
    a, b = one.site, other.site
    if a is None or b is None or not (a.explicit and b.explicit) or not (a.unknown or b.unknown):
        return False
    return folded(a.location) != folded(b.location)


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
