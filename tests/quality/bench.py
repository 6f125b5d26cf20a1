"""Every performance figure, as medians of repeated runs: python tests/quality/bench.py [NAME...] [--json]

Processes are timed from outside, because clocks may step by 4 ms; a figure that shorter calls make up is a loop.
Needs the built gazetteer (DATELINE_GAZETTEER, else build/gazetteer.sqlite).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "assets" / "sample"
GAZETTEER = Path(os.environ.get("DATELINE_GAZETTEER") or ROOT / "build" / "gazetteer.sqlite").absolute()
RUNS = 5
ARTICLES = 200
MILLION, MANY = 1_000_000, 200_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, what it should be, and the function that measures it once, in `unit`."""

    title: str
    target: str
    unit: str
    measure: Callable[[Path], float]
    runs: int = RUNS


def _environment(home: Path) -> dict[str, str]:
    folders = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**os.environ, **folders, "DATELINE_GAZETTEER": str(GAZETTEER), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def _run(home: Path, *arguments: str, seconds: int = 60) -> str:
    """The output of Python with these arguments; ends the benchmark where it fails or hangs."""
    done = subprocess.run(
        [sys.executable, *arguments], env=_environment(home), cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False
    )
    if done.returncode:
        raise SystemExit(f"{arguments}\n{done.stderr}")
    return done.stdout


def _sample_project(home: Path) -> Path:
    project = home / "sample.gpkg"
    if not project.exists():
        _run(home, "-m", "geodata", "process", str(project), str(SAMPLE))
    return project


# Runs the program as it is, and says when the map has drawn the first time; with articles, when it has drawn what they hold.
_WATCHED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop import app

class Watched(app.Start):
    dropped = 0.0
    def _look(self):
        if not self._is_drawn or self._window.runner.tasks:
            return
        if sys.argv[2:] and not self.dropped:
            self.dropped, self._is_drawn = time.time(), False
            self._window.intake.add_paths([Path(p) for p in sys.argv[2:]])
        elif not sys.argv[2:] or len(self._window.session.columns.ids):
            print(time.time(), time.time() - self.dropped)
            QCoreApplication.exit(0)

