"""Every export format: whole files, honest geometry, coordinates in order, where it comes from."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata import reviewing
from geodata.claims import Claim, ClaimKind
from geodata.errors import ExportError
from geodata.export.acled import COLUMNS as ACLED
from geodata.export.content import Wishes
from geodata.export.formats import FORMATS, export, exporting
from geodata.export.record import COLUMNS
from geodata.export.release import Release, Tlp
from geodata.export.words import filter_in_words
from geodata.geoparsing.precision import SHOWN_NEAR
from geodata.grades import Reliability
from geodata.model import Actor, AreaOfInterest, Category, EventFilter, GeoPrecision, Progress, Review, Status
from geodata.space.mercator import MAX_LATITUDE, degrees
from geodata.store import articles, chosen, events, places, project
from geodata.store.project import Project
from tests.exported import packed_in, words_in
from tests.values import NIAMEY, NIGER, an_article, an_event
from tests.values import events as any_event

SQUARE = bytes.fromhex(
    "010300000001000000050000000000000000000000000000000000000000000000000000000000000000000840000000000000084000000000000008400000000000000840"
    "000000000000000000000000000000000000000000000000"
)
AROUND = AreaOfInterest(words="within 50 km of Niamey", outline=b"")
AMBER = Release(tlp=Tlp.AMBER)
ONLY_ATTACKS = EventFilter(categories=(Category.ATTACK,))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    with project.create(tmp_path / "p.gpkg") as opened:
        wide = an_event(event_id="e2", place=NIGER, location="Niger", geo_precision=GeoPrecision.COUNTRY)
        articles.add(opened, an_article(url="https://news.example/1"), [], [an_event(), wide])
        yield opened


def rows_of(path: Path) -> list[dict[str, object]]:
    """The records in an exported file of any format."""
    if path.suffix == ".geojson":
        return [feature["properties"] for feature in json.loads(path.read_text("utf-8"))["features"]]
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute("SELECT * FROM event ORDER BY fid")]
    if path.suffix == ".html":
        parts = packed_in(path)
        points = points_in(parts["events"])
        return [dict.fromkeys(COLUMNS) | _as_record(told, at) for told, at in zip(json.loads(parts["told"]), points, strict=True)]
    if path.suffix == ".xlsx":
        names, *rows = load_workbook(path)["Events"].iter_rows(values_only=True)
        return [{str(name): _plain(value) for name, value in zip(names, row, strict=True)} for row in rows]
    if path.suffix == ".kmz":
        return [
            dict.fromkeys(COLUMNS) | {data.get("name"): data.findtext("k:value", None, KML) for data in mark.iterfind(".//k:Data", KML)}
            for mark in sorted(kml_of(path).iterfind(".//k:Placemark", KML), key=lambda m: m.get("id") or "", reverse=True)
        ]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EACH = [suffix for suffix in FORMATS if suffix != ".pptx"]  # slides need a picture of the map: test_pptx.py
OURS = [suffix for suffix in EACH if suffix not in (".acled.csv", ".html")]  # those with all our columns
KML = {"k": "http://www.opengis.net/kml/2.2"}


def kml_of(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as file:
        return ElementTree.fromstring(file.read("doc.kml"))


def points_in(events: bytes) -> list[tuple[float, float] | None]:
    """Latitude and longitude of a page's events, to some centimetres; None where there is no point."""
    count, located = struct.unpack_from("<II", events)
    x, y = (struct.unpack_from(f"<{count}I", events, 8 + 4 * count * column) for column in (0, 1))
    found = degrees(np.array([x, y], dtype=float).T / 2**32)
    return [(found[row, 1], found[row, 0]) if row < located else None for row in range(count)]


def _as_record(told: dict[str, object], point: tuple[float, float] | None) -> dict[str, object]:
    """What a page tells of an event under the names that tables have for it."""
    latitude, longitude = (round(value, 6) for value in point) if point else (None, None)
    return {
        "location": told["place"],
        "latitude": latitude,
        "longitude": longitude,
        "notes": " | ".join(words for source in told["sources"] for words in source["words"]),
    }


