"""The list of those who are to be told, as the tab 通知 shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.name_search import initials
from secretariat.domain.notices import (
    CHANNEL_NAMES,
    STATE_NAMES,
    NoticeState,
    answer_text,
    dialled,
    moment_text,
    work_list,
)
from secretariat.domain.people_editing import unit_title
from secretariat.domain.records import record
from secretariat.domain.states import NoticeAnswer
from ui.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariat.domain.facts import Dossier, Notice
    from secretariat.domain.notices import Told
    from secretariat.services.notices import Number

MARKS: Final = {
    NoticeState.UNTOLD: ("info", "text_3"),
    NoticeState.NOT_REACHED: ("warning", "warning"),
    NoticeState.WAITING: ("clock", "accent"),
    NoticeState.ATTENDS: ("good", "good"),
    NoticeState.LEAVE: ("leave", "warning"),
    NoticeState.SUBSTITUTE: ("person", "accent"),
}
"""The icon of each state and its colour."""
ORDER: Final = tuple(NoticeState)
_DETAILED: Final = {NoticeAnswer.LEAVE, NoticeAnswer.SUBSTITUTE}


@record(kw_only=True)
class NoticeRow:
    """One person of the list; ``pinyin`` is how his name is read."""

    id: str
    name: str
    title: str
    state: NoticeState
    phone: str = ""
    when: str = ""
    moment: str = ""
    details: str = ""
    tries: int = 0
    pinyin: str = ""


def rows_of(
    dossier: Dossier, numbers: Mapping[str, Sequence[Number]], readings: Mapping[str, str]
) -> tuple[NoticeRow, ...]:
    """The rows in the order of the list."""
    return tuple(
        _row(dossier, one, numbers.get(one.person.id, ()), readings.get(one.person.id, ""))
        for one in work_list(dossier)
    )


def _row(dossier: Dossier, one: Told, numbers: Sequence[Number], pinyin: str) -> NoticeRow:
    last = one.last
    return NoticeRow(
        id=one.person.id,
        name=one.person.name,
        title=one.person.title or unit_title(dossier, one.person),
        state=one.state,
        phone=dialled(numbers[0].text) if numbers else "",
        when="" if last is None else moment_text(last),
        moment="" if last is None else f"{last.on} {last.at}",
        details="" if last is None else details_text(dossier, last),
        tries=len(one.tries),
        pinyin=pinyin,
    )


def details_text(dossier: Dossier, notice: Notice) -> str:
    """What an entry says beyond its answer: why, by whom instead, who took the call."""
    parts = []
    if notice.answer in _DETAILED and (said := answer_text(dossier, notice)) not in STATE_NAMES.values():
        parts.append(said.removeprefix(STATE_NAMES[NoticeState.LEAVE]).strip("（）"))
    if notice.taken_by:
        parts.append(f"{notice.taken_by}接听")
    if notice.note:
        parts.append(notice.note)
    return "；".join(parts)


def _when(row: NoticeRow) -> str:
    """When it was tried last, and how often if more than once."""
    return f"{row.when}，{row.tries} 次" if row.tries > 1 else row.when


def columns() -> list[Column[NoticeRow]]:
    """The columns of the list."""
    return [
        Column(
            key="state",
            title="状态",
            text=lambda row: STATE_NAMES[row.state],
            mark=lambda row: MARKS[row.state],
            sort=lambda row: ORDER.index(row.state),
            width=100,
        ),
        Column(
            key="name",
            title="姓名",
            text=lambda row: row.name,
            search=lambda row: f"{initials(row.pinyin)} {row.pinyin.replace(' ', '')}",
            width=84,
        ),
        Column(key="title", title="单位职务", text=lambda row: row.title, stretch=True),
        Column(
            key="phone",
            title="电话",
            text=lambda row: row.phone or "—",
            search=lambda row: row.phone.replace(" ", ""),
            width=132,
        ),
        Column(key="when", title="通知时间", text=_when, sort=lambda row: row.moment, width=116),
        Column(key="details", title="说明", text=lambda row: row.details, stretch=True),
    ]


# ----------------------------------------------------------------------------------------------------- one's entries


@record(kw_only=True)
class TryRow:
    """One entry; ``notice`` is the entry itself."""

    id: int
    notice: Notice
    state: NoticeState
    details: str


def tries_of(dossier: Dossier, one: Told) -> tuple[TryRow, ...]:
    """Somebody's entries in the order in which they happened."""
    return tuple(
        TryRow(
            id=number,
            notice=notice,
            state=NoticeState.WAITING if notice.answer is None else NoticeState(notice.answer.value),
            details=details_text(dossier, notice),
        )
        for number, notice in enumerate(one.tries, 1)
    )


def try_columns() -> list[Column[TryRow]]:
    """The columns of somebody's entries."""
    return [
        Column(key="no", title="次", text=lambda row: str(row.id), align="right", width=48),
        Column(key="when", title="通知时间", text=lambda row: moment_text(row.notice), width=120),
        Column(
            key="channel",
            title="方式",
            text=lambda row: "" if row.notice.channel is None else CHANNEL_NAMES[row.notice.channel],
            width=64,
        ),
        Column(key="caller", title="通知人", text=lambda row: row.notice.caller or "", width=84),
        Column(
            key="answer",
            title="答复",
            text=lambda row: STATE_NAMES[row.state],
            mark=lambda row: MARKS[row.state],
            width=104,
        ),
        Column(key="details", title="说明", text=lambda row: row.details, stretch=True),
    ]
