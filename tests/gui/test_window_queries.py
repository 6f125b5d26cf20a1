"""What the window reads of a project: a refresh asks a bounded number of questions, however many events there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.model import Category, Changes, EventFilter, Evidence
from geodata.store import articles, project
from tests.values import an_article, an_event

MOST = 60  # questions of one refresh of all panels: not what is aimed at, but what may not be exceeded


def make(path: Path, number: int) -> Path:
    with project.create(path) as made:
        for article in range(number // 10):
            evidence = (Evidence(article_id=f"a{article}", start_char=0, end_char=16),)
            own = [an_event(event_id=f"e{article}-{place}", evidence=evidence) for place in range(10)]
            articles.add(made, an_article(article_id=f"a{article}", source=f"S{article % 7}"), (), own)
    return path


def asked(driver, act: Callable[[], object]) -> list[str]:
    """The questions that the session's connection is asked meanwhile."""
    connection = driver.window.session.project._connection
    said: list[str] = []
    connection.set_trace_callback(said.append)
    try:
        act()
        driver.qtbot.wait(50)
    finally:
        connection.set_trace_callback(None)
    return [line for line in said if line.lstrip().upper().startswith(("SELECT", "WITH"))]


@pytest.mark.parametrize("what", ["refresh", "select one", "select many", "filter"])
def test_a_refresh_asks_as_much_of_many_events_as_of_few(empty, tmp_path: Path, what: str) -> None:
    session = empty.window.session
    acts: dict[str, Callable[[], object]] = {
        "refresh": lambda: session.refresh(Changes(events=(session.columns.ids[0],), articles=("a0",))),
        "select one": lambda: session.select([session.columns.ids[3]]),
        "select many": lambda: session.select(list(session.columns.ids)[3:]),
        "filter": lambda: session.set_filter(EventFilter(categories=(Category.ATTACK,), text="gunmen")),
    }
    counts = []
    for number in (150, 450):
        empty.open(make(tmp_path / f"{number}.gpkg", number))
        session.select([session.columns.ids[0]])
        counts.append(len(asked(empty, acts[what])))
    assert 0 < counts[1] <= counts[0] + 1, f"{what}: {counts} questions about 150 and about 450 events"
    assert max(counts) <= MOST
