"""What a person types to search for, as a query of SQLite's full-text search: nothing that is typed is its syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST, _MOST = 1_000, 40  # characters and terms of a search
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)(?:"(\*?)|$)|[^\s"]+')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


def full_text_query(typed: str) -> str | None:
    """All words must stand in the text, those between quotes one after the other; None where there is no word.

    A word ends in `*` where it may go on, and the last one outside quotes may always: it is perhaps not finished.
    """
    terms = list(_terms(typed[:_LONGEST].translate(_QUOTES)))[:_MOST]
    if not terms:
        return None
    last = len(terms) - 1
    return " AND ".join(
        f'"{" ".join(words)}"{"*" if goes_on or (at == last and not is_quoted) else ""}'
        for at, (words, goes_on, is_quoted) in enumerate(terms)
    )


def _terms(typed: str) -> Iterator[tuple[list[str], bool, bool]]:
    """The words of each term, whether its last one may go on, and whether it stood between quotes."""
    for match in _TERM.finditer(typed):
        is_quoted = match[0].startswith('"')
        if words := _WORD.findall(match[1] if is_quoted else match[0]):
            yield words, (match[2] == "*" if is_quoted else match[0].endswith("*")), is_quoted
