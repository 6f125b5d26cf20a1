"""Cells of any table as days, numbers, points and codes: read as they are meant, or a fault that says why."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.imports.crosswalk import by_cameo
from geodata.imports.values import Fault, count, day, days, point
from geodata.model import TimePrecision


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,25}[/. -]?[0-9a-zé]{0,9}[/. -]?[0-9]{0,25}", fullmatch=True))
@example("1/1/99999999999999999999")
@example("99999999999999999999-01-01")
@example("12 Foo 2023")
@example("2023-Foo")
@example("/")
@example("²/²/2023")
@example("9" * 400)
def test_a_cell_of_any_text_is_a_value_or_a_fault(cell: str) -> None:
    reads: list[Callable[[], object]] = [
        lambda: day(cell), lambda: day(cell, month_first=True), lambda: days(cell, cell, None), lambda: count(cell, "deaths"),
        lambda: point(cell, cell), lambda: by_cameo(cell), lambda: by_cameo(cell, has_roots=False),
    ]  # fmt: skip
    for read in reads:
        with suppress(Fault):
            read()


@pytest.mark.parametrize(
    ("first", "last", "precision", "ends"),
    [
        ("2023-05", "2023-07", None, ("2023-05-01", "2023-07-31", TimePrecision.MONTH)),
        ("2023-05", "2023-05", None, ("2023-05-01", "2023-05-31", TimePrecision.MONTH)),
        ("2022", "2023", None, ("2022-01-01", "2023-12-31", TimePrecision.YEAR)),
        ("2023-05-03", "2023-05", None, ("2023-05-03", "2023-05-31", TimePrecision.MONTH)),
        ("2023-05-01", "2023-05", None, ("2023-05-01", "2023-05-31", TimePrecision.MONTH)),
        ("2023-05", "2023-05-01", None, ("2023-05-01", "2023-05-31", TimePrecision.MONTH)),
        ("2023-05-03", "2023-05-03", TimePrecision.MONTH, ("2023-05-01", "2023-05-31", TimePrecision.MONTH)),
        ("2023-05-03", "2023-05-05", None, ("2023-05-03", "2023-05-05", TimePrecision.WEEK)),
    ],
)
def test_an_interval_reaches_to_the_end_of_what_it_names(first: str, last: str, precision: TimePrecision | None, ends: tuple) -> None:
    assert tuple(days(first, last, precision)) == ends


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [("1,200", ".", 1200), ("1.200", ",", 1200), ("12,0", ".", 12), ("1.200.000", ".", 1_200_000), ("3.0", ".", 3), ("3000", ",", 3000)],
)
def test_numbers_are_read_as_they_are_grouped(cell: str, decimal: str, number: int) -> None:
    assert count(cell, "deaths", decimal=decimal) == number


@pytest.mark.parametrize(("cell", "decimal"), [("3.000", "."), ("3,000", ",")])
def test_a_number_that_may_be_two_is_none(cell: str, decimal: str) -> None:
    with pytest.raises(Fault, match=f"“{cell}” may be 3 or 3000 deaths; write the number without that mark"):
        count(cell, "deaths", decimal=decimal)


@pytest.mark.parametrize(
    ("code", "has_roots", "kind"),
    [
        ("190", False, "Armed clash"),
        ("019", False, None),  # an accord is announced
        ("19", False, None),  # the same, from a spreadsheet
        ("19", True, "Armed clash"),  # a root
        ("14", True, "Peaceful protest"),
        ("14", False, None),  # 014, a policy is weighed
        ("57", True, "Agreement"),
        ("57", False, "Agreement"),
        ("873", False, "Change to group/activity"),
        ("231", False, None),  # 0231, an appeal
        ("204", False, "Attack"),
        ("1", True, None),
    ],
)
def test_a_zero_that_a_spreadsheet_took_from_a_code_is_put_back(code: str, has_roots: bool, kind: str | None) -> None:
    found = by_cameo(code, has_roots=has_roots)
    assert (found.sub_event_type if found else None) == kind
