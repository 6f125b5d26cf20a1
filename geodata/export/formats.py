"""The files that events can be exported to: one row a format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from geodata.errors import ExportError
from geodata.export import geojson, table
from geodata.export.provenance import Provenance, provenance
from geodata.model import Article, Event, EventFilter, Review
from geodata.store import articles as article_rows
from geodata.store import events as event_rows
from geodata.store.project import Project


class Format(NamedTuple):
    """A file format: its title for the dialog, and what gives its lines."""

    title: str
    lines: Callable[[Iterable[Event], Mapping[str, Article], Provenance], Iterator[str]]


FORMATS: dict[str, Format] = {
    ".geojson": Format("GeoJSON", geojson.lines),
    ".csv": Format("Table (CSV)", table.lines),
}


def export(project: Project, path: Path, *, ids: Sequence[str], event_filter: EventFilter) -> int:
    """Write the events with `ids`, which `event_filter` let through, to `path`; its suffix tells the format. Rejected ones are left out.

    The file appears whole or not at all. Returns the number of events written.

    Raises:
        ExportError: the suffix is of no format, or the file cannot be written.
    """
    chosen = FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise ExportError(f"{path.name}: events are exported to {' or '.join(FORMATS)} files.")
    events = [event for event in event_rows.many(project, ids) if event.review is not Review.REJECTED]
    articles = article_rows.many(project, {e.article_id for event in events for e in event.evidence})
    _write_whole(path, chosen.lines(events, articles, provenance(event_filter, articles.values())))
    return len(events)


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
