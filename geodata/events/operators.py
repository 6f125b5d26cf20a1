"""Who holds a military facility, by the words for nations, bodies and missions (`operators.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geodata.events.sentences import folded

_SHORT = 3  # letters at most of an abbreviation, which in small letters may be another word: "us", "un"


class Operator(NamedTuple):
    """One of the table's operators, and where its words stand."""

    name: str
    start_char: int
    end_char: int


def find_operators(text: str) -> tuple[Operator, ...]:
    """The operators that a text names, in order; "us" and "un" only in capitals."""
    pattern, names = _table()
    found = (Operator(names[m.lastgroup or ""], m.start(), m.end()) for m in pattern.finditer(folded(text)))
    return tuple(o for o in found if o.end_char - o.start_char > _SHORT or text[o.start_char : o.end_char].isupper())


@cache
def operators_in(words: str) -> tuple[str, ...]:
    """The operators that a few words name: "Germany (MINUSMA)" is Germany, then the United Nations."""
    return tuple(dict.fromkeys(found.name for found in find_operators(words)))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    rows: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("operators.toml").read_text(encoding="utf-8"))["words"]
    # Longer names go first, so that "Syrian Democratic Forces" is not Syria.
    ordered = sorted(rows.items(), key=lambda row: -len(row[0]))
    groups = (f"(?P<o{i}>{'|'.join(words)})".replace(" ", r"\s+") for i, (_, words) in enumerate(ordered))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?!\w)"), {f"o{i}": name for i, (name, _) in enumerate(ordered)}
