"""The switch of the layer of military facilities, its day, and what its symbols mean."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.days import DayField
from desktop.facilities import CERTAINTY_WORDS, FacilityLayer
from desktop.labels import GAP, ICON, label, link
from desktop.resources import SHARPNESS
from desktop.snapshot.symbols import draw_sign
from desktop.theme import is_dark
from geodata.events.holdings import Certainty


class FacilityControl(QWidget):
    """Edits the session's layer; the day follows the timeline until the user sets one."""

    def __init__(self, layer: FacilityLayer) -> None:
        super().__init__()
        self._layer = layer
        self.check = QCheckBox("Facilities")
        self.check.setToolTip("Military bases and camps, under the events")
        self.day = DayField("Facilities as of", last=True)
        self.follow = link("Follow timeline", name="Facilities as of the last day of the timeline")
        self.legend = _Legend()
        self._more = QWidget()
        self.check.clicked.connect(layer.set_on)
        self.day.chosen.connect(layer.set_day)
        self.follow.clicked.connect(self._follow)
        self._arrange()
        layer.changed.connect(self._fill)
        self._fill()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addWidget(self.check)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(ICON.width() + GAP, 0, 0, 0)
        more.setSpacing(GAP // 2)
        row = QHBoxLayout()
        row.addWidget(label("As of"))
        row.addWidget(self.day, 1)
        more.addLayout(row)
        more.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignRight)
        more.addWidget(self.legend)
        layout.addWidget(self._more)

    @Slot()
    def tint(self) -> None:
        """Symbols follow the theme."""
        self.check.setIcon(QIcon(_picture(Certainty.KNOWN)))
        self.check.setIconSize(ICON)
        self.legend.tint()

    @Slot()
    def _fill(self) -> None:
        self.check.setChecked(self._layer.is_on)
        self._more.setVisible(self._layer.is_on)
        if self._layer.is_on:
            self.day.set_day(self._layer.day)
            self.follow.setVisible(not self._layer.follows)
            self.legend.set_counts(Counter(mark.certainty for mark in self._layer.marks))

    @Slot()
    def _follow(self) -> None:
        self._layer.set_day(None)


class _Legend(QWidget):
    """A line for each way in which a facility is drawn, with its count."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._icons: dict[Certainty, QLabel] = {}
        self.counts: dict[Certainty, QLabel] = {}
        for certain, words in CERTAINTY_WORDS.items():
            self._icons[certain], self.counts[certain] = QLabel(), label(role="count")
            row = QHBoxLayout()
            row.setSpacing(GAP)
            row.addWidget(self._icons[certain])
            row.addWidget(label(words.capitalize(), role="muted"), 1)
            row.addWidget(self.counts[certain], 0, Qt.AlignmentFlag.AlignRight)
            layout.addLayout(row)

    def tint(self) -> None:
        for certain, icon in self._icons.items():
            icon.setPixmap(_picture(certain, size=14))

    def set_counts(self, counts: Counter[Certainty]) -> None:
        for certain, count in self.counts.items():
            count.setText(f"{counts[certain]}" if counts[certain] else "–")


def _picture(certain: Certainty, *, size: int = ICON.width()) -> QPixmap:
    pixmap = QPixmap(size * SHARPNESS, size * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_sign(painter, QRectF(pixmap.rect()), certain, dark=is_dark(), ink=QColor())
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    return pixmap
