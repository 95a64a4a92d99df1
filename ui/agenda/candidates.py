"""The candidates as they are read: the list at once, what each of them lacks bit by bit, while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from secretariat.services.candidates import candidate_sights, candidates
from ui.agenda.rows import CandidateRow, candidate_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.services.candidates import CandidateSight
    from secretariat.services.meetings import MeetingView
    from secretariat.services.proposal_list import TopicRow
    from secretariat.services.transaction import Changes
    from ui.meetings.desk import MeetingDesk

_AT_ONCE: Final = 8


class CandidateBook(QObject):
    """Knows the candidates for a meeting; ``read_anew`` tells that they, or what is known of them, are others."""

    read_anew = Signal()

    def __init__(self, desk: MeetingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: tuple[TopicRow, ...] = ()
        self._sights: dict[int, CandidateSight] = {}
        self._meant: tuple[str, dt.date] | None = None
        self._leaving: set[int] = set()
        self.there = False
        """Whether they have been read."""
        desk.shell.operations.changed.connect(self._forget)

    @property
    def rows(self) -> list[CandidateRow]:
        """The candidates, without those on their way to the agenda."""
        kind = "" if self._meant is None else self._meant[0]
        found = tuple(row for row in self._found if row.meeting not in self._leaving)
        return candidate_rows(found, self._sights, kind=kind)

    def read(self, view: MeetingView) -> None:
        """Read them for a meeting."""
        meeting = view.dossier.meeting
        if self._meant != (meeting.kind, meeting.date):
            self._meant = (meeting.kind, meeting.date)
            self._sights = {}
        app, operations = self._desk.app, self._desk.shell.operations
        reading = operations.read_latest(
            ("candidates", id(self)),
            candidates,
            app.database,
            government=view.dossier.government.name,
            kind=meeting.kind,
        )
        reading.then(self._take)

    def leave(self, key: int) -> None:
        """One is on its way to the agenda."""
        self._leaving.add(key)
        self.read_anew.emit()

    def stay(self, key: int) -> None:
        """It is not, after all."""
        self._leaving.discard(key)
        self.read_anew.emit()

    def _take(self, found: tuple[TopicRow, ...]) -> None:
        self._found, self.there = found, True
        self._leaving &= {row.meeting for row in found}
        self.read_anew.emit()
        self._look_on()

    def _look_on(self) -> None:
        """See what the next ones lack."""
        unseen = [row.meeting for row in self._found if row.meeting not in self._sights][:_AT_ONCE]
        if not unseen or self._meant is None:
            return
        (kind, date), app = self._meant, self._desk.app
        looking = self._desk.shell.operations.aside(
            ("candidate-sights", id(self)),
            candidate_sights,
            app.database,
            app.reference,
            unseen,
            kind=kind,
            date=date,
            today=self._desk.shell.today,
        )
        looking.then(self._see)

    def _see(self, seen: Iterable[CandidateSight]) -> None:
        told = {one.proposal: one for one in seen}
        self._sights |= told
        if told:
            self.read_anew.emit()
            self._look_on()

    def _forget(self, changes: object) -> None:
        """What was changed is looked at again."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        for key in told.meetings & self._sights.keys():
            del self._sights[key]
