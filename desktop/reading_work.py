"""The events of the article that is open, one after the other by keys, and what is decided about them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.dialogs.side_by_side import SideBySideDialog
from geodata.model import Event, Evidence
from geodata.wording import REVIEW_WORDS, counted, date_words, place_words, what_words

if TYPE_CHECKING:
    from desktop.window import MainWindow

KEYS = "N next, P previous, A accept, E edit, M move on the map, R reject, J same event as, D another event"


class ReadingWork(QObject):
    """The keys hold while the article has the focus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        review = window.review
        for key, handler in (
            ("N", self.next), ("P", self.previous), ("A", review.accept), ("E", review.edit), ("R", review.reject),
            ("J", window.merging.join), ("D", window.detail.part_chosen), ("M", self._move),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(key), window.reader.view, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(handler)
        self._session.selected.connect(self._tell)
        self._session.reading.connect(self._tell)
        self._session.changed.connect(self._tell)

    def next(self) -> None:
        """Select the next event of the article, at its words; after the last the first."""
        self._step(1)

    def previous(self) -> None:
        """Select the one before."""
        self._step(-1)

    def open_article(self) -> None:
        """Open the article of the selected event at its words, and give it the keyboard, so that its keys hold."""
        self._window.detail.open_article()
        if self._window.reader.article is not None:
            self._window.reader.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def side_by_side(self) -> None:
        """Two articles that tell of the selected event, beside each other."""
        [event] = self._session.events(self._session.selection)
        articles = self._session.articles_of(piece.article_id for piece in event.evidence)
        if len(articles) < 2:
            self._window.messages.tell("Only one article tells of this event." if articles else "No article tells of this event.")
            return
        self.dialog = SideBySideDialog(event, articles, self._window)
        self.dialog.show()

    def _move(self) -> None:
        self._window.moving.start()

    def told(self) -> list[tuple[Event, Evidence]]:
        """The events of the article in the order of its text, each with its first words there; rejected ones too."""
        article_id = self._window.reader.article_id
        if article_id is None:
            return []
        events = self._session.events_of(article_id)
        return [(event, next(p for p in event.evidence if p.article_id == article_id)) for event in events]

    def _step(self, step: int) -> None:
        told = self.told()
        if not told:
            self._window.messages.tell("This article tells of no event.")
            return
        at = self._at(told)
        event, piece = told[(at + step) % len(told) if at is not None else self._at_caret(told, step)]
        self._session.select([event.event_id], move=True)
        self._session.read(piece.article_id, piece)
        self._window.reader.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _at(self, told: list[tuple[Event, Evidence]]) -> int | None:
        return next((n for n, (event, _) in enumerate(told) if (event.event_id,) == self._session.selection), None)

    def _at_caret(self, told: list[tuple[Event, Evidence]], step: int) -> int:
        """Where none is selected: the next one from where the reader's caret stands, or the one before."""
        caret = self._window.reader.caret()
        if step > 0:
            return next((n for n, (_, piece) in enumerate(told) if piece.end_char > caret), 0)
        return next((n for n, (_, piece) in reversed(list(enumerate(told))) if piece.start_char < caret), len(told) - 1)

    @Slot()
    def _tell(self) -> None:
        """Which of its events is selected, in words under the title."""
        told = self.told()
        at = self._at(told)
        if at is None:
            words = f"{counted(len(told), 'event')} told here" if told else ""
        else:
            event, _ = told[at]
            judged = REVIEW_WORDS[event.review].lower()
            words = " · ".join((f"Event {at + 1} of {len(told)}", what_words(event), place_words(event), date_words(event), judged))
        self._window.reader.show_told(words, KEYS)
