"""Why an event is coded as it is, a sentence each for the user: its category and status, its place and its date."""

from __future__ import annotations

from geodata.events.codebook import CATEGORY_TITLES
from geodata.events.dates import DateMention
from geodata.events.frames import Frame
from geodata.events.labels import CRIME, DISASTER, ROWS
from geodata.events.mention import Mention
from geodata.events.signs import Signs
from geodata.events.site import Site
from geodata.model import Article, Status

_WORTH_TELLING = 0.05  # of another type, from which its share is told


def type_reasons(article: Article, main: Mention, label: str, signs: Signs, status: Status) -> tuple[str, ...]:
    """Why this category and status, a sentence each for the user."""
    words = " ".join(article.text[main.trigger.start_char : main.trigger.end_char].split())
    code = ROWS[label]
    p = signs.labels[label]
    others = sorted(((q, other) for other, q in signs.labels.items() if other != label and q >= _WORTH_TELLING), reverse=True)
    if others and others[0][0] > p:  # a sentence that tells two things
        whole = f"{_title(others[0][1])} ({others[0][0]:.0%} by the model)"
        how = f"“{words}” names a “{code.title}”; the sentence as a whole is read as {whole}"
    else:
        beside = f"; next: {_title(others[0][1])} ({others[0][0]:.0%})" if others else ""
        how = f"“{words}” is read as “{code.title}” ({p:.0%} by the model{beside})"
    chance = signs.statuses[status]
    by = f"by the wording ({chance:.0%})" if chance >= max(signs.statuses.values()) else "by the date or the words beside it"
    return (
        f"{CATEGORY_TITLES[code.category]}: {how}.",
        f"Status: {status.value} {by}.",
    )


def _title(label: str) -> str:
    return ROWS[label].title if label in ROWS else {CRIME: "ordinary crime", DISASTER: "disaster or accident"}.get(label, "no event")


def other_reasons(article: Article, site: Site | None, when: DateMention | None, *, is_own: bool) -> tuple[str, ...]:
    """Why this place and date; `is_own` where the event's own sentences tell the date."""
    reasons = [f"Place: {site.reason}" if site else "Place: the article names none for it."]
    if when:
        words = " ".join(article.text[when.start_char : when.end_char].split())
        if when.frame is Frame.REPORTED:
            reasons.append(f"Date: the words give no day; it was between “{words}”, told of the news beside it, and the report.")
        else:
            reasons.append(f"Date: “{words}”{'' if is_own else ', told in a sentence beside it'}.")
    else:
        reasons.append("Date: the words give none; the day of publication is not taken for it.")
    return tuple(reasons)
