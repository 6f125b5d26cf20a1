"""Events in words for people: where, when, who, and text that is safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from geodata.articles.language import LANGUAGE_TITLES, is_coded, language_title
from geodata.claims import Claim, ClaimKind
from geodata.coordinates import is_nowhere
from geodata.events.codebook import CATEGORY_TITLES, CODEBOOK
from geodata.geoparsing.precision import NOT_IN_GAZETTEER, NOT_KNOWN_THERE, SHOWN_AT, SHOWN_NEAR
from geodata.model import Article, Category, Event, GeoPrecision, Review, Status, TimePrecision
from geodata.months import day_words, days_words, month_words, short_day, short_month
from geodata.store.tolls import Toll

PRECISION_WORDS = {
    GeoPrecision.EXACT: "site",
    GeoPrecision.TOWN: "town",
    GeoPrecision.NEAR: "near a town",
    GeoPrecision.ADM2: "district only",
    GeoPrecision.ADM1: "region only",
    GeoPrecision.REGION: "wider area only",
    GeoPrecision.COUNTRY: "country only",
    GeoPrecision.SEA: "sea area only",
    GeoPrecision.UNKNOWN: "not located",
}
STATUS_WORDS = {
    Status.OCCURRED: "Happened",
    Status.ONGOING: "Ongoing",
    Status.PLANNED: "Planned",
    Status.THREATENED: "Threatened",
    Status.HISTORICAL: "Background",
    Status.DENIED: "Denied",
}
REVIEW_WORDS = {
    Review.UNREVIEWED: "Not reviewed",
    Review.ACCEPTED: "Accepted",
    Review.CORRECTED: "Corrected",
    Review.REJECTED: "Rejected",
}
MILITARY_BASE_TITLES = {code.sub_event_type: code.title for code in CODEBOOK if code.category is Category.MILITARY_BASE}
NO_PLACE = "Place not known: no point on the map"
NO_DATE = "Date not known"
TO_CHECK = "to be checked, not counted"  # a figure that is more than one event is believed to have
_BULLET = re.compile(r"^\s*(?:[-\u2010-\u2015\u2022\u2023\u25aa\u25cf\u25e6\u00b7*]+\s+)+(?=\S)")
_STANDS_IN = re.compile(f"” is (?:{SHOWN_NEAR}|{SHOWN_AT}|{NOT_KNOWN_THERE})\\b|{NOT_IN_GAZETTEER}")  # in the reason for a place


def what_words(event: Event) -> str:
    """The sub-event type; where ACLED's tells nothing ("Other") or too much (not every base is established), a title of ours."""
    if event.category is Category.MILITARY_BASE:
        return MILITARY_BASE_TITLES.get(event.sub_event_type, CATEGORY_TITLES[event.category])
    is_told = event.sub_event_type != "Other" and event.category is not Category.DEPLOYMENT
    return event.sub_event_type if is_told else CATEGORY_TITLES[event.category]


def place_words(event: Event) -> str:
    """Where, with its precision: "Niamey, town"; "Niger, country only: no point on the map"."""
    name = place_name(event)
    if not name:
        return NO_PLACE
    near = event.geo_precision is GeoPrecision.NEAR or event.radius_km is not None  # a rounded point is no more at its town
    within = f", within {event.radius_km:,.0f} km" if event.radius_km else ""
    words = f"{name if stands_in(event) else f'near {name}'}{within}" if near else f"{name}, {PRECISION_WORDS[event.geo_precision]}"
    if event.point:
        return words
    place, is_unknown = event.place, event.geo_precision is GeoPrecision.UNKNOWN
    is_lost = place is not None and is_unknown and is_nowhere(place.latitude, place.longitude)
    return f"{words}: {'its coordinates are of no place' if is_lost else 'no point on the map'}"


def place_name(event: Event) -> str:
    """The gazetteer's name, with the article's spelling where it is another word; empty when not located.

    A village that the gazetteer lacks comes first, then what stands in for it: "Solhan, near Sebba".
    """
    if event.place is None:
        return shown(event.location or "", limit=80)
    name, written = shown(event.place.name, limit=80), shown(event.location or "", limit=80)
    if stands_in(event):
        return f"{written}, {'near' if event.geo_precision == GeoPrecision.NEAR else 'in'} {name}"
    return name if not written or _bare(written) == _bare(name) else f"{name} (“{written}”)"


def stands_in(event: Event) -> bool:
    """Whether its place only stands in for a village that the article names and the gazetteer lacks."""
    if event.place is None or not event.location or _bare(event.location) == _bare(event.place.name):
        return False
    is_as_read = event.review is not Review.CORRECTED
    return any(_STANDS_IN.search(reason) and (is_as_read or event.place.name in reason) for reason in event.reasons)


