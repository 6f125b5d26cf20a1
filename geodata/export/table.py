"""Events as tables of comma-separated values: with all our columns, or with just those of ACLED's own files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geodata.export import acled, hxl
from geodata.export.content import Content, Row
from geodata.export.record import COLUMNS, Value

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file, a row an event under one row of names, and one of hashtags where `content.wishes.hxl` asks for it.

    The last columns tell where it comes from: `filter`, `made`, `marking` of the Traffic Light Protocol and `changes` from the project.
    """
    about = _about(content)
    yield from _write(path, content, [*COLUMNS, *about], lambda row: row.record | about)


def write_acled(path: Path, content: Content) -> Iterator[int]:
    """The same with just the columns that ACLED's own files have, in their order, for programs that allow no other.

    Where it comes from is not told; a marking stands among the tags.
    """
    marking = content.provenance.marking

    def record_of(row: Row) -> dict[str, Value]:
        told = acled.acled_record(row.event, row.record)
        return told | {"tags": "; ".join(filter(None, (marking, str(told["tags"] or "")))) or None}

    yield from _write(path, content, acled.COLUMNS, record_of)


def _write(path: Path, content: Content, columns: Sequence[str], record_of: Callable[[Row], dict[str, Value]]) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(columns)
        if content.wishes.hxl:
            rows.writerow(hxl.row(columns, names_countries=columns is acled.COLUMNS))
        for block in content.blocks():
            rows.writerows([inert(value) for value in record_of(row).values()] for row in block)
            yield len(block)


def _about(content: Content) -> dict[str, Value]:
    told = content.provenance
    return {
        "filter": told.filter,
        "made": f"{told.made.isoformat()} by {told.made_by}",
        "marking": told.marking or None,
        "changes": " ".join(told.changes) or None,
    }


def inert(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
