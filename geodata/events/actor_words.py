"""The words for actors: the tables `actors.toml` (plain words) and `groups.toml` (armed groups by name)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """What an actor is, by its words."""

    STATE = "state"
    REBELS = "rebels"
    MILITIA = "militia"
    COMMUNAL = "communal"
    NEIGHBOURS = "neighbours"  # herders, youths: a communal militia where they attack, civilians where they are attacked
    MOB = "mob"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    PERSON = "person"  # an activist, a mayor
    OFFICIAL = "official"  # an ambassador, a president
    FOREIGN = "foreign"
    COUNTRY = "country"
    WEAPON = "weapon"  # "Russian drones"


_OF_PEOPLE = re.compile(r"\b(?:liberation|people's|resistance|independence|salvation|free|revolutionary|new)\b")
_BY_INTER = {1: Kind.STATE, 2: Kind.REBELS, 3: Kind.MILITIA, 4: Kind.COMMUNAL, 8: Kind.FOREIGN}


class Lead(NamedTuple):
    """A row of plain words; `vague` where they may mean any group."""

    kind: Kind
    inter: int
    vague: bool


class Known(NamedTuple):
    """A group of the table."""

    name: str
    kind: Kind
    inter: int
    nation: str


class Table(Generic[T]):
    """Rows of words: where any of them stands, and which row it is.

    The pattern is one flat list of alternatives, which `re` passes over by their first letter: four times as fast as a group a row.
    """

    def __init__(self, rows: Iterable[tuple[Sequence[str], T]]) -> None:
        """With the regular expressions of each row, a space in them standing for any white space."""
        told = [("|".join(words).replace(" ?", r"\s?").replace("[ -]", r"[\s-]").replace(" ", r"\s+"), row) for words, row in rows]
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(words for words, _ in told)})(?![\w-])")
        self._rows = [(re.compile(words), row) for words, row in told]
        self._seen: dict[str, T] = {}

    def row(self, words: str) -> T:
        """The first row that the words of a match are of."""
        if words not in self._seen:
            self._seen[words] = next(row for pattern, row in self._rows if pattern.fullmatch(words))
        return self._seen[words]


class Words(NamedTuple):
    """The tables and patterns over folded text; `names` over the text itself."""

    heads: Table[Lead]
    groups: Table[Known]
    names: re.Pattern[str]
    weapons: re.Pattern[str]
    of_state: re.Pattern[str]
    of_rebels: re.Pattern[str]
    kept: frozenset[str]
    no_name: frozenset[str]

    def of_name(self, low: str, nation: str = "") -> tuple[Kind | None, int | None, str, str]:
        """Kind, inter code, group and nation of a name in capitals; no kind where it is none of an armed group or force.

        `nation` is the country that the name has in it: the "Malian Army" is no group.
        """
        if self.groups.pattern.fullmatch(low):
            known = self.groups.row(low)
            return known.kind, known.inter, known.name, known.nation
        if self.of_state.search(low) or (nation and low.endswith("army") and not _OF_PEOPLE.search(low)):
            return Kind.STATE, 1, "", nation
        if re.search(r"\b(?:militia|gang|cartel)\b", low):
            return Kind.MILITIA, 3, "", ""
        return (Kind.REBELS, 2, "", "") if self.of_rebels.search(low) else (None, None, "", "")

    def is_long(self, last: str) -> bool:
        """Whether a name may go on behind that word: "Popular Front for the Renaissance of"."""
        return last in ("Front", "Movement", "Coalition", "Alliance", "Army", "Forces")


@cache
def words() -> Words:
    """The tables, read once."""
    plain = _read("actors.toml")
    rows, own = plain["kind"], plain["words"]
    groups = [row for row in _read("groups.toml")["group"] if "inter" in row]
    return Words(
        heads=Table((row["words"], Lead(Kind(row["is"]), row["inter"], row.get("vague", False))) for row in rows),
        groups=Table(([row["words"]], Known(row["name"], _BY_INTER[row["inter"]], row["inter"], row.get("nation", ""))) for row in groups),
        names=re.compile(rf"(?<![\w-])(?:{own['names']})(?![\w-])"),
        weapons=re.compile(rf"(?:['’]s)?\s+(?:{own['weapons']})(?![\w-])".replace(" ", r"\s+").replace(r"\s+?", r"\s?")),
        of_state=re.compile(rf"\b(?:{own['of_state']})\b"),
        of_rebels=re.compile(rf"\b(?:{own['of_rebels']})(?!\w)"),
        kept=frozenset(own["kept"]),
        no_name=frozenset(own["no_name"] + own["dropped"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
