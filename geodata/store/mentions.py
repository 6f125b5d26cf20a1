"""Places that articles name, apart from the events: "this article names Niamey" is no attack at Niamey."""

from __future__ import annotations

from typing import NamedTuple

from geodata.geoparsing.precision import precision_of
from geodata.model import Place
from geodata.store.places import COLUMNS
from geodata.store.project import Project


class Mention(NamedTuple):
    """A town or site and how many articles name it."""

    place: Place
    articles: int


class Spot(NamedTuple):
    """Where an article names a place."""

    article_id: str
    start_char: int
    end_char: int


def mentions(project: Project) -> list[Mention]:
    """The towns and sites that articles name, most named first; countries and regions have no spot and are left out."""
    rows = project.rows(
        f"SELECT {', '.join(f'place.{column}' for column in COLUMNS)}, count(DISTINCT article) AS articles"  # noqa: S608
        " FROM toponym JOIN place USING (geonameid) GROUP BY geonameid ORDER BY articles DESC, geonameid"
    )
    found = (Mention(Place(**{column: row[column] for column in COLUMNS}), row["articles"]) for row in rows)
    return [mention for mention in found if precision_of(mention.place).is_point]


def spots(project: Project, geonameid: int) -> list[Spot]:
    """The first words of each article that name a place, the article published last first."""
    rows = project.rows(
        "SELECT article_id, start_char, end_char, min(start_char) FROM toponym JOIN article ON article.fid = toponym.article"
        " WHERE geonameid = ? GROUP BY article.fid ORDER BY published DESC, article.fid",
        [geonameid],
    )
    return [Spot(row["article_id"], row["start_char"], row["end_char"]) for row in rows]
