"""A gazetteer of a few entries that is built at once, and country dumps and boundaries of its made-up land.

The country NE is the square of 0 to 20 degrees; its western half is the region Westmark (01), its eastern half Eastmark (02).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely

from geodata.gazetteer.build import add
from geodata.gazetteer.entries import Entry, Kind
from geodata.model import Place, Progress

COUNTRY, WEST, EAST, CAPITAL = 2440476, -11, -12, 900
COLUMNS = 19


def place(geonameid: int, name: str, code: str, **fields: Any) -> Place:
    default = {"latitude": 5.0, "longitude": 5.0, "feature_class": code[0] if code[0] == "P" else "A", "country_code": "NE"}
    return Place(**(default | {"geonameid": geonameid, "name": name, "feature_code": code} | fields))


def entry(one: Place, *names: str, box: Sequence[float] | None = None) -> Entry:
    area = shapely.to_wkb(shapely.box(*box)) if box else None
    return Entry(one, ((one.name, Kind.OFFICIAL), *((name, Kind.ALTERNATE) for name in names)), area)


def base() -> Generator[Progress, None, list[Entry]]:
    yield Progress(done=0, total=0, label="Reading a few entries")
    return [
        entry(place(COUNTRY, "Niger", "PCL" + "I", feature_class="A"), box=(0, 0, 20, 20)),
        entry(
            place(WEST, "Wéstmark", "ADM1", admin1_code="01", population=50), "Wéstmark Region", "Wéstmark Department", box=(0, 0, 10, 20)
        ),
        entry(place(EAST, "Eastmark", "ADM1", admin1_code="02", longitude=15.0), box=(10, 0, 20, 20)),
        entry(place(CAPITAL, "Kapital", "PPLC", admin1_code="01", population=1000), "Capital"),
    ]


def row(geonameid: int, name: str, code: str, **fields: Any) -> str:
    """A line of a country dump."""
    cells = dict.fromkeys(range(COLUMNS), "")
    feature_class = fields.get("feature_class") or ("P" if code.startswith("PPL") else "A" if code.startswith("ADM") else "H")
    cells |= {0: str(geonameid), 1: name, 2: fields.get("ascii_name", name), 3: fields.get("names", "")}
    cells |= {4: str(fields.get("latitude", 5.5)), 5: str(fields.get("longitude", 5.5)), 6: feature_class, 7: code, 8: "NE"}
    cells |= {10: fields.get("admin1", "01"), 11: fields.get("admin2", ""), 14: str(fields.get("population", 0)), 18: "2024-01-02"}
    return "\t".join(cells[n] for n in range(COLUMNS)) + "\n"


def zipped(folder: Path, rows: Iterable[str], name: str = "NE") -> Path:
    """A country dump as GeoNames packs it."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "What the columns mean.")
        archive.writestr(f"{name}.txt", "".join(rows))
    return path


def geojson(folder: Path, features: Iterable[tuple[dict[str, Any], Sequence[float]]], name: str = "borders.geojson", **more: Any) -> Path:
    """Boxes (west, south, east, north) with their properties."""
    shapes = [
        {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shapely.box(*box))}
        for properties, box in features
    ]
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": shapes} | more), encoding="utf-8")
    return path


def added(target: Path, *files: Path) -> Path:
    """A small gazetteer to which `files` were added."""
    for _ in add(target, files, base):
        pass
    return target
