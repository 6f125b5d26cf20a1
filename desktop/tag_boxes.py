"""The tags in use as check boxes with counts: those checked are filtered by, none of them is no filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.checks import CountedBox, head
from desktop.labels import column, heading, link
from geodata.wording import shown


class TagBoxes(QWidget):
    """There only where tags are in use."""

    edited = Signal()  # by the user

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap=1)
        self.any_link = link("Any", name="Tags: filter by none")
        self.any_link.clicked.connect(self._clear)
        self._layout.addLayout(head(heading("Tags"), self.any_link))
        self.boxes: dict[str, CountedBox] = {}
        self.hide()

    def show_tags(self, tags: Sequence[str], chosen: Sequence[str], count_of: Callable[[str], int]) -> None:
        """A box for each tag in use, and for each that is filtered by."""
        wanted = list(dict.fromkeys((*tags, *chosen)))
        if wanted != list(self.boxes):
            for box in self.boxes.values():
                self._layout.removeWidget(box)
                box.deleteLater()
            self.boxes = {tag: self._box(tag) for tag in wanted}
        for tag, box in self.boxes.items():
            box.check.setChecked(tag in chosen)
            box.set_count(count_of(tag))
        self.any_link.setEnabled(bool(chosen))
        self.setVisible(bool(wanted))

    def _box(self, tag: str) -> CountedBox:
        box = CountedBox(shown(tag, limit=30).replace("&", "&&"))
        box.check.clicked.connect(self.edited)
        self._layout.addWidget(box)
        return box

    def choice(self) -> tuple[str, ...]:
        """The checked tags."""
        return tuple(tag for tag, box in self.boxes.items() if box.check.isChecked())

    def _clear(self) -> None:
        for box in self.boxes.values():
            box.check.setChecked(False)
        self.edited.emit()
