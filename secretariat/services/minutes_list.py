"""The list of all minutes: how far each meeting's are, their number, who signed them off and when; one question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.states import MinutesStage

if TYPE_CHECKING:
    from secretariat.services.database import Database

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does: the tables' classes take half a second to import.
_QUESTION: Final = """
SELECT meeting.id, meeting.government, meeting.kind, meeting.term, meeting.year, meeting.number, meeting.date,
       minutes.number, coalesce(minutes.year, meeting.year), minutes.stage, signer.name, minutes.signed_on, minutes.id
FROM meeting
LEFT JOIN minutes ON minutes.meeting_id = meeting.id
LEFT JOIN meeting_person AS signer ON signer.meeting_id = minutes.meeting_id AND signer.ref = minutes.signed_by
WHERE NOT meeting.proposal
ORDER BY meeting.date DESC, meeting.start DESC, meeting.id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRow:
    """One meeting and its minutes.

    ``minutes_year`` is that of the number; an imported record may tell who signed without telling a ``stage``.
    ``recorded`` is whether there are minutes at all.
    """

    id: int
    government: str
    kind: str
    term: int | None
    year: int | None
    number: int | None
    date: dt.date
    minutes_number: int | None
    minutes_year: int | None
    stage: MinutesStage | None
    signed_by: str | None
    signed_on: dt.date | None
    recorded: bool


def list_minutes(database: Database) -> tuple[MinutesRow, ...]:
    """Give all meetings and how far their minutes are, the newest first."""
    return tuple(map(_row, database.ask(_QUESTION)))


def _row(row: tuple[Any, ...]) -> MinutesRow:
    """A row as PostgreSQL gives it, or SQLite, which keeps days as text."""
    id_, government, kind, term, year, number, date, minutes_number, minutes_year, stage, by, on, minutes = row
    return MinutesRow(
        id=id_,
        government=government,
        kind=kind,
        term=term,
        year=year,
        number=number,
        date=_day(date),
        minutes_number=minutes_number,
        minutes_year=minutes_year,
        stage=None if stage is None else MinutesStage(stage),
        signed_by=by,
        signed_on=None if on is None else _day(on),
        recorded=minutes is not None,
    )


def _day(told: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(told) if isinstance(told, str) else told
