"""The fields of an event as a person edits them: what, when, where, who, how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from desktop.days import DayField
from desktop.labels import GAP, column, label, link
from desktop.lookup import Lookup
from desktop.place_box import PlaceBox
from desktop.places import POINT_CODE, coordinate_lines, described, kind_words
from desktop.trail_words import TIME_WORDS
from geodata.events.codebook import CATEGORY_TITLES, CODEBOOK
from geodata.events.distinct import distinct
from geodata.events.faults import MOST
from geodata.gazetteer.suggest import Suggestion
from geodata.geoparsing.precision import precision_of
from geodata.model import Actor, Category, Event, GeoPrecision, Place, Resolution, TimePrecision
from geodata.wording import PRECISION_WORDS, shown

Key = TypeVar("Key", bound=StrEnum)
NEAR_KM = 10  # what "near" alone means
WEEK, MONTH = 7, 31  # days
OFFERS = 12  # places that the words may mean
INTER_WORDS = (
    "kind not told", "state forces", "rebels", "political militia", "identity militia", "rioters", "protesters", "civilians", "others",
)  # fmt: skip


class Choice(QComboBox):
    """One member of an enumeration."""

    def __init__(self, name: str, words: Mapping[Key, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for key, title in words.items():
            self.addItem(title, key.value)

    def choose(self, key: StrEnum) -> None:
        """Show that member."""
        self.setCurrentIndex(self.findData(key.value))


class TypeFields(QWidget):
    """Category, and a type that the codebook has in it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.category = Choice("Category", CATEGORY_TITLES)
        self.type = QComboBox()
        self.type.setAccessibleName("Type")
        row = _grid(self)
        row.addWidget(self.category, 0, 0)
        row.addWidget(self.type, 0, 1)
        row.setColumnStretch(1, 1)
        self.category.currentIndexChanged.connect(self._fill)
        self.type.currentIndexChanged.connect(self.changed)
        self._fill()

    def _fill(self) -> None:
        self.type.blockSignals(True)  # noqa: FBT003 - Qt's
        self.type.clear()
        for code in CODEBOOK:
            if code.category == self.category.currentData():
                self.type.addItem(code.title, code.sub_event_type)
        self.type.blockSignals(False)  # noqa: FBT003
        self.changed.emit()

    def show_event(self, event: Event) -> None:
        """Fill in from an event."""
        self.category.choose(event.category)
        self.type.setCurrentIndex(max(0, self.type.findData(event.sub_event_type)))

    def applied(self, event: Event) -> Event:
        """The event so."""
        code = next(c for c in CODEBOOK if (c.category, c.sub_event_type) == (self.category.currentData(), self.type.currentData()))
        return replace(event, category=Category(code.category), event_type=code.event_type, sub_event_type=code.sub_event_type)


