"""What in a dossier can't be: references to what is not there, doubled ids, periods that end before they begin.

``MEANINGS`` says of every text and number of the dossier what it is; a test holds that none is forgotten.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING

from secretariat.domain import facts
from secretariat.domain.plain_text import CONTROL
from secretariat.domain.records import field_types, record
from secretariat.domain.states import Post
from secretariat.strict_input import Problem, nearest, shown_value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from secretariat.strict_input import Steps

LARGEST = 2**31 - 1
"""What a database takes for a whole number."""


def problems(dossier: facts.Dossier) -> Iterator[Problem]:
    """Give everything in ``dossier`` that can't be, doubled ids first; nothing for breaking a rule."""
    yield from _doubled(dossier)
    known = _Known(
        people=frozenset(person.id for person in dossier.people),
        departments=frozenset(department.id for department in dossier.departments),
        topics=frozenset(topic.no for topic in dossier.topics),
        attachments=frozenset(attachment.id for attachment in dossier.attachments),
    )
    yield from _inside(dossier, (), known)


@record()
class _Known:
    """What a reference may name."""

    people: frozenset[str]
    departments: frozenset[str]
    topics: frozenset[int]
    attachments: frozenset[str]


# ------------------------------------------------------------------------------------------------------------- doubled


def _doubled(dossier: facts.Dossier) -> Iterator[Problem]:
    renumber = "请给其中一个换个编号，并改正提到它的地方"
    for index in _repeated([department.id for department in dossier.departments]):
        text = f"部门编号 {shown_value(dossier.departments[index].id)} 重复"
        yield Problem(("departments", index, "id"), text, renumber)
    for index in _repeated([person.id for person in dossier.people]):
        text = f"人员编号 {shown_value(dossier.people[index].id)} 重复"
        yield Problem(("people", index, "id"), text, renumber)
    for index in _repeated([topic.no for topic in dossier.topics]):
        yield Problem(("topics", index, "no"), f"议题序号 {dossier.topics[index].no} 重复", "请给其中一个议题换个序号")
    for index in _repeated([attachment.id for attachment in dossier.attachments]):
        text = f"附件编号 {shown_value(dossier.attachments[index].id)} 重复"
        yield Problem(("attachments", index, "id"), text, renumber)
    for index in _repeated([(line.person, line.as_) for line in dossier.attendance]):
        text = f"{shown_value(dossier.attendance[index].person)} 以同一身份列了两次"
        remedy = "请并成一条；只参加几个议题的，议题序号一起写在 topics 里"
        yield Problem(("attendance", index, "person"), text, remedy)


def _repeated(values: Sequence[Hashable]) -> list[int]:
    """Give the positions at which a value stands that stood before."""
    first: dict[Hashable, int] = {}
    return [index for index, value in enumerate(values) if first.setdefault(value, index) != index]


# ------------------------------------------------------------------------------------------------ what a field means


