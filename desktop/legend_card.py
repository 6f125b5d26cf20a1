"""The legend in the corner of the map: what is drawn now and how many events it stands for; a button opens and closes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from desktop.facilities import with_facilities
from desktop.labels import GAP, column, styled
from desktop.legend import legend
from desktop.legend_sizes import height_of, is_sizes, paint_sizes, width_of
from desktop.look import Layer
from desktop.sections import Row, Section
from desktop.session import Session
from desktop.snapshot.facts import gather, number
from desktop.snapshot.symbols import draw_sign
from desktop.theme import base_font, colours, is_dark
from geodata.events.holdings import Certainty

LETTERS, LINE, HEAD, SIGN, BETWEEN = 11, 18, 20, 15, 20  # pixels
TALLEST = 300  # pixels of one column; what is taller stands in two
COVERED, SLACK = 0.2, 0.03  # of the map: where the legend would cover more it is folded
PAUSE_MS = 120  # from the last change to the new legend: it follows the map, never holds it up


class LegendCard(QFrame):
    """Lies over the map; `resized` tells when it covers other ground."""

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        styled(self, "card")
        self.button = QPushButton("Legend")
        styled(self.button, "fold")
        self.button.setCheckable(True)
        self.button.clicked.connect(session.look.set_legend)
        self.body = _Body()
        self._ground = QSize(10_000, 10_000)  # of the map that there is for the legend
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.body)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.body.setAutoFillBackground(False)
        layout = column(self, gap=0)
        layout.addWidget(self.button)
        layout.addWidget(self._scroll)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        for signal in (session.filtered, session.opened, session.look.changed, session.look.keyed_anew, session.facilities.changed):
            signal.connect(self._follow)
        session.look.changed.connect(self._fold)
        self._fold()

    @Slot()
    def _follow(self) -> None:
        """Soon; what changes meanwhile does not put it off, or it would stand still while the time plays."""
        if not self._pause.isActive():
            self._pause.start()

    @Slot()
    def _fold(self) -> None:
        is_open = self._session.look.legend_open
        self.button.setChecked(is_open)
        self.button.setText(f"Legend  {'▾' if is_open else '▸'}")
        self.button.setAccessibleName("Close the legend" if is_open else "Open the legend")
        self._scroll.setVisible(is_open)
        self._fit()

    @Slot()
    def refresh(self) -> None:
        """Read the facts again, where somebody sees them."""
        session = self._session
        if session.columns is None or not session.look.legend:
            return
        facts = replace(gather(session.columns, session.mask, session.filter), sized=session.look.sized, layers=session.look.keys)
        layer = session.facilities
        sections = legend(with_facilities(facts, layer.marks, layer.day if layer.is_on else None))
        if not session.look.state(Layer.EVENTS).shown:
            sections = _without_events(sections, facts.layers)
        elif session.look.keyed:
            sections = sections[1:]
        self.body.show_sections(sections)
        self._fit()

    def set_room(self, ground: QSize) -> None:
        """Be no taller than that, what is more is scrolled to; and fold where it would cover much of it."""
        if ground != self._ground:
            self._ground = ground
            self._fit()

    def _fit(self) -> None:
        whole, room = self.body.size(), max(40, self._ground.height() - self.button.sizeHint().height() - 4)
        bar = self._scroll.verticalScrollBar().sizeHint().width() if whole.height() > room else 0
        self._scroll.setFixedSize(whole.width() + bar, min(whole.height(), room))
        self._look_for_room()
        self.adjustSize()
        self.resized.emit()

    def _look_for_room(self) -> None:
        """A legend that stands at the limit does not open and fold with each event that comes or goes."""
        look = self._session.look
        most = COVERED if look.has_room else COVERED - SLACK
        size = self._scroll.size()
        look.give_room(size.width() * size.height() <= most * self._ground.width() * self._ground.height())


def _without_events(sections: Sequence[Section], layers: Sequence[Section]) -> tuple[Section, ...]:
    """What is left to tell where the layer of events is off: facilities and the other layers."""
    facilities = tuple(row for section in sections for row in section.rows if isinstance(row.sign, Certainty))
    hidden = Row("The layer of events is off")
    return (Section("Events", (hidden,)), *([Section("Place", facilities)] if facilities else ()), *layers)


class _Body(QWidget):
    """One column, or two where that would be too tall."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._columns: list[list[Section]] = []

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Draw these."""
        split = len(sections) if _height(sections) <= TALLEST else _middle(sections)
        self._columns = [list(part) for part in (sections[:split], sections[split:]) if part]
        self.setAccessibleName("Legend")
        self.setAccessibleDescription(in_words(sections))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As large as its words."""
        widths = [self._width(sections) for sections in self._columns]
        height = max((_height(sections) for sections in self._columns), default=0)
        return QSize(round(sum(widths) + BETWEEN * max(0, len(widths) - 1) + 2 * GAP), height + GAP)

    def _width(self, sections: Iterable[Section]) -> float:
        return max(
            max(self._section_width(section), QFontMetricsF(_font(bold=True)).horizontalAdvance(section.title)) for section in sections
        )

    def _section_width(self, section: Section) -> float:
        return width_of(section.rows, _font()) if is_sizes(section) else max(self._row_width(row) for row in section.rows)

    def _row_width(self, row: Row) -> float:
        metrics = QFontMetricsF(_font())
        count = GAP + metrics.horizontalAdvance(number(row.count)) if row.count is not None else 0.0
        return SIGN + GAP * 0.75 + metrics.horizontalAdvance(row.words) + count

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All sections."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(GAP)
        for sections in self._columns:
            width, y = self._width(sections), 0.0
            for section in sections:
                painter.setFont(_font(bold=True))
                painter.setPen(QColor(colours().muted))
                painter.drawText(QPointF(x, y + HEAD - 6), section.title)
                top = y + HEAD
                if is_sizes(section):
                    box = QRectF(x, top, width, height_of(section.rows))
                    paint_sizes(painter, section.rows, box, ink=QColor(colours().text), font=_font())
                else:
                    for line, row in enumerate(section.rows):
                        self._paint_row(painter, row, QRectF(x, top + line * LINE, width, LINE))
                y += _height([section])
            x += width + BETWEEN
        painter.end()

    def _paint_row(self, painter: QPainter, row: Row, box: QRectF) -> None:
        ink = QColor(colours().text)
        if row.sign is not None:
            draw_sign(painter, QRectF(box.x(), box.y() + (LINE - SIGN) / 2, SIGN, SIGN), row.sign, dark=is_dark(), ink=ink)
        painter.setFont(_font())
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(SIGN + GAP * 0.75, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, row.words)
        if row.count is not None:
            painter.setPen(QColor(colours().muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, number(row.count))


def in_words(sections: Iterable[Section]) -> str:
    """What a screen reader says."""
    return ". ".join(
        f"{section.title}: " + ", ".join(row.words if row.count is None else f"{row.words} {row.count}" for row in section.rows)
        for section in sections
    )


def _height(sections: Sequence[Section]) -> int:
    rows = (height_of(section.rows) if is_sizes(section) else LINE * len(section.rows) for section in sections)
    return sum(HEAD + height + GAP // 2 for height in rows)


def _middle(sections: Sequence[Section]) -> int:
    """Where to part them so that the taller column is as short as can be."""
    return min(range(1, len(sections) + 1), key=lambda split: max(_height(sections[:split]), _height(sections[split:])))


def _font(*, bold: bool = False) -> QFont:
    font = base_font()
    font.setPixelSize(LETTERS)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
