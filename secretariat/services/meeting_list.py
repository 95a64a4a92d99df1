"""The list of all meetings: what stands first in the window, so what it needs is imported in no time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from secretariat.domain.identity import locked
from secretariat.domain.states import MeetingStatus, MinutesStage

if TYPE_CHECKING:
    from secretariat.services.database import Database

# Asked of ``Database.ask``, not of the tables' classes: they take half a second to import. ``limit``'s own default is
# the greatest that both databases take.
_QUESTION: Final = """
SELECT meeting.id, meeting.government, meeting.kind, meeting.period, meeting.term, meeting.year, meeting.number,
       meeting.kept_copy, meeting.enlarged, meeting.date, meeting.start, meeting.place, meeting.status,
       (SELECT count(*) FROM topic WHERE topic.meeting_id = meeting.id), minutes.number, minutes.stage
FROM meeting LEFT JOIN minutes ON minutes.meeting_id = meeting.id
WHERE NOT meeting.proposal AND meeting.kind = coalesce(:kind, meeting.kind)
  AND meeting.date >= coalesce(:since, meeting.date) AND meeting.date <= coalesce(:until, meeting.date)
ORDER BY meeting.date DESC, meeting.start DESC, meeting.id DESC
LIMIT coalesce(:limit, 2147483647)
"""


class MeetingRow(NamedTuple):
    """One line of the list of meetings."""

    id: int
    government: str
    kind: str
    period: str
    term: int | None
    year: int | None
    number: int | None
    kept_copy: bool
    enlarged: bool
    date: dt.date
    start: dt.time | None
    place: str | None
    status: MeetingStatus | None
    topics: int
    minutes_number: int | None
    stage: MinutesStage | None

    @property
    def locked(self) -> bool:
        """Whether the minutes are locked."""
        return locked(self.stage)


def list_meetings(
    database: Database,
    *,
    kind: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = None,
) -> tuple[MeetingRow, ...]:
    """Give the meetings, the newest first; ``since`` and ``until`` are days, both included."""
    rows = database.ask(_QUESTION, kind=kind, since=since, until=until, limit=limit)
    return tuple(map(_row, rows))


def _row(row: tuple[Any, ...]) -> MeetingRow:
    """A row as PostgreSQL gives it, or SQLite, which keeps days and times as text and truth as a number."""
    (*before, kept_copy, enlarged, date, start, place, status, topics, minutes_number, stage) = row
    return MeetingRow._make(
        (
            *before,
            bool(kept_copy),
            bool(enlarged),
            dt.date.fromisoformat(date) if isinstance(date, str) else date,
            dt.time.fromisoformat(start) if isinstance(start, str) else start,
            place,
            None if status is None else MeetingStatus(status),
            topics,
            minutes_number,
            None if stage is None else MinutesStage(stage),
        )
    )
