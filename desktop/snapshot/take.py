"""From the map on screen to a finished page: the picture is asked for, and the page is drawn when it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtGui import QImage, QPainter

from desktop.map.shown import ShownEvents
from desktop.snapshot.draw import SYMBOL, draw, map_size, paint
from desktop.snapshot.edge import mgrs_ticks, tick_box
from desktop.snapshot.facts import Facts, count_outside
from desktop.snapshot.inset import inset_box
from desktop.snapshot.layout import BASELINE, layout_of, number_radius, points_a_pixel
from desktop.snapshot.numbers import fitted, kept_clear
from desktop.snapshot.page import Box
from desktop.snapshot.paper import POINTS_PER_INCH, Grid, Snapshot
from geodata.export.listed import Entry
from geodata.export.view import View
from geodata.model import Extent
from geodata.store.columns import EventColumns, Mask

Clear = tuple[float, float, float, float]


class Map(Protocol):
    """What the map view does for a snapshot."""

    @property
    def credits(self) -> tuple[str, ...]:
        """Of tiles that are shown, in plain text."""

    def extent(self) -> Extent:
        """The ground on screen."""

    def picture(
        self,
        width_px: int,
        height_px: int,
        scale: float,
        done: Callable[[QImage, Extent], None],
        *,
        theme: str | None = None,
        wishes: dict[str, Any] | None = None,
    ) -> None:
        """Draw at least the ground on screen, `scale` pixels for each pixel of the screen; `done` gets it later, null when it failed.

        `wishes`: what names keep off (`clear`: boxes of left, top, right and bottom as parts of the picture), whether a `graticule` may be
        drawn, and what `ground` is shown in place of that on screen, an Extent or None.
        """


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and what it shows."""

    image: QImage
    picture: QImage  # of the map alone
    snapshot: Snapshot
    facts: Facts
    extent: Extent
    listed: tuple[Entry, ...] = ()  # its events, one by one, for the sheets behind it
    unlisted: int = 0  # how many more there are
    included: tuple[tuple[str, str], ...] = ()  # what exactly is in the document, name and value
    view: View | None = None  # what the file carries of what it shows


def take(
    view: Map,
    snapshot: Snapshot,
    facts: Facts,
    *,
    columns: EventColumns,
    mask: Mask,
    done: Callable[[Page], None],
    failed: Callable[[str], None],
    last: Callable[[Facts], Facts] = lambda facts: facts,
) -> None:
    """Make the page of what `view` shows: `done` gets it later, or `failed` one sentence; `last` adds what only the picture tells."""

    def finish(picture: QImage, extent: Extent) -> None:
        if picture.isNull():
            failed("The map could not be drawn at that size.")
            return
        located = replace(last(facts), outside=count_outside(columns, mask, extent, area_extents(view)))
        done(Page(draw(snapshot, located, picture, extent), picture, snapshot, located, extent))

    ask(view, snapshot, facts, pixels_a_point=snapshot.dpi / POINTS_PER_INCH, done=finish)


def area_extents(view: Map) -> Mapping[int, Extent]:
    """The boxes of the areas that `view` shows, by geonameid."""
    events: ShownEvents | None = getattr(view, "events", None)  # of a map view; a test's map has no areas
    return events.areas.extents if events is not None else {}


def ask(view: Map, snapshot: Snapshot, facts: Facts, *, pixels_a_point: float, done: Callable[[QImage, Extent], None]) -> None:
    """Ask `view` for the picture that the page of `snapshot` needs at a sharpness."""
    width, height = map_size(snapshot, facts, pixels_a_point=pixels_a_point)
    seen = snapshot.ground or view.extent()
    wishes = {"clear": _kept_clear(snapshot, facts, seen), "graticule": snapshot.grid is Grid.MAP, "ground": snapshot.ground}
    view.picture(width, height, pixels_a_point * points_a_pixel(snapshot), done, theme=snapshot.theme, wishes=wishes)


def _kept_clear(snapshot: Snapshot, facts: Facts, seen: Extent) -> list[Clear]:
    """What names on the map keep off, as parts of its width and height, while the screen shows `seen`."""
    layout = layout_of(snapshot, facts)
    frame, has_squares = layout.map, snapshot.grid is Grid.MGRS
    extent = fitted(seen, frame.width / frame.height)
    boxes = kept_clear(facts, extent, frame, number_radius(snapshot), SYMBOL * points_a_pixel(snapshot))
    if snapshot.locator and (inset := inset_box(facts, extent, frame, BASELINE[snapshot.paper], keeps_right=has_squares)):
        boxes.append(inset)
    if has_squares:
        ticks = (tick_box(tick, frame, layout.caption_style) for tick in mgrs_ticks(extent, frame.width, frame.height))
        boxes += [Box(box.x - frame.x, box.y - frame.y, box.width, box.height) for box in ticks]
    width, height = frame.width, frame.height
    return [(box.x / width, box.y / height, box.right / width, box.bottom / height) for box in boxes]


def thumbnail(snapshot: Snapshot, facts: Facts, picture: QImage, extent: Extent, *, width: int) -> QImage:
    """The same page, `width` pixels wide, for the dialog."""
    across, down = snapshot.paper.points
    pixels_a_point = width / across
    image = QImage(width, round(down * pixels_a_point), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, snapshot, facts, picture, extent, pixels_a_point=pixels_a_point)
    painter.end()
    return image
