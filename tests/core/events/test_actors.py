from collections.abc import Iterable

import pytest

from geodata.events.actor_names import Finder
from geodata.events.actors import UNKNOWN, Part
from geodata.events.cast import cast
from geodata.events.sentences import folded, split
from geodata.events.short_names import short_names
from geodata.events.triggers import Trigger
from geodata.model import Category, Place, Resolution, Role, Toponym

COUNTRIES = {
    "Palestinians": ("Palestinian Territory", "PS"),
    "Russian": ("Russia", "RU"),
    "Israel": ("Israel", "IL"),
    "Malian": ("Mali", "ML"),
    "Kenya": ("Kenya", "KE"),
    "Rwanda": ("Rwanda", "RW"),
}


def resolutions(text: str) -> Iterable[Resolution]:
    for word, (name, code) in COUNTRIES.items():
        if (start := text.find(word)) >= 0:
            place = Place(geonameid=1, name=name, latitude=0.0, longitude=0.0, feature_class="A", feature_code="PCLI", country_code=code)
            toponym = Toponym(name=word, start_char=start, end_char=start + len(word), role=Role.ASSOCIATIVE)
            yield Resolution(toponym=toponym, place=place, score=1.0)


def told(text: str, category: Category = Category.ATTACK, country: str = "") -> list[tuple[str, int | None]]:
    """The actors of the event that all sentences of the text tell."""
    finder = Finder(text, folded(text), tuple(resolutions(text)))
    mentions = (m for s in split(text) for m in finder.told(s, s, Trigger(category, "", 1.0, s.start_char, s.end_char)))
    return [(actor.name, actor.inter) for actor in cast(mentions, category, country)]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Gunmen attacked a village and killed nine farmers.", [("Gunmen", 3), ("farmers", 7)]),
        ("A village was raided by herders, who killed nine farmers.", [("herders", 4), ("farmers", 7)]),
        ("Nine farmers were killed in an attack blamed on Boko Haram.", [("Boko Haram", 2), ("farmers", 7)]),
        ("Nine farmers were killed in an attack claimed by ISWAP.", [("ISWAP", 2), ("farmers", 7)]),
        ("Residents accused mercenaries of killing nine farmers.", [("mercenaries", 8), ("farmers", 7)]),
        ("Fighting between the army and rebels went on.", [("army", 1), ("rebels", 2)]),
        ("The army clashed with the M23.", [("army", 1), ("M23", 2)]),
        ("The Baloch Liberation Army killed two policemen.", [("Baloch Liberation Army", 2), ("policemen", 1)]),
        ("The Free Hills Liberation Army killed two policemen.", [("Free Hills Liberation Army", 2), ("policemen", 1)]),
        ("Fighters of a Dogon militia killed two herders.", [("Dogon militia", 4), ("herders", 7)]),
        ("Nine farmers were killed when their lorry hit a mine.", [(UNKNOWN.name, None), ("farmers", 7)]),
        ("The police said that gunmen had shot a priest.", [("gunmen", 3), ("priest", 7)]),
        ("The Malian army said that it had killed nine militants.", [("Malian army", 1), ("militants", 2)]),
        ("Al-Shabaab, which is linked to al-Qaeda, killed two soldiers.", [("Al-Shabaab", 2), ("soldiers", 1)]),
        ("Eight people were killed in clashes pitting M23 rebels against Wazalendo men.", [("M23", 2), ("Wazalendo", 3), ("people", 7)]),
        ("A policeman was killed in fighting with Boko Haram.", [("Boko Haram", 2), ("policeman", 1)]),
        ("The RSF denied that its men had killed 60 people.", [(UNKNOWN.name, None), ("people", 7)]),
        ("Rebels are attacking a town where soldiers are based.", [("Rebels", 2)]),
        ("Nine militants were killed in an army raid.", [("army", 1), ("militants", 2)]),
        ("Children were walking to school when a shell landed, and gunmen wounded a teacher.", [("gunmen", 3), ("teacher", 7)]),
        ("The Sunni militant group Sons of Dawn killed two guards.", [("Sons of Dawn", 2), ("guards", 1)]),
        ("Two soldiers were killed. No group has claimed the attack.", [(UNKNOWN.name, None), ("soldiers", 1)]),
    ],
)
def test_who_acts_comes_first(text: str, actors: list[tuple[str, int | None]]) -> None:
    assert told(text) == actors


def test_a_group_keeps_one_name_with_its_short_form() -> None:
    text = "The Rapid Support Forces (RSF) shelled a camp. The RSF killed nine people."
    assert told(text) == [("Rapid Support Forces (RSF)", 2), ("people", 7)]


