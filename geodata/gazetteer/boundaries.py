"""Boundaries that the user brings (.geojson, .gpkg; OCHA's and others), as entries with areas and P-codes."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from geodata.errors import ContentError
from geodata.gazetteer.entries import Entry, Kind
from geodata.gazetteer.names import admin_names
from geodata.gazetteer.tables import own_id
from geodata.model import Place, Progress

_SIMPLER = 0.001  # degrees; a hundred metres are finer than any use of an area here
_LARGEST = 500_000_000  # bytes
_HEAD = 1000  # bytes in which a file tells what it is


class Columns(NamedTuple):
    """Which columns of a layer tell what: the level (1 for regions, 2 for districts, ...), names with the best first, and the P-code."""

    level: int
    names: tuple[str, ...]
    pcode: str | None


class _Form(NamedTuple):
    """A format that GDAL reads, with the bytes that a file of it begins with."""

    title: str
    mark: bytes


_FORMS = {".gpkg": _Form("GeoPackage", b"SQLite format 3\x00"), ".kml": _Form("KML file", b"<kml")}


def read(path: Path) -> Generator[Progress, None, bytes]:
    """Names, P-codes and simplified outlines in WGS 84 of every layer of polygons, compressed, for `entries`.

    Raises:
        ContentError: it cannot be read, names no column of names, holds no polygons, or its coordinates are in an unknown system.
    """
    if path.stat().st_size > _LARGEST:
        raise ContentError(f"{path.name} is too large for a file of boundaries.")
    kept: list[str] = []
    found_polygons = False
    for title, frame in layers(path):
        yield Progress(done=len(kept), total=0, label=f"Reading {path.name}")
        frame = frame[frame.geom_type.isin(("Polygon", "MultiPolygon"))]
        found_polygons |= len(frame) > 0
        columns = columns_of([str(column) for column in frame.columns if column != frame.geometry.name], title)
        if len(frame) and columns is not None:
            kept.extend(_lines(_simplified(in_degrees(path, frame)), columns))
    if not found_polygons:
        raise ContentError(f"{path.name} holds no polygons.")
    if not kept:
        raise ContentError(f"{path.name} names no regions or districts: there is no column such as ADM2_EN, ADM1_FR, NAME_1 or name.")
    return zlib.compress("\n".join(kept).encode(), 9)


def entries(content: bytes) -> Iterator[Entry]:
    """The places of what `read` has kept; their country is told by their point, later."""
    for line in zlib.decompress(content).decode().split("\n"):
        row = json.loads(line)
        code, pcode, names = f"ADM{row['level']}", row["pcode"], row["names"]
        longitude, latitude = row["point"]
        place = Place(
            geonameid=own_id("boundary", code, pcode, names[0], f"{latitude:.1f} {longitude:.1f}"),
            name=names[0],
            latitude=latitude,
            longitude=longitude,
            feature_class="A",
            feature_code=code,
            country_code="",
            admin1_code=(pcode or names[0]) if code == "ADM1" else "",
        )
        others = ((name, Kind.ALTERNATE) for name in (*names[1:], *admin_names(names, code)))
        coded = ((pcode, Kind.ABBREVIATION),) if pcode else ()
        yield Entry(
            place, ((names[0], Kind.OFFICIAL), *others, *coded), bytes.fromhex(row["wkb"]), (pcode or names[0]) if code == "ADM2" else ""
        )


def columns_of(columns: list[str], title: str) -> Columns | None:
    """By the ways in which OCHA, GADM and geoBoundaries call them, else plain `name` and `pcode`; None where nothing is a name.

    Plain names are of the level that `title` tells ("ner_adm1"), else of districts.
    """
    for level in (5, 4, 3, 2, 1):
        ways = rf"adm{level}_?(?:[a-z]{{2}}|name\d?|ref|alt\d?_?[a-z]{{2}})|name_{level}|varname_{level}|nl_name_{level}"
        names = [column for column in columns if re.fullmatch(ways, column, re.IGNORECASE)]
        if names:
            pcode = (column for column in columns if re.fullmatch(rf"adm{level}_?pcode|pcode", column, re.IGNORECASE))
            return Columns(level, tuple(sorted(names, key=_preference)), next(pcode, None))
    names = [column for column in columns if re.fullmatch(r"name|nom|shapename|name_?(en|fr)|admin_?name", column, re.IGNORECASE)]
    if not names:
        return None
    told = re.search(r"adm(?:in)?_?([1-5])", title, re.IGNORECASE)
    pcode = (column for column in columns if re.fullmatch(r"p_?code", column, re.IGNORECASE))
    return Columns(int(told[1]) if told else 2, tuple(sorted(names, key=_preference)), next(pcode, None))


def _preference(column: str) -> int:
    """English first, then the plain name, French, the rest."""
    endings = ("_en", "_name", "name", "_fr")
    return next((rank for rank, ending in enumerate(endings) if column.lower().endswith(ending)), len(endings))


def layers(path: Path) -> Iterator[tuple[str, Any]]:
    """Title and frame of each layer of a .geojson, .gpkg or .kml file.

    GeoJSON is read as plain JSON: GDAL would follow other formats under that name.

    Raises:
        ContentError: it cannot be read.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        yield path.stem, _geojson(path)
        return
    import pyogrio

    try:
        with path.open("rb") as file:
            if form.mark not in file.read(_HEAD):
                raise ContentError(f"{path.name} is no {form.title}.")
        # A copy: GDAL would take away the write-ahead log of a file that we have open ourselves.
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / f"boundaries{path.suffix.lower()}"
            shutil.copyfile(path, copy)
            for name, kind in pyogrio.list_layers(copy):
                if kind is not None:
                    yield f"{path.stem} {name}", pyogrio.read_dataframe(copy, layer=name)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.GeometryError, OSError) as error:
        raise ContentError(f"{path.name} cannot be read as a {form.title}; it may be damaged.") from error


