"""From a file of structured events to events in a project, all of it or nothing."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from geodata.analyst import ground_of
from geodata.errors import ContentError
from geodata.gazetteer.search import Gazetteer
from geodata.imports import tables
from geodata.imports.coding import Coder, OutsideError
from geodata.imports.mapping import TITLES, Kind, Mapping, checked, layout, suggested
from geodata.imports.placing import Placer
from geodata.imports.tables import Row, Table
from geodata.imports.values import Fault
from geodata.model import Changes, Failure, Progress
from geodata.store import project as project_file
from geodata.store.datasets import Draft, Refused, Writer, many_new, mappings
from geodata.store.project import Project
from geodata.wording import counted

_BLOCK = 4_000  # rows written at once
_ROW_BYTES = 500  # a row has some
_CACHE = "PRAGMA cache_size = -200000"  # KB: the indexes of a million events take random places
_MOST_TOLD = 100  # faults that are told; all are kept in the project
_MOST_IDS = 20_000  # events that are named one by one; after more the columns are read anew
_SEEN = 8  # rows of a preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. `changes.failures` tells the first rows that could not be used; all are kept in the project."""

    changes: Changes
    dataset: str
    new: int
    updated: int
    unchanged: int
    kept: int  # reviewed events, which stay as the person left them
    refused: int
    outside: int  # rows of what is no event of the codebook

    def told(self) -> str:
        """In words: "1,200 events of ACLED: 1,180 new, 20 updated; 3 rows could not be used"."""
        parts = [(self.new, "new"), (self.updated, "updated"), (self.unchanged, "unchanged"), (self.kept, "reviewed and left as they are")]
        total = sum(number for number, _ in parts)
        told = ", ".join(f"{number:,} {word}" for number, word in parts if number)
        rest = [(self.outside, "of no event type of the codebook"), (self.refused, "that could not be used")]
        left = "".join(f"; {counted(number, 'row')} {words}" for number, words in rest if number)
        return f"{counted(total, 'event')} of {self.dataset}{': ' * bool(told)}{told}{left}"


ImportCall = Generator[Progress, None, Imported]
"""A yield is a progress report and the point where cancel is looked at."""


