"""Type on the page: fonts of a size in points, and text broken into lines by their metrics."""

from __future__ import annotations

import itertools
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from desktop.snapshot.page import Style
from geodata.wording import shown

# Grotesques with figures of one width, the best that a system has first; the last one has most of the world's letters.
FAMILIES = ("Inter", "Helvetica Neue", "Helvetica", "Arial", "Liberation Sans", "Nimbus Sans", "Noto Sans", "DejaVu Sans")
FINENESS = 20  # QFont counts whole pixels: sizes are set in twentieths of a point
LONGEST = 2000  # code points looked at; more never fits on a page


def font(style: Style) -> QFont:
    """The font of `style`, for a painter whose unit is 1/FINENESS of a point; no hinting, so that every dpi has the same widths."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(round(style.size * FINENESS))
    made.setWeight(QFont.Weight.Bold if style.bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


class QtTypesetter:
    """The typesetter of `page`, by Qt's text engine; a QGuiApplication must exist."""

    def wrap(self, text: str, style: Style, *, width: float, most: int) -> tuple[str, ...]:
        """At most `most` lines no wider than `width` points, the last one cut with an ellipsis where text is left over."""
        words, room = shown(text, limit=LONGEST), width * FINENESS
        if not words or most < 1:
            return ()
        face = font(style)
        starts = _line_starts(words, face, room)
        units = words.encode("utf-16-le")
        cuts = [*starts, len(units) // 2]
        lines = [units[2 * a : 2 * b].decode("utf-16-le", "replace").strip() for a, b in itertools.pairwise(cuts)]
        if len(lines) > most:
            rest = units[2 * starts[most - 1] :].decode("utf-16-le", "replace").strip()
            lines[most - 1 :] = [QFontMetricsF(face).elidedText(rest, Qt.TextElideMode.ElideRight, room)]
        return tuple(lines)

    def width(self, text: str, style: Style) -> float:
        """How many points the text takes on one line."""
        return QFontMetricsF(font(style)).horizontalAdvance(text) / FINENESS

    def reads_left(self, text: str) -> bool:
        """True where the first strong letter belongs to a script that runs from right to left."""
        strong = (kind for kind in map(unicodedata.bidirectional, shown(text)) if kind in ("L", "R", "AL"))
        return next(strong, "L") != "L"


def _line_starts(words: str, face: QFont, room: float) -> list[int]:
    """Where each line begins, in UTF-16 units."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, face)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        starts.append(line.textStart())
    layout.endLayout()
    return starts
