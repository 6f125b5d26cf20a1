"""The list of places that some words might mean, numbered as on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtWidgets import QListWidgetItem

from desktop.badges import badge
from desktop.labels import styled
from desktop.lines import HEIGHT, KEY, LinesList
from desktop.places import Pin, described, distance_words, people
from geodata.events.site import distance_km
from geodata.gazetteer.suggest import Suggestion
from geodata.model import Place
from geodata.wording import shown

ON_MAP = 9  # more than that is noise there
SEEN = 2  # rows that are always in view


class CandidateList(LinesList):
    """Pointing at a row tells its number, a click or Enter chooses it."""

    pointed = Signal(int)
    chosen = Signal(object)  # Place

    def __init__(self) -> None:
        super().__init__("Candidates")
        styled(self, "framed")
        self.choices: tuple[Suggestion, ...] = ()
        self.setMouseTracking(True)
        self.itemEntered.connect(self._tell)
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_choices(self, choices: Sequence[Suggestion], chosen: Place | None, reasons: Mapping[Place, Sequence[str]]) -> tuple[Pin, ...]:
        """Fill the list; the same as pins for the map."""
        self.choices = tuple(choices)
        pins = []
        with QSignalBlocker(self):
            self.clear()
            for index, choice in enumerate(choices):
                place, is_chosen = choice.place, chosen is not None and choice.place.geonameid == chosen.geonameid
                away = distance_words(distance_km(chosen, place)) if chosen and not is_chosen else ""
                why = shown("; ".join(reasons.get(place, ())) or people(place), limit=300)
                title = " · ".join((shown(place.name, limit=80), described(choice)))
                second = " · ".join(filter(None, ("chosen" if is_chosen else "", away, why)))
                self.add(title, second, key=str(index), icon=badge(str(index + 1), is_chosen=is_chosen))
                pins.append(Pin(place.latitude, place.longitude, str(index + 1), title, is_chosen))
        self.setMinimumHeight(min(SEEN, max(1, len(choices))) * HEIGHT + 4)
        self.setVisible(bool(choices))
        return tuple(pins[:ON_MAP])

    def sizeHint(self) -> QSize:
        """No more than it needs: the card gives it what is left."""
        return QSize(200, self.minimumHeight())

    @Slot(int)
    def point(self, index: int) -> None:
        """Mark the row that is pointed at on the map."""
        if 0 <= index < self.count() and self.currentRow() != index:
            with QSignalBlocker(self):
                self.setCurrentRow(index)
            self.viewport().update()

    def choose_current(self) -> None:
        """The row pointed at, or the only one."""
        row = self.currentRow() if self.currentRow() >= 0 else 0 if self.count() == 1 else -1
        if row >= 0:
            self.chosen.emit(self.choices[row].place)

    @Slot(QListWidgetItem)
    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.pointed.emit(int(item.data(KEY)))

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.choices[int(item.data(KEY))].place)
