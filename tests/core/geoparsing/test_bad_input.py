"""Texts that break readers: whatever comes in, spans point at their own words to the code point and never overlap."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geodata.analyst import Analyst, default_analyst
from geodata.errors import GazetteerError
from geodata.gazetteer.search import Gazetteer
from geodata.model import Article, Resolution

NIGER_TEXT = "Gunmen attacked a market near Niamey, Niger, on Monday. "
LONG = 5_000_000


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Iterator[Analyst]:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        yield default_analyst(gazetteer)


def read(analyst: Analyst, text: str) -> list[str]:
    """Names found, after a look at every span."""
    toponyms = analyst.recognizer.recognise(text, title=text[:80])
    for toponym in toponyms:
        assert 0 <= toponym.start_char < toponym.end_char <= len(text)
        assert text[toponym.start_char : toponym.end_char] == toponym.name
    assert all(one.end_char <= two.start_char for one, two in itertools.pairwise(toponyms))
    resolutions: tuple[Resolution, ...] = analyst.resolver.resolve(text, toponyms, title=text[:80])
    assert [r.toponym for r in resolutions] == list(toponyms)
    return [toponym.name for toponym in toponyms]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\x00", "\ufeff", "...", "—", "\u2028\u2029", "\u200b" * 50])
def test_a_text_without_words_names_no_place(analyst: Analyst, text: str) -> None:
    assert read(analyst, text) == []


@pytest.mark.parametrize(
    "before",
    [
        "🔥🚨 ",
        "🇳🇪🇲🇱 👩‍👩‍👧‍👦 ",
        "𝕭𝖗𝖊𝖆𝖐𝖎𝖓𝖌 𐍈 ",
        "\ud83d alone and \udd25 alone. ",
        "A\x00B\x00\x01. ",
        "\ufeff\u200f\u202e",
        "هاجم مسلحون سوقا. ",
        "חמושים תקפו שוק. ",
        "Боевики напали на рынок. 武装分子袭击了市场。",
        "Z̷̡͎a̶l̵g̸o̶ t̴e̵x̶t̷. ",
        "e\u0301" * 40 + ". ",
        "\r\n\r\n\x0b\x0c\x85",
        "\u2028 \u2029 \u00a0\u202f ",
        "(((((((( [[[[ {{{{ <script>alert(1)</script> %s {0} ",
        "ﬁﬀ ŉ ǰ İ ẞ ΐ: letters whose other case is longer. ",
    ],
)
def test_what_stands_before_a_place_does_not_shift_it(analyst: Analyst, before: str) -> None:
    found = read(analyst, before + NIGER_TEXT)
    assert "Niamey" in found
    assert "Niger" in found


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked 🔥Niamey🔥 on Monday, and soldiers of 🇳🇪Niger🇳🇪 came late.",
        "\u202eGunmen attacked \u2066Niamey\u2069, Niger, on Monday.\u202c",
        "Gunmen\u00a0attacked\u00a0Niamey,\u00a0Niger,\u202fon Monday.",
        "قال متحدث: Gunmen attacked Niamey, Niger, on Monday، ولم يعلن أحد مسؤوليته.",
    ],
)
def test_a_place_is_found_between_odd_characters(analyst: Analyst, text: str) -> None:
    assert {"Niamey", "Niger"} <= set(read(analyst, text))


def test_wire_capitals_keep_their_offsets(analyst: Analyst) -> None:
    assert {"NIAMEY", "NIGER"} <= set(read(analyst, NIGER_TEXT.upper() * 3))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_not_cut_inside_a_letter_with_its_accent(analyst: Analyst, form: str) -> None:
    text = unicodedata.normalize(
        form, "Des soldats maliens sont arrivés à Ménaka, au Mali, puis à Tillabéri, au Niger, et à Yaoundé, au Cameroun."
    )  # type: ignore[arg-type]
    found = analyst.recognizer.recognise(text)
    read(analyst, text)
    assert [t.name for t in found if unicodedata.combining(text[t.end_char : t.end_char + 1] or " ")] == []
    assert "Mali" in [t.name for t in found]


@pytest.mark.parametrize(
    "text",
    [
        "\n" * LONG + NIGER_TEXT,
        "a" * 1_000_000 + " " + NIGER_TEXT,
        "🔥" * 200_000 + " " + NIGER_TEXT,
        "\x00" * 200_000 + " " + NIGER_TEXT,
        "e" + "\u0301" * 200_000 + ". " + NIGER_TEXT,
        "Niamey" * 50_000 + ". " + NIGER_TEXT,
    ],
    ids=["blank", "one word", "emoji", "NUL", "one letter with all accents", "one name without spaces"],
)
def test_a_place_behind_megabytes_of_nothing_is_found_where_it_stands(analyst: Analyst, text: str) -> None:
    assert read(analyst, text)[-2:] == ["Niamey", "Niger"]


@pytest.mark.soak
def test_five_megabytes_of_news_are_read_to_the_end(analyst: Analyst) -> None:
    text = NIGER_TEXT * (LONG // len(NIGER_TEXT))
    found = read(analyst, text)
    assert found.count("Niamey") == text.count("Niamey")
    assert found.count("Niger") == text.count("Niger")


_WORDS = "Niamey|Niger|GAO|Mali|in |the |of |State|U.S.|D.C.|M.S.|é|e\u0301|\u0301|İ|ß|ﬁ|مالي|马里|São|N'Dja|'s|’"
_BREAKS = " |, |. |\n|\n• |-|–|🔥|🇳🇪|\u200d|\ud800|\udfff|\x00|\u202e|\u2028"
_PIECES = st.sampled_from(f"{_WORDS}|{_BREAKS}".split("|"))


@given(text=st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(st.characters(exclude_categories=()), max_size=200)))
@example("")
@example("Niger\u0301ia, U.S.A.F., D.C., and \ud83d\udd25Mali")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_spans_of_any_text_are_right_and_apart(analyst: Analyst, text: str) -> None:
    read(analyst, text)


@given(pieces=st.lists(_PIECES, max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_an_article_of_any_text_is_analysed(analyst: Analyst, pieces: list[str]) -> None:
    text = "".join(pieces)
    analysis = analyst.analyse(Article(article_id="any", title=text[:40], text=text))
    assert all(text[r.toponym.start_char : r.toponym.end_char] == r.toponym.name for r in analysis.resolutions)


def test_without_a_gazetteer_one_sentence_tells_it_before_any_text_is_read(tmp_path: Path) -> None:
    missing = tmp_path / "no such" / "gazetteer.sqlite"
    with pytest.raises(GazetteerError) as raised:
        default_analyst(Gazetteer.open(missing))
    said = str(raised.value)
    assert str(missing) in said
    assert "gazetteer build" in said
    assert "\n" not in said
    assert not missing.parent.exists()  # looking does not leave an empty file behind


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00", b"\x00" * 4096, b"PK\x03\x04" + b"\x00" * 1000], ids=["empty", "cut", "zeros", "zip"]
)
def test_a_file_that_is_no_gazetteer_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_bytes(content)
    with pytest.raises(GazetteerError) as raised:
        default_analyst(Gazetteer.open(broken))
    assert str(broken) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert broken.read_bytes() == content