class WhenFields(QWidget):
    """First and last day, and how well they are known; a month or a year that is typed fills in both."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = DayField("First day", last=False, empty="not known")
        self.last = DayField("Last day", last=True, empty="not known")
        self.precision = Choice("How well the day is known", TIME_WORDS)
        row = _grid(self)
        for place, widget in enumerate((self.first, label("to", role="muted"), self.last, self.precision)):
            row.addWidget(widget, 0, place)
        self.first.chosen.connect(self._take_first)
        self.last.chosen.connect(self._guess)
        self.precision.currentIndexChanged.connect(self.changed)

    def _take_first(self, day: date | None) -> None:
        self.last.set_day(self.first.reading(last=True) if day else None)
        self._guess()

    def _guess(self) -> None:
        first, last = self.first.day, self.last.day
        if first is None or last is None:
            known = TimePrecision.UNKNOWN
        else:
            days = (last - first).days + 1
            steps = ((1, TimePrecision.DAY), (WEEK, TimePrecision.WEEK), (MONTH, TimePrecision.MONTH))
            known = next((precision for most, precision in steps if days <= most), TimePrecision.YEAR)
        self.precision.choose(known)
        self.changed.emit()

    def show_event(self, event: Event) -> None:
        """Fill in from an event."""
        self.first.set_day(event.event_date)
        self.last.set_day(event.date_end)
        self.precision.choose(event.time_precision)

    def applied(self, event: Event) -> Event:
        """The event so."""
        known = TimePrecision(self.precision.currentData())
        return replace(event, event_date=self.first.day, date_end=self.last.day, time_precision=known)


class WhereFields(QWidget):
    """A place of the gazetteer or at coordinates, how well it stands for the words, and what the article calls it."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._place: Place | None = None
        self.box = PlaceBox(window)
        self.box.setAccessibleName("Place")
        self.told = label(role="muted", wrap=True)
        self.clear_link = link("Not known", name="The place is not known")
        self.precision = Choice("How well the place is known", PRECISION_WORDS)
        self.radius = QSpinBox(minimum=1, maximum=1000, value=NEAR_KM, prefix="within ", suffix=" km")
        _indent(self.radius)
        self.radius.setAccessibleName("Within how many kilometres")
        self.location = QLineEdit(placeholderText="as the article writes it")
        self.location.setAccessibleName("Named in the article")
        self.keep_link = link("", name="Keep the name that it had")
        self.keep_link.hide()
        grid = _grid(self)
        places = {
            (0, 0): self.box,
            (0, 1): self.clear_link,
            (1, 0): self.told,
            (2, 0): self.precision,
            (2, 1): self.radius,
            (3, 1): self.keep_link,
        }
        for spot, widget in (places | {(3, 0): self.location}).items():
            grid.addWidget(widget, *spot)
        grid.setColumnStretch(0, 1)
        self.named = QComboBox()
        self.named.setAccessibleName("What the place names in the words may mean")
        self.named.setPlaceholderText("Named in the words…")
        self.named.hide()
        grid.addWidget(self.named, 4, 0)
        self._was = ""  # its name before another place was chosen
        self._offers: tuple[tuple[Resolution, Place], ...] = ()
        self.lookup = Lookup(self)
        self.lookup.answered.connect(self._describe)
        self.named.activated.connect(self._take)
        self.box.chosen.connect(self._choose)
        self.clear_link.clicked.connect(lambda: self.set_place(None))
        self.keep_link.clicked.connect(lambda: self.location.setText(self._was))
        self.precision.currentIndexChanged.connect(self._follow)
        self.radius.valueChanged.connect(self.changed)
        self._follow()

    def _choose(self, suggestion: Suggestion) -> None:
        self.set_place(suggestion.place)
        if suggestion.place.feature_code != POINT_CODE:  # bare coordinates say better where that is which is named
            self._call(suggestion.place.name)

    def _call(self, name: str) -> None:
        """Name it so; the name that it had was another place's, and can be kept."""
        self.location.setText(name)
        self.keep_link.setText(f"Keep “{shown(self._was, limit=30)}”")
        self.keep_link.setVisible(self._was not in ("", name))

    def offer(self, named: Iterable[Resolution]) -> None:
        """Let one be chosen of the places that the names in the words may mean."""
        offers = ((r, place) for r in named for place in dict.fromkeys((*([r.place] if r.place else ()), *(c.place for c in r.candidates))))
        self._offers = distinct(offers, lambda offer: (offer[0].toponym.name, offer[1].geonameid))[:OFFERS]
        self._describe("", tuple(Suggestion(place, "", "") for _, place in self._offers))
        self.named.setVisible(bool(self._offers))
        if self._offers:
            self.lookup.describe(tuple(dict.fromkeys(place for _, place in self._offers)))

    @Slot(str, object)
    def _describe(self, _typed: str, found: tuple[Suggestion, ...]) -> None:
        """Region and country of what is offered come a moment later."""
        known = {suggestion.place.geonameid: suggestion for suggestion in found}
        self.named.clear()
        for resolution, place in self._offers:
            words = f"{shown(place.name, limit=60)} · {described(known.get(place.geonameid, Suggestion(place, '', '')))}"
            written = shown(resolution.toponym.name, limit=40)
            self.named.addItem(words if written == place.name else f"“{written}”: {words}")
        self.named.setCurrentIndex(-1)

    @Slot(int)
    def _take(self, index: int) -> None:
        resolution, place = self._offers[index]
        self.set_place(place)
        self._call(resolution.toponym.name)
        if place == resolution.place and resolution.geo_precision is not None:
            self.precision.choose(resolution.geo_precision)
            self.radius.setValue(round(resolution.radius_km or NEAR_KM))

    def shut_down(self) -> None:
        """Before the form goes: what is looked up is waited for."""
        self.box.lookup.shut_down()
        self.lookup.shut_down()

    def set_place(self, place: Place | None) -> None:
        """That place, or none, with the precision that it has by itself."""
        self._place = place
        is_point = place is not None and place.feature_code == POINT_CODE
        self.precision.choose(GeoPrecision.UNKNOWN if place is None else GeoPrecision.EXACT if is_point else precision_of(place))
        self._tell()
        self.changed.emit()

    def move_to(self, place: Place, town: str, km: float) -> None:
        """That spot of the map near a town, as near as a hand could mean it, by the name of the town."""
        self.set_place(place)
        self.precision.choose(GeoPrecision.NEAR)
        self.radius.setValue(round(km))
        self._call(town)

    def _tell(self) -> None:
        place = self._place
        self.box.setText(place.name if place else "")
        spot = coordinate_lines(place).splitlines()[0] if place else ""
        self.told.setText(f"{kind_words(place)} · {shown(spot, limit=60)}" if place else "no place: no point on the map")

    def _follow(self) -> None:
        self.radius.setVisible(self.precision.currentData() == GeoPrecision.NEAR)  # beside a town it would tell nothing
        self.changed.emit()

    def show_event(self, event: Event) -> None:
        """Fill in from an event."""
        self.set_place(event.place)
        self.precision.choose(event.geo_precision)
        self.radius.setValue(round(event.radius_km or NEAR_KM))
        self._was = event.location or ""
        self.location.setText(self._was)

    def applied(self, event: Event) -> Event:
        """The event so; a radius that nobody changed stays as exact as it was."""
        known = GeoPrecision(self.precision.currentData())
        as_it_was = event.radius_km is not None and round(event.radius_km) == self.radius.value()
        radius = (event.radius_km if as_it_was else float(self.radius.value())) if known is GeoPrecision.NEAR else None
        return replace(event, place=self._place, geo_precision=known, radius_km=radius, location=self.location.text().strip() or None)


