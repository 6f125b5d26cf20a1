"""Named views of the map in the menu: kept, gone to, renamed, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QInputDialog, QMenu

from geodata.errors import GeodataError
from geodata.store import bookmarks
from geodata.store.bookmarks import Bookmark
from geodata.store.project import Project
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.window import MainWindow

LONGEST = 60  # characters of a name


class BookmarkWork(QObject):
    """The project keeps them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.menu = QMenu("&Bookmarks", window)
        self.menu.aboutToShow.connect(self._fill)
        self.ask = QInputDialog.getText  # tests answer in its place

    def add(self) -> None:
        """Keep what is on the map and the filter under a name."""
        view = self._window.map.view
        if view is not None and (name := self._ask_name("Bookmark this view", "")):
            kept = Bookmark(0, name, view.extent(), self._session.filter)
            if self._write(lambda project: bookmarks.add(project, kept)):
                self._window.messages.tell(f"Kept as “{name}” under Places, Bookmarks.")

    def go_to(self, bookmark: Bookmark) -> None:
        """The ground of a bookmark, and its filter."""
        if bookmark.event_filter is not None:
            self._session.set_filter(bookmark.event_filter)
        if self._window.map.view is not None:
            self._window.map.view.show_extent(bookmark.extent)

    def rename(self, bookmark: Bookmark) -> None:
        """Give it another name."""
        if name := self._ask_name("Rename bookmark", bookmark.name):
            self._write(lambda project: bookmarks.rename(project, bookmark.number, name))

    def remove(self, bookmark: Bookmark) -> None:
        """Forget it; the message offers it back."""
        if self._write(lambda project: bookmarks.remove(project, bookmark.number)):
            words = f"The bookmark “{bookmark.name}” was removed."
            self._window.messages.tell(words, action="Undo", handler=lambda: self._bring_back(bookmark))

    def _bring_back(self, bookmark: Bookmark) -> None:
        if self._write(lambda project: bookmarks.add(project, bookmark)):
            self._window.messages.hide()

    def _ask_name(self, title: str, name: str) -> str:
        """What the user types on one line; empty where there is nothing to do."""
        text, ok = self.ask(self._window, title, "Name:", text=name)
        return shown(text, limit=LONGEST) if ok else ""

    def _write(self, change: Callable[[Project], object]) -> bool:
        """Whether it is in the file now; if not, the user knows why."""
        if self._session.project is None:
            return False
        try:
            change(self._session.project)
        except GeodataError as error:
            self._window.messages.tell(str(error))
            return False
        return True

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        self.menu.addAction(self._window.actions_by_id["add_bookmark"])
        project = self._session.project
        kept = bookmarks.every(project) if project is not None else []
        if kept:
            self.menu.addSeparator()
            self._list(self.menu, kept, self.go_to, numbered=True)
        if kept and self._session.is_writable:
            self.menu.addSeparator()
            self._list(self.menu.addMenu("&Rename"), kept, self.rename)
            self._list(self.menu.addMenu("Re&move"), kept, self.remove)

    def _list(self, menu: QMenu, kept: list[Bookmark], do: Callable[[Bookmark], None], *, numbered: bool = False) -> None:
        """An entry each; the first nine go by their number."""
        for number, bookmark in enumerate(kept, start=1):
            key = f"&{number}  " if numbered and number < 10 else ""
            menu.addAction(key + shown(bookmark.name, limit=LONGEST).replace("&", "&&")).triggered.connect(partial(do, bookmark))