def _plain(value: object) -> object:
    return value.date().isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("suffix", OURS)
def test_each_format_holds_the_chosen_events_in_order_with_the_words_they_came_from(opened: Project, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix.upper()}"
    assert export(opened, path, ids=["e2", "e1"], event_filter=ONLY_ATTACKS) == 2
    wide, town = rows_of(path.rename(tmp_path / f"out{suffix}"))
    assert (town["event_id"], town["event_date"], town["actor1"], town["place"]) == ("e1", "2023-08-04", "Gunmen", "Niamey")
    assert (town["source"], town["source_url"]) == ("The Test Post", "https://news.example/1")
    assert town["notes"] == "Gunmen attacked a post near Niamey on 4 August, killing three soldiers."
    assert (str(town["time_precision_code"]), str(town["geo_precision_code"]), str(wide["geo_precision_code"])) == ("1", "1", "3")
    assert (wide["location"], wide["geo_precision"]) == ("Niger", "country")
    assert (str(town["articles"]), str(town["origins"])) == ("1", "1")
    assert not wide["latitude"]
    assert not wide["longitude"]


@pytest.mark.parametrize("suffix", EACH)
def test_coordinates_of_no_place_leave_as_none_and_are_told(opened: Project, tmp_path: Path, suffix: str) -> None:
    nowhere = replace(NIAMEY, geonameid=-9, name="Tema", latitude=0.0, longitude=0.0)
    with opened.transaction() as connection:
        events.write(connection, an_event(place=nowhere, location="Tema"))
    path = tmp_path / f"out{suffix}"
    export(opened, path, ids=["e1"], event_filter=EventFilter())
    [row] = rows_of(path)
    assert (row["latitude"] or None, row["longitude"] or None, row["location"]) == (None, None, "Tema")
    assert (row["geo_precision"] or "unknown") == "unknown"
    if suffix == ".html":
        assert json.loads(packed_in(path)["told"])[0]["where"] == "Tema, not located: its coordinates are of no place"
    if suffix not in (".csv", ".acled.csv"):
        assert ('"without_place": 1' if suffix == ".geojson" else "1 without a place") in words_in(path)
    assert chosen.place_counts(opened, ["e1"]) == (0, 0, 1)


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=any_event(), suffix=st.sampled_from(EACH))
def test_coordinates_never_swap_in_any_format(opened: Project, tmp_path: Path, event, suffix: str) -> None:
    with opened.transaction() as connection:
        events.write(connection, replace(event, event_id="any", evidence=an_event().evidence, review=Review.ACCEPTED))
    path = tmp_path / f"any{suffix}"
    export(opened, path, ids=["any"], event_filter=EventFilter())
    [row] = rows_of(path)
    found = None if row["latitude"] in (None, "") else (float(row["latitude"]), float(row["longitude"]))
    told = event.point and (max(-MAX_LATITUDE, min(MAX_LATITUDE, event.point[0])), event.point[1]) if suffix == ".html" else event.point
    assert found == (told and pytest.approx(told, abs=2e-6))  # a workbook keeps 15 digits, a page some centimetres of Mercator
    if suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as connection:
            [(blob,)] = connection.execute("SELECT geom FROM event")
        assert (blob and struct.unpack("<dd", blob[-16:])) == (event.point and tuple(reversed(event.point)))
    if suffix == ".geojson":
        geometry = json.loads(path.read_text("utf-8"))["features"][0]["geometry"]
        assert (geometry and tuple(reversed(geometry["coordinates"]))) == event.point


