from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.snapshot.draw import draw, map_size
from desktop.snapshot.facts import Facts
from desktop.snapshot.layout import lay_out
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.save import save, suggested_name
from desktop.snapshot.take import Page
from desktop.snapshot.typeface import QtTypesetter
from geodata.errors import ExportError
from geodata.model import Extent

SAHEL = Extent(9.0, -5.0, 23.0, 17.0)
SIZES = {
    (Paper.A4, 300): (3508, 2480), (Paper.A4, 150): (1754, 1240), (Paper.A3, 300): (4961, 3508), (Paper.A3, 150): (2480, 1754),
    (Paper.WIDE, 300): (4000, 2250), (Paper.WIDE, 150): (2000, 1125), (Paper.SQUARE, 300): (2160, 2160), (Paper.SQUARE, 150): (1080, 1080),
}  # fmt: skip


def page_of(snapshot: Snapshot, facts: Facts) -> Page:
    picture = QImage(*map_size(snapshot, facts, pixels_a_point=snapshot.dpi / 72), QImage.Format.Format_RGB32)
    picture.fill(0xFF88AACC)
    return Page(draw(snapshot, facts, picture, SAHEL), picture, snapshot, facts, SAHEL)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("paper", "dpi"), SIZES)
def test_sizes_and_resolution_are_exact(qapp: QApplication, busy_facts: Facts, paper: Paper, dpi: int, theme: str, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    save(page_of(Snapshot(title="Sahel", paper=paper, dpi=dpi, theme=theme), busy_facts), path)
    written = QImage(str(path))
    assert (written.width(), written.height()) == SIZES[paper, dpi]
    assert written.dotsPerMeterX() == written.dotsPerMeterY() == round(dpi / 0.0254)
    assert (written.pixelColor(5, 5).lightness() < 60) == (theme == "dark")


def test_the_picture_of_the_map_is_copied_pixel_for_pixel(qapp: QApplication, busy_facts: Facts) -> None:
    snapshot = Snapshot(title="Sahel", dpi=150, locator=False)
    page = page_of(snapshot, busy_facts)
    box = lay_out(snapshot, busy_facts, QtTypesetter()).map
    left, top, right, bottom = (round(edge * 150 / 72) for edge in (box.x, box.y, box.right, box.bottom))
    inside = page.image.copy(left + 3, top + 3, right - left - 6, bottom - top - 6)
    plain = QImage(inside.size(), QImage.Format.Format_RGB32)
    plain.fill(0xFF88AACC)
    assert inside == plain


def test_the_file_says_what_it_shows(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    save(page_of(Snapshot(title="Unrest \u202e\0 in الساحل", dpi=150), busy_facts), path)
    written = QImage(str(path))
    assert written.text("Title").startswith("Unrest")
    assert "الساحل" in written.text("Title")
    assert written.text("Software") == "Dateline 0.1.0"
    assert busy_facts.filter_words in written.text("Description")
    assert "145 events shown, 7 left out by the filter" in written.text("Description")
    assert written.text("Creation Time") == "2026-11-24T00:30:00Z (240030ZNOV26)"


def test_names_of_sources_are_drawn_as_plain_text(qapp: QApplication, busy_facts: Facts) -> None:
    from dataclasses import replace

    snapshot = Snapshot(title="<b>bold</b>", dpi=150)
    drawn = page_of(snapshot, replace(busy_facts, sources=(("<img src=x>&amp;", 1),))).image
    assert drawn != page_of(snapshot, replace(busy_facts, sources=(("&", 1),))).image
    items = lay_out(snapshot, replace(busy_facts, sources=(("<img src=x>&amp;", 1),)), QtTypesetter()).items
    assert ("<b>bold</b>",) in [getattr(item, "lines", None) for item in items]
    assert ("<img src=x>&amp; (1 event)",) in [getattr(item, "lines", None) for item in items]


def test_what_cannot_be_written_gets_one_sentence_and_leaves_nothing(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    page = page_of(Snapshot(title="Sahel", dpi=150), busy_facts)
    with pytest.raises(ExportError, match=r"^page\.png cannot be written: no such file or directory\.$"):
        save(page, tmp_path / "missing" / "page.png")
    (tmp_path / "page.png").mkdir()
    with pytest.raises(ExportError, match=r"^page\.png cannot be written: "):
        save(page, tmp_path / "page.png")
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"]


def test_a_full_disk_keeps_the_old_file(qapp: QApplication, busy_facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "page.png"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="no space left on device"):
        save(page_of(Snapshot(title="Sahel", dpi=150), busy_facts), path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_file_names_follow_the_pattern_and_count_up(busy_facts: Facts, tmp_path: Path) -> None:
    snapshot = Snapshot(title="Sahel: Été 2023 / ../../etc", paper=Paper.WIDE)
    name = suggested_name(snapshot, busy_facts, countries=("NER",), folder=tmp_path)
    assert name == "NER001_sahel-ete-2023-etc_events_16x9_20261124.png"
    (tmp_path / name).touch()
    assert suggested_name(snapshot, busy_facts, countries=("NER",), folder=tmp_path).startswith("NER002_")
    assert suggested_name(Snapshot(title="الساحل"), busy_facts, countries=("NER", "MLI")) == "REG001_map_events_a4_20261124.png"


def test_a_page_at_print_sharpness_is_drawn_and_saved_within_two_seconds(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    start = time.monotonic()
    save(page_of(Snapshot(title="Sahel", dpi=300), busy_facts), tmp_path / "page.png")
    assert time.monotonic() - start < 2
