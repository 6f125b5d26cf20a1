"""Grades of sources: how reliable each is, by the Admiralty code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.labels import GAP, column, label, styled
from desktop.standing import Grades, grade_words
from geodata.grades import Reliability
from geodata.wording import shown

INTRO = "A grade tells how reliable a source is. Events that nobody graded follow it: one origin is as credible as its best source."
NO_GRADE = "no grade"
NO_SOURCES = "The project names no sources yet: they come with articles and datasets."


class GradesDialog(QDialog):
    """Lists the sources; what was changed is told at once when it is kept."""

    decided = Signal(object, str)  # dict of source and Reliability or None, only those that changed; the reason

    def __init__(self, sources: Sequence[str], grades: Grades, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Grades of sources")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 460)
        self._sources, self._grades = tuple(sources), dict(grades)
        self.table = QTableWidget(len(self._sources), 2)
        self.table.setAccessibleName("Sources and their grades")
        self.table.setHorizontalHeaderLabels(["Source", "Grade"])
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().resizeSection(1, 220)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its choices take the keys
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        styled(self.table, "framed")
        for row, source in enumerate(self._sources):
            self.table.setItem(row, 0, QTableWidgetItem(shown(source, limit=120)))
            self.table.setCellWidget(row, 1, self._choice(source))
        self.reason = QLineEdit(placeholderText="Why? Kept in the history; may be left empty")
        self.reason.setAccessibleName("Reason")
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label(INTRO if sources else NO_SOURCES, role="muted", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = buttons.addButton("Keep", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._check()

    def _choice(self, source: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Grade of {shown(source, limit=80)}")
        box.addItems([NO_GRADE, *map(grade_words, Reliability)])
        box.setCurrentIndex(list(Reliability).index(self._grades[source]) + 1 if source in self._grades else 0)
        box.currentIndexChanged.connect(self._check)
        return box

    def choice(self, row: int) -> QComboBox:
        """The grade of the source in that row."""
        found = self.table.cellWidget(row, 1)
        assert isinstance(found, QComboBox)
        return found

    @property
    def changed(self) -> dict[str, Reliability | None]:
        """The sources whose grade is another now."""
        options = (None, *Reliability)
        chosen = {source: options[self.choice(row).currentIndex()] for row, source in enumerate(self._sources)}
        return {source: grade for source, grade in chosen.items() if grade != self._grades.get(source)}

    @Slot()
    def _check(self) -> None:
        self.keep.setEnabled(bool(self.changed))

    @Slot()
    def _finish(self) -> None:
        self.decided.emit(self.changed, shown(self.reason.text(), limit=500))
        self.accept()
