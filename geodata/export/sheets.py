"""Events as a workbook for Excel and the like: a sheet of events, one of the articles they rest on, and one of where they come from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from errno import ENOSPC
from pathlib import Path
from typing import Any

from geodata.export.content import Content
from geodata.export.record import COLUMNS, Value
from geodata.store import chosen

_WIDTHS = {"notes": 60, "actor1": 24, "actor2": 24, "location": 20, "place": 20, "source": 22, "sub_event_type": 24, "event_type": 22}
_LONGEST = 32_000  # characters of a cell; Excel refuses more than 32,767
_ARTICLES = ("source", "grade", "title", "published", "url", "events")


def write(path: Path, content: Content) -> Iterator[int]:
    """Write the file, a row an event; dates are dates and numbers are numbers, and no text is ever a formula.

    Raises:
        OSError: the file cannot be written, nor what is put aside while it grows.
    """
    from lxml.etree import LxmlError, SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        yield from _write(path, book, content)
    except BaseException as error:
        for sheet in book.worksheets:  # or each complains once more, when nobody listens
            with suppress(LxmlError, StopIteration):
                sheet.close()
        if isinstance(error, SerialisationError):  # how lxml tells of a full disk
            raise OSError(ENOSPC, os.strerror(ENOSPC)) from error
        raise


def _write(path: Path, book: Any, content: Content) -> Iterator[int]:
    yield from _events(book, content)
    articles = _sheet(book, "Sources", _ARTICLES)
    for row in chosen.cited(content.project, content.ids):
        articles.append(_cells(articles, (row.source, row.grade, row.title, _day(row.published), row.url, row.events)))
    about = _sheet(book, "About", ("what", "told"))
    for pair in (("Title", content.provenance.title), *content.provenance.pairs()):
        about.append(_cells(about, pair))
    about.column_dimensions["B"].width = 90
    book.save(path)


def _events(book: Any, content: Content) -> Iterator[int]:
    from openpyxl.utils import get_column_letter

    sheet = _sheet(book, "Events", COLUMNS)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(2, len(content.ids) + 1)}"
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
    for block in content.blocks():
        for row in block:
            sheet.append(_cells(sheet, (_day(value) if COLUMNS[name] is date else value for name, value in row.record.items())))
        yield len(block)


def _sheet(book: Any, title: str, names: Iterable[str]) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=name) for name in names]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    return sheet


def _cells(sheet: Any, values: Iterable[Value | datetime]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cells = []
    for value in values:
        text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value[:_LONGEST]) if isinstance(value, str) else value
        cell = WriteOnlyCell(sheet, value=text)
        if isinstance(text, datetime):
            cell.number_format = "yyyy-mm-dd"
        if isinstance(text, str):
            cell.data_type = "s"  # "=1+1" is text
        cells.append(cell)
    return cells


def _day(value: Value) -> datetime | Value:
    """A whole day as a date; a month or a year stays as it is told."""
    is_day = isinstance(value, str) and len(value) == len("2023-08-04")
    return datetime.combine(date.fromisoformat(str(value)), time()) if is_day else value
