"""Export events: the dialog says what will be in the file, and what is marked RED leaves only after a question."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop import headless_export
from desktop.dialogs.red import RedDialog
from geodata import tagging
from geodata.export.callouts import Rule
from geodata.export.release import Release, Tlp
from geodata.model import Category, Changes, EventFilter
from geodata.store import project as project_file
from tests.gui.conftest import write_project

ROOT = Path(__file__).parents[2]


def dialog_of(driver):
    driver.window.actions_by_id["export_events"].trigger()
    driver.finish_tasks()
    return driver.window.exporting.dialog


def choose(box, data) -> None:
    box.setCurrentIndex(box.findData(data))


def red_questions() -> list[RedDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, RedDialog) and each.isVisible()]


def test_the_dialog_tells_what_each_choice_leaves_out_and_offers_what_the_format_takes(driver) -> None:
    dialog = dialog_of(driver)
    choose(dialog.format, ".csv")
    choose(dialog.marking, Tlp.CLEAR)
    dialog.rounded.setChecked(True)
    told = dialog.contents.text()
    assert re.search(r"Left empty: notes,.* coder, review", told)
    assert "Coordinates are rounded to 0.1°." in told
    assert dialog.hxl.isVisible()
    dialog.hxl.setChecked(True)
    assert dialog.choice.hxl
    choose(dialog.format, ".geojson")
    assert not dialog.hxl.isVisible()
    assert not dialog.choice.hxl
    dialog.reject()


def test_what_was_flagged_is_rounded_under_clear_and_elsewhere_where_a_person_asks_for_it(driver) -> None:
    window = driver.window
    window.session.select([window.session.columns.ids[0]])
    window.remarks.flag_sensitive()
    dialog = dialog_of(driver)
    choose(dialog.marking, None)
    assert (dialog.sensitive.isEnabled(), dialog.sensitive.isChecked()) == (True, False)
    assert "At sensitive coordinates: " in dialog.contents.text()
    choose(dialog.marking, Tlp.CLEAR)
    assert (dialog.sensitive.isEnabled(), dialog.sensitive.isChecked()) == (False, True)
    assert "Coordinates that were flagged as sensitive are rounded to 0.1°." in dialog.contents.text()
    choose(dialog.marking, Tlp.GREEN)
    assert not dialog.sensitive.isChecked(), "what a person wants comes back"
    dialog.sensitive.click()
    choose(dialog.marking, Tlp.CLEAR)
    choose(dialog.marking, Tlp.GREEN)
    assert dialog.sensitive.isChecked()
    assert dialog.choice.release == Release(tlp=Tlp.GREEN, sensitive=True)
    dialog.reject()
    window.review.undo()


def test_what_is_marked_red_becomes_a_page_or_a_copy_only_after_a_question(driver, tmp_path: Path) -> None:
    window = driver.window
    dialog = dialog_of(driver)
    choose(dialog.format, ".html")
    choose(dialog.marking, Tlp.RED)
    choice = dialog.choice
    dialog.reject()
    window.exporting.marking.choose(choice.release)
    window.exporting.write(tmp_path / "red.html", choice)
    [question] = red_questions()
    question.reject()
    driver.finish_tasks()
    assert not (tmp_path / "red.html").exists()
    window.exporting.write(tmp_path / "red.html", choice)
    [question] = red_questions()
    question.go_on.click()
    driver.finish_tasks()
    assert "TLP:RED" in (tmp_path / "red.html").read_text("utf-8")
    QGuiApplication.clipboard().setText("before")
    window.session.select((window.session.columns.ids[0],))
    window.detail.copy_excerpt()
    [question] = red_questions()
    assert QGuiApplication.clipboard().text() == "before"
    question.go_on.click()
    assert QGuiApplication.clipboard().text() != "before"
    window.exporting.marking.choose(Release())
    window.detail.copy_excerpt()
    assert red_questions() == []


def test_a_project_remembers_how_far_it_may_go(driver, tmp_path: Path) -> None:
    window, own = driver.window, driver.window.session.project.path
    window.exporting.marking.choose(Release(tlp=Tlp.AMBER, rounded=True))
    window.session.open(tmp_path / "other.gpkg", new=True)
    assert (window.session.marking, window.exporting.marking.release) == (None, Release())
    window.session.open(own)
    assert (window.session.marking, window.exporting.marking.release) == (Tlp.AMBER, Release(tlp=Tlp.AMBER, rounded=True))
    window.preferences.markings = "{broken"
    window.session.open(own)
    assert window.session.marking is None


def test_slides_bear_the_map_on_screen_with_numbers_the_summary_and_charts(driver, tmp_path: Path) -> None:
    from pptx import Presentation

    driver.window.actions_by_id["fit"].trigger()
    dialog = dialog_of(driver)
    choose(dialog.format, ".pptx")
    choose(dialog.numbers, Rule.NEWEST)
    dialog.summary.setChecked(True)
    choice = dialog.choice
    dialog.reject()
    path = tmp_path / "s.pptx"
    driver.window.exporting.write(path, choice)
    driver.qtbot.waitUntil(path.exists, timeout=20_000)
    first, *_rest = slides = list(Presentation(str(path)).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides][1:] == ["Numbered events", "Summary", "What is in this file"]
    [picture] = [shape for shape in first.shapes if shape.name.startswith("Map of ")]
    colours = QImage.fromData(picture.image.blob).scaled(60, 30)
    assert len({colours.pixel(x, y) for x in range(60) for y in range(30)}) > 20  # drawn, not blank
    assert any(shape.name.startswith("Number ") for shape in first.shapes)


def test_slides_are_made_without_a_window(driver, tmp_path: Path) -> None:
    from pptx import Presentation

    project = driver.window.session.project.path
    command = [sys.executable, "-m", "desktop", "export", str(project), str(tmp_path / "s.pptx"), "--title", "p"]
    wishes = ["--tlp", "GREEN", "--numbered", "newest", "--summary"]
    done = subprocess.run([*command, *wishes], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    slides = list(Presentation(str(tmp_path / "s.pptx")).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["p", "Numbered events", "Summary", "What is in this file"]
    assert any(shape.name.startswith("Number ") for shape in slides[0].shapes)


def test_a_summary_of_tagged_events_is_made_without_a_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = write_project(tmp_path / "sample.gpkg"), tmp_path / "tagged.html"
    with project_file.open(path) as project:
        tagging.tag(project, ["march", "killing"], add=["patrol"])
    wanted = ["--tag", "patrol", "--summary", "--from", "2023-08-01", "--to", "2023-08-31"]
    assert headless_export.main(["export", str(path), str(out), *wanted]) == 0
    assert capsys.readouterr().err == "2 of 6 events written to tagged.html\n"
    assert out.stat().st_size > 100_000


def test_a_change_of_the_project_does_not_put_flagged_spots_back_on_a_map_that_leaves(driver, tmp_path: Path) -> None:
    window, view = driver.window, driver.window.map.view
    session, row = window.session, window.session.columns.ids.rows_of(["killing"])
    exact = session.columns.latitude[row].tolist()
    coarse = np.round(exact, 1).tolist()
    assert coarse != exact
    session.select(["killing"])
    window.remarks.flag_sensitive()
    window.actions_by_id["export_snapshot"].trigger()
    dialog = window.files.export
    choose(dialog.tlp, Tlp.CLEAR.value)
    session.refresh(Changes(events=("killing",)))
    session.set_filter(EventFilter(categories=(Category.ATTACK,)))
    assert view.events.columns.latitude[row].tolist() == coarse
    with driver.qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.export_to(tmp_path / "clear.png")
    assert view.events.columns.latitude[row].tolist() == coarse
    dialog.reject()
    assert view.events.columns.latitude[row].tolist() == exact
    drawn = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view, "picture", lambda *given, **_: drawn.append(given[3]))  # what draws takes its time
        dialog = dialog_of(driver)
        choose(dialog.format, ".pptx")
        choose(dialog.marking, Tlp.CLEAR)
        choice = dialog.choice
        dialog.reject()
        window.exporting.write(tmp_path / "clear.pptx", choice)
    session.refresh(Changes(events=("killing",)))
    assert view.events.columns.latitude[row].tolist() == coarse
    [finish] = drawn
    finish(QImage(90, 40, QImage.Format.Format_RGB32), view.extent())
    driver.finish_tasks()
    assert view.events.columns.latitude[row].tolist() == exact
    session.set_filter(EventFilter())


def test_a_picture_on_slides_is_as_coarse_as_their_table(driver, tmp_path: Path) -> None:
    window = driver.window
    window.actions_by_id["fit"].trigger()
    drawn = []
    view = window.map.view
    shown = view.show_events
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view, "show_events", lambda columns: (drawn.append(columns.latitude), shown(columns)))
        dialog = dialog_of(driver)
        choose(dialog.format, ".pptx")
        dialog.rounded.setChecked(True)
        choice = dialog.choice
        dialog.reject()
        window.session.select((window.session.columns.ids[0],))
        window.exporting.write(tmp_path / "r.pptx", choice)
        driver.qtbot.waitUntil((tmp_path / "r.pptx").exists, timeout=20_000)
    first, then = drawn
    known = ~np.isnan(first)
    assert first[known].tolist() == np.round(first[known], 1).tolist()
    assert then[known].tolist() == window.session.columns.latitude[known].tolist() != first[known].tolist()
    driver.qtbot.waitUntil(lambda: any(symbol["count"] for symbol in driver.js("Dateline.window.symbols()")), timeout=5000)
