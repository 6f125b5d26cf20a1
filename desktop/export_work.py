"""Exports the events that pass the filter: asks how, asks where, asks again where they are for few, and writes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QObject, Slot
from PySide6.QtGui import QImage

from desktop.dialogs.export_events import Choice, ExportEventsDialog
from desktop.dialogs.red import ask_first
from desktop.marking import Marking
from desktop.saving import ask_file
from desktop.slide_map import numbered_facts, wishes_of
from desktop.snapshot.paper import SCREEN_DPI
from desktop.tasks import Task
from geodata.export.callouts import choose
from geodata.export.content import MapPicture, Wishes
from geodata.export.formats import FORMATS, exporting
from geodata.export.heading import suggested_title
from geodata.export.included import Included, included
from geodata.export.pptx import MAP as SLIDE_MAP
from geodata.export.release import Release, released_columns
from geodata.model import EventFilter, Extent, Progress
from geodata.store import chosen, tags
from geodata.store import project as project_file
from geodata.wording import counted

if TYPE_CHECKING:
    from desktop.window import MainWindow

DPI = 200  # of the map on slides
EASILY_PASSED_ON = {".html": "A page that any browser opens", ".pptx": "A file of slides"}


class _Order(NamedTuple):
    """What a worker needs: values, none of them the window's."""

    project: Path
    path: Path
    ids: Sequence[str]
    event_filter: EventFilter
    release: Release
    wishes: Wishes


class ExportWork(QObject):
    """One export at a time is asked for; several may be written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.marking = Marking(window.session, window.preferences, self)
        self._last = ""  # the format that was chosen last

    def open(self) -> None:
        """Ask how the events that pass the filter shall leave."""
        session = self._session
        assert session.project is not None
        assert session.columns is not None
        title = suggested_title(session.columns, session.mask)
        self.dialog = ExportEventsDialog(title, self.marking.release, self._window, suffix=self._last)
        self.dialog.chosen.connect(self._ask_file)
        ids = session.columns.ids.at(session.mask)
        task = Task(partial(_counted, session.project.path, ids), "Counting events")
        task.succeeded.connect(self._tell_included)
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)
        self.dialog.open()

    @Slot(object)
    def _tell_included(self, found: Included) -> None:
        if self.dialog.isVisible():
            self.dialog.show_included(found)

    @Slot(object)
    def _ask_file(self, choice: Choice) -> None:
        self._last = choice.suffix
        self.marking.choose(choice.release)
        kinds = {f"{FORMATS[choice.suffix].title} (*{choice.suffix})": choice.suffix}
        self.question = ask_file(self._window, "Export events", kinds, f"events{choice.suffix}", lambda path: self.write(path, choice))

    def write(self, path: Path, choice: Choice) -> None:
        """Write the events that pass the filter to `path`; what is marked RED only after a question where it is easily passed on."""
        if deed := EASILY_PASSED_ON.get(choice.suffix):
            ask_first(choice.release.tlp, deed, self._window, lambda: self._write(path, choice))
        else:
            self._write(path, choice)

    def _write(self, path: Path, choice: Choice) -> None:
        session, form = self._session, FORMATS[choice.suffix]
        if session.project is None or session.columns is None:
            return
        told = choice.has_summary and form.takes_summary
        wishes = Wishes(
            title=choice.title,
            hxl=choice.hxl,
            summary=self._window.summary.paragraphs(choice.release) if told else (),
            charts=self._window.summary.charts() if told else None,
            numbered=tuple(choose(session.columns, session.mask, choice.numbers, selected=session.selection)) if form.takes_map else (),
        )
        order = _Order(session.project.path, path, session.columns.ids.at(session.mask), session.filter, choice.release, wishes)
        if form.takes_map:
            self._draw_first(order)
        else:
            self._start(order)

    def _draw_first(self, order: _Order) -> None:
        """The map as it is on screen, in the size and the light colours of a slide."""
        view = self._window.map.view
        if view is None or not view.is_ready:
            self._window.messages.tell("The map is not drawn yet; try again in a moment.")
            return

        session = self._session
        assert session.project is not None
        assert session.columns is not None
        coarse = released_columns(session.columns, order.release, tags.sensitive_spots(session.project))
        if is_coarse := coarse is not session.columns:  # the picture must not tell what the table does not
            self._window.map.show_as(coarse)

        facts = numbered_facts(session.project, coarse, session.mask, order.event_filter, order.release, order.wishes.numbered)

        def finish(picture: QImage, extent: Extent) -> None:
            if is_coarse:
                self._window.map.show_again(coarse)
            if picture.isNull():
                self._window.messages.tell("The map could not be drawn for the slides.")
                return
            drawn = MapPicture(png_of(picture), extent, view.credits, facts.others)
            self._start(order._replace(wishes=replace(order.wishes, map=drawn)))

        wishes = wishes_of(facts, view.extent())
        view.picture(round(SLIDE_MAP[2] * DPI), round(SLIDE_MAP[3] * DPI), DPI / SCREEN_DPI, finish, theme="light", wishes=wishes)

    def _start(self, order: _Order) -> None:
        task = Task(partial(_written, order), "Exporting events")
        task.succeeded.connect(self._tell)
        task.failed.connect(self._window.intake.failed)
        self._window.runner.start(task)

    @Slot(object)
    def _tell(self, written: tuple[int, Path]) -> None:
        count, path = written
        self._window.messages.tell(f"Wrote {counted(count, 'event')} to {path.name}.")


def _counted(project: Path, ids: Sequence[str]) -> Generator[Progress, None, Included]:
    """What the events are, by a worker's own connection."""
    yield Progress(done=0, total=0, label=project.name)
    with project_file.open(project, read_only=True) as opened:
        return included(opened, chosen.standing(opened, ids))


def _written(order: _Order) -> Generator[Progress, None, tuple[int, Path]]:
    with project_file.open(order.project, read_only=True) as opened:
        number = yield from exporting(
            opened, order.path, ids=order.ids, event_filter=order.event_filter, release=order.release, wishes=order.wishes
        )
    return number, order.path


def png_of(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
