"""What articles were read from, in the project: packed, with a hash that is checked whenever one is taken out."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from geodata.errors import ContentError, ProjectError
from geodata.original import Original
from geodata.store.project import Project

_FIELDS = "original.name, media_type, address, original.retrieved, sha256, size"


def read(original: Original) -> Original:
    """The same with its bytes at hand.

    Raises:
        ContentError: its file was changed or went away since it was first read.
    """
    try:
        content = original.source.read_bytes() if isinstance(original.source, Path) else original.source
    except OSError as error:
        raise ContentError(f"{original.name} went away while it was being added.") from error
    if not original.fits(content):
        raise ContentError(f"{original.name} was changed while it was being added; add it again.")
    return replace(original, source=content)


def write(connection: sqlite3.Connection, article: int, original: Original) -> None:
    """Keep it with the article of that row, within a transaction; an article that has one keeps that.

    Raises:
        ContentError: its file was changed or went away since it was first read.
    """
    content = read(original).source
    assert isinstance(content, bytes)
    connection.execute(
        "INSERT INTO original (article, name, media_type, address, retrieved, sha256, size, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (article) DO NOTHING",
        [
            article,
            original.name,
            original.media_type,
            original.address,
            original.retrieved.isoformat(),
            original.sha256,
            original.size,
            zlib.compress(content),
        ],
    )


def keep(project: Project, article_id: str, original: Original) -> None:
    """Keep it with an article that came in without one.

    Raises:
        ContentError: its file was changed or went away since it was read.
        ProjectError: the file cannot be written.
    """
    if about(project, article_id) is not None:
        return
    with project.transaction() as connection:
        for (fid,) in connection.execute("SELECT fid FROM article WHERE article_id = ?", [article_id]).fetchall():
            write(connection, fid, original)


def about(project: Project, article_id: str) -> Original | None:
    """What is known of an article's original, without its bytes; None where none is kept."""
    rows = project.rows(
        f"SELECT {_FIELDS} FROM original JOIN article ON article.fid = original.article WHERE article_id = ?",  # noqa: S608 - ours
        [article_id],
    )
    return _original(rows[0]) if rows else None


def content(project: Project, article_id: str) -> bytes:
    """The bytes that an article was read from, as they came.

    Raises:
        ProjectError: none are kept, or they are not those that came: the hash does not fit.
    """
    rows = project.rows(
        f"SELECT {_FIELDS}, content FROM original JOIN article ON article.fid = original.article WHERE article_id = ?",  # noqa: S608 - ours
        [article_id],
    )
    if not rows:
        raise ProjectError("The original of this article is not kept.")
    original = _original(rows[0])
    try:
        unpacked = zlib.decompressobj().decompress(rows[0]["content"], original.size + 1)
    except zlib.error:
        unpacked = b""
    if not original.fits(unpacked):
        raise ProjectError(f"The original {original.name} is damaged: it is not what was kept, its hash does not fit.")
    return unpacked


def _original(row: sqlite3.Row) -> Original:
    return Original(
        name=row["name"],
        media_type=row["media_type"],
        address=row["address"],
        retrieved=datetime.fromisoformat(row["retrieved"]),
        sha256=row["sha256"],
        size=row["size"],
    )
