"""What the gazetteer's dialog asks of the core, in one place: tests give steps of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geodata.errors import GazetteerError
from geodata.gazetteer import additions
from geodata.gazetteer.additions import Source
from geodata.gazetteer.opening import unreadable
from geodata.model import Progress
from geodata.outgoing import Outgoing

if TYPE_CHECKING:
    from geodata.gazetteer.download import Opener

Step = Generator[Progress, None, object]
# GeoNames' feature classes, in words.
CLASSES = {
    "P": "towns and villages",
    "A": "countries, regions and districts",
    "S": "sites",
    "H": "waters",
    "T": "mountains and hills",
    "L": "areas",
}
_KIND_OF = {Source.GEONAMES: "Places of GeoNames", Source.BOUNDARIES: "Boundaries"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a gazetteer holds."""

    places: int
    names: int
    kinds: tuple[tuple[str, int], ...]  # in words, with their number, the most first
    added: tuple[tuple[str, str], ...]  # each file with what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The core's functions that the dialog calls; each takes the gazetteer's path first."""

    contents: Callable[[Path], Contents]
    countries: Callable[[Path], Sequence[tuple[str, str]]]  # code and name
    add: Callable[[Path, Sequence[Path]], Step]
    download: Callable[[Path, str], Step]
    what_is_fetched: Callable[[str], str]  # of a country's code: one sentence


def contents(path: Path) -> Contents:
    """Count what the gazetteer holds.

    Raises:
        GazetteerError: it is not built, or the file is none.
    """
    if not path.is_file():
        raise GazetteerError("The gazetteer is not built yet.")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            places, names = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("place", "name"))  # noqa: S608
            rows = connection.execute("SELECT feature_class, count(*) FROM place GROUP BY feature_class ORDER BY count(*) DESC").fetchall()
    except sqlite3.DatabaseError as error:
        raise unreadable(path) from error
    kinds = tuple((CLASSES[kind], count) for kind, count in rows if kind in CLASSES)
    return Contents(places=places, names=names, kinds=kinds, added=tuple((a.name, _KIND_OF[a.source]) for a in additions.kept(path)))


def countries(path: Path) -> list[tuple[str, str]]:
    """Codes and names of the countries, by name; none where there is no gazetteer.

    Raises:
        GazetteerError: the file is none.
    """
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT country_code, name FROM place WHERE feature_code = 'PCLI' ORDER BY name").fetchall()
    except sqlite3.DatabaseError as error:
        raise unreadable(path) from error


def core_steps(log: Outgoing) -> Steps:
    """The core's own; what is fetched is told to `log`."""
    from geodata.gazetteer.build import add
    from geodata.gazetteer.download import announcement
    from geodata.recording import recording_opener

    return Steps(
        contents=contents,
        countries=countries,
        add=add,
        download=partial(download, recording_opener(log, "Country file of GeoNames")),
        what_is_fetched=lambda code: announcement([code]),
    )


def download(opener: Opener, path: Path, code: str) -> Step:
    """Fetch a country's dump from GeoNames and build the gazetteer with it in.

    Raises:
        GeodataError: GeoNames cannot be reached, or the gazetteer cannot be written.
    """
    from geodata.gazetteer.build import add
    from geodata.gazetteer.download import download as fetch

    with TemporaryDirectory() as folder:
        files = yield from fetch([code], Path(folder), opener)
        return (yield from add(path, files))
