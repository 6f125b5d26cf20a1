"""The pages behind the page: its events one by one, in a table of as many sheets as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.snapshot.facts import Callout
from desktop.snapshot.layout import BASELINE, margin_of, marks_of
from desktop.snapshot.page import Box, Item, Number, Rule, Style, Text, Typesetter
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.take import Page
from geodata.export.included import included
from geodata.export.listed import HEADS, Entry, in_order, listed
from geodata.export.release import Release
from geodata.model import EventFilter
from geodata.store import chosen
from geodata.store.columns import EventColumns, Mask
from geodata.store.project import Project
from geodata.wording import counted

MOST = 200  # events; a list for a briefing is not a data set
_SHARES = (0.11, 0.17, 0.14, 0.14, 0.07, 0.26, 0.11)  # of the width, under `HEADS`
_MOST_LINES = 7  # of one cell


def with_list(page: Page, project: Project, columns: EventColumns, mask: Mask, event_filter: EventFilter, *, is_whole: bool = True) -> Page:
    """The page with its events one by one, the numbered ones first, then the others by day, as far as its marking lets their words go.

    Not `is_whole`: the numbered ones alone.

    Raises:
        ProjectError: the file cannot be read.
    """
    numbered = [each.event_id for each in page.facts.numbered]
    ids = list(dict.fromkeys([*numbered, *(in_order(columns, mask) if is_whole else ())]))
    release = Release(tlp=page.snapshot.tlp)
    rows = tuple(listed(project, ids[:MOST], event_filter, release))
    found = included(project, chosen.standing(project, columns.ids.at(mask)))
    changed = tuple(("Changed", sentence) for sentence in release.changes(found.sensitive))
    return replace(page, listed=rows, unlisted=max(0, len(ids) - MOST), included=(*found.pairs(), *changed))


def lay_out_annex(
    snapshot: Snapshot,
    rows: Sequence[Entry],
    left_out: int,
    typesetter: Typesetter,
    numbered: Sequence[Callout] = (),
    included: Sequence[tuple[str, str]] = (),
) -> list[tuple[Item, ...]]:
    """What stands on each sheet, in points; none where there are no rows. `left_out` more events are counted behind them."""
    if not rows:
        return []
    annex, numbers = _Annex(snapshot, typesetter, has_numbers=bool(numbered)), {each.event_id: each for each in numbered}
    for row in rows:
        annex.row(row, numbers.get(row.event_id))
    if left_out:
        annex.note(f"{counted(left_out, 'more event')} on the page {'is' if left_out == 1 else 'are'} not listed.")
    annex.pairs(included)
    return annex.sheets()


class _Annex:
    def __init__(self, snapshot: Snapshot, typesetter: Typesetter, *, has_numbers: bool) -> None:
        self.snapshot, self.typesetter = snapshot, typesetter
        self.width, self.height = snapshot.paper.points
        b = self.b = 8.0 if snapshot.paper is Paper.SQUARE else BASELINE[snapshot.paper]  # a table needs many columns
        self.margin, self.gap = margin_of(snapshot.paper), 0.75 * b
        self.body, self.heading = Style(0.62 * b, 0.82 * b), Style(0.62 * b, 0.82 * b, bold=True)
        self.number = Style(0.6 * b, 0.82 * b, bold=True)
        self.title, self.muted = Style(1.1 * b, 1.5 * b, bold=True), Style(0.6 * b, 0.8 * b, muted=True)
        indent = 1.6 * b if has_numbers else 0.0
        room = self.width - 2 * self.margin - indent - self.gap * (len(HEADS) - 1)
        self.columns: list[tuple[float, float]] = []  # left edge and width
        x = self.margin + indent
        for share in _SHARES:
            self.columns.append((x, share * room))
            x += share * room + self.gap
        self._sheets: list[list[Item]] = []
        self.y = 0.0
        self._begin()

    def row(self, entry: Entry, numbered: Callout | None) -> None:
        cells = entry.cells
        set_ = [
            self.typesetter.wrap(words, self.body, width=width, most=_MOST_LINES)
            for words, (_, width) in zip(cells, self.columns, strict=True)
        ]
        height = max(1, *map(len, set_)) * self.body.leading + 0.5 * self.b
        if self.y + height > self.height - self.margin - self.b:
            self._begin()
        if numbered is not None:
            box = Box(self.margin, self.y - 0.1 * self.b, self.b, self.b)
            self._sheets[-1].append(Number(box, numbered.number, self.number, numbered.is_area))
        for head, words, lines, (x, width) in zip(HEADS, cells, set_, self.columns, strict=True):
            if lines:
                box, link = Box(x, self.y, width, len(lines) * self.body.leading), entry.link if head == "Source" else ""
                self._sheets[-1].append(Text(box, lines, self.body, reads_left=self.typesetter.reads_left(words), link=link))
        self.y += height
        self._rule(self.y - 0.25 * self.b)

    def note(self, words: str) -> None:
        if self.y + self.muted.leading > self.height - self.margin - self.b:
            self._begin()
        self._text(words, self.muted, self.margin, self.y, self.width - 2 * self.margin)

    def pairs(self, told: Sequence[tuple[str, str]]) -> None:
        """What exactly is in the document, a name and a value each."""
        left, width = self.margin + 9 * self.b, self.width - 2 * self.margin - 9 * self.b
        self.y += 1.2 * self.b
        for name, value in told:
            lines = self.typesetter.wrap(value, self.body, width=width, most=_MOST_LINES)
            height = len(lines) * self.body.leading
            if self.y + height > self.height - self.margin - self.b:
                self._begin()
            self._text(name, self.heading, self.margin, self.y, 8.5 * self.b)
            self._sheets[-1].append(Text(Box(left, self.y, width, height), lines, self.body))
            self.y += height + 0.25 * self.b

    def sheets(self) -> list[tuple[Item, ...]]:
        """All of them, each with its number."""
        for number, sheet in enumerate(self._sheets, start=2):
            words = f"Page {number} of {len(self._sheets) + 1}"
            [line] = self.typesetter.wrap(words, self.muted, width=10 * self.b, most=1)
            box = Box(self.margin, self.height - self.margin - 0.25 * self.b, 10 * self.b, self.muted.leading)
            sheet.append(Text(box, (line,), self.muted))
        return [tuple(sheet) for sheet in self._sheets]

    def _begin(self) -> None:
        self._sheets.append(list(marks_of(self.snapshot)))
        width = self.width - 2 * self.margin
        self._sheets[-1].append(Rule(Box(self.margin, self.margin, width, self.b / 6), heavy=True))
        title = f"The events of “{self.snapshot.title}”" if self.snapshot.title.strip() else "The events"
        self._text(title, self.title, self.margin, self.margin + 0.4 * self.b, width)
        self.y = self.margin + 2.4 * self.b
        for head, (x, column) in zip(HEADS, self.columns, strict=True):
            self._text(head, self.heading, x, self.y, column)
        self.y += self.heading.leading + 0.25 * self.b
        self._rule(self.y)
        self.y += 0.3 * self.b

    def _rule(self, y: float) -> None:
        self._sheets[-1].append(Rule(Box(self.margin, y, self.width - 2 * self.margin, self.b / 36)))

    def _text(self, words: str, style: Style, x: float, y: float, width: float) -> None:
        if lines := self.typesetter.wrap(words, style, width=width, most=1):
            self._sheets[-1].append(Text(Box(x, y, width, style.leading), lines, style, reads_left=self.typesetter.reads_left(words)))
