"""The view of a project inside a picture, a document or slides: put there, and read back as what a stranger may have written."""

from __future__ import annotations

import base64
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from geodata.errors import ContentError
from geodata.export.view import MOST_BYTES, View, from_json, to_json
from geodata.wording import shown

KEYWORD = "Dateline view"  # of a PNG's text
ATTACHMENT = "dateline-view.json"  # of a PDF
_PART, _SPACE = "/customXml/item1.xml", "urn:dateline:view"  # of slides
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 100_000
_LARGEST = 200_000_000  # bytes of a PDF or of slides


class NoViewError(ContentError):
    """The file carries no view: another program made it, or an older Dateline."""


def into_png(png: bytes, view: View) -> bytes:
    """The picture with the view as packed text, before its pixels, where readers find it soonest."""
    packed = zlib.compress(to_json(view).encode())
    body = b"iTXt" + KEYWORD.encode() + b"\0\1\0\0\0" + packed
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after = len(_SIGNATURE) + 25  # its first chunk has one length
    return png[:after] + chunk + png[after:]


def into_pdf(writer: Any, view: View) -> None:
    """Attach the view to a document of pypdf."""
    writer.add_attachment(ATTACHMENT, to_json(view).encode())


def into_slides(presentation: Any, view: View) -> None:
    """Add the view to slides of python-pptx as a part of its own, which PowerPoint keeps; in base64, so that no parser is needed."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    told = base64.b64encode(to_json(view).encode()).decode()
    blob = f'<?xml version="1.0" encoding="UTF-8"?><view xmlns="{_SPACE}">{told}</view>'.encode()
    part = Part(PackURI(_PART), "application/xml", presentation.part.package, blob)
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def read_view(path: Path) -> View:
    """The view that a file carries.

    Raises:
        ContentError: it cannot be read, carries none, a damaged one, or one of a newer Dateline; one sentence.
    """
    name, read = shown(path.name, limit=100), _READERS.get(path.suffix.lower())
    if read is None:
        raise ContentError(f"{name}: views are carried by {', '.join([*_READERS][:-1])} and {[*_READERS][-1]} files.")
    try:
        with path.open("rb") as file:
            text = read(file)
        if text is not None:
            return from_json(text)
    except OSError as error:
        raise ContentError(f"{name} cannot be read: {(error.strerror or 'no reason is given').lower()}.") from error
    except ContentError as error:
        raise ContentError(f"{name} {error}.") from error
    raise NoViewError(f"{name} carries no view: it was not made by Dateline, or by an older one.")


def _of_png(file: BinaryIO) -> bytes | None:
    """The packed text under our keyword; other chunks are passed over unread."""
    if file.read(len(_SIGNATURE)) != _SIGNATURE:
        return None
    start = KEYWORD.encode() + b"\0\1\0\0\0"
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return None
        length = int.from_bytes(head[:4], "big")
        if head[4:] != b"iTXt" or length > MOST_BYTES:
            file.seek(length + 4, 1)
            continue
        body = file.read(length)
        file.seek(4, 1)
        if body.startswith(start):
            return _unpacked(body[len(start) :])
    return None


def _unpacked(packed: bytes) -> bytes:
    engine = zlib.decompressobj()
    try:
        text = engine.decompress(packed, MOST_BYTES)
    except zlib.error as error:
        raise ContentError("holds a view that is damaged") from error
    if engine.unconsumed_tail or not engine.eof:
        raise ContentError("holds a view that is damaged")
    return text


def _of_pdf(file: BinaryIO) -> bytes | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity in a file that it can read
    _check_size(file)
    try:
        for attached in PdfReader(file).attachment_list:
            if attached.name == ATTACHMENT:
                text = attached.content
                return text if len(text) <= MOST_BYTES else None
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None  # pypdf raises these on files that break its expectations
    return None


def _of_slides(file: BinaryIO) -> bytes | None:
    _check_size(file)
    try:
        with zipfile.ZipFile(file) as package:
            for part in package.infolist():
                if re.fullmatch(r"customXml/item\d*\.xml", part.filename) and part.file_size <= 2 * MOST_BYTES:
                    with package.open(part) as opened:
                        content = opened.read(2 * MOST_BYTES)
                    if found := re.search(rb'"' + _SPACE.encode() + rb'"[^>]*>([A-Za-z0-9+/=\s]*)<', content):
                        return base64.b64decode(found[1])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError):
        return None
    return None


def _check_size(file: BinaryIO) -> None:
    if file.seek(0, 2) > _LARGEST:
        raise ContentError("is too large for a page of Dateline")
    file.seek(0)


_READERS: dict[str, Callable[[BinaryIO], bytes | None]] = {".png": _of_png, ".pdf": _of_pdf, ".pptx": _of_slides}
SUFFIXES = (*_READERS,)
