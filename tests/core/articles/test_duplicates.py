"""Copies of one text are one origin; reports of one event that were written apart are several."""

from __future__ import annotations

import time

import pytest

from geodata.articles.duplicates import origins

WIRE = (
    "Gunmen on motorcycles raided a livestock market near Dori in northern Burkina Faso on Friday and killed at least six people, "
    "two security officials and a local councillor said. The attackers arrived shortly after the noon prayer and fired into the crowd for "
    "about twenty minutes before they left towards the border with Niger. "
    "Nobody has claimed the raid.\n\nA teacher who hid in a store room said "
    "that he had counted thirty motorcycles. The wounded were taken to the regional hospital, where a nurse spoke of eleven people with "
    "gunshot wounds.\n\nThe province has seen a dozen such raids since January. The government sent a battalion there in March, but the "
    "councillor said that its nearest post lies forty kilometres away and has no vehicles that run."
)
APART = (
    "Six people died when armed men attacked the weekly cattle market outside Dori, the governor of the Sahel region said on Saturday. He "
    "called for calm and promised that the road to Gorom-Gorom would be patrolled.\n\nResidents reached by telephone told of burnt stalls "
    "and of traders who fled into the bush. One of them said that the raiders had taken some two hundred head of cattle. It was the second "
    "attack on a market of the region within a month; nobody said who was behind it. At least six people were killed."
)
FIRST, SECOND, THIRD = WIRE.split("\n\n")


def count(*texts: str) -> int:
    return len(origins(dict(enumerate_keys(texts))))


def enumerate_keys(texts: tuple[str, ...]):
    return ((str(number), text) for number, text in enumerate(texts))


@pytest.mark.parametrize("copy", [
    WIRE,
    f"Raid on market leaves six dead\n\n{WIRE}",
    FIRST,
    f"{FIRST}\n\n{SECOND}",
    f"OUAGADOUGOU (AFP) - {WIRE}\n\n© Agence France-Presse. All rights reserved.",
    WIRE.upper().replace(",", ""),
    WIRE.replace("six people", "seven people").replace("Friday", "Friday afternoon").replace("about twenty", "some 20"),
    f"{FIRST}\n\nThe ministry of security did not answer calls by this newspaper until the evening of that day.\n\n{SECOND}",
], ids=["whole", "headline", "cut", "cut less", "credit", "letters", "edits", "own words"])  # fmt: skip
def test_a_copy_is_no_origin_of_its_own(copy: str) -> None:
    assert count(WIRE, copy) == count(copy, WIRE) == 1


def test_reports_written_apart_are_origins_of_their_own() -> None:
    assert count(WIRE, APART) == 2
    assert count(f"DORI (Reuters) - {WIRE}", f"DORI (AFP) - {APART}") == 2
    assert count(f"DORI (Reuters) - {WIRE}", f"DORI (Reuters) - {APART}") == 1, "one newsroom does not confirm itself"
    assert count(WIRE, APART, FIRST, f"{APART} (AFP)") == 2


def test_a_long_article_that_quotes_a_short_statement_whole_is_no_copy_of_it() -> None:
    statement = "We mourn six of our brothers and ask the government to send the soldiers that it promised us in March."
    assert count(f"{WIRE}\n\n{APART}\n\nThe traders wrote: “{statement}”", statement) == 2


def test_the_groups_stand_in_order_with_the_longest_first() -> None:
    assert origins({"a": APART, "b": FIRST, "c": WIRE}) == (("a",), ("c", "b"))
    assert origins({}) == ()
    assert origins({"a": ""}) == (("a",),)


def test_texts_too_short_for_a_run_of_words_are_compared_whole() -> None:
    assert count("Six dead.", "six dead", "Six dead in Dori.") == 2
    assert count("", "…") == 2


def test_many_and_long_texts_take_no_time() -> None:
    began = time.monotonic()
    copies = {str(number): f"{number} {WIRE if number % 2 else APART}" for number in range(200)}
    assert len(origins(copies)) == 2
    assert count(f"{WIRE} " * 1500, f"{APART} " * 1500) == 2
    assert time.monotonic() - began < 5
