"""Countersigns (会签) of the departments concerned, and what is done where they do not agree (协调)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.states import Opinion
from secretariat.rules import in_charge
from secretariat.rules.deadlines import LastDay, last_day, length
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from secretariat.domain.facts import Coordination, Countersign, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.topics import CountersignRule, Disagreement, Reply

_SAID = frozenset({Opinion.AGREE, Opinion.DISAGREE})


class Stand(StrEnum):
    """How far a department's countersign is; ``SILENT``: the time ran out, and no reply counts as no objection."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    SILENT = "silent"
    UNSIGNED = "unsigned"
    AGREED = "agreed"
    AGAINST = "against"


def check(case: Case) -> Iterator[Finding]:
    """Judge department by department whether it was asked, answered and signed; then the topic's disagreement."""
    rule = countersign_rule(case)
    if rule is None:
        return
    for topic in case.dossier.topics:
        rows = judged_rows(case, topic)
        against = []
        for unit in units_asked(topic, rows):
            row = rows.get(unit)
            stand = stand_of(case, topic, rule, row)
            if row is None:
                yield _missing(case, topic, rule, unit)
            elif stand is Stand.UNSIGNED:
                yield _unsigned(case, topic, rule, row)
            elif stand is Stand.AGAINST:
                against.append(unit)
            elif stand is not Stand.AGREED:
                yield from _no_reply(case, topic, rule, row)
        disagreed = units_that_differ(topic, rows)
        if rule.disagreement.way == "off_agenda":
            yield from _not_agreed(case, topic, rule.disagreement, against)
        elif disagreed:
            yield from _coordination(case, topic, rule.disagreement, disagreed)


def countersign_rule(case: Case) -> CountersignRule | None:
    """The entry on countersigns that binds this kind of meeting."""
    return next(iter(case.binding(case.rulebook.countersigns)), None)


def judged_rows(case: Case, topic: Topic) -> dict[str, Countersign]:
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


def units_asked(topic: Topic, rows: Mapping[str, Countersign]) -> tuple[str, ...]:
    """The departments that countersign: those concerned and those asked, without the sponsor itself."""
    return tuple(unit for unit in dict.fromkeys((*topic.concerns, *rows)) if unit != topic.sponsor)


def units_that_differ(topic: Topic, rows: Mapping[str, Countersign]) -> list[str]:
    """The departments that disagreed, whatever came of it."""
    return [unit for unit, row in rows.items() if row.opinion is Opinion.DISAGREE and unit != topic.sponsor]


def stand_of(case: Case, topic: Topic, rule: CountersignRule, row: Countersign | None) -> Stand:
    """How far a department's countersign is, by the row of it that counts."""
    if row is None:
        return Stand.NOT_ASKED
    agreed = topic.coordination is not None and topic.coordination.agreed
    if row.opinion is Opinion.AGREE or (row.opinion is Opinion.DISAGREE and agreed):
        rightly = row.signed_by is not None and case.heads(case.people[row.signed_by], row.department, row.replied_on)
        return Stand.AGREED if rightly else Stand.UNSIGNED
    if row.opinion is Opinion.DISAGREE:
        return Stand.AGAINST
    last = reply_until(case, rule, row)
    if last is None or rule.reply is None or rule.reply.silence == "open" or not last.missed(None, case.as_of):
        return Stand.WAITING
    return Stand.SILENT


def reply_until(case: Case, rule: CountersignRule, row: Countersign) -> LastDay | None:
    """By when the rule has a department reply; ``None`` where it sets no time, and once there is a reply."""
    if rule.reply is None or row.asked_on is None or row.replied_on is not None or row.signed_by is not None:
        return None
    own = _own_day(rule.reply, row)
    return last_day(case, rule.reply.deadline, row.asked_on) if own is None else LastDay(day=own)


def _own_day(reply: Reply, row: Countersign) -> date | None:
    """The sponsor's own day, where the rule puts that first; one before the question is a slip and none."""
    if not reply.own_time or row.due_on is None or row.asked_on is None or row.due_on < row.asked_on:
        return None
    return row.due_on


def _missing(case: Case, topic: Topic, rule: CountersignRule, unit: str) -> Finding:
    late = any(row.department == unit and row.asked_on is not None for row in topic.countersigns)
    said = "会前未征求（登记的日期在会后）" if late else "未征求"
    return case.finding(
        "countersign.missing",
        rule.article,
        f"{case.topic_called(topic)}涉及{case.unit_name(unit)}，{said}其意见。请送其会签，并登记送签日期和意见。",
        subject=topic.no,
    )


