"""Makes a project of so many events: python tests/quality/big_project.py OUT.gpkg NUMBER [--spread] [--articles NUMBER]

Places, categories and days are drawn from a seed: most events lie at a few thousand towns, as real ones do, some near them, some are
known to a country only, a few are not located. With --spread no two events share a spot, which is the hardest case for a map.
With --articles each event is told by one of so many articles, of some 200 words each that are as frequent as words are.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from geodata.model import Category, Status
from geodata.store import project
from geodata.store.column_cache import columns_of, keep

SEED = 20230831
TOWNS = 6000
BLOCK = 50_000
_CATEGORIES = (0.42, 0.2, 0.06, 0.03, 0.06, 0.01, 0.05, 0.08, 0.04, 0.05)
_STATUSES = (0.86, 0.06, 0.03, 0.02, 0.02, 0.01)
# Where many events lie: centre, spread in degrees, share.
_REGIONS = (
    (14.0, 0.0, 5.0, 0.25), (12.0, 14.0, 4.0, 0.12), (3.0, 45.0, 4.0, 0.1), (34.0, 38.0, 3.0, 0.15), (15.0, 45.0, 3.0, 0.06),
    (34.0, 68.0, 5.0, 0.08),
    (49.0, 34.0, 3.5, 0.1), (4.0, -74.0, 4.0, 0.06), (16.0, 96.0, 3.0, 0.04), (0.0, 28.0, 5.0, 0.04),
)  # fmt: skip
_COUNTRIES = ((2440476, "NE", 17.0, 9.0), (2453866, "ML", 18.0, -2.0), (2361809, "BF", 12.5, -1.5))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--spread", action="store_true")
    parser.add_argument("--articles", type=int, default=0)
    options = parser.parse_args()
    make(options.out, options.number, spread=options.spread, articles=options.articles)


def make(out: Path, number: int, *, spread: bool = False, articles: int = 0) -> None:
    """Write the project; the file must not exist."""
    with project.create(out) as made:
        with made.transaction() as connection:
            _fill(connection, number, spread=spread)
            for first in range(0, articles, BLOCK):
                connection.executemany(_ARTICLE, _articles(first, min(BLOCK, articles - first)))
            if articles:
                connection.execute(_EVIDENCE, [articles])
                connection.execute("INSERT INTO article_text (rowid, title, text) SELECT fid, title, text FROM article")
        keep(made, columns_of(made))


def _fill(connection: Connection, number: int, *, spread: bool) -> None:
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, 'A', 'PCLI', ?, '', 0)",
        [(geonameid, country, latitude, longitude, country) for geonameid, country, latitude, longitude in _COUNTRIES],
    )
    for first in range(0, number, BLOCK):
        rows = _events(first, min(BLOCK, number - first), spread=spread)
        connection.executemany(f"INSERT INTO event ({COLUMNS}) VALUES ({', '.join('?' * 23)})", rows)


COLUMNS = (
    "fid, geom, event_id, category, event_type, sub_event_type, status, event_date, date_end, time_precision, fatalities, injured,"
    " location, geonameid, country_code, latitude, longitude, geo_precision, reasons, score, coder, review, radius_km"
)


def _events(first: int, number: int, *, spread: bool) -> Iterator[tuple[Any, ...]]:
    chance = np.random.default_rng((SEED, first))
    latitude, longitude = _points(chance, number) if spread else _towns(chance, number)
    category = chance.choice(len(Category), number, p=_CATEGORIES)
    status = chance.choice(len(Status), number, p=_STATUSES)
    days = (chance.beta(2.0, 1.2, number) * 3650).astype(int)
    deaths = np.where(chance.random(number) < 0.4, chance.poisson(3, number), -1)
    kind = chance.choice(4, number, p=(0.78, 0.08, 0.1, 0.04))  # exact, near, a country, unknown
    country = chance.integers(len(_COUNTRIES), size=number)
    categories, statuses, reasons = list(Category), list(Status), json.dumps([])
    for i in range(number):
        day = (date(2015, 1, 1) + timedelta(days=int(days[i]))).isoformat()
        geonameid, code = _COUNTRIES[country[i]][:2]
        point = (float(latitude[i]), float(longitude[i])) if kind[i] < 2 else (None, None)
        blob = _blob(*point) if point[0] is not None and point[1] is not None else None
        known = None if deaths[i] < 0 else int(deaths[i])
        area, home = (geonameid if kind[i] == 2 else None), (code if kind[i] < 3 else None)
        what = str(categories[category[i]]), "Battles", "Armed clash", str(statuses[status[i]])
        where = "somewhere", area, home, *point, ("exact", "near", "country", "unknown")[kind[i]]
        radius = (5.0, 10.0, 25.0)[i % 3] if kind[i] == 1 else None
        event_id = f"{first + i:016x}"
        yield first + i + 1, blob, event_id, *what, day, day, "day", known, None, *where, reasons, 0.9, "big_project", "unreviewed", radius


VOCABULARY, WORDS = 60_000, 200
_ARTICLE = "INSERT INTO article (fid, article_id, title, text, source, language, published) VALUES (?, ?, ?, ?, ?, 'en', ?)"
_EVIDENCE = "INSERT INTO evidence (event, article, start_char, end_char) SELECT fid, 1 + fid % ?, 0, 40 FROM event"


def vocabulary() -> list[str]:
    """Made-up words, the most frequent first; every twentieth has an accent."""
    chance = np.random.default_rng(SEED)
    parts = ["ba", "ko", "ri", "sa", "tu", "men", "lo", "da", "fi", "gar", "né", "wa", "zo", "pe", "chi", "ul", "mas", "ti", "bro", "ven"]
    words = dict.fromkeys("".join(parts[i] for i in chance.integers(len(parts), size=2 + n % 3)) for n in range(VOCABULARY * 4))
    return list(words)[:VOCABULARY]


def _articles(first: int, number: int) -> Iterator[tuple[Any, ...]]:
    chance, words = np.random.default_rng((SEED, first, 1)), np.array(vocabulary(), dtype=object)
    for i in range(number):
        drawn = words[np.minimum(chance.zipf(1.15, WORDS) - 1, len(words) - 1)]
        day = (date(2015, 1, 1) + timedelta(days=int(chance.integers(3650)))).isoformat()
        yield first + i + 1, f"a{first + i:015x}", " ".join(drawn[:7]), " ".join(drawn), f"Courier {i % 40}", day


def _points(chance: np.random.Generator, number: int) -> tuple[Any, Any]:
    region = chance.choice(len(_REGIONS), number, p=[share for *_, share in _REGIONS])
    centres = np.array([row[:2] for row in _REGIONS])[region]
    spread = np.array([row[2] for row in _REGIONS])[region]
    return centres[:, 0] + chance.normal(size=number) * spread, centres[:, 1] + chance.normal(size=number) * spread * 1.3


def _towns(chance: np.random.Generator, number: int) -> tuple[Any, Any]:
    towns = np.round(np.column_stack(_points(np.random.default_rng(SEED), TOWNS)), 5)
    rank = np.minimum((chance.pareto(0.9, number) * 20).astype(int), TOWNS - 1)
    return towns[rank, 0], towns[rank, 1]


def _blob(latitude: float, longitude: float) -> bytes:
    """A point as GeoPackage keeps it: header and well-known binary."""
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, longitude, latitude)


if __name__ == "__main__":
    main()
