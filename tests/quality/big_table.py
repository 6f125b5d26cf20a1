"""Makes a file of so many rows with ACLED's columns: python tests/quality/big_table.py OUT.csv NUMBER

Places, days, types and words are drawn from a seed: some four in five rows lie at one of a few thousand towns, the others are known to a
district or region. The notes are of the length that such notes have. Nothing in it is data of ACLED's.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SEED = 20240501
TOWNS = 6_000
HEADER = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
TYPES = (
    ("Political violence", "Battles", "Armed clash"),
    ("Political violence", "Violence against civilians", "Attack"),
    ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    ("Demonstrations", "Protests", "Peaceful protest"),
    ("Demonstrations", "Riots", "Mob violence"),
    ("Strategic developments", "Strategic developments", "Arrests"),
)
COUNTRIES = (  # name, ISO's number, a region, south, west, and how far it goes
    ("Niger", "562", "Tahoua", 13.5, 2.0, 4.0),
    ("Mali", "466", "Gao", 14.0, -4.0, 4.0),
    ("Burkina Faso", "854", "Sahel", 11.5, -3.0, 3.0),
    ("Nigeria", "566", "Borno", 8.0, 5.0, 5.0),
)
_WORDS = "men on motorcycles attacked the village market before dawn and took cattle while residents fled towards the river".split()  # noqa: SIM905


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """So many rows, the same each time."""
    chance = random.Random(SEED)
    towns = [_town(chance, place) for place in range(TOWNS)]
    for row in range(number):
        country, iso, region, town, latitude, longitude = towns[min(int(chance.paretovariate(0.9) * 20) - 20, TOWNS - 1)]
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_650))
        disorder, kind, what = chance.choice(TYPES)
        dead = str(chance.randrange(9)) if chance.random() < 0.4 else "0"
        told = " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(20, 60)))
        yield (
            f"{iso}{row}", f"{day:%d %B %Y}", str(day.year), chance.choice("1112"), disorder, kind, what, f"Group {chance.randrange(300)}",
            "", chance.choice("1234"), f"Villagers of {town}", "", "7", "37", "", iso, "Western Africa", country, region, "", "", town,
            latitude, longitude, chance.choice("11112"), f"Paper {chance.randrange(90)}; Agency", "National",
            f"On {day:%d %B %Y}, {told} near {town}.", dead, "", "1714500000",
        )  # fmt: skip


def _town(chance: random.Random, place: int) -> tuple[str, str, str, str, str, str]:
    country, iso, region, south, west, far = chance.choice(COUNTRIES)
    point = f"{south + chance.random() * far:.4f}", f"{west + chance.random() * far:.4f}"
    return country, iso, region, f"Town {place}", *point


def make(out: Path, number: int) -> None:
    """Write the file."""
    with out.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(HEADER)
        written.writerows(rows(number))


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
