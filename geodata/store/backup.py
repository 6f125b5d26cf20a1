"""A copy of a project, made by SQLite's own backup while the project may be in use."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Generator
from pathlib import Path
from queue import Empty, SimpleQueue

from geodata.errors import ProjectError
from geodata.model import Progress
from geodata.store import lock
from geodata.store import project as project_file
from geodata.store.project import told
from geodata.whole import whole

_PAGES = 4_000  # copied at a time: 16 MB
_LOOK_S = 0.1


class _StoppedError(Exception):
    """The copy is not wanted any more."""


def save_copy(path: Path, target: Path) -> Generator[Progress, None, None]:
    """Write a copy of the project at `path` as it is now; what is changed meanwhile is in it too, or not, but always whole.

    The copy appears whole or not at all; a file that is there is replaced unless it is open. Closing the generator leaves no copy.

    Raises:
        ProjectError: the project cannot be read, the copy cannot be written, or it would be the project itself.
    """
    if target.exists() and target.samefile(path):
        raise ProjectError(f"{target.name} is the project itself; give the copy another name.")
    try:
        with project_file.open(path, read_only=True), _unused(target), whole(target) as draft, _without_journal(draft):
            yield from _backed_up(path, draft, target)
    except OSError as error:
        raise ProjectError(f"{target.name} cannot be written: {error.strerror}.") from error


@contextlib.contextmanager
def _unused(target: Path) -> Generator[None, None, None]:
    """While nobody has `target` open; what a crash left beside it is brought into it, or SQLite would bring it into the copy."""
    with contextlib.ExitStack() as stack:
        if target.exists():
            with project_file.told(target):
                is_free = lock.acquire(target, alone=True)
            if not is_free:
                raise ProjectError(f"{target.name} is open elsewhere or cannot be written; give the copy another name.")
            stack.callback(lock.release, target)
            if lock.leftovers(target):
                with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(target, timeout=0)) as crashed:
                    crashed.execute("PRAGMA journal_mode = DELETE")
        if left := lock.leftovers(target):
            raise ProjectError(f"{left[0].name} is in use or was left by another project, and would spoil the copy; give it another name.")
        yield


@contextlib.contextmanager
def _without_journal(draft: Path) -> Generator[None, None, None]:
    try:
        yield
    finally:
        draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)


def _backed_up(path: Path, draft: Path, target: Path) -> Generator[Progress, None, None]:
    """In a thread of its own, for SQLite's backup is one call."""
    steps: SimpleQueue[Progress] = SimpleQueue()
    stop, errors = threading.Event(), list[BaseException]()

    def step(_status: int, left: int, total: int) -> None:
        if stop.is_set():
            raise _StoppedError
        steps.put(Progress(done=total - left, total=total, label="pages copied"))

    def work() -> None:
        try:
            with (
                contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
                contextlib.closing(sqlite3.connect(draft)) as copy,
            ):
                source.backup(copy, pages=_PAGES, progress=step)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, whatever the project is in
        except BaseException as error:  # noqa: BLE001 - carried to the caller
            errors.append(error)

    worker = threading.Thread(target=work, name="backup")
    worker.start()
    try:
        while worker.is_alive():
            with contextlib.suppress(Empty):
                yield steps.get(timeout=_LOOK_S)
    finally:
        stop.set()
        worker.join()
    if errors:
        with told(target):
            raise errors[0]
