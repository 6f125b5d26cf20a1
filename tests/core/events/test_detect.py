import re
from datetime import date
from functools import cache

import pytest

from geodata.events.detect import ModelDetector
from geodata.geoparsing.encoder import Encoder
from geodata.geoparsing.precision import SHOWN_AT
from geodata.model import Article, Category, Event, GeoPrecision, Place, Resolution, Role, SpanKind, Status, TimePrecision, Toponym
from geodata.wording import stands_in


def place(geonameid: int, name: str, latitude: float, longitude: float, code: str, country: str) -> Place:
    return Place(
        geonameid=geonameid,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_class="A" if code.startswith(("PCL", "ADM")) else "P",
        feature_code=code,
        country_code=country,
    )


PLACES = {
    "Niger": place(2440476, "Niger", 17.6, 8.1, "PCLI", "NE"),
    "Nigerien": place(2440476, "Niger", 17.6, 8.1, "PCLI", "NE"),
    "Mali": place(2453866, "Mali", 17.6, -4.0, "PCLI", "ML"),
    "Malian": place(2453866, "Mali", 17.6, -4.0, "PCLI", "ML"),
    "Chad": place(2434508, "Chad", 15.4, 18.7, "PCLI", "TD"),
    "France": place(3017382, "France", 46.0, 2.0, "PCLI", "FR"),
    "French": place(3017382, "France", 46.0, 2.0, "PCLI", "FR"),
    "Niamey": place(2440485, "Niamey", 13.5, 2.1, "PPLC", "NE"),
    "Maradi": place(2441291, "Maradi", 13.5, 7.1, "PPLA", "NE"),
    "Zinder": place(2437798, "Zinder", 13.8, 9.0, "PPLA", "NE"),
    "Agadez": place(2448083, "Agadez", 17.0, 8.0, "PPLA", "NE"),
    "Kidal": place(2455290, "Kidal", 18.4, 1.4, "PPLA", "ML"),
}
ASSOCIATIVE = {"Nigerien", "Malian", "French"}
PUBLISHED = date(2023, 8, 31)


def resolutions(text: str) -> tuple[Resolution, ...]:
    found = []
    for name, where in PLACES.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not text[end : end + 1].isalpha():
                role = Role.ASSOCIATIVE if name in ASSOCIATIVE or text[end : end + 2] == "'s" else Role.LITERAL
                found.append(Resolution(toponym=Toponym(name=name, start_char=start, end_char=end, role=role), place=where, score=1.0))
            start = text.find(name, end)
    return tuple(sorted(found, key=lambda r: r.toponym.start_char))


def detect(text: str, *, title: str = "", published: date | None = PUBLISHED) -> tuple[Event, ...]:
    article = Article(article_id="a", title=title, text=text, published=published)
    return detector().detect(article, resolutions(text))


@cache
def detector() -> ModelDetector:
    return ModelDetector(Encoder())


def only(text: str, category: Category) -> Event:
    (event,) = (e for e in detect(text) if e.category is category)
    return event


def test_an_attack_is_coded_with_place_day_dead_and_evidence() -> None:
    text = "Gunmen attacked a market in Maradi on Monday and killed 9 traders."
    (event,) = detect(text)
    assert (event.category, event.status, event.fatalities) == (Category.ATTACK, Status.OCCURRED, 9)
    assert (event.location, event.geo_precision, event.point) == ("Maradi", GeoPrecision.TOWN, (13.5, 7.1))
    assert (event.iso_date, event.time_precision) == ("2023-08-28", TimePrecision.DAY)
    (evidence,) = event.evidence
    marked = {span.kind: text[span.start_char : span.end_char] for span in evidence.spans}
    assert marked[SpanKind.PLACE] == "Maradi"
    assert marked[SpanKind.DATE] == "Monday"
    assert "9 traders" in text[evidence.start_char : evidence.end_char]
    assert len(event.reasons) >= 3


