"""Imports events of a dataset: asks for the file, shows what its columns become, and writes all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.dialogs.import_events import ImportEventsDialog
from desktop.opening import ask_files
from desktop.tasks import Task
from geodata.errors import GeodataError
from geodata.gazetteer.search import Gazetteer
from geodata.imports.importing import Imported, Preview, import_file, name_of, preview, samples
from geodata.imports.mapping import Mapping, read
from geodata.model import Progress

if TYPE_CHECKING:
    from desktop.window import MainWindow

_KINDS = "Tables of events (*.csv *.tsv *.txt *.geojson *.json *.zip);;All files (*)"
_MOST = 40  # mappings that are remembered


class ImportWork(QObject):
    """One file at a time; the mapping that was chosen for a table with the same columns is suggested the next time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._gazetteer: Gazetteer | None = None
        self.dialog: ImportEventsDialog | None = None
        self._task: Task | None = None
        self._is_looking = False

    def open(self) -> None:
        """Ask for a file."""
        self.chooser = ask_files(self._window, "Import events", _KINDS, lambda paths: self.look_at(paths[0]))

    def look_at(self, file: Path) -> None:
        """Read the first rows of a file, then ask what becomes of its columns."""
        if self._is_looking or self.dialog is not None:
            self._window.messages.tell("One file at a time: finish the import that is open first.")
            return
        self._is_looking = True
        task = Task(partial(_looked, file), f"Looking at {file.name}")
        task.succeeded.connect(self._ask)
        task.failed.connect(self._tell_unusable)
        task.finished.connect(self._end_looking)
        self._window.runner.start(task)

    @Slot()
    def _end_looking(self) -> None:
        self._is_looking = False

    @Slot(object)
    def _tell_unusable(self, error: Exception) -> None:
        if isinstance(error, GeodataError):
            self._window.messages.tell(str(error))
        else:
            self._window.intake.failed.emit(error)

    @Slot(object)
    def _ask(self, found: tuple[Path, Preview, Gazetteer]) -> None:
        file, seen, self._gazetteer = found
        kept = self._remembered(seen)
        self.dialog = ImportEventsDialog(
            file.name,
            seen,
            partial(_samples, seen, self._gazetteer),
            self._window,
            mapping=kept[0] if kept else None,
            dataset=kept[1] if kept else "",
            named=lambda kind: name_of(kind, file),
        )
        self.dialog.asked.connect(partial(self._import, file, seen))
        self.dialog.stopped.connect(self._stop)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _import(self, file: Path, seen: Preview, mapping: Mapping, dataset: str) -> None:
        project, dialog = self._session.project, self.dialog
        assert project is not None
        assert dialog is not None
        self._remember(seen, mapping, dataset)
        self._task = Task(partial(_imported, project.path, file, mapping, dataset), "Importing events")
        self._task.progressed.connect(dialog.follow)
        self._task.succeeded.connect(self._finish)
        self._task.failed.connect(self._fail)
        self._task.cancelled.connect(self._tell_stopped)
        self._window.runner.start(self._task)

    @Slot(object)
    def _finish(self, done: Imported) -> None:
        self._session.refresh(done.changes)
        failures = done.changes.failures
        if failures:
            more = f", the first {len(failures)} of {done.refused:,}" if done.refused > len(failures) else ""
            show = partial(self._window.files.show_failures, failures, f"The other rows came in{more}.")
            self._window.messages.tell(f"{done.told()}.", action="Show", handler=show)
        else:
            self._window.messages.tell(f"{done.told()}.")
        if self.dialog:
            self.dialog.finish()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, GeodataError) and self.dialog:
            self.dialog.fail(str(error))
            return
        if self.dialog:
            self.dialog.finish()
        self._tell_unusable(error)

    @Slot()
    def _stop(self) -> None:
        if self._task:
            self._task.cancel()

    @Slot()
    def _tell_stopped(self) -> None:
        self._window.messages.tell("Stopped. Nothing came in; the project is as it was.")
        if self.dialog:
            self.dialog.finish()

    @Slot()
    def _forget(self) -> None:
        self.dialog = self._task = None
        if self._gazetteer:
            self._gazetteer.close()
        self._gazetteer = None

    # What is remembered

    def _remembered(self, seen: Preview) -> tuple[Mapping, str] | None:
        kept = self._all_remembered().get(_key(seen))
        with suppress(ValueError, KeyError, TypeError, IndexError):  # of another version: the columns' names tell
            return (read(kept["mapping"]), str(kept["dataset"])) if kept else None
        return None

    def _remember(self, seen: Preview, mapping: Mapping, dataset: str) -> None:
        kept = self._all_remembered()
        kept.pop(_key(seen), None)
        kept[_key(seen)] = {"mapping": mapping.written(), "dataset": dataset}
        self._window.preferences.imports = json.dumps(dict(list(kept.items())[-_MOST:]))

    def _all_remembered(self) -> dict[str, Any]:  # JSON
        with suppress(ValueError):
            kept = json.loads(self._window.preferences.imports or "{}")
            return kept if isinstance(kept, dict) else {}
        return {}


def _key(seen: Preview) -> str:
    """Tables with the same columns have the same."""
    return hashlib.sha256("\x1f".join(seen.header).encode()).hexdigest()[:16]


def _samples(seen: Preview, gazetteer: Gazetteer, mapping: Mapping) -> list[Any]:
    return list(samples(seen, mapping, gazetteer))


def _looked(file: Path) -> Generator[Progress, None, tuple[Path, Preview, Gazetteer]]:
    from geodata.gazetteer.build import ensure
    from geodata.gazetteer.search import default_path

    yield Progress(done=0, total=0, label=file.name)
    seen = preview(file)
    path = yield from ensure(default_path())
    return file, seen, Gazetteer.open(path)


def _imported(project: Path, file: Path, mapping: Mapping, dataset: str) -> Generator[Progress, None, Imported]:
    from geodata.gazetteer.search import default_path

    with Gazetteer.open(default_path()) as gazetteer:
        return (yield from import_file(project, file, gazetteer, mapping=mapping, dataset=dataset))
