"""The parts that slides are made of: a head, text, marks and tables, all native shapes; lengths are in inches."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from geodata.export.release import Tlp

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.4
BANNER = 0.3
TOP = 1.28  # below the title and the line under it
INK, MUTED, HAIRLINE, PALE = "26241F", "6A655D", "CFC8BB", "F3F0E9"
_LETTER = 0.52  # of its size, how wide a letter is on average
_LINE = 1.22  # of its size, how high a line is
_CELL = 0.06  # inches of room around the words of a cell
_TITLE_ONLY = 5  # python-pptx's layout
_TITLES = (26.0, 20.0, 15.0, 11.5, 9.0, 7.5)  # points, the largest that fits
_HEAD = 0.66  # the room of a title


class Deck:
    """Slides that bear the marking above and below."""

    def __init__(self, tlp: Tlp | None) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._tlp = tlp

    def slide(self, title: str, under: str = "") -> Slide:
        """A new slide."""
        made = Slide(self.file.slides.add_slide(self.file.slide_layouts[_TITLE_ONLY]))
        top = BANNER if self._tlp else 0.12
        if self._tlp:
            for y in (0.0, HEIGHT - BANNER):
                made.banner(self._tlp, y)
        made.head(title, under, top)
        return made

    def table(
        self, title: str, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]], *, points: float = 10
    ) -> None:
        """A table over as many slides as its rows need."""
        room = HEIGHT - BANNER - 0.15 - TOP - _height(heads, widths, points)
        for number, page in enumerate(_pages(rows, widths, points, room)):
            self.slide(f"{title} ({number + 1})" if number else title).table(heads, widths, page, points)


def _pages(rows: Iterable[Sequence[str]], widths: Sequence[float], points: float, room: float) -> Iterator[list[Sequence[str]]]:
    page: list[Sequence[str]] = []
    left = room
    for row in rows:
        need = _height(row, widths, points)
        if page and need > left:
            yield page
            page, left = [], room
        page.append(row)
        left -= need
    if page:
        yield page


def _height(row: Sequence[str], widths: Sequence[float], points: float) -> float:
    lines = max(lines_of(words, width - 2 * _CELL, points) for words, width in zip(row, widths, strict=True))
    return lines * points * _LINE / 72 + 2 * _CELL


def lines_of(words: str, width: float, points: float) -> int:
    """How many lines the words take at most."""
    letters = max(1, int(width * 72 / (points * _LETTER)))
    wide = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in words.split("\n"))
    # A word that does not fit leaves the rest of its line empty: some in a hundred.
    return sum(max(1, -(-int(length * 1.06) // letters)) for length in wide)


def is_rtl(words: str) -> bool:
    """True where the first letter with a direction goes from right to left."""
    return next((unicodedata.bidirectional(c) in ("R", "AL") for c in words if unicodedata.bidirectional(c) in ("L", "R", "AL")), False)


class Slide:
    """One slide; what is added later lies above."""

    def __init__(self, slide: Any) -> None:
        self.shapes = slide.shapes

    def banner(self, tlp: Tlp, y: float) -> None:
        """The marking on black, in its colour."""
        shape = self.mark("RECTANGLE", (0, y, WIDTH, BANNER), fill="000000")
        shape.name = "Marking"
        _write(shape.text_frame, [tlp.marking], 13, colour=tlp.colour.removeprefix("#"), bold=True, centred=True)

    def head(self, title: str, under: str, top: float) -> None:
        """The title, as small as it needs to be, and a line under it."""
        fits = (size for size in _TITLES if lines_of(title, WIDTH - 2 * MARGIN - 0.06, size) * size * _LINE / 72 <= _HEAD - 0.04)
        points = next(fits, _TITLES[-1])
        shape = self.shapes.title
        _move(shape, (MARGIN, top, WIDTH - 2 * MARGIN, _HEAD))
        _write(shape.text_frame, [title], points, bold=True, anchored="MIDDLE")
        if under:
            self.text([under], (MARGIN, top + 0.62, WIDTH - 2 * MARGIN, 0.3), 11, colour=MUTED)

    def text(self, lines: Sequence[str], box: tuple[float, float, float, float], points: float, **look: Any) -> Any:
        """A text box, a paragraph a line."""
        from pptx.util import Inches

        shape = self.shapes.add_textbox(*map(Inches, box))
        _write(shape.text_frame, lines, points, **look)
        return shape

    def mark(
        self, kind: str, box: tuple[float, float, float, float], *, fill: str | None, line: str | None = None, dashed: bool = False
    ) -> Any:
        """A shape of MSO_SHAPE by its name."""
        from pptx.enum.dml import MSO_LINE
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches, Pt

        shape = self.shapes.add_shape(getattr(MSO_SHAPE, kind), *map(Inches, box))
        shape.shadow.inherit = False
        _fill(shape.fill, fill)
        _fill(shape.line.fill, line)
        if line:
            shape.line.width = Pt(1)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH
        return shape

    def disc(self, words: str, x: float, y: float, radius: float, *, dashed: bool = False) -> Any:
        """A number in a disc."""
        shape = self.mark("OVAL", (x - radius, y - radius, 2 * radius, 2 * radius), fill="FFFFFF", line=INK, dashed=dashed)
        shape.name = f"Number {words}"
        _write(shape.text_frame, [words], 9, bold=True, centred=True, margin=0)
        return shape

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A thin line."""
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.util import Inches, Pt

        shape = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, (*start, *end)))
        shape.line.width, shape.line.color.rgb = Pt(0.9), _colour(INK)

    def picture(self, png: bytes, box: tuple[float, float, float, float], words: str) -> None:
        """A picture, as large as the box allows and in its middle; `words` are read to those who do not see it."""
        import io

        from pptx.util import Inches

        shape = self.shapes.add_picture(io.BytesIO(png), 0, 0)
        factor = min(Inches(box[2]) / shape.width, Inches(box[3]) / shape.height)
        shape.width, shape.height = round(shape.width * factor), round(shape.height * factor)
        shape.left = Inches(box[0]) + (Inches(box[2]) - shape.width) // 2
        shape.top = Inches(box[1]) + (Inches(box[3]) - shape.height) // 2
        shape.name = words
        shape._element.nvPicPr.cNvPr.set("descr", words)  # noqa: SLF001 - python-pptx has no other way

    def table(self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]], points: float) -> None:
        """A native table of these rows."""
        from pptx.util import Inches

        frame = self.shapes.add_table(len(rows) + 1, len(heads), Inches(MARGIN), Inches(TOP), Inches(sum(widths)), Inches(0.3))
        table = frame.table
        table.horz_banding = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        for number, row in enumerate((heads, *rows)):
            table.rows[number].height = Inches(_height(row, widths, points))
            for cell, words in zip(table.rows[number].cells, row, strict=True):
                _fill(cell.fill, INK if not number else PALE if number % 2 else "FFFFFF")
                cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Inches(_CELL)
                _write(cell.text_frame, words.split("\n"), points, bold=not number, colour=INK if number else "FFFFFF", margin=None)


def _colour(digits: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(digits)  # type: ignore[no-untyped-call]


def _move(shape: Any, box: tuple[float, float, float, float]) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def _fill(fill: Any, colour: str | None) -> None:
    if colour is None:
        fill.background()
        return
    fill.solid()
    fill.fore_color.rgb = _colour(colour)


def _write(
    frame: Any,
    lines: Sequence[str],
    points: float,
    *,
    colour: str = INK,
    bold: bool = False,
    centred: bool = False,
    anchored: str = "",
    margin: float | None = 0.03,
    apart: float = 0,
) -> None:
    """Plain text, a paragraph a line, each in the direction of its own letters."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Inches, Pt

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    if margin is not None:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(margin)
    if centred or anchored:
        frame.vertical_anchor = getattr(MSO_ANCHOR, anchored or "MIDDLE")
    for number, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        rtl = is_rtl(words)
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.RIGHT if rtl else PP_ALIGN.LEFT
        if rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no other way
        paragraph.space_after = Pt(apart)
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.color.rgb = Pt(points), bold, _colour(colour)
