"""Meetings, each with its own record of the departments and people of its day, under the ids of its dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachments import Attachment
from models.attendance import Attendance
from models.base import Listed, Row, reference, table_args
from models.exceptions import Excuse
from models.leave import Away, Leave, Notice
from models.minutes import Minutes
from models.of_meeting import Ordered, departments, of_meeting, of_part, people
from models.topics import AgendaChange, Topic
from secretariat.domain.states import DepartmentKind, DepartmentRole, MeetingStatus, Post, Security

BESIDE: Final = {"beside": True}
"""Marks a column that is no part of what a dossier says; whoever reads many meetings passes it by."""


class Meeting(Row):
    """One meeting: a government's, of a kind, with a number in its period (a term or a year).

    ``rulebook`` is the one that the dossier states, ``judged_by`` the one that did judge it once it was held:
    ``judged_in_force`` is the day from which that one is in force, ``judged_digest`` the SHA-256 of its text
    (``services/judges.py``). ``government``, ``office`` and ``term`` are as of the day. A copy kept beside another
    meeting (``kept_copy``) has no number. ``taken_people`` are the keys of those whom the organisation's list held when
    the meeting's people were last taken from it: who is among them and not here any more was removed by hand.
    ``organisation_id`` is the government of whose organisation a proposal has everybody whom it does not keep itself
    (``domain/proposal_rosters.py``); nothing guards it, as a table that others refer to is not built anew for it.
    """

    __tablename__ = "meeting"
    __table_args__ = table_args(
        sa.UniqueConstraint("government", "kind", "period", "number"),
        sa.Index(None, "date"),
        sa.Index(None, "proposal", "date", "kept_copy"),  # the list of all topics looks at nothing else of most of them
    )

    government: Mapped[str]
    office: Mapped[str | None]
    term: Mapped[int | None]
    kind: Mapped[str]
    period: Mapped[str]
    number: Mapped[int | None]
    kept_copy: Mapped[bool] = mapped_column(default=False)
    rulebook: Mapped[str | None]
    judged_by: Mapped[str | None]
    judged_in_force: Mapped[dt.date | None]
    judged_digest: Mapped[str | None]
    year: Mapped[int | None]
    status: Mapped[MeetingStatus | None]
    date: Mapped[dt.date]
    start: Mapped[dt.time | None]
    end: Mapped[dt.time | None]
    place: Mapped[str | None]
    # No reference guards these two: it would run in a circle, and cost SQLite the promise never to reuse a key.
    chair: Mapped[str | None]
    commissioned_by: Mapped[str | None]
    commissioned_on: Mapped[dt.date | None]
    agenda_set_on: Mapped[dt.date | None]
    enlarged: Mapped[bool] = mapped_column(default=False)
    security: Mapped[Security | None]
    security_period: Mapped[str | None]
    urgency: Mapped[str | None]
    agenda_set_by: Mapped[str | None]
    proposal: Mapped[bool] = mapped_column(default=False, server_default=sa.false(), info=BESIDE)
    organisation_id: Mapped[int | None] = mapped_column(info=BESIDE)
    taken_people: Mapped[list[int] | None] = mapped_column(sa.JSON(none_as_null=True), info=BESIDE)

    departments: Mapped[list[MeetingDepartment]] = relationship(
        cascade="all, delete-orphan",
        order_by="MeetingDepartment.position",
        collection_class=ordering_list("position"),
    )
    people: Mapped[list[MeetingPerson]] = relationship(
        cascade="all, delete-orphan",
        order_by="MeetingPerson.position",
        collection_class=ordering_list("position"),
    )
    attendance: Mapped[list[Attendance]] = relationship(
        cascade="all, delete-orphan",
        order_by="Attendance.position",
        collection_class=ordering_list("position"),
    )
    leave: Mapped[list[Leave]] = relationship(
        cascade="all, delete-orphan", order_by="Leave.position", collection_class=ordering_list("position")
    )
    away: Mapped[list[Away]] = relationship(
        cascade="all, delete-orphan", order_by="Away.position", collection_class=ordering_list("position")
    )
    notices: Mapped[list[Notice]] = relationship(
        cascade="all, delete-orphan", order_by="Notice.position", collection_class=ordering_list("position")
    )
    topics: Mapped[list[Topic]] = relationship(
        cascade="all, delete-orphan", order_by="Topic.position", collection_class=ordering_list("position")
    )
    agenda_changes: Mapped[list[AgendaChange]] = relationship(
        cascade="all, delete-orphan", order_by="AgendaChange.position", collection_class=ordering_list("position")
    )
    minutes: Mapped[Minutes | None] = relationship(cascade="all, delete-orphan")
    exceptions: Mapped[list[Excuse]] = relationship(
        cascade="all, delete-orphan", order_by="Excuse.position", collection_class=ordering_list("position")
    )
    attachments: Mapped[list[Attachment]] = relationship(
        cascade="all, delete-orphan", order_by="Attachment.position", collection_class=ordering_list("position")
    )


class MeetingDepartment(Ordered):
    """A department as of the meeting; ``department_id`` is the organisation's, once somebody has said so.

    ``taken`` is what the organisation said of it when it was last taken from there (``domain/rosters.py``).
    """

    __tablename__ = "meeting_department"
    __table_args__ = table_args(
        reference(["meeting_id"], "meeting", ["id"]),
        reference(["department_id"], "department", ["id"]),
        sa.UniqueConstraint("meeting_id", "ref"),
        sa.Index(None, "department_id"),
    )

    ref: Mapped[str]
    department_id: Mapped[int | None]
    name: Mapped[str]
    kind: Mapped[DepartmentKind]
    roles: Mapped[tuple[DepartmentRole, ...]] = mapped_column(Listed(DepartmentRole), default=())
    taken: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=BESIDE)


class MeetingPerson(Ordered):
    """A person as of the meeting; ``person_id`` is the organisation's, once somebody has said so.

    ``taken`` is what the organisation said of him when he was last taken from there (``domain/rosters.py``).
    """

    __tablename__ = "meeting_person"
    __table_args__ = table_args(
        *of_meeting(),
        *people("pair"),
        reference(["person_id"], "person", ["id"]),
        sa.UniqueConstraint("meeting_id", "ref"),
        sa.Index(None, "person_id"),
    )

    ref: Mapped[str]
    person_id: Mapped[int | None]
    name: Mapped[str]
    title: Mapped[str | None]
    pair: Mapped[str | None]
    cpc_member: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None]
    taken: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=BESIDE)

    posts: Mapped[list[MeetingHolding]] = relationship(
        cascade="all, delete-orphan",
        order_by="MeetingHolding.position",
        collection_class=ordering_list("position"),
    )
    in_charge_of: Mapped[list[MeetingCharge]] = relationship(
        cascade="all, delete-orphan",
        order_by="MeetingCharge.position",
        collection_class=ordering_list("position"),
    )


class MeetingHolding(Ordered):
    """A post that a person of the meeting held."""

    __tablename__ = "meeting_holding"
    __table_args__ = table_args(*of_part("meeting_person"), *departments("department"))

    meeting_person_id: Mapped[int]
    post: Mapped[Post]
    department: Mapped[str | None]
    from_: Mapped[dt.date | None]
    to: Mapped[dt.date | None]


class MeetingCharge(Ordered):
    """A department that a person of the meeting was in charge of (分管)."""

    __tablename__ = "meeting_charge"
    __table_args__ = table_args(
        *of_part("meeting_person"),
        *departments("department"),
        sa.Index(None, "meeting_id", "department"),  # who leads a topic's sponsor, in the list of all topics
    )

    meeting_person_id: Mapped[int]
    department: Mapped[str]
