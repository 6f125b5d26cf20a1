"""When each kind of command can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.commands import Needs

if TYPE_CHECKING:
    from desktop.window import MainWindow


def available(window: MainWindow) -> dict[Needs, bool]:
    """For each need, whether the window meets it now."""
    session = window.session
    return {
        Needs.NOTHING: True,
        Needs.PROJECT: session.project is not None,
        Needs.WRITABLE: session.is_writable,
        Needs.EVENTS: bool(session.mask.any()),
        Needs.SELECTION: len(session.selection) == 1,
        Needs.PLACE: session.is_writable and session.question is not None,
        Needs.WORDS: session.is_writable and window.reader.selected_words() is not None,
        Needs.NAME: session.is_writable and window.reader.selected_span() is not None,
        Needs.READING: window.reader.article is not None,
        Needs.ARTICLE: session.is_writable and window.reader.article is not None,
        Needs.ORIGINAL: window.reader.original.about is not None,
        Needs.SHARED: window.detail.can_part,
        Needs.PAIR: session.is_writable and len(session.selection) in (1, 2),
        Needs.DECISION: window.review.can_undo,
        Needs.UNDONE: window.review.can_redo,
        Needs.EVENT: session.is_writable and len(session.selection) == 1,
        Needs.JUDGED: session.is_writable and bool(session.selection),
    }
