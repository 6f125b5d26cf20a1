"""Events as a GeoJSON FeatureCollection (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from geodata.export.provenance import Provenance
from geodata.export.record import record
from geodata.model import Article, Event


def lines(events: Iterable[Event], articles: Mapping[str, Article], provenance: Provenance) -> Iterator[str]:
    """The file, a feature a line. An event known only to an area has a null geometry, never a point in its middle."""
    about = {
        "filter": provenance.filter,
        "made": provenance.made.isoformat(),
        "made_by": provenance.made_by,
        "sources": provenance.sources,
        "attribution": provenance.attribution,
    }
    yield f'{{"type": "FeatureCollection", "provenance": {json.dumps(about, ensure_ascii=False)}, "features": [\n'
    before = ""
    for event in events:
        yield before + json.dumps(_feature(event, articles), ensure_ascii=False, allow_nan=False)
        before = ",\n"
    yield "\n]}\n"


def _feature(event: Event, articles: Mapping[str, Article]) -> dict[str, object]:
    latitude, longitude = event.point or (None, None)
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if event.point else None
    return {"type": "Feature", "id": event.event_id, "geometry": geometry, "properties": record(event, articles)}
