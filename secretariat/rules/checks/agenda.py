"""The agenda (议程): its first topic, the topic that is never missing, time for reports, staff in the room."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from secretariat.domain.labels import TOPIC_TYPES
from secretariat.domain.states import DepartmentKind, Part, Presence
from secretariat.rules.excuses import way_out
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.domain.facts import Attendance, Topic
    from secretariat.domain.states import TopicType
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.topics import StaffRule


def check(case: Case) -> Iterator[Finding]:
    """Judge the agenda; one without any topic is none yet."""
    if not case.dossier.topics:
        return
    yield from _first(case)
    yield from _standing(case)
    yield from _report_time(case)
    rule = case.rulebook.agenda.staff
    if rule is not None and case.meeting.kind in rule.kinds:
        rows = _staff(case)
        yield from _sponsors_staff(case, rule, rows)
        yield from _other_staff(case, rule, rows)


def _first(case: Case) -> Iterator[Finding]:
    rule = case.rulebook.agenda.first_topic
    if rule is None or case.meeting.kind not in rule.kinds:
        return
    first = min(case.dossier.topics, key=lambda topic: topic.no)
    if first.type not in rule.types:
        yield case.finding(
            "agenda.first_topic",
            rule.article,
            f"{case.rule.name}的第一议题应为{_types(rule.types)}，现为{case.topic_called(first)}"
            f"{'（未填类型）' if first.type is None else ''}。{_mend(case, rule.types)}",
            subject=first.no,
        )


def _mend(case: Case, types: tuple[TopicType, ...]) -> str:
    if case.over:
        return "请核对议题的次序和类型；确未安排的，今后列为第一个议题。"
    right = next((topic for topic in case.dossier.topics if topic.type in types), None)
    return "请增列为第一个议题，或核对议题类型。" if right is None else f"请将议题{right.no}调整为第一个议题。"


def _standing(case: Case) -> Iterator[Finding]:
    held = {topic.type for topic in case.dossier.topics}
    for rule in case.binding(case.rulebook.agenda.standing_topics):
        if held.isdisjoint(rule.types):
            yield case.finding(
                "agenda.safety_topic",
                rule.article,
                f"{case.rule.name}应设{_types(rule.types)}专门议题，议程中没有。请核对议题类型；确未安排的，"
                + ("请增列。" if case.planned else "列入下次会议。"),
                severity=Severity.WARNING,
            )


def _report_time(case: Case) -> Iterator[Finding]:
    rule = case.rulebook.agenda.report_time
    if rule is None or case.meeting.kind not in rule.kinds:
        return
    for topic in case.dossier.topics:
        if topic.report_minutes is not None and topic.report_minutes > rule.minutes:
            yield case.finding(
                "agenda.report_time",
                rule.article,
                f"{case.topic_called(topic)}的汇报{'安排' if case.planned else '用时'}{topic.report_minutes}分钟，"
                f"原则上不超过{rule.minutes}分钟。请提醒汇报人精简汇报{way_out(case, 'agenda.report_time')}。",
                subject=topic.no,
                severity=Severity.WARNING,
            )


def _staff(case: Case) -> tuple[Attendance, ...]:
    """The staff of departments in the room; the office's own people run the meeting and are nobody's staff."""
    return tuple(
        row
        for row in case.dossier.attendance
        if row.as_ is Part.STAFF
        and row.department is not None
        and case.units[row.department].kind is not DepartmentKind.OFFICE
        and (row.status is Presence.PRESENT or (case.planned and row.status is not Presence.LEAVE))
    )


def _sponsors_staff(case: Case, rule: StaffRule, rows: Iterable[Attendance]) -> Iterator[Finding]:
    sponsors: dict[str, list[Topic]] = {}
    for topic in case.dossier.topics:
        if topic.sponsor is not None:
            sponsors.setdefault(topic.sponsor, []).append(topic)
    # Where a topic says how many came for it, people listed for no topic of their own add nothing to that.
    listed = Counter(
        topic.no
        for row in rows
        for topic in sponsors.get(row.department or "", ())
        if topic.no not in row.out_for and (topic.no in row.topics or (not row.topics and topic.staff is None))
    )
    for topic in case.dossier.topics:
        there = max(topic.staff or 0, listed[topic.no])
        if there > rule.at_most and not topic.staff_consent:
            yield case.finding(
                "agenda.staff",
                rule.article,
                f"{case.topic_called(topic)}：{case.unit_name(topic.sponsor)}安排{there}名工作人员列席，"
                f"未经批准原则上只安排{rule.at_most}名。请减少人员，或将名单报{case.rulebook.words.office}批准后登记。",
                subject=topic.no,
            )


def _other_staff(case: Case, rule: StaffRule, rows: Iterable[Attendance]) -> Iterator[Finding]:
    """Tell of staff whose department puts forward none of the topics they are in the room for."""
    sponsor_of = {topic.no: topic.sponsor for topic in case.dossier.topics}
    for row in rows:
        topics = [no for no in row.topics or sponsor_of if no not in row.out_for]
        own = [no for no in topics if sponsor_of.get(no) == row.department]
        # Without topics of their own on record, those who have one are taken to come in for that one.
        if not topics or (own and (not row.topics or len(own) == len(topics))):
            continue
        which = "" if not row.topics else "议题" + "、".join(str(no) for no in topics if no not in own) + "的"
        yield case.finding(
            "agenda.staff",
            rule.article,
            f"{case.called(case.people[row.person])}是{case.unit_name(row.department)}工作人员，"
            f"不属{which}主办部门，不得进入会场。请取消其列席，或核对其单位和列席的议题"
            f"{way_out(case, 'agenda.staff')}。",
            subject=row.person,
        )


def _types(types: Iterable[TopicType]) -> str:
    return "、".join(f"“{TOPIC_TYPES[each]}”" for each in types)
