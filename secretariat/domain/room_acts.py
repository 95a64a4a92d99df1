"""What is marked in the room (签到): pure functions, each one act, dossier in, dossier out.

They look at nothing but the lines of those they name, the topics and the meeting's times; and ``begin``, ``end`` and
``go_on`` at the lines of whoever left early or attends for single topics. So the act of one key need not load the
whole meeting (``services/sign_in.py``). ``ImpossibleError`` for what cannot be, never for what merely breaks a rule.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain import editing
from secretariat.domain.editing import ImpossibleError, topic_of
from secretariat.domain.facts import Recusal, Visit
from secretariat.domain.line_faults import clock
from secretariat.domain.room import begun, called_for, inside_for, line_of, missed, next_topic, on_table
from secretariat.domain.states import Presence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Attendance, Dossier, Topic
    from secretariat.domain.states import RecusalReason


# -- coming and going -------------------------------------------------------------------------------------------------


def present(dossier: Dossier, person: str, *, at: dt.time | None = None) -> Dossier:
    """Mark somebody present, at that time; whoever was marked so already stays as he is, or is back if he had left.

    He comes late only once the first topic was taken: while people are still sitting down, whose name is typed when is
    chance. Whoever attends for single topics never comes late.
    """
    line = _line(dossier, person)
    if line.status is Presence.PRESENT:
        return back(dossier, person) if line.left is not None else dossier
    late = at if begun(dossier.topics) and not line.topics else None
    return arrive(dossier, person, at=late)


def arrive(dossier: Dossier, person: str, *, at: dt.time | None) -> Dossier:
    """Record when somebody came, or that he was in time; topics that had ended by then were missed."""
    line = _line(dossier, person)
    start = dossier.meeting.start
    late = at if at is not None and (start is None or at > start) else None
    if late is not None:
        _possible(dossier, line, arrived=late)
    if line.status is not Presence.PRESENT:
        dossier = editing.mark(dossier, person, Presence.PRESENT)
    return _timed(dossier, person, arrived=late)


def leave_early(dossier: Dossier, person: str, *, at: dt.time) -> Dossier:
    """Record that somebody left the meeting; the topic on the table and those that begin later he misses."""
    return _timed(_came(dossier, person, at), person, left=at)


def back(dossier: Dossier, person: str, *, topic: int | None = None) -> Dossier:
    """Record that somebody is back: who had left the meeting is in again, else he is in for the topic again.

    When he came back is in the trail; a line has one time of arrival only.
    """
    line = _line(dossier, person)
    if line.left is not None:
        recused = {recusal.topic for recusal in line.recusals}
        over = {one.no for one in dossier.topics if one.ended is not None}
        out = tuple(no for no in line.out_for if no in over | recused)
        return editing.set_attendance(dossier, person, left=None, out_for=out)
    if topic is None:
        return dossier
    recusals = tuple(recusal for recusal in line.recusals if recusal.topic != topic)
    out = tuple(no for no in line.out_for if no != topic)
    return editing.set_attendance(dossier, person, out_for=out, recusals=recusals)


def out(dossier: Dossier, person: str, topic: int, *, at: dt.time | None = None) -> Dossier:
    """Record that somebody who is there is out of the room for a topic."""
    line = _line(dossier := _came(dossier, person, at), person)
    return editing.set_attendance(dossier, person, out_for=_with(line.out_for, topic))


def recuse(
    dossier: Dossier,
    person: str,
    topic: int,
    reason: RecusalReason,
    *,
    note: str | None = None,
    at: dt.time | None = None,
) -> Dossier:
    """Record that somebody withdraws from a topic (回避), and why; a second time replaces the reason."""
    line = _line(dossier := _came(dossier, person, at), person)
    made = Recusal(topic=topic, reason=reason, note=(note or "").strip() or None)
    others = [recusal for recusal in line.recusals if recusal.topic != topic]
    recusals = tuple(sorted((*others, made), key=lambda recusal: recusal.topic))
    return editing.set_attendance(dossier, person, out_for=_with(line.out_for, topic), recusals=recusals)


def absent(dossier: Dossier, person: str) -> Dossier:
    """Record that somebody is not there, which takes back whatever was marked of him."""
    return editing.mark(dossier, person, Presence.ABSENT)


def on_leave(dossier: Dossier, person: str) -> Dossier:
    """Record that somebody is on leave."""
    return editing.mark(dossier, person, Presence.LEAVE)


def substitute(dossier: Dossier, person: str, by: str | None, *, consent: str | None = None) -> Dossier:
    """Record who sits in for somebody and who consented to it; with nobody, that no one does."""
    line = _line(dossier, person)
    if by is not None and line.status is Presence.PRESENT:
        dossier = absent(dossier, person)
    return editing.set_attendance(dossier, person, substitute=by, substitute_consent_by=None if by is None else consent)


# -- called in and out ------------------------------------------------------------------------------------------------


def call_in(dossier: Dossier, people: Iterable[str], *, at: dt.time, topic: int | None = None) -> Dossier:
    """Record that people who attend for single topics come in; without ``topic`` for whichever of theirs is next."""
    for person in people:
        line = _line(dossier, person)
        wanted = called_for(line, dossier.topics) if topic is None else topic
        if wanted is None:
            raise ImpossibleError(f"{_name(dossier, person)}没有要列席的议题了", "需要再次列席的，请先在名单中补上议题")
        topic_of(dossier, wanted)
        if inside_for(line) == wanted:
            continue
        dossier = present(dossier, person, at=at)
        line = _line(dossier, person)
        visits = (*_left(line, at).visits, Visit(topic=wanted, came=at))
        dossier = editing.set_attendance(dossier, person, visits=visits)
    return dossier


def call_out(dossier: Dossier, person: str, *, at: dt.time) -> Dossier:
    """Record that somebody who was called in leaves the room again."""
    line = _line(dossier, person)
    if inside_for(line) is None:
        raise ImpossibleError(f"{_name(dossier, person)}没有被叫入", "请先叫入再登记退场")
    return editing.set_attendance(dossier, person, visits=_left(line, at).visits)


def _left(line: Attendance, at: dt.time) -> Attendance:
    """The line with every visit that is under way ended."""
    visits = tuple(
        replace(visit, went=max(at, visit.came)) if visit.came is not None and visit.went is None else visit
        for visit in line.visits
    )
    return replace(line, visits=visits)


# -- topics -----------------------------------------------------------------------------------------------------------


def begin(dossier: Dossier, no: int, *, at: dt.time) -> Dossier:
    """Take a topic: what is on the table ends; one that had ended goes on.

    Whoever left early misses it from its beginning. Whoever was in for the topic before and attends this one too stays.
    """
    wanted, here = topic_of(dossier, no), on_table(dossier.topics)
    if here is not None and here.no == no:
        return dossier
    staying = _inside(dossier, None if here is None else here.no)
    if here is not None:
        dossier = end(dossier, here.no, at=at)
    again = {"ended": None} if wanted.started is not None else {"started": at, "ended": None}
    before = dossier.topics
    dossier = editing.set_topic(dossier, no, **again)
    for line in dossier.attendance:
        if line.left is not None:
            dossier = _set(dossier, line, out_for=_recomputed(line, line, before, dossier.topics))
        elif line.person in staying and no in line.topics:
            dossier = _set(dossier, line, visits=(*line.visits, Visit(topic=no, came=at)))
    return dossier


def end(dossier: Dossier, no: int, *, at: dt.time) -> Dossier:
    """Record that a topic is done; whoever was called in for it leaves."""
    topic = topic_of(dossier, no)
    if topic.started is None:
        raise ImpossibleError(f"议题{no}还没有开始", "请先开始这个议题")
    if at < topic.started:
        raise ImpossibleError(f"议题{no}的结束时间 {clock(at)} 早于开始时间 {clock(topic.started)}", "请核对电脑的时间")
    dossier = editing.set_topic(dossier, no, ended=at)
    for line in dossier.attendance:
        if inside_for(line) == no:
            dossier = _set(dossier, line, visits=_left(line, at).visits)
    return dossier


def go_on(dossier: Dossier, *, at: dt.time) -> Dossier:
    """End what is on the table and take the next topic, if there is one."""
    here, then = on_table(dossier.topics), next_topic(dossier.topics)
    if then is not None:
        return begin(dossier, then.no, at=at)
    if here is None:
        raise ImpossibleError("所有议题都已议毕", "要重新讨论某个议题，请输入 # 和议题序号")
    return end(dossier, here.no, at=at)


def _inside(dossier: Dossier, no: int | None) -> frozenset[str]:
    """Those who were called in for a topic and are in the room."""
    return frozenset(line.person for line in dossier.attendance if no is not None and inside_for(line) == no)


# -- lines ------------------------------------------------------------------------------------------------------------


def _line(dossier: Dossier, person: str) -> Attendance:
    line = line_of(dossier, person)
    if line is None:
        raise ImpossibleError(f"{_name(dossier, person)}不在名单上", "请先列入名单再登记")
    return line


def _name(dossier: Dossier, person: str) -> str:
    return next((one.name for one in dossier.people if one.id == person), "这个人")


def _came(dossier: Dossier, person: str, at: dt.time | None) -> Dossier:
    """The dossier with somebody marked present: of whom it is said that he goes, he was there."""
    line = _line(dossier, person)
    return dossier if line.status is Presence.PRESENT else present(dossier, person, at=at)


def _possible(dossier: Dossier, line: Attendance, **values: Any) -> None:  # noqa: ANN401 (the fields of Attendance)
    """Refuse a time that cannot be before anything else is said of the line."""
    editing.set_attendance(dossier, line.person, **values)


def _timed(dossier: Dossier, person: str, **times: Any) -> Dossier:  # noqa: ANN401 (``arrived``, ``left``)
    """The dossier with somebody's times, and with the topics that he missed by them."""
    line = _line(dossier, person)
    after = replace(line, **times)
    out_for = _recomputed(line, after, dossier.topics, dossier.topics)
    return editing.set_attendance(dossier, person, out_for=out_for, **times)


def _recomputed(
    line: Attendance, after: Attendance, before: Iterable[Topic], topics: Iterable[Topic]
) -> tuple[int, ...]:
    """The topics somebody is out for: those missed by the times, and those marked by hand."""
    recused = {recusal.topic for recusal in line.recusals}
    by_hand = {no for no in line.out_for if no not in missed(line, before)} | (recused & set(line.out_for))
    return tuple(sorted(by_hand | missed(after, topics)))


def _set(dossier: Dossier, line: Attendance, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Attendance)
    """The dossier with that line changed, be it somebody's only one or not."""
    lines = tuple(replace(known, **values) if known is line else known for known in dossier.attendance)
    return replace(dossier, attendance=lines)


def _with(numbers: Iterable[int], no: int) -> tuple[int, ...]:
    return tuple(sorted({*numbers, no}))