def _person(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if value not in known.people:
        text = "是部门的编号，这里要人员的编号" if value in known.departments else "这个编号的人员不存在"
        remedy = "请在 people 里补上这个人，或改成已有的编号"
        yield Problem(steps, f"{text}：{shown_value(value)}{nearest(str(value), known.people)}", remedy)


def _department(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if value not in known.departments:
        text = "是人员的编号，这里要部门的编号" if value in known.people else "这个编号的部门不存在"
        remedy = "请在 departments 里补上这个部门，或改成已有的编号"
        yield Problem(steps, f"{text}：{shown_value(value)}{nearest(str(value), known.departments)}", remedy)


def _topic(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if value not in known.topics:
        yield Problem(steps, f"没有第 {shown_value(value)} 号议题", "请改成 topics 里已有的 no，或补上这个议题")


def _attachment(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if value not in known.attachments:
        remedy = "请在 attachments 里补上这个附件，或改成已有的编号"
        yield Problem(steps, f"这个编号的附件不存在：{shown_value(value)}", remedy)


def _subject(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if isinstance(value, int):
        yield from _topic(value, steps, known)
    elif value not in known.people:
        remedy = "请写议题的序号（数字，不带引号）或人员的编号；对整个会议的，删去这个键"
        yield Problem(steps, f"既不是议题序号，也不是人员编号：{shown_value(value)}", remedy)


def _printed(text: str, steps: Steps) -> Iterator[Problem]:
    if found := CONTROL.search(text):
        text = f"有不能打印的控制字符（U+{ord(found[0]):04X}，第 {found.start() + 1} 个字）：{shown_value(text)}"
        yield Problem(steps, text, "请删去这个字符，重新输入这段文字")


def _line(value: object, steps: Steps, _: _Known) -> Iterator[Problem]:
    yield from _printed(str(value), steps)


def _prose(value: object, steps: Steps, _: _Known) -> Iterator[Problem]:
    yield from _printed(str(value).replace("\n", " ").replace("\t", " "), steps)


def _name(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    if not str(value).strip():
        yield Problem(steps, "是空白的", "请填写；没有记录而可以不填的，删去这个键")
    yield from _line(value, steps, known)


def _sha256(value: object, steps: Steps, _: _Known) -> Iterator[Problem]:
    if not re.fullmatch("[0-9a-f]{64}", str(value)):
        remedy = "请换一份完好的副本，或重新导出"
        yield Problem(steps, f"不是 SHA-256 校验值（64 位小写十六进制数）：{shown_value(value)}", remedy)


def _counted(value: object, steps: Steps, _: _Known) -> Iterator[Problem]:
    yield from _within(value, steps, 1)


def _amount(value: object, steps: Steps, _: _Known) -> Iterator[Problem]:
    yield from _within(value, steps, 0)


def _within(value: object, steps: Steps, least: int) -> Iterator[Problem]:
    if not isinstance(value, int) or not least <= value <= LARGEST:
        yield Problem(steps, f"应在 {least} 到 {LARGEST} 之间：{shown_value(value)}", "请改正这个数")


Meaning = Callable[["object", "Steps", "_Known"], "Iterator[Problem]"]

MEANINGS: dict[type, dict[str, Meaning]] = {
    facts.Dossier: {"rulebook": _name},
    facts.Government: {"name": _name, "office": _name, "term": _counted},
    facts.Department: {"id": _name, "name": _name},
    facts.Person: {
        "id": _name,
        "name": _name,
        "title": _name,
        "in_charge_of": _department,
        "pair": _person,
        "phone": _name,
    },
    facts.Holding: {"department": _department},
    facts.Meeting: {
        "kind": _name,
        "number": _counted,
        "year": _counted,
        "place": _line,
        "chair": _person,
        "commissioned_by": _person,
        "security_period": _name,
        "urgency": _name,
        "agenda_set_by": _person,
    },
    facts.Recusal: {"topic": _topic, "note": _prose},
    facts.Visit: {"topic": _topic},
    facts.Attendance: {
        "person": _person,
        "out_for": _topic,
        "topics": _topic,
        "substitute": _person,
        "substitute_consent_by": _person,
        "department": _department,
    },
    facts.Leave: {
        "person": _person,
        "reason": _prose,
        "approved_by": _person,
        "refused_by": _person,
        "acting": _person,
        "report": _attachment,
        "note": _prose,
    },
    facts.Notice: {
        "person": _person,
        "caller": _name,
        "taken_by": _name,
        "substitute": _person,
        "note": _prose,
    },
    facts.Away: {
        "person": _person,
        "place": _line,
        "reason": _prose,
        "acting": _person,
        "consented_by": _person,
        "approved_by": _person,
        "told": _person,
    },
    facts.Topic: {
        "no": _counted,
        "title": _name,
        "task": _counted,
        "sponsor": _department,
        "concerns": _department,
        "proposed_by": _person,
        "report_minutes": _amount,
        "staff": _amount,
        "reporter": _person,
        "written_opinions": _person,
        "discussion": _prose,
        "origin": _line,
    },
    facts.Step: {"by": _person, "opinion": _prose, "form": _attachment},
    facts.AdHoc: {"consent_by": _person, "reason": _prose},
    facts.Form: {"signed_by": _person},
    facts.Material: {"signed_by": _person},
    facts.Countersign: {
        "department": _department,
        "signed_by": _person,
        "round": _counted,
        "grounds": _prose,
        "form": _attachment,
    },
    facts.Coordination: {"by": _person, "text": _prose, "option": _prose, "file": _attachment},
    facts.Review: {"by": _department, "opinion": _prose, "file": _attachment},
    facts.Decision: {
        "text": _prose,
        "responsible": _department,
        "assisting": _department,
        "leader": _person,
        "due_days": _counted,
        "chair_said": _prose,
    },
    facts.Reservation: {"person": _person, "text": _prose},
    facts.IssuedDocument: {"title": _line, "number": _line},
    facts.TopicFile: {"attachment": _attachment, "edition": _counted},
    facts.Comment: {"person": _person, "text": _prose, "answer": _prose},
    facts.Copy: {"no": _counted, "person": _person, "note": _prose},
    facts.AgendaChange: {
        "title": _name,
        "from_no": _counted,
        "to_no": _counted,
        "by": _person,
        "reason": _prose,
    },
    facts.Minutes: {
        "number": _counted,
        "drafted_by": _person,
        "signed_by": _person,
        "sent_to": _name,
        "year": _counted,
        "scan": _attachment,
    },
    facts.MinutesBody: {"opening": _prose},
    facts.MinutesSection: {"topic": _topic, "heading": _line, "paragraphs": _prose},
    facts.MinutesVersion: {"no": _counted, "reason": _prose, "signed_by": _person, "scan": _attachment},
    facts.Approval: {"by": _person},
    facts.Excuse: {"code": _name, "subject": _subject, "allowed_by": _person, "reason": _prose},
    facts.Attachment: {"id": _name, "name": _name, "sha256": _sha256, "size": _amount, "media_type": _name},
}


# ---------------------------------------------------------------------------------------------------------- the whole


def _inside(value: object, steps: Steps, known: _Known) -> Iterator[Problem]:
    """Give the problems of a dataclass and of all that it holds."""
    yield from _as_a_whole(value, steps)
    for name, key, meaning in _plans()[type(value)]:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, item in enumerate(held):
                yield from meaning(item, (*steps, key, index), known)
        elif held is not None:
            yield from meaning(held, (*steps, key), known)


@functools.cache
def _plans() -> dict[type, tuple[tuple[str, str, Meaning], ...]]:
    """Give name, key and meaning of the fields that can be wrong; one that holds dataclasses means what they mean."""
    plans: dict[type, tuple[tuple[str, str, Meaning], ...]] = {}
    for kind, meanings in MEANINGS.items():
        hints = field_types(kind)
        holding = {name for name, hint in hints.items() if MEANINGS.keys() & {hint, *typing.get_args(hint)}}
        plans[kind] = tuple(
            (name, name.removesuffix("_"), _inside if name in holding else meanings[name])
            for name in hints
            if name in holding or name in meanings
        )
    return plans


def _as_a_whole(value: object, steps: Steps) -> Iterator[Problem]:
    if isinstance(value, facts.Holding) and value.post is Post.DEPARTMENT_HEAD and value.department is None:
        yield Problem((*steps, "department"), "部门负责人没有写明是哪个部门", "请补上 department，写部门的编号")
    if isinstance(value, facts.Holding | facts.Away) and value.from_ and value.to and value.to < value.from_:
        text = f"结束日期 {value.to} 早于开始日期 {value.from_}"
        yield Problem((*steps, "to"), text, "请改正 from 或 to；还没有结束的，删去 to")
