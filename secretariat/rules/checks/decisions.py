"""What was decided (议定事项): a department for what is to be done, documents issued or revised in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.states import Outcome, Revision
from secretariat.rules.deadlines import last_day_of, length
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Decision, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.after import DocumentRule

_ADOPTED = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_IN_PRINCIPLE, Outcome.ADOPTED_AFTER_REVISION})
_NOTHING_TO_ISSUE = frozenset({Outcome.DEFERRED, Outcome.REJECTED})


def check(case: Case) -> Iterator[Finding]:
    """Judge the decisions of a meeting that was held, topic by topic."""
    if case.planned:
        return
    supervision = next(iter(case.binding(case.rulebook.supervision)), None)
    documents = next(iter(case.binding(case.rulebook.documents)), None)
    for topic in case.dossier.topics:
        decision = topic.decision
        if decision is None:
            continue
        asks = decision.outcome in _ADOPTED or decision.due is not None
        if supervision is not None and asks and not decision.responsible:
            yield case.finding(
                "decision.unassigned",
                supervision.article,
                f"{case.topic_called(topic)}的议定事项没有明确责任单位，无法督办。请填写责任单位。",
                subject=topic.no,
                severity=Severity.WARNING,
            )
        if documents is not None:
            yield from _document(case, documents, topic, decision)


def _document(case: Case, rule: DocumentRule, topic: Topic, decision: Decision) -> Iterator[Finding]:
    document = decision.document
    if document is None or decision.outcome in _NOTHING_TO_ISSUE:
        return
    if document.revision is Revision.MAJOR and rule.revised is not None:
        done = document.revised_on
        last = last_day_of(case, rule.revised)
        if last is not None and last.missed(done, case.as_of):
            said = "未见报送记录" if done is None else f"实际于{date_text(done)}报送"
            yield case.finding(
                "document.revision_late",
                rule.article,
                f"{case.topic_called(topic)}的文件有重大修改，起草部门应在会后{length(rule.revised)}内（{last.text}及以前）"
                f"完成修改并报送，{said}。"
                + ("请催办；已报送的，登记日期。" if done is None else "请核对日期，并向领导说明原因。"),
                subject=topic.no,
            )
        return
    last = last_day_of(case, rule.issued)
    if last is not None and last.missed(document.issued_on, case.as_of):
        done = document.issued_on
        said = "未见印发记录" if done is None else f"实际于{date_text(done)}印发"
        yield case.finding(
            "document.issue_late",
            rule.article,
            f"{case.topic_called(topic)}议定印发的文件应在会后{length(rule.issued)}内（{last.text}及以前）印发，{said}。"
            + ("请尽快印发；已印发的，登记日期。" if done is None else "请核对日期，并向领导说明原因。"),
            subject=topic.no,
        )
