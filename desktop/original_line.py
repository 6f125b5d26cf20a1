"""What an article was read from: one line under its head, and the file that it becomes again."""

from __future__ import annotations

import re
from collections.abc import Generator
from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.labels import GAP, label, link
from geodata.errors import ExportError
from geodata.model import Progress
from geodata.months import day_words
from geodata.original import Original
from geodata.store import originals
from geodata.store.project import Project
from geodata.store.project import open as open_project
from geodata.whole import whole
from geodata.wording import shown

_SUFFIXES = {
    "text/plain": (".txt",),
    "text/html": (".html", ".htm"),
    "text/markdown": (".md",),
    "application/pdf": (".pdf",),
    "application/json": (".json",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "message/rfc822": (".eml",),
}
_LONGEST = 80  # characters of a file's name


class OriginalLine(QWidget):
    """Hidden where no original is kept."""

    asked = Signal()  # to save it

    def __init__(self) -> None:
        super().__init__()
        self.about: Original | None = None
        self.words = label(role="muted")
        self.save = link("Save original…", name="Save what this article was read from")
        self.save.clicked.connect(self.asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.words)
        layout.addWidget(self.save)
        layout.addStretch(1)

    def show_about(self, project: Project | None, article_id: str) -> None:
        """Tell of the original of an article."""
        about = self.about = originals.about(project, article_id) if project is not None else None
        self.setVisible(about is not None)
        if about is not None:
            self.words.setText(f"{shown(about.name, limit=32)}, {_size(about.size)}")
            local = about.retrieved.astimezone()
            came = f"{day_words(local)}, {local:%H:%M}"
            lines = (about.name, about.address, about.media_type, f"Came in on {came}", f"SHA-256 {about.sha256}")
            self.setToolTip("<p>" + "<br>".join(escape(shown(line, limit=200)) for line in lines if line) + "</p>")


def file_name(about: Original) -> str:
    """A name to save it under: that of its file, harmless, with the ending of what it is."""
    plain = re.sub(r'[<>:"/\\|?*]', "_", shown(about.name, limit=1000)).strip(" .")
    suffixes = _SUFFIXES.get(about.media_type, (".bin",))
    if plain.lower().endswith(suffixes):
        stem, _, suffix = plain.rpartition(".")
        return f"{stem[:_LONGEST] or 'article'}.{suffix}"
    return f"{plain[:_LONGEST] or 'article'}{suffixes[0]}"


def write_original(project: Path, article_id: str, path: Path) -> Generator[Progress, None, Path]:
    """Write what an article was read from, after a look at its hash; returns `path`.

    Raises:
        ProjectError: it is not kept, or is damaged.
        ExportError: it cannot be written there.
    """
    yield Progress(done=0, total=0, label=path.name)
    with open_project(project, read_only=True) as opened:
        content = originals.content(opened, article_id)
    try:
        with whole(path) as draft:
            draft.write_bytes(content)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}.") from error
    return path


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1000:,.1f} kB" if size >= 1000 else f"{size} bytes"
