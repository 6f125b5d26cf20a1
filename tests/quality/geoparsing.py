"""Run Dateline's geoparsing over a corpus: python tests/quality/geoparsing.py GOLD.jsonl PREDICTED.jsonl [--models FOLDER] [--spans]

PREDICTED is then read by the scorer, beside GOLD. The gazetteer is the one of $DATELINE_GAZETTEER, or the user's.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.encoder import Encoder
from geodata.geoparsing.ranker import load
from geodata.geoparsing.resolve import RankedResolver
from geodata.geoparsing.tagger import TaggerRecognizer
from geodata.model import Resolution, Toponym


def main() -> None:
    """Write one line of toponyms for each document, and the speed to the terminal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--models", type=Path, help="the folder of another encoder, such as one trained without a fifth of the corpora")
    parser.add_argument("--conventions", default=None, help="the corpus whose conventions of names hold")
    parser.add_argument("--ranker", type=Path, help="another ranker's file")
    parser.add_argument("--spans", action="store_true", help="resolve the gold spans: how good is resolution alone")
    options = parser.parse_args()
    conventions = {"conventions": options.conventions} if options.conventions else {}
    # Not splitlines: texts hold U+2028.
    documents = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").strip().split("\n")]
    with Gazetteer.open() as gazetteer, options.predicted.open("w", encoding="utf-8") as out:
        recognizer = TaggerRecognizer(gazetteer.matches, Encoder(options.models, **conventions))
        resolver = RankedResolver(gazetteer, load(options.ranker) if options.ranker else None)
        start = time.perf_counter()
        for document in documents:
            text, title = document["text"], document.get("title") or ""
            toponyms = _gold(document) if options.spans else recognizer.recognise(text, title=title)
            found = [_row(resolution) for resolution in resolver.resolve(text, toponyms, title=title)]
            out.write(json.dumps({"id": document["id"], "toponyms": found}, ensure_ascii=False) + "\n")
        seconds = time.perf_counter() - start
    sys.stdout.write(f"{len(documents)} documents, {len(documents) / seconds:.0f} a second\n")


def _gold(document: dict[str, Any]) -> tuple[Toponym, ...]:
    spans = sorted({(t["start"], t["end"]) for t in document["toponyms"]})
    return tuple(Toponym(name=document["text"][start:end], start_char=start, end_char=end) for start, end in spans)


def _row(resolution: Resolution) -> dict[str, Any]:
    toponym, place = resolution.toponym, resolution.place
    return {
        "start": toponym.start_char,
        "end": toponym.end_char,
        "text": toponym.name,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
    }


if __name__ == "__main__":
    main()
