"""The rows of the event table: the event columns in the order asked, with details fetched for the rows that are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor

from desktop.resources import category_icon, category_styles
from desktop.session import Session
from desktop.theme import colours
from geodata.model import Category, Event, GeoPrecision, Status
from geodata.store.columns import DOUBTED_DEATHS, EventColumns, date_of
from geodata.store.grades import credibility
from geodata.wording import PRECISION_WORDS, STATUS_WORDS, shown, spot_name, who_words

BLOCK = 64  # rows whose details are fetched together
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_CATEGORIES, _STATUSES, _PRECISIONS = list(Category), list(Status), list(GeoPrecision)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `code` gives what a cheap one shows and sorts by, `detail` what needs the whole event."""

    title: str
    width: int
    text: Callable[[EventColumns, int], str] | None = None
    key: Callable[[EventColumns], NDArray[Any]] | None = None
    detail: Callable[[Event], str] | None = None
    shown: bool = True
    is_number: bool = False
    tells_origin: bool = False  # whether a person made the event, and whether only its article holds the words that are searched for


def _day_text(columns: EventColumns, row: int) -> str:
    """The first day as far as it is known: a whole month as 2023-08, a whole year as 2023."""
    first, last = date_of(int(columns.first_day[row])), date_of(int(columns.last_day[row]))
    if first is None or last is None:
        return "–"
    after = last + timedelta(days=1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1:
        return str(first.year)
    if first.day == after.day == 1 and (last.year, last.month) == (first.year, first.month):
        return f"{first:%Y-%m}"
    return first.isoformat()


def _deaths_text(columns: EventColumns, row: int) -> str:
    if columns.deaths[row] == DOUBTED_DEATHS:
        return "check"
    return f"{columns.deaths[row]:,}" if columns.deaths[row] >= 0 else "–"


def _deaths_rank(columns: EventColumns) -> NDArray[Any]:
    """What is to be checked stands by the largest."""
    return np.where(columns.deaths == DOUBTED_DEATHS, np.iinfo(np.int32).max, columns.deaths)


def _titles(columns: EventColumns, row: int) -> str:
    return category_styles()[_CATEGORIES[columns.category[row]]].title


def _category_rank(columns: EventColumns) -> NDArray[Any]:
    titles = [category_styles()[c].title for c in _CATEGORIES]
    return np.argsort(np.argsort(titles))[columns.category]


COLUMNS: tuple[Column, ...] = (
    Column("Date", 102, _day_text, lambda c: c.first_day),
    Column("Category", 132, _titles, _category_rank),
    Column("Sub-event type", 148, detail=lambda e: e.sub_event_type, tells_origin=True),
    Column("Location", 118, detail=lambda e: spot_name(e) or "–"),
    Column("Precision", 108, lambda c, r: PRECISION_WORDS[_PRECISIONS[c.precision[r]]], lambda c: c.precision),
    Column("Deaths", 62, _deaths_text, _deaths_rank, is_number=True),
    Column("Status", 94, lambda c, r: STATUS_WORDS[_STATUSES[c.status[r]]], lambda c: c.status),
    Column("Country", 72, lambda c, r: c.countries[c.country[r]] or "–", lambda c: c.country, shown=False),
    Column("Actors", 170, detail=who_words, shown=False),
    Column("Injured", 66, detail=lambda e: "–" if e.injured is None else f"{e.injured:,}", shown=False, is_number=True),
    Column("Event type", 160, detail=lambda e: e.event_type, shown=False),
    Column("Articles", 70, detail=lambda e: str(len({p.article_id for p in e.evidence})), shown=False, is_number=True),
    Column("Score", 62, lambda c, r: f"{c.score[r]:.2f}", lambda c: c.score, shown=False, is_number=True),
    Column("Credibility", 76, lambda c, r: str(credibility(c)[r]), credibility, shown=False, is_number=True),
    Column("Origins", 66, lambda c, r: str(c.origins[r]), lambda c: c.origins, shown=False, is_number=True),
    Column("Place as written", 118, detail=lambda e: shown(e.location or "–", limit=60), shown=False),
    Column("Tags", 118, detail=lambda e: shown(", ".join(e.tags) or "–", limit=80), shown=False),
    Column("Coded by", 118, detail=lambda e: shown(e.coder or "–", limit=60), shown=False),
)


class EventTable(QAbstractTableModel):
    """Only the events under the session's mask, sorted."""

    def __init__(self, session: Session, *, dark: bool) -> None:
        super().__init__(session)
        self._session = session
        self._dark = dark
        self._order: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._positions: dict[int, int] | None = None
        self._details: dict[str, Event] = {}
        self._by_hand: set[str] | None = None
        self._sorting = (0, Qt.SortOrder.DescendingOrder)
        session.opened.connect(self._forget)
        session.changed.connect(self._forget)
        session.filtered.connect(self._arrange)

    def set_dark(self, *, dark: bool) -> None:
        """Draw the icons for the dark or the light theme."""
        self._dark = dark
        self.layoutChanged.emit()

    @Slot()
    def _forget(self) -> None:
        self._details.clear()
        self._by_hand = None

    @Slot()
    def _arrange(self) -> None:
        self.beginResetModel()
        rows = np.flatnonzero(self._passing())
        column, direction = self._sorting
        if len(rows):
            keys = self._keys(column, rows)
            order = np.argsort(keys, kind="stable")
            rows = rows[order if direction == Qt.SortOrder.AscendingOrder else order[::-1]]
            aside = self._session.aside[rows]
            rows = np.concatenate((rows[~aside], rows[aside]))  # what holds the words that are searched for comes first
        self._order, self._positions = rows, None
        self.endResetModel()

    def _passing(self) -> NDArray[np.bool_]:
        """True for the events that the table lists."""
        return self._session.mask

    def _keys(self, column: int, rows: NDArray[np.intp]) -> NDArray[Any]:
        columns = self._columns()
        if key := COLUMNS[column].key:
            return key(columns)[rows]
        events = {e.event_id: e for e in self._session.events(columns.ids[row] for row in rows)}
        self._details.update(events)
        values = [self._detail(column, events[columns.ids[row]]) for row in rows]
        if COLUMNS[column].is_number:
            return np.array([int(v.replace(",", "")) if v != "–" else -1 for v in values])
        return np.array([v.casefold() for v in values], dtype=object)

    def _detail(self, column: int, event: Event) -> str:
        detail = COLUMNS[column].detail
        assert detail is not None
        return detail(event)

    def _columns(self) -> EventColumns:
        assert self._session.columns is not None
        return self._session.columns

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by any column; those of the event's details are read for all rows shown."""
        self._sorting = (column, order)
        self._arrange()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Events under the mask."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """All columns, hidden ones too."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return COLUMNS[section].title
        return _alignment(section) if role == _ROLE.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """Text, alignment, and the symbol of the category."""
        if role == _ROLE.DisplayRole:
            return self.text(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return _alignment(index.column())
        if role == _ROLE.ForegroundRole and self._session.aside[self._order[index.row()]]:
            return QColor(colours().muted)
        if role == _ROLE.DecorationRole and COLUMNS[index.column()].text is _titles:
            category = _CATEGORIES[self._columns().category[self._order[index.row()]]]
            return category_icon(category, dark=self._dark, size=16)
        return None

    def text(self, position: int, column: int) -> str:
        """What the cell shows."""
        row = int(self._order[position])
        text = COLUMNS[column].text
        if text is not None:
            return text(self._columns(), row)
        event_id = self.id_at(position)
        if event_id not in self._details:
            block = range(position, min(position + BLOCK, len(self._order)))
            self._details.update((e.event_id, e) for e in self._session.events(map(self.id_at, block)))
        words = self._detail(column, self._details[event_id])
        if not COLUMNS[column].tells_origin:
            return words
        by_hand = " · by hand" if event_id in self._made_by_hand() else ""
        return f"{'in the same article · ' if self._session.aside[row] else ''}{words}{by_hand}"  # a narrow column cuts what comes last

    def _made_by_hand(self) -> set[str]:
        if self._by_hand is None:
            self._by_hand = self._session.made_by_hand()
        return self._by_hand

    def id_at(self, position: int) -> str:
        """The event in a row of the table."""
        return self._columns().ids[int(self._order[position])]

    def row_of(self, event_id: str) -> int | None:
        """The row of an event in the table; None where the filter hides it."""
        return next(iter(self.rows_of((event_id,))), None)

    def rows_of(self, event_ids: Iterable[str]) -> list[int]:
        """The rows of these events in the table, in the order asked; those that the filter hides are left out."""
        if self._session.columns is None:
            return []
        if self._positions is None:
            self._positions = {int(r): position for position, r in enumerate(self._order)}
        rows = self._session.columns.ids.rows_of(event_ids).tolist()
        return [self._positions[row] for row in rows if row in self._positions]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
