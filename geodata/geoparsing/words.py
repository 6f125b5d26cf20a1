"""Words that tell a place name from another name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from geodata.gazetteer.names import fold

_DATA = files("geodata.geoparsing") / "data"
# What follows a place in the name of a body, a building or an office, as in "Niamey Court".
BODY = frozenset((_DATA / "body_words.txt").read_text(encoding="utf-8").split())

# Of what kind a place is, as it stands beside its name: "Tahoua region", "city of Zinder"; an alternation for a pattern.
KINDS = (
    "city|town|township|village|camp|county|subcounty|parish|borough|municipality|commune|district|department|departement|cercle|prefecture"
    "|province|region|state|governorate|oblast|division|territory|republic|kingdom|wilaya|emirate|sultanate|ville|etat|metropolitan area"
    "|area|zone|island|coast|valley|river|lake|pass|mountain|desert|basin|strip"
)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are also the folded name of some place: "nice", "march"."""
    return frozenset((_DATA / "common_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def no_places() -> frozenset[str]:
    """Armed groups, peoples and the like whose names are taken for places, folded."""
    return frozenset(fold(line) for line in (_DATA / "no_places.txt").read_text(encoding="utf-8").splitlines() if line)
