"""GeoNames country dumps (NE.zip, NE.txt): what is kept of them, and the entries it makes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from geodata.errors import ContentError
from geodata.gazetteer.entries import Entry, Kind, is_name
from geodata.gazetteer.features import is_kept
from geodata.gazetteer.names import NUMBERED, admin_names, in_one_word
from geodata.model import Place, Progress

_COLUMNS = 19
_LARGEST = 2_000_000_000  # bytes unpacked; the United States have 300 million
_REPORT_EVERY = 20_000
_MOST = 2**63 - 1  # that the gazetteer can hold as a number


class _Row(NamedTuple):
    """The columns of a dump that are kept, as text."""

    geonameid: str
    name: str
    ascii_name: str
    alternates: str  # with commas between
    latitude: str
    longitude: str
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    admin2_code: str
    population: str


_KEPT = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14)  # columns of a dump, in the order of _Row


def read(path: Path) -> Generator[Progress, None, bytes]:
    """The kept rows of a country dump, compressed, for `entries`.

    Raises:
        ContentError: it cannot be opened, is no dump, is cut off or damaged, or has no place that is kept.
    """
    kept: list[str] = []
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if number % _REPORT_EVERY == 0:
                    yield Progress(done=number, total=0, label=f"Reading {path.name}")
                row = _row(path, number, line)
                if is_kept(row.feature_class, row.feature_code):
                    kept.append("\t".join(row))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ContentError(f"{path.name} is damaged or was not downloaded whole; download it anew.") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"{path.name} is no GeoNames country dump: it is not UTF-8 text.") from error
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if not kept:
        raise ContentError(f"{path.name} holds no places.")
    return zlib.compress("\n".join(kept).encode(), 9)


def entries(content: bytes) -> Iterator[Entry]:
    """The places of what `read` has kept."""
    for line in zlib.decompress(content).decode().split("\n"):
        row = _Row(*line.split("\t"))
        place = Place(
            geonameid=int(row.geonameid),
            name=row.name,
            latitude=float(row.latitude),
            longitude=float(row.longitude),
            feature_class=row.feature_class,
            feature_code=row.feature_code,
            country_code=row.country_code,
            admin1_code="" if row.admin1_code == "00" else row.admin1_code,
            population=int(row.population or 0),
        )
        yield Entry(place, _names(row), admin2_code=row.admin2_code)


def _names(row: _Row) -> tuple[tuple[str, Kind], ...]:
    alternates = [name for name in (row.ascii_name, *row.alternates.split(",")) if _is_useful(name)]
    if row.feature_class == "A":
        alternates += admin_names((row.name, *alternates), row.feature_code)
    else:
        alternates += [written for name in (row.name, *alternates) if (written := in_one_word(name))]
    return ((row.name, Kind.OFFICIAL), *((name, Kind.ALTERNATE) for name in dict.fromkeys(alternates)))


def _is_useful(name: str) -> bool:
    return is_name(name) and "://" not in name and not NUMBERED.fullmatch(name)


def _row(path: Path, number: int, line: str) -> _Row:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != _COLUMNS:
        if number == 1:
            raise ContentError(f"{path.name} is no GeoNames country dump: a line has {len(cells)} columns, not {_COLUMNS}.")
        raise ContentError(f"{path.name} is cut off or damaged at line {number}; download it anew.")
    row = _Row(*(cells[column] for column in _KEPT))
    try:
        is_sound = 0 < int(row.geonameid) <= _MOST and abs(float(row.latitude)) <= 90 and abs(float(row.longitude)) <= 180
        is_sound = is_sound and 0 <= int(row.population or 0) <= _MOST and bool(row.name)
    except ValueError:
        is_sound = False
    if not is_sound:
        raise ContentError(f"{path.name} is no GeoNames country dump: line {number} has no sound id, name, point or population.")
    return row


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The lines of the dump, unpacked where it is a zip file; the readme that GeoNames packs with it is passed over."""
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8", newline="\n") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        texts = [m for m in archive.infolist() if m.filename.lower().endswith(".txt") and "readme" not in m.filename.lower()]
        if len(texts) != 1:
            raise ContentError(f"{path.name} is no GeoNames country dump: it should hold one text file and holds {len(texts)}.")
        if texts[0].file_size > _LARGEST:
            raise ContentError(f"{path.name} is too large: {texts[0].file_size // 1_000_000:,} MB unpacked.")
        with archive.open(texts[0]) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file:
            yield file
