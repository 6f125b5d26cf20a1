"""Events as slides that can be edited: the map as a picture, native numbers and legend over it, a table of the numbered events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.errors import ExportError
from geodata.export import listed
from geodata.export.callouts import from_edge, spot_on
from geodata.export.carried import into_slides
from geodata.export.content import Content, MapPicture
from geodata.export.deck import BANNER, HEIGHT, INK, MARGIN, MUTED, TOP, WIDTH, Deck, Slide, lines_of
from geodata.export.numbered import Numbered, numbered_events, placed
from geodata.export.provenance import BORDERS
from geodata.export.view import View
from geodata.resources import asset
from geodata.store import chosen
from geodata.wording import counted, dead_words, shown

FIELDS = (
    "category", "event_date", "time_precision", "sub_event_type", "actor1", "actor2", "location", "place", "geo_precision", "radius_km",
    "source", "source_url", "notes", "fatalities",
)  # fmt: skip
"""The columns of a record that the table of numbered events tells."""
MAP = (MARGIN, TOP, 9.9, HEIGHT - TOP - BANNER - 0.55)  # inches: left, top, width, height
_KEY = MARGIN + 9.9 + 0.25  # where the legend begins
RADIUS = 0.14  # inches, of a number
SYMBOL = 0.11  # inches from the middle of a symbol of the map to its edge
_HEADS = ("No.", *listed.HEADS)
_WIDTHS = (0.45, 1.15, 2.0, 1.5, 1.6, 0.8, 3.5, 1.5)
_SOURCES = 30  # named in one row
_SHAPES = {"diamond": "DIAMOND", "circle": "OVAL", "triangle": "ISOSCELES_TRIANGLE", "square": "RECTANGLE", "pentagon": "REGULAR_PENTAGON",
           "hexagon": "HEXAGON", "shield": "FLOWCHART_OFFPAGE_CONNECTOR"}  # fmt: skip


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the slides.

    Raises:
        ExportError: there is no picture of the map.
        OSError: the file cannot be written.
    """
    if content.wishes.map is None:
        raise ExportError("Slides bear the map as the window draws it: use File → Export events there, or python -m desktop export.")
    yield len(content.ids)
    deck = Deck(content.release.tlp)
    numbered = numbered_events(content, content.wishes.numbered)
    _map_slide(deck, content, content.wishes.map, numbered)
    if numbered:
        deck.table("Numbered events", _HEADS, _WIDTHS, [_told(each, content, content.wishes.map) for each in numbered], points=9.5)
    _summary_slides(deck, content)
    deck.table("What is in this file", ("What", "Told"), (1.9, WIDTH - 2 * MARGIN - 1.9), _pairs(content), points=11)
    _describe(deck, content)
    into_slides(deck.file, _view(content, content.wishes.map))
    deck.file.save(str(path))


def _map_slide(deck: Deck, content: Content, picture: MapPicture, numbered: Sequence[Numbered]) -> None:
    told = content.provenance
    slide = deck.slide(shown(told.title, limit=500), shown(told.filter, limit=200))
    slide.picture(picture.png, MAP, f"Map of {counted(len(content.ids), 'event')}: {shown(told.title, limit=200)}")
    discs = placed(numbered, picture.extent, width=MAP[2], height=MAP[3], radius=RADIUS, others=picture.others)
    for disc in discs:
        if not disc.is_area:  # a line to a point would say that the place is known
            start = from_edge(disc.anchor, disc.spot, SYMBOL)
            slide.line((MAP[0] + start.x, MAP[1] + start.y), (MAP[0] + disc.spot.x, MAP[1] + disc.spot.y))
    for disc in discs:
        slide.disc(disc.number, MAP[0] + disc.spot.x, MAP[1] + disc.spot.y, RADIUS, dashed=disc.is_area)
    _legend(slide, content, has_areas=any(each.is_area for each in numbered), has_numbers=bool(numbered))
    thanks = " ".join((f"{told.attribution}.", *picture.credits, BORDERS))
    foot = f"Made {told.made:%Y-%m-%d %H:%M} UTC by {told.made_by} from articles read by program. {' '.join((*told.changes, thanks))}"
    slide.text([foot], (MARGIN, HEIGHT - BANNER - 0.5, WIDTH - 2 * MARGIN, 0.45), 8, colour=MUTED)


