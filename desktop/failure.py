"""What happens when something is raised that nobody caught: a sentence for the user, or a full report of a bug."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from importlib import metadata
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit

from desktop.labels import GAP, column, label
from geodata.errors import GeodataError

APOLOGY = "This is a fault in Dateline. What was saved is safe. Please send this report to whoever looks after it."
log = logging.getLogger(__name__)


def version() -> str:
    """Dateline's version; a checkout that was never installed has none."""
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return "(checkout)"


def report(error: BaseException) -> str:
    """All that is needed to find a bug: versions and the traceback."""
    versions = f"Dateline {version()}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return f"{versions}\n\n{''.join(traceback.format_exception(error))}"


class FailureDialog(QDialog):
    """The report of a bug, to copy."""

    def __init__(self, text: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 440)
        layout = column(self, margin=GAP * 2)
        layout.addWidget(label(APOLOGY, wrap=True))
        self.view = QPlainTextEdit(text, readOnly=True)
        self.view.setAccessibleName("Report")
        layout.addWidget(self.view, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())


class Failures(QObject):
    """Takes exceptions from any thread; those that the user can be told go to `told`, the others open a report."""

    raised = Signal(object)  # queued from other threads

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__()
        self._told = told
        self.raised.connect(self.take)

    def install(self) -> None:
        """Become `sys.excepthook`, which PySide calls for exceptions in slots too."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.raised.emit(error)

    @Slot(object)
    def take(self, error: BaseException) -> None:
        """Tell or report `error`."""
        if isinstance(error, GeodataError):
            self._told(str(error))
            return
        log.error("Unexpected failure", exc_info=error)
        self.dialog = FailureDialog(report(error))
        self.dialog.open()
