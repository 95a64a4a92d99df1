"""Writes docs/coverage.md from the tables by hand: government and code, and the article by which it is judged.

``python -m tests.rules.coverage`` writes the file; a test holds that the committed one is what this makes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.rules.texts import GOVERNMENTS
from tests.rules.texts_people import EXCUSABLE, FREQUENCY
from tests.rules.twin import ASKS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.rules.texts import Ask

PATH = Path(__file__).resolve().parent.parent.parent / "docs" / "coverage.md"

NAMES = ["淄川 2022", "周村 2017", "环翠 2022", "淄博 2018", "钢城 2022"]
KIND_WORDS = {
    "plenary": "全体",
    "executive": "常务",
    "head_office": "办公",
    "party_group": "党组",
    "special_topic": "专题",
    "work_conference_1": "一类",
    "work_conference_2": "二类",
}
FAMILIES = {
    "kind": "会议类别 Kind of meeting",
    "member": "出席人员 Members",
    "attendee": "列席人员 Attendees",
    "chair": "主持 Chair",
    "quorum": "法定人数 Quorum",
    "leave": "会议请假 Leave",
    "topic": "议题 Topics",
    "countersign": "会签与协调 Countersigns",
    "material": "材料 Material",
    "review": "前置审查 Reviews",
    "agenda": "议程与会场 Agenda",
    "minutes": "纪要 Minutes",
    "decision": "议定事项 Decisions",
    "document": "公文印发 Documents",
    "away": "外出报备 Being away",
}
# What a row is about, by code.
CODE_WORDS = {
    "kind.not_provided": "未规定的会议类别",
    "member.missing": "应出席而未列入",
    "member.extra": "列为出席而无该职务",
    "attendee.missing": "固定列席人员未列入",
    "chair.not_entitled": "无权主持",
    "chair.stand_in": "代行主持",
    "chair.not_commissioned": "未经委托主持",
    "quorum.not_met": "到会人数不足",
    "quorum.topic_not_met": "议题表决人数不足",
    "leave.not_requested": "未请假",
    "leave.not_approved": "请假未获批准",
    "leave.wrong_approver": "请假批准人不符",
    "leave.report_missing": "缺书面请假报告",
    "leave.substitute": "未经同意由他人代替",
    "topic.step_missing": "缺审批环节",
    "topic.step_order": "审批次序颠倒",
    "topic.wrong_approver": "审批人不符",
    "topic.wrong_kind": "不得由这些会议决定",
    "topic.department_remit": "部门职权内事项",
    "topic.late_registration": "报备逾期",
    "topic.form_missing": "议题审批表、提报单不全",
    "topic.ad_hoc": "临时追加",
    "countersign.missing": "未征求意见",
    "countersign.no_reply": "逾期未回复",
    "countersign.unsigned": "未签字",
    "countersign.not_agreed": "未协商一致",
    "countersign.statement_missing": "缺协调说明",
    "countersign.grounds_missing": "未列明各方理据",
    "countersign.option_missing": "缺倾向性意见",
    "countersign.not_coordinated": "未经协调",
    "material.late": "报送逾期",
    "material.delivery_late": "送达逾期",
    "material.unsigned": "未经分管领导签署",
    "material.not_recalled": "应收回而未收回",
    "review.legality": "合法性审查",
    "review.risk": "风险评估",
    "review.fair_competition": "公平竞争审查",
    "review.towns": "征求镇街（区县）意见",
    "review.experts": "专家论证",
    "review.consultation": "公众参与、公开征求意见",
    "review.performance": "事前绩效评估",
    "agenda.first_topic": "第一议题",
    "agenda.safety_topic": "底线议题",
    "agenda.report_time": "汇报超时",
    "agenda.staff": "工作人员超额",
    "minutes.missing": "无纪要",
    "minutes.unsigned": "未签发",
    "minutes.wrong_signer": "签发人不符",
    "minutes.review_missing": "未经审核",
    "minutes.head_approval_missing": "未经区长（市长）审定",
    "minutes.commission_approval_missing": "未经委托人审定",
    "decision.unassigned": "未明确责任单位",
    "document.issue_late": "印发逾期",
    "document.revision_late": "修改逾期",
    "away.late_report": "报备逾期",
    "away.attachment_missing": "缺通知、方案及日程",
    "away.wrong_approver": "批准人不符",
    "away.pair": "AB角同时外出",
    "away.too_many": "同时外出人数过多",
    "away.not_reported_back": "未销假",
}
EXCUSED_BY = {"head": "区长（市长）", "office": "办公室", "chair": "主持人", "reason": "记明理由"}

OPENING = """\
# 规则覆盖表 Coverage

