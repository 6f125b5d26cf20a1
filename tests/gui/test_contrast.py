"""Text can be read in both themes: at least 4.5 to 1 against what lies behind it, computed from the colours themselves."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.resources import category_styles
from geodata.resources import asset

READABLE, VISIBLE = 4.5, 3.0  # WCAG 2.1 AA: text; edges of controls and symbols
THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
MARKS = {"light": theme.MARKS_LIGHT, "dark": theme.MARKS_DARK}
PAIRS = [
    ("text", ("panel", "base", "hover", "selection", "notice")),
    ("muted", ("panel", "base", "hover", "selection")),
    ("accent", ("panel", "base", "notice")),  # links
    ("on_accent", ("accent", "accent_hover")),
]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_it_should_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_text_of_the_window_can_be_read(name: str) -> None:
    look = THEMES[name]
    poor = [
        (ink, ground, round(contrast(getattr(look, ink), getattr(look, ground)), 2))
        for ink, grounds in PAIRS
        for ground in grounds
        if contrast(getattr(look, ink), getattr(look, ground)) < READABLE
    ]
    assert poor == []


@pytest.mark.parametrize("name", THEMES)
def test_marked_words_can_be_read(name: str) -> None:
    assert [kind for kind, mark in MARKS[name].items() if contrast(THEMES[name].text, mark.tint) < READABLE] == []


@pytest.mark.parametrize("name", THEMES)
def test_the_focus_and_the_box_to_tick_can_be_seen(name: str) -> None:
    look = THEMES[name]
    assert [ground for ground in ("panel", "base") if contrast(look.accent, getattr(look, ground)) < VISIBLE] == []
    assert contrast(look.faint, look.base) >= VISIBLE


@pytest.mark.parametrize("name", THEMES)
def test_words_that_stand_in_an_empty_field_can_be_read(name: str, qapp: QApplication) -> None:
    theme.apply(qapp, name)
    colour = qapp.palette().color(QPalette.ColorRole.PlaceholderText)
    theme.apply(qapp, "light")
    assert contrast(QColor(colour).name(), THEMES[name].base) >= READABLE


@pytest.mark.parametrize("name", THEMES)
def test_symbols_can_be_told_from_the_panels(name: str) -> None:
    dark, look = name == "dark", THEMES[name]
    shades = {category: style.shade(dark=dark) for category, style in category_styles().items()}
    assert [c for (c, shade), ground in product(shades.items(), (look.panel, look.base)) if contrast(shade, ground) < VISIBLE] == []


@pytest.mark.parametrize("name", THEMES)
def test_words_on_the_map_s_own_controls_can_be_read(name: str) -> None:
    style = asset("map", "page.css").read_text(encoding="utf-8")
    sheets = re.findall(r'html(\[data-theme="dark"\])? \{([^}]*)\}', style)
    values = {
        key: value for which, body in sheets if not which or name == "dark" for key, value in re.findall(r"--([\w-]+): (#\w{6})", body)
    }
    assert contrast(values["ink"], values["card"]) >= READABLE
    assert contrast(values["accent"], values["card"]) >= READABLE
    assert contrast(values["on-accent"], values["accent"]) >= READABLE
