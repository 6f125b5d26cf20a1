"""New event: the form filled in from words of an article or from a spot of the map, for a person to check and complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.dialogs.edit_event import EditEventDialog
from desktop.labels import label
from geodata.model import Event, Evidence, Resolution
from geodata.wording import shown

FILLED = "Filled in from these words; check each field."


class Source(NamedTuple):
    """What tells of an event: words of an article, or, without evidence, the analyst's own eyes."""

    title: str
    evidence: Evidence | None = None
    words: str = ""


OWN = Source("my own observation")


class NewEventDialog(EditEventDialog):
    """It can be kept as soon as nothing is missing; where there are several sources, one is chosen."""

    def __init__(
        self,
        event: Event,
        sources: Sequence[Source],
        parent: QWidget | None = None,
        *,
        named: Iterable[Resolution] = (),
        filled: bool = False,
    ) -> None:
        """`filled` where the fields were read from the words."""
        self._sources = tuple(sources)
        self.source = QComboBox()
        self.source.setAccessibleName("Source")
        super().__init__(event, sources[0].words, parent, named=named)
        self.setWindowTitle("New event")
        self.keep.setText("Make event")
        self.reason.setPlaceholderText("Why is it made? Kept in the history; may be left empty")
        for source in sources:
            self.source.addItem(shown(source.title, limit=90))
        if len(sources) > 1:
            self.form.insertRow(0, label("Source"), self.source)
        if filled:
            self.form.insertRow(0, label(FILLED, role="muted", wrap=True))
        self.source.currentIndexChanged.connect(self._change_source)

    def edited(self) -> Event:
        """The event as the fields tell it now, with the words of its source."""
        evidence = self._sources[max(0, self.source.currentIndex())].evidence
        return replace(super().edited(), evidence=(evidence,) if evidence else ())

    def _is_worth_keeping(self, event: Event) -> bool:  # noqa: ARG002 - it is new
        return True

    @Slot(int)
    def _change_source(self, index: int) -> None:
        self.set_words(self._sources[index].words)
        self._check()
