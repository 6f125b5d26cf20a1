"""A column of the page: sections one under the other, smaller where they would not fit otherwise."""

from __future__ import annotations

from collections.abc import Callable

from desktop.snapshot.facts import Callout, number
from desktop.snapshot.page import Box, Item, Number, Rule, Sign, Style, Symbol, Text, Typesetter

_SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)  # of the page's own, until all fits


class Column:
    """Each section has a hairline over its heading. What would stand below `room` is left out."""

    def __init__(self, typesetter: Typesetter, room: Box, b: float) -> None:
        """`b` is the distance from baseline to baseline, in points."""
        self.typesetter, self.room, self.b = typesetter, room, b
        self.items: list[Item] = []
        self.x, self.y, self.width = room.x, room.y, room.width
        self.is_full = False
        self.body, self.heading_style = Style(0.7 * b, b), Style(0.7 * b, b, bold=True)
        self.muted, self.number_style = Style(0.7 * b, b, muted=True), Style(0.56 * b, b, bold=True)

    @property
    def lines_left(self) -> int:
        """How many rows there is room for."""
        return max(0, int((self.room.bottom - self.y) / self.b + 1e-6))

    @property
    def lines_after_heading(self) -> int:
        """And how many below another heading."""
        return max(0, int((self.room.bottom - self.y) / self.b - 2.25 + 1e-6))

    def heading(self, text: str, right: str = "") -> None:
        """Start a section; `right` stands over the figures of its rows."""
        b, y = self.b, self.y + (0.75 * self.b if self.items else 0.0)
        if not self._has_room(y + 2.5 * b):  # a heading alone tells nothing
            return
        self.items.append(Rule(Box(self.x, y, self.width, b / 24)))
        self._text(text, self.heading_style, Box(self.x, y + 0.25 * b, self.width - (4 * b if right else 0), b))
        self._text(right, self.muted, Box(self.x + self.width - 4 * b, y + 0.25 * b, 4 * b, b), right=True)
        self.y = y + 1.5 * b

    def row(self, label: str, count: int | str | None = None, *, sign: Sign | None = None, indented: bool = False) -> None:
        """One line with its figure, after its sign."""
        b = self.b
        if not self._has_room(self.y + b):
            return
        indent = 1.5 * b if sign or indented else 0.0
        words = count if isinstance(count, str) else number(count) if count is not None else ""
        room = max(3 * b, self.typesetter.width(words, self.body) + 0.25 * b) if words else 0.0
        if sign:
            self.items.append(Symbol(Box(self.x, self.y + 0.04 * b, 0.92 * b, 0.92 * b), sign))
        self._text(label, self.body, Box(self.x + indent, self.y, self.width - indent - room, b))
        if words:
            self._text(words, self.body, Box(self.x + self.width - room, self.y, room, b), right=True)
        self.y += b

    def numbered(self, each: Callout) -> None:
        """A numbered event on a line: its number as on the map, place and day, and its deaths."""
        b, body = self.b, self.body
        self.items.append(Number(Box(self.x, self.y + 0.03 * b, 0.94 * b, 0.94 * b), each.number, self.number_style, each.is_area))
        deaths = "\N{EN DASH}" if each.deaths is None else number(each.deaths)
        left, room = 1.5 * b, max(2.25 * b, self.typesetter.width(deaths, body) + 0.1 * b)
        [day] = self.typesetter.wrap(each.day, body, width=7.5 * b, most=1) or ("",)
        used = self.typesetter.width(f", {day}", body)
        [place] = self.typesetter.wrap(each.place, body, width=self.width - left - room - used, most=1) or ("",)
        self._text(f"{place}, {day}", body, Box(self.x + left, self.y, self.width - left - room, b))
        self._text(deaths, body, Box(self.x + self.width - room, self.y, room, b), right=True)
        self.y += b

    def paragraph(self, text: str, *, most: int) -> None:
        """Words over several lines; those that find no room are cut."""
        self.is_full |= len(self.typesetter.wrap(text, self.body, width=self.width, most=most)) > self.lines_left
        self._text(text, self.body, Box(self.x, self.y, self.width, min(most, self.lines_left) * self.b), moves=True)

    def _has_room(self, bottom: float) -> bool:
        self.is_full |= bottom > self.room.bottom + 1e-6
        return not self.is_full

    def _text(self, text: str, style: Style, box: Box, *, right: bool = False, moves: bool = False) -> None:
        lines = self.typesetter.wrap(text, style, width=box.width, most=round(box.height / style.leading))
        if lines:
            held = Box(box.x, box.y, box.width, len(lines) * style.leading)
            self.items.append(Text(held, lines, style, right, self.typesetter.reads_left(text)))
            if moves:
                self.y = held.bottom


def fitting(typesetter: Typesetter, room: Box, b: float, *parts: Callable[[Column], None]) -> Column:
    """A column of these parts, as large as fits in `room`, `b` at most; what does not even fit at the smallest is left out."""
    for size in _SIZES:
        column = Column(typesetter, room, size * b)
        for part in parts:
            part(column)
        if not column.is_full:
            break
    return column
