"""The window by keyboard and by ear: the map's cursor, the parts of the window, names of everything, help on F1, no motion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDialog, QLineEdit, QScrollArea, QTabBar, QTabWidget, QWidget

import desktop
from desktop.dialogs.help import HelpDialog, guide_path
from desktop.topics import OTHERWISE, TOPICS, section, topic_of
from geodata.model import Review

ROLE = QAccessible.Role
INTERACTIVE = {
    ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.EditableText, ROLE.SpinBox, ROLE.Slider, ROLE.List, ROLE.Table,
    ROLE.Tree, ROLE.Link, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.Dial,
}  # fmt: skip

FRAMES = (QTabBar, QTabWidget, QScrollArea)  # what stands in them has names of its own
OWN_PARTS = (QLineEdit, QAbstractSpinBox, QComboBox, QWebEngineView)  # what stands in them goes by their name


@pytest.fixture
def said(driver) -> Iterator[list[str]]:
    """What the map's cursor says."""
    words: list[str] = []
    hands = driver.window.access._hands
    hands.said.connect(words.append)
    driver.look_at(15, 4, 4.5)
    yield words
    hands.said.disconnect(words.append)


def press(driver, key: Qt.Key | str) -> None:
    target = driver.window.map.view.web_view.focusProxy()
    (QTest.keyClicks if isinstance(key, str) else QTest.keyClick)(target, key)
    driver.qtbot.wait(60)


def on_map(driver) -> None:
    driver.window.actions_by_id["go_to_map"].trigger()
    driver.qtbot.waitUntil(lambda: driver.js("document.activeElement.className.includes('leaflet-container')"), timeout=3000)


# -- the map's cursor ----------------------------------------------------------------------------------------------------


def test_the_cursor_walks_over_all_symbols_in_reading_order_and_round(driver, said) -> None:
    on_map(driver)
    count = driver.js("Dateline.window.symbols().length")
    places = []
    for _ in range(count):
        press(driver, "n")
        places.append(tuple(driver.js("Object.values(Dateline.window.cursor())")))
    assert len(set(places)) == count == len(said)
    assert [words.split(":")[0] for words in said] == [f"{n + 1} of {count}" for n in range(count)]
    assert any("Attack, 2 Aug 2023; Gao" in words for words in said)
    assert any("2 × Protest" in words and words.endswith("; Niamey") for words in said)
    press(driver, "n")
    assert said[-1] == said[0]
    press(driver, "p")
    assert said[-1] == said[count - 1]


def test_enter_selects_what_the_cursor_stands_on(driver, said) -> None:
    on_map(driver)
    chosen = []
    for _ in range(driver.js("Dateline.window.symbols().length")):
        press(driver, "n")
        press(driver, Qt.Key.Key_Return)
        driver.qtbot.wait(100)
        chosen.append(frozenset(driver.window.session.selection))
    assert set(chosen) >= {frozenset({"march", "sit-in"}), frozenset({"killing"})}


def test_the_cursor_stays_on_its_symbol_when_the_map_moves(driver, said) -> None:
    on_map(driver)
    press(driver, "n")
    press(driver, Qt.Key.Key_Return)
    chosen = driver.window.session.selection
    driver.window.session.select(())
    press(driver, Qt.Key.Key_Right)
    driver.qtbot.wait(500)
    press(driver, Qt.Key.Key_Return)
    assert driver.window.session.selection == chosen
    QTest.mouseClick(driver.window.map.view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(200, 120))
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.cursor()") is None, timeout=3000)


def test_a_screen_reader_hears_what_the_map_shows(driver, said) -> None:
    on_map(driver)
    press(driver, "n")
    assert driver.window.map.view.web_view.accessibleDescription() == said[-1]
    shown = driver.js("[...document.querySelectorAll('.dateline-hint')].filter((hint) => !hint.hidden).map((hint) => hint.textContent)")
    assert shown[0].split("\n")[0] in said[-1]


def test_an_empty_map_says_so(driver, said) -> None:
    driver.look_at(-50, -150, 6)
    on_map(driver)
    press(driver, "n")
    press(driver, Qt.Key.Key_Return)
    assert said == ["Nothing is drawn in this part of the map"]
    assert driver.js("Dateline.window.cursor()") is None


