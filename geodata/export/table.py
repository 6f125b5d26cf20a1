"""Events as a table of comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from geodata.export.provenance import Provenance
from geodata.export.record import Value, record
from geodata.model import Article, Category, Event, Status

_EMPTY = Event(event_id="", category=Category.OTHER, event_type="", sub_event_type="", status=Status.OCCURRED)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def lines(events: Iterable[Event], articles: Mapping[str, Article], provenance: Provenance) -> Iterator[str]:
    """The file, a row an event under one row of names. The last columns, `filter` and `made`, tell where it comes from."""
    about: dict[str, Value] = {"filter": provenance.filter, "made": f"{provenance.made.isoformat()} by {provenance.made_by}"}
    yield _line([*record(_EMPTY, {}), *about])
    for event in events:
        yield _line([_inert(value) for value in (record(event, articles) | about).values()])


def _line(cells: list[Value]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _inert(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
