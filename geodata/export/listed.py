"""Events as the rows of a list in print: when, where, what, who, how many, the very words, and whose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geodata.claims import ClaimKind
from geodata.export.content import Content, Row
from geodata.export.provenance import provenance
from geodata.export.release import Release
from geodata.model import EventFilter
from geodata.store import chosen
from geodata.store.columns import NO_DAY, EventColumns, Mask
from geodata.store.project import Project
from geodata.wording import date_words, place_words, shown, toll_words, what_words, who_words

HEADS = ("Date", "Place", "Event", "Who", "Deaths", "Words", "Source")
_EXCERPT = 220  # letters


def told(row: Row, content: Content) -> tuple[str, ...]:
    """One row under `HEADS`; the words are left out where they may not leave."""
    event, cited = row.event, row.cited
    words = "" if content.release.leaves_out_words or not cited else f"“{shown(cited[0][1], limit=_EXCERPT)}”"
    sources = dict.fromkeys(shown(article.source or article.title, limit=60) for article, _ in cited)
    return (
        date_words(event),
        place_words(event),
        what_words(event),
        shown(who_words(event), limit=120),
        toll_words(event, ClaimKind.DEATHS, row.articles).partition("\n")[0],
        words,
        shown("; ".join(sources), limit=120),
    )


def in_order(columns: EventColumns, mask: Mask) -> list[str]:
    """The ids of the events under `mask` by their first day, those without one last."""
    rows = np.flatnonzero(mask)
    first = columns.first_day[rows].astype(np.int64)
    return columns.ids.at(rows[np.lexsort((rows, first, first == NO_DAY))])


def listed(project: Project, ids: list[str], event_filter: EventFilter, release: Release) -> Iterator[tuple[str, ...]]:
    """A row for each of these events that was not rejected."""
    standing = chosen.standing(project, ids)
    content = Content(project=project, ids=standing, provenance=provenance(event_filter, (), release=release), release=release)
    for block in content.blocks():
        yield from (told(row, content) for row in block)
