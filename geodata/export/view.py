"""What a page or a slide shows, as the file itself carries it: of which project, by which filter, where, and how it is laid out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from geodata.errors import ContentError
from geodata.model import EventFilter, Extent
from geodata.store import filters
from geodata.wording import shown

VERSION = 1
MOST_BYTES = 8_000_000  # of its JSON: the outline of a large country has some
_MOST_NUMBERED, _MOST_LISTED, _LONGEST = 100, 2_000, 500
_PAGE = {
    "title": str, "subtitle": str, "author": str, "paper": str, "dpi": int, "theme": str, "tlp": str | None, "marking": str,
    "numbered": str, "grid": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view of a project; `page` holds what a template and its words do, by name."""

    project: str  # its mark
    name: str  # of its file, without folder and suffix; empty where that may not leave
    event_filter: EventFilter
    extent: Extent | None
    shown: int  # events that passed the filter
    numbered: tuple[str, ...] = ()  # ids of events
    page: Mapping[str, Any] = field(default_factory=dict)
    made_by: str = ""


def to_json(view: View) -> str:
    """The view as text, to be carried by a file."""
    told = {
        "dateline_view": VERSION,
        "made_by": view.made_by,
        "project": {"mark": view.project, "name": view.name},
        "filter": filters.written(view.event_filter),
        "extent": view.extent,
        "shown": view.shown,
        "numbered": view.numbered,
        "page": dict(view.page),
    }
    return json.dumps(told)  # in ASCII, which has room for half a surrogate too


def from_json(text: bytes) -> View:
    """The view that a file carries; it may come from anybody, so that nothing in it is taken unchecked.

    Raises:
        ContentError: it is none, holds what no view has, or was made by a newer Dateline; one sentence without its subject.
    """
    try:
        told = json.loads(text)
        version = told["dateline_view"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ContentError("holds no view of Dateline") from error
    if isinstance(version, int) and version > VERSION:
        raise ContentError("was made by a newer Dateline, whose views this one does not know")
    try:
        return _checked(told)
    except (ArithmeticError, AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        raise ContentError("holds a view that is damaged") from error


def _checked(told: dict[str, Any]) -> View:
    project, numbered = told["project"], told["numbered"]
    if not isinstance(numbered, list) or len(numbered) > _MOST_NUMBERED:
        raise ValueError("numbered")
    return View(
        project=_word(project["mark"]),
        name=_word(project["name"]),
        event_filter=_filter(told["filter"]),
        extent=_extent(told["extent"]),
        shown=max(0, int(told["shown"])),
        numbered=tuple(map(_word, numbered)),
        page={name: _cut(told["page"][name]) for name, kind in _PAGE.items() if isinstance(told["page"].get(name, kind), kind)},
        made_by=_word(told["made_by"]),
    )


def _filter(kept: dict[str, Any]) -> EventFilter:
    """Words cut, and an area built again from its polygons."""
    lists = [value for value in kept.values() if isinstance(value, list)]
    if any(len(values) > _MOST_LISTED or any(len(str(value)) > _LONGEST for value in values) for values in lists):
        raise ValueError("filter")
    found = filters.read(kept)
    found = replace(found, text=shown(found.text, limit=_LONGEST))
    if found.area is None:
        return found
    import shapely

    from geodata.space.area import of_shape

    try:
        return replace(found, area=of_shape(shapely.from_wkb(found.area.outline), shown(found.area.words, limit=200)))
    except (shapely.errors.ShapelyError, ContentError) as error:
        raise ValueError("area") from error


def _extent(values: Any) -> Extent | None:
    if values is None:
        return None
    south, west, north, east = (float(value) for value in values)
    if not (-90 <= south < north <= 90 and all(map(math.isfinite, (west, east))) and abs(west) <= 540 and abs(east) <= 540):
        raise ValueError("extent")
    return Extent(south, west, north, east)


def _cut(value: Any) -> Any:
    return value[:_LONGEST] if isinstance(value, str) else value


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("word")
    return shown(value)
