"""Numbers on the page's map: off each other and off all words, on hundreds of layouts drawn by chance."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from desktop.snapshot.draw import draw, map_size
from desktop.snapshot.facts import Callout, Facts
from desktop.snapshot.layout import lay_out, number_radius, points_a_pixel
from desktop.snapshot.numbers import discs, fitted, kept_clear
from desktop.snapshot.page import Box, Marking, Number, Text
from desktop.snapshot.paper import THEMES, Paper, Snapshot
from desktop.snapshot.typeface import QtTypesetter
from geodata.export.callouts import spot_on
from geodata.export.release import Tlp
from geodata.model import Category, Extent, Status
from geodata.space.mercator import mercator
from tests.gui.snapshot.conftest import SAHEL, plain_map
from tests.gui.snapshot.test_layout import overlap

WORDS = [
    "",
    "Sahel",
    "A long title that goes on and on ",
    "أحداث أمنية في منطقة الساحل ",
    "事件",
    "🔥🚨",
    "e\u0301\u0302",
    "</script>${7*7}",
]
LAYOUTS, A_DOZEN = 200, 12


def a_callout(number: int, where: tuple[float, float] | None, *, is_area: bool = False, place: str = "Gao") -> Callout:
    return Callout(f"e{number}", str(number), place, "4–5 Jun 2021", number, where, is_area)


def by_chance(chance: random.Random, base: Facts) -> tuple[Snapshot, Facts, Extent]:
    """A page of anything: words, counts, events in crowds and alone, on ground of any size."""

    def words() -> str:
        return chance.choice(WORDS) * chance.randrange(1, 30)

    south, west, tall = chance.uniform(-60, 40), chance.uniform(-180, 179), 10 ** chance.uniform(-1, 1.6)
    extent = Extent(south, west, south + tall, (west + 1.6 * tall + 180) % 360 - 180)
    crowd = (chance.random(), chance.random())
    left, width = west / 360 + 0.5, 1.6 * tall / 360
    [top], [bottom] = mercator(np.array([[0, south + tall], [0, south]]))[:, 1:].tolist()

    def where() -> tuple[float, float] | None:
        spread = chance.choice([0.0, 1e-4, 1e-2])
        at = left + width * chance.random(), top + (bottom - top) * chance.random()
        crowded = left + width * crowd[0] + spread * chance.random(), top + (bottom - top) * crowd[1]
        return chance.choice([at, crowded, None])

    numbered = tuple(
        a_callout(n, where(), is_area=chance.random() < 0.3, place=words() or "Gao") for n in range(1, chance.randrange(0, 21) + 1)
    )
    facts = replace(
        base,
        categories=tuple((kind, chance.randrange(10**9)) for kind in chance.sample(list(Category), chance.randrange(len(Category)))),
        statuses=tuple((status, chance.randrange(10**6)) for status in chance.sample(list(Status), chance.randrange(len(Status)))),
        filter_words=words(),
        sources=tuple((words(), chance.randrange(99)) for _ in range(chance.randrange(25))),
        numbered=numbered,
        others=tuple(filter(None, (where() for _ in range(chance.randrange(200))))),
    )
    look = {"paper": chance.choice(list(Paper)), "theme": chance.choice(THEMES), "tlp": chance.choice([None, *Tlp])}
    return Snapshot(title=words(), subtitle=words(), author=words(), **look), facts, extent


@pytest.mark.parametrize("layouts", [A_DOZEN, pytest.param(LAYOUTS, marks=pytest.mark.soak)])
def test_no_words_and_no_numbers_stand_over_each_other(qapp: QApplication, busy_facts: Facts, layouts: int) -> None:
    chance, placed = random.Random(7), 0
    for _ in range(layouts):
        snapshot, facts, extent = by_chance(chance, busy_facts)
        layout = lay_out(snapshot, facts, QtTypesetter())
        boxes = [layout.map, layout.north, layout.scale, layout.caption]
        boxes += [item.box for item in layout.items if isinstance(item, Text | Number | Marking)]
        radius, frame = number_radius(snapshot), layout.map
        assert [(snapshot, a, b) for a, b in combinations(boxes, 2) if overlap(a, b)] == []
        found = discs(facts, extent, width=frame.width, height=frame.height, radius=radius)
        round_ = [Box(disc.spot.x - radius, disc.spot.y - radius, 2 * radius, 2 * radius) for disc in found]
        assert all(box.x >= 0 and box.y >= 0 and box.right <= frame.width and box.bottom <= frame.height for box in round_)
        apart = ((a.spot.x - b.spot.x) ** 2 + (a.spot.y - b.spot.y) ** 2 for a, b in combinations(found, 2))
        assert all(square > (2 * radius) ** 2 for square in apart)
        placed += len(found)
    assert placed > 3 * layouts  # or nothing was tried


def test_the_numbers_of_the_list_are_those_on_the_map(qapp: QApplication, busy_facts: Facts) -> None:
    numbered = tuple(a_callout(n, (0.5, 0.46), is_area=n == 3) for n in range(1, 21))
    facts = replace(busy_facts, numbered=numbered, categories=((Category.ATTACK, 20),), statuses=((Status.OCCURRED, 20),))
    for paper in Paper:
        layout = lay_out(Snapshot(title="One", paper=paper), facts, QtTypesetter())
        told = [item for item in layout.items if isinstance(item, Number)]
        lines = [line for item in layout.items if isinstance(item, Text) for line in item.lines]
        assert [item.words for item in told] == [str(n) for n in range(1, len(told) + 1)]
        assert told[2].is_area
        assert "Gao, 4–5 Jun 2021" in lines
        assert len(told) == 20 or f"and {20 - len(told)} more" in lines


def test_a_number_is_painted_where_its_event_lies_with_a_line_to_it(qapp: QApplication, busy_facts: Facts) -> None:
    where = (0.5 + 6.0 / 360, 0.4555)
    plain, snapshot = busy_facts, Snapshot(title="One", dpi=150)
    facts = replace(plain, numbered=(a_callout(1, where),), others=(where,))
    picture = plain_map(*map_size(snapshot, facts, pixels_a_point=150 / 72))
    frame = lay_out(snapshot, facts, QtTypesetter()).map
    [disc] = discs(facts, SAHEL, width=frame.width, height=frame.height, radius=number_radius(snapshot))
    image = draw(snapshot, facts, picture, SAHEL)
    scale = 150 / 72
    rim = (frame.x + disc.spot.x + 0.6 * number_radius(snapshot), frame.y + disc.spot.y)
    middle = (frame.x + (disc.anchor.x + 2 * disc.spot.x) / 3, frame.y + (disc.anchor.y + 2 * disc.spot.y) / 3)
    before = draw(snapshot, plain, picture, SAHEL)
    for x, y in (rim, middle):
        at = round(x * scale), round(y * scale)
        assert image.pixelColor(*at) != before.pixelColor(*at)
    assert image.pixelColor(round(rim[0] * scale), round(rim[1] * scale)).lightness() < 60
    boxes = kept_clear(facts, SAHEL, frame, number_radius(snapshot), 13 * points_a_pixel(snapshot))
    assert len(boxes) > 1  # the disc, and its line


def test_the_picture_that_is_expected_is_that_which_the_map_draws() -> None:
    seen = Extent(10.0, 0.0, 20.0, 20.0)
    wide = fitted(seen, 4.0)
    assert (wide.south, wide.north) == pytest.approx((10.0, 20.0))
    assert wide.west + wide.east == pytest.approx(20.0)
    assert wide.east - wide.west > 40
    tall = fitted(seen, 0.5)
    assert (tall.west, tall.east) == pytest.approx((0.0, 20.0))
    world = fitted(Extent(-85.0, -180.0, 85.0, 180.0), 1.6)
    assert (world.west, world.east) == pytest.approx((-179.82, 179.82)), "no ground twice"
    assert -world.south == pytest.approx(world.north)
    polar = fitted(Extent(60.0, -180.0, 85.05, 180.0), 1.6)
    assert polar.north == pytest.approx(85.05, abs=0.01)
    spot = spot_on((0.5, 0.5), Extent(-10.0, 170.0, 10.0, -170.0), width=100, height=100)
    assert spot is None
    at_seam = spot_on((0.0, 0.5), Extent(-10.0, 170.0, 10.0, -170.0), width=100, height=100)
    assert at_seam == pytest.approx((50.0, 50.0))
