"""Articles read by several processes at once, told in the order in which they came; one alone writes the project."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from geodata.analyst import Analysis, Analyst, default_analyst
from geodata.articles.language import with_language
from geodata.gazetteer.search import Gazetteer
from geodata.model import Article, Failure
from geodata.store.corrections import Correction

Item = Article | Failure
Holding = Callable[[Article], tuple[Correction, ...] | None]
"""The decisions about names that hold for an article; None where it is not to be read at all."""
_AHEAD = 4  # articles a process that are on their way
_analyst: Analyst | None = None  # that of a process that reads


class Jobs(NamedTuple):
    """How many processes read, and with which gazetteer."""

    number: int
    gazetteer: Path


def read_ahead(items: Iterable[Item], jobs: Jobs, holding: Holding) -> Generator[tuple[Item, Future[Analysis] | None], None, None]:
    """The items in their order, each with what a process reads of it."""
    waiting: deque[tuple[Item, Future[Analysis] | None]] = deque()
    context = get_context("spawn")  # a fork would take over the models' threads, which do not survive it
    with ProcessPoolExecutor(jobs.number, mp_context=context, initializer=_begin, initargs=(jobs.gazetteer,)) as pool:
        try:
            for item in items:
                waiting.append(_sent(pool, item, holding))
                if len(waiting) > jobs.number * _AHEAD:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def answered(answer: Future[Analysis] | None) -> Analysis | None:
    """What was read; None where nobody was asked, or the process that was asked is no more.

    Raises:
        ContentError: the article cannot be read.
    """
    try:
        return answer.result() if answer is not None else None
    except BrokenProcessPool:
        return None


def _sent(pool: ProcessPoolExecutor, item: Item, holding: Holding) -> tuple[Item, Future[Analysis] | None]:
    if isinstance(item, Failure) or (decided := holding(item)) is None:
        return item, None
    article = with_language(item)
    try:
        return article, pool.submit(_read, replace(article, original=None), decided)
    except BrokenProcessPool:
        return article, None


def _begin(gazetteer: Path) -> None:
    global _analyst  # noqa: PLW0603  # a process reads for one run
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that writes ends the others
    Thread(target=_end_with_parent, daemon=True).start()
    _analyst = default_analyst(Gazetteer.open(gazetteer), threads=1)


def _end_with_parent() -> None:
    """A parent that was killed could not end the others, which would wait for articles for ever."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _read(article: Article, decided: tuple[Correction, ...]) -> Analysis:
    assert _analyst is not None
    return _analyst.analyse(article, decided=decided)
