"""Asking the web, against a server on this machine and by the real transport."""

from __future__ import annotations

import gzip
import http.server
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

import pytest

from geodata.articles.pages import announcement, read_page
from geodata.errors import ContentError, GeodataError, RateLimited, SourceError
from geodata.outgoing import Outgoing
from geodata.web.transport import network
from geodata.web.web import Web
from tests.local_server import QuietHandler, serving
from tests.papers import pdf

WORDS = "Gunmen attacked a market near Niamey on Monday and killed four of the traders, said the governor of the region. "
PAGE = (
    '<html><head><title>Raid</title><meta property="article:published_time" content="2023-09-01"></head><body><nav>Home</nav>'
    f"<article><h1>Raid</h1><p>{WORDS * 3}</p></article></body></html>"
)
Reply = tuple[int, dict[str, str], bytes]


class Server(http.server.ThreadingHTTPServer):
    """Answers from a table of paths; what is not in it is not found."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.host = f"127.0.0.1:{self.server_port}"

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Handler(QuietHandler):
    server: Server

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        self.server.asked.append((self.path, dict(self.headers)))
        reply = self.server.replies.get(self.path, (404, {}, b"none"))
        status, headers, content = reply(dict(self.headers)) if callable(reply) else reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has seen enough
            self.wfile.write(content)


class Clock:
    """Time that passes only while something waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 1))
        self.now += seconds


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(Server(), monkeypatch) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log() -> Outgoing:
    return Outgoing()


@pytest.fixture
def web(server: Server, clock: Clock, log: Outgoing) -> Web:
    return Web(network(allow_local=[server.host]), log, sleep=clock.sleep, clock=clock)


def html(page: str = PAGE, **headers: str) -> Reply:
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, page.encode()


def refused(web: Web, url: str, kind: type[GeodataError] = ContentError) -> str:
    with pytest.raises(kind) as caught:
        read_page(url, web)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_becomes_an_article_with_its_original_and_each_request_is_listed(server: Server, web: Web, log: Outgoing) -> None:
    server.replies["/news/raid.html?id=5"] = html()
    article = read_page(server.at("/news/raid.html?id=5#top"), web)
    assert (article.title, article.published, article.source) == ("Raid", date(2023, 9, 1), server.host)
    assert article.url == server.at("/news/raid.html?id=5")
    assert article.text.startswith("Raid\n") or article.text.startswith("Gunmen")
    assert article.original is not None
    assert (article.original.name, article.original.source, article.original.address) == ("raid.html", PAGE.encode(), article.url)
    assert [(request.path, request.status, request.why) for request in log.requests()] == [
        ("/robots.txt", "404", "Rules of the server (robots.txt)"), ("/news/raid.html?id=…", "200", "Article that was asked for")
    ]  # fmt: skip
    headers = server.asked[-1][1]
    assert headers["User-Agent"].startswith("Dateline")
    assert headers["Host"] == server.host
    assert not {"Cookie", "Referer"} & set(headers)


def test_robots_txt_is_obeyed_and_read_once(server: Server, web: Web, clock: Clock) -> None:
    server.replies["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed/*.html$\nAllow: /\nCrawl-delay: 7\n")
    server.replies["/open.html"] = html()
    assert "robots.txt" in refused(web, server.at("/closed/a.html"))
    read_page(server.at("/open.html"), web)
    read_page(server.at("/open.html"), web)
    assert server.paths == ["/robots.txt", "/open.html", "/open.html"]
    assert clock.slept == [7.0, 7.0]


def test_where_robots_txt_cannot_be_had_nothing_is_asked_until_it_can(server: Server, web: Web, clock: Clock) -> None:
    server.replies["/robots.txt"] = (500, {}, b"")
    server.replies["/a"] = html()
    assert "HTTP status 500" in refused(web, server.at("/a"), SourceError)
    assert server.paths == ["/robots.txt"]
    server.replies["/robots.txt"] = (403, {}, b"")
    clock.now += 60
    read_page(server.at("/a"), web)


@pytest.mark.parametrize("target", ["http://localhost:{port}/a", "http://127.0.0.1:1/a", "http://169.254.169.254/latest/", "http://[::1]/"])
def test_a_redirection_to_a_local_address_is_refused(server: Server, web: Web, log: Outgoing, target: str) -> None:
    server.replies["/a"] = (302, {"Location": target.format(port=server.server_port)}, b"")
    assert "of this machine or of a private network" in refused(web, server.at("/a"))
    assert server.paths == ["/robots.txt", "/a"]
    assert log.requests()[-1].status == "refused here, not sent"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/", "javascript:alert(1)", "http://u:p@news.example/"])
def test_a_redirection_to_another_scheme_is_refused(server: Server, web: Web, target: str) -> None:
    server.replies["/a"] = (302, {"Location": target}, b"")
    refused(web, server.at("/a"))
    assert server.paths == ["/robots.txt", "/a"]


def test_redirections_are_followed_a_few_times(server: Server, web: Web) -> None:
    server.replies |= {"/a": (301, {"Location": "/b"}, b""), "/b": (307, {"Location": "c"}, b""), "/c": html()}
    assert read_page(server.at("/a"), web).url == server.at("/c")
    server.replies["/loop"] = (302, {"Location": "/loop"}, b"")
    assert "without end" in refused(web, server.at("/loop"), SourceError)


