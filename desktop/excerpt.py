"""One linked excerpt: the words of an event with their spans marked, and the way to the whole article."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QWidget

from desktop.labels import GAP, column, label, link, styled
from desktop.marks import show_text
from desktop.theme import marks
from geodata.model import Article, Evidence, SpanKind
from geodata.wording import publication_words, shown

MARK_WORDS = {
    SpanKind.PLACE: "Place",
    SpanKind.TRIGGER: "Trigger",
    SpanKind.DATE: "Date",
    SpanKind.ACTOR: "Actor",
    SpanKind.DEATHS: "Deaths",
}


class Excerpt(QFrame):
    """A card with the article's title, the evidence and a link; a click on it is `chosen`."""

    chosen = Signal()
    opened = Signal(str, object)  # article id, Evidence
    parted = Signal(str)  # article id: what it tells is another event

    def __init__(self, article: Article, evidence: Evidence, *, can_part: bool = False) -> None:
        super().__init__()
        styled(self, "card")
        self.setAccessibleName(f"Excerpt of {shown(article.title, limit=80)}")
        self._article, self._evidence, self.article_id = article, evidence, article.article_id
        layout = column(self, margin=GAP + 4, gap=GAP // 2)
        layout.addWidget(label(shown(article.title, limit=160), wrap=True))
        layout.addWidget(label(byline(article), role="muted", wrap=True))
        layout.addSpacing(GAP // 2)
        self.view = FittedText()
        self.view.setAccessibleName("Words of the article")
        self.view.viewport().installEventFilter(self)
        self.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        layout.addWidget(self.view)
        self.link = link("Open article here", name="Open the whole article at this excerpt")
        self.link.clicked.connect(self.open)
        self.part_link = link("This is another event", name=f"{shown(article.title, limit=80)} tells of another event")
        self.part_link.clicked.connect(self.part)
        if not can_part:
            self.part_link.hide()
        row = QHBoxLayout()
        row.addWidget(self.link)
        row.addStretch(1)
        row.addWidget(self.part_link)
        layout.addLayout(row)
        show_text(self.view, self.words(), evidence.spans, start=evidence.start_char)

    def words(self) -> str:
        """The evidence, exactly as it stands in the article."""
        return self._article.text[self._evidence.start_char : self._evidence.end_char]

    def quotation(self) -> str:
        """The words with their source, for the clipboard."""
        return f"“{self.words()}”\n{self._article.title}, {byline(self._article)}"

    @Slot()
    def open(self) -> None:
        """Ask for the whole article at this spot."""
        self.opened.emit(self._article.article_id, self._evidence)

    @Slot()
    def part(self) -> None:
        """Ask for an event of its own for what this article tells."""
        self.parted.emit(self._article.article_id)

    def mouseReleaseEvent(self, _event: object) -> None:
        """A click anywhere on the card."""
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words, unless they were being selected."""
        if event.type() == QEvent.Type.MouseButtonRelease and not self.view.textCursor().hasSelection():
            self.chosen.emit()
        return super().eventFilter(watched, event)


class FittedText(QTextEdit):
    """A read-only text as high as its words."""

    def __init__(self) -> None:
        super().__init__()
        styled(self, "bare")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2 * self.frameWidth() + 4)

    def sizeHint(self) -> QSize:
        """As high as its words; the width is the panel's."""
        return QSize(200, self.height())


class MarkLegend(QWidget):
    """What the marks mean, for the kinds that occur."""

    def __init__(self, kinds: set[SpanKind], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        styles = marks()
        for kind, words in MARK_WORDS.items():
            if kind in kinds:
                chip = label(words)
                mark = styles[kind]
                chip.setStyleSheet(f"background: {mark.tint}; border-bottom: 2px solid {mark.line}; padding: 1px 5px; font-size: 12px;")
                row.addWidget(chip)
        row.addStretch(1)
        self.setVisible(bool(kinds))


def byline(article: Article) -> str:
    """Source and publication day in one line."""
    day = publication_words(article.published, datetime.now(tz=UTC).date())
    return f"{shown(article.source, limit=80)} · {day}" if article.source else day
