"""The days that one article tells, sentence by sentence, and which of them is an event's where its own sentences name none."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from geodata.events.dates import DateMention, find_dates
from geodata.events.filed import filed_end, reference_day
from geodata.events.frames import Frame
from geodata.events.group import NEWS
from geodata.events.mention import Mention
from geodata.events.sentences import Sentence
from geodata.events.together import when_of
from geodata.model import Category, Status, TimePrecision

_IS_NEWS = 0.5  # chance of being the report's news, from which what has no day of its own was then
_LEAD = 700  # characters of a lead


class Days:
    """The dates of one article's sentences."""

    def __init__(self, low: str, sentences: Sequence[Sentence], published: date | None) -> None:
        self._low = low
        self._sentences = sentences
        self._head = filed_end(low)
        self._known: dict[tuple[int, date | None], tuple[DateMention, ...]] = {}
        self._starts = [s.start_char for s in sentences]
        self.reference = reference_day(low, published)
        """The day from which dates are counted; None where neither the report nor its source tells one."""

    def of(self, index: int) -> tuple[DateMention, ...]:
        """The dates of one sentence; "the next day" counts from the last day of the one before."""
        return self._found(index, self._told_before(index))

    def of_event(self, members: Sequence[Mention]) -> DateMention | None:
        """When the event was; what states do to each other after an ultimatum came from its last day on, till it was reported."""
        when = when_of(members) or self._before(members[0]) or self._till_reported(members)
        if when is None or self.reference is None or members[0].trigger.category is not Category.DIPLOMATIC:
            return when
        if when.frame is Frame.WAIT:
            when = self._ran_out or when
        is_past = when.frame is Frame.WAITED and when.last < self.reference
        return when._replace(last=self.reference, precision=TimePrecision.WEEK) if is_past else when

    @cached_property
    def _ran_out(self) -> DateMention | None:
        """When an ultimatum ran out, as the article tells it first."""
        return next((d for i in range(len(self._sentences)) for d in self._found(i) if d.frame is Frame.WAITED), None)

    def _found(self, index: int, told: date | None = None) -> tuple[DateMention, ...]:
        if (index, told) not in self._known:
            sentence = self._sentences[index]
            self._known[index, told] = find_dates(self._low, max(sentence.start_char, self._head), sentence.end_char, self.reference, told)
        return self._known[index, told]

    def _told_before(self, index: int) -> date | None:
        """The day that the sentence before tells."""
        days = [d.last for d in self._found(index - 1) if d.precision is TimePrecision.DAY] if index else []
        return days[-1] if days else None

    def _index_of(self, mention: Mention) -> int:
        return max(0, bisect.bisect_right(self._starts, mention.sentence.start_char) - 1)

    def _before(self, first: Mention) -> DateMention | None:
        """The last day that the paragraph tells before it: what follows there without a day of its own was then."""
        if first.status is not Status.OCCURRED or first.trigger.category is Category.MILITARY_BASE:
            return None
        index = self._index_of(first)
        before = itertools.takewhile(lambda i: self._sentences[i].paragraph == first.sentence.paragraph, range(index - 1, -1, -1))
        told = ([d for d in self._found(i) if d.precision is TimePrecision.DAY and d.is_own] for i in before)
        return next((days[-1] for days in told if days), None)

    def _till_reported(self, members: Sequence[Mention]) -> DateMention | None:
        """For news without a day: from the day of a statement about it, else from that of the first news, to the day of the report."""
        first, reference = members[0], self.reference
        is_news = first.status is Status.OCCURRED and first.main >= _IS_NEWS and first.trigger.category is not Category.MILITARY_BASE
        if reference is None or not is_news:
            return None
        of_members = (d for m in members for d in self._found(self._index_of(m)) if d.frame is Frame.REPORTED)
        of_lead = (d for i in range(bisect.bisect_left(self._starts, _LEAD)) for d in self._found(i) if d.is_own)
        is_deed = first.trigger.category not in (Category.DIPLOMATIC, Category.AGREEMENT)  # not done by words
        told_of = (*of_lead, *of_members) if is_deed and first.sentence.start_char < _LEAD else (*of_members, *of_lead)
        days = (d for d in told_of if d.precision is TimePrecision.DAY and timedelta(0) <= reference - d.last <= NEWS)
        told = next(days, None)
        return told and told._replace(last=reference, precision=TimePrecision.WEEK, frame=Frame.REPORTED)
