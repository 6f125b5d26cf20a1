"""No file is replaced unasked, whatever ending was left out of its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.saving import ask_file

KINDS = {"Table (*.acled.csv)": ".acled.csv", "Picture (*.png)": ".png"}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def type_name(parent: QWidget, folder: Path, name: str, kind: str | None = None) -> tuple[QFileDialog, list[Path]]:
    """The question with a name typed in, and where what it leads to arrives."""
    chosen: list[Path] = []
    dialog = ask_file(parent, "Save", KINDS, folder / "first", chosen.append)
    if kind:
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
    dialog.findChild(QLineEdit).setText(name)
    return dialog, chosen


def open_question() -> QMessageBox | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)


def answer(button: QMessageBox.StandardButton, asked: list[str]) -> None:
    def click() -> None:
        question = open_question()
        if question is not None:
            asked.append(question.text())
            question.button(button).click()

    QTimer.singleShot(0, click)


@pytest.mark.parametrize(("kind", "full"), [(None, "may.acled.csv"), ("Picture (*.png)", "may.png")])
def test_qt_asks_about_the_name_with_its_ending(parent: QWidget, tmp_path: Path, kind: str | None, full: str) -> None:
    (tmp_path / full).touch()
    dialog, chosen = type_name(parent, tmp_path, "may", kind)
    asked: list[str] = []
    answer(QMessageBox.StandardButton.No, asked)
    dialog.accept()
    assert (len(asked), full in asked[0], chosen) == (1, True, [])
    answer(QMessageBox.StandardButton.Yes, asked)
    dialog.accept()
    assert chosen == [tmp_path / full]


def test_a_name_that_ends_like_another_kind_is_asked_about_with_its_ending(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "a.b.acled.csv").touch()
    dialog, chosen = type_name(parent, tmp_path, "a.b")
    dialog.accept()
    question = open_question()
    assert question is not None
    assert question.text() == "a.b.acled.csv is there already. Replace it?"
    question.button(QMessageBox.StandardButton.Cancel).click()
    assert chosen == []
    dialog, chosen = type_name(parent, tmp_path, "a.b")
    dialog.accept()
    next(b for b in open_question().buttons() if b.text() == "Replace").click()
    assert chosen == [tmp_path / "a.b.acled.csv"]


def test_the_formats_ending_need_not_be_written(parent: QWidget, tmp_path: Path) -> None:
    for name, full in (("a.b", "a.b.acled.csv"), ("a.ACLED.csv", "a.ACLED.csv"), ("a", "a.acled.csv"), ("a.png", "a.png")):
        dialog, chosen = type_name(parent, tmp_path, name)
        dialog.accept()
        assert [path.name for path in chosen] == [full]
