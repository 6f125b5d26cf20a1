"""Which column of a table becomes what of an event: known layouts, guesses by the columns' names, and a person's choice."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from geodata.errors import ContentError
from geodata.imports import features
from geodata.model import Category


class Target(NamedTuple):
    """A part of an event that a column may become."""

    title: str
    names: tuple[str, ...]  # of columns that are taken for it unless a person chooses others, without case, spaces and marks
    told: str = ""  # what may stand in it, for the user


TARGETS: dict[str, Target] = {
    "id": Target("Id of the event", ("id", "eventid", "eventidcnty", "globaleventid", "uid", "uuid", "objectid", "fid")),
    "event_date": Target(
        "Date, or first day", ("eventdate", "date", "datestart", "day", "sqldate", "startdate", "fecha", "datum", "data", "when")
    ),
    "date_end": Target("Last day", ("dateend", "enddate", "lastday")),
    "time_precision": Target(
        "How well the date is known", ("timeprecision",), "day, week, month, year; or ACLED's 1 to 3"
    ),
    "date_prec": Target("The same by UCDP", ("dateprec",), "1 to 5"),
    "category": Target("Category", ("category", "categorie"), "attack, protest, riot, …"),
    "sub_event_type": Target("Sub-event type", ("subeventtype", "subtype"), "of the codebook, which are ACLED's"),
    "violence": Target("Type of violence by UCDP", ("typeofviolence",), "1 to 3"),
    "cameo": Target("Code by CAMEO", ("eventcode", "cameo", "cameocode"), "such as 190"),
    "status": Target("Status", ("status",), "occurred, ongoing, planned, …"),
    "actor1": Target("First actor", ("actor1", "actor1name", "sidea", "actor", "perpetrator", "acteur")),
    "inter1": Target("Kind of the first actor", ("inter1", "inter1code"), "ACLED's 1 to 8, or its words"),
    "actor2": Target("Second actor", ("actor2", "actor2name", "sideb", "target", "victim")),
    "inter2": Target("Kind of the second actor", ("inter2", "inter2code"), "ACLED's 1 to 8, or its words"),
    "latitude": Target("Latitude", ("latitude", "lat", "y", "actiongeolat", "ycoord", "latitud"), "degrees; 13.51 or 13,51"),
    "longitude": Target("Longitude", ("longitude", "lon", "lng", "long", "x", "actiongeolong", "xcoord", "longitud"), "degrees"),
    "location": Target("Place as written", ("location", "wherecoordinates", "place", "town", "city", "ville", "lieu", "lugar", "site")),
    "country": Target("Country", ("country", "iso", "iso2", "countrycode", "pays", "pais"), "a name, or a code of ISO 3166"),
    "fips": Target("Country by FIPS", ("actiongeocountrycode",), "two letters"),
    "admin1": Target("Region", ("admin1", "adm1", "region1", "province", "state", "departement")),
    "admin2": Target("District", ("admin2", "adm2", "district")),
    "geo_precision": Target("How well the place is known", ("geoprecision",), "exact, town, near, adm2, adm1, …; or ACLED's 1 to 3"),
    "where_prec": Target("The same by UCDP", ("whereprec",), "1 to 7"),
    "geo_type": Target("The same by GDELT", ("actiongeotype",), "1 to 5"),
    "radius_km": Target("Within how many kilometres", ("radiuskm", "radius")),
    "fatalities": Target(
        "Deaths", ("fatalities", "best", "deaths", "killed", "dead", "morts", "muertos", "tues", "nkill", "deathtoll", "fatalitiesbest")
    ),
    "fatalities_min": Target("Deaths, at least", ("fatalitiesmin", "low", "deathsmin")),
    "fatalities_max": Target("Deaths, at most", ("fatalitiesmax", "high", "deathsmax")),
    "injured": Target("Injured", ("injured", "wounded", "blesses", "heridos", "nwound")),
    "source": Target("Source", ("source", "sources", "sourcearticle", "sourceoriginal")),
    "url": Target("Web address", ("url", "sourceurl", "link")),
    "notes": Target("Words of the event", ("notes", "note", "description", "sourceheadline", "text", "summary", "remarks", "details")),
}  # fmt: skip
NEEDED = ("event_date",)
_MARKS = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """A layout of columns that is known."""

    ACLED = "acled"
    UCDP = "ucdp"
    GDELT = "gdelt"
    DATELINE = "dateline"  # our own exports
    TABLE = "table"


TITLES = {Kind.ACLED: "ACLED", Kind.UCDP: "UCDP GED", Kind.GDELT: "GDELT", Kind.DATELINE: "Dateline", Kind.TABLE: "Other table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What becomes of the columns: by the name of the target the column's name. `usual` is the code of rows that tell none."""

    kind: Kind
    columns: Names[str, str]
    usual: tuple[Category, str] | None = None  # category and sub-event type
    month_first: bool = False  # 08/28/2023
    header: tuple[str, ...] = field(default=(), compare=False)  # all columns, where the file itself does not name them

    def written(self) -> str:
        """As JSON, for the project and the preferences."""
        usual = [self.usual[0].value, self.usual[1]] if self.usual else None
        return json.dumps({"kind": self.kind.value, "columns": dict(self.columns), "usual": usual, "month_first": self.month_first})


def read(written: str) -> Mapping:
    """The mapping that `Mapping.written` gave; ValueError or KeyError where it is none."""
    kept = json.loads(written)
    usual = (Category(kept["usual"][0]), str(kept["usual"][1])) if kept["usual"] else None
    columns = {str(name): str(column) for name, column in kept["columns"].items() if name in TARGETS}
    return Mapping(kind=Kind(kept["kind"]), columns=columns, usual=usual, month_first=bool(kept["month_first"]))


