"""How the map is drawn where the user has a choice: symbols by deaths, the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.preferences import Preferences


class MapLook(QObject):
    """What the map, its legend and the snapshot read of it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sized = False  # deaths tell the size of symbols
        self.legend = True  # the legend is open
        self.keyed = False  # the panel beside the map names the categories, so that the legend need not

    def remember_in(self, preferences: Preferences) -> None:
        """As at last, and keep what comes."""
        self.sized, self.legend = preferences.sized, preferences.legend
        self.changed.connect(lambda: self._keep(preferences))
        self.changed.emit()

    def _keep(self, preferences: Preferences) -> None:
        preferences.sized, preferences.legend = self.sized, self.legend

    def set_sized(self, sized: bool) -> None:  # noqa: FBT001 - a checked command
        """Draw symbols as large as their deaths, or all alike."""
        self._set("sized", sized)

    def set_legend(self, is_open: bool) -> None:  # noqa: FBT001 - a checked command
        """Open the legend on the map, or leave only its button."""
        self._set("legend", is_open)

    def set_keyed(self, keyed: bool) -> None:  # noqa: FBT001 - a dock's visibility
        """Leave the categories to the panel beside the map."""
        self._set("keyed", keyed)

    def _set(self, name: str, value: bool) -> None:  # noqa: FBT001
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()
