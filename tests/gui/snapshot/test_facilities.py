"""Military facilities on a page: a row in the legend with their day, and words for their looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.facilities import with_facilities
from desktop.snapshot.facts import Facts
from desktop.snapshot.layout import facilities_in_words, lay_out
from desktop.snapshot.page import Symbol, Text
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.symbols import draw_sign
from desktop.snapshot.typeface import QtTypesetter
from geodata.buffers import FacilityMark
from geodata.events.holdings import Certainty

DAY = date(2023, 8, 31)
MARKS = tuple(FacilityMark(n, f"B{n}", 15.0, 5.0, certain, "x") for n, certain in enumerate((Certainty.KNOWN, Certainty.UNVERIFIED)))


@pytest.mark.parametrize("paper", Paper)
def test_the_legend_has_a_row_with_the_day_and_the_notes_tell_the_looks(qapp: QApplication, busy_facts: Facts, paper: Paper) -> None:
    facts = with_facilities(replace(busy_facts, filter_words="Attack"), MARKS, DAY)
    layout = lay_out(Snapshot(title="A title that breaks over two lines " * 3, paper=paper), facts, QtTypesetter())
    [sign] = [item for item in layout.items if isinstance(item, Symbol) and isinstance(item.sign, Certainty)]
    assert sign.sign is Certainty.KNOWN
    text = "\n".join(" ".join(item.lines) for item in layout.items if isinstance(item, Text))
    assert "Facility as of 31 August 2023" in text
    assert "filled, known that day; hollow, not verified." in text
    bottom = min(item.box.y for item in layout.items if isinstance(item, Text) and "Made with" in item.lines[0])
    words = [item.box for item in layout.items if isinstance(item, Text) and item.box.y < bottom - 1]
    side = [box for box in words if box.x > layout.map.right or (paper is Paper.SQUARE and box.y > layout.map.bottom)]
    assert max(box.bottom for box in side) < bottom, "the legend ends above the footer"


def test_a_page_without_the_layer_says_nothing_of_it(qapp: QApplication, busy_facts: Facts) -> None:
    items = lay_out(Snapshot(title="One"), busy_facts, QtTypesetter()).items
    assert not [item for item in items if isinstance(item, Symbol) and isinstance(item.sign, Certainty)]
    assert facilities_in_words(busy_facts) == ""
    assert facilities_in_words(with_facilities(busy_facts, (), DAY)) == "Facilities as of 31 August 2023: none is known."


def test_each_certainty_looks_its_own_way(qapp: QApplication) -> None:
    def drawn(certain: Certainty) -> QImage:
        image = QImage(48, 48, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        draw_sign(painter, QRectF(0, 0, 48, 48), certain, dark=False, ink=QColor())
        painter.end()
        return image

    looks = {certain: drawn(certain) for certain in Certainty}
    dark = {
        certain: sum(image.pixelColor(x, y).lightness() < 150 for x in range(48) for y in range(48)) for certain, image in looks.items()
    }
    assert dark[Certainty.KNOWN] > dark[Certainty.OPEN] > dark[Certainty.UNVERIFIED] > dark[Certainty.CLAIMED] > 0


def test_a_headless_snapshot_draws_them_when_asked(project_path: Path, gazetteer_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.snapshot import offscreen

    monkeypatch.setenv("DATELINE_GAZETTEER", str(gazetteer_path))
    asked: list[object] = []

    def stop(*given: object, facilities: tuple[FacilityMark, ...], **_: object) -> None:
        asked.extend((given[1], facilities))
        raise headless.ExportError("Stop here.")

    monkeypatch.setattr(offscreen, "make", stop)
    assert headless.main([str(project_path), str(project_path.with_suffix(".png")), "--facilities", "2023-08-31"]) == headless.FAILED
    facts, marks = asked
    assert isinstance(facts, Facts)
    assert facts.facilities_day == DAY
    assert "Air Base 101 Niamey" in {mark.name for mark in marks}  # type: ignore[attr-defined]
