"""What a person decided about merges: two reports told apart or made one, kept whatever is read again, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata import merging
from geodata.articles.text import from_text
from geodata.errors import ProjectError
from geodata.merging import decisions, join, part, take_back
from geodata.model import Category, Event, Progress, Review
from geodata.pipeline import process, reread
from geodata.store import articles, columns, events, merges, project
from tests.long_call import finished
from tests.plain_analyst import KnowsNiamey, plain_analyst

ONE, TWO, THREE, LATE = "Gunmen attacked Niamey.", "Men attacked Niamey.", "Again they attacked Niamey.", "They attacked Niamey late."


def read(path: Path, *texts: str, day: int = 5) -> list[str]:
    made = [from_text(text, published=date(2023, 8, day)) for text in texts]
    finished(process(path, made, plain_analyst()))
    return [article.article_id for article in made]


def all_events(path: Path) -> list[Event]:
    with project.open(path) as opened:
        return events.many(opened, columns.read_columns(opened).ids)


def told(path: Path) -> list[list[str]]:
    """The articles of each event."""
    return sorted(sorted({piece.article_id for piece in event.evidence}) for event in all_events(path))


def groups(*given: list[str]) -> list[list[str]]:
    return sorted(sorted(group) for group in given)


def event_of(path: Path, article: str) -> str:
    with project.open(path) as opened:
        return events.of_article(opened, article)[0].event_id


def read_again(path: Path, *ids: str) -> None:
    with project.open(path) as opened:
        for article_id in ids:
            reread(opened, articles.get(opened, article_id), plain_analyst(), decisions(opened))


def numbers(path: Path) -> list[int]:
    with project.open(path) as opened:
        return [rule.number for rule in merges.every(opened)]


def review(path: Path, event_id: str, judged: Review = Review.ACCEPTED, **changes: object) -> Event:
    with project.open(path) as opened:
        event = replace(events.get(opened, event_id), review=judged, **changes)
        with opened.transaction() as connection:
            events.write(connection, event)
    return event


def test_a_report_taken_out_is_an_event_of_its_own_and_stays_one(path: Path) -> None:
    a, b = read(path, ONE, TWO)
    assert told(path) == groups([a, b])
    changes = finished(part(path, event_of(path, a), b, plain_analyst()))
    assert told(path) == groups([a], [b])
    assert set(changes.events) == {event.event_id for event in all_events(path)}
    before = all_events(path)
    for order in ((a,), (b,), (b, a)):
        read_again(path, *order)
        assert told(path) == groups([a], [b])
    assert {event.event_id for event in before} == {event.event_id for event in all_events(path)}


def test_each_of_two_is_coded_from_its_own_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = KnowsNiamey.detect
    tolls = {"Gunmen": 3, "Men": 4}

    def detect(self, article, resolutions):
        return tuple(
            replace(e, fatalities=tolls[article.text.split()[0]], reasons=(article.text,)) for e in plain(self, article, resolutions)
        )

    monkeypatch.setattr(KnowsNiamey, "detect", detect)
    a, b = read(path, ONE, TWO)
    [joined] = all_events(path)
    assert joined.reasons == (ONE, TWO)
    finished(part(path, joined.event_id, a, plain_analyst()))
    assert {(event.fatalities, event.reasons) for event in all_events(path)} == {(3, (ONE,)), (4, (TWO,))}
    assert told(path) == groups([a], [b])


def test_a_third_article_joins_one_of_the_two_and_never_binds_them(path: Path) -> None:
    a, b = read(path, ONE, TWO)
    finished(part(path, event_of(path, a), b, plain_analyst()))
    [c] = read(path, THREE)
    assert told(path) == groups([a, c], [b])
    for article in (a, b, c):
        read_again(path, article)
        assert any(a in group and b in group for group in told(path)) is False
        assert len(told(path)) == 2


def test_the_others_stay_one_when_a_report_is_taken_out_that_bound_them(path: Path) -> None:
    a, b, c = *read(path, ONE, day=2), *read(path, TWO, day=5), *read(path, THREE, day=8)
    assert len(told(path)) == 2, "six days lie between the first and the last"
    finished(join(path, event_of(path, a), event_of(path, c), plain_analyst()))
    assert told(path) == groups([a, b, c])
    finished(part(path, event_of(path, a), b, plain_analyst()))
    assert told(path) == groups([a, c], [b])
    read_again(path, a, c, b)
    assert told(path) == groups([a, c], [b])


def test_taking_it_back_makes_them_one_again(path: Path) -> None:
    a, b, c = read(path, ONE, TWO, THREE)
    [before] = all_events(path)
    finished(part(path, before.event_id, a, plain_analyst()))
    assert told(path) == groups([a], [b, c])
    finished(take_back(path, numbers(path)[0], plain_analyst()))
    assert all_events(path) == [before]
    assert numbers(path) == []
    with pytest.raises(ProjectError, match="taken back already"):
        finished(take_back(path, 1, plain_analyst()))


def test_two_events_made_one_stay_one_and_can_be_parted_again(path: Path) -> None:
    [a], [b] = read(path, ONE, day=2), read(path, TWO, day=30)
    assert told(path) == groups([a], [b])
    changes = finished(join(path, event_of(path, b), event_of(path, a), plain_analyst()))
    assert told(path) == groups([a, b])
    assert set(changes.articles) == {a, b}
    for order in ((a,), (b,), (b, a)):
        read_again(path, *order)
        assert told(path) == groups([a, b])
    finished(part(path, event_of(path, a), b, plain_analyst()))
    assert told(path) == groups([a], [b]), "the newest decision holds"
    for number in reversed(numbers(path)):
        finished(take_back(path, number, plain_analyst()))
        assert told(path) == (groups([a, b]) if number == 2 else groups([a], [b]))


def test_a_report_read_otherwise_is_still_known_by_its_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = read(path, ONE, TWO)
    finished(part(path, event_of(path, a), b, plain_analyst()))
    plain = KnowsNiamey.detect

    def moved(event: Event) -> Event:
        pieces = tuple(replace(p, spans=tuple(replace(s, end_char=s.end_char - 3) for s in p.spans)) for p in event.evidence)
        return replace(event, evidence=pieces, fatalities=9)

    monkeypatch.setattr(KnowsNiamey, "detect", lambda self, *given: tuple(map(moved, plain(self, *given))))
    read_again(path, b, a)
    assert told(path) == groups([a], [b])
    assert [event.fatalities for event in all_events(path)] == [9, 9]


def test_a_reviewed_event_keeps_what_the_person_said_and_gives_up_the_evidence(path: Path) -> None:
    a, b = read(path, ONE, TWO)
    judged = review(path, event_of(path, a), Review.CORRECTED, fatalities=77)
    finished(part(path, judged.event_id, a, plain_analyst()))
    assert told(path) == groups([a], [b])
    with project.open(path) as opened:
        [kept], [taken] = events.of_article(opened, b), events.of_article(opened, a)
        assert kept == replace(judged, evidence=judged.evidence[1:])
        assert (taken.review, taken.fatalities) == (Review.UNREVIEWED, 3)
        assert taken.event_id != kept.event_id, "the reviewed one keeps the id that came from the first article"
    read_again(path, a, b)
    assert kept in all_events(path)
    assert told(path) == groups([a], [b])
    finished(take_back(path, numbers(path)[0], plain_analyst()))
    [again] = all_events(path)
    assert (again.review, again.fatalities, len(again.evidence)) == (Review.CORRECTED, 77, 2)


def test_a_reviewed_event_takes_in_another_and_lets_it_go(path: Path) -> None:
    [a], [b] = read(path, ONE, day=2), read(path, TWO, day=30)
    judged = review(path, event_of(path, b), fatalities=77)
    finished(join(path, event_of(path, a), judged.event_id, plain_analyst()))
    [joined] = all_events(path)
    assert (joined.event_id, joined.review, joined.fatalities, joined.event_date) == (
        judged.event_id,
        Review.ACCEPTED,
        77,
        judged.event_date,
    )
    finished(take_back(path, numbers(path)[0], plain_analyst()))
    assert told(path) == groups([a], [b])
    assert judged in all_events(path)


def test_what_cannot_be_parted_or_joined_is_told_and_nothing_changes(path: Path) -> None:
    [a], [b] = read(path, ONE, day=2), read(path, TWO, day=30)
    first, second = event_of(path, a), event_of(path, b)
    with pytest.raises(ProjectError, match="Only one article"):
        finished(part(path, first, a, plain_analyst()))
    with pytest.raises(ProjectError, match="one category"):
        finished(join(path, first, first, plain_analyst()))
    review(path, first, category=Category.PROTEST)
    with pytest.raises(ProjectError, match="one category"):
        finished(join(path, first, second, plain_analyst()))
    review(path, first, category=Category.ATTACK)
    review(path, second)
    with pytest.raises(ProjectError, match="Both events were reviewed"):
        finished(join(path, first, second, plain_analyst()))
    assert (told(path), numbers(path)) == (groups([a], [b]), [])


def test_stopping_before_the_end_leaves_all_as_it_was(path: Path) -> None:
    a, b = read(path, ONE, TWO)
    before = all_events(path)
    call = part(path, event_of(path, a), b, plain_analyst())
    assert [next(call) for _ in range(2)] == [Progress(done=0, total=2, label=ONE), Progress(done=1, total=2, label=TWO)]
    call.close()
    assert (all_events(path), numbers(path)) == (before, [])


def test_an_article_that_tells_no_such_event_any_more_keeps_what_it_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = read(path, ONE, TWO)
    monkeypatch.setattr(KnowsNiamey, "detect", lambda *_: ())
    finished(part(path, event_of(path, a), b, plain_analyst()))
    assert told(path) == groups([a], [b])


def test_one_article_tells_of_two_attacks_though_another_tells_of_one(path: Path) -> None:
    a, b = read(path, ONE, "They attacked Niamey and attacked Niamey.")
    assert told(path) == groups([a, b], [b])
    assert sorted(len(event.evidence) for event in all_events(path)) == [1, 2], "no words are lost"


def test_two_events_of_one_article_can_be_made_one(path: Path) -> None:
    [a] = read(path, "They attacked Niamey and attacked Niamey.")
    one, other = all_events(path)
    finished(join(path, one.event_id, other.event_id, plain_analyst()))
    read_again(path, a)
    assert told(path) == groups([a])
    finished(take_back(path, numbers(path)[0], plain_analyst()))
    assert {event.event_id for event in all_events(path)} == {one.event_id, other.event_id}


def test_near_events_are_of_the_category_and_the_nearest_first(path: Path) -> None:
    for text, day in ((ONE, 2), (TWO, 30), (THREE, 12)):
        read(path, text, day=day)
    review(path, all_events(path)[1].event_id, Review.UNREVIEWED, category=Category.PROTEST)
    with project.open(path) as opened:
        ids = columns.read_columns(opened).ids
        first, other, third = events.many(opened, ids)
        assert merges.near(opened, first) == [third]
        assert merges.near(opened, other) == []
        undated = replace(third, event_id="u", event_date=None, date_end=None)
        far = replace(third, event_id="f", place=replace(third.place, geonameid=7, country_code="KE", latitude=-1.0))
        early = replace(third, event_id="e", event_date=date(2023, 6, 1), date_end=date(2023, 6, 1))
        with opened.transaction() as connection:
            for event in (undated, far, early):
                events.write(connection, event)
        assert [event.event_id for event in merges.near(opened, first)] == [third.event_id, "u"]


def test_decisions_are_read_once_while_articles_are_added(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    every = merges.every
    monkeypatch.setattr(merges, "every", lambda opened: asked.append(1) or every(opened))
    read(path, ONE, TWO, THREE, LATE)
    assert (len(asked), merging.merges.every is merges.every) == (1, True)
