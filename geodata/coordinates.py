"""Coordinates as people write them: decimal degrees, degrees with minutes and seconds, and MGRS; read and written."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple


class Point(NamedTuple):
    """A spot in WGS 84 degrees."""

    latitude: float
    longitude: float


def is_nowhere(latitude: float | None, longitude: float | None) -> bool:
    """Whether they are of no place: off the earth, or 0, 0, which is what broken files say for not known. None is not told at all."""
    if latitude is None or longitude is None:
        return False
    return abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0


_NUMBER = r"\d{1,3}(?:[.]\d+)?"
_DMS = re.compile(
    rf"""(?:(?P<before>[NSEWO])\s*)?(?P<sign>[+-])?\s*(?P<degrees>{_NUMBER})
    (?:\s*(?:°|º|d(?:eg)?)
        (?:\s*(?P<minutes>{_NUMBER})\s*(?:'|′|’|m(?:in)?)
            (?:\s*(?P<seconds>{_NUMBER})\s*(?:"|″|”|''|′′|’’|s(?:ec)?))?
        )?
    )?
    (?(before)|(?:\s*(?P<after>[NSEWO])(?![a-z]))?)""",
    re.VERBOSE | re.IGNORECASE,
)
# "13 30 36 N": figures with spaces between them need the letter of their axis behind them.
_SPACED = re.compile(r"(\d{1,3})\s+(\d{1,2}(?:[.]\d+)?)(?:\s+(\d{1,2}(?:[.]\d+)?))?\s*([NSEWO])(?![a-z])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/]?\s*")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d+\s*(?:[;/NSEWO°º\s]|,\s|$))", re.IGNORECASE)
# A polar square has no zone number: without digits it is as likely a town ("Bam", "Zab").
_PAIR = re.compile(r"([+-]?\d{1,3}(?:[.]\d+)?)\s*[,;/]\s*([+-]?\d{1,3}(?:[.]\d+)?)")
_MGRS = re.compile(r"\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(?:\d\d){0,5}|[ABYZ][A-HJ-NP-Z]{2}(?:\d\d){1,5}", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def parse(text: str) -> Point | None:
    """The spot that `text` writes, latitude first unless letters tell otherwise; None where it writes none.

    Read are "13.51, 2.11", "13.51N 2.11E", "N 13°30.6′ E 2°06.6′", "13°30′36″N 2°06′36″E" and MGRS ("31PDQ 0366 9411").
    """
    text = text.translate(_MINUS).strip()
    text = _SPACED.sub(_with_signs, text)
    pointed, commas = _DECIMAL_COMMA.subn(".", text)
    return _parse_mgrs(text) or (_parse_degrees(pointed) if commas == 2 else _parse_degrees(text))


def decimal(point: Point, *, digits: int = 5) -> str:
    """As "13.51366, 2.10980": five digits are a metre."""
    # Adding zero turns the minus zero that rounding makes into zero.
    return f"{round(point.latitude, digits) + 0.0:.{digits}f}, {round(point.longitude, digits) + 0.0:.{digits}f}"


def degrees(point: Point) -> str:
    """As "13°30′49″N 2°06′35″E", to the second."""
    return f"{_sexagesimal(point.latitude, 'NS')} {_sexagesimal(point.longitude, 'EW')}"


def mgrs(point: Point, *, digits: int = 5) -> str:
    """As "31P DQ 03664 94115"; `digits` of easting and northing each: 5 is a metre, 3 a hundred."""
    latitude, longitude = (round(value, 6) + 0.0 for value in point)  # a hair south of the equator is written as no square at all
    written = _converter().toMGRS(latitude, longitude, MGRSPrecision=digits)
    numbers = written[len(written) - 2 * digits :] if digits else ""
    zone = written[: len(written) - 2 * digits]
    return " ".join(filter(None, (zone[:-2], zone[-2:], numbers[:digits], numbers[digits:])))


def is_off_the_globe(text: str) -> bool:
    """True for two decimal figures, written as a spot is, of which one is beyond the pole or the date line: "95, 200"."""
    found = _PAIR.fullmatch(text.translate(_MINUS).strip())
    return found is not None and (abs(float(found[1])) > 90 or abs(float(found[2])) > 180) and parse(text) is None


def _with_signs(found: re.Match[str]) -> str:
    degrees, minutes, seconds, letter = found.groups()
    return f"{degrees}°{minutes}′" + (f"{seconds}″" if seconds else "") + letter


def _parse_mgrs(text: str) -> Point | None:
    written = re.sub(r"\s+", "", text).upper()
    if not _MGRS.fullmatch(written):
        return None
    from mgrs.core import MGRSError

    try:
        latitude, longitude = _converter().toLatLon(written.rjust(_padded(written), "0"))
    except (MGRSError, ValueError):
        return None  # a square that the zone does not have
    return Point(latitude, longitude) if math.isfinite(latitude) and math.isfinite(longitude) else None


def _padded(written: str) -> int:
    """One more where the zone is a single digit: the library wants two."""
    return len(written) + (written[0].isdigit() and not written[1].isdigit())


def _parse_degrees(text: str) -> Point | None:
    first = _DMS.match(text)
    gap = _BETWEEN.match(text, first.end()) if first else None
    second = _DMS.fullmatch(text, gap.end()) if gap else None
    if first is None or gap is None or second is None or (gap.end() == first.end() and not (first["after"] or second["before"])):
        return None
    one, two = _value(first), _value(second)
    if one is None or two is None or (first.group().isdigit() and second.group().isdigit() and not gap.group().strip()):
        return None  # "13 2" is as likely two figures of a text
    (a, axis_a), (b, axis_b) = one, two
    if axis_a and axis_a == axis_b:
        return None
    is_turned = axis_a == "x" or axis_b == "y"
    latitude, longitude = (b, a) if is_turned else (a, b)
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _value(found: re.Match[str]) -> tuple[float, str] | None:
    """Signed degrees, and "x" or "y" where a letter tells the axis; None where it contradicts itself."""
    letters = {found[name].upper() for name in ("before", "after") if found[name]}
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    if len(letters) > 1 or minutes >= 60 or seconds >= 60 or (letters and found["sign"]):
        return None
    size = float(found["degrees"]) + minutes / 60 + seconds / 3600
    letter = next(iter(letters), "")
    sign = -1 if found["sign"] == "-" or letter in ("S", "W", "O") else 1  # O: ouest, oeste
    return sign * size, {"": "", "N": "y", "S": "y"}.get(letter, "x")


def _sexagesimal(value: float, letters: str) -> str:
    minutes, seconds = divmod(round(abs(value) * 3600), 60)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}°{minutes:02}′{seconds:02}″{letters[value < 0 and whole + minutes + seconds > 0]}"


def _converter() -> Any:
    from mgrs import MGRS

    return MGRS()
