"""What the commands about tags and notes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.dialogs.remarks import RemarksDialog
from geodata import tagging
from geodata.model import Changes, Event
from geodata.remarks import SENSITIVE, Remarks
from geodata.store.project import Project
from geodata.wording import counted, date_words, place_words, shown, what_words

if TYPE_CHECKING:
    from desktop.window import MainWindow


class RemarkWork(QObject):
    """Asks, and keeps what is told with its line in the trail."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._events: tuple[Event, ...] = ()
        self._shared: tuple[str, ...] = ()
        self._article = ""
        window.detail.tags_asked.connect(self.tag_events)
        window.detail.flagged.connect(self.flag_sensitive)
        window.reader.remarks_asked.connect(self.remark_article)

    @Slot()
    def tag_events(self) -> None:
        """Tags of the selected events: those that all of them bear stand in the line."""
        self._events = tuple(self._session.events(self._session.selection)) if self._session.is_writable else ()
        if not self._events:
            return
        first = self._events[0]
        self._shared = tuple(tag for tag in first.tags if all(tag in event.tags for event in self._events))
        one = f"{what_words(first)} · {date_words(first)} · {place_words(first)}"
        about = one if len(self._events) == 1 else f"{counted(len(self._events), 'event')}: the tags that all of them have"
        self._open("Tags", about, Remarks(tags=self._shared), has_note=False)
        self.dialog.decided.connect(self._tag)

    @Slot()
    def flag_sensitive(self) -> None:
        """Flag the coordinates of the selected events as sensitive; where all of them are, take the flags away."""
        events = self._session.events(self._session.selection) if self._session.is_writable else ()
        if not events:
            return
        ids, by, is_off = (
            [event.event_id for event in events],
            self._window.preferences.by(),
            all(SENSITIVE in event.tags for event in events),
        )

        def flag(project: Project) -> Changes:
            return tagging.tag(project, ids, by, **{"remove" if is_off else "add": [SENSITIVE]})

        whose = f"The coordinates of {counted(len(ids), 'event')}"
        self._window.review.carry_out(flag, f"{whose} are sensitive no more." if is_off else f"{whose} are flagged as sensitive.")

    @Slot()
    def remark_article(self) -> None:
        """Note and tags of the article that is open."""
        article = self._window.reader.article
        if article is None or not self._session.is_writable:
            return
        self._article = article.article_id
        self._open("Note and tags", f"“{shown(article.title, limit=120)}”", article.remarks, has_note=True)
        self.dialog.decided.connect(self._remark)

    def _open(self, title: str, about: str, remarks: Remarks, *, has_note: bool) -> None:
        self.dialog = RemarksDialog(title, about, remarks, self._session.tags(), self._window, has_note=has_note)
        self.dialog.open()

    @Slot(object)
    def _tag(self, remarks: Remarks) -> None:
        ids, by = [event.event_id for event in self._events], self._window.preferences.by()
        remove = tuple(tag for tag in self._shared if tag not in remarks.tags)

        def tag(project: Project) -> Changes:
            return tagging.tag(project, ids, by, add=remarks.tags, remove=remove)

        self._window.review.carry_out(tag, "Tagged.")

    @Slot(object)
    def _remark(self, remarks: Remarks) -> None:
        article_id, by = self._article, self._window.preferences.by()
        self._window.review.carry_out(lambda project: tagging.remark(project, article_id, remarks, by), "Kept.")
