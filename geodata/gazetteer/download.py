"""Country dumps fetched from GeoNames, when the user asks for them."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geodata.errors import ContentError, RateLimited, SourceError
from geodata.gazetteer.tables import country_names
from geodata.model import Progress
from geodata.resources import user_agent

HOST = "download.geonames.org"
_LARGEST = 500_000_000  # bytes; the largest country has 80 million
_PIECE = 256 * 1024
_TIMEOUT = 60  # seconds without a byte
_WAIT = 60.0  # seconds, where a service asks to wait and does not say how long

Opener = Callable[..., Any]
"""As urllib.request.urlopen: a request and `timeout` to an answer with `headers` and `read`."""


def announcement(countries: Sequence[str]) -> str:
    """What will be asked of whom, in one sentence."""
    return f"Asks {HOST} (GeoNames) for {', '.join(f'{code.upper()}.zip' for code in countries)}."


def download(countries: Sequence[str], folder: Path, opener: Opener = urllib.request.urlopen) -> Generator[Progress, None, list[Path]]:
    """Fetch the dump of each country (ISO 3166-1 alpha-2) into `folder`; returns the files.

    Raises:
        ContentError: no such country, or the answer is no zip file.
        SourceError: GeoNames cannot be reached or does not answer as it should; RateLimited where it asks to wait.
    """
    unknown = [code for code in countries if code.upper() not in country_names()]
    if unknown:
        raise ContentError(f"“{unknown[0]}” is no country code; give two letters of ISO 3166-1, such as NE.")
    files = []
    for code in dict.fromkeys(code.upper() for code in countries):
        files.append(folder / f"{code}.zip")
        yield from _fetch(files[-1], opener)
    return files


def _fetch(target: Path, opener: Opener) -> Generator[Progress, None, None]:
    request = urllib.request.Request(f"https://{HOST}/export/dump/{target.name}", headers={"User-Agent": user_agent()})
    with _told(target.name), closing(opener(request, timeout=_TIMEOUT)) as answer, target.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        if total > _LARGEST:
            raise ContentError(f"{target.name} is too large: {total // 1_000_000:,} MB.")
        done = 0
        while piece := answer.read(_PIECE):
            if done == 0 and not piece.startswith(b"PK"):
                raise ContentError(f"{HOST} answered with something that is no zip file in place of {target.name}; try again later.")
            file.write(piece)
            done += len(piece)
            if done > _LARGEST:
                raise ContentError(f"{target.name} is too large: it goes on after {_LARGEST // 1_000_000:,} MB.")
            yield Progress(done=done // 1024, total=total // 1024, label=f"{target.name}: kB from {HOST}")
        if done == 0 or (total and done != total):
            raise SourceError(f"The download of {target.name} from {HOST} broke off after {done:,} bytes; try again.")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Errors of the network as sentences."""
    try:
        yield
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404:
            raise SourceError(f"{HOST} has no {name}.") from error
        if error.code in (429, 503):
            raise RateLimited(f"{HOST} asks to wait before {name} is fetched.", retry_after=_seconds(error)) from error
        raise SourceError(f"{HOST} refused {name} (HTTP status {error.code}).") from error
    except http.client.HTTPException as error:
        raise SourceError(f"The download of {name} from {HOST} broke off; try again.") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise SourceError(f"{HOST} cannot be reached: {getattr(error, 'reason', None) or error}.") from error
    except OSError as error:
        raise SourceError(f"{name} could not be kept: {error.strerror or error}.") from error


def _seconds(error: urllib.error.HTTPError) -> float:
    told = error.headers.get("Retry-After", "") if error.headers else ""
    return float(told) if told.isdigit() else _WAIT
