"""Events as a GeoJSON FeatureCollection (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from geodata.export.content import Content, Row
from geodata.export.provenance import Provenance


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file, a feature a line. An event known only to an area has a null geometry, never a point in its middle."""
    with path.open("w", encoding="utf-8", newline="") as file:
        about = json.dumps(_about(content.provenance), ensure_ascii=False)
        file.write(f'{{"type": "FeatureCollection", "provenance": {about}, "features": [\n')
        before = ""
        for block in content.blocks():
            for row in block:
                file.write(before + json.dumps(_feature(row), ensure_ascii=False, allow_nan=False))
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


def _feature(row: Row) -> dict[str, object]:
    latitude, longitude = row.event.point or (None, None)
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if row.event.point else None
    return {"type": "Feature", "id": row.event.event_id, "geometry": geometry, "properties": row.record}