def spot_name(event: Event) -> str:
    """The name of the place where it happened: the article's for a village that the gazetteer lacks, else the gazetteer's."""
    if event.place is None or stands_in(event):
        return shown(event.location or "", limit=60)
    return shown(event.place.name, limit=60)


def facility_words(event: Event) -> str:
    """The military facilities that its articles speak of, and whose they say it is: "Air Base 101 Niamey (“French”)"."""
    told = dict.fromkeys((shown(claim.place.name, limit=80), shown(claim.operator, limit=60)) for claim in event.facilities)
    return " · ".join(f"{name} (“{operator}”)" if operator else name for name, operator in told)


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


_WEEK = timedelta(days=6)  # from its first day to its last


def date_words(event: Event) -> str:
    """When, as far as it is known: "28 August 2023", "May 2023 to July 2023", "week of 7 August 2023"."""
    first, last = event.event_date, event.date_end
    if first is None:
        return NO_DATE
    match event.time_precision:
        case TimePrecision.YEAR:
            return _span_words(f"{first.year}", f"{(last or first).year}")
        case TimePrecision.MONTH:
            return _span_words(month_words(first), month_words(last or first))
        case TimePrecision.WEEK if last == first + _WEEK:
            return f"week of {day_words(first)}"
        case _ if last is not None and last != first:
            return days_words(first, last)
        case _:
            return day_words(first)


