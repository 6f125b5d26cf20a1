"""The list of articles, with the number of their events or the reason why they could not be used."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidgetItem

from desktop.lines import KEY, LinesList
from desktop.session import Session
from geodata.articles.language import language_title
from geodata.months import day_words
from geodata.store.articles import ArticleRow
from geodata.wording import counted, shown, uncoded_words

LISTED = 2_000  # articles; a longer list is for the search


class ArticlesPanel(LinesList):
    """All articles of the project; a click opens one in the reader."""

    def __init__(self, session: Session) -> None:
        super().__init__("Articles")
        self._session = session
        session.opened.connect(self._fill)
        session.changed.connect(self._fill)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)

    @Slot()
    def _fill(self) -> None:
        """Anew, with the same article chosen at the same height."""
        item, height = self.currentItem(), self.verticalScrollBar().value()
        kept = item.data(KEY) if item is not None and item.isSelected() else None
        self.clear()
        for row in self._session.articles(limit=LISTED):
            item = self.add(shown(row.title, limit=120), _state(row), key=row.article_id)
            if words := language_title(row.language):
                item.setToolTip(f"{item.toolTip().removesuffix('</p>')}<br>{escape(words)}</p>")
            if row.article_id == kept:
                self.setCurrentItem(item)
            if row.reason is not None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)  # there is no text to open
        if (left := self._session.article_count() + self._session.unused_count() - LISTED) > 0:
            more = self.add(f"{left:,} older articles", "Search for them above", key="")
            more.setFlags(Qt.ItemFlag.NoItemFlags)
        self.verticalScrollBar().setValue(height)

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        self._session.read(item.data(KEY))


def _state(row: ArticleRow) -> str:
    if row.reason is not None:
        return f"Not used: {shown(row.reason, limit=160)}"
    none = uncoded_words(row.language, has_events=False) or "no events"
    count = counted(row.events, "event") if row.events else none
    day = day_words(row.published) if row.published else "day not known"
    return " · ".join(filter(None, (count, shown(row.source or "", limit=40), day)))