def test_every_file_tells_its_filter_and_sources(opened: Project, tmp_path: Path) -> None:
    for suffix in EACH:
        export(opened, tmp_path / f"out{suffix}", ids=["e1"], event_filter=ONLY_ATTACKS)
    about = json.loads((tmp_path / "out.geojson").read_text("utf-8"))["provenance"]
    assert (about["filter"], about["sources"]) == ("Attack; happened and ongoing", ["The Test Post"])
    assert "GeoNames" in about["attribution"]
    assert rows_of(tmp_path / "out.csv")[0]["filter"] == "Attack; happened and ongoing"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_the_table_is_a_formula_but_numbers_stay_numbers(opened: Project, tmp_path: Path, start: str) -> None:
    south = replace(an_event().place, latitude=-1.5, longitude=-70.25, geonameid=9)
    with opened.transaction() as connection:
        events.write(connection, an_event(event_id="f", actors=(Actor(name=start),), location=start, place=south))
    export(opened, tmp_path / "f.csv", ids=["f"], event_filter=EventFilter())
    [row] = rows_of(tmp_path / "f.csv")
    assert (row["actor1"], row["location"]) == (f"'{start}", f"'{start}")
    assert (row["latitude"], row["longitude"]) == ("-1.5", "-70.25")


def test_hostile_text_stays_inside_its_value(opened: Project, tmp_path: Path) -> None:
    text = '"},\n{"x": </script>${7*7}\u202e\u2028;"a",\'b\''
    with opened.transaction() as connection:
        events.write(connection, an_event(event_id="h", location=text))
    for suffix in OURS:
        export(opened, tmp_path / f"h{suffix}", ids=["h"], event_filter=EventFilter())
        assert [row["location"] for row in rows_of(tmp_path / f"h{suffix}")] == [text]


@pytest.mark.parametrize("suffix", EACH)
def test_no_events_give_a_valid_empty_file(opened: Project, tmp_path: Path, suffix: str) -> None:
    assert export(opened, tmp_path / f"none{suffix}", ids=[], event_filter=EventFilter()) == 0
    assert rows_of(tmp_path / f"none{suffix}") == []


def test_what_cannot_be_written_is_told_and_the_old_file_stays(opened: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.xlsx, \.csv or \.acled\.csv files"):
        export(opened, tmp_path / "out.docx", ids=[], event_filter=EventFilter())
    with pytest.raises(ExportError, match="cannot be written"):
        export(opened, tmp_path / "no" / "out.csv", ids=[], event_filter=EventFilter())
    (tmp_path / "dir.csv").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        export(opened, tmp_path / "dir.csv", ids=["e1"], event_filter=EventFilter())
    assert sorted(p.name for p in tmp_path.iterdir() if "new" in p.name) == []


@pytest.mark.parametrize("suffix", EACH)
def test_an_export_that_is_stopped_leaves_nothing(opened: Project, tmp_path: Path, suffix: str) -> None:
    call = exporting(opened, tmp_path / f"s{suffix}", ids=["e1", "e2"], event_filter=EventFilter())
    assert next(call) == Progress(done=2, total=2, label=f"s{suffix}")
    call.close()
    assert [path.name for path in tmp_path.iterdir() if "p.gpkg" not in path.name] == []


def test_an_export_never_overwrites_a_project_and_may_have_the_longest_name(opened: Project, tmp_path: Path) -> None:
    for path in (opened.path, project.create(tmp_path / "other.gpkg").path):
        with pytest.raises(ExportError, match="is a Dateline project"):
            export(opened, path, ids=["e1"], event_filter=EventFilter())
    longest = tmp_path / f"{'x' * (255 - len('.csv'))}.csv"
    assert export(opened, longest, ids=["e1"], event_filter=EventFilter()) == 1
    with pytest.raises(ExportError, match="File name too long"):
        export(opened, longest.with_name(f"x{longest.name}"), ids=["e1"], event_filter=EventFilter())


FULL = """
import resource, signal, sys
from pathlib import Path
from geodata.errors import ExportError
from geodata.export.content import Wishes
from geodata.export.formats import export
from geodata.model import EventFilter
from geodata.store import project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
opened = project.open(Path(sys.argv[1]), read_only=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
try:
    export(opened, Path(sys.argv[2]), ids=["e1", "e2"], event_filter=EventFilter())
except ExportError as error:
    print(error)
"""


@pytest.mark.parametrize("suffix", EACH)
def test_a_full_disk_is_told_and_leaves_nothing_behind(opened: Project, tmp_path: Path, suffix: str) -> None:
    """A limit on the size of files stands in for the disk: the kernel refuses the write."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, opened.path, tmp_path / f"full{suffix}"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    assert f"full{suffix} cannot be written: " in done.stdout
    assert [path.name for path in tmp_path.iterdir() if "full" in path.name or path.name.endswith(".new")] == []


PYOGRIO = """
import json, sys
from pyogrio import list_layers, read_dataframe, read_info
file = sys.argv[1]
event, area = read_dataframe(file, layer="event"), read_dataframe(file, layer="event_area")
print(json.dumps({
    "layers": [row[0] for row in list_layers(file)],
    "points": [None if p is None else (p.x, p.y) for p in event.geometry], "dates": [str(d) for d in event.event_date],
    "deaths": [int(d) for d in event.fatalities], "areas": list(area.event_id), "shapes": [g.geom_type for g in area.geometry],
    "crs": area.crs.to_string(), "bounds": list(read_info(file, layer="event_area", force_total_bounds=True)["total_bounds"]),
    "words": list(read_dataframe(file, layer="evidence", read_geometry=False).words),
    "sources": list(read_dataframe(file, layer="source", read_geometry=False).source),
    "told": read_info(file, layer="event")["dataset_metadata"],
}))
"""


def opened_by_gdal(path: Path) -> dict[str, object]:
    """What pyogrio reads, in a process of its own."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", PYOGRIO, path], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_gdal_reads_points_areas_evidence_and_where_it_comes_from(opened: Project, tmp_path: Path) -> None:
    with opened.transaction() as connection:
        places.write_areas(connection, [NIGER], lambda _: SQUARE)
    export(opened, tmp_path / "q.gpkg", ids=["e1", "e2"], event_filter=ONLY_ATTACKS, release=Release(tlp=Tlp.AMBER))
    read = opened_by_gdal(tmp_path / "q.gpkg")
    assert read["layers"] == ["event", "event_area", "evidence", "source", "about"]
    assert (read["points"], read["dates"][0], read["deaths"]) == ([[2.1098, 13.51366], None], "2023-08-04 00:00:00", [3, 3])
    assert (read["areas"], read["shapes"], read["crs"], read["bounds"]) == (["e2"], ["Polygon"], "EPSG:4326", [0, 0, 3, 3])
    assert set(read["words"]) == {"Gunmen attacked a post near Niamey on 4 August, killing three soldiers."}
    assert read["sources"] == ["The Test Post"]
    told = read["told"]
    assert (told["Marking"], told["Filter"], told["Source"]) == ("TLP:AMBER", "Attack; happened and ongoing", "The Test Post")
    assert (told["Included"], told["By place"]) == ("2 events of 1 article", "1 at a point, 1 known only to an area")


