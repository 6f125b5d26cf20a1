import pytest

from geodata.events.casualties import Casualties, casualties
from geodata.events.numbers import number
from geodata.events.sentences import folded


def count(text: str) -> Casualties:
    return casualties(folded(text), 0, len(text), near=0)


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("Rebels killed 9 soldiers and wounded nearly 14 others.", 9, 14),
        ("Three dozen villagers were murdered.", 36, None),
        ("At least 12 people died when the bus hit a mine.", 12, None),
        ("The raid left two dead and five injured.", 2, 5),
        ("The death toll rose to 31 on Sunday.", 31, None),
        ("A policeman was killed at the gate.", 1, None),
        ("The blast killed 3 soldiers and 2 civilians.", 5, None),
        ("He was killed in 2017.", None, None),
        ("The base holds 1,500 military personnel.", None, None),
        ("Twenty-four people were wounded.", None, 24),
        ("The shelling wounded 3 children.", None, 3),
    ],
)
def test_the_dead_and_injured_are_counted_in_figures_and_words(text: str, deaths: int | None, injured: int | None) -> None:
    found = count(text)
    assert (found.deaths, found.injured) == (deaths, injured)


def test_dozens_are_no_number_but_are_told() -> None:
    found = count("Dozens of farmers were killed.")
    assert found.deaths is None
    assert found.vague


@pytest.mark.parametrize(
    ("words", "value"), [("17", 17), ("1,500", 1500), ("forty-two", 42), ("half a dozen", 6), ("a hundred", 100), ("many", None)]
)
def test_number_words_are_read(words: str, value: int | None) -> None:
    assert number(words) == value
