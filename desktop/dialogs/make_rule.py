"""A rule of what was decided about one event: what it says, how far it holds, and what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from desktop.differences import DifferencesBox
from desktop.labels import GAP, column, label
from geodata.events.ruling import EventRule, rule_words
from geodata.model import Article, Scope
from geodata.wording import shown

TOLD = (
    "Events that the program codes so are corrected in the same way, in articles that come in later and in this one; for other earlier"
    " articles you are asked. What a person judged stays as it is."
)


class MakeRuleDialog(QDialog):
    """Nothing is kept before *Keep rule*."""

    decided = Signal(object)  # EventRule
    previewed = Signal(object)  # EventRule

    def __init__(self, proposals: Sequence[EventRule], article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Make a rule of this")
        self.resize(600, 260)
        self._proposals, self._article = tuple(proposals), article
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label(TOLD, role="muted", wrap=True))
        form = QFormLayout()
        self.rule = QComboBox()
        self.rule.addItems([shown(rule_words(rule), limit=120) for rule in proposals])
        self.scope = QComboBox()
        self.scope.addItem(f"This article: “{shown(article.title, limit=60)}”", Scope.ARTICLE)
        if article.source:
            self.scope.addItem(f"This source: {shown(article.source, limit=60)}", Scope.SOURCE)
        self.scope.addItem("Always", Scope.ALWAYS)
        self.reason = QLineEdit(placeholderText="May be left empty")
        self.reason.setMaxLength(500)
        form.addRow("&Rule", self.rule)
        form.addRow("&Apply to", self.scope)
        form.addRow("&Why", self.reason)
        layout.addLayout(form)
        self.differences = DifferencesBox()
        layout.addWidget(self.differences)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.look = buttons.addButton("What would change?", QDialogButtonBox.ButtonRole.ActionRole)
        self.keep = buttons.addButton("Keep rule", QDialogButtonBox.ButtonRole.AcceptRole)
        self.look.setAutoDefault(False)
        self.look.clicked.connect(lambda: self.previewed.emit(self.chosen()))
        self.rule.currentIndexChanged.connect(self.differences.hide)
        self.scope.currentIndexChanged.connect(self.differences.hide)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def chosen(self) -> EventRule:
        """The rule as it stands in the form."""
        scope = Scope(self.scope.currentData())
        within = {Scope.ARTICLE: self._article.article_id, Scope.SOURCE: self._article.source or ""}.get(scope, "")
        return replace(self._proposals[self.rule.currentIndex()], scope=scope, within=within, reason=self.reason.text().strip())

    @Slot()
    def _finish(self) -> None:
        self.decided.emit(self.chosen())
        self.accept()
