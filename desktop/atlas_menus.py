"""Choices of how the map names and bounds countries, as menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.commands import DISPUTED, NAMES
from desktop.look import Borders, MapLook
from geodata.gazetteer.languages import Language

T = TypeVar("T")

LANGUAGES = {
    Language.ENGLISH: "English",
    Language.FRENCH: "Français",
    Language.SPANISH: "Español",
    Language.PORTUGUESE: "Português",
    Language.ARABIC: "العربية",
    Language.LOCAL: "Each country’s own",
}
BORDERS = {Borders.NEUTRAL: "Hatched, all who claim them named", Borders.BASEMAP: "As the basemap has them"}


def atlas_menus(look: MapLook, parent: QWidget) -> dict[str, QMenu]:
    """By their names in the table of commands: in which language the map names places, and how it draws areas in dispute."""
    return {
        NAMES: _choice("&Names in", LANGUAGES, look, lambda: look.language, look.set_language, parent),
        DISPUTED: _choice("Disp&uted areas", BORDERS, look, lambda: look.borders, look.set_borders, parent),
    }


def _choice(
    title: str, words: Mapping[T, str], look: MapLook, chosen: Callable[[], T], choose: Callable[[T], None], parent: QWidget
) -> QMenu:
    """A menu with a row a value, of which one is checked."""
    menu, group, rows = QMenu(title, parent), QActionGroup(parent), {}
    for value, name in words.items():
        rows[value] = QAction(name, menu, checkable=True)
        rows[value].triggered.connect(lambda _checked=True, value=value: choose(value))
        group.addAction(rows[value])
        menu.addAction(rows[value])

    def check() -> None:
        rows[chosen()].setChecked(True)

    look.changed.connect(check)
    check()
    return menu
