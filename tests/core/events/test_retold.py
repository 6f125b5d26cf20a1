"""What a text tells of several events: kept apart, taken up again, and never counted twice."""

import pytest

from geodata.model import Category, Event, GeoPrecision
from tests.core.events.test_detect import detect


def attacks(text: str) -> dict[str | None, Event]:
    found = [event for event in detect(text) if event.category is Category.ATTACK]
    assert len({event.location for event in found}) == len(found), [event.location for event in found]
    return {event.location: event for event in found}


def deaths(text: str) -> dict[str | None, int | None]:
    return {location: event.fatalities for location, event in attacks(text).items()}


BLAST = "A bomb exploded outside a mosque in Maradi on Monday, killing 14 worshippers. "
SHELLS = "Elsewhere, rockets hit a village near Zinder on Tuesday and killed two farmers. "


@pytest.mark.parametrize(
    "later",
    [
        "The toll of the mosque bombing rose to 19 on Wednesday.",
        "The death toll of the blast has risen to 19, a doctor said.",
        "By Wednesday the number of the dead in Maradi had climbed to 19.",
    ],
)
def test_a_later_toll_is_that_of_the_event_it_names_and_not_of_the_last_one(later: str) -> None:
    assert deaths(f"{BLAST}\n\n{SHELLS}\n\n{later}") == {"Maradi": 19, "Zinder": 2}


def test_a_later_toll_without_a_kind_is_that_of_what_was_just_told() -> None:
    assert deaths(f"{BLAST}\n\n{SHELLS}The toll has since risen to five.") == {"Maradi": 14, "Zinder": 5}


@pytest.mark.parametrize(
    "claim",
    [
        "The Islamic State group claimed the mosque bombing on Wednesday.",
        "The Islamic State group said that it was behind the blast.",
        "On Wednesday the Islamic State group claimed responsibility for the bombing.",
    ],
)
def test_a_claim_is_of_the_event_that_it_names(claim: str) -> None:
    found = attacks(f"{BLAST}\n\n{SHELLS}\n\n{claim}")
    claimed = {location for location, event in found.items() if any("Islamic State" in actor.name for actor in event.actors)}
    assert (claimed, found["Maradi"].iso_date) == ({"Maradi"}, "2023-08-28")


@pytest.mark.parametrize(
    "claim",
    [
        "The Islamic State group claimed the ambush in a message on Sunday.",
        "The Islamic State group claimed the attack on Maradi on Sunday.",
    ],
)
def test_the_day_of_a_claim_is_no_further_attack(claim: str) -> None:
    found = attacks(f"Gunmen ambushed a patrol in Maradi on Monday and killed nine soldiers.\n\n{SHELLS}\n\n{claim}")
    assert {location: event.iso_date for location, event in found.items()} == {"Maradi": "2023-08-28", "Zinder": "2023-08-29"}


@pytest.mark.parametrize(
    "past",
    [
        "In July a bomb killed eleven policemen in Zinder. Al-Qaeda claimed that bombing.",
        "Last year a bomb in Zinder killed eleven people, and Al-Qaeda claimed it.",
    ],
)
def test_what_is_told_of_the_past_keeps_its_figures_and_claimants(past: str) -> None:
    present = attacks(f"{BLAST}Forty people were wounded.\n\n{past}")["Maradi"]
    assert (present.fatalities, present.injured) == (14, 40)
    assert not any("Qaeda" in actor.name for actor in present.actors)


@pytest.mark.parametrize(
    "apart",
    [
        "In a separate incident, a patrol was ambushed and three soldiers were killed.",
        "Separately, three soldiers died when their car hit a mine.",
        "Elsewhere in the country, a roadside bomb killed three soldiers.",
    ],
)
def test_what_the_words_set_apart_is_another_event_though_its_place_is_not_known(apart: str) -> None:
    found = [e for e in detect(f"Raiders attacked Maradi on Monday and killed eight people.\n\n{apart}") if e.category is Category.ATTACK]
    assert sorted(event.fatalities or 0 for event in found) == [3, 8]
    assert all(event.fatalities_min in (3, 8) for event in found)


@pytest.mark.parametrize("heading", ["Nine dead in Niger", "Nine dead in clashes in Agadez", "Fighting in Agadez leaves nine dead"])
def test_a_heading_that_names_another_place_is_the_event_told_below_it(heading: str) -> None:
    found = detect(f"{heading}\n\nClashes between two armed groups in Maradi on Monday killed nine people.\n\nFamilies fled.")
    assert [(e.location, e.fatalities) for e in found if e.category is Category.ATTACK] == [("Maradi", 9)]


@pytest.mark.parametrize("told", ["More than a hundred", "At least 100", "Over 100"])
def test_a_heading_with_an_open_toll_is_no_second_event(told: str) -> None:
    assert deaths(f"{told} killed in raid on Maradi\n\nArmed men killed 132 villagers in Maradi on Monday.\n\nFamilies fled.") == {
        "Maradi": 132
    }


def test_a_heading_of_another_toll_is_another_event() -> None:
    text = "Thirty dead in Agadez\n\nClashes between two armed groups in Maradi on Monday killed nine people.\n\nFamilies fled."
    assert sum(e.category is Category.ATTACK for e in detect(text)) == 2


