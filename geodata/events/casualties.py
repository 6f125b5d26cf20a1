"""How many were killed and injured, as the words near an event count them and say who told so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from geodata.claims import Claim, ClaimKind
from geodata.events.distinct import distinct
from geodata.events.retold import later_toll
from geodata.events.speakers import speaker
from geodata.events.tallies import DEAD, INJURED, Tally, tallies
from geodata.events.victim_words import tokens
from geodata.model import Article

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PERIOD = re.compile(
    r"\bsince\s+(?:the\s+(?:start|beginning|war|outbreak|conflict|uprising|fall)|(?:[\w-]+\s+){0,3}(?:19|20)\d\d|last\s+(?:year|month)"
    rf"|{_MONTH})\b|\b(?:over|in|during|within)\s+(?:the\s+)?(?:past|last|previous|recent|preceding)\s+(?:[\w-]+\s+)?(?:weeks|months|years?"
    r"|decades?)\b|\bso\s+far\s+this\s+(?:year|month)|\bthis\s+year\b|\b(?:each|every|per)\s+year\b|\bin\s+recent\s+(?:weeks|months|years)\b"
    r"|\b(?:over|in|during|within)\s+(?:the\s+)?[\w-]+\s+(?:months|years)\b|\b[\w/-]+[-\s]years?(?:-old)?\s+(?:\w+\s+)?(?:war|conflict|insurgency|campaign)"
)
_LONG = re.compile(
    r"\b(?:conflict|war|insurgency|violence|crisis|uprising|rebellion|unrest)(?:\s+in\s+[\w'-]+(?:\s+[\w'-]+)?)?\s+(?:has|have|had|that\s+has|which\s+has)\b"
)
_CLAUSE_END = re.compile(r"[;:]|,\s+(?:but|while|whereas|in\s+a\s+(?:country|region|war|conflict))\b|\bwhere\b")
_NEXT_CLAUSE = re.compile(rf"{_CLAUSE_END.pattern}|\b(?:that|which)\b")
_IN_WAR = re.compile(r"\bhave\s+been\s+\w+\s+in\s+(?:[\w'-]+\s+){0,4}?(?:war|conflict)\b")
_CAUSE = re.compile(  # of a riot: "following the death of a driver", not told of the riot's own dead
    r"\b(?:following|over|against|about|protest(?:ed|ing)?|angered\s+by|sparked\s+by|triggered\s+by)\s+(?:the|a|an|his|her|last\s+\w+['’]s)\s+(?:\w+\s+)?(?:deaths?|killings?|murders?|shootings?|lynching)\s+of\b"
)
_DOUBT = re.compile(r"\bwhether\b")
_RECORD = re.compile(r"\b(?:[a-z]+est|worst|first)\b[^,;]*\bsince\b")  # "the deadliest attack since 2015"
_BOAST = re.compile(r"\bclaim(?:ed|s|ing)?\s+(?:to\s+have|that\s+(?:it|they)|(?:it|they)\s+(?:had|have)|having)\b[^;.]*$")
_BOASTED = 60  # characters before a figure
_WINDOW = 80  # characters around a figure in which it is told what time it sums up
_NOBODY = re.compile(r"no\s+one|nobody|none")
_ELSEWHERE = re.compile(r"\s+(?:[a-z]+\s+){0,3}?(?:in|at|near)\s+(?:the\s+)?[A-Z]")
_MORE_DIED = re.compile(r"\b(?:more|another|further)\b(?!\s+than\b).*\b(?:died|succumbed|bod(?:y|ies))\b")
_ANYONE = frozenset(("", "people", "others", "persons"))


class Casualties(NamedTuple):
    """What a sentence claims, the likeliest for the event first; `more` are deaths that come on top of those told before."""

    claims: tuple[Claim, ...] = ()
    more: tuple[Claim, ...] = ()

    @property
    def deaths(self) -> int | None:
        """The best figure, None where the words give no number."""
        return best(self.claims, ClaimKind.DEATHS)

    @property
    def injured(self) -> int | None:
        """The best figure, None where the words give no number."""
        return best(self.claims, ClaimKind.INJURED)

    @property
    def are_none(self) -> bool:
        """Whether all that it tells is that nobody came to harm: "No fatalities were reported"."""
        return bool(self.claims) and all(c.maximum == 0 for c in self.claims)

    @property
    def vague(self) -> bool:
        """Whether there is only "dozens" for the dead."""
        return self.deaths is None and bool(self.spans)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The words that tell of the dead."""
        return tuple((c.start_char, c.end_char) for c in self.claims if c.kind is ClaimKind.DEATHS)


def best(claims: Iterable[Claim], kind: ClaimKind) -> int | None:
    """The first figure for it; one that is open above ("more than a hundred") gives way to the next that says how many more."""
    told = [c for c in claims if c.kind is kind and c.best is not None]
    if not told:
        return None
    first = told[0]
    sharper = (c.best for c in told[1:] if (c.best or 0) > (first.best or 0) and first.said_by in (None, c.said_by))
    return next(sharper, first.best) if first.maximum is None else first.best


