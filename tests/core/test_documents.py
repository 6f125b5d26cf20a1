"""Documents tell the truth: every command, format and category is written about, and the lists in them are the program's."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.events.codebook import CATEGORY_TITLES, CODEBOOK
from geodata.export.formats import FORMATS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
CODES = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_the_guide_names_every_format(suffix: str) -> None:
    assert f"`{suffix}`" in GUIDE


def test_the_guide_and_the_codebook_name_every_category() -> None:
    assert [title for title in CATEGORY_TITLES.values() if title.lower() not in GUIDE.lower() or title.lower() not in CODES.lower()] == []


def test_the_codebook_defines_every_code() -> None:
    assert [code.title for code in CODEBOOK if code.sub_event_type not in CODES or code.definition not in CODES] == []


def test_the_readme_gives_the_two_commands_and_its_picture_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
    assert (ROOT / "docs" / "window.png").is_file()
