"""The event table: every event that passes the filter, sortable, with columns by choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from desktop.event_table import COLUMNS, EventTable
from desktop.session import Session
from desktop.theme import is_dark

ROW_HEIGHT = 26


class EventsPanel(QTableView):
    """One row for each event; selecting one selects it everywhere and moves the map."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Events")
        self._session = session
        self._following = False
        self.table = EventTable(session, dark=is_dark())
        self.setModel(self.table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setIconSize(QSize(16, 16))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._prepare_header()
        self.selectionModel().selectionChanged.connect(self._select)
        self.clicked.connect(self._select)
        session.filtered.connect(self._mark)
        session.selected.connect(self._mark)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.reset_columns()

    def reset_columns(self) -> None:
        """Widths, order and choice of columns, and the sorting, as at first."""
        header = self.horizontalHeader()
        for index, column in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(index), index)
            header.resizeSection(index, column.width)
            header.setSectionHidden(index, not column.shown)
        self.sortByColumn(0, Qt.SortOrder.DescendingOrder)

    def follow_header(self) -> None:
        """Sort as the restored header says."""
        header = self.horizontalHeader()
        self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    @Slot(QPoint)
    def _choose_columns(self, spot: QPoint) -> None:
        menu = self.column_menu()
        menu.exec(self.horizontalHeader().mapToGlobal(spot))
        menu.deleteLater()

    def column_menu(self) -> QMenu:
        """A menu with a tick for each column that is shown; the last one cannot be hidden."""
        menu = QMenu(self)
        header = self.horizontalHeader()
        for index, column in enumerate(COLUMNS):
            action = QAction(column.title, menu, checkable=True)
            action.setChecked(not header.isSectionHidden(index))
            action.setEnabled(header.isSectionHidden(index) or header.count() - header.hiddenSectionCount() > 1)
            action.toggled.connect(lambda shown, index=index: header.setSectionHidden(index, not shown))
            menu.addAction(action)
        return menu

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self.table.set_dark(dark=is_dark())

    @Slot()
    def _select(self) -> None:
        """Tell the session which rows the user selected."""
        if self._following:
            return
        ids = [self.table.id_at(index.row()) for index in self.selectionModel().selectedRows()]
        if ids:
            self._following = True  # the rows are marked already
            self._session.select(ids, move=True)
            self._following = False

    @Slot()
    def _mark(self) -> None:
        """Select the rows of the session's selection."""
        if self._following:
            return
        self._following = True
        rows = self.table.rows_of(self._session.selection)
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.table.index(row, 0), self.table.index(row, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self.table.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.table.index(rows[0], self.horizontalHeader().logicalIndexAt(1)))
        self._following = False

    def next(self) -> None:
        """Select the event a row further down."""
        self._step(1)

    def previous(self) -> None:
        """Select the event a row further up."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        row = rows[0] + by if rows else 0
        if 0 <= row < self.table.rowCount():
            self._session.select([self.table.id_at(row)], move=True)
