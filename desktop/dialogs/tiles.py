"""Online tiles: which server, what it learns, and the button that turns it on for this sitting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.labels import GAP, column, heading, label, link, rule
from geodata.errors import ContentError
from geodata.tiles import services
from geodata.tiles.cache import TileCache
from geodata.tiles.services import TileService

OTHER = "Another server…"
SIZES = (0, 50, 200, 1000, 5000)  # megabytes


class TilesDialog(QDialog):
    """Nothing is asked of the network before *Turn on* is pressed."""

    turned_on = Signal(object, str, str)  # TileService, what it was chosen by, key
    turned_off = Signal()
    limited = Signal(int)  # megabytes

    def __init__(self, cache: TileCache, parent: QWidget | None = None, *, chosen: str = "", limit: int = 200) -> None:
        super().__init__(parent)
        self.setWindowTitle("Online tiles")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 0)
        self._cache = cache
        self._short = services.short_list()
        self._service: TileService | None = None
        self.server = QComboBox()
        self.server.setAccessibleName("Server of tiles")
        self.server.addItems([*(title for title, _ in self._short), OTHER])
        self.address = QLineEdit(placeholderText="https://tile.example/{z}/{x}/{y}.png, or a name such as Thunderforest.Outdoors")
        self.address.setAccessibleName("Address or name of the server")
        completer = QCompleter(list(services.names()), self.address, caseSensitivity=Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.address.setCompleter(completer)
        self.key = QLineEdit(echoMode=QLineEdit.EchoMode.Password, placeholderText="Yours, from the owner of the server; it is not kept")
        self.key.setAccessibleName("Key")
        self.warning, self.state = label(wrap=True), label(role="muted", wrap=True)
        self.on, self.off = QPushButton("Turn on for this sitting"), QPushButton("Turn off")
        self.limit = QComboBox()
        for megabytes in sorted({*SIZES, limit}):
            self.limit.addItem(f"{megabytes:,} MB" if megabytes else "nothing", megabytes)
        self.limit.setCurrentIndex(self.limit.findData(limit))
        self.limit.setAccessibleName("Most that is kept on this machine")
        self.kept = label(role="muted")
        self.clear = link("Clear", name="Clear the tiles kept on this machine")
        self._lay_out()
        self._choose(chosen)
        self._connect()
        self._change()
        self._show_kept()

    def _lay_out(self) -> None:
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        form = self._form = QFormLayout(labelAlignment=Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(GAP * 2)
        form.addRow(label("Server"), self.server)
        form.addRow(label("Address"), self.address)
        form.addRow(label("Key"), self.key)
        layout.addLayout(form)
        layout.addWidget(self.warning)
        switches = QHBoxLayout()
        switches.addWidget(self.on)
        switches.addWidget(self.off)
        switches.addStretch(1)
        layout.addLayout(switches)
        layout.addWidget(self.state)
        layout.addWidget(rule())
        layout.addWidget(heading("Kept on this machine"))
        row = QHBoxLayout()
        row.addWidget(self.kept)
        row.addWidget(label("At most", role="muted"))
        row.addWidget(self.limit)
        row.addStretch(1)
        row.addWidget(self.clear)
        layout.addLayout(row)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (*buttons.buttons(), self.on, self.off):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        layout.addWidget(buttons)

    def _choose(self, words: str) -> None:
        """Select what was chosen last time."""
        titles = [title for title, _ in self._short]
        if words in titles:
            self.server.setCurrentIndex(titles.index(words))
        elif words:
            self.server.setCurrentIndex(len(titles))
            self.address.setText(words)

    def _connect(self) -> None:
        self.server.currentIndexChanged.connect(self._change)
        self.address.textChanged.connect(self._change)
        self.key.textChanged.connect(self._change)
        self.on.clicked.connect(self._turn_on)
        self.off.clicked.connect(self._turn_off)
        self.limit.currentIndexChanged.connect(self._limit)
        self.clear.clicked.connect(self._clear)

    def show_service(self, service: TileService | None) -> None:
        """Tell which server is on."""
        self.off.setVisible(service is not None)
        if service is None:
            self.state.setText("Online tiles are off. They are never on when Dateline starts.")
        else:
            self.state.setText(f"On until you turn them off or close Dateline: {service.facts.name}.")

    @property
    def _words(self) -> str:
        """What the server is chosen by: its title, or what was typed."""
        return self.address.text().strip() if self._is_other else self.server.currentText()

    @property
    def _is_other(self) -> bool:
        return self.server.currentIndex() == len(self._short)

    @Slot()
    def _change(self) -> None:
        service = problem = None
        try:
            service = services.chosen(self.address.text()) if self._is_other else self._short[self.server.currentIndex()][1]
        except ContentError as error:
            problem = str(error)
        self._form.setRowVisible(self.address, self._is_other)
        self._form.setRowVisible(self.key, service is not None and service.takes_key)
        self._service = service
        self.warning.setText(problem or (service.warning() if service else ""))
        self.on.setEnabled(service is not None and bool(not service.takes_key or self.key.text().strip()))
        self.adjustSize()

    @Slot()
    def _turn_on(self) -> None:
        assert self._service is not None
        self.turned_on.emit(self._service, self._words, self.key.text().strip() if self._service.takes_key else "")
        self.accept()

    @Slot()
    def _turn_off(self) -> None:
        self.turned_off.emit()
        self.show_service(None)

    @Slot()
    def _limit(self) -> None:
        self.limited.emit(self.limit.currentData())
        self._show_kept()

    @Slot()
    def _clear(self) -> None:
        self._cache.clear()
        self._show_kept()

    def _show_kept(self) -> None:
        self.kept.setText(f"{self._cache.bytes_kept() / 1e6:,.1f} MB of tiles, which tell where you looked.")
