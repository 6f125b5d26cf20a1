"""A page as a PDF: its furniture as vectors and letters that can be selected, the map as sharp as was asked for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from desktop.snapshot.annex import lay_out_annex
from desktop.snapshot.draw import paint, paint_sheet
from desktop.snapshot.page import Item, Text
from desktop.snapshot.paper import POINTS_PER_INCH
from desktop.snapshot.take import Page
from desktop.snapshot.typeface import QtTypesetter
from geodata.export.carried import into_pdf

if TYPE_CHECKING:
    from pypdf import PdfWriter


def document(page: Page, told: Mapping[str, str]) -> bytes:
    """The file with `told`, keywords as in the PNG, as its properties and the title as its bookmark; fonts are embedded by Qt."""
    from pypdf import PdfReader, PdfWriter

    sheets = lay_out_annex(page.snapshot, page.listed, page.unlisted, QtTypesetter(), page.facts.numbered, page.included)
    numbered = replace(page, facts=replace(page.facts, pages=len(sheets) + 1))
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(_drawn(numbered, sheets))))
    _link(made, sheets, page.snapshot.paper.points[1])
    names = {"Title": "/Title", "Author": "/Author", "Description": "/Subject", "Disclaimer": "/Keywords", "Software": "/Creator"}
    made.add_metadata({names[key]: text for key, text in told.items() if key in names})
    made.add_metadata({"/CreationDate": f"D:{page.facts.made.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"})
    made.add_outline_item(title=told["Title"] or "Map", page_number=0)
    if len(made.pages) > 1:
        made.add_outline_item(title="The events", page_number=1)
    if page.view is not None:
        into_pdf(made, page.view)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _link(made: PdfWriter, sheets: Sequence[tuple[Item, ...]], height: float) -> None:
    """Lay links over the words that have one; a PDF counts points from the lower left."""
    from pypdf.annotations import Link

    for number, sheet in enumerate(sheets, start=1):
        for item in sheet:
            if isinstance(item, Text) and item.link:
                box = item.box
                made.add_annotation(number, Link(rect=(box.x, height - box.bottom, box.right, height - box.y), url=item.link))


def _drawn(page: Page, sheets: Sequence[tuple[Item, ...]]) -> bytes:
    dpi = page.snapshot.dpi
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(dpi)
    writer.setPageSize(QPageSize(QSizeF(*page.snapshot.paper.points), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    paint(painter, page.snapshot, page.facts, page.picture, page.extent, pixels_a_point=dpi / POINTS_PER_INCH)
    for sheet in sheets:
        writer.newPage()
        paint_sheet(painter, page.snapshot, sheet, pixels_a_point=dpi / POINTS_PER_INCH)
    painter.end()
    buffer.close()
    return bytes(data.data())
