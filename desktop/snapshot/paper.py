"""What the user chooses for a snapshot: words, paper, sharpness, theme; and the size of the page that follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.export.callouts import Rule
from geodata.export.release import Tlp
from geodata.model import Extent

POINTS_PER_INCH = 72.0
SCREEN_DPI = 96.0  # a pixel of CSS
_INCHES = 1 / 25.4


class Paper(StrEnum):
    """A page, wider than high or square."""

    A4 = "a4"
    A3 = "a3"
    WIDE = "16:9"
    SQUARE = "square"

    @property
    def label(self) -> str:
        """The name that the user reads."""
        return {Paper.A4: "A4", Paper.A3: "A3", Paper.WIDE: "16:9 slide", Paper.SQUARE: "Square, for chat"}[self]

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height."""
        return {
            Paper.A4: (297 * _INCHES, 210 * _INCHES),
            Paper.A3: (420 * _INCHES, 297 * _INCHES),
            Paper.WIDE: (40 / 3, 7.5),
            Paper.SQUARE: (7.2, 7.2),
        }[self]

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points of 1/72 inch."""
        width, height = self.inches
        return width * POINTS_PER_INCH, height * POINTS_PER_INCH

    def pixels(self, dpi: int) -> tuple[int, int]:
        """Width and height at `dpi`."""
        width, height = self.inches
        return round(width * dpi), round(height * dpi)


SHARPNESSES = (150, 300)  # dots an inch: screen and print
THEMES = ("light", "dark", "grey")


class Grid(StrEnum):
    """What tells coordinates at the edge of the map."""

    MAP = "map"  # the graticule, where the map has it on
    MGRS = "mgrs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One page to make. An empty subtitle and an empty author are left out."""

    title: str
    subtitle: str = ""
    paper: Paper = Paper.A4
    dpi: int = 300
    theme: str = "light"
    tlp: Tlp | None = None  # the marking at its head and foot
    marking: str = ""  # in words of the user's own, where there is no tlp
    author: str = ""  # who answers for it
    numbered: Rule = Rule.NONE  # which events bear numbers
    grid: Grid = Grid.MAP
    ground: Extent | None = None  # that it shows at least; None: what is on screen
    locator: bool = True  # a small map says where the large one lies

    def __post_init__(self) -> None:
        if self.dpi not in SHARPNESSES or self.theme not in THEMES:
            raise ValueError(f"{self.dpi} dpi in the {self.theme} theme is not offered")

    @property
    def dark(self) -> bool:
        """True for the dark theme."""
        return self.theme == "dark"
