"""Scores who did it to whom, in short texts of the project's own with the two actors that a reader coded.

    python tests/quality/actors.py GOLD.jsonl [--gazetteer FILE] [--misses]

Each line of GOLD has "id", "date", "text", the event's "category", and "actor1" and "actor2" (the names that are right; null is none) with
"inter1" and "inter2" (null: not asked). The shares are of the texts whose event is found. The order of the sides of an agreement is free.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from geodata.analyst import Analyst, default_analyst
from geodata.export import jsonlines
from geodata.gazetteer.search import Gazetteer
from geodata.model import Event
from geodata.training.actor_pairs import Row, figures, verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the texts of which something is wrong")
    options = parser.parse_args()
    with Gazetteer.open(options.gazetteer) as gazetteer:
        analyst = default_analyst(gazetteer)
        rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
        events = [_coded(analyst, row) for row in rows]
    verdicts = [verdict(row, event) if event else None for row, event in zip(rows, events, strict=True)]
    for row, event, told in zip(rows, events, verdicts, strict=True):
        if options.misses and not (told and told.is_right):
            print(row["id"], row["text"])
            print("   ", *(f"{row[f'actor{n}']} {row[f'inter{n}']}" for n in (1, 2)), sep=" | ")
            print("   ", *(f"{a.name} {a.inter}" for a in event.actors) if event else ("no such event",), sep=" | ")
    for name, value in figures(verdicts)._asdict().items():
        print(f"{name:8s} {value:.3f}")


def _coded(analyst: Analyst, row: Row) -> Event | None:
    """The likeliest event of the category that the reader gave."""
    asked = jsonlines.request(json.dumps({key: row[key] for key in ("id", "text", "date")}).encode())
    return next((e for e in analyst.analyse(asked.article).events if e.category.value == row["category"]), None)


if __name__ == "__main__":
    main()
