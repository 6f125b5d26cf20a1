"""Figures that hardly one event can have are told as claims, and not counted before a person sets them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geodata.claims import PLAUSIBLE, ClaimKind
from geodata.model import Event

_FIELDS = {ClaimKind.DEATHS: ("fatalities", "Deaths"), ClaimKind.INJURED: ("injured", "Injured")}


def withheld(event: Event) -> Event:
    """The event without figures beyond `PLAUSIBLE`: a claim below it counts instead, if there is one. The claims stay as they are told."""
    for kind, (name, words) in _FIELDS.items():
        count = event.best(kind)
        if count is not None and count > PLAUSIBLE:
            others = (claim.best for claim in event.claims if claim.kind is kind and claim.best is not None and not claim.is_doubted)
            why = f"{words}: {count:,} is more than one event is believed to have ({PLAUSIBLE:,}), so it counts only once a person sets it."
            changed: dict[str, Any] = {name: next(others, None), "reasons": (*event.reasons, why)}
            event = replace(event, **changed)
    return event
