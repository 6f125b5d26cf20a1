"""Import events: what each column of a file becomes, what the first rows become by that, and how far the import is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.labels import GAP, column, heading, label, styled
from geodata.coordinates import is_nowhere
from geodata.errors import ContentError
from geodata.events.codebook import CATEGORY_TITLES, CODEBOOK
from geodata.imports.importing import Preview, Sample
from geodata.imports.mapping import TARGETS, TITLES, Kind, Mapping, layout
from geodata.model import Category, Progress
from geodata.store.datasets import Site
from geodata.wording import PRECISION_WORDS, shown

NOTHING = "–"
NO_TYPE = "cannot be used"
COLUMNS = ("Column", "In the first row", "Becomes")
EVENTS = ("Row", "Type", "When", "Where", "Deaths", "Words")
_TYPES = (None, *((code.category, code.sub_event_type) for code in CODEBOOK))  # in the order of the choice
EVENT_WIDTHS = (44, 190, 190, 190, 64)


class ImportEventsDialog(QDialog):
    """Asks for the import by a signal, and shows how far it is until `finish` or `fail`."""

    asked = Signal(object, str)  # Mapping, name of the dataset
    stopped = Signal()

    def __init__(
        self,
        name: str,
        seen: Preview,
        samples: Callable[[Mapping], list[Sample]],
        parent: QWidget | None = None,
        *,
        mapping: Mapping | None = None,
        dataset: str = "",
        named: Callable[[Kind], str] = lambda kind: TITLES[kind],
    ) -> None:
        """`mapping` and `dataset` are those that were chosen for such a table before; `named` what a dataset is called by its kind."""
        super().__init__(parent)
        self.setWindowTitle("Import events")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(920, 720)
        self._seen, self._samples, self._named = seen, samples, named
        self._is_running = False
        self._mapping = mapping or seen.mapping
        self.kind = QComboBox()
        for kind, title in TITLES.items():
            self.kind.addItem(title, kind)
        self.dataset = QLineEdit(dataset or named(self._mapping.kind))
        self.usual = QComboBox()
        self.month_first = QCheckBox("Days are written month first: 08/28/2023")
        self.columns = _table(COLUMNS)
        self.events = _table(EVENTS)
        self.fault = label(wrap=True)
        self.progress = QProgressBar(textVisible=False)
        self.state = label(role="muted")
        self.progress.hide()
        self.state.hide()
        self._lay_out(f"{shown(name, limit=80)} · {seen.told}")
        self._fill_columns()
        self._show(self._mapping)
        for signal in (self.usual.currentIndexChanged, self.month_first.toggled):
            signal.connect(self._change)
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self._change()

    # Layout

    def _lay_out(self, told: str) -> None:
        self.kind.setAccessibleName("Kind of table")
        self.dataset.setAccessibleName("Name of the dataset")
        self.usual.setAccessibleName("Type of rows that tell none")
        self.columns.setAccessibleName("What each column becomes")
        self.events.setAccessibleName("What the first rows become")
        self.progress.setAccessibleName("Progress")
        self.usual.addItem(NO_TYPE)
        for code in CODEBOOK:
            title = CATEGORY_TITLES[code.category]
            self.usual.addItem(title if code.title == title else f"{title}: {code.title}")
        outer = column(self, margin=GAP * 2, gap=GAP)
        outer.addWidget(label(told, role="muted", wrap=True))
        form = QFormLayout(labelAlignment=Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(GAP * 2)
        form.addRow(label("Table of"), self.kind)
        form.addRow(label("Dataset, and source"), self.dataset)
        form.addRow(label("Rows that tell no type"), self.usual)
        form.addRow(label(), self.month_first)
        outer.addLayout(form)
        outer.addWidget(heading("What each column becomes"))
        outer.addWidget(self.columns, 3)
        outer.addWidget(heading("What the first rows become"))
        outer.addWidget(self.events, 2)
        outer.addWidget(self.fault)
        outer.addWidget(self.progress)
        outer.addWidget(self.state)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)

    def _fill_columns(self) -> None:
        first = self._seen.rows[0] if self._seen.rows else ()
        self.columns.setRowCount(len(self._seen.header))
        for row, name in enumerate(self._seen.header):
            self.columns.setItem(row, 0, _item(name))
            self.columns.setItem(row, 1, _item(first[row] if row < len(first) else ""))
            becomes = QComboBox()
            becomes.setAccessibleName(f"What {shown(name, limit=60)} becomes")
            becomes.addItem(NOTHING, "")
            for target, about in TARGETS.items():
                becomes.addItem(about.title, target)
                becomes.setItemData(becomes.count() - 1, about.told, Qt.ItemDataRole.ToolTipRole)
            becomes.currentIndexChanged.connect(lambda _, row=row: self._take(row))
            self.columns.setCellWidget(row, 2, becomes)
        across = self.columns.horizontalHeader()
        across.resizeSection(0, 220)
        across.resizeSection(1, 330)
        across.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate(EVENT_WIDTHS):
            self.events.horizontalHeader().resizeSection(place, width)
        self.events.horizontalHeader().setStretchLastSection(True)

    def becomes(self, row: int) -> QComboBox:
        """The choice of what the column in that row becomes."""
        found = self.columns.cellWidget(row, 2)
        assert isinstance(found, QComboBox)
        return found

    # What is chosen

    def _show(self, mapping: Mapping) -> None:
        targets = {column: target for target, column in mapping.columns.items()}
        for row, name in enumerate(self._seen.header):
            box = self.becomes(row)
            box.blockSignals(True)  # noqa: FBT003 - Qt's own
            box.setCurrentIndex(max(0, box.findData(targets.get(name, ""))))
            box.blockSignals(False)  # noqa: FBT003
        self.usual.setCurrentIndex(_TYPES.index(mapping.usual) if mapping.usual in _TYPES else 0)
        self.month_first.setChecked(mapping.month_first)
        self.kind.blockSignals(True)  # noqa: FBT003
        self.kind.setCurrentIndex(self.kind.findData(mapping.kind))
        self.kind.blockSignals(False)  # noqa: FBT003

    @Slot(int)
    def _choose_kind(self) -> None:
        kind = Kind(self.kind.currentData())
        try:
            chosen = layout(kind, self._seen.header)
        except ContentError as error:
            self._show(self._mapping)
            self._tell(str(error))
            return
        self.dataset.setText(self._named(kind))
        self._show(chosen)
        self._change()

    def _take(self, row: int) -> None:
        """One part of an event comes from one column: another that had it gives it up."""
        target = self.becomes(row).currentData()
        for other in range(self.columns.rowCount()):
            if other != row and target and self.becomes(other).currentData() == target:
                self.becomes(other).setCurrentIndex(0)
        self._change()

    @property
    def mapping(self) -> Mapping:
        """What is chosen now."""
        chosen = ((self.becomes(row).currentData(), name) for row, name in enumerate(self._seen.header))
        return replace(
            self._seen.mapping,
            kind=Kind(self.kind.currentData()),
            columns={target: name for target, name in chosen if target},
            usual=_TYPES[self.usual.currentIndex()],
            month_first=self.month_first.isChecked(),
        )

    @Slot()
    def _change(self) -> None:
        self._mapping = self.mapping
        try:
            found, fault = self._samples(self._mapping), ""
        except ContentError as error:
            found, fault = [], str(error)
        self._tell(fault)
        self.start.setEnabled(not fault and not self._is_running)
        self._fill_events(found)

    def _fill_events(self, found: Sequence[Sample]) -> None:
        self.events.setRowCount(len(found))
        self.events.clearSpans()
        for row, sample in enumerate(found):
            self.events.setItem(row, 0, _item(str(self._seen.numbers[row])))
            for place, words in enumerate(_told(sample), start=1):
                self.events.setItem(row, place, _item(words))
            if sample.draft is None:
                self.events.setSpan(row, 1, 1, len(EVENTS) - 1)

    # While it runs

    @Slot()
    def _ask(self) -> None:
        self._run(is_running=True)
        self.asked.emit(self._mapping, self.dataset.text().strip())

    def _tell(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _run(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.state.setVisible(is_running)
        self.progress.setRange(0, 0)
        for part in (self.kind, self.dataset, self.usual, self.month_first, self.columns, self.start):
            part.setEnabled(not is_running)
        self.state.setText("")

    @Slot(object)
    def follow(self, progress: Progress) -> None:
        """Show how far it is."""
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)
        self.state.setText(shown(progress.label, limit=80))

    def fail(self, reason: str) -> None:
        """Tell why nothing came in; another mapping may be tried."""
        self._run(is_running=False)
        self._tell(reason)

    @Slot()
    def finish(self) -> None:
        """Close it: all is in, or nothing after a stop."""
        self._is_running = False
        self.accept()

    def reject(self) -> None:
        """Cancel: first what runs, which takes back what it has written."""
        if self._is_running:
            self.state.setText("Stopping; what came in so far is taken back…")
            self.stopped.emit()
        else:
            super().reject()


def _told(sample: Sample) -> tuple[str, ...]:
    draft = sample.draft
    if draft is None:
        return (f"Left out: {sample.reason}.",)
    first, last, _ = draft.when
    toll = draft.toll
    bounds = [n for n in (toll.fatalities_min, toll.fatalities, toll.fatalities_max) if n is not None]
    return (
        f"{CATEGORY_TITLES[Category(draft.what.category)]}: {draft.what.sub_event_type}",
        first or "not known" if first == last else f"{first} to {last}",
        _where(draft.site),
        "" if not bounds else str(bounds[0]) if min(bounds) == max(bounds) else f"{min(bounds)}–{max(bounds)}",
        draft.notes or draft.url,
    )


def _where(site: Site) -> str:
    place = site.place
    if place is None:
        return "not located"
    is_lost = site.precision.is_point and is_nowhere(place.latitude, place.longitude)
    told = f"not located: {place.latitude:g}, {place.longitude:g} is of no place" if is_lost else PRECISION_WORDS[site.precision]
    return f"{place.name} ({told})"


def _item(text: str) -> QTableWidgetItem:
    made = QTableWidgetItem(shown(text, limit=200))
    made.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    made.setToolTip(f"<p>{escape(shown(text, limit=600))}</p>" if text.strip() else "")  # Qt guesses whether it is HTML
    return made


def _table(names: Sequence[str]) -> QTableWidget:
    made = QTableWidget(0, len(names))
    made.setHorizontalHeaderLabels(list(names))
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    styled(made, "framed")
    return made