app.Start = Watched
app.main([sys.argv[1]])
"""


def start(home: Path) -> float:
    """Seconds from the command to the sample project drawn on the map."""
    project = _sample_project(home)
    begun = time.time()
    return float(_run(home, "-c", _WATCHED, str(project)).split()[0]) - begun


def drop(home: Path) -> float:
    """Seconds from dropping an article on an open window to its markers."""
    project = home / f"drop-{time.time_ns()}.gpkg"
    return float(_run(home, "-c", _WATCHED, str(project), str(SAMPLE / "13-niamey-base-rally.txt")).split()[1])


# Loads the analyst and reads texts of the sample's own, cut to a length, in a process of its own; prints seconds and megabytes.
_ANALYST = """
import itertools, resource, sys, time
from datetime import date
from pathlib import Path
begun = time.time()
from geodata.analyst import default_analyst
from geodata.gazetteer.search import Gazetteer
from geodata.model import Article
analyst = default_analyst(Gazetteer.open())
loaded = time.time() - begun
length, number, samples = int(sys.argv[1]), int(sys.argv[2]), sorted(Path(sys.argv[3]).glob("*.txt"))
words = " ".join(path.read_text(encoding="utf-8").split("\\n", 1)[1] for path in samples) * 4
texts = [words[at : at + length] for at in range(0, length * number, length // 3)][:number]
analyst.analyse(Article(article_id="warm", title="", text=words[:500], published=date(2023, 8, 31)))
begun = time.time()
for text in texts:
    analyst.analyse(Article(article_id="a", title="", text=text, published=date(2023, 8, 31)))
print(loaded, (time.time() - begun) / number, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _analyst(home: Path, length: int, number: int) -> list[float]:
    """Seconds to load the analyst, seconds an article of `length` characters, peak memory in MB."""
    return [float(value) for value in _run(home, "-c", _ANALYST, str(length), str(number), str(SAMPLE)).split()]


def loaded(home: Path) -> float:
    """Seconds to import and load what reads articles: gazetteer, tagger, ranker, codebook."""
    return _analyst(home, 500, 1)[0]


def read(home: Path) -> float:
    """Articles of 2,000 characters that one process reads a second, nothing written."""
    return 1 / _analyst(home, 2000, 60)[1]


def reader_memory(home: Path) -> float:
    """Largest resident memory of that, in MB."""
    return _analyst(home, 2000, 60)[2]


def one(home: Path) -> float:
    """Milliseconds for one news article of 2,500 characters."""
    return 1000 * _analyst(home, 2500, 20)[1]


def build(home: Path) -> float:
    """Seconds to build the gazetteer that ships."""
    begun = time.time()
    _run(home, "-m", "geodata", "gazetteer", "--gazetteer", str(home / "built.sqlite"), "build", seconds=600)
    return time.time() - begun


def _articles(folder: Path) -> Path:
    """So many articles of some 200 words: the sample's, each in a town and a week of its own."""
    folder = folder / "articles"
    if folder.exists():
        return folder
    folder.mkdir()
    with sqlite3.connect(GAZETTEER) as connection:
        query = "SELECT name FROM place WHERE country_code IN ('NE', 'ML', 'BF', 'NG', 'TD') AND feature_class = 'P' ORDER BY geonameid"
        towns = [name for (name,) in connection.execute(query)]
    chance = random.Random(1)
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    for number in range(ARTICLES):
        text = samples[number % len(samples)].split("\n", 1)[1]
        for name in ("Niamey", "Bamako", "Ouagadougou", "Gao", "Timbuktu"):
            text = text.replace(name, chance.choice(towns))
        day = f"20{chance.randrange(15, 24)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        (folder / f"{number:04d}.txt").write_text(f"date {day}\n{text}", encoding="utf-8")
    return folder


def _process(home: Path, jobs: int) -> float:
    folder, project = _articles(home), home / f"process-{time.time_ns()}.gpkg"
    begun = time.time()
    _run(home, "-m", "geodata", "process", str(project), str(folder), "--jobs", str(jobs))
    return ARTICLES / (time.time() - begun)


def process(home: Path) -> float:
    """Articles a second by `python -m geodata process --jobs 1`."""
    return _process(home, 1)


def process_2(home: Path) -> float:
    """Articles a second by `--jobs 2`."""
    return _process(home, 2)


def memory(home: Path) -> float:
    """Largest resident memory of that run, in MB."""
    script = (
        "import resource, runpy, sys\nsys.argv[0] = 'geodata'\ntry: runpy.run_module('geodata', run_name='__main__')\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    out = _run(home, "-c", script, "process", str(home / f"memory-{time.time_ns()}.gpkg"), str(_articles(home)))
    return int(out.split()[-1]) / 1024


# Opens a map, hands it the events of a project, changes the filter some times, and moves some times in four views; prints seconds to the
# events drawn from the project's file, milliseconds of a filter's change, and of drawing a frame in the slowest view, what the engine
# does after the page has drawn left out.
_ON_MAP = """
import json, statistics, sys, time
from pathlib import Path
import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from desktop.app import make_application
app = make_application(["bench"])
from desktop.map.view import MapView
from geodata.coordinates import Point
from geodata.store import project
from geodata.store.column_cache import columns_of
view = MapView(lambda _: None)
view.resize(1280, 800)
view.show()
loop = QEventLoop()
view.ready.connect(loop.quit)
loop.exec()
view.ready.disconnect(loop.quit)
view.shown.connect(loop.quit)
begun = time.time()
with project.open(Path(sys.argv[1]), read_only=True) as opened:
    columns = columns_of(opened)
view.show_events(columns)
loop.exec()
drawn = time.time() - begun
changes = []
for category in range(9):
    mask = columns.category != category
    begun = time.time()
    view.show_mask(mask)
    loop.exec()
    changes.append(time.time() - begun)
for zoom in (4, 6, 9):  # the basemap's layers are fetched when a view first needs them
    view.fly_to(Point(13.5, 2.1), zoom)
    QTimer.singleShot(2000, loop.quit)
    loop.exec()
view.page.runJavaScript('''
Math.max(...[[15, 10, 2], [12, 5, 4], [14, 0, 6], [13.5, 2.1, 9]].map(([latitude, longitude, zoom]) => {
  map_dateline.setView([latitude, longitude], zoom, {animate: false});
  const move = (turn) => map_dateline.panBy([turn % 2 ? 61 : -61, turn % 2 ? 37 : -37], {animate: false});
  for (let turn = 0; turn < 4; turn++) move(turn);
  const begun = performance.now();
  for (let turn = 0; turn < 20; turn++) move(turn);
  return (performance.now() - begun) / 20;
}))
''', 0, lambda frame: (print(json.dumps([drawn, 1000 * statistics.median(changes[1:]), frame])), loop.quit()))
loop.exec()
view.shut_down()
view.deleteLater()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""


def _on_map(home: Path, number: int) -> list[float]:
    path = home / f"events-{number}.gpkg"
    if not path.exists():
        _run(home, str(ROOT / "tests" / "quality" / "big_project.py"), str(path), str(number), seconds=300)
    figures: list[float] = json.loads(_run(home, "-c", _ON_MAP, str(path)).splitlines()[-1])
    return figures


def shown(home: Path) -> float:
    """Seconds from the file of 10,000 events, on an open map, to their being drawn."""
    return _on_map(home, 10_000)[0]


def shown_200k(home: Path) -> float:
    """The same of 200,000."""
    return _on_map(home, 200_000)[0]


def shown_1m(home: Path) -> float:
    """The same of a million."""
    return _on_map(home, MILLION)[0]


def filtered_1m(home: Path) -> float:
    """Milliseconds from another filter to a million events drawn anew."""
    return _on_map(home, MILLION)[1]


def frame_1m(home: Path) -> float:
    """Milliseconds in which the page draws one frame of a million events after a move, in the slowest of four views."""
    return _on_map(home, MILLION)[2]


# Searches for frequent and rare words, phrases and beginnings; prints the milliseconds of the slowest.
_SEARCHES = """
import statistics, sys, time
from pathlib import Path
sys.path.insert(0, "tests/quality")
from big_project import vocabulary
from geodata.store import finding, project
words = vocabulary()
searches = [words[0], words[50], words[1000], words[20000], f"{words[0]} {words[50]}", f'"{words[0]} {words[1]}"', "b", "ba", "kone"]
with project.open(Path(sys.argv[1]), read_only=True) as opened:
    slowest = 0.0
    for typed in searches:
        taken = []
        for _ in range(5):
            begun = time.perf_counter()
            assert finding.search(opened, typed).hits, typed
            taken.append(time.perf_counter() - begun)
        slowest = max(slowest, statistics.median(taken))
print(1000 * slowest)
"""


def search(home: Path) -> float:
    """Milliseconds of the slowest of nine searches in 200,000 articles."""
    path = home / "articles.gpkg"
    if not path.exists():
        _run(home, str(ROOT / "tests" / "quality" / "big_project.py"), str(path), str(MANY), "--articles", str(MANY), seconds=900)
    return float(_run(home, "-c", _SEARCHES, str(path)))


# Opens a project and reads its columns; each kind of filter; decisions on events here and there. Prints seconds to open, and medians in
# milliseconds: of the slowest filter by columns, of one by a word of every fiftieth article, and of the slowest decision.
_AT_SIZE = """
import statistics, sys, time
from dataclasses import replace
from datetime import date
from pathlib import Path
sys.path.insert(0, "tests/quality")
begun = time.perf_counter()
from big_project import vocabulary
from geodata import reviewing
from geodata.grades import Credibility
from geodata.model import AreaOfInterest, Category, EventFilter, GeoPrecision, Review, Status
from geodata.space import area
from geodata.store import areas, columns, events, places, project
from geodata.store.column_cache import columns_of, keep
loaded = time.perf_counter()
opened = project.open(Path(sys.argv[1]))
read = columns_of(opened)
opening = time.perf_counter() - loaded

def median(call, times=7):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)

square = AreaOfInterest(words="in a square", outline=__import__("shapely").box(-5, 10, 5, 20).wkb)
outlines = areas.Outlines(lambda geonameid: places.area(opened, geonameid))
inside = lambda: columns.mask(read, EventFilter(area=square), within=areas.within(read, square, outlines))
plain = [
    EventFilter(categories=(Category.ATTACK, Category.RIOT)), EventFilter(statuses=(Status.PLANNED,)), EventFilter(countries=("NE", "ML")),
    EventFilter(first_date=date(2020, 1, 1), last_date=date(2021, 1, 1)), EventFilter(max_geo_precision=GeoPrecision.TOWN),
    EventFilter(review=tuple(Review)), EventFilter(credibility=(Credibility.CONFIRMED,)), EventFilter(sources=read.sources[:1]),
]
slowest = max(median(call) for call in (*((lambda f=f: columns.mask(read, f)) for f in plain), inside))
wanted = EventFilter(text=vocabulary()[1000])
def by_text():
    assert columns.mask(read, wanted, matched=events.matching_text(opened, wanted.text)).any()
text = median(by_text)
ids = iter(read.ids.at((read.category == 0).nonzero()[0][1000::997]))  # attacks, whose type the codebook has
def correct():
    event = events.get(opened, next(ids))
    more = (event.fatalities or 0) + 1
    reviewing.correct(opened, replace(event, place=None, geo_precision=GeoPrecision.UNKNOWN, radius_km=None, note="seen", fatalities=more))
kinds = (lambda: reviewing.accept(opened, next(ids))), (lambda: reviewing.reject(opened, next(ids))), correct
saving = max(median(decide, 25) for decide in kinds)
print(opening, slowest, text, saving)
keep(opened, columns.read_columns(opened))  # as the window does when it closes
"""


def _at_size(home: Path) -> list[float]:
    path = home / "at-size.gpkg"
    if not path.exists():
        maker = str(ROOT / "tests" / "quality" / "big_project.py")
        _run(home, maker, str(path), str(MILLION), "--articles", str(MANY), seconds=1800)
    return [float(figure) for figure in _run(home, "-c", _AT_SIZE, str(path), seconds=600).split()]


def opened_1m(home: Path) -> float:
    """Seconds to open a project of a million events and 200,000 articles, its columns read."""
    return _at_size(home)[0]


def filter_1m(home: Path) -> float:
    """Milliseconds of the slowest of nine filters by columns and area in it."""
    return _at_size(home)[1]


def text_filter_1m(home: Path) -> float:
    """Milliseconds of the filter by a word in it."""
    return _at_size(home)[2]


def save_1m(home: Path) -> float:
    """Milliseconds in which a decision is in the file, of the slowest of three kinds."""
    return _at_size(home)[3]


def imported_1m(home: Path) -> float:
    """Seconds of the command that imports a million rows with ACLED's columns, half a kilobyte each."""
    table, project = home / "million.csv", home / "imported.gpkg"
    if not table.exists():
        _run(home, str(ROOT / "tests" / "quality" / "big_table.py"), str(table), str(MILLION), seconds=900)
    project.unlink(missing_ok=True)
    begun = time.time()
    _run(home, "-m", "geodata", "import", str(project), str(table), seconds=900)
    return time.time() - begun


def snapshot(home: Path) -> float:
    """Seconds of the whole command that makes an A4 picture at 300 dpi of the sample project."""
    project = _sample_project(home)
    begun = time.time()
    _run(home, "-m", "desktop", "snapshot", str(project), str(home / "out.png"), "--dpi", "300")
    return time.time() - begun


# With the project open and on the map, as in the window: an A4 page at 300 dpi, 20 events numbered, drawn and written some times.
_PAGE = """
import statistics, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QEventLoop
from desktop.app import make_application
app = make_application(["bench"])
from desktop.map.view import MapView
from desktop.snapshot.facts import gather_whole
from desktop.snapshot.numbers import with_numbers
from desktop.snapshot.paper import Snapshot
from desktop.snapshot.reopen import with_view
from desktop.snapshot.save import save
from desktop.snapshot.take import take
from geodata.export.callouts import Rule, choose
from geodata.export.release import Release
from geodata.model import EventFilter
from geodata.store import places, project
from geodata.store.column_cache import columns_of
from geodata.store.columns import mask
path, out = Path(sys.argv[1]), Path(sys.argv[2])
loop, spans = QEventLoop(), []
with project.open(path, read_only=True) as opened:
    columns, chosen = columns_of(opened), EventFilter()
    shown = mask(columns, chosen)
    view = MapView(lambda geonameid: places.area(opened, geonameid))
    view.resize(1280, 800)
    view.shown.connect(loop.quit)
    view.show_events(columns)
    view.show_mask(shown)
    view.show()
    loop.exec()

    def write(page):
        save(with_view(page, opened, chosen), out)
        loop.quit()

    def fail(reason):
        raise SystemExit(reason)

    for _ in range(5):
        begun = time.time()
        facts = gather_whole(opened, columns, shown, chosen)
        facts = with_numbers(facts, opened, columns, shown, chosen, Release(), choose(columns, shown, Rule.DEADLIEST))
        take(view, Snapshot(title="A page"), facts, columns=columns, mask=shown, done=write, failed=fail)
        loop.exec()
        spans.append(time.time() - begun)
    print(statistics.median(spans[1:]))
view.shut_down()
view.deleteLater()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""


def _page(home: Path, suffix: str) -> float:
    project = home / "page.gpkg"
    if not project.exists():
        _run(home, str(ROOT / "tests" / "quality" / "big_project.py"), str(project), "5000", seconds=600)
    return float(_run(home, "-c", _PAGE, str(project), str(home / f"page{suffix}"), seconds=300).split()[-1])


def page_png(home: Path) -> float:
    """Seconds from asking for an A4 page at 300 dpi of 5,000 events to the PNG written, with the project open."""
    return _page(home, ".png")


def page_pdf(home: Path) -> float:
    """Seconds of the same as a PDF."""
    return _page(home, ".pdf")


_EXPORTS = """
import io, statistics, sys, time
from pathlib import Path
from PIL import Image
from geodata.export.callouts import Rule, choose
from geodata.export.content import MapPicture, Wishes
from geodata.export.formats import export
from geodata.model import EventFilter, Extent
from geodata.store import project
from geodata.store.column_cache import columns_of
path, suffix, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
drawn = io.BytesIO()
Image.effect_noise((1980, 1074), 60).convert("RGB").save(drawn, "PNG")
with project.open(path, read_only=True) as opened:
    columns = columns_of(opened)
    shown = columns.fid <= columns.fid[number - 1]
    taken = []
    for _ in range(4):
        begun = time.perf_counter()
        numbered = tuple(choose(columns, shown, Rule.NEWEST)) if suffix == ".pptx" else ()
        wishes = Wishes(map=MapPicture(drawn.getvalue(), Extent(-60, -170, 80, 170)), numbered=numbered)
        out = path.with_name(f"out{suffix}")
        export(opened, out, ids=columns.ids.at(shown), event_filter=EventFilter(), wishes=wishes)
        taken.append(time.perf_counter() - begun)
print(statistics.median(taken[1:]), out.stat().st_size / 1e6)
"""


def _exported(home: Path, suffix: str, number: int) -> tuple[float, float]:
    """Seconds to write the first so many events of a project with articles, and megabytes of the file."""
    path = home / "told.gpkg"
    if not path.exists():
        _run(home, str(ROOT / "tests" / "quality" / "big_project.py"), str(path), "5000", "--articles", "5000", seconds=300)
    seconds, megabytes = _run(home, "-c", _EXPORTS, str(path), suffix, str(number), seconds=300).split()
    return float(seconds), float(megabytes)


def slides(home: Path) -> float:
    """Seconds to write slides of 5,000 events with 20 numbers, the project open and the picture of the map drawn."""
    return _exported(home, ".pptx", 5000)[0]


def page(home: Path) -> float:
    """Seconds to write the page of 1,000 events, the project open."""
    return _exported(home, ".html", 1000)[0]


def page_size(home: Path) -> float:
    """Megabytes of that page; each event is told by an article of some 200 words, of which it quotes a part."""
    return _exported(home, ".html", 1000)[1]


FIGURES = {
    "start": Figure("start to the sample project drawn, warm", "< 2.5", "s", start),
    "drop": Figure("one article, from drop to its markers", "< 1", "s", drop),
    "process": Figure(f"{ARTICLES} articles by `process --jobs 1`", "", "articles/s", process, runs=3),
    "process_2": Figure(f"{ARTICLES} articles by `process --jobs 2`", "", "articles/s", process_2, runs=3),
    "memory": Figure("peak memory of that", "", "MB", memory, runs=1),
    "loaded": Figure("what reads articles, loaded", "< 1.5", "s", loaded),
    "read": Figure("articles of 2,000 characters read", "> 15", "articles/s", read),
    "reader_memory": Figure("peak memory of that", "< 800", "MB", reader_memory, runs=1),
    "one": Figure("one article of 2,500 characters", "< 200", "ms", one),
    "build": Figure("the gazetteer built", "< 60", "s", build, runs=1),
    "shown": Figure("10,000 events shown, from the file", "< 0.3", "s", shown),
    "shown_200k": Figure("200,000 events shown, from the file", "< 0.7", "s", shown_200k),
    "shown_1m": Figure("1,000,000 events shown, from the file", "< 2.5", "s", shown_1m),
    "filtered_1m": Figure("another filter of 1,000,000 events drawn", "< 100", "ms", filtered_1m),
    "frame_1m": Figure("one frame of 1,000,000 events, in the page", "< 50", "ms", frame_1m),
    "search": Figure("the slowest of nine searches in 200,000 articles", "< 200", "ms", search, runs=3),
    "slides": Figure("slides of 5,000 events, 20 numbered", "< 2", "s", slides),
    "page": Figure("a page of 1,000 events", "", "s", page),
    "page_size": Figure("the size of that", "< 5", "MB", page_size, runs=1),
    "opened_1m": Figure("1,000,000 events, 200,000 articles opened", "< 1", "s", opened_1m, runs=3),
    "filter_1m": Figure("the slowest of nine filters of them", "< 100", "ms", filter_1m, runs=3),
    "text_filter_1m": Figure("a filter of them by a word", "< 100", "ms", text_filter_1m, runs=3),
    "save_1m": Figure("one decision about one of them kept", "< 20", "ms", save_1m, runs=3),
    "imported_1m": Figure("1,000,000 rows of a dataset imported", "< 60", "s", imported_1m, runs=1),
    "page_png": Figure("A4 PNG at 300 dpi of 5,000 events, project open", "< 1.5", "s", page_png, runs=3),
    "page_pdf": Figure("the same as PDF", "< 1.5", "s", page_pdf, runs=3),
    "snapshot": Figure("snapshot A4 300 dpi, the whole command", "< 3", "s", snapshot),
}


def main() -> None:
    """Measure the figures asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*FIGURES, []], metavar="NAME", help=", ".join(FIGURES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in options.names or FIGURES:
            figure = FIGURES[name]
            if figure.runs > 1:
                figure.measure(home)  # warm: files in the cache, the sample project made
            results[name] = statistics.median(figure.measure(home) for _ in range(figure.runs))
            if not options.json:
                sys.stdout.write(f"{figure.title:45s} {results[name]:8.2f} {figure.unit:11s} {figure.target}\n")
                sys.stdout.flush()
    if options.json:
        sys.stdout.write(json.dumps(results) + "\n")


if __name__ == "__main__":
    main()
