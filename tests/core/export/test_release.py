"""What is released to all tells neither a note's words nor a flagged spot, in any format and in no encoding of a number."""

from __future__ import annotations

import csv
import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image

from geodata import tagging
from geodata.export.content import MapPicture, Wishes
from geodata.export.formats import FORMATS, export
from geodata.export.pptx import MAP
from geodata.export.release import Release, Tlp, released, released_columns
from geodata.model import EventFilter, Extent, GeoPrecision, Place
from geodata.remarks import SENSITIVE, Remarks, tags_of
from geodata.space.mercator import mercator
from geodata.store import articles, project, tags, trail
from geodata.store.columns import read_columns
from geodata.store.project import Project
from geodata.store.trail import By
from geodata.wording import place_words
from tests.exported import packed_in, words_in
from tests.values import TEXT, an_article, an_event

WELL = Place(geonameid=77, name="Old Well", latitude=14.98765, longitude=3.23456, feature_class="H", feature_code="WLL", country_code="NE")
FORT = replace(WELL, geonameid=78, name="Fort", latitude=15.43219, longitude=4.56781)
NOTE, TAG = "Heard it from the chief.", "informant"
ANA = By(person="Ana")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    """Two events at the well, of which the first is flagged, and one at the fort."""
    with project.create(tmp_path / "p.gpkg") as opened:
        given = [
            an_event(event_id=f"e{number}", place=place, location=place.name, geo_precision=GeoPrecision.EXACT, note=NOTE)
            for number, place in enumerate((WELL, WELL, FORT))
        ]
        articles.add(opened, an_article(url="https://news.example/1"), [], given)
        tagging.tag(opened, ["e0"], ANA, add=[SENSITIVE, TAG])
        tagging.remark(opened, "a1", Remarks(NOTE), ANA)
        yield opened


def written(opened: Project, path: Path, release: Release) -> Path:
    drawn = io.BytesIO()
    Image.new("RGB", (round(MAP[2] * 20), round(MAP[3] * 20)), "#dddddd").save(drawn, "PNG")
    wishes = Wishes(map=MapPicture(drawn.getvalue(), Extent(0, 10, 10, 20)), numbered=("e0", "e1", "e2"))
    export(opened, path, ids=["e0", "e1", "e2"], event_filter=EventFilter(), release=release, wishes=wishes)
    return path


def points_in(path: Path) -> list[tuple[float, float]]:
    """(latitude, longitude) of each event in its order, as another program than ours reads them; none in slides."""
    if path.suffix in (".gpkg", ".geojson", ".kmz"):
        drivers = ', layer="event"' if path.suffix == ".gpkg" else ""
        source = f"/vsizip/{path}/doc.kml" if path.suffix == ".kmz" else str(path)
        code = (
            "import sys, json, pandas, pyogrio; path = sys.argv[1]\n"
            f"read = lambda **k: pyogrio.read_dataframe(path{drivers}, **k)\n"
            "frame = pandas.concat([read(layer=name) for name, _ in pyogrio.list_layers(path)]) if path.endswith('.kml') else read()\n"
            "print(json.dumps([[p.y, p.x] for p in frame.geometry]))"
        )
        done = subprocess.run([sys.executable, "-c", code, source], capture_output=True, text=True, check=True, timeout=60)
        return [(latitude, longitude) for latitude, longitude in json.loads(done.stdout)]
    if path.suffix == ".xlsx":
        head, *rows = load_workbook(path)["Events"].iter_rows(values_only=True)
    elif path.suffix == ".csv":
        head, *rows = csv.reader(path.read_text("utf-8").splitlines())
    else:
        return []
    at = head.index("latitude"), head.index("longitude")
    return [(float(row[at[0]]), float(row[at[1]])) for row in rows]


