"""Where files live: what ships with Dateline (assets) and what belongs to the user (data)."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
# The wheel carries assets/ inside the package; a checkout has it beside the package.
_ASSETS = next((p for p in (_PACKAGE / "assets", _PACKAGE.parent / "assets") if p.is_dir()), _PACKAGE / "assets")


def asset(*parts: str) -> Path:
    """A file or folder under assets/, in a checkout or an installed wheel; it need not exist."""
    return _ASSETS.joinpath(*parts)


def data_folder() -> Path:
    """The user's data folder, made on first use."""
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False, ensure_exists=True)


def cache_folder() -> Path:
    """The user's folder for what can be had again, made on first use."""
    from platformdirs import user_cache_path

    return user_cache_path("dateline", appauthor=False, ensure_exists=True)


def user_agent() -> str:
    """What Dateline calls itself to the services it asks."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"Dateline/{version('dateline')} (desktop map of news events; asked by a person)"
    except PackageNotFoundError:
        return "Dateline (desktop map of news events; asked by a person)"
