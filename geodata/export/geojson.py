"""Events as a GeoJSON FeatureCollection (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geodata.export.content import Content, Row
from geodata.export.provenance import Provenance

_SMOOTH, _STEP = 0.005, 0.0001  # degrees by which outlines are simplified and rounded: each event repeats that of its area


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file, a feature a line.

    An event known only to an area is drawn as that area, never as a point in its middle; `drawn_as` tells which: `point` or `area`.
    Without either, or without an outline, its geometry is null.
    """
    outlines: dict[int, Any] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        about = json.dumps(_about(content.provenance), ensure_ascii=False)
        file.write(f'{{"type": "FeatureCollection", "provenance": {about}, "features": [\n')
        before = ""
        for block in content.blocks():
            for row in block:
                file.write(before + json.dumps(_feature(row, content, outlines), ensure_ascii=False, allow_nan=False))
                before = ",\n"
            yield len(block)
        file.write("\n]}\n")


def _about(provenance: Provenance) -> dict[str, object]:
    return {
        "title": provenance.title,
        "marking": provenance.marking or None,
        "filter": provenance.filter,
        "made": provenance.made.isoformat(),
        "made_by": provenance.made_by,
        "changes": provenance.changes,
        "included": asdict(provenance.included) if provenance.included else None,
        "sources": provenance.sources,
        "attribution": provenance.attribution,
    }


def _feature(row: Row, content: Content, outlines: dict[int, Any]) -> dict[str, object]:
    event = row.event
    geometry, drawn_as = None, None
    if event.point:
        latitude, longitude = event.point
        geometry, drawn_as = {"type": "Point", "coordinates": [longitude, latitude]}, "point"
    elif event.place:
        if event.place.geonameid not in outlines:
            outlines[event.place.geonameid] = _outline(content.outline(event.place.geonameid))
        geometry = outlines[event.place.geonameid]
        drawn_as = "area" if geometry else None
    return {"type": "Feature", "id": event.event_id, "geometry": geometry, "properties": {**row.record, "drawn_as": drawn_as}}


def _outline(wkb: bytes | None) -> dict[str, Any] | None:
    """The outline as a valid geometry, outer rings counterclockwise as the RFC wants them; None where nothing is left of it."""
    import shapely

    if wkb is None:
        return None
    shape = shapely.set_precision(shapely.from_wkb(wkb).simplify(_SMOOTH), _STEP)  # an island smaller than the step goes, the rest is valid
    if shape.is_empty:
        return None
    drawn: dict[str, Any] = json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
    return drawn
