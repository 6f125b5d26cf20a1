"""Fills the templates of data/templates.txt with names, and marks where the toponyms stand."""

from __future__ import annotations

import random
import re
import tomllib
from importlib.resources import files

from geodata.training.corpora import ANY, Mark, Marked
from geodata.training.names_pool import Names, Pool

_SLOT = re.compile(r"\{(\w+)(!?)\}")
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
        return Marked(text, ANY, tuple(marks))

    def fill(self, template: str, country: Names, *, language: str) -> Marked:
        """One template with a name in each slot; those of places are marked."""
        shouts = _SLOT.sub("", template).isupper()
        text = ""
        at = 0
        marks: list[Mark] = []
        last = ""
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            at = slot.end()
            source = country if self._chance.random() < _MAIN else self._pool.country(self._chance)
            before, name = self._value(slot[1], source, language=language)
            if name == last:
                before, name = self._value(slot[1], self._pool.country(self._chance), language=language)
            last = name
            text += before
            value = name.upper() if shouts else name
            if slot[1] not in self._unplaced and slot[1] != "number":
                marks.append(Mark(len(text), len(text) + len(value), slot[2] == "!"))
            text += value
        return Marked(text + template[at:], ANY, tuple(marks))

    def _value(self, slot: str, names: Names, *, language: str) -> tuple[str, str]:
        """The words before a name that belong to it in French, and the name."""
        if slot in self._unplaced or slot == "number":
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
        if slot == "number":
            digits = str(self._chance.randint(2, 90))
            return self._chance.choice(_NUMBERS) if language == "en" and self._chance.random() < 0.3 else digits
        if language == "fr" and slot in ("weekday", "month"):
            slot = f"{slot}_fr"
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


def _by_language(templates: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    language = "en"
    for line in templates.split("\n"):
        if line.startswith("# lang:"):
            language = line.partition(":")[2].strip()
        elif line.strip() and not line.startswith("#"):
            found.setdefault(language, []).append(line.replace("\\n", "\n"))
    return found
