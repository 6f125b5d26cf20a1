"""An area of interest from a file of the user's: .geojson, .gpkg or .kml."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from geodata.errors import ContentError
from geodata.gazetteer.boundaries import in_degrees, layers
from geodata.model import AreaOfInterest, Progress
from geodata.space.area import of_shape

FORMATS = (".geojson", ".gpkg", ".json", ".kml")
_LARGEST = 200_000_000  # bytes


def read_area(path: Path) -> Generator[Progress, None, AreaOfInterest]:
    """All polygons of a file together, as a long call.

    Raises:
        ContentError: it cannot be read, holds no polygon, or its coordinates are in an unknown system or beyond the globe.
    """
    import shapely

    if path.suffix.lower() not in FORMATS:
        raise ContentError(f"{path.name} is none of the files that an area is read from: {', '.join(FORMATS)}.")
    try:
        if path.stat().st_size > _LARGEST:
            raise ContentError(f"{path.name} is too large for a file of an area.")
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    found = []
    for number, (_, frame) in enumerate(layers(path)):
        yield Progress(done=number, total=0, label=f"Reading {path.name}")
        frame = frame[frame.geom_type.isin(("Polygon", "MultiPolygon"))]
        if len(frame):
            found.append(shapely.union_all(in_degrees(path, frame).geometry.to_numpy()))
    if not found:
        raise ContentError(f"{path.name} holds no polygons.")
    return of_shape(shapely.union_all(shapely.force_2d(found)), f"in {path.name}")
