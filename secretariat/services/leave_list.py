"""The list of all requests for leave, of every meeting: who, for which meeting, how far it is.

One question; only of the few that are not decided the meeting is read, for some need nobody's approval by its rulebook.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import LeaveState, state
from secretariat.domain.records import record
from secretariat.errors import UserError

if TYPE_CHECKING:
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does: the tables' classes take half a second to import.
# "leave" is a keyword of no database here; what it names is written out all the same.
_QUESTION: Final = """
SELECT asked.id, meeting.id, meeting.government, meeting.kind, meeting.term, meeting.year, meeting.number,
       meeting.enlarged, meeting.date, asked.person, who.name, who.title,
       asked.asked_on, asked.reason, approver.name, asked.approved_by, asked.approved_on,
       refuser.name, asked.refused_by, asked.refused_on, asked.withdrawn_on, asked.written_report, acting.name
FROM leave AS asked
JOIN meeting ON meeting.id = asked.meeting_id
JOIN meeting_person AS who ON who.meeting_id = asked.meeting_id AND who.ref = asked.person
LEFT JOIN meeting_person AS approver ON approver.meeting_id = asked.meeting_id AND approver.ref = asked.approved_by
LEFT JOIN meeting_person AS refuser ON refuser.meeting_id = asked.meeting_id AND refuser.ref = asked.refused_by
LEFT JOIN meeting_person AS acting ON acting.meeting_id = asked.meeting_id AND acting.ref = asked.acting
WHERE NOT meeting.proposal
ORDER BY meeting.date DESC, meeting.start DESC, meeting.id DESC, asked.position
"""


@record(kw_only=True)
class LeaveRow:
    """One request of the list; ``decided_by`` is who approved or refused, ``late`` says that it came afterwards.

    ``free``: it needs nobody's approval by the rule.
    """

    id: int
    meeting: int
    government: str
    kind: str
    term: int | None
    year: int | None
    number: int | None
    enlarged: bool
    date: dt.date
    person: str
    name: str
    title: str | None
    asked_on: dt.date | None
    reason: str | None
    state: LeaveState
    decided_by: str | None
    written_report: bool
    acting: str | None
    late: bool
    free: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody has to approve it still."""
        return self.state is LeaveState.ASKED and not self.free


def list_leave(database: Database, reference: Reference, *, today: dt.date) -> tuple[LeaveRow, ...]:
    """Give all requests: first those that wait for an approval, the soonest meeting at the top; then the newest.

    What still waits after its meeting stands among the others.
    """
    rows = tuple(map(_row, database.ask(_QUESTION)))
    free = _free(database, reference, rows)
    rows = tuple(replace(row, free=True) if (row.meeting, row.person) in free else row for row in rows)
    waiting = [row for row in rows if row.waits and row.date >= today]
    return (*sorted(waiting, key=lambda row: row.date), *(row for row in rows if row not in waiting))


def _free(database: Database, reference: Reference, rows: tuple[LeaveRow, ...]) -> frozenset[tuple[int, str]]:
    """The meeting and person of each request that was asked and needs nobody's approval; where no rule is, none."""
    meetings = {row.meeting for row in rows if row.state is LeaveState.ASKED}
    if not meetings:
        return frozenset()
    # What reads a whole meeting takes half a second to import: only where something was asked.
    from secretariat.services.dossiers import export_dossier  # noqa: PLC0415 (as above)
    from secretariat.services.leave_summary import leave_lines  # noqa: PLC0415 (as above)

    found: set[tuple[int, str]] = set()
    for key in meetings:
        try:
            dossier = export_dossier(database, key)
            rulebook = reference.rulebook_for(dossier)
        except UserError:  # it was deleted meanwhile, or nothing judges it
            continue
        found.update((key, line.person) for line in leave_lines(dossier, rulebook) if line.free)
    return frozenset(found)


def _row(row: tuple[Any, ...]) -> LeaveRow:
    """A row as PostgreSQL gives it, or SQLite, which keeps days as text and truth as a number."""
    (id_, meeting, government, kind, term, year, number, enlarged, date, person, name, title, *rest) = row
    asked_on, reason, approver, approved_by, approved_on, refuser, refused_by, refused_on, *rest = rest
    withdrawn_on, written_report, acting = rest
    leave = Leave(
        person=person,
        asked_on=_day(asked_on),
        approved_by=approved_by,
        approved_on=_day(approved_on),
        refused_by=refused_by,
        refused_on=_day(refused_on),
        withdrawn_on=_day(withdrawn_on),
    )
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return LeaveRow(
        id=id_,
        meeting=meeting,
        government=government,
        kind=kind,
        term=term,
        year=year,
        number=number,
        enlarged=bool(enlarged),
        date=day,
        person=person,
        name=name,
        title=title,
        asked_on=leave.asked_on,
        reason=reason,
        state=state(leave),
        decided_by=approver or refuser,
        written_report=bool(written_report),
        acting=acting,
        late=leave.asked_on is not None and leave.asked_on > day,
    )


def _day(told: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(told) if isinstance(told, str) else told
