"""The rulebook itself, and what a kind of meeting is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.words import Words
from secretariat.rules.rulebook import Excusable, KindRule, NotJudged, Rulebook, StandIn
from secretariat.rules.schema.meeting import (
    ChairRule,
    Frequency,
    QuorumRule,
    Seat,
    Task,
    TopicPresence,
    TopicThreshold,
)
from secretariat.rules.schema.minutes import (
    CommissionApproval,
    Escalation,
    HeadApproval,
    MinutesReview,
    MinutesRule,
)
from ui.rules.labels.label import ARTICLE, FLAGS, TYPES, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPARISON: Final = Label("比较", words={"more_than": "超过", "at_least": "不少于"}, form="no")
_SHARE: Final = Label("到会人数", form="share", wide=True)
_MEMBERS: Final = ("membership", ("posts", None))

LABELS: Final[Mapping[type, Mapping[str, Label]]] = {
    Rulebook: {
        "title": Label("规则名称", example="如 云溪区人民政府工作规则", wide=True),
        "government": Label("政府全称", "与会议档案中的政府名称一致，会议才会按本规则检查"),
        "also_called": Label("也称", "会议档案可能用的其他名称，用顿号隔开", form="listed"),
        "level": Label("层级", words={"district": "区县", "city": "市"}),
        "code": Label("代码", "即导出文件的名称，不能改", form="fixed"),
        "in_force": Label("施行日期", "自这一天起的会议按本规则检查"),
        "repealed": Label("废止日期", "失效的第一天；仍在施行的不填"),
        "in_force_note": Label("施行日期的说明", "日期不是原文写明的，说明依据", wide=True),
        "document": Label("文号", example="如 云政发〔2022〕3号"),
        "replaces": Label("取代的规则", example="如 2018年印发的工作规则"),
        "kinds_article": Label(
            "规定会议制度的条文", "列举有哪几类会议的那一条", example="照原文写，如 四十七 或 第×条"
        ),
        "leaders": Label("政府领导同志", "哪些职务算作政府领导同志，会议请假、外出报备按此掌握", wide=True),
        "format": Label("格式", form="no"),
        "words": Label("称谓", "检查结果和文件里怎样称呼，用到的职务都要有称谓", form="whole"),
        "stand_in": Label("外出期间主持工作", "主要领导外出期间，由谁主持只有他能主持的会议；这种情况只提醒，不算违反"),
        "kinds": Label("会议类别", form="no"),
        "leave": Label("会议请假", "一人适用几条的，以排在前面的为准"),
        "decided_in": Label("决定权限", "某些议题只能由哪几类会议决定；在别的会议上先行研究不算违反"),
        "chains": Label("审批程序", "议题上会前依次经过的环节；一类会议只能有一条"),
        "intake": Label("议题提报", "什么时候受理议题"),
        "registration": Label("提前报备", "某些议题须提前向办公室报备"),
        "remit": Label("不上会事项", "部门、领导可以自行决定的事项，不安排会议研究"),
        "forms": Label("提报表", "提报议题时填写的表；一类会议只能有一种"),
        "countersigns": Label("会签", "涉及的部门怎样签署意见；一类会议只能有一条"),
        "reviews": Label("审查和论证", "哪些议题上会前须经哪些审查"),
        "material": Label("议题材料", "何时报送、由谁签署、何时送达与会人员"),
        "recall": Label("材料收回", "标注会后收回的材料，会后应当退回"),
        "ad_hoc": Label("临时追加", "议题确定以后能不能再追加；一类会议只能有一条"),
        "agenda": Label("议程", form="whole"),
        "documents": Label("文件印发", "讨论通过的文件多久印发"),
        "supervision": Label("督办", "列出的会议，议定事项没有责任单位的会提醒"),
        "away": Label("外出报备", "一人适用几条的，以排在前面的为准"),
        "pairs": Label("AB角", "互为补位的人不同时外出"),
        "away_limit": Label("同时外出", "政府领导同志最多几人同时外出"),
        "duties": Label("其他规定", "列出备查，程序不作判断"),
        "excusable": Label("可以作为例外的情形", "条文写明“原则上”“一般”的，记录谁同意、哪天、为什么以后，不再算违反"),
        "not_judged": Label("不作判断的条款", "与会议有关、程序又无从判断的，写明为什么，以示没有遗漏"),
    },
    Words: {
        "government": Label("政府简称", "文中怎样称呼", example="如 区政府"),
        "office": Label("办公室简称", example="如 区政府办公室"),
        "place": Label("部门名称前的地域", "如“区财政局”的“区”", example="如 区"),
        "posts": Label("各职务的称谓", form="posts", wide=True),
    },
    StandIn: {
        "posts": Label("当然主持工作的", wide=True),
        "designated": Label("经主要领导指定才主持工作的", "须有委托记录", wide=True),
        "article": ARTICLE,
    },
    KindRule: {
        "name": Label("名称", example="如 常务会议"),
        "article": ARTICLE,
        "mark": Label("纪要版头", "〔政府全称〕在纪要上写成政府的全称", form="mark"),
        "enlarged": Label("可以召开扩大会议", "扩大时多列出席人员不算违反"),
        "note": Label("说明", "供查看规则的人参考", form="text", wide=True),
        "membership": Label(
            "出席人员怎样确定",
            words={
                "posts": "按职务",
                "topics": "随议题：提报单位和涉及部门的主要负责人",
                "typed": "由办公室逐次填写",
            },
            wide=True,
        ),
        "members": Label("组成人员（出席）", "担任这些职务的人都应到会，按人计数", when=_MEMBERS),
        "standing": Label("固定列席", when=_MEMBERS),
        "optional": Label("根据需要列席", "不作判断", form="text", wide=True),
        "asked": Label("按议题列席的职务", "议题涉及其单位时列入名单，列席该议题；不填的，涉及单位的主要负责人都列入"),
        "invited": Label("可以邀请", "不作判断", form="text", wide=True),
        "chair": Label("召集和主持", form="whole"),
        "quorum": Label("法定人数"),
        "presence": Label("到会要求", "研究某些议题时，哪些人必须到会"),
        "minutes": Label("纪要"),
        "silent_signer": Label(
            "建议由谁签发", "规则没有规定由谁签发时采用", none="会议主持人", when=("minutes", (None,))
        ),
        "tasks": Label("主要任务", "录入议题时据此归类"),
        "frequency": Label("召开次数", "在统计中判断，不影响单次会议"),
    },
    Seat: {
        "post": Label("职务"),
        "department_kind": Label("只限哪种单位"),
        "role": Label("只限哪种职能"),
        "any_one": Label("其中有一人在名单上即可"),
    },
    ChairRule: {
        "conveners": Label("召集和主持人", wide=True),
        "in_charge": Label("须分管某个议题的提报单位"),
        "delegates": Label("可以委托谁主持", "没有规定的不填", wide=True),
        "open_list": Label("名单后有“等”字", "凡有委托记录的，都可以主持"),
        "only_in_absence": Label("不能出席时方可委托"),
        "commissioned_by": Label("由谁委托", "不填的，由有权主持的人委托", wide=True),
        "article": ARTICLE,
    },
    QuorumRule: {
        "share": _SHARE,
        "comparison": _COMPARISON,
        "base": Label("只计哪些职务", "不填的，按全体组成人员计", wide=True),
        "article": ARTICLE,
        "topics": Label("另有比例的议题", "研究某些类型的议题，到会人数另有要求"),
    },
    TopicThreshold: {"types": TYPES, "share": _SHARE, "comparison": _COMPARISON, "article": ARTICLE},
    TopicPresence: {
        "posts": Label("应当到会的人", wide=True),
        "in_charge": Label("只要其中分管提报单位的"),
        "written_opinion": Label("提出书面意见的可以不到会"),
        "types": Label("议题类型", "不填的，研究任何议题都要到会", wide=True),
        "article": ARTICLE,
    },
    Frequency: {
        "text": Label("条文怎样说", example="如 一般每两周1次，急需时随时召开", wide=True),
        "every": Label("每几个周期", example="1"),
        "unit": Label(
            "周期", words={"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周"}
        ),
        "at_least": Label("至少几次", "都不填的，不作判断"),
        "at_most": Label("至多几次"),
    },
    Task: {
        "no": Label("序号", "条文中的序号"),
        "text": Label("内容", "用自己的话写", form="text", wide=True),
        "types": Label("归入这项任务的议题", wide=True),
    },
    MinutesRule: {
        "required": Label("应当形成纪要", "不打勾的，可以不形成"),
        "signer": Label(
            "由谁签发",
            words={"post": "担任下列职务的人", "in_charge": "下列职务中分管议题的领导", "chair": "会议主持人"},
            wide=True,
        ),
        "posts": Label("签发人的职务", when=("signer", ("post", "in_charge")), wide=True),
        "any_topic": Label("视为分管一切的职务", when=("signer", ("in_charge",)), wide=True),
        "article": ARTICLE,
        "reviews": Label("签发前的审核"),
        "escalations": Label("报签", "研究某些议题的，报更高职务的领导签发"),
        "head_approval": Label("主要领导审定", "研究某些议题的，签发以外还须主要领导审定"),
        "commission_approval": Label("委托人审定", "受委托召开的会议，纪要须经委托人审定"),
    },
    MinutesReview: {"post": Label("由谁审核"), "article": ARTICLE},
    Escalation: {
        "types": TYPES,
        "flags": FLAGS,
        "posts": Label("报谁签发", wide=True),
        "article": ARTICLE,
    },
    HeadApproval: {"flags": FLAGS, "article": ARTICLE},
    CommissionApproval: {
        "chairs": Label("只限由谁主持的会议", "不填的，凡受委托主持的都要审定", wide=True),
        "article": ARTICLE,
    },
    Excusable: {
        "code": Label("哪一项检查结果", form="code", wide=True),
        "by": Label(
            "怎样才可以例外",
            words={"post": "经担任下列职务的人同意", "chair": "经会议主持人同意", "reason": "说明理由即可"},
            wide=True,
        ),
        "posts": Label("经谁同意", when=("by", ("post",)), wide=True),
        "kinds": Label("适用的会议", "不选的，各类会议都可以", form="kinds", wide=True),
        "article": ARTICLE,
    },
    NotJudged: {"reason": Label("为什么不作判断", form="text", wide=True), "article": ARTICLE},
}