def test_what_is_released_to_all_has_no_words_of_articles_in_its_evidence(opened: Project, tmp_path: Path) -> None:
    export(opened, tmp_path / "c.gpkg", ids=["e1", "e2"], event_filter=EventFilter(), release=Release(tlp=Tlp.CLEAR))
    assert b"Gunmen attacked" not in (tmp_path / "c.gpkg").read_bytes()
    told = rows_of(tmp_path / "c.gpkg")
    assert [row["actor1"] for row in told] == ["Gunmen", "Gunmen"]


def test_a_page_is_headed_by_what_its_events_are_and_the_period_asked_for(opened: Project, tmp_path: Path) -> None:
    asked = EventFilter(first_date=date(2023, 8, 1), last_date=date(2023, 8, 9))
    export(opened, tmp_path / "p.html", ids=["e1"], event_filter=asked)
    about = json.loads(packed_in(tmp_path / "p.html")["about"])
    assert about["title"] != "p"
    assert about["title"].startswith("Attacks")
    assert about["subtitle"].startswith("1–9 August 2023 · 1 event. ")


def test_a_page_has_room_for_so_many_events_and_no_more(opened: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.export.html.MOST", 1)
    with pytest.raises(ExportError, match="at most 1 events, and these are 2: narrow"):
        export(opened, tmp_path / "m.html", ids=["e1", "e2"], event_filter=EventFilter())
    assert not (tmp_path / "m.html").exists()


def test_acleds_columns_hold_acleds_numbers_and_names(opened: Project, tmp_path: Path) -> None:
    both = an_event(event_id="b", actors=(Actor(name="Army of Niger", inter=1), Actor(name="Villagers", inter=7)))
    with opened.transaction() as connection:
        events.write(connection, both)
    export(opened, tmp_path / "a.acled.csv", ids=["b", "e2"], event_filter=ONLY_ATTACKS, wishes=Wishes(hxl=True), release=AMBER)
    tags, row, wide = rows_of(tmp_path / "a.acled.csv")
    assert (row["tags"], len(row)) == ("TLP:AMBER", 31)
    assert [*row] == [*ACLED], "a reader of ACLED's files may allow no other"
    assert (row["time_precision"], row["geo_precision"], wide["geo_precision"]) == ("1", "1", "3")
    assert (row["country"], row["iso"], row["interaction"], row["disorder_type"]) == ("Niger", "562", "17", "Political violence")
    assert (row["location"], row["latitude"], wide["location"], wide["latitude"]) == ("Niamey", "13.51366", "Niger", "")
    assert (row["admin1"], wide["admin1"]) == ("Niamey", ""), "the region of that name; a country is in none"
    assert (tags["country"], tags["latitude"], tags["fatalities"]) == ("#country+name", "#geo+lat", "#affected+killed")


def test_a_village_that_the_gazetteer_lacks_is_acleds_location_under_its_own_name(opened: Project, tmp_path: Path) -> None:
    stood_in = an_event(location="Solhan", geo_precision=GeoPrecision.NEAR, reasons=(f"“Solhan” is {SHOWN_NEAR} Niamey",))
    with opened.transaction() as connection:
        events.write(connection, stood_in)
    export(opened, tmp_path / "a.acled.csv", ids=["e1"], event_filter=ONLY_ATTACKS)
    [row] = rows_of(tmp_path / "a.acled.csv")
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Solhan", "13.51366", "2")


def test_each_column_of_a_table_has_its_own_well_formed_hashtag(opened: Project, tmp_path: Path) -> None:
    for name in ("h.csv", "h.acled.csv"):
        export(opened, tmp_path / name, ids=["e1"], event_filter=EventFilter(), wishes=Wishes(hxl=True))
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            names, tags, _row = csv.reader(file)
        assert [tag for tag in tags if not re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)] == []
        assert len(set(tags)) == len(names)
    with pytest.raises(ExportError, match="only a CSV file"):
        export(opened, tmp_path / "h.xlsx", ids=["e1"], event_filter=EventFilter(), wishes=Wishes(hxl=True))


