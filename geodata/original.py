"""What an article was read from: the very bytes, with their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Bytes of a file, of a line of one, or of an answer from the web. Those of a whole file stay in it until they are asked for."""

    name: str  # of the file, without its folder
    media_type: str
    sha256: str  # of the bytes, 64 digits
    size: int  # bytes
    retrieved: datetime  # aware, UTC: when they were read
    address: str | None = None  # where they came from, on the web
    source: bytes | Path = b""

    def fits(self, content: bytes) -> bool:
        """True for the bytes that the hash was made of."""
        return hashlib.sha256(content).hexdigest() == self.sha256


def original(
    content: bytes, *, name: str, media_type: str, address: str | None = None, path: Path | None = None, retrieved: datetime | None = None
) -> Original:
    """The original with these bytes, which are read again from `path` when they are kept, where it is given."""
    return Original(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        retrieved=retrieved or datetime.now(UTC),
        address=address,
        source=path or content,
    )
