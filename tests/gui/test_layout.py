"""What the window remembers, on windows of their own without a map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.commands import all_commands, plain_title
from desktop.dialogs.help import MAP_KEYS, HelpDialog, about_dialog, guide_path
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.tasks import Runner
from desktop.window import MainWindow


@pytest.fixture
def make_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        theme.apply(qapp, "light")
        window = MainWindow(Session(), Runner(), Preferences(tmp_path / "profile"))
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_panels_columns_and_sorting_are_remembered(make_window) -> None:
    first = make_window()
    first.actions_by_id["show_right"].trigger()
    first.events.column_menu().actions()[8].setChecked(True)
    first.events.horizontalHeader().resizeSection(2, 222)
    first.events.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    first.close()
    second = make_window()
    assert second.right.isHidden()
    assert not second.events.isColumnHidden(8)
    assert second.events.horizontalHeader().sectionSize(2) == 222
    assert second.events.horizontalHeader().sortIndicatorSection() == 5


def test_reset_brings_the_first_layout_back(make_window) -> None:
    window = make_window()
    window.actions_by_id["show_left"].trigger()
    window.events.setColumnHidden(0, True)
    window.actions_by_id["reset_layout"].trigger()
    assert not window.left.isHidden()
    assert not window.events.isColumnHidden(0)


def test_the_theme_is_remembered(make_window, qapp: QApplication) -> None:
    make_window().actions_by_id["theme_dark"].trigger()
    assert theme.is_dark()
    assert make_window().preferences.theme == "dark"


def test_every_command_is_in_a_menu_and_has_a_shortcut_of_its_own(make_window) -> None:
    window = make_window()
    menus = {action.text(): action.menu() for action in window.menuBar().actions()}
    assert list(menus) == ["&File", "&Edit", "&Review", "&View", "&Places", "&Help"]
    for command in all_commands():
        assert window.actions_by_id[command.id] in menus[command.menu].actions()
    shortcuts = [window.actions_by_id[command.id].shortcut().toString() for command in all_commands()]
    assert all(shortcuts)
    assert len(set(shortcuts)) == len(shortcuts)


def test_help_lists_every_command_and_the_keys_of_the_map(make_window, qtbot: QtBot) -> None:
    dialog = HelpDialog("Filter", make_window())
    from PySide6.QtWidgets import QLabel

    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {plain_title(command) for command in all_commands()} | {keys for _, keys in MAP_KEYS} <= words
    assert "Category, status, dates and text" in dialog.guide.toPlainText()


def test_about_credits_the_data(make_window) -> None:
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in about_dialog(make_window()).findChildren(QLabel))
    assert all(name in words for name in ("Natural Earth", "GeoNames, CC BY 4.0", "Leaflet"))


def test_there_is_a_user_guide() -> None:
    assert guide_path().read_text(encoding="utf-8").startswith("#")


def test_commands_that_need_a_project_wait_for_one(make_window) -> None:
    window = make_window()
    assert not window.actions_by_id["add_articles"].isEnabled()
    assert not window.actions_by_id["export_events"].isEnabled()
    assert window.actions_by_id["new_project"].isEnabled()


def test_recent_projects_are_listed_latest_first(make_window, tmp_path: Path) -> None:
    window = make_window()
    for name in ("a", "b&c"):
        assert window.session.open(tmp_path / f"{name}.gpkg", new=True)
    window.recent_menu.aboutToShow.emit()
    assert [action.text().split("  ")[0] for action in window.recent_menu.actions()] == ["b&&c", "a"]


def test_every_widget_that_takes_the_focus_has_an_accessible_name(make_window) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit, QWidget

    window = make_window()
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit)
    nameless = [
        w
        for w in window.findChildren(QWidget)
        if isinstance(w, kinds) and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.objectName().startswith("qt_")
        if not (w.accessibleName() or getattr(w, "text", lambda: "")())
    ]
    assert [type(w).__name__ for w in nameless] == []