@pytest.mark.parametrize(("chosen", "words"), [
    (EventFilter(), "All categories; happened and ongoing"),
    (
        EventFilter(categories=(Category.ATTACK, Category.MILITARY_BASE), first_date=date(2023, 8, 1), last_date=date(2023, 8, 31),
                    text=" Niamey\n"),
        "Attack, Military base; 1 Aug 2023 to 31 Aug 2023; text “Niamey”; happened and ongoing",
    ),
    (EventFilter(statuses=(), first_date=date(2023, 8, 1)), "All categories; from 1 Aug 2023; any status"),
    (EventFilter(statuses=tuple(Status), last_date=date(2023, 8, 1)), "All categories; until 1 Aug 2023; any status"),
    (
        EventFilter(countries=("NE", "ML", "BF"), max_geo_precision=GeoPrecision.NEAR, area=AROUND),
        "All categories; happened and ongoing; in NE, ML and BF; places known to near a town or better; within 50 km of Niamey",
    ),
    (EventFilter(area=AROUND, may_be_inside=True), "All categories; happened and ongoing; within 50 km of Niamey, or possibly so"),
])  # fmt: skip
def test_a_filter_is_told_in_words(chosen: EventFilter, words: str) -> None:
    assert filter_in_words(chosen) == words


@pytest.mark.parametrize("suffix", OURS)
def test_a_table_tells_the_range_of_the_dead_beside_the_best_figure(opened: Project, tmp_path: Path, suffix: str) -> None:
    exact = Claim(kind=ClaimKind.DEATHS, minimum=17, best=17, maximum=17, article_id="a1", start_char=0, end_char=9)
    claims = (replace(exact, minimum=14, best=14, maximum=None), exact)
    with opened.transaction() as connection:
        events.write(connection, an_event(event_id="r", fatalities=17, claims=claims))
    export(opened, tmp_path / f"r{suffix}", ids=["r"], event_filter=EventFilter())
    [row] = rows_of(tmp_path / f"r{suffix}")
    assert [str(row[name]) for name in ("fatalities", "fatalities_min", "fatalities_max")] == ["17", "14", "17"]
    assert row["injured_min"] in (None, "")


