"""Words that a person selected, as an event to begin with."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from geodata.events.drafts import covering, with_stretch
from geodata.events.sentences import split
from geodata.model import Article, Category, Event, GeoPrecision, SpanKind, TimePrecision
from tests.core.events.test_detect import detector, resolutions

TEXT = (
    "Traders closed their stalls. On Friday 25 August 2023 about two hundred people marched in Niamey against the levy.\n\n"
    "On 23 August gunmen had killed nine guards near Kidal, and the road stayed shut. Nobody was safe in Maradi, where shops were set "
    "alight and four men died."
)


def draft(words: str) -> Event:
    start = TEXT.index(words)
    article = Article(article_id="a", title="Levy", text=TEXT, published=date(2023, 8, 31))
    return detector().draft(article, resolutions(TEXT), start, start + len(words))


def test_the_words_are_the_evidence_and_what_they_tell_is_read_from_them() -> None:
    event = draft("On 23 August gunmen had killed nine guards near Kidal")
    [piece] = event.evidence
    assert TEXT[piece.start_char : piece.end_char] == "On 23 August gunmen had killed nine guards near Kidal"
    assert (event.category, event.fatalities, event.location, event.geo_precision) == (Category.ATTACK, 9, "Kidal", GeoPrecision.NEAR)
    assert (event.event_date, event.time_precision) == (date(2023, 8, 23), TimePrecision.DAY)
    assert [actor.name for actor in event.actors] == ["gunmen", "guards"]
    assert {SpanKind.PLACE, SpanKind.DATE, SpanKind.DEATHS} <= {span.kind for span in piece.spans}


def test_what_a_few_words_leave_open_is_that_of_their_sentence_but_the_dead_are_counted_in_the_words_alone() -> None:
    few = draft("gunmen had killed")
    assert (few.category, few.location, few.event_date) == (Category.ATTACK, "Kidal", date(2023, 8, 23))
    assert few.fatalities is None
    assert draft("killed nine guards").fatalities == 9
    assert all(few.evidence[0].start_char <= s.start_char and s.end_char <= few.evidence[0].end_char for s in few.evidence[0].spans)


@pytest.mark.parametrize(
    ("text", "words", "deaths", "doer"),
    [
        ("A teacher was shot dead by two men in Niamey.", "was shot dead by two men", 1, "two men"),
        ("Nine guards were killed by armed men near Kidal.", "were killed by armed men", 9, None),
        ("The guards were killed by masked men near Kidal.", "were killed by masked men", None, None),
        ("A trader was beaten to death by an angry woman in Niamey.", "was beaten to death by an angry woman", 1, "angry woman"),
    ],
)
def test_who_died_may_stand_before_the_words_and_the_doer_is_told_as_written(
    text: str, words: str, deaths: int | None, doer: str | None
) -> None:
    start = text.index(words)
    article = Article(article_id="a", title="Shot", text=text, published=date(2023, 8, 31))
    event = detector().draft(article, resolutions(text), start, start + len(words))
    assert event.fatalities == deaths
    assert doer is None or event.actors[0].name == doer


def test_a_place_that_the_words_name_goes_before_that_of_the_sentence_beside_it() -> None:
    assert draft("Nobody was safe in Maradi").location == "Maradi"


@pytest.mark.parametrize(
    "words", ["Traders closed their stalls", "the road stayed shut", "levy", "guards near Kidal, and the road stayed shut. Nobody"]
)
def test_words_of_no_event_still_give_a_form_to_fill_in(words: str) -> None:
    event = draft(words)
    assert (event.event_id, event.claims, event.reasons) == ("", (), ())
    assert TEXT[event.evidence[0].start_char : event.evidence[0].end_char] == words


def test_a_stretch_stands_among_the_sentences_that_it_cuts_and_nothing_is_lost_or_told_twice() -> None:
    sentences = split(TEXT)
    start = TEXT.index("nine guards")
    around = covering(sentences, start, TEXT.index("Nobody was safe") + 6)
    assert TEXT[around.start_char : around.end_char].startswith("On 23 August")
    assert TEXT[around.start_char : around.end_char].endswith("four men died.")
    cut = with_stretch(sentences, around._replace(start_char=start, end_char=start + 11))
    assert [TEXT[s.start_char : s.end_char].strip() for s in cut][2:5] == [
        "On 23 August gunmen had killed",
        "nine guards",
        "near Kidal, and the road stayed shut.",
    ]
    assert all(one.end_char <= other.start_char for one, other in pairwise(cut))
