"""Run Dateline's geoparsing over a corpus: python tests/quality/geoparsing.py GOLD.jsonl PREDICTED.jsonl

PREDICTED is then read by the scorer, beside GOLD.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.recognize import NameRecognizer
from geodata.geoparsing.resolve import RankedResolver


def main(gold: Path, predicted: Path) -> None:
    """Write one line of toponyms for each document, and the speed to the terminal."""
    with Gazetteer.open() as gazetteer, predicted.open("w", encoding="utf-8") as out:
        recognizer, resolver = NameRecognizer(gazetteer), RankedResolver(gazetteer)
        start = time.perf_counter()
        # Not splitlines: texts hold U+2028.
        documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").strip().split("\n")]
        for document in documents:
            text, title = document["text"], document.get("title") or ""
            resolutions = resolver.resolve(text, recognizer.recognise(text, title=title), title=title)
            toponyms = [
                {
                    "start": r.toponym.start_char,
                    "end": r.toponym.end_char,
                    "text": r.toponym.name,
                    "lat": r.place.latitude if r.place else None,
                    "lon": r.place.longitude if r.place else None,
                    "geonameid": r.place.geonameid if r.place else None,
                }
                for r in resolutions
            ]
            out.write(json.dumps({"id": document["id"], "toponyms": toponyms}, ensure_ascii=False) + "\n")
        seconds = time.perf_counter() - start
    sys.stdout.write(f"{len(documents)} documents, {len(documents) / seconds:.0f} a second\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
