"""Leave from a meeting (会议请假) and being away (外出报备) in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import DEPARTMENT_KINDS, listed
from secretariat.rules.telling.block import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.schema.people import Attachments, AwayRule, LeaveRule

_WHO: Final = {"leaders": "政府领导同志", "members": "其他出席人员", "attendees": "列席人员"}
_URGENT: Final = {"at_once": "紧急外出的立即报告", "in_time": "紧急外出的及时报备"}


def leave_block(book: Rulebook) -> Block:
    """Who asks whom for leave from which meetings."""
    lines = tuple(
        Line(
            key=f"leave-{index}",
            title=listed(_WHO[each] for each in rule.who),
            text=_leave(book, rule),
            article=rule.article,
            kinds=rule.kinds,
        )
        for index, rule in enumerate(book.leave)
    )
    return Block(key="leave", title="会议请假", lines=lines)


def _leave(book: Rulebook, rule: LeaveRule) -> str:
    to = {
        "post": f"向{book.words.any_of(rule.posts)}请假" if rule.posts else "按程序请假",
        "chair": "向会议主持人请假",
        "anyone": "按程序请假并取得同意",
    }[rule.approver]
    who = f"（{listed(book.words.post(post) for post in rule.holding)}）" if rule.holding else ""
    parts = [f"不能到会的{who}，{to}"]
    if rule.written_report:
        parts.append("同时提交书面请假报告")
    if rule.substitute_consent:
        parts.append("未经同意不得由他人代替参加")
    return "，".join(parts)


def away_block(book: Rulebook) -> Block:
    """What leaders and heads do before they go."""

    def lines() -> Iterator[Line]:
        for index, rule in enumerate(book.away):
            who = listed(book.words.post(post) for post in rule.posts)
            if rule.department_kinds:
                who += f"（{listed(DEPARTMENT_KINDS[kind] for kind in rule.department_kinds)}）"
            if rule.exempt:
                who += f"（{listed(book.words.post(post) for post in rule.exempt)}除外）"
            yield Line(
                key=f"away-{index}", title="外出报备", text=f"{who}{away_words(book, rule)}", article=rule.article
            )
            if rule.attachments is not None:
                yield Line(
                    key=f"away-attachments-{index}",
                    title="附送材料",
                    text=attachment_words(rule.attachments),
                    article=rule.attachments.article,
                    inner=True,
                )
        if book.pairs is not None:
            text = f"互为补位（AB角）的{listed(book.words.post(post) for post in book.pairs.posts)}原则上不同时外出"
            yield Line(key="pairs", title="AB角", text=text, article=book.pairs.article)
        if book.away_limit is not None:
            text = f"政府领导同志同时外出原则上不超过{book.away_limit.at_most}人"
            yield Line(key="away-limit", title="同时外出", text=text, article=book.away_limit.article)

    return Block(key="away", title="外出报备", lines=tuple(lines()))


def attachment_words(wanted: Attachments) -> str:
    """Which papers go with being away for long."""
    return f"外出超过{wanted.longer_than}天的，附有关通知、方案和日程安排"


def away_words(book: Rulebook, rule: AwayRule) -> str:
    """What an entry asks for, without of whom."""
    words = book.words
    when = ""
    if rule.days_ahead is not None:
        unit = "天" if rule.unit == "calendar_days" else "个工作日"
        when = f"提前{rule.days_ahead}{unit}" if rule.days_ahead else "事前"
    in_charge = "分管领导或" if rule.or_in_charge else ""
    parts = []
    if rule.consent_in_charge:
        parts.append("经分管领导同意")
    if rule.approved_by:
        parts.append(f"{when}报{in_charge}{words.any_of(rule.approved_by)}批准")
    elif rule.report_to:
        parts.append(f"{when}向{in_charge}{words.any_of(rule.report_to)}报告")
    else:
        parts.append(f"{when}报备")
    if rule.urgent is not None:
        parts.append(_URGENT[rule.urgent])
    if rule.report_back:
        parts.append("返回后及时销假")
    return "，".join(parts)
