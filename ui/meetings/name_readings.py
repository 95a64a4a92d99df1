"""How the names of a meeting's people are read, so that they are found by pinyin and by its initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secretariat.services.notices import readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.domain.facts import Dossier
    from ui.meetings.desk import MeetingDesk


class NameReadings(QObject):
    """Has them read aside, and again whenever somebody comes or is called otherwise; ``read`` tells once they are."""

    read = Signal()

    def __init__(self, desk: MeetingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: frozenset[tuple[str, str]] = frozenset()
        self.known: Mapping[str, str] = {}
        """Readings (``shan tian fang``) by people's ids."""

    def follow(self, dossier: Dossier) -> None:
        """Have those read who are new."""
        people = frozenset((person.id, person.name) for person in dossier.people)
        if people != self._asked:
            self._asked = people
            key = ("name-readings", id(self))
            asked = self._desk.shell.operations.aside(key, readings, self._desk.app.database, self._desk.meeting_id)
            asked.then(self._take)

    def _take(self, known: Mapping[str, str]) -> None:
        self.known = known
        self.read.emit()
