"""A teacher that was kept is taken again only for what it learned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geodata.training.courses import LARGE_TEACHERS, TEACHERS, kept_as


def test_a_teacher_of_other_lessons_another_fold_course_or_base_is_another(tmp_path: Path) -> None:
    lessons, others, base = (tmp_path / name for name in ("a.npz", "b.npz", "base"))
    lessons.write_bytes(b"lessons")
    others.write_bytes(b"others")
    base.write_bytes(b"weights")
    course, large = TEACHERS[1], LARGE_TEACHERS[1]
    names = [
        kept_as(course, lessons, None),
        kept_as(course, others, None),
        kept_as(course, lessons, 0),
        kept_as(course, lessons, 1),
        kept_as(replace(course, epochs=9), lessons, None),
        kept_as(large, lessons, None, base),
        *(kept_as(teacher, lessons, None) for teacher in (TEACHERS[0], TEACHERS[2])),
    ]
    assert len(set(names)) == len(names)
    base.write_bytes(b"other weights")
    assert kept_as(large, lessons, None, base) not in names
    assert kept_as(course, lessons, None, base) == names[0], "a small one does not begin with them"
    assert kept_as(course, lessons.rename(tmp_path / "moved.npz"), None) == names[0]
