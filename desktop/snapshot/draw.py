"""The page painted: the layout's boxes, the map's picture in its frame, the scale bar and the north arrow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from desktop.snapshot.edge import mgrs_ticks, tick_box
from desktop.snapshot.facts import Facts, number
from desktop.snapshot.inset import draw_inset, inset_box
from desktop.snapshot.layout import BASELINE, layout_of, number_radius, points_a_pixel
from desktop.snapshot.numbers import discs
from desktop.snapshot.page import Box, Item, Layout, Marking, Number, Rule, Style, Symbol, Text
from desktop.snapshot.paper import POINTS_PER_INCH, Grid, Paper, Snapshot
from desktop.snapshot.scale import ScaleBar, centre, metres_a_unit, ratio, scale_bar
from desktop.snapshot.symbols import draw_sign
from desktop.snapshot.typeface import FINENESS, font
from geodata.export.callouts import from_edge
from geodata.export.numbered import Disc
from geodata.model import Extent

METRES_PER_INCH = 0.0254
SYMBOL = 13.0  # pixels of the screen from the middle of a marker to its edge, as in assets/map/symbols.js


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a page."""

    paper: QColor
    ink: QColor
    muted: QColor
    hairline: QColor


LIGHT = Inks(QColor("#FFFFFF"), QColor("#14191D"), QColor("#58626B"), QColor("#AEB6BD"))
DARK = Inks(QColor("#15191D"), QColor("#EEF1F3"), QColor("#A2ACB5"), QColor("#4A545D"))


def map_size(snapshot: Snapshot, facts: Facts, *, pixels_a_point: float) -> tuple[int, int]:
    """Width and height in pixels that the picture of the map should have."""
    frame = _pixel_rect(layout_of(snapshot, facts).map, pixels_a_point)
    return round(frame.width()), round(frame.height())


