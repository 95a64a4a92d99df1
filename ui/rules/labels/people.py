"""Leave and being away, and what follows a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.rules.schema.after import DocumentRule, Duty, Supervision
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, LeaveRule, PairRule
from ui.rules.labels.label import ARTICLE, KINDS, Label
from ui.rules.labels.topics import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS: Final[Mapping[type, Mapping[str, Label]]] = {
    LeaveRule: {
        "who": Label(
            "约束哪些人",
            words={"leaders": "政府领导同志", "members": "其他出席人员", "attendees": "列席人员"},
            wide=True,
        ),
        "holding": Label("其中只限担任这些职务的", "不填的，所有人", wide=True),
        "approver": Label(
            "向谁请假",
            words={"post": "担任下列职务的人", "chair": "会议主持人", "anyone": "没有写明，只看是否获准"},
            wide=True,
        ),
        "posts": Label("批准人的职务", when=("approver", ("post",)), wide=True),
        "exempt": Label("不须请假的职务", "上面没有人可以请假的，如主要领导本人", wide=True),
        "written_report": Label("须提交书面请假报告"),
        "substitute_consent": Label("他人代会须经同意"),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    AwayRule: {
        "posts": Label("约束哪些人", wide=True),
        "department_kinds": Label("其中只限哪些单位的", "不选的，各种单位都是", wide=True),
        "exempt": Label("没有要求的职务", "虽在其列而不须报备的，如主要领导也是党组成员", wide=True),
        "days_ahead": Label("提前几天报备", "0 指事前，当天也算；不要求事先报备的不填", example="3"),
        "unit": Label("单位", words={"calendar_days": "天", "working_days": UNITS["working_days"]}),
        "urgent": Label(
            "紧急外出的", words={"at_once": "立即报告（当天）", "in_time": "及时补报"}, none="没有规定", wide=True
        ),
        "report_to": Label("向谁报告", "不须批准的；须经批准的填在下一项", wide=True),
        "approved_by": Label("经谁批准", wide=True),
        "or_in_charge": Label("也可以是分管领导"),
        "consent_in_charge": Label("须先经分管领导同意"),
        "report_back": Label("返回后须销假"),
        "attachments": Label("附送材料", "外出较久的，附有关通知、方案和日程安排"),
        "article": ARTICLE,
    },
    Attachments: {"longer_than": Label("外出超过几天的", example="3"), "article": ARTICLE},
    PairRule: {"posts": Label("管哪些职务", wide=True), "article": ARTICLE},
    AwayLimit: {"at_most": Label("最多几人", example="3"), "article": ARTICLE},
    DocumentRule: {
        "issued": Label("印发", anchors=("meeting",), sides=("after",), wide=True),
        "revised": Label("有重大修改的，报送修改稿", anchors=("meeting",), sides=("after",), wide=True),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    Supervision: {
        "text": Label("怎样督办", form="text", wide=True),
        "reports": Label("向谁报告", form="text", wide=True),
        "kinds": KINDS,
        "article": ARTICLE,
    },
    Duty: {
        "subject": Label(
            "关于什么",
            words={
                "law_study": "集体学法",
                "invitations": "邀请领导",
                "instructions": "批示办理",
                "meeting_limits": "精简会议",
                "secrecy": "会议保密",
                "work_conferences": "工作会议",
                "other": "其他",
            },
        ),
        "article": ARTICLE,
        "text": Label("内容", "用自己的话写", form="text", wide=True),
        "deadline": Label("时限", anchors=("event", "instruction", "meeting"), sides=("before", "after"), wide=True),
    },
}
