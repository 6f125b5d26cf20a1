"""Network: every request that left this machine in this sitting."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QHeaderView, QTableView, QWidget

from desktop.labels import GAP, column, label, styled
from geodata.outgoing import Outgoing, Request
from geodata.wording import counted, shown

COLUMNS = ("Time", "Server", "What was asked", "Answer", "Size", "Why")
WIDTHS = (88, 190, 260, 96, 72)
SOON = 200  # milliseconds: a burst of requests is shown at once
_AWAITED = "waiting"
_LONGEST = 300  # characters of a cell
Index = QModelIndex | QPersistentModelIndex


class RequestModel(QAbstractTableModel):
    """The list as a table, the latest first."""

    def __init__(self, log: Outgoing) -> None:
        super().__init__()
        self._log = log
        self.rows: tuple[Request, ...] = ()
        self.read()

    @Slot()
    def read(self) -> None:
        """Take over what is new."""
        self.beginResetModel()
        self.rows = self._log.requests()[::-1]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """One a request."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """As COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Their titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Plain text; the whole of it as a tooltip."""
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(self.rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:  # Qt guesses whether it is HTML
            return f"<p>{escape(cells(self.rows[index.row()])[index.column()])}</p>"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == COLUMNS.index("Size"):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class NetworkDialog(QDialog):
    """Stays beside the window and follows what leaves."""

    _changed = Signal()  # from any thread

    def __init__(self, log: Outgoing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Network")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 420)
        self._log = log
        self.model = RequestModel(log)
        self.summary = label(wrap=True)
        self.table = QTableView()
        self.table.setAccessibleName("Requests that left this machine")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        styled(self.table, "framed")
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in enumerate(WIDTHS):
            header.resizeSection(section, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton("Copy list", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.copy.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._read)
        self._changed.connect(self._wait)
        log.changed = self._changed.emit
        self.finished.connect(self._leave)
        self._read()

    @Slot()
    def _wait(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _read(self) -> None:
        self.model.read()
        self.summary.setText(in_words(self.model.rows, self._log.count))

    @Slot()
    def _leave(self) -> None:
        self._log.changed = lambda: None

    @Slot()
    def _copy(self) -> None:
        lines = [COLUMNS, *map(cells, self.model.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


def in_words(requests: tuple[Request, ...], count: int) -> str:
    """How much left, for whom."""
    if not count:
        return "Nothing has left this machine since Dateline was started."
    hosts = {request.host for request in requests}
    received = sum(request.received for request in requests)
    words = f"{counted(count, 'request')} to {counted(len(hosts), 'server')}, {_size(received)} received"
    more = f" Only the latest {len(requests):,} are listed." if count > len(requests) else ""
    return f"{words} since Dateline was started. Keys and user names are not shown and not kept.{more}"


def cells(request: Request) -> tuple[str, ...]:
    """One row."""
    at = request.at.astimezone(datetime.now().astimezone().tzinfo)
    size = _size(request.received) if request.received else ""
    path = shown(request.path, limit=_LONGEST)
    return f"{at:%H:%M:%S}", shown(request.host, limit=100), path, request.status or _AWAITED, size, shown(request.why, limit=100)


def _size(count: int) -> str:
    return f"{count:,} B" if count < 1000 else f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1e6:,.1f} MB"
