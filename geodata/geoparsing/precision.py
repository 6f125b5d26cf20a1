"""How precisely a place is known, by GeoNames' feature code."""

from __future__ import annotations

from geodata.model import GeoPrecision, Place

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


def precision_of(place: Place) -> GeoPrecision:
    """The finest precision that an event located at `place` can claim; UNKNOWN for codes that GeoNames does not have."""
    code = place.feature_code
    if code in _SEA_CODES:
        return GeoPrecision.SEA
    for prefix, precision in _BY_PREFIX:
        if code.startswith(prefix):
            return precision
    return _BY_CODE.get(code) or _BY_CLASS.get(place.feature_class, GeoPrecision.UNKNOWN)
