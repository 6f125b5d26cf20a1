"""Fixtures of the core's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.store import project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty project's file, closed."""
    path = tmp_path / "p.gpkg"
    project.create(path).close()
    return path
