"""Feeds are read when asked for: what is new comes in, what went wrong stands with the feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import pytest

from geodata import feeding
from geodata.articles.feeds import parsed
from geodata.errors import ContentError
from geodata.feeding import add_feed, read_feeds
from geodata.model import Changes
from geodata.outgoing import Outgoing
from geodata.store import articles, feeds, originals, project
from geodata.web.transport import network
from geodata.web.web import Fetched, Web
from tests.core.web.test_web import Clock, Reply, Server
from tests.local_server import serving
from tests.long_call import finished
from tests.plain_analyst import plain_analyst

LONG = "<p>" + "Gunmen attacked a market near Niamey on Monday and killed four of the traders, the governor said. " * 15 + "</p>"


def story(number: int) -> str:
    words = f"Gunmen attacked village number {number} near Niamey on Monday and killed four people, said the governor of the whole region. "
    return f"<html><head><title>Page {number}</title></head><body><article><h1>Page {number}</h1><p>{words * 3}</p></article></body></html>"


def rss(*items: str, title: str = "The Test Post") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def item(number: int, **more: str) -> str:
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><guid>id-{number}</guid><title>Story &lt;b&gt;{number}&lt;/b&gt;</title><link>/story/{number}</link>{rest}</item>"


def answer(content: bytes, media_type: str = "application/rss+xml") -> Fetched:
    now = datetime.now(UTC)
    return Fetched(
        address="https://post.example/feed", content=content, media_type=media_type, charset="", etag="", modified="", retrieved=now
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(Server(), monkeypatch) as running:
        running.replies |= {f"/story/{n}": (200, {"Content-Type": "text/html"}, story(n).encode()) for n in range(5)}
        yield running


@pytest.fixture
def path(tmp_path: Path, server: Server) -> Path:
    with project.create(tmp_path / "p.gpkg") as opened:
        add_feed(opened, server.at("/feed"))
    return tmp_path / "p.gpkg"


def run(path: Path, web: Web, numbers: tuple[int, ...] = (1,)) -> Changes:
    return finished(read_feeds(path, numbers, web, plain_analyst()))


def web_of(server: Server, clock: Clock | None = None) -> Web:
    clock = clock or Clock()
    return Web(network(allow_local=[server.host]), Outgoing(), sleep=clock.sleep, clock=clock)


def feed(path: Path) -> feeds.Feed:
    with project.open(path, read_only=True) as opened:
        return feeds.every(opened)[0]


def titles(path: Path) -> list[str]:
    with project.open(path, read_only=True) as opened:
        return sorted(row.title for row in articles.list_all(opened))


def test_new_entries_become_articles_with_the_feeds_title_and_day_and_come_once(server: Server, path: Path) -> None:
    def reply(headers: dict[str, str]) -> Reply:
        if headers.get("If-None-Match") == '"1"':
            return 304, {}, b""
        content = rss(item(1, pubDate="Fri, 01 Sep 2023 23:30:00 -0500"), item(2))
        return 200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, content

    server.replies["/feed"] = reply
    web = web_of(server)
    assert len(run(path, web).articles) == 2
    kept = feed(path)
    assert (kept.title, kept.new_articles, kept.last_error, kept.etag) == ("The Test Post", 2, None, '"1"')
    assert kept.last_success is not None
    with project.open(path) as opened:
        rows = {row.title: row for row in articles.list_all(opened)}
        one = articles.get(opened, rows["Story 1"].article_id)
        assert (one.published, one.source, one.url) == (date(2023, 9, 1), server.host, server.at("/story/1"))
        assert originals.content(opened, one.article_id) == story(1).encode()
    count = len(server.asked)
    assert run(path, web) == Changes()
    assert server.paths[count:] == ["/feed"]
    assert feed(path).new_articles == 0
    server.replies["/feed"] = (200, {"Content-Type": "text/xml"}, rss(item(3), item(1), item(2)))
    assert len(run(path, web).articles) == 1
    assert titles(path) == ["Story 1", "Story 2", "Story 3"]


def test_an_entry_that_holds_the_whole_text_is_not_asked_for(server: Server, path: Path) -> None:
    entry = (
        "<entry><id>x</id><title>Whole</title><link href='/story/1'/><updated>2023-09-05T00:00:00Z</updated>"
        f"<content type='html'>{escape(LONG)}</content></entry>"
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Atom &amp; Eve</title>{entry}</feed>"
    server.replies["/feed"] = (200, {"Content-Type": "application/atom+xml"}, body.encode())
    run(path, web_of(server))
    assert server.paths == ["/robots.txt", "/feed"]
    with project.open(path) as opened:
        [row] = articles.list_all(opened)
        article = articles.get(opened, row.article_id)
    assert (article.title, article.published, article.source) == ("Whole", None, "Atom & Eve")  # a change is no publication
    assert article.text.startswith("Gunmen attacked a market")
    assert article.url == server.at("/story/1")


def test_what_goes_wrong_stands_with_the_feed_and_the_last_success_is_remembered(server: Server, path: Path) -> None:
    clock = Clock()
    web = web_of(server, clock)
    server.replies["/feed"] = (200, {"Content-Type": "application/rss+xml"}, rss(item(1)))
    run(path, web)
    good = feed(path)
    for reply, words in [
        ((404, {}, b""), "no such page"),
        ((500, {}, b""), "HTTP status 500"),
        ((429, {"Retry-After": "600"}, b""), "asks to wait 10 minutes"),
        ((200, {"Content-Type": "text/html"}, b"<!doctype html><html><body>Hello</body></html>"), "a web page where a feed belongs."),
        ((200, {"Content-Type": "application/json"}, b"{}"), "application/json that is no feed"),
        ((200, {"Content-Type": "text/xml"}, b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>"), "declares entities"),
        ((200, {"Content-Type": "text/xml"}, b"x" * 11 * 2**20), "more than 10 MB"),
    ]:
        server.replies["/feed"] = reply
        run(path, web)
        clock.now += 3600
        bad = feed(path)
        assert bad.last_error is not None
        assert words in bad.last_error
        assert bad.last_error_at is not None
        assert (bad.last_success, bad.title) == (good.last_success, "The Test Post")


def test_a_page_that_names_its_feed_is_told_with_the_feeds_address() -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head></html>'
    with pytest.raises(ContentError, match=r"it names this feed: https://post\.example/rss\?a=1&b=2$"):
        parsed(answer(page, "text/html"))


def test_pages_that_fail_come_with_the_next_reading_and_unusable_ones_are_kept_as_failed(server: Server, path: Path) -> None:
    server.replies["/feed"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, rss(item(1), item(2), item(3)))
    server.replies["/story/2"] = (404, {}, b"")
    server.replies["/story/3"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    clock = Clock()
    web = web_of(server, clock)
    changes = run(path, web)
    assert [failure.name for failure in changes.failures] == ["Story 3"]
    kept = feed(path)
    assert kept.new_articles == 1
    assert kept.last_error is not None
    assert "/story/2: " in kept.last_error
    assert kept.etag == ""
    server.replies["/story/2"] = (200, {"Content-Type": "text/html"}, story(2).encode())
    run(path, web)
    assert titles(path) == ["Story 1", "Story 2", "Story 3"]
    assert server.paths.count("/story/3") == 1
    assert feed(path).last_error is None


def test_a_feed_sends_nobody_to_local_addresses(server: Server, path: Path) -> None:
    evil = "<item><guid>a</guid><link>http://169.254.169.254/latest</link></item><item><guid>b</guid><link>file:///etc/passwd</link></item>"
    server.replies["/feed"] = (200, {"Content-Type": "text/xml"}, rss(evil, item(1)))
    changes = run(path, web_of(server))
    assert ["private network" in failure.reason for failure in changes.failures] == [True]
    assert len(changes.articles) == 2


def test_long_feeds_are_read_in_parts(server: Server, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "MOST_ENTRIES", 2)
    server.replies["/feed"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, rss(item(1), item(2), item(3)))
    web = web_of(server)
    run(path, web)
    assert feed(path).last_error == "1 more entries wait for the next reading."
    run(path, web)
    assert (titles(path), feed(path).last_error) == (["Story 1", "Story 2", "Story 3"], None)


def test_cancel_keeps_whole_articles_and_the_rest_is_new_again(server: Server, path: Path) -> None:
    server.replies["/feed"] = (200, {"Content-Type": "text/xml"}, rss(item(1), item(2), item(3)))
    call = read_feeds(path, (1,), web_of(server), plain_analyst())
    labels = [next(call).label for _ in range(3)]
    assert labels[1:] == ["Story 1", "Story 2"]
    call.close()
    assert titles(path) == ["Story 1"]
    run(path, web_of(server))
    assert titles(path) == ["Story 1", "Story 2", "Story 3"]


def test_feeds_are_kept_once_and_removed_with_what_was_seen(path: Path, server: Server) -> None:
    with project.open(path) as opened:
        add_feed(opened, server.at("/feed#x"))
        assert len(feeds.every(opened)) == 1
        with pytest.raises(ContentError):
            add_feed(opened, "file:///etc/passwd")
        feeds.mark(opened, 1, "a")
        feeds.remove(opened, 1)
        assert (feeds.every(opened), feeds.seen(opened, 1)) == ([], frozenset())
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM feed_entry").fetchone() == (0,)
    raw.close()


def test_before_anything_is_asked_it_is_said_of_whom(path: Path, server: Server) -> None:
    assert feeding.announcement([feed(path)]).startswith(
        f"Asks {server.host} for robots.txt and the feed, then for the page of each new entry"
    )
    assert server.asked == []
