"""What a topic still needs on its way to the meeting: what, by whom, until when, by which article; and what it has.

It is read off the same entries, by the same functions, as the checks judge by (``rules/checks/``), so a need that is
not met and a finding never say different things. A meeting's topic and a proposal are asked alike; where no day of a
meeting is known, there are no days to be late for.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from secretariat.domain.labels import REVIEWS
from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.domain.states import StepKind
from secretariat.rules import in_charge
from secretariat.rules.checks import chains, countersigns, material, reviews, topics
from secretariat.rules.checks.countersigns import Stand
from secretariat.rules.deadlines import LastDay, days_left, last_day, last_day_of, left_text, length
from secretariat.rules.disagreement import way_of_disagreement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from secretariat.domain.facts import Countersign, Review, Step, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.deadline import Deadline
    from secretariat.rules.schema.topics import ChainStep, CountersignRule, ReviewRule


class Family(StrEnum):
    """What part of a topic's way a need belongs to."""

    REGISTRATION = "registration"
    COUNTERSIGN = "countersign"
    DISAGREEMENT = "disagreement"
    REVIEW = "review"
    FORM = "form"
    CHAIN = "chain"
    MATERIAL = "material"
    DELIVERY = "delivery"


FAMILY_NAMES = {
    Family.REGISTRATION: "报备",
    Family.COUNTERSIGN: "会签",
    Family.DISAGREEMENT: "协调",
    Family.REVIEW: "审查论证",
    Family.FORM: "表单",
    Family.CHAIN: "审批",
    Family.MATERIAL: "材料",
    Family.DELIVERY: "送达",
}


@record(kw_only=True)
class Need:
    """One thing that the rule asks of a topic.

    ``key`` tells it apart within the topic, as ``countersign.d02``. ``said`` tells how far it is. ``until`` is the last
    day, ``left`` the working days from today to it: 0 on the day itself, less than 0 once it is past; both ``None``
    where nothing sets a day, or it is done. ``code`` is that of the finding that there is while it lacks.
    """

    key: str
    family: Family
    what: str
    by: str
    article: str | None
    done: bool
    said: str = ""
    until: LastDay | None = None
    left: int | None = None
    code: str = ""
    done_late: bool = False
    """Whether it was done after its last day; then it is done, and the finding stays."""

    @property
    def late(self) -> bool:
        """Whether its last day is past."""
        return not self.done and self.left is not None and self.left < 0


def needs(case: Case, topic: Topic, *, dated: bool = True) -> tuple[Need, ...]:
    """All that the rule asks of a topic, met or not, in the order in which it is usually done.

    Without ``dated`` the case's day is made up, as for a proposal: then nothing is due before it.
    """
    found = (
        *_registration(case, topic),
        *_countersigns(case, topic),
        *_disagreement(case, topic),
        *_reviews(case, topic),
        *_form(case, topic),
        *_chain(case, topic),
        *_material(case, topic),
        *_deliveries(case, topic),
    )
    return tuple(_timed(case, need, dated=dated) for need in found)


def missing(found: Iterable[Need]) -> tuple[Need, ...]:
    """Those that are not met, what is due first at the top."""
    open_ones = [need for need in found if not need.done]
    return tuple(sorted(open_ones, key=lambda need: (need.left is None, need.left or 0)))


def until_text(need: Need) -> str:
    """By when, in words: 最迟2022年4月24日，还有3个工作日; empty where nothing sets a day."""
    if need.done or need.until is None or need.left is None:
        return ""
    return f"最迟{need.until.text}，{left_text(need.left)}"


def _timed(case: Case, need: Need, *, dated: bool) -> Need:
    """With the days that are left; a reply is due whether the meeting's day is known or not."""
    if need.done or need.until is None or not (dated or need.code == _NO_REPLY):
        return replace(need, until=None, done_late=need.done_late and dated)
    return replace(need, left=days_left(case, need.until.day))


_NO_REPLY = "countersign.no_reply"


# -- part by part -----------------------------------------------------------------------------------------------------


def _registration(case: Case, topic: Topic) -> Iterator[Need]:
    for entry in case.binding(case.rulebook.registration):
        if any(flag in topic.flags for flag in entry.flags):
            office = case.rulebook.words.office
            until = last_day_of(case, entry.deadline)
            yield Need(
                key="registration",
                family=Family.REGISTRATION,
                what=f"提前{length(entry.deadline)}向{office}报备",
                by=_sponsor(case, topic),
                article=entry.article,
                done=topic.registered_on is not None,
                said=_dated(topic.registered_on, "报备"),
                until=until,
                done_late=_late(until, topic.registered_on),
                code="topic.late_registration",
            )
            return


