"""Lists of two lines an item: a title, and a quieter line under it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.labels import GAP
from desktop.theme import colours

KEY, SECOND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
HEIGHT, ICON_SIZE = 50, 20
_Index = QModelIndex | QPersistentModelIndex


class LinesList(QListWidget):
    """Each item carries a key; texts are untrusted and drawn as they are."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_LinesDelegate(self))

    def add(self, title: str, second: str, *, key: str, icon: QIcon | None = None) -> QListWidgetItem:
        """Append an item; the whole title is in its tool tip."""
        item = QListWidgetItem(title)
        item.setData(KEY, key)
        item.setData(SECOND, second)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {second}")
        item.setToolTip(f"<p>{escape(title)}<br>{escape(second)}</p>")  # Qt guesses whether a tool tip is HTML
        if icon is not None:
            item.setIcon(icon)
        self.addItem(item)
        return item


class _LinesDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = QRect(option.rect)
        paint_ground(painter, rect, option.state)
        left = rect.left() + 2 * GAP
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(left, rect.center().y() - ICON_SIZE // 2, ICON_SIZE, ICON_SIZE))
            left += ICON_SIZE + GAP + 4
        width = rect.right() - GAP - left
        paint_lines(painter, QRect(left, rect.top(), width, rect.height()), index)


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """What lies under an item: whether it is selected, under the mouse, or has the keys, and the line that parts it from the next."""
    look = colours()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(look.selection))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(look.hover))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(look.hairline))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height() - 1), QColor(look.accent))


def paint_lines(painter: QPainter, room: QRect, index: _Index) -> None:
    """The title and the quieter line under it, from the top of `room`, cut where they are too long."""
    look = colours()
    for top, role, colour in ((7, Qt.ItemDataRole.DisplayRole, look.text), (26, SECOND, look.muted)):
        text = painter.fontMetrics().elidedText(index.data(role), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(colour))
        painter.drawText(QRect(room.left(), room.top() + top, room.width(), 18), int(Qt.AlignmentFlag.AlignVCenter), text)