def test_escape_leaves_the_symbol_and_then_the_map(driver, said) -> None:
    window = driver.window
    window.filters.text.setFocus()
    on_map(driver)
    press(driver, "n")
    press(driver, Qt.Key.Key_Escape)
    assert driver.js("Dateline.window.cursor()") is None
    press(driver, Qt.Key.Key_Escape)
    driver.qtbot.waitUntil(window.filters.text.hasFocus, timeout=3000)


def test_the_map_shows_that_it_has_the_keyboard(driver, said) -> None:
    driver.window.filters.text.setFocus()
    on_map(driver)
    press(driver, Qt.Key.Key_Right)
    assert driver.js("getComputedStyle(map_dateline.getContainer()).outlineStyle") == "solid"


# -- parts of the window -------------------------------------------------------------------------------------------------


def test_one_key_goes_round_all_parts_of_the_window(driver) -> None:
    window = driver.window
    window.filters.text.setFocus()
    seen = []
    for _ in range(4):
        window.actions_by_id["next_part"].trigger()
        driver.qtbot.wait(100)
        focused = QApplication.focusWidget()
        seen.append(next(n for n, part in enumerate(window.access.parts()) if part.isAncestorOf(focused)))
    assert seen == [0, 1, 2, 3]
    window.actions_by_id["previous_part"].trigger()
    assert window.split.isAncestorOf(QApplication.focusWidget())


def test_tab_comes_to_everything_that_takes_the_keyboard(driver) -> None:
    """Forwards from the search box of events until it comes round again."""
    window = driver.window
    window.filters.text.setFocus()
    reached, widget = set(), window.filters.text
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    wanted = {w for w in window.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()}
    assert {type(w).__name__ for w in wanted - reached} == set()


# -- names ---------------------------------------------------------------------------------------------------------------


