"""GeoNames' feature codes: which of a country dump are worth keeping, and how likely a bare name means one."""

from __future__ import annotations

import math

from geodata.model import Place

# Of a dump: every administrative division and populated place, and the features that news of security names.
# Countries are left out (our own table has their names), and so are the thousands of dunes, marshes and intermittent streams.
_DIVISIONS = frozenset({*(f"ADM{level}" for level in "12345"), *(f"ADM{level}H" for level in "12345"), "ADMD", "ADMDH", "TERR", "ZN"})
_BY_CLASS = {
    "A": _DIVISIONS,
    "H": frozenset("BAY CHN CNL FLLS GULF HBR LGN LK LKI LKS RDST RSV SPNG STM STMS STRT WAD WLL WLLS WTRH".split()),
    "L": frozenset("AREA CST INDS LCTY MILB MNA NVB OAS OILF PRK PRT RES RESF RESN RESW RGN RGNE SALT TRB".split()),
    "S": frozenset(
        "AIRB AIRF AIRH AIRP AIRQ AIRS BDG CMP CMPMN CMPO CMPRF CSTM CTRM DAM DIPL FT GATE INSM MAR MN MNAU MNU NAV OILR PKLT PRN PS PSTB "
        "PSTC PSTP PSTX REFN RSTN STNB TRAM UNIV WHRF".split()
    ),
    "T": frozenset("BUTE CAPE CNYN DSRT ERG GRGE HLL HLLS ISL ISLS MESA MT MTS PASS PEN PK PKS PLAT PLN PT RDGE SCRP VAL VLC".split()),
    "V": frozenset({"FRST", "FRSTF", "OCH"}),
}

_BONUS = {"PCLI": 3.0, "CONT": 6.0, "PPLC": 1.5, "ADM1": -0.5, "RGN": 4.0, "SEA": 4.0, "OCN": 5.0}
# Districts are named with their word ("Téra department"); the bare name is their town.
_BONUS |= {"ADM2": -1.5, "ADM3": -1.8, "ADM4": -2.0, "ADM5": -2.0, "ADMD": -1.5, "PPLX": -0.5, "PPLL": -0.2, "PPLQ": -0.8, "PPLH": -0.8, "PPLW": -0.8}
_HISTORIC = -2.5
_MINOR = -0.8  # a village with no known population comes before a well, a hill or a locality of its name
_MINOR_CODES = (_BY_CLASS["H"] - {"BAY", "CHN", "GULF", "LK", "STM", "STRT"}) | (_BY_CLASS["L"] - {"RGN", "MILB", "NVB", "AREA"}) | _BY_CLASS["V"]
_MINOR_CODES |= _BY_CLASS["T"] - {"DSRT", "ISL", "ISLS", "MTS", "PEN"} | {"AREA", "BDG", "CMP", "CMPO", "GATE", "MAR", "MN", "RSTN", "TRAM", "UNIV"}


def is_kept(feature_class: str, feature_code: str) -> bool:
    """Whether a feature of a dump belongs in the gazetteer."""
    return feature_class == "P" or feature_code in _BY_CLASS.get(feature_class, ())


def importance(place: Place) -> float:
    """How likely a bare name means this place: the logarithm of its population, countries and capitals preferred, wells and hills last."""
    return math.log10(place.population + 10) + _bonus(place.feature_code)


def _bonus(code: str) -> float:
    if code.startswith("ADM") and code.endswith("H"):
        return _HISTORIC
    return _BONUS.get(code, _MINOR if code in _MINOR_CODES else 0.0)
