"""Dossiers in and out of the database: import, export, and who of the organisation their people may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from models.meetings import Meeting
from models.organisation import Government, Holding, Person
from secretariat.domain.identity import identity_of, locked
from secretariat.domain.naming import plain_title
from secretariat.domain.permissions import Permission
from secretariat.domain.posts import in_force
from secretariat.errors import RefusedError, UserError
from secretariat.services import integrity, minute_numbers
from secretariat.services.placements import Following
from secretariat.services.proposal_rows import whole_dossier
from secretariat.services.store import dossier_of, store_meeting, whole
from secretariat.strict_input import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Dossier
    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import Post
    from secretariat.services.database import Database

IfExists = Literal["refuse", "replace", "keep-both"]


class AlreadyThereError(UserError):
    """A meeting that the database has already; ``meeting_id`` is its key."""

    def __init__(self, message: str, remedy: str, meeting_id: int) -> None:
        super().__init__(message, remedy)
        self.meeting_id = meeting_id


class NoSuchMeetingError(UserError):
    """A meeting that is not in the database."""


def import_dossier(
    database: Database,
    actor: Actor,
    dossier: Dossier,
    *,
    if_exists: IfExists = "refuse",
    links: Mapping[str, int] | None = None,
) -> int:
    """Take a dossier into the database, in one act, and give the meeting's key.

    Where the meeting is there already: ``refuse`` raises ``AlreadyThereError``, ``replace`` puts the dossier in its
    place (never where the minutes are locked), ``keep-both`` adds a copy without a number. ``links`` are the matches
    that somebody has confirmed: the dossier's ids of people, and the keys of the organisation's people.
    """
    refuse(integrity.problems(dossier), source="会议卷宗")
    name = title(dossier)
    act = f"导入会议：{name}"
    with database.transaction(
        actor=actor, permission=Permission.IMPORT_MEETINGS, act=act, undoable=False
    ) as transaction:
        session = transaction.session
        there = find_same(session, dossier)
        if there is not None and if_exists == "refuse":
            remedy = "请选择替换、两份都保留，或取消导入"
            raise AlreadyThereError(f"{name}已在数据库中", remedy, there)
        copy = there is not None and if_exists == "keep-both"
        replaced = None if there is None or copy else _replaceable(session, there, name)
        following = None if replaced is None else Following(session, replaced, dossier_of(replaced))
        meeting = store_meeting(session, dossier, instead_of=replaced, kept_copy=copy)
        if following is not None:
            following.follow_replaced(dossier, database.now().date())
        for person in meeting.people:
            if links and person.ref in links:
                person.person_id = links[person.ref]
        if not copy:
            _take_number(session, meeting)
        session.flush()
    return meeting.id


def _replaceable(session: Session, meeting_id: int, name: str) -> Meeting:
    meeting = whole(session, meeting_id)
    if meeting is None:
        raise LookupError(meeting_id)
    if meeting.minutes is not None and locked(meeting.minutes.stage):
        raise RefusedError(f"{name}的纪要已经印发并锁定，不能替换", "请取消导入，或选择两份都保留")
    return meeting


def _take_number(session: Session, meeting: Meeting) -> None:
    """Note that a number of minutes is taken in its year, so that it is not given a second time."""
    minutes = meeting.minutes
    if minutes is None or minutes.number is None:
        return
    year = minutes.year or meeting.year or (minutes.issued_on or minutes.signed_on or meeting.date).year
    minute_numbers.note_taken(
        session,
        meeting.government,
        meeting.kind,
        minute_numbers.period_of_year(year),
        minutes.number,
        meeting_id=meeting.id,
    )


def find_same(session: Session, dossier: Dossier) -> int | None:
    """Give the key of the meeting in the database that a dossier is of; ``None``: there is none.

    Without a number it is one of the same government, kind and period that has none either and was on the same day;
    a copy that was kept beside another is never taken for it.
    """
    identity = identity_of(dossier)
    query = sa.select(Meeting.id).where(
        Meeting.government == identity.government,
        Meeting.kind == identity.kind,
        Meeting.period == identity.period,
        Meeting.proposal.is_(other=False),
    )
    if identity.number is not None:
        return session.scalar(query.where(Meeting.number == identity.number))
    same_day = query.where(
        Meeting.number.is_(None), Meeting.date == dossier.meeting.date, Meeting.kept_copy.is_(other=False)
    )
    return session.scalars(same_day.order_by(Meeting.id)).first()


def export_dossier(database: Database, meeting_id: int) -> Dossier:
    """Give a meeting as a dossier; raises ``NoSuchMeetingError``."""
    with database.reader() as session:
        try:
            return whole_dossier(session, meeting_id, database.now().date())
        except LookupError:
            raise NoSuchMeetingError(f"数据库中没有编号为 {meeting_id} 的会议", "请先列出会议，再核对编号") from None


def title(dossier: Dossier) -> str:
    """Give a meeting as messages name it, whatever rulebook it is judged by."""
    meeting = dossier.meeting
    return plain_title(dossier.government.name, meeting.kind, meeting.number, meeting.date)


# --------------------------------------------------------------------------------------------------------- matches


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal: this person of the dossier may be that person of the organisation. Somebody has to say so."""

    ref: str
    person_id: int
    name: str
    posts: frozenset[Post]


def propose_matches(session: Session, dossier: Dossier) -> tuple[Match, ...]:
    """Give who of the organisation has the same name and, on the meeting's day, a post in common; makes no match."""
    day = dossier.meeting.date
    query = (
        sa.select(Person.id, Person.name, Holding)
        .join(Holding, Holding.person_id == Person.id)
        .join(Government, Government.id == Person.government_id)
        .where(Government.name == dossier.government.name, Person.name.in_({person.name for person in dossier.people}))
        .order_by(Person.position, Person.id)
    )
    held: dict[tuple[str, int], set[Post]] = {}
    for key, name, holding in session.execute(query):
        if (holding.from_ is None or holding.from_ <= day) and (holding.to is None or day <= holding.to):
            held.setdefault((name, key), set()).add(holding.post)
    return tuple(
        Match(person.id, key, name, frozenset(common))
        for person in dossier.people
        for (name, key), posts in held.items()
        if name == person.name
        and (common := posts & {holding.post for holding in person.posts if in_force(holding, day)})
    )
