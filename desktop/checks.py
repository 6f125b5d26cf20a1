"""A group of check boxes with a count each, one for every member of an enum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.labels import ICON, heading, label, link

Key = TypeVar("Key", bound=StrEnum)


class CountedBox(QWidget):
    """A check box with a count at the right edge."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.check = QCheckBox(text)
        self.check.setChecked(True)
        self._count = label(role="count")
        row.addWidget(self.check, 1)
        row.addWidget(self._count)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many events the box stands for."""
        self._count.setText(f"{count:,}" if count else "–")
        self.check.setAccessibleName(f"{self.check.text()}, {count} events")

    @property
    def count_text(self) -> str:
        """The count as shown."""
        return self._count.text()


class CheckGroup(QWidget, Generic[Key]):
    """A headed list of counted boxes. `titles` gives every member of the enum, in order; `usual` are checked where none is chosen."""

    edited = Signal()  # by the user

    def __init__(self, title: str, titles: Mapping[Key, str], *, usual: Sequence[Key] = ()) -> None:
        super().__init__()
        self._usual = tuple(usual) or tuple(titles)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        every = link("Usual" if usual else "All", name=f"{title}: show {'the usual' if usual else 'all'}")
        every.clicked.connect(self._choose_all)
        layout.addLayout(head(heading(title), every))
        self.boxes: dict[Key, CountedBox] = {}
        for key, words in titles.items():
            self.boxes[key] = box = CountedBox(words)
            box.check.clicked.connect(self.edited)
            layout.addWidget(box)

    def choice(self) -> tuple[Key, ...]:
        """The checked members; empty when the usual are, and when none is, since showing nothing is of no use."""
        keys = tuple(key for key, box in self.boxes.items() if box.check.isChecked())
        return () if keys == self._usual else keys

    def show_choice(self, keys: Sequence[Key]) -> None:
        """Check `keys`, or the usual when there are none."""
        for key, box in self.boxes.items():
            box.check.setChecked(key in (keys or self._usual))

    def set_counts(self, counts: Sequence[int]) -> None:
        """One count a member, in the order of the enum."""
        for box, count in zip(self.boxes.values(), counts, strict=True):
            box.set_count(int(count))

    def set_icons(self, icons: Mapping[Key, QIcon]) -> None:
        """One icon a member."""
        for key, icon in icons.items():
            self.boxes[key].check.setIcon(icon)
            self.boxes[key].check.setIconSize(ICON)

    @Slot()
    def _choose_all(self) -> None:
        self.show_choice(())
        self.edited.emit()


def head(title: QLabel, button: QWidget) -> QHBoxLayout:
    """A heading with a link at the right edge."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(title, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    row.addWidget(button)
    return row
