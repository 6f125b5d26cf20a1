"""Articles into a project: whole articles only, failures kept, reports of one event merged."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata import reviewing
from geodata.analyst import default_analyst
from geodata.articles.text import from_text
from geodata.claims import Claim, ClaimKind
from geodata.errors import ProjectError
from geodata.gazetteer.search import Gazetteer
from geodata.merging import merged
from geodata.model import Article, Event, EventFilter, Failure, GeoPrecision, Review
from geodata.pipeline import process
from geodata.store import articles, columns, events, places, project, review, tolls, toponyms
from geodata.store.project import Project
from geodata.wording import TO_CHECK, toll_words
from tests.long_call import finished
from tests.plain_analyst import KnowsNiamey, plain_analyst
from tests.small_gazetteer import added, row, zipped
from tests.values import an_article, an_event

ROOT = Path(__file__).parents[2]
N = 12_000_000


def content(path: Path) -> list[list[tuple[object, ...]]]:
    with project.open(path, read_only=True) as opened:
        return [
            [tuple(row) for row in opened.rows(f"SELECT * FROM {table}")] for table in ("article", "toponym", "event", "evidence", "span")
        ]


def report(text: str, day: int = 5):
    return from_text(text, published=date(2023, 8, day))


def test_articles_go_in_with_progress_and_tell_what_changed(path: Path) -> None:
    call = process(
        path, [report("Gunmen attacked Niamey."), report("Nothing happened."), Failure(name="x.txt", reason="Empty.")], plain_analyst()
    )
    labels = []
    while True:
        try:
            progress = next(call)
        except StopIteration as stop:
            changes = stop.value
            break
        labels.append((progress.done, progress.total, progress.label))
    assert labels == [(0, 3, "Gunmen attacked Niamey."), (1, 3, "Nothing happened."), (2, 3, "x.txt")]
    assert (len(changes.articles), len(changes.events), changes.failures) == (3, 1, (Failure(name="x.txt", reason="Empty."),))
    with project.open(path) as opened:
        assert {row.title: (row.events, row.reason) for row in articles.list_all(opened)} == {
            "Gunmen attacked Niamey.": (1, None),
            "Nothing happened.": (0, None),
            "x.txt": (0, "Empty."),
        }


def test_the_same_articles_again_change_nothing(path: Path) -> None:
    reports = [report("Gunmen attacked Niamey."), report("More was said.")]
    assert finished(process(path, reports, plain_analyst()))
    before = content(path)
    assert not finished(process(path, reports, plain_analyst()))
    assert content(path) == before


def test_two_reports_of_one_attack_are_one_event_with_both_texts(path: Path) -> None:
    reports = [
        report("Gunmen attacked Niamey."),
        report("It was Niamey that they attacked.", day=6),
        report("Again attacked: Niamey.", day=30),
    ]
    changes = finished(process(path, reports, plain_analyst()))
    assert len(changes.events) == 2
    with project.open(path) as opened:
        first, later = events.many(opened, changes.events)
        assert [e.article_id for e in first.evidence] == [reports[0].article_id, reports[1].article_id]
        assert [e.article_id for e in later.evidence] == [reports[2].article_id]
        assert [e.event_id for e in events.of_article(opened, reports[1].article_id)] == [first.event_id]


def test_an_article_that_cannot_be_analysed_is_kept_as_failed_and_the_rest_goes_on(path: Path) -> None:
    changes = finished(process(path, [report("An unbearable text."), report("Gunmen attacked Niamey.")], plain_analyst()))
    assert changes.failures == (Failure(name="An unbearable text.", reason="The text is unbearable."),)
    assert len(changes.events) == 1


def test_cancel_leaves_the_articles_that_were_done(path: Path) -> None:
    call = process(path, [report(f"Gunmen attacked Niamey {i}.") for i in range(9)], plain_analyst())
    for _ in range(4):
        next(call)
    call.close()
    with project.open(path) as opened:
        assert len(articles.list_all(opened)) == 3


def test_a_read_only_project_is_refused_before_any_work(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(ProjectError, match="read-only"):
        next(process(path, [report("Gunmen attacked Niamey.")], plain_analyst()))


def test_a_kill_in_the_middle_leaves_whole_articles(path: Path) -> None:
    code = (
        "import itertools, pathlib, sys; from datetime import date; from geodata.articles.text import from_text;"
        "from geodata.pipeline import process; from tests.plain_analyst import plain_analyst\n"
        "words = 'Gunmen attacked Niamey. ' * 40\n"
        "reports = (from_text(f'{i} {words}', published=date(2023, 8, 5)) for i in itertools.count())\n"
        "for step in process(pathlib.Path(sys.argv[1]), reports, plain_analyst()): print(step.done, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= 5:
                break
        time.sleep(0.05)  # somewhere inside an article
        writer.kill()
    with project.open(path) as opened:
        assert not opened.read_only
        assert opened.rows("PRAGMA integrity_check")[0][0] == "ok"
        rows = articles.list_all(opened)
        assert len(rows) >= 5
        for row in rows:
            assert len(toponyms.of_article(opened, row.article_id)) == 40
            assert row.events > 0


def test_a_district_without_an_outline_shades_its_region_and_says_so(tmp_path: Path, path: Path) -> None:
    rows = (
        row(101, "Westmark Region", "ADM1", names="Marche de l'Ouest", latitude=8, longitude=4),
        row(102, "Bani District", "ADM2", admin2="D1", latitude=5, longitude=5),
    )
    with Gazetteer.open(added(tmp_path / "gazetteer.sqlite", zipped(tmp_path, rows))) as gazetteer:
        analyst = default_analyst(gazetteer)
        [district] = gazetteer.named("Bani District")
        region = gazetteer.region(district)
        assert region is not None
        assert gazetteer.area(district.geonameid) is None
        text = "NIAMEY, Niger - Gunmen killed three farmers in Bani District, Niger, on Monday. Niger mourned them."
        finished(process(path, [from_text(text, published=date(2023, 8, 7))], analyst))
        with project.open(path) as opened:
            event = events.many(opened, [row["event_id"] for row in opened.rows("SELECT event_id FROM event")])[0]
            assert event.place == district
            assert event.geo_precision is GeoPrecision.ADM2
            assert any("Wéstmark, the region that holds it, is shaded" in reason for reason in event.reasons)
            assert places.area(opened, district.geonameid) == gazetteer.area(region.geonameid)


def test_a_reviewed_event_gains_what_another_source_claims_but_keeps_its_figure(tmp_path: Path) -> None:
    def told(article_id: str, best: int) -> Event:
        claim = Claim(kind=ClaimKind.DEATHS, minimum=best, best=best, maximum=best, article_id=article_id, start_char=0, end_char=9)
        piece = replace(an_event().evidence[0], article_id=article_id)
        return an_event(event_id=article_id, fatalities=best, claims=(claim,), evidence=(piece,))

    with project.create(tmp_path / "p.gpkg") as opened:
        articles.add(opened, an_article(), [], [replace(told("a1", 3), review=Review.ACCEPTED)])
        found = merged(opened, told("a2", 4), ())
    assert (found.fatalities, [c.best for c in found.claims], found.review) == (3, [3, 4], Review.ACCEPTED)


class Boasts(KnowsNiamey):
    def _event(self, article: Article, found: re.Match[str]) -> Event:
        claim = Claim(kind=ClaimKind.DEATHS, minimum=N, best=N, maximum=N, article_id=article.article_id, start_char=0, end_char=9)
        return replace(super()._event(article, found), fatalities=N, claims=(claim,))


def test_a_toll_that_hardly_one_event_has_is_claimed_and_checked_first_and_counts_once_a_person_sets_it(path: Path) -> None:
    finished(process(path, [report("Gunmen attacked Niamey.")], plain_analyst()))
    finished(process(path, [report("N killed where gunmen attacked Niamey.", day=25)], replace(plain_analyst(), detector=Boasts())))

    def counted(opened: Project) -> tuple[int, int]:
        table = columns.read_columns(opened)
        told = tolls.toll(opened, table, columns.mask(table, EventFilter()))
        return told.best, told.most or 0

    with project.open(path) as opened:
        table = columns.read_columns(opened)
        [doubted] = events.many(opened, table.ids.at(table.deaths == columns.DOUBTED_DEATHS))
        assert (doubted.fatalities, [claim.best for claim in doubted.claims]) == (None, [N])
        assert toll_words(doubted, ClaimKind.DEATHS, {}).splitlines()[0] == TO_CHECK
        assert review.queue(opened, table, columns.mask(table, EventFilter()))[0] == doubted.event_id
        assert review.doubts(opened, doubted)[0].startswith("12,000,000 deaths are more than one event is believed to have")
        assert counted(opened) == (3, 3)
        reviewing.correct(opened, replace(doubted, fatalities=20_000))
        assert counted(opened) == (20_003, 20_003)
        assert not any("believed" in doubt for doubt in review.doubts(opened, events.get(opened, doubted.event_id)))
