"""The numbered discs that stand for candidates, in the list as on the map."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

from desktop.theme import base_font, colours

SIZE, SHARPNESS = 20, 3


def badge(words: str, *, is_chosen: bool) -> QIcon:
    """A disc with a number or a letter in it, filled where it is the chosen one."""
    pixmap = QPixmap(SIZE * SHARPNESS, SIZE * SHARPNESS)
    pixmap.setDevicePixelRatio(SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    look = colours()
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.accent), 1.5))
    painter.setBrush(QColor(look.accent if is_chosen else look.base))
    painter.drawEllipse(QRectF(1, 1, SIZE - 2, SIZE - 2))
    font = base_font()
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(look.on_accent if is_chosen else look.accent))
    painter.drawText(QRectF(0, 0, SIZE, SIZE), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return QIcon(pixmap)
