"""A briefing for the scheduler: `python -m desktop brief PROJECT.gpkg --period last-week --out FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from desktop.headless import DONE, FAILED, MISUSED, page_of
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.template import read
from geodata.errors import ExportError, GeodataError
from geodata.export.callouts import Rule, choose
from geodata.export.heading import suggested_title
from geodata.export.release import Release, Tlp
from geodata.model import EventFilter
from geodata.store import project
from geodata.store.column_cache import columns_of
from geodata.store.columns import mask

NOTHING = 3  # no event passes
PERIODS = ("last-week", "last-month", "last-7-days", "last-30-days", "all")
KINDS = ("pdf", "png", "jpg")


def main(arguments: Sequence[str]) -> int:
    """Write the pages and name them on stdout.

    Exit status: 0 written, 1 they could not be (one sentence on stderr), 2 the arguments are wrong, 3 no event is in the period: nothing
    is written.
    """
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has told why
        return MISUSED if stop.code else DONE
    try:
        return _write(options)
    except GeodataError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED


def period(words: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that the words mean: whole weeks from Monday and whole months before `today`, days up to yesterday.

    Raises:
        ValueError: they mean no period.
    """
    yesterday, monday = today - timedelta(days=1), today - timedelta(days=today.weekday())
    month_end = today.replace(day=1) - timedelta(days=1)
    known: dict[str, tuple[date | None, date | None]] = {
        "last-week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "last-month": (month_end.replace(day=1), month_end),
        "last-7-days": (today - timedelta(days=7), yesterday),
        "last-30-days": (today - timedelta(days=30), yesterday),
        "all": (None, None),
    }
    if words in known:
        return known[words]
    first, _, last = words.partition("..")
    days = date.fromisoformat(first), date.fromisoformat(last)
    if days[0] > days[1]:
        raise ValueError(words)
    return days


def _write(options: argparse.Namespace) -> int:
    from desktop.snapshot.annex import with_list
    from desktop.snapshot.coarse import as_released
    from desktop.snapshot.facts import gather_whole, suggested_subtitle
    from desktop.snapshot.numbers import with_numbers
    from desktop.snapshot.reopen import with_view
    from desktop.snapshot.save import alpha3, save, suggested_name

    if not options.out.is_dir():
        raise ExportError(f"There is no folder {options.out}.")
    plain = Snapshot(title="", paper=Paper.A4, numbered=Rule.DEADLIEST)
    look = read(options.template, plain) if options.template else plain
    look = replace(look, tlp=options.tlp) if options.tlp else look
    first, last = options.period
    wanted = EventFilter(first_date=first, last_date=last)
    with project.open(options.project, read_only=True) as opened:
        columns = columns_of(opened)
        shown = mask(columns, wanted)
        if not shown.any():
            sys.stderr.write("No event is known for that period, so nothing was written.\n")
            return NOTHING
        facts = gather_whole(opened, columns, shown, wanted)
        facts, drawn = as_released(facts, opened, columns, shown, look.tlp)
        facts = with_numbers(facts, opened, drawn, shown, wanted, Release(tlp=look.tlp), choose(columns, shown, look.numbered))
        title = options.title or suggested_title(columns, shown)
        page = page_of(opened, drawn, shown, facts, replace(look, title=title, subtitle=suggested_subtitle(facts)))
        page = with_list(page, opened, columns, shown, wanted, is_whole=not options.no_list)
        page = with_view(page, opened, wanted)
        countries = tuple(columns.countries[code] for code in set(columns.country[shown].tolist()))
    name = suggested_name(page.snapshot, facts, countries=alpha3(countries), folder=options.out, suffix="")
    for kind in options.kind or ["pdf"]:
        path = options.out / f"{name}.{kind}"
        save(page, path)
        sys.stdout.write(f"{path}\n")
    return DONE


def _period(words: str) -> tuple[date | None, date | None]:
    try:
        return period(words, datetime.now().astimezone().date())
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}” is no period; write {', '.join(PERIODS)} or 2023-08-01..2023-08-31") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop brief", description="Write a briefing page of a period.")
    parser.add_argument("project", type=Path, metavar="PROJECT.gpkg")
    parser.add_argument("--period", type=_period, default=(None, None), metavar=f"{'|'.join(PERIODS)}|YYYY-MM-DD..YYYY-MM-DD")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--template", type=Path, metavar="FILE.json", help="as Export snapshot saves it; default: A4, 300 dpi, light")
    parser.add_argument("--tlp", type=Tlp, choices=list(Tlp), metavar="|".join(Tlp), help="its marking, whatever the template has")
    parser.add_argument("--title", default="", help="default: what the events are, and in which countries")
    parser.add_argument("--no-list", action="store_true", help="no sheets with the events one by one behind the page of a .pdf")
    parser.add_argument("--kind", choices=KINDS, action="append", help="may be repeated; default: pdf")
    return parser
