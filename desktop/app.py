"""The program: its arguments, and the one place where its objects are made and joined."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.failure import Failures
from desktop.preferences import THEMES, Preferences, profile_folder
from desktop.session import Session
from desktop.tasks import Runner, Task
from desktop.window import SIZE, MainWindow
from geodata.resources import asset, data_folder

SETTLE = 700  # milliseconds from the last change to the picture: map tiles fade in


def main(argv: Sequence[str] | None = None) -> int:
    """Run Dateline; returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["snapshot"]:
        from desktop.headless import main as snapshot

        return snapshot(arguments[1:])
    if arguments[:1] == ["brief"]:
        from desktop.headless_brief import main as brief

        return brief(arguments[1:])
    if arguments[:1] == ["export"]:
        from desktop.headless_export import main as export

        return export(arguments)
    options = _parser().parse_args(arguments)
    if options.profile:
        os.environ["DATELINE_PROFILE"] = str(options.profile)
    app = make_application(sys.argv[:1])
    preferences = Preferences(profile_folder())
    chosen = options.theme or preferences.theme
    theme.apply(app, chosen)
    window = MainWindow(Session(), Runner(), preferences)
    if options.picture:
        window.resize(SIZE)  # whatever was remembered, a screen that is not there being small
    failures = Failures(window.messages.tell)
    failures.install()
    window.intake.failed.connect(failures.take)
    window.places.corrections.failed.connect(failures.take)
    app.styleHints().colorSchemeChanged.connect(lambda: theme.apply(app, options.theme or preferences.theme))
    start = Start(window, options)
    window.show()
    QTimer.singleShot(0, start.begin)  # the window is on screen before the map's engine is loaded
    status = app.exec()
    close(window)
    return status


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application, with the map's address scheme registered before it."""
    from desktop.map.scheme import register

    register()
    app = QApplication(list(arguments))
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    app.setApplicationName("dateline")
    app.setApplicationDisplayName("Dateline")
    app.setDesktopFileName("dateline")
    return app


def close(window: MainWindow) -> None:
    """Delete the window before its application: the map's page must go before its profile."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="A map of regional security events, read from news articles.",
        epilog="Without a window: dateline snapshot PROJECT.gpkg OUT.png, dateline export PROJECT.gpkg OUT.pptx,"
        " dateline brief PROJECT.gpkg --period last-week --out FOLDER.",
    )
    parser.add_argument(
        "project", nargs="?", type=Path, metavar="PROJECT.gpkg", help="project to open, made if missing; or a page made by Dateline"
    )
    parser.add_argument("--add", nargs="+", type=Path, default=[], metavar="FILE", help="articles or folders to add")
    parser.add_argument("--picture", type=Path, metavar="OUT.png", help="save a picture of the window once all is drawn, and leave")
    parser.add_argument("--select", type=int, metavar="N", help="select the Nth event of the table")
    parser.add_argument("--theme", choices=THEMES, help="for this run")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="where the window's settings are kept")
    return parser


class Start(QObject):
    """What happens once the window is on screen: the map, the project, the articles to add, the picture."""

    def __init__(self, window: MainWindow, options: argparse.Namespace) -> None:
        super().__init__(window)
        self._window, self._options = window, options
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._save_picture)
        self._is_drawn = False

    @Slot()
    def begin(self) -> None:
        """Load the map's page first: it starts up in its own process while the data is read."""
        from desktop.map.view import MapView

        window = self._window
        window.map.drawn.connect(self._drawn)
        window.runner.idle.connect(self._look)
        self._view = view = MapView(window.session.area, theme="dark" if theme.is_dark() else "light")
        view.bridge.told.connect(self._hear)
        window.map.load(view)
        self._open_project()
        self._build_gazetteer()
        if self._options.add:
            window.intake.add_paths(path.absolute() for path in self._options.add)

    def _open_project(self) -> None:
        session, wanted = self._window.session, self._options.project
        is_page = wanted is not None and self._window.views.takes([wanted])
        if wanted is not None and not is_page:
            session.open(wanted.absolute(), new=not wanted.exists())
        if session.project is None:
            self._open_last()
        if is_page:
            self._window.views.open(wanted.absolute(), follow=True)

    def _open_last(self) -> None:
        session, sample = self._window.session, data_folder() / "sample.gpkg"
        last = next((path for path in self._window.preferences.recent if path.is_file()), sample)
        if not session.open(last, new=not last.exists()):
            return
        if last == sample and not session.articles():  # the first start, or one that was ended while it read
            self._window.intake.add_paths([asset("sample")])

    def _build_gazetteer(self) -> None:
        from geodata.gazetteer.build import ensure
        from geodata.gazetteer.search import default_path

        task = Task(lambda: ensure(default_path()), "Building the list of place names")
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)

    @Slot()
    def _drawn(self) -> None:
        self._is_drawn = True
        self._look()

    @Slot()
    def _look(self) -> None:
        """Take the picture when the map is drawn and nothing runs any more."""
        if self._options.picture and self._is_drawn and not self._window.runner.tasks:
            if self._options.select and self._window.events.table.rowCount():
                self._window.session.select([self._window.events.table.id_at(self._options.select - 1)], move=True)
            self._view.call("tellSettled")

    @Slot(str, object)
    def _hear(self, part: str, _: object) -> None:
        """What was selected, and where the map looks, is on the page: soon it is on screen too."""
        if part == "settled" and self._options.picture:
            self._settle.start()

    @Slot()
    def _save_picture(self) -> None:
        if self._window.runner.tasks:
            return
        saved = self._window.grab().save(str(self._options.picture))
        if not saved:
            print(f"{self._options.picture} cannot be written.", file=sys.stderr)
        QCoreApplication.exit(0 if saved else 1)
