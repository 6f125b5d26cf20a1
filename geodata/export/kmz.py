"""Events for Google Earth and ATAK: KML 2.2 in a zip, a folder a category, with our own icons."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from geodata.events.codebook import CATEGORY_TITLES
from geodata.export.content import Content, Row
from geodata.model import Category
from geodata.resources import asset
from geodata.store import chosen

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_SIDE, _FINER = 64, 4  # pixels of an icon, and how much larger it is drawn
_TOLERANCE = 0.005  # degrees by which outlines are simplified
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file; an event known only to an area is drawn as that area, and one without either has no geometry."""
    styles = json.loads(asset("map", "categories.json").read_text("utf-8"))
    groups = chosen.by_category(content.project, content.ids)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for category in groups:
            file.writestr(f"icons/{category.value}.png", _icon(styles[category.value]["colour"]))
        with file.open("doc.kml", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, encoding="utf-8") as out:
            out.write(_HEAD + _about(content))
            for category in groups:
                out.write(_style(category, styles[category.value]["colour"]))
            outlines: dict[int, str] = {}
            for category, ids in groups.items():
                out.write(f"<Folder><name>{_text(CATEGORY_TITLES[category])} ({len(ids):,})</name>")
                for block in content.blocks(ids):
                    out.writelines(_placemark(row, content, outlines) for row in block)
                    yield len(block)
                out.write("</Folder>")
            out.write("</Document></kml>\n")


def _about(content: Content) -> str:
    told = "\n".join(f"{name}: {value}" for name, value in content.provenance.pairs())
    title = f"{content.provenance.marking} {content.provenance.title}".strip()
    return f"<name>{_text(title)}</name><description>{_text(escape(told))}</description>"


def _style(category: Category, colour: str) -> str:
    """KML's colours are opacity, blue, green, red."""
    mixed = f"{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()
    return (
        f'<Style id="{category.value}"><IconStyle><scale>0.6</scale><Icon><href>icons/{category.value}.png</href></Icon></IconStyle>'
        f"<LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>ff{mixed}</color><width>1.2</width></LineStyle>"
        f"<PolyStyle><color>40{mixed}</color></PolyStyle></Style>"
    )


def _placemark(row: Row, content: Content, outlines: dict[int, str]) -> str:
    event, told = row.event, row.record
    title = " · ".join(str(told[name]) for name in ("sub_event_type", "location", "event_date") if told[name])
    data = "".join(f'<Data name="{name}"><value>{_text(str(value))}</value></Data>' for name, value in told.items() if value is not None)
    # Viewers take a description for HTML: it is escaped once more.
    words = " ".join(str(told[name]) for name in ("notes", "source") if told[name])
    return (
        f'<Placemark id="e{_text(event.event_id)}"><name>{_text(title)}</name><description>{_text(escape(words))}</description>{_time(row)}'
        f"<styleUrl>#{event.category.value}</styleUrl><ExtendedData>{data}</ExtendedData>{_geometry(row, content, outlines)}</Placemark>\n"
    )


def _time(row: Row) -> str:
    first, last = row.event.event_date, row.event.date_end
    if first is None:
        return ""
    if last is None or first == last:
        return f"<TimeStamp><when>{first.isoformat()}</when></TimeStamp>"
    return f"<TimeSpan><begin>{first.isoformat()}</begin><end>{last.isoformat()}</end></TimeSpan>"


def _geometry(row: Row, content: Content, outlines: dict[int, str]) -> str:
    if row.event.point:
        latitude, longitude = row.event.point
        return f"<Point><coordinates>{longitude},{latitude}</coordinates></Point>"
    if row.event.place is None:
        return ""
    geonameid = row.event.place.geonameid
    if geonameid not in outlines:
        outline = content.outline(geonameid)
        outlines[geonameid] = _polygons(outline) if outline else ""
    return outlines[geonameid]


def _polygons(outline: bytes) -> str:
    import shapely

    shape = shapely.from_wkb(outline).simplify(_TOLERANCE)
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon" and not part.is_empty]
    return f"<MultiGeometry>{''.join(map(_polygon, parts))}</MultiGeometry>"


def _polygon(part: Any) -> str:
    holes = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in part.interiors)
    return f"<Polygon><outerBoundaryIs>{_ring(part.exterior)}</outerBoundaryIs>{holes}</Polygon>"


def _ring(ring: Any) -> str:
    spots = " ".join(f"{x:.5f},{y:.5f}" for x, y in ring.coords)
    return f"<LinearRing><coordinates>{spots}</coordinates></LinearRing>"


def _icon(colour: str) -> bytes:
    """A disc with a white edge."""
    from PIL import Image, ImageDraw

    side = _SIDE * _FINER
    drawn = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    edge = side // 10
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((edge // 2, edge // 2, side - edge // 2, side - edge // 2), fill="#FFFFFF")
    draw.ellipse((edge * 3 // 2, edge * 3 // 2, side - edge * 3 // 2, side - edge * 3 // 2), fill=colour)
    out = io.BytesIO()
    drawn.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _text(words: str) -> str:
    """Plain text."""
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", words), {'"': "&quot;"})
