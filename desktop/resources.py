"""Icons and category styles, read from assets/ and rendered in the colour of the theme."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from geodata.model import Category
from geodata.resources import asset

SHARPNESS = 3  # pixmaps are drawn for the densest screens and scaled down by Qt


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryStyle:
    """How a category looks everywhere: map, lists, legend, snapshot."""

    title: str
    colour: str
    colour_dark: str
    icon: Path

    def shade(self, *, dark: bool) -> str:
        """The colour as #RRGGBB for the light or the dark theme."""
        return self.colour_dark if dark else self.colour


@lru_cache(maxsize=1)
def category_styles() -> dict[Category, CategoryStyle]:
    """The style of each category, in the order of the enum."""
    rows = json.loads(asset("map", "categories.json").read_text(encoding="utf-8"))
    return {
        category: CategoryStyle(
            title=row["title"], colour=row["colour"], colour_dark=row["colour_dark"], icon=asset("icons", Path(row["icon"]).name)
        )
        for category in Category
        if (row := rows[category])
    }


@lru_cache(maxsize=128)
def category_icon(category: Category, *, dark: bool, size: int = 18) -> QIcon:
    """The symbol of `category` in its colour, `size` pixels square."""
    style = category_styles()[category]
    pixmap = tinted(style.icon, style.shade(dark=dark), size=size)
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # a selected row would tint it
    return icon


def ui_icon(name: str, colour: str, *, size: int = 20) -> QIcon:
    """The line icon `name` of assets/icons/ui in `colour`."""
    return QIcon(tinted(asset("icons", "ui", f"{name}.svg"), colour, size=size))


def tinted(path: Path, colour: str, *, size: int) -> QPixmap:
    """The SVG at `path` as a square pixmap, every painted pixel in `colour`."""
    pixmap = QPixmap(size * SHARPNESS, size * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(path)).render(painter, QRectF(pixmap.rect()))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor(colour))
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    return pixmap
