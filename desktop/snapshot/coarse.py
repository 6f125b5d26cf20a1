"""A page as it may leave: where its marking rounds what was flagged as sensitive, the map is drawn so and the counts tell it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop.snapshot.facts import Facts
from geodata.export.release import Release, Tlp, released_columns
from geodata.store import tags
from geodata.store.columns import EventColumns, Mask
from geodata.store.project import Project


def as_released(facts: Facts, project: Project, columns: EventColumns, mask: Mask, tlp: Tlp | None) -> tuple[Facts, EventColumns]:
    """The facts and the columns to draw under that marking; the same columns where it rounds nothing.

    Raises:
        ProjectError: the file cannot be read.
    """
    release = Release(tlp=tlp)
    drawn = released_columns(columns, release, tags.sensitive_spots(project)) if release.rounds_sensitive else columns
    has_moved = ~np.isnan(columns.latitude) & ((drawn.latitude != columns.latitude) | (drawn.longitude != columns.longitude))
    return replace(facts, rounded=int((has_moved & mask).sum())), drawn
