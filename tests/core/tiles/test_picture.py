"""The size of a picture from its first bytes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tiles.picture import is_tile, size
from tests.tile_pictures import png

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9) + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 200, 300) + bytes(20) + b"\xff\xd9"
GIF = b"GIF89a" + struct.pack("<HH", 300, 200) + bytes(20) + b";"
WEBP = {
    "lossy": b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 300, 200) + bytes(10),
    "lossless": b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 299 | 199 << 14) + bytes(10),
    "extended": b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little") + bytes(10),
}


@pytest.mark.parametrize("content", [JPEG, GIF, *WEBP.values()], ids=["jpeg", "gif", *WEBP])
def test_width_and_height_are_read(content: bytes) -> None:
    assert size(content) == (300, 200)


def test_a_picture_that_is_no_square_is_no_tile() -> None:
    assert is_tile(GIF.replace(struct.pack("<HH", 300, 200), struct.pack("<HH", 256, 256)))
    assert not is_tile(GIF)
    assert not is_tile(JPEG)


SQUARE = struct.pack(">HH", 256, 256), struct.pack("<HH", 256, 256)
WHOLE = {
    "png": png(),
    "gif": GIF.replace(struct.pack("<HH", 300, 200), SQUARE[1]),
    "jpeg": JPEG.replace(struct.pack(">HH", 200, 300), SQUARE[0]),
    "webp": b"RIFF" + struct.pack("<I", 32) + WEBP["lossy"][8:].replace(struct.pack("<HH", 300, 200), SQUARE[1]),
}


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_a_picture_that_was_cut_off_is_no_tile(content: bytes) -> None:
    assert is_tile(content)
    assert not is_tile(content[:-15])
    assert is_tile(content + b"\r\n"), "some servers write a little behind it"


def test_a_png_is_a_tile_unless_it_is_huge() -> None:
    assert size(png(side=256)) == (256, 256)
    assert is_tile(png(side=512))
    assert not is_tile(png(side=4096))
    bomb = png(side=1)[:16] + struct.pack(">II", 2**31 - 1, 2**31 - 1) + bytes(20)
    assert size(bomb) == (2**31 - 1, 2**31 - 1)
    assert not is_tile(bomb)
    assert not is_tile(png() + bytes(5_000_000))


@given(
    st.one_of(
        st.binary(max_size=80),
        st.sampled_from([JPEG, GIF, png(side=2), *WEBP.values()]).flatmap(lambda c: st.integers(0, 60).map(lambda n: c[:n])),
    )
)
def test_anything_else_is_told_apart_without_an_error(content: bytes) -> None:
    found = size(content)
    assert found is None or len(found) == 2
