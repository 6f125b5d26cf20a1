"""How the networks of the encoder are trained, and under which name a teacher is kept; needs no PyTorch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Course:
    """How one network is trained."""

    seed: int
    rate: float
    epochs: int
    names: bool = True
    large: bool = False


TEACHERS = Course(11, 2.5e-4, 8), Course(12, 2.5e-4, 8, names=False), Course(13, 2e-4, 8, names=False)
LARGE_TEACHERS = TEACHERS[0], Course(12, 6e-5, 5, names=False, large=True), Course(13, 1e-4, 5, names=False, large=True)
STUDENT = Course(21, 3e-4, 6)


def kept_as(course: Course, lessons: Path, held: int | None, base: Path | None = None) -> str:
    """The name of a teacher's file: another for another course, other lessons, another fold held out or, if large, another base."""
    told = hashlib.sha256(f"{course}, without {held}".encode())
    for path in filter(None, (lessons, base if course.large else None)):
        with path.open("rb") as file:
            told.update(hashlib.file_digest(file, "sha256").digest())
    return f"teacher-{told.hexdigest()[:12]}.pt"
