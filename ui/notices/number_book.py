"""The telephone numbers of a meeting's people and how their names are read, fetched when other people are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secretariat.services import notices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.services.meetings import MeetingView
    from secretariat.services.notices import Number
    from ui.meetings.desk import MeetingDesk


class NumberBook(QObject):
    """``changed`` tells that there is more to show."""

    changed = Signal()

    def __init__(self, desk: MeetingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked_for: object = None
        self.numbers: Mapping[str, tuple[Number, ...]] = {}
        self.readings: Mapping[str, str] = {}

    def of(self, person: str) -> tuple[Number, ...]:
        """Somebody's numbers, the best first."""
        return self.numbers.get(person, ())

    def read(self, view: MeetingView, *, anew: bool = False) -> None:
        """Fetch them where other people are there than before, or with ``anew`` in any case."""
        people = tuple((person.id, person.name, person.phone, person.posts) for person in view.dossier.people)
        if people == self._asked_for and not anew:
            return
        self._asked_for = people
        operations, database = self._desk.shell.operations, self._desk.app.database
        for what, service, take in (
            ("numbers", notices.numbers, self._take_numbers),
            ("readings", notices.readings, self._take_readings),
        ):
            asked = operations.read_latest((what, id(self)), service, database, view.id)
            asked.then(take).failed(lambda _: None)  # type: ignore[arg-type] # (each takes what its service gives)

    def _take_numbers(self, numbers: Mapping[str, tuple[Number, ...]]) -> None:
        self.numbers = numbers
        self.changed.emit()

    def _take_readings(self, readings: Mapping[str, str]) -> None:
        self.readings = readings
        self.changed.emit()
