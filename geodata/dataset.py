"""The row of a dataset that an event was imported from; imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRow:
    """What a dataset such as ACLED's says of one event, and where that stands.

    `number` is the row's in the file as a spreadsheet counts, the names of the columns being row 1 where there are any; in GeoJSON it is
    the feature's, from 1. `row_id` is the dataset's own id of the event, empty where it has none.
    """

    dataset: str  # its name, which is the name of the source
    file: str  # name of the file that it came in last
    number: int
    row_id: str = ""
    source: str = ""  # whom the dataset names for it
    notes: str = ""  # its words of the event
    url: str = ""
    fatalities_min: int | None = None
    fatalities_max: int | None = None
