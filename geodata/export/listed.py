"""Events as the rows of a list in print: when, where, what, who, how many, the very words, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from geodata.claims import ClaimKind
from geodata.export.content import Content, Row
from geodata.export.provenance import provenance
from geodata.export.release import Release
from geodata.export.telling import telling
from geodata.model import EventFilter
from geodata.store import chosen
from geodata.store.columns import NO_DAY, EventColumns, Mask
from geodata.store.project import Project
from geodata.wording import date_words, place_words, shown, toll_in_short, what_words, who_words

HEADS = ("Date", "Place", "Event", "Who", "Deaths", "Words", "Source")
_EXCERPT, _SENTENCES = 320, 2  # letters and sentences of the very words, at most
_LONGEST_LINK = 2000
_END = re.compile(
    r"[.!?\u2026\u061f\u3002][\u201d\u2019\"')]*\s+(?=[^\W\d_a-z]|[\u201c\u2018\"'(])"
)  # of a sentence, with the start of the next
_PAGE = re.compile(r"https?://[^\s\x00-\x1f<>\"]+")


class Entry(NamedTuple):
    """An event in a list: its words under `HEADS`, and the address of what it was read from; empty where there is none."""

    event_id: str
    cells: tuple[str, ...]
    link: str


def told(row: Row, content: Content) -> tuple[str, ...]:
    """One row under `HEADS`; the words are left out where they may not leave."""
    event = row.event
    said = telling(row).words
    words = "" if content.release.leaves_out_words or not said.strip() else f"“{sentences(said)}”"
    return (
        date_words(event),
        place_words(event),
        what_words(event),
        shown(who_words(event), limit=120),
        toll_in_short(event, ClaimKind.DEATHS),
        words,
        shown("; ".join(_sources(row)), limit=160),
    )


def sentences(text: str) -> str:
    """The first two sentences at most, cut where they are long."""
    words = shown(text, limit=4 * _EXCERPT)
    ends = [found.end() for found in _END.finditer(words)]
    return shown(words[: ends[_SENTENCES - 1]] if len(ends) >= _SENTENCES else words, limit=_EXCERPT)


def link_of(row: Row) -> str:
    """Where the article that is quoted, else another one or its row of a dataset, is in the web; empty for any other kind of address."""
    quoted = telling(row).article
    told = (quoted.url if quoted else None, *(article.url for article, _ in row.cited), row.event.row.url if row.event.row else None)
    return next((url for url in told if url and len(url) <= _LONGEST_LINK and _PAGE.fullmatch(url)), "")


def _sources(row: Row) -> list[str]:
    """Each source with its grade and the event's by the Admiralty code, "Sahel Courier (B2)", where the source was graded.

    A dataset comes with whom its row names as its own source: "ACLED: Studio Kalangou".
    """
    of_dataset = row.event.row
    told = dict.fromkeys((article.source, article.source or article.title) for article, _ in row.cited)
    if of_dataset:
        told[of_dataset.dataset, ": ".join(filter(None, (of_dataset.dataset, of_dataset.source)))] = None
    return [f"{shown(words, limit=60)}{f' ({grade})' if (grade := row.graded(name)) else ''}" for name, words in told]


def in_order(columns: EventColumns, mask: Mask) -> list[str]:
    """The ids of the events under `mask` by their first day, those without one last."""
    rows = np.flatnonzero(mask)
    first = columns.first_day[rows].astype(np.int64)
    return columns.ids.at(rows[np.lexsort((rows, first, first == NO_DAY))])


def listed(project: Project, ids: list[str], event_filter: EventFilter, release: Release) -> Iterator[Entry]:
    """An entry for each of these events that was not rejected."""
    standing = chosen.standing(project, ids)
    content = Content(project=project, ids=standing, provenance=provenance(event_filter, (), release=release), release=release)
    for block in content.blocks():
        yield from (Entry(row.event.event_id, told(row, content), link_of(row)) for row in block)
