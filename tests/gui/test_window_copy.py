"""A copy of the project is saved from the window while the project is open."""

from __future__ import annotations

from pathlib import Path

from geodata.store import columns, project


def test_a_copy_of_the_project_is_saved_and_told(driver, tmp_path: Path) -> None:
    window = driver.window
    window.actions_by_id["save_copy"].trigger()
    window.files.dialog.fileSelected.emit(str(tmp_path / "backup"))  # the ending is added
    window.files.dialog.close()
    driver.finish_tasks()
    assert window.messages.text == "Saved a copy as backup.gpkg. What you change from now on is in the project alone."
    with project.open(tmp_path / "backup.gpkg", read_only=True) as copy:
        assert list(columns.read_columns(copy).ids) == list(window.session.columns.ids)
