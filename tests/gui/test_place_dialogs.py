"""The gazetteer's dialog and the look-up online: nothing runs and nothing is sent before the user says so."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.gazetteer import GazetteerDialog
from desktop.dialogs.online import OnlineDialog, OnlineService
from desktop.gazetteer_steps import Contents, Steps, contents, core_steps, countries
from desktop.online_services import online_services
from desktop.places import place_at
from desktop.tasks import Runner
from geodata.coordinates import Point
from geodata.errors import ContentError, GazetteerError, SourceError
from geodata.gazetteer.suggest import Suggestion
from geodata.model import Progress
from geodata.outgoing import Outgoing

DORI = Suggestion(place_at(Point(14.035, -0.034), "Dori"), "Sahel", "Burkina Faso")


@pytest.fixture
def runner(qtbot: QtBot):
    made = Runner()
    yield made
    made.shut_down()


class Core:
    """A core that remembers what it was asked."""

    def __init__(self) -> None:
        self.added: list[str] = []
        self.fetched: list[str] = []
        self.may_go = threading.Event()
        self.may_go.set()

    def steps(self) -> Steps:
        return Steps(
            contents=self.contents,
            countries=lambda _: [("ML", "Mali"), ("NE", "Niger")],
            add=self.add,
            download=self.download,
            what_is_fetched=lambda code: f"Asks example.org for {code}.zip.",
        )

    def contents(self, _path: Path) -> Contents:
        return Contents(places=1000 + len(self.added), names=2000, kinds=(("sites", 7),), added=tuple((n, "Places") for n in self.added))

    def add(self, _path: Path, files):
        for number in range(200):
            yield Progress(done=number, total=200, label=f"line {number}")
            self.may_go.wait(5)
        if any(file.suffix == ".pdf" for file in files):
            raise ContentError("x.pdf is no list of places.")
        new = tuple(file.name for file in files if file.name not in self.added)
        self.added += new
        return new

    def download(self, _path: Path, code: str):
        yield Progress(done=0, total=0, label=code)
        self.fetched.append(code)
        return (code,)


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def dialog(qtbot: QtBot, runner: Runner, core: Core) -> GazetteerDialog:
    made = GazetteerDialog(Path("none"), runner, steps=core.steps())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def idle(qtbot: QtBot, runner: Runner) -> None:
    qtbot.waitUntil(lambda: not runner.tasks, timeout=10_000)
    qtbot.wait(20)


def test_the_dialog_tells_what_is_in_the_gazetteer_and_adds_files_with_progress(dialog, qtbot, runner, core) -> None:
    assert dialog.counts.text() == "1,000 places, 2,000 names"
    assert dialog.kinds.text() == "7 sites"
    assert dialog.nothing.isVisible()
    core.may_go.clear()
    dialog.add_files([Path("NE.zip")])
    qtbot.waitUntil(lambda: dialog.message.text().startswith("line"), timeout=5000)
    assert dialog.bar.isVisible()
    assert dialog.bar.maximum() == 200
    assert not dialog.add_button.isEnabled()
    core.may_go.set()
    idle(qtbot, runner)
    assert dialog.counts.text().startswith("1,001")
    assert dialog.added.item(0).text() == "NE.zip"
    assert not dialog.bar.isVisible()


def test_cancel_leaves_the_gazetteer_as_it_was(dialog, qtbot, runner, core) -> None:
    core.may_go.clear()
    dialog.add_files([Path("NE.zip")])
    qtbot.waitUntil(lambda: dialog.message.text().startswith("line"), timeout=5000)
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    core.may_go.set()
    idle(qtbot, runner)
    assert core.added == []
    assert "as it was" in dialog.message.text()
    assert dialog.add_button.isEnabled()


def test_it_tells_whether_anything_was_new(dialog, qtbot, runner) -> None:
    for told in ("Added. Articles that are read from now on use it.", "Nothing new: all of it was added before."):
        dialog.add_files([Path("NE.zip")])
        idle(qtbot, runner)
        assert dialog.message.text() == told


def test_the_dialog_opens_on_a_damaged_gazetteer_and_tells_it(qtbot, runner, tmp_path: Path) -> None:
    damaged = tmp_path / "x.sqlite"
    damaged.write_text("no gazetteer " * 100)
    made = GazetteerDialog(damaged, runner, steps=core_steps(Outgoing()))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    assert "not a gazetteer" in made.kinds.text()
    assert made.country.count() == 0


def test_a_file_that_is_not_usable_is_told_in_one_sentence(dialog, qtbot, runner) -> None:
    dialog.add_files([Path("x.pdf")])
    idle(qtbot, runner)
    assert dialog.message.text() == "x.pdf is no list of places."


def test_a_download_says_what_is_fetched_from_whom_and_waits_for_the_click(dialog, qtbot, runner, core) -> None:
    dialog.country.setCurrentIndex(1)
    assert dialog.what.text() == "Asks example.org for NE.zip."
    assert core.fetched == []
    qtbot.mouseClick(dialog.download_button, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert core.fetched == ["NE"]


def test_the_real_gazetteer_is_counted_and_a_broken_one_told(gazetteer_path: Path, tmp_path: Path) -> None:
    found = contents(gazetteer_path)
    assert found.places > 200_000
    assert found.names > found.places
    assert found.kinds[0][0] == "towns and villages"
    assert ("NE", "Niger") in countries(gazetteer_path)
    with pytest.raises(GazetteerError, match="not built"):
        contents(tmp_path / "none.sqlite")
    (tmp_path / "x.sqlite").write_text("no gazetteer " * 100)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        contents(tmp_path / "x.sqlite")
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        countries(tmp_path / "x.sqlite")


class World:
    """A service on a network that is none."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.problem: SourceError | None = None

    def look_up(self, words: str, user: str):
        yield Progress(done=0, total=0, label=words)
        self.asked.append(words)
        if self.problem:
            raise self.problem
        return (DORI,) if words == "Dori" else ()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def online(qtbot: QtBot, runner: Runner, world: World) -> OnlineDialog:
    service = OnlineService(title="Example", what_is_sent=lambda words, _: f"Sends “{words}” to example.org.", look_up=world.look_up)
    made = OnlineDialog("Dori", runner, services=[service])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_sent_before_the_click_and_the_dialog_says_what_would_be(online, qtbot, runner, world) -> None:
    assert online.sent.text() == "Sends “Dori” to example.org."
    qtbot.wait(50)
    assert world.asked == []
    qtbot.mouseClick(online.send, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert world.asked == ["Dori"]
    with qtbot.waitSignal(online.chosen) as chosen:
        rows = online.list
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center())
    assert chosen.args == [DORI.place]