def _span_words(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def publication_words(published: date | None, today: date) -> str:
    """When an article was published, and that it cannot be where the day is still to come."""
    if published is None:
        return "publication day not known"
    return day_words(published) if published <= today + timedelta(days=1) else f"{day_words(published)}, a day still to come: check it"


def who_words(event: Event) -> str:
    """The actors as written; empty when none is named."""
    return " · ".join(shown(actor.name, limit=120) for actor in event.actors)


def toll_words(event: Event, kind: ClaimKind, articles: Mapping[str, Article]) -> str:
    """The best figure with its range, "17 (14 to 20)", and below it each source's own where several tell; empty where nobody does."""
    best, bounds = event.best(kind), event.bounds(kind)
    claims = [c for c in event.claims if c.kind is kind]
    if not claims:
        return "" if best is None else f"{best:,}{_range_words(best, *bounds)}"
    if len(claims) == 1 and claims[0].best == best:
        return figure_words(*bounds, best) + _saying(claims[0].said_by)
    if best is None:
        told = TO_CHECK if all(c in event.doubted for c in claims) else figure_words(*bounds, best)
    else:
        told = f"{best:,}{_range_words(best, *bounds)}"
    year = event.event_date.year if event.event_date else None
    return "\n".join([told, *(claim_words(claim, articles, year) for claim in claims)])


def toll_in_short(event: Event, kind: ClaimKind) -> str:
    """The best figure with its range, whoever said so: "17 (14 to 20)", "at least 10"; empty where nobody tells."""
    best, bounds = event.best(kind), event.bounds(kind)
    if best is None or (None in bounds and best in bounds):
        return figure_words(*bounds, best) if any(c.kind is kind for c in event.claims) else ""
    return f"{best:,}{_range_words(best, *bounds)}"


def claim_words(claim: Claim, articles: Mapping[str, Article], year: int | None) -> str:
    """One figure with who said so and where: "17, the army said (Sahel Courier, 2 Sep)"; `year` needs no telling."""
    article = articles.get(claim.article_id)
    source = shown(article.source or article.title, limit=60) if article else ""
    where = ", ".join(filter(None, [source, _day_but(claim.published, year) if claim.published else ""]))
    return figure_words(claim.minimum, claim.maximum, claim.best) + _saying(claim.said_by) + (f" ({where})" if where else "")


def _day_but(day: date, year: int | None) -> str:
    """A day in short, without its year where that is `year`."""
    return f"{day.day} {short_month(day)}" if day.year == year else short_day(day)


def dead_words(toll: Toll) -> str:
    """The dead of many events in a line whose events add up: "9 deaths in 1 event; no figure told of 3 events"; or empty."""
    return "".join(words for words, _ in dead_parts(toll))


def dead_parts(toll: Toll) -> list[tuple[str, str]]:
    """The same in parts, each with what it counts: a name of `tolls.WHICH`, "doubles", or none."""
    if not (toll.events or toll.doubted or toll.silent):
        return []
    told = _deaths_told(toll) if toll.events else [("No death is told of", "")]
    for before, count, which, behind in (
        ("; nobody killed in ", toll.spared, "spared", ""),
        ("; to be checked, and not counted, in ", toll.doubted, "doubted", ""),
        ("; no figure told of ", toll.silent, "silent", ""),
        ("; ", toll.uncounted, "uncounted", " of kinds whose deaths are not counted"),
    ):
        told += [(before, ""), (counted(count, "event"), which), (behind, "")] if count else []
    return [part for part in told if part[0]]


def _deaths_told(toll: Toll) -> list[tuple[str, str]]:
    about = f" ({words} by the lowest and highest figures told)" if (words := dead_range(toll)) else ""
    told = [(counted(toll.best, "death"), "dead"), (" in ", ""), (counted(toll.events, "event"), "dead")]
    if not toll.doubles:
        return [*told, (about, "")]
    return [*told, (f", but {toll.once:,} without ", "doubles"), (doubles_words(toll), "doubles"), (about, "")]


def doubles_words(toll: Toll, digits: Callable[[int], str] = "{:,}".format) -> str:
    """How many events likely tell of dead that are told elsewhere too: "4 likely doubles"; empty where none does."""
    return counted(len(toll.doubles), "likely double", digits) if toll.doubles else ""


def dead_range(toll: Toll, digits: Callable[[int], str] = "{:,}".format) -> str:
    """By the lowest and highest figures told, without doubles: "330 to 400", "330 or more"; empty where they leave no doubt."""
    told = digits(toll.least) if toll.least == toll.most else f"{digits(toll.least)} to {digits(toll.most)}"
    return f"{told} or more" if toll.is_open else told if toll.least != toll.most else ""


def overlap_words(toll: Toll) -> str:
    """That articles and datasets may tell of the same events; empty where only one of them tells."""
    names = listed([shown(name, limit=40) for name in toll.tellers])
    return f"{names} may tell of the same events, which then count more than once." if names else ""


def listed(words: Sequence[str]) -> str:
    """Joined as in speech: "articles, ACLED and UCDP GED"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def figure_words(low: int | None, high: int | None, best: int | None) -> str:
    """A figure between bounds: "17", "at least 10", "up to 20", "12 to 15", "about 20"."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {high:,}" if high is not None else f"about {best:,}" if best is not None else "not known"


def _range_words(best: int, low: int | None, high: int | None) -> str:
    return "" if low == high == best or low is high is None else f" ({figure_words(low, high, best)})"


def _saying(name: str | None) -> str:
    """Who said so, to go on with after a figure; empty where nobody is named."""
    if not name:
        return ""
    first, _, rest = shown(name, limit=80).partition(" ")
    return f", {' '.join(filter(None, [first.lower() if first.lower() in _NO_NAMES else first, rest]))} said"


_NO_NAMES = frozenset(  # words that a name does not start with
    ("a", "an", "the", "officials", "residents", "police", "witnesses", "local", "security", "military", "hospital", "medical",
     "authorities", "sources", "activists", "villagers", "several", "two", "some", "state", "provincial", "government", "doctors",
     "rescuers")
)  # fmt: skip


def uncoded_words(code: str | None, *, has_events: bool) -> str:
    """Why an article has no events, where its language is the reason: "Written in French: events are not coded, places are found"."""
    if is_coded(code) or has_events:
        return ""
    title = language_title(code)
    found = ", places are found" if title == LANGUAGE_TITLES["fr"] else ""
    return f"Written in {title}: events are not coded{found}"


def counted(number: int, noun: str, digits: Callable[[int], str] = "{:,}".format) -> str:
    """A number with its noun: "1 article", "2,000 articles"; `digits` writes it otherwise."""
    return f"{digits(number)} {noun}{'' if number == 1 else 's'}"


def shown(text: str, *, limit: int = 300) -> str:
    """One line of untrusted text, ready for a plain-text widget: no control characters, no stray direction marks, at most `limit` long."""
    line = " ".join(display_text(text[: limit * 2]).split())
    line = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and c not in _DIRECTION)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


# Overrides would turn the words around them; letters keep their own direction without.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def without_bullet(words: str) -> str:
    """Words of a list's item without its bullet: "- At least 19" is "At least 19"; a number's sign is none."""
    return _BULLET.sub("", words)


def display_text(text: str) -> str:
    """Untrusted text as QTextDocument keeps it, code point for code point, so that offsets stay true.

    QTextDocument drops or joins carriage returns and treats U+FDD0, U+FDD1 as frame marks; NUL and lone surrogates have no glyph.
    """
    return "".join(map(_display_character, text)) if any(map(_is_special, text)) else text


def _is_special(c: str) -> bool:
    return c in _SPECIAL or "\ud800" <= c <= "\udfff"


def _display_character(c: str) -> str:
    return _SPECIAL.get(c, "\ufffd") if _is_special(c) else c


_SPECIAL = {"\r": " ", "\u2028": "\n", "\u2029": "\n", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\0": "\ufffd", "\ufffc": "\ufffd"}


def utf16_offset(text: str, index: int) -> int:
    """Where the code point `index` of `text` stands in Qt's UTF-16."""
    return index + sum(c > "\uffff" for c in text[:index])
