"""What can be done to the notices of a meeting (会议通知、回执): record a try, correct it, take it off the record.

Each is a pure function, dossier in, dossier out. Somebody's entries stay in the order in which they happened, and what
the last one says is brought into the list and the requests for leave at once: a leave asks for one (and one who comes
after all takes it back), a substitute comes in his place. They raise ``ImpossibleError`` for what cannot be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.leave_editing import ask, drop, withdraw
from secretariat.domain.leave_requests import LeaveState, current, state
from secretariat.domain.notices import last_entries
from secretariat.domain.states import NoticeAnswer
from secretariat.domain.substitutes import refuse_due, set_substitute, with_substitute

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier, Notice
    from secretariat.domain.people_editing import NewPerson


def record(
    dossier: Dossier, notice: Notice, *, reason: str | None = None, newcomer: NewPerson | None = None
) -> Dossier:
    """Record that somebody was told or tried to be, and fill in what he answered.

    ``reason`` is that of a leave; ``newcomer`` one who comes in his place and was typed in. Raises
    ``ImpossibleError`` for somebody unknown, for an answer other than attending or waiting of one who is not on the
    list, and for a substitute who is due himself.
    """
    dossier, notice = _sound(dossier, notice, newcomer)
    placed = _placed(dossier, notice)
    return _filled(placed, notice, reason) if last_entries(placed)[notice.person] is notice else placed


def correct(
    dossier: Dossier,
    entry: Notice,
    *,
    reason: str | None = None,
    newcomer: NewPerson | None = None,
    **values: Any,  # noqa: ANN401 (the fields of Notice)
) -> Dossier:
    """Correct an entry; what it had filled in goes, and what is right now comes.

    Raises ``ImpossibleError`` where the entry has been changed meanwhile, and as ``record`` does.
    """
    number = _number(dossier, entry)
    without = replace(dossier, notices=(*dossier.notices[:number], *dossier.notices[number + 1 :]))
    known, changed = _sound(without, replace(entry, **values), newcomer)
    if _same_moment(entry, changed):
        after = replace(known, notices=(*known.notices[:number], changed, *known.notices[number:]))
    else:
        after = _placed(known, changed)
    return _refilled(after, entry, last_entries(dossier)[entry.person], reason)


def delete(dossier: Dossier, entry: Notice) -> Dossier:
    """Take an entry off the record, and what it had filled in; the one before counts again."""
    number = _number(dossier, entry)
    after = replace(dossier, notices=(*dossier.notices[:number], *dossier.notices[number + 1 :]))
    return _refilled(after, entry, last_entries(dossier)[entry.person], None)


def _number(dossier: Dossier, entry: Notice) -> int:
    """Where an entry stands; the last of several that say the same."""
    for number in reversed(range(len(dossier.notices))):
        if dossier.notices[number] == entry:
            return number
    raise ImpossibleError("这条通知记录刚刚被改动或删除", "请查看最新内容，再重新操作")


def _sound(dossier: Dossier, notice: Notice, new: NewPerson | None) -> tuple[Dossier, Notice]:
    """The entry as it is kept, and the dossier with a substitute who was typed in."""
    person = next((person for person in dossier.people if person.id == notice.person), None)
    if person is None:
        raise ImpossibleError("没有这个人", "名单可能已被修改，请刷新后重试")
    if notice.on is None and notice.at is not None:
        raise ImpossibleError("填了通知时间，没有填日期", "请补填通知日期")
    if notice.answer is not NoticeAnswer.SUBSTITUTE:
        return dossier, replace(notice, substitute=None)
    if all(line.person != notice.person for line in dossier.attendance):
        raise ImpossibleError(f"{person.name}不在名单上，不能请人代会", "请先在“出席”中列入名单，或核对姓名")
    if new is not None:
        dossier, who = with_substitute(dossier, new)
        notice = replace(notice, substitute=who)
    if notice.substitute is None:
        raise ImpossibleError("没有填写代会人", "请填写由谁代会")
    refuse_due(dossier, notice.person, notice.substitute)
    return dossier, notice


def _same_moment(one: Notice, other: Notice) -> bool:
    return (one.on, one.at) == (other.on, other.at)


def _placed(dossier: Dossier, notice: Notice) -> Dossier:
    """With an entry before those of the same person that happened later; without a day it is the last."""
    at = len(dossier.notices)
    if notice.on is not None:
        for number, other in enumerate(dossier.notices):
            if other.person == notice.person and _later(other, notice):
                at = number
                break
    return replace(dossier, notices=(*dossier.notices[:at], notice, *dossier.notices[at:]))


def _later(one: Notice, other: Notice) -> bool:
    """Whether one entry is known to have happened after another."""
    if one.on is None or other.on is None or one.on != other.on:
        return one.on is not None and other.on is not None and one.on > other.on
    return one.at is not None and other.at is not None and one.at > other.at


# ---------------------------------------------------------------------------------------------- leave and attendance


def _filled(dossier: Dossier, notice: Notice, reason: str | None) -> Dossier:
    """Bring what an answer says into the requests for leave and the list."""
    person = notice.person
    match notice.answer:
        case NoticeAnswer.ATTENDS:
            return set_substitute(_leave_taken_back(dossier, notice), person, None)
        case NoticeAnswer.LEAVE:
            return set_substitute(ask(dossier, person, asked_on=notice.on, reason=reason), person, None)
        case NoticeAnswer.SUBSTITUTE:
            return set_substitute(dossier, person, notice.substitute)
        case _:
            return dossier


def _leave_taken_back(dossier: Dossier, notice: Notice) -> Dossier:
    """Whoever comes after all has taken his request back; one that was refused stays as it is."""
    leave = current(dossier, notice.person)
    if leave is None or state(leave) is LeaveState.REFUSED:
        return dossier
    days = [day for day in (leave.asked_on, notice.on) if day is not None]
    return withdraw(dossier, notice.person, on=max(days, default=dossier.meeting.date))


def _refilled(dossier: Dossier, entry: Notice, before: Notice, reason: str | None) -> Dossier:
    """Bring leave and list in line after an entry was corrected or deleted; ``before`` was the last one until then."""
    last = last_entries(dossier).get(entry.person)
    if last is None or (last.answer, last.substitute) != (before.answer, before.substitute):
        dossier = _emptied(dossier, before)
        if last is not None:
            dossier = _reopened(dossier, before) if last.answer is NoticeAnswer.LEAVE else dossier
            dossier = _filled(dossier, last, reason)
    elif reason is not None and last.answer is NoticeAnswer.LEAVE:
        dossier = _filled(dossier, last, reason)
    return dossier


def _emptied(dossier: Dossier, entry: Notice) -> Dossier:
    """Without what a wrong entry had filled in; a request on which somebody has decided stays on record."""
    leave = current(dossier, entry.person)
    if (
        entry.answer is NoticeAnswer.LEAVE
        and leave is not None
        and state(leave) is LeaveState.ASKED
        and leave.asked_on == entry.on
        and not leave.written_report
    ):
        return drop(dossier, entry.person)
    if entry.answer is NoticeAnswer.SUBSTITUTE and any(
        line.person == entry.person and line.substitute == entry.substitute for line in dossier.attendance
    ):
        return set_substitute(dossier, entry.person, None)
    return dossier


def _reopened(dossier: Dossier, entry: Notice) -> Dossier:
    """With the request that a wrong entry had taken back."""
    if entry.answer is not NoticeAnswer.ATTENDS or current(dossier, entry.person) is not None:
        return dossier
    taken = [leave for leave in dossier.leave if leave.person == entry.person and leave.withdrawn_on == entry.on]
    if not taken:
        return dossier
    return replace(
        dossier,
        leave=tuple(replace(leave, withdrawn_on=None) if leave is taken[-1] else leave for leave in dossier.leave),
    )
