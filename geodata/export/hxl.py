"""The Humanitarian Exchange Language: a second row of hashtags tells programs what the columns of a table hold."""

from __future__ import annotations

from collections.abc import Iterable

TAGS: dict[str, str] = {
    "event_id": "#event+id", "event_id_cnty": "#event+id", "event_date": "#date+occurred", "date_end": "#date+occurred+end",
    "year": "#date+occurred+year", "time_precision": "#date+precision", "time_precision_code": "#date+precision+code",
    "category": "#event+category", "disorder_type": "#event+disorder", "event_type": "#event+type", "sub_event_type": "#event+subtype",
    "status": "#event+status", "actor1": "#group+actor1", "assoc_actor_1": "#group+actor1+associated", "inter1": "#group+actor1+code",
    "actor2": "#group+actor2", "assoc_actor_2": "#group+actor2+associated", "inter2": "#group+actor2+code",
    "interaction": "#group+interaction+code", "civilian_targeting": "#event+civilians", "iso": "#country+code+num",
    "region": "#region+name", "country": "#country+code", "admin1": "#adm1+name", "admin2": "#adm2+name", "admin3": "#adm3+name",
    "location": "#loc+name", "place": "#loc+name+gazetteer", "geonameid": "#loc+code", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "geo_precision": "#geo+precision", "geo_precision_code": "#geo+precision+code", "where_prec": "#geo+precision+ucdp",
    "radius_km": "#geo+radius+km", "articles": "#meta+articles", "origins": "#meta+origins", "credibility": "#meta+credibility",
    "reliability": "#meta+reliability", "source": "#meta+source",
    "source_scale": "#meta+source+scale", "source_url": "#meta+url", "dataset": "#meta+dataset", "dataset_row": "#meta+dataset+row",
    "notes": "#description", "fatalities": "#affected+killed",
    "fatalities_min": "#affected+killed+min", "fatalities_max": "#affected+killed+max", "injured": "#affected+injured",
    "injured_min": "#affected+injured+min", "injured_max": "#affected+injured+max", "tags": "#meta+tags", "timestamp": "#date+coded",
    "score": "#meta+score", "coder": "#meta+coder", "review": "#meta+review", "filter": "#meta+filter", "made": "#meta+made",
    "marking": "#meta+tlp", "changes": "#meta+changes",
}  # fmt: skip
"""The hashtag of each column that an exported table may have."""


def row(columns: Iterable[str], *, names_countries: bool = False) -> list[str]:
    """The row of hashtags under these columns; `names_countries` where `country` holds names, not codes."""
    return ["#country+name" if names_countries and column == "country" else TAGS[column] for column in columns]