def test_an_event_keeps_what_each_source_says_of_its_dead() -> None:
    text = (
        "Gunmen attacked a market in Maradi on Monday and killed at least 9 traders, the army said. "
        "The attackers killed 14 people, according to residents."
    )
    event = only(text, Category.ATTACK)
    assert [(c.minimum, c.best, c.maximum, c.said_by, c.published) for c in event.claims] == [
        (9, 9, None, "the army", PUBLISHED),
        (14, 14, 14, "residents", PUBLISHED),
    ]
    assert (event.fatalities, event.fatalities_min, event.fatalities_max) == (9, 9, 14)
    assert text[event.claims[0].start_char : event.claims[0].end_char] == "killed at least 9 traders"


def test_a_figure_that_is_open_above_gives_way_to_a_sharper_one() -> None:
    text = (
        "Raiders killed more than a hundred villagers in Maradi on Monday.\n\nThe attack killed at least 132 people, the government said."
    )
    assert only(text, Category.ATTACK).fatalities == 132


@pytest.mark.parametrize("words", ["No fatalities were reported.", "There were no deaths."])
def test_a_sentence_that_only_says_that_nobody_died_belongs_to_the_event_before_it(words: str) -> None:
    assert only(f"Gunmen took two daughters of a trader away in Maradi on Monday. {words}", Category.ATTACK).fatalities == 0


def test_what_gunmen_did_is_an_attack_though_a_crowd_marches_in_the_sentences_beside_it() -> None:
    text = (
        "Police fired tear gas on Saturday to disperse protesters in Niamey who blame the government for the dead of Maradi. "
        "Fighters attacked the gendarmerie post in Maradi on 14 August and killed 53 people, most of them gendarmes."
    )
    found = {(e.category, e.location) for e in detect(text)}
    assert (Category.ATTACK, "Maradi") in found
    assert not any(category is Category.RIOT for category, _ in found)


def test_tribesmen_who_attack_villagers_are_no_crowd() -> None:
    event = only("Misseriya tribesmen attacked Dinka villagers north of Maradi on Sunday; eight of the villagers died.", Category.ATTACK)
    assert [(actor.name, actor.inter) for actor in event.actors] == [("Misseriya tribesmen", 4), ("Dinka villagers", 7)]


def test_there_is_the_place_that_was_named_before() -> None:
    text = "Trucks reached Zinder on Sunday. Gunmen attacked the police station there on Monday and killed three policemen."
    event = only(text, Category.ATTACK)
    assert event.location == "Zinder"
    assert any("there" in reason for reason in event.reasons)


def test_what_follows_in_a_paragraph_without_a_day_was_on_the_day_told_before() -> None:
    text = "The minister opened a school on Saturday. Protesters threw stones at the embassy in Niamey and burned tyres."
    assert only(text, Category.RIOT).iso_date == "2023-08-26"


def test_one_event_told_in_several_sentences_is_one_event() -> None:
    text = "A bomb exploded at the market of Zinder on Tuesday.\n\nThe bombing killed 4 people. Police closed the road after the attack."
    (event,) = detect(text)
    assert event.fatalities == 4
    assert len(event.evidence) >= 2


def test_a_list_of_places_gives_an_event_a_place() -> None:
    found = detect("Fighters attacked army posts in Maradi, Zinder and Agadez on Sunday.")
    assert {e.location for e in found} == {"Maradi", "Zinder", "Agadez"}


def test_attackers_come_from_one_country_and_attack_in_another() -> None:
    event = only("Troops from Chad attacked a rebel camp in Mali on Friday and killed 6 fighters.", Category.ATTACK)
    assert event.place == PLACES["Mali"]
    assert event.geo_precision is GeoPrecision.COUNTRY
    assert event.point is None


def test_near_a_town_is_not_the_town() -> None:
    event = only("Armed men ambushed an army convoy near Kidal on Sunday and killed 3 soldiers.", Category.ATTACK)
    assert event.geo_precision is GeoPrecision.NEAR


def test_demonyms_of_foreign_troops_do_not_place_an_event() -> None:
    event = only("Rebels attacked French soldiers in Mali on Monday and wounded 2.", Category.ATTACK)
    assert event.place == PLACES["Mali"]


