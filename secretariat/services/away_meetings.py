"""Journeys and meetings: who is away on the day of a meeting that he is due in asks for leave, by an act that says so.

A meeting keeps its own copy of the journey. It does not follow the register by itself: ``meetings_touched`` says where
the two differ, ``propose_leave`` and ``follow`` bring the one in line with the other, each as one act on the meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.away import AwayRecord
from models.meetings import Meeting
from models.organisation import Government, Person
from secretariat.domain import editing, leave_editing, leave_requests
from secretariat.domain.away_register import brought, copy_in, span_text
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.records import record
from secretariat.domain.rosters import person_fact, said_of
from secretariat.domain.states import MeetingStatus, Part
from secretariat.errors import RefusedError
from secretariat.services.away_register import no_such_journey, open_journey
from secretariat.services.away_store import journey_of
from secretariat.services.dossiers import title
from secretariat.services.meetings import act_on
from secretariat.services.organisation_store import load
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from secretariat.domain.away_register import Copy, Journey
    from secretariat.domain.facts import Dossier
    from secretariat.domain.leave_requests import LeaveState
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.transaction import ActSession


@record(kw_only=True)
class Touched:
    """A planned meeting on a day on which somebody is away, or was to be.

    ``part`` is his part in it, ``None`` where he is not on its list; ``leave`` how far his request is; ``copy`` what
    the meeting has of the journey.
    """

    meeting: int
    title: str
    day: dt.date
    part: Part | None
    leave: LeaveState | None
    copy: Copy

    @property
    def needs_leave(self) -> bool:
        """Whether he is due and has not asked for leave."""
        due = self.part is not None and self.part is not Part.STAFF
        return due and self.leave in {None, leave_requests.LeaveState.WITHDRAWN}

    @property
    def stale(self) -> bool:
        """Whether the meeting says something else of the journey than the register."""
        return self.copy == "other"


def meetings_touched(
    database: Database, journey: Journey, *, today: dt.date, was: Journey | None = None
) -> tuple[Touched, ...]:
    """Give the planned meetings that a journey concerns, in the order of their days; those too that it ``was`` on.

    Without a recorded state a meeting is planned until its day. Meetings that do not know the person are left out, and
    those whose people are not linked with the organisation go by the name where it is the only one.
    """
    with database.reader() as session:
        name = _government_of(session, journey)
        found = [_touched(session, journey, was, key) for key in _planned(session, name, journey, was, today)]
    return tuple(one for one in found if one is not None)


def _government_of(session: Session, journey: Journey) -> str:
    query = sa.select(Government.name).where(Government.people.any(Person.id == journey.person))
    return session.scalar(query) or ""


def _planned(session: Session, government: str, journey: Journey, was: Journey | None, today: dt.date) -> list[int]:
    days = sa.or_(*(_in_span(each) for each in (journey, was) if each is not None))
    planned = sa.or_(Meeting.status == MeetingStatus.PLANNED, sa.and_(Meeting.status.is_(None), Meeting.date >= today))
    own = (Meeting.government == government, Meeting.proposal.is_(other=False))
    query = sa.select(Meeting.id).where(*own, planned, days)
    return list(session.scalars(query.order_by(Meeting.date, Meeting.start, Meeting.id)))


def _in_span(journey: Journey) -> sa.ColumnElement[bool]:
    begun = Meeting.date >= journey.from_
    return begun if journey.end is None else sa.and_(begun, Meeting.date <= journey.end)


def _touched(session: Session, journey: Journey, was: Journey | None, key: int) -> Touched | None:
    meeting = whole(session, key)
    if meeting is None:
        return None
    dossier, ids = dossier_of(meeting), _ids(session, meeting, journey)
    person = ids.get(journey.person)
    if person is None:
        return None
    part = next((line.as_ for line in dossier.attendance if line.person == person), None)
    copy = copy_in(dossier, journey, ids, was)
    gone = not journey.stands or not journey.covers(dossier.meeting.date)
    if (part is None or gone) and copy == "none":
        return None
    request = leave_requests.current(dossier, person)
    state = None if request is None else leave_requests.state(request)
    return Touched(meeting=key, title=title(dossier), day=dossier.meeting.date, part=part, leave=state, copy=copy)


def _ids(session: Session, meeting: Meeting, journey: Journey) -> dict[int, str]:
    """The meeting's ids of those whom a journey names: who is linked with the organisation, else who bears the name."""
    linked = {row.person_id: row.ref for row in meeting.people if row.person_id is not None}
    named: dict[str, list[str]] = {}
    for row in meeting.people:
        if row.person_id is None:
            named.setdefault(tidy_name(row.name), []).append(row.ref)
    wanted = {*journey.people, *(one.allowed_by for one in journey.excuses if one.allowed_by is not None)}
    query = sa.select(Person.id, Person.name).where(Person.id.in_(wanted))
    names = {row.id: row.name for row in session.execute(query)}
    found = {}
    for key in wanted:
        same = named.get(tidy_name(names.get(key, "")), [])
        if key in linked:
            found[key] = linked[key]
        elif len(same) == 1:
            found[key] = same[0]
    return found


