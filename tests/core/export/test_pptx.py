"""Slides: opened again, all is native, numbered in order, marked above and below, and nothing runs off a slide."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geodata.errors import ExportError
from geodata.export.content import MapPicture, Wishes
from geodata.export.deck import HEIGHT, is_rtl, lines_of
from geodata.export.formats import export
from geodata.export.pptx import MAP
from geodata.export.release import Release, Tlp
from geodata.model import EventFilter, Evidence, Extent, GeoPrecision
from geodata.store import articles, places, project
from geodata.store.project import Project
from tests.values import NIAMEY, NIGER, an_article, an_event

HOSTILE = "=1+1 \x07\u202e</a:t><script> هجوم 🔥"
SQUARE = bytes.fromhex(
    "010300000001000000050000000000000000000000000000000000000000000000000000000000000000002040000000000000204000000000000020400000000000002040"
    "000000000000000000000000000000000000000000000000"
)
EMU = 914_400  # of an inch


def a_map() -> MapPicture:
    drawn = io.BytesIO()
    Image.new("RGB", (round(MAP[2] * 50), round(MAP[3] * 50)), "#dddddd").save(drawn, "PNG")
    return MapPicture(drawn.getvalue(), Extent(0, -5, 16, 24.5))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    with project.create(tmp_path / "p.gpkg") as opened:
        for number in range(22):
            text = f"{HOSTILE} {number} {'Gunmen came by night and left again. ' * 9}"
            article = an_article(article_id=f"a{number}", text=text, source=f"Source {number}", title=HOSTILE)
            spread = replace(NIAMEY, geonameid=number + 1, latitude=5 + number % 5, longitude=number // 5)
            event = an_event(
                event_id=f"e{number}",
                place=spread,
                fatalities=number,
                evidence=(Evidence(article_id=article.article_id, start_char=0, end_char=len(text)),),
            )
            if number == 21:
                event = replace(event, place=NIGER, geo_precision=GeoPrecision.COUNTRY)
            articles.add(opened, article, [], [event])
        with opened.transaction() as connection:
            places.write_areas(connection, [NIGER], lambda _: SQUARE)
        yield opened


IDS = [f"e{number}" for number in range(22)]
NUMBERED = tuple(f"e{number}" for number in range(21, 1, -1))


def slides_of(opened: Project, path: Path, *, release: Release | None = None, ids: list[str] = IDS, **wishes: Any) -> Any:
    wished = Wishes(map=a_map(), **({"numbered": NUMBERED} | wishes))
    export(opened, path, ids=ids, event_filter=EventFilter(), release=release, wishes=wished)
    return Presentation(str(path)).slides


def words_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def table_of(slide: Any) -> list[list[str]]:
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_map_is_a_picture_and_all_over_it_is_native(opened: Project, tmp_path: Path) -> None:
    slides = slides_of(opened, tmp_path / "s.pptx", release=Release(tlp=Tlp.AMBER))
    first = slides[0]
    assert [shape.name for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE] == ["Map of 22 events: Attacks in Niger"]
    numbers = [shape.text_frame.text for shape in first.shapes if shape.name.startswith("Number ")]
    assert sorted(numbers, key=int) == [str(number) for number in range(1, 21)]
    assert {"22 events", "Attack", "At a point", "21", "Area only: shaded", "1"} <= set(words_of(first))
    lines = [shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    assert len(lines) == 19  # none leads to a point that is not known
    for slide in slides:
        assert [(s.text_frame.text, round(s.top / EMU, 1)) for s in slide.shapes if s.name == "Marking"] == [
            ("TLP:AMBER", 0),
            ("TLP:AMBER", 7.2),
        ]


def test_the_table_tells_each_number_once_and_stays_on_its_slides(opened: Project, tmp_path: Path) -> None:
    slides = slides_of(opened, tmp_path / "s.pptx")
    tables = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Numbered events")]
    rows = [row for slide in tables for row in table_of(slide)[1:]]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 21)]
    assert rows[0][2] == "Niger (“Niamey”), country only: no point on the map"
    assert rows[1][5] == "20"
    assert rows[0][6].startswith("“=1+1 ")
    assert rows[0][6].count("Gunmen came by night") == 2  # sentences, of nine
    for slide in slides:
        for shape in slide.shapes:
            assert (shape.top + shape.height) / EMU <= HEIGHT + 0.01
            if shape.has_table:
                assert (shape.top + sum(row.height for row in shape.table.rows)) / EMU <= HEIGHT - 0.3


def test_the_last_slide_lists_exactly_what_is_in_the_file_with_every_source(opened: Project, tmp_path: Path) -> None:
    slides = slides_of(opened, tmp_path / "s.pptx", release=Release(tlp=Tlp.CLEAR, rounded=True))
    told = table_of(slides[len(slides) - 1])[1:]
    assert ["Included", "22 events of 22 articles"] in told
    assert ["Left empty", "notes"] in told
    assert "; ".join(value for name, value in told if name == "Sources").split("; ") == sorted(f"Source {number}" for number in range(22))
    everything = "".join("".join("".join(row) for row in table_of(s)) if any(x.has_table for x in s.shapes) else "" for s in slides)
    assert "Gunmen came by night" not in everything


def test_slides_bear_the_summary_and_charts_where_asked(opened: Project, tmp_path: Path) -> None:
    slides = slides_of(opened, tmp_path / "s.pptx", summary=("Two attacks.", "اثنان"), charts=a_map().png, numbered=())
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["Attacks in Niger", "Summary", "What is in this file"]
    assert "Two attacks.\nاثنان" in words_of(slides[1])
    assert [shape.name for shape in slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE] == ["Events and deaths over time"]


@pytest.mark.parametrize("title", ["x" * 500, "هجوم على نيامي " * 30, "🔥" * 200, "\x00\u2028\ud800"])
def test_any_title_makes_slides_that_open(opened: Project, tmp_path: Path, title: str) -> None:
    slides = slides_of(opened, tmp_path / "t.pptx", title=title, ids=[], numbered=())
    shape = slides[0].shapes.title
    size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
    assert lines_of(shape.text_frame.text, shape.width / EMU, size) * size * 1.2 / 72 <= shape.height / EMU + 0.1


def test_slides_without_a_map_and_a_folder_that_cannot_be_written_are_told(opened: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Slides bear the map"):
        export(opened, tmp_path / "s.pptx", ids=IDS, event_filter=EventFilter())
    with pytest.raises(ExportError, match="cannot be written"):
        slides_of(opened, tmp_path / "no" / "s.pptx")
    assert sorted(path.name for path in tmp_path.iterdir() if "pptx" in path.name or "new" in path.name) == []


def test_the_direction_of_words_is_that_of_their_first_letter() -> None:
    assert is_rtl("123 هجوم in Niamey")
    assert not is_rtl("Niamey هجوم")
    assert not is_rtl("123 🔥")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_slides(opened: Project, tmp_path: Path) -> None:
    slides_of(opened, tmp_path / "s.pptx", release=Release(tlp=Tlp.GREEN))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "s.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    from pypdf import PdfReader

    assert "TLP:GREEN" in PdfReader(tmp_path / "s.pdf").pages[0].extract_text()
