"""What a person types to search for: as a query of SQLite's full-text search, whose syntax it never is, and found again in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_LONGEST, _MOST = 1_000, 40  # characters and terms of a search
_ACCENTS = r"[\u0300-\u036f]"  # that stand behind their letter
_WORD = re.compile(rf"(?:[^\W_]|{_ACCENTS})+")  # as the index parts a text into words
_TERM = re.compile(r'"([^"]*)(?:"(\*?)|$)|[^\s"]+')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


class Term(NamedTuple):
    """Words that stand one after the other, as written; the last one `goes_on` where it may be the beginning of a word."""

    words: tuple[str, ...]
    goes_on: bool


class Stretch(NamedTuple):
    """Where something stands: two offsets, end exclusive."""

    start_char: int
    end_char: int


def terms_of(typed: str) -> tuple[Term, ...]:
    """What all must stand in a text: words, and the words between quotes one after the other; empty where there is no word.

    A word ends in `*` where it may go on, and the last one outside quotes may always: it is perhaps not finished.
    """
    found = list(_terms(typed[:_LONGEST].translate(_QUOTES)))[:_MOST]
    last = len(found) - 1
    return tuple(Term(words, goes_on or (at == last and not is_quoted)) for at, (words, goes_on, is_quoted) in enumerate(found))


def full_text_query(typed: str) -> str | None:
    """The query for what was typed; None where there is no word in it."""
    terms = terms_of(typed)
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.goes_on else ""}' for term in terms) or None


def words_in(text: str, start: int = 0) -> Iterator[Stretch]:
    """The words of a text."""
    return (Stretch(*match.span()) for match in _WORD.finditer(text, start))


def stretches(text: str, terms: Sequence[Term]) -> tuple[Stretch, ...]:
    """Where the terms stand in a text, in order; those that overlap are one."""
    low = text.translate(_FOLDED)
    return _united([Stretch(*match.span()) for term in terms for match in _pattern(term).finditer(low)])


def _united(found: list[Stretch]) -> tuple[Stretch, ...]:
    united: list[Stretch] = []
    for stretch in sorted(found):
        if united and stretch.start_char < united[-1].end_char:
            united[-1] = Stretch(united[-1].start_char, max(united[-1].end_char, stretch.end_char))
        else:
            united.append(stretch)
    return tuple(united)


def _terms(typed: str) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """The words of each term, whether its last one may go on, and whether it stood between quotes."""
    for match in _TERM.finditer(typed):
        is_quoted = match[0].startswith('"')
        if words := tuple(_WORD.findall(match[1] if is_quoted else match[0])):
            yield words, (match[2] == "*" if is_quoted else match[0].endswith("*")), is_quoted


class _Folded(dict[int, str]):
    """Each letter in lower case without its accent, one for one, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        low = letter.lower() if len(letter.lower()) == 1 else letter
        parts = unicodedata.normalize("NFD", low)
        self[code] = found = parts[0] if all(map(unicodedata.combining, parts[1:])) else low
        return found


_FOLDED = _Folded()


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """The term in a folded text."""
    words = (word.translate(_FOLDED) for word in term.words)
    spelt = r"[\W_]+".join("".join(f"{re.escape(c)}{_ACCENTS}*" for c in word if not unicodedata.combining(c)) for word in words)
    rest = rf"(?:[^\W_]|{_ACCENTS})*" if term.goes_on else r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_]){spelt}{rest}")
