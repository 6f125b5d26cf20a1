"""The reader: one whole article, its events' words and its place names marked, at the spot asked for."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QHelpEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QToolTip, QWidget

from desktop.excerpt import byline
from desktop.labels import GAP, column, label, styled
from desktop.marks import MAX_SHOWN, scroll_to, show_text, tint_evidence
from desktop.original_line import OriginalLine
from desktop.places import Question
from desktop.remarks_line import RemarksLine
from desktop.session import Session
from desktop.theme import colours
from desktop.toponym_marks import Offsets, ToponymLegend, mark_toponyms, state_of
from geodata.articles.language import language_title
from geodata.model import Article, Evidence, Resolution
from geodata.wording import display_text, shown, uncoded_words

EMPTY = "Open an article from an excerpt or from the list of articles."
MOST_SHADED = 500  # words searched for, in one article
LONGEST = 120  # characters that may be made a place
_BUTTON_EDGE, _LEAST_ROOM = 24, 60  # pixels: what stands around a button's words, and the least that some of them need


class ReaderPanel(QWidget):
    """Shows what the session asks to read; a click on a place name asks for its card."""

    words_selected = Signal()  # or no longer
    remarks_asked = Signal()  # note and tags of the article
    event_asked = Signal()  # the selected words tell of one

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Article")
        self._session = session
        self.article: Article | None = None
        self._spot: Evidence | None = None
        self._asked: tuple[int, int] | None = None  # the words whose card is open
        self._resolutions: list[Resolution] = []
        self._offsets = Offsets("")
        self.title = label(role="title", wrap=True)
        self.byline = label(role="muted", wrap=True)
        self.uncoded = label(wrap=True)
        self.original = OriginalLine()
        self.remarks = RemarksLine()
        self.remarks.asked.connect(self.remarks_asked)
        self.told = label(role="muted", wrap=True)
        self.told.hide()
        self.legend = ToponymLegend()
        self.view = self._make_view()
        self.make_button = QPushButton()
        self.make_button.setAccessibleName("Make a place of the selected words")
        self.make_button.clicked.connect(self.make_place)
        self.event_button = QPushButton("New event…")
        self.event_button.setAccessibleName("New event from the selected words")
        self.event_button.clicked.connect(self.event_asked)
        self.makers = QWidget()
        row = QHBoxLayout(self.makers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.event_button)
        row.addWidget(self.make_button, 1)
        self.makers.hide()
        layout = column(self, margin=GAP * 2, gap=GAP // 2)
        for widget in (self.title, self.byline, self.uncoded, self.original, self.remarks, self.legend, self.told):
            layout.addWidget(widget)
        layout.addSpacing(GAP)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.makers)
        session.reading.connect(self._open)
        session.opened.connect(self._close)
        session.changed.connect(self._reopen)
        session.placing.connect(self._mark_question)
        session.sought.connect(self._shade)
        self._close()

    def _make_view(self) -> QTextEdit:
        view = QTextEdit(readOnly=True, acceptRichText=False)
        styled(view, "bare")
        view.setAccessibleName("Text of the article")
        view.document().setDocumentMargin(0)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.selectionChanged.connect(self._show_button)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)
        return view

    @property
    def article_id(self) -> str | None:
        """The article that is open."""
        return self.article.article_id if self.article else None

    def changeEvent(self, event: QEvent) -> None:
        """Marks follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "view"):
            QTimer.singleShot(0, self, self._reopen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a place name, the pointer over one, and the menu of the selected words."""
        if isinstance(event, QContextMenuEvent):
            self._show_menu(event.globalPos())
            return True
        if isinstance(event, QHelpEvent):
            found = self._toponym_at(event.pos())
            QToolTip.showText(event.globalPos(), f"<p>{escape(_hint(found))}</p>" if found else "", self.view)
            return True
        if isinstance(event, QMouseEvent) and watched is self.view.viewport():
            found = self._toponym_at(event.position().toPoint())
            if event.type() == QEvent.Type.MouseMove:
                self.view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.IBeamCursor)
            released = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
            if released and found and not self.view.textCursor().hasSelection():
                self._ask(found.toponym.start_char, found.toponym.end_char, found)
        return super().eventFilter(watched, event)

    # What is shown

    @Slot(str, object)
    def _open(self, article_id: str, spot: Evidence | None) -> None:
        self._show(article_id, spot)
        assert self.article is not None
        scroll_to(self.view, self.article.text, spot.start_char if spot else 0)
        self.words_selected.emit()

    def _show(self, article_id: str, spot: Evidence | None) -> None:
        article = self.article = self._session.article(article_id)
        self._spot = spot
        self._resolutions = self._session.resolutions(article_id)
        self._offsets = Offsets(display_text(article.text[:MAX_SHOWN]))
        self.title.setText(shown(article.title))
        note = f"the first {MAX_SHOWN:,} characters" if len(article.text) > MAX_SHOWN else ""
        events = self._session.events_of(article_id)
        self.byline.setText(" · ".join(filter(None, (byline(article), language_title(article.language), note))))
        self.uncoded.setText(uncoded_words(article.language, has_events=bool(events)))
        self.uncoded.setVisible(bool(self.uncoded.text()))
        self.original.show_about(self._session.project, article_id)
        self.remarks.show_remarks(article.remarks, can_change=self._session.is_writable)
        self.legend.show_states({state_of(resolution) for resolution in self._resolutions})
        show_text(self.view, article.text)
        pieces = [p for event in events for p in event.evidence if p.article_id == article_id]
        tint_evidence(self.view, article.text, pieces, spot=spot)
        mark_toponyms(self.view, self._offsets, self._resolutions)
        self._shade()

    @Slot()
    def _reopen(self) -> None:
        """As it is now, at the same height."""
        if self.article is not None:
            height = self.view.verticalScrollBar().value()
            self._show(self.article.article_id, self._spot)
            self.view.verticalScrollBar().setValue(height)

    @Slot()
    def _close(self) -> None:
        self.article = self._spot = self._asked = None
        self._resolutions = []
        self.title.setText("No article open")
        self.byline.setText(EMPTY)
        self.uncoded.hide()
        self.original.show_about(None, "")
        self.remarks.hide()
        self.legend.show_states(set())
        self.view.clear()

    def show_told(self, words: str, hint: str) -> None:
        """Which of its events is selected; the hint tells what can be done then."""
        self.told.setText(words)
        self.told.setToolTip(f"<p>{escape(hint)}</p>")
        self.told.setVisible(bool(words))

    def caret(self) -> int:
        """Where the caret stands, as an offset of the text."""
        return self._offsets.index(self.view.textCursor().position())

    # Places in the text

    @Slot(object)
    def _mark_question(self, question: Question | None) -> None:
        mine = question is not None and question.article.article_id == self.article_id
        self._asked = (question.start_char, question.end_char) if question is not None and mine else None
        self._shade()

    @Slot()
    def _shade(self) -> None:
        """What is searched for and what is asked about, over the marks, without laying the text out anew."""
        sought = self._session.sought_in(self.article.article_id) if self.article else ()
        shades = [self._shaded(*stretch, colours().notice_edge) for stretch in sought[:MOST_SHADED]]
        if self._asked is not None:
            shades.append(self._shaded(*self._asked, colours().selection))
        self.view.setExtraSelections(shades)

    def _shaded(self, start_char: int, end_char: int, colour: str) -> QTextEdit.ExtraSelection:
        shade = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.view.document())
        last = self.view.document().characterCount() - 1
        start, end = (min(last, self._offsets.position(index)) for index in (start_char, end_char))
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        shade.cursor = cursor
        shade.format.setBackground(QColor(colour))
        return shade

    @Slot()
    def show_asked(self) -> None:
        """Bring the words whose card is open into view, where they are out of it."""
        if self._asked is None:
            return
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(min(self.view.document().characterCount() - 1, self._offsets.position(self._asked[0])))
        line, bar, height = self.view.cursorRect(cursor), self.view.verticalScrollBar(), self.view.viewport().height()
        if line.top() < 0 or line.bottom() > height:
            bar.setValue(bar.value() + line.top() - height // 4)

    def _toponym_at(self, spot: QPoint) -> Resolution | None:
        position = self.view.cursorForPosition(spot).position()
        index = self._offsets.index(position)
        found = next((r for r in self._resolutions if r.toponym.start_char <= index <= r.toponym.end_char), None)
        if found is None:
            return None
        cursor = self.view.textCursor()
        cursor.setPosition(self._offsets.position(found.toponym.end_char))
        last = self.view.cursorRect(cursor)
        is_beyond = index == found.toponym.end_char and (spot.x() > last.right() + 1 or spot.y() > last.bottom())
        return None if is_beyond else found

    def _ask(self, start: int, end: int, resolution: Resolution | None) -> None:
        assert self.article is not None
        self._session.ask_place(Question(self.article, start, end, resolution))

    def selected_words(self) -> tuple[int, int] | None:
        """Where the selected words stand, as whole words; None where there are none."""
        cursor = self.view.textCursor()
        if self.article is None or not cursor.hasSelection():
            return None
        text = self.article.text
        start, end = self._offsets.index(cursor.selectionStart()), self._offsets.index(cursor.selectionEnd())
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start == end:
            return None
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        return start, end

    def selected_span(self) -> tuple[int, int] | None:
        """The selected words, where they may be a name."""
        span = self.selected_words()
        if span is None or self.article is None or span[1] - span[0] > LONGEST or "\n" in self.article.text[slice(*span)]:
            return None
        return span

    @Slot()
    def make_place(self) -> None:
        """Ask which place the selected words mean."""
        span = self.selected_span()
        if span is not None:
            known = next((r for r in self._resolutions if (r.toponym.start_char, r.toponym.end_char) == span), None)
            self._ask(*span, known)

    @Slot()
    def _show_button(self) -> None:
        span = self.selected_span()
        self.makers.setVisible(self._session.is_writable and self.selected_words() is not None)
        self.make_button.setVisible(span is not None)
        if span is not None and self.article is not None:
            self.make_button.setText(self._making(shown(self.article.text[slice(*span)], limit=60)).replace("&", "&&"))
        self.words_selected.emit()

    def _making(self, words: str) -> str:
        """What the button says, the words as far as there is room for them beside the other button."""
        metrics, frame = self.make_button.fontMetrics(), "Make “{}” a place…"
        room = self.view.width() - self.event_button.sizeHint().width() - GAP - metrics.horizontalAdvance(frame) - _BUTTON_EDGE
        return frame.format(metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, _LEAST_ROOM)))

    def _show_menu(self, spot: QPoint) -> None:
        menu = self.view.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._session.is_writable and self.selected_words() is not None:
            first = menu.actions()[0]
            new = QAction("New event from these words…", menu)
            new.triggered.connect(self.event_asked)
            menu.insertAction(first, new)
            if self.selected_span() is not None:
                make = QAction("Make this a place…", menu)
                make.triggered.connect(self.make_place)
                menu.insertAction(first, make)
            menu.insertSeparator(first)
        self.menu = menu
        menu.popup(spot)


def _hint(resolution: Resolution) -> str:
    """What the pointer tells of a place name."""
    return shown(resolution.place.name, limit=80) if resolution.place else state_of(resolution).value.capitalize()
