"""Who did it and to whom, as written, with ACLED's inter code where the word is plain."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geodata.events.distinct import distinct
from geodata.model import Actor

STATE, REBELS, POLITICAL_MILITIA, IDENTITY_MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(1, 9)
MOST = 4  # actors of one sentence

_BY = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+|suspected\s+|some\s+|several\s+)*$")


class ActorMention(NamedTuple):
    """An actor and where it stands."""

    actor: Actor
    start_char: int
    end_char: int


def find_actors(text: str, low: str, span: tuple[int, int], trigger: tuple[int, int]) -> tuple[ActorMention, ...]:
    """The actors in `span`, the one who acts first: named after "by", else standing before the trigger."""
    pattern, inters = _table()
    found = [
        ActorMention(Actor(name=" ".join(text[m.start() : m.end()].split()), inter=inters[m.lastgroup or ""]), m.start(), m.end())
        for m in pattern.finditer(low, *span)
    ]
    agents = [m for m in found if m.start_char > trigger[0] and _BY.search(low[max(span[0], m.start_char - 30) : m.start_char])]
    before = [m for m in found if m.end_char <= trigger[1] and m not in agents]
    ordered = agents + before[::-1][:1] + [m for m in found if m.start_char >= trigger[0]] + before
    return distinct(ordered, lambda m: m.actor.name.casefold())[:MOST]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, int]]:
    rows = tomllib.loads(Path(__file__).with_name("actors.toml").read_text(encoding="utf-8"))["actor"]
    groups = (f"(?P<a{i}>{'|'.join(row['words'])})".replace(" ", r"\s+") for i, row in enumerate(rows))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])"), {f"a{i}": row["inter"] for i, row in enumerate(rows)}
