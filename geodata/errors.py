"""The error tree. Every GeodataError can be told to the user in one sentence; anything else is a bug.

GeodataError
|-- SourceError       the world failed: page, feed, service (a retry may help)
|   `-- RateLimited   the service asks to wait
|-- ContentError      fetched or opened, but not usable: no text, not that format, too large
|-- GazetteerError    not built, or broken
|-- ModelError        a model that ships with Dateline is missing or damaged
|-- ProjectError      missing, newer version, locked, disk full, not a project
`-- ExportError       the file cannot be written there, or not in that format
"""

from __future__ import annotations


class GeodataError(Exception):
    """Can be told to the user as it is: one sentence."""


class SourceError(GeodataError):
    """The world failed: a page, a feed, a service. Trying again may help."""


class RateLimited(SourceError):
    """The service asks to wait `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ContentError(GeodataError):
    """Fetched or opened, but not usable: no text, not that format, too large."""


class GazetteerError(GeodataError):
    """The gazetteer is not built, or broken."""


class ModelError(GeodataError):
    """A model that ships with Dateline is missing or damaged."""


class ProjectError(GeodataError):
    """The project file is missing, newer, locked, unreadable, or the disk is full."""


class ExportError(GeodataError):
    """An exported file cannot be written there, or not in that format."""