def nameless(root: QWidget) -> list[str]:
    """Interactive widgets that a screen reader has no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.window() is not root.window() or isinstance(widget.parent(), OWN_PARTS) or widget.objectName().startswith("qt_"):
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, FRAMES)
        if (takes_keys or seen.role() in INTERACTIVE) and not seen.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_everything_in_the_window_has_a_name(driver) -> None:
    driver.window.session.select(["killing"])
    driver.window.session.read("a1")
    assert nameless(driver.window) == []


@pytest.mark.parametrize(
    "command", ["online_tiles", "network", "export_snapshot", "gazetteer", "paste_article", "help", "user_guide", "about"]
)
def test_everything_in_a_dialog_has_a_name_and_help(driver, command: str) -> None:
    driver.window.actions_by_id[command].trigger()
    driver.qtbot.wait(100)
    opened = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert len(opened) == 1
    assert nameless(opened[0]) == []
    opened[0].close()


def test_a_widget_without_a_name_is_found(qtbot) -> None:
    """The proof that the check above can fail."""
    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    root = QWidget()
    qtbot.addWidget(root)
    layout = QVBoxLayout(root)
    layout.addWidget(QLineEdit())
    layout.addWidget(QPushButton("Named"))
    root.show()
    assert nameless(root) == ["QLineEdit in QWidget"]


# -- help ----------------------------------------------------------------------------------------------------------------


def test_every_panel_and_dialog_has_its_part_of_the_guide() -> None:
    guide = guide_path().read_text(encoding="utf-8")
    assert [heading for heading in (*TOPICS.values(), OTHERWISE) if not section(guide, heading)] == []
    folder = Path(desktop.__file__).parent
    sources = [p.read_text(encoding="utf-8") for name in ("panels", "dialogs") for p in (folder / name).glob("*.py")]
    parts = {name for text in sources for name in re.findall(r"^class (\w+(?:Panel|Dialog))\(", text, re.MULTILINE)} - {"HelpDialog"}
    assert parts - set(TOPICS) == set()


def test_a_part_of_the_guide_ends_where_the_next_begins() -> None:
    guide = "# All\n\n## One\ntext\n\n### Under one\nmore\n\n## Two\nother\n"
    assert section(guide, "One") == "## One\ntext\n\n### Under one\nmore\n\n"
    assert section(guide, "Under one") == "### Under one\nmore\n\n"
    assert section(guide, "Two") == "## Two\nother\n"
    assert section(guide, "Three") == ""


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("filters", "Category, status, dates and text"),
        ("detail", "A click on a marker"),
        ("search", "search box"),
        ("events", "A click on a marker"),
    ],
)
def test_f1_tells_about_the_thing_in_focus(driver, part: str, words: str) -> None:
    window = driver.window
    widget = getattr(window, part)
    window.session.select(["killing"])
    target = next((w for w in (widget, *widget.findChildren(QWidget)) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()), None)
    assert target is not None
    target.setFocus()
    driver.qtbot.waitUntil(target.hasFocus, timeout=2000)
    QTest.keyClick(target, Qt.Key.Key_F1)
    dialog = window.access.dialog
    driver.qtbot.waitUntil(dialog.isVisible, timeout=2000)
    assert words in dialog.guide.toPlainText()
    dialog.close()


def test_f1_on_the_map_tells_about_the_map(driver, said) -> None:
    on_map(driver)
    assert topic_of(QApplication.focusWidget()) == "Read the map"


def test_f1_works_in_a_dialog(driver) -> None:
    window = driver.window
    window.actions_by_id["online_tiles"].trigger()
    opened = window.tiles.dialog
    driver.qtbot.waitUntil(opened.isActiveWindow, timeout=3000)
    opened.server.setFocus()
    driver.qtbot.waitUntil(opened.server.hasFocus, timeout=3000)
    QTest.keyClick(opened.server, Qt.Key.Key_F1)
    driver.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), HelpDialog), timeout=3000)
    assert "xyzservices" in window.access.dialog.guide.toPlainText()
    window.access.dialog.close()
    opened.close()


# -- motion --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def still(driver) -> Iterator[None]:
    driver.window.actions_by_id["still"].trigger()
    yield
    driver.window.actions_by_id["still"].trigger()
    assert not driver.window.preferences.still


@pytest.mark.parametrize(
    "move",
    [
        "map_dateline.flyTo([10, 20], 7)",
        "map_dateline.setZoom(8)",
        "map_dateline.panTo([12, 3])",
        "map_dateline.fitBounds([[5, 5], [6, 6]])",
        "map_dateline.zoomIn()",
        "map_dateline.panBy([100, 50])",
    ],
)
def test_without_motion_every_view_is_there_at_once(driver, still, move: str) -> None:
    assert driver.window.preferences.still
    driver.look_at(14, 2, 5)
    at_once = driver.js(
        f"(() => {{ {move}; return [map_dateline.getCenter(), map_dateline.getZoom(), Boolean(map_dateline._animatingZoom)]; }})()"
    )
    driver.qtbot.wait(900)
    later = driver.js("[map_dateline.getCenter(), map_dateline.getZoom(), Boolean(map_dateline._animatingZoom)]")
    assert at_once == later
    assert not at_once[2]


def test_without_motion_a_drag_ends_where_the_hand_stops(driver, still) -> None:
    assert driver.js("map_dateline.options.inertia") is False


def test_with_motion_the_map_flies(driver) -> None:
    driver.look_at(14, 2, 5)
    driver.js("map_dateline.flyTo([10, 20], 7, {duration: 0.6}) && null")
    driver.qtbot.wait(100)
    assert driver.js("map_dateline.getZoom()") != 7
    driver.qtbot.waitUntil(lambda: driver.js("map_dateline.getZoom()") == 7, timeout=5000)


class _LinuxField(QLineEdit):
    """It claims Ctrl+E and Ctrl+K for the end of the line, as any field does on a Linux desktop."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_command_by_its_key_works_also_while_the_keyboard_is_in_a_text_field_but_undo_is_the_fields(driver) -> None:
    window = driver.window
    field = _LinuxField(window.filters)
    field.show()
    driver.click_row("killing")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.session.events(["killing"])[0].review is Review.ACCEPTED
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.events(["killing"])[0].review is Review.ACCEPTED
    field.deleteLater()
