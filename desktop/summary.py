"""What is shown, in words: how many events, what changed, the deadliest and the newest, where, and what is uncertain.

Every number knows the events that it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.export.heading import PLURALS, asked_words, country_names, ends_of, ends_words
from geodata.model import Category, Event, EventFilter, GeoPrecision
from geodata.store.columns import DOUBTED_DEATHS, NO_DAY, EventColumns, Mask, told_days
from geodata.store.tolls import WHICH, Toll
from geodata.wording import date_words, dead_parts, overlap_words, place_name, shown, what_words

_SINGULARS = {category: words.removesuffix("s") for category, words in PLURALS.items()}
_TOP, _COUNTRIES = 3, 5  # the deadliest events that are named, and the countries

Rows = NDArray[np.intp]
EventsOf = Callable[[Iterable[str]], Sequence[Event]]


class Part(NamedTuple):
    """Some words, and the ids of the events that they stand for; none where they stand for no event."""

    words: str
    event_ids: tuple[str, ...] = ()


Sentence = tuple[Part, ...]


def period_before(event_filter: EventFilter) -> tuple[date, date] | None:
    """The days of equal number just before the filter's period; None where it is open at an end."""
    first, last = event_filter.first_date, event_filter.last_date
    if first is None or last is None or last < first:
        return None
    length = last - first + timedelta(days=1)
    return (first - length, first - timedelta(days=1)) if first.toordinal() > length.days else None


def summary(
    columns: EventColumns, shown_now: Mask, event_filter: EventFilter, before: Mask | None, events_of: EventsOf, toll: Toll
) -> tuple[Sentence, ...]:
    """The sentences about the events under `shown_now`, whose dead `toll` counts.

    `before` are those of the same filter in the days of `period_before`.
    """
    teller = _Teller(columns, np.flatnonzero(shown_now), events_of)
    if not len(teller.rows):
        return ((Part(f"{_period(event_filter, teller)}no event passes the filter."),),)
    told = (
        teller.counts(event_filter),
        teller.change(before) if before is not None else (),
        teller.deaths(toll),
        teller.deadliest(),
        teller.newest(),
        teller.countries(),
        teller.doubts(),
        (Part(overlap_words(toll)),) if toll.tellers else (),
    )
    return tuple(sentence for sentence in told if sentence)


def text_of(sentences: Iterable[Sentence]) -> str:
    """All of it as plain text."""
    return " ".join("".join(part.words for part in sentence) for sentence in sentences)


