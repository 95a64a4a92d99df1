"""The organisation as it is now and was: governments, departments, people, posts with dates, who is in charge of what.

A meeting does not point here for what it says; it keeps its own people and titles of the day (``models/meetings.py``).
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Listed, Row, reference, table_args
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post


class Government(Row):
    """A government that keeps its meetings here; ``term`` (届) is the one it is in."""

    __tablename__ = "government"
    __table_args__ = table_args(sa.UniqueConstraint("name"))

    name: Mapped[str]
    office: Mapped[str | None]
    term: Mapped[int | None]

    departments: Mapped[list[Department]] = relationship(
        back_populates="government", cascade="all, delete-orphan", order_by="Department.position"
    )
    people: Mapped[list[Person]] = relationship(
        back_populates="government", cascade="all, delete-orphan", order_by="Person.position"
    )


class Department(Row):
    """A department, town, enterprise or other unit of a government; it exists from a day to a day, both included."""

    __tablename__ = "department"
    __table_args__ = table_args(
        reference(["government_id"], "government", ["id"]), sa.UniqueConstraint("government_id", "name")
    )

    government_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[DepartmentKind]
    roles: Mapped[tuple[DepartmentRole, ...]] = mapped_column(Listed(DepartmentRole), default=())
    from_: Mapped[date | None]
    to: Mapped[date | None]
    phone: Mapped[str | None]

    government: Mapped[Government] = relationship(back_populates="departments")


class Person(Row):
    """A person; ``position`` is the protocol order (排名), ``title`` as papers print it.

    ``distinction`` tells him from others of the same name. ``pinyin`` is the reading of the name that he is found by,
    ``pinyin_correction`` the same where somebody has typed it.
    """

    __tablename__ = "person"
    __table_args__ = table_args(
        reference(["government_id"], "government", ["id"]), sa.Index(None, "government_id", "name")
    )

    government_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    distinction: Mapped[str | None]
    pinyin: Mapped[str | None]
    pinyin_correction: Mapped[str | None]
    title: Mapped[str | None]
    cpc_member: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None]

    government: Mapped[Government] = relationship(back_populates="people")
    posts: Mapped[list[Holding]] = relationship(
        cascade="all, delete-orphan", order_by="Holding.position", collection_class=ordering_list("position")
    )
    in_charge_of: Mapped[list[Charge]] = relationship(
        cascade="all, delete-orphan", order_by="Charge.position", collection_class=ordering_list("position")
    )


class Holding(Row):
    """A post held from a day to a day, both included."""

    __tablename__ = "holding"
    __table_args__ = table_args(
        reference(["person_id"], "person", ["id"]),
        reference(["department_id"], "department", ["id"]),
        sa.Index(None, "person_id"),
    )

    person_id: Mapped[int]
    position: Mapped[int]
    post: Mapped[Post]
    department_id: Mapped[int | None]
    from_: Mapped[date | None]
    to: Mapped[date | None]


class Charge(Row):
    """A department that a leader is in charge of (分管), from a day to a day."""

    __tablename__ = "charge"
    __table_args__ = table_args(
        reference(["person_id"], "person", ["id"]),
        reference(["department_id"], "department", ["id"]),
        sa.Index(None, "person_id"),
        sa.Index(None, "department_id"),  # who leads a topic's sponsor, in the list of all topics
    )

    person_id: Mapped[int]
    position: Mapped[int]
    department_id: Mapped[int]
    from_: Mapped[date | None]
    to: Mapped[date | None]


class Pair(Row):
    """Two who stand in for each other (补位、AB角), from a day to a day."""

    __tablename__ = "pair"
    __table_args__ = table_args(
        reference(["person_id"], "person", ["id"]),
        reference(["other_id"], "person", ["id"]),
        sa.Index(None, "person_id"),
        sa.Index(None, "other_id"),
    )

    person_id: Mapped[int]
    other_id: Mapped[int]
    from_: Mapped[date | None]
    to: Mapped[date | None]
