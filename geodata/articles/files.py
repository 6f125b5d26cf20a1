"""Articles from files: what may be read, and what is refused before it is looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from geodata.articles import jsonl
from geodata.articles.docx import from_docx
from geodata.articles.encoding import decode
from geodata.articles.extract import from_html, is_page
from geodata.articles.mail import from_mail
from geodata.articles.markdown import from_markdown
from geodata.articles.pdf import from_pdf
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article, Failure
from geodata.original import original

READERS: dict[str, Callable[[bytes], Article]] = {
    ".txt": lambda raw: from_text(decode(raw)),
    ".html": lambda raw: from_html(decode(raw)),
    ".htm": lambda raw: from_html(decode(raw)),
    ".md": lambda raw: from_markdown(decode(raw)),
    ".pdf": from_pdf,
    ".docx": from_docx,
    ".eml": from_mail,
}
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
}
LINES = ".jsonl"
SUFFIXES = (*READERS, LINES)
MAX_BYTES = 20 * 1024 * 1024
MAX_LINES_BYTES = 200 * 1024 * 1024  # of a file with one article a line

_SIGNATURES = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip file such as .docx", (".docx",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file, in its old format or encrypted", ()),
)


def files_in(folder: Path) -> list[Path]:
    """The files under `folder` that can be read, sorted; hidden ones are left out."""
    found = (p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def read_all(paths: Iterable[Path]) -> Iterator[Article | Failure]:
    """The articles in each file, those in folders too; what cannot be used gives a `Failure` and the rest goes on."""
    for path in paths:
        for file in files_in(path) if path.is_dir() else [path]:
            yield from articles_in(file)


def articles_in(path: Path) -> Iterator[Article | Failure]:
    """The article in a file, or those in the lines of a .jsonl file; a `Failure` in place of each that cannot be used."""
    try:
        with _named(path):
            if path.suffix.lower() == LINES:
                yield from jsonl.articles(path.name, _bytes_of(path, MAX_LINES_BYTES))
            else:
                yield _read(path)
    except ContentError as error:
        yield Failure(name=path.name, reason=str(error))


def read_file(path: Path) -> Article:
    """The article in a file of one article; `published` is None where the file does not tell.

    Raises:
        ContentError: the file cannot be read, or holds no usable text; the message names the file.
    """
    with _named(path):
        return _read(path)


def check_kind(raw: bytes, suffix: str) -> None:
    """Return where the bytes begin as those of a file with this suffix do.

    Raises:
        ContentError: they are of another kind.
    """
    is_expected = not any(suffix in suffixes for _, _, suffixes in _SIGNATURES)
    for signature, kind, suffixes in _SIGNATURES:
        if signature in raw[:1024] if suffix == ".pdf" else raw.startswith(signature):
            if suffix not in suffixes:
                raise ContentError(f"By what is in it, it is {kind}, not {suffix}.")
            is_expected = True
    if not is_expected:
        raise ContentError(f"By what is in it, it is no {suffix} file.")


def _read(path: Path) -> Article:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise ContentError(f"Only {', '.join(SUFFIXES)} files can be read.")
    raw = _bytes_of(path, MAX_BYTES)
    check_kind(raw, suffix)
    if suffix in (".txt", ".md") and is_page(decode(raw)):
        suffix = ".html"
    kept = original(raw, name=path.name, media_type=MEDIA_TYPES[suffix], path=path)
    return replace(READERS[suffix](raw), original=kept)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors begin with the file's name."""
    try:
        yield
    except ContentError as error:
        raise ContentError(f"{path.name}: {error}") from error


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise ContentError(f"The file is too large: {path.stat().st_size / 2**20:.0f} MB, and {most // 2**20} MB is the limit.")
        raw = path.read_bytes()
    except OSError as error:
        raise ContentError(f"The file cannot be read: {error.strerror}.") from error
    if not raw.strip():
        raise ContentError("The file is empty.")
    return raw
