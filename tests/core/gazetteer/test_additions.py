"""What a user adds to the gazetteer: country dumps, joined to what is there, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from geodata import cli
from geodata.errors import ContentError, GazetteerError
from geodata.gazetteer import additions, build
from geodata.gazetteer.additions import Source
from geodata.gazetteer.entries import Entry, Kind
from geodata.gazetteer.search import Gazetteer, default_path, importance
from geodata.gazetteer.suggest import Suggester
from geodata.model import Progress
from tests.small_gazetteer import CAPITAL, EAST, WEST, added, base, entry, geojson, place, row, zipped

ROOT = Path(__file__).parents[3]
REGION, DISTRICT, VILLAGE, WELL, HILL = 101, 102, 103, 104, 105
ROWS = (
    row(
        CAPITAL, "Kapital City", "PPLA", names="Kapstadt,KPT,ka pi tal,https://example.org/Kapital", admin1="01", admin2="D1", population=5
    ),
    row(REGION, "Westmark Region", "ADM1", names="Marche de l'Ouest", latitude=8, longitude=4),
    row(DISTRICT, "Département de Bani", "ADM2", admin2="D1", latitude=5, longitude=5),
    row(VILLAGE, "Bani Bangou", "PPL", admin2="D1"),
    row(WELL, "Bani Bangou", "WLL", feature_class="H", admin2="D1"),
    row(HILL, "I-n-Atès", "HLL", feature_class="T", names="In Ates", admin1="00"),
    row(106, "Sandy", "DUNE", feature_class="T"),
    row(107, "Republic", "PCLI", feature_class="A"),
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "g" / "gazetteer.sqlite"


def ids(gazetteer: Gazetteer, name: str) -> list[int]:
    return [p.geonameid for p in gazetteer.named(name)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_villages_districts_and_hills_are_found_by_their_names(tmp_path: Path, target: Path) -> None:
    with Gazetteer.open(added(target, zipped(tmp_path, ROWS))) as gazetteer:
        assert ids(gazetteer, "Bani Bangou") == ids(gazetteer, "Banibangou") == [VILLAGE, WELL]
        assert ids(gazetteer, "Bani department") == ids(gazetteer, "departement de bani") == [DISTRICT]
        assert ids(gazetteer, "In Ates") == ids(gazetteer, "Inates") == [HILL]
        assert ids(gazetteer, "Sandy") == ids(gazetteer, "Republic") == []
        assert importance(gazetteer.named("Bani Bangou")[0]) > importance(gazetteer.named("Bani Bangou")[1])


def test_a_place_that_is_there_stays_one_place_and_gains_names_and_codes(tmp_path: Path, target: Path) -> None:
    with Gazetteer.open(added(target, zipped(tmp_path, ROWS))) as gazetteer:
        [kapital] = gazetteer.named("Kapstadt")
        assert kapital == gazetteer.named("Capital")[0] == place(CAPITAL, "Kapital", "PPLC", admin1_code="01", population=1000)
        assert ids(gazetteer, "KPT") == ids(gazetteer, "ka pi tal") == ids(gazetteer, "https://example.org/Kapital") == []
        district, region = gazetteer.district(kapital), gazetteer.region(kapital)
        assert (district and district.geonameid, region and region.geonameid) == (DISTRICT, REGION)
        assert [p.name for p in gazetteer.within(kapital)] == ["Département de Bani", "Wéstmark", "Niger"]


def test_the_region_of_a_dump_and_ours_are_one_with_the_id_of_geonames_and_our_outline(tmp_path: Path, target: Path) -> None:
    outline = Gazetteer.open(added(target)).area(WEST)
    assert outline is not None
    with Gazetteer.open(added(target, zipped(tmp_path, ROWS))) as gazetteer:
        assert ids(gazetteer, "Westmark Region") == ids(gazetteer, "Wéstmark") == ids(gazetteer, "Marche de l’Ouest") == [REGION]
        assert gazetteer.area(REGION) == outline
        assert gazetteer.place(WEST) == gazetteer.place(REGION), "a project that kept our id still finds the place"
        assert gazetteer.area(WEST) == outline


def test_a_region_does_not_keep_the_name_that_its_district_bears(tmp_path: Path, target: Path) -> None:
    rows = (*ROWS, row(108, "Département de Westmark", "ADM2", admin2="D2"))
    with Gazetteer.open(added(target, zipped(tmp_path, rows))) as gazetteer:
        assert ids(gazetteer, "Westmark Department") == [108]
        assert ids(gazetteer, "Westmark") == [REGION, 108]


def test_a_region_of_another_name_is_ours_where_its_code_and_its_point_are(tmp_path: Path, target: Path) -> None:
    rows = (*ROWS, row(109, "Levant", "ADM1", admin1="02", latitude=5, longitude=15))
    with Gazetteer.open(added(target, zipped(tmp_path, rows))) as gazetteer:
        assert ids(gazetteer, "Levant") == ids(gazetteer, "Eastmark") == [109]


def test_our_regions_are_districts_where_geonames_has_other_regions(tmp_path: Path, target: Path) -> None:
    """Burkina Faso: the basemap draws its provinces."""
    rows = (
        row(201, "Centre", "ADM1", admin1="09", latitude=5, longitude=10),
        row(202, "Province du Westmark", "ADM2", admin1="09", admin2="21"),
        row(203, "Province de l'Eastmark", "ADM2", admin1="09", admin2="22", longitude=15),
        row(204, "Nulle Part", "PPL", admin1="00", latitude=19, longitude=19),
    )
    with Gazetteer.open(added(target, zipped(tmp_path, rows))) as gazetteer:
        [west] = gazetteer.named("Westmark")
        assert (west.geonameid, west.feature_code, gazetteer.area(202) is not None) == (202, "ADM2", True)
        [village] = gazetteer.named("Nulle Part")
        assert [p.geonameid for p in gazetteer.within(village)][:2] == [203, 201], "filed by the outlines"
        assert gazetteer.area(201) is not None, "the union of its districts"


def test_a_place_filed_under_a_region_far_away_is_filed_where_it_lies(tmp_path: Path, target: Path) -> None:
    rows = (*ROWS, row(110, "Astray", "PPL", admin1="01", longitude=14), row(111, "Border", "PPL", admin1="01", longitude=10.05))
    with Gazetteer.open(added(target, zipped(tmp_path, rows))) as gazetteer:
        assert [gazetteer.named(name)[0].admin1_code for name in ("Astray", "Border")] == ["02", "01"]


def test_doubles_within_a_dump_become_one_and_namesakes_far_apart_stay_two(tmp_path: Path, target: Path) -> None:
    rows = (*ROWS, row(112, "Bani Department", "ADM2", latitude=5.1), row(113, "Bani District", "ADM2", latitude=19.0))
    with Gazetteer.open(added(target, zipped(tmp_path, rows))) as gazetteer:
        assert sorted(ids(gazetteer, "Bani")) == [DISTRICT, 113]
        assert gazetteer.place(112) == gazetteer.place(DISTRICT)


def test_adding_twice_changes_nothing_and_a_newer_file_takes_the_place_of_the_older(tmp_path: Path, target: Path) -> None:
    file = zipped(tmp_path, ROWS)
    before = added(target, file).stat()
    after = added(target, file).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    added(target, zipped(tmp_path, [*ROWS[:3], row(114, "Newtown", "PPL")]))
    with Gazetteer.open(target) as gazetteer:
        assert (ids(gazetteer, "Newtown"), ids(gazetteer, "Bani Bangou")) == ([114], [])


def test_a_dump_and_boundaries_of_one_name_are_both_kept(tmp_path: Path, target: Path) -> None:
    borders = geojson(tmp_path, [({"ADM2_EN": "Border District"}, (1, 1, 2, 2))], "NE.geojson")
    added(added(target, zipped(tmp_path, ROWS)), borders)
    assert [a.key for a in additions.kept(target)] == [(Source.BOUNDARIES, "NE"), (Source.GEONAMES, "NE")]
    with Gazetteer.open(target) as gazetteer:
        assert ids(gazetteer, "Bani Bangou") == [VILLAGE, WELL]
        assert [p.feature_code for p in gazetteer.named("Border District")] == ["ADM2"]


def test_two_different_files_of_one_name_are_refused_and_equal_ones_are_one(tmp_path: Path, target: Path) -> None:
    before = digest(added(target))
    boxes = {
        "a": ({"ADM2_EN": "First"}, (1, 1, 2, 2)),
        "b": ({"ADM2_EN": "Second"}, (3, 3, 4, 4)),
        "c": ({"ADM2_EN": "First"}, (1, 1, 2, 2)),
    }
    for folder in boxes:
        (tmp_path / folder).mkdir()
    one, other, same = (geojson(tmp_path / folder, [box], "admin2.geojson") for folder, box in boxes.items())
    with pytest.raises(ContentError, match="Two different files are called admin2"):
        added(target, one, other)
    assert digest(target) == before
    added(target, one, same)
    assert [a.name for a in additions.kept(target)] == ["ADMIN2"]


def test_several_files_in_any_order_give_the_same_gazetteer(tmp_path: Path) -> None:
    one, two = zipped(tmp_path, ROWS[:4]), zipped(tmp_path, ROWS[4:], "ML")
    first = added(added(tmp_path / "a.sqlite", one), two)
    second = added(tmp_path / "b.sqlite", two, one)
    dumps = []
    for path in (first, second):
        with sqlite3.connect(path) as connection:
            dumps.append(sorted(connection.iterdump()))
        connection.close()
    assert dumps[0] == dumps[1]


def test_a_new_version_builds_with_what_was_added(tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(target, zipped(tmp_path, ROWS))
    monkeypatch.setattr(build, "BUILDER", build.BUILDER + 1)
    monkeypatch.setattr(build, "base_entries", base)
    assert not build.is_current(target)
    for _ in build.build(target, base=base):
        pass
    assert build.is_current(target)
    with Gazetteer.open(target) as gazetteer:
        assert ids(gazetteer, "Bani Bangou") == [VILLAGE, WELL]
    assert [a.name for a in additions.kept(target)] == ["NE"]


def test_another_gazetteer_file_starts_as_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build.add, "__defaults__", (base,))
    file, one, two = zipped(tmp_path, ROWS), tmp_path / "deep" / "one.sqlite", tmp_path / "two.sqlite"
    assert cli.main(["gazetteer", "add", str(file), "--gazetteer", str(one)]) == cli.OK
    assert capsys.readouterr().err.endswith("NE: 6 places\n1 of 1 files were new\n")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(two))
    assert default_path() == two
    assert cli.main(["gazetteer", "add", str(file), str(file)]) == cli.OK
    for path in (one, two):
        with Gazetteer.open(path) as gazetteer:
            assert (ids(gazetteer, "Kapital"), ids(gazetteer, "Banibangou")) == ([CAPITAL], [VILLAGE, WELL])
    assert cli.main(["gazetteer", "add", str(file)]) == cli.OK
    assert capsys.readouterr().err.endswith("0 of 1 files were new\n")
    assert cli.main(["gazetteer", "add", str(tmp_path / "NG.zip")]) == cli.UNUSABLE
    assert "NG.zip is not there" in capsys.readouterr().err


@pytest.mark.parametrize("opened", [Gazetteer.open, Suggester])
def test_a_gazetteer_of_an_older_version_is_told(target: Path, opened: Callable[[Path], object]) -> None:
    added(target)
    with sqlite3.connect(target) as connection:
        connection.execute("DROP TABLE replaced")
    connection.close()
    with pytest.raises(GazetteerError, match="build it anew"):
        opened(target)


def test_additions_that_cannot_be_read_are_told_and_never_built_without(tmp_path: Path, target: Path) -> None:
    added(target, zipped(tmp_path, ROWS))
    with contextlib.closing(sqlite3.connect(target)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GazetteerError, match=r"cannot be read \(database is locked\)"):
            additions.kept(target)
    data = bytearray(target.read_bytes())
    data[100:4096] = b"\xff" * 3996  # the list of the tables
    target.write_bytes(data)
    before = digest(target)
    with pytest.raises(GazetteerError, match="cannot be read"):
        for _ in build.build(target, base=base):
            pass
    assert digest(target) == before


def test_additions_of_a_newer_version_are_told(tmp_path: Path, target: Path) -> None:
    added(target, zipped(tmp_path, ROWS))
    with contextlib.closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("UPDATE addition SET kind = 'streets'")
    with pytest.raises(GazetteerError, match="newer version of Dateline"):
        additions.kept(target)


def _cut(folder: Path) -> Path:
    path = zipped(folder, (row(n, f"Village {n}", "PPL") for n in range(1, 3000)))
    path.write_bytes(path.read_bytes()[:-2000])
    return path


def _flipped(folder: Path) -> Path:
    path = zipped(folder, (row(n, f"Village {n}", "PPL") for n in range(1, 3000)))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    return path


def _empty_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "NE.zip", "w") as archive:
        archive.writestr("picture.png", b"")
    return folder / "NE.zip"


def _text(text: str | bytes, name: str = "NE.txt"):
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder / name

    return write


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_cut, "not downloaded whole"),
        (_flipped, "damaged"),
        (_empty_zip, "should hold one text file and holds 0"),
        (_text(""), "holds no places"),
        (_text("<html><title>502 Bad Gateway</title></html>"), "no GeoNames country dump: a line has 1 columns, not 19"),
        (_text("<html>", "NE.zip"), "not downloaded whole"),
        (_text(row(1, "One", "PPL") + row(2, "Two", "PPL")[:30]), "cut off or damaged at line 2"),
        (_text(row(1, "One", "PPL", latitude=95)), "line 1 has no sound id"),
        (_text(row(1, "One", "PPL", population="many")), "line 1 has no sound id"),
        (_text(row(1, "One", "PPL", population=2**63)), "line 1 has no sound id"),
        (_text(row(2**63, "One", "PPL")), "line 1 has no sound id"),
        (_text(row(1, "Söl", "PPL").encode("latin-1")), "not UTF-8"),
        (_text("a,b\n", "NE.csv"), "cannot be added: give GeoNames dumps"),
        (lambda folder: folder / "no.zip", "is not there"),
    ],
)
def test_a_file_that_is_no_sound_dump_is_told_and_the_gazetteer_stays(tmp_path: Path, target: Path, make, reason: str) -> None:
    good = zipped(tmp_path, ROWS, "ML")
    before = digest(added(target, good))
    with pytest.raises(ContentError, match=reason) as told:
        added(target, zipped(tmp_path, ROWS, "BF"), make(tmp_path))
    assert str(told.value).count("\n") == 0
    assert digest(target) == before
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="could not be written"):
        added(tmp_path / "file" / "gazetteer.sqlite", zipped(tmp_path, ROWS))


@pytest.mark.parametrize("until", ["Reading NE.zip", "Writing places"])
def test_two_programs_that_add_at_once_lose_nothing_silently(tmp_path: Path, target: Path, until: str) -> None:
    added(target)
    slow = build.add(target, [zipped(tmp_path, ROWS)], base)
    for progress in slow:
        if progress.label == until:
            break
    added(target, zipped(tmp_path, [row(115, "Meanwhile", "PPL")], "ML"))
    with pytest.raises(GazetteerError, match="changed by another program"):
        for _ in slow:
            pass
    with Gazetteer.open(target) as gazetteer:
        assert ids(gazetteer, "Meanwhile") == [115]


CHILD = """
import sys
from pathlib import Path
from geodata.gazetteer.build import add
from tests.small_gazetteer import base
for _ in add(Path(sys.argv[1]), [Path(sys.argv[2])], base):
    print(flush=True)
    sys.stdin.readline()
