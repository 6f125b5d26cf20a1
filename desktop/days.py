"""Days in the window: one look for every field that asks for a day."""

from __future__ import annotations

import calendar
import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QLineEdit, QToolTip, QWidget

from geodata.months import month_of, short_day


def day_edit(name: str, parent: QWidget | None = None) -> QDateEdit:
    """A field with a calendar, on today; its months are in English as all words of the window are."""
    edit = QDateEdit(parent)
    edit.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))  # a week begins on Monday
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("d MMM yyyy")
    edit.setAccessibleName(name)
    edit.setKeyboardTracking(False)
    edit.setDate(QDate.currentDate())
    return edit


def python_date(day: QDate) -> date:
    """The same day for Python."""
    return date(day.year(), day.month(), day.day())


def qt_date(day: date) -> QDate:
    """The same day for Qt."""
    return QDate(day.year, day.month, day.day)


HOW = "Write a day as 28 Aug 2023 or 2023-08-28; a month or a year alone is all of it."
_WRITTEN = re.compile(
    r"(?:(?P<day>\d{1,2})\s+)?(?P<name>[^\W\d_]{3,9})\.?,?\s+(?P<year>\d{4})|(?P<year_2>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day_2>\d{1,2}))?)?",
    re.IGNORECASE,
)


def parse_day(text: str, *, last: bool) -> date:
    """The day that a person wrote; of a month or a year its first day, or its `last`.

    Raises:
        ValueError: it is no day; the message tells how to write one.
    """
    words = " ".join(text.split()).casefold()
    if words == "today":
        return date.today()  # noqa: DTZ011 - the user's own
    found = _WRITTEN.fullmatch(words)
    if found is None:
        raise ValueError(HOW)
    year = int(found["year"] or found["year_2"])
    month, day = (month_of(found["name"]) if found["name"] else found["month"]), found["day"] or found["day_2"]
    if found["name"] and month is None:
        raise ValueError(HOW)
    try:
        first = date(year, int(month or (12 if last else 1)), int(day or 1))
        return first if day or not last else first.replace(day=calendar.monthrange(year, first.month)[1])
    except ValueError as error:
        raise ValueError("There is no such day.") from error


class DayField(QLineEdit):
    """A day to be typed, or none; what cannot be read stays there to be mended, with how to write it."""

    chosen = Signal(object)  # date, or None where it was emptied

    def __init__(self, name: str, *, last: bool, empty: str = "") -> None:
        """`last`: a month or a year means its last day; `empty` says what no day means."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.setToolTip(HOW)
        self.day: date | None = None
        self._typed = ""  # what `day` was read from, where a person wrote it
        self._last = last
        self._can_be_empty = bool(empty)
        self.editingFinished.connect(self._read)

    def set_day(self, day: date | None) -> None:
        """Show it, unless the user is writing another."""
        if day != self.day:
            self.day, self._typed = day, ""
        elif self.hasFocus():
            return
        self._show()

    def reading(self, *, last: bool) -> date | None:
        """The day, with a month or a year that was typed meaning its first or its `last` day, whatever the field is for."""
        return parse_day(self._typed, last=last) if self._typed else self.day

    def _show(self) -> None:
        self.setText(short_day(self.day) if self.day else "")
        self._mark(wrong=False)

    def _read(self) -> None:
        text = self.text().strip()
        try:
            day = parse_day(text, last=self._last) if text or not self._can_be_empty else None
        except ValueError as error:
            self._mark(wrong=True)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), str(error), self)
            return
        is_other = day != self.day
        self.day, self._typed = day, text
        self._show()
        if is_other:
            self.chosen.emit(day)

    def _mark(self, *, wrong: bool) -> None:
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings back the day that stands."""
        if event.key() == Qt.Key.Key_Escape:
            self._show()
        super().keyPressEvent(event)
