"""Fills the templates of data/templates.txt with names, and marks where the toponyms stand.

`{town}` is a name in literal use and `{town!}` one in associative use, as demonyms are of themselves; `{-town}` is a
name that is no toponym there, such as a team's; `{=Sahel}` and `{=Sahel!}` mark the words themselves. A template
after `~` comes out as many posts do, without capitals and accents.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from importlib.resources import files

from geodata.training.corpora import ANY, Mark, Marked
from geodata.training.names_pool import Names, Pool

_SLOT = re.compile(r"\{([=-]?)([^{}!]+)(!?)\}")
_DEMONYMS = {"country_adj", "country_adj_f", "people"}
_CURLED = 0.4  # share of the texts with typographic apostrophes
_VOWELS = frozenset("AEIOUÀÂÉÈÊËÎÏÔÖÛÜŒaeiouàâéèêëîïôöûüœ")
_NUMERIC = {"number": 90, "digits": 90, "day": 31}  # up to what
_MAIN = 0.6  # share of the slots that the text's main country fills
_BREAKS = ("\n", "\n\n", " ", "\n- ", "\n• ", "\n\n\n")
_NUMBERS = ("two", "three", "a dozen", "dozens of", "hundreds of", "some 30", "several")
# What stands before a French country's name: in it, and of it by its article.
_OF = {"le": "du ", "la": "de la ", "l'": "de l'", "les": "des "}
_THE = {"le": "le ", "la": "la ", "l'": "l'", "les": "les "}


class Filler:
    """Texts of several templates of one language, about one country for the most part."""

    def __init__(self, templates: str, pool: Pool, chance: random.Random) -> None:
        self._pool = pool
        self._chance = chance
        self._templates = _by_language(templates)
        # French is half of it: English has the corpora.
        self._weights = [{"fr": 5.0, "en": 4.0}.get(language, 0.6) for language in self._templates]
        words = files("geodata.training") / "data" / "unplaced.toml"
        self._unplaced: dict[str, list[str]] = {"person": [], **tomllib.loads(words.read_text(encoding="utf-8"))}

    def text(self) -> Marked:
        """The next text, of 1 to 8 templates."""
        language = self._chance.choices(list(self._templates), self._weights)[0]
        country = self._pool.country(self._chance)
        templates = self._templates[language]
        text = ""
        marks: list[Mark] = []
        for _ in range(self._chance.randint(1, 8)):
            if text:
                text += self._chance.choice(_BREAKS)
            filled = self.fill(self._chance.choice(templates), country, language=language)
            marks += [Mark(m.start + len(text), m.end + len(text), m.associative) for m in filled.marks]
            text += filled.text
        if self._chance.random() < _CURLED:
            text = text.replace("'", "’")
        return Marked(text, ANY, tuple(marks))

    def fill(self, template: str, country: Names, *, language: str) -> Marked:
        """One template with a name in each slot; those of places are marked."""
        shouts = _SLOT.sub("", template).isupper()
        quiet = template.startswith("~")
        text = ""
        at = int(quiet)
        marks: list[Mark] = []
        last = ""
        for found in _SLOT.finditer(template):
            kind, slot, associative = found.groups()
            text += template[at : found.start()]
            at = found.end()
            before, name = ("", slot) if kind == "=" else self._other_than(last, slot, country, language=language)
            last = name
            if not before and language == "fr":
                text = _elided(text, name)
            if not quiet and _starts_sentence(text):
                before, name = (_capital(before), name) if before else ("", _capital(name))
            if shouts:
                before, name = before.upper(), name.upper()
            elif quiet:
                before, name = _bare(before), _bare(name)
            text += before
            if kind == "=" or (kind != "-" and slot not in self._unplaced and slot not in _NUMERIC):
                marks.append(Mark(len(text), len(text) + len(name), bool(associative) or slot in _DEMONYMS))
            text += name
        return Marked(text + template[at:], ANY, tuple(marks))

    def _other_than(self, last: str, slot: str, country: Names, *, language: str) -> tuple[str, str]:
        """The words before a name and the name, of the text's country or another; two in a row differ where they can."""
        source = country if self._chance.random() < _MAIN else self._pool.country(self._chance)
        before, name = self._value(slot, source, language=language)
        if name == last:
            before, name = self._value(slot, self._pool.country(self._chance), language=language)
        return before, name

    def _value(self, slot: str, names: Names, *, language: str) -> tuple[str, str]:
        """The words before a name that belong to it in French, and the name."""
        if slot in self._unplaced or slot in _NUMERIC:
            return "", self._unplaced_name(slot, language)
        french = names.french if language == "fr" else {}
        if slot in ("au_country", "du_country", "le_country"):
            return _french_country(slot, french or {"name": names.country[0]})
        if french:
            key = {"country": "name", "country_adj": "adjective", "country_adj_f": "adjective_f", "people": "people"}.get(slot)
            if key and french.get(key):
                return "", french[key]
        options = {
            "country": names.country,
            "country_adj": names.adjective,
            "country_adj_f": names.adjective,
            "people": names.people or names.adjective,
            "capital": names.capital,
            "region": names.region,
            "named_region": self._pool.named_regions,
            "water": self._pool.waters,
        }.get(slot, names.town)
        return "", self._chance.choice(options or names.town)

    def _unplaced_name(self, slot: str, language: str) -> str:
        if slot in _NUMERIC:
            digits = str(self._chance.randint(2, _NUMERIC[slot]))
            return self._chance.choice(_NUMBERS) if (slot, language) == ("number", "en") and self._chance.random() < 0.3 else digits
        if f"{slot}_{language}" in self._unplaced:
            slot = f"{slot}_{language}"
        if slot == "person":
            first, last = self._chance.choice(self._unplaced["first_name"]), self._chance.choice(self._unplaced["last_name"])
            return f"{first} {last}" if self._chance.random() < 0.6 else last
        return self._chance.choice(self._unplaced[slot])


def _french_country(slot: str, row: dict[str, str]) -> tuple[str, str]:
    name, article = row["name"], row.get("article", "").replace("’", "'")
    if slot == "le_country":
        return _THE.get(article, ""), name
    if slot == "du_country":
        return _OF.get(article, "d'" if name[:1] in "AEIOUÉÎ" else "de "), name
    return f"{row.get('preposition') or 'à'} ", name


def _starts_sentence(text: str) -> bool:
    """Whether what follows the text takes a capital."""
    bare = text.rstrip(' «"“•*-–—#>')
    return not bare or bare[-1] in ".!?\n"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bare(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _elided(text: str, name: str) -> str:
    """French `de` and `que` before a vowel."""
    elides = name[:1] in _VOWELS and re.search(r"\b(?:de|que) $", text, re.IGNORECASE)
    return f"{text[:-2]}'" if elides else text


def _by_language(templates: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    language = "en"
    for line in templates.split("\n"):
        if line.startswith("# lang:"):
            language = line.partition(":")[2].strip()
        elif line.strip() and not line.startswith("#"):
            found.setdefault(language, []).append(line.replace("\\n", "\n"))
    return found
