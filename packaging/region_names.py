"""What the basemap's regions are called today: Natural Earth's names are old or spelt otherwise than the gazetteer spells them.

A region that was renamed or joined to another is called as in former_regions.tsv; else an outline that bears another name of a region of
admin1.tsv takes that region's own. Standard library only, beside basemap.py.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).parents[1] / "geodata" / "gazetteer" / "data"

Names = Mapping[tuple[str, str], str]
"""Today's name by the country's two letters and the folded older name."""


def todays_names(regions: Sequence[tuple[str, str]], data: Path = DATA) -> list[str]:
    """The names of regions told as (code of Natural Earth, its name), in that order."""
    former = {(row["country"], fold(row["name"])): row["now"] for row in _rows(data / "former_regions.tsv")}
    other = _other_names(data / "admin1.tsv")
    keys = [(code.partition(".")[0], fold(name)) for code, name in regions]
    seen = Counter(keys)
    names = []
    for key, (_, name) in zip(keys, regions, strict=True):
        surely = other.get(key) if seen[key] == 1 else None
        names.append(former.get(key) or surely or name)
    return names


def _other_names(table: Path) -> Names:
    """A name that belongs to two regions of a country, or begins the name of another (Almaty, Almaty Region), is not surely of one."""
    rows = [(row["code"].partition(".")[0], row["names"].split("|")) for row in _rows(table) if row["names"]]
    owned: dict[tuple[str, str], set[str]] = defaultdict(set)
    firsts: dict[str, set[str]] = defaultdict(set)
    for country, names in rows:
        firsts[country].add(names[0])
        for name in names:
            owned[country, fold(name)].add(names[0])
    found = {}
    for (country, name), owners in owned.items():
        [owner, *more] = owners
        if not more and not any(fold(first).startswith(name) for first in firsts[country] - {owner}):
            found[country, name] = owner
    return found


def fold(name: str) -> str:
    """Letters alone, without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
