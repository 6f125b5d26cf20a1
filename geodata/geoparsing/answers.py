"""Answers of online services, kept in a small file. A file that fails never costs an answer: the service is asked anew."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

_GOOD_FOR = 90 * 24 * 3600.0  # seconds that an answer is kept
_PATIENCE = 0.2  # seconds to wait for another program that writes; a window may be asking
_SCHEMA = "CREATE TABLE IF NOT EXISTS answer (service TEXT, query TEXT, asked REAL, locations TEXT, PRIMARY KEY (service, query))"


class Answers:
    """The file of answers; it is made where it is missing, and anew where it is no database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def kept(self, service: str, query: str) -> list[dict[str, Any]] | None:
        """The answer to a question of the last 90 days; None where there is none that can be read."""
        sql = "SELECT locations FROM answer WHERE service = ? AND query = ? AND asked > ?"
        try:
            with contextlib.closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as connection:
                row = connection.execute(sql, (service, query, time.time() - _GOOD_FOR)).fetchone()
            found = json.loads(row[0]) if row else None
        except (OSError, sqlite3.Error, TypeError, ValueError):
            return None
        return found if isinstance(found, list) else None

    def keep(self, service: str, query: str, locations: list[dict[str, Any]]) -> None:
        """Keep an answer where that can be done."""
        row = service, query, time.time(), json.dumps(locations)
        with contextlib.suppress(OSError, sqlite3.Error):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._write(row)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
                self._path.unlink()
                self._write(row)

    def _write(self, row: tuple[str, str, float, str]) -> None:
        with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection, connection:
            connection.execute(_SCHEMA)
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)
