"""Which of the article's places is the place of an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from geodata.events.around import DIRECT, STREET, above, beside, by_sentence, countries_of, here, labelled
from geodata.events.passing import Passing, leavings, passings
from geodata.events.sentences import Sentence, folded, is_title, items, paragraphs
from geodata.events.series import CHAIN_GAP, listed, on_road, road_of
from geodata.events.site import Site, known_precision, location_of, site_at
from geodata.events.standins import LIKELY, is_likely, with_standins
from geodata.events.triggers import Trigger
from geodata.geoparsing.precision import NOT_IN_GAZETTEER
from geodata.model import Category, GeoPrecision, Place, Resolution, Role, Toponym

_FINENESS = {
    GeoPrecision.EXACT: 0.7, GeoPrecision.TOWN: 0.7, GeoPrecision.NEAR: 0.7, GeoPrecision.ADM2: 0.4, GeoPrecision.ADM1: 0.3,
    GeoPrecision.REGION: -0.3, GeoPrecision.COUNTRY: 0.0, GeoPrecision.SEA: -0.2, GeoPrecision.UNKNOWN: -0.2,
}  # fmt: skip
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|on|across|throughout|within|over|through|of|off)\s+(?:the\s+"
    r"|a\s+)?(?:[\w'-]+\s+){0,4}?(?:(?:city|town|village|district|province|"
    r"department|region|state|municipality|area|capital|port|suburb|neighbou?rhood|outskirts|north|south|east|west|centre"
    r"|center)\s*,?\s+(?:of\s+)?)?$"
)
_AWAY = re.compile(r"\b(?:from|for|to|by|with|between|against|toward|towards)\s+(?:the\s+)?$")
_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|speaking|statement|met|meeting|summit|talks|confirmed|condemned|based|newspaper|radio|hospital|sources?)\b[^.;]{0,40}$"
)
_DISTANCE = re.compile(r"\b(?:north|south|east|west)(?:east|west)?(?:ern)?\s+of\s+$|\b(?:km|kms|kilomet(?:er|re)s?|miles)\b[^,]{0,40}$")
_INSIDE = re.compile(
    r"\s*(?:,|\(|'s)?\s*(?:(?:[\w-]+\s+){0,2}(?:in|of|near))?\s*(?:the\s+)?(?:[\w-]+\s+){0,3}(?:province|department|district|region|state|municipality"
    r"|area|county|capital|city|town|village|commune|cercle|prefecture)?\s*(?:of\s+)?,?\s*$"
)
_SPEAKS = re.compile(r"\s+(?:[\w']+\s+)?(?:said|says|told|announced|reported|confirmed|stated)\b")
_TOWARD = re.compile(r"\b(?:to|into|for|towards?)\s+(?:the\s+)?$")
_LEARNED, _EVEN = 3.0, 0.35  # weight of the model's word, and where it is neither for nor against
_UNLIKELY = 0.1  # chance of the model's from which a people's or an army's name is no place
_OF_MANY = re.compile(
    r"\s+(?:division|district|county|territory|province|department|prefecture|governorate|zone|lga|raion|oblast|cercle)s?\b"
)
_TOLD_ABOVE = 60  # sentences above one within which "the same market" stands
_OBJECT_GAP = 12  # characters between "captured" and its object
_BARE = -0.6  # no preposition: often a person's or a body's name
_PLAIN = 0.3  # less than this, and no place of the sentence is the event's
_TALKS = frozenset({Category.AGREEMENT, Category.DIPLOMATIC})
_OF_STATES = frozenset({Category.COUP, Category.DIPLOMATIC})  # where they name no place, the state is the place
_CLAUSE = re.compile(r"[;:]|,\s+(?:but|while|whereas|as|after|when|who|which|where|and)\b|\bwhile\b|\bafter\b|\bsaid\b")
_THERE = re.compile(  # not "there was"
    r"(?<!\bout )\bthere\b(?!\s+(?:\w+\s+)?(?:was|were|is|are|be|has|have|had|will|would|may|might|could|can|must|should"
    r"|seems?|appears?|came|remain\w*)\b)|\bthe\s+same\s+(?P<same>village|town|city|place|spot|area|locality|district|port|harbou?r|market|camp|road)\b"
)
_UNKNOWN = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:town|village|city|district|area)\s+of\s+)?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Parliament|Congress|\w+day)\b)[A-Z][^\W\d_]"
)
_COUNTRYWIDE = re.compile(r"\bin\s+(?:the|this|their|our)\s+country\b|\b(?:nation|country)wide\b|\bacross\s+the\s+country\b")


class Locator:
    """Finds the places of the events of one article."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        resolutions: Sequence[Resolution],
        *,
        dateline_end: int,
        town: tuple[int, int],
        country_of: Callable[[str], Place | None],
        chance: Callable[[int, int], float],
    ) -> None:
        """With `town`, the offsets of the town in which the report was filed.

        `chance` tells how likely the words at two offsets are where an event of their sentence happened.
        """
        self._text = text
        self._low = folded(text)
        self._sentences = sentences
        self._country_of = country_of
        self._chance = chance
        self._unknown = {(r.toponym.start_char, r.toponym.end_char) for r in resolutions if r.place is None}
        self._items, self._paragraphs = items(self._low, sentences), paragraphs(sentences)
        self._known = tuple(r for r in resolutions if r.place is not None)
        heads = (r for r in resolutions if town[0] <= r.toponym.start_char and r.toponym.end_char <= town[1])
        self._filed_in = frozenset(r.toponym.start_char for r in heads if r.place and known_precision(r).is_point)
        self._dateline = tuple(r for r in self._known if r.toponym.end_char <= dateline_end)
        self._named = by_sentence(resolutions, sentences, dateline_end)
        self._lacking = [self._likely_unknown(own) for own in self._named]
        self._passings = [self._told_passings(index) for index in range(len(sentences))]
        self.country, self._countries = countries_of(self._low, self._known)
        self._of_sentence = self._settled(self._named)

    def sites(self, index: int, trigger: Trigger, part: Sentence | None = None) -> tuple[Site, ...]:
        """The places of what the trigger names: several where the words of sentence `index`, or of that `part` of it, list them."""
        own = self.scene(index, trigger.category)
        if self._lacking[index]:
            own = [r for r in own if r.toponym.start_char not in self._filed_in]
        if part is not None:
            own = [r for r in own if part.start_char <= r.toponym.start_char < part.end_char]
        if own and (best := self._best(own, index, trigger)):
            is_scene = self._told(index, trigger.category)[best.toponym.start_char] is None
            if (road := road_of(self._low, best, self._of_sentence[index])) and (stop := self._stop(own, road, index, trigger)):
                best, own = stop, [r for r in own if r not in road]
            elif road:
                return (on_road(self._site(road[0], explicit=is_scene, reason=self._why(road[0])), *road),)
            return tuple(self._site(r, explicit=is_scene, reason=self._why(r)) for r in listed(self._low, best, own))
        return self._elsewhere(index, trigger.category)

    def _stop(self, own: list[Resolution], road: tuple[Resolution, ...], index: int, trigger: Trigger) -> Resolution | None:
        """The spot on a road that the words name beside its ends: "between Kaya and Dori, at Tougouri"."""
        first = self._sentences[index].start_char
        beside = (r for r in own if r not in road and r.toponym.role is Role.LITERAL and known_precision(r).is_point)
        stops = (r for r in beside if DIRECT.search(self._low, max(first, r.toponym.start_char - 60), r.toponym.start_char))
        return max(stops, key=lambda r: self._nearness(r, index, trigger), default=None)

    def names(self, index: int) -> bool:
        """Whether sentence `index` names a place, known or not."""
        return bool(self._named[index])

    def is_left(self, index: int) -> bool:
        """Whether sentence `index` names places, and tells of each that it was left."""
        told = self._passings[index]
        return bool(told) and all(passing is Passing.LEFT for passing in told.values())

    def left_ends(self, index: int, category: Category) -> list[int]:
        """Where the words end that tell of a leaving beside an event in sentence `index`: a date that follows is that of the leaving."""
        first, last, _ = self._sentences[index]
        told = self._passings[index] if category is not Category.DEPLOYMENT else {}
        left = [r.toponym.end_char for r in self._named[index] if told.get(r.toponym.start_char) is Passing.LEFT]
        return left + leavings(self._low, first, last)

    def scene(self, index: int, category: Category) -> list[Resolution]:
        """The places of a sentence where its event may be: those that it passes by only where it names no others."""
        told = self._told(index, category)
        named = [r for r in self._named[index] if told[r.toponym.start_char] is None]
        is_elsewhere = any(_may_be_scene(r) or (category is Category.DEPLOYMENT and self._is_made_for(r)) for r in named)
        own = (r for r in self._of_sentence[index] if not (is_elsewhere and told[r.toponym.start_char]))
        return [r for r in own if not (told[r.toponym.start_char] in (Passing.VOICE, Passing.ORIGIN) and self._is_abroad(r))]

    def _is_made_for(self, r: Resolution) -> bool:
        start = r.toponym.start_char
        return r.toponym.role is Role.LITERAL and _TOWARD.search(self._low, max(0, start - 12), start) is not None

    def _is_abroad(self, r: Resolution) -> bool:
        return r.place is not None and r.place.country_code not in self._countries

    def _told(self, index: int, category: Category) -> dict[int, Passing | None]:
        """Why an event of the category is not at the places of a sentence, by their offsets."""
        told = self._passings[index]
        if category is Category.DEPLOYMENT:  # troops leave places, come from them and go to them
            return {start: passing if passing in (Passing.VOICE, Passing.MEETING) else None for start, passing in told.items()}
        if category in _TALKS:
            return {start: None if passing is Passing.MEETING else passing for start, passing in told.items()}
        return told

    def _told_passings(self, index: int) -> dict[int, Passing | None]:
        """Why the event of a sentence is not at its places, by their offsets."""
        own = self._named[index]
        told = passings(self._low, self._sentences[index].start_char, own)
        return {r.toponym.start_char: passing for r, passing in zip(own, told, strict=True)}

    def _is_likely(self, r: Resolution) -> bool:
        return self._chance(r.toponym.start_char, r.toponym.end_char) >= LIKELY

    def _why(self, r: Resolution) -> str:
        chance = self._chance(r.toponym.start_char, r.toponym.end_char)
        if chance < LIKELY:
            return "stands nearest to the event's words"
        return f"is where the sentence says that it happened ({chance:.0%} by the model)"

    def _settled(self, of_sentence: list[list[Resolution]]) -> list[list[Resolution]]:
        """The places by sentence, with stand-ins for those that are not known."""
        settled: list[list[Resolution]] = []
        before: list[Resolution] = []
        head: list[Resolution] = []
        for index, own in enumerate(of_sentence):
            if index and is_title(self._low, self._sentences, index):
                head = [r for r in own if r.toponym.role is Role.LITERAL and not self._is_abroad(r)]
            passed = {start for start, passing in self._passings[index].items() if passing} | self._filed_in
            settled.append([r for r in with_standins(self._text, own, before, self._chance, passed, head) if r.place is not None])
            before += [r for r in own if not self._is_abroad(r)]
        return settled

    def _best(self, own: list[Resolution], index: int, trigger: Trigger) -> Resolution | None:
        near = ((self._nearness(r, index, trigger), r) for r in own if not self._is_foreign(r))
        score, best = max(near, key=lambda pair: pair[0], default=(_PLAIN, None))
        if best is None or (score < _PLAIN and best.toponym.role is Role.LITERAL and not self._is_likely(best)):
            return None
        return self._finest_of_chain(best, own)

    def _is_foreign(self, r: Resolution) -> bool:
        """Whether it merely tells where someone comes from: "French troops" are not in France."""
        if r.toponym.role is not Role.ASSOCIATIVE:
            return False
        unlikely = self._chance(r.toponym.start_char, r.toponym.end_char) < _UNLIKELY
        return unlikely or r.place is None or r.place.country_code != self.country

    def _nearness(self, r: Resolution, index: int, trigger: Trigger) -> float:
        start, end = r.toponym.start_char, r.toponym.end_char
        before = self._low[max(self._sentences[index].start_char, start - 60) : start]
        is_after = start >= trigger.end_char
        between = self._low[trigger.end_char : start] if is_after else self._low[end : trigger.start_char]
        score = _FINENESS[known_precision(r)] + (0.4 if is_after else 0.0) - len(between) / 120
        score += 1.0 if r.toponym.role is Role.LITERAL else -0.5
        score += (
            0.8
            if DIRECT.search(before) or self._low.startswith(":", end)
            else 0.5
            if _LOCATIVE.search(before)
            else self._away(before, trigger, is_object=is_after and len(between) < _OBJECT_GAP)
        )
        score -= 0.0 if r.place and r.place.country_code in self._countries else 0.7
        score -= 0.8 if STREET.match(self._low, end) else 0.0
        score -= 0.6 if _DISTANCE.search(before) else 0.0
        score -= 0.5 if _OF_MANY.match(self._low, end) or _OF_MANY.search(r.toponym.name.lower()) else 0.0
        told_there = _REPORTED.search(before) and not trigger.start_char < start < trigger.end_char and not self._is_likely(r)
        score += _LEARNED * (self._chance(start, end) - _EVEN)
        score -= 3.0 if _SPEAKS.match(self._low, end) else 1.0 if told_there else 0.0
        return score - 0.6 * len(_CLAUSE.findall(between))

    def _away(self, before: str, trigger: Trigger, *, is_object: bool) -> float:
        """Troops go to a place; attackers come from one."""
        if trigger.category is Category.DEPLOYMENT and _TOWARD.search(before):
            return 0.6
        return -0.6 if _AWAY.search(before) else 0.5 if is_object else _BARE

    def _finest_of_chain(self, best: Resolution, own: list[Resolution]) -> Resolution:
        """In "the village of A, B region" or "A near B" the event is at A, whichever of the two ranked first."""
        for other in own:
            if other is best or other.toponym.role is not Role.LITERAL or not self._is_one_country(best, other):
                continue
            first, second = sorted((other, best), key=lambda r: r.toponym.start_char)
            gap = self._low[first.toponym.end_char : second.toponym.start_char]
            finer = _FINENESS[known_precision(other)] - _FINENESS[known_precision(best)]
            if len(gap) < CHAIN_GAP and _INSIDE.fullmatch(gap) and (finer > 0 or (finer == 0 and other is first)):
                return other
        return best

    def _is_one_country(self, one: Resolution, other: Resolution) -> bool:
        return one.place is not None and other.place is not None and one.place.country_code == other.place.country_code

    def _site(self, r: Resolution, *, explicit: bool, reason: str) -> Site:
        is_unknown = (r.toponym.start_char, r.toponym.end_char) in self._unknown
        return site_at(self._text, r, explicit=explicit, reason=reason, unknown=is_unknown)

    def _elsewhere(self, index: int, category: Category) -> tuple[Site, ...]:
        """The place where the event's own sentence names none: here, a neighbour sentence, or the article's country."""
        sentence = self._sentences[index]
        words = self._low[sentence.start_char : sentence.end_char]
        there = _THERE.search(words)
        if told := here(words, self._dateline, [r for r in self._known if not self._is_abroad(r)], self._filed_in):
            return (self._site(told, explicit=True, reason="is where the report was filed or the capital, and the event was there"),)
        if (
            category not in _OF_STATES
            and (there or not self._names_unknown(index))
            and not _COUNTRYWIDE.search(words)
            and (
                near := self._pointed_to(index, there["same"])
                if there
                else self._neighbour(beside(self._low, self._sentences, index, self._items))
            )
        ):
            reason = f"is where “{' '.join(there[0].split())}” points to" if there else "is named in the sentence beside it"
            return (self._site(near, explicit=there is not None, reason=reason),)
        if label := self._label(index):
            return (self._site(label, explicit=False, reason="is what the paragraph is about"),)
        return tuple(self._under_its_name(index, site) for site in self._whole_country(is_of_states=category in _OF_STATES))

    def _label(self, index: int) -> Resolution | None:
        """The place that the paragraph of a digest begins with."""
        paragraph = self._sentences[index].paragraph
        if paragraph not in self._items:
            return None
        first = self._paragraphs[paragraph][0]
        return labelled(self._low, self._sentences[first], self._of_sentence[first])

    def _under_its_name(self, index: int, country: Site) -> Site:
        """The country, under the name of the village in it that the sentence names and no gazetteer entry was found for."""
        likely = max(self._lacking[index], key=lambda t: self._chance(t.start_char, t.end_char), default=None)
        if likely is None:
            return country
        name = " ".join(likely.name.split())
        reason = f"“{name}” is where the sentence says that it happened; {NOT_IN_GAZETTEER}, so its country is shown."
        start, end = likely.start_char, likely.end_char
        return country._replace(location=location_of(name), start_char=start, end_char=end, explicit=True, reason=reason, unknown=True)

    def _likely_unknown(self, own: Sequence[Resolution]) -> tuple[Toponym, ...]:
        """The names of a sentence that are likely places of its event, and that no gazetteer entry was found for."""
        unknown = (r for r in own if r.place is None and r.toponym.role is Role.LITERAL)
        return tuple(r.toponym for r in unknown if is_likely(self._text, r, self._chance))

    def _names_unknown(self, index: int) -> bool:
        """Whether the sentence names a place that no gazetteer entry was found for: then its neighbours' places are others."""
        sentence = self._sentences[index]
        if self._lacking[index]:
            return True
        words = self._text[sentence.start_char : sentence.end_char]
        return not words.isupper() and _UNKNOWN.search(words) is not None

    def _pointed_to(self, index: int, same: str | None) -> Resolution | None:
        """The place that "there" points to; what "the same market" points to stands with the market."""
        order: Iterable[int] = above(index)
        if same:
            order = sorted(
                range(index - 1, max(-1, index - 1 - _TOLD_ABOVE), -1), key=lambda i: same not in self._low[slice(*self._sentences[i][:2])]
            )
        return self._neighbour(order, is_told=True)

    def _neighbour(self, order: Iterable[int], *, is_told: bool = False) -> Resolution | None:
        for i in order:
            literal = [r for r in self._of_sentence[i] if r.toponym.role is Role.LITERAL and known_precision(r) is not GeoPrecision.REGION]
            if is_told:
                literal = [r for r in literal if known_precision(r) not in (GeoPrecision.COUNTRY, GeoPrecision.SEA)]
            literal = [r for r in literal if self._passings[i].get(r.toponym.start_char) is not Passing.VOICE] or literal
            if is_told and not literal and any(r.place is None and r.toponym.role is Role.LITERAL for r in self._named[i]):
                return None  # "there" is the village that this sentence names and the gazetteer lacks
            literal = [r for r in literal if not self._is_abroad(r)] or literal
            if literal:
                middle = self._sentences[i].end_char
                return max(literal, key=lambda r: self._prominence(r, middle))
        return None

    def _prominence(self, r: Resolution, end: int) -> float:
        before = self._low[max(0, r.toponym.start_char - 60) : r.toponym.start_char]
        return _FINENESS[known_precision(r)] + (0.8 if DIRECT.search(before) else 0.0) - (end - r.toponym.end_char) / 120

    def _whole_country(self, *, is_of_states: bool = False) -> tuple[Site, ...]:
        if not self.country:
            return ()
        capitals = (r for r in self._known if r.toponym.start_char in self._filed_in and r.place and r.place.feature_code == "PPLC")
        if is_of_states and (capital := next((r for r in capitals if r.place and r.place.country_code == self.country), None)):
            return (self._site(capital, explicit=False, reason="is the capital, where states deal with each other"),)
        named = [r for r in self._known if r.place and r.place.country_code == self.country and known_precision(r) is GeoPrecision.COUNTRY]
        if named:
            first = max(named, key=lambda r: (r.toponym.role is Role.LITERAL, -r.toponym.start_char))
            return (self._site(first, explicit=False, reason="is the country that the article is about"),)
        place = self._country_of(self.country)
        if place is None:
            return ()
        reason = f"{place.name} is the country of the article's places."
        return (Site(place, GeoPrecision.COUNTRY, place.name, -1, -1, explicit=False, reason=reason),)


def _may_be_scene(r: Resolution) -> bool:
    """Whether it names a spot, known or not: an area may hold the places that the sentence passes by."""
    return r.toponym.role is Role.LITERAL and (r.place is None or known_precision(r).is_point)
