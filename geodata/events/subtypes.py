"""Which row of the codebook an event is: the model's likeliest, unless its words name another weapon, or nobody who fights back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from geodata.events.labels import ROWS
from geodata.model import Category

_CLASH, _ATTACK, _LOOTING, _AIR = "ac", "at", "lo", "ai"
_BY_WEAPON = MappingProxyType({"air": "ai", "shelling": "sh"})  # labels by kinds of attack
_OTHER_KINDS = MappingProxyType({"shelling": "sh", "bomb": "ie"})
_FLIES = re.compile(r"\b(?:air|aerial|drones?|uavs?|quadcopters?|jets?|aircraft|planes?|helicopters?|bombers?|gunships?|sorties?)\b")
_NEEDED = {  # without which the words cannot mean such a row
    "su": re.compile(r"\bsuicide|\bkamikaze|\bvests?\b|\b(?:himself|herself|themselves)\s+up\b|\bbelts?\b|\bsvbied|\bbombers?\b"),
    "ie": re.compile(
        r"\bbomb|\bexplo|\bmines?\b|\blandmine|\bieds?\b|\brcied|\bblast|\bdetonat|\bdevices?\b|\bdynamite|\bbl[eo]w(?:n|ing)?\s|\bcharges?\b|\bwent\s+off"
    ),
    "ai": re.compile(
        r"\bair|\bdrone|\buav|\bjets?\b|\bplanes?\b|\bwarplane|\baircraft|\bhelicopter|\bbomb|\bgunship|\bstrikes?\b|\bstruck|\braids?\b|\bquadcopter"
    ),
    "sh": re.compile(
        r"\bshell|\bartiller|\bmortar|\brocket|\bmissile|\bbombard|\bbarrage|\bprojectile|\btanks?\b|\bgunfire|\bfired|\brounds?\b|\bpounded|\bshipping|\btanker|\bvessel|\bship"
    ),
    "gn": re.compile(r"\bgrenade"),
    "ch": re.compile(r"\bchemical|\bgas|\bchlorine|\bsarin|\bnerve|\bpoison|\btoxic"),
    "sx": re.compile(r"\brap(?:e|ed|es|ing)\b|\bsexual|\bassault|\bmolest|\babus"),
    "ab": re.compile(
        r"\bkidnap|\babduct|\bseiz|\btaken?\b|\btook\b|\bcaptiv|\bhostage|\bdisappear|\bmissing|\bwhisk|\bled\s+away|\bransom|\bheld\b|\bfreed|\breleas|\bcaptur|\bsnatch|\bintercept|\bcarried\s+off|\bstopped"
    ),
}
_TAKEN = re.compile(
    r"\b(?:loot|ransack|plunder|pillag|robb|st[eo]l|burn|torch|arson|set\s+(?:fire|[^.;]{0,40}?\b(?:ablaze|alight|on\s+fire))|vandal|destr[ou]|demolish|raz(?:ed|ing)\b"
    r"|desecrat|damag|smash|sabotag|seiz|confiscat|cattle|livestock|property|fire\b)"
)
_FIGHTING = re.compile(
    r"\b(?:clash|fight|fought|battl|combat|skirmish|gun\s?battle|fire\s?fight|exchange|ambush|offensive|repel|repuls|soldier|troop|arm(?:y|ies)\b|forces?\b|polic"
    r"|gendarm|militar|guards?\b|marines?\b|rebel|insurgent|militant|guerrilla|fighter|jihadi|terrorist|militia|post\b|posts\b|garrison|barracks|base\b|convoy|patrol|navy"
    r"|boats?\b|officer|command|paramilit|vigilante|defend|rival|both\s+sides|driven?\s+(?:off|back))"
)
_HARMED = re.compile(r"\b(?:kill|dead\b|died|shot|murder|massacr|slain|slaughter|execut|stabb|hack|behead)")


def label_of(labels: Mapping[str, float], category: Category, kinds: Collection[str], words: str) -> str:
    """The label of a category that fits best by the model's chances, by the kinds of attack named, and by the folded words."""
    ranked = sorted((label for label, code in ROWS.items() if code.category is category), key=lambda label: -labels[label])
    if (
        ranked[0] == _AIR
        and kinds
        and "air" not in kinds
        and not _FLIES.search(words)
        and (fitting := [k for k in _OTHER_KINDS if k in kinds])
    ):
        return _OTHER_KINDS[fitting[0]]
    first = next((label for label in ranked if label not in _NEEDED or _NEEDED[label].search(words)), ranked[0])
    if first == _LOOTING and (weapon := next((_BY_WEAPON[k] for k in _BY_WEAPON if k in kinds), None)):
        return weapon
    if first == _LOOTING and not _TAKEN.search(words):
        return next(label for label in ranked if label != _LOOTING and (label not in _NEEDED or _NEEDED[label].search(words)))
    if first == _CLASH and _HARMED.search(words) and not _FIGHTING.search(words):
        return _ATTACK
    return first
