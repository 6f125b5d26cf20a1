"""Paragraphs out of the lines of pages: words that a line's end parted are one again, heads and numbers of pages go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import quantiles

EDGE = 2  # lines at the top and at the foot of a page that may be its head
_REPEATED = 3  # pages that bear the same head
_FULL = 0.85  # of the usual width: where the next word would have fitted into that much, the line was ended on purpose
_NUMBER = re.compile(r"[\W_]*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:/|of|de|sur)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_POINT = re.compile(r"[•▪■●◦‣–—*-]\s|\(?(?:\d{1,2}\.){0,3}\d{1,2}[.)]\s|\(?[a-z]\)\s")
_PARTED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_MADE_PLAIN = {0xAD: None, 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}  # ligatures

# What begins or ends a word with a hyphen of its own ("anti-", "-led"): there the line's end parted nothing.
_BEFORE = re.compile(r"anti|non|pro|ex|self|semi|multi|counter|vice|so|well|co|inter|cross|long|short|north|south|east|west|mid|post|pre")
_AFTER = re.compile(
    r"led|based|backed|held|linked|controlled|run|made|wide|affiliated|aligned|style|year|old|time|born|speaking|sponsored|in|up|to|of|and|the"
    r"|month|day|week|hour|kilomet(?:re|er)|km|mile|man|member|strong|mounted|scale|level|range|term|turned|general"
)


def paragraphs(pages: Sequence[str]) -> list[str]:
    """The paragraphs of a text that was laid out on `pages`, each on one line, without heads, feet and numbers of pages."""
    laid = _without_heads([[" ".join(line.split()) for line in page.split("\n")] for page in pages])
    words = Counter(
        word.translate(_MADE_PLAIN).casefold().replace("\u2010", "-") for lines in laid for line in lines for word in _WORD.findall(line)
    )
    widths = [len(line) for lines in laid for line in lines if line]
    usual = quantiles(widths, n=10)[7] if len(widths) > 1 else 0
    found: list[str] = []
    last = ""  # the line before; empty where a paragraph has ended
    for lines in laid:
        for line in _trimmed(lines):
            if found and last and line and not _ends(last, line, usual):
                found[-1] = joined(found[-1], line, words)
            elif line:
                found.append(line)
            last = line
    return [paragraph.translate(_MADE_PLAIN) for paragraph in found]


def joined(before: str, line: str, words: Counter[str]) -> str:
    """Two lines as one; a hyphen at the first one's end goes unless the word has it anyway. `words` are those of the whole text."""
    parted = _PARTED.search(before)
    following = _WORD.match(line)
    if parted is None or following is None:
        return f"{before} {line}"
    first, second = parted[1], following[0]
    whole, hyphened = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    if before[-1] != "\u00ad" and not second[0].islower():
        return f"{before}{line}"  # al-Qaeda
    is_usual = _BEFORE.fullmatch(first.casefold()) or _AFTER.fullmatch(second.casefold())
    is_own = words[hyphened] > words[whole] or (is_usual and not words[whole])
    return f"{before}{line}" if before[-1] != "\u00ad" and is_own else f"{before[:-1]}{line}"


def _ends(last: str, line: str, usual: float) -> bool:
    """Whether a paragraph ends with the line `last`, as far as its length and the next line tell."""
    is_point = _POINT.match(line) is not None
    if is_point and (_STOP.search(last) or _POINT.match(last)):
        return True
    if len(last) + 1 + len(line.split(" ", 1)[0]) >= _FULL * usual:
        return False
    return _STOP.search(last) is not None or ((line[0].isupper() or is_point) and not last.endswith((",", "-", ";")))


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without lines that stand at the edge of many pages, whatever their numbers, and without page numbers."""
    edges = Counter(mark for page in pages for mark in {_mark(page[index]) for index in _edge(page)})
    heads = {mark for mark, count in edges.items() if mark and count >= max(_REPEATED, len(pages) / 2)}
    return [_without(page, heads) for page in pages]


def _without(page: list[str], heads: Iterable[str]) -> list[str]:
    gone = {index for index in _edge(page) if _mark(page[index]) in heads or _NUMBER.fullmatch(page[index])}
    return [line for index, line in enumerate(page) if index not in gone]


def _edge(page: list[str]) -> list[int]:
    """The first and the last lines of a page that are not empty."""
    filled = [index for index, line in enumerate(page) if line]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _trimmed(lines: list[str]) -> list[str]:
    """Without empty lines at the top and the foot: a paragraph goes on over pages."""
    filled = [index for index, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []
