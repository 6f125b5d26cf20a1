"""The table of file formats: suffix -> title and writer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geodata.errors import ExportError
from geodata.export import acled, geojson, gpkg, html, kmz, pptx, sheets, table
from geodata.export.content import Content, Wishes
from geodata.export.heading import suggested_title
from geodata.export.included import included
from geodata.export.provenance import provenance
from geodata.export.record import COLUMNS
from geodata.export.release import Release
from geodata.model import EventFilter, Progress
from geodata.store import chosen
from geodata.store.columns import read_columns
from geodata.store.lock import leftovers
from geodata.store.project import Project, is_project
from geodata.whole import whole


class Format(NamedTuple):
    """A file format: its title for the dialog, and what writes it, which yields how many events it wrote since the last time."""

    title: str
    write: Callable[[Path, Content], Iterator[int]]
    takes_hxl: bool = False
    takes_summary: bool = False  # a summary in words, and charts
    takes_map: bool = False  # the map as a picture, with numbered events
    columns: tuple[str, ...] = tuple(COLUMNS)  # those of a record that it tells


# By how a file's name ends; an ending that ends like another stands after it.
FORMATS: dict[str, Format] = {
    ".html": Format("Page with an interactive map (HTML)", html.write, takes_summary=True, columns=html.FIELDS),
    ".pptx": Format("Slides that can be edited (PowerPoint)", pptx.write, takes_summary=True, takes_map=True, columns=pptx.FIELDS),
    ".gpkg": Format("GeoPackage, for QGIS", gpkg.write),
    ".geojson": Format("GeoJSON", geojson.write),
    ".kmz": Format("Google Earth, ATAK (KMZ)", kmz.write),
    ".xlsx": Format("Workbook (Excel)", sheets.write),
    ".csv": Format("Table (CSV)", table.write, takes_hxl=True),
    ".acled.csv": Format("Table with ACLED's columns only (CSV)", table.write_acled, takes_hxl=True, columns=acled.COLUMNS),
}


def format_of(path: Path) -> Format | None:
    """The format that the end of a file's name tells, None where it is of none."""
    ending = max((suffix for suffix in FORMATS if path.name.lower().endswith(suffix)), key=len, default=None)
    return FORMATS[ending] if ending else None


def export(
    project: Project,
    path: Path,
    *,
    ids: Sequence[str],
    event_filter: EventFilter,
    release: Release | None = None,
    wishes: Wishes | None = None,
) -> int:
    """As `exporting`, at one go: the number of events written.

    Raises:
        ExportError: as there.
    """
    call = exporting(project, path, ids=ids, event_filter=event_filter, release=release, wishes=wishes)
    while True:
        try:
            next(call)
        except StopIteration as stop:
            number: int = stop.value
            return number


def exporting(
    project: Project,
    path: Path,
    *,
    ids: Sequence[str],
    event_filter: EventFilter,
    release: Release | None = None,
    wishes: Wishes | None = None,
) -> Generator[Progress, None, int]:
    """Write the events with `ids`, which `event_filter` let through, to `path`; its suffix tells the format. Rejected ones are left out.

    The file appears whole or not at all, also where the call is closed before its end. Returns the number of events written.

    Raises:
        ExportError: the suffix is of no format, the file is a project, or it cannot be written.
    """
    form = format_of(path)
    if form is None:
        raise ExportError(f"{path.name}: events are exported to {', '.join([*FORMATS][:-1])} or {[*FORMATS][-1]} files.")
    wished = wishes or Wishes()
    if wished.hxl and not form.takes_hxl:
        raise ExportError(f"{path.name}: only a CSV file can have a row of HXL hashtags.")
    if is_project(path):
        raise ExportError(f"{path.name} is a Dateline project, which an export would overwrite; choose another name.")
    if left := leftovers(path):
        raise ExportError(f"{path.name} is open in another program, by {left[0].name} beside it; close it there, or choose another name.")
    allowed, standing = release or Release(), chosen.standing(project, ids)
    about = provenance(
        event_filter,
        chosen.sources(project, standing),
        release=allowed,
        included=included(project, standing).under(allowed, form.columns),
        title=wished.title.strip() or _title(project, standing, form),
    )
    content = Content(project=project, ids=standing, provenance=about, release=allowed, event_filter=event_filter, wishes=wished)
    return (yield from _whole(path, len(standing), lambda draft: form.write(draft, content)))


def _title(project: Project, ids: Sequence[str], form: Format) -> str:
    """Of pages and slides what the events are and where, else the project's name."""
    if not form.takes_summary:
        return project.path.stem
    columns = read_columns(project, ids)
    return suggested_title(columns, np.ones(len(columns), dtype=np.bool_))


def _whole(path: Path, total: int, write: Callable[[Path], Iterator[int]]) -> Generator[Progress, None, int]:
    written = 0
    try:
        with whole(path) as draft, contextlib.closing(_steps(write(draft))) as steps:
            for number in steps:
                written += number
                yield Progress(done=written, total=total, label=path.name)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}.") from error
    return written


def _steps(writing: Iterator[int]) -> Generator[int, None, None]:
    yield from writing
