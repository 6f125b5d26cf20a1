"""The guide's table of commands is the program's own."""

from __future__ import annotations

from pathlib import Path

from desktop.commands import all_commands, plain_title

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


def test_the_guide_lists_every_command_with_its_shortcut() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    rows = [f"| {command.menu.replace('&', '')} | {plain_title(command)} | `{command.shortcut}` |" for command in all_commands()]
    assert [row for row in rows if row not in guide] == []
