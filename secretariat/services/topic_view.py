"""A topic as the rule sees it, for pages and papers: what it needs, what may be a slip, by when a reply is due.

The same for a meeting's topic and for a proposal, of which no meeting's day is known unless one is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from secretariat.domain.agenda_times import DEFAULT_MINUTES, time_plan
from secretariat.domain.editing import topic_of
from secretariat.domain.records import record
from secretariat.domain.topic_doubts import doubts
from secretariat.errors import UserError
from secretariat.rules.agenda_plan import conflicts, proposed_order
from secretariat.rules.case import Case
from secretariat.rules.checks.countersigns import countersign_rule
from secretariat.rules.deadlines import last_day
from secretariat.rules.disagreement import way_of_disagreement
from secretariat.rules.intake_batches import batch_of, intake_rule
from secretariat.rules.topic_needs import needs

if TYPE_CHECKING:
    from secretariat.domain.agenda_times import Slot
    from secretariat.domain.facts import Dossier, Topic
    from secretariat.domain.topic_doubts import Doubt
    from secretariat.rules.agenda_plan import Conflict, ProposedOrder
    from secretariat.rules.deadlines import LastDay
    from secretariat.rules.disagreement import WayStep
    from secretariat.rules.intake_batches import Batch
    from secretariat.rules.topic_needs import Need
    from secretariat.services.reference import Reference

_FAR: Final = dt.timedelta(days=60)
"""How far off a meeting is thought of which no day is known: whatever was done till now was done before it."""


@record(kw_only=True)
class TopicView:
    """What the rule says of one topic; without a rulebook that judges it, only what may be a slip."""

    topic: Topic
    needs: tuple[Need, ...] = ()
    way: tuple[WayStep, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    batch: Batch | None = None
    intake: str = ""


@record(kw_only=True)
class AgendaView:
    """The agenda of a meeting: its order by rule, who can't be there, and when each topic is on."""

    slots: tuple[Slot, ...]
    order: ProposedOrder | None = None
    conflicts: tuple[Conflict, ...] = ()


def case_of(
    dossier: Dossier,
    reference: Reference,
    *,
    today: dt.date,
    proposal: bool = False,
    kind: str | None = None,
    date: dt.date | None = None,
) -> Case:
    """A dossier under the rule of its kind; of a proposal, as if it were on a planned meeting of ``kind`` on ``date``.

    Raises ``UserError`` where no rulebook judges it, or knows no such kind.
    """
    meeting = dossier.meeting
    if proposal:
        meeting = replace(meeting, kind=kind or meeting.kind, date=date or today)
    book = reference.rulebook_for(replace(dossier, meeting=meeting))
    rule = book.kinds.get(meeting.kind)
    if rule is None:
        names = "、".join(each.name for each in book.kinds.values())
        raise UserError(f"《{book.title}》没有规定此类会议（{meeting.kind}）", f"请改选会议类别：{names}")
    if proposal and date is None:
        meeting = replace(meeting, date=today + _FAR)
    return Case(book, rule, replace(dossier, meeting=meeting), as_of=today, calendar=reference.calendar)


def topic_view(
    dossier: Dossier,
    reference: Reference,
    no: int,
    *,
    today: dt.date,
    proposal: bool = False,
    kind: str | None = None,
    date: dt.date | None = None,
) -> TopicView:
    """What the rule says of a topic; a proposal is seen as a topic of a meeting of ``kind`` on ``date``."""
    topic = topic_of(dossier, no)
    slips = doubts(dossier, topic, proposal=proposal)
    try:
        case = case_of(dossier, reference, today=today, proposal=proposal, kind=kind, date=date)
    except UserError:
        return TopicView(topic=topic, doubts=slips)
    intake = intake_rule(case.rulebook, case.meeting.kind)
    return TopicView(
        topic=topic,
        needs=needs(case, topic, dated=not proposal or date is not None),
        way=way_of_disagreement(case, topic),
        doubts=slips,
        batch=None if intake is None else batch_of(intake, topic.registered_on or today),
        intake="" if intake is None else intake.text,
    )


def agenda_view(dossier: Dossier, reference: Reference, *, today: dt.date) -> AgendaView:
    """The agenda of a meeting; without a rulebook that judges it, its time plan alone."""
    try:
        case = case_of(dossier, reference, today=today)
    except UserError:
        return AgendaView(slots=time_plan(dossier.topics, dossier.meeting.start))
    return AgendaView(
        slots=time_plan(dossier.topics, dossier.meeting.start, default=minutes_of(case)),
        order=proposed_order(case),
        conflicts=conflicts(case),
    )


def minutes_of(case: Case) -> int:
    """The minutes that a report is taken to last: what the rule allows, else a usual number."""
    rule = case.rulebook.agenda.report_time
    return rule.minutes if rule is not None and case.meeting.kind in rule.kinds else DEFAULT_MINUTES


def reply_due(case: Case, asked_on: dt.date) -> LastDay | None:
    """By when a department that is asked on a day must reply; ``None`` where the rule sets no time."""
    rule = countersign_rule(case)
    return None if rule is None or rule.reply is None else last_day(case, rule.reply.deadline, asked_on)
