"""Views inside pictures, documents and slides: read back whole, and nothing of a stranger's is believed."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader, PdfWriter

from geodata.coordinates import Point
from geodata.errors import ContentError
from geodata.export.carried import ATTACHMENT, KEYWORD, NoViewError, into_pdf, into_png, into_slides, read_view
from geodata.export.view import MOST_BYTES, View, from_json, to_json
from geodata.model import Category, EventFilter, Extent
from geodata.space.area import around

VIEW = View(
    project="0123456789abcdef",
    name="Sahel ${7*7}</view> الساحل 🔥",
    event_filter=EventFilter(
        text="“levy” </view>",
        categories=(Category.ATTACK,),
        first_date=date(2023, 8, 1),
        area=around(Point(13.5, 2.1), 50, "Niamey"),
        sources=("Sahel Courier",),
    ),
    extent=Extent(9.0, 170.0, 23.0, -175.0),
    shown=12,
    numbered=("e2", "e1"),
    page={"title": "T" * 400, "paper": "a4", "dpi": 300, "theme": "light", "tlp": None},
    made_by="Dateline 0.1.0",
)


def a_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "#336699").save(out, "PNG")
    return out.getvalue()


def write_png(path: Path, view: View) -> None:
    path.write_bytes(into_png(a_png(), view))


def write_pdf(path: Path, view: View) -> None:
    made = PdfWriter()
    made.add_blank_page(100, 100)
    into_pdf(made, view)
    made.write(path)


def write_slides(path: Path, view: View) -> None:
    made = Presentation()
    into_slides(made, view)
    made.save(str(path))


def same_ground(found: View) -> View:
    """With the area's own outline, which was built again and may start at another corner."""
    area, former = found.event_filter.area, VIEW.event_filter.area
    assert area is not None
    assert former is not None
    assert area.words == former.words
    assert shapely.from_wkb(area.outline).equals(shapely.from_wkb(former.outline))
    return replace(found, event_filter=replace(found.event_filter, area=former))


WRITERS: list[tuple[str, Callable[[Path, View], None]]] = [("v.png", write_png), ("v.PDF", write_pdf), ("v.pptx", write_slides)]


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_a_view_comes_back_as_it_was(tmp_path: Path, name: str, write: Callable[[Path, View], None]) -> None:
    write(tmp_path / name, VIEW)
    found = read_view(tmp_path / name)
    assert same_ground(found) == VIEW


def test_other_programs_still_read_the_files_and_find_the_view(tmp_path: Path) -> None:
    write_png(tmp_path / "v.png", VIEW)
    with Image.open(tmp_path / "v.png") as picture:
        picture.load()
        assert picture.getpixel((3, 3)) == (0x33, 0x66, 0x99)
        assert json.loads(picture.info[KEYWORD])["shown"] == 12
    write_pdf(tmp_path / "v.pdf", VIEW)
    assert json.loads(PdfReader(tmp_path / "v.pdf").attachments[ATTACHMENT][0])["shown"] == 12
    write_slides(tmp_path / "v.pptx", VIEW)
    Presentation(str(tmp_path / "v.pptx")).save(str(tmp_path / "again.pptx"))  # as a program that edits them does
    assert same_ground(read_view(tmp_path / "again.pptx")) == VIEW


@pytest.mark.parametrize("name", ["v.png", "v.pdf", "v.pptx"])
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 \x00", b"PK\x03\x04 and no more", b"<html>" * 9])
def test_what_another_program_made_is_told_in_a_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NoViewError, match=rf"^{name} carries no view: it was not made by Dateline, or by an older one\.$"):
        read_view(tmp_path / name)


def test_a_picture_of_another_program_carries_no_view(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(a_png())
    with pytest.raises(NoViewError):
        read_view(tmp_path / "photo.png")
    with pytest.raises(ContentError, match=r"gone\.png cannot be read: no such file"):
        read_view(tmp_path / "gone.png")
    with pytest.raises(ContentError, match=r"a\.gif: views are carried by \.png, \.pdf and \.pptx files"):
        read_view(tmp_path / "a.gif")


def with_text(packed: bytes) -> bytes:
    body = b"iTXt" + KEYWORD.encode() + b"\0\1\0\0\0" + packed
    return a_png()[:33] + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) + a_png()[33:]


@pytest.mark.parametrize("packed", [b"not packed", zlib.compress(b" " * (MOST_BYTES + 1)), zlib.compress(to_json(VIEW).encode())[:-9]])
def test_swollen_and_torn_views_are_refused(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "v.png").write_bytes(with_text(packed))
    with pytest.raises(ContentError, match=r"^v\.png holds a view that is damaged\.$"):
        read_view(tmp_path / "v.png")


def test_a_swollen_part_of_slides_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v.pptx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("customXml/item1.xml", b'"urn:dateline:view">' + b"A" * (3 * MOST_BYTES))
    with pytest.raises(NoViewError):
        read_view(tmp_path / "v.pptx")


def changed(**fields: Any) -> bytes:
    return json.dumps({**json.loads(to_json(VIEW)), **fields}).encode()


def filtered(**fields: Any) -> bytes:
    return changed(filter={**json.loads(to_json(VIEW))["filter"], **fields})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed(dateline_view=2), "newer Dateline"),
        (b"[]", "no view"),
        (b"{" * 50_000, "no view"),
        (b"\xff\xfe", "no view"),
        (changed(extent=[91, 0, 95, 1]), "damaged"),
        (changed(extent=[0, 0, float("nan"), 1]), "damaged"),
        (changed(extent=["a"]), "damaged"),
        (changed(shown="many"), "damaged"),
        (changed(numbered=["e"] * 101), "damaged"),
        (changed(numbered=[{"path": "/"}]), "damaged"),
        (changed(project={"mark": "x" * 501, "name": ""}), "damaged"),
        (changed(project=None), "damaged"),
        (changed(page=[]), "damaged"),
        (filtered(categories=["war"]), "damaged"),
        (filtered(sources=["s"] * 2001), "damaged"),
        (filtered(first_date="soon"), "damaged"),
        (filtered(area={"words": "in it", "outline": "00ff"}), "damaged"),
        (filtered(area={"words": "in it", "outline": "0101000000000000000000f03f000000000000f03f"}), "damaged"),  # a point
    ],
)
def test_views_of_a_newer_dateline_and_damaged_ones_are_told_apart(text: bytes, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        from_json(text)


def test_unknown_fields_of_the_page_are_left() -> None:
    found = from_json(changed(page={"title": "A", "dpi": "300", "command": "rm", "theme": "dark"}))
    assert dict(found.page) == {"title": "A", "theme": "dark"}