def _countersigns(case: Case, topic: Topic) -> Iterator[Need]:
    rule = countersigns.countersign_rule(case)
    if rule is None:
        return
    rows = countersigns.judged_rows(case, topic)
    for unit in countersigns.units_asked(topic, rows):
        yield _countersign(case, topic, rule, unit, rows.get(unit))


def _countersign(case: Case, topic: Topic, rule: CountersignRule, unit: str, row: Countersign | None) -> Need:
    stand = countersigns.stand_of(case, topic, rule, row)
    name = case.unit_name(unit)
    codes = {
        Stand.NOT_ASKED: "countersign.missing",
        Stand.WAITING: _NO_REPLY,
        Stand.UNSIGNED: "countersign.unsigned",
    }
    until, by, said = LastDay(day=case.day), name, ""
    if row is None:
        by, said = _sponsor(case, topic), "未送会签"
        until = _ask_by(case, rule.reply.deadline) if rule.reply is not None else until
    elif stand is Stand.WAITING:
        asked = "" if row.asked_on is None else f"{date_text(row.asked_on)}送签，"
        said = f"{asked}尚未回复"
        until = countersigns.reply_until(case, rule, row) or (LastDay(day=row.due_on) if row.due_on else until)
    elif stand is Stand.SILENT:
        said = "逾期未复，视为无意见"
    elif stand is Stand.UNSIGNED:
        said = f"已同意，其主要负责人未在{rule.paper}上签字"
    elif stand is Stand.AGAINST:
        said = "不同意" + (f"：{row.grounds}" if row.grounds else "")
    else:
        said = _dated(row.replied_on, "同意") or "已同意"
    return Need(
        key=f"countersign.{unit}",
        family=Family.COUNTERSIGN,
        what=f"{name}会签",
        by=by,
        article=rule.article if rule.reply is None or stand is not Stand.WAITING else rule.reply.article,
        # Who disagrees has answered; what is to be done about it are needs of their own.
        done=stand in {Stand.AGREED, Stand.SILENT, Stand.AGAINST},
        said=said,
        until=until,
        code=codes.get(stand, ""),
    )


def _ask_by(case: Case, reply: Deadline) -> LastDay:
    """The last day on which a department can be asked that has its whole time to reply before the meeting's day.

    The days to reply are the working days between the two; neither the day of asking nor the meeting's is one.
    """
    return last_day(case, replace(reply, days=reply.days + 1, side="before"), case.day)


def _disagreement(case: Case, topic: Topic) -> Iterator[Need]:
    for step in way_of_disagreement(case, topic):
        if step.instead:
            continue
        yield Need(
            key=f"disagreement.{step.key}",
            family=Family.DISAGREEMENT,
            what=step.text,
            by=step.by,
            article=step.article,
            done=step.done,
            said=step.said,
            until=LastDay(day=case.day),
            code=step.code,
        )


def _reviews(case: Case, topic: Topic) -> Iterator[Need]:
    """Each kind of review once: the entry that asks for it in vain, else the first that asks."""
    wanted: dict[str, list[ReviewRule]] = {}
    for rule in case.binding(case.rulebook.reviews):
        if reviews.asks(rule, topic.type, topic.flags):
            wanted.setdefault(rule.review, []).append(rule)
    for rules in wanted.values():
        rule = next((each for each in rules if not reviews.passed(case, each, topic)), rules[0])
        done = reviews.passed(case, rule, topic)
        found = [each for each in topic.reviews if each.review is rule.review]
        yield Need(
            key=f"review.{rule.review}",
            family=Family.REVIEW,
            what=rule.note or REVIEWS[rule.review],
            by=_sponsor(case, topic) if rule.by_role is None else reviews.units_with(case, rule.by_role),
            article=rule.article,
            done=done,
            said=_review_said(found, done=done),
            until=_handed_in_by(case) if rule.before_submission else LastDay(day=case.day),
            code=f"review.{rule.review}",
        )


def _handed_in_by(case: Case) -> LastDay:
    """By when a topic's papers are with the office at the latest: when they are due there, or go out to people."""
    submitted, _, delivered = material.material_rules(case)
    due = [] if submitted is None else [submitted.submitted]
    due += [] if delivered is None else [delivered.deliveries[0]]
    days = (last_day_of(case, deadline) for deadline in due if deadline is not None)
    return min((day for day in days if day is not None), key=lambda day: day.day, default=LastDay(day=case.day))


def _review_said(found: list[Review], *, done: bool) -> str:
    last = next((each for each in reversed(found) if each.passed), found[-1] if found else None)
    if last is None:
        return ""
    if done:
        return _dated(last.on, "通过") or "已通过"
    return "登记的办理情况不符合要求" if last.passed else (_dated(last.on, "审查，未通过") or "未通过")


