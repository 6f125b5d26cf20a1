"""The list of what left this machine: all of it, and nothing secret."""

from __future__ import annotations

import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import outgoing
from geodata.outgoing import HIDDEN, NO_ANSWER, Outgoing, split_address
from geodata.recording import recording_adapter, recording_opener


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://tile.example/3/4/5.png", ("tile.example", "/3/4/5.png")),
        ("https://tile.example:8443", ("tile.example:8443", "/")),
        ("https://t.example/3/4/5?apikey=abc&style=dark", ("t.example", f"/3/4/5?apikey={HIDDEN}&style=dark")),
        ("https://t.example/search?q=Banibangou&username=someone", ("t.example", f"/search?q=Banibangou&username={HIDDEN}")),
        ("https://t.example/x?style=q8Fh3kLm9PzX2vB7nR4t", ("t.example", f"/x?style={HIDDEN}")),
        ("https://t.example/q8Fh3kLm9PzX2vB7nR4t/3/4/5.png", ("t.example", f"/{HIDDEN}/3/4/5.png")),
        ("https://me:pass@t.example/3", ("t.example", "/3")),
        ("https://t.example/World_Topographic_Map_Server/3", ("t.example", "/World_Topographic_Map_Server/3")),
    ],
)
def test_an_address_is_kept_without_its_secrets(url: str, shown: tuple[str, str]) -> None:
    assert split_address(url) == shown


@given(st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x2FF), min_size=8, max_size=40), st.booleans())
def test_a_key_is_never_kept_wherever_it_stands(key: str, in_path: bool) -> None:
    from urllib.parse import quote

    url = f"https://t.example/{quote(key, safe='')}/3/4/5" if in_path else f"https://t.example/3/4/5?style={quote(key, safe='')}"
    _, path = split_address(url, (key,))
    assert key not in path
    assert quote(key, safe="") not in path


def test_each_request_is_listed_with_what_became_of_it() -> None:
    log, seen = Outgoing(), []
    log.changed = lambda: seen.append(log.count)
    first, second = log.left("https://a.example/1", "Map tile"), log.left("https://b.example/2", "Look-up")
    log.came(first, "200", 512)
    assert [(r.number, r.host, r.path, r.why, r.status, r.received) for r in log.requests()] == [
        (first, "a.example", "/1", "Map tile", "200", 512),
        (second, "b.example", "/2", "Look-up", "", 0),
    ]
    assert seen == [1, 2, 2]


def test_the_list_is_bounded_and_the_count_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "KEPT", 3)
    log = Outgoing()
    numbers = [log.left(f"https://a.example/{n}", "x") for n in range(5)]
    log.came(numbers[0], "200")  # forgotten by now
    assert (log.count, [r.path for r in log.requests()]) == (5, ["/2", "/3", "/4"])


def test_threads_lose_no_request() -> None:
    log = Outgoing()
    threads = [threading.Thread(target=lambda: [log.left("https://a.example/", "x") for _ in range(200)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.count == len(log.requests()) == 1600


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/from"):
            self.send_response(302)
            self.send_header("Location", "/to")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200 if self.path.startswith("/to") else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def seen(log: Outgoing) -> list[tuple[str, str, int]]:
    return [(r.path, r.status, r.received) for r in log.requests()]


def test_a_download_is_listed_with_every_redirection(server: str) -> None:
    log = Outgoing()
    opener = recording_opener(log, "Country file")
    with opener(urllib.request.Request(f"{server}/from"), timeout=5) as answer:
        assert answer.read() == b"{}"
    with pytest.raises(urllib.error.HTTPError) as error:
        opener(urllib.request.Request(f"{server}/nowhere"), timeout=5)
    error.value.close()
    with pytest.raises(urllib.error.URLError):
        opener(urllib.request.Request("http://127.0.0.1:1/closed"), timeout=5)
    assert seen(log) == [("/from", "302", 0), ("/to", "200", 2), ("/nowhere", "404", 2), ("/closed", NO_ANSWER, 0)]
    assert {r.why for r in log.requests()} == {"Country file"}


def test_a_look_up_by_geopy_is_listed_with_every_redirection(server: str) -> None:
    from geopy.exc import GeocoderUnavailable

    log = Outgoing()
    with recording_adapter(log, "Look-up")(proxies=None, ssl_context=None) as adapter:
        assert adapter.get_json(f"{server}/from?q=Gao", timeout=5, headers={}) == {}
        with pytest.raises(GeocoderUnavailable):
            adapter.get_json("http://127.0.0.1:1/closed?username=someone", timeout=5, headers={})
    assert seen(log) == [("/from?q=Gao", "302", 0), ("/to", "200", 2), (f"/closed?username={HIDDEN}", NO_ANSWER, 0)]
