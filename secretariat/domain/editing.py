"""What can be done to a dossier: pure functions, each one act, dossier in, dossier out.

Services run them inside a transaction on the meeting as it stands then. They keep the dossier whole: no reference is
ever left dangling, topics are numbered from 1 in their order, nobody stands on the list twice in the same part.
They raise ``ImpossibleError`` for what cannot be, never for what merely breaks a rule.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Attendance, Decision, Leave, Person, Review, Topic
from secretariat.domain.leave_requests import current
from secretariat.domain.line_faults import fault_of
from secretariat.domain.states import Part, Presence
from secretariat.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from secretariat.domain.facts import Attachment, Department, Dossier


class ImpossibleError(UserError):
    """An edit that would make the dossier say what cannot be."""


# -- people and departments -------------------------------------------------------------------------------------------


def add_department(dossier: Dossier, department: Department) -> Dossier:
    """Add a department; an id that is taken or empty is replaced by a free one."""
    taken = {unit.id for unit in dossier.departments}
    made = replace(department, id=_free_id(department.id, taken, "d"))
    return replace(dossier, departments=(*dossier.departments, made))


def add_person(dossier: Dossier, person: Person) -> Dossier:
    """Add a person; an id that is taken or empty is replaced by a free one."""
    taken = {known.id for known in dossier.people}
    made = replace(person, id=_free_id(person.id, taken, "p"))
    return replace(dossier, people=(*dossier.people, made))


def set_person(dossier: Dossier, person_id: str, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Person)
    """Change fields of a person."""
    _person(dossier, person_id)
    return replace(
        dossier, people=tuple(replace(known, **values) if known.id == person_id else known for known in dossier.people)
    )


def set_department(dossier: Dossier, department_id: str, **values: Any) -> Dossier:  # noqa: ANN401 (of Department)
    """Change fields of a department."""
    return replace(
        dossier,
        departments=tuple(
            replace(known, **values) if known.id == department_id else known for known in dossier.departments
        ),
    )


def remove_person(dossier: Dossier, person_id: str) -> Dossier:
    """Remove a person nobody refers to; raises ``ImpossibleError`` naming where he is named."""
    person = _person(dossier, person_id)
    without = replace(dossier, people=tuple(known for known in dossier.people if known.id != person_id))
    named = sorted(set(_places(without, person_id, _SECTIONS, _PERSON_KEYS)))
    if named:
        places = "、".join(named)
        raise ImpossibleError(f"{person.name}在{places}中用到，不能删除", "请先从这些地方移除")
    return without


def bring_roster(dossier: Dossier, earlier: Dossier) -> Dossier:
    """Bring people and departments over from an earlier meeting; those already there by name stay as they are."""
    if not dossier.people and not dossier.departments:
        return replace(dossier, people=earlier.people, departments=earlier.departments)
    units = {unit.name: unit.id for unit in dossier.departments}
    ids: dict[str, str] = {}
    for unit in earlier.departments:
        if unit.name not in units:
            dossier = add_department(dossier, unit)
            units[unit.name] = dossier.departments[-1].id
        ids[unit.id] = units[unit.name]
    known = {person.name for person in dossier.people}
    for person in earlier.people:
        if person.name in known:
            continue
        posts = tuple(replace(held, department=ids.get(held.department or "")) for held in person.posts)
        charge = tuple(ids[unit] for unit in person.in_charge_of)
        dossier = add_person(dossier, replace(person, posts=posts, in_charge_of=charge, pair=None))
    return dossier


# -- the meeting and its list -----------------------------------------------------------------------------------------


def set_meeting(dossier: Dossier, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Meeting)
    """Change fields of the meeting."""
    meeting = replace(dossier.meeting, **values)
    for key in ("chair", "commissioned_by"):
        if getattr(meeting, key) is not None:
            _person(dossier, getattr(meeting, key))
    if meeting.start is not None and meeting.end is not None and meeting.end < meeting.start:
        raise ImpossibleError("结束时间早于开始时间", "请核对会议的起止时间")
    return replace(dossier, meeting=meeting)


def list_person(dossier: Dossier, person_id: str, part: Part, **values: Any) -> Dossier:  # noqa: ANN401 (of Attendance)
    """Put a person on the list in a part; somebody already there in another part is moved."""
    _person(dossier, person_id)
    row = _row(dossier, person_id)
    if row is None:
        status = values.pop("status", Presence.ABSENT)
        made = Attendance(person=person_id, as_=part, status=status, **values)
        return replace(dossier, attendance=(*dossier.attendance, made))
    return _set_row(dossier, person_id, as_=part, **values)


def unlist_person(dossier: Dossier, person_id: str) -> Dossier:
    """Take a person off the list."""
    return replace(dossier, attendance=tuple(row for row in dossier.attendance if row.person != person_id))


def mark(dossier: Dossier, person_id: str, status: Presence) -> Dossier:
    """Mark somebody on the list present, on leave or absent; times and absences of who did not come are cleared."""
    if _row(dossier, person_id) is None:
        raise ImpossibleError(f"{_person(dossier, person_id).name}不在名单上", "请先列入名单再登记")
    if status is Presence.PRESENT:
        return _set_row(dossier, person_id, status=status, substitute=None, substitute_consent_by=None)
    return _set_row(dossier, person_id, status=status, arrived=None, left=None, out_for=(), recusals=(), visits=())


def set_attendance(dossier: Dossier, person_id: str, **values: Any) -> Dossier:  # noqa: ANN401 (of Attendance)
    """Change fields of somebody's line on the list."""
    row = _row(dossier, person_id)
    if row is None:
        raise ImpossibleError(f"{_person(dossier, person_id).name}不在名单上", "请先列入名单再登记")
    changed = replace(row, **values)
    if (fault := fault_of(changed, dossier, values)) is not None:
        raise ImpossibleError(*fault)
    if changed.substitute is not None:
        _person(dossier, changed.substitute)
    topics = {topic.no for topic in dossier.topics}
    for number in (*changed.out_for, *changed.topics):
        if number not in topics:
            raise ImpossibleError(f"没有议题{number}", "请核对议题序号")
    return _set_row(dossier, person_id, **values)


