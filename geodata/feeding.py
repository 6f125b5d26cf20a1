"""From feeds to articles in a project, when a person asks: what is new in each, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from geodata.analyst import Analyst
from geodata.articles import feeds as feed_content
from geodata.articles.extract import from_html
from geodata.articles.feeds import Entry, FeedContent
from geodata.articles.pages import read_page
from geodata.changes import joined
from geodata.errors import ContentError, GeodataError, RateLimited, SourceError
from geodata.model import Article, Changes, Failure, LongCall, Progress
from geodata.original import original
from geodata.pipeline import process
from geodata.store import feeds
from geodata.store import project as project_file
from geodata.store.feeds import Feed
from geodata.store.project import Project
from geodata.web.guard import checked
from geodata.web.web import Fetched, Web

MOST_ENTRIES = 50  # of one reading; those left come with the next


def announcement(chosen: Sequence[Feed]) -> str:
    """What will be asked of whom, before anything is."""
    hosts = dict.fromkeys(urlsplit(feed.address).netloc for feed in chosen)
    return (
        f"Asks {', '.join(hosts)} for robots.txt and the feed{'s' * (len(chosen) != 1)}, then for the page of each new entry, also on other"
        f" servers that an entry names, at most {MOST_ENTRIES} a feed and one a second. The servers learn the address of this machine, that"
        " Dateline asks, and when. Nothing of your project is sent."
    )


def add_feed(project: Project, address: str) -> None:
    """Keep the feed at `address`; nothing is asked yet.

    Raises:
        ContentError: it is no address of the web.
        ProjectError: the file cannot be written.
    """
    feeds.add(project, checked(address))


def read_feeds(path: Path, numbers: Sequence[int], web: Web, analyst: Analyst) -> LongCall:
    """Read what is new in these feeds into the project at `path`. What goes wrong stands with the feed, and the others go on.

    Closing the generator keeps whole articles; an entry that was not reached is new the next time.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    changes: list[Changes] = []
    with project_file.open(path) as project:
        project.check_writable()
        chosen = [feed for feed in feeds.every(project) if feed.number in numbers]
        for index, feed in enumerate(chosen):
            yield Progress(done=index, total=len(chosen), label=f"Asking {urlsplit(feed.address).netloc}")
            try:
                found = web.get(
                    feed.address,
                    "Feed that was asked for",
                    accept=feed_content.ACCEPT,
                    most=feed_content.MOST_BYTES,
                    etag=feed.etag,
                    modified=feed.modified,
                )
                content = FeedContent(title=feed.title, entries=()) if found.content is None else feed_content.parsed(found)
            except (SourceError, ContentError) as error:
                feeds.failed(project, feed.number, str(error))
                continue
            changes.append((yield from _read(project, path, feed, found, content, web, analyst)))
    return joined(changes)


def _read(project: Project, path: Path, feed: Feed, found: Fetched, content: FeedContent, web: Web, analyst: Analyst) -> LongCall:
    """The new entries of one feed."""
    known = feeds.seen(project, feed.number)
    fresh = [entry for entry in content.entries if entry.entry_id not in known]
    troubles: list[str] = []
    changes = yield from process(path, _articles(project, feed, content.title, fresh[:MOST_ENTRIES], web, troubles), analyst)
    if len(fresh) > MOST_ENTRIES:
        troubles.append(f"{len(fresh) - MOST_ENTRIES} more entries wait for the next reading.")
    is_done = not troubles
    kept = feed._replace(
        title=content.title or feed.title,
        etag=(found.etag or feed.etag) if is_done else "",  # else the server would say that nothing is new, and what is left never came
        modified=(found.modified or feed.modified) if is_done else "",
        last_error=_told(troubles),
    )
    feeds.succeeded(project, kept, len(changes.articles) - len(changes.failures))
    return changes


def _articles(
    project: Project, feed: Feed, title: str, entries: Sequence[Entry], web: Web, troubles: list[str]
) -> Iterator[Article | Failure]:
    """The article of each entry. One is marked as seen once it is kept, which is when the next is asked for."""
    for entry in entries:
        try:
            yield _article(entry, title, web)
        except ContentError as error:  # asking again will not help
            yield Failure(name=entry.title or entry.address, reason=str(error))
        except RateLimited as error:
            troubles.append(str(error))
            continue
        except GeodataError as error:
            troubles.append(f"{entry.address}: {error}")
            continue
        feeds.mark(project, feed.number, entry.entry_id)


def _article(entry: Entry, title: str, web: Web) -> Article:
    """From the feed itself where it holds the whole text, else from its page. What the feed tells of title and day goes first."""
    if entry.page:
        try:
            article = from_html(f"<html><body><article>{entry.page}</article></body></html>")
            kept = original(entry.page.encode("utf-8", "replace"), name="entry.html", media_type="text/html", address=entry.address)
            article = replace(article, url=entry.address, original=kept, retrieved=kept.retrieved, source=None)
        except ContentError:
            article = read_page(entry.address, web)
    else:
        article = read_page(entry.address, web)
    return replace(
        article,
        title=entry.title or article.title,
        published=entry.published or article.published,
        source=article.source or title,
    )


def _told(troubles: list[str]) -> str | None:
    if not troubles:
        return None
    more = f" (and {len(troubles) - 1} more like it)" if len(troubles) > 1 else ""
    return f"{troubles[0]}{more}"
