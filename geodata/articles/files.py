"""Articles from files: what may be read, and in which encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.articles.extract import from_html
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article, Failure

SUFFIXES = (".txt", ".html", ".htm")
MAX_BYTES = 20 * 1024 * 1024

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MAX_CONTROLS = 0.01  # a stray NUL is shown as a mark; more than one byte in a hundred is no text
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_LATIN_SHARE = 0.3  # legacy text with fewer bytes above 127 is in Latin letters
_NOT_LATIN = ["cp1251", "cp1256", "koi8_r", "cp1253", "cp1255", "gb18030", "big5", "shift_jis", "euc_kr"]


def files_in(folder: Path) -> list[Path]:
    """The files under `folder` that `read_file` reads, sorted; hidden ones are left out."""
    found = (p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def read_all(paths: Iterable[Path]) -> Iterator[Article | Failure]:
    """The article in each file, those in folders too; a file that cannot be used gives a `Failure` and the rest goes on."""
    for path in paths:
        for file in files_in(path) if path.is_dir() else [path]:
            try:
                yield read_file(file)
            except ContentError as error:
                yield Failure(name=file.name, reason=str(error))


def read_file(path: Path) -> Article:
    """The article in a text file or a saved page; `published` is None where the file does not tell.

    Raises:
        ContentError: the file cannot be read, or holds no usable text; the message names the file.
    """
    try:
        text = decode(_bytes_of(path))
        if path.suffix.lower() == ".txt":
            return from_text(text)
        return from_html(text)
    except ContentError as error:
        raise ContentError(f"{path.name}: {error}") from error


def decode(raw: bytes) -> str:
    """Text from bytes: by its byte order mark, as UTF-8, as the page declares, else by the look of the bytes.

    Raises:
        ContentError: the bytes are no text, or in no encoding we know.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding)
    if len(raw) - len(raw.translate(None, _CONTROLS)) > _MAX_CONTROLS * len(raw):
        raise ContentError("This is not a text file.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(raw, _declared(raw) or _guessed(raw))


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        raise ContentError(f"Only {', '.join(SUFFIXES)} files can be read.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError(f"The file is too large: {path.stat().st_size / 2**20:.0f} MB, and {MAX_BYTES // 2**20} MB is the limit.")
        raw = path.read_bytes()
    except OSError as error:
        raise ContentError(f"The file cannot be read: {error.strerror}.") from error
    if not raw.strip():
        raise ContentError("The file is empty.")
    return raw


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ContentError("The file's text encoding is not known; save it as UTF-8.") from error


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    encoding = found[1].decode("ascii", "replace").lower() if found else None
    return None if encoding in ("utf-8", "utf8") else encoding


def _guessed(raw: bytes) -> str:
    """A legacy encoding: Latin letters are taken as Windows-1252; other scripts show by their many high bytes."""
    from charset_normalizer import from_bytes

    high = sum(byte > 127 for byte in raw[:65536])
    if high < _LATIN_SHARE * min(len(raw), 65536):
        return "cp1252"
    best = from_bytes(raw[:65536], cp_isolation=_NOT_LATIN).best()
    return best.encoding if best is not None else "cp1252"
