"""What the five published texts ask of topics, countersigns, reviews, material, forms and the agenda.

Read by hand, like ``texts.py``: beside each row stands the article. A government whose text says nothing of a matter is
listed with ``SILENT``, so that silence is a statement too. Where a text leaves room, the readings that are fixed in the
specification hold; the comments say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.texts import EVERY, FOUR, GANGCHENG, HUANCUI, THREE, ZHOUCUN, ZIBO, ZICHUAN, Ask
from tests.rules.texts import SILENT_TEXT as SILENT

if TYPE_CHECKING:
    from tests.rules.texts import Asks

STEPS = "deputy_review office_review head_decision"
REPORTED = "deputy_report office_review head_decision"
PARTY_FIRST = "party_group executive head_office"  # 周村 四十九: 党组会议、常务会议、区长办公会议

# --- the chain of approval
# 淄川 五十三, 淄博 五十: 分管副职协调并审核后提出, 办公室主任（秘书长）综合平衡, 报区长（市长）审定.
# 周村 四十七: 全体、党组、常务、区长办公会议 the same; 四十九 (not 全体): 由分管副区长及部门主要负责人向区长汇报.
# 环翠 第五十条: 材料报分管领导审定 (常务, 区长办公); the order of the day by 办公室主任 and 区长 (常务 only).
# 钢城 第四十四条: 分管区长向区长汇报并经同意, 办公室主任审核, 区长确定; 全体、常务、区长办公、党组.

_CHAIN = {
    ZICHUAN: (Ask("五十三", THREE, STEPS),),
    ZHOUCUN: (
        Ask("四十七", FOUR, "deputy_review office_review"),
        Ask("四十七", FOUR, "head_decision", also="四十九"),
        Ask("四十九", PARTY_FIRST, "deputy_report"),
    ),
    HUANCUI: (Ask("第五十条", "executive", STEPS), Ask("第五十条", "head_office", "deputy_review")),
    ZIBO: (Ask("五十", THREE, STEPS),),
    GANGCHENG: (Ask("第四十四条", FOUR, REPORTED),),
}
# Whoever may put a topic forward without the chain (由区长根据工作需要提出议题; 周村: 区长（党组书记）).
PROPOSERS = {ZICHUAN: "head", ZHOUCUN: "head", HUANCUI: "", ZIBO: "head", GANGCHENG: ""}

# The step that is taken too early.
_ORDER = {
    ZICHUAN: (Ask("五十三", THREE, "office_review head_decision"),),
    ZHOUCUN: (
        Ask("四十七", FOUR, "office_review head_decision", also="四十九"),
        Ask("四十九", PARTY_FIRST, "deputy_report", also="四十七"),
    ),
    HUANCUI: (Ask("第五十条", "executive", "office_review head_decision"),),
    ZIBO: (Ask("五十", THREE, "office_review head_decision"),),
    GANGCHENG: (Ask("第四十四条", FOUR, "office_review head_decision"),),
}

# --- which kinds may decide what: article, types (with a flag: type+flag), the kinds that may

BOTH = "plenary executive"
DECIDED: dict[str, tuple[Ask, ...]] = {
    ZICHUAN: (
        Ask("二十一", BOTH, "normative_document", also="二十八 四十九"),
        Ask("二十四", BOTH, "contract+major_contract"),
        Ask("二十八", BOTH, "plan_budget major_decision major_project large_funds"),
        Ask("四十九", "executive", "document"),
        Ask("五十二", "party_group", "appointment"),
    ),
    ZHOUCUN: (
        Ask("二十五", BOTH, "plan_budget normative_document"),
        Ask("二十五", f"{BOTH} party_group", "major_decision major_project large_funds", also="四十三"),
        Ask("四十三", "party_group", "appointment"),
    ),
    HUANCUI: (Ask("第二十四条", BOTH, "plan_budget normative_document major_decision major_project"),),
    ZIBO: (
        Ask("二十六", BOTH, "plan_budget local_regulation government_rule major_decision major_project"),
        Ask("四十七", "executive", "commendation"),
    ),
    GANGCHENG: (
        Ask("第十七条", BOTH, "plan_budget normative_document major_decision major_project large_funds"),
        Ask("第四十条", "executive", "sanction commendation"),
        Ask("第四十三条", "party_group", "appointment"),
    ),
}


def _elsewhere(rows: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The same rows, each with the kinds in which such a topic may not be decided."""
    return tuple(
        Ask(row.article, " ".join(kind for kind in EVERY.split() if kind not in row.kinds.split()), row.of, row.also)
        for row in rows
    )


# --- how departments that disagree are brought together

