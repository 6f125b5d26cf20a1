"""What articles were read from stays in the project, byte for byte."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geodata.articles.files import read_all
from geodata.articles.text import from_text
from geodata.errors import ProjectError
from geodata.model import Article, Failure
from geodata.pipeline import process
from geodata.store import articles, originals, project
from tests.long_call import finished
from tests.papers import pdf
from tests.plain_analyst import plain_analyst

WORDS = "Gunmen attacked a market near Niamey on Monday."


def processed(path: Path, *files: Path) -> tuple[Failure, ...]:
    """The failures of reading these files into the project, which is made where it is missing."""
    if not path.exists():
        project.create(path).close()
    return run(path, list(read_all(files)))


def run(path: Path, items: list[Article | Failure]) -> tuple[Failure, ...]:
    return finished(process(path, items, plain_analyst())).failures


def only(opened: project.Project) -> str:
    [row] = articles.list_all(opened)
    return row.article_id


def test_the_bytes_come_back_as_they_were_with_their_hash_name_and_time(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "report.pdf"
    file.parent.mkdir()
    file.write_bytes(pdf([[WORDS]]))
    assert processed(tmp_path / "p.gpkg", file) == ()
    raw = file.read_bytes()
    file.unlink()
    with project.open(tmp_path / "p.gpkg", read_only=True) as opened:
        about = originals.about(opened, only(opened))
        assert originals.content(opened, only(opened)) == raw
        [row] = opened.rows("SELECT length(content) AS packed FROM original")
    assert about is not None
    assert (about.name, about.media_type, about.size, about.address) == ("report.pdf", "application/pdf", len(raw), None)
    assert about.sha256 == hashlib.sha256(raw).hexdigest()
    assert abs(datetime.now(UTC) - about.retrieved) < timedelta(minutes=5)
    assert row["packed"] < len(raw)


def test_a_json_line_is_the_original_of_its_article(tmp_path: Path) -> None:
    lines = [b'{"id": 1, "text": "Gunmen attacked Gao."}', b'{"id": 2, "text": "Crowds met in Zinder.", "more": "kept"}']
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    processed(tmp_path / "p.gpkg", tmp_path / "a.jsonl")
    with project.open(tmp_path / "p.gpkg") as opened:
        assert {originals.content(opened, row.article_id) for row in articles.list_all(opened)} == set(lines)


@pytest.mark.parametrize("change", ["content = zeroblob(20)", "sha256 = 'x'", "size = size - 9", "content = substr(content, 1, 20)"])
def test_an_original_that_was_tampered_with_is_not_given_out(tmp_path: Path, change: str) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    processed(tmp_path / "p.gpkg", tmp_path / "a.txt")
    with sqlite3.connect(tmp_path / "p.gpkg") as raw:
        raw.execute(f"UPDATE original SET {change}")
    raw.close()
    with project.open(tmp_path / "p.gpkg") as opened, pytest.raises(ProjectError, match="its hash does not fit"):
        originals.content(opened, only(opened))


def test_a_packed_bomb_in_a_foreign_project_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    processed(tmp_path / "p.gpkg", tmp_path / "a.txt")
    import zlib

    with sqlite3.connect(tmp_path / "p.gpkg") as raw:
        raw.execute("UPDATE original SET content = ?", [zlib.compress(b"\0" * 100_000_000)])
    raw.close()
    with project.open(tmp_path / "p.gpkg") as opened, pytest.raises(ProjectError, match="hash"):
        originals.content(opened, only(opened))


def test_a_file_that_changes_before_it_is_kept_is_told_and_not_mixed_up(tmp_path: Path) -> None:
    changed, gone = tmp_path / "changed.txt", tmp_path / "gone.txt"
    changed.write_text(WORDS)
    gone.write_text("Crowds met in Zinder.")
    items = list(read_all([changed, gone]))
    changed.write_text("Other words.")
    gone.unlink()
    project.create(tmp_path / "p.gpkg").close()
    reasons = [failure.reason for failure in run(tmp_path / "p.gpkg", items)]
    assert reasons == ["changed.txt was changed while it was being added; add it again.", "gone.txt went away while it was being added."]


def test_an_article_without_an_original_is_given_it_when_its_file_comes_again(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as opened:
        articles.add(opened, from_text(WORDS), (), ())
        assert originals.about(opened, only(opened)) is None
        with pytest.raises(ProjectError, match="not kept"):
            originals.content(opened, only(opened))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS)
        assert processed(tmp_path / "p.gpkg", tmp_path / name) == ()
    with project.open(tmp_path / "p.gpkg") as opened:
        about = originals.about(opened, only(opened))
    assert about is not None
    assert about.name == "a.txt"


def test_a_text_that_cannot_be_used_is_kept_as_failed_under_its_files_name(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("This is unbearable. " * 20)
    assert processed(tmp_path / "p.gpkg", tmp_path / "long.txt") == (Failure(name="long.txt", reason="The text is unbearable."),)
