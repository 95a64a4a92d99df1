"""One topic as its page shows it, on a meeting or before: its dossier, what the rule says of it, where it has been."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.proposals import Placement
from models.topics import Topic as TopicTable
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.proposals import TOPIC, End
from secretariat.domain.records import record
from secretariat.domain.states import StepKind
from secretariat.domain.topic_editing import latest
from secretariat.errors import UserError
from secretariat.rules.checks import chains, countersigns
from secretariat.rules.deadlines import days_left
from secretariat.rules.topic_asks import Ask, asks_for
from secretariat.services.meetings import MeetingView, open_meeting
from secretariat.services.placements import NoSuchProposalError
from secretariat.services.proposal_view import Placed, history, open_proposal
from secretariat.services.topic_view import TopicView, case_of, topic_view

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Countersign, Dossier, Step, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference


@record(kw_only=True)
class ChainLine:
    """One step of the chain as the rule asks for it, and its record, if there is one.

    ``called`` names the step, ``who`` whoever takes it; ``proposed`` is the one person who can. ``rightly``: it was
    taken by one who may. A record that is no step of the chain has no ``who``.
    """

    step: StepKind
    called: str
    who: str
    article: str | None
    taken: Step | None
    proposed: str | None = None
    rightly: bool = True


@record(kw_only=True)
class CountersignLine:
    """A department that countersigns and a row of it; ``stand`` is how far the one that counts is, else empty.

    ``left`` are the working days until the reply is ``due``; ``current`` is false for a row of an earlier round.
    """

    department: str
    row: Countersign | None
    stand: str = ""
    due: dt.date | None = None
    left: int | None = None
    current: bool = True


@record(kw_only=True)
class TopicSight:
    """A topic with all that its page tells.

    ``meeting`` is its dossier as a page shows a meeting: that of a ``proposal`` is judged as if it were on a planned
    one. ``key`` is that of the proposal, ``None`` for a topic that never was one. ``rules`` is empty, as are those
    that follow, where no rulebook judges it. ``unapproved``: he who proposed it needs no approval.
    """

    meeting: MeetingView
    no: int
    proposal: bool
    key: int | None
    rules: TopicView
    history: tuple[Placed, ...] = ()
    chain: tuple[ChainLine, ...] = ()
    unapproved: bool = False
    countersigns: tuple[CountersignLine, ...] = ()
    asks: tuple[Ask, ...] = ()
    form: str = "议题审批表"
    """What the rule calls the form with which it is handed in."""
    ruled: bool = True
    """Whether a rulebook says what it needs; else ``chain`` and ``countersigns`` tell what is and can be recorded."""

    @property
    def dossier(self) -> Dossier:
        """The dossier that it is in."""
        return self.meeting.dossier

    @property
    def topic(self) -> Topic:
        """The topic itself."""
        return self.rules.topic

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is found of the topic."""
        judgement = self.meeting.judgement
        return () if judgement is None else tuple(one for one in judgement.findings if one.subject == self.no)


def open_topic(
    database: Database, reference: Reference, key: int, no: int | None = None, *, today: dt.date
) -> TopicSight:
    """Give the topic ``no`` of the meeting ``key``; without ``no`` that of a proposal.

    A proposal that is on a meeting is shown as it is there. Raises ``NoSuchProposalError``, ``NoSuchMeetingError``.
    """
    if no is None:
        found = _candidate(database, reference, key, today)
        placed = next((one for one in reversed(found.history) if one.end is None and one.topic is not None), None)
        if placed is None or placed.topic is None:
            return found
        key, no = placed.meeting, placed.topic
    view = open_meeting(database, reference, key, today=today)
    if all(topic.no != no for topic in view.dossier.topics):
        raise NoSuchProposalError(f"{view.name}没有议题{no}", "它可能已被删除或移动，请返回查看议题列表")
    with database.reader() as session:
        proposal = _proposal_of(session, key, no)
    been = () if proposal is None else history(database, proposal)
    said = topic_view(view.dossier, reference, no, today=today)
    bare = TopicSight(meeting=view, no=no, proposal=False, key=proposal, rules=said, history=been)
    return _told(bare, reference, today)


def _candidate(database: Database, reference: Reference, key: int, today: dt.date) -> TopicSight:
    found = open_proposal(database, reference, key, today=today)
    dossier, kind = found.dossier, found.dossier.meeting.kind
    book = None if found.judgement is None else reference.rulebook(found.judgement.rulebook)
    rule = None if book is None else book.kinds.get(kind)
    view = MeetingView(
        id=key,
        dossier=dossier,
        name=found.topic.title,
        kind_name=COMMON_KINDS.get(kind, kind) if rule is None else rule.name,
        locked=False,
        rulebook=book,
        judgement=found.judgement,
        unjudged=found.unjudged,
    )
    said = topic_view(dossier, reference, TOPIC, today=today, proposal=True)
    bare = TopicSight(meeting=view, no=TOPIC, proposal=True, key=key, rules=said, history=found.history)
    return _told(bare, reference, today)


