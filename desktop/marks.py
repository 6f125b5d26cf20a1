"""Article text in a text widget with the spans of its evidence marked; the text is inserted plain, never as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.theme import Mark, colours, marks
from geodata.model import Evidence, Span
from geodata.wording import display_text, utf16_offset

LINE_HEIGHT = 135.0  # per cent
MAX_SHOWN = 400_000  # code points; Qt lays out one endless line slowly


def show_text(view: QTextEdit, text: str, spans: Iterable[Span] = (), *, start: int = 0) -> None:
    """Fill `view` with `text`, which begins at offset `start` of its article, and mark `spans`."""
    shown = display_text(text[:MAX_SHOWN])
    view.clear()
    cursor = view.textCursor()
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(block)
    cursor.insertText(shown, QTextCharFormat())
    styles = marks()
    for span in spans:
        _format(view, shown, span.start_char - start, span.end_char - start, _mark_format(styles[span.kind]))
    view.setTextCursor(QTextCursor(view.document()))


def tint_evidence(view: QTextEdit, text: str, evidence: Sequence[Evidence], *, spot: Evidence | None) -> None:
    """Shade the sentences of `evidence` in the whole article text that `view` shows, `spot` the most, and mark their spans."""
    shown = display_text(text[:MAX_SHOWN])
    evidence = [*evidence, spot] if spot else evidence
    for piece in evidence:
        shade = QTextCharFormat()
        shade.setBackground(QColor(colours().notice if piece == spot else colours().hover))
        _format(view, shown, piece.start_char, piece.end_char, shade)
    styles = marks()
    for piece in evidence:
        for span in piece.spans:
            _format(view, shown, span.start_char, span.end_char, _mark_format(styles[span.kind]))


def scroll_to(view: QTextEdit, text: str, start: int) -> None:
    """Bring offset `start` of the article text to the upper part of `view`."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(_position(view, display_text(text[:MAX_SHOWN]), start))
    view.setTextCursor(cursor)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.cursorRect(cursor).top() - view.viewport().height() // 4)


def _format(view: QTextEdit, shown: str, start: int, end: int, look: QTextCharFormat) -> None:
    cursor = QTextCursor(view.document())
    cursor.setPosition(_position(view, shown, start))
    cursor.setPosition(_position(view, shown, end), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)


def _position(view: QTextEdit, shown: str, index: int) -> int:
    last = view.document().characterCount() - 1
    return max(0, min(last, utf16_offset(shown, max(0, index))))


def _mark_format(mark: Mark) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(mark.tint))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor(mark.line))
    return look
