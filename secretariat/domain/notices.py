"""How far the notice of a meeting (会议通知) is: who has been told, what he answered, and who is to be called next.

Somebody's entries stand in the order in which they happened (``notice_editing.py`` keeps it), and the last one says how
it is with him.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from secretariat.domain.numerals import clock_text, day_text
from secretariat.domain.records import record
from secretariat.domain.states import NoticeAnswer, NoticeChannel, Part

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariat.domain.facts import Attendance, Dossier, Notice, Person


class NoticeState(StrEnum):
    """How it is with somebody who is to be told."""

    UNTOLD = "untold"
    NOT_REACHED = "not_reached"
    WAITING = "waiting"
    ATTENDS = "attends"
    LEAVE = "leave"
    SUBSTITUTE = "substitute"


STATE_NAMES: Final[Mapping[NoticeState, str]] = {
    NoticeState.UNTOLD: "未通知",
    NoticeState.NOT_REACHED: "未联系上",
    NoticeState.WAITING: "待回复",
    NoticeState.ATTENDS: "参加",
    NoticeState.LEAVE: "请假",
    NoticeState.SUBSTITUTE: "代会",
}
CHANNEL_NAMES: Final[Mapping[NoticeChannel, str]] = {
    NoticeChannel.PHONE: "电话",
    NoticeChannel.PAPER: "书面",
    NoticeChannel.MESSAGE: "信息",
}
PARTS_TOLD: Final = (Part.MEMBER, Part.ATTENDEE, Part.GUEST)
"""Who is told, in this order; staff (工作人员) are those who tell."""
_PART_WORDS: Final[Mapping[Part, str]] = {Part.MEMBER: "出席", Part.ATTENDEE: "列席", Part.GUEST: "参加"}


@record(kw_only=True)
class Told:
    """Somebody who is to be told, his line on the list, and every try there was."""

    person: Person
    line: Attendance
    tries: tuple[Notice, ...] = ()

    @property
    def last(self) -> Notice | None:
        """The last try."""
        return self.tries[-1] if self.tries else None

    @property
    def state(self) -> NoticeState:
        """How it is with him."""
        return state(self.last)


def state(last: Notice | None) -> NoticeState:
    """How it is with somebody by his last entry."""
    if last is None:
        return NoticeState.UNTOLD
    return NoticeState.WAITING if last.answer is None else NoticeState(last.answer.value)


def last_entries(dossier: Dossier) -> dict[str, Notice]:
    """Everybody's last entry."""
    return {notice.person: notice for notice in dossier.notices}


def announced(dossier: Dossier) -> frozenset[str]:
    """Those whose last answer is that they attend."""
    return frozenset(person for person, last in last_entries(dossier).items() if last.answer is NoticeAnswer.ATTENDS)


def work_list(dossier: Dossier) -> tuple[Told, ...]:
    """Everybody who is to be told, once each, part by part in the order of the list."""
    people = {person.id: person for person in dossier.people}
    tries: dict[str, list[Notice]] = {}
    for notice in dossier.notices:
        tries.setdefault(notice.person, []).append(notice)
    lines: dict[str, Attendance] = {}
    for part in PARTS_TOLD:
        for line in dossier.attendance:
            if line.as_ is part:
                lines.setdefault(line.person, line)
    return tuple(
        Told(person=people[person], line=line, tries=tuple(tries.get(person, ()))) for person, line in lines.items()
    )


def queue(work: Iterable[Told]) -> tuple[str, ...]:
    """Whom to call, in this order: those not told yet, those not reached, those who have not answered.

    Of the last two those come first who have been let alone longest.
    """
    waiting: dict[NoticeState, list[Told]] = {
        key: [] for key in (NoticeState.UNTOLD, NoticeState.NOT_REACHED, NoticeState.WAITING)
    }
    for one in work:
        if one.state in waiting:
            waiting[one.state].append(one)
    for key in (NoticeState.NOT_REACHED, NoticeState.WAITING):
        waiting[key].sort(key=_moment)
    return tuple(one.person.id for group in waiting.values() for one in group)


def _moment(one: Told) -> tuple[str, str]:
    last = one.last
    on, at = (None, None) if last is None else (last.on, last.at)
    return ("" if on is None else on.isoformat(), "" if at is None else at.isoformat())