_ACLED = (
    "id=event_id_cnty event_date time_precision sub_event_type actor1 inter1 actor2 inter2 latitude longitude location country admin1"
    " admin2 geo_precision fatalities source notes"
)
_UCDP = (
    "id=id event_date=date_start date_end date_prec violence=type_of_violence actor1=side_a actor2=side_b latitude longitude"
    " location=where_coordinates country admin1=adm_1 admin2=adm_2 where_prec fatalities=best fatalities_min=low fatalities_max=high"
    " source=source_article notes=source_headline"
)
_GDELT = (
    "id=GLOBALEVENTID event_date=SQLDATE cameo=EventCode actor1=Actor1Name actor2=Actor2Name latitude=ActionGeo_Lat"
    " longitude=ActionGeo_Long location=ActionGeo_FullName fips=ActionGeo_CountryCode geo_type=ActionGeo_Type url=SOURCEURL"
)
_DATELINE = (
    "id=event_id event_date date_end time_precision category sub_event_type status actor1 inter1 actor2 inter2 latitude longitude"
    " location country admin1=place admin2=place geo_precision radius_km fatalities fatalities_min fatalities_max injured source"
    " url=source_url notes"
)
_KNOWN = {Kind.ACLED: _ACLED, Kind.UCDP: _UCDP, Kind.GDELT: _GDELT, Kind.DATELINE: _DATELINE}
_MARKED_BY = {  # columns that are in each file of a layout, and in no other's
    Kind.ACLED: ("event_id_cnty", "event_date", "sub_event_type"),
    Kind.UCDP: ("date_start", "type_of_violence", "where_prec"),
    Kind.GDELT: ("GLOBALEVENTID", "EventCode", "ActionGeo_Lat"),
    Kind.DATELINE: ("event_id", "sub_event_type", "geo_precision_code"),
}


def _gdelt_header(geo: str) -> tuple[str, ...]:
    """GDELT's columns, which its files do not name; `geo` are those of one place."""
    actor = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{name}" for number in (1, 2) for name in actor.split()),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in geo.split()),
        *("DATEADDED", "SOURCEURL"),
    )


_GDELT_1 = _gdelt_header("Type FullName CountryCode ADM1Code Lat Long FeatureID")
_GDELT_2 = _gdelt_header("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID")
GDELT_HEADERS = {len(header): header for header in (_GDELT_1[:-1], _GDELT_1, _GDELT_2)}  # before April 2013 there was no SOURCEURL
_NO_NAMES = "This file does not name its columns. Add a first row with their names, or import a file of GDELT's as it is."


def suggested(header: Sequence[str], cells: int = 0) -> Mapping:
    """The mapping for a table with these columns; without any, for one with so many cells a row.

    Raises:
        ContentError: the columns have no names, and it is none of GDELT's.
    """
    if not header:
        known = GDELT_HEADERS.get(cells)
        if known is None:
            raise ContentError(_NO_NAMES)
        return replace(layout(Kind.GDELT, known), header=known)
    names = {name.casefold() for name in header}
    for kind, marks in _MARKED_BY.items():
        if all(mark.casefold() in names for mark in marks):
            return layout(kind, header)
    return Mapping(kind=Kind.TABLE, columns=_guessed(header))


def layout(kind: Kind, header: Sequence[str]) -> Mapping:
    """The mapping of a known layout, as far as the table has its columns; of another table, by their names.

    Raises:
        ContentError: the table lacks the columns that the layout cannot do without.
    """
    if kind is Kind.TABLE:
        return Mapping(kind=kind, columns=_guessed(header))
    present = {name.casefold(): name for name in header}
    missing = [mark for mark in _MARKED_BY[kind] if mark.casefold() not in present]
    if missing:
        raise ContentError(f"This is no {TITLES[kind]} file: it has no column {missing[0]}.")
    pairs = (part.partition("=") for part in _KNOWN[kind].split())
    columns = {name: present[column] for name, _, told in pairs if (column := (told or name).casefold()) in present}
    if kind is Kind.ACLED and "iso" in present:
        columns["country"] = present["iso"]
    return Mapping(kind=kind, columns=columns)


def _guessed(header: Sequence[str]) -> dict[str, str]:
    plain = {_MARKS.sub("", name.casefold()): name for name in reversed(header)}
    plain |= {"latitude": features.LATITUDE, "longitude": features.LONGITUDE} if features.LATITUDE in header else {}
    found = {name: next((plain[known] for known in target.names if known in plain), None) for name, target in TARGETS.items()}
    return {name: column for name, column in found.items() if column is not None}


def checked(mapping: Mapping, header: Sequence[str]) -> Mapping:
    """The mapping, where all of its columns are there.

    Raises:
        ContentError: a column is not there, or a part is missing that each event needs.
    """
    for name, column in mapping.columns.items():
        if name not in TARGETS:
            raise ContentError(f"There is no part “{name}” of an event; there are {', '.join(TARGETS)}.")
        if column not in header:
            raise ContentError(f"The table has no column “{column}”.")
    for name in NEEDED:
        if name not in mapping.columns:
            raise ContentError(f"Choose the column that holds this: {TARGETS[name].title.lower()}.")
    if not mapping.usual and not {"category", "sub_event_type", "violence", "cameo"} & set(mapping.columns):
        raise ContentError("Choose the column that tells the type of the event, or one type for all rows.")
    return mapping
