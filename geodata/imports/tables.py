"""The rows of a file as texts, one at a time: separated values in any usual encoding and delimiter, also zipped, and GeoJSON."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, TextIO

from geodata.errors import ContentError
from geodata.imports import features

SUFFIXES = (".csv", ".tsv", ".txt", ".geojson", ".json", ".zip")
_DELIMITERS = "\t,;|"
_CHUNK = 1 << 20
_SAMPLE = 1 << 16  # characters that the delimiter is told by
_LONGEST_CELL = 1 << 20  # characters
_LONGEST_LINE = 1 << 22  # what is longer is taken in pieces: a file may be one line of gigabytes
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Row(NamedTuple):
    """One row: its number in the file, and its cells, or the reason why it has none."""

    number: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open file of rows, read once from first to last. `share` tells how much of it was read, 0 to 1."""

    header: tuple[str, ...]  # GDELT's files have none: then it is empty, and the first row is one of data
    rows: Iterator[Row]
    share: Callable[[], float]
    told: str  # how it was read, for the user: "tab-separated, Windows-1252"


@contextmanager
def opened(path: Path) -> Generator[Table, None, None]:
    """The table in a file.

    Raises:
        ContentError: it cannot be read, or is no table.
    """
    try:
        with ExitStack() as stack:
            size, binary = _unpacked(path, stack)
            share = lambda: min(1.0, binary.tell() / max(1, size))  # noqa: E731
            is_json = _is_json(path, binary)
            encoding = "utf-8-sig" if is_json else _encoding(binary)
            text = stack.enter_context(io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline=""))
            yield _of_features(text, share) if is_json else _of_text(path, text, encoding, share)
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ContentError(f"{path.name} is damaged: it cannot be unpacked.") from error


def _unpacked(path: Path, stack: ExitStack) -> tuple[int, IO[bytes]]:
    """Its length in bytes, and the file, or the only one that is packed in it."""
    if not zipfile.is_zipfile(path):
        return path.stat().st_size, stack.enter_context(path.open("rb"))
    archive = stack.enter_context(zipfile.ZipFile(path))
    inside = [entry for entry in archive.infolist() if not entry.is_dir() and Path(entry.filename).suffix.lower() in SUFFIXES[:-1]]
    if len(inside) != 1:
        raise ContentError(f"{path.name} holds {len(inside)} tables; unpack it, and import one of them.")
    try:
        return inside[0].file_size, stack.enter_context(archive.open(inside[0]))
    except (NotImplementedError, RuntimeError) as error:
        raise ContentError(f"{path.name} cannot be unpacked: it is encrypted, or packed in an unusual way.") from error


def _is_json(path: Path, binary: IO[bytes]) -> bool:
    start = binary.read(64).lstrip(codecs.BOM_UTF8).lstrip()
    binary.seek(0)
    return start.startswith(b"{") or (path.suffix.lower() in (".json", ".geojson") and start.startswith(b"["))


# -- separated values --------------------------------------------------------------------------------------------------


def _of_text(path: Path, text: TextIO, encoding: str, share: Callable[[], float]) -> Table:
    sample = text.read(_SAMPLE)
    text.seek(0)
    if not sample.strip():
        raise ContentError(f"{path.name} is empty.")
    if "\0" in sample:
        raise ContentError(f"{path.name} is no table: it is not text.")
    delimiter = delimiter_of(sample)
    csv.field_size_limit(_LONGEST_CELL)
    is_bare = delimiter == "\t" and is_data(sample.split("\n", 1)[0].split("\t"))  # GDELT's: a quotation mark is one of the text
    lines = iter(partial(text.readline, _LONGEST_LINE), "")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if is_bare else csv.QUOTE_MINIMAL)
    rows = _numbered(reader)
    first = next(rows, Row(1, []))
    if first.fault:
        raise ContentError(f"{path.name} is no table: in its first row, {first.fault}.")
    named = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}[delimiter]
    told = f"{named}-separated, {'Windows-1252' if encoding == 'cp1252' else 'UTF-8' if '8' in encoding else 'UTF-16'}"
    if is_data(first.cells):
        return Table(header=(), rows=itertools.chain([first], rows), share=share, told=told)
    header = tuple(cell.strip() or f"column {number}" for number, cell in enumerate(first.cells, start=1))
    return Table(header=header, rows=rows, share=share, told=told)


def is_data(cells: list[str]) -> bool:
    """Whether a first row is one of data already: its first cell is a number, which names no column."""
    return bool(cells) and cells[0].strip().isdigit()


def _numbered(reader: Iterator[list[str]]) -> Iterator[Row]:
    """Each row with its number; empty ones are left out, but counted."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            too_long = "field larger" in str(error)
            yield Row(
                number,
                [],
                "a cell never ends: it has over a million characters, or a quotation mark is missing"
                if too_long
                else f"the row cannot be read: {error}",
            )
            continue
        if cells:
            yield Row(number, cells)


def delimiter_of(sample: str) -> str:
    """Which mark parts the cells: the one that gives the first rows the most cells, the same number in each."""
    lines = sample.splitlines()[:20]
    lines = lines[:-1] or lines  # the last may be cut

    def cells(mark: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
        return (sum(n == counts[0] for n in counts) / len(counts) if counts and counts[0] > 1 else 0.0, counts[0] if counts else 0)

    return max(_DELIMITERS, key=cells)


def _encoding(binary: IO[bytes]) -> str:
    """By its byte order mark, else UTF-8 where the whole file is that, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = binary.read(4)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            binary.seek(0)
            return encoding
    try:
        chunk = start
        while chunk:
            decoder.decode(chunk)
            chunk = binary.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        binary.seek(0)
    return "utf-8"


# -- GeoJSON -----------------------------------------------------------------------------------------------------------


def _of_features(text: TextIO, share: Callable[[], float]) -> Table:
    found = features.read(text)
    ahead = list(itertools.islice(found, features.LOOKED_AT))
    header = features.columns(ahead)

    rows = (Row(number, features.cells(feature, header)) for number, feature in enumerate(itertools.chain(ahead, found), start=1))
    return Table(header=header, rows=rows, share=share, told="GeoJSON")
