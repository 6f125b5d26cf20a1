from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.map.arranged import DISPUTED
from desktop.snapshot.facts import Facts
from desktop.snapshot.layout import lay_out
from desktop.snapshot.page import Box, Layout, Mark, Marking, Symbol, Text
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.symbols import draw_sign
from desktop.snapshot.typeface import FINENESS, QtTypesetter, font
from geodata.export.release import Tlp
from geodata.model import Category, Status
from geodata.store.tolls import Toll

HAIR = 0.01  # points; boxes may touch
words = st.text(max_size=300) | st.sampled_from(
    ["", "Sahel", "W" * 500, "أحداث أمنية في منطقة الساحل " * 9, "</script>${7*7}\u2028\0\u202e", "e\u0301\u0302\u0303" * 200, "事件" * 300]
)
CREDITS = (
    "240030ZNOV26", "24 November 2026, 00:30 UTC", "Natural Earth", "GeoNames", "Leaflet", "Dateline 0.1.0", "Left out by the filter",
)  # fmt: skip
tallies = st.integers(0, 10**9)


@st.composite
def hostile_facts(draw: st.DrawFn, base: Facts) -> Facts:
    kinds = draw(st.lists(st.sampled_from(list(Category)), unique=True))
    statuses = draw(st.lists(st.sampled_from(list(Status)), unique=True))
    return replace(
        base,
        categories=tuple((kind, draw(tallies)) for kind in kinds),
        statuses=tuple((status, draw(tallies)) for status in statuses),
        points=draw(tallies),
        hidden=draw(tallies),
        filter_words=draw(words),
        credits=tuple(draw(words) for _ in range(draw(st.integers(0, 2)))),
        sources=tuple((draw(words), draw(tallies)) for _ in range(draw(st.integers(0, 25)))),
        made_by=draw(words),
    )


def boxes(layout: Layout) -> list[Box]:
    return [layout.map, layout.north, layout.scale, layout.caption, *(item.box for item in layout.items)]


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.right - HAIR and b.x < a.right - HAIR and a.y < b.bottom - HAIR and b.y < a.bottom - HAIR


def check(layout: Layout) -> None:
    assert not [(a, b) for a, b in combinations(boxes(layout), 2) if overlap(a, b)]
    for box in boxes(layout):
        assert box.x >= 30
        assert box.y >= 30
        assert box.right <= layout.width - 30 + HAIR
        assert box.bottom <= layout.height - 30 + HAIR
    assert layout.map.width > layout.width / 2
    assert layout.map.height > layout.height * 0.4


@pytest.mark.parametrize("paper", Paper)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_overlaps_or_leaves_the_page_whatever_the_words(
    qapp: QApplication, busy_facts: Facts, paper: Paper, data: st.DataObject
) -> None:
    facts = data.draw(hostile_facts(busy_facts))
    snapshot = Snapshot(title=data.draw(words), subtitle=data.draw(words), paper=paper)
    check(lay_out(snapshot, facts, QtTypesetter()))


@pytest.mark.parametrize("paper", Paper)
def test_the_fullest_page_has_room_for_everything(qapp: QApplication, busy_facts: Facts, paper: Paper) -> None:
    snapshot = Snapshot(title="A title that breaks over two lines " * 3, subtitle="And a subtitle", paper=paper)
    layout = lay_out(snapshot, busy_facts, QtTypesetter())
    check(layout)
    text = "\n".join(" ".join(item.lines) for item in layout.items if isinstance(item, Text))
    for expected in CREDITS:
        assert expected in text
    assert ("Sahel Test Agency 19" in text) != ("; and " in text)  # all sources, or how many are left out
    assert {item.sign for item in layout.items if isinstance(item, Symbol)} >= {*Category, *Status}


@pytest.mark.parametrize("paper", Paper)
def test_every_line_is_as_wide_as_its_box_at_most(qapp: QApplication, busy_facts: Facts, paper: Paper) -> None:
    for item in lay_out(Snapshot(title="W" * 400, subtitle="تجربة " * 80, paper=paper), busy_facts, QtTypesetter()).items:
        if isinstance(item, Text):
            metrics = QFontMetricsF(font(item.style))
            assert max(map(metrics.horizontalAdvance, item.lines)) <= item.box.width * FINENESS + 1, item.lines


def test_the_legend_shows_only_categories_with_events(qapp: QApplication, busy_facts: Facts) -> None:
    facts = replace(busy_facts, categories=((Category.COUP, 2),), statuses=((Status.OCCURRED, 2),))
    signs = [item.sign for item in lay_out(Snapshot(title="One"), facts, QtTypesetter()).items if isinstance(item, Symbol)]
    assert [sign for sign in signs if isinstance(sign, Category)] == [Category.COUP]