# A preferred option: 周村 四十八, 淄博 五十一 where they still differ; 环翠 第四十九条 always; 钢城 第四十六条 never.
# Who coordinates besides the leader in charge: 环翠 协助其工作的办公室负责同志, 淄博 协助其工作的副秘书长.
COORDINATORS = {ZICHUAN: None, ZHOUCUN: "", HUANCUI: "director vice1", ZIBO: "vice1", GANGCHENG: ""}
_WAY = {
    ZICHUAN: SILENT,  # 五十四: 未协商一致的议题，原则上不提交会议研究
    ZHOUCUN: (Ask("四十八", FOUR),),
    HUANCUI: (Ask("第四十九条", THREE),),
    ZIBO: (Ask("五十一", THREE),),
    GANGCHENG: (Ask("第四十六条", FOUR),),
}
_COUNTERSIGNED = {
    ZICHUAN: (Ask("五十四", THREE),),  # 书面征求相关部门意见…主要负责人须在汇报材料上签字
    ZHOUCUN: (Ask("四十八", FOUR),),  # 必须在会签意见上签字
    HUANCUI: (Ask("第四十九条", THREE),),  # 须在《区政府会议议题提报单》上签字
    ZIBO: (Ask("五十一", THREE),),
    GANGCHENG: (Ask("第四十六条", FOUR),),
}

# --- reviews: every kind but special-topic meetings and work conferences (a reading that is fixed)

_JUDGED = FOUR
_DECISION = {  # 公众参与、专家论证、风险评估、合法性审查 are each the procedure of every 重大行政决策
    ZICHUAN: Ask("二十七", _JUDGED, "major_decision", also="二十九"),
    ZHOUCUN: Ask("二十四", _JUDGED, "major_decision", also="二十六"),
    HUANCUI: Ask("第二十三条", _JUDGED, "major_decision", also="第二十五条"),
    ZIBO: Ask("二十五", _JUDGED, "major_decision", also="二十七"),
    GANGCHENG: Ask("第十六条", _JUDGED, "major_decision", also="第十八条"),
}