<!-- Made by `python -m tests.rules.coverage` from the tables in tests/rules/texts*.py; do not edit by hand. -->

每一格是判定所依据的条；括号内是适用的会议类别，与该政府全部类别相同的不写。“—”表示该规则没有规定，程序不作判定。
表由人工对照原文编成，每一格都有一份违反该条的测试会议和一份改正后的会议（`tests/rules/test_twins.py`）。

Each cell is the article that the program judges by, with the kinds of meeting it binds (left out where it binds all of
that government's kinds); "—" means that the rules are silent, so nothing is judged. The tables were read from the texts
by hand. For each cell the tests hold a meeting that breaks the article and its corrected twin
(`tests/rules/test_twins.py`).

全体 plenary · 常务 executive · 办公 head_office · 党组 party_group · 专题 special_topic · 一类、二类 work_conference
"""


def _cell(government: str, rows: Iterable[Ask]) -> str:
    """The articles of one government; those that bind the same kinds stand together."""
    known = KINDS[government]
    by_article: dict[str, set[str]] = {}
    for row in rows:
        by_article.setdefault(row.article, set()).update(set(row.kinds.split()) & set(known))
    by_kinds: dict[frozenset[str], list[str]] = {}
    for article, kinds in by_article.items():
        if kinds:
            by_kinds.setdefault(frozenset(kinds), []).append(article)
    texts = []
    for kinds, articles in by_kinds.items():
        words = "、".join(word for kind, word in KIND_WORDS.items() if kind in kinds)
        texts.append("、".join(articles) + (f"（{words}）" if kinds != set(known) else ""))
    return "<br>".join(texts) or "—"


def _table(heading: str, rows: Iterable[tuple[str, list[str]]]) -> str:
    head = [heading, *NAMES]
    lines = [head, ["---"] * len(head), *([label, *cells] for label, cells in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _label(code: str) -> str:
    return f"{CODE_WORDS[code]}<br>`{code}`"


def _excusable(government: str) -> str:
    return "<br>".join(f"`{code}`：{EXCUSED_BY[by]}" for code, by in EXCUSABLE[government].items()) or "—"


def text() -> str:
    """The whole file."""
    parts = [OPENING]
    for family, name in FAMILIES.items():
        codes = [code for code in ASKS if code.startswith(f"{family}.")]
        rows = [(_label(code), [_cell(each, ASKS[code][each]) for each in GOVERNMENTS]) for code in codes]
        parts.append(f"## {name}\n\n{_table('代码 Code', rows)}\n")
    frequency = [("会议频次<br>`frequency.*`", [_cell(each, FREQUENCY[each]) for each in GOVERNMENTS])]
    parts.append(
        "## 会议频次 Frequency\n\n按年统计，不在单个会议中判定。 Judged over a year, not in one meeting.\n\n"
        f"{_table('代码 Code', frequency)}\n"
    )
    excused = [("可予说明", [_excusable(each) for each in GOVERNMENTS])]
    parts.append(
        "## 可予说明的事项 What may be excused\n\n由谁同意；须记明何人、何日、何因。 "
        f"By whom; who, when and why are all needed.\n\n{_table('事项 Finding', excused)}\n"
    )
    regulated = [
        (
            "有规定 Regulated",
            [
                f"{sum(_cell(each, by_government[each]) != '—' for by_government in ASKS.values())} / {len(ASKS)}"
                for each in GOVERNMENTS
            ],
        )
    ]
    parts.append(f"## 合计 Total\n\n{_table('代码 Codes', regulated)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
