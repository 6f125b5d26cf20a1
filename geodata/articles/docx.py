"""An article written in Word (.docx): its paragraphs, read from the zip file without trusting it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 50 * 1024 * 1024  # bytes of one part
MOST_RATIO = 200  # unpacked to packed; Word's own XML reaches 50
_SMALL = 1024 * 1024  # below this the ratio tells nothing
_MOST_PARTS = 10_000
_DOCUMENT = re.compile(r"word/document\d*\.xml")
_PIECES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_LEFT_OUT = {"Fallback", "del", "moveFrom", "pPr"}  # what stands twice, what was struck out, and settings
_NO_TITLES = re.compile(r"\s*(word document|document\s*\d*|untitled.*|microsoft word.*|.*\.(docx?|rtf|odt|dotx?|pdf))?\s*", re.IGNORECASE)


def from_docx(raw: bytes) -> Article:
    """Paragraphs as they stand; the title from the document's properties, else its paragraph in the style *Title*.

    The days in its properties are those of the file, not of a publication, so they are left out.

    Raises:
        ContentError: it is no such file, it is encrypted, far larger than it seems, or without text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise ContentError(f"It holds more than {_MOST_PARTS:,} parts.")
            names = archive.namelist()
            document = next((name for name in names if _DOCUMENT.fullmatch(name)), None)
            if document is None:
                raise ContentError("It is a zip file, but no Word document.")
            body = _tree(_part(archive, document))
            properties = _tree(_part(archive, "docProps/core.xml")) if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise ContentError("The file is damaged.") from error
    paragraphs = [(_style(paragraph), _text(paragraph)) for paragraph in body.iter("{*}p") if not _is_left_out(paragraph)]
    told = "" if properties is None else next((e.text or "" for e in properties.iter("{http://purl.org/dc/elements/1.1/}title")), "")
    styled = next((text for style, text in paragraphs if style == "Title" and text.strip()), None)
    return from_text("\n\n".join(text for _, text in paragraphs if text.strip()), title=styled if is_no_title(told) else told)


def is_no_title(told: str) -> bool:
    """True for what programs write where a title belongs: the file's name, "Untitled"."""
    return _NO_TITLES.fullmatch(told) is not None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, as long as they are bearably many: what the archive says of itself is not believed."""
    info = archive.getinfo(name)
    if info.flag_bits & 0x1:
        raise ContentError("The file is encrypted; save it without a password.")
    with archive.open(info) as part:
        content = part.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise ContentError(f"It unpacks to more than {MOST_UNPACKED // 2**20} MB.")
    if len(content) > max(_SMALL, MOST_RATIO * info.compress_size):
        raise ContentError(f"It unpacks to more than {MOST_RATIO} times its size, as no document does.")
    return content


def _tree(xml: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!DOCTYPE" in xml:
        raise _declares_entities()
    try:
        root: _Element = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ContentError("The document in it is damaged.") from error
    if root.getroottree().docinfo.doctype:  # in another encoding than ASCII's
        raise _declares_entities()
    return root


def _declares_entities() -> ContentError:
    return ContentError("It declares XML entities, as no document does.")


def _style(paragraph: _Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return "" if style is None else next((str(value) for name, value in style.items() if name.endswith("}val")), "")


def _text(paragraph: _Element) -> str:
    """The words of a paragraph, without those of paragraphs in a box within it, which come for themselves."""
    pieces = []
    for element in paragraph.iter("{*}t", *(f"{{*}}{name}" for name in _PIECES)):
        if next(element.iterancestors("{*}p")) is paragraph and not _is_left_out(element, paragraph):
            kind = str(element.tag).rpartition("}")[2]
            pieces.append(_PIECES.get(kind, element.text or ""))
    return "".join(pieces)


def _is_left_out(element: _Element, above: _Element | None = None) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is above:
            return False
        if str(ancestor.tag).rpartition("}")[2] in _LEFT_OUT:
            return True
    return False