class Preview(NamedTuple):
    """The first rows of a file, how it was read, and the mapping that it suggests."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]  # of the rows in the file
    told: str
    mapping: Mapping


class Sample(NamedTuple):
    """What a row of a preview becomes: the draft, or why there is none."""

    draft: Draft | None
    reason: str = ""


def preview(path: Path) -> Preview:
    """Look at the first rows of a file.

    Raises:
        ContentError: it cannot be read, is no table, or its columns have no names.
    """
    with tables.opened(path) as table:
        rows = list(islice(table.rows, _SEEN))
        mapping = suggested(table.header, len(rows[0].cells) if rows else 0)
        cells, numbers = tuple(tuple(row.cells) for row in rows), tuple(row.number for row in rows)
        return Preview(table.header or mapping.header, cells, numbers, table.told, mapping)


def samples(seen: Preview, mapping: Mapping, gazetteer: Gazetteer) -> list[Sample]:
    """What the rows of a preview become by `mapping`.

    Raises:
        ContentError: the mapping names a column that is not there, or lacks one that is needed.
    """
    coder = Coder(checked(mapping, seen.header), seen.header, "", Placer(gazetteer))
    return [_sample(coder, number, cells) for number, cells in zip(seen.numbers, seen.rows, strict=True)]


def _sample(coder: Coder, number: int, cells: tuple[str, ...]) -> Sample:
    try:
        return Sample(coder.draft(number, list(cells)))
    except Fault as fault:
        return Sample(None, str(fault))
    except OutsideError as outside:
        return Sample(None, f"CAMEO {outside} is no event type of the codebook")


def name_of(kind: Kind, path: Path) -> str:
    """The name of the dataset that a file is taken to be of."""
    return path.name.split(".")[0] if kind in (Kind.TABLE, Kind.DATELINE) else TITLES[kind]


def import_file(
    path: Path, file: Path, gazetteer: Gazetteer, *, mapping: Mapping | None = None, kind: Kind | None = None, dataset: str = ""
) -> ImportCall:
    """Import a file into the project at `path`: by `mapping`, else as a file of `kind`, else by what its columns tell.

    An event whose id was imported before is updated, unless a person reviewed it. A row that cannot be used is kept with the reason, and
    the others go on. Closing the generator leaves the project as it was.

    Raises:
        ContentError: the file cannot be read, or the mapping does not fit it.
        ProjectError: the project cannot be opened or written.
    """
    with project_file.open(path) as project, tables.opened(file) as table:
        project.check_writable()
        table, mapping = _fitted(table, mapping, kind)
        name = dataset.strip() or name_of(mapping.kind, file)
        ground = ground_of(gazetteer)
        coder = Coder(mapping, table.header, name, Placer(gazetteer), mappings(project, name))
        yield Progress(done=0, total=100, label=file.name)
        expected = file.stat().st_size // _ROW_BYTES
        with _transaction(project) as connection, many_new(connection, expected), _no_search_for_cycles():
            writer = Writer(connection, name, file.name, mapping.written(), ground.area_of)
            return (yield from _written(writer, coder, table, name))


def _fitted(table: Table, mapping: Mapping | None, kind: Kind | None) -> tuple[Table, Mapping]:
    """The table with the names of its columns, and the mapping."""
    if not table.header:
        first = next(table.rows, Row(1, []))
        known = suggested((), len(first.cells))
        table = replace(table, header=known.header, rows=chain([first], table.rows))
    chosen = mapping or (layout(kind, table.header) if kind else suggested(table.header))
    return table, checked(chosen, table.header)


@contextmanager
def _transaction(project: Project) -> Iterator[Connection]:
    [(before,)] = project.rows("PRAGMA cache_size")
    project.rows(_CACHE)
    project.rows("PRAGMA foreign_keys = OFF")  # each row is written with what it refers to
    try:
        with project.transaction() as connection:
            yield connection
    finally:
        project.rows(f"PRAGMA cache_size = {int(before)}")
        project.rows("PRAGMA foreign_keys = ON")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Millions of small values come and go, none of them in a cycle: looking for cycles among them takes a sixth of an import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _written(writer: Writer, coder: Coder, table: Table, name: str) -> ImportCall:
    counted: Counter[str] = Counter()
    events: list[str] = []
    told: list[Refused] = []
    read = 0
    while rows := list(islice(table.rows, _BLOCK)):
        read += len(rows)
        drafts, faults, outside = _drafts(coder, rows)
        writer.refuse(faults)
        done = writer.write(drafts)
        counted.update(new=done.new, updated=done.updated, unchanged=done.unchanged, kept=done.kept)
        counted.update(refused=len(faults) + len(done.refused), outside=outside)
        told += (*faults, *done.refused)[: _MOST_TOLD - len(told)]
        events += done.events if len(events) <= _MOST_IDS else ()
        yield Progress(done=int(100 * table.share()), total=100, label=f"{read:,} rows")
    if not read:
        raise ContentError("There is no row of data in this file.")
    failures = tuple(Failure(name=f"row {row.number:,}", reason=row.reason) for row in told)
    changes = Changes(events=tuple(events) if len(events) <= _MOST_IDS else (), failures=failures)
    return Imported(
        changes=changes,
        dataset=name,
        **{kind: counted[kind] for kind in ("new", "updated", "unchanged", "kept", "refused", "outside")},
    )


def _drafts(coder: Coder, rows: list[Row]) -> tuple[list[Draft], list[Refused], int]:
    drafts: list[Draft] = []
    faults: list[Refused] = []
    outside = 0
    for row in rows:
        if row.fault:
            faults.append(Refused(row.number, "", row.fault))
            continue
        try:
            drafts.append(coder.draft(row.number, row.cells))
        except Fault as fault:
            faults.append(Refused(row.number, "", str(fault)))
        except OutsideError:
            outside += 1
    return drafts, faults, outside
