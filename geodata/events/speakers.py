"""Who is said to have told a figure: "the army said", "according to residents"."""

from __future__ import annotations

import re

_SAY = (
    r"(?:said|says|say|told|reported|reports|confirmed|announced|claimed|stated|declared|estimated|acknowledged|admitted|added|wrote|tweeted"
    r"|noted|put|counted|recorded|disclosed|revealed|alleged|acknowledges|confirms|claims)"
)
_BEFORE_VERB = re.compile(rf"\b(?:also\s+|later\s+|had\s+|has\s+)?{_SAY}\b(?!\s+to\s+(?:be|have)\b)")
_ACCORDING = re.compile(r"\baccording\s+to\s+")
_BREAK = re.compile(
    r"[,;:\"(){}\[\]]|\s--?\s|—|–|\b(?:that|but|while|when|where|as|after|before|because|who|which|adding|killing|wounding|killed|wounded"
    r"|injured|dead|died|today|yesterday|were|was|and(?=\s+(?:the\s+)?\w+\s+(?:said|told)))\b|[.!?](?=\s)"
)
_TAIL = re.compile(
    r"\s+(?:on|in|late|early|last|earlier|this|via|at|also|later|had|has|have|by|through|quoted|cited|speaking|saying|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|today|yesterday)\b.*$"
)
_APPENDED = re.compile(r"\s+(?:embedded|close|from|for|with|in|of|based|issued)\b")
_HEAD = re.compile(r"^\s*(?:(?:and|but|though|although|however|meanwhile|where|according\s+to)\s+)?")
_NOBODY = re.compile(
    r"^(?:officially|it|which|who|that|this|there|reportedly|were|was|is|are|been|also|have|had|has|be|not|he|she|they|we|i|had\s+been|have\s+been|so)?$"
)
_COUNTED = re.compile(r"^(?:in|on|at|by|to|from|for|with)\b|\b(?:killed|wounded|injured|dead|died|deaths?|toll|attack|attacks|explosion)\b")
_ENDS = re.compile(r"(?:[,\"')]|—|–|--?|\bsaid|\bto)\s*(?:and\s+)?$")  # how words go on to who said them
_MOST_WORDS = 9


def speaker(low: str, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
    """The words in `low[start:end]` that name who tells of `low[first:last]`, by offsets; None where nobody is named.

    One that leads in to the figure comes before one that follows it; a "but" or ";" between parts them.
    """
    leading = trailing = None
    for found in _speakers(low, start, end):
        if found[1] <= first and not _parted(low[found[1] : first]):
            leading = found
        elif found[0] >= last and trailing is None and not _parted(low[last : found[0]]) and _ENDS.search(low[last : found[0]]):
            trailing = found
    return leading or trailing


def _parted(between: str) -> bool:
    return bool(re.search(r";|\b(?:but|whereas|however|though|although)\b", between))


def _speakers(low: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _ACCORDING.finditer(low, start, end):
        stop = _BREAK.search(low, match.end(), end)
        found.append(_trimmed(low, match.end(), min(stop.start() if stop else end, end)))
    for match in _BEFORE_VERB.finditer(low, start, end):
        stop_at = match.start()
        if low[start:stop_at].rstrip().endswith(")") and (opened := low.rfind("(", start, stop_at)) > 0:
            stop_at = opened
        breaks = list(_BREAK.finditer(low, max(start, match.start() - 90), stop_at))
        begin = breaks[-1].end() if breaks else max(start, match.start() - 90)
        name = _trimmed(low, begin, stop_at)
        if name is None and match.group().split()[-1] == "said":
            stop = _BREAK.search(low, match.end(), end)
            name = _trimmed(low, match.end(), min(stop.start() if stop else end, match.end() + 80))
        found.append(name)
    return sorted({name for name in found if name is not None})


def _trimmed(low: str, start: int, end: int) -> tuple[int, int] | None:
    """The name inside the span, without the day or the place of the telling; None where it is no name."""
    words = low[start:end]
    lead = _HEAD.match(words)
    start += lead.end() if lead else 0
    words = _TAIL.sub("", low[start:end]).rstrip(" .\n'")
    if len(words.split()) > _MOST_WORDS and (longer := _APPENDED.search(words)):
        words = words[: longer.start()]
    if _NOBODY.match(words) or len(words.split()) > _MOST_WORDS or _COUNTED.search(words) or re.search(r"\d", words):
        return None
    return start, start + len(words)