def test_no_answer_and_no_network_are_told(online, qtbot, runner, world) -> None:
    online.words.setText("Zorb")
    assert "Zorb" in online.sent.text()
    qtbot.mouseClick(online.send, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert online.message.text() == "The service knows no such place."
    world.problem = SourceError("example.org cannot be reached.")
    qtbot.mouseClick(online.send, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert online.message.text() == "example.org cannot be reached."
    online.words.setText(" ")
    assert not online.send.isEnabled()


def test_a_service_that_needs_a_user_name_waits_for_it_and_tells_it_on(qtbot, runner) -> None:
    asked = []

    def look_up(words: str, user: str):
        yield Progress(done=0, total=0, label="")
        asked.append((words, user))
        return ()

    service = OnlineService(title="GeoNames", what_is_sent=lambda words, user: f"{words} by {user}", look_up=look_up, needs_user=True)
    made = OnlineDialog("Dori", runner, services=[service])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    assert made.user.isVisible()
    assert not made.send.isEnabled()
    made.user.setText("someone")
    assert made.sent.text() == "Dori by someone"
    with qtbot.waitSignal(made.user_given) as given:
        qtbot.mouseClick(made.send, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert (asked, given.args) == ([("Dori", "someone")], ["someone"])


def test_the_core_s_services_say_what_goes_where_and_answer_by_an_injected_transport(qtbot, runner) -> None:
    from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

    sent = []

    class Adapter(BaseSyncAdapter):
        def get_json(self, url, *, timeout, headers):
            sent.append((url, headers["User-Agent"]))
            return [{"osm_type": "node", "osm_id": 1, "lat": "14.03", "lon": "-0.03", "display_name": "Dori, Burkina Faso", "name": "Dori",
                     "addresstype": "town", "address": {"country_code": "bf"}}]  # fmt: skip

        def get_text(self, url, *, timeout, headers):
            raise AdapterHTTPError("no", status_code=500, headers={}, text="")

    services = online_services(Outgoing(), adapter_factory=lambda **_: Adapter(proxies=None, ssl_context=None))
    made = OnlineDialog("Dori", runner, services=services)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    assert made.sent.text() == "Sends “Dori” to nominatim.openstreetmap.org (OpenStreetMap)."
    assert not sent
    qtbot.mouseClick(made.send, Qt.MouseButton.LeftButton)
    idle(qtbot, runner)
    assert len(sent) == 1
    assert sent[0][0].startswith("https://nominatim.openstreetmap.org/")
    assert "Dateline" in sent[0][1]
    assert [(c.place.name, c.place.country_code) for c in made.list.choices] == [("Dori", "BF")]
    assert made.sent.text() == "“Dori” was looked up before; nothing is sent."
    made.service.setCurrentIndex(2)
    assert made.sent.text().startswith("GeoNames needs a user name")
    assert not made.send.isEnabled()
    made.user.setText("someone")
    assert made.sent.text() == "Sends “Dori” and the user name “someone” to secure.geonames.org (GeoNames)."
