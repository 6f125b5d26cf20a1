"""Two articles that tell of one event, side by side, each at its words; which two can be chosen where there are more."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from desktop.excerpt import byline
from desktop.labels import GAP, column, label
from desktop.marks import scroll_to, show_text, tint_evidence
from geodata.model import Article, Event
from geodata.wording import date_words, place_words, shown, what_words


class SideBySideDialog(QDialog):
    """Needs an event with evidence in two articles at least; stays open beside the window."""

    def __init__(self, event: Event, articles: Mapping[str, Article], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Side by side")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 620)
        self.sides = [_Side(event, articles, first, self) for first in (0, 1)]
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label(f"{what_words(event)} · {place_words(event)} · {date_words(event)}", role="title", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GAP * 2)
        for side in self.sides:
            row.addWidget(side, 1)
        layout.addLayout(row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Texts are scrolled once they have their size."""
        super().showEvent(event)
        for side in self.sides:
            QTimer.singleShot(0, side, side.show_chosen)


class _Side(QWidget):
    """One of the articles."""

    def __init__(self, event: Event, articles: Mapping[str, Article], first: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._event, self._articles = event, articles
        self.choice = QComboBox()
        self.choice.setAccessibleName(f"Article on the {'right' if first else 'left'}")
        for article in articles.values():
            self.choice.addItem(shown(article.title, limit=70), article.article_id)
        self.choice.setCurrentIndex(first)
        self.byline = label(role="muted", wrap=True)
        self.view = QTextEdit(readOnly=True, acceptRichText=False)
        self.view.setAccessibleName(f"Text on the {'right' if first else 'left'}")
        self.view.setTabChangesFocus(True)
        layout: QVBoxLayout = column(self, gap=GAP // 2)
        for widget in (self.choice, self.byline, self.view):
            layout.addWidget(widget)
        self.choice.currentIndexChanged.connect(self.show_chosen)

    @Slot()
    def show_chosen(self) -> None:
        """The whole text, with the words of the event marked, at the first of them."""
        article = self._articles[self.choice.currentData()]
        pieces = [piece for piece in self._event.evidence if piece.article_id == article.article_id]
        self.byline.setText(byline(article))
        show_text(self.view, article.text)
        tint_evidence(self.view, article.text, pieces, spot=pieces[0])
        scroll_to(self.view, article.text, pieces[0].start_char)
