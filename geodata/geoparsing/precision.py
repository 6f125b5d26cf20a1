"""How precisely a place is known, by GeoNames' feature code; and the same in the numbers of ACLED and UCDP."""

from __future__ import annotations

from geodata.model import GeoPrecision, Place, Resolution

# How the reason for a place says that it only stands in for the one that was named: `stands_in` in `geodata.wording` looks for these.
SHOWN_AT, SHOWN_NEAR = "shown at", "shown near"
NOT_KNOWN_THERE, NOT_IN_GAZETTEER = "not known there", "it is not in the gazetteer"
_BY_CODE = {
    "ADM1": GeoPrecision.ADM1,
    "ADM1H": GeoPrecision.ADM1,
    "ADM2": GeoPrecision.ADM2,
    "ADM2H": GeoPrecision.ADM2,
    "ADM3": GeoPrecision.ADM2,
    "ADM4": GeoPrecision.ADM2,
    "ADM5": GeoPrecision.ADM2,
    "ADMD": GeoPrecision.ADM2,
    "CONT": GeoPrecision.REGION,
    "TERR": GeoPrecision.COUNTRY,
    "LCTY": GeoPrecision.NEAR,  # a point told from another place
    "MILB": GeoPrecision.EXACT,  # bases, which GeoNames counts among the areas
    "NVB": GeoPrecision.EXACT,
}
# By the longest start of the code, after the exact ones above.
_BY_PREFIX = (("PCL", GeoPrecision.COUNTRY), ("PPL", GeoPrecision.TOWN))
_SEA_CODES = frozenset({"OCN", "SEA", "GULF", "STRT", "CHN", "BAY"})
_BY_CLASS = {
    "A": GeoPrecision.ADM1,
    "P": GeoPrecision.TOWN,
    "S": GeoPrecision.EXACT,
    "R": GeoPrecision.EXACT,
    "L": GeoPrecision.REGION,
    "H": GeoPrecision.REGION,
    "T": GeoPrecision.REGION,
    "V": GeoPrecision.REGION,
    "U": GeoPrecision.SEA,
}
# ACLED geo_precision: 1 the town itself, 2 near it or a small part of a region, 3 a larger region.
# UCDP where_prec: 1 the spot, 2 around it, 3 second-level district, 4 first-level region, 5 wider or vague, 6 country, 7 water or air.
_CODES = {
    GeoPrecision.EXACT: (1, 1),
    GeoPrecision.TOWN: (1, 1),
    GeoPrecision.NEAR: (2, 2),
    GeoPrecision.ADM2: (2, 3),
    GeoPrecision.ADM1: (3, 4),
    GeoPrecision.REGION: (3, 5),
    GeoPrecision.COUNTRY: (3, 6),
    GeoPrecision.SEA: (3, 7),
}


def precision_of(place: Place) -> GeoPrecision:
    """The finest precision that an event located at `place` can claim; UNKNOWN for codes that GeoNames does not have."""
    code = place.feature_code
    if code in _SEA_CODES:
        return GeoPrecision.SEA
    for prefix, precision in _BY_PREFIX:
        if code.startswith(prefix):
            return precision
    return _BY_CODE.get(code) or _BY_CLASS.get(place.feature_class, GeoPrecision.UNKNOWN)


def precision_told(resolution: Resolution) -> GeoPrecision:
    """How well the place stands for the toponym: by the wording where that tells, else by the place; UNKNOWN where there is none."""
    if resolution.place is None:
        return GeoPrecision.UNKNOWN
    return resolution.geo_precision or precision_of(resolution.place)


def acled_code(precision: GeoPrecision) -> int | None:
    """ACLED's geo_precision, 1 to 3; None where the place is not known."""
    return _CODES[precision][0] if precision in _CODES else None


def ucdp_code(precision: GeoPrecision) -> int | None:
    """UCDP's where_prec, 1 to 7; None where the place is not known."""
    return _CODES[precision][1] if precision in _CODES else None
