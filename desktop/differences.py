"""What a change would do to the events, line by line: each as it is and as it would be."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from geodata.model import Event
from geodata.previewing import Differences
from geodata.wording import counted, date_words, place_words, what_words

LISTED = 200  # events that would be otherwise


class DifferencesBox(QPlainTextEdit):
    """Hidden until there is something to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, readOnly=True)
        self.setAccessibleName("What would change")
        self.setTabChangesFocus(True)
        self.setFixedHeight(120)
        self.hide()

    def show_differences(self, found: Differences) -> None:
        """Tell these."""
        lines = [f"{counted(found.articles, 'article')} would be read again; {counted(len(found.events), 'event')} would be otherwise."]
        lines += [f"{_event(before)}  →  {_event(after)}" for before, after in found.events[:LISTED]]
        if len(found.events) > LISTED:
            lines.append(f"and {len(found.events) - LISTED:,} more")
        self.setPlainText("\n".join(lines))
        self.show()


def _event(event: Event | None) -> str:
    if event is None:
        return "no event"
    who = ", ".join(actor.name for actor in event.actors)
    return ", ".join(filter(None, (what_words(event), place_words(event), date_words(event), who)))
