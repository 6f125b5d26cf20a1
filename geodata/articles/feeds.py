"""What a feed (RSS, Atom) lists: its entries with address, title and day. Nothing is fetched here."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from geodata.articles.extract import words_of_page
from geodata.articles.heads import is_address
from geodata.errors import ContentError
from geodata.web.web import Fetched

MOST_BYTES = 10 * 1024 * 1024
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9"
_WHOLE = 1200  # characters: an entry with so many holds the article itself, and its page need not be asked for
_LINK = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"'<>]{1,1000})["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `page` is the article itself as HTML, empty where the feed only teases it."""

    entry_id: str
    address: str
    title: str
    published: date | None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """The title of a feed and its entries, as it lists them."""

    title: str
    entries: tuple[Entry, ...]


def parsed(found: Fetched) -> FeedContent:
    """What the answer to a request for a feed lists.

    Raises:
        ContentError: it is no feed; where it is a page that names one, the message tells its address.
    """
    import feedparser

    content, host = found.content or b"", urlsplit(found.address).netloc
    if b"<!ENTITY" in content:
        raise ContentError(f"{host} answers with XML that declares entities, which no feed needs.")
    told = {"content-type": f"{found.media_type or 'application/xml'}; charset={found.charset or 'utf-8'}"}
    feed = feedparser.parse(io.BytesIO(content), response_headers=told)
    if not feed.get("version"):
        raise ContentError(_no_feed(content, found, host))
    base = found.address
    entries = (_entry(entry, base) for entry in feed.entries)
    title = _plain(str(feed.feed.get("title") or "")) or host
    return FeedContent(title=title, entries=tuple(entry for entry in entries if entry is not None))


def _entry(entry: Any, base: str) -> Entry | None:
    address = urljoin(base, str(entry.get("link") or ""))
    if not entry.get("link") or not is_address(address):
        return None
    page = max((str(part.get("value") or "") for part in entry.get("content") or ()), key=len, default="")
    return Entry(
        entry_id=str(entry.get("id") or address)[:2000],
        address=address,
        title=_plain(str(entry.get("title") or "")),
        published=_day(entry),
        page=page if len(words_of_page(f"<html><body>{page}</body></html>") if len(page) >= _WHOLE else "") >= _WHOLE else "",
    )


def _day(entry: Any) -> date | None:
    """The day of publication in the writer's own time; never that of a later change."""
    told = str(entry.get("published") or "")
    with suppress(ValueError, TypeError, OverflowError):
        return parsedate_to_datetime(told).date()
    with suppress(ValueError):
        return datetime.fromisoformat(told).date()
    moment = entry.get("published_parsed")
    return date(*moment[:3]) if moment else None


def _no_feed(content: bytes, found: Fetched, host: str) -> str:
    start = content[:200_000].decode("utf-8", "replace")
    for tag in _LINK.findall(start):
        if ("application/rss+xml" in tag or "application/atom+xml" in tag) and (href := _HREF.search(tag)):
            named = urljoin(found.address, unescape(href[1]))[:300]
            return f"{host} answers with a web page where a feed belongs; it names this feed: {named}"
    if found.media_type in ("text/html", "application/xhtml+xml") or "<html" in start[:2000].lower():
        return f"{host} answers with a web page where a feed belongs."
    return f"{host} answers with {found.media_type[:60] or 'something'} that is no feed."


def _plain(title: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]{0,500}>", "", title)).split())[:300]