@pytest.mark.parametrize(("status", "told", "wait"), [(429, "120", 120), (503, "", 60), (429, "999999999", 86400), (503, "soon", 60)])
def test_a_server_that_asks_to_wait_is_left_alone_so_long(
    server: Server, web: Web, clock: Clock, status: int, told: str, wait: float
) -> None:
    server.replies["/a"] = (status, {"Retry-After": told} if told else {}, b"")
    with pytest.raises(RateLimited) as caught:
        read_page(server.at("/a"), web)
    assert caught.value.retry_after == wait
    count = len(server.asked)
    clock.now += wait - 5
    assert "left alone" in refused(web, server.at("/a"), RateLimited)
    assert len(server.asked) == count
    server.replies["/a"] = html()
    clock.now += 10
    read_page(server.at("/a"), web)


def test_retry_after_may_be_a_date(server: Server, web: Web) -> None:
    server.replies["/a"] = (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"")
    with pytest.raises(RateLimited) as caught:
        read_page(server.at("/a"), web)
    assert caught.value.retry_after == 1


def test_a_server_that_fails_is_left_alone_longer_each_time(server: Server, web: Web, clock: Clock) -> None:
    server.replies["/a"] = (502, {}, b"")
    for pause in (10, 20, 40):
        assert "HTTP status 502" in refused(web, server.at("/a"), SourceError)
        clock.now += pause - 2
        assert "left alone" in refused(web, server.at("/a"), RateLimited)
        clock.now += 3


def test_what_was_read_before_is_asked_for_only_where_it_changed(server: Server, web: Web) -> None:
    def reply(headers: dict[str, str]) -> Reply:
        is_same = headers.get("If-None-Match") == '"x"' and headers.get("If-Modified-Since") == "Fri, 01 Sep 2023 10:00:00 GMT"
        return (304, {}, b"") if is_same else html(ETag='"x"', **{"Last-Modified": "Fri, 01 Sep 2023 10:00:00 GMT"})

    server.replies["/a"] = reply
    first = web.get(server.at("/a"), "x", accept="*/*")
    assert first.content == PAGE.encode()
    again = web.get(server.at("/a"), "x", accept="*/*", etag=first.etag, modified=first.modified)
    assert again.content is None


@pytest.mark.parametrize(("reply", "words"), [
    ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "image/png where an article belongs"),
    ((200, {"Content-Type": "application/zip"}, b"PK"), "application/zip"),
    ((200, {"Content-Type": "application/rss+xml"}, b"<rss/>"), "add it under Feeds"),
    ((200, {"Content-Type": "application/pdf"}, b"<html>"), "it is no .pdf file"),
    ((200, {"Content-Type": "text/html"}, b""), "answers with nothing"),
    ((200, {"Content-Type": "text/html"}, b"<html><body></body></html>"), "No article text"),
    ((200, {"Content-Type": "text/html"}, b"x" * 21 * 2**20), "more than 20 MB"),
    ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b" " * 50_000_000)), "more than 20 MB"),
    ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"not packed"), "damaged"),
    ((200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"), "cannot be read (br)"),
])  # fmt: skip
def test_answers_that_cannot_be_used_are_told_in_one_line(server: Server, web: Web, reply: Reply, words: str) -> None:
    server.replies["/a"] = reply
    assert words in refused(web, server.at("/a"))


@pytest.mark.parametrize(("status", "words"), [(404, "no such page"), (401, "refuses"), (403, "refuses"), (204, "refuses")])
def test_refusals_are_told_with_their_status(server: Server, web: Web, status: int, words: str) -> None:
    server.replies["/a"] = (status, {}, b"")
    assert words in refused(web, server.at("/a"), SourceError)
    server.replies["/b"] = html()
    read_page(server.at("/b"), web)  # the server is well, so it is asked again at once


def test_packed_pages_texts_and_pdfs_are_read(server: Server, web: Web) -> None:
    server.replies["/a"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode()))
    server.replies["/b.txt"] = (200, {"Content-Type": "text/plain; charset=iso-8859-1"}, "À Téra.".encode("latin-1"))
    server.replies["/c"] = (200, {"Content-Type": "application/pdf"}, pdf([[WORDS]]))
    assert "Gunmen" in read_page(server.at("/a"), web).text
    assert read_page(server.at("/b.txt"), web).text == "À Téra."
    assert read_page(server.at("/c"), web).text.startswith("Gunmen")


def test_a_server_that_cannot_be_reached_is_told(server: Server, log: Outgoing) -> None:
    web = Web(network(allow_local=["127.0.0.1:1"]), log)
    assert refused(web, "http://127.0.0.1:1/a", SourceError) == "127.0.0.1:1 cannot be reached."
    assert [request.status for request in log.requests()] == ["no answer"]


def test_what_will_be_asked_of_whom_is_said_before() -> None:
    words = announcement(["https://a.example/1", "https://b.example/2"])
    assert "Asks a.example and b.example for robots.txt and, where that allows it, for these 2 pages" in words
    with pytest.raises(ContentError):
        announcement(["nonsense"])