@record(kw_only=True)
class Counts:
    """How many are to be told (应通知), have been (已通知), and how many are in each state."""

    due: int
    told: int
    by_state: Mapping[NoticeState, int]

    def of(self, state: NoticeState) -> int:
        """How many are in a state."""
        return self.by_state.get(state, 0)


def counts(work: Iterable[Told]) -> Counts:
    """Count them; whoever was not reached has not been told."""
    by_state = Counter(one.state for one in work)
    due = by_state.total()
    missing = by_state[NoticeState.UNTOLD] + by_state[NoticeState.NOT_REACHED]
    return Counts(due=due, told=due - missing, by_state=dict(by_state))


def counts_text(counted: Counts) -> str:
    """The counts in a line: 应通知 46　已通知 40　参加 38　请假 2　未联系上 3; what is nought is left out."""
    parts = [f"应通知 {counted.due}", f"已通知 {counted.told}"]
    parts += [f"{word} {counted.of(key)}" for key, word in _COUNTED.items() if counted.of(key)]
    return "\u3000".join(parts)


_COUNTED: Final[Mapping[NoticeState, str]] = {
    key: STATE_NAMES[key]
    for key in (
        NoticeState.ATTENDS,
        NoticeState.LEAVE,
        NoticeState.SUBSTITUTE,
        NoticeState.WAITING,
        NoticeState.NOT_REACHED,
        NoticeState.UNTOLD,
    )
}


# ----------------------------------------------------------------------------------------------------------- in words


def answer_text(dossier: Dossier, notice: Notice) -> str:
    """An answer with what belongs to it: 参加, 请假（赴省开会）, 由王强代会."""
    word = STATE_NAMES[state(notice)]
    if notice.answer is NoticeAnswer.LEAVE:
        reason = answer_reason(dossier, notice.person)
        return f"{word}（{reason}）" if reason else word
    if notice.answer is NoticeAnswer.SUBSTITUTE:
        who = next((person for person in dossier.people if person.id == notice.substitute), None)
        return word if who is None else f"由{who.title or ''}{who.name}代会"
    return word


def answer_reason(dossier: Dossier, person: str) -> str | None:
    """Why somebody asked for leave, as his last request says it."""
    return next((leave.reason for leave in reversed(dossier.leave) if leave.person == person), None)


def what_to_say(dossier: Dossier, one: Told, *, meeting: str, office: str) -> str:
    """What is said on the telephone; ``meeting`` and ``office`` are their names. What is not known yet is left out."""
    about = dossier.meeting
    when = day_text(about.date) + ("" if about.start is None else clock_text(about.start))
    where = f"在{about.place}" if about.place else ""
    who = f"{one.person.title or ''}{one.person.name}"
    return (
        f"您好，{office}通知：定于{when}{where}召开{meeting}，请{who}同志{_PART_WORDS[one.line.as_]}"
        f"{_topics(dossier, one.line)}。能否参加请告知；不能参加的，请按规定请假。"
    )


def _topics(dossier: Dossier, line: Attendance) -> str:
    titles = [f"《{topic.title}》" for topic in dossier.topics if topic.no in line.topics]
    return f"，研究{'、'.join(titles)}" if titles else ""


def moment_text(notice: Notice) -> str:
    """When somebody was told: 4月7日 15:20."""
    on: dt.date | None = notice.on
    day = "" if on is None else f"{on.month}月{on.day}日"
    return f"{day} {notice.at:%H:%M}".strip() if notice.at is not None else day


# --------------------------------------------------------------------------------------------------------- telephones

_BETWEEN: Final = re.compile(r"[、，,;；/／\n]+|\s+或\s*|或(?=\d)|(?<=\d{7})\s+(?=[\d(（+])")
_MOBILE: Final = re.compile(r"(1\d{2})(\d{4})(\d{4})")


def split_numbers(text: str | None) -> tuple[str, ...]:
    """The numbers in a text that may hold several, as people write them down.

    >>> split_numbers("13800001111、0533-5180000转8012 / 5180001")
    ('13800001111', '0533-5180000转8012', '5180001')
    """
    return tuple(dict.fromkeys(part for each in _BETWEEN.split(text or "") if (part := " ".join(each.split()))))


def dialled(number: str) -> str:
    """A number as it is read off and dialled: 138 0000 1111; others stay as they are."""
    return _MOBILE.sub(r"\1 \2 \3", number) if _MOBILE.fullmatch(number) else number
