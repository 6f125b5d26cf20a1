"""Correction rules: every decision about a name or about events, turned off and on again, saved; what that would change is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.differences import DifferencesBox
from desktop.labels import GAP, column, label
from geodata.export.rules import Entry
from geodata.model import Scope
from geodata.months import day_words
from geodata.wording import shown

COLUMNS = ("Rule about", "Means", "Holds", "Taken", "Reason", "In force")
WIDTHS = (270, 130, 150, 230, 150)
NONE = (
    "There is no rule yet. A click on a name in an article opens its card, where decisions about places are taken; “Make a rule of this” is"
    " for an event that you corrected or rejected."
)


class RulesDialog(QDialog):
    """Asks; the window's place work carries out."""

    turned = Signal(object)  # Entry: the other way round
    previewed = Signal(object)  # Entry
    exported = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Correction rules")
        self.resize(1080, 460)
        self._entries: tuple[Entry, ...] = ()
        self.summary = label(role="muted", wrap=True)
        self.table = self._make_table()
        self.differences = DifferencesBox()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.turn = buttons.addButton("Turn off", QDialogButtonBox.ButtonRole.ActionRole)
        self.look = buttons.addButton("What would change?", QDialogButtonBox.ButtonRole.ActionRole)
        self.save = buttons.addButton("Save as CSV…", QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.turn, self.look, self.save):
            button.setAutoDefault(False)  # Return closes, and turns nothing
        self.turn.clicked.connect(lambda: self._tell(self.turned))
        self.look.clicked.connect(lambda: self._tell(self.previewed))
        self.save.clicked.connect(self.exported)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=GAP * 2, gap=GAP)
        for widget in (self.summary, self.table, self.differences, buttons):
            layout.addWidget(widget)
        self.table.itemSelectionChanged.connect(self._follow)
        self._follow()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setAccessibleName("Correction rules")
        table.setHorizontalHeaderLabels(COLUMNS)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        for number, width in enumerate(WIDTHS):
            table.setColumnWidth(number, width)
        table.horizontalHeader().setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def show_entries(self, entries: Sequence[Entry], *, can_change: bool) -> None:
        """List these; the same one stays chosen."""
        chosen = self.chosen()
        self._entries, self._can_change = tuple(entries), can_change
        in_force = sum(entry.in_force for entry in entries)
        self.summary.setText(f"{in_force:,} in force, {len(entries) - in_force:,} turned off." if entries else NONE)
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for number, words in enumerate(_cells(entry)):
                item = QTableWidgetItem(words)
                item.setToolTip(f"<p>{escape(words)}</p>")  # Qt guesses whether it is HTML
                self.table.setItem(row, number, item)
        kept = chosen.key if chosen else None
        row = next((n for n, entry in enumerate(entries) if entry.key == kept), 0 if entries else -1)
        self.table.selectRow(row)
        self.save.setEnabled(bool(entries))
        self._follow()

    def chosen(self) -> Entry | None:
        """The entry of the row that is selected."""
        row = self.table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    @Slot()
    def _follow(self) -> None:
        entry = self.chosen()
        self.turn.setText("Turn on" if entry is not None and not entry.in_force else "Turn off")
        for button in (self.turn, self.look):
            button.setEnabled(entry is not None and self._can_change)
        self.differences.hide()

    _can_change = False

    def _tell(self, signal: SignalInstance) -> None:
        if (entry := self.chosen()) is not None:
            signal.emit(entry)


def _cells(entry: Entry) -> tuple[str, ...]:
    rule = entry.rule
    holds = {Scope.ALWAYS: "always", Scope.SOURCE: f"source {shown(entry.within, limit=60)}"}.get(rule.scope)
    taken = " · ".join(filter(None, (shown(entry.person, limit=40), day_words(entry.added.astimezone().date()) if entry.added else "")))
    return (
        shown(entry.about, limit=100),
        shown(entry.means, limit=60),
        holds or f"article “{shown(entry.within, limit=60)}”",
        taken,
        shown(rule.reason, limit=120),
        "yes" if entry.in_force else "turned off",
    )
