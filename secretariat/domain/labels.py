"""What the closed lists of words are called in Chinese, in papers, on the screen and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.states import (
    DepartmentKind,
    DepartmentRole,
    Post,
    ReviewKind,
    StepKind,
    TopicFlag,
    TopicType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

POSTS: Final[Mapping[Post, str]] = {
    Post.HEAD: "政府主要负责人",
    Post.EXECUTIVE_DEPUTY: "常务副职",
    Post.DEPUTY: "政府副职",
    Post.PARTY_SECRETARY: "党组书记",
    Post.PARTY_DEPUTY_SECRETARY: "党组副书记",
    Post.PARTY_MEMBER: "党组成员",
    Post.OFFICE_DIRECTOR: "政府办公室主任",
    Post.OFFICE_DEPUTY_DIRECTOR: "政府办公室副主任",
    Post.ASSISTING_OFFICIAL: "协助政府领导工作的同志",
    Post.DEPARTMENT_HEAD: "部门主要负责人",
    Post.ENTERPRISE_HEAD: "企事业单位主要负责人",
    Post.TOWN_HEAD: "镇（街道）主要负责人",
    Post.LEGAL_COUNSEL: "政府法律顾问",
}
"""How posts are called where no rulebook says it."""
ROLES: Final[Mapping[DepartmentRole, str]] = {
    DepartmentRole.JUSTICE: "司法行政（法制）部门",
    DepartmentRole.ARMED_FORCES: "人民武装部",
    DepartmentRole.SUPERVISION: "监察部门",
}
DEPARTMENT_KINDS: Final[Mapping[DepartmentKind, str]] = {
    DepartmentKind.DEPARTMENT: "工作部门",
    DepartmentKind.TOWN: "镇街、开发区",
    DepartmentKind.ENTERPRISE: "企事业单位",
    DepartmentKind.OFFICE: "办公室（厅）",
    DepartmentKind.OTHER: "其他单位",
}
TOPIC_TYPES: Final[Mapping[TopicType, str]] = {
    TopicType.STUDY: "传达学习",
    TopicType.REPORT: "情况汇报",
    TopicType.PLAN_BUDGET: "规划计划预决算",
    TopicType.NORMATIVE_DOCUMENT: "规范性文件草案",
    TopicType.LOCAL_REGULATION: "地方性法规草案",
    TopicType.GOVERNMENT_RULE: "政府规章草案",
    TopicType.MAJOR_DECISION: "重大行政决策",
    TopicType.CONTRACT: "合同协议",
    TopicType.MAJOR_PROJECT: "重大项目",
    TopicType.LARGE_FUNDS: "大额资金",
    TopicType.APPOINTMENT: "人事任免",
    TopicType.SAFETY: "安全发展",
    TopicType.DOCUMENT: "以政府或办公室名义印发的文件",
    TopicType.COMMENDATION: "表扬奖励",
    TopicType.SANCTION: "行政处分",
    TopicType.OTHER: "其他",
}
TOPIC_FLAGS: Final[Mapping[TopicFlag, str]] = {
    TopicFlag.MARKET_ACTIVITY: "涉及市场主体",
    TopicFlag.PUBLIC_INTEREST: "涉及重大公共利益",
    TopicFlag.TOWNS: "涉及镇街",
    TopicFlag.STAFFING: "涉及机构编制",
    TopicFlag.NEW_SPENDING: "新增重大支出",
    TopicFlag.MULTI_DEPARTMENT: "涉及多个部门",
    TopicFlag.DEADLINE_BOUND: "有明确时限",
    TopicFlag.MAJOR_CONTRACT: "重大投资或资产处置",
    TopicFlag.FINANCE: "涉及财政资金等事项",
    TopicFlag.DEPARTMENT_REMIT: "属部门职权",
}
REVIEWS: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.LEGALITY: "合法性审查",
    ReviewKind.RISK: "风险评估",
    ReviewKind.FAIR_COMPETITION: "公平竞争审查",
    ReviewKind.TOWNS: "征求镇街意见",
    ReviewKind.EXPERTS: "专家论证",
    ReviewKind.CONSULTATION: "公开征求意见",
    ReviewKind.PERFORMANCE: "事前绩效评估",
}
STEPS: Final[Mapping[StepKind, str]] = {
    StepKind.DEPUTY_REPORT: "汇报",
    StepKind.DEPUTY_REVIEW: "审核",
    StepKind.OFFICE_REVIEW: "综合平衡、审核",
    StepKind.HEAD_DECISION: "审定",
}


def listed(words: Iterable[str]) -> str:
    """Several words as a sentence lists them: 甲、乙和丙."""
    return _joined(words, "和")


def one_of(words: Iterable[str]) -> str:
    """Several words, one of which is meant: 甲、乙或丙."""
    return _joined(words, "或")


def _joined(words: Iterable[str], last: str) -> str:
    said = tuple(words)
    return said[0] if len(said) == 1 else "、".join(said[:-1]) + last + said[-1] if said else ""
