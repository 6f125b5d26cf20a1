"""What a person decided about an event, on its card: accept or reject it, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.labels import GAP, column, heading, label
from desktop.wording import day_words, shown
from geodata.model import Review
from geodata.store.trail import Action, Line

LISTED = 20  # lines of the history
_STATES = {
    Review.UNREVIEWED: "Not reviewed yet",
    Review.ACCEPTED: "Accepted",
    Review.CORRECTED: "Corrected",
    Review.REJECTED: "Rejected: shown nowhere else, and in no export",
}
_DONE = {Action.ACCEPT: "accepted it", Action.REJECT: "rejected it", Action.CORRECT: "corrected it", Action.CREATE: "made it"}
_FIELDS = {
    "category": "category", "sub_event_type": "type", "status": "status", "event_date": "date", "date_end": "date",
    "time_precision": "date", "fatalities": "deaths", "injured": "injured", "actors": "actors", "place": "place", "location": "place",
    "geo_precision": "place", "radius_km": "place", "note": "note",
}  # fmt: skip


class Judgement(QWidget):
    """The state in words with who brought it about, two buttons, and below them each other decision about the event, the newest first."""

    judged = Signal(bool)  # accepted, or rejected

    def __init__(self, review: Review, lines: Sequence[Line], *, is_writable: bool) -> None:
        super().__init__()
        layout = column(self, gap=GAP // 2)
        layout.addWidget(heading("Review"))
        last = _bringing(review, lines)
        self.state = label(f"{_STATES[review]}. {line_words(last)}" if last else f"{_STATES[review]}.", role="muted", wrap=True)
        layout.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.accept = QPushButton("Bring back" if review is Review.REJECTED else "Accept")
        self.reject = QPushButton("Reject…")
        self.accept.setEnabled(is_writable and review is not Review.ACCEPTED)
        self.reject.setEnabled(is_writable and review is not Review.REJECTED)
        self.accept.clicked.connect(lambda: self.judged.emit(True))  # noqa: FBT003
        self.reject.clicked.connect(lambda: self.judged.emit(False))  # noqa: FBT003
        for button in (self.accept, self.reject):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        if others := [line for line in lines if line is not last]:
            layout.addWidget(heading("History"))
            for line in others[:LISTED]:
                layout.addWidget(label(line_words(line), role="muted", wrap=True))
            if len(others) > LISTED:
                layout.addWidget(label(f"and {len(others) - LISTED:,} before", role="muted"))


def _bringing(review: Review, lines: Sequence[Line]) -> Line | None:
    """The decision that brought the state about; None where nobody did."""
    return next((line for line in lines if not line.is_undone and line.after and line.after.get("review") == review.value), None)


def line_words(line: Line) -> str:
    """One decision: "27 November 2026, 02:10: mara rejected it: a rumour. Undone by mara."."""
    who = shown(line.person, limit=60) or "somebody"
    what = _DONE.get(line.action, "decided about it")
    if line.action is Action.CORRECT:
        fields = dict.fromkeys(_FIELDS[name] for name in line.after or {} if name in _FIELDS)
        what = f"corrected its {', '.join(fields)}" if fields else what
    why = f": {shown(line.reason, limit=200)}" if line.reason else ""
    undone = f" Undone by {shown(line.stepped_by or '', limit=60) or 'somebody'}." if line.is_undone else ""
    return f"{_moment(line.added)}: {who} {what}{why}.{undone}"


def _moment(added: datetime) -> str:
    """In the time of this machine."""
    local = added.astimezone()
    return f"{day_words(local.date())}, {local:%H:%M}"
