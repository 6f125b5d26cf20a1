"""The corpora that the tagger learns from, as texts with marked toponyms; they are read in place and never copied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ANY = "any"  # no corpus's own conventions
CORPORA = (ANY, "lgl", "geowebnews", "humset")
_UNTOLD = {"lgl"}  # its `type` is the place's feature code
_LITERAL = {"LOC", "Literal", "Mixed", "Literal_Modifier", "Embedded_Literal"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A toponym in a text; `associative` is None where the corpus does not tell."""

    start: int
    end: int
    associative: bool | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, its corpus, and its toponyms in order, none overlapping."""

    text: str
    corpus: str
    marks: tuple[Mark, ...]


def read(path: Path) -> Iterator[Marked]:
    """The documents of `lgl.jsonl` and the like; the corpus is the file's name."""
    # Not splitlines: texts hold U+2028.
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        document = json.loads(line)
        yield Marked(document["text"], path.stem, _marks(document["toponyms"], tells_roles=path.stem not in _UNTOLD))


def _marks(toponyms: list[dict[str, Any]], *, tells_roles: bool) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for toponym in sorted(toponyms, key=lambda t: (t["start"], -t["end"])):
        if not marks or toponym["start"] >= marks[-1].end:
            marks.append(Mark(toponym["start"], toponym["end"], toponym["type"] not in _LITERAL if tells_roles else None))
    return tuple(marks)
