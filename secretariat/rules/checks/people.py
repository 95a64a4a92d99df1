"""Who is on the list: ``member.missing``, ``member.extra``, ``attendee.missing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.case import Case


def check(case: Case) -> Iterator[Finding]:
    """Compare the list with those due by post; only where the members are fixed by posts."""
    if case.rule.membership == "posts":
        yield from _members(case)
    yield from _standing(case)


def _members(case: Case) -> Iterator[Finding]:
    rule = case.rule
    due = {person.id for person in case.due}
    for person in case.due:
        if person.id not in case.member_rows:
            yield case.finding(
                "member.missing",
                rule.article,
                f"{case.called(person)}是{rule.name}组成人员，未列入出席名单。请补列为出席；确不能到会的，请登记请假。",
                subject=person.id,
            )
    if rule.enlarged and case.meeting.enlarged:
        return
    for person_id in case.member_rows:
        if person_id not in due:
            yield case.finding(
                "member.extra",
                rule.article,
                f"{case.called(case.people[person_id])}当日不是{rule.name}组成人员，却列为出席。"
                "请改为列席，或核对其职务和任职起止日期。",
                subject=person_id,
            )


def _standing(case: Case) -> Iterator[Finding]:
    rule = case.rule
    # Who is a member does not attend besides; where he is not on the list, `member.missing` says so.
    told = {person.id for person in (case.due if rule.membership == "posts" else ())}
    for seat in rule.standing:
        holders = case.seated((seat,))
        absent = [person for person in holders if person.id not in case.listed and person.id not in told]
        if seat.any_one:
            if absent and all(person.id not in case.listed for person in holders):
                told.update(person.id for person in absent)
                yield case.finding(
                    "attendee.missing",
                    rule.article,
                    f"{case.called_all(absent)}应有人固定列席{rule.name}，均未列入名单。请补列。",
                    subject=absent[0].id if len(absent) == 1 else None,
                    severity=Severity.WARNING,
                )
            continue
        for person in absent:
            told.add(person.id)
            yield case.finding(
                "attendee.missing",
                rule.article,
                f"{case.called(person)}固定列席{rule.name}，未列入名单。请补列为列席。",
                subject=person.id,
                severity=Severity.WARNING,
            )
