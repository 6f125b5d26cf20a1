"""Summary and charts: the shown events in words that can be edited, each number a link to its events, and two charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPixmap, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QWidget

from desktop.charts import written
from desktop.dialogs.red import ask_first
from desktop.labels import GAP, column, heading, label, split, styled
from desktop.marks import LINE_HEIGHT
from desktop.saving import ask_file
from desktop.snapshot.save import write_whole
from desktop.summary import Sentence
from desktop.theme import colours
from geodata.errors import ExportError
from geodata.export.release import Tlp

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STALE = "What is shown has changed since; your text was kept. “Write anew” tells of what is shown now."
NO_CHART = "No chart: none of the events shown has a date."
_SUFFIXES = {"PNG picture (*.png)": ".png", "SVG drawing (*.svg)": ".svg", "PDF (*.pdf)": ".pdf"}
_LINK = "events:"
_DPI = 200  # of the charts before they are fitted


class SummaryDialog(QDialog):
    """Stays beside the window; a click on a number selects its events there."""

    asked = Signal(object)  # the ids of the events that a number counts
    anew = Signal()  # write the text again

    def __init__(self, parent: QWidget | None = None, *, marking: Callable[[], Tlp | None] = lambda: None) -> None:
        super().__init__(parent)
        self._marking = marking
        self.setWindowTitle("Summary and charts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 760)
        self._links: list[tuple[str, ...]] = []
        self._figure: Figure | None = None
        self.text = QTextBrowser(openLinks=False)
        self.text.setAccessibleName("Summary; links select the events that a number counts")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextEditorInteraction
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.anchorClicked.connect(self._follow)
        self.stale = label(STALE, role="muted", wrap=True)
        self.stale.hide()
        self.chart = _Fitted()
        upper, lower = QWidget(), QWidget()
        for part, title, inner in ((upper, "In words, to edit", self.text), (lower, "Charts", self.chart)):
            layout = column(part, gap=GAP // 2)
            layout.addWidget(heading(title))
            layout.addWidget(inner, 1)
            if part is upper:
                layout.addWidget(self.stale)
        styled(self.text, "framed")
        layout = column(self, margin=GAP * 2, gap=GAP)
        self.parts = split(upper, lower)
        self.parts.setSizes([240, 440])
        layout.addWidget(self.parts, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy = buttons.addButton("Copy text", role)
        self.again = buttons.addButton("Write anew", role)
        self.save = buttons.addButton("Save charts…", role)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self.anew)
        self.save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def is_edited(self) -> bool:
        """Whether a person changed the text."""
        return self.text.document().isModified()

    def show_summary(self, sentences: Iterable[Sentence], figure: Figure | None) -> None:
        """Write the text and draw the charts anew; names in them are plain text."""
        self._links = []
        self.text.clear()
        cursor = self.text.textCursor()
        for number, sentence in enumerate(sentences):
            if number:
                cursor.insertBlock()
            block = QTextBlockFormat()
            block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            block.setBottomMargin(GAP)
            cursor.setBlockFormat(block)
            for part in sentence:
                cursor.insertText(part.words, self._format(part.event_ids))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)  # the first words are seen first
        self.text.document().setModified(False)
        self.text.document().clearUndoRedoStacks()
        self.stale.hide()
        self.show_chart(figure)

    def show_chart(self, figure: Figure | None) -> None:
        """Draw other charts, and leave the text as it is."""
        self._figure = figure
        self.save.setEnabled(figure is not None)
        self._draw()

    def tell_stale(self) -> None:
        """Say that the text, which a person changed, tells of what was shown before."""
        self.stale.show()

    def _format(self, event_ids: tuple[str, ...]) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(colours().accent if event_ids else colours().text))
        if event_ids:
            made.setAnchor(True)
            made.setAnchorHref(f"{_LINK}{len(self._links)}")
            made.setToolTip("Select these events")
            self._links.append(event_ids)
        return made

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        number = url.toString().removeprefix(_LINK)
        if number.isdecimal() and int(number) < len(self._links):
            self.asked.emit(self._links[int(number)])

    @Slot()
    def _copy(self) -> None:
        words = self.text.toPlainText().replace("\n", "\n\n")
        ask_first(self._marking(), "Copying the summary", self, lambda: QGuiApplication.clipboard().setText(words))

    @Slot()
    def _save(self) -> None:
        """Ask where, and write the charts there."""
        ask_file(self, "Save charts", _SUFFIXES, "charts.png", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the charts to `path`, as its suffix says."""
        if self._figure is None:
            return
        try:
            write_whole(path, written(self._figure, path.suffix.lower().removeprefix(".")))
        except ExportError as error:
            self.stale.setText(str(error))
            self.stale.show()

    def _draw(self) -> None:
        """The charts as sharp as the screen."""
        if self._figure is None:
            self.chart.show_image(QImage())
            self.chart.setText(NO_CHART)
            return
        self.chart.show_image(QImage.fromData(written(self._figure, "png", dpi=_DPI)))


class _Fitted(QLabel):
    """A picture as large as there is room, as sharp as the screen."""

    def __init__(self) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(QSize(360, 220))
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the dialog's size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = self._image.scaled(self.size() * ratio, aspect, smooth)
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(fitted))
