"""What the window remembers between runs, in one ini file."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from geodata.store.trail import By, login_name

RECENT_LIMIT = 10
MOST_CACHE = 10_000  # megabytes of tiles
THEMES = ("system", "light", "dark")


def profile_folder() -> Path:
    """Where the ini file lives: `$DATELINE_PROFILE`, else the user's configuration folder."""
    if folder := os.environ.get("DATELINE_PROFILE"):
        return Path(folder)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False)


class _Flag:
    """A switch that is kept under the name of its attribute."""

    def __init__(self, *, default: bool = False) -> None:
        self._default = default

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, preferences: Preferences, _owner: type) -> bool:
        return preferences.settings.value(self._name, self._default) in (True, "true")

    def __set__(self, preferences: Preferences, value: bool) -> None:  # noqa: FBT001 - Python's own
        preferences.settings.setValue(self._name, value)


class _Text:
    """Words that are kept under the name of their attribute; empty at first."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, preferences: Preferences, _owner: type) -> str:
        return str(preferences.settings.value(self._name, ""))

    def __set__(self, preferences: Preferences, value: str) -> None:
        preferences.settings.setValue(self._name, value)


class Preferences:
    """Typed access to the ini file in `folder`; a broken or missing file gives the defaults."""

    geonames_user = _Text()  # the user's name at GeoNames, for look-ups there
    download_country = _Text()  # the code of the country that was last chosen for a download
    tile_service = _Text()  # the server of tiles that was last chosen: its name or address, which holds no key
    coordinates = _Text()  # how coordinates are read out: a name of desktop/spot_menu.py
    layers = _Text()  # order, opacity and visibility of the map's layers, as JSON
    _person = _Text()  # who decides, where it is not the login name
    map_language = _Text()  # of the names on the map
    borders = _Text()  # how areas are drawn that more than one side claims
    shading = _Text()  # which areas are shaded, and by what
    seen = _Text()  # the number of the last event that was seen, as JSON by the project's path
    imports = _Text()  # what the columns of imported tables became, as JSON
    author = _Text()  # who answers for snapshots
    markings = _Text()  # how far each project may go, as JSON by its path
    facilities = _Flag()  # whether the map shows military facilities
    sized = _Flag()  # whether deaths tell the size of symbols
    grey = _Flag()  # whether the map is drawn in grey
    legend = _Flag(default=True)  # whether the legend on the map is open
    graticule = _Flag(default=True)  # whether the map shows meridians and parallels
    locator = _Flag(default=True)  # whether a small map says where the large one lies
    still = _Flag()  # whether views change at once, without motion

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = QSettings(str(folder / "dateline.ini"), QSettings.Format.IniFormat)

    @property
    def person(self) -> str:
        """The name that a person's decisions are kept under."""
        return self._person or login_name()

    @person.setter
    def person(self, value: str) -> None:
        self._person = value

    def by(self, reason: str = "") -> By:
        """Who decides, and why."""
        return By(person=self.person, reason=reason)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        value = self.settings.value("theme", "system")
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self.settings.setValue("theme", value)

    @property
    def tile_file(self) -> Path | None:
        """The file of tiles on the map."""
        name = str(self.settings.value("tile_file", "") or "")
        return Path(name) if name else None

    @tile_file.setter
    def tile_file(self, value: Path | None) -> None:
        self.settings.setValue("tile_file", str(value) if value else "")

    @property
    def tile_cache_megabytes(self) -> int:
        """How much of online tiles is kept on this machine at most."""
        value = str(self.settings.value("tile_cache_megabytes", ""))
        return min(int(value), MOST_CACHE) if value.isdecimal() else 200

    @tile_cache_megabytes.setter
    def tile_cache_megabytes(self, value: int) -> None:
        self.settings.setValue("tile_cache_megabytes", value)

    @property
    def recent(self) -> list[Path]:
        """Project files used before, the latest first."""
        value = self.settings.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(name)) for name in names]

    def remember_project(self, path: Path) -> None:
        """Put `path` first among the recent projects."""
        self._set_recent([path, *(p for p in self.recent if p != path)])

    def forget_project(self, path: Path) -> None:
        """Take `path` off the recent projects."""
        self._set_recent([p for p in self.recent if p != path])

    def _set_recent(self, paths: list[Path]) -> None:
        self.settings.setValue("recent", [str(p) for p in paths[:RECENT_LIMIT]])

    def state(self, name: str) -> QByteArray:
        """The saved layout of the widget called `name`; empty when none was saved."""
        value = self.settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, state: QByteArray) -> None:
        """Save the layout of the widget called `name`."""
        self.settings.setValue(f"layout/{name}", state)

    def forget_layout(self) -> None:
        """Drop every saved layout."""
        self.settings.remove("layout")

    def save(self) -> None:
        """Write the file now."""
        self.settings.sync()
