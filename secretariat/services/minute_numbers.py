"""Issue numbers of minutes (期号): each belongs to a period, gaps are on record, and none is ever given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.minutes import TakenNumber
from secretariat.errors import RefusedError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def period_of_year(year: int) -> str:
    """The period of numbers that begin anew each year."""
    return f"year:{year}"


def next_number(session: Session, government: str, kind: str, period: str) -> int:
    """The first number after all that are taken or were skipped."""
    largest = session.scalar(
        sa.select(sa.func.max(TakenNumber.number)).filter_by(government=government, kind=kind, period=period)
    )
    return (largest or 0) + 1


def take(
    session: Session,
    government: str,
    kind: str,
    period: str,
    number: int,
    *,
    meeting_id: int,
    skipped_because: str | None = None,
) -> None:
    """Take a number for a meeting's minutes; numbers left out on the way are recorded as skipped, with the reason.

    Raises ``RefusedError`` where the number is taken by other minutes or was skipped, and where numbers would be left
    out without a reason.
    """
    of = {"government": government, "kind": kind, "period": period}
    taken = session.scalar(sa.select(TakenNumber).filter_by(**of, number=number))
    expected = next_number(session, government, kind, period)
    if taken is not None:
        if taken.meeting_id == meeting_id:
            return
        raise RefusedError(f"第{number}期已经用过，不能重复编号", f"请使用第{expected}期")
    if number > expected and not (skipped_because or "").strip():
        skipped = f"第{expected}期" if number == expected + 1 else f"第{expected}期至第{number - 1}期"
        raise RefusedError(f"{skipped}将空号", f"请使用第{expected}期，或填写空号原因")
    for gap in range(expected, number):
        session.add(TakenNumber(**of, number=gap, meeting_id=None, skipped_because=skipped_because))
    session.add(TakenNumber(**of, number=number, meeting_id=meeting_id, skipped_because=None))


def note_taken(session: Session, government: str, kind: str, period: str, number: int, *, meeting_id: int) -> None:
    """Note that a number is taken by minutes that came from elsewhere, whatever lies before it."""
    of = {"government": government, "kind": kind, "period": period, "number": number}
    if session.scalar(sa.select(TakenNumber).filter_by(**of)) is None:
        session.add(TakenNumber(**of, meeting_id=meeting_id))


def release(session: Session, meeting_id: int, why: str) -> None:
    """Let go of a meeting's numbers because it is deleted; they stay taken, with the reason."""
    for taken in session.scalars(sa.select(TakenNumber).filter_by(meeting_id=meeting_id)):
        taken.meeting_id = None
        taken.skipped_because = why
