"""Every command of the window, in one table: menus, toolbar, shortcuts and the help list are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from desktop.resources import ui_icon


class Needs(Enum):
    """When a command can be used."""

    NOTHING = auto()
    PROJECT = auto()
    WRITABLE = auto()  # a project that takes changes
    EVENTS = auto()  # a project with an event that passes the filter
    SELECTION = auto()  # one event selected
    PLACE = auto()  # a place card that takes decisions
    WORDS = auto()  # selected words of an article, in a project that takes changes
    NAME = auto()  # such as may be a name
    DECISION = auto()  # a decision to take back
    UNDONE = auto()  # one that was taken back
    EVENT = auto()  # one event selected, in a project that takes changes
    JUDGED = auto()  # events selected, in a project that takes changes
    READING = auto()  # an article open
    ARTICLE = auto()  # an article open, in a project that takes changes
    ORIGINAL = auto()  # an article open whose original is kept
    SHARED = auto()  # one event selected that several articles tell of, in a project that takes changes
    PAIR = auto()  # one or two events selected, in a project that takes changes


@dataclass(frozen=True, slots=True)
class Command:
    """One row: `handler` is the name of a method of the window or of one of its parts; a command with `group` is one choice of several."""

    id: str
    title: str
    menu: str
    shortcut: str
    handler: str
    needs: Needs = Needs.NOTHING
    icon: str | None = None  # in the toolbar where it has one
    group: str | None = None
    checkable: bool = False


SEPARATOR = None
RECENT = "recent"  # stands for the submenu of recent projects
BOOKMARKS = "bookmarks"  # and this for that of bookmarks
NAMES = "names"  # and this for that of the languages of the map's names
DISPUTED = "disputed"  # and this for that of areas in dispute

COMMANDS: tuple[Command | str | None, ...] = (
    Command("new_project", "&New project…", "&File", "Ctrl+N", "files.new_project"),
    Command("open_project", "&Open project…", "&File", "Ctrl+O", "files.open_project", icon="open"),
    RECENT,
    Command("open_page", "Open &view of a page…", "&File", "Ctrl+Alt+V", "views.ask"),
    SEPARATOR,
    Command("add_articles", "&Add articles…", "&File", "Ctrl+I", "files.add_articles", Needs.WRITABLE, icon="add"),
    Command("add_folder", "Add &folder…", "&File", "Ctrl+Shift+I", "files.add_folder", Needs.WRITABLE),
    Command("paste_article", "&Paste article…", "&File", "Ctrl+Shift+V", "files.paste_article", Needs.WRITABLE, icon="paste"),
    Command("add_from_web", "Add from the &web…", "&File", "Ctrl+Alt+W", "intake.web.add_pages", Needs.WRITABLE),
    Command("import_events", "I&mport events…", "&File", "Ctrl+Shift+T", "importing.open", Needs.WRITABLE),
    Command("feeds", "Fee&ds…", "&File", "Ctrl+Shift+R", "intake.web.show_feeds", Needs.PROJECT),
    SEPARATOR,
    Command("save_copy", "Save a cop&y…", "&File", "Ctrl+Shift+S", "files.save_copy", Needs.PROJECT),
    Command("save_original", "Save ori&ginal…", "&File", "Ctrl+Alt+O", "files.save_original", Needs.ORIGINAL),
    SEPARATOR,
    Command("export_snapshot", "Export &snapshot…", "&File", "Ctrl+E", "files.export_snapshot", Needs.PROJECT, icon="snapshot"),
    Command("export_events", "Export &events…", "&File", "Ctrl+Shift+E", "exporting.open", Needs.EVENTS, icon="export"),
    Command("summary", "S&ummary and charts", "&File", "Ctrl+Shift+U", "summary.open", Needs.EVENTS),
    SEPARATOR,
    Command("close_window", "&Close", "&File", "Ctrl+W", "close"),
    Command("quit", "&Quit", "&File", "Ctrl+Q", "quit"),
    Command("undo", "&Undo", "&Edit", "Ctrl+Z", "review.undo", Needs.DECISION),
    Command("redo", "&Redo", "&Edit", "Ctrl+Shift+Z", "review.redo", Needs.UNDONE),
    SEPARATOR,
    Command("find", "&Find events", "&Edit", "Ctrl+F", "access.find_events"),
    Command("find_articles", "Find in &articles", "&Edit", "Ctrl+Alt+I", "access.find_articles", Needs.PROJECT),
    Command("clear_filters", "&Clear filters", "&Edit", "Ctrl+Shift+F", "filters.clear", Needs.PROJECT),
    SEPARATOR,
    Command("next_event", "&Next event", "&Edit", "Alt+Down", "events.next", Needs.EVENTS),
    Command("previous_event", "&Previous event", "&Edit", "Alt+Up", "events.previous", Needs.EVENTS),
    Command("next_told", "Next event of the a&rticle", "&Edit", "Ctrl+Alt+Down", "reading.next", Needs.READING),
    Command("previous_told", "Previous event of the art&icle", "&Edit", "Ctrl+Alt+Up", "reading.previous", Needs.READING),
    Command("clear_selection", "Clear &selection", "&Edit", "Ctrl+Shift+A", "clear_selection"),
    SEPARATOR,
    Command("part_article", "This is another e&vent", "&Edit", "Ctrl+Shift+D", "detail.part_chosen", Needs.SHARED),
    Command("join_events", "&Same event as…", "&Edit", "Ctrl+J", "merging.join", Needs.PAIR),
    SEPARATOR,
    Command("copy_excerpt", "C&opy excerpt", "&Edit", "Ctrl+Shift+C", "detail.copy_excerpt", Needs.SELECTION),
    Command("side_by_side", "Articles side &by side", "&Edit", "Ctrl+Alt+B", "reading.side_by_side", Needs.SELECTION),
    Command("open_article", "Open &article at excerpt", "&Edit", "Ctrl+Return", "reading.open_article", Needs.SELECTION),
    Command("accept_event", "&Accept event", "&Review", "Ctrl+K", "review.accept", Needs.JUDGED),
    Command("edit_event", "&Edit event…", "&Review", "F2", "review.edit", Needs.EVENT),
    Command("move_event", "&Move event on the map", "&Review", "Shift+F2", "moving.start", Needs.EVENT),
    Command("reject_event", "&Reject event…", "&Review", "Ctrl+Shift+K", "review.reject", Needs.JUDGED),
    SEPARATOR,
    Command("tag_events", "&Tags of event…", "&Review", "Ctrl+Alt+G", "remarks.tag_events", Needs.JUDGED),
    Command("flag_sensitive", "Sensitive c&oordinates", "&Review", "Ctrl+Alt+C", "remarks.flag_sensitive", Needs.JUDGED),
    Command("remark_article", "Note and tags of art&icle…", "&Review", "Ctrl+Shift+Y", "remarks.remark_article", Needs.ARTICLE),
    SEPARATOR,
    Command("new_event", "New e&vent from selected words…", "&Review", "Ctrl+Alt+E", "creating.from_words", Needs.WORDS),
    Command("reread", "Read articles a&gain…", "&Review", "Ctrl+Alt+H", "earlier.open_all", Needs.WRITABLE),
    Command("make_rule", "Make a r&ule of this…", "&Review", "Ctrl+Alt+Y", "ruling.open", Needs.EVENT),
    SEPARATOR,
    Command("next_review", "&Next to review", "&Review", "Ctrl+Alt+K", "review.next_doubtful", Needs.EVENTS),
    SEPARATOR,
    Command("grade_sources", "&Grades of sources…", "&Review", "Ctrl+Alt+J", "grading.open", Needs.WRITABLE),
    Command("name_person", "Your &name…", "&Review", "Ctrl+Alt+N", "review.name_person"),
    Command("zoom_in", "Zoom &in", "&View", "Ctrl++", "map.zoom_in"),
    Command("zoom_out", "Zoom &out", "&View", "Ctrl+-", "map.zoom_out"),
    Command("fit", "&Fit all events", "&View", "Ctrl+0", "map.fit", Needs.EVENTS, icon="fit"),
    SEPARATOR,
    Command("play", "&Play time", "&View", "Ctrl+Alt+P", "timeline.player.toggle", Needs.PROJECT),
    Command("step_forward", "Step f&orward in time", "&View", "Ctrl+Alt+Right", "timeline.player.forward", Needs.PROJECT),
    Command("step_back", "Step &back in time", "&View", "Ctrl+Alt+Left", "timeline.player.back", Needs.PROJECT),
    SEPARATOR,
    Command("legend", "Le&gend on the map", "&View", "Ctrl+4", "session.look.set_legend", checkable=True),
    Command("sized", "Size by &deaths", "&View", "Ctrl+5", "session.look.set_sized", checkable=True),
    Command("grey", "Gre&y map", "&View", "Ctrl+6", "session.look.set_grey", checkable=True),
    Command("graticule", "Grati&cule", "&View", "Ctrl+7", "session.look.set_graticule", checkable=True),
    Command("locator", "Loc&ator map", "&View", "Ctrl+8", "session.look.set_locator", checkable=True),
    NAMES,
    DISPUTED,
    SEPARATOR,
    Command("online_tiles", "Online &tiles…", "&View", "Ctrl+T", "tiles.choose_online"),
    Command("open_tiles", "Open tile f&ile…", "&View", "Ctrl+Shift+O", "tiles.open_file"),
    Command("close_tiles", "&Close tile file", "&View", "Ctrl+Shift+W", "tiles.close_file"),
    SEPARATOR,
    Command("show_left", "Filter, &layers and articles", "&View", "Ctrl+1", "left.setVisible", checkable=True),
    Command("show_right", "&Event and article", "&View", "Ctrl+2", "right.setVisible", checkable=True),
    Command("show_bottom", "&Table and timeline", "&View", "Ctrl+3", "bottom.setVisible", checkable=True),
    Command("go_to_map", "&Keyboard to the map", "&View", "Ctrl+Shift+G", "access.go_to_map"),
    Command("next_part", "Next &part of the window", "&View", "F6", "access.next_part"),
    Command("previous_part", "Pre&vious part of the window", "&View", "Shift+F6", "access.previous_part"),
    Command("still", "No &motion", "&View", "Ctrl+Alt+M", "access.set_still", checkable=True),
    SEPARATOR,
    Command("reset_layout", "&Reset layout", "&View", "Ctrl+Shift+0", "reset_layout"),
    SEPARATOR,
    Command("theme_system", "Theme of the &system", "&View", "Ctrl+Alt+1", "theme_system", group="theme"),
    Command("theme_light", "Li&ght theme", "&View", "Ctrl+Alt+2", "theme_light", group="theme"),
    Command("theme_dark", "&Dark theme", "&View", "Ctrl+Alt+3", "theme_dark", group="theme"),
    Command("find_place", "&Go to place or coordinates", "&Places", "Ctrl+L", "places.find"),
    Command("remove_marker", "&Remove search marker", "&Places", "Ctrl+Shift+L", "places.remove_marker"),
    SEPARATOR,
    Command("draw_area", "&Draw area of interest", "&Places", "Ctrl+Alt+A", "space.draw_area", Needs.PROJECT),
    Command("draw_rectangle", "Draw &rectangle", "&Places", "Ctrl+Alt+R", "space.draw_rectangle", Needs.PROJECT),
    Command("open_area", "Area from a &file…", "&Places", "Ctrl+Alt+F", "space.open_area", Needs.PROJECT),
    Command("clear_area", "&Clear area and circles", "&Places", "Ctrl+Alt+X", "space.clear_area", Needs.PROJECT),
    Command("measure", "Measure dis&tance", "&Places", "Ctrl+Alt+D", "space.measure"),
    Command("spot_menu", "Menu of the &spot", "&Places", "Ctrl+Alt+S", "space.spot_menu"),
    SEPARATOR,
    Command("add_bookmark", "&Bookmark this view…", "&Places", "Ctrl+B", "bookmarks.add", Needs.WRITABLE),
    BOOKMARKS,
    SEPARATOR,
    Command("make_place", "&Make place of selected words…", "&Places", "Ctrl+M", "reader.make_place", Needs.NAME),
    Command("refuse_place", "&Not a place", "&Places", "Ctrl+Shift+M", "place.refuse", Needs.PLACE),
    Command("online_place", "&Look up online…", "&Places", "Ctrl+Alt+L", "place.look_up_online", Needs.PLACE),
    SEPARATOR,
    Command("rules", "&Correction rules…", "&Places", "Ctrl+Alt+U", "rules.open", Needs.PROJECT),
    Command("gazetteer", "Ga&zetteer…", "&Places", "Ctrl+G", "places.show_gazetteer"),
    Command("user_guide", "&User guide", "&Help", "Shift+F1", "access.user_guide"),
    Command("help", "&Help and shortcuts", "&Help", "F1", "access.help"),
    SEPARATOR,
    Command("network", "&Network", "&Help", "Ctrl+Shift+N", "tiles.show_network"),
    Command("about", "&About Dateline", "&Help", "Ctrl+F1", "access.about"),
)


def all_commands() -> tuple[Command, ...]:
    """The rows of COMMANDS that are commands."""
    return tuple(row for row in COMMANDS if isinstance(row, Command))


def plain_title(command: Command) -> str:
    """The title without its mnemonic and its dots."""
    return command.title.replace("&", "").removesuffix("…")


def build_actions(window: QMainWindow, *, submenus: Mapping[str, QMenu]) -> dict[str, QAction]:
    """Make the actions and menus of `window`, whose methods the table names; each of `submenus` goes where its name stands."""
    actions: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    menu: QMenu | None = None
    for row in COMMANDS:
        if isinstance(row, Command):
            title = row.menu
            menu = menus.get(title) or menus.setdefault(title, window.menuBar().addMenu(title))
            actions[row.id] = _action(row, window)
            menu.addAction(actions[row.id])
        elif menu is not None and row is not None:
            menu.addMenu(submenus[row])
        elif menu is not None:
            menu.addSeparator()
    return actions


def _action(command: Command, window: QMainWindow) -> QAction:
    action = QAction(command.title, window)
    action.setObjectName(command.id)
    action.setShortcut(QKeySequence(command.shortcut))
    action.setToolTip(f"{plain_title(command)} ({QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)})")
    action.setIconText(plain_title(command))
    action.setCheckable(command.checkable or command.group is not None)
    handler: Callable[..., Any] = attrgetter(command.handler)(window)
    values = (lambda checked: (checked,)) if command.checkable else (lambda _checked: ())
    action.triggered.connect(lambda checked=False: handler(*values(checked)))
    return action


def fill_toolbar(toolbar: QToolBar, actions: dict[str, QAction]) -> None:
    """Put the commands that have an icon into `toolbar`, a gap where the menu changes or draws a line."""
    gap = False
    for row in COMMANDS:
        if isinstance(row, Command) and row.icon:
            if gap and toolbar.actions():
                toolbar.addSeparator()
            toolbar.addAction(actions[row.id])
            gap = False
        elif not isinstance(row, Command):
            gap = True


def tint_icons(actions: dict[str, QAction], colour: str) -> None:
    """Draw the icons in `colour`, after a change of theme."""
    for command in all_commands():
        if command.icon:
            actions[command.id].setIcon(ui_icon(command.icon, colour))
