"""The geocoders that a user may ask."""

from __future__ import annotations

from desktop.dialogs.online import Service


def online_services() -> tuple[Service, ...]:
    """The core's own."""
    return ()
