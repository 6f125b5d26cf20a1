"""Feeds: which ones the project has, how the last reading of each went, and reading them now. They are never read by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.labels import GAP, column, label, styled
from geodata.feeding import announcement
from geodata.months import short_day
from geodata.store.feeds import Feed
from geodata.wording import shown

COLUMNS = ("Feed", "Last success", "New", "Last error")
WIDTHS = (230, 164, 56)
NONE = "No feeds yet. Add the address of an RSS or Atom feed; nothing is asked until you press “Read now”."
READING = "Reading… The status bar of the window tells how far it is."


class FeedsDialog(QDialog):
    """Shows what the project holds; adding, removing and reading are asked for by signals."""

    added = Signal(str)  # an address as typed
    removed = Signal(object)  # tuple of numbers
    asked = Signal(object)  # tuple of numbers
    stopped = Signal()  # the reading that goes on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Feeds")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 440)
        self._feeds: tuple[Feed, ...] = ()
        self._is_reading, self._is_writable = False, True
        self.table = self._make_table()
        self.what = label(wrap=True)
        self.problem = label(role="muted", wrap=True)
        self.address = QLineEdit(placeholderText="https://news.example/feed.xml")
        self.address.setAccessibleName("Address of a feed")
        self.add = QPushButton("Add feed")
        self.remove = QPushButton("Remove")
        self.read = QPushButton("Read now")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.address.returnPressed.connect(self._add)
        self.remove.clicked.connect(lambda: self.removed.emit(self.chosen()))
        self.read.clicked.connect(self._read_or_stop)
        self.table.itemSelectionChanged.connect(self._change)
        self.address.textChanged.connect(self._change)
        self.address.setFocus()
        self._change()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        styled(table, "framed")
        table.setAccessibleName("Feeds of this project")
        table.setHorizontalHeaderLabels(COLUMNS)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)  # Qt's own signature
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in enumerate(WIDTHS):
            header.resizeSection(section, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(self.add)
        layout.addLayout(row)
        layout.addWidget(self.what)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.read, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        for button in (*buttons.buttons(), self.add):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        layout.addWidget(buttons)

    def show_feeds(self, feeds: Sequence[Feed], *, is_reading: bool = False, is_writable: bool = True) -> None:
        """The feeds as they are now; those that were chosen stay so."""
        chosen = {self._feeds[index.row()].number for index in self.table.selectionModel().selectedRows()}
        self._feeds, self._is_reading, self._is_writable = tuple(feeds), is_reading, is_writable
        self.table.setRowCount(len(feeds))
        self.table.clearSelection()
        mode = QAbstractItemView.SelectionMode
        self.table.setSelectionMode(mode.MultiSelection)
        for row, feed in enumerate(self._feeds):
            for section, words in enumerate(cells(feed)):
                item = QTableWidgetItem(words)
                item.setToolTip(hint(feed))
                self.table.setItem(row, section, item)
            if feed.number in chosen:
                self.table.selectRow(row)
        self.table.setSelectionMode(mode.ExtendedSelection)
        self._change()

    def tell(self, sentence: str) -> None:
        """Say why something could not be done."""
        self.problem.setText(shown(sentence))
        self.problem.setVisible(bool(sentence))

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the selected feeds; of all where none is."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self._feeds[row].number for row in rows) or tuple(feed.number for feed in self._feeds)

    @Slot()
    def _change(self) -> None:
        selected = [self._feeds[index.row()] for index in self.table.selectionModel().selectedRows()]
        asked = selected or list(self._feeds)
        may = self._is_writable and not self._is_reading
        self.read.setEnabled(self._is_reading or (may and bool(self._feeds)))
        count = "" if len(selected) in (0, len(self._feeds)) else f" {len(selected)}"
        self.read.setText("Stop" if self._is_reading else f"Read{count} now")
        self.remove.setEnabled(may and bool(selected))
        self.add.setEnabled(may and bool(self.address.text().strip()))
        self.what.setText(READING if self._is_reading else announcement(asked) if asked else NONE)
        self.tell(selected[0].last_error or "" if len(selected) == 1 else "")

    @Slot()
    def _read_or_stop(self) -> None:
        if self._is_reading:
            self.stopped.emit()
        else:
            self.asked.emit(self.chosen())

    @Slot()
    def _add(self) -> None:
        if self.add.isEnabled():
            self.tell("")
            self.added.emit(self.address.text().strip())


def cells(feed: Feed) -> tuple[str, ...]:
    """One row."""
    new = f"{feed.new_articles:,}" if feed.last_success else ""
    error = shown(feed.last_error or "", limit=200)
    return shown(feed.title or feed.address, limit=80), _when(feed.last_success) or "never read", new, error


def hint(feed: Feed) -> str:
    """Address and last error, whole, with its time."""
    error = f"{_when(feed.last_error_at)}: {feed.last_error}" if feed.last_error else ""
    lines = (escape(shown(line, limit=600)) for line in (feed.address, error) if line)
    return f"<p>{'<br>'.join(lines)}</p>"  # Qt guesses whether a tool tip is HTML


def _when(time: datetime | None) -> str:
    if time is None:
        return ""
    local = time.astimezone()
    return f"{short_day(local)}, {local:%H:%M}"