def _proposal_of(session: Session, meeting: int, no: int) -> int | None:
    """The proposal that a meeting's topic is."""
    of, rows = Placement, TopicTable
    row = sa.select(rows.id).where(rows.meeting_id == meeting, rows.no == no).scalar_subquery()
    here = (of.meeting_id == meeting, of.topic == row, of.outcome.is_distinct_from(End.REFERRED.value))
    return session.scalars(sa.select(of.proposal_id).where(*here).order_by(of.id)).first()


def _told(sight: TopicSight, reference: Reference, today: dt.date) -> TopicSight:
    """With what the rulebook says of it."""
    try:
        case = case_of(sight.dossier, reference, today=today, proposal=sight.proposal)
    except UserError:
        return _untold(sight)
    topic, kind = sight.topic, case.meeting.kind
    forms = case.binding(case.rulebook.forms)
    return replace(
        sight,
        chain=_chain(case, topic),
        unapproved=bool(case.binding(case.rulebook.chains)) and chains.chain_of(case, topic) is None,
        countersigns=_countersigns(case, topic),
        asks=asks_for(case.rulebook, kind, topic.type, topic.flags),
        form=forms[0].name.strip("《》") if forms else sight.form,
    )


def _untold(sight: TopicSight) -> TopicSight:
    """With what is recorded of it alone: no rulebook says which steps and departments there have to be."""
    topic = sight.topic
    taken = tuple(ChainLine(step=one.step, called="", who="", article=None, taken=one) for one in topic.steps)
    done = {one.step for one in topic.steps}
    left = tuple(
        ChainLine(step=one, called="", who="", article=None, taken=None) for one in StepKind if one not in done
    )
    counting = latest(topic)
    asked = countersigns.units_asked(topic, counting)
    rows = tuple(CountersignLine(department=unit, row=counting.get(unit)) for unit in asked)
    earlier = (row for row in topic.countersigns if not any(row is one.row for one in rows))
    past = tuple(CountersignLine(department=row.department, row=row, current=False) for row in earlier)
    return replace(sight, chain=(*taken, *left), countersigns=(*rows, *past), ruled=False)


def _chain(case: Case, topic: Topic) -> tuple[ChainLine, ...]:
    chain = chains.chain_of(case, topic)
    lines: list[ChainLine] = []
    used: list[Step] = []
    for step, taken in chains.progress(case, topic, chain) if chain is not None else ():
        # A record without a person proves nothing, but it is there and can be mended.
        shown = taken or next((one for one in topic.steps if one.step is step.step), None)
        who = case.in_charge_of(topic) if step.in_charge else case.holders(step.posts)
        lines.append(
            ChainLine(
                step=step.step,
                called=chains.step_called(case, step),
                who=chains.who_takes(case, topic, step),
                article=step.article or (chain.article if chain is not None else None),
                taken=shown,
                proposed=who[0].id if len(who) == 1 else None,
                rightly=shown is None or chains.taken_rightly(case, topic, step, shown),
            )
        )
        used += [] if shown is None else [shown]
    others = [one for one in topic.steps if not any(one is known for known in used)]
    return (*lines, *(ChainLine(step=one.step, called="", who="", article=None, taken=one) for one in others))


def _countersigns(case: Case, topic: Topic) -> tuple[CountersignLine, ...]:
    rule = countersigns.countersign_rule(case)
    counting = countersigns.judged_rows(case, topic)
    lines = []
    for unit in countersigns.units_asked(topic, counting):
        row = counting.get(unit) or next((one for one in topic.countersigns if one.department == unit), None)
        until = None if rule is None or row is None else countersigns.reply_until(case, rule, row)
        stand = "" if rule is None else countersigns.stand_of(case, topic, rule, counting.get(unit)).value
        due = until.day if until is not None else None if row is None else row.due_on
        waiting = stand in {countersigns.Stand.WAITING, countersigns.Stand.SILENT}
        left = days_left(case, due) if due is not None and waiting else None
        lines.append(CountersignLine(department=unit, row=row, stand=stand, due=due, left=left))
    shown = [line.row for line in lines]
    earlier = [row for row in topic.countersigns if not any(row is one for one in shown)]
    return (*lines, *(CountersignLine(department=row.department, row=row, current=False) for row in earlier))
