"""The window by keyboard: from one part to the next, onto the map and back, motion or none, help on what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desktop.dialogs.help import HelpDialog, about_dialog, guide_dialog
from desktop.topics import topic_of

if TYPE_CHECKING:
    from desktop.map.hands import MapHands
    from desktop.map.view import MapView
    from desktop.window import MainWindow

HELPED = "has_help_key"


class Access(QObject):
    """What the commands about it do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hands: MapHands | None = None
        self._before: QWidget | None = None  # had the focus before the map
        window.map.loaded.connect(self._join)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._give_key)

    @Slot(object)
    def _join(self, view: MapView) -> None:
        from desktop.map.hands import MapHands

        self._hands = MapHands(view)
        self._hands.left.connect(self._go_back)
        self._hands.stood.connect(self._read_out)
        self._hands.set_still(self._window.preferences.still)
        view.web_view.setAccessibleName("Map")

    # -- parts of the window -----------------------------------------------------------------------------------------

    def parts(self) -> list[QWidget]:
        """Those that are in view, as they are read."""
        window = self._window
        return [part for part in (window.map, window.right_tabs, window.split, window.left_tabs) if part.isVisible()]

    def next_part(self) -> None:
        """The keyboard goes to the next part of the window."""
        self._go(1)

    def previous_part(self) -> None:
        """The keyboard goes to the part before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        parts, focused = self.parts(), QApplication.focusWidget()
        here = next((n for n, part in enumerate(parts) if focused is not None and (part is focused or part.isAncestorOf(focused))), None)
        first = 0 if step > 0 else -1
        self._enter(parts[first if here is None else (here + step) % len(parts)])

    def _enter(self, part: QWidget) -> None:
        if part is self._window.map:
            self.go_to_map()
            return
        last = part.focusWidget()
        target = last if last is not None and part.isAncestorOf(last) and last.isVisible() else first_focusable(part)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def find_events(self) -> None:
        """Go to the field that searches among the events."""
        self._find_in(self._window.filters, self._window.filters.text)

    def find_articles(self) -> None:
        """Go to the field that searches in the articles."""
        self._find_in(self._window.finding, self._window.finding.field)

    def _find_in(self, page: QWidget, field: QLineEdit) -> None:
        self._window.left.show()
        self._window.left_tabs.setCurrentWidget(page)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    # -- the map -----------------------------------------------------------------------------------------------------

    def go_to_map(self) -> None:
        """Give the map the keyboard; Escape there gives it back."""
        focused = QApplication.focusWidget()
        if focused is not None and not self._window.map.isAncestorOf(focused):
            self._before = focused
        if self._hands is not None:
            self._hands.focus()

    @Slot()
    def _go_back(self) -> None:
        target = self._before if self._before is not None and self._before.isVisible() else first_focusable(self._window.left_tabs)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, list)
    def _read_out(self, words: str, event_ids: list[str]) -> None:
        """What the map's cursor stands on, with the places of the events."""
        assert self._hands is not None
        events = self._window.session.events(event_ids)
        places = dict.fromkeys(event.location for event in events if event.location)
        self._hands.say("; ".join(filter(None, (words, ", ".join(places)))))

    def set_still(self, still: bool) -> None:  # noqa: FBT001 - a checked command
        """No zooming, gliding and flying, or as the system is."""
        self._window.preferences.still = still
        self._window.setAnimated(not still)
        self._window.timeline.player.set_still(still)
        if self._hands is not None:
            self._hands.set_still(still)

    # -- help --------------------------------------------------------------------------------------------------------

    @Slot()
    def help(self) -> None:
        """Show what the guide says about the thing that has the focus, and all shortcuts."""
        focused = QApplication.focusWidget()
        self.dialog = HelpDialog(topic_of(focused), focused.window() if focused else self._window)
        self.dialog.open()

    def user_guide(self) -> None:
        """Show the user guide."""
        self._show(guide_dialog(self._window))

    def about(self) -> None:
        """Show versions and credits."""
        self._show(about_dialog(self._window))

    def _show(self, dialog: QDialog) -> None:
        self.page = dialog
        dialog.open()

    @Slot(QWidget, QWidget)
    def _give_key(self, _old: QWidget | None, now: QWidget | None) -> None:
        """F1 for a dialog, which the window's own shortcut does not reach."""
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and not isinstance(dialog, HelpDialog) and not dialog.property(HELPED):
            dialog.setProperty(HELPED, True)  # noqa: FBT003 - Qt's
            QShortcut(QKeySequence(Qt.Key.Key_F1), dialog).activated.connect(self.help)


def first_focusable(part: QWidget) -> QWidget | None:
    """The first widget within that takes the keyboard, in the order of Tab."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if part.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None
