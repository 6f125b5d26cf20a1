"""An article from plain text: its leading date, its title and its id."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from datetime import date

from geodata.articles.heads import head_of, is_address
from geodata.errors import ContentError
from geodata.model import Article, content_id

_LEADING_DATE = re.compile(r"\A\s*date:?[ \t]+(\d+[-/.]\d+[-/.]\d+)(?!\S)\s*", re.IGNORECASE)
_TITLE_CHARS = 120


def from_text(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Article:
    """An article of pasted text, or of a file's; a leading `date YYYY-MM-DD` is taken off and outranks `published`.

    So is a head that tells title, day, source or address line by line; its title, source and address stand in where none is given.

    Raises:
        ContentError: there is no text, or the leading date is none.
    """
    leading, start = leading_date(text)
    head = head_of(text, start)
    body = _inert("\n".join(filter(None, (head.kept, text[head.end :].strip())))).strip()
    if not body:
        raise ContentError("There is no text in it.")
    return Article(
        article_id=content_id(_normalised(body)),
        title=_one_line(title or head.title or "") or _title_of(body),
        text=body,
        url=url or (head.url if head.url and is_address(head.url) else None),
        source=source or (_one_line(head.source) if head.source else None),
        published=leading or head.published or published,
    )


def leading_date(text: str) -> tuple[date | None, int]:
    """The publication date that a text opens with, and the offset at which the article itself begins.

    Raises:
        ContentError: the text opens with a date that is none, such as 2023-13-45.
    """
    found = _LEADING_DATE.match(text)
    if found is None:
        return None, 0
    try:
        return date.fromisoformat(found[1]), found.end()
    except ValueError as error:
        raise ContentError(f"“date {found[1][:20]}” is not a date; write it as date YYYY-MM-DD.") from error


def _inert(text: str) -> str:
    """NUL and lone surrogates become U+FFFD: neither survives a trip through SQLite or UTF-8."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in _newlines(text))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _title_of(text: str) -> str:
    """The first line where it is short, else the text's first words."""
    first = " ".join(text[: 20 * _TITLE_CHARS].split("\n", 1)[0].split())
    shortened = textwrap.shorten(first, _TITLE_CHARS, placeholder="…")
    return shortened if len(shortened) > 1 else _cut(first, _TITLE_CHARS)


def _one_line(title: str) -> str:
    return _cut(" ".join(_inert(title[: 20 * _TITLE_CHARS]).split()), 2 * _TITLE_CHARS)


def _cut(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1] + "…"
