"""The card of a military facility: who held it when, by which publication, and which articles of the project speak of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.facilities import CERTAINTY_WORDS
from desktop.labels import GAP, column, heading, label, link, rule, styled
from desktop.places import coordinate_lines, kind_words
from desktop.session import Session
from geodata.events.holdings import against, certainty_of, day_told
from geodata.gazetteer.facilities import Facility, Tenure
from geodata.months import day_words
from geodata.store.facilities import Claimed
from geodata.wording import shown

MOST = 20  # facilities and articles on one card
EMPTY = "No article of this project speaks of it."


class FacilityCard(QWidget):
    """One facility, or the several that share a symbol, one under the other; all as plain text."""

    def __init__(self, session: Session, geonameids: tuple[int, ...]) -> None:
        super().__init__()
        styled(self, "page")
        self.setAccessibleName("Military facility")
        self._session = session
        self._known = session.facilities.facilities()
        self._layout = column(self, margin=GAP * 2, gap=GAP)
        found = [self._known.by_id[i] for i in geonameids if i in self._known.by_id]
        for number, facility in enumerate(found[:MOST]):
            if number:
                self._layout.addSpacing(GAP)
                self._layout.addWidget(rule())
            self._add(self._layout, facility)
        self._layout.addStretch(1)

    def _add(self, layout: QVBoxLayout, facility: Facility) -> None:
        layout.addWidget(heading("Military facility"))
        layout.addWidget(label(facility.place.name, role="title", wrap=True))
        where = coordinate_lines(facility.place).replace("\n", " · ")
        layout.addWidget(label(f"{kind_words(facility.place).capitalize()} · {where}", role="muted", wrap=True, selectable=True))
        layout.addSpacing(GAP // 2)
        layout.addWidget(heading("Who held it"))
        if not facility.tenures:
            layout.addWidget(label("The gazetteer does not know.", role="muted"))
        for tenure in facility.tenures:
            self._add_tenure(layout, tenure)
        claims = self._known.claims.get(facility.place.geonameid, [])
        layout.addSpacing(GAP // 2)
        layout.addWidget(heading("Articles of this project"))
        if not claims:
            layout.addWidget(label(EMPTY, role="muted", wrap=True))
        for claimed in claims[:MOST]:
            self._add_claim(layout, facility, claimed)
        if len(claims) > MOST:
            layout.addWidget(label(f"and {len(claims) - MOST:,} more", role="muted"))

    def _add_tenure(self, layout: QVBoxLayout, tenure: Tenure) -> None:
        day = self._session.facilities.day
        certain = certainty_of(tenure, day)
        state = f" · on {day_words(day)}: {CERTAINTY_WORDS[certain]}" if certain else ""
        lines = column(row := QWidget(), gap=1)
        lines.addWidget(label(f"{tenure.operator}: {interval_words(tenure)}", wrap=True, selectable=True))
        lines.addWidget(label(f"{source_words(tenure)}{state}", role="muted", wrap=True))
        if tenure.note:
            lines.addWidget(label(tenure.note, role="muted", wrap=True))
        layout.addWidget(row)

    def _add_claim(self, layout: QVBoxLayout, facility: Facility, claimed: Claimed) -> None:
        claim = claimed.claim
        article = self._session.article(claim.article_id)
        day = "day not known" if claim.last is None else day_words(claim.last)
        left = ", leaving" if claim.ends else ""
        lines = column(row := QWidget(), gap=1)
        lines.addWidget(label(f"{shown(claim.operator, limit=60) or 'Whose is not told'}{left}: {day}", wrap=True))
        lines.addWidget(label(f"“{shown(claim.words, limit=400)}”", wrap=True, selectable=True))
        if told := against(facility, claim):
            lines.addWidget(label(told, wrap=True))
        source = " · ".join(filter(None, (shown(article.source or "", limit=60), shown(article.title, limit=120))))
        lines.addWidget(label(source, role="muted", wrap=True))
        button = link("Show event", name=f"Show the event of {shown(article.title, limit=80)}")
        button.clicked.connect(lambda: self._session.select([claimed.event_id], move=True))
        lines.addWidget(button)
        layout.addWidget(row)


def interval_words(tenure: Tenure) -> str:
    """From when to when, as far as it is told."""
    first, last = (day_told(partial) if partial else "" for partial in (tenure.first, tenure.last))
    if first and last:
        return f"{first} to {last}" if first != last else first
    if last:
        return f"until {last}, start not told"
    return f"since {first}, no end told" if first else "no day told"


def source_words(tenure: Tenure) -> str:
    """The publication that says so, and its day."""
    if not tenure.is_verified or tenure.published is None:
        return "Not verified: no publication was read"
    return f"{tenure.publication}, {day_told(tenure.published)}"
