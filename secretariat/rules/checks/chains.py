"""The chain of approval of a topic (审批程序): steps that lack, are out of order, or by the wrong person."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.states import Post, StepKind
from secretariat.rules import in_charge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Person, Step, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.topics import Chain, ChainStep


def judge(case: Case, topic: Topic) -> Iterator[Finding]:
    """Judge the chain of one topic, unless it was put forward by somebody who needs none."""
    chain = chain_of(case, topic)
    if chain is None:
        return
    steps = progress(case, topic, chain)
    taken = [(step, done) for step, done in steps if done is not None]
    lacking = [(step, _recorded(case, topic, step)) for step, done in steps if done is None]
    if lacking:
        articles = dict.fromkeys(step.article or chain.article for step, _ in lacking)
        # Quoted words that stand side by side take no comma between them.
        comma = "、" if any(why for _, why in lacking) else ""
        said = comma.join(f"“{step_called(case, step)}”{why}" for step, why in lacking)
        yield case.finding(
            "topic.step_missing",
            "、".join(articles),
            f"{case.topic_called(topic)}的审批程序缺{said}。请补办，并登记办理人和日期。",
            subject=topic.no,
        )
    yield from _order(case, topic, chain, taken)
    for step, done in taken:
        yield from _approver(case, topic, chain, step, done)


def chain_of(case: Case, topic: Topic) -> Chain | None:
    """The chain that a topic goes through; ``None`` where the rule asks for none, or he who proposes it needs none."""
    chain = next(iter(case.binding(case.rulebook.chains)), None)
    return None if chain is None or _exempt(case, chain, topic) else chain


def progress(case: Case, topic: Topic, chain: Chain) -> tuple[tuple[ChainStep, Step | None], ...]:
    """The steps of a chain in order, each with its record; ``None`` for one that is still to be taken."""
    taken: list[tuple[ChainStep, Step | None]] = []
    before = None
    for step in chain.steps:
        done = _done(case, topic, step, before)
        before = done or before
        taken.append((step, done))
    return tuple(taken)


def taken_rightly(case: Case, topic: Topic, step: ChainStep, done: Step) -> bool:
    """Whether a step was taken by one who may."""
    return done.by is not None and _entitled(case, topic, step, done, case.people[done.by])


def _exempt(case: Case, chain: Chain, topic: Topic) -> bool:
    """Whether somebody put the topic forward himself (提出议题) who needs no approval."""
    if topic.proposed_by is None or not chain.proposers:
        return False
    return case.held(case.people[topic.proposed_by], chain.proposers, topic.registered_on)


def _entitled(case: Case, topic: Topic, step: ChainStep, done: Step, person: Person) -> bool:
    if step.sponsor_head and topic.sponsor is not None and case.heads(person, topic.sponsor, done.on):
        return True
    if step.in_charge:
        return in_charge.may_act(case, topic, person, done.on, step.posts)
    return case.held(person, step.posts, done.on)


def _done(case: Case, topic: Topic, step: ChainStep, before: Step | None) -> Step | None:
    """The record of a step; of several (a topic was sent back) the one that makes most of the chain.

    A record without a person proves nothing, and after the meeting nothing can be approved for it.
    """
    records = [
        (record, case.people[record.by])
        for record in topic.steps
        if record.step is step.step and record.by is not None and (record.on is None or record.on <= case.day)
    ]
    rightly = [record for record, person in records if _entitled(case, topic, step, record, person)]
    fit = sorted(rightly or [record for record, _ in records], key=lambda record: record.on or date.min)
    in_order = [record for record in fit if before is None or not _reversed(topic, before, record)]
    return next(iter(in_order or fit), None)


def _recorded(case: Case, topic: Topic, step: ChainStep) -> str:
    """What is recorded of a step that counts as lacking: 未填办理人, 登记的日期在会后."""
    records = [record for record in topic.steps if record.step is step.step]
    if any(record.on is not None and record.on > case.day for record in records):
        return "（登记的日期在会后）"
    return "（未填办理人）" if records else ""


def _order(case: Case, topic: Topic, chain: Chain, taken: list[tuple[ChainStep, Step]]) -> Iterator[Finding]:
    """Tell the first step that was taken before the one that precedes it."""
    for (before, first), (after, second) in pairwise(taken):
        if not _reversed(topic, first, second):
            continue
        order = "→".join(step_called(case, step) for step in chain.steps)
        yield case.finding(
            "topic.step_order",
            after.article or chain.article,
            f"{case.topic_called(topic)}的审批次序颠倒：“{step_called(case, after)}”{_dated(second)}早于"
            f"“{step_called(case, before)}”{_dated(first)}，应依次为{order}。请核对日期；确系颠倒的，重新按次序办理。",
            subject=topic.no,
        )
        return


def _reversed(topic: Topic, first: Step, second: Step) -> bool:
    """Whether the second step came first; steps of one day are in order, those without a day stand as they happened."""
    if first.on is not None and second.on is not None:
        return second.on < first.on
    return topic.steps.index(second) < topic.steps.index(first)


def _approver(case: Case, topic: Topic, chain: Chain, step: ChainStep, done: Step) -> Iterator[Finding]:
    person = case.people[done.by or ""]
    if taken_rightly(case, topic, step, done):
        return
    who = who_takes(case, topic, step, done.on)
    yield case.finding(
        "topic.wrong_approver",
        step.article or chain.article,
        f"{case.topic_called(topic)}的“{step_called(case, step)}”登记为{case.called(person)}办理，应由{who}办理。"
        "请核对登记、职务和分管关系；确系他人办理的，重新报批。",
        subject=topic.no,
    )


def who_takes(case: Case, topic: Topic, step: ChainStep, day: date | None = None) -> str:
    """Who takes a step, as a message names him: 分管领导副区长李明, 区长."""
    if step.in_charge:
        return in_charge.called(case, topic, day, step.posts)
    return case.rulebook.words.any_of(step.posts)


def _dated(step: Step) -> str:
    return "" if step.on is None else f"（{date_text(step.on)}）"


def step_called(case: Case, step: ChainStep) -> str:
    """A step as a message names it: 分管领导审核, 分管领导向区长汇报, 秘书长审核, 区长审定."""
    words = case.rulebook.words
    by = "分管领导" if step.in_charge else words.any_of(step.posts)
    if step.step is StepKind.DEPUTY_REPORT:
        return f"{by}向{words.post(Post.HEAD)}汇报"
    return by + ("审定" if step.step is StepKind.HEAD_DECISION else "审核")
