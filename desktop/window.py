"""The main window: where the panels stand, and what each command does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QSizePolicy, QToolBar, QWidget

from desktop import theme
from desktop.access import Access
from desktop.article_search import ArticleSearch
from desktop.atlas_menus import atlas_menus
from desktop.availability import available
from desktop.bookmark_work import BookmarkWork
from desktop.command_keys import CommandKeys
from desktop.commands import BOOKMARKS, RECENT, Command, all_commands, build_actions, fill_toolbar, tint_icons
from desktop.create_work import CreateWork
from desktop.docks import first_size, make_dock, tabs
from desktop.earlier_work import EarlierWork
from desktop.export_work import ExportWork
from desktop.files import FileQuestions, local_paths
from desktop.grade_work import GradeWork
from desktop.import_work import ImportWork
from desktop.intake import Intake
from desktop.labels import GAP, column, label, split
from desktop.look import SWITCHES
from desktop.merge_work import MergeWork
from desktop.messages import MessageBar
from desktop.move_work import MoveWork
from desktop.panels.articles import ArticlesPanel
from desktop.panels.detail import DetailPanel
from desktop.panels.events import EventsPanel
from desktop.panels.filters import FiltersPanel
from desktop.panels.layers import LayersPanel
from desktop.panels.map import MapPanel
from desktop.panels.place import PlacePanel
from desktop.panels.reader import ReaderPanel
from desktop.panels.timeline import TimelinePanel
from desktop.panels.tray import TrayPanel
from desktop.place_work import PlaceWork
from desktop.preferences import Preferences
from desktop.progress import ProgressStrip
from desktop.reading_work import ReadingWork
from desktop.remark_work import RemarkWork
from desktop.review_work import ReviewWork
from desktop.rules_work import RulesWork
from desktop.ruling_work import RulingWork
from desktop.search_box import SearchBox
from desktop.session import Session
from desktop.space_work import SpaceWork
from desktop.summary_work import SummaryWork
from desktop.tasks import Runner
from desktop.tile_work import TileWork
from desktop.view_work import ViewWork
from geodata.model import Changes
from geodata.outgoing import Outgoing
from geodata.wording import counted

NOTHING_NEW = "Nothing new was added."
LAYOUT = 2  # raise it when the docks change, so that an old saved layout is not applied
SIZE, LEFT, RIGHT, BOTTOM, STRIP = QSize(1440, 900), 280, 380, 280, 116


class MainWindow(QMainWindow):
    """Joins session, panels, commands and files."""

    theme_changed = Signal(str)  # "light" or "dark"

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.runner, self.preferences, self.outgoing = session, runner, preferences, Outgoing()
        self.setWindowTitle("Dateline")
        self.setAcceptDrops(True)
        self.resize(first_size(self, SIZE))
        self._make_panels()
        self._make_docks()
        self._make_status()
        self.recent_menu = QMenu("Open &recent", self)
        submenus = {RECENT: self.recent_menu, BOOKMARKS: self.bookmarks.menu, **atlas_menus(self.session.look, self)}
        self.actions_by_id = build_actions(self, submenus=submenus)
        CommandKeys(self, self.actions_by_id)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self._make_toolbar()
        self._connect()
        self._first_state = self.saveState(LAYOUT)
        self._restore_layout()
        self._tint()
        self._enable()

    # Layout

    def _make_panels(self) -> None:
        self.messages, self.map = MessageBar(), MapPanel(self.session)
        self.filters, self.layers, self.articles = FiltersPanel(self.session), LayersPanel(self.session), ArticlesPanel(self.session)
        self.finding = ArticleSearch(self.session, self.articles)
        self.detail, self.reader, self.place = DetailPanel(self.session), ReaderPanel(self.session), PlacePanel(self.session)
        self.search = SearchBox(self.session, self)
        self.timeline, self.events, self.tray = TimelinePanel(self.session), EventsPanel(self.session), TrayPanel(self.session)
        self.intake = Intake(self.session, self.runner, self)
        self.files, self.places = FileQuestions(self), PlaceWork(self)
        self.merging, self.tiles, self.access, self.space = MergeWork(self), TileWork(self), Access(self), SpaceWork(self)
        self.bookmarks, self.summary, self.review = BookmarkWork(self), SummaryWork(self), ReviewWork(self)
        self.grading = GradeWork(self)
        self.creating, self.exporting, self.importing = CreateWork(self), ExportWork(self), ImportWork(self)
        self.rules, self.ruling, self.earlier, self.views = RulesWork(self), RulingWork(self), EarlierWork(self), ViewWork(self)
        self.moving, self.remarks, self.reading = MoveWork(self), RemarkWork(self), ReadingWork(self)
        middle = QWidget()
        layout = column(middle, gap=0)
        layout.addWidget(self.messages)
        ground = split(self.map, self.tray, across=True)
        ground.setStretchFactor(0, 1)
        layout.addWidget(ground, 1)
        self.setCentralWidget(middle)

    def _make_docks(self) -> None:
        self.left_tabs = tabs(("Filter", self.filters), ("Layers", self.layers), ("Articles", self.finding))
        self.article_page = split(self.reader, self.place)
        self.right_tabs = tabs(("Event", self.detail), ("Article", self.article_page))
        self.split = split(self.timeline, self.events)
        self.split.setStretchFactor(1, 1)
        area = Qt.DockWidgetArea
        for corner, side in (
            (Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea),
            (Qt.Corner.BottomRightCorner, area.RightDockWidgetArea),
        ):
            self.setCorner(corner, side)
        self.left = make_dock(self, "Filter, layers and articles", self.left_tabs, area.LeftDockWidgetArea, minimum=230)
        self.right = make_dock(self, "Event and article", self.right_tabs, area.RightDockWidgetArea, minimum=300)
        self.bottom = make_dock(self, "Table and timeline", self.split, area.BottomDockWidgetArea, minimum=0)
        self._size_docks()

    def _size_docks(self) -> None:
        self.resizeDocks([self.left, self.right], [LEFT, RIGHT], Qt.Orientation.Horizontal)
        self.resizeDocks([self.bottom], [BOTTOM], Qt.Orientation.Vertical)
        self.split.setSizes([STRIP, BOTTOM - STRIP])

    def _make_status(self) -> None:
        self.counts: QLabel = label(role="muted")
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.counts)
        for count in self.tray.counts.values():
            self.statusBar().addWidget(count)
        self.statusBar().setContentsMargins(0, 0, GAP, 0)
        for widget in (self.review.measured, self.space.read_out, self.tiles.sign, ProgressStrip(self.runner)):
            self.statusBar().addPermanentWidget(widget)

    def _make_toolbar(self) -> None:
        bar = QToolBar("Tools", self)
        bar.setObjectName("Tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        fill_toolbar(bar, self.actions_by_id)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        bar.addWidget(self.search)
        self.addToolBar(bar)

    def _connect(self) -> None:
        self.session.opened.connect(self._show_project)
        self.session.filtered.connect(self._show_counts)
        self.session.selected.connect(self._show_selection)
        self.session.reading.connect(lambda: self._turn_to(self.article_page))
        self.session.failed.connect(self.messages.tell)
        for signal in (self.session.placing, self.reader.words_selected, self.places.corrections.changed):
            signal.connect(self._enable)
        self.session.facilities.opened.connect(lambda: self._turn_to(self.detail))
        self.session.facilities.remember_in(self.preferences)
        self.session.look.changed.connect(self._check_look)
        self.session.look.remember_in(self.preferences)
        self.session.seen.remember_in(self.preferences)
        self.runner.idle.connect(self.session.facilities.read_if_none)
        self.actions_by_id["still"].setChecked(self.preferences.still)
        self.timeline.player.set_still(self.preferences.still)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.article_page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.place.close_card)
        self.map.failed.connect(self.messages.tell)
        self.intake.done.connect(self._tell_added)
        self.intake.stopped.connect(self._tell_stopped)
        for name, dock in (("show_left", self.left), ("show_right", self.right), ("show_bottom", self.bottom)):
            dock.visibilityChanged.connect(lambda _, name=name, dock=dock: self.actions_by_id[name].setChecked(not dock.isHidden()))
        for turned in (self.left.visibilityChanged, self.left_tabs.currentChanged):  # the filter's list names the categories
            turned.connect(lambda: self.session.look.set_keyed(not self.left.isHidden() and self.left_tabs.currentWidget() is self.filters))

    def _restore_layout(self) -> None:
        self.restoreGeometry(self.preferences.state("window"))
        self.restoreState(self.preferences.state("docks"), LAYOUT)
        self.split.restoreState(self.preferences.state("split"))
        self.events.horizontalHeader().restoreState(self.preferences.state("columns"))
        self.events.follow_header()

    def save_layout(self) -> None:
        """Write sizes, panels and columns to the preferences."""
        self.preferences.set_state("window", self.saveGeometry())
        self.preferences.set_state("docks", self.saveState(LAYOUT))
        self.preferences.set_state("split", self.split.saveState())
        self.preferences.set_state("columns", self.events.horizontalHeader().saveState())
        self.preferences.save()

    def reset_layout(self) -> None:
        """All panels, sizes and columns as at first."""
        self.preferences.forget_layout()
        self.restoreState(self._first_state, LAYOUT)
        self._size_docks()
        self.events.reset_columns()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout; stop what runs, whole articles are kept."""
        self.save_layout()
        is_all = not self.runner.tasks  # what is stopped may have written, and tells it to nobody any more
        self.runner.shut_down()
        for part in (self.tiles, self.map, self.space, self.search.lookup, self.place.lookup, self.finding):
            part.shut_down()
        self.session.close(is_all=is_all)
        super().closeEvent(event)

    # What the window itself shows of the session

    @Slot()
    def _show_project(self) -> None:
        project = self.session.project
        assert project is not None
        self.setWindowTitle(f"{project.path.stem.replace('[*]', '')} – Dateline")
        self.preferences.remember_project(project.path)
        self.messages.hide()
        if project.read_only:
            self.messages.tell(project.notice or f"{project.path.name} is read-only, so nothing can be changed in it.")

    @Slot()
    def _show_counts(self) -> None:
        total, articles = len(self.session.mask), self.session.article_count()
        shown = int(self.session.mask.sum())
        unused = f" · {counted(unused, 'item')} not used" if (unused := self.session.unused_count()) else ""
        self.counts.setText(f"{shown:,} of {counted(total, 'event')} shown · {counted(articles, 'article')}{unused}")
        self._enable()

    @Slot()
    def _check_look(self) -> None:
        for name in SWITCHES:
            self.actions_by_id[name].setChecked(self.session.look.is_on(name))

    @Slot()
    def _show_selection(self) -> None:
        if self.session.selection and not self.session.is_refreshing:
            self.right_tabs.setCurrentWidget(self.detail)
        self._enable()

    def _turn_to(self, page: QWidget) -> None:
        self.right.show()
        self.right_tabs.setCurrentWidget(page)

    @Slot()
    def _enable(self) -> None:
        state = available(self)
        for command in all_commands():
            self.actions_by_id[command.id].setEnabled(state[command.needs])

    # Articles in

    @Slot(object)
    def _tell_added(self, changes: Changes) -> None:
        failures = changes.failures
        added = len(set(changes.articles)) - len(failures)
        words = f"Added {counted(added, 'article')} with {counted(len(changes.events), 'event')}." if added else NOTHING_NEW
        if uncoded := self.session.uncoded_count(changes.articles):
            words = f"{words} Events are not coded in the language of {counted(uncoded, 'article')}."
        if failures:
            words = f"{words} {counted(len(failures), 'item')} could not be used."
            self.messages.tell(words, action="Show", handler=lambda: self.files.show_failures(failures))
        else:
            self.messages.tell(words)

    @Slot()
    def _tell_stopped(self) -> None:
        self.messages.tell("Stopped. The articles that were finished are kept.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped on a project that takes changes, files of tiles and pages at any time."""
        paths = local_paths(event.mimeData())
        if paths and (self.session.is_writable or self.tiles.takes(paths) or self.views.takes(paths)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show a file of tiles or the view of a page, else add what was dropped."""
        event.acceptProposedAction()
        paths = local_paths(event.mimeData())
        if self.tiles.takes(paths):
            self.tiles.show_file(paths[0])
        elif self.views.takes(paths):
            self.views.open(paths[0], is_dropped=True)
        else:
            self.intake.add_paths(paths)

    # Commands: the table names these methods, and those of the window's parts

    def quit(self) -> None:
        """Close every window, and so the program."""
        QApplication.closeAllWindows()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.session.select(())

    def theme_system(self) -> None:
        """Light or dark as the system is."""
        self._choose_theme("system")

    def theme_light(self) -> None:
        """Always light."""
        self._choose_theme("light")

    def theme_dark(self) -> None:
        """Always dark."""
        self._choose_theme("dark")

    def _choose_theme(self, name: str) -> None:
        self.preferences.theme = name
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)

    @Slot()
    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self.preferences.recent:
            action = self.recent_menu.addAction(f"{path.stem}  ({path.parent})".replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=path: self.session.open(path))
        self.recent_menu.setDisabled(self.recent_menu.isEmpty())

    # Theme

    def changeEvent(self, event: QEvent) -> None:
        """Icons and map follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_by_id"):
            self._tint()

    def _tint(self) -> None:
        tint_icons(self.actions_by_id, theme.colours().muted)
        for command in _themes():
            self.actions_by_id[command.id].setChecked(command.id == f"theme_{self.preferences.theme}")
        self.map.set_theme("dark" if theme.is_dark() else "light")


def _themes() -> tuple[Command, ...]:
    return tuple(command for command in all_commands() if command.group == "theme")
