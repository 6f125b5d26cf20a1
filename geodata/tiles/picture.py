"""The size of a picture, read from its first bytes, and whether it was cut off; nothing is decoded, and what is none is told apart."""

from __future__ import annotations

import struct

LARGEST = 2048  # pixels a side that a tile may have
MOST_BYTES = 4_000_000
_TAIL = 64  # bytes at the end in which a picture's end is looked for; some servers write a little behind it
_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}  # markers of JPEG that tell the size


def size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, WebP or GIF; None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return struct.unpack(">II", content[16:24])
        if content.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack("<HH", content[6:10])
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        pass
    return None


def is_tile(content: bytes) -> bool:
    """True for a picture that may be drawn as a tile: a square, for another shape would lie beside its ground, and not cut off."""
    found = size(content)
    return found is not None and len(content) <= MOST_BYTES and 1 <= found[0] == found[1] <= LARGEST and _has_end(content)


def _has_end(content: bytes) -> bool:
    if content.startswith(b"RIFF"):
        return 8 + int.from_bytes(content[4:8], "little") <= len(content)
    end = b"IEND" if content.startswith(b"\x89PNG") else b";" if content.startswith(b"GIF") else b"\xff\xd9"
    return end in content[-_TAIL:]


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return None
