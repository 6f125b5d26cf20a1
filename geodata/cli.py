"""The command line: extract, process, import, export, gazetteer."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from geodata.errors import ContentError, GeodataError
from geodata.export import jsonlines
from geodata.model import Category, EventFilter, Failure, Progress, Status
from geodata.options import day

OK, SOME_FAILED, UNUSABLE = 0, 1, 2
T = TypeVar("T")
_GAZETTEER = "Build the gazetteer, the list of place names, or add places to it."
_KINDS = ".txt, .html, .md, .pdf, .docx, .eml files, .jsonl with one article a line, or folders of them"
_INTERRUPTED, _BROKEN_PIPE = 130, 141  # as shells report them


def main(arguments: Sequence[str] | None = None, *, window: Any = None) -> int:
    """Run one command; returns the exit status: 0 all went well, 1 some inputs could not be used, 2 nothing could be done.

    `window`, where there is one, has `add(parser)`, which adds options to those of an export, and `wishes(options, wishes, project,
    columns, shown, event_filter)`, which adds a picture of the map and the like to what is wished for.
    """
    parser = _parser(window)
    parser.set_defaults(window=window)
    options = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except GeodataError as error:
        _say(str(error))
        return UNUSABLE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again when it flushes at exit
        return _BROKEN_PIPE


def extract(options: argparse.Namespace) -> int:
    """Read requests line by line and answer each as it comes, in order."""
    analyst = _analyst(options)
    status = OK
    for number, line in enumerate(_lines(options.file), start=1):
        if not line.strip():
            continue
        try:
            asked = jsonlines.request(line)
            analysis = analyst.analyse(asked.article, spans=asked.spans)
        except ContentError as error:
            _say(f"line {number}: {error}")
            status = SOME_FAILED
            continue
        sys.stdout.write(jsonlines.answer(asked, analysis.resolutions, analysis.events) + "\n")
        sys.stdout.flush()
    return status


def process(options: argparse.Namespace) -> int:
    """Read files into a project, which is made where it is missing."""
    from geodata import pipeline
    from geodata.articles.files import read_all
    from geodata.jobs import Jobs
    from geodata.store import project

    if not options.project.exists():
        project.create(options.project).close()
    articles = list(read_all(options.files))
    jobs = Jobs(options.jobs, _gazetteer_path(options)) if options.jobs > 1 else None
    changes = _run(pipeline.process(options.project, articles, _analyst(options), jobs=jobs))
    for failure in changes.failures:
        _say(f"{failure.name}: {failure.reason}" if not failure.reason.startswith(failure.name) else failure.reason)
    _say(f"{len(changes.articles) - len(changes.failures)} articles added, {len(changes.events)} events, {len(changes.failures)} failed")
    if not articles or all(isinstance(article, Failure) for article in articles):
        return UNUSABLE
    return SOME_FAILED if changes.failures else OK


def import_events(options: argparse.Namespace) -> int:
    """Read structured events into a project, which is made where it is missing."""
    from geodata.gazetteer.build import ensure
    from geodata.gazetteer.search import Gazetteer
    from geodata.imports import importing
    from geodata.imports.mapping import Kind
    from geodata.store import project

    mapping = _mapping(options)
    if not options.project.exists():
        project.create(options.project).close()
    kind = Kind(getattr(options, "as")) if getattr(options, "as") else None
    with Gazetteer.open(_run(ensure(_gazetteer_path(options)))) as gazetteer:
        call = importing.import_file(options.project, options.file, gazetteer, mapping=mapping, kind=kind, dataset=options.name)
        done = _run(call)
    for failure in done.changes.failures:
        _say(f"{failure.name}: {failure.reason}")
    if done.refused > len(done.changes.failures):
        _say(f"and {done.refused - len(done.changes.failures):,} more; the project keeps them all")
    _say(done.told())
    return SOME_FAILED if done.refused else OK


def _mapping(options: argparse.Namespace) -> Any:
    """What the columns become where the command says it, on top of what their names tell; None where it says nothing."""
    from dataclasses import replace

    from geodata.events.codebook import code_of
    from geodata.imports.crosswalk import USUAL
    from geodata.imports.importing import preview
    from geodata.imports.mapping import Kind, layout

    if not (options.map or options.type or options.month_first):
        return None
    seen = preview(options.file)
    base = layout(Kind(getattr(options, "as")), seen.header) if getattr(options, "as") else seen.mapping
    pairs = dict(pair.split("=", 1) if "=" in pair else (pair, "") for pair in options.map)
    columns = {name: column for name, column in ({**base.columns, **pairs}).items() if column}
    usual = base.usual
    if options.type:
        category, _, sub_event_type = options.type.partition(":")
        try:
            chosen = Category(category)
            usual = chosen, code_of(chosen, sub_event_type or USUAL[chosen]).sub_event_type
        except (ValueError, KeyError) as error:
            raise ContentError(f"There is no type {options.type} in the codebook.") from error
    return replace(base, columns=columns, usual=usual, month_first=options.month_first)


def export(options: argparse.Namespace) -> int:
    """Write the events that a filter lets through to a file."""
    from geodata.export import formats
    from geodata.export.content import Wishes
    from geodata.export.release import Release, Tlp
    from geodata.store import columns, events, project, tags
    from geodata.store.column_cache import columns_of

    chosen = EventFilter(
        text=options.text,
        categories=tuple(options.category),
        statuses=() if options.all else tuple(options.status) or EventFilter().statuses,
        first_date=getattr(options, "from"),
        last_date=options.to,
        tags=tuple(options.tag),
    )
    with project.open(options.project, read_only=True) as opened:
        table = columns_of(opened)
        shown = columns.mask(table, chosen, matched=events.matching_text(opened, chosen.text), tagged=tags.tagged(opened, chosen.tags))
        ids = table.ids.at(shown)
        release = Release(tlp=Tlp(options.tlp) if options.tlp else None, rounded=options.rounded, sensitive=options.round_sensitive)
        wishes = Wishes(title=options.title, hxl=options.hxl)
        if options.window is not None:
            wishes = options.window.wishes(options, wishes, opened, table, shown, chosen)
        written = formats.export(opened, options.out, ids=ids, event_filter=chosen, release=release, wishes=wishes)
    _say(f"{written} of {len(table)} events written to {options.out.name}")
    return OK


def build_gazetteer(options: argparse.Namespace) -> int:
    """Build the gazetteer; what was added to it stays."""
    from geodata.gazetteer import build

    target = _gazetteer_path(options)
    _run(build.ensure(target) if options.if_missing else build.build(target))
    return OK


def add_to_gazetteer(options: argparse.Namespace) -> int:
    """Add GeoNames dumps and boundary files to the gazetteer."""
    return _add_files(options, options.files)


def download_to_gazetteer(options: argparse.Namespace) -> int:
    """Fetch GeoNames dumps and add them."""
    from geodata.gazetteer.download import announcement, download

    _say(announcement(options.countries))
    with tempfile.TemporaryDirectory() as folder:
        return _add_files(options, _run(download(options.countries, Path(folder))))


def _add_files(options: argparse.Namespace, files: Sequence[Path]) -> int:
    from geodata.gazetteer import build

    new = _run(build.add(_gazetteer_path(options), files))
    for addition in new:
        _say(f"{addition.name}: {sum(1 for _ in addition.entries()):,} places")
    _say(f"{len(new)} of {len(files)} files were new")
    return OK


def _parser(window: Any) -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--gazetteer",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the gazetteer to use (default: $DATELINE_GAZETTEER, else the one in your data folder, built on first use)",
    )
    parser = argparse.ArgumentParser(prog="python -m geodata", description="Places and events from news articles.", parents=[shared])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str, to: Any = commands) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = to.add_parser(name, help=text, description=text, parents=[shared])
        added.set_defaults(command=command)
        return added

    extracting = add("extract", extract, "Answer each JSON line with the places and events in its text, in order, as it comes.")
    extracting.add_argument("file", nargs="?", default="-", metavar="FILE.jsonl", help="lines to read (default: - for standard input)")

    processing = add("process", process, "Read articles into a project, which is made where it is missing.")
    processing.add_argument("project", type=Path, metavar="PROJECT.gpkg")
    processing.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_KINDS)
    processing.add_argument("--jobs", type=int, default=1, metavar="N", help="so many processes read at once (default: 1)")

    importing = add("import", import_events, "Read structured events into a project: ACLED, UCDP GED, GDELT, any table or GeoJSON.")
    importing.add_argument("project", type=Path, metavar="PROJECT.gpkg")
    importing.add_argument("file", type=Path, metavar="FILE", help=".csv, .tsv, .geojson, or one of them in a .zip")
    importing.add_argument(
        "--as", choices=("acled", "ucdp", "gdelt", "dateline", "table"), help="what it is (default: as its columns tell)"
    )
    importing.add_argument("--name", default="", help="of the dataset, which is the source of its events (default: by the kind or file)")
    text = "what a column becomes, such as --map event_date=Datum latitude=Breite; an empty column takes a part out"
    importing.add_argument("--map", nargs="+", action="extend", default=[], metavar="PART=COLUMN", help=text)
    importing.add_argument("--type", metavar="CATEGORY[:SUB-EVENT TYPE]", default="", help="of rows that tell none, such as attack")
    importing.add_argument("--month-first", action="store_true", help="dates such as 08/28/2023")

    exporting = add("export", export, "Write a project's events to a file for other programs.")
    _add_filter(exporting)
    if window is not None:
        window.add(exporting)

    _add_gazetteer(add, commands.add_parser("gazetteer", help=_GAZETTEER, description=_GAZETTEER, parents=[shared]))
    return parser


def _add_gazetteer(add: Callable[..., argparse.ArgumentParser], parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    text = "Build it from the data that comes with Dateline and what was added; no network is used."
    building = add("build", build_gazetteer, text, to=actions)
    building.add_argument("--if-missing", action="store_true", help="do nothing where it is there and up to date")
    text = "Add the villages, districts, wells and hills of GeoNames country dumps, or boundaries with names and P-codes."
    adding = add("add", add_to_gazetteer, text, to=actions)
    adding.add_argument("files", type=Path, nargs="+", metavar="FILE", help="GeoNames' NE.zip or NE.txt; boundaries as .geojson or .gpkg")
    downloading = add("download", download_to_gazetteer, "Fetch country dumps from download.geonames.org and add them.", to=actions)
    downloading.add_argument("countries", nargs="+", metavar="CC", help="countries by two letters (ISO 3166-1), such as NE ML BF")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    from geodata.export.formats import FORMATS

    parser.add_argument("project", type=Path, metavar="PROJECT.gpkg")
    parser.add_argument("out", type=Path, metavar="OUT", help="its suffix tells the format: " + ", ".join(FORMATS))
    parser.add_argument(
        "--category", type=Category, choices=list(Category), action="append", default=[], help="may be given more than once"
    )
    parser.add_argument("--from", type=day, metavar="DATE", help="events on or after YYYY-MM-DD")
    parser.add_argument("--to", type=day, metavar="DATE", help="events on or before YYYY-MM-DD")
    parser.add_argument("--text", default="", help="words that stand in the event's articles, location or actors")
    parser.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="events with this tag, or of articles with it; may be repeated"
    )
    parser.add_argument("--status", type=Status, choices=list(Status), action="append", default=[], help="default: occurred and ongoing")
    parser.add_argument("--all", action="store_true", help="events of any status")
    parser.add_argument("--tlp", choices=("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"), help="marking; CLEAR leaves excerpts out")
    parser.add_argument("--title", default="", help="default: what the events are and where; of tables the project's name")
    parser.add_argument("--hxl", action="store_true", help="a row of HXL hashtags in a .csv file")
    parser.add_argument("--rounded", action="store_true", help="coordinates to 0.1 degrees")
    parser.add_argument("--round-sensitive", action="store_true", help="those flagged as sensitive to 0.1 degrees, as --tlp CLEAR does")


def _analyst(options: argparse.Namespace) -> Any:
    from geodata.analyst import default_analyst
    from geodata.gazetteer.build import ensure
    from geodata.gazetteer.search import Gazetteer

    return default_analyst(Gazetteer.open(_run(ensure(_gazetteer_path(options)))))


def _gazetteer_path(options: argparse.Namespace) -> Path:
    from geodata.gazetteer.search import default_path

    given: Path | None = getattr(options, "gazetteer", None)
    return given or default_path()


def _lines(name: str) -> Iterator[bytes]:
    """The lines of a file, or of standard input."""
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise ContentError(f"{name} cannot be read: {error.strerror}.") from error


def _run(call: Generator[Progress, None, T]) -> T:
    """The result of a long call, telling its progress on standard error."""
    while True:
        try:
            progress = next(call)
        except StopIteration as stop:
            result: T = stop.value
            return result
        of = f"/{progress.total}" if progress.total else ""
        _say(f"{progress.done}{of} {progress.label}")


def _say(sentence: str) -> None:
    """One line on standard error; article text in it cannot steer the terminal."""
    print("".join(c if c.isprintable() else " " for c in sentence), file=sys.stderr, flush=True)
