"""The services on the network that a user may ask about a place, by the core's geocoders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.dialogs.online import Answers, OnlineService
from geodata.errors import SourceError
from geodata.gazetteer.suggest import Suggestion
from geodata.geoparsing.online import OnlineGeocoder, Service, online_geocoder
from geodata.model import Progress
from geodata.outgoing import Outgoing
from geodata.recording import recording_adapter
from geodata.resources import data_folder

TITLES = {Service.NOMINATIM: "OpenStreetMap (Nominatim)", Service.PHOTON: "Photon", Service.GEONAMES: "GeoNames"}
_made: dict[tuple[Service, str, Outgoing], OnlineGeocoder] = {}  # kept for the rate limit, which counts from the last question


def online_services(log: Outgoing, adapter_factory: Callable[..., Any] | None = None) -> tuple[OnlineService, ...]:
    """One a service, whose requests are told to `log`; `adapter_factory` takes the place of geopy's transport."""
    return tuple(
        OnlineService(
            title=title,
            needs_user=service is Service.GEONAMES,
            what_is_sent=partial(what_is_sent, service),
            look_up=partial(look_up, service, log, adapter_factory),
        )
        for service, title in TITLES.items()
    )


def what_is_sent(service: Service, words: str, user: str) -> str:
    """What the look-up of these words would send where, in one sentence."""
    try:
        return online_geocoder(service, _cache(), username=user).announcement(words)
    except SourceError as error:  # the user's name is not given yet
        return str(error)


def look_up(service: Service, log: Outgoing, adapter_factory: Callable[..., Any] | None, words: str, user: str) -> Answers:
    """Ask one service; run it in the worker.

    Raises:
        GeodataError: the words are no name, or the service does not answer.
    """
    yield Progress(done=0, total=0, label=f"Asking {TITLES[service]}")
    key = (service, user, log)
    if adapter_factory is not None or key not in _made:
        transport = adapter_factory or recording_adapter(log, f"Look-up at {TITLES[service]}")
        _made[key] = online_geocoder(service, _cache(), username=user, adapter_factory=transport)
    return tuple(Suggestion(found.place, "", found.address) for found in _made[key].look_up(words))


def _cache() -> Path:
    return data_folder() / "online.sqlite"
