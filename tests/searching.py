"""Events by the words of a search, as the window finds them."""

from __future__ import annotations

from geodata.model import EventFilter, Review
from geodata.store import columns, events
from geodata.store.project import Project


def events_with(opened: Project, text: str) -> set[str]:
    """The ids of all events that `text` finds, rejected ones too."""
    table, by_text = columns.read_columns(opened), EventFilter(text="any", review=tuple(Review))
    return set(table.ids.at(columns.mask(table, by_text, matched=events.matching_text(opened, text))))
