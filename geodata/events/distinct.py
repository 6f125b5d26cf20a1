"""The first of the items that share a key."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def distinct(items: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """The items in order, without those whose key came before."""
    first: dict[Hashable, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    return tuple(first.values())