def toggle_out(dossier: Dossier, person_id: str, topic: int) -> Dossier:
    """Record that somebody was out of the room for a topic (离场、回避), or take that back."""
    row = _row(dossier, person_id)
    if row is None:
        raise ImpossibleError(f"{_person(dossier, person_id).name}不在名单上", "请先列入名单再登记")
    out = set(row.out_for) ^ {topic}
    return set_attendance(dossier, person_id, out_for=tuple(sorted(out)))


def merge_list(dossier: Dossier, due: Iterable[Attendance]) -> Dossier:
    """Add to the list those it lacks; whoever is there already stays as he is."""
    listed = {row.person for row in dossier.attendance}
    return replace(dossier, attendance=(*dossier.attendance, *(row for row in due if row.person not in listed)))


def set_leave(dossier: Dossier, person_id: str, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Leave)
    """Record a leave, or change the one that counts now."""
    _person(dossier, person_id)
    known = current(dossier, person_id)
    if known is None:
        return replace(dossier, leave=(*dossier.leave, Leave(person=person_id, **values)))
    return replace(dossier, leave=tuple(replace(row, **values) if row is known else row for row in dossier.leave))


# -- topics -----------------------------------------------------------------------------------------------------------


def add_topic(dossier: Dossier, title: str, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Topic)
    """Add a topic at the end of the agenda."""
    if not title.strip():
        raise ImpossibleError("议题没有标题", "请填写议题标题")
    topic = Topic(no=len(dossier.topics) + 1, title=title.strip(), **values)
    return replace(dossier, topics=(*dossier.topics, topic))


