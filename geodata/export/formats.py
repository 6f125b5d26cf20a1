"""The table of file formats: suffix -> title and writer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from geodata.errors import ExportError
from geodata.export import geojson, kmz, sheets, table
from geodata.export.content import Content
from geodata.export.provenance import provenance
from geodata.export.release import Release
from geodata.model import EventFilter
from geodata.store import chosen
from geodata.store.project import Project


class Format(NamedTuple):
    """A file format: its title for the dialog, and what writes it, which yields how many events it wrote since the last time."""

    title: str
    write: Callable[[Path, Content], Iterator[int]]


FORMATS: dict[str, Format] = {
    ".geojson": Format("GeoJSON", geojson.write),
    ".csv": Format("Table (CSV)", table.write),
    ".xlsx": Format("Workbook (Excel)", sheets.write),
    ".kmz": Format("Google Earth, ATAK (KMZ)", kmz.write),
}


def export(project: Project, path: Path, *, ids: Sequence[str], event_filter: EventFilter, release: Release | None = None) -> int:
    """Write the events with `ids`, which `event_filter` let through, to `path`; its suffix tells the format. Rejected ones are left out.

    The file appears whole or not at all. Returns the number of events written.

    Raises:
        ExportError: the suffix is of no format, or the file cannot be written.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise ExportError(f"{path.name}: events are exported to {', '.join([*FORMATS][:-1])} or {[*FORMATS][-1]} files.")
    allowed, standing = release or Release(), chosen.standing(project, ids)
    about = provenance(event_filter, chosen.sources(project, standing), release=allowed, title=project.path.stem)
    return _whole(path, lambda draft: form.write(draft, Content(project=project, ids=standing, provenance=about, release=allowed)))


def _whole(path: Path, write: Callable[[Path], Iterator[int]]) -> int:
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        written = sum(write(draft))
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return written
