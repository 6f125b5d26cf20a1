"""Which row of the codebook the words of an event tell."""

from __future__ import annotations

import pytest

from geodata.events.labels import ROWS
from geodata.events.retold import kinds_of
from geodata.events.subtypes import label_of
from geodata.model import Category


def told(likeliest: str, words: str) -> str:
    labels = dict.fromkeys(ROWS, 0.1) | {likeliest: 0.5, "ac": 0.5 if likeliest == "ac" else 0.2}
    return label_of(labels, Category.ATTACK, kinds_of(words, 0, len(words)), words)


@pytest.mark.parametrize(
    ("likeliest", "words", "label"),
    [
        ("lo", "drones set ablaze an oil terminal at the port", "ai"),
        ("lo", "rockets set fire to a depot", "sh"),
        ("lo", "a crowd burned two shops", "lo"),
        ("lo", "the navy had driven off two patrol boats", "ac"),
        ("ac", "39 people were killed in two villages", "at"),
        ("ac", "39 soldiers were killed in an ambush", "ac"),
        ("ai", "two boys were killed when an explosive left by fighters went off", "ie"),
        ("ai", "a drone dropped explosives on a post", "ai"),
        ("su", "the coast guard rammed a boat", "ac"),
        ("ie", "gunmen killed 31 civilians in an attack on a village", "at"),
        ("gn", "soldiers fired at a car", "ac"),
        ("su", "a man blew himself up", "su"),
    ],
)
def test_the_words_name_the_weapon_and_who_fights(likeliest: str, words: str, label: str) -> None:
    assert told(likeliest, words) == label