class _Teller:
    """Tells of the rows that are shown."""

    def __init__(self, columns: EventColumns, rows: Rows, events_of: EventsOf) -> None:
        self.columns, self.rows, self._events_of = columns, rows, events_of
        self._deaths = columns.deaths[rows]

    def part(self, words: str, rows: Rows) -> Part:
        return Part(words, tuple(self.columns.ids.at(rows)))

    def counts(self, event_filter: EventFilter) -> Sentence:
        kinds = self.columns.category[self.rows]
        each = [
            self.part(_many(len(of), _SINGULARS[category], PLURALS[category]), of)
            for code, category in enumerate(Category)
            if len(of := self.rows[kinds == code])
        ]
        each.sort(key=lambda part: -len(part.event_ids))
        whole = self.part(_many(len(self.rows), "event", "events"), self.rows)
        return (Part(_period(event_filter, self)), whole, Part(": "), *_listed(each), Part("."))

    def change(self, before: Mask) -> Sentence:
        """Against the period before; events whose date is too vague to be in one of them are told."""
        old = np.flatnonzero(before)
        more = len(self.rows) - len(old)
        words = "as many as" if not more else f"{abs(more):,} {'more' if more > 0 else 'fewer'} than"
        both = np.intersect1d(self.rows, old)
        dead = self._dead_before(old)
        told = (Part(f"That is {words} in the period of equal length before ("), self.part(f"{len(old):,}", old), *dead, Part(")"))
        if not len(both):
            return (*told, Part("."))
        is_one = len(both) == 1
        vague = self.part(_many(len(both), "event", "events"), both)
        return (*told, Part("; "), vague, Part(f" may belong to either, {'its' if is_one else 'their'} date being vague."))

    def _dead_before(self, old: Rows) -> Sentence:
        """The dead of the period before, where there are any in it or now."""
        deadly = old[self.columns.deaths[old] > 0]
        if not len(deadly):
            return (Part(", without a death"),) if (self._deaths > 0).any() else ()
        return Part(", with "), self.part(_many(int(self.columns.deaths[deadly].sum(dtype=np.int64)), "death", "deaths"), deadly)

    def deaths(self, toll: Toll) -> Sentence:
        ids = {name: tuple(self.columns.ids.at(of(self.columns, self.rows))) for name, of in WHICH.items()}
        ids["doubles"] = tuple(dict.fromkeys(event_id for pair in toll.doubles for event_id in pair))
        told = dead_parts(toll)
        return (*(Part(words, ids[of] if of else ()) for words, of in told), Part(".")) if told else ()

    def deadliest(self) -> Sentence:
        deadly = self.rows[self._deaths > 0]
        if not len(deadly):
            return ()
        order = np.lexsort((-self.columns.last_day[deadly], -self.columns.deaths[deadly]))[:_TOP]
        named = [Part(f"{self._name(event)} ({event.fatalities:,})", (event.event_id,)) for event in self._read(deadly[order])]
        return (Part("Deadliest: "), *_listed(named, last="; ", between="; "), Part("."))

    def newest(self) -> Sentence:
        dated = self.rows[self.columns.last_day[self.rows] != NO_DAY]
        if not len(dated):
            return ()
        first, last = self.columns.first_day[dated], self.columns.last_day[dated]
        row = dated[np.lexsort((first, told_days(first, last)))[-1]]  # of equal ones what is known best
        return (Part("Newest: "), *(Part(self._name(event), (event.event_id,)) for event in self._read(np.array([row]))), Part("."))

    def countries(self) -> Sentence:
        codes = self.columns.country[self.rows]
        found = sorted(((int((codes == code).sum()), int(code)) for code in np.unique(codes)), key=lambda pair: (-pair[0], pair[1]))
        named = [(count, code) for count, code in found if self.columns.countries[code]]
        if not named:
            return ()
        names = country_names()
        each = [
            self.part(f"{names.get(self.columns.countries[code], self.columns.countries[code])} ({count:,})", self.rows[codes == code])
            for count, code in named[:_COUNTRIES]
        ]
        if rest := [code for _, code in named[_COUNTRIES:]]:
            others = self.rows[np.isin(codes, rest)]
            each.append(self.part(f"{_many(len(rest), 'other country', 'other countries')} ({len(others):,})", others))
        return (Part("By country: "), *_listed(each, last=", "), Part("."))

    def doubts(self) -> Sentence:
        columns, rows = self.columns, self.rows
        sources = np.bincount(columns.source_row, minlength=len(columns))[rows]
        unknown = columns.precision[rows] == list(GeoPrecision).index(GeoPrecision.UNKNOWN)
        each = [
            self.part(f"{len(of):,} {words}", of)
            for words, of in (
                ("known only to an area", rows[columns.area[rows] != 0]),
                ("not located", rows[unknown]),
                ("without a date", rows[columns.first_day[rows] == NO_DAY]),
                ("told by one source only", rows[sources == 1]),
                ("with deaths that are to be checked and not counted", rows[self._deaths == DOUBTED_DEATHS]),
            )
            if len(of)
        ]
        return (Part("Uncertain: "), *_listed(each), Part(".")) if each else ()

    def span(self) -> str:
        """The days of all that is dated: "5 June 2021 – 2 September 2023"; empty where nothing is."""
        return ends_words(ends_of(self.columns.first_day[self.rows], self.columns.last_day[self.rows]))

    def _read(self, rows: Rows) -> Sequence[Event]:
        return self._events_of(self.columns.ids.at(rows))

    def _name(self, event: Event) -> str:
        where = place_name(event)
        return shown(f"{what_words(event)}{f', {where}' if where else ''}, {date_words(event)}", limit=160)


def _period(event_filter: EventFilter, teller: _Teller) -> str:
    days = asked_words(event_filter) or teller.span()
    return f"{days}: " if days else ""


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


def _listed(parts: Sequence[Part], *, last: str = " and ", between: str = ", ") -> Iterator[Part]:
    """The parts with what joins them."""
    for i, part in enumerate(parts):
        if i:
            yield Part(last if i == len(parts) - 1 else between)
        yield part
