"""Pages and slides that carry their view: opened, they show it again in the project that it belongs to, or say what is missing."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot

from desktop.opening import ask_files
from desktop.snapshot.paper import Snapshot
from desktop.snapshot.reopen import snapshot_of
from desktop.tasks import Task
from geodata.articles.files import SUFFIXES as ARTICLES
from geodata.errors import ContentError, GeodataError
from geodata.export.carried import SUFFIXES, NoViewError, read_view
from geodata.export.view import View
from geodata.model import Progress
from geodata.store import project as project_file
from geodata.wording import counted, shown

if TYPE_CHECKING:
    from desktop.window import MainWindow


class _Found(NamedTuple):
    """What a worker read from a file: its view, or why there is none."""

    path: Path
    view: View | ContentError
    follow: bool  # to the project that it belongs to
    is_dropped: bool


class ViewWork(QObject):
    """Remembers the view that was opened last, for Export snapshot."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._view: View | None = None
        self._session.opened.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._view = None

    @staticmethod
    def takes(paths: Sequence[Path]) -> bool:
        """True for one file that may carry a view."""
        return len(paths) == 1 and paths[0].suffix.lower() in SUFFIXES

    def ask(self) -> None:
        """Ask for a page or slides."""
        kinds = f"Pages and slides of Dateline ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"
        self.question = ask_files(self._window, "Open view of a page", kinds, lambda paths: self.open(paths[0]))

    def open(self, path: Path, *, follow: bool = False, is_dropped: bool = False) -> None:
        """Show the view that a file carries; with `follow`, in the project that it belongs to, where that is known.

        A file that was dropped, carries none and may be an article is read as that.
        """
        task = Task(partial(_read, path, follow=follow, is_dropped=is_dropped), f"Opening {shown(path.name, limit=60)}")
        task.succeeded.connect(self._take)
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)

    def page(self) -> Snapshot | None:
        """The page that was opened, while its filter is still the present one."""
        view = self._view
        return snapshot_of(view) if view is not None and view.event_filter == self._session.filter else None

    @Slot(object)
    def _take(self, found: _Found) -> None:
        path, view, follow, is_dropped = found
        if isinstance(view, NoViewError) and is_dropped and self._session.is_writable and path.suffix.lower() in ARTICLES:
            self._window.intake.add_paths([path])
        elif isinstance(view, ContentError):
            self._window.messages.tell(str(view))
        elif self._session.project is not None and self._session.project.mark() == view.project:
            self._show(path, view)
        else:
            self._miss(path, view, follow=follow)

    def _miss(self, path: Path, view: View, *, follow: bool) -> None:
        """Another project is open: the right one is among those that were open lately, or must be opened by hand."""
        project = next((recent for recent in self._window.preferences.recent if _mark_of(recent) == view.project), None)
        if project is not None and follow:
            self._open_and_show(project, path, view)
            return
        named = f"the project “{view.name}”" if view.name else "a project"
        words = f"{path.name} shows {named}, which is not open."
        if project is None:
            self._window.messages.tell(f"{words} Open it, then this file again.")
        else:
            self._window.messages.tell(words, action="Open it", handler=lambda: self._open_and_show(project, path, view))

    def _open_and_show(self, project: Path, path: Path, view: View) -> None:
        if self._session.open(project):
            self._show(path, view)

    def _show(self, path: Path, view: View) -> None:
        session = self._session
        assert session.columns is not None
        self._view = view
        session.set_filter(view.event_filter)
        ids = session.columns.ids
        there = ids.at(ids.rows_of(view.numbered))
        session.select(there)
        if view.extent is not None and self._window.map.view is not None:
            self._window.map.view.show_extent(view.extent)
        self._window.messages.tell(_told(path, view, int(session.mask.sum()), len(view.numbered) - len(there)))


def _told(path: Path, view: View, now: int, gone: int) -> str:
    """What the file showed, and what of it is otherwise now."""
    words = f"{path.name} showed {counted(view.shown, 'event')} of this project"
    other = f"; its filter lets {now:,} through today" if now != view.shown else ""
    lost = f"; {gone:,} of its numbered events {'is' if gone == 1 else 'are'} no longer there" if gone else ""
    return f"{words}{other}{lost}."


def _read(path: Path, *, follow: bool, is_dropped: bool) -> Generator[Progress, None, _Found]:
    yield Progress(done=0, total=0, label=path.name)
    try:
        return _Found(path, read_view(path), follow, is_dropped)
    except ContentError as error:
        return _Found(path, error, follow, is_dropped)


def _mark_of(path: Path) -> str | None:
    """The mark of a project's file; None where it cannot be opened."""
    with suppress(GeodataError), project_file.open(path, read_only=True) as opened:
        return opened.mark()
    return None