def _form(case: Case, topic: Topic) -> Iterator[Need]:
    entry = next(iter(case.binding(case.rulebook.forms)), None)
    if entry is None:
        return
    lacks = ("未提交",) if topic.form is None else topics.form_lacks(case, topic, entry, topic.form)
    seal = "并加盖公章" if entry.sealed else ""
    yield Need(
        key="form",
        family=Family.FORM,
        what=f"填报{topics.form_called(entry)}，经主要负责人签字{seal}",
        by=_sponsor(case, topic),
        article=entry.article,
        done=not lacks,
        said="；".join(lacks) or "已提交",
        until=LastDay(day=case.day),
        code="topic.form_missing",
    )


def _chain(case: Case, topic: Topic) -> Iterator[Need]:
    chain = chains.chain_of(case, topic)
    if chain is None:
        return
    for step, taken in chains.progress(case, topic, chain):
        rightly = taken is not None and chains.taken_rightly(case, topic, step, taken)
        yield Need(
            key=f"step.{step.step}",
            family=Family.CHAIN,
            what=chains.step_called(case, step),
            by=_who(case, topic, step),
            article=step.article or chain.article,
            done=rightly,
            said=_step_said(case, taken, rightly=rightly),
            until=LastDay(day=case.day),
            code="topic.step_missing" if taken is None else "topic.wrong_approver",
        )


def _who(case: Case, topic: Topic, step: ChainStep) -> str:
    """Who takes a step, by name where one holds the post."""
    if step.in_charge:
        who = chains.who_takes(case, topic, step)
        return f"{who}或{_sponsor(case, topic)}主要负责人" if step.sponsor_head else who
    holders = case.holders(step.posts)
    return case.called_all(holders) if len(holders) == 1 else chains.who_takes(case, topic, step)


def _step_said(case: Case, taken: Step | None, *, rightly: bool) -> str:
    if taken is None or taken.by is None:
        return ""
    who = case.called(case.people[taken.by])
    if not rightly:
        return f"登记为{who}办理，办理人不符"
    word = "汇报" if taken.step is StepKind.DEPUTY_REPORT else "办理"
    return f"{'' if taken.on is None else date_text(taken.on)}{who}{word}"


def _material(case: Case, topic: Topic) -> Iterator[Need]:
    submitted, signed, _ = material.material_rules(case)
    handed_in = None if topic.material is None else topic.material.submitted_on
    if submitted is not None and submitted.submitted is not None:
        until = last_day_of(case, submitted.submitted)
        yield Need(
            key="material.submitted",
            family=Family.MATERIAL,
            what=f"提前{length(submitted.submitted)}报送{case.rulebook.words.office}",
            by=_sponsor(case, topic),
            article=submitted.article,
            done=handed_in is not None,
            said=_dated(handed_in, "报送"),
            until=until,
            done_late=_late(until, handed_in),
            code="material.late",
        )
    if signed is not None:
        who = in_charge.called(case, topic, handed_in)
        yield Need(
            key="material.signed",
            family=Family.MATERIAL,
            what=f"材料经{who}签署",
            by=who,
            article=signed.article,
            done=material.signed_rightly(case, topic),
            said=_signed_said(case, topic),
            until=LastDay(day=case.day),
            code="material.unsigned",
        )


def _signed_said(case: Case, topic: Topic) -> str:
    signer = None if topic.material is None else topic.material.signed_by
    if signer is None:
        return ""
    who = case.called(case.people[signer])
    return f"{who}签署" if material.signed_rightly(case, topic) else f"登记为{who}签署，签署人不符"


def _deliveries(case: Case, topic: Topic) -> Iterator[Need]:
    _, _, rule = material.material_rules(case)
    if rule is None:
        return
    done = sorted(topic.material.delivered_on) if topic.material is not None else []
    for index, deadline in enumerate(rule.deliveries):
        on: dt.date | None = done[index] if index < len(done) else None
        until = last_day_of(case, deadline)
        which = f"第{material.ORDINALS[index]}次送达" if len(rule.deliveries) > 1 else "送达"
        yield Need(
            key=f"delivery.{index + 1}",
            family=Family.DELIVERY,
            what=f"提前{length(deadline)}{which}与会人员",
            by=case.rulebook.words.office,
            article=rule.article,
            done=on is not None,
            said=_dated(on, "送达"),
            until=until,
            done_late=_late(until, on),
            code="material.delivery_late",
        )


def _late(until: LastDay | None, done: dt.date | None) -> bool:
    return until is not None and done is not None and done > until.day


def _dated(day: dt.date | None, what: str) -> str:
    return "" if day is None else f"{date_text(day)}{what}"


def _sponsor(case: Case, topic: Topic) -> str:
    return "主办部门" if topic.sponsor is None else case.unit_name(topic.sponsor)
