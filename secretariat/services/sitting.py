"""Which meetings remember somebody of the organisation, or a department of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from models.meetings import Meeting, MeetingDepartment, MeetingHolding, MeetingPerson
from secretariat.domain.naming import plain_title
from secretariat.domain.plain_text import tidy_name

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from secretariat.domain.organisation import Organisation, Person

MOST: Final = 20
"""Meetings that are named at most."""
_PROPOSAL: Final = "{}登记的候选议题"


class Sitting(NamedTuple):
    """A meeting that remembers somebody, or a proposal: its key, its name as messages have it, its day."""

    meeting: int
    title: str
    day: dt.date


def meetings_with(session: Session, organisation: Organisation, person: Person) -> tuple[Sitting, ...]:
    """Give the newest meetings that remember somebody.

    Those whose record was taken from the organisation, or matched with it, say so. In others of the same government it
    is whoever bears the name; where several of the organisation do, who in that meeting held a post that he has held.
    """
    linked = sa.select(MeetingPerson.meeting_id).where(MeetingPerson.person_id == person.key)
    name = sa.func.replace(sa.func.replace(MeetingPerson.name, "\u3000", ""), " ", "")
    unlinked = sa.select(MeetingPerson.meeting_id).where(
        MeetingPerson.person_id.is_(None), name == person.name.replace(" ", "")
    )
    if sum(tidy_name(one.name) == person.name for one in organisation.people) > 1:
        posts = {held.post for held in person.posts}
        unlinked = unlinked.where(MeetingPerson.posts.any(MeetingHolding.post.in_(posts)))
    own = sa.and_(Meeting.id.in_(unlinked), Meeting.government == organisation.name)
    return _sittings(session, sa.or_(Meeting.id.in_(linked), own))


def meetings_of_department(session: Session, department: int) -> tuple[Sitting, ...]:
    """Give the newest meetings whose record took a department from the organisation."""
    linked = sa.select(MeetingDepartment.meeting_id).where(MeetingDepartment.department_id == department)
    return _sittings(session, Meeting.id.in_(linked))


def _sittings(session: Session, where: sa.ColumnElement[bool]) -> tuple[Sitting, ...]:
    columns = (Meeting.id, Meeting.proposal, Meeting.government, Meeting.kind, Meeting.number, Meeting.date)
    query = sa.select(*columns).where(where).order_by(Meeting.date.desc(), Meeting.id.desc()).limit(MOST)
    return tuple(
        Sitting(key, _PROPOSAL.format(day) if proposal else plain_title(government, kind, number, day), day)
        for key, proposal, government, kind, number, day in session.execute(query)
    )
