"""One event as a flat record with ACLED's column names, the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from geodata.articles.duplicates import origins
from geodata.geoparsing.precision import acled_code, ucdp_code
from geodata.grades import Reliability, suggested
from geodata.model import Article, Event, TimePrecision
from geodata.wording import without_bullet

Value = str | int | float | None

# The columns of a record in its order, with the type of what they hold beside None; a date is in ISO.
COLUMNS: dict[str, type] = {
    "event_id": str, "event_date": date, "date_end": date, "year": int, "time_precision": str, "time_precision_code": int, "category": str,
    "event_type": str, "sub_event_type": str, "status": str, "actor1": str, "inter1": int, "actor2": str, "inter2": int, "country": str,
    "location": str, "place": str, "geonameid": int, "latitude": float, "longitude": float, "geo_precision": str, "radius_km": float,
    "geo_precision_code": int, "where_prec": int, "articles": int, "origins": int, "credibility": int, "reliability": str,
    "source": str, "source_url": str, "dataset": str, "dataset_row": str, "notes": str, "tags": str,
    "fatalities": int, "fatalities_min": int, "fatalities_max": int, "injured": int, "injured_min": int, "injured_max": int, "score": float,
    "coder": str, "review": str,
}  # fmt: skip
# ACLED's numbers; our words stand beside them, for we tell more apart.
TIME_PRECISION_CODES = {TimePrecision.DAY: 1, TimePrecision.WEEK: 2, TimePrecision.MONTH: 3}


_NO_GRADES: Mapping[str, Reliability] = {}


def record(event: Event, articles: Mapping[str, Article], grades: Mapping[str, Reliability] = _NO_GRADES) -> dict[str, Value]:
    """Column to value. `latitude` and `longitude` are None where only an area is known; `place` names it then.

    `location` is the article's spelling, `place` the gazetteer's; `notes` are the words of the evidence and a person's
    own. `origins` counts the articles without those that copy one another or one agency. `credibility` is a person's, else what the
    origins and the `grades` of the sources suggest; `reliability` are those grades. An event of a dataset has no article but one origin;
    `dataset_row` names the file and row that it came from.
    """
    row = event.row
    place, point, told = event.place, event.point, _articles_of(event, articles)
    texts, named = {a.article_id: a.text for a in told}, {a.article_id: a.source for a in told}
    apart = len(origins(texts, named)) + (row is not None)
    graded = {name: grades[name] for name in (*named.values(), row.dataset if row else None) if name is not None and name in grades}
    return {
        "event_id": event.event_id,
        "event_date": event.event_date.isoformat() if event.event_date else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "year": event.event_date.year if event.event_date else None,
        "time_precision": event.time_precision.value,
        "time_precision_code": TIME_PRECISION_CODES.get(event.time_precision),
        "category": event.category.value,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status.value,
        **_actor(event, 1),
        **_actor(event, 2),
        "country": place.country_code or None if place else None,
        "location": event.location,
        "place": place.name if place else None,
        "geonameid": place.geonameid if place and place.geonameid > 0 else None,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "geo_precision": event.geo_precision.value,
        "radius_km": event.radius_km,
        "geo_precision_code": acled_code(event.geo_precision),
        "where_prec": ucdp_code(event.geo_precision),
        "articles": len(told),
        "origins": apart,
        "credibility": int(event.credibility or suggested(apart or 1, graded.values())),
        "reliability": _joined(f"{name}: {grade}" for name, grade in graded.items()),
        "source": _joined([*(article.source for article in told), *((row.dataset, row.source) if row else ())]),
        "source_url": _joined([*(article.url for article in told), row.url if row else None]),
        "dataset": row.dataset if row else None,
        "dataset_row": f"{row.file}, row {row.number}" if row else None,
        "notes": _notes(event, articles),
        "tags": _joined((*event.tags, *(tag for article in told for tag in article.remarks.tags))),
        "fatalities": event.fatalities,
        "fatalities_min": event.fatalities_min,
        "fatalities_max": event.fatalities_max,
        "injured": event.injured,
        "injured_min": event.injured_min,
        "injured_max": event.injured_max,
        "score": event.score,
        "coder": event.coder,
        "review": event.review.value,
    }


def _actor(event: Event, number: int) -> dict[str, Value]:
    actor = event.actors[number - 1] if len(event.actors) >= number else None
    return {f"actor{number}": actor.name if actor else None, f"inter{number}": actor.inter if actor else None}


def _articles_of(event: Event, articles: Mapping[str, Article]) -> list[Article]:
    return [articles[article_id] for article_id in dict.fromkeys(e.article_id for e in event.evidence)]


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, values))) or None


def _notes(event: Event, articles: Mapping[str, Article]) -> str | None:
    excerpts = (without_bullet(articles[e.article_id].text[e.start_char : e.end_char]) for e in event.evidence)
    noted = (article.remarks.note for article in _articles_of(event, articles))
    told = (*excerpts, event.row.notes if event.row else "", event.note, *noted)
    return " | ".join(dict.fromkeys(" ".join(words.split()) for words in told if words.strip())) or None
