"""An actor of an event, the part it has there, and ACLED's inter codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from geodata.events.actor_words import Kind
from geodata.model import Actor

STATE, REBELS, POLITICAL_MILITIA, IDENTITY_MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(1, 9)
MOST = 4  # actors of one event
UNKNOWN = Actor(name="Unidentified")
"""Actor 1 of an attack or arrest whose doer no article names, so that those it was done to are not taken for the doer."""


class Part(Enum):
    """What an actor does in the event of a sentence."""

    AGENT = auto()
    PATIENT = auto()
    OPPONENT = auto()  # the other of two sides that fight or agree
    BESIDE = auto()  # it speaks, or has another part


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """An actor and where it stands.

    `nation` is the country (ISO 3166-1) whose force or government it is, `group` tells a known armed group however it is spelt,
    `named` that it has a name of its own, and `vague` that the words may mean any group.
    """

    actor: Actor
    start_char: int
    end_char: int
    kind: Kind
    nation: str = ""
    group: str = ""
    vague: bool = False
    named: bool = False  # by a name of its own
    part: Part = Part.BESIDE

    @property
    def key(self) -> str:
        """The same for two spellings of one actor."""
        return self.group or self.actor.name.casefold()
