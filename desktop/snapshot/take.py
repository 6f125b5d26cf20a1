"""From the map on screen to a finished page: the picture is asked for, and the page is drawn when it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtGui import QImage, QPainter

from desktop.snapshot.draw import draw, map_size, paint
from desktop.snapshot.facts import Facts, count_outside
from desktop.snapshot.paper import POINTS_PER_INCH, Snapshot
from geodata.model import Extent
from geodata.store.columns import EventColumns, Mask

SCREEN_DPI = 96.0  # a CSS pixel; symbols and labels come out on paper as large as they are on screen


class Map(Protocol):
    """What the map view does for a snapshot."""

    def picture(self, width_px: int, height_px: int, scale: float, done: Callable[[QImage, Extent], None]) -> None:
        """Draw at least the ground on screen, `scale` pixels for each pixel of the screen; `done` gets it later."""

    def set_theme(self, theme: str) -> None:
        """Light or dark."""


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and what it shows."""

    image: QImage
    snapshot: Snapshot
    facts: Facts
    extent: Extent


def take(
    view: Map,
    snapshot: Snapshot,
    facts: Facts,
    *,
    columns: EventColumns,
    mask: Mask,
    theme: str,
    done: Callable[[Page], None],
    failed: Callable[[str], None],
) -> None:
    """Make the page of what `view` shows: `done` gets it later, or `failed` one sentence.

    `theme` is the window's, to which the view returns.
    """

    def finish(picture: QImage, extent: Extent) -> None:
        if picture.isNull():
            failed("The map could not be drawn at that size.")
            return
        located = replace(facts, outside=count_outside(columns, mask, extent))
        done(Page(draw(snapshot, located, picture, extent), snapshot, located, extent))

    map_picture(view, snapshot, facts, pixels_a_point=snapshot.dpi / POINTS_PER_INCH, theme=theme, done=finish)


def map_picture(
    view: Map, snapshot: Snapshot, facts: Facts, *, pixels_a_point: float, theme: str, done: Callable[[QImage, Extent], None]
) -> None:
    """Ask `view` for the picture that the page of `snapshot` needs at a sharpness, in the snapshot's theme."""

    def restore(picture: QImage, extent: Extent) -> None:
        if theme != snapshot.theme:
            view.set_theme(theme)
        done(picture, extent)

    if theme != snapshot.theme:
        view.set_theme(snapshot.theme)
    view.picture(*map_size(snapshot, facts, pixels_a_point=pixels_a_point), pixels_a_point * POINTS_PER_INCH / SCREEN_DPI, restore)


def thumbnail(snapshot: Snapshot, facts: Facts, picture: QImage, extent: Extent, *, width: int) -> QImage:
    """The same page, `width` pixels wide, for the dialog."""
    across, down = snapshot.paper.points
    pixels_a_point = width / across
    image = QImage(width, round(down * pixels_a_point), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, snapshot, facts, picture, extent, pixels_a_point=pixels_a_point)
    painter.end()
    return image
