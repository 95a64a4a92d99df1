"""Topics of a meeting with all that led to them and came of them: steps, countersigns, reviews, decision, document."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Listed, table_args
from models.of_meeting import OfMeeting, Ordered, attachments, departments, of_meeting, of_part, of_single_part, people
from secretariat.domain.states import (
    AgendaAct,
    FileKind,
    Opinion,
    Outcome,
    ReviewKind,
    Revision,
    Security,
    StepKind,
    TopicFlag,
    TopicType,
)


class Topic(Ordered):
    """One topic (议题). ``ad_hoc`` and ``form`` say whether there is such a record, even with nothing more known."""

    __tablename__ = "topic"
    __table_args__ = table_args(
        *of_meeting(),
        *departments("sponsor"),
        *people("proposed_by", "reporter", "ad_hoc_consent_by", "form_signed_by"),
        sa.UniqueConstraint("meeting_id", "no"),
    )

    # Two topics change places in two steps; see services/undo.py.
    no: Mapped[int] = mapped_column(info={"renumbered": True})
    title: Mapped[str]
    type: Mapped[TopicType | None]
    flags: Mapped[tuple[TopicFlag, ...]] = mapped_column(Listed(TopicFlag), default=())
    task: Mapped[int | None]
    sponsor: Mapped[str | None]
    proposed_by: Mapped[str | None]
    registered_on: Mapped[date | None]
    added_on: Mapped[date | None]
    ad_hoc: Mapped[bool] = mapped_column(default=False)
    ad_hoc_consent_by: Mapped[str | None]
    ad_hoc_reason: Mapped[str | None]
    form: Mapped[bool] = mapped_column(default=False)
    form_signed_by: Mapped[str | None]
    form_sealed: Mapped[bool] = mapped_column(default=False)
    report_minutes: Mapped[int | None]
    staff: Mapped[int | None]
    staff_consent: Mapped[bool] = mapped_column(default=False)
    reporter: Mapped[str | None]
    discussion: Mapped[str | None]
    started: Mapped[time | None]
    ended: Mapped[time | None]
    origin: Mapped[str | None]

    concerns: Mapped[list[TopicConcern]] = relationship(
        cascade="all, delete-orphan", order_by="TopicConcern.position", collection_class=ordering_list("position")
    )
    steps: Mapped[list[Step]] = relationship(
        cascade="all, delete-orphan", order_by="Step.position", collection_class=ordering_list("position")
    )
    material: Mapped[Material | None] = relationship(cascade="all, delete-orphan")
    countersigns: Mapped[list[Countersign]] = relationship(
        cascade="all, delete-orphan", order_by="Countersign.position", collection_class=ordering_list("position")
    )
    coordination: Mapped[Coordination | None] = relationship(cascade="all, delete-orphan")
    reviews: Mapped[list[Review]] = relationship(
        cascade="all, delete-orphan", order_by="Review.position", collection_class=ordering_list("position")
    )
    written_opinions: Mapped[list[WrittenOpinion]] = relationship(
        cascade="all, delete-orphan", order_by="WrittenOpinion.position", collection_class=ordering_list("position")
    )
    decision: Mapped[Decision | None] = relationship(cascade="all, delete-orphan")
    files: Mapped[list[TopicFile]] = relationship(
        cascade="all, delete-orphan", order_by="TopicFile.position", collection_class=ordering_list("position")
    )
    comments: Mapped[list[Comment]] = relationship(
        cascade="all, delete-orphan", order_by="Comment.position", collection_class=ordering_list("position")
    )
    copies: Mapped[list[Copy]] = relationship(
        cascade="all, delete-orphan", order_by="Copy.position", collection_class=ordering_list("position")
    )


class TopicConcern(Ordered):
    """A department that the topic concerns (涉及部门)."""

    __tablename__ = "topic_concern"
    __table_args__ = table_args(*of_part("topic"), *departments("department"))

    topic_id: Mapped[int]
    department: Mapped[str]


class WrittenOpinion(Ordered):
    """Somebody who sent a written opinion (书面意见) because he could not be there for the topic."""

    __tablename__ = "written_opinion"
    __table_args__ = table_args(*of_part("topic"), *people("person"))

    topic_id: Mapped[int]
    person: Mapped[str]


class Step(Ordered):
    """One step of the chain of approval."""

    __tablename__ = "step"
    __table_args__ = table_args(*of_part("topic"), *people("by"), *attachments("form"))

    topic_id: Mapped[int]
    step: Mapped[StepKind]
    by: Mapped[str | None]
    on: Mapped[date | None]
    opinion: Mapped[str | None]
    form: Mapped[str | None]


class Material(OfMeeting):
    """The report material (汇报材料)."""

    __tablename__ = "material"
    __table_args__ = table_args(*of_single_part("topic"), *people("signed_by"))

    topic_id: Mapped[int]
    submitted_on: Mapped[date | None]
    signed_by: Mapped[str | None]
    delivered_on: Mapped[tuple[date, ...]] = mapped_column(default=())
    recall: Mapped[bool] = mapped_column(default=False)
    recalled_on: Mapped[date | None]


class Countersign(Ordered):
    """A department's countersign (会签)."""

    __tablename__ = "countersign"
    __table_args__ = table_args(
        *of_part("topic"), *departments("department"), *people("signed_by"), *attachments("form")
    )

    topic_id: Mapped[int]
    department: Mapped[str]
    asked_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    opinion: Mapped[Opinion | None]
    signed_by: Mapped[str | None]
    round: Mapped[int | None]
    due_on: Mapped[date | None]
    grounds: Mapped[str | None]
    form: Mapped[str | None]


