"""Boundaries that the user brings (OCHA's and others), as entries with areas."""
from __future__ import annotations
from collections.abc import Generator, Iterator
from pathlib import Path
from geodata.gazetteer.entries import Entry
from geodata.model import Progress

def read(path: Path) -> Generator[Progress, None, bytes]: ...
def entries(content: bytes) -> Iterator[Entry]: ...
