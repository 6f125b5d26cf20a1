"""The briefing for a scheduler: which days it means, what it writes, and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop import headless_brief
from desktop.headless import DONE, FAILED, MISUSED

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("last-week", (date(2026, 11, 16), date(2026, 11, 22))),
        ("last-month", (date(2026, 10, 1), date(2026, 10, 31))),
        ("last-7-days", (date(2026, 11, 20), date(2026, 11, 26))),
        ("last-30-days", (date(2026, 10, 28), date(2026, 11, 26))),
        ("2023-01-01..2023-08-31", (date(2023, 1, 1), date(2023, 8, 31))),
        ("all", (None, None)),
    ],
)
def test_what_a_period_means(words: str, days: tuple[date | None, date | None]) -> None:
    assert headless_brief.period(words, FRIDAY) == days


def test_last_month_in_january_is_december() -> None:
    assert headless_brief.period("last-month", date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize("words", ["yesterday", "2023-01-01", "2023-08-31..2023-01-01", "2023-02-30..2023-03-01"])
def test_words_that_mean_no_period_are_refused(words: str, project_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert headless_brief.main([str(project_path), "--period", words, "--out", str(tmp_path)]) == MISUSED
    assert f"“{words}” is no period; write last-week" in capsys.readouterr().err


def test_a_briefing_is_written_by_its_template(qapp, project_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "weekly.json"
    template.write_text('{"dateline_template": 1, "dpi": 150, "paper": "16:9", "tlp": "GREEN", "author": "Own Desk"}')
    out = tmp_path / "out"
    out.mkdir()
    asked = [str(project_path), "--out", str(out), "--template", str(template), "--tlp", "AMBER", "--kind", "pdf", "--kind", "png"]
    assert headless_brief.main(asked) == DONE
    written = sorted(path.name for path in out.iterdir())
    assert [Path(name).suffix for name in written] == [".pdf", ".png"]
    assert capsys.readouterr().out.split() == [str(out / written[0]), str(out / written[1])]
    words = " ".join(PdfReader(out / written[0]).pages[0].extract_text().split())
    assert "TLP:AMBER" in words, "what is asked for goes before the template"
    assert "Own Desk" in words


def test_a_period_without_events_ends_with_a_status_of_its_own(project_path: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    out.mkdir()
    asked = [str(project_path), "--period", "1960-01-01..1960-01-02", "--out", str(out)]
    assert headless_brief.main(asked) == headless_brief.NOTHING
    assert "nothing was written" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_missing_folder_project_or_template_is_told(project_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (
        [str(project_path), "--out", str(tmp_path / "gone")],
        [str(tmp_path / "gone.gpkg"), "--out", str(tmp_path)],
        [str(project_path), "--out", str(tmp_path), "--template", str(tmp_path / "gone.json")],
    ):
        assert headless_brief.main(asked) == FAILED
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
