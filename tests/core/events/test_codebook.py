import tomllib
from pathlib import Path

import pytest

import geodata.events
from geodata.events.codebook import CATEGORY_TITLES, CODEBOOK, SUB_EVENT_TYPES, Code, code_of
from geodata.model import Category

CHAPTER = Path(__file__).parents[3] / "docs" / "codebook.md"


def test_the_book_holds_six_event_types_and_twenty_five_sub_event_types() -> None:
    assert len({code.event_type for code in CODEBOOK}) == 6
    assert len(SUB_EVENT_TYPES) == 25


def test_every_category_has_a_title_and_a_row() -> None:
    assert set(CATEGORY_TITLES) == set(Category) == {code.category for code in CODEBOOK}


@pytest.mark.parametrize("code", CODEBOOK, ids=lambda code: f"{code.category}-{code.sub_event_type}")
def test_every_row_is_whole_and_in_the_chapter(code: Code) -> None:
    assert all((code.title, code.definition, code.includes, code.excludes))
    chapter = CHAPTER.read_text(encoding="utf-8")
    assert all(words in chapter for words in (code.title, code.sub_event_type, code.definition, code.includes, code.excludes))


def test_every_trigger_belongs_to_a_row_of_the_book() -> None:
    table = tomllib.loads(Path(geodata.events.__file__).with_name("triggers.toml").read_text(encoding="utf-8"))
    keys = [(Category(category), sub) for category, subs in table.items() if category in set(Category) for sub in subs]
    assert keys
    assert all(code_of(*key) for key in keys)


def test_troops_that_are_moved_have_the_type_that_acled_gives_them_also_where_an_older_project_says_other() -> None:
    row = code_of(Category.DEPLOYMENT, "Change to group/activity")
    assert row.title == "Deployment or withdrawal"
    assert code_of(Category.DEPLOYMENT, "Other") is row
    with pytest.raises(KeyError):
        code_of(Category.ARREST, "Other")
