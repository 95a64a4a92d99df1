"""How the window calls what is recorded of a topic."""

from __future__ import annotations

from typing import Final

from secretariat.domain.states import FileKind, Opinion, Revision, Security, StepKind
from secretariat.rules.checks.countersigns import Stand

STEPS: Final = {
    StepKind.DEPUTY_REPORT: "分管领导汇报",
    StepKind.DEPUTY_REVIEW: "分管领导审核",
    StepKind.OFFICE_REVIEW: "办公室审核",
    StepKind.HEAD_DECISION: "主要负责人审定",
}
"""A step where no rulebook names it."""
OPINIONS: Final = {Opinion.AGREE: "同意", Opinion.DISAGREE: "不同意", Opinion.NONE: "未回复"}
STANDS: Final = {
    Stand.NOT_ASKED.value: ("未送会签", "violation"),
    Stand.WAITING.value: ("待回复", "warning"),
    Stand.SILENT.value: ("逾期未复，视为无异议", "good"),
    Stand.UNSIGNED.value: ("已同意，未签字", "warning"),
    Stand.AGREED.value: ("已会签", "good"),
    Stand.AGAINST.value: ("不同意", "violation"),
}
FILE_KINDS: Final = {
    FileKind.MATERIAL: "汇报材料",
    FileKind.DRAFT: "文件草案",
    FileKind.BASIS: "政策依据",
    FileKind.FORM: "审批表单",
    FileKind.OTHER: "其他",
}
FILE_LEVELS: Final = {
    Security.NONE: "不涉密",
    Security.INTERNAL: "内部",
    Security.SECRET: "秘密",
    Security.CONFIDENTIAL: "机密",
}
REVISIONS: Final = {Revision.NONE: "不需修改", Revision.MINOR: "个别修改", Revision.MAJOR: "重大修改"}


def unbroken(text: str) -> str:
    """A short text that is not broken at the end of a line: 4月7日, 审批3."""
    return "\u2060".join(text)


def left_text(days: int | None) -> str:
    """Working days left, as a line has it: 剩 2 个工作日."""
    if days is None:
        return ""
    if days < 0:
        return f"已逾期 {-days} 个工作日"
    return f"剩 {days} 个工作日" if days else "今天到期"
