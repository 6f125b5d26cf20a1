"""Which part of the user guide tells about a widget."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

OTHERWISE = "Start"  # what the window is made of
TOPICS = {  # class of a part of the window -> heading of the guide
    "MapPanel": "Read the map",
    "FiltersPanel": "Filter",
    "LayersPanel": "The layers of the map",
    "FacilityControl": "Military facilities",
    "ArticlesPanel": "Search in articles",
    "ArticleSearch": "Search in articles",
    "DetailPanel": "Select, read, check",
    "ReaderPanel": "How places are found",
    "PlacePanel": "The place card",
    "TimelinePanel": "The timeline",
    "TrayPanel": "Read the map",
    "LegendCard": "Read the map",
    "EventsPanel": "Select, read, check",
    "SearchBox": "Find a place or coordinates",
    "TileSign": "Tiles of other maps",
    "EditEventDialog": "Review",
    "EarlierDialog": "Correct a place",
    "ExportDialog": "Export",
    "ExportEventsDialog": "Export",
    "FailuresDialog": "Add articles",
    "FeedsDialog": "From the web",
    "GazetteerDialog": "Add to the gazetteer",
    "GradesDialog": "How far to believe it",
    "ImportEventsDialog": "Events of a dataset",
    "MakeRuleDialog": "Correction rules",
    "NewEventDialog": "Make an event yourself",
    "NetworkDialog": "What leaves this machine",
    "OnlineDialog": "Look up online",
    "PasteDialog": "Add articles",
    "RedDialog": "Export",
    "RemarksDialog": "Notes and tags",
    "RulesDialog": "Correction rules",
    "SideBySideDialog": "By keyboard in the article",
    "SameEventDialog": "One event, several articles",
    "SummaryDialog": "Summary and charts",
    "TilesDialog": "Tiles of other maps",
    "UndatedDialog": "Add articles",
    "WebDialog": "From the web",
}


def topic_of(widget: QWidget | None) -> str:
    """The heading of the guide for a widget: that of its class, or of what it stands in."""
    while widget is not None:
        if heading := TOPICS.get(type(widget).__name__):
            return heading
        widget = widget.parentWidget()
    return OTHERWISE


def section(guide: str, heading: str) -> str:
    """The part of the guide under a heading, with those under it; empty where there is none."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n", guide, re.MULTILINE)
    if found is None:
        return ""
    rest = guide[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return found[0] + (rest[: end.start()] if end else rest)
