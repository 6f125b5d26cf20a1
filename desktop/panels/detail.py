"""The side panel: the selected event's card with its linked excerpts, or a list where several are selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.red import ask_first
from desktop.excerpt import Excerpt, MarkLegend
from desktop.facility_card import FacilityCard
from desktop.labels import GAP, column, heading, label, link, rule, styled
from desktop.lines import KEY, LinesList
from desktop.resources import category_icon, category_styles
from desktop.review_card import ReviewCard
from desktop.row_card import RowCard
from desktop.session import Session
from desktop.standing import Grades, count_words, credibility_words, source_words
from desktop.theme import is_dark
from desktop.trail_words import why_lines
from geodata.claims import ClaimKind
from geodata.model import Article, Event, Review
from geodata.store.merges import MergeRule
from geodata.store.trail import Line
from geodata.wording import STATUS_WORDS, date_words, facility_words, place_words, shown, toll_words, what_words, who_words

LIST_LIMIT = 500  # more of one cluster is for the table
EMPTY = "Select an event on the map or in the table to see where, when and the very words it came from."


class DetailPanel(QStackedWidget):
    """Shows the session's selection."""

    parted = Signal(str, str)  # event id, article id: what that article tells is another event
    join_asked = Signal()  # the selected event, or the two, are to be one with another
    tags_asked = Signal()  # of the event of the card
    flagged = Signal()  # its coordinates as sensitive, or no more
    rule_asked = Signal()
    judged = Signal(str)  # "accept", "edit" or "reject" the event of the card
    taken_back = Signal(int)  # the number of a decision about a merge

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Selected event")
        self._session = session
        self._group: tuple[str, ...] = ()  # the list to go back to
        self._facility_ids: tuple[int, ...] = ()
        self._shown: tuple[Event, tuple[str, ...], list[MergeRule], list[Line], Grades] | None = None
        self.excerpts: list[Excerpt] = []
        self.hidden = label()  # of the card that is shown
        self._empty = _empty_page()
        self.list = LinesList("Events at this spot")
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self.list_title = label(role="title")
        self._card = QScrollArea(widgetResizable=True)
        self._card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._several = QWidget()
        layout = column(self._several, gap=0)
        head = column(header := QWidget(), margin=GAP * 2, gap=GAP)
        head.addWidget(self.list_title)
        self.list_hidden = label(role="chip")
        head.addWidget(self.list_hidden, 0, Qt.AlignmentFlag.AlignLeft)
        self.join_two = link("These are one event", name="Make one event of these two")
        self.join_two.clicked.connect(self.join_asked)
        head.addWidget(self.join_two)
        layout.addWidget(header)
        layout.addWidget(self.list, 1)
        for page in (self._empty, self._several, self._card):
            self.addWidget(page)
        session.selected.connect(self._fill)
        session.filtered.connect(self._tell_hidden)
        session.facilities.opened.connect(self._show_facilities)
        session.facilities.changed.connect(self._refresh_facilities)

    def changeEvent(self, event: QEvent) -> None:
        """Marks and icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_several"):
            QTimer.singleShot(0, self, self._redraw)  # not while Qt walks over the widgets that this replaces

    @Slot()
    def _redraw(self) -> None:
        if isinstance(self._card.widget(), FacilityCard) and self.currentWidget() is self._card:
            return  # it has neither marks nor icons
        self._shown = None
        self._fill()

    @Slot()
    def _fill(self) -> None:
        ids = self._session.selection
        if len(ids) > 1:
            self._group = ids
            self._fill_list(ids)
            self.setCurrentWidget(self._several)
        elif ids and (events := self._session.events(ids)):
            self._group = self._group if ids[0] in self._group else ()
            self._fill_card(events[0])
        else:
            self._group, self._shown, self.excerpts = (), None, []
            self.setCurrentWidget(self._empty)
        self._tell_hidden()

    @Slot()
    def _tell_hidden(self) -> None:
        """A card stays when the filter hides its event, so that what was read is not lost, and says so."""
        ids, columns = self._session.selection, self._session.columns
        is_card = self.currentWidget() is self._card and self._shown is not None
        if columns is None or not (is_card or self.currentWidget() is self._several):
            return
        hidden = int((~self._session.mask[columns.ids.rows_of(ids)]).sum())
        told = self.hidden if is_card else self.list_hidden
        told.setText("Hidden by the filter" if is_card else f"{hidden:,} hidden by the filter")
        told.setVisible(hidden > 0)

    @Slot(object)
    def _show_facilities(self, geonameids: tuple[int, ...]) -> None:
        self._group, self._shown, self.excerpts = (), None, []
        self._facility_ids = geonameids
        self.facility = FacilityCard(self._session, geonameids)
        self._put(self.facility)

    @Slot()
    def _refresh_facilities(self) -> None:
        """The card tells of the day that the map shows."""
        if isinstance(self._card.widget(), FacilityCard) and self.currentWidget() is self._card:
            self._show_facilities(self._facility_ids)

    def _put(self, page: QWidget) -> None:
        if (before := self._card.takeWidget()) is not None:
            before.deleteLater()
        self._card.setWidget(page)
        self.setCurrentWidget(self._card)

    def _fill_list(self, ids: tuple[str, ...]) -> None:
        self.list_title.setText(f"{len(ids):,} events" + (f", the first {LIST_LIMIT} listed" if len(ids) > LIST_LIMIT else ""))
        self.list.clear()
        events = self._session.events(ids[:LIST_LIMIT])
        self.join_two.setVisible(self._session.is_writable and len(events) == 2 and events[0].category is events[1].category)
        for event in events:
            icon = category_icon(event.category, dark=is_dark(), size=20)
            self.list.add(what_words(event), f"{date_words(event)} · {place_words(event)}", key=event.event_id, icon=icon)

    @Slot(QListWidgetItem)
    def _open_item(self, item: QListWidgetItem) -> None:
        self._session.select([item.data(KEY)], move=True)

    def _fill_card(self, event: Event) -> None:
        """Make the card, unless it is there: the click that asks for it may come from one of its own widgets."""
        decided, trail = self._session.merges_of(event), self._session.trail_of(event)
        graded = self._session.grades()
        if (event, self._group, decided, trail, graded) == self._shown:
            self.setCurrentWidget(self._card)
            return
        self._shown = (event, self._group, decided, trail, graded)
        page = QWidget()
        styled(page, "page")
        layout = column(page, margin=GAP * 2, gap=GAP)
        if self._group:
            self.back = link(f"‹ Back to {len(self._group):,} events", name="Back to the list of events")
            self.back.clicked.connect(self._go_back)
            layout.addWidget(self.back)
        self.hidden = label(role="chip")
        self.hidden.hide()
        layout.addWidget(self.hidden, 0, Qt.AlignmentFlag.AlignLeft)
        sources = self._session.articles_of(piece.article_id for piece in event.evidence)
        self._add_head(layout, event)
        self._add_review(layout, event, trail)
        layout.addLayout(self._facts(event, sources))
        self._add_reasons(layout, why_lines(event, trail))
        self._add_decisions(layout, decided)
        layout.addSpacing(GAP // 2)
        layout.addWidget(rule())
        self._add_excerpts(layout, event, sources)
        if event.row:
            layout.addWidget(RowCard(event.row))
        layout.addStretch(1)
        self._put(page)

    def _add_head(self, layout: QVBoxLayout, event: Event) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        icon = QLabel()
        icon.setPixmap(category_icon(event.category, dark=is_dark(), size=20).pixmap(20, 20))
        row.addWidget(icon)
        row.addWidget(heading(category_styles()[event.category].title))
        row.addStretch(1)
        row.addWidget(label(STATUS_WORDS[event.status], role="chip"))
        layout.addLayout(row)
        self.title = label(what_words(event), role="title", wrap=True)
        layout.addWidget(self.title)

    def _add_review(self, layout: QVBoxLayout, event: Event, trail: list[Line]) -> None:
        self.review = ReviewCard(self._session, event, trail)
        for what, signal in (("accept", self.review.accepted), ("edit", self.review.edited), ("reject", self.review.rejected)):
            signal.connect(lambda what=what: self.judged.emit(what))
        self.review.tags_asked.connect(self.tags_asked)
        self.review.rule_asked.connect(self.rule_asked)
        self.review.flagged.connect(self.flagged)
        layout.addWidget(self.review)

    @Slot()
    def focus_card(self) -> None:
        """Give the card the keyboard."""
        self._card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _facts(self, event: Event, sources: dict[str, Article]) -> QFormLayout:
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP // 2 + 2)
        graded = self._session.grades()
        names = ", ".join(dict.fromkeys(source_words(a.source, graded) for a in sources.values() if a.source))
        count = count_words(sources, event.row, graded)
        self.facts = {
            "Where": place_words(event),
            "When": date_words(event),
            "Who": who_words(event),
            "Facility": facility_words(event),
            "Deaths": toll_words(event, ClaimKind.DEATHS, sources),
            "Injured": toll_words(event, ClaimKind.INJURED, sources),
            "Sources": f"{count} · {names}" if names else count,
            "Credibility": credibility_words(event, event.row.dataset if event.row else None, sources, graded),
        }
        for name, value in self.facts.items():
            if value:
                title = label(name, role="muted")
                title.setAlignment(Qt.AlignmentFlag.AlignTop)
                form.addRow(title, label(value, wrap=True, selectable=True))
        return form

    def _add_reasons(self, layout: QVBoxLayout, reasons: list[str]) -> None:
        self.reasons = reasons
        if reasons:
            layout.addSpacing(GAP // 2)
            layout.addWidget(heading("Why"))
            for reason in reasons:
                layout.addWidget(label(shown(reason, limit=800), role="muted", wrap=True))

    def _add_decisions(self, layout: QVBoxLayout, decided: list[MergeRule]) -> None:
        self.undo_links: list[QPushButton] = []
        if not decided:
            return
        layout.addSpacing(GAP // 2)
        layout.addWidget(heading("Your decisions"))
        for rule_ in decided:
            undo = link("Undo", name="Take this decision back")
            undo.clicked.connect(lambda _=False, number=rule_.number: self.taken_back.emit(number))
            self.undo_links.append(undo)
            row = QHBoxLayout()
            row.setSpacing(GAP)
            row.addWidget(label(f"{self._session.words_of_merge(rule_.number)}.", role="muted", wrap=True), 1)
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(row)

    def _add_excerpts(self, layout: QVBoxLayout, event: Event, sources: dict[str, Article]) -> None:
        self.excerpts = []
        if event.row:
            return
        row = QHBoxLayout()
        row.addWidget(heading("Excerpts" if len(event.evidence) > 1 else "Excerpt"))
        row.addStretch(1)
        self.join_link = link("Same event as…", name="Make one event of this and another")
        self.join_link.clicked.connect(self.join_asked)
        if not self._session.is_writable:
            self.join_link.hide()
        row.addWidget(self.join_link)
        layout.addLayout(row)
        layout.addWidget(MarkLegend({span.kind for piece in event.evidence for span in piece.spans}, self))
        first = {piece.article_id: piece for piece in reversed(event.evidence)}
        for piece in event.evidence:
            can_part = self._session.is_writable and len(sources) > 1 and first[piece.article_id] is piece
            excerpt = Excerpt(sources[piece.article_id], piece, can_part=can_part)
            excerpt.chosen.connect(self._show_on_map)
            excerpt.parted.connect(lambda article, event=event: self.parted.emit(event.event_id, article))
            excerpt.opened.connect(self._session.read)
            self.excerpts.append(excerpt)
            layout.addWidget(excerpt)

    @Slot()
    def _show_on_map(self) -> None:
        self._session.select(self._session.selection, move=True)

    @Slot()
    def _go_back(self) -> None:
        self._session.select(self._group)

    def _chosen(self) -> Excerpt | None:
        """The excerpt that was clicked last."""
        return next((e for e in self.excerpts if e.hasFocus() or e.view.hasFocus()), None)

    def copy_excerpt(self) -> None:
        """Put the words of the chosen excerpt, else of the first, on the clipboard with their source."""
        if self.excerpts:
            words = (self._chosen() or self.excerpts[0]).quotation()
            ask_first(self._session.marking, "Copying an excerpt", self, lambda: QGuiApplication.clipboard().setText(words))

    @property
    def can_part(self) -> bool:
        """True where the card is of an event that several articles tell of, in a project that takes changes."""
        return len(self._session.selection) == 1 and self._session.is_writable and len({e.article_id for e in self.excerpts}) > 1

    def part_chosen(self) -> None:
        """Tell the article of the chosen excerpt apart; of two without a choice the second, which is the same unless it was reviewed."""
        articles = dict.fromkeys(excerpt.article_id for excerpt in self.excerpts)
        chosen = self._chosen()
        is_open = self._shown is not None and self._shown[0].review is Review.UNREVIEWED
        if chosen is not None or (len(articles) == 2 and is_open):
            (chosen or self.excerpts[-1]).part()
        else:
            self._session.failed.emit("Click the excerpt that tells of another event first.")

    def open_article(self) -> None:
        """Open the article of the first excerpt at its spot."""
        if self.excerpts:
            self.excerpts[0].open()


def _empty_page() -> QWidget:
    page = QWidget()
    layout = column(page, margin=GAP * 3)
    text = label(EMPTY, role="muted", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addStretch(1)
    layout.addWidget(text)
    layout.addStretch(2)
    return page
