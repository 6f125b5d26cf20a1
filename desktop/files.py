"""The questions that ask for files: projects, articles, exports."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.failures import FailuresDialog
from desktop.dialogs.paste import PasteDialog
from desktop.opening import FOLDER, ONE, SEVERAL, ask_files
from desktop.original_line import file_name, write_original
from desktop.saving import ask_file
from desktop.tasks import Task
from geodata.model import Article, Failure, Progress
from geodata.space.files import FORMATS as AREA_FORMATS

if TYPE_CHECKING:
    from desktop.window import MainWindow

PROJECTS = "Dateline project (*.gpkg)"


class FileQuestions(QObject):
    """Each method opens a dialog and leaves; what is chosen goes to the session or the intake."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.reader.original.asked.connect(self.save_original)

    def new_project(self) -> None:
        """Ask for a new file's name."""
        self._save("New project", {PROJECTS: ".gpkg"}, "untitled.gpkg", lambda path: self._window.session.open(path, new=True))

    def open_project(self) -> None:
        """Ask for a project file."""
        self._choose("Open project", PROJECTS, lambda paths: self._window.session.open(paths[0]))

    def add_articles(self) -> None:
        """Ask for article files."""
        from geodata.articles.files import SUFFIXES

        kinds = f"Articles ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"
        self._choose("Add articles", kinds, self._window.intake.add_paths, SEVERAL)

    def add_folder(self) -> None:
        """Ask for a folder of articles."""
        self._choose("Add folder", "", self._window.intake.add_paths, FOLDER)

    def ask_area(self, then: Callable[[Path], object]) -> None:
        """Ask for a file of polygons."""
        kinds = f"Areas ({' '.join(f'*{suffix}' for suffix in AREA_FORMATS)})"
        self._choose("Area from a file", kinds, lambda paths: then(paths[0]))

    def paste_article(self) -> None:
        """Ask for an article's text."""
        self.paste = PasteDialog(self._window)
        self.paste.pasted.connect(self._add_pasted)
        self.paste.open()

    @Slot(object)
    def _add_pasted(self, article: Article) -> None:
        self._window.intake.add_items([article])

    def show_failures(self, failures: Sequence[Failure], others: str = "") -> None:
        """List the files, or rows, that could not be used; `others` tells what became of the others."""
        self.failures = FailuresDialog(failures, self._window, others=others)
        self.failures.open()

    @Slot()
    def save_original(self) -> None:
        """Ask where what the open article was read from shall be written."""
        session, reader = self._window.session, self._window.reader
        about = reader.original.about
        if about is None or session.project is None or reader.article_id is None:
            return
        project, article_id = session.project.path, reader.article_id
        self._save("Save original", {"All files (*)": ""}, file_name(about), lambda path: self._write_original(project, article_id, path))

    def _write_original(self, project: Path, article_id: str, path: Path) -> None:
        task = Task(partial(write_original, project, article_id, path), "Saving original")
        task.succeeded.connect(self._tell_original)
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)

    @Slot(object)
    def _tell_original(self, path: Path) -> None:
        self._window.messages.tell(f"Wrote {path.name}: the very bytes that came in, as their hash confirms.")

    def save_copy(self) -> None:
        """Ask where a copy of the project shall be written."""
        project = self._window.session.project
        if project is not None:
            path = project.path
            self._save("Save a copy", {PROJECTS: ".gpkg"}, f"{path.stem} copy.gpkg", lambda chosen: self._write_copy(path, chosen))

    def _write_copy(self, path: Path, target: Path) -> None:
        task = Task(partial(_copied, path, target), "Saving a copy")
        task.succeeded.connect(self._tell_copied)
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)

    @Slot(object)
    def _tell_copied(self, target: Path) -> None:
        self._window.messages.tell(f"Saved a copy as {target.name}. What you change from now on is in the project alone.")

    def export_snapshot(self) -> None:
        """Ask how the briefing picture shall look, and make it."""
        from desktop.dialogs.export import ExportDialog

        session, panel = self._window.session, self._window.map
        assert panel.view is not None
        preferences = self._window.preferences
        wanted = self._window.views.page()
        self.export = ExportDialog(session, panel.view, self._window, author=preferences.author, wanted=wanted, draw=panel.show_as)
        self.export.author.textChanged.connect(lambda words: setattr(preferences, "author", words))
        self.export.open()

    def _choose(self, title: str, kinds: str, then: Callable[[Sequence[Path]], object], mode: QFileDialog.FileMode = ONE) -> None:
        self.dialog = ask_files(self._window, title, kinds, then, mode=mode)

    def ask_target(self, title: str, kinds: Mapping[str, str], name: str, then: Callable[[Path], object]) -> None:
        """Ask where to write a file; `kinds` as `ask_file` takes them."""
        self._save(title, kinds, name, then)

    def _save(self, title: str, kinds: Mapping[str, str], name: str, then: Callable[[Path], object]) -> None:
        self.dialog = ask_file(self._window, title, kinds, name, then)


def _copied(path: Path, target: Path) -> Generator[Progress, None, Path]:
    from geodata.store.backup import save_copy

    yield from save_copy(path, target)
    return target


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
