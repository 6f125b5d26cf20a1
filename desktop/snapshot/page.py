"""The parts of a page: boxes in points from the top left, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from geodata.events.holdings import Certainty
from geodata.model import Category, Status


class Box(NamedTuple):
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


class Style(NamedTuple):
    """How a text is set; `size` and `leading` (from baseline to baseline) in points."""

    size: float
    leading: float
    bold: bool = False
    muted: bool = False


class Precision(StrEnum):
    """How the place of an event is drawn."""

    POINT = "point"
    RING = "ring"
    AREA = "area"
    SEA = "sea"
    CLUSTER = "cluster"


class DeathSize(NamedTuple):
    """A symbol as large as so many deaths make it."""

    deaths: int


class Swatch(NamedTuple):
    """A class of shaded regions, in its colour."""

    colour: str
    colour_dark: str


class Mark(StrEnum):
    """A layer that is told by one sign."""

    MENTION = "mention"
    HEAT = "heat"
    DISPUTED = "disputed"


Sign = Category | Status | Precision | Certainty | DeathSize | Swatch | Mark


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one style in a box that holds them; `reads_left` is the direction of the paragraph."""

    box: Box
    lines: tuple[str, ...]
    style: Style
    right: bool = False  # set flush right
    reads_left: bool = False
    link: str = ""  # where the words lead to in a file that can have links


@dataclass(frozen=True, slots=True)
class Symbol:
    """A sign of the legend in a square box."""

    box: Box
    sign: Sign


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an event in a disc that fills a square box; hollow and dashed where only an area is known."""

    box: Box
    words: str
    style: Style
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line as a filled box."""

    box: Box
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Marking:
    """How far the page may go: letters of a colour in the middle of a black box."""

    box: Box
    words: str
    style: Style
    colour: str


Item = Text | Symbol | Number | Rule | Marking


@dataclass(frozen=True, slots=True)
class Layout:
    """A page of `width` by `height` points: slots for what depends on the picture, and all the rest in `items`."""

    width: float
    height: float
    map: Box
    north: Box
    scale: Box
    caption: Box
    caption_style: Style
    number_style: Style  # of the numbers on the map
    items: tuple[Item, ...]


class Typesetter(Protocol):
    """Breaks text into lines by the metrics of a real typeface."""

    def wrap(self, text: str, style: Style, *, width: float, most: int) -> tuple[str, ...]:
        """At most `most` lines no wider than `width` points, the last one cut with an ellipsis where text is left over."""

    def width(self, text: str, style: Style) -> float:
        """How many points the text takes on one line."""

    def reads_left(self, text: str) -> bool:
        """True where the paragraph runs from right to left."""
