"""Events at villages that the gazetteer lacks, below datelines and beside places that only speak."""

import pytest

from geodata.model import Article, Category, Event, Place, Resolution, Status, Toponym
from tests.core.events.test_detect import PLACES, PUBLISHED, detector, resolutions

MORE: dict[str, Place | None] = {"NIAMEY": PLACES["Niamey"], **dict.fromkeys(("Banibangou", "Tingara", "Kibumba", "FAMa"))}
NIAMEY = "NIAMEY, August 29 - "
VILLAGES = (
    f"{NIAMEY}Gunmen on motorcycles killed 12 farmers in Banibangou on Sunday, the governor said.\n\n"
    "On Monday a convoy struck a mine at Tingara, killing three soldiers in Niger.\n\n"
    "Artillery shells hit Kibumba on Tuesday, killing four civilians, an official said."
)


def attacks(text: str) -> list[Event]:
    return [event for event in detect_all(text) if event.category is Category.ATTACK]


def detect_all(text: str) -> list[Event]:
    found = list(resolutions(text))
    for name, place in MORE.items():
        if (start := text.find(name)) >= 0:
            found.append(Resolution(toponym=Toponym(name=name, start_char=start, end_char=start + len(name)), place=place, score=1.0))
    article = Article(article_id="a", title="", text=text, published=PUBLISHED)
    ordered = tuple(sorted(found, key=lambda r: r.toponym.start_char))
    return list(detector().detect(article, ordered))


def test_villages_without_an_entry_are_places_of_their_own_and_not_the_town_where_the_report_was_filed() -> None:
    found = {event.location: (event.fatalities, event.place.name if event.place else None) for event in attacks(VILLAGES)}
    assert found == {"Banibangou": (12, "Niger"), "Tingara": (3, "Niger"), "Kibumba": (4, "Niger")}


def test_a_body_in_capital_letters_is_no_village() -> None:
    text = "In Maradi, a car bomb driven by two men exploded at the gate of the FAMa camp on Monday, killing four soldiers."
    assert [event.location for event in attacks(text)] == ["Maradi"]


@pytest.mark.parametrize(
    "reaction",
    [
        "The African Union condemned the strikes on Wednesday and called on both sides to protect civilians.",
        'The secretary-general said in Paris that he was "appalled" by the attack on the hospital.',
        "In Paris, the foreign minister condemned the attack on the hospital.",
    ],
)
def test_who_condemns_an_attack_elsewhere_tells_of_no_further_one(reaction: str) -> None:
    text = f"A drone strike hit a hospital in Maradi on Sunday, killing six people, officials in Niger said.\n\n{reaction}"
    assert [(event.location, event.fatalities) for event in attacks(text)] == [("Maradi", 6)]


def test_the_lead_of_two_attacks_is_told_again_below_it() -> None:
    text = (
        "NIAMEY - A drone strike hit a hospital in Maradi on Sunday, killing six people, while artillery fire on a market in Zinder left at"
        " least eleven dead a day later.\n\n"
        "A doctor said that two nurses were among the six killed.\n\n"
        "Separately, shells fell on the market in Zinder on Monday morning. A rights group put the toll at 11 killed."
    )
    assert {event.location: event.fatalities for event in attacks(text)} == {"Maradi": 6, "Zinder": 11}


@pytest.mark.parametrize(
    "past",
    [
        "In an earlier attack on the same market, in February, 54 people were killed.",
        "Last year, an attack on Zinder killed 20 people.",
        "The war has killed tens of thousands of people in Zinder.",
    ],
)
def test_what_an_article_tells_of_earlier_times_is_background(past: str) -> None:
    text = f"A bomb exploded at the market in Maradi on Monday, killing 14 people.\n\n{past}"
    happened = [event for event in attacks(text) if event.status is not Status.HISTORICAL]
    assert [(event.location, event.fatalities) for event in happened] == [("Maradi", 14)]


def test_a_ship_s_flag_is_no_place_and_the_same_harbour_is_the_one_told_above() -> None:
    text = (
        "A missile attack on the port of Maradi killed eight people on Monday, the governor said.\n\n"
        "On Tuesday a missile struck a Panama-flagged vessel in the same harbour, killing a dockworker."
    )
    assert {event.location for event in attacks(text)} == {"Maradi"}


def test_a_team_that_guards_plays_no_game() -> None:
    text = "A policeman guarding a vaccination team was shot dead by two men on a motorcycle in Maradi on Monday."
    assert [event.location for event in attacks(text)] == ["Maradi"]


def test_there_is_the_village_that_was_just_named_though_the_gazetteer_lacks_it() -> None:
    text = (
        "Police fired tear gas at protesters in Niamey, in Niger, on Monday.\n\nThe marchers blame the government for the dead of Tingara."
        " Fighters attacked the post there on 14 August and killed 53 people."
    )
    assert [(event.fatalities, event.place.name if event.place else None) for event in attacks(text)] == [(53, "Niger")]


