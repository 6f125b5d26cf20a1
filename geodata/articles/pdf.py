"""An article in a PDF, by pypdf: its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import unicodedata

from geodata.articles.docx import is_no_title
from geodata.articles.paragraphs import paragraphs
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article

MOST_PAGES = 500
_MOST_CHARS = 5_000_000
_MOST_UNREADABLE = 0.05  # share of characters that stand for glyphs without a letter
_LEAST_CHARS = 20  # fewer on all pages are stamps and numbers, so the pages are pictures
_SCANNED = "There is no text in it, only pictures of pages: it was scanned. Recognise its text (OCR) first."


def from_pdf(raw: bytes) -> Article:
    """The words of all pages; the title from the file where it tells a plain one.

    The days in a PDF are those on which the file was made, not published, and its author is often a user name: both are left out.

    Raises:
        ContentError: it is damaged, encrypted, scanned, too long, or its letters cannot be told.
    """
    title, pages = _opened(raw)
    text = "\n\n".join(paragraphs(pages))
    if sum(not c.isspace() for c in text) < _LEAST_CHARS:
        raise ContentError(_SCANNED)
    if _unreadable(text) > _MOST_UNREADABLE * len(text):
        raise ContentError("Its letters cannot be told: the PDF does not say which letter each of its signs is.")
    return from_text(text, title=None if is_no_title(title) else title)


def _opened(raw: bytes) -> tuple[str, list[str]]:
    """The title that it tells, and the text of each page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity in a file that it can read
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):  # many may be read by anyone, and only not be changed
            raise ContentError("The PDF is encrypted; save it without a password.")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise ContentError(f"The PDF has {count:,} pages, and {MOST_PAGES} is the limit.")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > _MOST_CHARS:
                raise ContentError(f"The PDF holds more than {_MOST_CHARS:,} characters.")
        return str((reader.metadata and reader.metadata.title) or ""), pages
    except (FileNotDecryptedError, DependencyError) as error:
        raise ContentError("The PDF is encrypted; save it without a password.") from error
    except LimitReachedError as error:
        raise ContentError("The PDF unpacks to far more than its size, as no article does.") from error
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        raise ContentError("The PDF is damaged.") from error  # pypdf raises these on files that break its expectations


def _unreadable(text: str) -> int:
    return sum(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Co", "Cn") and c not in "\n\t") for c in text)
