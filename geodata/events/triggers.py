"""Trigger phrases found in text, read from `triggers.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geodata.model import Category

GENERIC = frozenset({"Attack", "Armed clash", "Peaceful protest"})
"""Sub-event types that hold when nothing more special is told."""


class Trigger(NamedTuple):
    """A phrase that may name an event, in offsets of the text. A strong one names an event by itself."""

    category: Category
    sub_event_type: str
    strong: bool
    start_char: int
    end_char: int


class _Table(NamedTuple):
    patterns: tuple[re.Pattern[str], ...]  # what is specific, what is generic: a generic match must not swallow a specific one
    kinds: dict[str, tuple[Category, str, bool]]
    not_event: re.Pattern[str]
    hypothetical: re.Pattern[str]


def find_triggers(low: str, start: int, end: int) -> tuple[Trigger, ...]:
    """The triggers in `low[start:end]` (folded text), idioms and mere thoughts of an event left out."""
    table = _table()
    matches = (m for pattern in table.patterns for m in pattern.finditer(low, start, end))
    found = sorted((Trigger(*table.kinds[m.lastgroup or ""], m.start(), m.end()) for m in matches), key=lambda t: t.start_char)
    if not found:
        return ()
    idioms = [m.span() for m in table.not_event.finditer(low, start, end)]
    return tuple(
        t for t in found if not _touches(t, idioms) and not table.hypothetical.search(low[max(start, t.start_char - 40) : t.start_char])
    )


def _touches(trigger: Trigger, stretches: list[tuple[int, int]]) -> bool:
    return any(a < trigger.end_char and trigger.start_char < b for a, b in stretches)


@cache
def _table() -> _Table:
    data = tomllib.loads(Path(__file__).with_name("triggers.toml").read_text(encoding="utf-8"))
    not_event, context = data.pop("not_event"), data.pop("context")
    rows = [*((*row, True) for row in _rows(data, "strong")), *((*row, False) for row in _rows(data, "weak"))]
    kinds = {f"g{i}": (category, sub, strong) for i, (category, sub, _, strong) in enumerate(rows)}
    groups = {f"g{i}": f"(?P<g{i}>{_joined(phrases)})" for i, (_, _, phrases, _) in enumerate(rows)}
    parts = ([g for name, g in groups.items() if (kinds[name][1] in GENERIC) is generic] for generic in (False, True))
    return _Table(
        tuple(re.compile(rf"(?<![\w-])(?:{'|'.join(part)})(?!\w)") for part in parts),
        kinds,
        re.compile(rf"(?<!\w)(?:{_joined(not_event['phrases'])})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_joined(context['hypothetical'])})[\s-]+$"),
    )


def _rows(data: dict[str, Any], strength: str) -> Iterator[tuple[Category, str, list[str]]]:
    for category, subs in data.items():
        for sub, phrases in subs.items():
            if strength in phrases:
                yield Category(category), sub, phrases[strength]


def _joined(phrases: list[str]) -> str:
    """One alternation; a space means white space, and a gap of words stays inside its clause."""
    return "|".join(phrases).replace(r"\S+ ", r"[^\s,;:]+ ").replace(" ", r"\s+").replace(r"\s+?", r"\s*")
