"""The window with real clicks, in the real engine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from geodata.model import Category, Changes, EventFilter, GeoPrecision, Status, TimePrecision
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.columns import counts

NEWS = """date 2023-08-06
Marchers fill the square in Niamey

Thousands of people protested in Niamey on Sunday against the sanctions. The march ended without violence.
"""


def test_a_click_on_a_marker_fills_the_panel(driver) -> None:
    driver.look_at(16.27167, -0.04472, 8)
    driver.click_map(16.27167, -0.04472)
    assert driver.window.session.selection == ("killing",)
    assert driver.window.detail.facts["Where"] == "near Gao"
    assert driver.window.detail.facts["Deaths"] == "9"
    assert driver.window.detail.facts["When"] == "2 August 2023"


def test_a_click_on_several_events_lists_them_and_one_leads_to_its_card_and_back(driver) -> None:
    driver.look_at(13.51366, 2.1098, 9)
    driver.click_map(13.51366, 2.1098)
    detail = driver.window.detail
    assert set(driver.window.session.selection) == {"march", "sit-in"}
    assert detail.currentWidget().isAncestorOf(detail.list)
    driver.click(detail.list.viewport(), detail.list.visualItemRect(detail.list.item(0)).center())
    assert len(driver.window.session.selection) == 1
    driver.click(detail.back)
    assert set(driver.window.session.selection) == {"march", "sit-in"}


def test_a_click_on_plain_ground_selects_nothing(driver) -> None:
    driver.window.session.select(["march"])
    driver.look_at(13.51366, 2.1098, 9)
    driver.click_map(13.9, 1.6)
    assert driver.window.session.selection == ()


def test_a_click_on_a_row_moves_the_map_and_marks_the_event(driver) -> None:
    driver.look_at(48.0, 30.0, 6)
    driver.click_row("killing")
    driver.qtbot.waitUntil(lambda: abs(driver.centre()[0] - 16.27) < 8, timeout=3000)
    assert driver.window.session.selection == ("killing",)
    assert driver.js("map_dateline.getZoom()") == 6


def test_a_click_on_an_excerpt_moves_the_map_back_to_its_event(driver) -> None:
    driver.click_row("killing")
    driver.look_at(48.0, 30.0, 6)
    driver.click(driver.window.detail.excerpts[0].view.viewport(), QPoint(20, 8))
    driver.qtbot.waitUntil(lambda: abs(driver.centre()[0] - 16.27) < 8, timeout=3000)


def test_the_zoom_stays_when_the_filter_changes(driver) -> None:
    driver.look_at(15.0, 3.0, 7)
    with driver.qtbot.waitSignal(driver.window.map.drawn, timeout=3000):
        driver.window.session.set_filter(EventFilter(categories=(Category.ATTACK,)))
    assert driver.js("map_dateline.getZoom()") == 7


def test_the_excerpt_opens_the_article_at_its_spot_with_its_spans_marked(driver) -> None:
    driver.click_row("killing")
    excerpt = driver.window.detail.excerpts[0]
    driver.click(excerpt.link)
    reader = driver.window.reader
    assert driver.window.right_tabs.currentWidget().isAncestorOf(reader)
    assert reader.title.text() == "Stalls closed as marchers pass"
    cursor = reader.view.textCursor()
    assert reader.view.toPlainText().encode("utf-16-le")[cursor.position() * 2 :].decode("utf-16-le").startswith("Two days earlier")
    assert {"gunmen", "killed nine guards", "Gao"} <= set(underlined(reader.view))


def test_the_excerpt_marks_each_span_though_an_emoji_stands_before_it(driver) -> None:
    driver.click_row("march")
    assert underlined(driver.window.detail.excerpts[0].view) == ["4 August 2023", "marched", "Niamey"]


def underlined(view) -> list[str]:
    found = []
    block = view.document().begin()
    while block.isValid():
        found += [it.fragment().text() for it in block.begin() if it.fragment().charFormat().fontUnderline()]
        block = block.next()
    return found


def test_counts_are_those_of_the_mask(driver) -> None:
    window = driver.window
    driver.click(window.filters.statuses.boxes[Status.PLANNED].check, QPoint(8, 10))
    shown = counts(window.session.columns, window.session.mask)
    assert [box.count_text for box in window.filters.categories.boxes.values()] == [str(n) if n else "–" for n in shown.values()]
    assert shown[Category.DEPLOYMENT] == 1
    assert window.events.table.rowCount() == int(window.session.mask.sum()) == 6


def test_a_layer_that_is_unchecked_leaves_map_table_and_timeline(driver) -> None:
    window = driver.window
    driver.click(window.filters.categories.boxes[Category.PROTEST].check, QPoint(8, 10))
    assert window.events.table.rowCount() == 3
    assert Category.PROTEST not in window.session.filter.categories
    assert not window.timeline.strip.words_at(window.timeline.strip.width() / 2).count("Protest")
    assert window.filters.categories.boxes[Category.PROTEST].count_text == "2", "the count says what checking it would show"


def test_the_panel_says_when_the_filter_hides_what_it_shows(driver) -> None:
    session, detail = driver.window.session, driver.window.detail
    driver.click_row("march")
    assert not detail.hidden.isVisible()
    session.set_filter(EventFilter(categories=(Category.ATTACK,)))
    assert detail.title.text() == "Peaceful protest", "what one reads stays"
    assert detail.hidden.isVisible()
    assert detail.hidden.text() == "Hidden by the filter"
    session.select(["march", "killing"])
    assert detail.list_hidden.text() == "1 hidden by the filter"
    assert detail.list_hidden.isVisible()
    session.set_filter(EventFilter())
    assert not detail.list_hidden.isVisible()
    session.select(["march"])
    assert not detail.hidden.isVisible()


def test_typing_filters_after_a_pause_and_clearing_brings_all_back(driver) -> None:
    window = driver.window
    QTest.keyClicks(window.filters.text, "levy")
    driver.qtbot.waitUntil(lambda: window.session.filter.text == "levy", timeout=2000)
    QTest.keyClicks(window.filters.text, "xyz")
    driver.qtbot.waitUntil(lambda: window.events.table.rowCount() == 0, timeout=2000)
    driver.click(window.filters.clear_button)
    assert window.session.filter == EventFilter()
    assert window.filters.text.text() == ""
    assert window.events.table.rowCount() == 5


def test_events_whose_own_words_hold_what_is_searched_for_come_first_and_others_say_why_they_are_there(driver) -> None:
    table, session = driver.window.events.table, driver.window.session
    session.set_filter(EventFilter(text="road shut"))
    kinds = [table.text(row, 2) for row in range(table.rowCount())]
    assert kinds[0] == "Attack"
    assert len(kinds) > 1
    assert all(kind.startswith("in the same article · ") for kind in kinds[1:])
    session.set_filter(EventFilter(text="Gao"))
    assert [table.text(0, 3), table.text(0, 2)] == ["Gao", "Attack"]
    session.set_filter(EventFilter())
    assert not any("same article" in table.text(row, 2) for row in range(table.rowCount()))


@pytest.mark.parametrize("column", range(13))
def test_every_column_sorts_both_ways(driver, column: int) -> None:
    events = driver.window.events
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        events.sortByColumn(column, order)
        assert sorted(map(events.table.id_at, range(5))) == ["calm", "killing", "march", "rumour", "sit-in"]
    events.reset_columns()


def test_the_arrow_of_a_column_points_the_way_in_which_its_values_go(driver) -> None:
    events = driver.window.events

    def widths() -> list[int]:
        """Of the arrow's lines, from the top."""
        header = events.horizontalHeader()
        end = header.sectionPosition(0) + header.sectionSize(0)
        arrow = header.grab(QRect(end - 20, 0, 18, header.height() - 2)).toImage()
        ground = arrow.pixel(0, 2)
        lines = [sum(arrow.pixel(x, y) != ground for x in range(arrow.width())) for y in range(2, arrow.height())]
        return [width for width in lines if width]

    events.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    rising = widths()
    events.reset_columns()
    falling = widths()
    assert rising[0] < rising[-1], rising
    assert falling[0] > falling[-1], falling


