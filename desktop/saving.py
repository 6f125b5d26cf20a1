"""The question where to write a file: its name has the right ending before a person says whether what is there may be replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from geodata.wording import shown

Then = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, kinds: Mapping[str, str], start: Path | str, then: Then) -> QFileDialog:
    """Ask for a name, with `start` in the field; `then` gets the path. Returns the open question.

    `kinds` are what Qt offers to choose from, each with the ending that it stands for, such as ".acled.csv"; "" for any name.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([*kinds])
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
    dialog.selectFile(str(start))
    dialog.fileSelected.connect(lambda name: _named(parent, Path(name), tuple(kinds.values()), kinds[dialog.selectedNameFilter()], then))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _named(parent: QWidget, path: Path, endings: tuple[str, ...], ending: str, then: Then) -> None:
    """Qt adds the ending to a name without a dot alone, and has asked about that one."""
    if path.name.lower().endswith(endings):
        then(path)
        return
    path = path.with_name(f"{path.name}{ending}")
    if not path.exists():
        then(path)
        return
    question = QMessageBox(QMessageBox.Icon.Warning, "Replace a file", f"{shown(path.name)} is there already. Replace it?", parent=parent)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setTextFormat(Qt.TextFormat.PlainText)
    replace = question.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
    question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
    replace.clicked.connect(lambda: then(path))
    question.open()
