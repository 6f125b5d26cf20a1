"""Charts of what is shown, for a briefing: events by time and category, and their deaths."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from desktop.bins import NARROWEST, Bins, span_of, ticks
from desktop.resources import category_styles
from desktop.theme import Colours
from geodata.model import Category
from geodata.store.columns import NO_DAY, EventColumns, Mask, day_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Days = NDArray[Any]  # whole numbers since 1970, of days or of a longer unit

WIDTH, HEIGHT = 7.2, 4.4  # inches
_AXIS_PIXELS = 420.0  # of the axis, for which the bins are chosen
_UNITS = ("day", "week", "month", "year")  # of the bars: those of the calendar, weeks from Monday
_MOST_MARKS = 6  # days that are written on the axis, beside one another
_MONDAY = 3  # days from that of the first week to 1 January 1970, a Thursday
_FORMATS = ("png", "svg", "pdf")
_PALE = 0.45  # opacity of what may as well belong elsewhere
_PALER = "Paler: may be in any\nof these, date vague"
_INK = "#262626"
# For print in black: what lies on one another in a bar differs in lightness, and all ten differ by their pattern too.
_GREYS = (
    ("#333333", ""), ("#D9D9D9", ""), ("#8C8C8C", ""), ("#FFFFFF", "/////"), ("#BFBFBF", "....."), ("#FFFFFF", "xxxxx"),
    ("#8C8C8C", "-----"), ("#FFFFFF", "|||||"), ("#BFBFBF", "\\\\\\\\\\"), ("#FFFFFF", "....."),
)  # fmt: skip


def chart(columns: EventColumns, shown: Mask, colours: Colours, *, is_dark: bool, is_grey: bool = False) -> Figure | None:
    """The two charts one above the other, in greys and patterns where `is_grey`; None where no event has a date."""
    dated, undated = np.flatnonzero(shown & (columns.first_day != NO_DAY)), np.flatnonzero(shown & (columns.first_day == NO_DAY))
    if not len(dated):
        return None
    from matplotlib.figure import Figure

    first, last = columns.first_day[dated], columns.last_day[dated]
    days = Bins.of(first, last, columns.category[dated], width=_AXIS_PIXELS)
    ends = np.array(span_of(first, last))
    unit = next((unit for unit in _UNITS if np.ptp(_numbers(ends, unit)) * NARROWEST < _AXIS_PIXELS), _UNITS[-1])
    begin, end = (int(number) for number in _numbers(ends, unit))
    bins = Bins.of(_numbers(first, unit), _numbers(last, unit), columns.category[dated], width=_AXIS_PIXELS, span=(begin, end), size=1)
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=100, facecolor=colours.base, layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    keys = _events(upper, bins, _looks(is_dark=is_dark, is_grey=is_grey), colours)
    _deaths(lower, bins, columns.deaths[dated], (_numbers(first, unit), _numbers(last, unit)), colours)
    dead = columns.deaths[undated]
    unseen = int(dead[dead > 0].sum(dtype=np.int64))
    for axes, title, missing in (
        (upper, f"Events by {unit} and category", len(undated)),
        (lower, f"Deaths by {unit} (best figures)", unseen),
    ):
        _furnish(axes, title, f"without a date, not in the chart: {missing:,}" if missing else "", colours)
    marks = list(ticks(days))
    marks = marks[:: -(-len(marks) // _MOST_MARKS) or 1]
    lower.set_xticks([_place(day, unit) - bins.first for day, _ in marks], [words for _, words in marks])
    lower.set_xlim(0, len(bins))
    upper.legend(
        handles=keys, frameon=False, fontsize=8, labelcolor=colours.text, loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.0
    )
    return figure


def written(figure: Figure, suffix: str, *, dpi: int = 200) -> bytes:
    """The figure as a file of that suffix, png, svg or pdf, its text as text.

    Raises:
        ValueError: another suffix.
    """
    if suffix not in _FORMATS:
        raise ValueError(f"no chart is written as {suffix}")
    from matplotlib import rc_context

    out = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "pdf.fonttype": 42}):
        figure.savefig(out, format=suffix, dpi=dpi, facecolor=figure.get_facecolor())
    return out.getvalue()


def _numbers(days: Days, unit: str) -> Days:
    """The weeks, months or years of these days since 1970, counted; days as they are."""
    if unit in ("day", "week"):
        return days if unit == "day" else (days + _MONDAY) // 7
    return days.astype("datetime64[D]").astype(f"datetime64[{unit[0].upper()}]").astype(np.int64)


def _place(day: date, unit: str) -> float:
    """Where a day that begins a week, month or year stands among them."""
    number = day_number(day)
    return (number + _MONDAY) / 7 if unit == "week" else float(_numbers(np.array([number]), unit)[0])


def _looks(*, is_dark: bool, is_grey: bool) -> list[dict[str, Any]]:
    """How the bars of each category are filled."""
    if is_grey:
        return [{"facecolor": fill, "hatch": hatch, "edgecolor": _INK, "linewidth": 0.4} for fill, hatch in _GREYS]
    return [{"facecolor": category_styles()[category].shade(dark=is_dark)} for category in Category]


def _events(axes: Any, bins: Bins, looks: list[dict[str, Any]], colours: Colours) -> list[Any]:
    """Bars stacked by category; an event whose date is vague stands in equal, paler shares in all that it may be in. Returns the keys."""
    from matplotlib.patches import Patch

    left = np.arange(len(bins))
    below, told = np.zeros(len(bins)), set[int]()
    for layer, alpha in ((bins.sure, 1.0), (bins.spread, _PALE)):
        for code, look in enumerate(looks):
            heights = np.asarray(layer[:, code], dtype=float)
            if heights.any():
                axes.bar(left, heights, 0.9, below, align="edge", alpha=alpha, **look)
                told.add(code)
                below += heights
    titles = [category_styles()[category].title for category in Category]
    keys = [Patch(label=titles[code], **looks[code]) for code in sorted(told)]
    return [*keys, Patch(label=_PALER, facecolor=colours.muted, alpha=_PALE)] if bins.spread.any() else keys


def _deaths(axes: Any, bins: Bins, deaths: Days, when: tuple[Days, Days], colours: Colours) -> None:
    """The dead of each bin; those of an event whose date is vague as its share of the events is."""
    deadly = deaths > 0
    first, last = (numbers[deadly] - bins.first for numbers in when)
    dead, left, below = deaths[deadly], np.arange(len(bins)), np.zeros(len(bins))
    for among, alpha in ((first == last, 1.0), (first != last, _PALE)):
        share = dead[among] / (last[among] - first[among] + 1)
        change = np.bincount(first[among], share, len(bins) + 1) - np.bincount(last[among] + 1, share, len(bins) + 1)
        heights = np.maximum(np.cumsum(change)[: len(bins)], 0.0)
        axes.bar(left, heights, 0.9, below, align="edge", color=colours.muted, alpha=alpha)
        below += heights


def _furnish(axes: Any, title: str, missing: str, colours: Colours) -> None:
    axes.set_title(title, loc="left", fontsize=9, color=colours.text, fontweight="bold")
    axes.set_title(missing, loc="right", fontsize=8, color=colours.muted)
    axes.set_facecolor(colours.base)
    axes.tick_params(labelsize=8, colors=colours.muted, length=3)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", color=colours.hairline, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(colours.hairline)
