"""Training texts: their marks stay on their names, whatever is done to them."""

from __future__ import annotations

import random
from pathlib import Path

from tokenizers import Tokenizer

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.pieces import pieces_of
from geodata.training.augment import Augmenter, recased, replaced, unaccented
from geodata.training.corpora import Mark, Marked, read
from geodata.training.names_pool import read_pool
from geodata.training.windows import BEGIN, INSIDE, LENGTH, OUTSIDE, labels, windows_of

TEXT = Marked("Troops left Kidal for Ménaka region, Mali said.", "lgl", (Mark(12, 17, False), Mark(22, 35, False), Mark(37, 41, True)))


def names(text: Marked) -> list[str]:
    return [text.text[mark.start : mark.end] for mark in text.marks]


def test_replaced_names_keep_their_marks() -> None:
    other = {"Kidal": "Oudeïka", "Ménaka region": "Gao", "Mali": "Mauritania"}
    changed = replaced(TEXT, lambda mark: other[TEXT.text[mark.start : mark.end]])
    assert names(changed) == list(other.values())
    assert changed.text == "Troops left Oudeïka for Gao, Mauritania said."
    assert [mark.associative for mark in changed.marks] == [False, False, True]


def test_capitals_lower_case_and_missing_accents_move_nothing() -> None:
    assert names(recased(TEXT, str.upper)) == ["KIDAL", "MÉNAKA REGION", "MALI"]
    assert names(recased(Marked("Straße nach Ménaka", "lgl", (Mark(12, 18, None),)), str.upper)) == ["MÉNAKA"]
    assert names(unaccented(TEXT)) == ["Kidal", "Menaka region", "Mali"]


def test_a_word_of_several_pieces_has_one_tag(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, TEXT.text)
    tags, roles = labels(pieces, TEXT.marks)
    tagged = {tag: TEXT.text[start:end] for tag, start, end in zip(tags, pieces.starts, pieces.ends, strict=True) if tag == INSIDE}
    assert tagged == {INSIDE: "region"}
    kidal = [tag for tag, start in zip(tags, pieces.starts, strict=True) if 12 <= start < 17]
    assert len(kidal) > 1
    assert set(kidal) == {BEGIN}
    assert tags[0] == OUTSIDE
    assert [int(role) for role, start in zip(roles, pieces.starts, strict=True) if start == 37] == [1]


def test_windows_hold_every_piece_once(tokenizer: Tokenizer) -> None:
    long = Marked(TEXT.text * 100, "humset", ())
    windows = list(windows_of([long], tokenizer, random.Random(1)))
    assert all(8 <= len(window.ids) <= LENGTH for window in windows)
    assert sum(len(window.ids) for window in windows) >= len(pieces_of(tokenizer, long.text)) - 16


def test_a_corpus_tells_its_roles_or_says_that_it_does_not(tmp_path: Path) -> None:
    line = '{"id": 1, "text": "In Gao\u2028and Malian towns", "toponyms": [%s, %s]}\n'
    gao = '{"start": 3, "end": 6, "type": "Literal"}'
    malian = '{"start": 11, "end": 17, "type": "Non_Literal_Modifier"}'
    for corpus, roles in (("geowebnews", [False, True]), ("lgl", [None, None])):
        path = tmp_path / f"{corpus}.jsonl"
        path.write_text(line % (malian, gao), encoding="utf-8")
        (text,) = read(path)
        assert names(text) == ["Gao", "Malian"]
        assert [mark.associative for mark in text.marks] == roles


def test_the_same_seed_makes_the_same_texts_and_marks_stand_on_names(gazetteer_path: Path) -> None:
    pool = read_pool(gazetteer_path)
    with Gazetteer.open(gazetteer_path) as gazetteer:
        first, second = (
            [*augmenter.corpus_texts([TEXT] * 40), *augmenter.template_texts(40)]
            for augmenter in (Augmenter(gazetteer.matches, pool, 7), Augmenter(gazetteer.matches, pool, 7))
        )
    assert first == second
    assert len({text.text for text in first}) > 40
    for text in first:
        for mark in text.marks:
            name = text.text[mark.start : mark.end]
            assert name
            assert name == name.strip()
            assert not text.text[mark.end : mark.end + 1].isalnum()
