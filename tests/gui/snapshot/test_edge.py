"""Squares of MGRS at the edge of the map, and the small map in its corner."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import mgrs
import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.snapshot.draw import draw, map_size
from desktop.snapshot.edge import mgrs_ticks, tick_box
from desktop.snapshot.facts import Facts
from desktop.snapshot.inset import draw_inset, inset_box
from desktop.snapshot.layout import BASELINE, lay_out
from desktop.snapshot.page import Box
from desktop.snapshot.paper import THEMES, Grid, Paper, Snapshot
from desktop.snapshot.typeface import QtTypesetter
from geodata.model import Extent
from geodata.space.mercator import degrees, mercator
from tests.gui.snapshot.conftest import SAHEL, plain_map
from tests.gui.snapshot.test_layout import overlap

WIDTH, HEIGHT = 580.0, 360.0
GROUNDS = [
    SAHEL,
    Extent(13.4, 2.0, 13.6, 2.3),
    Extent(-3.0, 178.0, 3.0, -178.0),
    Extent(59.0, 2.0, 63.0, 9.0),
    Extent(-0.02, 36.0, 0.02, 36.06),
]


@pytest.mark.parametrize("extent", GROUNDS)
def test_a_tick_is_where_the_square_begins_that_it_names(extent: Extent) -> None:
    ticks = mgrs_ticks(extent, WIDTH, HEIGHT)
    assert {tick.is_top for tick in ticks} == {True, False}
    east = extent.east if extent.east > extent.west else extent.east + 360
    (left, top), (right, bottom) = mercator(np.array([[extent.west, extent.north], [east, extent.south]]))

    def square(x: float, y: float, digits: int) -> tuple[str, str]:
        """The letters and figures that tell easting, and those that tell northing."""
        [(longitude, latitude)] = degrees(np.array([[left + x / WIDTH * (right - left), top + y / HEIGHT * (bottom - top)]])).tolist()
        told = mgrs.MGRS().toMGRS(latitude, (longitude + 180) % 360 - 180, MGRSPrecision=digits)
        letters, figures = told[: len(told) - 2 * digits][-2:], told[len(told) - 2 * digits :]
        return f"{letters} {figures[:digits]}", f"{letters} {figures[digits:]}"

    for tick in ticks:
        first, second = tick.words.split(" ")
        digits = 0 if second.isalpha() else len(second)
        named = f"{second} " if not digits else f"{first} {second}"
        if tick.is_top:
            before, after = (square(tick.at + step, 0.7, digits)[0] for step in (-2, 2))
        else:
            before, after = (square(WIDTH - 1.2, tick.at + step, digits)[1] for step in (2, -2))
        assert after == named
        assert before != named


def test_there_are_none_from_afar_and_none_over_each_other(qapp: QApplication) -> None:
    assert mgrs_ticks(Extent(-60, -170, 75, 170), WIDTH, HEIGHT) == ()
    frame, style = Box(36, 90, WIDTH, HEIGHT), lay_out(Snapshot(title=""), _facts(), QtTypesetter()).caption_style
    for extent in GROUNDS:
        boxes = [tick_box(tick, frame, style) for tick in mgrs_ticks(extent, WIDTH, HEIGHT)]
        assert all(box.x >= frame.x and box.right <= frame.right and box.y >= frame.y and box.bottom <= frame.bottom for box in boxes)
        assert [(a, b) for a, b in combinations(boxes, 2) if overlap(a, b)] == []


def _facts() -> Facts:
    from tests.gui.snapshot.conftest import MADE

    return Facts(made=MADE, made_by="Dateline")


def test_the_squares_are_painted_where_they_are_asked_for(qapp: QApplication, busy_facts: Facts) -> None:
    plain = Snapshot(title="One", dpi=150, locator=False)
    picture = plain_map(*map_size(plain, busy_facts, pixels_a_point=150 / 72))
    assert draw(plain, busy_facts, picture, SAHEL) == draw(replace(plain, grid=Grid.MAP), busy_facts, picture, SAHEL)
    told = draw(replace(plain, grid=Grid.MGRS), busy_facts, picture, SAHEL)
    frame = lay_out(plain, busy_facts, QtTypesetter()).map
    [first, *_] = mgrs_ticks(SAHEL, frame.width, frame.height)
    at = round((frame.x + first.at) * 150 / 72), round((frame.y + 3) * 150 / 72)
    assert told.pixelColor(*at) != picture.pixelColor(10, 10)


@pytest.mark.parametrize("paper", Paper)
def test_the_small_map_keeps_off_events_and_is_left_out_where_the_world_is_seen(
    qapp: QApplication, busy_facts: Facts, paper: Paper
) -> None:
    frame, b = lay_out(Snapshot(title="One", paper=paper), busy_facts, QtTypesetter()).map, BASELINE[paper]
    left = inset_box(busy_facts, SAHEL, frame, b)
    assert left is not None
    assert left.x < frame.width / 2
    assert left.y > frame.height / 2
    [(x, y)] = mercator(np.array([[-4.0, 9.7]])).tolist()
    crowded = replace(busy_facts, others=((x, y),))
    right = inset_box(crowded, SAHEL, frame, b)
    assert right is not None
    assert right.x > frame.width / 2
    upper = inset_box(crowded, SAHEL, frame, b, keeps_right=True)
    assert upper is not None
    assert upper.x < frame.width / 2
    assert upper.bottom < left.y
    [[x2, y2], [x3, y3]] = mercator(np.array([[16.0, 9.7], [-4.0, 21.5]])).tolist()
    full = replace(busy_facts, others=((x, y), (x2, y2), (x3, y3)))
    assert inset_box(full, SAHEL, frame, b) is None  # it would hide one
    assert inset_box(busy_facts, Extent(-60, -170, 75, 170), frame, b) is None


@pytest.mark.parametrize("theme", THEMES)
def test_the_small_map_shows_land_sea_and_where_the_large_one_lies(qapp: QApplication, theme: str) -> None:
    image = QImage(240, 180, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(2, 2)
    painter.fillRect(QRectF(0, 0, 120, 90), QColor("white"))
    draw_inset(painter, Box(0, 0, 120, 90), Extent(10, -5, 16, 5), theme, QColor("black"))
    painter.end()
    seen = [image.pixelColor(x, y) for x in range(4, 236) for y in range(4, 176)]
    red = sum(colour.red() > 180 and colour.green() < 90 for colour in seen)
    assert 40 < red < 2000  # the outline of the box alone
    land, sea = image.pixelColor(120 + 40, 90 - 30), image.pixelColor(8, 170)  # the Sahara, the Atlantic
    assert land != sea
