"""Templates of training texts, filled with the names of the real gazetteer."""

from __future__ import annotations

import csv
import itertools
import random
from importlib.resources import files
from pathlib import Path

import pytest

from geodata.gazetteer.search import Gazetteer
from geodata.gazetteer.tables import read_text
from geodata.training.corpora import Marked
from geodata.training.names_pool import Names, Pool, read_pool
from geodata.training.templates import Filler

TEMPLATES = (files("geodata.training") / "data" / "templates.txt").read_text(encoding="utf-8")
NIGER = Names(
    country=["Niger"],
    adjective=["Nigerien"],
    people=["Nigeriens"],
    capital=["Niamey"],
    region=["Tahoua"],
    town=["Abala"],
    french={
        "name": "Niger",
        "article": "le",
        "preposition": "au",
        "adjective": "nigérien",
        "adjective_f": "nigérienne",
        "people": "Nigériens",
    },
)


@pytest.fixture(scope="module")
def pool(gazetteer_path: Path) -> Pool:
    return read_pool(gazetteer_path)


def fill(template: str, *, language: str = "en", country: Names = NIGER) -> str:
    """The template filled from one country: literal marks in square brackets, associative ones in angle brackets."""
    filler = Filler(f"# lang: {language}\n{template}", Pool({"NE": country}, ["Sahel"], ["Nile"]), random.Random(1))
    return shown(filler.fill(template, country, language=language))


def shown(marked: Marked) -> str:
    text = marked.text
    for mark in reversed(marked.marks):
        left, right = "<>" if mark.associative else "[]"
        text = f"{text[: mark.start]}{left}{text[mark.start : mark.end]}{right}{text[mark.end :]}"
    return text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{capital!} said that {town} was calm.", "<Niamey> said that [Abala] was calm."),
        ("{country_adj} police met {people}.", "<Nigerien> police met <Nigeriens>."),
        ("{-town} United won in the {=Sahel}.", "Abala United won in the [Sahel]."),
        ("ATTACK IN {town}", "ATTACK IN [ABALA]"),
        ("~shots in {town}", "shots in [abala]"),
    ],
)
def test_slots_are_marked_as_they_are_used(template: str, text: str) -> None:
    assert fill(template) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Il vit {au_country}.", "Il vit au [Niger]."),
        ("Le nord {du_country}.", "Le nord du [Niger]."),
        ("{le_country!} accuse. {le_country!} nie.", "Le <Niger> accuse. Le <Niger> nie."),
        ("L'armée {country_adj_f} est à {town}.", "L'armée <nigérienne> est à [Abala]."),
        ("Les {people} de {town}.", "Les <Nigériens> d'[Abala]."),
        ("URGENT : {le_country!} ATTAQUÉ", "URGENT : LE <NIGER> ATTAQUÉ"),
    ],
)
def test_french_takes_its_prepositions_articles_and_elisions(template: str, text: str) -> None:
    assert fill(template, language="fr") == text


def test_every_template_is_filled_and_its_marks_stand_on_names(pool: Pool) -> None:
    chance = random.Random(7)
    for section in TEMPLATES.split("# lang: ")[1:]:
        language, _, lines = section.partition("\n")
        for line in filter(None, lines.split("\n")):
            filled = Filler(section, pool, chance).fill(line.replace("\\n", "\n"), pool.country(chance), language=language)
            assert "{" not in filled.text, line
            assert "}" not in filled.text, line
            names = [filled.text[mark.start : mark.end] for mark in filled.marks]
            assert all(name and name == name.strip() for name in names), line
            assert all(one.end <= two.start for one, two in itertools.pairwise(filled.marks)), line


def test_there_are_templates_enough_of_each_language_and_none_twice() -> None:
    sections = {s.partition("\n")[0]: [line for line in s.split("\n")[1:] if line] for s in TEMPLATES.split("# lang: ")[1:]}
    assert {language: len(lines) >= least for language, lines in sections.items() for least in [260 if language in "en fr" else 40]} == {
        "en": True,
        "fr": True,
        "es": True,
        "pt": True,
    }
    assert all(len(set(lines)) == len(lines) for lines in sections.values())


def test_the_same_seed_gives_the_same_texts(pool: Pool) -> None:
    one, two = (Filler(TEMPLATES, pool, random.Random(3)) for _ in range(2))
    assert [one.text() for _ in range(50)] == [two.text() for _ in range(50)]


def test_every_country_has_a_french_name_with_a_fitting_preposition(gazetteer_path: Path) -> None:
    rows = list(csv.DictReader(read_text("countries_fr.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert [row["code"] for row in rows if gazetteer.country(row["code"]) is None] == []
    assert len({row["code"] for row in rows}) == len(rows) == 250
    fitting = {"le": {"au"}, "les": {"aux", "dans les"}, "la": {"en", "à la"}, "l'": {"en", "à"}, "": {"à", "en", "aux"}}
    odd = [row["name"] for row in rows if row["preposition"] not in fitting[row["article"]] and row["preposition"] != "en"]
    assert odd == []
