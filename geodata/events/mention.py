"""One naming of an event in one sentence, before the namings of an article become events."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.events.actors import ActorMention
from geodata.events.casualties import Casualties
from geodata.events.dates import DateMention
from geodata.events.retold import Recall
from geodata.events.sentences import Sentence
from geodata.events.site import Site
from geodata.events.triggers import Trigger
from geodata.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one sentence says of one event at one place.

    `apart` where it says "another" or "a separate" one; `main` tells how likely it is the article's news; `kinds` and `targets` are those
    that its words name, `recall` what it takes up of an event told before, `fresh` where it
    speaks of no attack as known or in general, `several` where of more than one; `heading` where it stands in a line above a text;
    `item` is the paragraph of a list that it stands in.
    """

    trigger: Trigger
    status: Status
    main: float
    sentence: Sentence
    site: Site | None
    when: DateMention | None
    casualties: Casualties
    actors: tuple[ActorMention, ...]
    apart: bool
    kinds: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    recall: Recall | None = None
    fresh: bool = False
    several: bool = False
    heading: bool = False
    item: int | None = None
