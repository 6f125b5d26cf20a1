"""Events of a dataset come in by the dialog: columns are matched, rows previewed, the choice remembered, a stop leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.dialogs.import_events import ImportEventsDialog
from desktop.lines import KEY
from geodata.model import Review
from geodata.store import trail
from tests.structured import acled, table


def dialog_for(driver, file: Path) -> ImportEventsDialog:
    work = driver.window.importing
    work.look_at(file)
    driver.qtbot.waitUntil(lambda: work.dialog is not None, timeout=30_000)
    return work.dialog


def cell(dialog: ImportEventsDialog, row: int, column: int) -> str:
    item = dialog.events.item(row, column)
    return item.text() if item else ""


def press_import(driver, dialog: ImportEventsDialog) -> None:
    driver.click(dialog.start)
    driver.qtbot.waitUntil(lambda: driver.window.importing.dialog is None, timeout=60_000)


def test_a_file_of_acled_is_known_and_its_event_tells_the_words_of_the_dataset(empty, tmp_path: Path) -> None:
    lost = {"event_id_cnty": "N4", "location": "Tema", "latitude": "0", "longitude": "0.0"}
    others = {"event_id_cnty": "N2", "fatalities": "many"}, {"event_id_cnty": "N3", "geo_precision": "3"}, lost
    file = acled(tmp_path / "sahel.csv", {}, *others)
    dialog = dialog_for(empty, file)
    assert (dialog.kind.currentText(), dialog.dataset.text()) == ("ACLED", "ACLED")
    assert [cell(dialog, 0, column) for column in range(5)] == ["2", "Attack: Armed clash", "2023-08-28", "Téra (town)", "17"]
    assert cell(dialog, 1, 1) == "Left out: “many” is no number of deaths."
    assert cell(dialog, 2, 3).endswith("(region only)")
    assert cell(dialog, 3, 3) == "Tema (not located: 0, 0 is of no place)"
    press_import(empty, dialog)
    window = empty.window
    assert window.messages.text == "3 events of ACLED: 3 new; 1 row that could not be used."
    assert len(window.session.columns) == 3
    assert window.session.columns.sources == ("ACLED",)
    window.session.select([window.session.columns.ids[0]])
    assert window.detail.facts["Sources"] == "ACLED, a dataset"
    words = [label.text() for label in window.detail.findChildren(type(window.detail.title))]
    assert any(word.startswith("On 28 August 2023, gunmen attacked a patrol") for word in words)
    assert "ACLED, sahel.csv, row 2, NER1" in words
    assert "Not reviewed: coded by ACLED." in words
    assert not window.detail.excerpts


def test_an_event_that_a_dataset_tells_too_is_offered_and_counts_once(driver, tmp_path: Path) -> None:
    window = driver.window
    near = {"event_date": "2023-08-03", "latitude": "16.3", "longitude": "-0.05", "location": "Gao", "country": "Mali", "fatalities": "9"}
    file = acled(
        tmp_path / "mali.csv", near, {**near, "event_id_cnty": "far", "latitude": "14.5", "longitude": "-4.2", "location": "Mopti"}
    )
    press_import(driver, dialog_for(driver, file))
    imported = next(event for event in window.session.events(window.session.columns.ids) if event.row and event.row.row_id == "NER1")
    window.session.select([imported.event_id])
    window.actions_by_id["join_events"].trigger()
    dialog = window.merging.dialog
    assert [dialog.list.item(row).data(KEY) for row in range(dialog.list.count())] == ["killing"], "the other way round too"
    dialog.reject()
    window.session.select(["killing"])
    window.actions_by_id["join_events"].trigger()
    dialog = window.merging.dialog
    assert [dialog.list.item(row).data(KEY) for row in range(dialog.list.count())] == [imported.event_id], "not that of Mopti"
    driver.click(dialog.list.viewport(), dialog.list.visualItemRect(dialog.list.item(0)).center())
    assert dialog.make.text() == "Count it once"
    driver.click(dialog.make)
    assert window.session.selection == (imported.event_id,)
    [told] = window.session.events(["killing"])
    assert (told.review, trail.of_event(window.session.project, told)[0].reason) == (
        Review.REJECTED,
        "The same event as ACLED, mali.csv, row 2, NER1",
    )
    window.review.undo()
    assert window.session.events(["killing"])[0].review is Review.UNREVIEWED


def test_the_columns_of_any_table_are_chosen_once_and_remembered(empty, tmp_path: Path) -> None:
    rows = [{"Tag": "28.08.2023", "Breite": "14,0", "Laenge": "0,75", "Wo": "Téra", "Tote": "3"}]
    file = table(tmp_path / "liste.csv", list(rows[0]), rows, delimiter=";")
    dialog = dialog_for(empty, file)
    assert not dialog.start.isEnabled()
    assert dialog.fault.text() == "Choose the column that holds this: date, or first day."
    for row, target in enumerate(("event_date", "latitude", "longitude", "location", "fatalities")):
        box = dialog.becomes(row)
        box.setCurrentIndex(box.findData(target))
    assert dialog.fault.text() == "Choose the column that tells the type of the event, or one type for all rows."
    dialog.usual.setCurrentText("Riot: Mob violence")
    assert dialog.start.isEnabled()
    assert [cell(dialog, 0, column) for column in range(1, 5)] == ["Riot: Mob violence", "2023-08-28", "Téra (town)", "3"]
    dialog.becomes(4).setCurrentIndex(dialog.becomes(4).findData("location"))  # one column a part: the other gives it up
    assert dialog.becomes(3).currentData() == ""
    dialog.becomes(3).setCurrentIndex(dialog.becomes(3).findData("location"))
    assert dialog.becomes(4).currentData() == ""
    dialog.dataset.setText("Our list")
    press_import(empty, dialog)
    again = dialog_for(empty, file)
    assert again.dataset.text() == "Our list"
    assert again.becomes(0).currentData() == "event_date"
    assert again.usual.currentText() == "Riot: Mob violence"
    press_import(empty, again)
    assert empty.window.messages.text == "1 event of Our list: 1 unchanged."


def test_a_stop_in_the_middle_leaves_the_project_as_it_was(empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.imports.importing._BLOCK", 20)
    file = acled(tmp_path / "many.csv", *({"event_id_cnty": f"N{number}"} for number in range(4_000)))
    dialog = dialog_for(empty, file)
    empty.click(dialog.start)
    assert not dialog.start.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.state.text().startswith("Stopping")
    empty.qtbot.waitUntil(lambda: empty.window.importing.dialog is None, timeout=60_000)
    assert empty.window.messages.text == "Stopped. Nothing came in; the project is as it was."
    assert empty.window.session.project.rows("SELECT count(*) FROM event")[0][0] == 0


def test_a_second_file_waits_until_the_first_has_its_answer(empty, tmp_path: Path) -> None:
    evil = acled(tmp_path / "first.csv", {"notes": "<img src='file:///x'> <b>bold</b>"})
    work = empty.window.importing
    work.look_at(evil)
    work.look_at(acled(tmp_path / "second.csv", {}))
    assert empty.window.messages.text.startswith("One file at a time")
    empty.qtbot.waitUntil(lambda: work.dialog is not None, timeout=30_000)
    empty.finish_tasks()
    dialog = work.dialog
    assert any("first.csv" in made.text() for made in dialog.findChildren(QLabel))
    tip = dialog.events.item(0, 5).toolTip()
    assert tip == "<p>&lt;img src=&#x27;file:///x&#x27;&gt; &lt;b&gt;bold&lt;/b&gt;</p>"
    work.look_at(tmp_path / "second.csv")
    assert work.dialog is dialog
    dialog.reject()
    dialog_for(empty, tmp_path / "second.csv").reject()


def test_a_file_that_is_no_table_is_told_in_one_sentence(empty, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\x00\x01" * 500)
    empty.window.importing.look_at(tmp_path / "x.csv")
    empty.finish_tasks()
    assert empty.window.messages.text == "x.csv is no table: it is not text."