# ---------------------------------------------------------------------------------------------------------------- acts


def propose_leave(database: Database, actor: Actor, meeting_id: int, key: int, *, today: dt.date) -> int:
    """Enter a request for leave from a meeting on account of a journey, and the journey among those away there.

    The request is dated by the report, is waiting for approval, and proposes who acts. One act. Raises
    ``ImpossibleError`` for somebody who is not on the list.
    """
    journey = open_journey(database, key)
    asked = min(journey.reported_on or today, today)
    reason = "，".join(filter(None, (journey.reason, f"外出（{span_text(journey)}{journey.place or ''}）")))

    def edit(dossier: Dossier, ids: dict[int, str]) -> Dossier:
        person = ids[journey.person]
        acting = None if journey.acting is None else ids.get(journey.acting)
        return leave_editing.ask(dossier, person, asked_on=asked, reason=reason, acting=acting)

    return _bring(database, actor, meeting_id, key, "按外出登记提出请假", edit)


def follow(database: Database, actor: Actor, meeting_id: int, key: int, *, was: Journey | None = None) -> int:
    """Bring what a meeting says of a journey in line with the register; what is no journey any more is taken out."""
    return _bring(database, actor, meeting_id, key, "按外出登记更新外出记录", lambda dossier, _: dossier, was=was)


def _bring(
    database: Database,
    actor: Actor,
    meeting_id: int,
    key: int,
    act: str,
    edit: Callable[[Dossier, dict[int, str]], Dossier],
    *,
    was: Journey | None = None,
) -> int:
    """Bring a journey into a meeting, with the people whom it names and the meeting does not know, and edit that."""
    read: list[tuple[Journey, Dossier, dict[int, str]]] = []
    added: dict[int, str] = {}

    def look(session: ActSession, meeting: Meeting, dossier: Dossier) -> None:
        row = session.get(AwayRecord, key)
        if row is None:
            raise no_such_journey()
        journey = journey_of(row)
        ids = _ids(session, meeting, journey)
        if journey.person not in ids:
            raise RefusedError(f"{title(dossier)}没有这个人", "请先在会议的出席页列入名单")
        known, new = _with_named(session, row.government_id, dossier, journey, ids)
        added.update(new)
        read.append((journey, known, {**ids, **new}))

    def bring(_: Dossier) -> Dossier:
        journey, dossier, ids = read[0]
        return brought(edit(dossier, ids), journey, ids, was)

    def link(_: ActSession, meeting: Meeting) -> None:
        refs = {ref: person for person, ref in added.items()}
        for row in meeting.people:
            if row.ref in refs:
                row.person_id = refs[row.ref]

    return act_on(database, actor, meeting_id, act, bring, also=look, afterwards=link)


def _with_named(
    session: Session, government: int, dossier: Dossier, journey: Journey, ids: dict[int, str]
) -> tuple[Dossier, dict[int, str]]:
    """The dossier with those whom the journey names added, and their new ids; where it has to be brought at all."""
    missing = journey.people - set(ids)
    if not missing or not journey.stands:
        return dossier, {}
    organisation = load(session, government).organisation
    here = {unit.name: unit.id for unit in dossier.departments}
    units = {unit.key: here[unit.name] for unit in organisation.departments if unit.name in here}
    new = {}
    for key in sorted(missing):
        said = said_of(organisation, key, dossier.meeting.date)
        dossier = editing.add_person(dossier, person_fact(said, "", units, {}))
        new[key] = dossier.people[-1].id
    return dossier, new


def needing_leave(touched: Iterable[Touched]) -> tuple[Touched, ...]:
    """Give those for which a request for leave is to be proposed."""
    return tuple(one for one in touched if one.needs_leave)
