"""The windows that the encoder learns events from, and the names that a row of tags means; what needs no PyTorch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tokenizers import Tokenizer

from geodata.events.labels import LABELS
from geodata.training.event_labels import Passage, Stretch, case_label
from geodata.training.event_windows import UNTOLD, lessons

TEXT = "Gunmen attacked Inates on Monday. Nobody in Niamey answered."


def test_a_lesson_marks_the_pieces_of_trigger_and_place(tokenizer: Tokenizer) -> None:
    attack = Stretch(0, 33, ("at",), "occurred", main=True, triggers=((7, 15),), places=((16, 22),))
    (lesson,) = lessons(Passage("own", TEXT, (attack, Stretch(34, len(TEXT), ("no",)))), tokenizer)

    assert lesson.spans.tolist()[0][0] == 1, "the piece before the window is counted"
    assert lesson.labels.argmax(axis=1).tolist() == [LABELS.index("at"), LABELS.index("no")]
    assert lesson.statuses.tolist() == [0, UNTOLD]
    assert lesson.mains.tolist() == [1, UNTOLD]
    first, end = lesson.spans[0] - 1
    assert set(lesson.triggers[first:end]) == {0, 1}
    assert set(lesson.triggers[end:]) == {UNTOLD}, "nobody said what names an event there"
    assert lesson.places[first:end].sum() >= 1


def test_a_stretch_that_a_window_holds_in_part_is_taught_where_most_of_it_stands(tokenizer: Tokenizer) -> None:
    long = " ".join(f"The road to village {n} was closed." for n in range(90))
    ends = [n + 1 for n, c in enumerate(long) if c == "."]
    stretches = tuple(Stretch(a + (a > 0), b, ("no",)) for a, b in pairwise([0, *ends]))

    found = list(lessons(Passage("own", long, stretches), tokenizer))

    assert len(found) > 1
    for lesson in found:
        assert (lesson.spans[:, 1] <= len(lesson.ids) + 1).all()
    assert sum(len(lesson.spans) for lesson in found) >= len(stretches), "each is whole in one window at least"


def test_a_passage_without_words_teaches_nothing(tokenizer: Tokenizer) -> None:
    assert list(lessons(Passage("own", "", ()), tokenizer)) == []


@pytest.mark.parametrize(
    ("label", "text", "ours"),
    [
        ("CHANGE_TO_GROUP_ACT", "The kingdom redeployed two brigades along its northern border.", "de"),
        ("CHANGE_TO_GROUP_ACT", "The two fronts merged under one commander.", "cg"),
        ("ARMED_CLASH", "Rebels clashed with troops that had been deployed to the valley.", "ac"),
    ],
)
def test_a_snippet_that_acled_counts_as_a_change_of_a_group_is_a_deployment_where_troops_are_moved(
    label: str, text: str, ours: str
) -> None:
    assert case_label({"label": label, "text": text}) == ours