def _legend(slide: Slide, content: Content, *, has_areas: bool, has_numbers: bool) -> None:
    styles = json.loads(asset("map", "categories.json").read_text("utf-8"))
    y = TOP
    slide.text([counted(len(content.ids), "event")], (_KEY, y, WIDTH - _KEY - MARGIN, 0.32), 14, bold=True)
    y += 0.42
    if included := content.provenance.included:
        told = dead_words(included.toll)
        height = 0.17 * lines_of(told, WIDTH - _KEY - MARGIN, 9) + 0.1 if told else 0
        if told:
            slide.text([told], (_KEY, y - 0.08, WIDTH - _KEY - MARGIN, height), 9, colour=MUTED)
        y += height
    for category, ids in chosen.by_category(content.project, content.ids).items():
        style = styles[category.value]
        slide.mark(_SHAPES[style["shape"]], (_KEY + 0.03, y + 0.04, 0.2, 0.2), fill=style["colour"].removeprefix("#"))
        _row(slide, style["title"], f"{len(ids):,}", y)
        y += 0.29
    places = chosen.place_counts(content.project, content.ids)
    y += 0.12
    for words, count in (("At a point", places.at_points), ("Area only: shaded", places.in_areas), ("Not located", places.without_place)):
        if count:
            _row(slide, words, f"{count:,}", y)
            y += 0.27
    if has_numbers:
        y += 0.1
        notes = ["Numbers: see the table that follows."]
        notes += ["A dashed number stands by the middle of an area: no point is known."] if has_areas else []
        slide.text(notes, (_KEY, y, WIDTH - _KEY - MARGIN, 0.7), 9, colour=MUTED)


def _row(slide: Slide, words: str, count: str, y: float) -> None:
    slide.text([words], (_KEY + 0.3, y, 1.9, 0.28), 11)
    slide.text([count], (WIDTH - MARGIN - 0.6, y, 0.6, 0.28), 11, colour=INK, bold=True)


def _told(each: Numbered, content: Content, picture: MapPicture) -> tuple[str, ...]:
    date, where, *rest = listed.told(each.row, content)
    is_beside = each.where is not None and spot_on(each.where, picture.extent, width=1, height=1) is None
    return each.number, date, f"{where} (beside the map)" if is_beside and not each.is_area else where, *rest


def _summary_slides(deck: Deck, content: Content) -> None:
    wishes = content.wishes
    if not wishes.summary and wishes.charts is None:
        return
    slide = deck.slide("Summary")
    half = WIDTH / 2 - MARGIN - 0.15 if wishes.charts else WIDTH - 2 * MARGIN
    height = HEIGHT - TOP - BANNER - 0.25
    if wishes.summary:
        points = 14 if sum(map(len, wishes.summary)) < 900 else 11
        slide.text([shown(words, limit=2000) for words in wishes.summary], (MARGIN, TOP, half, height), points, apart=7)
    if wishes.charts:
        left = WIDTH / 2 + 0.15 if wishes.summary else MARGIN
        slide.picture(wishes.charts, (left, TOP, WIDTH - MARGIN - left, height), "Events and deaths over time")


def _pairs(content: Content) -> list[tuple[str, str]]:
    """What the last slide says: the sources many to a row, so that none is left out."""
    told = [(name, shown(value, limit=1500)) for name, value in content.provenance.pairs() if name != "Source"]
    sources = [shown(name, limit=80) for name in content.provenance.sources]
    return [*told, *(("Sources", "; ".join(sources[at : at + _SOURCES])) for at in range(0, len(sources), _SOURCES))]


def _view(content: Content, picture: MapPicture) -> View:
    told = content.provenance
    return View(
        project=content.project.mark(),
        name="" if content.release.leaves_out_words else content.project.path.stem,
        event_filter=content.event_filter,
        extent=picture.extent,
        shown=len(content.ids),
        numbered=content.wishes.numbered,
        page={"title": told.title},
        made_by=told.made_by,
    )


def _describe(deck: Deck, content: Content) -> None:
    told, properties = content.provenance, deck.file.core_properties
    properties.title, properties.subject = shown(told.title, limit=250), shown(told.filter, limit=250)
    properties.author = properties.last_modified_by = told.made_by
    properties.keywords = told.marking
    properties.created = properties.modified = told.made.replace(tzinfo=None)
    properties.comments = shown("; ".join(f"{name}: {value}" for name, value in told.pairs()), limit=250)
