"""Events as a page that is one file: the window's map with legend, list and the very words, for any browser, without a network."""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from geodata import buffers
from geodata.claims import ClaimKind
from geodata.errors import ExportError
from geodata.export.content import Content, Row
from geodata.export.ground import ground_parts
from geodata.export.heading import heading
from geodata.export.provenance import BORDERS
from geodata.model import Article, Extent, Place, Status
from geodata.space.extents import around, around_points, meet
from geodata.store.columns import NO_DAY, EventColumns, read_columns
from geodata.store.spots import NamedSpot
from geodata.store.tolls import NO_TOLL
from geodata.webmap import standalone
from geodata.wording import (
    STATUS_WORDS,
    counted,
    date_words,
    dead_words,
    overlap_words,
    place_words,
    shown,
    toll_words,
    what_words,
    who_words,
)

MOST = 20_000  # events of a page
FIELDS = (
    "category", "event_date", "time_precision", "sub_event_type", "status", "actor1", "actor2", "location", "place", "latitude",
    "longitude", "geo_precision", "radius_km", "credibility", "reliability", "source", "source_url", "dataset", "dataset_row", "notes",
    "tags", "fatalities", "injured",
)  # fmt: skip
"""The columns of a record that it tells."""
_LONGEST = 1_500  # letters of an excerpt
_LINE = 300  # of a title and the like
_SMOOTH = 0.01  # degrees by which outlines are simplified
_HAPPENED = (Status.OCCURRED, Status.ONGOING)


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the page.

    Raises:
        ExportError: there are more than `MOST` events.
        OSError: the file cannot be written.
    """
    if len(content.ids) > MOST:
        raise ExportError(f"A page holds at most {MOST:,} events, and these are {len(content.ids):,}: narrow the filter.")
    rows: dict[str, Row] = {}
    for block in content.blocks():
        rows |= {row.event.event_id: row for row in block}
        yield len(block)
    page = standalone(title=_title(content), pack=_packed(_parts(content, rows)), nonce=secrets.token_urlsafe(16))
    path.write_text(page, encoding="utf-8", newline="")


def _title(content: Content) -> str:
    return " ".join(filter(None, [content.provenance.marking, content.provenance.title]))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """What assets/page/unpack.js unpacks."""
    starts = np.cumsum([0, *map(len, parts.values())]).tolist()
    table = json.dumps({name: [start, len(part)] for start, (name, part) in zip(starts, parts.items(), strict=False)}).encode()
    return zlib.compress(b"".join((len(table).to_bytes(4, "little"), table, *parts.values())), 9)


def _parts(content: Content, rows: Mapping[str, Row]) -> dict[str, bytes]:
    columns = _released(read_columns(content.project, content.ids), rows)
    ground = buffers.ground_of(columns)
    ordered = [rows[event_id] for event_id in columns.ids.at(ground.order)]
    placed = {row.event.place.geonameid: row.event.place for row in ordered if row.event.place}
    areas = buffers.area_bytes(columns, lambda geonameid: _outline(content, geonameid), lambda ids: {i: placed[i].name for i in ids})
    extent = _extent(columns, areas)
    return {
        "events": buffers.event_bytes(columns, areas, ground),
        "areas": areas.descriptions,
        "rings": areas.rings,
        "spots": buffers.spot_bytes(_spots(ordered)),
        "told": _json([_told(row, content) for row in ordered]),
        "about": _json(_about(content, columns, extent)),
        **ground_parts(extent, {place.country_code for place in placed.values()}),
    }


def _released(columns: EventColumns, rows: Mapping[str, Row]) -> EventColumns:
    """With the points as they may leave."""
    nowhere = (float("nan"), float("nan"))
    points = np.array([rows[event_id].event.point or nowhere for event_id in columns.ids], dtype=float).reshape(-1, 2)
    return replace(columns, latitude=points[:, 0], longitude=points[:, 1])


def _outline(content: Content, geonameid: int) -> bytes | None:
    import shapely

    outline = content.outline(geonameid)
    return shapely.to_wkb(shapely.from_wkb(outline).simplify(_SMOOTH)) if outline else None


def _spots(rows: list[Row]) -> list[NamedSpot]:
    """What the places of points are called, each once; where several share a rounded one, by none."""
    names: dict[tuple[float, float], set[str]] = {}
    for event in (row.event for row in rows):
        if event.point and event.place:
            names.setdefault(event.point, set()).add(_spot_name(event.place))
    return [NamedSpot(min(found), *point) for point, found in names.items() if len(found) == 1]


def _spot_name(place: Place) -> str:
    return shown(place.name, limit=60)


def _extent(columns: EventColumns, areas: buffers.Areas) -> Extent | None:
    """Around all points and the areas that reach none of them; None where there is neither."""
    known = ~np.isnan(columns.latitude)
    points = around_points(columns.latitude[known], columns.longitude[known])
    beside = (area for area in areas.extents.values() if not (points and meet(area, points)))
    return around([*([points] if points else []), *beside])


def _told(row: Row, content: Content) -> dict[str, Any]:
    """What the card of an event says; all of it is plain text."""
    event, silent = row.event, content.release.leaves_out_words
    said: dict[Article, list[str]] = {}
    for article, words in row.cited:
        said.setdefault(article, []).extend([] if silent else [_excerpt(words)])
    return {
        "what": what_words(event),
        "when": date_words(event),
        "where": place_words(event),
        "place": _spot_name(event.place) if event.place else "",
        "who": who_words(event),
        "deaths": toll_words(event, ClaimKind.DEATHS, row.articles),
        "injured": toll_words(event, ClaimKind.INJURED, row.articles),
        "status": "" if event.status in _HAPPENED else STATUS_WORDS[event.status],
        "note": "" if silent else shown(event.note, limit=_LONGEST),
        "tags": shown(str(row.record["tags"] or ""), limit=_LINE),
        "sources": [*(_source(article, words, row) for article, words in said.items()), *_dataset(row, silent=silent)],
    }


def _dataset(row: Row, *, silent: bool) -> list[dict[str, Any]]:
    """What a row of a dataset says, as an article does."""
    told = row.event.row
    if told is None:
        return []
    return [
        {
            "words": [] if silent or not told.notes.strip() else [_excerpt(told.notes)],
            "source": shown(told.dataset, limit=_LINE),
            "grade": row.graded(told.dataset),
            "title": shown(" · ".join(filter(None, (told.source, f"{told.file}, row {told.number}"))), limit=_LINE),
            "published": "",
            "url": told.url or "",
        }
    ]


def _source(article: Article, words: list[str], row: Row) -> dict[str, Any]:
    return {
        "words": words,
        "source": shown(article.source or "", limit=_LINE),
        "grade": row.graded(article.source),
        "title": shown(article.title, limit=_LINE),
        "published": article.published.isoformat() if article.published else "",
        "url": article.url or "",
    }


def _excerpt(words: str) -> str:
    """The very words, cut where they are very long; a stray half of a pair has no letter."""
    whole = words.encode("utf-8", "replace").decode()
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}…"


def _about(content: Content, columns: EventColumns, extent: Extent | None) -> dict[str, Any]:
    told, tlp = content.provenance, content.release.tlp
    first, last = columns.first_day[columns.first_day != NO_DAY], columns.last_day[columns.last_day != NO_DAY]
    days = [str(np.datetime64(int(day), "D")) for day in (first.min(), last.max())] if len(first) else None
    toll = told.included.toll if told.included else NO_TOLL
    foot = [
        ". ".join(filter(None, (counted(len(columns), "event"), dead_words(toll), told.filter))) + ".",
        overlap_words(toll),
        *told.changes,
        f"Made {told.made:%Y-%m-%d %H:%M} UTC by {told.made_by}, which reads events from articles by program.",
        f"{told.attribution}. {BORDERS}",
    ]
    return {
        "title": told.title,
        "subtitle": f"{heading(content.event_filter, columns)}. {told.filter}",
        "foot": " ".join(filter(None, foot)),
        "marking": told.marking,
        "colour": tlp.colour if tlp else "",
        "pairs": told.pairs(),
        "days": days,
        "extent": extent,
        "theme": "light",
        "statuses": STATUS_WORDS,
        "summary": [shown(words, limit=_LONGEST) for words in content.wishes.summary],
        "charts": base64.b64encode(content.wishes.charts or b"").decode(),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
