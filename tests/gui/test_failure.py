"""What nobody caught is told in a sentence, or reported in full."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.failure import FailureDialog, Failures
from geodata.errors import ProjectError


def test_an_error_for_the_user_is_told_and_opens_nothing(qtbot: QtBot) -> None:
    told: list[str] = []
    Failures(told.append).take(ProjectError("The disk is full."))
    assert told == ["The disk is full."]
    assert not any(isinstance(w, FailureDialog) for w in QApplication.topLevelWidgets())


def broken() -> Exception:
    """An exception with a traceback."""
    try:
        {}["no such row"]
    except KeyError as error:
        return error
    raise AssertionError


def test_a_bug_opens_a_report_with_versions_and_traceback(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    failures = Failures(told.append)
    failures.take(broken())
    dialog = failures.dialog
    assert dialog.isVisible()
    text = dialog.view.toPlainText()
    dialog._copy()
    dialog.close()
    assert told == []
    assert "KeyError: 'no such row'" in text
    assert "Python 3" in text
    assert "test_failure.py" in text
    assert QApplication.clipboard().text() == text
    caplog.clear()
