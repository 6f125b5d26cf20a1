"""Sentences of a news text, by offsets: abbreviations, datelines and capitals do not end one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 1_200  # characters; a longer run is cut at a space so that work stays linear in text without full stops

_HEADING = 160  # characters of a heading at most
_BULLET = (  # "- ", "1. ", "a) ", "On 3 May ", "7/9, ", "04 Apr: "
    r"(?:[-*•·–▪◦●‣]|\d{1,3}(?:[.)]|\s?[-–—|])|[a-z]\)|[Oo]n(?=\s\d)"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?[,:]?|\d{1,2}\s[A-Za-z]{3,9}[,:])[ \t]"
)
_BREAK = re.compile(rf"\n[ \t\r]*\n\s*|\n[ \t]*(?={_BULLET})|[.!?…][\"'”’)\]]*\s+|\n[ \t]*(?=[^\W\d_a-z])")
_ITEM = re.compile(_BULLET)
_LABEL = re.compile(r"[^\W\d_][\w'-]*(?:[ -][\w'-]+){0,3}:\s")  # "Guinea-Bissau: soldiers arrested", in folded text
_LINE = 45  # characters of a line that is a heading by its looks: "Kabul", "SETTLER VIOLENCE"
_LINE_WORDS = 5
_TOPIC, _BODY = 100, 120  # characters of a longer heading, and of the line below it: "Indonesia: attacks in Papua"
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘\[])(?:[a-z]|(?:[a-z]\.)+[a-z]|mr|mrs|ms|dr|gen|maj|col|lt|sgt|capt|cpl|adm|gov|sen|rep|pres|prof|st|sr|jr"
    r"|no|vs|etc|km|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ft|mt|dept|rev|hon|inc|co|corp|ltd|brig|cmdr|cdr|pvt|insp|supt|art|approx"
    r"|e\.g|i\.e|cf)$"
)
_CLOCK = re.compile(r"[ap]\.m$")  # "until 5 a.m. The army"
_CURLY = str.maketrans("’‘“”", "''\"\"")


class Sentence(NamedTuple):
    """One sentence: offsets into the text, end exclusive, and the number of its paragraph."""

    start_char: int
    end_char: int
    paragraph: int


def folded(text: str) -> str:
    """The text in lower case with straight quotes, of the same length, so that offsets hold."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_CURLY)


def is_heading(low: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence is a line of its own without a full stop, above another paragraph."""
    first, last, paragraph = sentences[index]
    beside = [sentences[i].paragraph for i in (index - 1, index + 1) if 0 <= i < len(sentences)]
    is_last = index + 1 == len(sentences)
    is_line = not is_last and paragraph not in beside and not _ITEM.match(low, first)
    return is_line and last - first <= _HEADING and low[last - 1] not in '.!?\u2026:;,)"'


def is_title(low: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Whether it is the name of a section, and tells nothing: "Kabul", "Settler violence"."""
    first, last, _ = sentences[index]
    return last - first <= _LINE and len(low[first:last].split()) <= _LINE_WORDS and is_heading(low, sentences, index)


def paragraphs(sentences: Sequence[Sentence]) -> dict[int, range]:
    """The indexes of the sentences of each paragraph."""
    bounds: dict[int, tuple[int, int]] = {}
    for index, sentence in enumerate(sentences):
        bounds[sentence.paragraph] = (bounds.get(sentence.paragraph, (index, 0))[0], index + 1)
    return {paragraph: range(*span) for paragraph, span in bounds.items()}


def items(low: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The paragraphs that are items of a list, stand below the title of a section or begin with a label: each tells something else."""
    found = set[int]()
    labelled = [
        s.paragraph
        for i, s in enumerate(sentences)
        if (not i or sentences[i - 1].paragraph != s.paragraph) and _LABEL.match(low, s.start_char)
    ]
    if len(labelled) > 1:
        found.update(labelled)
    for index, sentence in enumerate(sentences):
        if _ITEM.match(low, sentence.start_char):
            found.add(sentence.paragraph)
        elif index and is_heading(low, sentences, index):
            following = sentences[index + 1]
            is_close = low.count("\n", sentence.end_char, following.start_char) == 1
            if is_close or is_title(low, sentences, index):
                found.add(following.paragraph)
    return frozenset(found)


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, blank ones left out."""
    low = folded(text)
    is_capitals = text.isupper()
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _BREAK.finditer(text):
        is_paragraph = _ends_paragraph(text, match, is_capitals=is_capitals)
        if not is_paragraph and (match.group()[0] == "\n" or not _ends_sentence(text, low, match)):
            continue
        found.extend(_pieces(text, start, match.end(), paragraph))
        start = match.end()
        paragraph += is_paragraph
    found.extend(_pieces(text, start, len(text), paragraph))
    return tuple(found)


def _ends_paragraph(text: str, stop: re.Match[str], *, is_capitals: bool) -> bool:
    """Whether a blank line follows, an item of a list, or what stands below a heading of a few words."""
    gap = stop.group()
    if gap.count("\n") > 1 or ("\n" in gap and _ITEM.match(text, stop.end())):
        return True
    if gap[0] != "\n" or is_capitals:
        return False
    begin = text.rfind("\n", 0, stop.start()) + 1
    line = text[begin : stop.start()].strip()
    if not line or line[-1] in ".!?…:;,":
        return False
    is_first = text[:begin].endswith("\n\n")
    end = text.find("\n", stop.end(), stop.end() + _BODY)
    is_short = len(line) <= _LINE and len(line.split()) <= _LINE_WORDS
    return is_short or (is_first and len(line) <= _TOPIC and end < 0 and len(text) - stop.end() >= _BODY)


def _ends_sentence(text: str, low: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 1]
    if following.islower() or "\n\n" in stop.group():
        return "\n\n" in stop.group()
    if _CLOCK.search(low[max(0, stop.start() - 3) : stop.start()]) and following.isupper():
        return True
    return stop.group()[0] != "." or not _ABBREVIATION.search(low[max(0, stop.start() - 12) : stop.start()])


def _pieces(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    pieces = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return [_trimmed(text, a, b, paragraph) for a, b in pieces if text[a:b].strip()]


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Sentence:
    piece = text[start:end]
    return Sentence(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), paragraph)
