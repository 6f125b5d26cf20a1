"""Templates of pages: paper, sharpness, theme, marking and author, kept as a small file that can be passed on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.snapshot.paper import Grid, Paper, Snapshot
from geodata.errors import ExportError
from geodata.export.callouts import Rule
from geodata.export.release import Tlp
from geodata.wording import shown

VERSION = 1
MOST_BYTES = 64 * 1024


def to_json(snapshot: Snapshot) -> str:
    """The template of a page: all but its title and subtitle, which are the events'."""
    return json.dumps({"dateline_template": VERSION, **fields(snapshot)}, ensure_ascii=False, indent=2) + "\n"


def fields(snapshot: Snapshot) -> dict[str, Any]:
    """What a template keeps, as values of JSON."""
    tlp = snapshot.tlp.value if snapshot.tlp else None
    return {
        "paper": snapshot.paper.value,
        "dpi": snapshot.dpi,
        "theme": snapshot.theme,
        "tlp": tlp,
        "marking": snapshot.marking,
        "author": snapshot.author,
        "numbered": snapshot.numbered.value,
        "grid": snapshot.grid.value,
    }


def read(path: Path, snapshot: Snapshot) -> Snapshot:
    """`snapshot` with what the template at `path` says; what it leaves out stays.

    Raises:
        ExportError: the file cannot be read, is no template, or one of a newer Dateline.
    """
    name = shown(path.name)
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(MOST_BYTES))  # more is no template
        version = told["dateline_template"]
    except OSError as error:
        raise ExportError(f"{name} cannot be read: {(error.strerror or 'no reason is given').lower()}.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ExportError(f"{name} is no template of Dateline.") from error
    if isinstance(version, int) and version > VERSION:
        raise ExportError(f"{name} was made by a newer Dateline; this one reads templates up to version {VERSION}.")
    try:
        return applied(told, snapshot)
    except (ValueError, TypeError) as error:
        raise ExportError(f"{name} asks for something that no page has.") from error


def applied(told: Mapping[str, Any], snapshot: Snapshot) -> Snapshot:
    """`snapshot` with these fields of a template; others stay.

    Raises:
        TypeError, ValueError: a value that no page has.
    """
    chosen: dict[str, Any] = {}
    if "paper" in told:
        chosen["paper"] = Paper(told["paper"])
    if "tlp" in told:
        chosen["tlp"] = Tlp(told["tlp"]) if told["tlp"] else None
    if "numbered" in told:
        chosen["numbered"] = Rule(told["numbered"])
    if "grid" in told:
        chosen["grid"] = Grid(told["grid"])
    chosen |= {name: told[name] for name in ("dpi", "theme") if name in told}
    chosen |= {name: shown(str(told[name])) for name in ("author", "marking") if name in told}
    return replace(snapshot, **chosen)
