"""The layers of the map: which are shown, in which order, how strongly, and what each needs to know."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QSlider, QToolButton, QVBoxLayout, QWidget

from desktop.facility_control import FacilityControl
from desktop.labels import GAP, column, heading, label, rule, styled
from desktop.look import FAINTEST, Layer, Measure
from desktop.resources import ui_icon
from desktop.session import Session
from desktop.theme import colours
from geodata.store.shading import Level

TITLES = {
    Layer.EVENTS: "Events",
    Layer.MENTIONS: "Places mentioned",
    Layer.HEAT: "Heat",
    Layer.SHADED: "Shaded regions",
}
TOLD = {
    Layer.MENTIONS: "Towns and sites that articles name. A name is no event; a click opens the newest article at it.",
    Layer.HEAT: "How dense events with a point are, beside the densest spot in view. Events known only to an area are left out.",
    Layer.SHADED: "By the events that pass the filter. An event known only to a country is in none of its regions.",
}


class LayersPanel(QScrollArea):
    """A card a layer, from the top of the map down."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Layers of the map")
        self._look = session.look
        self.facilities = FacilityControl(session.facilities)
        self.sized = QCheckBox("Size by deaths")
        self.sized.clicked.connect(self._look.set_sized)
        self.level, self.measure = QComboBox(), QComboBox()
        self._fill_choices()
        self.cards = {layer: LayerCard(session, layer, self._extra(layer)) for layer in Layer}
        page = QWidget()
        styled(page, "page")
        layout = column(page, margin=GAP * 2, gap=GAP)
        layout.addWidget(heading("From the top down"))
        self._stack = QVBoxLayout()
        self._stack.setSpacing(GAP)
        layout.addLayout(self._stack)
        layout.addWidget(rule())
        layout.addWidget(self.facilities)
        layout.addStretch(1)
        self.setWidget(page)
        self._look.changed.connect(self._arrange)
        self._arrange()
        self._tint()

    def _fill_choices(self) -> None:
        for box, name, choices in (
            (self.level, "What is shaded", ((Level.REGION, "Regions"), (Level.COUNTRY, "Countries"))),
            (self.measure, "Shaded by", ((Measure.EVENTS, "by events"), (Measure.DEATHS, "by deaths"))),
        ):
            box.setAccessibleName(name)
            box.view().setAccessibleName(name)
            box.setProperty("small", True)  # noqa: FBT003 - Qt's
            for value, words in choices:
                box.addItem(words, value)
            box.activated.connect(self._shade)

    def _extra(self, layer: Layer) -> QWidget | None:
        """What a layer asks besides."""
        if layer is Layer.EVENTS:
            return self.sized
        if layer is not Layer.SHADED:
            return None
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.level)
        row.addWidget(self.measure)
        row.addStretch(1)
        return both

    @Slot()
    def _shade(self) -> None:
        self._look.shade_by(Level(self.level.currentData()), Measure(self.measure.currentData()))  # Qt gives plain text

    @Slot()
    def _arrange(self) -> None:
        """The cards in the order of the map."""
        last = len(self._look.layers) - 1
        for place, state in enumerate(self._look.layers):
            card = self.cards[state.layer]
            if self._stack.indexOf(card) != place:
                self._stack.insertWidget(place, card)
            card.show_state(first=place == 0, last=place == last)
        self.sized.setChecked(self._look.sized)
        self.level.setCurrentIndex(self.level.findData(self._look.level))
        self.measure.setCurrentIndex(self.measure.findData(self._look.measure))

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "cards"):
            self._tint()

    def _tint(self) -> None:
        self.facilities.tint()
        for card in self.cards.values():
            card.tint()


class LayerCard(QFrame):
    """A layer's box and its place among the others; the rest shows while it is on."""

    def __init__(self, session: Session, layer: Layer, extra: QWidget | None) -> None:
        super().__init__()
        self._look, self._layer = session.look, layer
        title = TITLES[layer]
        styled(self, "card")
        self.check = QCheckBox(title)
        self.check.clicked.connect(lambda shown: self._look.show_layer(layer, shown=shown))
        self.up, self.down = _arrow(f"Raise {title}"), _arrow(f"Lower {title}")
        self.up.clicked.connect(partial(self._look.raise_layer, layer, 1))
        self.down.clicked.connect(partial(self._look.raise_layer, layer, -1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(FAINTEST, 100)
        self.slider.setSingleStep(5)
        self.slider.setAccessibleName(f"Opacity of {title}")
        self.slider.valueChanged.connect(lambda value: self._look.show_layer(layer, opacity=value))
        self._percent = label(role="muted")
        self._more = QWidget()
        self._arrange(extra)

    def _arrange(self, extra: QWidget | None) -> None:
        layout = column(self, margin=GAP - 2, gap=2)
        head = QHBoxLayout()
        head.addWidget(self.check, 1)
        head.addWidget(self.up)
        head.addWidget(self.down)
        layout.addLayout(head)
        more = column(self._more, gap=GAP // 2)
        more.setContentsMargins(GAP * 3, 0, 0, GAP // 2)
        strength = QHBoxLayout()
        strength.addWidget(label("Opacity", role="muted"))
        strength.addWidget(self.slider, 1)
        strength.addWidget(self._percent)
        more.addLayout(strength)
        if extra is not None:
            more.addWidget(extra)
        if words := TOLD.get(self._layer):
            more.addWidget(label(words, role="muted", wrap=True))
        layout.addWidget(self._more)

    def show_state(self, *, first: bool, last: bool) -> None:
        """As the look says; the ends cannot go further."""
        state = self._look.state(self._layer)
        self.check.setChecked(state.shown)
        self.slider.setValue(state.opacity)
        self._percent.setText(f"{state.opacity} %")
        self._more.setVisible(state.shown)
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def tint(self) -> None:
        """Arrows follow the theme."""
        for button, name in ((self.up, "raise"), (self.down, "lower")):
            button.setIcon(ui_icon(name, colours().muted))


def _arrow(words: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setIconSize(QSize(12, 12))
    button.setProperty("narrow", True)  # noqa: FBT003 - Qt's
    return button
