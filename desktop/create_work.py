"""What makes an event that the machine missed: from selected words of an article, or at a spot of the map."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.dialogs.new_event import OWN, NewEventDialog, Source
from desktop.intake import with_analyst
from desktop.places import place_at
from desktop.readout import Written, written
from desktop.spot import Spot, hand_km, place_there
from desktop.tasks import Task
from geodata import reviewing
from geodata.analyst import ground_of, no_guess
from geodata.drafting import LONGEST, Draft, draft
from geodata.errors import GeodataError
from geodata.events.sentences import split
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.precision import precision_of
from geodata.model import Article, Category, Changes, Event, Evidence, GeoPrecision, Place, Progress, Resolution, Status
from geodata.store.project import Project
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from geodata.analyst import Analyst

BUSY = "Articles are being read, so the form is not filled in from the words."
TOO_LONG = f"Select fewer words: an excerpt has {LONGEST:,} characters at most."
HERE_KM = 0.1  # within which a spot is the place itself


class CreateWork(QObject):
    """The form is filled in in the background; the event is kept as any decision is, with its line in the trail."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        window.reader.event_asked.connect(self.from_words)
        window.space.event_asked.connect(self.at_spot)

    @Slot()
    def from_words(self) -> None:
        """Open the form on the selected words of the article."""
        span, article = self._window.reader.selected_words(), self._window.reader.article
        if span is None or article is None or not self._session.is_writable:
            return
        if span[1] - span[0] > LONGEST:
            self._window.messages.tell(TOO_LONG)
            return
        known = tuple(self._session.resolutions(article.article_id))
        if self._window.runner.tasks:
            self._window.messages.tell(BUSY)
            self._open_on(article, _unfilled(article, known, span), filled=False)
            return
        task = _Reading(self, article, known, span).task
        self._window.runner.start(task)

    def finish(self, article: Article, found: Draft | Exception, known: tuple[Resolution, ...], span: tuple[int, int]) -> None:
        """Open the form on what the words tell, empty where they could not be read."""
        reader = self._window.reader
        if reader.article is None or reader.article.article_id != article.article_id or not self._session.is_writable:
            return  # another one was opened meanwhile
        if isinstance(found, Draft):
            self._open_on(article, found, filled=True)
            return
        if not isinstance(found, GeodataError):
            raise found
        self._window.messages.tell(str(found))
        self._open_on(article, _unfilled(article, known, span), filled=False)

    def _open_on(self, article: Article, found: Draft, *, filled: bool) -> None:
        self._open(found.event, [_source(article, piece) for piece in found.event.evidence], found.named, filled=filled)

    @Slot(object)
    def at_spot(self, spot: Spot) -> None:
        """Open the form on a spot of the map; the words selected in the open article can be its source, else its first sentence."""
        if not self._session.is_writable:
            return
        is_by_hand = spot.metres > 0 and not spot.name
        place, name = place_there(spot.point) if is_by_hand else (_place_of(spot), spot.name)
        event = Event(
            event_id="",
            category=Category.ATTACK,
            event_type="Violence against civilians",
            sub_event_type="Attack",
            status=Status.OCCURRED,
            location=shown(name, limit=80) or None,
            place=place,
            geo_precision=GeoPrecision.NEAR if is_by_hand else precision_of(place) if place.geonameid > 0 else GeoPrecision.EXACT,
            radius_km=hand_km(spot.metres) if is_by_hand else None,
        )
        self._open(event, [*self._article_sources(), OWN], ())

    def _article_sources(self) -> list[Source]:
        article, span = self._window.reader.article, self._window.reader.selected_words()
        if article is None:
            return []
        if span is None or span[1] - span[0] > LONGEST:
            first = next(iter(split(article.text)), None)
            span = (first.start_char, first.end_char) if first else None
        return [_source(article, Evidence(article_id=article.article_id, start_char=span[0], end_char=span[1]))] if span else []

    def _open(self, event: Event, sources: list[Source], named: tuple[Resolution, ...], *, filled: bool = False) -> None:
        self.dialog = NewEventDialog(event, sources, self._window, named=named, filled=filled)
        self.dialog.decided.connect(self._make)
        self.dialog.open()

    @Slot(object, str)
    def _make(self, event: Event, reason: str) -> None:
        by, review = self._window.preferences.by(reason), self._window.review

        def create(project: Project) -> Changes:
            with Gazetteer.open() as gazetteer:
                return reviewing.create(project, event, by, ground=ground_of(gazetteer))

        changes = review.carry_out(create, "Made.")
        if not changes:
            return
        [made] = changes.events
        row = self._session.row(made)
        self._session.select([made], move=True)
        if row is not None and not self._session.mask[row]:
            self._window.messages.tell("Made; the present filter hides it.", action="Undo", handler=review.undo)


class _Reading(QObject):
    """Selected words while they are read."""

    def __init__(self, parent: CreateWork, article: Article, known: tuple[Resolution, ...], span: tuple[int, int]) -> None:
        super().__init__(parent)
        self._work, self._article, self._known, self._span = parent, article, known, span
        self.task = Task(lambda: with_analyst(self._read), "Reading the words")
        self.task.succeeded.connect(self._finish)
        self.task.failed.connect(self._finish)
        self.task.finished.connect(self.deleteLater)

    def _read(self, analyst: Analyst) -> Generator[Progress, None, Draft]:
        yield Progress(done=0, total=0, label="")
        return draft(analyst, self._article, self._known, *self._span)

    @Slot(object)
    def _finish(self, found: Draft | Exception) -> None:
        self._work.finish(self._article, found, self._known, self._span)


def _source(article: Article, evidence: Evidence) -> Source:
    return Source(f"“{shown(article.title, limit=80)}”", evidence, article.text[evidence.start_char : evidence.end_char])


def _unfilled(article: Article, known: tuple[Resolution, ...], span: tuple[int, int]) -> Draft:
    named = (r for r in known if span[0] <= r.toponym.start_char and r.toponym.end_char <= span[1])
    return Draft(no_guess(article, known, *span), tuple(named))


def _place_of(spot: Spot) -> Place:
    """The town of the gazetteer that bears the spot's name, else the spot itself."""
    try:
        with Gazetteer.open() as gazetteer:
            near = gazetteer.near(*spot.point, HERE_KM, 8)
    except GeodataError:
        near = ()
    own = next((place for place in near if place.name == spot.name), None)
    return own or place_at(spot.point, spot.name or written(spot.point, Written.DECIMAL))
