"""Filters: which events are shown, with live counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from desktop.checks import CheckGroup, head
from desktop.days import DayField
from desktop.labels import GAP, column, heading, label, link, styled
from desktop.resources import category_icon, category_styles
from desktop.seen import SeenBox
from desktop.session import Session
from desktop.tag_boxes import TagBoxes
from desktop.theme import is_dark
from geodata.grades import CREDIBILITY_WORDS, Credibility
from geodata.model import Category, EventFilter, Review, Status
from geodata.store.columns import STANDING
from geodata.store.grades import credibility
from geodata.wording import REVIEW_WORDS, STATUS_WORDS

TYPING_PAUSE = 250  # milliseconds after the last key before the text is searched


class FiltersPanel(QScrollArea):
    """Edits the session's filter; a count says what its box would show under all the other filters."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Filters")
        self._session = session
        self._filling = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._typing.timeout.connect(self._apply)
        self.text = self._search_box()
        self.period = _Period()
        self.categories = CheckGroup("Category", {c: s.title for c, s in category_styles().items()})
        self.statuses = CheckGroup("Status", STATUS_WORDS)
        self.reviews = CheckGroup("Review", REVIEW_WORDS, usual=STANDING)
        self.tags, self.fresh = TagBoxes(), SeenBox(session)
        self.credibilities = CheckGroup("Credibility", {c: f"{c} {words}" for c, words in CREDIBILITY_WORDS.items()})
        self.area = label(role="chip", wrap=True)
        self.may_be_inside = QCheckBox("Also those that may lie inside")
        self.may_be_inside.setToolTip("Events known only to an area of which a part lies within")
        self.may_be_inside.clicked.connect(self._apply)
        self.area_button = link("Remove", name="Filter to no area")
        self.area_button.clicked.connect(lambda: session.set_filter(replace(session.filter, area=None)))
        self.clear_button = link("Clear filters", name="Clear all filters")
        self.period.edited.connect(self._apply)
        self.categories.edited.connect(self._apply)
        self.statuses.edited.connect(self._apply)
        self.reviews.edited.connect(self._apply)
        self.tags.edited.connect(self._apply)
        self.credibilities.edited.connect(self._apply)
        self.clear_button.clicked.connect(self.clear)
        self.setWidget(self._page())
        self._tint()
        session.filtered.connect(self._fill)

    def _search_box(self) -> QLineEdit:
        box = QLineEdit(placeholderText="Search words, places, actors", clearButtonEnabled=True)
        box.setAccessibleName("Search text")
        box.textChanged.connect(self._typing.start)
        box.returnPressed.connect(self._apply)
        return box

    def _page(self) -> QWidget:
        page = QWidget()
        styled(page, "page")
        layout = column(page, margin=GAP * 2, gap=GAP)
        layout.addWidget(self.text)
        layout.addSpacing(GAP // 2)
        layout.addWidget(self.fresh)
        layout.addWidget(self._area_part())
        layout.addLayout(head(heading("Period"), self.clear_button))
        for part in (self.period, self.categories, self.statuses, self.reviews, self.credibilities, self.tags):
            layout.addWidget(part)
            layout.addSpacing(GAP // 2)
        layout.addStretch(1)
        return page

    def _area_part(self) -> QWidget:
        """The area of interest in words, there only while one is set."""
        self._area_box = QWidget()
        box = column(self._area_box, gap=GAP // 2)
        box.addLayout(head(heading("Area"), self.area_button))
        box.addWidget(self.area)
        box.addWidget(self.may_be_inside)
        self._area_box.hide()
        return self._area_box

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "categories"):
            self._tint()

    def _tint(self) -> None:
        self.categories.set_icons({c: category_icon(c, dark=is_dark()) for c in Category})

    @Slot()
    def clear(self) -> None:
        """Back to the filter that a project opens with."""
        self._session.set_filter(EventFilter())

    @Slot()
    def _apply(self) -> None:
        """Read the widgets into the session's filter."""
        if self._filling:
            return
        first, last = self.period.days()
        self._session.set_filter(
            replace(
                self._session.filter,
                text=self.text.text(),
                categories=self.categories.choice(),
                statuses=self.statuses.choice(),
                review=self.reviews.choice(),
                tags=self.tags.choice(),
                credibility=self.credibilities.choice(),
                first_date=first,
                last_date=last,
                may_be_inside=self.may_be_inside.isChecked(),
            )
        )
        self._fill()  # also where the filter is as it was: no box checked means all

    @Slot()
    def _fill(self) -> None:
        """Show the session's filter and the counts under it."""
        wanted = self._session.filter
        self._filling = True
        if self.text.text() != wanted.text:
            self.text.setText(wanted.text)
        self.categories.show_choice(wanted.categories)
        self.statuses.show_choice(wanted.statuses)
        self.reviews.show_choice(wanted.review)
        self.tags.show_tags(self._session.tags(), wanted.tags, self._session.tag_count)
        self.credibilities.show_choice(wanted.credibility)
        self.period.show_days(wanted.first_date, wanted.last_date)
        self._area_box.setVisible(wanted.area is not None)
        self.area.setText(f"Only events {wanted.area.words}" if wanted.area else "")
        self.may_be_inside.setChecked(wanted.may_be_inside)
        self._typing.stop()
        self._filling = False
        self.clear_button.setEnabled(wanted != EventFilter())
        if self._session.columns is not None:
            self._count()

    def _count(self) -> None:
        columns, session = self._session.columns, self._session
        assert columns is not None
        self.categories.set_counts(np.bincount(columns.category[session.mask_where(categories=())], minlength=len(Category)).tolist())
        if session.filter.area is not None:
            more = int(session.mask_where(may_be_inside=True).sum() - session.mask_where(may_be_inside=False).sum())
            self.may_be_inside.setText(f"Also {more:,} that may lie inside")
        judged = session.mask_where(review=tuple(Review))
        self.reviews.set_counts(np.bincount(columns.review[judged], minlength=len(Review)).tolist())
        graded = credibility(columns)[session.mask_where(credibility=())]
        self.credibilities.set_counts(np.bincount(graded, minlength=len(Credibility) + 1)[1:].tolist())
        self.statuses.set_counts(np.bincount(columns.status[session.mask_where(statuses=())], minlength=len(Status)).tolist())


class _Period(QWidget):
    """Two optional days."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = DayField("First day of the period", last=False, empty="the start")
        self.last = DayField("Last day of the period", last=True, empty="the end")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP // 2)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate((("From", self.first), ("To", self.last))):
            grid.addWidget(label(words), row, 0)
            grid.addWidget(field, row, 1)
            field.chosen.connect(self.edited)

    def days(self) -> tuple[date | None, date | None]:
        """First and last day, None where open; the earlier one is the first."""
        first, last = self.first.day, self.last.day
        is_turned = first is not None and last is not None and last < first
        return (self.last.reading(last=False), self.first.reading(last=True)) if is_turned else (first, last)

    def show_days(self, first: date | None, last: date | None) -> None:
        """Show a period."""
        self.first.set_day(first)
        self.last.set_day(last)