def set_topic(dossier: Dossier, no: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Topic)
    """Change fields of a topic."""
    topic = topic_of(dossier, no)
    changed = replace(topic, **values)
    if not changed.title.strip():
        raise ImpossibleError("议题没有标题", "请填写议题标题")
    return replace(dossier, topics=tuple(changed if known is topic else known for known in dossier.topics))


def decide(dossier: Dossier, no: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Decision)
    """Record what was decided on a topic, or change it."""
    decision = topic_of(dossier, no).decision or Decision()
    return set_topic(dossier, no, decision=replace(decision, **values))


def move_topic(dossier: Dossier, no: int, to: int) -> Dossier:
    """Move a topic to another position; all that names topics by number follows."""
    topic_of(dossier, no)
    if not 1 <= to <= len(dossier.topics):
        raise ImpossibleError(f"没有第{to}个位置", f"请输入 1 到 {len(dossier.topics)}")
    order = [topic.no for topic in sorted(dossier.topics, key=lambda topic: topic.no)]
    order.remove(no)
    order.insert(to - 1, no)
    return _renumbered(dossier, {old: new for new, old in enumerate(order, 1)})


def remove_topic(dossier: Dossier, no: int) -> Dossier:
    """Remove a topic; the following ones move up, and what named it by number forgets it."""
    gone = topic_of(dossier, no)
    left = sorted((topic for topic in dossier.topics if topic is not gone), key=lambda topic: topic.no)
    without = replace(dossier, topics=tuple(left))
    return _renumbered(without, {topic.no: new for new, topic in enumerate(left, 1)})


def topic_of(dossier: Dossier, no: int) -> Topic:
    """The topic with that number."""
    for topic in dossier.topics:
        if topic.no == no:
            return topic
    raise ImpossibleError(f"没有议题{no}", "请核对议题序号")


def _renumbered(dossier: Dossier, numbers: Mapping[int, int]) -> Dossier:
    """Give topics new numbers, and everything that names them; what is not in ``numbers`` is forgotten."""

    def row(line: Attendance) -> Attendance:
        return replace(
            line,
            out_for=tuple(sorted(numbers[no] for no in line.out_for if no in numbers)),
            topics=tuple(sorted(numbers[no] for no in line.topics if no in numbers)),
            recusals=tuple(replace(r, topic=numbers[r.topic]) for r in line.recusals if r.topic in numbers),
            visits=tuple(replace(visit, topic=numbers[visit.topic]) for visit in line.visits if visit.topic in numbers),
        )

    topics = tuple(replace(topic, no=numbers[topic.no]) for topic in dossier.topics)
    # Whoever was listed only for topics that are gone goes too: without topics he would be there for the whole meeting.
    gone = [line for line in dossier.attendance if line.topics and not any(no in numbers for no in line.topics)]
    minutes = dossier.minutes
    if minutes is not None and minutes.body is not None:
        sections = tuple(
            replace(part, topic=None if part.topic is None else numbers.get(part.topic))
            for part in minutes.body.sections
        )
        minutes = replace(minutes, body=replace(minutes.body, sections=sections))
    return replace(
        dossier,
        topics=tuple(sorted(topics, key=lambda topic: topic.no)),
        attendance=tuple(row(line) for line in dossier.attendance if line not in gone),
        exceptions=tuple(
            replace(excuse, subject=numbers[excuse.subject]) if isinstance(excuse.subject, int) else excuse
            for excuse in dossier.exceptions
            if not isinstance(excuse.subject, int) or excuse.subject in numbers
        ),
        minutes=minutes,
    )


# -- attachments ------------------------------------------------------------------------------------------------------


def add_attachment(dossier: Dossier, attachment: Attachment) -> Dossier:
    """Add an attachment; an id that is taken or empty is replaced by a free one."""
    taken = {known.id for known in dossier.attachments}
    made = replace(attachment, id=_free_id(attachment.id, taken, "a"))
    return replace(dossier, attachments=(*dossier.attachments, made))


