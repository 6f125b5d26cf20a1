"""The words for actors: the tables `actors.toml` (plain words) and `groups.toml` (armed groups by name)."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


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


class Words(NamedTuple):
    """The patterns over folded text; `names` over the text itself. `leads` and `known` tell the row of the name of a regular group."""

    heads: re.Pattern[str]
    leads: dict[str, Lead]
    groups: re.Pattern[str]
    known: dict[str, Known]
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
        if m := self.groups.fullmatch(low):
            known = self.known[m.lastgroup or ""]
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
        heads=_either(f"(?P<a{i}>{'|'.join(row['words'])})" for i, row in enumerate(rows)),
        leads={f"a{i}": Lead(Kind(row["is"]), row["inter"], row.get("vague", False)) for i, row in enumerate(rows)},
        groups=_either(f"(?P<g{i}>{row['words']})" for i, row in enumerate(groups)),
        known={f"g{i}": Known(row["name"], _BY_INTER[row["inter"]], row["inter"], row.get("nation", "")) for i, row in enumerate(groups)},
        names=re.compile(rf"(?<![\w-])(?:{own['names']})(?![\w-])"),
        weapons=re.compile(rf"(?:['’]s)?\s+(?:{own['weapons']})(?![\w-])".replace(" ", r"\s+").replace(r"\s+?", r"\s?")),
        of_state=re.compile(rf"\b(?:{own['of_state']})\b"),
        of_rebels=re.compile(rf"\b(?:{own['of_rebels']})(?!\w)"),
        kept=frozenset(own["kept"]),
        no_name=frozenset(own["no_name"] + own["dropped"]),
    )


def _either(rows: Any) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(rows)})(?![\w-])".replace(" ?", r"\s?").replace("[ -]", r"[\s-]").replace(" ", r"\s+"))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
