from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.export import ExportDialog
from desktop.session import Session
from desktop.snapshot.paper import Paper
from geodata import tagging
from geodata.export.release import Tlp
from geodata.model import EventFilter, Extent, Status
from geodata.remarks import SENSITIVE
from geodata.store import bookmarks, project
from geodata.store.bookmarks import Bookmark


class PlainMap:
    """Draws a plain picture a moment later, as the map does, and never two at a time."""

    def __init__(self) -> None:
        self.themes: list[str | None] = []
        self.is_drawing = False
        self.credits = ("© Makers of tiles",)

    def extent(self) -> Extent:
        return Extent(9.0, -5.0, 23.0, 17.0)

    def picture(
        self,
        width_px: int,
        height_px: int,
        scale: float,
        done: Callable[[QImage, Extent], None],
        *,
        theme: str | None = None,
        wishes: object = None,
    ) -> None:
        assert not self.is_drawing
        self.is_drawing = True
        self.themes.append(theme)
        self.wishes = wishes
        image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
        image.fill(0xFF88AACC)
        QTimer.singleShot(20, lambda: self._deliver(done, image))

    def _deliver(self, done: Callable[[QImage, Extent], None], image: QImage) -> None:
        self.is_drawing = False
        done(image, Extent(9.0, -5.0, 23.0, 17.0))


@pytest.fixture
def session(project_path: Path) -> Iterator[Session]:
    session = Session()
    assert session.open(project_path)
    yield session
    session.close()


def shown_dialog(qtbot: QtBot, session: Session, plain: PlainMap) -> ExportDialog:
    dialog = ExportDialog(session, plain)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=3000)
    return dialog


@pytest.mark.parametrize("paper", Paper)
def test_the_preview_has_the_shape_of_the_paper(qtbot: QtBot, session: Session, paper: Paper) -> None:
    dialog = shown_dialog(qtbot, session, PlainMap())
    dialog.paper.setCurrentIndex(list(Paper).index(paper))
    width, height = paper.inches
    qtbot.waitUntil(lambda: abs(aspect(dialog.preview.pixmap()) - width / height) < 0.01, timeout=3000)
    dialog.close()


def aspect(pixmap: QPixmap) -> float:
    return pixmap.width() / pixmap.height()


def test_the_page_is_written_as_the_fields_say(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    plain = PlainMap()
    dialog = shown_dialog(qtbot, session, plain)
    assert (dialog.title.text(), dialog.subtitle.text()) == ("Security events in Niger", "26–31 July 2023 · 5 events")
    assert dialog.name.text().startswith("NER001_security-events-in-niger_events_a4_")
    dialog.title.setText("<b>Niger</b>")
    dialog.dpi.setCurrentIndex(0)
    dialog.theme.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.exported, timeout=5000):
        dialog.export_to(tmp_path / "page.png")
    image = QImage(str(tmp_path / "page.png"))
    assert (image.width(), image.height()) == (1754, 1240)
    assert image.text("Title") == "<b>Niger</b>"
    assert plain.themes[-1] == "dark"
    assert dialog.message.text() == f"Wrote page.png to {tmp_path}."
    dialog.close()


def test_the_ground_of_the_page_is_that_of_the_events_or_of_a_bookmark(qtbot: QtBot, session: Session) -> None:
    kept = Extent(11.0, 0.0, 14.0, 4.0)
    bookmarks.add(session.project, Bookmark(0, "The river", kept))
    plain = PlainMap()
    dialog = shown_dialog(qtbot, session, plain)
    assert [dialog.ground.itemText(row) for row in range(3)] == ["As on the map", "Around the events shown", "Bookmark: The river"]
    assert plain.wishes["ground"] is None
    dialog.ground.setCurrentIndex(2)
    qtbot.waitUntil(lambda: plain.wishes["ground"] == kept, timeout=3000)
    dialog.ground.setCurrentIndex(1)
    qtbot.waitUntil(lambda: plain.wishes["ground"] != kept, timeout=3000)
    around, columns = plain.wishes["ground"], session.columns
    shown = session.mask & ~np.isnan(columns.latitude)
    assert around.south < columns.latitude[shown].min() <= columns.latitude[shown].max() < around.north
    assert around.west < columns.longitude[shown].min() <= columns.longitude[shown].max() < around.east
    dialog.close()


