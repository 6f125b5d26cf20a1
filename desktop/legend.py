"""What the legend says, on the map and on the snapshot alike: only what is drawn, with how many events it stands for."""

from __future__ import annotations

from desktop.resources import category_styles
from desktop.sections import Row, Section
from desktop.snapshot.facts import Facts
from desktop.snapshot.page import DeathSize, Precision
from geodata.events.holdings import Certainty
from geodata.months import day_words
from geodata.wording import STATUS_WORDS

SIZES = (1, 10, 100)  # deaths whose symbols the legend shows


def legend(facts: Facts) -> tuple[Section, ...]:
    """The sections for these facts, in the order in which they are read."""
    events = [Row(category_styles()[category].title, count, category) for category, count in facts.categories]
    places = [
        Row("Point: site or town", facts.points, Precision.POINT),
        Row("Ring: near, within it", facts.near, Precision.RING),
        Row("Shaded: area only", facts.areas, Precision.AREA),
        Row("Hatched: sea area", facts.seas, Precision.SEA),
        Row("Not located", facts.unlocated),
    ]
    drawn = [row for row in places if row.count or row.sign is None]
    if facts.points + facts.near:
        drawn.append(Row("Number: several events", None, Precision.CLUSTER))
    if facts.sized and facts.areas + facts.seas:
        drawn.append(Row("An area’s badge does not grow"))
    if facts.facilities_day is not None:
        drawn.append(Row(f"Facility as of {day_words(facts.facilities_day)}", None, Certainty.KNOWN))
    sections = [
        Section("Events", tuple(events) or (Row("No event passes the filter"),)),
        Section("Place", tuple(drawn)),
        Section("Status", tuple(Row(STATUS_WORDS[status], count, status) for status, count in facts.statuses)),
    ]
    if facts.sized:
        sizes = [Row(f"{deaths} dead", None, DeathSize(deaths)) for deaths in SIZES]
        sections.append(Section("Size: deaths", (Row("None, or not told", None, DeathSize(0)), *sizes)))
    return tuple(section for section in (*sections, *facts.layers) if section.rows)
