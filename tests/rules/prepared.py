"""A topic with every paper that any text asks for, each deadline kept on its last day; and the days themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from secretariat.domain.facts import (
    Countersign,
    Decision,
    Form,
    IssuedDocument,
    Material,
    Review,
    Step,
    Topic,
)
from secretariat.domain.states import Opinion, Outcome, ReviewKind, Revision, StepKind, TopicFlag, TopicType

DAY = date(2022, 4, 29)  # on this day all five rulebooks are in force
BEFORE = DAY - timedelta(days=1)
AFTER = DAY + timedelta(days=1)

AS_OF = date(2022, 6, 30)  # every deadline of the clean meeting is past

# Around that day the year's arrangement has public holidays (3 to 5 April, 30 April to 4 May) and make-up workdays (2
# and 24 April, 7 May), so each of these days but the deliveries' would be another from Monday to Friday alone.
REGISTERED = date(2022, 4, 11)  # the 15th working day before
SUBMITTED = date(2022, 4, 24)  # the 5th
DELIVERED = (date(2022, 4, 26), date(2022, 4, 28))  # the 3rd and the 1st
ISSUED = date(2022, 5, 10)  # the 5th working day after
REVISED = date(2022, 5, 17)  # the 10th
CHAIN_DAYS = (date(2022, 4, 12), date(2022, 4, 13), date(2022, 4, 14), date(2022, 4, 15))
ASKED, REPLIED = date(2022, 3, 31), date(2022, 4, 6)  # the 3rd after: Saturday 2 April was worked, 3 to 5 not
REVIEWED = date(2022, 4, 8)
ADDED = date(2022, 4, 22)
AGENDA_SET = date(2022, 4, 26)

OPENING = 1  # 第一议题
MATTER = 2  # what most rules ask something of
SAFETY = 3  # 底线议题

FLAGS = tuple(flag for flag in TopicFlag if flag not in {TopicFlag.FINANCE, TopicFlag.DEPARTMENT_REMIT})


def prepared(no: int, kind: TopicType, flags: tuple[TopicFlag, ...] = (), outcome: Outcome = Outcome.NOTED) -> Topic:
    """A topic of the housing department with every paper, step, countersign and review that any text asks for.

    Each deadline is kept on its last day. ``dep1`` is in charge of the department.
    """
    steps = zip(StepKind, ("dep1", "dep1", "director", "head"), (1, 0, 2, 3), strict=True)
    return Topic(
        no=no,
        title=f"关于住房保障工作的第{no}个议题",
        type=kind,
        flags=flags,
        sponsor="d-housing",
        concerns=("d-finance",),
        steps=tuple(
            sorted(
                (Step(step=step, by=by, on=CHAIN_DAYS[place]) for step, by, place in steps),
                key=lambda each: each.on or DAY,
            )
        ),
        registered_on=REGISTERED,
        added_on=ADDED,
        form=Form(signed_by="housing", sealed=True),
        material=Material(submitted_on=SUBMITTED, signed_by="dep1", delivered_on=DELIVERED),
        countersigns=(
            Countersign(
                department="d-finance",
                asked_on=ASKED,
                replied_on=REPLIED,
                opinion=Opinion.AGREE,
                signed_by="finance",
            ),
        ),
        reviews=tuple(Review(review=each, by="d-justice", on=REVIEWED, passed=True) for each in ReviewKind),
        report_minutes=10,
        staff=1,
        reporter="housing",
        decision=Decision(
            outcome=outcome,
            text="会议研究了住房保障工作。",
            responsible=("d-housing",),
            due=AS_OF,
            document=IssuedDocument(revision=Revision.MINOR, issued_on=ISSUED),
        ),
    )


def topics_of(kind: str) -> tuple[Topic, ...]:
    """The topics of the clean meeting: one of study, a major decision with nearly every flag, one on safety.

    A special-topic meeting and a work conference have the major decision only, and don't decide it.
    """
    decides = kind in {"plenary", "executive"}
    matter = prepared(
        MATTER, TopicType.MAJOR_DECISION, FLAGS, Outcome.ADOPTED_IN_PRINCIPLE if decides else Outcome.DEFERRED
    )
    if kind in {"special_topic", "work_conference_1", "work_conference_2"}:
        return (replace(matter, no=1),)
    return (
        prepared(OPENING, TopicType.STUDY, outcome=Outcome.ADOPTED),
        matter,
        prepared(SAFETY, TopicType.SAFETY, outcome=Outcome.ADOPTED),
    )