class Coordination(OfMeeting):
    """What was done about a disagreement (协调)."""

    __tablename__ = "coordination"
    __table_args__ = table_args(*of_single_part("topic"), *people("by"), *attachments("file"))

    topic_id: Mapped[int]
    statement: Mapped[bool] = mapped_column(default=False)
    grounds: Mapped[bool] = mapped_column(default=False)
    preferred_option: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str | None]
    on: Mapped[date | None]
    agreed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None]
    option: Mapped[str | None]
    file: Mapped[str | None]


class Review(Ordered):
    """A review of the topic; ``by`` is a department."""

    __tablename__ = "review"
    __table_args__ = table_args(*of_part("topic"), *departments("by"), *attachments("file"))

    topic_id: Mapped[int]
    review: Mapped[ReviewKind]
    by: Mapped[str | None]
    on: Mapped[date | None]
    passed: Mapped[bool] = mapped_column(default=False)
    opinion: Mapped[str | None]
    file: Mapped[str | None]


class TopicFile(Ordered):
    """A file of the topic."""

    __tablename__ = "topic_file"
    __table_args__ = table_args(*of_part("topic"), *attachments("attachment"))

    topic_id: Mapped[int]
    attachment: Mapped[str]
    kind: Mapped[FileKind]
    edition: Mapped[int | None]
    security: Mapped[Security | None]
    added_on: Mapped[date | None]


class Comment(Ordered):
    """What somebody said of the material before the meeting, and the answer."""

    __tablename__ = "topic_comment"
    __table_args__ = table_args(*of_part("topic"), *people("person"))

    topic_id: Mapped[int]
    person: Mapped[str]
    on: Mapped[date | None]
    text: Mapped[str | None]
    answer: Mapped[str | None]


class Copy(Ordered):
    """A numbered copy of the material (份号)."""

    __tablename__ = "topic_copy"
    __table_args__ = table_args(*of_part("topic"), *people("person"))

    topic_id: Mapped[int]
    no: Mapped[int]
    person: Mapped[str | None]
    given_on: Mapped[date | None]
    signed: Mapped[bool] = mapped_column(default=False)
    returned_on: Mapped[date | None]
    note: Mapped[str | None]


class AgendaChange(Ordered):
    """What was done to the agenda after it was set."""

    __tablename__ = "agenda_change"
    __table_args__ = table_args(*of_meeting(), *people("by"))

    on: Mapped[date]
    what: Mapped[AgendaAct]
    title: Mapped[str]
    from_no: Mapped[int | None]
    to_no: Mapped[int | None]
    by: Mapped[str | None]
    reason: Mapped[str | None]


class Decision(OfMeeting):
    """What was decided (议定事项)."""

    __tablename__ = "decision"
    __table_args__ = table_args(*of_single_part("topic"))

    topic_id: Mapped[int]
    outcome: Mapped[Outcome | None]
    text: Mapped[str | None]
    due: Mapped[date | None]
    # No reference guards him: SQLite would have to build the table anew, and others refer to it.
    leader: Mapped[str | None]
    due_days: Mapped[int | None]
    chair_said: Mapped[str | None]

    departments: Mapped[list[DecisionDepartment]] = relationship(
        cascade="all, delete-orphan",
        order_by="DecisionDepartment.position",
        collection_class=ordering_list("position"),
    )
    document: Mapped[IssuedDocument | None] = relationship(cascade="all, delete-orphan")
    reservations: Mapped[list[Reservation]] = relationship(
        cascade="all, delete-orphan", order_by="Reservation.position", collection_class=ordering_list("position")
    )


class Reservation(Ordered):
    """What somebody held against the decision."""

    __tablename__ = "reservation"
    __table_args__ = table_args(*of_part("decision"), *people("person"))

    decision_id: Mapped[int]
    person: Mapped[str]
    text: Mapped[str | None]


class Task(StrEnum):
    """What a department has to do with a decision: 牵头落实, 配合."""

    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"


class DecisionDepartment(Ordered):
    """A department that a decision gives work to."""

    __tablename__ = "decision_department"
    __table_args__ = table_args(*of_part("decision"), *departments("department"))

    decision_id: Mapped[int]
    task: Mapped[Task]
    department: Mapped[str]


class IssuedDocument(OfMeeting):
    """The official document (公文) that a decision leads to."""

    __tablename__ = "document"
    __table_args__ = table_args(*of_single_part("decision"))

    decision_id: Mapped[int]
    revision: Mapped[Revision | None]
    revised_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    title: Mapped[str | None]
    number: Mapped[str | None]
