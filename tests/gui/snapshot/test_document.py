"""Pages as PDF and JPEG, their marking and author, and templates of their look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.snapshot import template
from desktop.snapshot.draw import draw, map_size
from desktop.snapshot.facts import Facts
from desktop.snapshot.layout import lay_out
from desktop.snapshot.page import Marking
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.save import save
from desktop.snapshot.take import Page
from desktop.snapshot.typeface import QtTypesetter
from geodata.errors import ExportError
from geodata.export.release import Tlp
from tests.gui.snapshot.conftest import SAHEL, plain_map

MARKED = Snapshot(title="Unrest in الساحل", dpi=150, tlp=Tlp.AMBER, author="Own Desk, Niamey")


def page_of(snapshot: Snapshot, facts: Facts) -> Page:
    picture = plain_map(*map_size(snapshot, facts, pixels_a_point=snapshot.dpi / 72))
    return Page(draw(snapshot, facts, picture, SAHEL), picture, snapshot, facts, SAHEL)


@pytest.mark.parametrize("paper", Paper)
def test_a_pdf_has_its_words_as_words_and_its_fonts_in_it(qapp: QApplication, busy_facts: Facts, paper: Paper, tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "page.pdf"
    save(page_of(replace(MARKED, paper=paper), busy_facts), path)
    read = PdfReader(path)
    [sheet] = read.pages
    assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(paper.points, abs=0.6)
    words = " ".join(sheet.extract_text().split())
    assert all(told in words for told in ("Unrest in", "Attack", "Left out by the filter", "Sahel Test Agency 0", "Own Desk, Niamey"))
    assert words.count("TLP:AMBER") == 2  # head and foot
    assert read.metadata is not None
    assert read.metadata.title == MARKED.title
    assert read.metadata.author == MARKED.author
    assert "145 events shown" in str(read.metadata.subject)
    assert [entry.title for entry in read.outline] == [MARKED.title]  # type: ignore[union-attr]
    fonts = [font.get_object() for font in sheet["/Resources"]["/Font"].values()]  # type: ignore[index]
    kept = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object()) for descriptor in kept)


def test_the_map_in_a_pdf_is_as_sharp_as_was_asked_for(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    page = page_of(Snapshot(title="Sahel", dpi=150), busy_facts)
    save(page, tmp_path / "page.pdf")
    sizes = [image.image.size for image in PdfReader(tmp_path / "page.pdf").pages[0].images if image.image]
    assert (page.picture.width(), page.picture.height()) in sizes


def test_a_jpeg_is_the_page(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    save(page_of(MARKED, busy_facts), tmp_path / "page.jpg")
    written = QImage(str(tmp_path / "page.jpg"))
    assert (written.width(), written.height()) == MARKED.paper.pixels(150)
    assert (tmp_path / "page.jpg").read_bytes().startswith(b"\xff\xd8")


def test_another_kind_of_file_is_refused_in_a_sentence(qapp: QApplication, busy_facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"page\.gif: a page is written as \.png, \.jpg or \.pdf\."):
        save(page_of(MARKED, busy_facts), tmp_path / "page.gif")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tlp", Tlp)
def test_the_marking_stands_in_the_margins_and_over_nothing(qapp: QApplication, busy_facts: Facts, paper: Paper, tlp: Tlp) -> None:
    layout = lay_out(Snapshot(title="T" * 300, subtitle="S" * 300, paper=paper, tlp=tlp), busy_facts, QtTypesetter())
    marks = [item for item in layout.items if isinstance(item, Marking)]
    assert len(marks) == 2
    assert all(mark.style.size >= 12 for mark in marks)
    assert all(mark.box.y >= 0 and mark.box.bottom <= layout.height and mark.box.right <= layout.width for mark in marks)
    others = [layout.map, *(item.box for item in layout.items if not isinstance(item, Marking))]
    assert not [box for box in others for mark in marks if box.y < mark.box.bottom and mark.box.y < box.bottom]
    marked = page_of(Snapshot(title="T", dpi=150, tlp=tlp), busy_facts).image
    middle = marks[0].box
    if paper is Paper.A4:
        assert marked.pixelColor(round((middle.x + 3) * 150 / 72), round((middle.y + 3) * 150 / 72)).lightness() == 0


def test_a_template_brings_the_look_and_leaves_the_words(tmp_path: Path) -> None:
    path = tmp_path / "weekly.json"
    path.write_text(template.to_json(Snapshot(title="Old", paper=Paper.WIDE, dpi=150, theme="grey", tlp=Tlp.RED, author="Desk")))
    used = template.read(path, Snapshot(title="New", subtitle="2024"))
    assert used == Snapshot(title="New", subtitle="2024", paper=Paper.WIDE, dpi=150, theme="grey", tlp=Tlp.RED, author="Desk")
    path.write_text(json.dumps({"dateline_template": 1, "theme": "dark", "colour": "of a later version"}))
    assert template.read(path, Snapshot(title="New")) == Snapshot(title="New", theme="dark")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"dateline_template": 2}', r"newer Dateline"),
        ('{"theme": "dark"}', r"t\.json is no template"),
        ("[1]", r"is no template"),
        ("\x00", r"is no template"),
        ("{" * 100_000, r"is no template"),
        ('{"dateline_template": 1, "paper": "a0"}', r"no page has"),
        ('{"dateline_template": 1, "dpi": 9000}', r"no page has"),
        ('{"dateline_template": 1, "tlp": "PURPLE"}', r"no page has"),
    ],
)
def test_a_template_that_cannot_be_used_is_told(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(content)
    with pytest.raises(ExportError, match=sentence):
        template.read(path, Snapshot(title="New"))
