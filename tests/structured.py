"""Files of structured events with the columns of ACLED, UCDP GED and GDELT; every row in them is made up."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geodata.imports.mapping import GDELT_HEADERS

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
UCDP = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_A_CLASH = {
    "event_id_cnty": "NER1", "event_date": "28 August 2023", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Niger (2023-)", "inter1": "State forces", "actor2": "Unidentified Armed Group (Niger)",
    "inter2": "Political militias", "iso": "562", "country": "Niger", "admin1": "Tillabéri", "admin2": "Téra", "location": "Téra",
    "latitude": "14.0078", "longitude": "0.7530", "geo_precision": "1", "source": "Studio Kalangou; AFP", "fatalities": "17",
    "notes": "On 28 August 2023, gunmen attacked a patrol outside Téra. Seventeen soldiers died.",
}  # fmt: skip
_A_DEATH = {
    "id": "501", "type_of_violence": "3", "side_a": "IS", "side_b": "Civilians", "source_article": "The Test Post",
    "source_headline": "Villagers killed", "where_prec": "1", "where_coordinates": "Banibangou", "adm_1": "Tillabéri region",
    "latitude": "15.0419", "longitude": "2.7033", "country": "Niger", "date_prec": "1", "date_start": "2021-11-02 00:00:00.000",
    "date_end": "2021-11-02 00:00:00.000", "best": "69", "high": "84", "low": "60",
}  # fmt: skip
_A_FIGHT = {
    "GLOBALEVENTID": "900100", "SQLDATE": "20230828", "EventCode": "190", "Actor1Name": "NIGER", "Actor2Name": "REBEL",
    "ActionGeo_Type": "4", "ActionGeo_FullName": "Agadez, Agadez, Niger", "ActionGeo_CountryCode": "NG", "ActionGeo_Lat": "16.9742",
    "ActionGeo_Long": "7.98646", "SOURCEURL": "https://example.org/a",
}  # fmt: skip


def acled(path: Path, *rows: Mapping[str, str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A file of ACLED's with these rows; what a row leaves open is as in a clash at Téra."""
    return table(path, ACLED, (_A_CLASH | dict(row) for row in rows), encoding=encoding, delimiter=delimiter)


def ucdp(path: Path, *rows: Mapping[str, str]) -> Path:
    """A file of UCDP's with these rows; what a row leaves open is as in an attack at Banibangou."""
    return table(path, UCDP, (_A_DEATH | dict(row) for row in rows))


def gdelt(path: Path, *rows: Mapping[str, str], columns: int = 61) -> Path:
    """A file of GDELT's, which does not name its columns; what a row leaves open is as in a fight at Agadez."""
    header = GDELT_HEADERS[columns]
    lines = ("\t".join((_A_FIGHT | dict(row)).get(name, "") for name in header) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def table(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A file of separated values."""
    with path.open("w", encoding=encoding, newline="") as file:
        written = csv.writer(file, delimiter=delimiter)
        written.writerow(header)
        written.writerows([row.get(name, "") for name in header] for row in rows)
    return path
