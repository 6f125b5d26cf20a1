"""What stands in exported files."""

from __future__ import annotations

import base64
import json
import re
import zipfile
import zlib
from pathlib import Path


def packed_in(path: Path) -> dict[str, bytes]:
    """The parts that a page holds."""
    found = re.search(r'id="dateline-pack">([^<]+)<', path.read_text("utf-8"))
    assert found is not None
    whole = zlib.decompress(base64.b64decode(found[1]))
    start = 4 + int.from_bytes(whole[:4], "little")
    return {name: whole[start + at : start + at + length] for name, (at, length) in json.loads(whole[4:start]).items()}


def words_in(path: Path) -> str:
    """All text of an exported file, a packed one too."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            return " ".join(file.read(name).decode("utf-8") for name in file.namelist() if name.endswith((".xml", ".kml")))
    if path.suffix == ".html":
        parts = packed_in(path)
        return " ".join(parts[name].decode("utf-8") for name in ("told", "about"))
    return path.read_bytes().decode("utf-8", "replace")  # tables as they are; SQLite keeps texts in plain bytes
