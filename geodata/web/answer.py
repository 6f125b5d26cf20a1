"""What a way to the network looks like: the real one and those of tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


class Answer(Protocol):
    """What a server answers; names of `headers` are told in any case of letters."""

    @property
    def status(self) -> int:
        """HTTP's."""

    @property
    def headers(self) -> Mapping[str, str]:
        """As the server sent them."""

    def read(self, most: int) -> bytes:
        """The next bytes of the body, as soon as there are some; empty at its end.

        Raises:
            OSError: the connection broke off or is silent.
        """


Transport = Callable[[str, Mapping[str, str]], AbstractContextManager[Answer]]
"""Sends GET to an address with these headers, follows no redirection, and raises OSError where no answer comes."""


@dataclass(slots=True)
class Course:
    """How far an answer came, for the list of requests."""

    status: str = "no answer"
    received: int = 0
    began: float = 0.0  # by the clock that never goes back


def header(headers: Mapping[str, str], name: str) -> str:
    """The value under a name, in any case of letters; empty where there is none."""
    return next((str(value) for key, value in headers.items() if key.lower() == name.lower()), "")