def test_what_a_court_judges_is_told_where_and_when_it_was_and_not_at_the_court() -> None:
    text = (
        "A court in Zinder on Monday sentenced two men to death for their part in the bombing of a bus that killed 13 people last year.\n\n"
        "The bus was carrying workers to a dam in Maradi, Niger, on 14 July 2022 when a car laden with explosives rammed it."
    )
    assert [(e.location, e.iso_date, e.fatalities, e.status) for e in attacks(text)] == [("Maradi", "2022-07-14", 13, Status.HISTORICAL)]


def test_the_year_of_an_accord_is_not_that_of_the_killing_of_those_who_signed_it() -> None:
    text = (
        "Rebels clashed with the army near Maradi, in Niger, on Monday. The governor said that at least 60 people had been killed,"
        " among them seven former fighters who had signed the 2016 peace accord."
    )
    assert [(e.location, e.iso_date, e.fatalities, e.status) for e in attacks(text)] == [("Maradi", "2023-08-28", 60, Status.OCCURRED)]


def test_the_same_market_is_the_one_told_above_and_not_the_last_place_named() -> None:
    text = (
        "Shells fell on the market in Maradi, in Niger, on Monday and killed 14 people.\n\n"
        "Witnesses said that they came from hills held by rebels near Zinder.\n\n"
        "In an earlier attack on the same market, in February, 54 people were killed."
    )
    assert {e.fatalities: e.location for e in attacks(text) if e.fatalities} == {14: "Maradi", 54: "Maradi"}


def test_items_of_a_list_tell_different_events_though_their_day_and_kind_are_the_same() -> None:
    text = (
        "NIGER\n\n- On 14 August, Tingara: shells hit a clinic. Two patients killed.\n"
        "- On 14 August, in Maradi, shells hit a school; three killed.\n"
        "- On 15 August, rebels shelled Zinder and killed three people.\n"
    )
    assert {(e.location, e.iso_date, e.fatalities) for e in attacks(text)} >= {("Maradi", "2023-08-14", 3), ("Zinder", "2023-08-15", 3)}
    assert [e.fatalities for e in attacks(text)].count(2) == 1


def test_who_murders_a_prosecutor_or_stabs_at_random_does_more_than_a_crime() -> None:
    murdered = (
        "A prosecutor who was looking into port contracts was murdered in Maradi on Monday. Gunmen on two motorcycles fired at the car."
    )
    stabbed = (
        "A man ran along a platform of the station in Maradi on Monday evening and stabbed commuters at random. Two people were killed."
    )
    assert [e.location for e in attacks(murdered)] == ["Maradi"]
    assert [(e.location, e.fatalities) for e in attacks(stabbed)] == [("Maradi", 2)]


def test_who_gave_themselves_up_were_not_taken() -> None:
    assert attacks("In Maradi, 22 men, described as former rebels, gave themselves up to the authorities on Monday.") == []


@pytest.mark.parametrize("head", ["NIAMEY: ", "NIAMEY (Agency). ", "NIAMEY (Agency) - ", "Niamey — "])
def test_the_town_in_the_head_of_a_report_does_not_stand_in_for_a_village(head: str) -> None:
    (event,) = attacks(f"{head}Gunmen killed 12 farmers in Banibangou, in Niger, on Sunday.")
    assert (event.location, event.place and event.place.name) == ("Banibangou", "Niger")


def test_the_dead_of_other_days_are_not_those_of_a_calm_protest_above() -> None:
    text = (
        "Miners parked lorries across the highway at Maradi, in Niger, on Monday. The protest was calm.\n\nThe president was abroad.\n\n"
        "His predecessor fled after protests. At Zinder, 20 people were shot dead in the days that followed the march."
    )
    found = {e.location: e.fatalities for e in detect_all(text)}
    assert found.get("Maradi") is None
    assert "Zinder" not in found or found["Zinder"] == 20


def test_a_match_is_no_fight() -> None:
    text = (
        "She won the semi-final in straight sets and meets the top seed on Saturday. In the tournament's other half, her rival survived a"
        " five-match-point ambush in Maradi in a duel of three tie-breaks, an attack that left the champion out."
    )
    assert attacks(text) == []
    assert [e.fatalities for e in attacks(f"{text} Gunmen killed four fans in Zinder, in Niger, on Monday.")] == [4]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Irate youths in Maradi, in Niger, on Monday beat a tailor suspected of theft and set him on fire.", Category.RIOT),
        ("Masked youths hurled petrol bombs and bricks at police in Maradi, in Niger, on Monday. Four officers were hurt.", Category.RIOT),
        ("Two groups of workers clashed with sticks in Maradi, in Niger, on Monday and one of them was killed.", Category.RIOT),
        ("Gunmen killed two road workers in Maradi, in Niger, on Monday.", Category.ATTACK),
        ("Soldiers fired into a maize store in Maradi, in Niger, on Monday. Four people died.", Category.ATTACK),
    ],
)
def test_what_a_crowd_does_is_a_riot_and_what_armed_men_do_an_attack(text: str, category: Category) -> None:
    assert {e.category for e in detect_all(text)} == {category}


