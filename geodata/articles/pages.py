"""An article from an address of the web, when a person asks for it: only a page, a text or a PDF is taken, whatever the server sends."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from geodata.articles.encoding import decode, mended
from geodata.articles.extract import from_html
from geodata.articles.files import check_kind
from geodata.articles.pdf import from_pdf
from geodata.articles.text import from_text
from geodata.errors import ContentError, SourceError
from geodata.model import Article, Failure, Progress
from geodata.original import original
from geodata.web.guard import checked
from geodata.web.web import Fetched, Web

_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.9"
_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")


def announcement(urls: Sequence[str]) -> str:
    """What will be asked of whom, before anything is.

    Raises:
        ContentError: one of them is no address of the web.
    """
    hosts = list(dict.fromkeys(urlsplit(checked(url)).netloc for url in urls))
    pages = "this page" if len(urls) == 1 else f"these {len(urls)} pages"
    servers = hosts[0] if len(hosts) == 1 else f"{', '.join(hosts[:-1])} and {hosts[-1]}"
    return (
        f"Asks {servers} for robots.txt and, where that allows it, for {pages}, and follows where it is sent on to. Whoever is asked"
        " learns the address of this machine, that Dateline asks, and when. Nothing of your project is sent."
    )


def read_page(url: str, web: Web) -> Article:
    """The article at `url`, with what the server sent as its original.

    Raises:
        SourceError: the server cannot be reached or refuses; RateLimited where it asks to wait.
        ContentError: it is no address, or there is no article at it.
    """
    return article_of(web.get(url, "Article that was asked for", accept=_ACCEPT))


def read_pages(urls: Sequence[str], web: Web) -> Generator[Progress, None, tuple[Article | Failure, ...]]:
    """The articles at these addresses, in order; a `Failure` in place of each that cannot be had or used."""
    items: list[Article | Failure] = []
    for index, url in enumerate(urls):
        yield Progress(done=index, total=len(urls), label=f"Asking for {url[:100]}")
        try:
            items.append(read_page(url, web))
        except (SourceError, ContentError) as error:
            items.append(Failure(name=url, reason=str(error)))
    return tuple(items)


def article_of(found: Fetched) -> Article:
    """The article in an answer.

    Raises:
        ContentError: it is of another kind, or there is no text in it.
    """
    content, kind, host = found.content or b"", found.media_type, urlsplit(found.address).netloc
    if not content.strip():
        raise ContentError(f"{host} answers with nothing.")
    if kind in _PAGES or (not kind and content.lstrip().startswith(b"<")):
        article = from_html(text_of(found))
    elif kind in _TEXTS:
        article = from_text(text_of(found))
    elif kind == "application/pdf":
        check_kind(content, ".pdf")
        article = from_pdf(content)
    elif kind in _FEEDS:
        raise ContentError(f"{host} answers with a feed where an article belongs; add it under Feeds.")
    else:
        raise ContentError(f"{host} answers with {kind[:60] or 'something unknown'} where an article belongs.")
    name = unquote(urlsplit(found.address).path.rstrip("/").rpartition("/")[2])[-100:].replace("/", "_") or host
    return replace(
        article,
        url=found.address,
        source=article.source or host.removeprefix("www."),
        retrieved=found.retrieved,
        original=original(content, name=name, media_type=kind or "text/html", address=found.address, retrieved=found.retrieved),
    )


def text_of(found: Fetched) -> str:
    """The text of an answer, in the encoding that its server names, where that fits."""
    content = found.content or b""
    if found.charset:
        with suppress(LookupError, UnicodeDecodeError):
            return mended(content.decode("utf-8-sig" if found.charset in ("utf-8", "utf8") else found.charset))
    return decode(content)
