"""An article written in Markdown, as plain text; what stands before it between two lines of dashes may tell title, day and source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from geodata.articles.heads import is_address
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(.{0,20000}?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(title|date|published|source|url)[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def from_markdown(text: str) -> Article:
    """The words without the marks; the title from the head, else from the first heading where the text begins with it.

    Raises:
        ContentError: there is no text.
    """
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    told = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    try:
        tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    except RecursionError as error:
        raise ContentError("Its Markdown is nested too deeply.") from error
    first = tokens[1].children if tokens and tokens[0].type == "heading_open" else None
    return from_text(
        "".join(_plain(tokens)),
        title=told.get("title") or "".join(_inline(first or [])).strip() or None,
        published=_day(told.get("published") or told.get("date")),
        source=told.get("source"),
        url=told["url"] if is_address(told.get("url")) else None,
    )


def _plain(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "html_block":
            yield _TAG.sub("", token.content).strip() + "\n\n"
        elif token.type in ("td_close", "th_close"):
            yield " "
        elif token.type == "tr_close" or (token.type == "paragraph_close" and token.hidden):
            yield "\n"
        elif token.type.endswith("_close") and token.block:
            yield "\n\n"


def _inline(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " " if child.type == "softbreak" else "\n"
        elif child.type in ("text", "code_inline", "text_special"):
            yield child.content


def _day(written: str | None) -> date | None:
    try:
        return datetime.fromisoformat(written).date() if written else None
    except ValueError:
        return None