def test_a_short_form_of_another_language_stays_with_the_name() -> None:
    text = "JNIM killed three men of the Volunteers for the Defence of the Homeland (VDP). Two VDP were wounded."
    assert told(text) == [("JNIM", 2), ("Volunteers for the Defence of the Homeland (VDP)", 4)]


def test_gunmen_are_those_of_the_group_that_claims_it() -> None:
    text = "Armed men shot nine passengers. The Baloch Liberation Army said that its fighters had carried out the attack."
    assert told(text) == [("Baloch Liberation Army", 2), ("passengers", 7)]


def test_weapons_are_those_of_the_nation_that_the_words_name() -> None:
    assert told("Russian drones killed two people.", country="UA") == [("Russian forces", 8), ("people", 7)]
    assert told("Rebels shot down Russian drones and killed two people.", country="UA") == [("Rebels", 2), ("people", 7)]
    assert told("Israel struck a house and killed two people.", country="LB") == [("Israel", 8), ("people", 7)]


def test_forces_of_a_state_are_foreign_in_another() -> None:
    text = "Malian soldiers killed two rebels."
    assert told(text, country="ML")[0] == ("Malian soldiers", 1)
    assert told(text, country="BF")[0] == ("Malian soldiers", 8)


def test_a_nation_tells_whose_force_it_is_and_who_was_hit() -> None:
    assert told("Soldiers from Rwanda killed two rebels.", country="CD")[0] == ("Soldiers from Rwanda", 8)
    assert told("Israel killed nine Palestinians.", country="PS") == [("Israel", 8), ("Palestinians", 7)]


@pytest.mark.parametrize(
    ("text", "category", "actors"),
    [
        ("Teachers marched through the town.", Category.PROTEST, [("Teachers", 6)]),
        ("Teachers rallied outside the army's headquarters against the government.", Category.PROTEST, [("Teachers", 6)]),
        ("Supporters of the president clashed with police.", Category.RIOT, [("Supporters", 5), ("police", 1)]),
        ("Police clashed with miners.", Category.RIOT, [("Police", 1), ("miners", 5)]),
        ("Police fired tear gas at farmers.", Category.PROTEST, [("Police", 1), ("farmers", 6)]),
        ("Angry youths burned tyres and beat two policemen.", Category.RIOT, [("Angry youths", 5), ("policemen", 1)]),
        ("A mob beat two men to death.", Category.RIOT, [("mob", 5), ("men", 7)]),
        ("Three activists were arrested by gendarmes.", Category.ARREST, [("gendarmes", 1), ("activists", 7)]),
        ("Police arrested Lamia Ferjani, a lawyer, on Monday.", Category.ARREST, [("Police", 1), ("Lamia Ferjani", 7)]),
        ("Amina Sow, an editor, was detained by gendarmes.", Category.ARREST, [("gendarmes", 1), ("Amina Sow", 7)]),
        ("Police arrested opposition leader Idris Deng.", Category.ARREST, [("Police", 1), ("opposition leader Idris Deng", 7)]),
        ("The government signed an accord with the ELN.", Category.AGREEMENT, [("government", 1), ("ELN", 2)]),
        ("Kenya sent 200 police officers to help fight the gangs.", Category.DEPLOYMENT, [("Kenya", 1)]),
        ("Rwanda and Kenya signed a truce.", Category.AGREEMENT, [("Rwanda", 1), ("Kenya", 1)]),
        ("Officers toppled the president.", Category.COUP, [("Officers", 1), ("president", 1)]),
    ],
)
def test_what_an_actor_is_follows_from_the_event(text: str, category: Category, actors: list[tuple[str, int | None]]) -> None:
    assert told(text, category) == actors


def test_the_words_of_actors_are_marked_where_they_stand() -> None:
    text = "The army said that JNIM killed two farmers."
    [sentence] = split(text)
    mentions = Finder(text, folded(text), ()).told(sentence, sentence, Trigger(Category.ATTACK, "", 1.0, 24, 30))
    assert [(text[m.start_char : m.end_char], m.part) for m in mentions] == [("JNIM", Part.AGENT), ("farmers", Part.PATIENT)]


def test_a_short_form_stands_for_the_words_whose_letters_it_has() -> None:
    text = "The front's Movement for Justice and Peace (MJP) met the council (COUNCIL)."
    assert dict(short_names(text).names)["MJP"] == "Movement for Justice and Peace (MJP)"
    assert "COUNCIL" not in short_names(text).names
