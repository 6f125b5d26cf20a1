"""What a change would do to the events of a project: carried out on a copy, compared, and thrown away."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.events.merge import Words, words
from geodata.model import Category, Event, LongCall, Progress
from geodata.store import events
from geodata.store import project as project_file
from geodata.store.backup import save_copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How many articles would be read again, and their events that would be otherwise: (before, after), None where there is none."""

    articles: int
    events: tuple[tuple[Event | None, Event | None], ...]


def preview(path: Path, change: Callable[[Path], LongCall]) -> Generator[Progress, None, Differences]:
    """Carry `change` out on a copy of the project at `path` and tell what it did; the project stays as it is.

    Raises:
        ProjectError: the project cannot be read, or there is no room for the copy.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.gpkg"
        yield from save_copy(path, copy)
        changes = yield from change(copy)
        with project_file.open(path, read_only=True) as was, project_file.open(copy, read_only=True) as now:
            before, after = (events.of_articles(each, changes.articles) for each in (was, now))
    return Differences(articles=len(set(changes.articles)), events=_paired(before, after))


def _paired(before: Iterable[Event], after: Iterable[Event]) -> tuple[tuple[Event | None, Event | None], ...]:
    """Those that differ: an event with the one of its id, else of its category, that is told by the same words afterwards."""
    was, now = ({event.event_id: event for event in some} for some in (before, after))
    pairs: list[tuple[Event | None, Event | None]] = [(was[i], now[i]) for i in was if i in now and was[i] != now[i]]
    fresh = {i: now[i] for i in now if i not in was}
    told = defaultdict[tuple[str, Category], list[tuple[Words, str]]](list)  # by article and category: the words, and the id
    for event in fresh.values():
        for some in words(event):
            told[some.article_id, event.category].append((some, event.event_id))
    for gone in (was[i] for i in was if i not in now):
        beside = ((a, b, i) for a in words(gone) for b, i in told[a.article_id, gone.category] if i in fresh)
        pairs.append((gone, next((fresh.pop(i) for a, b, i in beside if a.overlaps(b)), None)))
    return (*pairs, *((None, event) for event in fresh.values()))
