"""How the map is drawn where the user has a choice: its layers, symbols by deaths, the legend."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, Signal

from desktop.sections import Section
from geodata.gazetteer.languages import Language
from geodata.store.shading import Level

if TYPE_CHECKING:
    from desktop.preferences import Preferences

FAINTEST = 20  # per cent; a layer that cannot be seen is switched off instead


class Layer(StrEnum):
    """What the user arranges, under its name in the page."""

    EVENTS = "events"
    MENTIONS = "mentions"
    HEAT = "heat"
    SHADED = "shaded"


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer as it is shown; `opacity` in per cent."""

    layer: Layer
    shown: bool
    opacity: int = 100


class Measure(StrEnum):
    """What shaded regions are shaded by."""

    EVENTS = "events"
    DEATHS = "deaths"


class Borders(StrEnum):
    """How areas are drawn that more than one side claims."""

    NEUTRAL = "neutral"  # hatched and dashed, with all who claim them
    BASEMAP = "basemap"  # as the basemap has them: by who holds what


FIRST_LAYERS = (
    LayerState(Layer.EVENTS, shown=True),
    LayerState(Layer.MENTIONS, shown=False),
    LayerState(Layer.HEAT, shown=False),
    LayerState(Layer.SHADED, shown=False, opacity=80),
)


SWITCHES = ("sized", "legend", "grey", "graticule", "locator")
"""What of the look is on or off: names of attributes, of preferences and of commands."""