@pytest.mark.parametrize(
    "road",
    [
        "between Maradi and Zinder",
        "on the road from Maradi to Zinder",
        "on the highway linking Maradi and Zinder",
        "on the road between the towns of Maradi and Zinder",
    ],
)
def test_what_happened_on_a_road_is_one_event_near_its_first_end(road: str) -> None:
    (event,) = (e for e in detect(f"Gunmen abducted two traders {road} on Monday.") if e.category is Category.ATTACK)
    assert (event.location, event.geo_precision) == ("Maradi", GeoPrecision.NEAR)
    assert event.radius_km == pytest.approx(208, abs=5)


def test_a_spot_named_on_a_road_is_the_place() -> None:
    assert set(attacks("Between Maradi and Zinder, at Agadez, gunmen abducted two traders on Monday.")) == {"Agadez"}


def test_two_towns_attacked_are_two_events() -> None:
    assert set(attacks("Gunmen attacked Maradi and Zinder on Monday.")) == {"Maradi", "Zinder"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gunmen attacked Maradi, killing two people, and shelled Zinder without casualties on Monday.", {"Maradi": 2, "Zinder": 0}),
        ("Soldiers shelled Maradi on Monday, killing two people, and an air strike on Zinder wounded five.", {"Maradi": 2, "Zinder": None}),
        (
            "Rebels attacked a post in Maradi and killed four soldiers, while a mine near Zinder killed two traders.",
            {"Maradi": 4, "Zinder": 2},
        ),
        ("Bandits killed six farmers in Maradi and abducted nine women in Zinder on Monday.", {"Maradi": 6, "Zinder": None}),
        (
            "Three soldiers died in an ambush near Maradi, and no one was hurt when rockets hit Zinder on Monday.",
            {"Maradi": 3, "Zinder": 0},
        ),
        ("Gunmen attacked Maradi and shelled Zinder on Monday, killing five people.", {"Maradi": None, "Zinder": None}),
    ],
)
def test_two_events_of_one_sentence_keep_their_own_figures(text: str, told: dict[str | None, int | None]) -> None:
    assert deaths(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked Maradi on Monday and killed two people, and the wounded were taken to Zinder.",
        "Gunmen attacked a bus in Maradi that came from Zinder, and killed two people.",
        "Gunmen attacked Maradi and killed two people, the governor said in Niamey.",
    ],
)
def test_one_event_that_names_two_towns_stays_one(text: str) -> None:
    assert deaths(text) == {"Maradi": 2}


@pytest.mark.parametrize(
    ("later", "dead"),
    [
        ("The toll was raised to 19 on Wednesday after five of the wounded died in hospital.", 19),
        ("On Wednesday the count was raised to 19, after searchers found five more bodies.", 19),
        ("Five of the wounded died in hospital, bringing the number of dead to 19.", 19),
        ("Two of the wounded died in hospital on Wednesday.", 16),
        ("Two more worshippers died on Wednesday, a doctor said.", 16),
        ("Two more worshippers died on Wednesday, which brings the toll to 17.", 17),
        ("Five of those killed were children.", 14),
        ("Five of the worshippers killed were children.", 14),
        ("Twelve of the wounded were children.", 14),
    ],
)
def test_those_who_died_later_are_counted_once(later: str, dead: int) -> None:
    event = attacks(f"{BLAST}Forty people were wounded.\n\n{later}")["Maradi"]
    assert (event.fatalities, event.injured) == (dead, 40)
    assert event.fatalities_min in (14, dead)


@pytest.mark.parametrize(
    "other",
    [
        "A mine killed three soldiers near Nassoumbou, where a convoy was passing. Six soldiers were wounded.",
        "A roadside bomb killed three soldiers, and six were wounded.",
        "Three soldiers died and six were wounded when a convoy was ambushed near Nassoumbou.",
    ],
)
def test_other_victims_of_another_kind_of_attack_are_another_event(other: str) -> None:
    found = [e for e in detect(f"Raiders attacked Maradi on Monday and killed eight people.\n\n{other}") if e.category is Category.ATTACK]
    assert sorted((event.fatalities, event.fatalities_min, event.injured) for event in found) == [(3, 3, 6), (8, 8, None)]


@pytest.mark.parametrize(
    "same",
    [
        "The attack began when a mine blew up under the first vehicle. Six people were wounded.",
        "A bomb went off at the gate first.",
        "The bomb at the gate had killed three of them.",
        "Eight people died when a bomb went off in the market, a resident said.",
    ],
)
def test_how_an_attack_went_on_is_no_other_event(same: str) -> None:
    found = [e for e in detect(f"Raiders attacked Maradi on Monday and killed eight people.\n\n{same}") if e.category is Category.ATTACK]
    assert [event.fatalities for event in found] == [8]


@pytest.mark.parametrize("lead", ["At least 10 people were killed in two attacks in Niger this week.", "Ten dead in attacks in Niger"])
def test_a_lead_that_sums_up_the_events_below_it_is_none(lead: str) -> None:
    parts = "Gunmen killed eight people in Maradi on Monday.\n\nA mine killed two soldiers near Zinder on Tuesday."
    assert deaths(f"{lead}\n\n{parts}") == {"Maradi": 8, "Zinder": 2}


@pytest.mark.parametrize("again", ["outside the same village", "in the same town", "there"])
def test_the_same_village_is_the_one_that_was_named_before(again: str) -> None:
    text = (
        f"Gunmen shot dead 17 villagers in Maradi on 20 August. The following day, mourners drove over a mine {again} and 20 of them died."
    )
    found = [e for e in detect(text) if e.category is Category.ATTACK]
    assert sorted((e.location, e.fatalities, e.iso_date) for e in found) == [("Maradi", 17, "2023-08-20"), ("Maradi", 20, "2023-08-21")]
