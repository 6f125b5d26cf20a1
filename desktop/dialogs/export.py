"""Export snapshot: the words, the paper and the look of a briefing page, with the page as it will be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop import theme
from desktop.dialogs.export_events import NUMBERS
from desktop.dialogs.grounds import grounds
from desktop.facilities import with_facilities
from desktop.labels import GAP, choice_box, column, label
from desktop.saving import ask_file
from desktop.session import Session
from desktop.snapshot import template
from desktop.snapshot.annex import with_list
from desktop.snapshot.coarse import as_released
from desktop.snapshot.draw import map_size
from desktop.snapshot.facts import gather_whole, suggested_subtitle
from desktop.snapshot.layout import LONGEST_MARKING
from desktop.snapshot.numbers import with_numbers
from desktop.snapshot.paper import SHARPNESSES, THEMES, Grid, Paper, Snapshot
from desktop.snapshot.reopen import with_view
from desktop.snapshot.save import alpha3, save, suggested_name, write_whole
from desktop.snapshot.take import Map, Page, ask, take, thumbnail
from geodata.errors import GeodataError
from geodata.export.callouts import Rule, choose
from geodata.export.heading import suggested_title
from geodata.export.release import Release, Tlp
from geodata.model import Extent
from geodata.store.columns import EventColumns

OWN = "own"  # a marking that is no level of the Traffic Light Protocol
PREVIEW = QSize(560, 400)  # pixels of the screen
PAUSE_MS = 150  # after the last key, before the preview is drawn again
LONGEST = 300  # letters of a title
TEMPLATES = "Template of a page (*.json)"
KINDS = {"Picture (*.png)": "png", "PDF, its words and lines as such (*.pdf)": "pdf", "JPEG picture (*.jpg)": "jpg"}


class ExportDialog(QDialog):
    """Stays open after a page was written, so that another can follow."""

    exported = Signal(object)  # Path

    def __init__(
        self,
        session: Session,
        view: Map,
        parent: QWidget | None = None,
        *,
        author: str = "",
        wanted: Snapshot | None = None,
        draw: Callable[[EventColumns | None], object] = lambda _: None,
    ) -> None:
        """`draw` makes the view show other columns: under a marking that rounds what is sensitive the map on screen is as the page."""
        super().__init__(parent)
        assert session.project is not None
        assert session.columns is not None
        self.setWindowTitle("Export snapshot")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view, self._columns, self._mask = view, session.columns, session.mask
        self._draw, self._drawn = draw, session.columns
        self._project, self._filter = session.project, session.filter
        self._folder = session.project.path.parent
        layer = session.facilities
        facts = gather_whole(session.project, session.columns, session.mask, session.filter)
        facts = with_facilities(facts, layer.marks, layer.day if layer.is_on else None)
        self._plain_facts = replace(facts, credits=view.credits, sized=session.look.sized, layers=session.look.keys)
        self._facts = self._plain_facts
        self._selected = session.selection
        self._has_locator, self._grounds = session.look.locator, grounds(session, view)
        self._numbers_of: tuple[Rule, Tlp | None] | None = None
        self._picture: tuple[Snapshot, QImage, Extent] | None = None
        self._target: Path | None = None
        self._is_waiting = False  # for a picture; the view makes one at a time
        self._is_open = True
        self._make_fields(suggested_title(self._columns, self._mask), "dark" if theme.is_dark() else "light", session.marking, author)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._next)
        self.finished.connect(self._close)
        if wanted is not None:
            self._fill(wanted)
        self._change()

    def _make_fields(self, title: str, look: str, tlp: Tlp | None, author: str) -> None:
        self.title = QLineEdit(title, maxLength=LONGEST)
        self.subtitle = QLineEdit(suggested_subtitle(self._facts), maxLength=LONGEST)
        self.paper = choice_box([(paper.label, paper) for paper in Paper])
        self.dpi = choice_box(
            [(f"{dpi} dpi, {use}", dpi) for dpi, use in zip(SHARPNESSES, ("for the screen", "for print"), strict=True)], 300
        )
        self.theme = choice_box([(name.capitalize(), name) for name in THEMES], look)
        self.tlp = choice_box(
            [("No marking", ""), *((level.marking, level.value) for level in Tlp), ("Words of your own", OWN)], tlp.value if tlp else ""
        )
        self.numbered = choice_box([(words, rule) for rule, words in NUMBERS.items()], Rule.SELECTED if len(self._selected) > 1 else None)
        self.marking = QLineEdit(maxLength=LONGEST_MARKING, placeholderText="For official use only")
        self.grid = choice_box([("As on the map", Grid.MAP), ("MGRS squares at the edge", Grid.MGRS)])
        self.ground = choice_box([(words, number) for number, (words, _) in enumerate(self._grounds)])
        self.author = QLineEdit(author, maxLength=LONGEST, placeholderText="Person or organisation, left out where empty")
        self.listed = QCheckBox("Events one by one on further sheets")
        self.listed.setToolTip("In a PDF")
        self.listed.setChecked(True)  # Qt's own signature
        self.name = label(role="muted", wrap=True)
        self.message = label(wrap=True)
        self.preview = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedSize(PREVIEW)
        self.preview.setAccessibleName("The page as it will be")
        self._form = form = QFormLayout(verticalSpacing=GAP)
        fields: list[tuple[str, QWidget]] = [
            ("&Title", self.title), ("&Subtitle", self.subtitle), ("&Author", self.author), ("&Marking", self.tlp),
            ("&Its words", self.marking), ("&Numbered", self.numbered), ("Gro&und", self.ground), ("&Grid", self.grid),
            ("&Paper", self.paper), ("S&harpness", self.dpi), ("Th&eme", self.theme),
        ]  # fmt: skip
        for words, field in fields:
            field.setMinimumWidth(260)
            form.addRow(words, field)
        form.addRow("PDF", self.listed)
        form.addRow("File", self.name)
        row = QHBoxLayout()
        row.setSpacing(GAP * 3)
        row.addLayout(form)
        row.addWidget(self.preview)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        self.save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.button(QDialogButtonBox.StandardButton.Save).setText("Save…")
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.load_button, self.keep_button = buttons.addButton("Use template…", role), buttons.addButton("Save template…", role)
        self.load_button.clicked.connect(self._ask_template)
        self.keep_button.clicked.connect(self._ask_template_file)
        buttons.accepted.connect(self._ask_file)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=GAP * 2, gap=GAP * 2)
        layout.addLayout(row, 1)
        layout.addWidget(self.message)
        layout.addWidget(buttons)
        for edit in (self.title, self.subtitle, self.author, self.marking):
            edit.setCursorPosition(0)  # a long one is read from its beginning
            edit.textChanged.connect(self._change)
        for box in (self.paper, self.dpi, self.theme, self.tlp, self.numbered, self.grid, self.ground):
            box.currentIndexChanged.connect(self._change)

    @property
    def snapshot(self) -> Snapshot:
        """What the fields say now."""
        level = self.tlp.currentData()
        return Snapshot(
            title=self.title.text(),
            subtitle=self.subtitle.text(),
            paper=Paper(self.paper.currentData()),
            dpi=self.dpi.currentData(),
            theme=self.theme.currentData(),
            tlp=Tlp(level) if level and level != OWN else None,
            marking=self.marking.text() if level == OWN else "",
            author=self.author.text(),
            numbered=Rule(self.numbered.currentData()),
            grid=Grid(self.grid.currentData()),
            ground=self._grounds[self.ground.currentIndex()][1],
            locator=self._has_locator,
        )

    @Slot()
    def _change(self) -> None:
        self._form.setRowVisible(self.marking, self.tlp.currentData() == OWN)
        self.name.setText(self._file_name())
        self.message.clear()
        self._number()
        self._pause.start()

    def _number(self) -> None:
        """The facts with the events numbered that are asked for, as they may leave under the marking."""
        rule, tlp = Rule(self.numbered.currentData()), self.snapshot.tlp
        if (rule, tlp) == self._numbers_of:
            return
        self._numbers_of = rule, tlp
        ids = choose(self._columns, self._mask, rule, selected=self._selected)
        facts, drawn = as_released(self._plain_facts, self._project, self._columns, self._mask, tlp)
        self._show_as(drawn)
        self._facts = with_numbers(facts, self._project, drawn, self._mask, self._filter, Release(tlp=tlp), ids)

    def _show_as(self, drawn: EventColumns) -> None:
        if drawn is not self._drawn:
            self._drawn = drawn
            self._draw(None if drawn is self._columns else drawn)

    def _file_name(self) -> str:
        countries = tuple(self._columns.countries[code] for code in set(self._columns.country[self._mask].tolist()))
        return suggested_name(self.snapshot, self._facts, countries=alpha3(countries), folder=self._folder)

    # -- one picture at a time: the page to write first, else the preview ---------------------------------------------

    @Slot()
    def _next(self) -> None:
        if self._is_waiting or not self._is_open:
            return
        if self._target is not None:
            self._is_waiting = True
            take(self._view, self.snapshot, self._facts, columns=self._drawn, mask=self._mask, done=self._write, failed=self._tell)
        elif self._is_picture_stale():
            self._is_waiting = True
            snapshot = self.snapshot
            ask(self._view, snapshot, self._facts, pixels_a_point=self._sharpness(snapshot), done=lambda *got: self._keep(snapshot, *got))
        else:
            self._show()

    def _is_picture_stale(self) -> bool:
        """The words above the map may take room from it: then it is another picture."""
        if self._picture is None:
            return True
        old, new = self._picture[0], self.snapshot
        sizes = (map_size(each, self._facts, pixels_a_point=self._sharpness(each)) for each in (old, new))
        looks = {(each.theme, each.paper, each.numbered, each.grid, each.ground, each.tlp) for each in (old, new)}
        return len(looks) > 1 or len(set(sizes)) > 1

    def _sharpness(self, snapshot: Snapshot) -> float:
        """Pixels of the preview a point of the page."""
        width, height = snapshot.paper.points
        return min(PREVIEW.width() / width, PREVIEW.height() / height) * self.devicePixelRatioF()

    def _keep(self, snapshot: Snapshot, picture: QImage, extent: Extent) -> None:
        self._is_waiting = False
        if not self._is_open:
            return
        if picture.isNull():
            self._tell("The map could not be drawn for the preview.")
            return
        self._picture = snapshot, picture, extent
        self._next()

    def _show(self) -> None:
        assert self._picture is not None
        _, picture, extent = self._picture
        snapshot = self.snapshot
        width = round(snapshot.paper.points[0] * self._sharpness(snapshot))
        pixmap = QPixmap.fromImage(thumbnail(snapshot, self._facts, picture, extent, width=width))
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.preview.setPixmap(pixmap)

    # -- templates ----------------------------------------------------------------------------------------------------

    @Slot()
    def _ask_template(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Use template", str(self._folder), TEMPLATES)
        if name:
            self.use_template(Path(name))

    def use_template(self, path: Path) -> None:
        """Fill in the fields from a template's file; where it cannot be used they stay."""
        try:
            chosen = template.read(path, self.snapshot)
        except GeodataError as error:
            self.message.setText(str(error))
            return
        self._fill(chosen)

    def _fill(self, wanted: Snapshot) -> None:
        for edit, words in (
            (self.title, wanted.title),
            (self.subtitle, wanted.subtitle),
            (self.author, wanted.author),
            (self.marking, wanted.marking),
        ):
            edit.setText(words)
            edit.setCursorPosition(0)  # a long one is read from its beginning
        choices = (
            (self.paper, wanted.paper),
            (self.dpi, wanted.dpi),
            (self.theme, wanted.theme),
            (self.tlp, wanted.tlp or (OWN if wanted.marking else "")),
            (self.numbered, wanted.numbered),
            (self.grid, wanted.grid),
        )
        for box, value in choices:
            box.setCurrentIndex(box.findData(value))

    @Slot()
    def _ask_template_file(self) -> None:
        ask_file(self, "Save template", {TEMPLATES: ".json"}, self._folder / "briefing.json", self.keep_template)

    def keep_template(self, path: Path) -> None:
        """Write the look that the fields tell to a template's file."""
        try:
            write_whole(path, template.to_json(self.snapshot).encode())
        except GeodataError as error:
            self.message.setText(str(error))
            return
        self.message.setText(f"Saved {path.name}. It holds the look, the marking and the author, and no title.")

    # -- the file -----------------------------------------------------------------------------------------------------

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "Export snapshot", str(self._folder), ";;".join(KINDS))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(KINDS[chosen]))
        dialog.selectFile(Path(self._file_name()).stem)
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the page to `path` once the map has drawn it."""
        self._target, self._folder = path, path.parent
        self.save_button.setEnabled(False)
        self.message.setText("Drawing the page…")
        self._next()

    def _write(self, page: Page) -> None:
        assert self._target is not None
        path = self._target
        try:
            if path.suffix.lower() == ".pdf":
                page = with_list(page, self._project, self._columns, self._mask, self._filter, is_whole=self.listed.isChecked())
            save(with_view(page, self._project, self._filter), path)
        except GeodataError as error:
            self._tell(str(error))
            return
        self._tell(f"Wrote {path.name} to {path.parent}.")
        if self._is_open:
            self.name.setText(self._file_name())
        self.exported.emit(path)

    def _tell(self, sentence: str) -> None:
        """End what was asked for, with a sentence."""
        self._is_waiting, self._target = False, None
        if self._is_open:
            self.message.setText(sentence)
            self.save_button.setEnabled(True)

    @Slot()
    def _close(self) -> None:
        self._is_open = False
        self._show_as(self._columns)
