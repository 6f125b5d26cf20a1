"""What several writes changed, as one."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.model import Changes


def joined(changes: Iterable[Changes]) -> Changes:
    """All changes as one; an event that several articles report is named once."""
    changes = tuple(changes)
    return Changes(
        articles=tuple(dict.fromkeys(a for c in changes for a in c.articles)),
        events=tuple(dict.fromkeys(e for c in changes for e in c.events)),
        failures=tuple(f for c in changes for f in c.failures),
    )
