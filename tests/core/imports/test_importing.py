"""Structured events from files of the known layouts and of any: what each row becomes, again and again, and what cannot be used."""

from __future__ import annotations

import contextlib
import csv
import gc
import json
import re
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest

from geodata import merging, reviewing
from geodata.cli import main
from geodata.errors import ContentError, ProjectError
from geodata.events.faults import faults
from geodata.export import formats
from geodata.export.release import Release, Tlp
from geodata.gazetteer.search import Gazetteer
from geodata.grades import Reliability
from geodata.imports.importing import Imported, import_file, preview, samples
from geodata.imports.mapping import Kind, Mapping, read, suggested
from geodata.imports.tables import opened
from geodata.model import Category, Event, EventFilter, GeoPrecision, Review, Status, TimePrecision, content_id
from geodata.store import columns, datasets, events, project
from geodata.store.trail import By
from tests.exported import packed_in
from tests.searching import events_with
from tests.structured import acled, gdelt, table, ucdp


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


def imported(path: Path, file: Path, gazetteer: Gazetteer, **options: object) -> Imported:
    call = import_file(path, file, gazetteer, **options)  # type: ignore[arg-type]
    while True:
        try:
            next(call)
        except StopIteration as stop:
            return stop.value


def all_events(path: Path) -> list[Event]:
    with project.open(path) as opened:
        return events.many(opened, columns.read_columns(opened).ids)


def only(path: Path) -> Event:
    [event] = all_events(path)
    return event


# -- what a row becomes ------------------------------------------------------------------------------------------------


