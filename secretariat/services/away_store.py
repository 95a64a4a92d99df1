"""The register of those away between the database and ``domain/away_register.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from models.away import AwayExcuse as ExcuseTable
from models.away import AwayFile as FileTable
from models.away import AwayRecord, AwayRecordTold
from secretariat.domain.away_register import AwayExcuse, AwayFile, Journey, span_text
from secretariat.errors import RefusedError

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

_SAME: Final = (
    "from_",
    "to",
    "reported_on",
    "place",
    "reason",
    "urgent",
    "attachments",
    "reported_back_on",
    "cancelled_on",
    "note",
)
_PEOPLE: Final = {
    "person": "person_id",
    "acting": "acting_id",
    "consented_by": "consented_by_id",
    "approved_by": "approved_by_id",
}
WHOLE: Final = (
    selectinload(AwayRecord.told),
    selectinload(AwayRecord.files),
    selectinload(AwayRecord.excuses),
)


def journeys_in(
    session: Session, government: int, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[Journey, ...]:
    """Give a government's journeys that touch a time, in the order of leaving; cancelled ones too."""
    of = AwayRecord
    query = sa.select(of).where(of.government_id == government).options(*WHOLE)
    if last is not None:
        query = query.where(of.from_ <= last)
    if first is not None:
        end = sa.func.coalesce(of.to, of.reported_back_on)
        query = query.where(sa.or_(end.is_(None), end >= first))
    return tuple(map(journey_of, session.scalars(query.order_by(of.from_, of.id))))


def journeys_of(session: Session, person: int) -> tuple[Journey, ...]:
    """Give all journeys of a person, in the order of leaving; cancelled ones too."""
    of = AwayRecord
    query = sa.select(of).where(of.person_id == person).options(*WHOLE).order_by(of.from_, of.id)
    return tuple(map(journey_of, session.scalars(query)))


def journey_of(row: AwayRecord) -> Journey:
    """Give a row as the journey that it is."""
    return Journey(
        **{name: getattr(row, name) for name in _SAME},
        **{name: getattr(row, column) for name, column in _PEOPLE.items()},
        key=row.id,
        version=_version(row),
        told=tuple(one.person_id for one in row.told),
        files=tuple(
            AwayFile(key=one.id, name=one.name, sha256=one.sha256, size=one.size, media_type=one.media_type)
            for one in row.files
        ),
        excuses=tuple(map(_excuse, row.excuses)),
    )


def _version(row: AwayRecord) -> int:
    """A number that moves with each edit of the row, of those told, of its exceptions: versions are never the same."""
    return sum(one.version for one in (row, *row.told, *row.excuses))


def write(row: AwayRecord, journey: Journey) -> None:
    """Make a row say what a journey says, touching nothing that says the same; files have acts of their own."""
    said = {name: getattr(journey, name) for name in _SAME}
    said |= {column: getattr(journey, name) for name, column in _PEOPLE.items()}
    for name, value in said.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    if tuple(one.person_id for one in row.told) != journey.told:
        row.told = [AwayRecordTold(person_id=key) for key in journey.told]
    if tuple(map(_excuse, row.excuses)) != journey.excuses:
        row.excuses = [
            ExcuseTable(code=one.code, allowed_by_id=one.allowed_by, on=one.on, reason=one.reason)
            for one in journey.excuses
        ]


def _excuse(row: ExcuseTable) -> AwayExcuse:
    return AwayExcuse(code=row.code, allowed_by=row.allowed_by_id, on=row.on, reason=row.reason)


def file_row(file: AwayFile) -> FileTable:
    """Give the row of a file that was stored."""
    return FileTable(name=file.name, sha256=file.sha256, size=file.size, media_type=file.media_type)


# ------------------------------------------------------------------------------------------------------ who is in use


def refuse_if_in_register(session: Session, person: int, name: str) -> None:
    """Raise ``RefusedError`` where the register names somebody who is to be deleted from the organisation."""
    rows = session.scalars(sa.select(AwayRecord).where(_names(person)).order_by(AwayRecord.from_.desc())).all()
    if rows:
        first = span_text(journey_of(rows[0]))
        more = f"等 {len(rows)} 条" if len(rows) > 1 else ""
        raise RefusedError(
            f"{name}在外出登记的记录中（{first}{more}），不能删除", "不再任职的，请结束其全部任职；过去的登记不受影响"
        )


def _names(person: int) -> sa.ColumnElement[bool]:
    """Give what is true of a row that names somebody, in whatever part."""
    of = AwayRecord
    return sa.or_(
        *(getattr(of, column) == person for column in _PEOPLE.values()),
        of.told.any(AwayRecordTold.person_id == person),
        of.excuses.any(ExcuseTable.allowed_by_id == person),
    )
