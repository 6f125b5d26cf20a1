"""How place names are compared: case, accents, punctuation and spaces folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that Unicode does not decompose, as readers without them write them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ə": "e", "ŋ": "ng"}
)
_DROPPED = re.compile(r"['’‘ʼʻ`´ʹʿʾ.]")  # "N'Djamena" is "NDjamena", "U.S." is "US"
_SPACES = re.compile(r"[^\w]+|_+")
_POSSESSIVE = re.compile(r"['’]s$")

# What divisions are called beside their name, in the languages of GeoNames' and OCHA's names.
_WORDS = (
    "region|région|province|department|département|departement|district|cercle|wilaya|wilayat|arrondissement|commune|prefecture|préfecture"
    "|governorate|gouvernorat|muhafazat|state|county|oblast|raion|rayon|zone|woreda|municipality|local government area|lga|provincia"
    "|departamento|municipio|estado|cantón|canton|distrito|parish|autonomous region|sub-prefecture|sous-préfecture"
)
_BEFORE = re.compile(rf"^(?:{_WORDS})\s+(?:(?:de\s+l|d|l)['’‘ʼ]\s*|(?:de la|du|des|del|de|da|do|of)\s+)?", re.IGNORECASE)
_BEHIND = re.compile(rf"\s+(?:{_WORDS})$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:Region|Région|Number) (?:[IVX]+|\d+)")
# Words that a division of each level is given in English texts, whatever its own language calls it.
_ENGLISH = {"ADM1": ("Region", "Province"), "ADM2": ("Department", "District", "Province"), "ADM3": ("District", "Commune")}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form in which names are compared: "Côte d’Ivoire" and "COTE D'IVOIRE" both give "cote divoire".

    Empty where the name holds no letter or digit. Any text is accepted, also lone surrogates and NUL.
    """
    text = _DROPPED.sub("", name).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return _SPACES.sub(" ", text).strip()


def without_possessive(name: str) -> str:
    """A name as written, without spaces at its ends and without 's: "Niger’s" gives "Niger"."""
    return _POSSESSIVE.sub("", name.strip())


def name_key(written: str) -> str:
    """The form under which the mentions of a name in a text are one: folded, without 's."""
    return fold(without_possessive(written))


def bare(name: str) -> str:
    """The name of a division without its word: "Département de Téra" and "Tera Department" give "Téra" and "Tera"."""
    stripped = _BEHIND.sub("", _BEFORE.sub("", name.strip()))
    return stripped if any(c.isalpha() for c in stripped) else name


def admin_names(names: Iterable[str], feature_code: str) -> list[str]:
    """What else a division of these names is called: bare, and with the English word of its level."""
    short = dict.fromkeys(bare(name) for name in names if is_latin(name))
    return [*short, *(f"{name} {word}" for name in short for word in _ENGLISH.get(feature_code, ()))]


def in_one_word(name: str) -> str:
    """A short name as reports write it together: "Bani Bangou" gives "BaniBangou", "I-n-Atès" "InAtès"; empty where it is one word."""
    parts = re.split(r"[\s-]+", name)
    return "".join(parts) if 1 < len(parts) <= 3 and len(name) <= 20 and is_latin(name) else ""


def is_latin(name: str) -> bool:
    """True where every letter is of the Latin script."""
    return name.isascii() or all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or not c.isalpha() for c in unicodedata.normalize("NFC", name))
