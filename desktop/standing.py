"""Who tells of an event, and how far that is to be believed, in words."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.articles.agencies import agency_of
from geodata.articles.duplicates import origins
from geodata.dataset import DatasetRow
from geodata.grades import CREDIBILITY_WORDS, RELIABILITY_WORDS, Credibility, Reliability, suggested
from geodata.model import Article, Event
from geodata.wording import counted, shown

Grades = Mapping[str, Reliability]


def count_words(sources: Mapping[str, Article], row: DatasetRow | None, grades: Grades) -> str:
    """How many articles tell of it, and how many of them were written apart: "3 articles, 2 origins (AFP)"; else the dataset."""
    if row is not None:
        return f"{source_words(row.dataset, grades)}, a dataset"
    if not sources:
        return "no article: an own observation"
    credited = [*dict.fromkeys(filter(None, (agency_of(a.text, a.source) for a in sources.values())))]
    named = {(a.source or "").casefold() for a in sources.values()}
    credited = [agency for agency in credited if agency.casefold() not in named]  # its own name says so already
    by = f" ({', '.join(credited)})" if credited else ""
    if len(sources) == 1:
        return f"1 article{by}"
    return f"{counted(len(sources), 'article')}, {counted(origin_count(sources), 'origin')}{by}"


def origin_count(sources: Mapping[str, Article]) -> int:
    """How many of these articles, which tell of one event, were written apart; 1 at least."""
    texts, named = {i: article.text for i, article in sources.items()}, {i: article.source for i, article in sources.items()}
    return max(1, len(origins(texts, named)))


def source_words(source: str, grades: Grades) -> str:
    """A source with its grade: "Sahel Courier (B)"."""
    grade = grades.get(source)
    return f"{shown(source, limit=60)} ({grade})" if grade else shown(source, limit=60)


def credibility_words(event: Event, dataset: str | None, sources: Mapping[str, Article], grades: Grades) -> str:
    """Its number in words, and whose it is: "2 probably true (suggested: 2 origins)"."""
    number = origin_count(sources)
    names = (*(article.source for article in sources.values()), dataset)
    told = suggested(number, (grades[name] for name in names if name is not None and name in grades))
    why = f"suggested: {counted(number, 'origin')}{', not graded' if told is Credibility.UNJUDGED else ''}"
    if event.credibility is None:
        return f"{told} {CREDIBILITY_WORDS[told]} ({why})"
    return f"{event.credibility} {CREDIBILITY_WORDS[event.credibility]} (yours; {told} {why})"


def grade_words(grade: Reliability) -> str:
    """A grade of a source: "B usually reliable"."""
    return f"{grade} {RELIABILITY_WORDS[grade]}"
