"""A look-up on the network, at the user's word: what would be sent to whom, the button that sends it, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.candidates import CandidateList
from desktop.labels import GAP, column, label
from desktop.tasks import Runner, Task
from geodata.errors import GeodataError
from geodata.gazetteer.suggest import Suggestion
from geodata.model import Place, Progress
from geodata.wording import shown

TALL = 440  # pixels, once there are answers
Answers = Generator[Progress, None, tuple[Suggestion, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineService:
    """A geocoder on the network; `look_up` takes the words and the user's name there, empty where it needs none."""

    title: str
    what_is_sent: Callable[[str, str], str]  # a sentence about these words and the user's name, at once
    look_up: Callable[[str, str], Answers]
    needs_user: bool = False


class OnlineDialog(QDialog):
    """Nothing leaves the machine before Send is pressed."""

    chosen = Signal(object)  # Place
    user_given = Signal(str)  # to be remembered

    def __init__(
        self, words: str, runner: Runner, parent: QWidget | None = None, *, services: Sequence[OnlineService], user: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Look up online")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(500, 250)
        self._runner, self._services = runner, tuple(services)
        self._task: Task | None = None
        self.words = QLineEdit(words)
        self.words.setAccessibleName("Words to look up")
        self.service = QComboBox()
        self.service.setAccessibleName("Service")
        self.service.addItems([service.title for service in self._services])
        self.user = QLineEdit(user, placeholderText="Free of charge at geonames.org")
        self.user.setAccessibleName("User name")
        self.sent = label(role="muted", wrap=True)
        self.send = QPushButton("Send")
        self.message = label(role="muted", wrap=True)
        self.list = CandidateList()
        self.list.chosen.connect(self._choose)
        self._lay_out()
        self.words.textChanged.connect(self._show_sent)
        self.user.textChanged.connect(self._show_sent)
        self.service.currentIndexChanged.connect(self._show_sent)
        self.send.clicked.connect(self._send)
        self._show_sent()

    def _lay_out(self) -> None:
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        form = QFormLayout(labelAlignment=Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(GAP * 2)
        form.addRow(label("Words"), self.words)
        form.addRow(label("Service"), self.service)
        form.addRow(label("User name"), self.user)
        self._form = form
        layout.addLayout(form)
        layout.addWidget(self.sent)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.list.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (*buttons.buttons(), self.send):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        layout.addWidget(buttons)

    @property
    def _chosen_service(self) -> OnlineService:
        return self._services[self.service.currentIndex()]

    @property
    def _user(self) -> str:
        return self.user.text().strip() if self._chosen_service.needs_user else ""

    @Slot()
    def _show_sent(self) -> None:
        service, words = self._chosen_service, self.words.text().strip()
        self._form.setRowVisible(self.user, service.needs_user)
        lacks_user = service.needs_user and not self._user
        self.sent.setText(service.what_is_sent(words, self._user) if words else "Type what to look up.")
        self.send.setEnabled(bool(words) and not lacks_user and self._task is None)
        self.send.setText(f"Send to {service.title}")

    @Slot()
    def _send(self) -> None:
        service, words = self._chosen_service, self.words.text().strip()
        user = self._user
        if user:
            self.user_given.emit(user)
        task = self._task = Task(lambda: service.look_up(words, user), f"Asking {service.title}")
        task.succeeded.connect(self._take)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self.message.setText(f"Asking {service.title}…")
        self._show_sent()
        self._runner.start(task)

    @Slot(object)
    def _take(self, found: tuple[Suggestion, ...]) -> None:
        self._end("Click the place that is meant." if found else "The service knows no such place.")
        self.list.show_choices(found, None, {})
        if found:
            self.resize(self.width(), max(self.height(), TALL))

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end(str(error) if isinstance(error, GeodataError) else "The look-up failed.")
        if not isinstance(error, GeodataError):
            raise error

    @Slot()
    def _stop(self) -> None:
        self._end("Stopped.")

    def _end(self, sentence: str) -> None:
        self._task = None
        self.message.setText(shown(sentence))
        self._show_sent()

    @Slot(object)
    def _choose(self, place: Place) -> None:
        self.chosen.emit(place)
        self.accept()
