"""Export events: the format, the title, how far the file may go, and what exactly will be in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from desktop.labels import GAP, column, heading, label
from geodata.export.callouts import MOST, Rule
from geodata.export.formats import FORMATS, Format
from geodata.export.included import Included
from geodata.export.release import STEP, Release, Tlp

LONGEST = 500  # letters of a title
UNMARKED = "None"
NUMBERS = {
    Rule.DEADLIEST: f"The {MOST} deadliest",
    Rule.NEWEST: f"The {MOST} newest",
    Rule.SELECTED: f"Those selected, {MOST} at most",
    Rule.NONE: "None",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the fields say."""

    suffix: str
    title: str
    release: Release
    hxl: bool
    has_summary: bool
    numbers: Rule = Rule.NONE  # which events get a number on the map


class ExportEventsDialog(QDialog):
    """Asks; whoever opened it asks for the file's name and writes."""

    chosen = Signal(object)  # Choice

    def __init__(
        self, title: str, release: Release, parent: QWidget | None = None, *, suffix: str = "", formats: Mapping[str, Format] = FORMATS
    ) -> None:
        """`suffix` is the format that is chosen at first, by default the first one."""
        super().__init__(parent)
        self.setWindowTitle("Export events")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._included: Included | None = None
        self._formats = formats
        self.format, self.marking = QComboBox(), QComboBox()
        for ending, form in formats.items():
            self.format.addItem(f"{form.title}   {ending}", ending)
        self.format.setCurrentIndex(max(0, self.format.findData(suffix)))
        self.title = QLineEdit(title, maxLength=LONGEST)
        self.marking.addItem(UNMARKED, None)
        for level in Tlp:
            self.marking.addItem(f"{level.marking}   {level.audience}", level)
        self.marking.setCurrentIndex(max(0, self.marking.findData(release.tlp)))
        self.rounded = QCheckBox(f"Round coordinates to {STEP}, some 11 km")
        self.rounded.setChecked(release.rounded)
        self.sensitive = QCheckBox("Round those that were flagged as sensitive")
        self._asked_for_sensitive = release.sensitive  # what a person wants where it is theirs to say
        self.numbers = QComboBox()
        for rule, words in NUMBERS.items():
            self.numbers.addItem(words, rule)
        self.hxl = QCheckBox("A row of HXL hashtags under the names of the columns")
        self.summary = QCheckBox("With the summary and charts")
        self.contents = label("Counting…", role="muted", wrap=True)
        self.contents.setMinimumHeight(132)
        self.contents.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._follow)
        self.marking.currentIndexChanged.connect(self._follow)
        self.rounded.toggled.connect(self._follow)
        self.sensitive.clicked.connect(self._ask_for_sensitive)
        self._follow()

    def _lay_out(self) -> None:
        self.form = form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(GAP)
        form.setHorizontalSpacing(GAP * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow("&Format", self.format)
        form.addRow("&Title", self.title)
        form.addRow("&Marking", self.marking)
        form.addRow("&Numbered", self.numbers)
        for box in (self.rounded, self.sensitive, self.hxl, self.summary):
            form.addRow("", box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setText("Save…")
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=GAP * 2, gap=GAP * 2)
        layout.addLayout(form)
        layout.addWidget(heading("What will be in it"))
        layout.addWidget(self.contents, 1)
        layout.addWidget(buttons)
        self.resize(580, 420)

    @property
    def choice(self) -> Choice:
        """What the fields say now."""
        level = self.marking.currentData()
        return Choice(
            suffix=self.format.currentData(),
            title=self.title.text(),
            release=Release(tlp=Tlp(level) if level else None, rounded=self.rounded.isChecked(), sensitive=self._asked_for_sensitive),
            hxl=self.hxl.isEnabled() and self.hxl.isChecked(),
            has_summary=self.summary.isEnabled() and self.summary.isChecked(),
            numbers=Rule(self.numbers.currentData()) if self.numbers.isEnabled() else Rule.NONE,
        )

    def show_included(self, included: Included) -> None:
        """Tell what the chosen events are."""
        self._included = included
        self._follow()

    @Slot()
    def _follow(self) -> None:
        choice = self.choice
        form = self._formats[choice.suffix]
        for field, is_taken in ((self.hxl, form.takes_hxl), (self.summary, form.takes_summary), (self.numbers, form.takes_map)):
            field.setEnabled(is_taken)
            self.form.setRowVisible(field, is_taken)
        is_theirs = not replace(choice.release, sensitive=False).rounds_sensitive
        self.sensitive.setEnabled(is_theirs)
        self.sensitive.setChecked(choice.release.rounds_sensitive)
        if self._included is None:
            return
        told = dict(self._included.under(choice.release, form.columns).pairs())
        told.pop("Fields", None)
        lines = [
            told.pop("Included"),
            *(f"{name}: {value}" for name, value in told.items()),
            *choice.release.changes(self._included.sensitive),
        ]
        self.contents.setText("\n".join(lines))

    @Slot()
    def _ask_for_sensitive(self) -> None:
        self._asked_for_sensitive = self.sensitive.isChecked()
        self._follow()

    @Slot()
    def _finish(self) -> None:
        self.chosen.emit(self.choice)
        self.accept()
