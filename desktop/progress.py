"""How far the running task is, in the status bar, with Cancel."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.labels import GAP, label, link
from desktop.tasks import Runner, Task
from geodata.model import Progress
from geodata.wording import shown


class ProgressStrip(QWidget):
    """Follows a runner; hidden while it is idle."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._text = label(role="muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Progress")
        self.cancel = link("Cancel", name="Cancel the running task")
        self.cancel.clicked.connect(runner.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        for widget in (self._text, self._bar, self.cancel):
            row.addWidget(widget)
        runner.started.connect(self._follow)
        runner.idle.connect(self.hide)
        self.hide()

    @Slot(object)
    def _follow(self, task: Task) -> None:
        self._text.setText(f"{task.title}…")
        self._bar.setRange(0, 0)
        task.progressed.connect(self._show)
        self.show()

    @Slot(object)
    def _show(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        count = f"{progress.done:,} of {progress.total:,} · " if progress.total else ""
        self._text.setText(count + shown(progress.label, limit=48))
