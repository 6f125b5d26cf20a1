"""Reading one article: recognise its toponyms, resolve them to places, detect its events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from geodata.articles.language import is_coded, language_of
from geodata.errors import ContentError
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.rules import followed, parted, with_words
from geodata.model import Article, Category, Event, Evidence, Place, PlaceRule, Resolution, Status, Toponym
from geodata.store.corrections import Correction

LONGEST = 1_000_000  # characters of an article: half a minute of reading on a laptop, and longer than any news text


class Recognizer(Protocol):
    """Finds toponyms in a text. `coder` names the model and its settings."""

    coder: str

    def recognise(self, text: str, *, title: str = "") -> tuple[Toponym, ...]:
        """Toponyms in order of `start_char`, none overlapping."""


class Resolver(Protocol):
    """Chooses a place for each toponym of one text."""

    coder: str

    def resolve(
        self, text: str, toponyms: tuple[Toponym, ...], *, title: str = "", source: str = "", rules: tuple[PlaceRule, ...] = ()
    ) -> tuple[Resolution, ...]:
        """One resolution a toponym, in the same order. `rules` are those that hold for this article: they are followed."""


class EventDetector(Protocol):
    """Codes the events of one article, the main event first."""

    coder: str

    def detect(self, article: Article, resolutions: tuple[Resolution, ...]) -> tuple[Event, ...]:
        """Events of this article alone; merging across articles happens in the pipeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What was found in one article; the main event first."""

    resolutions: tuple[Resolution, ...]
    events: tuple[Event, ...]


class Ground(NamedTuple):
    """What the gazetteer adds to a place that an event is given."""

    area_of: Callable[[int], bytes | None] = lambda _: None  # well-known binary by geonameid
    filed: Callable[[Place], Place] = lambda place: place  # a place from outside the gazetteer with its country and region


NO_GROUND = Ground()


def no_guess(article: Article, _resolutions: tuple[Resolution, ...], start_char: int, end_char: int) -> Event:
    """An event of these words of which nothing is known yet."""
    return Event(
        event_id="",
        category=Category.OTHER,
        event_type="Strategic developments",
        sub_event_type="Other",
        status=Status.OCCURRED,
        evidence=(Evidence(article_id=article.article_id, start_char=start_char, end_char=end_char),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyst:
    """The three steps of reading an article, and where the areas of its places come from."""

    recognizer: Recognizer
    resolver: Resolver
    detector: EventDetector
    area_of: Callable[[int], bytes | None]  # well-known binary by geonameid
    shaded_for: Callable[[Place], Place | None] = lambda _: None  # the region whose area stands in for that of a district without one
    filed: Callable[[Place], Place] = lambda place: place  # a place from outside the gazetteer with its country and region
    linked: Callable[[Article, Event], Event] = lambda _, event: event  # an event with the military facility that its words fit
    drafted: Callable[[Article, tuple[Resolution, ...], int, int], Event] = no_guess  # an event of the words between two offsets

    @property
    def ground(self) -> Ground:
        """What it knows of places."""
        return Ground(self.area_of, self.filed)

    def analyse(
        self, article: Article, *, spans: Collection[tuple[int, int]] | None = None, decided: Iterable[Correction] = ()
    ) -> Analysis:
        """Toponyms with their places, and the events of this article alone; with `spans`, just the toponyms that stand there.

        An article in another language than English has no events: its language says why.

        `decided` holds for this article: a person's word goes before what is recognised and resolved.

        Raises:
            ContentError: the text is longer than any article.
        """
        if len(article.text) > LONGEST:
            raise ContentError(
                f"The text is too long: {len(article.text):,} characters, and {LONGEST:,} is the limit. Split it into articles."
            )
        decided = tuple(decided)
        rules = tuple(correction.rule for correction in decided)
        toponyms = self.recognizer.recognise(article.text, title=article.title)
        if spans is not None:
            toponyms = _at(spans, article.text, toponyms)
        toponyms, refused = parted(with_words(article.text, toponyms, (c.written for c in decided if c.written)), rules)
        resolutions = self.resolver.resolve(article.text, toponyms, title=article.title, source=article.source or "", rules=rules)
        resolutions = followed(resolutions, rules)
        is_read = is_coded(article.language or language_of(article.text))
        found = self.detector.detect(article, resolutions) if is_read else ()
        events = tuple(self._told(self.linked(article, event)) for event in found)
        return Analysis(resolutions=tuple(sorted((*resolutions, *refused), key=lambda r: r.toponym.start_char)), events=events)

    def _told(self, event: Event) -> Event:
        """The event, with a sentence where another area is shaded than that of its own place; its precision stays."""
        if event.place is None or event.point is not None or (region := self.shaded_for(event.place)) is None:
            return event
        told = f"Area: the outline of {event.place.name} is not known; {region.name}, the region that holds it, is shaded."
        return replace(event, reasons=(*event.reasons, told))


def default_analyst(gazetteer: Gazetteer, *, models: Path | None = None, threads: int = 0) -> Analyst:
    """The analyst that ships with Dateline. It reads the gazetteer, so use it in the thread that opened that one.

    `models` is a folder with another encoder, to measure it; `threads` is how many one reading may use, 0: as many as there are cores.
    """
    from geodata.events.detect import ModelDetector
    from geodata.events.facilities import linked
    from geodata.geoparsing.encoder import Encoder
    from geodata.geoparsing.resolve import RankedResolver
    from geodata.geoparsing.tagger import TaggerRecognizer

    encoder = Encoder(models, threads=threads)  # one reading of a text serves both
    facilities = gazetteer.facilities()
    detector = ModelDetector(encoder, gazetteer.country)
    return Analyst(
        recognizer=TaggerRecognizer(gazetteer.matches, encoder),
        resolver=RankedResolver(gazetteer),
        detector=detector,
        area_of=lambda geonameid: _area(gazetteer, geonameid),
        shaded_for=lambda place: _shaded_for(gazetteer, place),
        filed=lambda place: _filed(gazetteer, place),
        linked=lambda article, event: linked(article, event, facilities),
        drafted=detector.draft,
    )


def ground_of(gazetteer: Gazetteer) -> Ground:
    """What that gazetteer knows of places."""
    return Ground(lambda geonameid: _area(gazetteer, geonameid), lambda place: _filed(gazetteer, place))


def _area(gazetteer: Gazetteer, geonameid: int) -> bytes | None:
    """The outline of a place, else that of the region that holds it."""
    own = gazetteer.area(geonameid)
    place = gazetteer.place(geonameid) if own is None else None
    region = _shaded_for(gazetteer, place) if place else None
    return gazetteer.area(region.geonameid) if region else own


def _shaded_for(gazetteer: Gazetteer, place: Place) -> Place | None:
    """The first-level region that is shaded for a place within it that has no outline of its own; None where it has one."""
    if not place.country_code or place.feature_code in ("PCLI", "ADM1") or gazetteer.area(place.geonameid) is not None:
        return None
    region = gazetteer.region(place)
    return region if region is not None and gazetteer.area(region.geonameid) is not None else None


def _filed(gazetteer: Gazetteer, place: Place) -> Place:
    """The place with the codes that it lacks, by the outlines that hold its point: events are filtered by them."""
    if place.feature_class == "A" or (place.country_code and place.admin1_code) or gazetteer.place(place.geonameid) is not None:
        return place
    holders = gazetteer.at(place.latitude, place.longitude)
    if not holders or place.country_code not in ("", holders[-1].country_code):
        return place
    return replace(place, country_code=holders[-1].country_code, admin1_code=place.admin1_code or holders[0].admin1_code)


def _at(spans: Collection[tuple[int, int]], text: str, found: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Toponyms at `spans`, in order of the text, in the role in which they were found if they were."""
    by_span = {(t.start_char, t.end_char): t for t in found}
    return tuple(
        by_span.get((start, end)) or Toponym(name=text[start:end], start_char=start, end_char=end) for start, end in sorted(set(spans))
    )
