"""The sign in the status bar that tiles are asked of a server, with the switch that ends it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.labels import GAP, label, link


class TileSign(QWidget):
    """Hidden while no server is asked."""

    turned_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label(role="muted")
        self.off = link("Turn off", name="Turn off online tiles")
        self.off.clicked.connect(self.turned_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        row.addWidget(self._text)
        row.addWidget(self.off)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_hosts(self, hosts: Sequence[str]) -> None:
        """Name the servers that are asked; none hides the sign."""
        more = f" and {len(hosts) - 1} more" if len(hosts) > 1 else ""
        self._text.setText(f"Online tiles: {hosts[0]}{more}" if hosts else "")
        self._text.setToolTip("".join(f"<p>{escape(host)}</p>" for host in hosts))
        self.setVisible(bool(hosts))
