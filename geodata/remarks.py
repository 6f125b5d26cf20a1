"""What a person remarks on an article or an event without coding anything: a note, and tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_TAG, MOST_TAGS = 40, 20
SENSITIVE = "sensitive coordinates"  # the tag of events whose exact spot shall not leave with what is released to all


class Remarks(NamedTuple):
    """A note in a person's own words, and tags in the order in which they were given."""

    note: str = ""
    tags: tuple[str, ...] = ()


def tags_of(written: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The tags in a line with commas between them, each once; one that is `known` in another case, or `SENSITIVE`, is spelt as there.

    Raises:
        ValueError: a tag is too long, or there are too many; the message says so to the person.
    """
    spelt = {tag.casefold(): tag for tag in (*known, SENSITIVE)}
    found: dict[str, str] = {}
    for part in written.replace(";", ",").split(","):
        tag = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in part).split())
        if len(tag) > LONGEST_TAG:
            raise ValueError(f"A tag has {LONGEST_TAG} characters at most.")
        if tag:
            found.setdefault(tag.casefold(), spelt.get(tag.casefold(), tag))
    if len(found) > MOST_TAGS:
        raise ValueError(f"So many tags tell nothing: {MOST_TAGS} at most.")
    return tuple(found.values())