def test_the_table_shows_the_latest_day_first(driver) -> None:
    table = driver.window.events.table
    assert [table.text(row, 0) for row in range(5)] == ["2023-08-09", "2023-08-05", "2023-08-04", "2023-08-02", "–"]


def test_the_next_event_is_a_key_away(driver) -> None:
    driver.window.session.select(())
    driver.window.actions_by_id["next_event"].trigger()
    assert driver.window.session.selection == ("calm",)
    driver.window.actions_by_id["next_event"].trigger()
    assert driver.window.session.selection == ("sit-in",)
    driver.window.actions_by_id["previous_event"].trigger()
    assert driver.window.session.selection == ("calm",)


def test_copying_an_excerpt_takes_its_source_along(driver) -> None:
    driver.click_row("killing")
    driver.window.actions_by_id["copy_excerpt"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“Two days earlier gunmen had killed nine guards near Gao")
    assert copied.endswith("Stalls closed as marchers pass, Sahel Courier · 6 August 2023")


def test_hostile_titles_are_shown_as_text(driver) -> None:
    window = driver.window
    window.left_tabs.setCurrentWidget(window.finding)
    titles = [window.articles.item(row).text() for row in range(window.articles.count())]
    assert "${7*7}<b>bold</b></script> `" in titles
    row = titles.index("${7*7}<b>bold</b></script> `")
    driver.click(window.articles.viewport(), window.articles.visualItemRect(window.articles.item(row)).center())
    assert window.reader.title.text() == "${7*7}<b>bold</b></script> `"
    assert window.reader.title.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in window.reader.view.toPlainText()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel) if "<b>" in label.text())


