"""The tray beside the map: events that no point or no day can stand for, listed by what is not known of them."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHBoxLayout, QPushButton, QTableView, QWidget

from desktop.event_table import COLUMNS, EventTable
from desktop.labels import GAP, column, heading, label, link, styled
from desktop.session import Session
from desktop.snapshot.facts import number
from desktop.theme import is_dark
from geodata.store.columns import NO_DAY

WIDTH = 340
_SHOWN = ("Date", "Category", "Deaths", "Place as written")


class Apart(Enum):
    """Why an event does not stand at a point or on the timeline: its words for the counts and for the tray, and what that means."""

    NOWHERE = "not located", "Not located", "No place of these is known, so they are on no map."
    AREA = "known only to an area", "Area only", "These are drawn as their shaded area with a count, never as a point."
    UNDATED = "without a date", "No date", "These are on no timeline; they are shown only while no period is set."


class TrayPanel(QWidget):
    """Closed until one of its two counts, which stand in the status bar, is pressed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Events beside the map")
        self.setMinimumWidth(WIDTH)
        self._session = session
        self.kind = Apart.NOWHERE
        self.counts = {kind: link("", name=f"List the events {kind.value[0]}") for kind in Apart}
        self._choices = {kind: QPushButton() for kind in Apart}
        self.why = label(role="muted", wrap=True)
        self.close_button = link("Close", name="Close the list of events beside the map")
        self.table = _ApartTable(session, self)
        self.list = self._make_list()
        self._arrange()
        self._connect()
        self.hide()

    def _make_list(self) -> QTableView:
        made = QTableView()
        made.setAccessibleName("Events beside the map")
        made.setModel(self.table)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setIconSize(QSize(16, 16))
        made.setTabKeyNavigation(False)
        made.verticalHeader().hide()
        made.horizontalHeader().hide()
        made.horizontalHeader().setStretchLastSection(True)
        for index, each in enumerate(COLUMNS):
            made.setColumnHidden(index, each.title not in _SHOWN)
            made.setColumnWidth(index, each.width - (GAP if each.title == "Category" else 0))
        return made

    def _arrange(self) -> None:
        layout = column(self, gap=GAP)
        layout.setContentsMargins(0, GAP, 0, 0)
        top, kinds = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(GAP + GAP // 2, 0, GAP + GAP // 2, 0)
        top.addWidget(heading("Beside the map"), 1)
        top.addWidget(self.close_button)
        kinds.setContentsMargins(GAP + GAP // 2, 0, GAP, 0)
        kinds.setSpacing(0)
        for place, (kind, button) in zip(("first", "middle", "last"), self._choices.items(), strict=True):
            styled(button, "segment")
            button.setAccessibleName(f"List the events {kind.value[0]}")
            button.setCheckable(True)
            button.setProperty("place", place)
            kinds.addWidget(button)
        kinds.addStretch(1)
        self.why.setContentsMargins(GAP + GAP // 2, 0, GAP, 0)
        layout.addLayout(top)
        layout.addLayout(kinds)
        layout.addWidget(self.why)
        layout.addWidget(self.list, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self.table.set_dark(dark=is_dark())

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for kind in Apart:
            group.addButton(self._choices[kind])
            self._choices[kind].clicked.connect(lambda _=False, kind=kind: self.open(kind))
            self.counts[kind].clicked.connect(lambda _=False, kind=kind: self.open(kind))
        self.close_button.clicked.connect(self.hide)
        self.list.selectionModel().selectionChanged.connect(self._select)
        self._session.filtered.connect(self._count)

    def open(self, kind: Apart) -> None:
        """Show the events of that kind."""
        self.kind = kind
        self.why.setText(kind.value[2])
        self._choices[kind].setChecked(True)
        self.show()
        self.table.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _count(self) -> None:
        for kind in Apart:
            count = int(apart(self._session, kind).sum())
            self.counts[kind].setText(f"{number(count)} {kind.value[0]}")
            self._choices[kind].setText(f"{kind.value[1]}  {number(count)}")

    @Slot()
    def _select(self) -> None:
        ids = [self.table.id_at(index.row()) for index in self.list.selectionModel().selectedRows()]
        if ids:
            self._session.select(ids, move=True)


class _ApartTable(EventTable):
    """Only those of one kind, and only while somebody looks."""

    def __init__(self, session: Session, tray: TrayPanel) -> None:
        self._tray = tray
        super().__init__(session, dark=is_dark())

    def refresh(self) -> None:
        """List anew."""
        self._arrange()

    def _passing(self) -> NDArray[np.bool_]:
        mask = apart(self._session, self._tray.kind)
        return mask & (not self._tray.isHidden())


def apart(session: Session, kind: Apart) -> NDArray[np.bool_]:
    """True for the events of that kind that pass the filter; those without a date pass no period, so that it is left out for them."""
    columns = session.columns
    if columns is None:
        return np.zeros(0, dtype=np.bool_)
    if kind is Apart.UNDATED:
        undated: NDArray[np.bool_] = session.mask_where(first_date=None, last_date=None) & (columns.first_day == NO_DAY)
        return undated
    shown: NDArray[np.bool_] = session.mask & np.isnan(columns.latitude) & ((columns.area != 0) == (kind is Apart.AREA))
    return shown
