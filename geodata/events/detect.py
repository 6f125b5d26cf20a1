"""Events of one article: what the model reads in its sentences, with the places, dates and numbers around the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from geodata.claims import ClaimKind
from geodata.errors import ModelError
from geodata.events.actor_names import Finder
from geodata.events.bases import is_left
from geodata.events.cast import cast
from geodata.events.casualties import Casualties, best, casualties, completed
from geodata.events.clauses import clauses, is_shared
from geodata.events.codebook import LEFT, Code, code_of
from geodata.events.dates import DateMention
from geodata.events.dating import date_of
from geodata.events.days import Days
from geodata.events.distinct import distinct
from geodata.events.drafts import covering, filled, with_stretch
from geodata.events.explain import other_reasons, type_reasons
from geodata.events.filed import dateline, town_span
from geodata.events.games import is_game, is_harm, is_played
from geodata.events.group import group
from geodata.events.labels import LABELS, ROWS, STATUSES
from geodata.events.locate import Locator
from geodata.events.mention import Mention
from geodata.events.merge import event_id
from geodata.events.retold import is_fresh, kinds_of, later_toll, recall, targets_of, tells_apart, tells_of_several
from geodata.events.sentences import Sentence, folded, is_heading, is_title, items, paragraphs, split
from geodata.events.signs import Signs, TextSigns
from geodata.events.site import Site
from geodata.events.status import status_of
from geodata.events.subtypes import label_of
from geodata.events.together import claims_of, site_of
from geodata.events.triggers import Trigger, find_phrases, likeliest, triggers_of, within
from geodata.events.weights import MIN_SCORE, event_score, features, mention_score
from geodata.geoparsing.encoder import Encoder
from geodata.model import (
    Article,
    Category,
    Event,
    Evidence,
    GeoPrecision,
    Place,
    Resolution,
    Span,
    SpanKind,
    Status,
    TimePrecision,
)

_ON = re.compile(r"\s*(?:(?:on|in|late|early|last)\s+)*")  # between a place and its date: "had left Bria on Saturday"
_TELLS = 0.5  # of any event, from which a sentence tells one of its own
_CAPTION = re.compile(
    r"\W*(?:(?:read\s+(?:next|more|also)|also\s+read|see\s+also|related(?:\s+\w+)?|more\s+on\s+this|recommended|watch|listen|advertisement|trending)\s*[:|–—-]"
    r"|file\s+(?:photo|picture|image)|photo(?:graph)?s?\s*(?:by|:)|image\s*:|picture\s*:|file\s+[-–—])"
)
_NOT_YET = (Status.PLANNED, Status.THREATENED)
_NOTE = 3  # sentences of a text that is a note


class ModelDetector:
    """Codes events by the model that ships; `country_of` gives the place of a country that the text only implies."""

    def __init__(self, encoder: Encoder, country_of: Callable[[str], Place | None] = lambda _: None) -> None:
        """Read with `encoder`.

        Raises:
            ModelError: its model tells other labels than this version knows.
        """
        if (encoder.card.labels, encoder.card.statuses) != (LABELS, STATUSES):
            raise ModelError("The model that reads articles does not tell the events that this version knows. Install Dateline anew.")
        self._encoder = encoder
        self._country_of = country_of
        self.coder = encoder.coder

    def detect(self, article: Article, resolutions: tuple[Resolution, ...]) -> tuple[Event, ...]:
        """The events of one article, the main one first."""
        events = (event for event, _ in self.considered(article, resolutions) if event.score >= MIN_SCORE)
        return tuple(sorted(events, key=lambda e: -e.score))

    def considered(self, article: Article, resolutions: tuple[Resolution, ...]) -> Iterator[tuple[Event, dict[str, float]]]:
        """Every event that the words may tell, also those too doubtful to be coded, with what its score is weighed from."""
        sentences = split(article.text)
        reading = self._reading(article, resolutions, sentences)
        for members in group(reading.mentions(), reading.reference):
            told = reading.features(members)
            score = event_score(told, members[0].trigger.category)
            if len(sentences) <= _NOTE and any(m.trigger.is_sure for m in members):  # what a note of a line or two tells is its news
                score = max(score, MIN_SCORE)
            yield reading.event(members, score, self.coder), told

    def draft(self, article: Article, resolutions: tuple[Resolution, ...], start_char: int, end_char: int) -> Event:
        """The event of these words, which a person says tell of one: what they leave open is that of their sentences."""
        sentences = split(article.text)
        around = covering(sentences, start_char, end_char)
        own = around._replace(start_char=start_char, end_char=end_char)
        wide, narrow = (self._reading(article, resolutions, with_stretch(sentences, stretch)) for stretch in (around, own))
        trigger = wide.trigger(around, chosen=own)
        return filled(narrow.drafted(own, trigger), wide.drafted(around, trigger), resolutions, article.text)

    def _reading(self, article: Article, resolutions: tuple[Resolution, ...], sentences: Sequence[Sentence]) -> _Reading:
        low = folded(article.text)
        signs = TextSigns(self._encoder.read(article.text))
        head = dateline(low)
        locator = Locator(
            article.text,
            sentences,
            resolutions,
            dateline_end=head.end_char if head else 0,
            town=town_span(article.text),
            country_of=self._country_of,
            chance=signs.place,
        )
        return _Reading(article, low, sentences, locator, signs, Finder(article.text, low, resolutions))


class _Reading:
    """One article while it is read."""

    def __init__(
        self, article: Article, low: str, sentences: Sequence[Sentence], locator: Locator, signs: TextSigns, finder: Finder
    ) -> None:
        self._article = article
        self._low = low
        self._sentences = sentences
        self._locator = locator
        self._signs = signs
        self._finder = finder
        self._days = Days(low, sentences, article.published)
        self._items, self._paragraphs = items(low, sentences), paragraphs(sentences)
        self._is_game = is_game(low)
        title = folded(article.title)
        self._title = {p.category for p in find_phrases(title, 0, len(title))}

    @property
    def reference(self) -> date | None:
        """The day from which dates are counted."""
        return self._days.reference

    def mentions(self) -> Iterator[Mention]:
        """What the sentences tell, in order of the text."""
        for index, sentence in enumerate(self._sentences):
            is_bare = is_title(self._low, self._sentences, index) and not self._locator.names(index)
            is_play = self._is_game and is_played(self._low, *self._paragraph(index)) and not is_harm(self._low, *sentence[:2])
            if is_bare or is_play or _CAPTION.match(self._low, sentence.start_char):
                continue
            if triggers := triggers_of(self._signs, self._low, sentence, self._since(index)) or self._toll_alone(sentence):
                yield from self._of_sentence(index, triggers)

    def _paragraph(self, index: int) -> tuple[int, int]:
        """Where the paragraph of a sentence begins and ends."""
        own = self._paragraphs[self._sentences[index].paragraph]
        return self._sentences[own[0]].start_char, self._sentences[own[-1]].end_char

    def _since(self, index: int) -> int:
        """Where the item of a list begins that a sentence stands in; 0 where it stands in none."""
        return self._paragraph(index)[0] if self._sentences[index].paragraph in self._items else 0

    def features(self, members: Sequence[Mention]) -> dict[str, float]:
        """What the score of the event of these mentions is weighed from."""
        return features(members, self._low, in_title=members[0].trigger.category in self._title)

    def event(self, members: Sequence[Mention], score: float, coder: str) -> Event:
        """The event of these mentions; its type is what their sentences together tell most."""
        signs = self._signs.of_all(distinct([m.sentence for m in members], lambda s: s.start_char))
        category = members[0].trigger.category
        kinds = frozenset[str]().union(*(m.kinds for m in members))
        label = label_of(signs.labels, category, kinds, " ".join(self._low[slice(*m.sentence[:2])] for m in members))
        code = ROWS[label]
        if category is Category.MILITARY_BASE and any(is_left(self._low, m.trigger.start_char, *m.sentence[:2]) for m in members):
            code = code_of(category, LEFT)
        return _event(self._article, members, self._days.of_event(members), code, label=label, signs=signs, score=score, coder=coder)

    def trigger(self, sentence: Sentence, *, chosen: Sentence) -> Trigger:
        """What a sentence tells by the chosen words of it, however unlikely it is."""
        told = triggers_of(self._signs, self._low, sentence)
        touching = (t for t in told if chosen.start_char < t.end_char and t.start_char < chosen.end_char)
        return next(touching, None) or likeliest(self._signs, self._low, chosen)

    def drafted(self, sentence: Sentence, trigger: Trigger) -> Event:
        """The event that the trigger names, as one of the sentences tells it."""
        index = self._sentences.index(sentence)
        site = next(iter(self._locator.sites(index, trigger)), None)
        mention = self._mention(index, trigger, site, self._days.of(index), [trigger])
        return self.event([mention], 1.0, "")

    def _of_sentence(self, index: int, triggers: Sequence[Trigger]) -> Iterator[Mention]:
        dates = self._days.of(index)
        for trigger in triggers:
            if trigger.category is Category.MILITARY_BASE and self._locator.is_left(index):
                continue  # where troops left, none is based
            left = self._locator.left_ends(index, trigger.category)
            staying = [d for d in dates if not any(_ON.fullmatch(self._low, end, d.start_char) for end in left)]
            yield from self._of_trigger(index, trigger, staying, triggers)

    def _of_trigger(self, index: int, trigger: Trigger, dates: Sequence[DateMention], triggers: Sequence[Trigger]) -> Iterator[Mention]:
        """What a sentence tells by one trigger: of each place that it lists, and of each of its clauses that has a place of its own."""
        parts = clauses(self._low, self._sentences[index], trigger.category, self._locator.scene(index, trigger.category))
        for part in parts:
            if len(parts) > 1:
                trigger = within(self._low, part, trigger)
            sites = self._locator.sites(index, trigger, part)
            own = [d for d in dates if part.start_char <= d.start_char < part.end_char] or dates
            mention = self._mention(index, trigger, sites[0] if sites else None, own, triggers if len(parts) == 1 else [trigger], part=part)
            if len(sites) > 1 or (part is not parts[0] and is_shared(self._low, part)):  # a toll of several places is that of none
                mention = replace(mention, casualties=Casualties())
            yield mention
            yield from (replace(mention, site=site) for site in sites[1:])

    def _toll_alone(self, sentence: Sentence) -> tuple[Trigger, ...]:
        """What the model hears nothing of: a later count of the dead of an event told before."""
        words = later_toll(self._low, sentence.start_char, sentence.end_char)
        return (Trigger(Category.ATTACK, "Attack", 0.0, *words),) if words else ()

    def _mention(
        self,
        index: int,
        trigger: Trigger,
        site: Site | None,
        dates: Sequence[DateMention],
        triggers: Sequence[Trigger],
        *,
        part: Sentence | None = None,
    ) -> Mention:
        sentence = self._sentences[index]
        part = part or sentence
        when = date_of(self._low, trigger, dates, triggers)
        following = self._sentences[index + 1] if index + 1 < len(self._sentences) else None
        next_words = self._low[following.start_char : following.end_char] if following else ""
        signs = self._signs.of(sentence)
        span = (part.start_char, part.end_char)
        counts = casualties(self._article, self._low, *span, near=trigger.start_char)
        is_next = following is not None and following.paragraph == sentence.paragraph and part.end_char == sentence.end_char
        if following and is_next and not any(d.is_own and d.precision is TimePrecision.DAY for d in self._days.of(index + 1)):
            after = casualties(self._article, self._low, following.start_char, following.end_char, near=following.start_char)
            if after.are_none or self._signs.of(following).event < _TELLS:
                counts = completed(counts, after)
        words = (trigger.start_char, trigger.end_char)
        return Mention(
            trigger=trigger,
            status=status_of(self._low, sentence, next_words, trigger=trigger, when=when, reference=self.reference, chances=signs.statuses),
            main=signs.main,
            sentence=part,
            site=site,
            when=when,
            casualties=counts,
            actors=self._finder.told(sentence, part, trigger),
            apart=tells_apart(self._low, part.start_char, words, is_placed=site is not None and site.explicit),
            kinds=kinds_of(self._low, *span),
            targets=targets_of(self._low, *span),
            recall=recall(self._low, *span, words),
            fresh=is_fresh(self._low, *span),
            several=tells_of_several(self._low, *span),
            heading=is_heading(self._low, self._sentences, index),
            item=sentence.paragraph if sentence.paragraph in self._items else None,
        )


def _event(
    article: Article,
    members: Sequence[Mention],
    when: DateMention | None,
    code: Code,
    *,
    label: str,
    signs: Signs,
    score: float,
    coder: str,
) -> Event:
    main = max(members, key=mention_score)
    site = site_of(members)
    category = code.category
    status = _status_of(members, main, when, article.published)
    is_own_date = when is not None and any(m.sentence.start_char <= when.start_char < m.sentence.end_char for m in members)
    claims = claims_of(members) if _counts(category) else ()
    event = Event(
        event_id="",
        category=category,
        event_type=code.event_type,
        sub_event_type=code.sub_event_type,
        status=status,
        event_date=when.first if when else None,
        date_end=when.last if when else None,
        time_precision=when.precision if when else TimePrecision.UNKNOWN,
        actors=cast((a for m in (main, *members) for a in m.actors), category, site.place.country_code if site else ""),
        fatalities=best(claims, ClaimKind.DEATHS),
        injured=best(claims, ClaimKind.INJURED),
        claims=claims,
        location=site.location if site else None,
        place=site.place if site else None,
        geo_precision=site.precision if site else GeoPrecision.UNKNOWN,
        radius_km=site.radius_km if site else None,
        evidence=tuple(_evidence(article, m) for m in distinct((main, *members), lambda m: m.sentence)),
        reasons=(*type_reasons(article, main, label, signs, status), *other_reasons(article, site, when, is_own=is_own_date)),
        score=score,
        coder=coder,
    )
    return _with_id(article, event)


def _with_id(article: Article, event: Event) -> Event:
    if event.fatalities is None and any(claim.kind is ClaimKind.DEATHS for claim in event.claims):
        event = replace(event, reasons=(*event.reasons, "Deaths: the words give no exact number, so none counts in the table."))
    return replace(event, event_id=event_id(article.article_id, event))


def _counts(category: Category) -> bool:
    return category in (Category.ATTACK, Category.PROTEST, Category.RIOT, Category.COUP)


def _status_of(members: Sequence[Mention], main: Mention, when: DateMention | None, published: date | None) -> Status:
    """That of the main mention; a deployment that any sentence still awaits is a plan, and what is dated before its report is none."""
    told = {m.status for m in members}
    if main.status in _NOT_YET and when and published and when.last < published and Status.OCCURRED in told:
        return Status.OCCURRED
    if main.trigger.category is Category.DEPLOYMENT and main.status is not Status.ONGOING and Status.PLANNED in told:
        return Status.PLANNED
    return main.status


def _evidence(article: Article, mention: Mention) -> Evidence:
    start, end = mention.sentence.start_char, mention.sentence.end_char
    marks = [Span(kind=SpanKind.TRIGGER, start_char=mention.trigger.start_char, end_char=mention.trigger.end_char)]
    if mention.site and start <= mention.site.start_char < end:
        marks.append(Span(kind=SpanKind.PLACE, start_char=mention.site.start_char, end_char=mention.site.end_char))
    if mention.when:
        marks.append(Span(kind=SpanKind.DATE, start_char=mention.when.start_char, end_char=mention.when.end_char))
    marks += [Span(kind=SpanKind.DEATHS, start_char=a, end_char=b) for a, b in mention.casualties.spans]
    marks += [Span(kind=SpanKind.ACTOR, start_char=a.start_char, end_char=a.end_char) for a in mention.actors]
    return Evidence(article_id=article.article_id, start_char=start, end_char=end, spans=tuple(marks))