def _geojson(path: Path) -> Any:
    import geopandas

    try:
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [feature for feature in collection["features"] if feature.get("geometry")]
        if not features:
            raise ContentError(f"{path.name} holds no polygons.")
        frame = geopandas.GeoDataFrame.from_features(features)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ContentError(f"{path.name} cannot be read as GeoJSON; it may be damaged.") from error
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    # Without a word on it GeoJSON is WGS 84; the older standard could name another system.
    named = (collection.get("crs") or {"properties": {"name": "EPSG:4326"}}).get("properties", {}).get("name", "")
    return _with_crs(path, frame, named)


def _with_crs(path: Path, frame: Any, named: str) -> Any:
    from pyproj.exceptions import CRSError

    try:
        return frame.set_crs(named)
    except CRSError as error:
        raise ContentError(f"{path.name} is in a coordinate system that is not known; save it in WGS 84 (EPSG:4326).") from error


def in_degrees(path: Path, frame: Any) -> Any:
    """In WGS 84 and valid.

    Raises:
        ContentError: the coordinate system is not told, or coordinates lie beyond the globe.
    """
    if frame.crs is None:
        raise ContentError(f"{path.name} does not tell its coordinate system; save it in WGS 84 (EPSG:4326).")
    frame = frame.to_crs(4326)
    west, south, east, north = frame.total_bounds
    if not (west >= -180.1 and south >= -90.1 and east <= 180.1 and north <= 90.1):  # also where they are infinite or no number
        raise ContentError(f"{path.name} has coordinates beyond the globe; is its coordinate system the right one?")
    return frame.set_geometry(frame.geometry.make_valid())


def _simplified(frame: Any) -> Any:
    return frame.set_geometry(frame.geometry.simplify(_SIMPLER).make_valid())


def _lines(frame: Any, columns: Columns) -> Iterator[str]:
    import shapely

    for properties, outline in zip(frame.drop(columns=frame.geometry.name).to_dict("records"), frame.geometry, strict=True):
        names = [name for column in columns.names if (name := _text(properties, column))]
        if not names or outline.is_empty:
            continue
        point = outline.representative_point()
        row = {
            "level": columns.level,
            "names": list(dict.fromkeys(names)),
            "pcode": _text(properties, columns.pcode) if columns.pcode else "",
            "point": (round(point.x, 4), round(point.y, 4)),
            "wkb": shapely.to_wkb(outline, hex=True),
        }
        yield json.dumps(row, ensure_ascii=False)


def _text(properties: Mapping[str, object], column: str) -> str:
    value = properties.get(column)
    return " ".join(value.split()) if isinstance(value, str) else ""
