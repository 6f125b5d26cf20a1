"""The event columns of a large project, kept in its file: a million rows are read in a tenth of a second instead of four.

What is kept is only believed while the file's change counter, which SQLite's own triggers move, stands where it stood: another program that
writes to the file moves it too.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np

from geodata.store import grades
from geodata.store.columns import EventColumns, change_number, read_columns
from geodata.store.ids import EventIds
from geodata.store.project import Project

LEAST = 5_000  # events: fewer are read in a blink
_VERSION = 5  # raise it when what is read of an event changes
_STAMP = "stamp"


def columns_of(project: Project) -> EventColumns:
    """All events of a project in columns, from what was kept where that still holds.

    Raises:
        ProjectError: the file cannot be read.
    """
    return _kept(project) or read_columns(project)


def keep(project: Project, columns: EventColumns) -> None:
    """Keep the columns of a large project in its file, unless they are there or the file has changed since they were read.

    Raises:
        ProjectError: the file cannot be written.
    """
    if len(columns) < LEAST or project.read_only or _stamp(project) is not None or columns.change != change_number(project):
        return
    arrays = _arrays(columns)
    with project.transaction() as connection:
        stamp = {
            "version": _VERSION,
            "change": columns.change,
            "kinds": {name: array.dtype.str for name, array in arrays.items()},
            "countries": columns.countries,
            "sources": columns.sources,
        }
        connection.execute("DELETE FROM column_cache")
        connection.execute("INSERT INTO column_cache VALUES (?, ?)", [_STAMP, json.dumps(stamp)])
        connection.executemany("INSERT INTO column_cache VALUES (?, ?)", [(name, array.tobytes()) for name, array in arrays.items()])


def _kept(project: Project) -> EventColumns | None:
    stamp = _stamp(project)
    if stamp is None:
        return None
    contents = {row["name"]: row["content"] for row in project.rows("SELECT name, content FROM column_cache WHERE name != ?", [_STAMP])}
    arrays: dict[str, Any] = {name: np.frombuffer(contents[name], dtype=kind) for name, kind in stamp["kinds"].items()}
    arrays["ids"] = EventIds(arrays["ids"])
    countries, sources = tuple(stamp["countries"]), tuple(stamp["sources"])
    return EventColumns(**arrays, countries=countries, sources=sources, grades=grades.each(project, sources), change=stamp["change"])


def _stamp(project: Project) -> dict[str, Any] | None:
    """What is known of the kept columns, None where there are none or the file has changed since."""
    rows = project.rows("SELECT content FROM column_cache WHERE name = ?", [_STAMP])
    if not rows:
        return None
    stamp: dict[str, Any] = json.loads(rows[0]["content"])
    return stamp if (stamp["version"], stamp["change"]) == (_VERSION, change_number(project)) else None


def _arrays(columns: EventColumns) -> dict[str, Any]:
    named = {field.name: getattr(columns, field.name) for field in fields(columns)}
    return {"ids": columns.ids.encoded, **{name: value for name, value in named.items() if isinstance(value, np.ndarray)}}