def test_a_workbook_has_dates_numbers_and_no_formula_and_tells_where_it_comes_from(opened: Project, tmp_path: Path) -> None:
    with opened.transaction() as connection:
        events.write(connection, an_event(event_id="f", location="=1+1", actors=(Actor(name="\x07=cmd"),)))
    export(opened, tmp_path / "f.xlsx", ids=["f"], event_filter=ONLY_ATTACKS, release=Release(tlp=Tlp.AMBER))
    book = load_workbook(tmp_path / "f.xlsx")
    names = [cell.value for cell in book["Events"][1]]
    cells = dict(zip(names, book["Events"][2], strict=True))
    assert (cells["location"].data_type, cells["location"].value) == ("s", "=1+1")
    assert cells["event_date"].is_date
    assert cells["fatalities"].value == 3
    assert [row[0].value for row in book["Sources"].iter_rows(min_row=2)] == ["The Test Post"]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert (about["Marking"], about["Filter"]) == ("TLP:AMBER", "Attack; happened and ongoing")


def test_how_sources_were_graded_is_told_beside_their_names(opened: Project, tmp_path: Path) -> None:
    reviewing.grade_source(opened, "The Test Post", Reliability.B)
    for suffix in (".xlsx", ".gpkg", ".html"):
        export(opened, tmp_path / f"g{suffix}", ids=["e1"], event_filter=EventFilter())
    heads, row = load_workbook(tmp_path / "g.xlsx")["Sources"].iter_rows(values_only=True)
    assert (heads[:2], row[:2]) == (("source", "grade"), ("The Test Post", "B"))
    with closing(sqlite3.connect(tmp_path / "g.gpkg")) as connection:
        assert connection.execute("SELECT source, grade FROM source").fetchall() == [("The Test Post", "B")]
    [card] = json.loads(packed_in(tmp_path / "g.html")["told"])
    assert card["sources"][0]["grade"] == "B3"


def test_an_area_is_an_area_in_geojson_and_no_point(opened: Project, tmp_path: Path) -> None:
    with opened.transaction() as connection:
        places.write_areas(connection, [NIGER], lambda _: shapely.to_wkb(shapely.reverse(shapely.from_wkb(SQUARE))))
        mali = replace(NIGER, geonameid=2453866, name="Mali")  # whose outline is not known
        events.write(connection, an_event(event_id="e3", place=mali, geo_precision=GeoPrecision.COUNTRY))
        events.write(connection, an_event(event_id="e4", place=None, geo_precision=GeoPrecision.UNKNOWN))
    export(opened, tmp_path / "a.geojson", ids=["e1", "e2", "e3", "e4"], event_filter=EventFilter())
    _, wide, *others = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert [row["drawn_as"] for row in rows_of(tmp_path / "a.geojson")] == ["point", "area", None, None]
    assert [feature["geometry"] for feature in others] == [None, None]
    shape = shapely.geometry.shape(wide["geometry"])
    assert shape.equals(shapely.from_wkb(SQUARE))
    assert shape.exterior.is_ccw, "as RFC 7946 wants it"
    assert (wide["properties"]["latitude"], wide["properties"]["longitude"]) == (None, None)


