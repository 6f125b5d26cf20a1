"""A project of a few events, their facts, and a plain picture in place of the map."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.snapshot.facts import Facts
from geodata.export.heading import Ends
from geodata.model import Article, Category, Event, Evidence, Extent, GeoPrecision, Place, Review, Status, TimePrecision
from geodata.store import articles, project

MADE = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
SAHEL = Extent(9.0, -5.0, 23.0, 17.0)


def plain_map(width: int, height: int, colour: str = "#88AACC") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def busy_facts() -> Facts:
    """Every category and status, and more sources than fit."""
    return Facts(
        categories=tuple((category, 3 * n + 1) for n, category in enumerate(Category)),
        statuses=tuple((status, n + 1) for n, status in enumerate(Status)),
        points=9, near=2, areas=4, unlocated=1, reviewed=3, hidden=7, outside=2,
        ends=Ends(date(2021, 3, 21), date(2023, 8, 28)),
        filter_words="All categories; 1 Mar 2021 to 31 Aug 2023; text “ambassador”; happened and ongoing; in NE, ML and BF",
        sources=tuple((f"Sahel Test Agency {n}", 20 - n) for n in range(20)),
        made=MADE, made_by="Dateline 0.1.0",
    )  # fmt: skip


ROWS = (
    (Category.ATTACK, GeoPrecision.TOWN, Status.OCCURRED, 13.51, 2.11),
    (Category.ATTACK, GeoPrecision.NEAR, Status.OCCURRED, 15.92, 2.40),
    (Category.PROTEST, GeoPrecision.TOWN, Status.ONGOING, 13.51, 2.11),
    (Category.COUP, GeoPrecision.COUNTRY, Status.OCCURRED, 17.6, 9.4),
    (Category.DEPLOYMENT, GeoPrecision.TOWN, Status.PLANNED, 16.97, 7.99),
    (Category.OTHER, GeoPrecision.UNKNOWN, Status.OCCURRED, None, None),
)


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Six events: five that happened or go on, one of them on no map; and one that is planned."""
    path = tmp_path / "sahel-test.gpkg"
    with project.create(path) as made:
        for n, row in enumerate(ROWS):
            article = Article(article_id=f"a{n}", title="A test", text="Something happened.", source=f"Wire {n % 2}" if n < 5 else None)
            articles.add(made, article, (), (_event(n, *row),))
    return path


def _event(n: int, category: Category, precision: GeoPrecision, status: Status, latitude: float | None, longitude: float | None) -> Event:
    place = None
    if latitude is not None and longitude is not None:
        place = Place(
            geonameid=n + 1, name=f"Place {n}", latitude=latitude, longitude=longitude, feature_class="P", feature_code="PPL",
            country_code="NE",
        )  # fmt: skip
    return Event(
        event_id=f"e{n}", category=category, event_type="x", sub_event_type="y", status=status,
        event_date=date(2023, 7, 26 + n), date_end=date(2023, 7, 26 + n), time_precision=TimePrecision.DAY,
        place=place, geo_precision=precision, evidence=(Evidence(article_id=f"a{n}", start_char=0, end_char=9),),
        review=Review.ACCEPTED if n == 0 else Review.UNREVIEWED,
    )  # fmt: skip