def casualties(article: Article, low: str, start: int, end: int, *, near: int) -> Casualties:
    """What `article.text[start:end]` claims of the dead and injured; `low` is the text folded.

    Of several figures the one nearest to `near`, and beside it those that somebody else gives. Sums of a long time are none.
    """
    told = [t for t in tallies(tokens(article.text, low, start, end)) if not _is_aside(low, start, end, t)]
    claims: list[Claim] = []
    dead = [_added(article.text, low, t) for t in told if t.kind == DEAD]
    if (toll := later_toll(low, start, end)) is not None:  # which holds those who died later
        dead = [t for t in dead if not t.is_more]
        near = toll[0]
    more = [_claim(article, low, (start, end), ClaimKind.DEATHS, t) for t in dead[:1] if t.is_more and len(dead) == 1]
    for kind, claimed in ((DEAD, ClaimKind.DEATHS), (INJURED, ClaimKind.INJURED)):
        own = _summed(article.text, low, [t for t in (dead if kind == DEAD else told) if t.kind == kind and not more])
        nearest = sorted(own, key=lambda t: (_is_boast(low, start, t), max(t.start_char - near, near - t.end_char, 0), t.start_char))
        claims += distinct((_claim(article, low, (start, end), claimed, t) for t in nearest), lambda c: c.said_by)
    return Casualties(tuple(_with_none_dead(low, claims)), tuple(more))


def _is_boast(low: str, start: int, tally: Tally) -> bool:
    """Whether those who did it claim the figure; what others say of it goes before."""
    return _BOAST.search(low, max(start, tally.start_char - _BOASTED), tally.start_char) is not None


def _added(text: str, low: str, tally: Tally) -> Tally:
    """The tally, marked where it tells of further dead: "two more passengers died"."""
    is_more = _MORE_DIED.search(low, tally.start_char, tally.end_char) and not _ELSEWHERE.match(text, tally.end_char)
    return tally._replace(is_more=True) if is_more else tally


def _with_none_dead(low: str, claims: list[Claim]) -> list[Claim]:
    """Where "no one was hurt" and nothing is said of the dead, none died."""
    none_hurt = [c for c in claims if c.maximum == 0 and _NOBODY.match(low, c.start_char)]
    if not none_hurt or any(c.kind is ClaimKind.DEATHS for c in claims):
        return claims
    return [replace(none_hurt[0], kind=ClaimKind.DEATHS), *claims]


def completed(counts: Casualties, others: Casualties) -> Casualties:
    """`counts` with what it lacks from `others`, whose words stand in the next sentence."""
    kinds = {c.kind for c in counts.claims}
    return Casualties(counts.claims + tuple(c for c in others.claims if c.kind not in kinds), counts.more or others.more)


def united(told: Iterable[Casualties]) -> tuple[Claim, ...]:
    """The claims of several sentences on one event, each once."""
    return distinct(
        (c for counts in told for c in counts.claims), lambda c: (c.kind, c.minimum, c.best, c.maximum, c.said_by, c.article_id)
    )


def _claim(article: Article, low: str, span: tuple[int, int], kind: ClaimKind, tally: Tally) -> Claim:
    said_by = speaker(low, *span, tally.start_char, tally.end_char)
    return Claim(
        kind=kind,
        minimum=tally.figure.minimum,
        best=tally.figure.best,
        maximum=tally.figure.maximum,
        said_by=" ".join(article.text[said_by[0] : said_by[1]].split()) if said_by else None,
        article_id=article.article_id,
        published=article.published,
        start_char=tally.start_char,
        end_char=tally.end_char,
    )


def _is_aside(low: str, start: int, end: int, tally: Tally) -> bool:
    """Whether the figure sums up months or years, or is in doubt altogether ("whether")."""
    before = [m.end() for m in _CLAUSE_END.finditer(low, start, tally.start_char)]
    begin = max(before[-1] if before else start, tally.start_char - _WINDOW)
    stop = _NEXT_CLAUSE.search(low, tally.end_char, end)
    until = min(stop.start() if stop else end, tally.end_char + _WINDOW)
    lead, after = low[begin : tally.start_char], low[tally.end_char : until]
    if _DOUBT.search(lead) or _CAUSE.search(lead + low[tally.start_char : tally.end_char]):
        return True
    is_long = _LONG.search(low, begin, tally.end_char) or _IN_WAR.search(low, tally.start_char, until)
    return bool(is_long) or any(_PERIOD.search(words) and not _RECORD.search(words) for words in (lead, after))


def _summed(text: str, low: str, told: Sequence[Tally]) -> list[Tally]:
    """The tallies with those together that tell of two sides of one event: "two soldiers died and four militants were killed"."""
    summed: list[Tally] = []
    for tally in told:
        if summed and (tally.is_more or _is_other_side(text, low, summed[-1], tally)):
            summed[-1] = summed[-1]._replace(figure=summed[-1].figure.plus(tally.figure), end_char=tally.end_char)
        else:
            summed.append(tally)
    return summed


def _is_other_side(text: str, low: str, one: Tally, other: Tally) -> bool:
    between = low[one.end_char : other.start_char]
    if one.figure.best is None or other.figure.best is None or not between.rstrip().endswith((" and", " while")):
        return False
    if len(between.strip(" ,")) <= len("while"):
        return True
    is_near = len(between) < 2 * _WINDOW and not re.search(r"[;:]|\d|\bbut\b|\bkilled\b", between)
    return is_near and not {one.who, other.who} & _ANYONE and one.who != other.who and not _ELSEWHERE.match(text, other.end_char)
