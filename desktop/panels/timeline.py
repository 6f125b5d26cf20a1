"""The timeline: a row of controls over the histogram."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.brush import Period
from desktop.labels import GAP, column, label, link
from desktop.player import SPEEDS, Mode, Player
from desktop.resources import ui_icon
from desktop.session import Session
from desktop.snapshot.facts import number
from desktop.theme import colours
from desktop.timeline_strip import TimelineStrip
from geodata.months import day_words
from geodata.wording import counted

_ICONS = QSize(14, 14)


class TimelinePanel(QWidget):
    """Plays the time, tells the period and how many events it has."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Timeline")
        self._session = session
        self.strip = TimelineStrip(session)
        self.player = Player(self.strip)
        self.back = _button("Step back")
        self.play = _button("Play")
        self.forward = _button("Step forward")
        self.mode, self.speed = QComboBox(), QComboBox()
        self.words = label(role="muted")
        self.open_button = link("All days", name="Leave the period open")
        self.whole_button = link("Whole time", name="Show the whole time on the timeline")
        self._fill_choices()
        self._arrange()
        self._connect()
        self._tint()
        self._tell()

    def _fill_choices(self) -> None:
        self.mode.setAccessibleName("What plays")
        for mode in Mode:
            self.mode.addItem(mode.value, mode)
        self.speed.setAccessibleName("Speed")
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, GAP // 2, GAP + GAP // 2, 0)
        row.setSpacing(2)
        for button in (self.back, self.play, self.forward):
            row.addWidget(button)
        row.addSpacing(GAP // 2)
        for choice in (self.mode, self.speed):
            choice.view().setAccessibleName(choice.accessibleName())
            choice.setProperty("small", True)  # noqa: FBT003 - Qt's
            row.addWidget(choice)
        row.addSpacing(GAP)
        self.words.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # longer words may not push the panels while it plays
        row.addWidget(self.words, 1)
        for way_back in (self.open_button, self.whole_button):
            row.addWidget(way_back)
            row.addSpacing(GAP)
        layout = column(self, gap=0)
        layout.addLayout(row)
        layout.addWidget(self.strip, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.player.back)
        self.play.clicked.connect(self.player.toggle)
        self.forward.clicked.connect(self.player.forward)
        self.strip.play_pressed.connect(self.player.toggle)
        self.mode.currentIndexChanged.connect(lambda: setattr(self.player, "mode", self.mode.currentData()))
        self.speed.currentIndexChanged.connect(lambda: setattr(self.player, "speed", self.speed.currentData()))
        self.player.changed.connect(self._show_playing)
        self.open_button.clicked.connect(self._open_period)
        self.whole_button.clicked.connect(self.strip.show_all)
        self.strip.zoomed.connect(self._tell)
        self._session.filtered.connect(self._tell)
        self._session.opened.connect(self.player.stop)

    @Slot()
    def _open_period(self) -> None:
        self.player.stop()
        self.strip.set_period(Period(None, None))

    @Slot()
    def _tell(self) -> None:
        """The period in words and its events; what does not apply is away."""
        period, shown = self.strip.period, int(np.count_nonzero(self._session.mask))
        first, last = (day_words(day) if day else None for day in period)
        days = "All days" if period.is_open else f"{first or 'The start'} \N{EN DASH} {last or 'the end'}"
        self.words.setText(f"{days} \N{MIDDLE DOT} {counted(shown, 'event', number)}" if self._session.columns is not None else "")
        self.words.setAccessibleName(f"Period: {days}, {number(shown)} events")
        self.open_button.setVisible(not period.is_open)
        self.whole_button.setVisible(self.strip.is_zoomed)

    @Slot()
    def _show_playing(self) -> None:
        self.play.setText("Pause" if self.player.is_playing else "Play")
        self.play.setEnabled(not self.player.still)
        self.play.setToolTip("“No motion” is on: step by hand." if self.player.still else f"{self.play.text()} (Space)")
        self._tint()

    def _tint(self) -> None:
        colour = colours().text
        for button, name in (
            (self.back, "step-back"),
            (self.forward, "step-forward"),
            (self.play, "pause" if self.player.is_playing else "play"),
        ):
            button.setIcon(ui_icon(name, colour))

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "play"):
            self._tint()


def _button(words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setIconSize(_ICONS)
    return button