def test_a_theme_changes_map_icons_and_card_and_can_change_back(driver) -> None:
    driver.click_row("march")
    for name in ("dark", "light"):
        driver.window.actions_by_id[f"theme_{name}"].trigger()
        driver.qtbot.waitUntil(lambda name=name: driver.js("document.documentElement.dataset.theme") == name, timeout=2000)
        assert driver.window.actions_by_id[f"theme_{name}"].isChecked()
        assert driver.window.detail.excerpts[0].isVisible()


def test_dropped_files_and_folders_become_events(empty, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    (folder / "two.txt").write_text("date 2023-08-02\n" + "Gunmen killed nine guards in Gao on Tuesday, the army said.", encoding="utf-8")
    empty.drop(tmp_path / "one.txt", folder)
    empty.finish_tasks()
    assert len(empty.window.session.articles()) == 2
    assert {Category.PROTEST, Category.ATTACK} <= set(shown_categories(empty.window.session))
    assert empty.window.messages.text.startswith("Added 2 articles with ")


def shown_categories(session) -> list[Category]:
    return [list(Category)[code] for code in session.columns.category]


def test_the_same_article_twice_changes_nothing(empty, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    empty.drop(tmp_path / "one.txt")
    empty.finish_tasks()
    before = empty.window.session.columns.ids
    empty.drop(tmp_path / "one.txt")
    empty.finish_tasks()
    assert empty.window.session.columns.ids == before
    assert before
    assert empty.window.messages.text == "Nothing new was added."


def test_files_that_cannot_be_used_are_listed_with_the_reason(empty, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    empty.drop(tmp_path / "empty.txt", tmp_path / "noise.txt", tmp_path / "one.txt")
    empty.finish_tasks()
    window = empty.window
    assert "2 items could not be used." in window.messages.text
    empty.click(window.messages.action)
    shown = [window.files.failures.list.item(row).text() for row in range(2)]
    window.files.failures.close()
    assert "empty.txt" in shown[0]
    assert "The file is empty" in shown[0]
    assert window.counts.text().endswith("1 article · 2 items not used")
    assert sum("Not used" in window.articles.item(row).data(Qt.ItemDataRole.UserRole + 1) for row in range(3)) == 2


def test_unknown_publication_days_are_asked_once_for_all(empty, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"People protested in Niamey on Monday. This is story {number}.", encoding="utf-8")
    empty.drop(*(tmp_path / f"{number}.txt" for number in range(3)))
    empty.qtbot.waitUntil(lambda: empty.window.intake.dialog is not None and empty.window.intake.dialog.isVisible(), timeout=5000)
    dialog = empty.window.intake.dialog
    assert dialog.table.rowCount() == 3
    dialog.day.setDate(dialog.day.date().fromString("2023-08-09", Qt.DateFormat.ISODate))
    empty.click(dialog.same)
    empty.click(dialog.add)
    empty.finish_tasks()
    assert {row.published for row in empty.window.session.articles()} == {date(2023, 8, 9)}
    empty.drop(tmp_path / "0.txt")
    empty.finish_tasks()
    assert empty.window.messages.text == "Nothing new was added.", "known articles are not asked about again"


def test_cancel_leaves_whole_articles(empty, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:03}.txt").write_text(f"{NEWS}\nThis is report {number}.", encoding="utf-8")
    empty.drop(*sorted(tmp_path.glob("*.txt")))
    window = empty.window
    empty.qtbot.waitUntil(lambda: any(task.title == "Adding articles" for task in window.runner.tasks), timeout=5000)
    window.runner.tasks[-1].progressed.connect(lambda progress: window.runner.cancel() if progress.done >= 3 else None)
    empty.finish_tasks()
    rows = window.session.articles()
    assert 0 < len(rows) < 60
    assert all(row.events for row in rows)
    assert window.messages.text == "Stopped. The articles that were finished are kept."


def test_a_pasted_article_is_added_with_its_source_and_day(empty) -> None:
    QGuiApplication.clipboard().setText("Thousands of people protested in Niamey on Sunday.")
    empty.window.actions_by_id["paste_article"].trigger()
    dialog = empty.window.files.paste
    assert dialog.text.toPlainText().startswith("Thousands")
    words = dialog.text.toPlainText()
    dialog.text.setPlainText(f"<!doctype html><p>{words}</p>")
    dialog._finish()
    assert "source of a web page" in dialog.problem.text()
    dialog.text.setPlainText(words)
    QTest.keyClicks(dialog.source, "River Post")
    dialog.is_dated.setChecked(True)
    dialog.day.setDate(dialog.day.date().fromString("2023-08-09", Qt.DateFormat.ISODate))
    dialog._finish()
    empty.finish_tasks()
    (row,) = empty.window.session.articles()
    assert (row.source, row.published) == ("River Post", date(2023, 8, 9))


def test_what_is_exported_is_what_is_shown(driver, tmp_path: Path) -> None:
    driver.window.session.set_filter(EventFilter(categories=(Category.PROTEST,)))
    driver.window.actions_by_id["export_events"].trigger()
    dialog = driver.window.exporting.dialog
    driver.finish_tasks()
    assert dialog.contents.text().startswith("2 events of 1 article\nBy category: Protest 2")
    dialog.format.setCurrentIndex(dialog.format.findData(".geojson"))
    driver.window.exporting.write(tmp_path / "out.geojson", dialog.choice)
    dialog.reject()
    driver.finish_tasks()
    written = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
    assert len(written["features"]) == int(np.count_nonzero(driver.window.session.mask)) == 2
    assert driver.window.messages.text == "Wrote 2 events to out.geojson."


def test_a_file_that_is_no_project_is_told_and_the_present_one_stays(driver, tmp_path: Path) -> None:
    before = driver.window.session.project
    (tmp_path / "fake.gpkg").write_text("not a database", encoding="utf-8")
    assert not driver.window.session.open(tmp_path / "fake.gpkg")
    assert driver.window.session.project is before
    assert driver.window.messages.text == "fake.gpkg is not a Dateline project."


def test_a_read_only_project_says_so_and_takes_no_articles(driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.gpkg"
    project_file.create(path).close()
    held = project_file.open(path, read_only=True)
    monkeypatch.setattr(project_file, "open", lambda _path: held)
    assert driver.window.session.open(path)
    assert "read-only" in driver.window.messages.text
    assert not driver.window.actions_by_id["add_articles"].isEnabled()
    assert driver.window.actions_by_id["open_project"].isEnabled()


def test_the_snapshot_dialog_opens_on_what_is_shown(driver) -> None:
    driver.window.actions_by_id["export_snapshot"].trigger()
    dialog = driver.window.files.export
    assert dialog.isVisible()
    dialog.close()


def test_a_month_is_not_told_as_its_first_day(empty, make_event) -> None:
    session = empty.window.session
    month = make_event("coup", Category.COUP, None, GeoPrecision.UNKNOWN, date(2023, 7, 1), evidence=())
    year = make_event("base", Category.MILITARY_BASE, None, GeoPrecision.UNKNOWN, date(2013, 1, 1), evidence=())
    with session.project.transaction() as connection:
        event_rows.write(connection, replace(month, date_end=date(2023, 7, 31), time_precision=TimePrecision.MONTH))
        event_rows.write(connection, replace(year, date_end=date(2013, 12, 31), time_precision=TimePrecision.YEAR))
    session.refresh(Changes(events=("coup", "base")))
    table = empty.window.events.table
    assert [table.text(row, 0) for row in range(2)] == ["2023-07", "2013"]


def test_two_drops_one_after_the_other_are_both_added(empty, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{NEWS}\nThis is report {name}.", encoding="utf-8")
    empty.drop(tmp_path / "one.txt")
    empty.drop(tmp_path / "two.txt")
    empty.finish_tasks()
    assert len(empty.window.session.articles()) == 2
