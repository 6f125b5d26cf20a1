"""The map on a slide: where its numbers will stand is known before it is drawn, so that names keep off them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.snapshot.facts import Facts
from desktop.snapshot.numbers import fitted, kept_clear, with_numbers
from desktop.snapshot.page import Box
from geodata.export.pptx import MAP, RADIUS, SYMBOL
from geodata.export.release import Release
from geodata.model import EventFilter, Extent
from geodata.store.columns import EventColumns, Mask
from geodata.store.project import Project

_FRAME = Box(0, 0, MAP[2], MAP[3])  # inches


def numbered_facts(
    project: Project, columns: EventColumns, mask: Mask, event_filter: EventFilter, release: Release, ids: Sequence[str]
) -> Facts:
    """Facts that tell of the numbered events alone, and where all symbols lie.

    Raises:
        ProjectError: the file cannot be read.
    """
    return with_numbers(Facts(made=datetime.now(UTC), made_by=""), project, columns, mask, event_filter, release, ids)


def wishes_of(facts: Facts, seen: Extent) -> dict[str, Any]:
    """What the picture of the map is asked for while the screen shows `seen`: names keep off the numbers and their lines."""
    boxes = kept_clear(facts, fitted(seen, _FRAME.width / _FRAME.height), _FRAME, RADIUS, SYMBOL)
    width, height = _FRAME.width, _FRAME.height
    return {"clear": [(box.x / width, box.y / height, box.right / width, box.bottom / height) for box in boxes]}
