"""Places that a sentence passes by: left, made for, come from, or spoken from."""

from __future__ import annotations

import pytest

from geodata.events.passing import Passing, passings
from geodata.events.sentences import folded
from geodata.model import Resolution, Toponym


def told(text: str, *names: str) -> list[Passing | None]:
    starts = [text.index(name) for name in names]
    own = [
        Resolution(toponym=Toponym(name=name, start_char=start, end_char=start + len(name)), place=None, score=1.0)
        for name, start in zip(names, starts, strict=True)
    ]
    return passings(folded(text), 0, own)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("It has left Kidal and Tessalit and keeps its camp at Gao.", "Kidal Tessalit Gao", [Passing.LEFT, Passing.LEFT, None]),
        ("Kidal, Gossi and Menaka were given up.", "Kidal Gossi Menaka", [Passing.LEFT] * 3),
        ("They quit Menaka in June and Ansongo in July.", "Menaka Ansongo", [Passing.LEFT] * 2),
        ("A convoy on its way to Djibo was attacked at Gaskinde.", "Djibo Gaskinde", [Passing.BOUND, None]),
        ("The bus travelling from Kaduna to Abuja was stopped at Katari.", "Kaduna Abuja Katari", [Passing.ORIGIN, Passing.BOUND, None]),
        ("The last men left Bangui on Thursday for Dakar.", "Bangui Dakar", [Passing.LEFT, Passing.BOUND]),
        ("Sources in Paris said that Gao had been shelled.", "Paris Gao", [Passing.VOICE, None]),
        ("People in Dori said that the raiders came at night to Solhan.", "Dori Solhan", [Passing.VOICE, None]),
        (
            "The wounded of Solhan reached the hospital in Dori, and some were taken on to Fada.",
            "Solhan Dori Fada",
            [None, Passing.BOUND, Passing.BOUND],
        ),
        ("They ordered a force for Niger when they met in Abuja.", "Niger Abuja", [None, Passing.MEETING]),
        ("A court in Zinder on Friday sentenced two men for a bombing in Gao.", "Zinder Gao", [Passing.VOICE, None]),
        ("A bomb went off outside a court in Zinder.", "Zinder", [None]),
        ("The prime minister, in Tashkent on an official visit, condemned the attack in Gao.", "Tashkent Gao", [Passing.VOICE, None]),
        ("The prime minister, presently in Riyadh, strongly condemned the blast in Turbat.", "Riyadh Turbat", [Passing.VOICE, None]),
        ("Peacekeepers from the base at Fataki fought in Bule.", "Fataki Bule", [Passing.ORIGIN, None]),
        ("A boat was rammed off Palawan, Manila said.", "Palawan Manila", [None, Passing.VOICE]),
        ("Buses were burning on the highway to Culiacan.", "Culiacan", [Passing.BOUND]),
        ("The wounded were shifted to Quetta from Turbat.", "Quetta", [Passing.BOUND]),
        ("Jets that came from the direction of Mandalay bombed Wetlet.", "Mandalay Wetlet", [Passing.ORIGIN, None]),
        ("The ship, which belongs to a company in Piraeus, was hit off Aden.", "Piraeus Aden", [Passing.ORIGIN, None]),
        ("Six people, most of them from Kano, were killed in Gao.", "Kano Gao", [Passing.ORIGIN, None]),
        ("Gunmen struck a post, in Gao, killing two.", "Gao", [None]),
        ("Speaking in Berlin, he condemned the attack in Bol.", "Berlin Bol", [Passing.VOICE, None]),
    ],
)
def test_a_place_that_is_passed_by_is_told_from_the_scene(text: str, names: str, expected: list[Passing | None]) -> None:
    assert told(text, *names.split()) == expected


@pytest.mark.parametrize(
    "text", ["A bomb destroyed the newspaper in Bogota.", "They left their base in Bogota.", "Officials in Bogota were shot."]
)
def test_a_house_or_a_person_in_a_town_is_no_voice_from_it(text: str) -> None:
    assert told(text, "Bogota") == [None]
