"""The article in a saved web page, without its menus, by trafilatura; nothing is fetched."""

from __future__ import annotations

import logging
import re
from datetime import date

from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article

_SPACE = re.compile(r"\s*")
_BEFORE = (("<?xml", ">"), ("<!--", "-->"))  # what may stand before a page: how it begins and ends
_PAGE = re.compile(
    r"<(?:!doctype\s+html\b|(html|head|body|main|article|section|div|p|span|h[1-6]|table|center|font)\b[^<>]{0,2000}>)",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Whether a text is the source of a page under another name: it says so, or begins with a tag that is closed further on."""
    found = _PAGE.match(text, _start(text))
    return found is not None and (found[1] is None or f"</{found[1]}>".casefold() in text[found.end() :].casefold())


def _start(text: str) -> int:
    """Where a text begins after comments and XML's declaration; each is walked over once."""
    at = _after_space(text, 0)
    while end := next((end for begin, end in _BEFORE if text[at : at + len(begin)].casefold() == begin), ""):
        closed = text.find(end, at + 4)
        if closed < 0:
            return at
        at = _after_space(text, closed + len(end))
    return at


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def from_html(html: str) -> Article:
    """Title, text, source, address and date of publication as the page tells them.

    Raises:
        ContentError: no article text is found in the page.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of what we tell the user ourselves
    # Only dates that the page declares: a date found by a wide search is often that of an event or of a menu.
    by_metadata = {"extensive_search": False, "original_date": True}
    page = bare_extraction(
        html.replace("\0", "\ufffd"), with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=by_metadata
    )
    if page is None or isinstance(page, dict) or not page.text or not page.text.strip():
        raise ContentError("No article text is found in the page.")
    return from_text(page.text, title=page.title, published=_date(page.date), source=page.sitename or page.hostname, url=page.url)


def words_of_page(html: str) -> str:
    """All words of a page, where no article stands out in it; empty where there are none."""
    from trafilatura import html2txt

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return str(html2txt(html.replace("\0", "\ufffd")) or "")


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