def draw(snapshot: Snapshot, facts: Facts, picture: QImage, extent: Extent) -> QImage:
    """The whole page; `picture` shows `extent` and has the size that `map_size` tells."""
    image = QImage(*snapshot.paper.pixels(snapshot.dpi), QImage.Format.Format_RGB32)
    dots = round(snapshot.dpi / METRES_PER_INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    paint(painter, snapshot, facts, picture, extent, pixels_a_point=snapshot.dpi / POINTS_PER_INCH)
    painter.end()
    return image


def paint(painter: QPainter, snapshot: Snapshot, facts: Facts, picture: QImage, extent: Extent, *, pixels_a_point: float) -> None:
    """Paint the page at any size; the preview is the same page, smaller."""
    layout = layout_of(snapshot, facts)
    inks = DARK if snapshot.dark else LIGHT
    painter.fillRect(painter.viewport(), inks.paper)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    frame = _pixel_rect(layout.map, pixels_a_point)
    painter.drawImage(frame, picture)
    painter.setPen(QPen(inks.muted, max(1.0, pixels_a_point / 2)))
    painter.drawRect(frame)
    painter.scale(pixels_a_point, pixels_a_point)
    pen = _Pen(painter, snapshot, inks)
    found = discs(facts, extent, width=layout.map.width, height=layout.map.height, radius=number_radius(snapshot))
    pen.numbers(layout, found, SYMBOL * points_a_pixel(snapshot))
    has_squares = snapshot.grid is Grid.MGRS
    pen.edge(layout, extent)
    inset = inset_box(facts, extent, layout.map, BASELINE[snapshot.paper], keeps_right=has_squares) if snapshot.locator else None
    if inset:
        box = Box(layout.map.x + inset.x, layout.map.y + inset.y, inset.width, inset.height)
        draw_inset(painter, box, extent, snapshot.theme, inks.muted)
    for item in layout.items:
        pen.item(item)
    pen.map_furniture(layout, extent)


def paint_sheet(painter: QPainter, snapshot: Snapshot, items: Iterable[Item], *, pixels_a_point: float) -> None:
    """Paint a sheet without a map."""
    inks = DARK if snapshot.dark else LIGHT
    painter.resetTransform()
    painter.fillRect(painter.viewport(), inks.paper)
    painter.scale(pixels_a_point, pixels_a_point)
    pen = _Pen(painter, snapshot, inks)
    for item in items:
        pen.item(item)


def _pixel_rect(box: Box, pixels_a_point: float) -> QRectF:
    """The box on whole pixels, so that the picture is copied and never blurred."""
    left, top = round(box.x * pixels_a_point), round(box.y * pixels_a_point)
    return QRectF(left, top, round(box.right * pixels_a_point) - left, round(box.bottom * pixels_a_point) - top)


class _Pen:
    """Draws items of a layout with a painter whose unit is the point."""

    def __init__(self, painter: QPainter, snapshot: Snapshot, inks: Inks) -> None:
        self.painter, self.snapshot, self.inks = painter, snapshot, inks

    def item(self, item: Item) -> None:
        match item:
            case Text():
                self.text(item)
            case Symbol():
                draw_sign(self.painter, QRectF(*item.box), item.sign, dark=self.snapshot.dark, ink=self.inks.ink)
            case Number():
                self.number(item)
            case Marking():
                self.marking(item)
            case Rule():
                self.painter.fillRect(QRectF(*item.box), self.inks.ink if item.heavy else self.inks.muted)

    def text(self, text: Text) -> None:
        """Lines as plain text, clipped to their box: letters with piled-up marks never reach their neighbours."""
        painter, box, style = self.painter, text.box, text.style
        face = font(style)
        metrics = QFontMetricsF(face)
        painter.save()
        painter.setClipRect(QRectF(*box).adjusted(-0.5, 0, 0.5, 0))
        painter.scale(1 / FINENESS, 1 / FINENESS)
        painter.setFont(face)
        painter.setPen(self.inks.muted if style.muted else self.inks.ink)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if text.reads_left else Qt.LayoutDirection.LeftToRight)
        drop = (style.leading * FINENESS - metrics.capHeight()) / 2 + metrics.capHeight()
        for n, line in enumerate(text.lines):
            slack = box.width * FINENESS - metrics.horizontalAdvance(line)
            x = box.x * FINENESS + (slack if text.right or text.reads_left else 0)
            painter.drawText(QPointF(x, (box.y + n * style.leading) * FINENESS + drop), line)
        painter.restore()

    def number(self, item: Number) -> None:
        """Letters of the paper on a disc of ink; the other way round, and dashed, where only an area is known."""
        painter, inks, face = self.painter, self.inks, font(item.style)
        box = QRectF(*item.box)
        line = box.width() / 15
        painter.save()
        painter.setPen(
            QPen(inks.ink if item.is_area else inks.paper, line, Qt.PenStyle.DashLine if item.is_area else Qt.PenStyle.SolidLine)
        )
        painter.setBrush(inks.paper if item.is_area else inks.ink)
        painter.drawEllipse(box.adjusted(line / 2, line / 2, -line / 2, -line / 2))
        painter.scale(1 / FINENESS, 1 / FINENESS)
        painter.setFont(face)
        painter.setPen(inks.ink if item.is_area else inks.paper)
        metrics = QFontMetricsF(face)
        middle = box.center() * FINENESS
        painter.drawText(QPointF(middle.x() - metrics.horizontalAdvance(item.words) / 2, middle.y() + metrics.capHeight() / 2), item.words)
        painter.restore()

    def numbers(self, layout: Layout, found: Sequence[Disc], symbol: float) -> None:
        """Numbers on the map with lines to symbols of the radius `symbol`; none to the middle of an area, where no point is known."""
        painter, frame, radius = self.painter, layout.map, number_radius(self.snapshot)
        for width, colour in ((radius / 3.2, self.inks.paper), (radius / 9, self.inks.ink)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            for disc in found:
                if not disc.is_area:
                    start = from_edge(disc.anchor, disc.spot, symbol)
                    painter.drawLine(QPointF(frame.x + start.x, frame.y + start.y), QPointF(frame.x + disc.spot.x, frame.y + disc.spot.y))
        for disc in found:
            box = Box(frame.x + disc.spot.x - radius, frame.y + disc.spot.y - radius, 2 * radius, 2 * radius)
            self.number(Number(box, disc.number, layout.number_style, disc.is_area))

    def edge(self, layout: Layout, extent: Extent) -> None:
        """Squares of MGRS, each named where it begins."""
        if self.snapshot.grid is not Grid.MGRS:
            return
        frame, style = layout.map, layout.caption_style
        for tick in mgrs_ticks(extent, frame.width, frame.height):
            x, y = (frame.x + tick.at, frame.y) if tick.is_top else (frame.right, frame.y + tick.at)
            self.painter.setPen(QPen(self.inks.ink, style.size / 9))
            reach = 0.7 * style.size
            self.painter.drawLine(QPointF(x, y), QPointF(x, y + reach) if tick.is_top else QPointF(x - reach, y))
            box = tick_box(tick, frame, style)
            ground = QColor(self.inks.paper)
            ground.setAlphaF(0.75)
            self.painter.fillRect(QRectF(*box), ground)
            self.text(Text(box, (tick.words,), style._replace(muted=False)))

    def marking(self, item: Marking) -> None:
        """Coloured letters on black, as the standard has them."""
        painter, face = self.painter, font(item.style)
        painter.save()
        painter.fillRect(QRectF(*item.box), QColor("#000000"))
        painter.scale(1 / FINENESS, 1 / FINENESS)
        painter.setFont(face)
        painter.setPen(QColor(item.colour))
        painter.drawText(QRectF(*(value * FINENESS for value in item.box)), Qt.AlignmentFlag.AlignCenter, item.words)
        painter.restore()

    def map_furniture(self, layout: Layout, extent: Extent) -> None:
        """What stands under the map: north arrow, scale bar, scale and extent in words."""
        metres = metres_a_unit(extent, width=layout.map.width, height=layout.map.height)
        self.north_arrow(layout.north, layout.caption_style)
        self.scale(layout.scale, scale_bar(metres, longest=layout.scale.width * 0.72), layout.caption_style)
        latitude, _ = centre(extent)
        on_screen = self.snapshot.paper in (Paper.WIDE, Paper.SQUARE)
        about = "" if on_screen else f", about 1 : {number(ratio(metres))} on {self.snapshot.paper.label} paper"
        lines = (f"Scale true at {_degrees(latitude, 'N', 'S')}{about}", f"{extent_in_words(extent)}. Web Mercator, WGS 84")
        self.text(Text(layout.caption, lines, layout.caption_style, right=True))

    def north_arrow(self, box: Box, style: Style) -> None:
        """A needle, half filled, with its letter under it."""
        painter = self.painter
        middle, foot = box.x + box.width / 2, box.bottom - style.leading * 1.05
        half = box.width * 0.27
        left = QPolygonF([QPointF(middle, box.y), QPointF(middle - half, foot), QPointF(middle, foot - half * 0.7)])
        right = QPolygonF([QPointF(middle, box.y), QPointF(middle + half, foot), QPointF(middle, foot - half * 0.7)])
        painter.setPen(QPen(self.inks.ink, box.width / 24, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(self.inks.ink)
        painter.drawPolygon(left)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(right)
        face = font(style)
        width = QFontMetricsF(face).horizontalAdvance("N") / FINENESS
        self.text(Text(Box(middle - width / 2, box.bottom - style.leading, width, style.leading), ("N",), style))

    def scale(self, box: Box, bar: ScaleBar, style: Style) -> None:
        """Two halves, one filled, with the figures over them."""
        painter = self.painter
        height = box.height * 0.16
        top = box.y + style.leading * 1.15
        for n, label in enumerate(bar.labels):
            x = box.x + n * bar.width / 2
            width = QFontMetricsF(font(style)).horizontalAdvance(label) / FINENESS
            # The figures stand centred over their ticks, the first flush with the bar, the unit hanging out behind the last figure.
            figure = QFontMetricsF(font(style)).horizontalAdvance(label.split(" ")[0]) / FINENESS
            shift = 0.0 if n == 0 else figure / 2
            self.text(Text(Box(x - shift, box.y, width, style.leading), (label,), style))
        painter.setPen(QPen(self.inks.ink, box.height / 40))
        painter.setBrush(self.inks.ink)
        painter.drawRect(QRectF(box.x, top, bar.width / 2, height))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box.x + bar.width / 2, top, bar.width / 2, height))


def extent_in_words(extent: Extent) -> str:
    """The edges to the degree that tells them apart: 9.1° N to 24.3° N, 3.0° W to 17.2° E."""
    digits = 1 if min(extent.north - extent.south, 360) > 1 else max(1, 1 - math.floor(math.log10(max(extent.north - extent.south, 1e-6))))
    south, north = (_degrees(value, "N", "S", digits) for value in (extent.south, extent.north))
    west, east = (_degrees(value, "E", "W", digits) for value in (extent.west, extent.east))
    return f"{south} to {north}, {west} to {east}"


def _degrees(value: float, plus: str, minus: str, digits: int = 1) -> str:
    rounded = f"{abs(value):.{digits}f}"
    return f"{rounded}\N{DEGREE SIGN}\N{NO-BREAK SPACE}{plus if value >= 0 else minus}"