def test_the_main_event_comes_first() -> None:
    text = "Soldiers seized power in Niger on Wednesday.\n\nOne week earlier thousands of people marched through Niamey."
    assert detect(text, title="Soldiers seize power in Niger")[0].category is Category.COUP


def test_troops_that_are_sent_have_the_type_that_acled_gives_them() -> None:
    event = only("The union will send two battalions of troops to Niger.", Category.DEPLOYMENT)
    assert (event.event_type, event.sub_event_type) == ("Strategic developments", "Change to group/activity")


@pytest.mark.parametrize(
    ("text", "category", "status"),
    [
        ("Thousands of people rallied in Niamey on Sunday to demand new elections.", Category.PROTEST, Status.OCCURRED),
        ("Protesters threw stones at the police in Niamey on Sunday.", Category.RIOT, Status.OCCURRED),
        ("The French military base in Niamey employs two hundred people.", Category.MILITARY_BASE, Status.ONGOING),
        ("France handed over its military base in Kidal to the Malian army.", Category.MILITARY_BASE, Status.OCCURRED),
        ("The union will send two battalions of troops to Niger.", Category.DEPLOYMENT, Status.PLANNED),
        ("The bloc deployed a force of soldiers to Niger. The force has not yet entered the country.", Category.DEPLOYMENT, Status.PLANNED),
        ("France has about 900 soldiers in Niger.", Category.DEPLOYMENT, Status.ONGOING),
        ("Officers seized power in Niger last month.", Category.COUP, Status.OCCURRED),
        ("The junta expelled France's ambassador from Niger on Friday.", Category.DIPLOMATIC, Status.OCCURRED),
        ("Police arrested two party leaders in Niamey on Monday.", Category.ARREST, Status.OCCURRED),
        ("The government and the rebels signed a ceasefire in Agadez on Friday.", Category.AGREEMENT, Status.OCCURRED),
        ("Gunmen killed 30 villagers near Maradi in 2012.", Category.ATTACK, Status.HISTORICAL),
        ("The talks in Niamey between the army and the rebels ended on Monday without an agreement.", Category.AGREEMENT, Status.DENIED),
        ("They signed no ceasefire in Niamey on Monday.", Category.AGREEMENT, Status.DENIED),
        ("The rebels rejected the ceasefire offered in Niamey on Monday.", Category.AGREEMENT, Status.DENIED),
        ("The unions called off a protest march planned for Saturday in Niamey.", Category.PROTEST, Status.DENIED),
        ("A rally of teachers in Niamey was cancelled on Monday because of the rain.", Category.PROTEST, Status.DENIED),
        ("Thousands joined a banned protest march in Niamey on Sunday.", Category.PROTEST, Status.OCCURRED),
        ("Leaders of the region on Thursday ordered the deployment of a force to Niger.", Category.DEPLOYMENT, Status.PLANNED),
    ],
)
def test_category_and_status_follow_the_wording(text: str, category: Category, status: Status) -> None:
    assert only(text, category).status is status


@pytest.mark.parametrize(
    "text",
    [
        "The minister had a heart attack in Niamey on Monday.",
        "The opposition's attack on the budget in Niamey surprised nobody.",
        "The two firms will strike a deal in Niamey.",
        "Shares rallied in Niamey on Monday.",
        "The striker shot twice in the second half of the match in Niamey.",
        "An earthquake killed 12 people in Niger on Monday.",
        "Attacks are increasing.",
        "The army did not attack the village near Maradi.",
        "The talks in Niamey are meant to prevent further attacks.",
        "The committee of the National Liberation Front met in Niamey on Monday.",
        "Cotton growers in Niger sold less this month.",
        "Two emergency medical teams were deployed to Maradi.",
        "The agency deployed 20 surge staff to Maradi on Monday.",
    ],
)
def test_what_is_no_event_is_not_coded(text: str) -> None:
    assert detect(text) == ()


