"""The sheets behind a page: its events one by one, nothing over anything else, and only what its marking lets out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from desktop.snapshot.annex import MOST, lay_out_annex, with_list
from desktop.snapshot.facts import Callout, Facts, gather
from desktop.snapshot.numbers import with_numbers
from desktop.snapshot.page import Box, Marking, Number, Text
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.save import save
from desktop.snapshot.typeface import QtTypesetter
from geodata.export.listed import HEADS, Entry, sentences
from geodata.export.release import Release, Tlp
from geodata.grades import Reliability
from geodata.model import EventFilter
from geodata.store import grades, project
from geodata.store.columns import mask, read_columns
from tests.gui.snapshot.test_document import page_of

words = st.text(max_size=400) | st.sampled_from(["", "Ouagadougou, town", "x" * 300, "الساحل " * 40, "\u202e<b>"])
cells = st.tuples(*[words] * len(HEADS))


def boxes_of(sheet: tuple[object, ...]) -> list[Box]:
    return [item.box for item in sheet if isinstance(item, Text | Number | Marking)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(cells, min_size=1, max_size=40), paper=st.sampled_from(Paper), tlp=st.none() | st.sampled_from(Tlp))
def test_no_words_stand_over_others_or_beyond_the_edge(qapp: QApplication, rows: list, paper: Paper, tlp: Tlp | None) -> None:
    across, down = paper.points
    entries = [Entry(f"e{number}", row, "") for number, row in enumerate(rows)]
    numbered = [Callout("e0", "1", "", "", None, None, False), Callout("e2", "20", "", "", None, None, True)]
    sheets = lay_out_annex(Snapshot(title="T", paper=paper, tlp=tlp), entries, 3, QtTypesetter(), numbered)
    for sheet in sheets:
        boxes = sorted(boxes_of(sheet))
        assert all(box.x >= 0 and box.y >= 0 and box.right <= across + 0.01 and box.bottom <= down for box in boxes)
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01
                assert apart, (one, other)


def test_each_event_is_on_a_sheet_and_the_rest_is_counted(qapp: QApplication) -> None:
    rows = [(f"{n} May 2024", *[f"cell {n}"] * (len(HEADS) - 1)) for n in range(150)]
    entries = [Entry(f"e{n}", row, "") for n, row in enumerate(rows)]
    sheets = lay_out_annex(Snapshot(title="Sahel"), entries, 7, QtTypesetter())
    told = [[line for item in sheet if isinstance(item, Text) for line in item.lines] for sheet in sheets]
    assert [line for sheet in told for line in sheet if line.endswith("May 2024")] == [row[0] for row in rows]
    assert all(set(HEADS) <= set(sheet) for sheet in told)
    assert told[-1][-2] == "7 more events on the page are not listed."
    assert [sheet[-1] for sheet in told] == [f"Page {n} of {len(sheets) + 1}" for n in range(2, len(sheets) + 2)]
    assert len(sheets) > 2
    assert lay_out_annex(Snapshot(title="Sahel"), [], 0, QtTypesetter()) == []


@pytest.mark.parametrize(("tlp", "has_words"), [(None, True), (Tlp.AMBER, True), (Tlp.CLEAR, False)])
def test_a_pdf_lists_its_events_by_day_as_far_as_its_marking_lets_them_go(
    qapp: QApplication, busy_facts: Facts, project_path: Path, tmp_path: Path, tlp: Tlp | None, has_words: bool
) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
        shown = mask(columns, EventFilter())
        page = replace(page_of(Snapshot(title="Sahel", dpi=150, tlp=tlp), busy_facts), facts=gather(columns, shown, EventFilter()))
        page = with_list(page, opened, columns, shown, EventFilter())
    assert (len(page.listed), page.unlisted) == (int(shown.sum()), 0)
    assert len(page.listed) <= MOST
    save(page, tmp_path / "page.pdf")
    read = PdfReader(tmp_path / "page.pdf")
    assert len(read.pages) == 2
    last = " ".join(read.pages[-1].extract_text().split())
    assert "Included 5 events of 5 articles By category Attack 2, Protest 1" in last
    assert ("Excerpts of articles and what analysts noted are left out." in last) == (tlp is Tlp.CLEAR)
    assert [entry.title for entry in read.outline] == ["Sahel", "The events"]  # type: ignore[union-attr]
    told = " ".join(read.pages[1].extract_text().split())
    assert ("“Something” Wire 0" in told) is has_words
    assert all(head in told for head in HEADS)


def test_events_without_a_day_come_last(project_path: Path) -> None:
    from geodata.export.listed import in_order

    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
        ids = in_order(columns, mask(columns, EventFilter()))
    days = [int(columns.first_day[list(columns.ids).index(event_id)]) for event_id in ids]
    dated = [day for day in days if day > -(10**6)]
    assert all(a <= b for a, b in pairwise(dated))
    assert days[: len(dated)] == dated


def test_numbered_events_come_first_with_their_numbers_and_links_to_what_they_were_read_from(
    qapp: QApplication, project_path: Path, tmp_path: Path
) -> None:
    with project.open(project_path) as opened:
        with opened.transaction() as connection:
            connection.execute("UPDATE article SET url = 'https://news.example/3' WHERE article_id = 'a3'")
            grades.write(connection, "Wire 1", Reliability.B)
            connection.execute("UPDATE article SET url = 'file:///etc/passwd' WHERE article_id = 'a0'")
        columns = read_columns(opened)
        shown = mask(columns, EventFilter())
        facts = with_numbers(gather(columns, shown, EventFilter()), opened, columns, shown, EventFilter(), Release(), ["e3", "e0"])
        assert [(each.number, each.place, each.day, each.is_area) for each in facts.numbered] == [
            ("1", "Place 3", "29 Jul 2023", True),
            ("2", "Place 0", "26 Jul 2023", False),
        ]
        page = with_list(page_of(Snapshot(title="Sahel", dpi=150), facts), opened, columns, shown, EventFilter())
        only = with_list(page, opened, columns, shown, EventFilter(), is_whole=False)
    assert [entry.event_id for entry in page.listed] == ["e3", "e0", "e1", "e2", "e5"]
    assert [entry.event_id for entry in only.listed] == ["e3", "e0"]
    assert page.listed[0].link == "https://news.example/3"
    assert page.listed[1].link == ""  # no page of the web
    assert page.listed[0].cells[-1] == "Wire 1 (B3)"
    save(page, tmp_path / "page.pdf")
    sheet = PdfReader(tmp_path / "page.pdf").pages[1]
    [link] = [annotation.get_object() for annotation in sheet["/Annots"]]  # type: ignore[attr-defined]
    assert link["/A"]["/URI"] == "https://news.example/3"
    left, bottom, right, top = map(float, link["/Rect"])
    assert right > left > float(sheet.mediabox.width) * 0.75
    assert float(sheet.mediabox.height) * 0.7 < bottom < top


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two! Three?", "One. Two!"),
        ("He said “no.” Then he left. And came.", "He said “no.” Then he left."),
        ("Gen. Tchiani spoke. They went.", "Gen. Tchiani spoke."),  # an abbreviation ends the words early, never late
        ("No end here", "No end here"),
        ("At 3.5 km. of it they stopped. Then more. And more.", "At 3.5 km. of it they stopped. Then more."),
        ("x" * 900, "x" * 319 + "…"),
    ],
)
def test_very_words_are_two_sentences_at_most(text: str, said: str) -> None:
    assert sentences(text) == said
