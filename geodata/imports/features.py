"""The features of a GeoJSON file one at a time, however long it is, and their cells as those of a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from geodata.errors import ContentError

LATITUDE, LONGITUDE = "(latitude)", "(longitude)"  # columns that the geometry of a point gives
ID = "(id)"
LOOKED_AT = 100  # features whose properties are the columns; what later ones have besides is left
_CHUNK = 1 << 18
_LONGEST = 1 << 24  # characters of one feature
_START = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,\x1e]*")


def read(text: TextIO) -> Iterator[dict[str, Any]]:
    """The features of a FeatureCollection.

    Raises:
        ContentError: it is none, or is broken off; the message tells after how many features.
    """
    buffer = _to_features(text)
    decoder, number, at = json.JSONDecoder(), 0, 0
    while True:
        between = _BETWEEN.match(buffer, at)
        assert between is not None  # it may be empty
        at = between.end()
        if buffer.startswith("]", at):
            return
        try:
            feature, at = decoder.raw_decode(buffer, at)
        except (json.JSONDecodeError, RecursionError) as error:
            more = text.read(_CHUNK)
            buffer, at = buffer[at:] + more, 0
            if not more or len(buffer) > _LONGEST:
                raise ContentError(f"This GeoJSON is broken after {number:,} features.") from error
            continue
        number += 1
        yield feature if isinstance(feature, dict) else {}
        if at > _CHUNK:
            buffer, at = buffer[at:], 0


def _to_features(text: TextIO) -> str:
    """The text after the opening bracket of the features."""
    buffer = text.read(_CHUNK)
    while (found := _START.search(buffer)) is None:
        more = text.read(_CHUNK)
        if not more or len(buffer) > _LONGEST:
            raise ContentError("This JSON is no GeoJSON: there is no list of features in it.")
        buffer += more
    return buffer[found.end() :]


def columns(features: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The names of the properties, and those of what stands beside them."""
    names = dict.fromkeys(name for feature in features for name in _properties(feature))
    return (ID, *names, LATITUDE, LONGITUDE)


def cells(feature: dict[str, Any], header: Sequence[str]) -> list[str]:
    """One feature as a row; a line or an area has no point, so its row has neither latitude nor longitude."""
    geometry = feature.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    longitude, latitude = point[:2] if isinstance(point, list) and len(point) >= 2 else (None, None)
    values = {**_properties(feature), ID: feature.get("id"), LATITUDE: latitude, LONGITUDE: longitude}
    return [_cell(values.get(name)) for name in header]


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