print("end", flush=True)
"""


def test_an_add_that_is_killed_at_any_point_leaves_the_old_gazetteer(tmp_path: Path, target: Path) -> None:
    before = digest(added(target, zipped(tmp_path, [row(116, "Before", "PPL")], "ML")))
    file = zipped(tmp_path, ROWS)
    steps = 0
    while True:
        command = [sys.executable, "-c", CHILD, str(target), str(file)]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            for _ in range(steps + 1):
                said = child.stdout.readline()
                if said == "end\n":
                    break
                if _ < steps:
                    child.stdin.write("\n")
                    child.stdin.flush()
            if said != "end\n":
                os.kill(child.pid, signal.SIGKILL)
        if said == "end\n":
            break
        assert digest(target) == before
        steps += 1
    assert steps >= 6
    with Gazetteer.open(target) as gazetteer:
        assert (ids(gazetteer, "Before"), ids(gazetteer, "Banibangou")) == ([116], [VILLAGE, WELL])


def test_what_killed_builds_left_is_swept_later(tmp_path: Path, target: Path) -> None:
    added(target)
    left = target.with_name("gazetteer.sqlite.4711.partial")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    added(target, zipped(tmp_path, ROWS))
    assert list(target.parent.iterdir()) == [target]


def test_names_of_wells_do_not_come_before_towns_of_our_tables() -> None:
    well, river = place(1, "A", "WLL", feature_class="H"), place(2, "A", "STM", feature_class="H")
    village, district = place(3, "A", "PPL"), place(4, "A", "ADM2")
    assert importance(river) >= importance(village) > importance(well)
    assert importance(village) > importance(district)
    assert entry(village).names == (("A", Kind.OFFICIAL),)
    assert EAST < 0


def test_a_base_that_the_file_cannot_hold_is_told_and_leaves_nothing(target: Path) -> None:
    def twice() -> Generator[Progress, None, list[Entry]]:
        entries = yield from base()
        return entries * 2

    with pytest.raises(GazetteerError, match="could not be written"):
        for _ in build.build(target, base=twice):
            pass
    assert list(target.parent.iterdir()) == []
