"""One question for all articles whose publication day is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractItemModel, QDate, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.days import day_edit, python_date
from desktop.labels import GAP, column, label, styled
from geodata.model import Article
from geodata.months import day_words
from geodata.wording import shown

UNKNOWN = "Unknown"
WHY = "Words such as “on Monday” are read from the day on which an article was published. These articles do not tell it."
_DAY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class UndatedDialog(QDialog):
    """A table of titles with a day each, one day for all, or unknown."""

    chosen = Signal(object)  # {article_id: date}, without those left unknown

    def __init__(self, articles: Sequence[Article], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("When were these published?")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        self._articles = tuple(articles)
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        layout.addWidget(label(WHY, wrap=True))
        layout.addLayout(self._all_row())
        self.table = self._make_table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._buttons())

    def _all_row(self) -> QHBoxLayout:
        self.day = day_edit("Day for all")
        self.same = QPushButton("Same day for all")
        self.same.setAutoDefault(False)
        self.same.clicked.connect(self._set_all)
        row = QHBoxLayout()
        row.addWidget(self.day)
        row.addWidget(self.same)
        row.addStretch(1)
        return row

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._articles), 2)
        styled(table, "framed")
        table.setAccessibleName("Articles without a publication day")
        table.setHorizontalHeaderLabels(["Article", "Published"])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, 170)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.setItemDelegateForColumn(1, _DayDelegate(table))
        for row, article in enumerate(self._articles):
            title = QTableWidgetItem(shown(article.title, limit=120))
            title.setFlags(Qt.ItemFlag.ItemIsEnabled)
            table.setItem(row, 0, title)
            table.setItem(row, 1, QTableWidgetItem(UNKNOWN))
        return table

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.leave = buttons.addButton("Leave unknown", QDialogButtonBox.ButtonRole.ActionRole)
        self.add = buttons.addButton("Add articles", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setDefault(True)
        self.leave.clicked.connect(self._leave_unknown)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _set_all(self) -> None:
        for row in range(self.table.rowCount()):
            _set_day(self.table.model(), self.table.model().index(row, 1), self.day.date())

    @Slot()
    def _leave_unknown(self) -> None:
        self.chosen.emit({})
        self.accept()

    @Slot()
    def _finish(self) -> None:
        self.chosen.emit(self.days())
        self.accept()

    def days(self) -> dict[str, date]:
        """The days that are known by now."""
        days = ((article, self.table.model().index(row, 1).data(_DAY)) for row, article in enumerate(self._articles))
        return {article.article_id: python_date(day) for article, day in days if day}


class _DayDelegate(QStyledItemDelegate):
    """Edits a day with a calendar."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        return day_edit("Publication day", parent)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QDateEdit)
        editor.setDate(index.data(_DAY) or QDate.currentDate())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QDateEdit)
        _set_day(model, index, editor.date())


def _set_day(model: QAbstractItemModel, index: _Index, day: QDate) -> None:
    model.setData(index, day, _DAY)
    model.setData(index, day_words(python_date(day)), Qt.ItemDataRole.DisplayRole)
