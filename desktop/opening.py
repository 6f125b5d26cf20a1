"""The question which files or which folder to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

ONE, SEVERAL, FOLDER = QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory


def ask_files(
    parent: QWidget, title: str, kinds: str, then: Callable[[Sequence[Path]], object], *, mode: QFileDialog.FileMode = ONE
) -> QFileDialog:
    """Ask for what is there already; `kinds` is what Qt offers, empty for all. `then` gets the paths. Returns the open question."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(mode)
    if kinds:
        dialog.setNameFilter(kinds)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
