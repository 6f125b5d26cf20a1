"""A list quotes the words that tell an event best, two sentences at most."""

from __future__ import annotations

import re
from dataclasses import replace

from geodata.claims import Claim, ClaimKind
from geodata.export.content import Row
from geodata.export.telling import telling
from geodata.model import Article, Evidence, Span, SpanKind
from geodata.wording import toll_in_short, without_bullet
from tests.values import an_article, an_event

MARCH = (
    "The [actor:marchers] blame the government for the dead of Inata. "
    "[actor:Police] fired tear gas on [date:Saturday] to disperse protesters in [place:Ouagadougou]."
)
RAID = (
    "[actor:Fighters] attacked a post at [place:Inata] on [date:Sunday]. They came on motorcycles. "
    "[actor:The government] first spoke of twenty dead, then of [deaths:53] people killed."
)
LATER = "[actor:Fighters] attacked the post there on [date:14 November] and killed [deaths:53] people."


def _row(*texts: str, dead: int | None = None) -> Row:
    """An event told by every sentence of these texts, whose marks are its spans."""
    articles, evidence, claims = dict[str, Article](), list[Evidence](), list[Claim]()
    for number, marked in enumerate(texts):
        name, text, spans = f"a{number}", "", list[Span]()
        for piece in re.split(r"(\[\w+:[^]]+\])", marked):
            if found := re.fullmatch(r"\[(\w+):([^]]+)\]", piece):
                spans.append(Span(kind=SpanKind(found[1]), start_char=len(text), end_char=len(text) + len(found[2])))
            text += found[2] if found else piece
        articles[name] = an_article(article_id=name, text=text)
        for sentence in re.finditer(r"\S[^.]*\.", text):
            held = tuple(span for span in spans if sentence.start() <= span.start_char < sentence.end())
            evidence.append(Evidence(article_id=name, start_char=sentence.start(), end_char=sentence.end(), spans=held))
        claims += [
            Claim(kind=ClaimKind.DEATHS, minimum=53, best=53, maximum=53, article_id=name, start_char=s.start_char, end_char=s.end_char)
            for s in spans
            if s.kind is SpanKind.DEATHS
        ]
    return Row(an_event(evidence=tuple(evidence), fatalities=dead, claims=tuple(claims)), {}, articles, {})


def test_words_that_only_blame_are_not_quoted_where_others_tell_the_place_and_the_day() -> None:
    assert telling(_row(MARCH)).words == "Police fired tear gas on Saturday to disperse protesters in Ouagadougou."


def test_two_sentences_of_one_article_tell_place_and_figure_where_none_tells_both() -> None:
    told = telling(_row(LATER, RAID, dead=53))
    assert told.words == (
        "Fighters attacked a post at Inata on Sunday. … The government first spoke of twenty dead, then of 53 people killed."
    )
    assert told.article is not None
    assert told.article.article_id == "a1"


def test_a_second_sentence_has_to_add_more_than_a_day() -> None:
    text = "[actor:Armed men] killed [deaths:53] people in [place:Solhan]. The [actor:raiders] came on [date:Friday]."
    assert telling(_row(text, dead=53)).words == "Armed men killed 53 people in Solhan."


def test_the_item_of_a_list_is_quoted_without_its_bullet() -> None:
    row = _row("- At least [deaths:53] people died in [place:Solhan].", dead=53)
    assert telling(row).words == "At least 53 people died in Solhan."
    assert [words for _, words in row.cited] == ["At least 53 people died in Solhan."]
    assert [without_bullet(words) for words in ("• A", "-5 degrees", "– ", "* - A")] == ["A", "-5 degrees", "– ", "A"]


def test_a_list_has_room_for_the_figure_and_not_for_who_said_it() -> None:
    said = Claim(
        kind=ClaimKind.DEATHS,
        minimum=5,
        best=5,
        maximum=None,
        said_by="the governor of the region",
        article_id="a0",
        start_char=0,
        end_char=1,
    )
    assert toll_in_short(an_event(fatalities=5, claims=(said,)), ClaimKind.DEATHS) == "at least 5"
    assert toll_in_short(an_event(fatalities=5, claims=(replace(said, maximum=8),)), ClaimKind.DEATHS) == "5 (5 to 8)"
    assert toll_in_short(an_event(fatalities=None), ClaimKind.DEATHS) == ""