def raw(path: Path) -> bytes:
    """All bytes of a file, unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            return b"".join(map(file.read, file.namelist()))
    return b"".join(packed_in(path).values()) if path.suffix == ".html" else path.read_bytes()


def traces(place: Place) -> list[bytes]:
    """A point's numbers in the ways that a file may hold them: letters, floats, the map's square."""
    longitude, latitude = place.longitude, place.latitude
    [x, y] = mercator(np.array([[longitude, latitude]]))[0].tolist()
    return [
        *(f"{degrees:.5f}"[:-1].encode() for degrees in (latitude, longitude)),
        *(struct.pack(form, number) for number in (latitude, longitude, x, y) for form in ("<d", "<f")),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_released_to_all_tells_no_note_and_no_flagged_spot(opened: Project, tmp_path: Path, suffix: str) -> None:
    path = written(opened, tmp_path / f"clear{suffix}", Release(tlp=Tlp.CLEAR))
    whole = raw(path)
    assert not [trace for trace in traces(WELL) if trace in whole], "also not by another event at that spot"
    assert not [words for words in (NOTE, TAG, TEXT[:30], WELL.name) if words.encode() in whole]
    assert suffix not in (".html", ".pptx") or "near 15.0, 3.2, within 8 km" in words_in(path)
    assert points_in(path) in ([], [(15.0, 3.2), (15.0, 3.2), (15.43219, 4.56781)])
    told = words_in(path)
    if path.suffix != ".csv":
        assert "2 events" in told or '"sensitive": 2' in told
    assert path.name.endswith(".acled.csv") or "Coordinates that were flagged as sensitive are rounded to 0.1" in told


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_not_released_to_all_keeps_them_unless_it_is_asked_not_to(opened: Project, tmp_path: Path, suffix: str) -> None:
    path = written(opened, tmp_path / f"amber{suffix}", Release(tlp=Tlp.AMBER))
    whole = raw(path)
    if suffix != ".pptx":  # which tells no coordinates
        assert [trace for trace in traces(WELL) if trace in whole], "or the test above could not fail"
        assert NOTE.encode() in whole or suffix == ".kmz"
    asked = raw(written(opened, tmp_path / f"asked{suffix}", Release(tlp=Tlp.AMBER, sensitive=True)))
    assert not [trace for trace in traces(WELL) if trace in asked]
    assert TEXT[:30].encode() in asked
    assert (WELL.name.encode() in whole, WELL.name.encode() in asked) == (True, False)


def test_a_rounded_event_may_be_as_much_farther_from_its_point(opened: Project, tmp_path: Path) -> None:
    features = json.loads(written(opened, tmp_path / "c.geojson", Release(tlp=Tlp.CLEAR)).read_text("utf-8"))["features"]
    assert [feature["properties"]["radius_km"] for feature in features] == [8.0, 8.0, None]
    assert [feature["properties"]["geonameid"] for feature in features] == [None, None, 78]


def test_a_pair_of_coordinates_is_no_name_of_what_is_rounded() -> None:
    pair, rounded = replace(WELL, name="14.98765, 3.23456"), Release(rounded=True)
    event = released(an_event(place=pair, location="14°59'15\"N 3°14'04\"E", geo_precision=GeoPrecision.EXACT), rounded)
    assert (place_words(event), event.location) == ("near 15.0, 3.2, within 8 km", None)
    named = released(an_event(place=WELL, location="the well", geo_precision=GeoPrecision.EXACT), rounded)
    assert place_words(named) == "near Old Well (“the well”), within 8 km", "what nobody flagged keeps its name"


def test_a_picture_is_as_coarse_as_the_table(opened: Project) -> None:
    columns, spots = read_columns(opened), tags.sensitive_spots(opened)
    assert spots == {(14.98765, 3.23456)}
    coarse = released_columns(columns, Release(tlp=Tlp.CLEAR), spots)
    assert coarse.latitude.tolist() == [15.0, 15.0, 15.43219]
    assert coarse.longitude.tolist() == [3.2, 3.2, 4.56781]
    assert coarse.radius_km.tolist() == [8.0, 8.0, 0.0], "and as wide"
    assert released_columns(columns, Release(rounded=True)).radius_km.tolist() == [8.0, 8.0, 8.0]
    assert released_columns(columns, Release(tlp=Tlp.RED), spots) is columns
    assert released_columns(columns, Release(tlp=Tlp.CLEAR), frozenset()) is columns


def test_a_symbol_and_its_number_are_rounded_to_the_same_spot_at_each_half(opened: Project) -> None:
    halves = [step / 20 for step in range(-1799, 1800, 2)]  # 13.35, 2.15, ...
    row, release = read_columns(opened, ["e0"]), Release(rounded=True)
    for degrees in halves:
        made = an_event(place=replace(WELL, latitude=degrees, longitude=-degrees), geo_precision=GeoPrecision.EXACT)
        columns = replace(row, latitude=np.array([degrees]), longitude=np.array([-degrees]))
        drawn = released_columns(columns, release)
        assert released(made, release).point == (drawn.latitude[0], drawn.longitude[0]), degrees


def test_a_flag_on_an_article_holds_for_its_events_and_one_that_is_taken_away_for_none(opened: Project) -> None:
    tagging.remark(opened, "a1", Remarks("", (SENSITIVE,)), ANA)
    assert len(tags.sensitive_spots(opened)) == 2
    tagging.turn(opened, trail.every(opened)[0], ANA, is_undo=True)
    tagging.turn(opened, trail.every(opened)[-1], ANA, is_undo=True)
    assert tags.sensitive_spots(opened) == frozenset()


def test_however_a_person_spells_the_flag_it_is_one() -> None:
    assert tags_of("Sensitive  Coordinates") == (SENSITIVE,)
