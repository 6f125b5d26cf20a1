"""Events as a GeoPackage 1.3 that QGIS opens as it is: points, areas, evidence and sources, with where it comes from."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from geodata.export.content import Content, Row
from geodata.export.record import COLUMNS, Value
from geodata.store import chosen, geometry

_SCHEMA = Path(__file__).parent / "gpkg.sql"
_TYPES: dict[type, str] = {str: "TEXT", int: "INTEGER", float: "DOUBLE", date: "DATE"}
_AS_POINTS, _AS_AREAS = "Events; those without a point are known only to an area or have no place", "Events known only to an area"
# XML 1.0 holds no other signs below a space than tab and line ends.
_UNFIT = {number: "\N{REPLACEMENT CHARACTER}" for number in range(32) if chr(number) not in "\t\n\r"}


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file.

    `event` holds every event, with a point where one is honest; `event_area` draws those known only to an area, on the outline that
    `area` keeps once; `evidence` and `source` tell what they rest on, `about` where the file comes from, as does its metadata.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _schema())
            outlined: set[int] = set()
            for block in content.blocks():
                _write_block(connection, content, block, outlined)
                yield len(block)
            _write_sources(connection, content)
            _write_about(connection, content)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from error


def _schema() -> str:
    columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in COLUMNS.items())
    drawn = ", ".join(f"event.{name}" for name in COLUMNS)
    return _SCHEMA.read_text("utf-8").replace("{columns}", columns).replace("{drawn}", drawn)


def _write_block(connection: sqlite3.Connection, content: Content, block: Sequence[Row], outlined: set[int]) -> None:
    places = ", ".join("?" * (len(COLUMNS) + 2))
    connection.executemany(
        f"INSERT INTO event (geom, area, {', '.join(COLUMNS)}) VALUES ({places})",  # noqa: S608 - our own words
        ((_point(row), _area_of(row), *row.record.values()) for row in block),
    )
    for row in block:
        place, geonameid = row.event.place, _area_of(row)
        if place is None or geonameid is None or geonameid in outlined:
            continue
        outlined.add(geonameid)
        outline = content.outline(geonameid)
        values = [geonameid, geometry.area(outline) if outline else None, place.name, place.country_code]
        connection.execute("INSERT INTO area (fid, geom, name, country) VALUES (?, ?, ?, ?)", values)
    connection.executemany(
        "INSERT INTO evidence (event_id, article_id, start_char, end_char, words) VALUES (?, ?, ?, ?, ?)", _evidence(content, block)
    )


def _point(row: Row) -> bytes | None:
    return geometry.point(*row.event.point) if row.event.point else None


def _area_of(row: Row) -> int | None:
    """The place whose outline stands for the event; None where it has a point."""
    return row.event.place.geonameid if row.event.place and row.event.point is None else None


def _evidence(content: Content, block: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    for row in block:
        for e in row.event.evidence:
            words = None if content.release.leaves_out_words else row.articles[e.article_id].text[e.start_char : e.end_char]
            yield row.event.event_id, e.article_id, e.start_char, e.end_char, words


def _write_sources(connection: sqlite3.Connection, content: Content) -> None:
    cited = chosen.cited(content.project, content.ids)
    connection.executemany(
        "INSERT INTO source (article_id, source, grade, title, published, url, events) VALUES (?, ?, ?, ?, ?, ?, ?)", cited
    )


def _write_about(connection: sqlite3.Connection, content: Content) -> None:
    pairs = [("Title", content.provenance.title), *content.provenance.pairs()]
    connection.executemany("INSERT INTO about (what, told) VALUES (?, ?)", pairs)
    connection.execute("UPDATE gpkg_metadata SET metadata = ?", [_metadata(pairs)])
    for table, told in (("event", _AS_POINTS), ("event_area", _AS_AREAS)):
        boxes = [_box(blob) for (blob,) in connection.execute(f"SELECT geom FROM {_HOLDS[table]} WHERE geom IS NOT NULL")]  # noqa: S608
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) if boxes else ()
        title = f"{content.provenance.marking} {told}".strip()
        connection.execute(_DESCRIBE, [title, *(box or (None,) * 4), table])


_DESCRIBE = "UPDATE gpkg_contents SET description = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
_HOLDS = {"event": "event", "event_area": "area"}  # the table with a layer's geometry


def _box(blob: bytes) -> tuple[float, float, float, float]:
    """West, south, east and north of a geometry."""
    wkb = geometry.wkb_of(blob)
    if len(wkb) == struct.calcsize("<BIdd"):
        longitude, latitude = struct.unpack_from("<dd", wkb, 5)
        return longitude, latitude, longitude, latitude
    import shapely

    west, south, east, north = shapely.from_wkb(wkb).bounds
    return west, south, east, north


def _metadata(pairs: Iterable[tuple[str, Value]]) -> str:
    """The pairs as GDAL reads metadata; a name that comes again is numbered."""
    seen: dict[str, int] = {}
    items = []
    for name, value in pairs:
        seen[name] = seen.get(name, 0) + 1
        key = name if seen[name] == 1 else f"{name} {seen[name]}"
        items.append(f'<MDI key="{escape(key)}">{escape(str(value).translate(_UNFIT))}</MDI>')
    return f"<GDALMultiDomainMetadata><Metadata>{''.join(items)}</Metadata></GDALMultiDomainMetadata>"
