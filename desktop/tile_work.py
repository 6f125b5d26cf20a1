"""What the commands about tiles and the network do: a server for this sitting, the user's own file, the list of requests."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.opening import ask_files
from desktop.tasks import Task
from desktop.tile_sign import TileSign
from geodata.errors import GeodataError
from geodata.model import Progress
from geodata.outgoing import split_address
from geodata.resources import cache_folder
from geodata.space.extents import meet
from geodata.tiles.address import KEY

if TYPE_CHECKING:
    from desktop.map.tiles import MapTiles
    from desktop.map.view import MapView
    from desktop.window import MainWindow
    from geodata.tiles.cache import TileCache
    from geodata.tiles.mbtiles import TileFile
    from geodata.tiles.services import TileService
    from geodata.web.answer import Transport

SUFFIX = ".mbtiles"


class TileWork(QObject):
    """Nothing asks the network before `turn_on`, and nothing after `turn_off` or the window's end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.transport = _network  # tests put their own here
        self.tiles: MapTiles | None = None
        self.service: TileService | None = None  # the one that is on
        self._window = window
        self._cache: TileCache | None = None
        self._refused = ""  # what was told of the file that could not be opened last
        self.sign = TileSign()
        self.sign.turned_off.connect(self.turn_off)
        window.map.loaded.connect(self._join)

    @Slot(object)
    def _join(self, view: MapView) -> None:
        from desktop.map.tiles import MapTiles

        self.tiles = MapTiles(view)
        self.tiles.told.connect(self._window.messages.tell)
        self.tiles.untold.connect(self._window.messages.take_back)
        if (path := self._window.preferences.tile_file) is not None:
            self._read(path, move=False)

    @property
    def cache(self) -> TileCache:
        """Online tiles kept on this machine."""
        if self._cache is None:
            from geodata.tiles.cache import TileCache

            self._cache = TileCache(cache_folder() / "tiles.sqlite", self._window.preferences.tile_cache_megabytes * 1_000_000)
        return self._cache

    # -- a server ----------------------------------------------------------------------------------------------------

    def choose_online(self) -> None:
        """Show what turning on a server of tiles means."""
        from desktop.dialogs.tiles import TilesDialog

        preferences = self._window.preferences
        self.dialog = TilesDialog(self.cache, self._window, chosen=preferences.tile_service, limit=preferences.tile_cache_megabytes)
        self.dialog.show_service(self.service)
        self.dialog.turned_on.connect(self.turn_on)
        self.dialog.turned_off.connect(self.turn_off)
        self.dialog.limited.connect(self._limit)
        self.dialog.open()

    @Slot(object, str, str)
    def turn_on(self, service: TileService, words: str, key: str) -> None:
        """Draw the tiles of `service` until `turn_off`; `words` are what the user chose it by."""
        from desktop.map.tiles import TileLayer
        from geodata.tiles.online import OnlineTiles

        if self.tiles is None:
            return
        told = self.tiles.reporter(TileLayer.ONLINE)
        source = OnlineTiles(service, self.cache, self.transport(), self._window.outgoing, key=key, told=told)
        self.tiles.show(TileLayer.ONLINE, source)
        self.service = service
        self.sign.show_hosts(service.hosts)
        if _holds_no_secret(words):
            self._window.preferences.tile_service = words

    @Slot()
    def turn_off(self) -> None:
        """No request for tiles leaves any more."""
        from desktop.map.tiles import TileLayer

        if self.tiles is not None:
            self.tiles.show(TileLayer.ONLINE, None)
        self.service = None
        self.sign.show_hosts(())

    @Slot(int)
    def _limit(self, megabytes: int) -> None:
        self._window.preferences.tile_cache_megabytes = megabytes
        self.cache.set_limit(megabytes * 1_000_000)

    # -- a file ------------------------------------------------------------------------------------------------------

    def open_file(self) -> None:
        """Ask for a file of tiles."""
        self.question = ask_files(self._window, "Open tile file", f"Tiles (*{SUFFIX})", lambda paths: self.show_file(paths[0]))

    @staticmethod
    def takes(paths: Sequence[Path]) -> bool:
        """True for one file of tiles."""
        return len(paths) == 1 and paths[0].suffix.lower() == SUFFIX

    def show_file(self, path: Path) -> None:
        """Draw the tiles of a file, and bring its ground into view where nothing of it is."""
        self._read(path, move=True)

    def close_file(self) -> None:
        """Draw no file."""
        from desktop.map.tiles import TileLayer

        if self.tiles is not None:
            self.tiles.show(TileLayer.FILE, None)
        self._window.preferences.tile_file = None

    def _read(self, path: Path, *, move: bool) -> None:
        task = Task(lambda: _opened(path), f"Opening {path.name}")
        task.succeeded.connect(lambda source: self._show(source, move=move))
        task.failed.connect(self._fail)
        self._window.runner.start(task)

    def _show(self, source: TileFile, *, move: bool) -> None:
        from desktop.map.tiles import TileLayer

        if self.tiles is None:
            source.close()
            return
        self.tiles.show(TileLayer.FILE, source)
        self._window.messages.take_back(self._refused)
        self._window.preferences.tile_file = source.path
        view, bounds = self._window.map.view, source.facts.bounds
        if move and view is not None and bounds is not None and not meet(view.extent(), bounds):
            view.show_extent(bounds)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GeodataError):
            raise error
        self._refused = str(error)
        self._window.messages.tell(self._refused)

    # -- the network -------------------------------------------------------------------------------------------------

    def show_network(self) -> None:
        """Show every request that left in this sitting."""
        from desktop.dialogs.network import NetworkDialog

        self.network = NetworkDialog(self._window.outgoing, self._window)
        self.network.show()

    def shut_down(self) -> None:
        """Before the window goes."""
        if self.tiles is not None:
            self.tiles.shut_down()
        if self._cache is not None:
            self._cache.close()


def _opened(path: Path) -> Generator[Progress, None, TileFile]:
    from geodata.tiles.mbtiles import TileFile

    yield Progress(done=0, total=0, label=path.name)
    return TileFile(path)


def _network() -> Transport:
    from geodata.tiles.transport import network

    return network()


def _holds_no_secret(address: str) -> bool:
    """True for a name, and for an address that can be written down: no key is ever kept."""
    _, is_address, plain = address.replace(KEY, "").partition("://")
    return not is_address or "".join(split_address(f"https://{plain}")) == plain
