"""GeoPackage geometry: a short header before well-known binary, longitude first."""

from __future__ import annotations

import struct

from geodata.coordinates import is_nowhere

_WGS84 = 4326
_HEADER = struct.pack("<2sBBi", b"GP", 0, 0b1, _WGS84)  # version 1, little-endian, no envelope


def point(latitude: float, longitude: float) -> bytes | None:
    """The blob of one point, from degrees; None where they are of no place, so that no program draws it."""
    if is_nowhere(latitude, longitude):
        return None
    return _HEADER + struct.pack("<BIdd", 1, 1, longitude, latitude)


def area(wkb: bytes) -> bytes:
    """The blob of an area, from its well-known binary."""
    return _HEADER + wkb


def wkb_of(blob: bytes) -> bytes:
    """The well-known binary in a blob made here."""
    return blob[len(_HEADER) :]
