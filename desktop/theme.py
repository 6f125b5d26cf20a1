"""The look of the window: one palette and one style sheet for light and dark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from geodata.model import SpanKind
from geodata.resources import asset

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Open Sans", "Cantarell", "Liberation Sans", "DejaVu Sans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour of a theme but those of the categories, as #RRGGBB."""

    panel: str
    base: str
    text: str
    muted: str
    faint: str
    hairline: str
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    selection: str
    notice: str
    notice_edge: str


LIGHT = Colours(
    panel="#F7F6F3",
    base="#FFFFFF",
    text="#1C2329",
    muted="#59636D",
    faint="#8A9199",
    hairline="#DDDAD3",
    accent="#1F5A8C",
    on_accent="#FFFFFF",
    accent_hover="#174870",
    hover="#ECEAE4",
    selection="#D9E6F2",
    notice="#FBF1DC",
    notice_edge="#E3CB94",
)
DARK = Colours(
    panel="#1E2226",
    base="#171A1E",
    text="#E3E6E9",
    muted="#A5AFB9",
    faint="#68727C",
    hairline="#343A41",
    accent="#6FA9D8",
    on_accent="#0F1A24",
    accent_hover="#8BBBE2",
    hover="#292E34",
    selection="#284359",
    notice="#3A3222",
    notice_edge="#6B5A34",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a span of evidence is marked: a tint behind the words and a line under them."""

    tint: str
    line: str


MARKS_LIGHT = {
    SpanKind.PLACE: Mark("#D6E6F5", "#1F5A8C"),
    SpanKind.TRIGGER: Mark("#FCE7C5", "#B26A00"),
    SpanKind.DATE: Mark("#DCEDD8", "#3B7A33"),
    SpanKind.ACTOR: Mark("#E8E0F4", "#6B4BA1"),
    SpanKind.DEATHS: Mark("#F9DAD6", "#B3362B"),
}
MARKS_DARK = {
    SpanKind.PLACE: Mark("#213C54", "#6FA9D8"),
    SpanKind.TRIGGER: Mark("#4A3713", "#E0A040"),
    SpanKind.DATE: Mark("#22401F", "#7CBF70"),
    SpanKind.ACTOR: Mark("#382B52", "#A98BDD"),
    SpanKind.DEATHS: Mark("#522520", "#E5796D"),
}


def is_dark() -> bool:
    """True in the dark theme. The style sheet changes the palettes of widgets, so the application's is asked."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colours() -> Colours:
    """The colours of the present theme."""
    return DARK if is_dark() else LIGHT


def marks() -> dict[SpanKind, Mark]:
    """The span marks of the present theme."""
    return MARKS_DARK if is_dark() else MARKS_LIGHT


def apply(app: QApplication, theme: str) -> str:
    """Dress the whole application in "light", "dark" or "system"; returns which of the first two it became."""
    dark = theme == "dark" or (theme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(base_font())
    app.setPalette(_palette(chosen))
    app.setStyleSheet(Template(_STYLE).substitute(asdict(chosen), **_pictures(dark=dark)))
    return "dark" if dark else "light"


def _pictures(*, dark: bool) -> dict[str, str]:
    names = {"chevron": "chevron", "rising": "rising", "falling": "falling", "tick": "tick-dark" if dark else "tick-light"}
    return {key: asset("icons", "ui", f"{name}.svg").as_posix() for key, name in names.items()}


def base_font() -> QFont:
    """13 px, with figures of one width so that columns of numbers stand in line."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(13)
    if hasattr(font, "setFeature"):  # Qt 6.7
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(c.panel))
    for colour, names in (
        (c.panel, (role.Window, role.AlternateBase, role.Button)),
        (c.base, (role.Base, role.ToolTipBase)),
        (c.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (c.accent, (role.Highlight, role.Link, role.Accent)),
        (c.on_accent, (role.HighlightedText,)),
        (c.muted, (role.PlaceholderText,)),
        (c.hairline, (role.Mid,)),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.faint))
    return palette


_STYLE = """
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QMenuBar { background: $panel; padding: 2px 6px; border-bottom: 1px solid $hairline; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $base; border: 1px solid $hairline; padding: 5px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 8px; }
QMenu::indicator { left: 6px; width: 13px; height: 13px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 3px; background: $base; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled { border-color: $hairline; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $hairline; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: $hairline; width: 1px; margin: 5px 7px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 9px; }
QToolButton[narrow="true"] { padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QStatusBar { background: $panel; border-top: 1px solid $hairline; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 2px 6px; }

QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabWidget::tab-bar { left: 8px; }
QTabBar { background: $panel; qproperty-drawBase: 0; }
QTabBar::tab { padding: 8px 10px 7px 10px; color: $muted; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover:!selected { color: $text; }
QTabBar::tab:focus { color: $accent; }

QPushButton { background: $base; border: 1px solid $hairline; border-radius: 5px; padding: 5px 13px; min-height: 16px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:hover { background: $accent_hover; }
QPushButton:disabled { color: $faint; background: $panel; }
QPushButton[link="true"] { background: transparent; border: none; border-bottom: 1px solid transparent; border-radius: 0; color: $accent;
    padding: 2px 0; text-align: left; }
QPushButton[link="true"]:hover, QPushButton[link="true"]:focus { border-bottom-color: $accent; }
QPushButton[link="true"]:disabled { color: $faint; }

QLineEdit, QDateEdit, QComboBox, QTextEdit, QPlainTextEdit, QSpinBox { background: $base; border: 1px solid $hairline;
    border-radius: 5px; padding: 4px 7px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QDateEdit:focus, QComboBox:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {
    border-color: $accent; }
QSpinBox QLineEdit { border: none; border-radius: 0; padding: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QLineEdit[wrong="true"] { border-color: $notice_edge; background: $notice; }
QComboBox[small="true"] { padding: 1px 6px; font-size: 12px; }
QTextEdit[bare="true"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0; }
QTextEdit[bare="true"]:focus { border-color: $hairline; }
QDateEdit::drop-down, QComboBox::drop-down { border: none; width: 22px; }
QDateEdit::down-arrow, QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QCheckBox { spacing: 7px; padding: 2px 0; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus { border-color: $accent; }

QListWidget, QTreeWidget, QTableView, QTableWidget { background: $base; border: none; outline: none; gridline-color: $hairline; }
QListWidget[framed="true"], QTableWidget[framed="true"] { border: 1px solid $hairline; border-radius: 5px; }
QListWidget::item { padding: 6px 10px; border-bottom: 1px solid $hairline; }
QListWidget::item:hover, QTableView::item:hover { background: $hover; }
QListWidget::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:focus { border: 1px solid $accent; }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $hairline;
    padding: 5px 8px; }
QHeaderView::section:hover { color: $text; }
/* The arrow points the way in which the values go; Fusion's own points the other way. */
QHeaderView::up-arrow { image: url("$rising"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("$falling"); width: 12px; height: 12px; }
QTableCornerButton::section { background: $panel; border: none; }
QListWidget[popup="true"] { border: 1px solid $hairline; border-radius: 6px; background: $base; }
QPushButton[segment="true"] { border-radius: 0; padding: 4px 10px; margin-left: -1px; color: $muted; }
QPushButton[segment="true"][place="first"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; margin-left: 0; }
QPushButton[segment="true"][place="last"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; }
QPushButton[segment="true"]:checked { background: $selection; color: $text; }
QPushButton[segment="true"]:disabled { color: $faint; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[page="true"] { background: $panel; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:hover { background: $accent; }
QSlider::groove:horizontal { height: 3px; border-radius: 1px; background: $hairline; }
QSlider::sub-page:horizontal { height: 3px; border-radius: 1px; background: $accent; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; background: $accent; }
QSlider::handle:horizontal:focus { background: $text; }
QProgressBar { background: $hairline; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QToolTip { background: $base; color: $text; border: 1px solid $hairline; padding: 4px 6px; }

QLabel[heading="true"] { color: $muted; font-size: 11px; font-weight: 600; letter-spacing: 1px; }
QLabel[muted="true"] { color: $muted; }
QLabel[title="true"] { font-size: 17px; font-weight: 600; }
QLabel[count="true"] { color: $muted; }
QLabel[chip="true"] { background: $hover; color: $muted; border-radius: 8px; padding: 1px 8px; font-size: 12px; }
QFrame[card="true"] { background: $base; border: 1px solid $hairline; border-radius: 6px; }
QPushButton[fold="true"] { background: transparent; border: none; padding: 3px 8px; text-align: left; color: $text;
    font-size: 12px; font-weight: 600; }
QPushButton[fold="true"]:hover, QPushButton[fold="true"]:focus { color: $accent; }
QFrame[card="true"][current="true"] { border-color: $accent; }
QFrame[rule="true"] { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QFrame[notice="true"] { background: $notice; border: none; border-bottom: 1px solid $notice_edge; }
"""
