"""What the window is about: the project, the filter and the selection."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from desktop.facilities import FacilityLayer
from desktop.look import MapLook
from desktop.places import Question
from desktop.seen import Seen
from geodata.articles.language import is_coded
from geodata.errors import GeodataError
from geodata.export.release import Tlp
from geodata.gazetteer.names import name_key
from geodata.grades import Reliability
from geodata.model import AreaOfInterest, Article, Changes, Event, EventFilter, Evidence, Resolution, Review, Scope
from geodata.store import articles, corrections, events, finding, grades, merges, places, project, review, tags, toponyms, trail
from geodata.store.areas import Outlines, within
from geodata.store.articles import ArticleRow
from geodata.store.column_cache import columns_of, keep
from geodata.store.columns import EventColumns, Matched, Within, mask, read_columns
from geodata.store.corrections import Correction
from geodata.store.merges import MergeRule
from geodata.store.project import Project
from geodata.store.query import Stretch
from geodata.store.refreshing import refreshed
from geodata.store.settling import Settler
from geodata.store.trail import Line
from geodata.wording import shown


class Session(QObject):
    """Panels read it and ask it; none of them talks to another."""

    opened = Signal()  # another project
    changed = Signal(object)  # Changes: the project's content
    filtered = Signal()  # the filter, or what passes it
    selected = Signal(bool)  # the selection; True where the map should move there
    reading = Signal(str, object)  # article id, Evidence or None: show the article at that spot
    placing = Signal(object)  # Question: which place is meant; None closes its card
    pinned = Signal(object, bool)  # tuple[Pin, ...]: the candidates on the map; True where they should be brought into view
    pointed = Signal(int)  # the candidate pointed at, in the list or on the map; -1 for none
    sought = Signal()  # other words are searched for in the articles
    found = Signal(object)  # Suggestion that was searched for; None takes its marker away
    failed = Signal(str)  # one sentence for the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.columns: EventColumns | None = None
        self.mask = np.zeros(0, dtype=bool)
        self.aside = np.zeros(0, dtype=bool)  # events that the filter's text finds only by other words of their articles
        self.filter = EventFilter()
        self.selection: tuple[str, ...] = ()
        self.question: Question | None = None
        self.sought_words = ""
        self.is_refreshing = False  # while the selection is told again, as it was
        self.marking: Tlp | None = None  # the level of the Traffic Light Protocol that the project bears
        self._matched: Matched | None = None
        self._settler: Settler | None = None
        self._within: Within | None = None
        self._tagged: set[str] | None = None
        self._evaluated: tuple[EventColumns | None, str, AreaOfInterest | None] = None, "", None
        self._loosened: dict[tuple[tuple[str, Any], ...], np.ndarray[Any, np.dtype[np.bool_]]] = {}
        self._outlines = Outlines(self.area)
        self.facilities = FacilityLayer(self)
        self.look, self.seen = MapLook(self), Seen(self)

    def open(self, path: Path, *, new: bool = False) -> bool:
        """Leave the present project for the one at `path`; on failure the present one stays and `failed` tells why."""
        try:
            opened = project.create(path) if new else project.open(path)
            columns = columns_of(opened)
        except GeodataError as error:
            self.failed.emit(str(error))
            return False
        self.close()
        self.project, self.columns, self.filter, self.selection = opened, columns, EventFilter(), ()
        self._settler = None if opened.read_only else Settler(opened.path)
        self._outlines = Outlines(self.area)
        self._evaluate()
        self.ask_place(None)
        self.opened.emit()
        self.filtered.emit()
        self.selected.emit(False)  # noqa: FBT003
        return True

    def close(self, *, is_all: bool = True) -> None:
        """Let go of the project's file; unless `is_all` more was written to it than was told, and no columns are kept."""
        if self._settler is not None:
            self._settler.stop()
            self._settler = None
        if self.project is not None:
            with suppress(GeodataError):  # a full disk: the columns are read from the events next time
                if is_all:
                    keep(self.project, self._known())
            self.project.close()
        self.project = None

    def refresh(self, changes: Changes, *, is_all: bool = True) -> None:
        """Read the project again after `changes` were written to its file, whole where they may not be all that was written."""
        if self.project is None:
            return
        self.columns = refreshed(self.project, self._known(), changes.events) if is_all else read_columns(self.project)
        self._outlines = Outlines(self.area)  # an area may have come
        self._evaluate()
        self.changed.emit(changes)
        self._ask_again(changes)
        self.filtered.emit()
        ids, self.is_refreshing = self.columns.ids, True
        self.select(ids.at(ids.rows_of(self.selection)))
        self.is_refreshing = False

    def set_filter(self, wanted: EventFilter) -> None:
        """Show only what passes `wanted`."""
        if wanted == self.filter:
            return
        self.filter = wanted
        self._evaluate()
        self.filtered.emit()

    def _evaluate(self) -> None:
        """The mask anew; text and area are looked at again only where they or the events are others, since the period changes often."""
        columns, text, area = self._evaluated
        if columns is not self.columns or text != self.filter.text:
            self._matched = self._events_with(self.filter.text)
            self.aside = self._found_aside()
        if columns is not self.columns or area != self.filter.area:
            self._within = within(self.columns, self.filter.area, self._outlines) if self.columns is not None and self.filter.area else None
        self._tagged = tags.tagged(self.project, self.filter.tags) if self.project and self.filter.tags else None
        self._evaluated = self.columns, self.filter.text, self.filter.area
        self._loosened.clear()
        self.mask = self.mask_where()

    def _events_with(self, text: str) -> Matched | None:
        return events.matching_text(self.project, text.strip()) if self.project and text.strip() else None

    def _found_aside(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        if self.project is None or self.columns is None or self._matched is None:
            return np.zeros(0 if self.columns is None else len(self.columns), dtype=bool)
        return finding.aside(self.project, self.columns, self.filter.text, self._matched)

    def mask_where(self, **loosened: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:  # fields of EventFilter
        """The mask of the present filter with some of its fields replaced: what would pass if they were loosened."""
        if self.columns is None:
            return np.zeros(0, dtype=bool)
        key = tuple(sorted(loosened.items()))
        if key not in self._loosened:  # several panels ask the same
            self._loosened[key] = mask(
                self.columns, replace(self.filter, **loosened), matched=self._matched, within=self._within, tagged=self._tagged
            )
        return self._loosened[key]

    def select(self, event_ids: Iterable[str], *, move: bool = False) -> None:
        """Select events; `move` asks the map to bring them into view."""
        self.selection = tuple(event_ids)
        self.selected.emit(move)

    def read(self, article_id: str, evidence: Evidence | None = None) -> None:
        """Ask for the whole article, at the spot of `evidence`; a card of another article's words is closed."""
        if self.question is not None and self.question.article.article_id != article_id:
            self.ask_place(None)
        self.reading.emit(article_id, evidence)

    def seek(self, typed: str) -> None:
        """Mark these words in the articles that are read, as they are searched for; empty for none."""
        if typed != self.sought_words:
            self.sought_words = typed
            self.sought.emit()

    def sought_in(self, article_id: str) -> tuple[Stretch, ...]:
        """Where in an article the words stand that are searched for."""
        return finding.places_in(self.project, self.sought_words, article_id) if self.project and self.sought_words else ()

    def ask_place(self, question: Question | None) -> None:
        """Open the card of these words, or close it."""
        if question is None and self.question is None:
            return
        self.question = question
        self.placing.emit(question)

    def _ask_again(self, changes: Changes) -> None:
        """The card follows what its words mean now."""
        asked = self.question
        if asked is None or asked.article.article_id not in changes.articles:
            return
        span = (asked.start_char, asked.end_char)
        kept = self.resolutions(asked.article.article_id)
        self.ask_place(replace(asked, resolution=next((r for r in kept if (r.toponym.start_char, r.toponym.end_char) == span), None)))

    def resolutions(self, article_id: str) -> list[Resolution]:
        """The toponyms of one article, in the order of its text."""
        return toponyms.of_article(self.project, article_id) if self.project else []

    def words_of(self, number: int) -> str:
        """A decision in words: "Ménaka, no place, in “Incident note”"; empty where there is none with that number."""
        assert self.project is not None
        found = next((correction for correction in corrections.every(self.project) if correction.number == number), None)
        if found is None:
            return ""
        rule = found.rule
        written = found.written or next((name for name in toponyms.names(self.project) if name_key(name) == rule.name), rule.name)
        where = {Scope.SOURCE: f"in all of {shown(rule.within, limit=60)}", Scope.ALWAYS: "everywhere"}.get(rule.scope)
        if where is None:
            where = f"in “{shown(self.article(rule.within).title, limit=60)}”"
        return f"{shown(written, limit=60)}, {shown(rule.place.name, limit=60) if rule.place else 'no place'}, {where}"

    def merges_of(self, event: Event) -> list[MergeRule]:
        """What a person decided about the reports in an event, the newest first."""
        return [rule for rule in self._merges()[::-1] if rule.touches(event)]

    def words_of_merge(self, number: int) -> str:
        """A decision about a merge in words: "“Raid on market” told apart from “Six dead”"; empty where there is none with that number."""
        found = next((rule for rule in self._merges() if rule.number == number), None)
        if found is None:
            return ""
        one, other = (self._titles({stretch.article_id for stretch in side}) for side in (found.one, found.other))
        return f"{one} {'made one event with' if found.is_same else 'told apart from'} {other}"

    def _merges(self) -> list[MergeRule]:
        return merges.every(self.project) if self.project is not None and not self.project.read_only else []

    def _titles(self, article_ids: set[str]) -> str:
        titles = [f"“{shown(article.title, limit=60)}”" for article in self.articles_of(sorted(article_ids)).values()]
        return titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"

    def near(self, event: Event) -> list[Event]:
        """Other events that a person might say are the same."""
        return merges.near(self.project, event) if self.project else []

    def trail_of(self, event: Event) -> list[Line]:
        """What a person decided about an event, the newest first."""
        return trail.of_event(self.project, event) if self.project else []

    def tags(self) -> list[str]:
        """All tags in use."""
        return tags.every(self.project) if self.project else []

    def tag_count(self, tag: str) -> int:
        """How many events with that tag pass the other fields of the filter."""
        if self.project is None or self.columns is None:
            return 0
        rows = self.columns.ids.rows_of(tags.tagged(self.project, (tag,)))
        return int(self.mask_where(tags=())[rows].sum())

    def made_by_hand(self) -> set[str]:
        """The ids of the events that a person made."""
        return trail.made_by_hand(self.project) if self.project else set()

    def doubts(self, event: Event) -> tuple[str, ...]:
        """Why an event that nobody reviewed should be looked at, in words."""
        return review.doubts(self.project, event) if self.project and event.review is Review.UNREVIEWED else ()

    def main_country(self) -> str:
        """The code of the country that the articles' places lie in most; empty where there are none."""
        return toponyms.main_country(self.project) if self.project else ""

    def decision(self, article: Article, words: str) -> Correction | None:
        """What a person decided about these words that holds for this article."""
        if self.project is None or self.project.read_only:
            return None
        holding = corrections.holding(corrections.every(self.project), article)
        return next((correction for correction in holding if correction.rule.name == name_key(words)), None)

    def row(self, event_id: str) -> int | None:
        """The row of an event in the columns."""
        return self.columns.ids.row_of(event_id) if self.columns is not None else None

    def _known(self) -> EventColumns:
        assert self.columns is not None  # read when the project was opened
        return self.columns

    def events(self, event_ids: Iterable[str]) -> list[Event]:
        """The full events, in the order asked."""
        return events.many(self.project, list(event_ids)) if self.project else []

    def events_of(self, article_id: str) -> list[Event]:
        """The events with evidence in one article."""
        return events.of_article(self.project, article_id) if self.project else []

    def article(self, article_id: str) -> Article:
        """One article with its whole text."""
        assert self.project is not None
        return articles.get(self.project, article_id)

    def articles_of(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """Articles with their whole texts, in the order asked."""
        wanted = list(dict.fromkeys(article_ids))
        found = articles.many(self.project, wanted) if self.project else {}
        return {article_id: found[article_id] for article_id in wanted}

    def articles(self, *, limit: int = -1) -> list[ArticleRow]:
        """All articles, or so many of the newest, without their texts."""
        return articles.list_all(self.project, limit=limit) if self.project else []

    def last_number(self) -> int:
        """The number in the file of the article that came in last, 0 where there is none."""
        return articles.last_number(self.project) if self.project else 0

    def article_count(self) -> int:
        """How many articles the project holds, without what could not be used."""
        return articles.count(self.project) - articles.unused(self.project) if self.project else 0

    def uncoded_count(self, article_ids: Iterable[str]) -> int:
        """How many of these articles have no events because of their language."""
        languages = articles.without_events(self.project, article_ids) if self.project else []
        return sum(not is_coded(language) for language in languages)

    def unused_count(self) -> int:
        """How many files, lines and pages could not be used, and are kept with the reason."""
        return articles.unused(self.project) if self.project else 0

    def grades(self) -> dict[str, Reliability]:
        """How reliable sources are, where a person said so."""
        return grades.of_sources(self.project) if self.project else {}

    def area(self, geonameid: int) -> bytes | None:
        """The outline of a place that events are known to, as well-known binary with longitude first; None where there is none."""
        return places.area(self.project, geonameid) if self.project else None

    @property
    def is_writable(self) -> bool:
        """True where the open project takes changes."""
        return self.project is not None and not self.project.read_only
