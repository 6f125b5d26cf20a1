"""Fixtures for every test: offscreen Qt, the real gazetteer built once, and a log that must stay quiet."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def gazetteer_path() -> Path:
    """The full gazetteer, built on the first run and again only when its builder changed."""
    from geodata.gazetteer.build import ensure

    path = Path(os.environ.get("DATELINE_GAZETTEER") or ROOT / "build" / "gazetteer.sqlite")
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in ensure(path):
        pass
    return path


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record at WARNING or above fails the test, unless the test looked at it and cleared `caplog`."""
    yield
    unexpected = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING]
    assert [f"{r.name}: {r.getMessage()}" for r in unexpected] == []


@pytest.fixture(autouse=True)
def _own_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own data, settings or cache."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
