"""A snapshot of a project without a window: `python -m desktop snapshot PROJECT.gpkg OUT.png`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.snapshot.paper import SHARPNESSES, THEMES, Grid, Paper, Snapshot
from geodata.errors import ExportError, GeodataError
from geodata.export.callouts import Rule, choose
from geodata.export.heading import suggested_title
from geodata.export.release import Release, Tlp
from geodata.model import Category, EventFilter, Extent
from geodata.options import day
from geodata.store import events, places, project
from geodata.store.column_cache import columns_of
from geodata.store.columns import EventColumns, Mask, mask
from geodata.store.project import Project
from geodata.store.spots import named_spots

if TYPE_CHECKING:
    from desktop.snapshot.facts import Facts
    from desktop.snapshot.take import Page
    from geodata.buffers import FacilityMark
    from geodata.tiles.source import TileSource

DONE, FAILED, MISUSED = 0, 1, 2
RULES = [rule for rule in Rule if rule is not Rule.SELECTED]


def main(arguments: Sequence[str]) -> int:
    """Make one snapshot. Exit status: 0 made, 1 it could not be made (one sentence on stderr), 2 the arguments are wrong."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has told why
        return MISUSED if stop.code else DONE
    try:
        _make(options)
    except GeodataError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    return DONE


def _make(options: argparse.Namespace) -> None:
    if options.output.suffix.lower() not in (".png", ".jpg", ".jpeg", ".pdf"):
        raise ExportError(f"{options.output.name}: a snapshot is a .png, .jpg or .pdf file.")
    if not options.output.parent.is_dir():
        raise ExportError(f"{options.output.name} cannot be written: there is no folder {options.output.parent}.")
    chosen = EventFilter(text=options.text, categories=tuple(options.category), first_date=options.first_date, last_date=options.last_date)
    with project.open(options.project, read_only=True) as opened:
        columns = columns_of(opened)
        matched = events.matching_text(opened, chosen.text) if chosen.text.strip() else None
        _render(options, opened, chosen, columns, mask(columns, chosen, matched=matched))


def page_of(
    opened: Project,
    columns: EventColumns,
    shown: Mask,
    facts: Facts,
    snapshot: Snapshot,
    *,
    facilities: Sequence[FacilityMark] = (),
    tiles: TileSource | None = None,
) -> Page:
    """The page of the events under `shown`, drawn where nobody looks.

    Raises:
        ExportError: the map could not be drawn.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.snapshot.offscreen import make

    area, spots = partial(places.area, opened), named_spots(opened, columns)
    return make(snapshot, facts, columns, shown, area=area, facilities=facilities, spots=spots, tiles=tiles)


def _render(options: argparse.Namespace, opened: Project, chosen: EventFilter, columns: EventColumns, shown: Mask) -> None:
    from desktop.facilities import Facilities, with_facilities
    from desktop.snapshot.annex import with_list
    from desktop.snapshot.coarse import as_released
    from desktop.snapshot.facts import gather_whole, suggested_subtitle
    from desktop.snapshot.numbers import with_numbers
    from desktop.snapshot.reopen import with_view
    from desktop.snapshot.save import save
    from geodata.tiles.mbtiles import TileFile

    marks = Facilities.of(opened).marks(options.facilities) if options.facilities else ()
    facts = with_facilities(gather_whole(opened, columns, shown, chosen), marks, options.facilities)
    snapshot = Snapshot(
        title=options.title or suggested_title(columns, shown),
        subtitle=suggested_subtitle(facts) if options.subtitle is None else options.subtitle,
        paper=options.paper,
        dpi=options.dpi,
        theme=options.theme,
        tlp=options.tlp,
        marking=options.marking,
        author=options.author,
        numbered=options.numbered,
        grid=options.grid,
        ground=options.bounds,
    )
    facts, drawn = as_released(facts, opened, columns, shown, options.tlp)
    facts = with_numbers(facts, opened, drawn, shown, chosen, Release(tlp=options.tlp), choose(columns, shown, options.numbered))
    with closing(TileFile(options.tiles)) if options.tiles else nullcontext() as tiles:
        page = page_of(opened, drawn, shown, facts, snapshot, facilities=marks, tiles=tiles)
    page = with_view(page, opened, chosen)
    if options.output.suffix.lower() == ".pdf":
        page = with_list(page, opened, columns, shown, chosen, is_whole=options.list)
    save(page, options.output)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop snapshot", description="Make a page for a briefing.")
    parser.add_argument("project", type=Path, metavar="PROJECT.gpkg")
    parser.add_argument("output", type=Path, metavar="OUT.png|jpg|pdf")
    parser.add_argument("--title", default="", help="default: what the events are, and in which countries")
    parser.add_argument("--subtitle", help="default: the period and the number of events")
    parser.add_argument("--paper", type=Paper, choices=list(Paper), default=Paper.A4, metavar="|".join(Paper))
    parser.add_argument("--dpi", type=int, choices=SHARPNESSES, default=300)
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--tlp", type=Tlp, choices=list(Tlp), metavar="|".join(Tlp), help="its marking by the Traffic Light Protocol")
    parser.add_argument("--marking", default="", metavar="WORDS", help="a marking in words of your own, where --tlp is not given")
    parser.add_argument("--author", default="", help="who answers for it, in the foot")
    parser.add_argument(
        "--numbered", type=Rule, choices=RULES, default=Rule.DEADLIEST, metavar="|".join(RULES), help="events with a number"
    )
    parser.add_argument("--grid", type=Grid, choices=list(Grid), default=Grid.MAP, metavar="|".join(Grid), help="at the map's edge")
    parser.add_argument("--bounds", type=_extent, metavar="S,W,N,E", help="degrees, as --bounds=-1,2,3,4; default: around the events")
    parser.add_argument("--category", type=Category, choices=list(Category), action="append", default=[], help="may be repeated")
    parser.add_argument("--from", dest="first_date", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last_date", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--facilities", type=day, metavar="YYYY-MM-DD", help="military facilities as of that day too")
    parser.add_argument("--list", action="store_true", help="the events one by one on further sheets of a .pdf")
    parser.add_argument("--tiles", type=Path, metavar="FILE.mbtiles", help="your own tiles under the events")
    parser.add_argument("--text", default="", help="words that the article, the place or the actors have")
    return parser


def _extent(text: str) -> Extent:
    """South, west, north, east in degrees; west may exceed east across the antimeridian."""
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        south = west = north = east = float("nan")
    if not (-90 <= south < north <= 90 and -180 <= west <= 180 and -180 <= east <= 180 and west != east):
        raise argparse.ArgumentTypeError(f"“{text}” is no ground; write its south, west, north and east in degrees, as 12,-4,17,6")
    return Extent(south, west, north, east)
