"""Long calls in the pool."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.tasks import Runner, Task
from geodata.errors import ContentError
from geodata.model import Progress


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.shut_down()


def counting(total: int):
    for done in range(total):
        yield Progress(done=done, total=total, label=str(done))
    return total


def test_the_result_arrives_in_the_gui_thread(runner: Runner, qtbot: QtBot) -> None:
    task, got = Task(lambda: counting(3), "Counting"), []
    task.succeeded.connect(lambda result: got.append((result, threading.current_thread())))
    with qtbot.waitSignals([task.succeeded, task.finished, runner.idle]):
        runner.start(task)
    assert got == [(3, threading.main_thread())]


def test_an_error_is_carried_whole(runner: Runner, qtbot: QtBot) -> None:
    def broken():
        yield Progress(done=0, total=0, label="")
        raise ContentError("no text")

    task = Task(broken, "Breaking")
    with qtbot.waitSignal(task.failed) as got:
        runner.start(task)
    assert isinstance(got.args[0], ContentError)


def test_cancel_closes_the_generator_at_its_next_yield(runner: Runner, qtbot: QtBot) -> None:
    closed, step = threading.Event(), threading.Event()

    def endless():
        try:
            while True:
                step.set()
                yield Progress(done=0, total=0, label="")
        finally:
            closed.set()

    task = Task(endless, "Endless")
    with qtbot.waitSignal(task.cancelled):
        runner.start(task)
        assert step.wait(5)
        runner.cancel()
    assert closed.is_set()


def test_no_task_of_many_is_lost(runner: Runner, qtbot: QtBot) -> None:
    results: list[int] = []
    for number in range(300):
        task = Task(lambda number=number: counting(number % 3), "Counting")
        task.succeeded.connect(results.append)
        runner.start(task)
    with qtbot.waitSignal(runner.idle, timeout=10_000):
        pass
    assert results == [number % 3 for number in range(300)]
