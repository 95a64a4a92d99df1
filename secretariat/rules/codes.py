"""Every code a finding can bear: its short title, its usual severity, the step of a meeting's life it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS: Final = ("议题", "议程", "通知", "签到", "纪要", "督办", "外出", "其他")
"""The groups in which findings are shown, in the order of a meeting's life."""


@record(kw_only=True)
class Code:
    """One code."""

    title: str
    step: str
    severity: Severity = Severity.VIOLATION


def _code(title: str, step: str, severity: Severity = Severity.VIOLATION) -> Code:
    return Code(title=title, step=step, severity=severity)


CODES: Final[Mapping[str, Code]] = {
    "kind.not_provided": _code("没有规定此类会议", "议程"),
    "member.missing": _code("组成人员未列入名单", "通知"),
    "member.extra": _code("非组成人员列为出席", "通知"),
    "attendee.missing": _code("固定列席人员未列入名单", "通知", Severity.WARNING),
    "chair.not_entitled": _code("主持人无权主持", "签到"),
    "chair.stand_in": _code("由主持工作的负责同志主持", "签到", Severity.WARNING),
    "chair.not_commissioned": _code("主持人未受委托", "签到"),
    "quorum.not_met": _code("未达法定人数", "签到"),
    "quorum.topic_not_met": _code("研究议题时未达法定人数", "签到"),
    "leave.not_requested": _code("缺席未请假", "通知"),
    "leave.not_approved": _code("请假未经批准", "通知"),
    "leave.wrong_approver": _code("请假批准人不符", "通知"),
    "leave.report_missing": _code("缺少书面请假报告", "通知"),
    "leave.substitute": _code("他人代会未经同意", "通知"),
    "topic.step_missing": _code("审批程序缺少环节", "议题"),
    "topic.step_order": _code("审批程序次序颠倒", "议题"),
    "topic.wrong_approver": _code("审批人不符", "议题"),
    "topic.wrong_kind": _code("不应由此类会议决定", "议题"),
    "topic.department_remit": _code("属部门职权的事项", "议题"),
    "topic.late_registration": _code("未按时限报备", "议题"),
    "topic.form_missing": _code("议题提报表不全", "议题"),
    "topic.ad_hoc": _code("临时追加议题", "议程"),
    "topic.leader_absent": _code("应到会的领导未到会", "签到"),
    "countersign.missing": _code("未征求部门意见", "议题"),
    "countersign.no_reply": _code("部门逾期未回复", "议题", Severity.WARNING),
    "countersign.unsigned": _code("部门主要负责人未签字", "议题"),
    "countersign.not_agreed": _code("未协商一致即上会", "议题"),
    "countersign.statement_missing": _code("缺少协调说明", "议题"),
    "countersign.grounds_missing": _code("未列明各方理据", "议题"),
    "countersign.option_missing": _code("未提出倾向性意见", "议题"),
    "countersign.not_coordinated": _code("分歧未经协调", "议题"),
    "material.late": _code("议题材料逾期报送", "议题"),
    "material.delivery_late": _code("议题材料逾期送达", "议题"),
    "material.unsigned": _code("议题材料未经分管领导签署", "议题"),
    "material.not_recalled": _code("应收回的材料未收回", "督办"),
    "review.legality": _code("未经合法性审查", "议题"),
    "review.risk": _code("未作风险评估", "议题"),
    "review.fair_competition": _code("未作公平竞争审查", "议题"),
    "review.towns": _code("未征求镇街意见", "议题"),
    "review.experts": _code("未经专家论证", "议题"),
    "review.consultation": _code("未公开征求意见", "议题"),
    "review.performance": _code("未作事前绩效评估", "议题"),
    "agenda.first_topic": _code("第一议题不符", "议程"),
    "agenda.safety_topic": _code("未设底线议题", "议程", Severity.WARNING),
    "agenda.report_time": _code("汇报时间过长", "议程", Severity.WARNING),
    "agenda.staff": _code("工作人员入会不符规定", "议程"),
    "minutes.missing": _code("没有纪要", "纪要"),
    "minutes.unsigned": _code("纪要未签发", "纪要"),
    "minutes.wrong_signer": _code("纪要签发人不符", "纪要"),
    "minutes.review_missing": _code("纪要未经审核", "纪要"),
    "minutes.head_approval_missing": _code("纪要未经主要领导审定", "纪要"),
    "minutes.commission_approval_missing": _code("纪要未经委托人审定", "纪要"),
    "decision.unassigned": _code("议定事项无责任单位", "督办", Severity.WARNING),
    "document.issue_late": _code("文件逾期未印发", "督办"),
    "document.revision_late": _code("文件修改逾期", "督办"),
    "away.late_report": _code("外出未按时报备", "外出"),
    "away.attachment_missing": _code("外出报备缺少附件", "外出"),
    "away.wrong_approver": _code("外出批准人不符", "外出"),
    "away.pair": _code("互为补位的领导同时外出", "外出"),
    "away.too_many": _code("同时外出的领导过多", "外出"),
    "away.not_reported_back": _code("外出返回未销假", "外出", Severity.WARNING),
    "frequency.low": _code("召开次数偏少", "其他", Severity.INFO),
    "frequency.high": _code("召开次数偏多", "其他", Severity.INFO),
    "record.doubtful": _code("日期可疑，请核对", "议题", Severity.INFO),
    "rule.silent": _code("规则没有规定", "其他", Severity.INFO),
}
"""All codes, in the order of a meeting's life."""
