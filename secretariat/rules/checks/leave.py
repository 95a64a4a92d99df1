"""Leave from the meeting (会议请假): asked in time, approved by whom the rule names, with its report, no substitute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.leave_requests import stands
from secretariat.domain.numerals import date_text
from secretariat.domain.states import Part, Presence
from secretariat.rules.leave_approver import approver_words, entitled, nobody_above, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from secretariat.domain.facts import Attendance, Leave, Person
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.people import LeaveRule


def check(case: Case) -> Iterator[Finding]:
    """Judge the leave of everybody on the list as member or attendee who is not there, by the first entry that fits."""
    if not case.binding(case.rulebook.leave):
        return
    asked: dict[str, list[Leave]] = {}
    for leave in filter(stands, case.dossier.leave):
        asked.setdefault(leave.person, []).append(leave)
    for person_id, rows in _not_there(case).items():
        leaves = asked.get(person_id, [])
        # Before the meeting, whoever has neither come nor announced a leave has only not been marked yet.
        if case.planned and not leaves and all(row.status is Presence.ABSENT for row in rows):
            continue
        person = case.people[person_id]
        rule = rule_of(case, person)
        if rule is None:
            continue
        if not nobody_above(case, rule, person):
            yield from _judge(case, rule, person, leaves)
        if rule.substitute_consent:
            yield from _substitute(case, rule, person, rows)


def _not_there(case: Case) -> dict[str, list[Attendance]]:
    """The lines of members and attendees who are not recorded present in any part, by person."""
    present = {row.person for row in case.dossier.attendance if row.status is Presence.PRESENT}
    rows: dict[str, list[Attendance]] = {}
    for row in case.dossier.attendance:
        if row.as_ in {Part.MEMBER, Part.ATTENDEE} and row.person not in present:
            rows.setdefault(row.person, []).append(row)
    return rows


def _judge(case: Case, rule: LeaveRule, person: Person, leaves: Sequence[Leave]) -> Iterator[Finding]:
    """Judge one person's leave."""
    name, to = case.called(person), approver_words(case, rule)
    in_time = [leave for leave in leaves if leave.asked_on is None or leave.asked_on <= case.day]
    if not in_time:
        said = "没有请假记录" if not leaves else f"{_days(leaves)}才请假，在会议之后，视同未请假"
        remedy = f"请补办请假，报{to}批准后登记" if to else "请按程序补办请假，取得同意后登记"
        yield case.finding(
            "leave.not_requested",
            rule.article,
            f"{name}{_absence(case)}，{said}。{remedy}；会前确已请假的，请补录或改正请假日期。",
            subject=person.id,
        )
        return
    approved = [
        (case.people[leave.approved_by], leave.approved_on)
        for leave in in_time
        if leave.approved_by is not None and (leave.approved_on is None or leave.approved_on <= case.day)
    ]
    if not approved:
        afterwards = any(leave.approved_on is not None and leave.approved_on > case.day for leave in in_time)
        said = "会议之后才批准，视同未批准" if afterwards else "未见批准记录"
        remedy = f"请报{to}批准后登记" if to else "请按程序取得同意后登记批准人"
        if afterwards:
            remedy = "请核对批准日期"
        elif refused := [leave for leave in in_time[-1:] if leave.refused_by or leave.refused_on]:
            who = {leave.refused_by: case.people[leave.refused_by] for leave in refused if leave.refused_by}
            said = f"{case.called_all(who.values())}未批准" if who else "未获批准"
            remedy = "请督促本人到会" if case.planned else f"{remedy}；确未到会的，请如实登记为缺席"
        yield case.finding("leave.not_approved", rule.article, f"{name}已请假，{said}。{remedy}。", subject=person.id)
    elif not any(entitled(case, rule, by, on) for by, on in approved):
        by = case.called_all({who.id: who for who, _ in approved}.values())
        yield case.finding(
            "leave.wrong_approver",
            rule.article,
            f"{name}的请假由{by}批准，应由{to}批准。请改报{to}批准后登记。",
            subject=person.id,
        )
    if rule.written_report and not any(leave.written_report for leave in in_time):
        yield case.finding(
            "leave.report_missing",
            rule.article,
            f"{name}已请假，未提交书面请假报告。请其向{case.rulebook.words.office}补交，收到后登记。",
            subject=person.id,
        )


def _substitute(case: Case, rule: LeaveRule, person: Person, rows: Sequence[Attendance]) -> Iterator[Finding]:
    for row in rows:
        if row.substitute is not None and row.substitute_consent_by is None:
            yield case.finding(
                "leave.substitute",
                rule.article,
                f"{case.called(person)}未经同意，由{case.called(case.people[row.substitute])}代替参加{case.rule.name}。"
                "请按程序取得同意并登记同意人，或请本人到会。",
                subject=person.id,
            )
            return


def _absence(case: Case) -> str:
    return "不能到会" if case.planned else "未到会"


def _days(leaves: Sequence[Leave]) -> str:
    return date_text(min(leave.asked_on for leave in leaves if leave.asked_on is not None))
