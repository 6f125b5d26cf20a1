"""Charts of what is shown, for a briefing: events by time and category, and their deaths."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.bins import Bins, ticks
from desktop.resources import category_styles
from desktop.theme import Colours
from geodata.model import Category
from geodata.store.columns import NO_DAY, EventColumns, Mask, day_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 7.2, 4.4  # inches
_AXIS_PIXELS = 420.0  # of the axis, for which the bins are chosen
_SIZES = {1: "day", 7: "week", 30: "30 days", 365: "year"}
_FORMATS = ("png", "svg", "pdf")


def chart(columns: EventColumns, shown: Mask, colours: Colours, *, is_dark: bool) -> Figure | None:
    """The two charts one above the other; None where no event has a date."""
    dated, undated = np.flatnonzero(shown & (columns.first_day != NO_DAY)), np.flatnonzero(shown & (columns.first_day == NO_DAY))
    if not len(dated):
        return None
    from matplotlib.figure import Figure

    bins = Bins.of(columns.first_day[dated], columns.last_day[dated], columns.category[dated], width=_AXIS_PIXELS)
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=100, facecolor=colours.base, layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    _events(upper, bins, is_dark=is_dark)
    _deaths(lower, bins, columns, dated, colours)
    per = _SIZES[bins.size]
    dead = columns.deaths[undated]
    unseen = int(dead[dead > 0].sum(dtype=np.int64))
    for axes, title, missing in (
        (upper, f"Events by {per} and category", len(undated)),
        (lower, f"Deaths by {per} (best figures)", unseen),
    ):
        _furnish(axes, title, f"without a date, not in the chart: {missing:,}" if missing else "", colours)
    marks = list(ticks(bins))[:: max(1, len(list(ticks(bins))) // 8)]
    lower.set_xticks([day_number(day) - bins.first for day, _ in marks], [words for _, words in marks])
    lower.set_xlim(0, len(bins) * bins.size)
    upper.legend(frameon=False, fontsize=8, labelcolor=colours.text, loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.0)
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


def _events(axes: Any, bins: Bins, *, is_dark: bool) -> None:
    """Bars stacked by category; an event whose date is vague stands in equal, paler shares in all that it may belong to."""
    left = np.arange(len(bins)) * bins.size
    below, told = np.zeros(len(bins)), set[Category]()
    styles = category_styles()
    for layer, alpha in ((bins.sure, 1.0), (bins.spread, 0.45)):
        for code, category in enumerate(Category):
            heights = np.asarray(layer[:, code], dtype=float)
            if heights.any():
                title = None if category in told else styles[category].title
                colour = styles[category].shade(dark=is_dark)
                axes.bar(left, heights, bins.size * 0.9, below, align="edge", color=colour, alpha=alpha, label=title)
                told.add(category)
                below += heights


def _deaths(axes: Any, bins: Bins, columns: EventColumns, dated: Any, colours: Colours) -> None:
    """The dead of each bin, in that of the event's first day."""
    deadly = dated[columns.deaths[dated] > 0]
    at = (columns.first_day[deadly] - bins.first) // bins.size
    inside = (at >= 0) & (at < len(bins))
    sums = np.bincount(at[inside], weights=columns.deaths[deadly][inside], minlength=len(bins))
    axes.bar(np.arange(len(bins)) * bins.size, sums, bins.size * 0.9, align="edge", color=colours.muted)


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