def test_the_day_of_publication_is_never_silently_the_events() -> None:
    event = only("Gunmen stormed a police station in Maradi and killed 5 officers.", Category.ATTACK)
    assert event.event_date is None
    assert event.time_precision is TimePrecision.UNKNOWN


def test_a_date_belongs_to_the_event_that_stands_beside_it() -> None:
    text = "The officers, who seized power last month, expelled the French ambassador from Niger on Friday."
    assert only(text, Category.COUP).iso_date == "2023-07"
    assert only(text, Category.DIPLOMATIC).iso_date == "2023-08-25"


def test_the_head_of_a_report_is_no_day_of_an_event() -> None:
    event = only("NIAMEY, August 30 - Gunmen stormed a police station in Maradi and killed 5 officers.", Category.ATTACK)
    assert event.event_date is None


def test_old_background_is_no_part_of_the_news() -> None:
    text = (
        "Gunmen attacked a market in Maradi and killed 9 traders, residents said.\n\n"
        "In March at least 20 people died in attacks on villages in the region of Maradi."
    )
    news = next(e for e in detect(text) if e.category is Category.ATTACK and e.fatalities == 9)
    assert news.event_date is None


def test_the_card_says_how_sure_the_type_is_and_what_came_next() -> None:
    event = only("Gunmen ambushed an army convoy near Kidal on Sunday and killed 3 soldiers.", Category.ATTACK)
    assert re.fullmatch(r"Attack: “.+” is read as “Armed clash” \(\d+% by the model(; next: .+ \(\d+%\))?\)\.", event.reasons[0])
    assert event.reasons[1].startswith("Status: occurred by the wording (")
    assert event.reasons[2].startswith("Place: “Kidal” ")
    assert event.reasons[3] == "Date: “on Sunday”." or event.reasons[3] == "Date: “Sunday”."


def test_the_same_article_gives_the_same_ids() -> None:
    text = "Gunmen attacked a market in Maradi on Monday and killed 9 traders."
    assert [e.event_id for e in detect(text)] == [e.event_id for e in detect(text)]


def test_a_very_long_article_on_one_line_is_read() -> None:
    text = "gunmen attacked the market in Maradi and killed 4 people " * 1_000
    article = Article(article_id="a", title="", text=text, published=PUBLISHED)
    assert {e.category for e in detector().detect(article, ())} <= {Category.ATTACK}


@pytest.mark.parametrize("text", ["", " ", "\x00", "${7*7} </script>", "\u202egnitsixe"])
def test_odd_texts_give_no_events(text: str) -> None:
    assert detect(text) == ()


def test_a_village_shown_at_the_town_of_its_commune_is_near_it_not_in_it() -> None:
    text = "On Monday gunmen attacked the village of Zaroumdareye, commune of Maradi, killing 17 people."
    start = text.index("Zaroumdareye")
    village = Toponym(name="Zaroumdareye", start_char=start, end_char=start + 12)
    stand = Resolution(
        toponym=village, place=PLACES["Maradi"], score=0.5, geo_precision=GeoPrecision.NEAR, radius_km=25.0, reasons=(f"{SHOWN_AT} Maradi",)
    )
    article = Article(article_id="a", title="", text=text, published=PUBLISHED)
    [event] = detector().detect(article, (stand, *resolutions(text)))
    assert (event.location, event.geo_precision) == ("Zaroumdareye", GeoPrecision.NEAR)
    assert stands_in(event)


def test_a_place_that_was_left_is_no_base() -> None:
    text = "The company has left Zinder and Maradi and keeps its main camp at Agadez."
    bases = [e for e in detect(text) if e.category is Category.MILITARY_BASE]
    assert [(e.place and e.place.name, e.status) for e in bases] == [("Agadez", Status.ONGOING)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("French soldiers handed over their base in Agadez to the army on Thursday.", "Other"),
        ("The mission closed its military base in Agadez on Monday.", "Other"),
        ("The mission has only its base in Agadez left.", "Headquarters or base established"),
        ("The mission opened a military base in Agadez on Monday.", "Headquarters or base established"),
        (
            "French soldiers left Niamey last week, and the mission opened a military base in Agadez on Monday.",
            "Headquarters or base established",
        ),
    ],
)
def test_a_base_that_is_left_is_not_established(text: str, kind: str) -> None:
    assert only(text, Category.MILITARY_BASE).sub_event_type == kind