def test_a_row_of_acled_becomes_an_event_that_names_its_file_and_row(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    done = imported(path, acled(tmp_path / "sahel.csv", {}), gazetteer)
    event = only(path)
    assert done.told() == "1 event of ACLED: 1 new"
    assert (event.category, event.event_type, event.sub_event_type, event.status) == (
        Category.ATTACK, "Battles", "Armed clash", Status.OCCURRED,
    )  # fmt: skip
    assert (event.event_date, event.date_end, event.time_precision) == (date(2023, 8, 28), date(2023, 8, 28), TimePrecision.DAY)
    assert event.point == (14.0078, 0.7530)
    assert event.place is not None
    assert (event.location, event.place.country_code, event.geo_precision) == ("Téra", "NE", GeoPrecision.TOWN)
    assert [(actor.name, actor.inter) for actor in event.actors] == [
        ("Military Forces of Niger (2023-)", 1), ("Unidentified Armed Group (Niger)", 3),
    ]  # fmt: skip
    assert event.row is not None
    assert (event.row.dataset, event.row.file, event.row.number, event.row.row_id) == ("ACLED", "sahel.csv", 2, "NER1")
    assert event.row.source == "Studio Kalangou; AFP"
    assert event.row.notes.startswith("On 28 August 2023, gunmen attacked")
    assert (event.fatalities, event.fatalities_min, event.fatalities_max) == (17, 17, 17)
    assert faults(event) == {}


def test_a_row_of_ucdp_has_its_interval_and_its_bounds(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    span = {"date_prec": "4", "date_start": "2021-11-01", "date_end": "2021-11-30"}
    imported(path, ucdp(tmp_path / "ged.csv", {}, {"id": "502", **span}, {"id": "503", "type_of_violence": "1"}), gazetteer)
    day, month, clash = all_events(path)
    assert (day.fatalities, day.fatalities_min, day.fatalities_max) == (69, 60, 84)
    assert (day.time_precision, day.sub_event_type, day.row and day.row.notes) == (TimePrecision.DAY, "Attack", "Villagers killed")
    assert (month.time_precision, month.event_date, month.date_end) == (TimePrecision.MONTH, date(2021, 11, 1), date(2021, 11, 30))
    assert clash.sub_event_type == "Armed clash"


@pytest.mark.parametrize("number", [57, 58, 61])
def test_a_file_of_gdelt_is_known_by_its_number_of_columns(tmp_path: Path, path: Path, gazetteer: Gazetteer, number: int) -> None:
    file = gdelt(tmp_path / "20230828.export.CSV", {}, {"GLOBALEVENTID": "2", "EventCode": "042"}, columns=number)
    done = imported(path, file, gazetteer)
    event = only(path)
    assert done.told() == "1 event of GDELT: 1 new; 1 row of no event type of the codebook"
    assert event.place is not None
    assert (event.sub_event_type, event.place.country_code) == ("Armed clash", "NE")  # NG is Niger in FIPS, Nigeria in ISO
    assert event.row is not None
    assert event.row.number == 1
    assert event.row.url == ("" if number == 57 else "https://example.org/a")


@pytest.mark.parametrize(
    ("cells", "precision", "name"),
    [
        ({"geo_precision": "2", "admin2": "", "latitude": "", "longitude": ""}, GeoPrecision.ADM1, "Tillabéri"),
        ({"geo_precision": "3"}, GeoPrecision.ADM1, "Tillabéri"),
        ({"geo_precision": "3", "admin1": "A name of nowhere"}, GeoPrecision.ADM1, "Tillabéri"),  # by the outline round the point
        ({"geo_precision": "3", "admin1": "", "latitude": "", "longitude": ""}, GeoPrecision.COUNTRY, "Niger"),
    ],
)
def test_what_is_known_to_an_area_has_no_point(
    tmp_path: Path, path: Path, gazetteer: Gazetteer, cells: dict[str, str], precision: GeoPrecision, name: str
) -> None:
    imported(path, acled(tmp_path / "a.csv", cells), gazetteer)
    event = only(path)
    assert event.point is None
    assert event.place is not None
    assert name in event.place.name
    assert event.geo_precision is precision
    with project.open(path) as opened:
        assert opened.rows("SELECT count(*) FROM event_area")[0][0] == 1  # its outline is there


def test_near_a_town_by_acled_is_near_the_point_that_it_gives(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "a.csv", {"geo_precision": "2"}), gazetteer)
    event = only(path)
    assert (event.geo_precision, event.radius_km, event.point) == (GeoPrecision.NEAR, 25.0, (14.0078, 0.753))


@pytest.mark.parametrize(
    ("code", "precision"),
    [("2", GeoPrecision.NEAR), ("4", GeoPrecision.ADM1), ("6", GeoPrecision.COUNTRY)],
)
def test_the_precision_of_ucdp_is_kept(tmp_path: Path, path: Path, gazetteer: Gazetteer, code: str, precision: GeoPrecision) -> None:
    imported(path, ucdp(tmp_path / "u.csv", {"where_prec": code}), gazetteer)
    event = only(path)
    assert event.geo_precision is precision
    assert event.radius_km == (25.0 if precision is GeoPrecision.NEAR else None)


@pytest.mark.parametrize(
    ("code", "category", "kind", "status"),
    [
        ("195", Category.ATTACK, "Air/drone strike", Status.OCCURRED),
        ("1411", Category.PROTEST, "Peaceful protest", Status.OCCURRED),
        ("1451", Category.RIOT, "Violent demonstration", Status.OCCURRED),
        ("138", Category.ATTACK, "Attack", Status.THREATENED),
        ("57", Category.AGREEMENT, "Agreement", Status.OCCURRED),  # a spreadsheet took the zero
        ("173", Category.ARREST, "Arrests", Status.OCCURRED),
        ("1831", Category.ATTACK, "Suicide bomb", Status.OCCURRED),
    ],
)
def test_cameo_codes_become_types_of_the_codebook(
    tmp_path: Path, path: Path, gazetteer: Gazetteer, code: str, category: Category, kind: str, status: Status
) -> None:
    imported(path, gdelt(tmp_path / "g.csv", {"EventCode": code}), gazetteer)
    event = only(path)
    assert (event.category, event.sub_event_type, event.status) == (category, kind, status)


def test_a_file_of_gdelt_saved_by_a_spreadsheet_makes_no_clash_of_an_accord(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    file = gdelt(tmp_path / "g.csv", {"EventCode": "19"}, {"GLOBALEVENTID": "2", "EventCode": "190"})
    assert imported(path, file, gazetteer).told() == "1 event of GDELT: 1 new; 1 row of no event type of the codebook"
    rows = [{"root": "19", "day": "2023-08-28"}]
    own = table(tmp_path / "own.csv", list(rows[0]), rows)
    mapping = Mapping(kind=Kind.TABLE, columns={"event_date": "day", "cameo": "root"})
    assert imported(path, own, gazetteer, mapping=mapping).told() == "1 event of own: 1 new"


# -- any table ---------------------------------------------------------------------------------------------------------


def test_a_table_with_decimal_commas_and_windows_letters_is_read_by_its_names(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    rows = [{"Datum": "28.08.2023", "Ort": "Téra", "lat": "14,0078", "lon": "0,7530", "Art": "attack", "morts": "1.200", "Land": "Niger"}]
    file = table(tmp_path / "eigene.csv", list(rows[0]), rows, encoding="cp1252", delimiter=";")
    seen = preview(file)
    assert seen.told == "semicolon-separated, Windows-1252"
    mapping = Mapping(kind=Kind.TABLE, columns={**seen.mapping.columns, "location": "Ort", "category": "Art", "country": "Land"})
    imported(path, file, gazetteer, mapping=mapping)
    event = only(path)
    assert (event.location, event.point, event.event_date) == ("Téra", (14.0078, 0.753), date(2023, 8, 28))
    assert (event.fatalities, event.sub_event_type) == (1200, "Attack")
    assert event.row is not None
    assert event.row.dataset == "eigene"


def test_a_mark_at_the_start_of_a_file_belongs_to_no_column(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "excel.csv", {}, encoding="utf-8-sig", delimiter=";"), gazetteer)
    row = only(path).row
    assert row is not None
    assert row.row_id == "NER1"


def test_a_tab_separated_file_with_names_of_columns_keeps_its_quoting(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    notes = 'Gunmen said "leave".\nThey\tleft.'
    imported(path, acled(tmp_path / "a.tsv", {"notes": notes}, delimiter="\t"), gazetteer)
    row = only(path).row
    assert row is not None
    assert row.notes == notes


def test_the_name_of_a_place_in_a_table_is_one_short_line(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "a.csv", {"location": "\u202eTéra\n<b>" + "x" * 5_000}), gazetteer)
    event = only(path)
    assert event.place is not None
    assert event.place.name == event.location
    assert (event.place.name[:9], len(event.place.name)) == ("Téra <b>x", 200)


def test_geojson_gives_its_points_and_what_has_none_is_no_point(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    def feature(number: int, geometry: object, **properties: object) -> object:
        return {"type": "Feature", "id": number, "geometry": geometry, "properties": {"date": "2023-08", "country": "NER", **properties}}

    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    found = [feature(1, {"type": "Point", "coordinates": [0.753, 14.0078]}, deaths=3, place="Téra"), feature(2, line)]
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": found}), encoding="utf-8")
    mapping = Mapping(**{**_fields(preview(tmp_path / "own.geojson").mapping), "usual": (Category.PROTEST, "Peaceful protest")})
    imported(path, tmp_path / "own.geojson", gazetteer, mapping=mapping)
    point, country = all_events(path)
    assert (point.point, point.fatalities, point.time_precision) == ((14.0078, 0.753), 3, TimePrecision.MONTH)
    assert (country.point, country.geo_precision, country.sub_event_type) == (None, GeoPrecision.COUNTRY, "Peaceful protest")


def _fields(mapping: Mapping) -> dict[str, object]:
    return {name: getattr(mapping, name) for name in ("kind", "columns", "usual", "month_first")}


def test_what_we_export_comes_in_again_as_it_was(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "a.csv", {}, {"event_id_cnty": "NER2", "geo_precision": "3"}), gazetteer)
    with project.open(path) as opened:
        formats.export(opened, tmp_path / "out.csv", ids=list(columns.read_columns(opened).ids), event_filter=EventFilter())
    again = tmp_path / "again.gpkg"
    project.create(again).close()
    imported(again, tmp_path / "out.csv", gazetteer)
    for before, after in zip(all_events(path), all_events(again), strict=True):
        for name in ("category", "sub_event_type", "status", "event_date", "point", "geo_precision", "fatalities", "actors", "location"):
            assert getattr(before, name) == getattr(after, name)


def test_a_page_tells_the_row_and_its_words_where_they_may_leave_and_how_its_source_was_graded(
    tmp_path: Path, path: Path, gazetteer: Gazetteer
) -> None:
    imported(path, acled(tmp_path / "a.csv", {"notes": "Armed men came to Ménaka."}), gazetteer, dataset="Own list")
    for tlp, words in ((None, ["Armed men came to Ménaka."]), (Tlp.CLEAR, [])):
        with project.open(path) as opened:
            reviewing.grade_source(opened, "Own list", Reliability.B)
            ids = list(columns.read_columns(opened).ids)
            formats.export(opened, tmp_path / "a.html", ids=ids, event_filter=EventFilter(), release=Release(tlp=tlp))
        [card] = json.loads(packed_in(tmp_path / "a.html")["told"])
        [source] = card["sources"]
        assert (source["words"], source["source"], source["grade"]) == (words, "Own list", "B3")
        assert source["title"].endswith("a.csv, row 2")


def test_a_mapping_is_remembered_as_it_was_chosen() -> None:
    mapping = Mapping(
        kind=Kind.TABLE, columns={"event_date": "Datum", "notes": "Was, „wie“"}, usual=(Category.RIOT, "Mob violence"), month_first=True
    )
    assert read(mapping.written()) == mapping


# -- again -------------------------------------------------------------------------------------------------------------


def test_importing_again_changes_nothing_and_a_newer_file_updates_by_id(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "may.csv", {}, {"event_id_cnty": "NER2"}), gazetteer)
    before = all_events(path)
    again = imported(path, tmp_path / "may.csv", gazetteer)
    assert again.told() == "2 events of ACLED: 2 unchanged"
    assert all_events(path) == before
    newer = acled(tmp_path / "june.csv", {"event_id_cnty": "NER3"}, {"fatalities": "20", "notes": "Twenty soldiers died at Wanzerbé."})
    done = imported(path, newer, gazetteer)
    assert done.told() == "2 events of ACLED: 1 new, 1 updated"
    updated = all_events(path)[0]
    assert updated.row is not None
    assert (updated.event_id, updated.fatalities, updated.row.file, updated.row.number) == (before[0].event_id, 20, "june.csv", 3)
    with project.open(path) as opened:
        assert events_with(opened, "wanzerbe") == {updated.event_id}
        assert updated.event_id not in events_with(opened, "seventeen")  # its words of before
        read = columns.read_columns(opened)
        assert read.sources == ("ACLED",)
        assert columns.mask(read, EventFilter(sources=("ACLED",))).sum() == 3


def test_a_mapping_that_is_corrected_changes_the_events_of_rows_without_ids(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    rows = [{"date": "2023-08-28", "deaths": "3", "hurt": "9"}, {"date": "2023-08-29", "deaths": "4", "hurt": "8"}]
    file = table(tmp_path / "own.csv", list(rows[0]), rows)
    usual = (Category.ATTACK, "Attack")
    wrong = Mapping(kind=Kind.TABLE, columns={"event_date": "date", "fatalities": "hurt"}, usual=usual)
    right = Mapping(kind=Kind.TABLE, columns={"event_date": "date", "fatalities": "deaths", "injured": "hurt"}, usual=usual)
    imported(path, file, gazetteer, mapping=wrong)
    assert imported(path, file, gazetteer, mapping=right).told() == "2 events of own: 2 updated"
    assert sorted((event.fatalities, event.injured) for event in all_events(path)) == [(3, 9), (4, 8)]


def test_an_event_that_is_updated_among_many_new_ones_is_found_by_an_index(path: Path) -> None:
    with project.open(path) as opened, opened.transaction() as connection, datasets.many_new(connection, 10):
        for change in ("DELETE FROM actor WHERE event = 1", "UPDATE event SET fatalities = 1 WHERE fid = 1"):
            plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {change}")]
            assert plan
            assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]


def test_what_a_person_decided_is_not_overwritten(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    rows: list[dict[str, str]] = [{"event_id_cnty": f"NER{number}"} for number in range(4)]
    imported(path, acled(tmp_path / "a.csv", *rows), gazetteer)
    accepted, rejected, corrected, _ = all_events(path)
    with project.open(path) as opened:
        reviewing.accept(opened, accepted.event_id, By(person="Ana", reason="seen"))
        reviewing.reject(opened, rejected.event_id, By(person="Ana", reason="no"))
        changed = Event(**{**_values(corrected), "fatalities": 3})
        reviewing.correct(opened, changed, By(person="Ana", reason="hospital"))
    done = imported(path, acled(tmp_path / "a.csv", *({**row, "fatalities": "99"} for row in rows)), gazetteer)
    assert done.told() == "4 events of ACLED: 1 updated, 3 reviewed and left as they are"
    found = all_events(path)
    assert [event.fatalities for event in found] == [17, 17, 3, 99]
    assert [event.review for event in found] == [Review.ACCEPTED, Review.REJECTED, Review.CORRECTED, Review.UNREVIEWED]
    assert (found[2].fatalities_min, found[2].fatalities_max) == (3, 3)


def _values(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for kind in type(event).__mro__ for name in getattr(kind, "__slots__", ())}


def test_an_event_of_a_dataset_is_joined_with_no_other(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "a.csv", {}, {"event_id_cnty": "NER2"}), gazetteer)
    one, other = all_events(path)
    with project.open(path) as opened:
        assert events.alike(opened, one) == []
    with pytest.raises(ProjectError, match="stays as the dataset tells it"):
        next(merging.join(path, one.event_id, other.event_id, None))  # type: ignore[arg-type]
    assert len(all_events(path)) == 2


# -- what cannot be used -----------------------------------------------------------------------------------------------


def test_rows_that_cannot_be_used_are_told_with_the_reason_and_the_others_come(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    bad = [
        {"event_date": "yesterday"}, {"latitude": "95"}, {"latitude": "north"}, {"fatalities": "-1"}, {"fatalities": "some"},
        {"sub_event_type": "Ambush"}, {"geo_precision": "7"}, {"event_date": "31/02/2023"}, {"latitude": "", "longitude": ""},
    ]  # fmt: skip
    rows = [{"event_id_cnty": f"N{number}", **cells} for number, cells in enumerate(bad)]
    file = acled(tmp_path / "bad.csv", *rows, {"event_id_cnty": "good"}, {"event_id_cnty": "good"})
    with file.open("a", encoding="utf-8") as more:
        more.write("too,few,cells\n")
    done = imported(path, file, gazetteer)
    assert done.told() == "1 event of ACLED: 1 new; 11 rows that could not be used"
    told = {failure.name: failure.reason for failure in done.changes.failures}
    assert told["row 2"] == "“yesterday” is no date"
    assert told["row 3"] == "latitude 95 and longitude 0.7530 lie off the earth"
    assert told["row 7"] == "“Ambush” is no sub-event type of the codebook"
    assert told["row 12"] == "its id, good, is that of row 11"
    assert told["row 13"] == "it has 3 cells where there are 31 columns"
    with project.open(path) as opened:
        assert {f"row {row.number}": row.reason for row in datasets.faults(opened, datasets.newest_file(opened))} == told


def test_a_quotation_mark_that_is_missing_ends_no_run(
    tmp_path: Path, path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.imports.tables._LONGEST_CELL", 2_000)
    bare = {"notes": "A clash."}
    file = acled(tmp_path / "q.csv", bare, {"event_id_cnty": "open", **bare}, *({"event_id_cnty": f"N{n}", **bare} for n in range(40)))
    text = file.read_text(encoding="utf-8").replace("open,28", 'open,"28')
    file.write_text(text, encoding="utf-8")
    done = imported(path, file, gazetteer)
    assert done.refused >= 1
    assert "a quotation mark is missing" in done.changes.failures[0].reason
    assert done.new > 10


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("e.csv", b"", "e.csv is empty."),
        ("h.csv", b"event_id_cnty,event_date,sub_event_type\n", "There is no row of data in this file."),
        ("b.csv", bytes(range(256)) * 40, "b.csv is no table: it is not text."),
        ("w.csv", b"colour,size\nred,3\n", "Choose the column that holds this: date, or first day."),
        ("j.json", b'{"articles": []}', "This JSON is no GeoJSON: there is no list of features in it."),
        ("g.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Fea', "This GeoJSON is broken after 0 features."),
        ("n.csv", b"1,2,3\n4,5,6\n", "This file does not name its columns."),
    ],
)
def test_a_file_that_is_no_table_is_told_and_the_project_stays(
    tmp_path: Path, path: Path, gazetteer: Gazetteer, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ContentError, match=re.escape(reason)):
        imported(path, tmp_path / name, gazetteer)
    assert all_events(path) == []


def test_a_zip_with_one_table_is_read_and_a_broken_one_is_told(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    file = acled(tmp_path / "a.csv", {})
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, "a.csv")
    imported(path, tmp_path / "a.zip", gazetteer)
    assert len(all_events(path)) == 1
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[60:90] = b"\xff" * 30
    (tmp_path / "broken.zip").write_bytes(raw)
    with pytest.raises(ContentError, match="is damaged"):
        imported(path, tmp_path / "broken.zip", gazetteer)


def test_stopping_leaves_the_project_as_it_was(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    imported(path, acled(tmp_path / "first.csv", {}), gazetteer)
    before = _content(path)
    file = acled(tmp_path / "many.csv", *({"event_id_cnty": f"N{number}", "fatalities": "1"} for number in range(4_500)))
    call = import_file(path, file, gazetteer)
    next(call)
    assert next(call).label == "4,000 rows"
    assert not gc.isenabled(), "while rows come in"
    call.close()
    assert gc.isenabled()
    assert _content(path) == before
    with project.open(path) as opened:
        assert len(opened.rows("SELECT 1 FROM sqlite_master WHERE name IN ('event_place', 'event_inserted', 'actor_event')")) == 3


def _content(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_no_cell_is_a_formula_when_it_leaves(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    evil = {"notes": '=HYPERLINK("http://x")', "actor1": "@SUM(A1)", "source": "+1", "location": "-2+3"}
    imported(path, acled(tmp_path / "f.csv", evil), gazetteer)
    with project.open(path) as opened:
        formats.export(opened, tmp_path / "out.csv", ids=list(columns.read_columns(opened).ids), event_filter=EventFilter())
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["notes"] == '\'=HYPERLINK("http://x")'
    assert (row["actor1"], row["location"], row["source"]) == ("'@SUM(A1)", "'-2+3", "ACLED; +1")
    assert (row["dataset"], row["dataset_row"], row["origins"]) == ("ACLED", "f.csv, row 2", "1")


# -- preview and command line ------------------------------------------------------------------------------------------


def test_a_preview_tells_what_each_row_would_become(tmp_path: Path, gazetteer: Gazetteer) -> None:
    seen = preview(acled(tmp_path / "a.csv", {}, {"fatalities": "?"}))
    good, bad = samples(seen, seen.mapping, gazetteer)
    assert good.draft is not None
    assert (good.draft.what.category, good.draft.toll.fatalities) == ("attack", 17)
    assert bad.reason == "“?” is no number of deaths"
    assert suggested(seen.header).kind is Kind.ACLED


def test_the_command_imports_with_a_mapping_and_says_what_it_did(
    tmp_path: Path, gazetteer_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"Datum": "08/28/2023", "Ort": "Téra", "lat": "14", "lon": "0.7"}, {"Datum": "?"}]
    file = table(tmp_path / "eigene.csv", list(rows[0]), rows)
    out = tmp_path / "new.gpkg"
    wanted = ["--map", "location=Ort", "--type", "riot", "--month-first", "--name", "Our list"]
    assert main(["--gazetteer", str(gazetteer_path), "import", str(out), str(file), *wanted]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == ["row 3: “?” is no date", "1 event of Our list: 1 new; 1 row that could not be used"]
    event = only(out)
    assert (event.category, event.sub_event_type, event.location, event.event_date) == (
        Category.RIOT, "Violent demonstration", "Téra", date(2023, 8, 28),
    )  # fmt: skip
    assert main(["--gazetteer", str(gazetteer_path), "import", str(out), str(file), "--map", "location=Nirgends"]) == 2


def test_rows_without_ids_of_an_older_project_are_known_again_by_what_they_say(tmp_path: Path, path: Path, gazetteer: Gazetteer) -> None:
    rows = {"event_id_cnty": "", "notes": "one"}, {"event_id_cnty": "", "notes": "two"}
    file = acled(tmp_path / "a.csv", *rows)
    imported(path, file, gazetteer)
    _, *lines = csv.reader(file.read_text(encoding="utf-8").splitlines())
    with project.open(path) as opened, opened.transaction() as connection:  # as Dateline numbered such rows at first
        [mapping] = datasets.mappings(opened, "ACLED")
        for event, row in zip(all_events(path), lines, strict=True):
            digest = blake2b(f"{mapping}\x1e{chr(0x1F).join(row)}".encode(), digest_size=8).hexdigest()
            connection.execute(
                "UPDATE event SET event_id = ? WHERE event_id = ?", [content_id("dataset", "ACLED", f"row {digest}"), event.event_id]
            )
    before = {event.event_id for event in all_events(path)}
    assert imported(path, file, gazetteer).told() == "2 events of ACLED: 2 unchanged"
    seen = preview(file).mapping
    mended = replace(seen, columns={name: column for name, column in seen.columns.items() if name != "source"})
    done = imported(path, acled(tmp_path / "b.csv", *rows, {"event_id_cnty": "", "notes": "three"}), gazetteer, mapping=mended)
    assert (done.new, done.updated) == (1, 2)
    assert {event.event_id for event in all_events(path)} > before


@pytest.mark.parametrize("start", ["", "id,date\n"], ids=["first", "later"])
def test_a_file_of_one_endless_line_is_taken_in_pieces_and_refused(tmp_path: Path, start: str) -> None:
    (tmp_path / "endless.csv").write_text(start + "word " * 2_000_000, encoding="utf-8")
    tracemalloc.start()
    try:
        with (
            pytest.raises(ContentError, match="no table") if not start else contextlib.nullcontext(),
            opened(tmp_path / "endless.csv") as table,
        ):
            assert {row.fault for row in table.rows} == {
                "a cell never ends: it has over a million characters, or a quotation mark is missing"
            }
        assert tracemalloc.get_traced_memory()[1] < 20_000_000  # bytes
    finally:
        tracemalloc.stop()
