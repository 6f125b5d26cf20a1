"""The numbers of a slide stand where the names of its map were kept off, and off symbols without a number."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from PySide6.QtWidgets import QApplication

from desktop.slide_map import numbered_facts, wishes_of
from desktop.snapshot.numbers import fitted
from geodata.export.content import MapPicture, Wishes
from geodata.export.formats import export
from geodata.export.pptx import MAP, RADIUS
from geodata.export.release import Release
from geodata.model import EventFilter, Extent
from geodata.space.mercator import corners
from geodata.store import articles, project
from geodata.store.columns import read_columns
from tests.values import NIAMEY, an_article, an_event

SEEN = Extent(10.0, -4.0, 17.0, 6.0)
EMU = 914_400  # of an inch

Spots = list[tuple[float, float]]


@pytest.fixture
def discs_and_boxes(qapp: QApplication, tmp_path: Path) -> tuple[Spots, list[tuple[float, ...]], Spots]:
    """Middles of the numbers on the slide and boxes that names keep off, in parts of the map; and where all events lie there."""
    with project.create(tmp_path / "p.gpkg") as opened:
        spots = [replace(NIAMEY, geonameid=n + 1, latitude=12 + n % 6 / 3, longitude=-1 + n // 6 / 3) for n in range(36)]
        made = [an_event(event_id=f"e{n}", place=spot, fatalities=n) for n, spot in enumerate(spots)]
        articles.add(opened, an_article(), [], made)
        columns, numbered = read_columns(opened), tuple(f"e{n}" for n in range(10, 20))
        every, extent = np.ones(len(columns), dtype=bool), fitted(SEEN, MAP[2] / MAP[3])
        facts = numbered_facts(opened, columns, every, EventFilter(), Release(), numbered)
        drawn = io.BytesIO()
        Image.new("RGB", (990, 400)).save(drawn, "PNG")
        wishes = Wishes(map=MapPicture(drawn.getvalue(), extent, others=facts.others), numbered=numbered)
        export(opened, tmp_path / "s.pptx", ids=list(columns.ids), event_filter=EventFilter(), wishes=wishes)
    shapes = [shape for shape in Presentation(str(tmp_path / "s.pptx")).slides[0].shapes if shape.name.startswith("Number ")]
    middles = [((s.left + s.width / 2) / EMU, (s.top + s.height / 2) / EMU) for s in shapes]
    (left, top), (right, bottom) = corners(extent).tolist()
    others = [((x - left) / (right - left), (y - top) / (bottom - top)) for x, y in facts.others]
    return [((x - MAP[0]) / MAP[2], (y - MAP[1]) / MAP[3]) for x, y in middles], wishes_of(facts, SEEN)["clear"], others


def test_names_keep_off_the_numbers_of_a_slide_and_these_off_other_symbols(discs_and_boxes) -> None:
    discs, boxes, others = discs_and_boxes
    assert len(discs) == 10
    for x, y in discs:
        assert any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
        assert min(math.dist((x * MAP[2], y * MAP[3]), (u * MAP[2], v * MAP[3])) for u, v in others) > RADIUS