def test_who_left_a_place_did_not_attack_it_though_the_sentences_beside_tell_of_attacks() -> None:
    text = (
        "A bomb went off at a market in Maradi on Sunday, killing eleven people. The blast left a crater.\n\n"
        "On Thursday the mission handed over its last camp in Agadez to the army. Two days earlier it had left Zinder."
    )
    attacks = [e for e in detect(text) if e.category is Category.ATTACK]
    assert [e.place and e.place.name for e in attacks] == ["Maradi"]


def test_a_place_on_the_way_is_not_where() -> None:
    event = only("A convoy bound for Zinder was attacked near Maradi on Monday and 17 soldiers died.", Category.ATTACK)
    assert event.place
    assert event.place.name == "Maradi"


def test_an_expulsion_came_when_the_ultimatum_had_run_out() -> None:
    text = (
        "Niger's junta revoked the immunity of France's ambassador and ordered police to expel him, a statement said. The "
        "soldiers gave the ambassador 48 hours to leave the country last week. The deadline expired on August 28."
    )
    event = only(text, Category.DIPLOMATIC)
    assert (event.event_date, event.date_end) == (date(2023, 8, 28), PUBLISHED)


def test_an_anniversary_is_history_and_the_march_for_it_is_the_news() -> None:
    events = detect("On the tenth anniversary of the abduction of schoolgirls in Maradi, two hundred parents marched in Niamey on Sunday.")
    assert {(e.category, e.status) for e in events} == {(Category.PROTEST, Status.OCCURRED), (Category.ATTACK, Status.HISTORICAL)}


def test_what_a_court_judges_is_history_and_has_not_the_day_of_the_verdict() -> None:
    events = detect("Judges in France found a man guilty on Wednesday of an attack in Maradi in which 17 people were killed in 2015.")
    assert {e.status for e in events} <= {Status.HISTORICAL}
    assert all(e.event_date is None or e.event_date.year == 2015 for e in events)


def test_troops_that_were_sent_are_no_plan_though_others_are_only_promised() -> None:
    text = (
        "France will send 600 more soldiers to Niger next month, the president said in Paris.\n\n"
        "Chad has sent 1,000 soldiers to Kidal, in northern Mali, an army spokesman said."
    )
    found = {e.location: e.status for e in detect(text) if e.category is Category.DEPLOYMENT}
    assert found == {"Niger": Status.PLANNED, "Kidal": Status.OCCURRED}


def test_news_without_a_day_is_dated_from_its_telling_to_the_report_and_says_so() -> None:
    (event,) = detect("A group of officers said on Tuesday that they had seized power in Niger and that the president was under guard.")
    assert (event.category, event.event_date, event.date_end) == (Category.COUP, date(2023, 8, 29), PUBLISHED)
    assert event.time_precision is TimePrecision.WEEK
    assert any("the words give no day" in reason for reason in event.reasons)


def test_an_arrest_on_the_eve_of_a_rally_has_its_own_day() -> None:
    event = only(
        "Police arrested two leaders of the opposition in Niamey on Friday, on the eve of a rally that drew a huge crowd.", Category.ARREST
    )
    assert event.iso_date == "2023-08-25"


def test_an_ambassador_who_is_summoned_to_protest_is_no_rally() -> None:
    text = "In Niamey, the foreign ministry summoned the French ambassador on Monday to protest against remarks of his president."
    assert {event.category for event in detect(text)} == {Category.DIPLOMATIC}


def test_the_provincial_capital_is_the_town_that_the_report_is_filed_from() -> None:
    text = (
        "Maradi — Trains to Zinder were stopped on Monday in Niger.\n\n"
        "In the provincial capital, women continued their sit-in outside the court."
    )
    assert only(text, Category.PROTEST).location == "Maradi"
