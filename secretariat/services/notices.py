"""Who has been told of a meeting, and what he answered (会议通知、回执); the telephone numbers for it.

An answer is one act with all that follows from it: the entry, the request for leave or the substitute on the list.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from models.meetings import MeetingPerson
from models.organisation import Department, Person
from secretariat.domain import notice_editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.notices import STATE_NAMES, split_numbers, state
from secretariat.domain.plain_text import tidy, unprintable
from secretariat.domain.posts import in_force
from secretariat.domain.records import record
from secretariat.services.meetings import act_on, edit_person, no_such_meeting
from secretariat.services.pinyin import reading
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Dossier, Notice
    from secretariat.domain.people_editing import NewPerson
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database

OWN: Final = "本人"
TYPED: Final = "本次会议登记"
_LONGEST: Final = 100


@record()
class Number:
    """A telephone number, and whose it is: his own, the one typed in for this meeting, or his unit's."""

    text: str
    of: str


# --------------------------------------------------------------------------------------------------------------- acts


def record_notice(
    database: Database,
    actor: Actor,
    meeting_id: int,
    notice: Notice,
    *,
    reason: str | None = None,
    newcomer: NewPerson | None = None,
) -> int:
    """Record that somebody was told or tried to be; his answer fills in leave and list.

    ``reason`` is that of a leave, ``newcomer`` a substitute who was typed in. Raises as ``notice_editing.record``.
    """
    edit = partial(notice_editing.record, notice=notice, reason=reason, newcomer=newcomer)
    return act_on(database, actor, meeting_id, f"登记会议通知：{STATE_NAMES[state(notice)]}", edit)


def correct_notice(
    database: Database,
    actor: Actor,
    meeting_id: int,
    entry: Notice,
    *,
    reason: str | None = None,
    newcomer: NewPerson | None = None,
    **values: Any,  # noqa: ANN401 (the fields of Notice)
) -> int:
    """Correct an entry as it was seen; raises as ``notice_editing.correct``."""
    edit = partial(notice_editing.correct, entry=entry, reason=reason, newcomer=newcomer, **values)
    return act_on(database, actor, meeting_id, "更正会议通知记录", edit)


def delete_notice(database: Database, actor: Actor, meeting_id: int, entry: Notice) -> int:
    """Take an entry off the record; raises as ``notice_editing.delete``."""
    return act_on(database, actor, meeting_id, "删除会议通知记录", partial(notice_editing.delete, entry=entry))


def edit_number(database: Database, actor: Actor, meeting_id: int, person: str, text: str) -> int:
    """Keep a number that was typed in for this meeting; nothing typed, nothing kept. Several are parted by 、."""
    return edit_person(database, actor, meeting_id, person, phone=typed_number(text))


def typed_number(text: str) -> str | None:
    """A number as it is kept, ``None`` where nothing was typed; raises ``ImpossibleError`` for what is no number."""
    number = tidy(text)
    if fault := unprintable(number):
        raise ImpossibleError(f"电话的{fault}", "请删去这个字符，重新输入")
    if len(number) > _LONGEST:
        raise ImpossibleError(f"电话有 {len(number)} 个字，太长", f"请缩短到 {_LONGEST} 个字以内")
    if number and not any(character.isdecimal() for character in number):
        raise ImpossibleError(f"电话“{number}”里没有数字", "请填写电话号码，有几个的用顿号隔开")
    return number or None


# -------------------------------------------------------------------------------------------------------- the numbers


def numbers(database: Database, meeting_id: int) -> Mapping[str, tuple[Number, ...]]:
    """Give everybody's numbers by his id in the meeting, the best first.

    First his own, as the organisation has it today; then what was typed in for this meeting; then those of the units in
    which he holds a post on its day or for which he attends. Raises ``NoSuchMeetingError``.
    """
    with database.reader() as session:
        meeting = whole(session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        dossier = dossier_of(meeting)
        people = {row.ref: row.person_id for row in meeting.people}
        departments = {row.ref: row.department_id for row in meeting.departments}
        kept = _phones(session, Person, people.values())
        phones = _phones(session, Department, departments.values())
    names = {unit.id: unit.name for unit in dossier.departments}
    units = _units(dossier)
    return {
        person.id: _in_order(
            person.phone,
            kept.get(people[person.id] or 0),
            [(names[unit], phones.get(departments[unit] or 0)) for unit in units.get(person.id, ())],
        )
        for person in dossier.people
    }


def _phones(session: Session, table: type[Person | Department], keys: Iterable[int | None]) -> Mapping[int, str | None]:
    """The numbers of people or units of the organisation by their keys."""
    wanted = [key for key in keys if key is not None]
    return dict(session.execute(sa.select(table.id, table.phone).where(table.id.in_(wanted))).all())


def _units(dossier: Dossier) -> dict[str, list[str]]:
    """The units that everybody is there for: as the list says, and by the posts of the day."""
    found = {line.person: [line.department] for line in dossier.attendance if line.department is not None}
    for person in dossier.people:
        for held in person.posts:
            if held.department is not None and in_force(held, dossier.meeting.date):
                found.setdefault(person.id, []).append(held.department)
    return found


def _in_order(typed: str | None, kept: str | None, units: Iterable[tuple[str, str | None]]) -> tuple[Number, ...]:
    """The numbers as they are tried; one that is known twice stands where it comes first."""
    found = dict.fromkeys(split_numbers(kept), OWN)
    for text in split_numbers(typed):
        found.setdefault(text, TYPED if kept else OWN)
    for name, phone in units:
        for text in split_numbers(phone):
            found.setdefault(text, name)
    return tuple(Number(text, of) for text, of in found.items())


def readings(database: Database, meeting_id: int) -> Mapping[str, str]:
    """Give how everybody's name is read (``shan tian fang``), by his id in the meeting, to be found by.

    On a worker: the dictionaries take half a second to import where the organisation does not know a reading.
    """
    with database.reader() as session:
        rows = session.execute(
            sa.select(MeetingPerson.ref, MeetingPerson.name, Person.name, Person.pinyin, Person.pinyin_correction)
            .outerjoin(Person, MeetingPerson.person_id == Person.id)
            .where(MeetingPerson.meeting_id == meeting_id)
        ).all()
    return {
        ref: (correction or pinyin) if name == known and pinyin else reading(name)
        for ref, name, known, pinyin, correction in rows
    }
