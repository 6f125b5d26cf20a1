"""Pages that carry their view, opened in the window: it is shown again, or one line says what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pytestqt.qtbot import QtBot

from desktop.dialogs.export import ExportDialog
from desktop.snapshot.paper import Paper
from geodata import reviewing
from geodata.export.carried import read_view
from geodata.export.release import Tlp
from geodata.model import Category, Changes, EventFilter, Extent
from geodata.store.trail import By
from tests.gui.conftest import Driver, write_project

ATTACKS = EventFilter(categories=(Category.ATTACK,), first_date=date(2023, 8, 1))
MALI = Extent(14.0, -4.0, 18.0, 4.0)


@pytest.fixture
def page(driver: Driver, qtbot: QtBot, tmp_path: Path) -> Iterator[Path]:
    """A page of the attacks near Gao; the window looks elsewhere and at everything since."""
    window = driver.window
    assert window.map.view is not None
    window.session.set_filter(ATTACKS)
    window.map.view.show_extent(MALI)
    qtbot.wait(300)
    window.files.export_snapshot()
    dialog = window.files.export
    dialog.title.setText("Near Gao")
    for box, value in ((dialog.paper, Paper.WIDE), (dialog.dpi, 150), (dialog.tlp, Tlp.GREEN)):
        box.setCurrentIndex(box.findData(value))
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.export_to(tmp_path / "page.png")
    dialog.close()
    window.session.set_filter(EventFilter())
    window.map.view.show_extent(Extent(40.0, 0.0, 50.0, 20.0))
    qtbot.wait(300)
    yield tmp_path / "page.png"
    window.messages.hide()


def told(driver: Driver) -> str:
    driver.qtbot.waitUntil(lambda: bool(driver.window.messages.text), timeout=10_000)
    return driver.window.messages.text


def is_shown(driver: Driver) -> bool:
    view = driver.window.map.view
    assert view is not None
    found = view.extent()
    return driver.window.session.filter == ATTACKS and found.south <= 14.2 and found.north >= 17.8 and found.north < 30


def test_a_dropped_page_shows_its_view_again_and_its_words_and_look(driver: Driver, page: Path) -> None:
    window = driver.window
    assert read_view(page).name == "sample"
    driver.drop(page)
    assert told(driver) == "page.png showed 1 event of this project."
    driver.qtbot.waitUntil(lambda: is_shown(driver), timeout=5000)
    assert window.session.article_count() == 2  # nothing was added
    window.files.export_snapshot()
    dialog: ExportDialog = window.files.export
    wanted = dialog.snapshot
    assert (wanted.title, wanted.paper, wanted.dpi, wanted.tlp) == ("Near Gao", Paper.WIDE, 150, Tlp.GREEN)
    dialog.close()
    window.session.set_filter(EventFilter())
    assert window.views.page() is None  # another view has another title


def test_events_that_have_gone_are_told(driver: Driver, page: Path) -> None:
    project = driver.window.session.project
    assert project is not None
    reviewing.reject(project, "killing", By(person="Ana", reason="no such raid"))
    driver.window.session.refresh(Changes(events=("killing",)))
    driver.drop(page)
    assert told(driver) == "page.png showed 1 event of this project; its filter lets 0 through today."


def test_the_page_of_another_project_offers_to_open_it(driver: Driver, page: Path, tmp_path: Path) -> None:
    window = driver.window
    driver.open(write_project(tmp_path / "other.gpkg"))
    driver.drop(page)
    assert told(driver) == "page.png shows the project “sample”, which is not open."
    assert window.session.filter == EventFilter()
    assert window.messages.action is not None
    window.messages.action.click()
    driver.qtbot.waitUntil(lambda: is_shown(driver), timeout=5000)
    assert window.session.project is not None
    assert window.session.project.path.name == "sample.gpkg"


def test_a_project_that_is_nowhere_is_told_and_a_copy_will_do(driver: Driver, page: Path, tmp_path: Path) -> None:
    window = driver.window
    window.session.close()
    shutil.copy(tmp_path / "sample.gpkg", tmp_path / "copy.gpkg")
    driver.open(write_project(tmp_path / "other.gpkg"))
    (tmp_path / "sample.gpkg").rename(tmp_path / "moved away")
    driver.drop(page)
    assert told(driver) == "page.png shows the project “sample”, which is not open. Open it, then this file again."
    driver.open(tmp_path / "copy.gpkg")
    window.views.open(page)
    assert told(driver) == "page.png showed 1 event of this project."


def test_files_of_other_programs_are_told_or_read_as_articles(driver: Driver, tmp_path: Path) -> None:
    window = driver.window
    window.messages.hide()
    Image.new("RGB", (9, 9)).save(tmp_path / "photo.png")
    driver.drop(tmp_path / "photo.png")
    assert told(driver) == "photo.png carries no view: it was not made by Dateline, or by an older one."
    window.messages.hide()
    made = PdfWriter()
    made.add_blank_page(100, 100)
    made.write(tmp_path / "scan.pdf")
    driver.drop(tmp_path / "scan.pdf")
    assert "1 item could not be used" in told(driver)  # it was read as an article, and has no words


def test_a_page_given_to_the_program_opens_the_project_that_it_belongs_to(driver: Driver, page: Path, tmp_path: Path) -> None:
    window = driver.window
    driver.open(write_project(tmp_path / "other.gpkg"))
    window.messages.hide()
    window.views.open(page, follow=True)  # as `dateline page.png` does
    assert told(driver) == "page.png showed 1 event of this project."
    assert window.session.project is not None
    assert window.session.project.path.name == "sample.gpkg"
    assert window.session.filter == ATTACKS
