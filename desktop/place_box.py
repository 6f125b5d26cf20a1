"""A field for a place: any of the gazetteer, or coordinates, as one types, with a list under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from desktop.labels import styled
from desktop.lines import HEIGHT, KEY, LinesList
from desktop.lookup import Lookup
from desktop.places import POINT_CODE, described, grid, people, point_of
from geodata.coordinates import is_off_the_globe
from geodata.gazetteer.suggest import Suggestion
from geodata.wording import shown

LIST_WIDTH, ROWS = 360, 7
NO_PLACE = ("No place of this name", "Add places by Places → Gazetteer")
OFF_GLOBE = ("Latitude goes from -90 to 90", "Longitude goes from -180 to 180")
KEYS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}


class PlaceBox(QLineEdit):
    """The list lies over the window and needs no focus."""

    chosen = Signal(object)  # Suggestion
    failed = Signal(str)  # one sentence

    def __init__(self, window: QWidget) -> None:
        super().__init__(placeholderText="Place or coordinates")
        self.setToolTip("A place, or coordinates: 13.51, 2.11 · 13°30′36″N 2°06′36″E · 31P DQ 03664 94115")
        self.setClearButtonEnabled(True)
        self._window = window
        self._choices: tuple[Suggestion, ...] = ()
        self.list = LinesList("Places found")
        self.list.setParent(window)
        styled(self.list, "popup")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.hide()
        self.list.itemClicked.connect(self._choose)
        self.lookup = Lookup(self)
        self.lookup.answered.connect(self._show)
        self.lookup.failed.connect(self.failed)
        self.textEdited.connect(self._look)
        self.textChanged.connect(self._hide_if_empty)
        self.returnPressed.connect(self._choose_current)
        window.installEventFilter(self)

    @Slot(str)
    def _look(self, typed: str) -> None:
        if typed.strip():
            self.lookup.ask(typed)

    @Slot(str)
    def _hide_if_empty(self, typed: str) -> None:
        if not typed.strip():
            self.lookup.cancel()
            self.list.hide()

    @Slot(str, object)
    def _show(self, typed: str, found: tuple[Suggestion, ...]) -> None:
        if typed != self.text() or not self.hasFocus():
            return
        self._choices = found
        self.list.clear()
        for index, suggestion in enumerate(found):
            self.list.add(_first_line(suggestion), _second_line(suggestion), key=str(index))
        if not found:
            self.list.add(*(OFF_GLOBE if is_off_the_globe(typed) else NO_PLACE), key="")
        self.list.setCurrentRow(0 if found else -1)
        self._place_list(len(found) or 1)

    def _place_list(self, rows: int) -> None:
        window = self._window
        corner = self.mapTo(window, QPoint(0, self.height() + 3))
        self.list.setGeometry(max(0, corner.x() + self.width() - LIST_WIDTH), corner.y(), LIST_WIDTH, min(rows, ROWS) * HEIGHT + 2)
        self.list.raise_()
        self.list.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the list, Escape closes it."""
        step = KEYS.get(event.key())
        if step is not None and not self.list.isHidden():
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif event.key() == Qt.Key.Key_Escape and not self.list.isHidden():
            self.list.hide()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # or the dialog around it would press its button

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list does not stay behind when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.list.hide()
        return super().eventFilter(watched, event)

    @Slot()
    def _choose_current(self) -> None:
        if not self.list.isHidden() and (item := self.list.currentItem()) is not None:
            self._choose(item)
        elif self.text().strip():
            self.lookup.ask(self.text())

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(KEY):
            chosen = self._choices[int(item.data(KEY))]
            self.setText(chosen.place.name)
            self.chosen.emit(chosen)
        self.list.hide()


def _first_line(suggestion: Suggestion) -> str:
    return shown(suggestion.place.name, limit=80)


def _second_line(suggestion: Suggestion) -> str:
    """Kind, region, country and people; the grid of coordinates."""
    if suggestion.place.feature_code == POINT_CODE:
        return grid(point_of(suggestion.place))
    return " · ".join(filter(None, (described(suggestion), people(suggestion.place))))
