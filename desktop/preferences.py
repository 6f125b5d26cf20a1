"""What the window remembers between runs, in one ini file."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT_LIMIT = 10
MOST_CACHE = 10_000  # megabytes of tiles
THEMES = ("system", "light", "dark")


def profile_folder() -> Path:
    """Where the ini file lives: `$DATELINE_PROFILE`, else the user's configuration folder."""
    if folder := os.environ.get("DATELINE_PROFILE"):
        return Path(folder)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False)


class Preferences:
    """Typed access to the ini file in `folder`; a broken or missing file gives the defaults."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(folder / "dateline.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        value = self._settings.value("theme", "system")
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._settings.setValue("theme", value)

    @property
    def geonames_user(self) -> str:
        """The user's name at GeoNames, for look-ups there."""
        return str(self._settings.value("geonames_user", ""))

    @geonames_user.setter
    def geonames_user(self, value: str) -> None:
        self._settings.setValue("geonames_user", value)

    @property
    def download_country(self) -> str:
        """The code of the country that was last chosen for a download."""
        return str(self._settings.value("download_country", ""))

    @download_country.setter
    def download_country(self, value: str) -> None:
        self._settings.setValue("download_country", value)

    @property
    def facilities(self) -> bool:
        """Whether the map shows military facilities."""
        return self._settings.value("facilities", "false") in (True, "true")

    @facilities.setter
    def facilities(self, value: bool) -> None:
        self._settings.setValue("facilities", value)

    @property
    def sized(self) -> bool:
        """Whether deaths tell the size of symbols."""
        return self._settings.value("sized", "false") in (True, "true")

    @sized.setter
    def sized(self, value: bool) -> None:
        self._settings.setValue("sized", value)

    @property
    def grey(self) -> bool:
        """Whether the map is drawn in grey."""
        return self._settings.value("grey", "false") in (True, "true")

    @grey.setter
    def grey(self, value: bool) -> None:
        self._settings.setValue("grey", value)

    @property
    def coordinates(self) -> str:
        """How coordinates are read out: a name of desktop/spot_menu.py."""
        return str(self._settings.value("coordinates", ""))

    @coordinates.setter
    def coordinates(self, value: str) -> None:
        self._settings.setValue("coordinates", value)

    @property
    def layers(self) -> str:
        """Order, opacity and visibility of the map's layers, as JSON."""
        return str(self._settings.value("layers", ""))

    @layers.setter
    def layers(self, value: str) -> None:
        self._settings.setValue("layers", value)

    @property
    def legend(self) -> bool:
        """Whether the legend on the map is open."""
        return self._settings.value("legend", "true") in (True, "true")

    @legend.setter
    def legend(self, value: bool) -> None:
        self._settings.setValue("legend", value)

    @property
    def still(self) -> bool:
        """Whether views change at once, without motion."""
        return self._settings.value("still", "false") in (True, "true")

    @still.setter
    def still(self, value: bool) -> None:
        self._settings.setValue("still", value)

    @property
    def tile_service(self) -> str:
        """The server of tiles that was last chosen: its name or address, which holds no key."""
        return str(self._settings.value("tile_service", ""))

    @tile_service.setter
    def tile_service(self, value: str) -> None:
        self._settings.setValue("tile_service", value)

    @property
    def tile_file(self) -> Path | None:
        """The file of tiles on the map."""
        name = str(self._settings.value("tile_file", "") or "")
        return Path(name) if name else None

    @tile_file.setter
    def tile_file(self, value: Path | None) -> None:
        self._settings.setValue("tile_file", str(value) if value else "")

    @property
    def tile_cache_megabytes(self) -> int:
        """How much of online tiles is kept on this machine at most."""
        value = str(self._settings.value("tile_cache_megabytes", ""))
        return min(int(value), MOST_CACHE) if value.isdecimal() else 200

    @tile_cache_megabytes.setter
    def tile_cache_megabytes(self, value: int) -> None:
        self._settings.setValue("tile_cache_megabytes", value)

    @property
    def recent(self) -> list[Path]:
        """Project files used before, the latest first."""
        value = self._settings.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(name)) for name in names]

    def remember_project(self, path: Path) -> None:
        """Put `path` first among the recent projects."""
        self._set_recent([path, *(p for p in self.recent if p != path)])

    def forget_project(self, path: Path) -> None:
        """Take `path` off the recent projects."""
        self._set_recent([p for p in self.recent if p != path])

    def _set_recent(self, paths: list[Path]) -> None:
        self._settings.setValue("recent", [str(p) for p in paths[:RECENT_LIMIT]])

    def state(self, name: str) -> QByteArray:
        """The saved layout of the widget called `name`; empty when none was saved."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, state: QByteArray) -> None:
        """Save the layout of the widget called `name`."""
        self._settings.setValue(f"layout/{name}", state)

    def forget_layout(self) -> None:
        """Drop every saved layout."""
        self._settings.remove("layout")

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()