def test_a_base_that_was_only_attacked_is_not_told_as_one() -> None:
    text = "Fighters fired a drone-borne bomb at the military camp in Maradi, in Niger, on Monday, killing two soldiers."
    assert {e.category for e in detect_all(text)} == {Category.ATTACK}


def test_prisoners_swapped_are_an_agreement() -> None:
    text = "Niger and Mali swapped 185 prisoners of war each at Maradi on Monday, officials said."
    assert Category.AGREEMENT in {e.category for e in detect_all(text)}


def test_the_summary_of_a_report_and_its_detail_are_one_event() -> None:
    text = (
        "HIGHLIGHTS\n- 27 civilians killed in an attack in Niger on 22 August.\n- Schools stay shut.\n\n"
        "MARADI\nIn the night of 21 to 22 August, armed men broke into a camp in Maradi and killed 27 people with machetes.\n"
        "On 23 August a boat capsized, and eleven drowned.\n"
    )
    assert [(e.location, e.fatalities) for e in attacks(text)] == [("Maradi", 27)]


def test_who_looted_without_arms_was_a_crowd_and_a_crowd_of_another_item_is_none() -> None:
    looted = "On Monday a crowd of villagers entered the mine in Maradi, in Niger, looted the store and wrecked two vehicles."
    assert {e.category for e in detect_all(looted)} == {Category.RIOT}
    listed = "NIGER\n- Students marched in Niamey on 14 August.\n- Rebels shot dead two road workers in Maradi on 15 August.\n"
    assert {(e.category, e.location) for e in detect_all(listed)} == {(Category.PROTEST, "Niamey"), (Category.ATTACK, "Maradi")}


def test_paragraphs_of_a_digest_are_about_the_place_that_they_begin_with() -> None:
    text = (
        "Mali: A bomb exploded at the market in Kidal on Monday, killing two people.\n\n"
        "Chad: Soldiers arrested the president on Tuesday and announced that they had taken power.\n\n"
        "Niger: Gunmen shot dead three farmers on Tuesday."
    )
    found = {(e.category, e.location) for e in detect_all(text)}
    assert {(Category.ATTACK, "Kidal"), (Category.COUP, "Chad"), (Category.ATTACK, "Niger")} <= found


def test_bullets_above_a_report_are_no_headings_of_the_first_event_below_them() -> None:
    text = (
        "HIGHLIGHTS\n- At least 19 people killed in attacks in Niger\n- Schools stay shut\n\nMARADI\n"
        "- On 14 August, gunmen attacked Maradi, killing 12 civilians.\n- On 15 August, gunmen attacked Zinder, killing seven civilians.\n"
        "- On 16 August, the army launched an operation in Agadez; results are not known.\n"
    )
    assert {e.location: e.fatalities for e in attacks(text)} == {"Maradi": 12, "Zinder": 7, "Agadez": None}


def test_a_paragraph_of_sport_takes_no_event_from_a_digest() -> None:
    digest = (
        "Students marched in Maradi, in Niger, on Monday.\n\nPolice arrested a journalist in Zinder on Monday.\n\n"
        "In the tournament's semi-finals the coach praised his midfielders, who scored three goals before 20,000 fans."
    )
    assert {e.location for e in detect_all(digest)} == {"Maradi", "Zinder"}


@pytest.mark.parametrize("line", ["Read next: Three killed in knife attack in Zinder", "RELATED: Ten killed in Zinder boat attack"])
def test_links_to_other_articles_tell_nothing(line: str) -> None:
    text = f"A bomb exploded at the market in Maradi, in Niger, on Monday, killing 14 people.\n\n{line}\n\nTraders fled."
    assert [(e.location, e.fatalities) for e in attacks(text)] == [("Maradi", 14)]


def test_an_article_about_a_quarrel_of_states_keeps_what_it_tells_in_passing() -> None:
    """Of one sentence each, none of them the news; written for this project after the article that it began with."""
    text = (
        "Mali's ruling officers revoked the diplomatic immunity of the French ambassador and ordered the police to expel him.\n\n"
        "The soldiers who overthrew Mali's president more than a month ago gave the ambassador two days to leave the country last week.\n\n"
        "Crowds shout at almost daily rallies in front of a French military base in the capital, Niamey.\n\n"
        "Insurgents killed 17 soldiers and wounded nearly 24 in Mali this month, the first large attack on the army for half a year."
    )
    found = {e.category: e.fatalities for e in detect_all(text)}
    assert {Category.DIPLOMATIC, Category.COUP, Category.PROTEST, Category.MILITARY_BASE, Category.ATTACK} <= set(found)
    assert found[Category.ATTACK] == 17
