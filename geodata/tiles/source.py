"""What the map asks of any source of tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from geodata.model import Extent

DEEPEST = 22  # zoom levels; no map of the world has more


class Tile(NamedTuple):
    """The address of a tile: zoom level, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """True within the world."""
        return 0 <= self.z <= DEEPEST and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is told about a source; `credits` is plain text."""

    name: str
    credits: str = ""
    min_zoom: int = 0
    max_zoom: int = 19
    bounds: Extent | None = None
    sharpness: float = 1.0  # pixels of a tile a pixel of the screen: 2 for tiles of 512
    has_names: bool = True  # the tiles carry names of places


class TileSource(Protocol):
    """Gives tiles; called from several threads."""

    @property
    def facts(self) -> Facts:
        """What is told about it."""

    def tile(self, tile: Tile) -> bytes | None:
        """The picture of a tile, empty where there is none; None where it cannot be had now.

        Raises:
            GeodataError: it could not be had, and nobody told so yet.
        """

    def close(self) -> None:
        """Let go of files and connections; no tile is asked for after that."""
