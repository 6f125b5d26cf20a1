"""From the map on screen to a finished page: the picture is asked for, and the page is drawn when it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtGui import QImage, QPainter

from desktop.map.shown import ShownEvents
from desktop.snapshot.draw import draw, map_size, paint
from desktop.snapshot.facts import Facts, count_outside
from desktop.snapshot.layout import BASELINE
from desktop.snapshot.paper import POINTS_PER_INCH, Paper, Snapshot
from geodata.export.view import View
from geodata.model import Extent
from geodata.store.columns import EventColumns, Mask

SCREEN_DPI = 96.0  # a pixel of CSS


class Map(Protocol):
    """What the map view does for a snapshot."""

    @property
    def credits(self) -> tuple[str, ...]:
        """Of tiles that are shown, in plain text."""

    def picture(
        self, width_px: int, height_px: int, scale: float, done: Callable[[QImage, Extent], None], *, theme: str | None = None
    ) -> None:
        """Draw at least the ground on screen, `scale` pixels for each pixel of the screen; `done` gets it later, null when it failed."""


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and what it shows."""

    image: QImage
    picture: QImage  # of the map alone
    snapshot: Snapshot
    facts: Facts
    extent: Extent
    listed: tuple[tuple[str, ...], ...] = ()  # its events, one by one, for the sheets behind it
    unlisted: int = 0  # how many more there are
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
    view.picture(width, height, pixels_a_point * points_a_pixel(snapshot), done, theme=snapshot.theme)


def points_a_pixel(snapshot: Snapshot) -> float:
    """How large a pixel of the screen comes out: symbols and labels as on screen on A4, larger on larger paper."""
    return POINTS_PER_INCH / SCREEN_DPI * BASELINE[snapshot.paper] / BASELINE[Paper.A4]


def thumbnail(snapshot: Snapshot, facts: Facts, picture: QImage, extent: Extent, *, width: int) -> QImage:
    """The same page, `width` pixels wide, for the dialog."""
    across, down = snapshot.paper.points
    pixels_a_point = width / across
    image = QImage(width, round(down * pixels_a_point), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, snapshot, facts, picture, extent, pixels_a_point=pixels_a_point)
    painter.end()
    return image
