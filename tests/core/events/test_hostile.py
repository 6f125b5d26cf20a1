"""Texts that are made to be slow: the work on them grows with their length, so twice the text takes at most some three times as long.

The model is not asked, for its own work is measured elsewhere: every sentence is taken for a clash.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from geodata.events.detect import ModelDetector
from geodata.events.labels import LABELS, STATUSES
from geodata.events.signs import TextSigns
from geodata.geoparsing.encoder import Encoder
from geodata.geoparsing.titles import with_titles
from geodata.model import Article, Resolution, Toponym
from tests.values import NIAMEY

SHARE = 6.0  # twice the text: twice the work, and room for a busy machine; what is quadratic takes 4 at once and 16 on four times the text


def clashes(text: str) -> TextSigns:
    """Signs that take every sentence for a clash that occurred."""
    signs = object.__new__(TextSigns)
    told = dict.fromkeys(LABELS, 0.0) | {"ac": 0.9, "no": 0.1}
    statuses = dict.fromkeys(STATUSES, 0.0) | {STATUSES[0]: 1.0}
    sign = type("Fixed", (), {"labels": told, "statuses": statuses, "main": 0.9, "event": 0.9})()
    signs.of = signs.of_all = lambda _: sign  # type: ignore[method-assign, assignment, return-value]
    signs.place = lambda *_: 0.9  # type: ignore[method-assign]
    signs.trigger_score = lambda *_: 0.5  # type: ignore[method-assign]
    signs.trigger = lambda s: (s.start_char, min(s.end_char, s.start_char + 6))  # type: ignore[method-assign]
    return signs


def seconds(monkeypatch: pytest.MonkeyPatch, text: str) -> float:
    monkeypatch.setattr("geodata.events.detect.TextSigns", lambda _: clashes(text))
    encoder = Encoder()
    monkeypatch.setattr(encoder, "read", lambda _: None)
    places, start = [], text.find("Gao")
    while start >= 0:
        places.append(Resolution(toponym=Toponym(name="Gao", start_char=start, end_char=start + 3), place=NIAMEY, score=1.0))
        start = text.find("Gao", start + 3)
    article = Article(article_id="a", title="", text=text, published=date(2023, 8, 31))
    begin = time.process_time()
    ModelDetector(encoder).detect(article, tuple(places))
    return time.process_time() - begin


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "Fighters clashed in Gao on Monday and killed two soldiers. " * (n // 60),
        lambda n: "- In the same village rebels killed 3 people on Monday.\n" * (n // 60),
        lambda n: "Rebels struck in Gao" + " " * n + "and left.",
        lambda n: "A" * n + " (AB) struck.",
        lambda n: "On Monday they gave the envoy two days to leave Gao. " * (n // 60),
        lambda n: "1 | " * (n // 4),
        lambda n: "Gao: fighting. " * (n // 15),
    ],
    ids=["one event", "the same village", "blanks", "capitals", "ultimatums", "cells", "labels"],
)
def test_the_work_on_a_text_grows_with_its_length(monkeypatch: pytest.MonkeyPatch, made: Callable[[int], str]) -> None:
    seconds(monkeypatch, made(4_000))  # what is made once
    small, large = seconds(monkeypatch, made(12_000)), seconds(monkeypatch, made(48_000))
    assert large < 4 * SHARE / 2 * small + 0.3, (small, large)


def test_many_titles_and_many_places_are_joined_in_their_number() -> None:
    text = "Gao\n" * 40_000
    toponyms = [Toponym(name="Gao", start_char=4 * i, end_char=4 * i + 3) for i in range(40_000)]
    begin = time.process_time()
    assert len(with_titles(text, toponyms, lambda _: ())) == 40_000
    assert time.process_time() - begin < 5
