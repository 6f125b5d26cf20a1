"""The reader: one whole article, its events' words marked, at the spot asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.excerpt import byline
from desktop.labels import GAP, column, label, styled
from desktop.marks import MAX_SHOWN, scroll_to, show_text, tint_evidence
from desktop.session import Session
from desktop.wording import shown
from geodata.model import Evidence

EMPTY = "Open an article from an excerpt or from the list of articles."


class ReaderPanel(QWidget):
    """Shows what the session asks to read."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Article")
        self._session = session
        self.article_id: str | None = None
        self._spot: Evidence | None = None
        self.title = label(role="title", wrap=True)
        self.byline = label(role="muted", wrap=True)
        self.view = QTextEdit(readOnly=True, acceptRichText=False)
        styled(self.view, "bare")
        self.view.setAccessibleName("Text of the article")
        self.view.document().setDocumentMargin(0)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = column(self, margin=GAP * 2, gap=GAP // 2)
        layout.addWidget(self.title)
        layout.addWidget(self.byline)
        layout.addSpacing(GAP)
        layout.addWidget(self.view, 1)
        session.reading.connect(self._open)
        session.opened.connect(self._close)
        session.changed.connect(self._reopen)
        self._close()

    def changeEvent(self, event: QEvent) -> None:
        """Marks follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "view"):
            QTimer.singleShot(0, self, self._reopen)

    @Slot(str, object)
    def _open(self, article_id: str, spot: Evidence | None) -> None:
        article = self._session.article(article_id)
        self.article_id, self._spot = article_id, spot
        self.title.setText(shown(article.title))
        note = f" · the first {MAX_SHOWN:,} characters" if len(article.text) > MAX_SHOWN else ""
        self.byline.setText(byline(article) + note)
        show_text(self.view, article.text)
        pieces = [p for event in self._session.events_of(article_id) for p in event.evidence if p.article_id == article_id]
        tint_evidence(self.view, article.text, pieces, spot=spot)
        scroll_to(self.view, article.text, spot.start_char if spot else 0)

    @Slot()
    def _reopen(self) -> None:
        if self.article_id is not None:
            self._open(self.article_id, self._spot)

    @Slot()
    def _close(self) -> None:
        self.article_id = self._spot = None
        self.title.setText("No article open")
        self.byline.setText(EMPTY)
        self.view.clear()
