import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geodata.events.sentences import folded, items, split


def sentences(text: str) -> list[str]:
    return [text[s.start_char : s.end_char] for s in split(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert len(sentences("Gen. Moussa met the U.S. envoy in St. Louis. Then he left.")) == 2


def test_a_blank_line_ends_a_sentence_and_begins_a_paragraph() -> None:
    first, second = split("A head without a stop\n\nThe text begins.")
    assert (first.paragraph, second.paragraph) == (0, 1)


REPORT = (
    "RAKHINE AND CHIN\n- 04 Apr, Minbya: shells hit a clinic.\nTwo people died.\n- 08 Apr: houses burned.\n\n"
    "Kabul\nA bomb went off. Nobody claimed it.\n"
)


def test_each_item_of_a_list_and_what_stands_below_a_title_is_a_paragraph() -> None:
    assert sentences(REPORT)[:2] == ["RAKHINE AND CHIN", "- 04 Apr, Minbya: shells hit a clinic."]
    found = [(s.paragraph, REPORT[s.start_char : s.end_char].partition(" ")[0]) for s in split(REPORT)]
    assert found == [(0, "RAKHINE"), (1, "-"), (1, "Two"), (2, "-"), (3, "Kabul"), (4, "A"), (4, "Nobody")]
    assert items(folded(REPORT), split(REPORT)) == {1, 2, 4}


def test_a_longer_heading_above_one_long_line_is_a_paragraph_of_its_own() -> None:
    body = "The rebels shot dead two road workers in Sinak on 8 July, and the military said that it killed a commander two days later."
    text = f"Overview\n\nIndonesia: Attacks of a liberation army in Papua and elsewhere\n{body} The group denied it."
    assert sentences(text)[1] == "Indonesia: Attacks of a liberation army in Papua and elsewhere"
    assert items(folded(text), split(text)) == {2}


def test_rows_of_a_table_and_lines_that_begin_with_a_day_are_items() -> None:
    text = (
        "LIST\n1 | 11 Jan | Shells hit Shadal\n2 | 12 Jan | None\n\n"
        "BARI\n7/9, Mataban: shots fired.\n8/9, Baidoa: none.\nIt was shut until 5 a.m. The army left."
    )
    found = sentences(text)
    assert [s.partition(" ")[0] for s in found] == ["LIST", "1", "2", "BARI", "7/9,", "8/9,", "It", "The"]


def test_lines_of_a_wrapped_paragraph_are_no_titles() -> None:
    text = "Gunmen on motorcycles raided three villages in the north of the\nProvince of Dori on Sunday and burned\nEvery granary there."
    assert len(sentences(text)) == 1


def test_wire_text_in_capitals_is_split_at_its_stops() -> None:
    assert len(sentences("A BOMB WENT OFF IN THE\nMARKET.  NOBODY WAS HURT.")) == 2


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet='aA. \n?!"”', max_size=300))
def test_sentences_cover_all_words_in_order_without_overlap(text: str) -> None:
    found = split(text)
    assert all(a.end_char <= b.start_char for a, b in pairwise(found))
    assert "".join("".join(text[s.start_char : s.end_char].split()) for s in found) == "".join(text.split())


def test_a_megabyte_on_one_line_takes_linear_time() -> None:
    start = time.perf_counter()
    split("word " * 200_000)
    assert time.perf_counter() - start < 2
