"""The articles that a search found: title, source and day, and some of their words with those searched for marked."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from desktop.labels import GAP
from desktop.lines import KEY, SECOND, paint_ground, paint_lines
from desktop.theme import colours
from geodata.months import day_words
from geodata.store.finding import Hit
from geodata.wording import counted, display_text, shown, utf16_offset

EXCERPT, MARKED = Qt.ItemDataRole.UserRole + 2, Qt.ItemDataRole.UserRole + 3
ROWS = 3  # of the excerpt
HEIGHT = 112
_Index = QModelIndex | QPersistentModelIndex


class HitsList(QListWidget):
    """Texts are untrusted and drawn as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Articles found")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_HitDelegate(self))

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """List these."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(shown(hit.title, limit=120))
            day = day_words(hit.published) if hit.published else "day not known"
            events = counted(hit.events, "event") if hit.events else "no events"
            second = " · ".join(filter(None, (events, shown(hit.source or "", limit=40), day)))
            excerpt = display_text(hit.excerpt).replace("\n", " ")
            item.setData(KEY, hit.article_id)
            item.setData(SECOND, second)
            item.setData(EXCERPT, excerpt)
            item.setData(MARKED, [(utf16_offset(excerpt, a), utf16_offset(excerpt, b)) for a, b in hit.marked])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {second}: {shown(hit.excerpt)}")
            item.setToolTip(f"<p>{escape(item.text())}<br>{escape(second)}</p>")
            self.addItem(item)


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = QRect(option.rect)
        paint_ground(painter, rect, option.state)
        left, width = rect.left() + 2 * GAP, rect.width() - 3 * GAP
        paint_lines(painter, QRect(left, rect.top(), width, rect.height()), index)
        painter.setPen(QColor(colours().text))
        _draw_excerpt(painter, QRect(left, rect.top() + 49, width, HEIGHT - 54), index.data(EXCERPT), index.data(MARKED))


def _draw_excerpt(painter: QPainter, room: QRect, text: str, marked: list[tuple[int, int]]) -> None:
    """So many lines, those around the first marked word where it would not be seen."""
    layout = QTextLayout(text, painter.font())
    layout.setTextOption(QTextOption())
    formats = []
    for start, end in marked:
        span = QTextLayout.FormatRange()
        span.start, span.length = start, end - start
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setBackground(QColor(colours().notice))
        span.format = look
        formats.append(span)
    layout.setFormats(formats)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room.width())
        lines.append(line)
    layout.endLayout()
    first_marked = marked[0][0] if marked else 0
    at = next((i for i, line in enumerate(lines) if line.textStart() <= first_marked < line.textStart() + line.textLength()), 0)
    first = max(0, min(at - 1, len(lines) - ROWS))
    height = painter.fontMetrics().height() + 1
    for number, line in enumerate(lines[first : first + ROWS]):
        line.draw(painter, QPointF(room.left(), room.top() + number * height - line.position().y()))
