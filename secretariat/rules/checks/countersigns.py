"""Countersigns (会签) of the departments concerned, and what is done where they do not agree (协调)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.states import Opinion
from secretariat.rules import in_charge
from secretariat.rules.deadlines import last_day, length
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Countersign, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.topics import CountersignRule, Disagreement

_SAID = frozenset({Opinion.AGREE, Opinion.DISAGREE})


def check(case: Case) -> Iterator[Finding]:
    """Judge department by department whether it was asked, answered and signed; then the topic's disagreement."""
    rule = next(iter(case.binding(case.rulebook.countersigns)), None)
    if rule is None:
        return
    for topic in case.dossier.topics:
        rows = _rows(case, topic)
        agreed = topic.coordination is not None and topic.coordination.agreed
        against = []
        for unit in dict.fromkeys((*topic.concerns, *rows)):
            if unit == topic.sponsor:
                continue
            row = rows.get(unit)
            if row is None:
                yield _missing(case, topic, rule, unit)
            elif row.opinion is Opinion.AGREE or (row.opinion is Opinion.DISAGREE and agreed):
                yield from _unsigned(case, topic, rule, row)
            elif row.opinion is Opinion.DISAGREE:
                against.append(unit)
            else:
                yield from _no_reply(case, topic, rule, row)
        disagreed = [unit for unit, row in rows.items() if row.opinion is Opinion.DISAGREE and unit != topic.sponsor]
        if rule.disagreement.way == "off_agenda":
            yield from _not_agreed(case, topic, rule.disagreement, against)
        elif disagreed:
            yield from _coordination(case, topic, rule.disagreement, disagreed)


def _rows(case: Case, topic: Topic) -> dict[str, Countersign]:
    """By department the row that counts: of several rounds the last; a row by which nobody was asked is none.

    A department was asked when that is dated, no later than the meeting, or when it said or signed something.
    """
    rows: dict[str, Countersign] = {}
    for row in topic.countersigns:
        said = row.opinion in _SAID or row.replied_on is not None or row.signed_by is not None
        if (row.asked_on is None and not said) or (row.asked_on is not None and row.asked_on > case.day):
            continue
        known = rows.get(row.department)
        if known is None or (row.round or 0) >= (known.round or 0):
            rows[row.department] = row
    return rows


def _missing(case: Case, topic: Topic, rule: CountersignRule, unit: str) -> Finding:
    late = any(row.department == unit and row.asked_on is not None for row in topic.countersigns)
    said = "会前未征求（登记的日期在会后）" if late else "未征求"
    return case.finding(
        "countersign.missing",
        rule.article,
        f"{case.topic_called(topic)}涉及{case.unit_name(unit)}，{said}其意见。请送其会签，并登记送签日期和意见。",
        subject=topic.no,
    )


def _unsigned(case: Case, topic: Topic, rule: CountersignRule, row: Countersign) -> Iterator[Finding]:
    unit = case.unit_name(row.department)
    if row.signed_by is None:
        said = f"其主要负责人未在{rule.paper}上签字。请补签，并登记签字人。"
    else:
        signer = case.people[row.signed_by]
        if case.heads(signer, row.department, row.replied_on):
            return
        said = f"{rule.paper}由{case.called(signer)}签字，应由{unit}主要负责人签字。请补签，或核对登记和职务。"
    yield case.finding(
        "countersign.unsigned",
        rule.article,
        f"{case.topic_called(topic)}：{unit}{'经协调' if row.opinion is Opinion.DISAGREE else ''}已同意，{said}",
        subject=topic.no,
    )


def _no_reply(case: Case, topic: Topic, rule: CountersignRule, row: Countersign) -> Iterator[Finding]:
    """Only once the time to reply has run out; a reply that came, however late, is one."""
    reply = rule.reply
    if reply is None or row.asked_on is None or row.replied_on is not None or row.signed_by is not None:
        return
    last = last_day(case, reply.deadline, row.asked_on)
    if not last.missed(None, case.as_of):
        return
    asked = (
        f"{case.topic_called(topic)}：{date_text(row.asked_on)}送{case.unit_name(row.department)}会签，"
        f"须在{length(reply.deadline)}内回复，最迟为{last.text}，逾期未复"
    )
    if reply.silence == "no_objection":
        said, severity = "，视为无意见。请在会签情况中注明；后有回复的，请登记。", Severity.INFO
    else:
        said, severity = "。请催办，并登记回复日期和意见。", Severity.WARNING
    yield case.finding("countersign.no_reply", reply.article, asked + said, subject=topic.no, severity=severity)


def _not_agreed(case: Case, topic: Topic, rule: Disagreement, against: list[str]) -> Iterator[Finding]:
    if against:
        yield case.finding(
            "countersign.not_agreed",
            rule.article,
            f"{case.topic_called(topic)}：{_units(case, against)}不同意，未协商一致的议题不提交会议研究。"
            "请撤下议题；已协商一致的，登记协调结果。",
            subject=topic.no,
        )


def _coordination(case: Case, topic: Topic, rule: Disagreement, disagreed: list[str]) -> Iterator[Finding]:
    """Tell each thing that the rule asks for where departments do not agree, and that is not there."""
    done = topic.coordination
    differs = f"{case.topic_called(topic)}：{_units(case, disagreed)}有不同意见，"
    if rule.statement and not (done is not None and done.statement):
        yield _lacking(case, topic, rule, "statement", f"{differs}主办部门未附协调说明。请补附协调说明。")
    if rule.grounds and not (done is not None and done.grounds):
        yield _lacking(case, topic, rule, "grounds", f"{differs}未列明各方理据。请补充各方理据。")
    wanted = rule.option == "always" or (rule.option == "if_not_agreed" and not (done is not None and done.agreed))
    if wanted and not (done is not None and done.preferred_option):
        still = "经协调仍未一致的，" if rule.option == "if_not_agreed" else ""
        yield _lacking(
            case, topic, rule, "option", f"{differs}{still}须由主办部门提出倾向性意见，未见记录。请补充倾向性意见。"
        )
    yield from _coordinator(case, topic, rule, differs)


def _coordinator(case: Case, topic: Topic, rule: Disagreement, differs: str) -> Iterator[Finding]:
    done = topic.coordination
    on = None if done is None else done.on
    who = in_charge.called(case, topic, on)
    if rule.coordinators:
        who += f"或{case.rulebook.words.any_of(rule.coordinators)}"
    if done is None or done.by is None:
        said = "未见协调记录。请报请协调，并登记协调人和日期。"
    elif on is not None and on > case.day:
        said = f"登记的协调日期（{date_text(on)}）在会后。请核对日期。"
    else:
        by = case.people[done.by]
        if in_charge.may_act(case, topic, by, on) or case.held(by, rule.coordinators, on):
            return
        said = f"登记的协调人是{case.called(by)}。请报请应协调的同志协调，或核对登记和分管关系。"
    yield case.finding(
        "countersign.not_coordinated", rule.article, f"{differs}会前应由{who}协调，{said}", subject=topic.no
    )


def _lacking(case: Case, topic: Topic, rule: Disagreement, what: str, message: str) -> Finding:
    return case.finding(f"countersign.{what}_missing", rule.article, message, subject=topic.no)


def _units(case: Case, units: list[str]) -> str:
    return "、".join(case.unit_name(unit) for unit in units)
