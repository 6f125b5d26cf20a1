"""Exports that need the map or the charts, without a window: `python -m desktop export PROJECT.gpkg OUT.pptx`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geodata import cli
from geodata.errors import ExportError
from geodata.export.callouts import Rule, choose
from geodata.export.content import MapPicture, Wishes, leaving
from geodata.export.formats import format_of
from geodata.export.heading import suggested_title
from geodata.export.release import Release, Tlp, released_columns
from geodata.model import EventFilter
from geodata.store import events, places, tags
from geodata.store.columns import EventColumns, Mask, mask
from geodata.store.project import Project
from geodata.store.spots import named_spots
from geodata.store.tolls import toll

if TYPE_CHECKING:
    from desktop.snapshot.facts import Facts

PATIENCE_MS = 60_000  # until the map is given up


def main(arguments: Sequence[str]) -> int:
    """As `python -m geodata export`, with its exit status; its options and those of `Offscreen`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return cli.main(arguments, window=Offscreen())


class Offscreen:
    """Draws what an export wishes for where nobody looks."""

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Options that only make sense with the window's map and charts."""
        rules = [rule for rule in Rule if rule is not Rule.SELECTED]
        parser.add_argument("--numbered", type=Rule, choices=rules, default=Rule.DEADLIEST, help="events with a number on slides")
        parser.add_argument("--summary", action="store_true", help="with the summary and charts, in .html and .pptx")

    def wishes(
        self, options: argparse.Namespace, wishes: Wishes, opened: Project, columns: EventColumns, shown: Mask, event_filter: EventFilter
    ) -> Wishes:
        """With the map, numbers, summary and charts that the format takes.

        Raises:
            ExportError: the map could not be drawn.
        """
        from desktop.slide_map import numbered_facts

        form = format_of(options.out)
        release = Release(tlp=Tlp(options.tlp) if options.tlp else None, rounded=options.rounded, sensitive=options.round_sensitive)
        wishes = replace(wishes, title=wishes.title or suggested_title(columns, shown))
        if form is not None and form.takes_map:
            numbered = tuple(choose(columns, shown, options.numbered))
            coarse = released_columns(columns, release, tags.sensitive_spots(opened))
            facts = numbered_facts(opened, coarse, shown, event_filter, release, numbered)
            wishes = replace(wishes, map=_picture(opened, coarse, shown, facts), numbered=numbered)
        if form is not None and form.takes_summary and options.summary:
            wishes = replace(wishes, summary=_summary(opened, columns, shown, event_filter, release), charts=_charts(columns, shown))
        return wishes


def _summary(opened: Project, columns: EventColumns, shown: Mask, event_filter: EventFilter, release: Release) -> tuple[str, ...]:
    from desktop.summary import period_before, summary, text_of

    before, days = None, period_before(event_filter)
    if days:
        matched = events.matching_text(opened, event_filter.text) if event_filter.text.strip() else None
        tagged = tags.tagged(opened, event_filter.tags)
        before = mask(columns, replace(event_filter, first_date=days[0], last_date=days[1]), matched=matched, tagged=tagged)
    told = summary(columns, shown, event_filter, before, leaving(opened, release), toll(opened, columns, shown))
    return tuple(text_of([sentence]) for sentence in told)


def _charts(columns: EventColumns, shown: Mask) -> bytes | None:
    from desktop.charts import chart, written
    from desktop.summary_work import DPI
    from desktop.theme import LIGHT

    figure = chart(columns, shown, LIGHT, is_dark=False)
    return written(figure, "png", dpi=DPI) if figure is not None else None


def _picture(opened: Project, columns: EventColumns, shown: Mask, facts: Facts) -> MapPicture:
    """The map around these events, in the size of a slide and the light colours, names off the numbers of `facts`."""
    from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from desktop.app import make_application
    from desktop.export_work import DPI, png_of
    from desktop.map.spots import SpotNames
    from desktop.map.view import MapView
    from desktop.slide_map import wishes_of
    from desktop.snapshot.paper import SCREEN_DPI
    from geodata.export.pptx import MAP
    from geodata.gazetteer.cities import gazetteer_cities
    from geodata.model import Extent

    application = QApplication.instance() or make_application(["dateline"])
    cities = gazetteer_cities()  # read before the page loads, so that no label comes too late for the picture
    view = MapView(partial(places.area, opened), theme="light", cities=lambda: cities)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(round(MAP[2] * SCREEN_DPI), round(MAP[3] * SCREEN_DPI))
    SpotNames(view).show(named_spots(opened, columns))
    loop, drawn = QEventLoop(), list[MapPicture]()

    def ask() -> None:
        view.shown.disconnect(ask)
        view.bridge.told.connect(hear)
        view.call("tellSettled")  # the map is where it shall be, so that numbers can be placed on it

    def hear(part: str, _: object) -> None:
        if part == "settled":
            QTimer.singleShot(0, take)

    def take() -> None:
        view.picture(round(MAP[2] * DPI), round(MAP[3] * DPI), DPI / SCREEN_DPI, finish, wishes=wishes_of(facts, view.extent()))

    def finish(picture: QImage, extent: Extent) -> None:
        if not picture.isNull():
            drawn.append(MapPicture(png_of(picture), extent, view.credits, facts.others))
        loop.quit()

    view.shown.connect(ask)
    view.failed.connect(lambda _reason: loop.quit())
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    try:
        view.show_events(columns)
        view.show_mask(shown)
        view.show()
        loop.exec()
    finally:
        view.shut_down()
        view.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the page goes before its profile
    if not drawn:
        raise ExportError("The map could not be drawn.")
    return drawn[0]
