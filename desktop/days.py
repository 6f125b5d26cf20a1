"""Days in the window: one look for every field that asks for a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget


def day_edit(name: str, parent: QWidget | None = None) -> QDateEdit:
    """A field with a calendar, on today."""
    edit = QDateEdit(parent)
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