def remove_attachment(dossier: Dossier, attachment_id: str) -> Dossier:
    """Remove an attachment nobody refers to; raises ``ImpossibleError`` naming where it is named."""
    gone = attachment_of(dossier, attachment_id)
    places = sorted(set(_places(dossier, attachment_id, _ATTACHMENT_SECTIONS, _ATTACHMENT_KEYS)))
    if places:
        raise ImpossibleError(f"附件“{gone.name}”在{'、'.join(places)}中用到，不能删除", "请先从这些地方移除")
    return replace(dossier, attachments=tuple(known for known in dossier.attachments if known is not gone))


def attachment_of(dossier: Dossier, attachment_id: str) -> Attachment:
    """The attachment with that id."""
    for attachment in dossier.attachments:
        if attachment.id == attachment_id:
            return attachment
    raise ImpossibleError("没有这个附件", "它可能刚刚被移除，请查看最新内容")


# -- look-ups ---------------------------------------------------------------------------------------------------------


def _person(dossier: Dossier, person_id: str) -> Person:
    for person in dossier.people:
        if person.id == person_id:
            return person
    raise ImpossibleError("没有这个人", "名单可能已被修改，请刷新后重试")


def _row(dossier: Dossier, person_id: str) -> Attendance | None:
    """Somebody's line on the list: as a member if he has several."""
    rows = [row for row in dossier.attendance if row.person == person_id]
    return next((row for row in rows if row.as_ is Part.MEMBER), rows[0] if rows else None)


def _set_row(dossier: Dossier, person_id: str, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Attendance)
    row = _row(dossier, person_id)
    return replace(
        dossier,
        attendance=tuple(replace(known, **values) if known is row else known for known in dossier.attendance),
    )


def _free_id(wanted: str, taken: set[str], prefix: str) -> str:
    if wanted and wanted not in taken:
        return wanted
    number = len(taken) + 1
    while f"{prefix}{number:02}" in taken:
        number += 1
    return f"{prefix}{number:02}"


# Where in a dossier people are named, as a message says it.
_SECTIONS = {
    "people": "人员（补位）",
    "meeting": "会议概况",
    "attendance": "出席名单",
    "leave": "请假",
    "notices": "会议通知",
    "away": "外出",
    "topics": "议题",
    "minutes": "纪要",
    "agenda_changes": "议程调整记录",
    "exceptions": "例外记录",
}
_PERSON_KEYS = frozenset(
    {
        "pair",
        "chair",
        "commissioned_by",
        "person",
        "substitute",
        "substitute_consent_by",
        "approved_by",
        "refused_by",
        "acting",
        "consented_by",
        "told",
        "by",
        "proposed_by",
        "consent_by",
        "signed_by",
        "reporter",
        "leader",
        "agenda_set_by",
        "drafted_by",
        "allowed_by",
        "subject",
    }
)


_ATTACHMENT_SECTIONS = {"minutes": "纪要签发单", "leave": "书面请假报告", "topics": "议题"}
_ATTACHMENT_KEYS = frozenset({"scan", "report", "form", "file", "attachment"})


def _places(dossier: Dossier, wanted: str, sections: Mapping[str, str], keys: frozenset[str]) -> Iterator[str]:
    """Where in a dossier fields of these keys name something."""
    for section, name in sections.items():
        if any(value == wanted for value in _named(getattr(dossier, section), keys)):
            yield name


def _named(value: object, keys: frozenset[str]) -> Iterator[object]:
    """Every value of a field of these keys, however deep."""
    if isinstance(value, tuple):
        for item in value:
            yield from _named(item, keys)
    elif is_dataclass(value) and not isinstance(value, type | Review):  # a review names departments only
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in keys and not is_dataclass(inner):
                yield from inner if isinstance(inner, tuple) else (inner,)
            else:
                yield from _named(inner, keys)
