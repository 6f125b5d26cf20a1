"""Articles from JSON lines: one article a line, with its text, title, day, source and address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from geodata.articles.encoding import mended
from geodata.articles.heads import is_address
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article, Failure
from geodata.original import original

_MOST_TOLD = 100  # lines that cannot be used, one by one; of more only the number is told
_LONGEST_NAME = 60


def articles(name: str, raw: bytes) -> Iterator[Article | Failure]:
    """The article in each line of the file `name`; a line that cannot be used gives a `Failure` with its number.

    Raises:
        ContentError: the file's first line is no JSON object, so the file is of another kind.
    """
    failed = 0
    is_first = True
    for number, line in enumerate(raw.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield replace(article(line), original=original(line, name=name, media_type="application/json"))
        except ContentError as error:
            if is_first and not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
                raise ContentError("Its lines are no JSON objects.") from error
            failed += 1
            if failed <= _MOST_TOLD:
                yield Failure(name=_name(name, number, line), reason=f"{name}, line {number}: {_sentence(str(error))}")
        is_first = False
    if failed > _MOST_TOLD:
        more = failed - _MOST_TOLD
        yield Failure(name=f"{name}, {more} more lines", reason=f"{name}: {more} more lines cannot be used.")


def article(line: bytes) -> Article:
    """The article in a line such as `{"text": "…", "title": "…", "date": "2023-08-31", "source": "…", "url": "https://…"}`.

    `published` may stand for `date`; all but `text` may be missing.

    Raises:
        ContentError: the line is not such an object; the message says what is wrong.
    """
    fields = json_object(line)
    if not isinstance(fields.get("text"), str):
        raise ContentError("“text” is missing or not a string")
    title, source, url = (_string(fields, key) for key in ("title", "source", "url"))
    day = json_date(fields, "published") or json_date(fields, "date")
    return from_text(mended(fields["text"]), title=title, published=day, source=source, url=url if is_address(url) else None)


def json_object(line: bytes) -> dict[str, Any]:
    """The object in a line.

    Raises:
        ContentError: the line holds something else.
    """
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ContentError("it is not in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ContentError(f"it is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise ContentError("it is not a JSON object")
    return fields


def json_date(fields: dict[str, Any], key: str) -> date | None:
    """The day under `key`, in ISO's way of writing; None where there is none.

    Raises:
        ContentError: there is something else.
    """
    iso = fields.get(key)
    if iso is None or iso == "":
        return None
    try:
        return datetime.fromisoformat(str(iso)).date()
    except ValueError as error:
        raise ContentError(f"“{key}” is not a date such as 2023-08-31") from error


def _string(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if not isinstance(value, str | None):
        raise ContentError(f"“{key}” is not a string")
    return value or None


def _name(name: str, number: int, line: bytes) -> str:
    """The file's name, the line's number and, where the line tells one, its id."""
    try:
        told = json_object(line).get("id")
    except ContentError:
        told = None
    known = f" (id {str(told)[:_LONGEST_NAME]})" if isinstance(told, str | int) else ""
    return f"{name}, line {number}{known}"


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
