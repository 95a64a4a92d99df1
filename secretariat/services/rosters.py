"""A meeting's people and units from the organisation: as of its day, and what of them has been taken, in the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.organisation import Government
from secretariat.domain import facts
from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.records import record
from secretariat.domain.rosters import Taken, read_said, read_said_unit, roster, said_json, snapshot
from secretariat.errors import UserError
from secretariat.rules.case import Case
from secretariat.rules.due_list import due_list
from secretariat.services.organisation import no_such_government
from secretariat.services.organisation_store import load

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models.meetings import Meeting, MeetingDepartment, MeetingPerson
    from secretariat.domain.organisation import Organisation
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference


@record(kw_only=True)
class RosterView:
    """Who a meeting of a kind would take from the organisation on a day.

    ``due`` are the lines of the list that the rulebook makes of them; without a rulebook there are none, and
    ``unjudged`` says why.
    """

    departments: tuple[facts.Department, ...]
    people: tuple[facts.Person, ...]
    due: tuple[facts.Attendance, ...]
    unjudged: str | None


def organisation_of(session: Session, government: str) -> Organisation:
    """Give the organisation of the government with that name; raises ``NoSuchGovernmentError``."""
    key = government_key(session, government)
    if key is None:
        raise no_such_government()
    return load(session, key).organisation


def government_key(session: Session, name: str) -> int | None:
    """Give the key of the government with that name; ``None``: it keeps no organisation here."""
    return session.scalar(sa.select(Government.id).where(Government.name == name))


def roster_for(database: Database, reference: Reference, government: str, kind: str, day: dt.date) -> RosterView:
    """Give the people and units that a meeting of that kind on that day has, and who of them is due (应到).

    Who is due only because a topic concerns him is not among them: there are no topics yet. Raises
    ``NoSuchGovernmentError``.
    """
    with database.reader() as session:
        organisation = organisation_of(session, government)
    units, people, _ = snapshot(roster(organisation, day))
    dossier = facts.Dossier(
        format="secretariat-dossier/1",
        government=facts.Government(name=organisation.name, office=organisation.office, term=organisation.term),
        meeting=facts.Meeting(kind=kind, date=day),
        departments=units,
        people=people,
    )
    due: tuple[facts.Attendance, ...] = ()
    unjudged = None
    try:
        rulebook = reference.rulebook_for(dossier)
    except UserError as error:
        unjudged = str(error)
    else:
        if (rule := rulebook.kinds.get(kind)) is None:
            unjudged = f"《{rulebook.title}》没有规定此类会议。"
        else:
            due = due_list(Case(rulebook, rule, dossier, as_of=day, calendar=WorkCalendar({})))
    return RosterView(departments=units, people=people, due=due, unjudged=unjudged)


def filled(session: Session, dossier: facts.Dossier) -> tuple[facts.Dossier, Taken]:
    """Give a new meeting with the people and units of its day, and what it has taken; in the act that makes it.

    Raises ``NoSuchGovernmentError``.
    """
    organisation = organisation_of(session, dossier.government.name)
    units, people, taken = snapshot(roster(organisation, dossier.meeting.date))
    return replace(dossier, departments=units, people=people), taken


# ------------------------------------------------------------------------------------------------- kept in the tables


def taken_by(meeting: Meeting) -> Taken:
    """Give what a meeting, loaded whole, has from the organisation."""
    return Taken(
        departments={
            row.ref: (row.department_id, None if row.taken is None else read_said_unit(row.taken))
            for row in meeting.departments
            if row.department_id is not None
        },
        people={
            row.ref: (row.person_id, None if row.taken is None else read_said(row.taken))
            for row in meeting.people
            if row.person_id is not None
        },
        listed=frozenset(meeting.taken_people or ()),
    )


def keep_taken(session: Session, meeting: Meeting, taken: Taken) -> None:
    """Keep what a meeting has from the organisation beside its rows. Flushes."""
    for row in meeting.departments:
        key, unit = taken.departments.get(row.ref, (None, None))
        if row.department_id != key:
            row.department_id = key
        _keep(row, None if unit is None else said_json(unit))
    for person in meeting.people:
        key, said = taken.people.get(person.ref, (None, None))
        if person.person_id != key:
            person.person_id = key
        _keep(person, None if said is None else said_json(said))
    listed: Sequence[int] = sorted(taken.listed)
    if meeting.taken_people != listed:
        meeting.taken_people = list(listed)
    session.flush()


def _keep(row: MeetingDepartment | MeetingPerson, said: dict[str, object] | None) -> None:
    if row.taken != said:
        row.taken = said
