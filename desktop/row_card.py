"""What a dataset says of an event: its words, whom it names, and the file and row that it stands in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.labels import GAP, column, heading, label, styled
from geodata.dataset import DatasetRow
from geodata.wording import shown


class RowCard(QWidget):
    """Stands where the excerpts of articles stand for other events; all of it can be copied."""

    def __init__(self, row: DatasetRow) -> None:
        super().__init__()
        styled(self, "page")
        layout = column(self, gap=GAP)
        layout.addWidget(heading("Words of the dataset"))
        layout.addWidget(label(shown(row.notes, limit=20_000) or "It has none of this event.", wrap=True, selectable=True))
        for words in (f"Source: {shown(row.source, limit=400)}" if row.source else "", shown(row.url, limit=400), row_words(row)):
            if words:
                layout.addWidget(label(words, role="muted", wrap=True, selectable=True))


def row_words(row: DatasetRow) -> str:
    """Where it stands: "ACLED, sahel.csv, row 12, NER1234"."""
    parts = (row.dataset, row.file, f"row {row.number:,}", row.row_id)
    return ", ".join(shown(part, limit=80) for part in parts if part)
