"""A file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Generator
from pathlib import Path

_drafts = itertools.count()


@contextlib.contextmanager
def whole(path: Path) -> Generator[Path, None, None]:
    """A free name beside `path` to write under: it becomes `path`, in one step, where the block ends well, and is gone where it does not.

    The draft's name is short, for `path` may have the longest that the system allows.

    Raises:
        OSError: what was written cannot be brought to the disk or take that name.
    """
    draft = path.with_name(f".dateline-{os.getpid()}-{next(_drafts)}.new")
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())  # or the name might reach the disk before the content
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
