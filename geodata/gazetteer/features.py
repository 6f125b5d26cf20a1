"""GeoNames' feature codes: which of a country dump are worth keeping, and how likely a bare name means one."""

from __future__ import annotations

import math

from geodata.model import Place

# Of a dump: every administrative division and populated place, and the features that news of security names.
# Countries are left out (our own table has their names), and so are the thousands of dunes, marshes and intermittent streams.
_KEPT = {
    "A": "ADM1 ADM2 ADM3 ADM4 ADM5 ADMD ADM1H ADM2H ADM3H ADM4H ADM5H ADMDH TERR ZN",
    "H": "BAY CHN CNL FLLS GULF HBR LGN LK LKI LKS RDST RSV SPNG STM STMS STRT WAD WLL WLLS WTRH",
    "L": "AREA CST INDS LCTY MILB MNA NVB OAS OILF PRK PRT RES RESF RESN RESW RGN RGNE SALT TRB",
    "S": "AIRB AIRF AIRH AIRP AIRQ AIRS BDG CMP CMPMN CMPO CMPRF CSTM CTRM DAM DIPL FT GATE INSM MAR MN MNAU MNU NAV OILR PKLT PRN PS PSTB"
    " PSTC PSTP PSTX REFN RSTN STNB UNIV WHRF",
    "T": "BUTE CAPE CNYN DSRT ERG GRGE HLL HLLS ISL ISLS MESA MT MTS PASS PEN PK PKS PLAT PLN PT RDGE SCRP VAL VLC",
    "V": "FRST FRSTF OCH",
}
_KEPT_CODES = {feature_class: frozenset(codes.split()) for feature_class, codes in _KEPT.items()}

_BONUS = {"PCLI": 3.0, "CONT": 6.0, "PPLC": 1.5, "ADM1": -0.5, "RGN": 4.0, "SEA": 4.0, "OCN": 5.0}
# Districts are named with their word ("Téra department"); the bare name is their town's.
_BONUS |= {"ADM2": -1.5, "ADM3": -1.8, "ADM4": -2.0, "ADM5": -2.0, "ADMD": -1.5}
_BONUS |= {"PPLX": -0.5, "PPLL": -0.2, "PPLQ": -0.8, "PPLH": -0.8, "PPLW": -0.8}
_HISTORIC = -2.5
# A village with no known population comes before a well, a hill, a camp or a locality of its name.
_MINOR = -0.8
_MINOR_CLASSES = "HLSTV"
_NOTABLE = "BAY CHN CNL GULF LK STM STRT MILB NVB AIRB AIRP INSM FT PSTB DIPL DSRT ISL ISLS MTS PEN"
_BONUS |= dict.fromkeys(_NOTABLE.split(), 0.0)


def is_kept(feature_class: str, feature_code: str) -> bool:
    """Whether a feature of a dump belongs in the gazetteer."""
    return feature_class == "P" or feature_code in _KEPT_CODES.get(feature_class, ())


def importance(place: Place) -> float:
    """How likely a bare name means this place: the logarithm of its population, countries and capitals preferred, wells and hills last."""
    return math.log10(place.population + 10) + _bonus(place)


def _bonus(place: Place) -> float:
    if place.feature_code.startswith("ADM") and place.feature_code.endswith("H"):
        return _HISTORIC
    return _BONUS.get(place.feature_code, _MINOR if place.feature_class in _MINOR_CLASSES else 0.0)
