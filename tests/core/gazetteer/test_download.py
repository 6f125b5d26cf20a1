"""Dumps fetched from GeoNames: only by the opener that is given here, never by the network."""

from __future__ import annotations

import http.client
import io
import urllib.error
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from geodata import cli
from geodata.errors import ContentError, GeodataError, RateLimited, SourceError
from geodata.gazetteer import build, download
from geodata.gazetteer.search import Gazetteer
from tests.long_call import finished
from tests.small_gazetteer import added, base, row, zipped


class Answer(io.BytesIO):
    def __init__(self, content: bytes, length: int | None = None) -> None:
        super().__init__(content)
        self.headers = {} if length is None else {"Content-Length": str(length)}


class BrokenOff(Answer):
    def read(self, *_: Any) -> bytes:
        raise http.client.IncompleteRead(b"PK", 100)


def run(opener: Any, folder: Path, *countries: str) -> list[Path]:
    return finished(download.download(countries or ("ne",), folder, opener))


def refused(status: int, **headers: str) -> Any:
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value

    def opener(request: Any, timeout: float) -> Answer:
        raise urllib.error.HTTPError(request.full_url, status, "no", message, io.BytesIO())

    return opener


def test_each_country_is_asked_for_once_by_an_honest_name(tmp_path: Path) -> None:
    asked = []

    def opener(request: Any, timeout: float) -> Answer:
        asked.append((request.full_url, request.get_header("User-agent"), timeout > 0))
        content = zipped(tmp_path, [row(1, "One", "PPL")], "made").read_bytes()
        return Answer(content, len(content))

    files = run(opener, tmp_path, "ne", "ML", "NE")
    assert [file.name for file in files] == ["NE.zip", "ML.zip"]
    assert [url for url, _, _ in asked] == [f"https://download.geonames.org/export/dump/{code}.zip" for code in ("NE", "ML")]
    assert all(agent.startswith("Dateline") and told for _, agent, told in asked)
    assert download.announcement(["ne", "ML"]) == "Asks download.geonames.org (GeoNames) for NE.zip, ML.zip."


def test_what_is_fetched_is_added_and_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    content = zipped(tmp_path, [row(1, "Oneville", "PPL")], "made").read_bytes()
    told: list[str] = []

    def opener(request: Any, timeout: float) -> Answer:
        told.append(capsys.readouterr().err)
        return Answer(content)

    monkeypatch.setattr(download.download, "__defaults__", (opener,))
    monkeypatch.setattr(build.add, "__defaults__", (base,))
    target = tmp_path / "g.sqlite"
    assert cli.main(["gazetteer", "download", "NE", "--gazetteer", str(target)]) == cli.OK
    assert told == ["Asks download.geonames.org (GeoNames) for NE.zip.\n"]
    assert "NE: 1 places" in capsys.readouterr().err
    with Gazetteer.open(target) as gazetteer:
        assert [p.geonameid for p in gazetteer.named("Oneville")] == [1]


@pytest.mark.parametrize(
    ("opener", "error", "reason"),
    [
        (refused(404), SourceError, "download.geonames.org has no NE.zip"),
        (refused(500), SourceError, "HTTP status 500"),
        (lambda *_, **__: Answer(b"<html>Busy</html>", 17), ContentError, "no zip file in place of NE.zip"),
        (lambda *_, **__: Answer(b"", 0), SourceError, "broke off after 0 bytes"),
        (lambda *_, **__: Answer(b"PK" + b"x" * 100, 5000), SourceError, "broke off after 102 bytes"),
        (lambda *_, **__: BrokenOff(b""), SourceError, "broke off"),
        (lambda *_, **__: Answer(b"PK", 10**12), ContentError, "too large: 1,000,000 MB"),
    ],
)
def test_an_answer_that_is_no_dump_is_told(tmp_path: Path, opener: Any, error: type[GeodataError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        run(opener, tmp_path)


def test_a_network_that_is_down_and_a_service_that_asks_to_wait_are_told(tmp_path: Path) -> None:
    def down(request: Any, timeout: float) -> Answer:
        raise urllib.error.URLError(OSError("Name or service not known"))

    with pytest.raises(SourceError, match="cannot be reached: Name or service not known"):
        run(down, tmp_path)
    with pytest.raises(RateLimited) as told:
        run(refused(503, Retry_After="120"), tmp_path)
    assert told.value.retry_after == 120
    with pytest.raises(RateLimited) as told:
        run(refused(429), tmp_path)
    assert told.value.retry_after > 0


def test_a_zip_cut_off_without_a_length_does_not_reach_the_gazetteer(tmp_path: Path) -> None:
    target = added(tmp_path / "g.sqlite")
    before = target.read_bytes()
    content = zipped(tmp_path, (row(n, f"V {n}", "PPL") for n in range(1, 3000)), "made").read_bytes()[:-1000]
    [file] = run(lambda *_, **__: Answer(content), tmp_path)
    with pytest.raises(ContentError, match="not downloaded whole"):
        added(target, file)
    assert target.read_bytes() == before


def test_nobody_is_asked_for_what_is_no_country(tmp_path: Path) -> None:
    def opener(*_: Any, **__: Any) -> Answer:
        raise AssertionError("asked")

    with pytest.raises(ContentError, match=r"“\.\./NE” is no country code"):
        run(opener, tmp_path, "ML", "../NE")
