"""Topics, from proposal to the agenda, and their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.topics import (
    AdHocRule,
    AgendaRules,
    Chain,
    ChainStep,
    CountersignRule,
    DecidedIn,
    Disagreement,
    FirstTopic,
    FormRule,
    IntakeRule,
    MaterialRule,
    RecallRule,
    RegistrationRule,
    RemitRule,
    Reply,
    ReportTime,
    ReviewRule,
    StaffRule,
    StandingTopic,
)
from ui.rules.labels.label import ARTICLE, FLAGS, KINDS, TYPES, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS: Final = {"working_days": "个工作日", "calendar_days": "天"}

LABELS: Final[Mapping[type, Mapping[str, Label]]] = {
    Deadline: {
        "days": Label("天数"),
        "unit": Label("单位", words=UNITS),
        "side": Label("前后", words={"before": "前", "after": "后"}),
        "anchor": Label(
            "从哪一天起算",
            words={
                "meeting": "会议召开",
                "agenda": "议题确定",
                "asked": "征求意见",
                "departure": "外出",
                "instruction": "批示",
                "event": "活动",
            },
        ),
    },
    MonthWindow: {
        "first": Label("每月几日起", example="1"),
        "last": Label("至几日止", "31 指每月最后一天", example="5"),
    },
    DecidedIn: {
        "types": TYPES,
        "flags": Label("只限带有这些特征的", "不填的，这些类型的议题都是", wide=True),
        "kinds": Label("由哪几类会议决定", form="kinds", wide=True),
        "article": ARTICLE,
    },
    Chain: {
        "kinds": KINDS,
        "steps": Label("环节", "按先后排列"),
        "proposers": Label("可以直接提出议题的", "他们提出的议题不走审批程序", wide=True),
        "article": ARTICLE,
    },
    ChainStep: {
        "step": Label("环节"),
        "posts": Label("由谁办理", wide=True),
        "in_charge": Label("只限其中分管提报单位的", "外出时可由补位的人办理"),
        "sponsor_head": Label("提报单位主要负责人也可以办理"),
        "article": Label("另有依据的条文", "与整个程序出自同一条的不填"),
    },
    FormRule: {
        "name": Label("表的名称", "不写书名号", example="如 议题审批表"),
        "sealed": Label("须加盖部门公章"),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    IntakeRule: {
        "text": Label("条文怎样说", form="text", wide=True),
        "windows": Label("每月的受理时段", "不限时段的不填"),
        "judged": Label("时段以外报送的材料判为逾期", "不打勾的，录入议题时只作提示"),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    RegistrationRule: {
        "flags": FLAGS,
        "deadline": Label("报备时限", wide=True),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    RemitRule: {"flags": FLAGS, "kinds": KINDS, "article": ARTICLE},
    AdHocRule: {
        "needs": Label(
            "追加议题",
            words={"consent": "须经同意", "reason": "须说明理由", "never": "一律不得追加"},
            wide=True,
        ),
        "posts": Label("经谁同意", when=("needs", ("consent",)), wide=True),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    MaterialRule: {
        "submitted": Label("报送办公室", wide=True),
        "signed_in_charge": Label("由分管领导签署后提交"),
        "deliveries": Label("送达与会人员", "分几次送达的，从早到晚排列"),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    RecallRule: {"kinds": KINDS, "article": ARTICLE},
    Reply: {
        "deadline": Label("部门多久回复", anchors=("asked",), sides=("after",), wide=True),
        "own_time": Label("主办部门另定的时限优先"),
        "silence": Label("逾期未回复的", words={"open": "继续催办", "no_objection": "视为无异议"}),
        "article": ARTICLE,
    },
    Disagreement: {
        "way": Label("意见不一致时", words={"coordinate": "报请协调", "off_agenda": "不提交会议研究"}, wide=True),
        "statement": Label("附协调说明", when=("way", ("coordinate",))),
        "grounds": Label("列明各方理据", when=("way", ("coordinate",))),
        "option": Label(
            "提出倾向性意见",
            words={"never": "不要求", "if_not_agreed": "协调后仍有分歧的", "always": "一律要求"},
            when=("way", ("coordinate",)),
            wide=True,
        ),
        "coordinators": Label("分管领导以外，还可以由谁协调", when=("way", ("coordinate",)), wide=True),
        "article": ARTICLE,
    },
    CountersignRule: {
        "paper": Label("部门主要负责人在什么上签字", example="如 会签单、汇报材料"),
        "article": ARTICLE,
        "kinds": KINDS,
        "reply": Label("回复时限"),
        "disagreement": Label("意见不一致", form="whole"),
    },
    ReviewRule: {
        "review": Label("哪一种审查"),
        "note": Label("条文怎样称呼它", example="如 社会稳定风险评估"),
        "types": Label("议题类型", "类型和特征至少选一样", wide=True),
        "flags": FLAGS,
        "by_role": Label("须由谁审查", none="不限"),
        "before_submission": Label("提报前完成"),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    AgendaRules: {
        "first_topic": Label("第一议题", "第一个议题应当是哪些类型"),
        "standing_topics": Label("底线议题", "每次会议都要有的议题"),
        "report_time": Label("汇报时间"),
        "staff": Label("工作人员", "主办部门的工作人员能有几人入会；其他部门的不得入会"),
    },
    FirstTopic: {"types": TYPES, "kinds": KINDS, "article": ARTICLE},
    StandingTopic: {"types": TYPES, "kinds": KINDS, "article": ARTICLE},
    ReportTime: {"minutes": Label("每个议题不超过几分钟", example="10"), "article": ARTICLE, "kinds": KINDS},
    StaffRule: {
        "at_most": Label("未经批准不超过几人", example="1"),
        "article": ARTICLE,
        "kinds": KINDS,
    },
}