def test_an_outline_that_mending_left_mixed_is_an_area_without_its_lines(opened: Project, tmp_path: Path) -> None:
    line = shapely.from_wkt("LINESTRING (3 0, 4 0)")
    mixed = shapely.to_wkb(shapely.geometrycollections([shapely.from_wkb(SQUARE), line]))
    with opened.transaction() as connection:
        places.write_areas(connection, [NIGER], lambda _: mixed)
    for name in ("m.geojson", "m.gpkg"):
        export(opened, tmp_path / name, ids=["e2"], event_filter=EventFilter())
    [feature] = json.loads((tmp_path / "m.geojson").read_text("utf-8"))["features"]
    assert shapely.geometry.shape(feature["geometry"]).equals(shapely.from_wkb(SQUARE))
    assert opened_by_gdal(tmp_path / "m.gpkg")["shapes"] == ["MultiPolygon"]


@pytest.mark.parametrize(
    "sliver",
    [
        "POLYGON ((5 5, 5.00002 5, 5.00001 5.00002, 5 5))",
        "POLYGON ((5 5, 6 5, 6 6, 5 6, 5 5), (5.5 5.5, 5.50002 5.5, 5.50001 5.50002, 5.5 5.5))",
        "POLYGON ((5 5, 6 5, 6 6, 5.50001 5.00002, 5 6, 5 5))",
    ],
    ids=["island", "hole", "waist"],
)
def test_an_outline_with_parts_smaller_than_its_step_stays_valid(opened: Project, tmp_path: Path, sliver: str) -> None:
    whole = shapely.multipolygons([shapely.from_wkb(SQUARE), shapely.from_wkt(sliver)])
    assert whole.is_valid
    with opened.transaction() as connection:
        places.write_areas(connection, [NIGER], lambda _: shapely.to_wkb(whole))
    export(opened, tmp_path / "v.geojson", ids=["e2"], event_filter=EventFilter())
    [feature] = json.loads((tmp_path / "v.geojson").read_text("utf-8"))["features"]
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.is_valid
    assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert shape.area == pytest.approx(whole.area, rel=1e-3)


def test_google_earth_gets_a_folder_a_category_icons_and_areas_as_areas(opened: Project, tmp_path: Path) -> None:
    with opened.transaction() as connection:
        places.write_areas(connection, [NIGER], lambda _: SQUARE)
    export(opened, tmp_path / "g.kmz", ids=["e1", "e2"], event_filter=EventFilter(), release=Release(tlp=Tlp.GREEN))
    document = kml_of(tmp_path / "g.kmz")
    assert [folder.findtext("k:name", None, KML) for folder in document.iterfind(".//k:Folder", KML)] == ["Attack (2)"]
    assert (document.findtext("k:Document/k:name", "", KML)).startswith("TLP:GREEN")
    town, wide = document.iterfind(".//k:Placemark", KML)
    assert town.findtext("k:Point/k:coordinates", None, KML) == "2.1098,13.51366"
    assert wide.find("k:Point", KML) is None
    assert wide.find("k:MultiGeometry/k:Polygon", KML) is not None
    with zipfile.ZipFile(tmp_path / "g.kmz") as file:
        assert file.read("icons/attack.png").startswith(b"\x89PNG")


def test_words_of_articles_are_no_html_in_google_earth(opened: Project, tmp_path: Path) -> None:
    article = an_article(article_id="x", text="<script>alert(1)</script> & more")
    hostile = an_event(event_id="x", evidence=(replace(an_event().evidence[0], article_id="x", start_char=0, end_char=32, spans=()),))
    articles.add(opened, article, [], [hostile])
    export(opened, tmp_path / "x.kmz", ids=["x"], event_filter=EventFilter())
    told = kml_of(tmp_path / "x.kmz").findtext(".//k:Placemark/k:description", "", KML)
    assert "<" not in told
    assert "&lt;script&gt;" in told


@pytest.mark.parametrize("suffix", EACH)
def test_what_is_released_to_all_has_no_excerpts_and_rounded_coordinates_where_asked(opened: Project, tmp_path: Path, suffix: str) -> None:
    release = Release(tlp=Tlp.CLEAR, rounded=True)
    export(opened, tmp_path / f"c{suffix}", ids=["e1"], event_filter=EventFilter(), release=release)
    [row] = rows_of(tmp_path / f"c{suffix}")
    assert not row["notes"]
    assert (float(str(row["latitude"])), float(str(row["longitude"]))) == (13.5, 2.1)
