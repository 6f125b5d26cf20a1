"""The tab of articles: a field that searches in all of them, above what it found, or above their list while it is empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from desktop.hits_list import HitsList
from desktop.labels import GAP, column, label, link
from desktop.lines import KEY
from desktop.session import Session
from geodata.errors import GeodataError
from geodata.model import Evidence
from geodata.store import finding
from geodata.store import project as project_file
from geodata.store.finding import Found
from geodata.wording import counted

PAUSE = 150  # milliseconds after the last key
HINT = 'All words must stand in an article; "words in quotes" one after the other; kon* begins so. Accents and case make no difference.'


class ArticleSearch(QWidget):
    """Searches in a thread of its own; the newest question wins."""

    _answered = Signal(int, object, str)  # number, Found or None, a sentence

    def __init__(self, session: Session, articles: QListWidget) -> None:
        super().__init__()
        self._session, self._number = session, 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)
        self._typing.timeout.connect(self._look)
        self._answered.connect(self._show)
        self.field = QLineEdit(placeholderText="Search in articles", clearButtonEnabled=True)
        self.field.setAccessibleName("Search in articles")
        self.field.setToolTip(f"<p>{HINT}</p>")
        self.field.textChanged.connect(self._type)
        self.field.returnPressed.connect(self._open_first)
        self.field.installEventFilter(self)
        self.told = label(role="muted", wrap=True)
        self.events_link = link("Only their events", name="Show only the events that this search finds")
        self.events_link.clicked.connect(self.filter_events)
        self.hits = HitsList()
        self.hits.itemClicked.connect(self._open)
        self.hits.itemActivated.connect(self._open)
        self.pages = QStackedWidget()
        self.pages.addWidget(articles)
        self.pages.addWidget(self.hits)
        layout = column(self, gap=0)
        head = column(top := QWidget(), margin=GAP * 2, gap=GAP)
        head.addWidget(self.field)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.events_link, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._line)
        self._line.hide()
        layout.addWidget(top)
        layout.addWidget(self.pages, 1)
        session.opened.connect(self.field.clear)
        session.changed.connect(self._look_again)

    @Slot(str)
    def _type(self, typed: str) -> None:
        if typed.strip():
            self._typing.start()
        else:
            self._number += 1  # an answer that is under way comes too late
            self._typing.stop()
            self._session.seek("")
            self._line.hide()
            self.pages.setCurrentIndex(0)

    @Slot()
    def _look_again(self) -> None:
        if self.field.text().strip():
            self._typing.start()

    @Slot()
    def _look(self) -> None:
        project = self._session.project
        if project is None:
            return
        self._number += 1
        number, path, typed = self._number, project.path, self.field.text()
        self._session.seek(typed)
        self._pool.start(lambda: self._answered.emit(number, *_search(path, typed)))

    @Slot(int, object, str)
    def _show(self, number: int, found: Found | None, problem: str) -> None:
        if number != self._number:
            return
        if found is None:
            self._session.failed.emit(problem)
            return
        self.told.setText(_told(found))
        self.events_link.setVisible(bool(found.hits))
        self._line.show()
        self.hits.show_hits(found.hits)
        self.pages.setCurrentWidget(self.hits)

    @Slot()
    def filter_events(self) -> None:
        """Show only the events of what is searched for: the text filter reads the same words in the same way."""
        self._session.set_filter(replace(self._session.filter, text=self.field.text()))

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        """The article, at the first of the words."""
        article_id = item.data(KEY)
        stretches = self._session.sought_in(article_id)
        spot = Evidence(article_id=article_id, start_char=stretches[0].start_char, end_char=stretches[0].end_char) if stretches else None
        self._session.read(article_id, spot)

    @Slot()
    def _open_first(self) -> None:
        if self.pages.currentWidget() is self.hits and self.hits.count():
            self.hits.setCurrentRow(0)
            self._open(self.hits.item(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down goes from the field to what was found, Escape empties it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                page = self.pages.currentWidget()
                assert page is not None
                page.setFocus(Qt.FocusReason.TabFocusReason)
                if isinstance(page, QListWidget) and page.currentRow() < 0:
                    page.setCurrentRow(0)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def shut_down(self) -> None:
        """Wait for the search that runs, or its thread would report to nobody."""
        self._typing.stop()
        self._pool.waitForDone()


def _search(path: Path, typed: str) -> tuple[Found | None, str]:
    try:
        with project_file.open(path, read_only=True) as project:
            return finding.search(project, typed), ""
    except GeodataError as error:
        return None, str(error)


def _told(found: Found) -> str:
    if not found.hits:
        return "No article holds these words."
    if found.total is None:
        return f"More than {finding.SORTED:,} articles, the last added {len(found.hits):,} listed"
    order = f", the newest {len(found.hits):,} listed" if found.total > len(found.hits) else ""
    return f"{counted(found.total, 'article')}{order}"
