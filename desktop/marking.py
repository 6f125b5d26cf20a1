"""How far what is in the window may go: the level of the Traffic Light Protocol that was last chosen for the project."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Slot

from desktop.preferences import Preferences
from desktop.session import Session
from geodata.export.release import Release, Tlp

MOST = 200  # projects whose level is remembered


class Marking(QObject):
    """Remembers each project's release, and tells the session its level."""

    def __init__(self, session: Session, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._preferences = session, preferences
        self.release = Release()
        session.opened.connect(self._recall)

    @Slot()
    def _recall(self) -> None:
        project = self._session.project
        kept = self._kept().get(str(project.path.resolve()) if project else "", {})
        level = str(kept.get("tlp"))
        tlp = Tlp(level) if level in set(Tlp) else None
        self._use(Release(tlp=tlp, rounded=kept.get("rounded") is True, sensitive=kept.get("sensitive") is True))

    def choose(self, release: Release) -> None:
        """Keep it for the open project."""
        self._use(release)
        if self._session.project is not None:
            key = str(self._session.project.path.resolve())
            others = {path: kept for path, kept in self._kept().items() if path != key}
            kept = {key: {"tlp": release.tlp, "rounded": release.rounded, "sensitive": release.sensitive}, **others}
            self._preferences.markings = json.dumps(dict([*kept.items()][:MOST]))

    def _use(self, release: Release) -> None:
        self.release = release
        self._session.marking = release.tlp

    def _kept(self) -> dict[str, dict[str, object]]:
        try:
            kept = json.loads(self._preferences.markings or "{}")
        except json.JSONDecodeError:
            return {}
        return {path: each for path, each in kept.items() if isinstance(each, dict)} if isinstance(kept, dict) else {}
