"""What exactly is in an export: how many events of what, how well placed, which fields, of how many articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.events.codebook import CATEGORY_TITLES
from geodata.export.release import Release
from geodata.store import chosen
from geodata.store.columns import read_columns
from geodata.store.project import Project
from geodata.store.tolls import NO_TOLL, Toll, toll
from geodata.wording import counted, dead_words, listed, overlap_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """Counts of what an export holds. `categories` are titles with their counts.

    `fields` are the columns of the format that may have a value, `left_out` those that the release leaves empty; both are empty before
    `under` was asked.
    """

    events: int
    categories: tuple[tuple[str, int], ...]
    at_points: int
    in_areas: int
    without_place: int
    articles: int
    datasets: int = 0
    toll: Toll = NO_TOLL  # the dead of them all
    sensitive: int = 0  # events at spots that were flagged as such
    fields: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def under(self, release: Release, columns: Sequence[str]) -> Included:
        """With the fields of a format that has these columns."""
        fields = tuple(column for column in columns if column not in release.left_out)
        return replace(self, fields=fields, left_out=tuple(column for column in columns if column in release.left_out))

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of each, for people."""
        places = {"at a point": self.at_points, "known only to an area": self.in_areas, "without a place": self.without_place}
        told = [
            ("Included", f"{counted(self.events, 'event')} of {listed(self._tellers()) or 'no article'}"),
            ("By category", ", ".join(f"{title} {count:,}" for title, count in self.categories)),
            ("By place", ", ".join(f"{count:,} {words}" for words, count in places.items() if count)),
            ("Deaths", dead_words(self.toll)),
            ("Overlap", overlap_words(self.toll)),
            ("At sensitive coordinates", counted(self.sensitive, "event") if self.sensitive else ""),
            ("Fields", ", ".join(self.fields)),
            ("Left empty", ", ".join(self.left_out)),
        ]
        return [(name, value) for name, value in told if value]

    def _tellers(self) -> list[str]:
        """The articles and datasets that they come from, counted."""
        told = {"article": self.articles, "dataset": self.datasets}
        return [counted(number, noun) for noun, number in told.items() if number]


def included(project: Project, ids: Sequence[str]) -> Included:
    """What an export of these events holds, whatever its format."""
    kinds, places, columns = chosen.by_category(project, ids), chosen.place_counts(project, ids), read_columns(project, ids)
    return Included(
        events=len(ids),
        categories=tuple((CATEGORY_TITLES[category], len(of_it)) for category, of_it in kinds.items()),
        at_points=places.at_points,
        in_areas=places.in_areas,
        without_place=places.without_place,
        articles=chosen.article_count(project, ids),
        datasets=chosen.dataset_count(project, ids),
        toll=toll(project, columns, np.ones(len(columns), dtype=np.bool_)),
        sensitive=chosen.sensitive(project, ids),
    )
