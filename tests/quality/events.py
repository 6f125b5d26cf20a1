"""Writes the events found in a JSON Lines file, for a scorer to compare with its gold.

    python tests/quality/events.py GOLD.jsonl PREDICTED.jsonl [--gazetteer FILE] [--half 0|1] [--models FOLDER]

Each line of GOLD has "id", "text" and perhaps "date" and "title"; PREDICTED gets the answers of `python -m geodata extract`.
With --half every second line is read, so that one half can serve to develop and the other to judge. Prints articles a second.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from geodata.analyst import default_analyst
from geodata.export import jsonlines
from geodata.gazetteer.search import Gazetteer


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--models", type=Path, help="a folder with another encoder, such as one trained without a fourth")
    options = parser.parse_args()
    lines = [line for number, line in enumerate(options.gold.open("rb")) if options.half is None or number % 2 == options.half]
    with Gazetteer.open(options.gazetteer) as gazetteer, options.predicted.open("w", encoding="utf-8") as out:
        analyst = default_analyst(gazetteer, models=options.models)
        start = time.perf_counter()
        for line in lines:
            asked = jsonlines.request(_question(line))
            analysis = analyst.analyse(asked.article)
            out.write(jsonlines.answer(asked, analysis.resolutions, analysis.events) + "\n")
    print(f"{len(lines) / (time.perf_counter() - start):.1f} articles a second")


def _question(line: bytes) -> bytes:
    """The line without its answers."""
    fields = json.loads(line)
    return json.dumps({name: fields[name] for name in ("id", "text", "title", "date") if fields.get(name) is not None}).encode()


if __name__ == "__main__":
    main()