def test_what_cannot_be_written_is_told_and_can_be_tried_again(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = shown_dialog(qtbot, session, PlainMap())
    dialog.export_to(tmp_path / "nowhere" / "page.png")
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=5000)
    assert dialog.message.text() == "page.png cannot be written: no such file or directory."
    dialog.close()


def test_closing_while_the_map_draws_is_quiet(qtbot: QtBot, session: Session) -> None:
    plain = PlainMap()
    dialog = ExportDialog(session, plain)
    dialog.show()
    qtbot.waitUntil(lambda: plain.is_drawing, timeout=3000)
    dialog.close()
    qtbot.waitUntil(lambda: not plain.is_drawing, timeout=3000)


def test_marking_author_and_templates(qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session.marking = Tlp.GREEN
    dialog = ExportDialog(session, PlainMap(), author="Own Desk")
    dialog.show()
    assert (dialog.snapshot.tlp, dialog.snapshot.author) == (Tlp.GREEN, "Own Desk")
    dialog.theme.setCurrentIndex(dialog.theme.findData("grey"))

    def keep() -> None:
        dialog.keep_button.click()
        question = dialog.findChildren(QFileDialog)[-1]
        question.fileSelected.emit(str(tmp_path / "weekly"))
        question.reject()

    keep()
    assert "weekly.json" in dialog.message.text()
    for box, value in ((dialog.theme, "light"), (dialog.tlp, "")):
        box.setCurrentIndex(box.findData(value))
    dialog.author.clear()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "weekly.json"), ""))
    title = dialog.title.text()
    dialog.load_button.click()
    assert (dialog.snapshot.theme, dialog.snapshot.tlp, dialog.snapshot.author) == ("grey", Tlp.GREEN, "Own Desk")
    assert dialog.title.text() == title
    (tmp_path / "weekly.json").write_text("{}")
    dialog.load_button.click()
    assert dialog.message.text() == "weekly.json is no template of Dateline."
    dialog.tlp.setCurrentIndex(dialog.tlp.findData("own"))
    dialog.marking.setText("Office only")
    assert (dialog.snapshot.tlp, dialog.snapshot.marking) == (None, "Office only")
    assert dialog.marking.isVisible()
    (tmp_path / "weekly.json").unlink()
    keep()
    dialog.tlp.setCurrentIndex(0)
    assert (dialog.snapshot.marking, dialog.marking.isVisible()) == ("", False)
    dialog.load_button.click()
    assert dialog.snapshot.marking == "Office only"
    dialog.title.setText("Far " * 60)
    dialog.close()
    longest = ExportDialog(session, PlainMap(), wanted=dialog.snapshot)
    assert longest.title.cursorPosition() == 0  # its beginning is seen
    longest.close()


def test_a_pdf_is_written_from_the_window(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = shown_dialog(qtbot, session, PlainMap())
    with qtbot.waitSignal(dialog.exported, timeout=10_000):
        dialog.export_to(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()


def test_under_clear_the_map_and_the_counts_are_as_coarse_as_was_flagged_until_the_dialog_closes(
    qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    with project.open(project_path) as opened:
        tagging.tag(opened, ["e4"], add=[SENSITIVE])
    session, drawn = Session(), []
    assert session.open(project_path)
    assert session.columns is not None
    session.set_filter(EventFilter(statuses=tuple(Status)))
    dialog = ExportDialog(session, PlainMap(), draw=drawn.append)
    dialog.show()
    assert drawn == []
    dialog.tlp.setCurrentIndex(dialog.tlp.findData(Tlp.CLEAR.value))
    [coarse] = drawn
    changed = np.flatnonzero(~np.isnan(coarse.latitude) & (coarse.latitude != session.columns.latitude)).tolist()
    assert (session.columns.ids.at(changed), coarse.latitude[changed].tolist()) == (["e4"], [17.0])
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.export_to(tmp_path / "clear.pdf")
    words = " ".join(PdfReader(tmp_path / "clear.pdf").pages[0].extract_text().split())
    assert "Sensitive, rounded to 0.1° 1" in words
    dialog.tlp.setCurrentIndex(dialog.tlp.findData(Tlp.RED.value))
    assert drawn[1:] == [None], "as the session has them"
    dialog.tlp.setCurrentIndex(dialog.tlp.findData(Tlp.CLEAR.value))
    dialog.close()
    assert drawn[3:] == [None]
    session.close()
