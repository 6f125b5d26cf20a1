"""What the gazetteer holds, and how to add to it: files of the user's, or a country fetched from GeoNames."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gazetteer_steps import Steps
from desktop.labels import GAP, column, heading, label, link, rule, styled
from desktop.lines import HEIGHT, LinesList
from desktop.opening import SEVERAL, ask_files
from desktop.tasks import Runner, Task
from geodata.errors import GeodataError
from geodata.model import Progress
from geodata.wording import shown

KINDS = "Places (*.zip *.txt *.geojson *.json *.gpkg)"
INTRO = "Add country files of GeoNames (.zip, .txt) for villages, districts, hills and wells, or boundaries (.geojson, .gpkg) with names."


class GazetteerDialog(QDialog):
    """Long work runs as a task with its progress here; closing the dialog does not stop it."""

    def __init__(self, path: Path, runner: Runner, parent: QWidget | None = None, *, steps: Steps, start: str = "") -> None:
        """`start`: the code of the country that is offered first."""
        super().__init__(parent)
        self.setWindowTitle("Gazetteer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(540, 430)
        self._path, self._runner, self._steps = path, runner, steps
        self._task: Task | None = None
        layout = column(self, margin=GAP * 2, gap=GAP)
        self.counts = label(role="title", wrap=True)
        self.kinds = label(role="muted", wrap=True)
        layout.addWidget(self.counts)
        layout.addWidget(self.kinds)
        layout.addSpacing(GAP)
        layout.addWidget(heading("Added"))
        self.added = LinesList("Files that were added")
        styled(self.added, "framed")
        self.added.setMinimumHeight(2 * HEIGHT)
        layout.addWidget(self.added, 3)
        self.nothing = label("Nothing was added yet.", role="muted")
        layout.addWidget(self.nothing)
        layout.addWidget(rule())
        self._make_adding(layout)
        self._make_progress(layout)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.country.setCurrentIndex(max(0, self.country.findData(start)))
        self._show()

    def _make_adding(self, layout: QVBoxLayout) -> None:
        self.add_button = QPushButton("Add files…")
        self.add_button.clicked.connect(self._ask_files)
        self.country = QComboBox()
        self.country.setAccessibleName("Country to download")
        self.country.setMinimumWidth(220)
        with suppress(GeodataError):  # told below, with what the gazetteer holds
            for code, name in self._steps.countries(self._path):
                self.country.addItem(shown(name, limit=60), code)
        self.download_button = QPushButton("Download")
        self.download_button.clicked.connect(self._download)
        self.what = label(role="muted", wrap=True)
        self.country.currentIndexChanged.connect(self._show_what)
        for button in (self.add_button, self.download_button):
            button.setAutoDefault(False)
        intro = label(INTRO, role="muted", wrap=True)
        for title, words, parts in (
            ("Your files", intro, [self.add_button]),
            ("From GeoNames", self.what, [self.country, self.download_button]),
        ):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            layout.addWidget(heading(title))
            layout.addWidget(words)
            layout.addLayout(row)
            layout.addSpacing(GAP // 2)
        self._show_what()

    def _make_progress(self, layout: QVBoxLayout) -> None:
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress")
        self.cancel = link("Cancel", name="Cancel what is being added")
        self.message = label(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout.addLayout(row)
        layout.addWidget(self.message)
        self.cancel.clicked.connect(self._cancel)
        self._show_busy(busy=False)

    # What is shown

    def _show(self) -> None:
        try:
            contents = self._steps.contents(self._path)
        except GeodataError as error:
            self.counts.setText("No gazetteer")
            self.kinds.setText(str(error))
            return
        self.counts.setText(f"{contents.places:,} places, {contents.names:,} names")
        self.kinds.setText(" · ".join(f"{count:,} {kind}" for kind, count in contents.kinds))
        self.added.clear()
        for name, words in contents.added:
            self.added.add(shown(name, limit=80), shown(words, limit=160), key=name)
        self.added.setVisible(bool(contents.added))
        self.nothing.setVisible(not contents.added)

    @Slot()
    def _show_what(self) -> None:
        self.what.setText(self._steps.what_is_fetched(self.country.currentData()) if self.country.count() else "")

    def _show_busy(self, *, busy: bool) -> None:
        for part in (self.bar, self.cancel):
            part.setVisible(busy)
        for control in (self.add_button, self.download_button, self.country):
            control.setEnabled(not busy)

    # What is done

    @Slot()
    def _ask_files(self) -> None:
        ask_files(self, "Add places", KINDS, self.add_files, mode=SEVERAL)

    def add_files(self, files: Sequence[Path]) -> None:
        """Build the gazetteer with these files in it."""
        path, add = self._path, self._steps.add
        self._start(Task(lambda: add(path, files), "Adding places"))

    @Slot()
    def _download(self) -> None:
        path, code, download = self._path, self.country.currentData(), self._steps.download
        if code:
            self._start(Task(lambda: download(path, code), "Downloading places"))

    def _start(self, task: Task) -> None:
        self._task = task
        task.progressed.connect(self._show_progress)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self.bar.setRange(0, 0)
        self.message.setText("")
        self._show_busy(busy=True)
        self._runner.start(task)

    @Slot()
    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.message.setText("Stopping…")

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.message.setText(shown(progress.label, limit=120))

    @Slot(object)
    def _finish(self, new: tuple[object, ...]) -> None:
        if new:
            self._end("Added. Articles that are read from now on use it.")
        else:
            self._end("Nothing new: all of it was added before.")

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GeodataError):
            self._end("Adding failed.")
            raise error
        self._end(str(error))

    @Slot()
    def _stop(self) -> None:
        self._end("Stopped. The gazetteer is as it was.")

    def _end(self, sentence: str) -> None:
        self._task = None
        self._show_busy(busy=False)
        self._show()
        self.message.setText(shown(sentence))