class MapLook(QObject):
    """What the map, its legend and the snapshot read of it."""

    changed = Signal()
    keyed_anew = Signal()  # what the legend says of the layers

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sized = False  # deaths tell the size of symbols
        self.legend = True  # the legend is wanted open
        self.has_room = True  # the map is large enough for an open legend
        self._insists = False  # it was opened where there is hardly room
        self.grey = False  # the map is drawn without colours of its own, for print in black
        self.graticule = True  # meridians and parallels are drawn, with their degrees
        self.language = Language.ENGLISH  # of the names on the map
        self.borders = Borders.NEUTRAL  # of areas in dispute
        self.locator = True  # a small map says where the large one lies
        self.keyed = False  # the panel beside the map names the categories, so that the legend need not
        self.layers: tuple[LayerState, ...] = FIRST_LAYERS  # from the top down
        self.keys: tuple[Section, ...] = ()  # what the legend says of the layers
        self.level, self.measure = Level.REGION, Measure.EVENTS  # of shaded regions

    def remember_in(self, preferences: Preferences) -> None:
        """As at last, and keep what comes."""
        for name in SWITCHES:
            setattr(self, name, getattr(preferences, name))
        self.language = language_from(preferences.map_language or QLocale.system().name()[:2])
        self.level, self.measure = shading_from(preferences.shading)
        self.borders = Borders.BASEMAP if preferences.borders == Borders.BASEMAP else Borders.NEUTRAL
        self.layers = layers_from(preferences.layers)
        self.changed.connect(lambda: self._keep(preferences))
        self.changed.emit()

    def _keep(self, preferences: Preferences) -> None:
        for name in SWITCHES:
            setattr(preferences, name, getattr(self, name))
        preferences.map_language, preferences.borders = self.language, self.borders
        preferences.shading = f"{self.level} {self.measure}"
        preferences.layers = json.dumps([asdict(state) for state in self.layers])

    def set_sized(self, sized: bool) -> None:  # noqa: FBT001 - a checked command
        """Draw symbols as large as their deaths, or all alike."""
        self._set(sized=sized)

    @property
    def legend_open(self) -> bool:
        """Whether the legend is open: where it is wanted, and on a small map only once it is asked for there."""
        return self.legend and (self.has_room or self._insists)

    def set_legend(self, is_open: bool) -> None:  # noqa: FBT001 - a checked command
        """Open the legend on the map, or leave only its button."""
        self._set(legend=is_open, _insists=is_open and not self.has_room)

    def give_room(self, has_room: bool) -> None:  # noqa: FBT001 - a state
        """Let the legend be open, or fold it because the map is small; what is wanted is remembered."""
        self._set(has_room=has_room, _insists=self._insists and not has_room)

    def is_on(self, switch: str) -> bool:
        """Whether one of SWITCHES is seen to be on."""
        return self.legend_open if switch == "legend" else bool(getattr(self, switch))

    def set_grey(self, grey: bool) -> None:  # noqa: FBT001 - a checked command
        """Draw the map in grey, or as the theme is."""
        self._set(grey=grey)

    def set_graticule(self, graticule: bool) -> None:  # noqa: FBT001 - a checked command
        """Draw meridians and parallels, or none."""
        self._set(graticule=graticule)

    def set_locator(self, locator: bool) -> None:  # noqa: FBT001 - a checked command
        """Show the small map in the corner, or not."""
        self._set(locator=locator)

    def set_language(self, language: Language) -> None:
        """Name countries, seas and cities in it."""
        self._set(language=language)

    def set_borders(self, borders: Borders) -> None:
        """Draw areas in dispute so."""
        self._set(borders=borders)

    def set_keyed(self, keyed: bool) -> None:  # noqa: FBT001 - a dock's visibility
        """Leave the categories to the panel beside the map."""
        self._set(keyed=keyed)

    def state(self, layer: Layer) -> LayerState:
        """How a layer is shown."""
        return next(state for state in self.layers if state.layer is layer)

    def show_layer(self, layer: Layer, *, shown: bool | None = None, opacity: int | None = None) -> None:
        """Switch a layer, or let it be seen through."""
        old = self.state(layer)
        new = replace(old, shown=old.shown if shown is None else shown, opacity=old.opacity if opacity is None else opacity)
        self._set(layers=tuple(new if state is old else state for state in self.layers))

    def raise_layer(self, layer: Layer, by: int) -> None:
        """Put a layer so many places higher, lower where negative, as far as there is room."""
        states = list(self.layers)
        index = states.index(self.state(layer))
        place = min(len(states) - 1, max(0, index - by))
        states.insert(place, states.pop(index))
        self._set(layers=tuple(states))

    def shade_by(self, level: Level, measure: Measure) -> None:
        """Shade regions or countries, by their events or the deaths."""
        self._set(level=level, measure=measure)

    def set_keys(self, keys: tuple[Section, ...]) -> None:
        """Have the legend say this of the layers."""
        if keys != self.keys:
            self.keys = keys
            self.keyed_anew.emit()

    def _set(self, **values: object) -> None:
        if any(getattr(self, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(self, name, value)
            self.changed.emit()


def layers_from(text: str) -> tuple[LayerState, ...]:
    """The layers that were kept, with those that came since at the end; as at first where they cannot be read."""
    try:
        kept = [_state(row) for row in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        return FIRST_LAYERS
    return tuple(_each_once([*kept, *FIRST_LAYERS]))


def shading_from(text: str) -> tuple[Level, Measure]:
    """What is shaded and by what, as it was kept: "country deaths"; as at first where it cannot be read."""
    level, _, measure = text.partition(" ")
    known = level in set(Level) and measure in set(Measure)
    return (Level(level), Measure(measure)) if known else (Level.REGION, Measure.EVENTS)


def language_from(text: str) -> Language:
    """The language called so; English where there is none."""
    return Language(text) if text in set(Language) else Language.ENGLISH


def _state(row: dict[str, Any]) -> LayerState:
    return LayerState(Layer(row["layer"]), bool(row["shown"]), min(100, max(FAINTEST, int(row["opacity"]))))


def _each_once(states: Iterable[LayerState]) -> Iterable[LayerState]:
    seen: dict[Layer, LayerState] = {}
    for state in states:
        seen.setdefault(state.layer, state)
    return seen.values()