class WhoFields(QWidget):
    """Actors with their kinds, one a row."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[QLineEdit, QComboBox]] = []
        layout = column(self, gap=GAP // 2)
        rows = QWidget()
        self._grid = _grid(rows)
        layout.addWidget(rows)
        self.add_link = link("Add another", name="Add an actor")
        self.add_link.clicked.connect(lambda _checked=False: self._add())
        layout.addWidget(self.add_link)

    def _add(self, actor: Actor | None = None) -> None:
        number = len(self.rows)
        name, kind = QLineEdit(actor.name if actor else ""), QComboBox()
        name.setPlaceholderText(f"actor {number + 1}")
        name.setAccessibleName(f"Actor {number + 1}")
        kind.setAccessibleName(f"Kind of actor {number + 1}")
        kind.addItems(INTER_WORDS)
        kind.setCurrentIndex(actor.inter or 0 if actor else 0)
        name.textChanged.connect(self.changed)
        kind.currentIndexChanged.connect(self.changed)
        self._grid.addWidget(name, number, 0)
        self._grid.addWidget(kind, number, 1)
        self._grid.setColumnStretch(0, 1)
        self.rows.append((name, kind))

    def show_event(self, event: Event) -> None:
        """Fill in from an event, with two rows at least."""
        for actor in (*event.actors, *[None] * (2 - len(event.actors))):
            self._add(actor)

    def applied(self, event: Event) -> Event:
        """The event so; a row without a name is no actor."""
        filled = ((name.text().strip(), kind.currentIndex() or None) for name, kind in self.rows)
        return replace(event, actors=tuple(Actor(name=name, inter=inter) for name, inter in filled if name))


def count_field(name: str) -> QSpinBox:
    """A number, or not known."""
    field = QSpinBox(minimum=-1, maximum=MOST)
    field.setSpecialValueText("not known")
    _indent(field)
    field.setGroupSeparatorShown(True)
    field.setAccessibleName(name)
    return field


def _indent(field: QSpinBox) -> None:
    """Its number begins where the text of other fields does, which the style sheet cannot say."""
    field.lineEdit().setTextMargins(5, 0, 0, 0)


def count_of(field: QSpinBox) -> int | None:
    """Its number, None for not known."""
    return field.value() if field.value() >= 0 else None


def _grid(parent: QWidget) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(GAP // 2)
    return grid