def test_the_page_says_what_its_numbers_count(qapp: QApplication, busy_facts: Facts) -> None:
    def lines(facts: Facts) -> str:
        return "\n".join(
            " ".join(item.lines) for item in lay_out(Snapshot(title="One"), facts, QtTypesetter()).items if isinstance(item, Text)
        )

    doubles = (("e1", "e2"), ("e3", "e2"))
    dead = Toll(
        events=5, best=272, once=230, doubles=doubles, least=225, most=301, spared=3, silent=4, uncounted=2, tellers=("Articles", "ACLED")
    )
    told = lines(replace(busy_facts, undated=6, toll=dead, sources=(("Dateline sample", 28), ("Wire", 3))))
    assert "Dateline sample (28 events); Wire (3)" in told
    assert "Without a date" in told
    assert "Deaths in 5 events\n272\nwithout 2 likely doubles\n230\nlowest to highest told\n225 to 301" in told
    assert "Events: nobody killed\n3\nEvents: deaths not told\n4\nEvents of other kinds\n2" in told
    assert "Articles and ACLED may tell of the same events, which then count more than once." in told.replace("\n", " ")
    assert "Events: deaths not told" in lines(busy_facts)


def test_the_columns_of_a_square_page_have_letters_of_one_size(qapp: QApplication, busy_facts: Facts) -> None:
    dead = Toll(events=5, best=272, least=250, most=301, silent=4, tellers=("Articles", "ACLED"))
    facts = replace(busy_facts, undated=6, rounded=2, toll=dead, cut_off=date(2023, 9, 1))
    items = lay_out(Snapshot(title="One", paper=Paper.SQUARE), facts, QtTypesetter()).items
    sizes = {item.lines[0]: item.style.size for item in items if isinstance(item, Text)}
    assert sizes["Events"] == sizes["Place"] == sizes["Counts"]
    assert any("may tell of the same events" in " ".join(item.lines) for item in items if isinstance(item, Text))


def test_disputed_areas_have_a_sign_of_their_own(qapp: QApplication, busy_facts: Facts) -> None:
    layout = lay_out(Snapshot(title="One"), replace(busy_facts, layers=(DISPUTED,)), QtTypesetter())
    assert Mark.DISPUTED in [item.sign for item in layout.items if isinstance(item, Symbol)]
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw_sign(painter, QRectF(0, 0, 24, 24), Mark.DISPUTED, dark=False, ink=QColor("black"))
    painter.end()
    assert image.pixelColor(12, 12).lightness() < 255 or image.pixelColor(12, 9).lightness() < 255  # hatched within


def test_an_empty_selection_says_so(qapp: QApplication, busy_facts: Facts) -> None:
    facts = Facts(hidden=12, filter_words="Coup", made=busy_facts.made, made_by="Dateline")
    layout = lay_out(Snapshot(title="None"), facts, QtTypesetter())
    check(layout)
    assert ("No event passes the filter",) in [item.lines for item in layout.items if isinstance(item, Text)]


def test_a_right_to_left_title_starts_at_the_right(qapp: QApplication, busy_facts: Facts) -> None:
    title = "أحداث أمنية"
    items = lay_out(Snapshot(title=title), busy_facts, QtTypesetter()).items
    assert [item.reads_left for item in items if isinstance(item, Text) and item.lines == (title,)] == [True]


def lines_of(layout: Layout) -> list[str]:
    return [line for item in layout.items if isinstance(item, Text) for line in item.lines]


@pytest.mark.parametrize("paper", Paper)
def test_a_page_tells_when_it_was_made_here_and_elsewhere_and_how_new_its_data_are(
    qapp: QApplication, busy_facts: Facts, paper: Paper
) -> None:
    made = datetime(2026, 9, 30, 23, 59, tzinfo=UTC).astimezone(timezone(timedelta(hours=5, minutes=30)))
    facts = replace(busy_facts, made=made, cut_off=date(2026, 9, 28), filter_words="Attack", pages=4)
    layout = lay_out(Snapshot(title="One", author="Own Desk", paper=paper), facts, QtTypesetter())
    check(layout)
    told = lines_of(layout)
    assert {"302359ZSEP26", "30 September 2026, 23:59 UTC", "05:29 local time (UTC+5:30)", "Page 1 of 4", "Own Desk"} <= set(told)
    assert "Data cut-off: 28 September 2026" in " ".join(told)
    plain = lines_of(lay_out(Snapshot(title="One", paper=paper), busy_facts, QtTypesetter()))
    assert not [line for line in plain if "local time" in line or "Page 1" in line or "cut-off" in line]


@pytest.mark.parametrize("paper", Paper)
def test_words_of_the_users_own_mark_a_page_as_a_level_does(qapp: QApplication, busy_facts: Facts, paper: Paper) -> None:
    for marking in ("For official use only", "X" * 60, "سري للغاية", "🔥" * 60):
        layout = lay_out(Snapshot(title="T" * 300, marking=marking, paper=paper), busy_facts, QtTypesetter())
        marks = [item for item in layout.items if isinstance(item, Marking)]
        assert len(marks) == 2
        assert all(mark.box.x >= 0 and mark.box.right <= layout.width and mark.box.bottom <= layout.height for mark in marks)
        others = [layout.map, *(item.box for item in layout.items if not isinstance(item, Marking))]
        assert not [box for box in others for mark in marks if overlap(box, mark.box)]
    level = lay_out(Snapshot(title="T", marking="Ours", tlp=Tlp.GREEN, paper=paper), busy_facts, QtTypesetter())
    assert {item.words for item in level.items if isinstance(item, Marking)} == {"TLP:GREEN"}
