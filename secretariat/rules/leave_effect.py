"""What approving a leave does to the quorum (法定人数), before it is approved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.leave_requests import LeaveState, current, state
from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence
from secretariat.rules.case import Case
from secretariat.rules.checks.quorum import count

if TYPE_CHECKING:
    from datetime import date

    from secretariat.domain.facts import Attendance, Dossier
    from secretariat.domain.quorum import Quorum, TopicQuorum
    from secretariat.rules.rulebook import Rulebook


@record(kw_only=True)
class LeaveEffect:
    """The quorum as it would be; ``breaks`` where it would not be met, in the meeting or for a topic.

    ``changes`` is false where the approval has nothing to do with it: somebody who does not count, a meeting held.
    """

    quorum: Quorum
    words: str
    breaks: bool = False
    changes: bool = True


def effect(dossier: Dossier, rulebook: Rulebook, person: str, *, as_of: date) -> LeaveEffect | None:
    """The quorum once somebody's leave is approved; ``None`` for a kind that the rulebook does not provide for."""
    now = expected(dossier, rulebook, as_of=as_of)
    then = expected(dossier, rulebook, as_of=as_of, without=person)
    if now is None or then is None:
        return None
    if _case(dossier, rulebook, as_of).over:
        return LeaveEffect(quorum=now, words=f"会议已召开，{_figures(now)}；补办请假不改变实到人数", changes=False)
    if now == then and not _on_leave(dossier, person):
        return LeaveEffect(quorum=then, words="不计入法定人数，批准不影响到会人数", changes=False)
    words = f"{'预计' if now == then else '批准后'}{_figures(then)}"
    if then.needed is None:
        return LeaveEffect(quorum=then, words=f"{words}（本类会议没有法定人数要求）")
    if not then.met:
        already = "现在已达不到" if now.met is False else "将达不到"
        short = then.needed - then.present
        words += f"，还差 {short} 人，{already}法定人数，请落实其他出席人员或改期"
        return LeaveEffect(quorum=then, words=words, breaks=True)
    told = [topic for topic in then.topics if not topic.met or topic.needed > then.needed]
    words += "".join(f"；{_topic_words(topic)}" for topic in told)
    return LeaveEffect(quorum=then, words=words, breaks=any(not topic.met for topic in told))


def expected(dossier: Dossier, rulebook: Rulebook, *, as_of: date, without: str | None = None) -> Quorum | None:
    """Who will be there: before the meeting all who are not on leave, after it those who came.

    ``without`` counts as on leave, whatever is recorded of him. ``None`` for a kind that the rulebook does not provide
    for.
    """
    if dossier.meeting.kind not in rulebook.kinds:
        return None
    planned = _case(dossier, rulebook, as_of).planned

    def row(line: Attendance) -> Attendance:
        if line.person == without:
            return replace(line, status=Presence.LEAVE)
        if not planned or line.as_ is not Part.MEMBER:
            return line
        return replace(line, status=Presence.LEAVE if _on_leave(dossier, line.person) else Presence.PRESENT)

    return count(_case(replace(dossier, attendance=tuple(map(row, dossier.attendance))), rulebook, as_of))


def _case(dossier: Dossier, rulebook: Rulebook, as_of: date) -> Case:
    # No deadline is reckoned here, so no day's arrangement matters.
    kind = rulebook.kinds[dossier.meeting.kind]
    return Case(rulebook, kind, dossier, as_of=as_of, calendar=WorkCalendar({}))


def _on_leave(dossier: Dossier, person: str) -> bool:
    """Whether somebody will not come: marked as on leave, or approved and not marked otherwise."""
    lines = [line.status for line in dossier.attendance if line.person == person]
    if Presence.PRESENT in lines or Presence.LEAVE in lines:
        return Presence.PRESENT not in lines
    leave = current(dossier, person)
    return leave is not None and state(leave) is LeaveState.APPROVED


def _figures(quorum: Quorum) -> str:
    needed = "" if quorum.needed is None else f"，需到 {quorum.needed}"
    return f"实到 {quorum.present}{needed}"


def _topic_words(topic: TopicQuorum) -> str:
    said = f"议题{topic.no}在场 {topic.present}，需到 {topic.needed}"
    return said if topic.met else f"{said}，将达不到法定人数"