def _unsigned(case: Case, topic: Topic, rule: CountersignRule, row: Countersign) -> Finding:
    unit = case.unit_name(row.department)
    if row.signed_by is None:
        said = f"其主要负责人未在{rule.paper}上签字。请补签，并登记签字人。"
    else:
        signer = case.people[row.signed_by]
        said = f"{rule.paper}由{case.called(signer)}签字，应由{unit}主要负责人签字。请补签，或核对登记和职务。"
    return case.finding(
        "countersign.unsigned",
        rule.article,
        f"{case.topic_called(topic)}：{unit}{'经协调' if row.opinion is Opinion.DISAGREE else ''}已同意，{said}",
        subject=topic.no,
    )


def _no_reply(case: Case, topic: Topic, rule: CountersignRule, row: Countersign) -> Iterator[Finding]:
    """Only once the time to reply has run out; a reply that came, however late, is one."""
    reply, last = rule.reply, reply_until(case, rule, row)
    if reply is None or last is None or row.asked_on is None or not last.missed(None, case.as_of):
        return
    within = f"须在{length(reply.deadline)}内回复，最迟为{last.text}"
    term = within if _own_day(reply, row) is None else f"要求最迟于{last.text}回复"
    asked = (
        f"{case.topic_called(topic)}：{date_text(row.asked_on)}送{case.unit_name(row.department)}会签，{term}，逾期未复"
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


def papers(rule: Disagreement, done: Coordination | None) -> tuple[tuple[str, bool], ...]:
    """What the rule has put down where departments differ (statement, grounds, option), and whether it is there."""
    wanted = rule.option == "always" or (rule.option == "if_not_agreed" and not (done is not None and done.agreed))
    asked = (
        ("statement", rule.statement, done is not None and done.statement),
        ("grounds", rule.grounds, done is not None and done.grounds),
        ("option", wanted, done is not None and done.preferred_option),
    )
    return tuple((what, there) for what, is_asked, there in asked if is_asked)


def _coordination(case: Case, topic: Topic, rule: Disagreement, disagreed: list[str]) -> Iterator[Finding]:
    """Tell each thing that the rule asks for where departments do not agree, and that is not there."""
    differs = f"{case.topic_called(topic)}：{_units(case, disagreed)}有不同意见，"
    still = "经协调仍未一致的，" if rule.option == "if_not_agreed" else ""
    said = {
        "statement": "主办部门未附协调说明。请补附协调说明。",
        "grounds": "未列明各方理据。请补充各方理据。",
        "option": f"{still}须由主办部门提出倾向性意见，未见记录。请补充倾向性意见。",
    }
    for what, there in papers(rule, topic.coordination):
        if not there:
            yield case.finding(f"countersign.{what}_missing", rule.article, f"{differs}{said[what]}", subject=topic.no)
    yield from _coordinator(case, topic, rule, differs)


def coordinators(case: Case, topic: Topic, rule: Disagreement, day: date | None = None) -> str:
    """Who may coordinate, as a message names them: 分管领导副市长吴江或副秘书长."""
    who = in_charge.called(case, topic, day)
    return f"{who}或{case.rulebook.words.any_of(rule.coordinators)}" if rule.coordinators else who


def coordinated(case: Case, topic: Topic, rule: Disagreement) -> bool:
    """Whether one who may has coordinated, no later than the meeting."""
    done = topic.coordination
    if done is None or done.by is None or (done.on is not None and done.on > case.day):
        return False
    by = case.people[done.by]
    return in_charge.may_act(case, topic, by, done.on) or case.held(by, rule.coordinators, done.on)


def _coordinator(case: Case, topic: Topic, rule: Disagreement, differs: str) -> Iterator[Finding]:
    if coordinated(case, topic, rule):
        return
    done = topic.coordination
    on = None if done is None else done.on
    if done is None or done.by is None:
        said = "未见协调记录。请报请协调，并登记协调人和日期。"
    elif on is not None and on > case.day:
        said = f"登记的协调日期（{date_text(on)}）在会后。请核对日期。"
    else:
        by = case.called(case.people[done.by])
        said = f"登记的协调人是{by}。请报请应协调的同志协调，或核对登记和分管关系。"
    who = coordinators(case, topic, rule, on)
    yield case.finding(
        "countersign.not_coordinated", rule.article, f"{differs}会前应由{who}协调，{said}", subject=topic.no
    )


def _units(case: Case, units: list[str]) -> str:
    return "、".join(case.unit_name(unit) for unit in units)
