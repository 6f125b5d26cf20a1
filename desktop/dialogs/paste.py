"""Paste an article: its text, title, publication day and source."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.days import day_edit, python_date
from desktop.labels import GAP, column, label
from geodata.articles.extract import is_page
from geodata.articles.text import from_text
from geodata.errors import ContentError

PAGE = "This is the source of a web page. Paste the words that it shows, or save it as a file and add that."


class PasteDialog(QDialog):
    """Opens with the clipboard's text in it."""

    pasted = Signal(object)  # Article

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Paste article")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 520)
        self.text = QPlainTextEdit(QGuiApplication.clipboard().text(), placeholderText="The article's text")
        self.text.setAccessibleName("Text")
        self.text.setTabChangesFocus(True)
        self.title = QLineEdit(placeholderText="The first line where left empty")
        self.source = QLineEdit(placeholderText="Newspaper, agency or author")
        self.is_dated = QCheckBox("Known")
        self.day = day_edit("Publication day")
        self.day.setEnabled(False)
        self.is_dated.toggled.connect(self.day.setEnabled)
        self.problem = label(role="muted", wrap=True)
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        layout.addWidget(self.text, 1)
        layout.addLayout(self._form())
        layout.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("Add article", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _form(self) -> QFormLayout:
        day = QHBoxLayout()
        day.addWidget(self.is_dated)
        day.addWidget(self.day)
        day.addStretch(1)
        form = QFormLayout(labelAlignment=Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(GAP * 2)
        for words, field in (("Title", self.title), ("Source", self.source)):
            form.addRow(label(words), field)
            field.setAccessibleName(words)
        form.addRow(label("Published"), day)
        return form

    @Slot()
    def _finish(self) -> None:
        if is_page(self.text.toPlainText()):
            self.problem.setText(PAGE)
            return
        published = python_date(self.day.date()) if self.is_dated.isChecked() else None
        try:
            article = from_text(
                self.text.toPlainText(), title=self.title.text() or None, published=published, source=self.source.text() or None
            )
        except ContentError as error:
            self.problem.setText(str(error))
            return
        self.pasted.emit(article)
        self.accept()