TOPICS: Asks = {
    "topic.step_missing": _CHAIN,
    "topic.step_order": _ORDER,
    "topic.wrong_approver": _CHAIN,
    "topic.wrong_kind": {government: _elsewhere(rows) for government, rows in DECIDED.items()},
    "topic.department_remit": {
        ZICHUAN: SILENT,
        ZHOUCUN: (Ask("四十七", FOUR),),  # 职权范围内决定的事项…不安排区政府会议研究讨论
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "topic.late_registration": {
        ZICHUAN: (Ask("五十四", "executive", "deadline_bound"),),  # 至少提前15个工作日向办公室报备
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "topic.form_missing": {
        ZICHUAN: SILENT,
        ZHOUCUN: (Ask("四十九", PARTY_FIRST, "form signature seal"),),  # 《议题审批表》, 经主要负责人审核、加盖部门公章
        HUANCUI: (Ask("第四十九条", THREE, "form signature"),),  # 《区政府会议议题提报单》
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "topic.ad_hoc": {
        ZICHUAN: (Ask("五十四", THREE, "consent"),),  # 须报区政府主要领导同志批准
        ZHOUCUN: (Ask("四十九", PARTY_FIRST, "reason"),),  # 除特殊情况外，会前一般不临时受理议题
        HUANCUI: SILENT,
        ZIBO: (Ask("五十二", "executive", "reason"),),
        GANGCHENG: SILENT,
    },
    "countersign.missing": _COUNTERSIGNED,
    "countersign.no_reply": {
        ZICHUAN: (Ask("六十三", THREE),),  # 3个工作日内, 逾期不回复的视为无意见
        ZHOUCUN: (Ask("五十八", FOUR),),  # 一般3个工作日内回复意见
        HUANCUI: SILENT,
        ZIBO: (Ask("六十一", THREE),),
        GANGCHENG: SILENT,
    },
    "countersign.unsigned": _COUNTERSIGNED,
    "countersign.not_agreed": {
        ZICHUAN: (Ask("五十四", THREE),),
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "countersign.statement_missing": _WAY,
    "countersign.grounds_missing": _WAY,
    "countersign.option_missing": {
        ZICHUAN: SILENT,
        ZHOUCUN: (Ask("四十八", FOUR, "apart"),),
        HUANCUI: (Ask("第四十九条", THREE, "apart agreed"),),
        ZIBO: (Ask("五十一", THREE, "apart"),),
        GANGCHENG: SILENT,
    },
    "countersign.not_coordinated": {**_WAY, ZHOUCUN: (Ask("四十八", FOUR, also="四十七"),)},
    "material.late": {
        ZICHUAN: SILENT,  # 五十四: 议题可随时提报
        ZHOUCUN: SILENT,  # 四十九: 每月月中、月末各提报一次, two batches and no number of days
        HUANCUI: (Ask("第五十条", "executive head_office"),),  # 一般应于会前5个工作日
        ZIBO: (Ask("五十二", "executive"),),
        GANGCHENG: SILENT,
    },
    "material.delivery_late": {
        ZICHUAN: SILENT,
        ZHOUCUN: (Ask("四十九", PARTY_FIRST),),  # 会前3个工作日送达…会前1个工作日再次送达
        HUANCUI: SILENT,
        ZIBO: SILENT,  # 五十二: 于会前送达, no number of days
        GANGCHENG: SILENT,
    },
    "material.unsigned": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: (Ask("第四十四条", FOUR),),  # 议题材料须经分管区长签署后方可提交
    },
    "material.not_recalled": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第五十二条"),),  # 标注会后收回的材料，须按要求退回: 各类会议
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "review.legality": {
        ZICHUAN: (
            Ask("二十一", _JUDGED, "normative_document", also="二十二 五十四"),
            Ask("二十四", _JUDGED, "contract"),
            Ask("二十七", _JUDGED, "major_decision", also="二十九 五十四"),
        ),
        ZHOUCUN: (
            Ask("二十", _JUDGED, "normative_document", also="二十一"),
            Ask("二十四", _JUDGED, "major_decision", also="二十六 四十八"),
        ),
        HUANCUI: (
            Ask("第十九条", _JUDGED, "normative_document", also="第二十一条"),
            Ask("第二十五条", _JUDGED, "major_decision", also="第二十三条"),
        ),
        ZIBO: (
            Ask("五十一", _JUDGED, "local_regulation government_rule normative_document", also="二十一 二十二"),
            Ask("二十五", _JUDGED, "major_decision", also="二十七 五十一"),
        ),
        GANGCHENG: (_DECISION[GANGCHENG],),
    },
    "review.risk": {
        ZICHUAN: (Ask("二十九", _JUDGED, "public_interest"), _DECISION[ZICHUAN]),
        ZHOUCUN: (Ask("二十六", _JUDGED, "public_interest"), _DECISION[ZHOUCUN]),
        HUANCUI: (Ask("第二十五条", _JUDGED, "public_interest"), _DECISION[HUANCUI]),
        ZIBO: (Ask("二十七", _JUDGED, "public_interest"), _DECISION[ZIBO]),
        GANGCHENG: (Ask("第十八条", _JUDGED, "public_interest"), _DECISION[GANGCHENG]),
    },
    "review.fair_competition": {
        ZICHUAN: (
            Ask("二十九", _JUDGED, "market_activity", also="二十二"),
            Ask("二十二", _JUDGED, "normative_document"),
        ),
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第二十五条", _JUDGED, "market_activity"),),
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "review.towns": {
        ZICHUAN: (Ask("二十九", _JUDGED, "towns"),),
        ZHOUCUN: (Ask("二十六", _JUDGED, "towns"),),
        HUANCUI: (Ask("第二十五条", _JUDGED, "towns"),),
        ZIBO: (Ask("二十七", _JUDGED, "towns"),),
        GANGCHENG: SILENT,
    },
    "review.experts": {government: (row,) for government, row in _DECISION.items()},
    "review.consultation": {
        ZICHUAN: (Ask("二十一", _JUDGED, "normative_document"), _DECISION[ZICHUAN]),
        ZHOUCUN: (
            Ask("二十", _JUDGED, "normative_document", also="二十一"),
            Ask("二十六", _JUDGED, "public_interest"),
            _DECISION[ZHOUCUN],
        ),
        HUANCUI: (
            Ask("第十九条", _JUDGED, "normative_document"),
            Ask("第二十五条", _JUDGED, "public_interest"),
            _DECISION[HUANCUI],
        ),
        ZIBO: (
            Ask("二十一", _JUDGED, "local_regulation government_rule"),
            Ask("二十二", _JUDGED, "normative_document"),
            Ask("二十七", _JUDGED, "public_interest"),
            _DECISION[ZIBO],
        ),
        GANGCHENG: (_DECISION[GANGCHENG],),
    },
    "review.performance": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第二十五条", _JUDGED, "new_spending"),),  # 要开展事前绩效评估
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "agenda.first_topic": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第四十七条", THREE),),  # 作为区政府常务会议等政府会议的第一议题
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "agenda.safety_topic": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第四十七条", "executive"),),  # 区政府常务会议设立专门议题
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "agenda.report_time": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: (Ask("第四十四条", FOUR),),  # 原则上不超过10分钟
    },
    "agenda.staff": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第五十一条"),),  # 只安排1名工作人员列席…其他与会部门工作人员不得进入会场
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
}
