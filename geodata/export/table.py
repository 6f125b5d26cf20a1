"""Events as a table of comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from geodata.export.content import Content
from geodata.export.record import COLUMNS, Value

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file, a row an event under one row of names.

    The last columns tell where it comes from: `filter`, `made`, `marking` of the Traffic Light Protocol and `changes` from the project.
    """
    told = content.provenance
    about: dict[str, Value] = {
        "filter": told.filter,
        "made": f"{told.made.isoformat()} by {told.made_by}",
        "marking": told.marking or None,
        "changes": " ".join(told.changes) or None,
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([*COLUMNS, *about])
        for block in content.blocks():
            rows.writerows([_inert(value) for value in (row.record | about).values()] for row in block)
            yield len(block)


def _inert(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
