"""A long call, run to its end."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def finished(call: Generator[object, None, T]) -> T:
    """What it gives in the end."""
    while True:
        try:
            next(call)
        except StopIteration as stop:
            given: T = stop.value
            return given
