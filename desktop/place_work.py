"""What the commands about places do: the search box, decisions, the gazetteer's dialog, a look-up on the network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from desktop.corrections import Corrections
from desktop.gazetteer_steps import core_steps
from desktop.online_services import online_services
from desktop.places import Question
from geodata.gazetteer.search import default_path
from geodata.model import Changes
from geodata.store.corrections import Correction

if TYPE_CHECKING:
    from desktop.window import MainWindow

CARD = 520  # pixels of the place card under the article
TEXT = 220  # pixels that the article keeps at least


class PlaceWork(QObject):
    """Joins the place card to the decisions, and opens the dialogs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.services, self.steps = (
            partial(online_services, window.outgoing),
            partial(core_steps, window.outgoing),
        )  # tests put their own here
        self.corrections = Corrections(window.session, window.runner, window.preferences)
        window.session.placing.connect(self._show_card)
        window.place.decided.connect(self.corrections.decide)
        window.place.decided.connect(self._stay)
        window.place.taken_back.connect(self.corrections.take_back)
        window.place.online_asked.connect(self.look_up_online)
        self.corrections.done.connect(self._tell)
        self.corrections.stopped.connect(window.messages.tell)

    @Slot(object)
    def _show_card(self, question: Question | None) -> None:
        if question is None:
            return
        page = self._window.article_page
        self._window.right.show()
        self._window.right_tabs.setCurrentWidget(page)
        whole = sum(page.sizes())
        if page.sizes()[1] < CARD // 2:
            text = max(whole - CARD, TEXT)
            page.setSizes([text, whole - text])
        QTimer.singleShot(0, self._window.reader, self._window.reader.show_asked)  # once the card has its room

    @Slot(object)
    def _stay(self, decision: Correction) -> None:
        if decision.rule.place is not None:  # the events are there now
            self._window.map.stay()

    @Slot(object, str)
    def _tell(self, changes: Changes, taken_back: str) -> None:
        if changes.failures:
            self._window.messages.tell(" ".join(dict.fromkeys(failure.reason for failure in changes.failures[:3])))
        elif taken_back:
            self._window.messages.tell(f"Took back: {taken_back}.")
        elif not changes.articles:
            self._window.messages.tell("No article was touched.")
        else:
            events = f"; {len(changes.events):,} changed on the map" if changes.events else ""
            words = "1 article was" if len(changes.articles) == 1 else f"{len(changes.articles):,} articles were"
            self._window.messages.tell(f"{words} read again{events}.")

    def find(self) -> None:
        """Go to the search box of places."""
        self._window.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.search.selectAll()

    def remove_marker(self) -> None:
        """Take the marker of the last search off the map."""
        self._window.session.found.emit(None)

    @Slot(str)
    def look_up_online(self, words: str) -> None:
        """Show what a look-up on the network would send to whom."""
        from desktop.dialogs.online import OnlineDialog

        preferences = self._window.preferences
        self.online = OnlineDialog(words, self._window.runner, self._window, services=self.services(), user=preferences.geonames_user)
        self.online.user_given.connect(self._remember_user)
        self.online.chosen.connect(self._window.place.choose)
        self.online.open()

    @Slot(str)
    def _remember_user(self, name: str) -> None:
        self._window.preferences.geonames_user = name

    def show_gazetteer(self) -> None:
        """Show what the gazetteer holds, and add to it."""
        from desktop.dialogs.gazetteer import GazetteerDialog

        window = self._window
        start = window.session.main_country() or window.preferences.download_country
        self.gazetteer = GazetteerDialog(default_path(), window.runner, window, steps=self.steps(), start=start)
        self.gazetteer.country.activated.connect(self._remember_country)
        self.gazetteer.open()

    @Slot()
    def _remember_country(self) -> None:
        self._window.preferences.download_country = self.gazetteer.country.currentData() or ""
