"""Values of the command line, with a sentence for what is none."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(words: str) -> date:
    """A day as 2023-08-28.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise ArgumentTypeError(f"“{words}” is no day; write it as 2023-08-28") from None
