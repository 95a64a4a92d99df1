"""What the five work rules ask of a topic, as read in their texts: tables that owe nothing to the program.

A second reading of the published texts beside ``texts_topics.py``, made without it and without looking at rulebooks and
code. Every value bears the number of its article as the text writes it; where two articles say the same, either may be
cited. Kinds, posts, types and flags are the vocabulary of the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GOVERNMENTS = ("zichuan-2022", "zhoucun-2017", "huancui-2022", "zibo-2018", "gangcheng-2022")
_THREE = frozenset({"plenary", "executive", "head_office"})
_FOUR = _THREE | {"party_group"}


# --- the chain of approval ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One step of a chain: what is done, the posts that may do it and the article that asks for it."""

    name: str
    posts: frozenset[str]
    article: str


@dataclass(frozen=True)
class Chain:
    """The steps of one kind of meeting in their order; `head_may_propose`: the head's own proposal needs none."""

    steps: tuple[Step, ...]
    head_may_propose: bool


def _step(name: str, article: str, *posts: str) -> Step:
    return Step(name, frozenset(posts), article)


# 五十三: 由分管副区长协调并审核后提出, 经办公室主任综合平衡后报区长审定, 或者由区长根据工作需要提出议题.
_ZICHUAN = Chain(
    (
        _step("deputy_review", "五十三", "deputy"),
        _step("office_review", "五十三", "office_director"),
        _step("head_decision", "五十三", "head"),
    ),
    head_may_propose=True,
)

# 四十七 as 淄川, 党组成员 beside the deputy; 四十九, not for the plenary: 由分管副区长 (党组成员) 及部门主要负责人
# 向区长汇报, 区长 (党组书记) 审定后方可提报研究.
_ZHOUCUN_PLENARY = Chain(
    (
        _step("deputy_review", "四十七", "deputy", "party_member"),
        _step("office_review", "四十七", "office_director"),
        _step("head_decision", "四十七", "head"),
    ),
    head_may_propose=True,
)
_ZHOUCUN = Chain(
    (
        _step("deputy_review", "四十七", "deputy", "party_member"),
        _step("deputy_report", "四十九", "deputy", "party_member"),
        _step("office_review", "四十七", "office_director"),
        _step("head_decision", "四十七", "head"),
    ),
    head_may_propose=True,
)
_ZHOUCUN_PARTY = Chain(
    (*_ZHOUCUN.steps[:3], _step("head_decision", "四十七", "party_secretary")),
    head_may_propose=True,
)

# 第五十条: 议题材料…报区政府分管领导同志审定 (both kinds); 常务会议议题由办公室提出安排意见, 经主任审定后报区长确定.
_HUANCUI_EXECUTIVE = Chain(
    (
        _step("deputy_review", "第五十条", "deputy", "party_member"),
        _step("office_review", "第五十条", "office_director"),
        _step("head_decision", "第五十条", "head"),
    ),
    head_may_propose=False,
)
_HUANCUI_HEAD_OFFICE = Chain(_HUANCUI_EXECUTIVE.steps[:1], head_may_propose=False)

# 五十: as 淄川 53, with 秘书长.
_ZIBO = Chain(
    (
        _step("deputy_review", "五十", "deputy"),
        _step("office_review", "五十", "office_director"),
        _step("head_decision", "五十", "head"),
    ),
    head_may_propose=True,
)

# 第四十四条: 会前须经分管区长向区长汇报并经区长同意, 由办公室汇总, 经办公室主任审核后报区长确定.
_GANGCHENG = Chain(
    (
        _step("deputy_report", "第四十四条", "deputy"),
        _step("office_review", "第四十四条", "office_director"),
        _step("head_decision", "第四十四条", "head"),
    ),
    head_may_propose=False,
)

CHAINS: dict[tuple[str, str], Chain] = {
    **{("zichuan-2022", kind): _ZICHUAN for kind in _THREE},
    ("zhoucun-2017", "plenary"): _ZHOUCUN_PLENARY,
    ("zhoucun-2017", "party_group"): _ZHOUCUN_PARTY,
    ("zhoucun-2017", "executive"): _ZHOUCUN,
    ("zhoucun-2017", "head_office"): _ZHOUCUN,
    ("huancui-2022", "executive"): _HUANCUI_EXECUTIVE,
    ("huancui-2022", "head_office"): _HUANCUI_HEAD_OFFICE,
    **{("zibo-2018", kind): _ZIBO for kind in _THREE},
    **{("gangcheng-2022", kind): _GANGCHENG for kind in _FOUR},
}
"""By government and kind; a pair that is not here has no chain."""


# --- the departments' countersigning ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Countersigning:
    """Who is asked in which kinds, and the way the rule takes when a department does not agree.

    `days`: working days to reply, asked in `reply_article` (None: the rule is silent); the three articles that name
    them speak of drafts of documents (代拟文稿). `silence`: no reply is no objection. `off_agenda`: no agreement, no
    meeting. `statement`: 协调说明 with each side's grounds. `coordinators`: who coordinates; of deputies the one in
    charge. `option_at_once`: 倾向性意见 goes along with the statement; `option_still`: only when they still disagree.
    """

    kinds: frozenset[str]
    article: str
    days: int | None = None
    reply_article: str | None = None
    silence: bool = False
    off_agenda: bool = False
    statement: bool = True
    coordinators: frozenset[str] = field(default_factory=frozenset)
    option_at_once: bool = False
    option_still: bool = False


COUNTERSIGNS: dict[str, Countersigning] = {
    # 五十四: 书面征求相关部门意见…未协商一致的议题, 原则上不提交会议研究.
    # 六十三: 除主办部门另有时限要求外, 一般3个工作日内回复意见…逾期不回复的视为无意见.
    "zichuan-2022": Countersigning(_THREE, "五十四", 3, "六十三", silence=True, off_agenda=True, statement=False),
    # 四十八: 附协调说明, 列明各方理据, 报请分管副区长协调…仍有分歧的, 在会议上说明, 提出倾向性意见. 五十八: 3个工作日.
    "zhoucun-2017": Countersigning(_FOUR, "四十八", 3, "五十八", coordinators=frozenset({"deputy"}), option_still=True),
    # 第四十九条: 附协调说明, 列明各方理据, 提出倾向性意见, 报请分管领导同志或协助其工作的办公室负责同志协调.
    "huancui-2022": Countersigning(
        _THREE,
        "第四十九条",
        coordinators=frozenset({"deputy", "office_director", "office_deputy_director"}),
        option_at_once=True,
    ),
    # 五十一: 报请分管副市长或协助其工作的副秘书长协调…仍有分歧的, 说明并提出倾向性意见. 六十一: 3个工作日.
    "zibo-2018": Countersigning(
        _THREE,
        "五十一",
        3,
        "六十一",
        coordinators=frozenset({"deputy", "office_deputy_director"}),
        option_still=True,
    ),
    # 第四十六条: 附协调说明, 列明各方理据, 报请分管副区长协调.
    "gangcheng-2022": Countersigning(_FOUR, "第四十六条", coordinators=frozenset({"deputy"})),
}


# --- reviews ------------------------------------------------------------------------------------------------------

REVIEWS: dict[str, dict[str, dict[str, frozenset[str]]]] = {
    "zichuan-2022": {
        "normative_document": {
            "legality": frozenset({"二十一", "二十二", "五十四"}),
            "fair_competition": frozenset({"二十二"}),
            "consultation": frozenset({"二十一"}),
        },
        "contract": {"legality": frozenset({"二十四"})},
        "major_decision": {
            "legality": frozenset({"二十七", "五十四"}),
            "risk": frozenset({"二十七"}),
            "experts": frozenset({"二十七", "二十九"}),
            "consultation": frozenset({"二十七"}),
        },
        "public_interest": {"risk": frozenset({"二十九"})},
        "market_activity": {"fair_competition": frozenset({"二十九"})},
        "towns": {"towns": frozenset({"二十九"})},
    },
    "zhoucun-2017": {
        "normative_document": {
            "legality": frozenset({"二十", "二十一"}),
            "consultation": frozenset({"二十", "二十一"}),
        },
        "major_decision": {
            "legality": frozenset({"二十四", "四十八"}),
            "risk": frozenset({"二十四"}),
            "experts": frozenset({"二十四", "二十六"}),
            "consultation": frozenset({"二十四"}),
        },
        "public_interest": {"risk": frozenset({"二十六"}), "consultation": frozenset({"二十六"})},
        "towns": {"towns": frozenset({"二十六"})},
    },
    "huancui-2022": {
        "normative_document": {
            "legality": frozenset({"第十九条", "第二十一条"}),
            "consultation": frozenset({"第十九条"}),
        },
        "major_decision": {
            "legality": frozenset({"第二十三条", "第二十五条"}),
            "risk": frozenset({"第二十三条"}),
            "experts": frozenset({"第二十三条", "第二十五条"}),
            "consultation": frozenset({"第二十三条"}),
        },
        "public_interest": {"risk": frozenset({"第二十五条"}), "consultation": frozenset({"第二十五条"})},
        "market_activity": {"fair_competition": frozenset({"第二十五条"})},
        "towns": {"towns": frozenset({"第二十五条"})},
        "new_spending": {"performance": frozenset({"第二十五条"})},
    },
    "zibo-2018": {
        "local_regulation": {
            "legality": frozenset({"二十一", "五十一"}),
            "consultation": frozenset({"二十一"}),
        },
        "government_rule": {
            "legality": frozenset({"二十一", "五十一"}),
            "consultation": frozenset({"二十一"}),
        },
        "normative_document": {
            "legality": frozenset({"二十二", "五十一"}),
            "consultation": frozenset({"二十二"}),
        },
        "major_decision": {
            "legality": frozenset({"二十五"}),
            "risk": frozenset({"二十五"}),
            "experts": frozenset({"二十五", "二十七"}),
            "consultation": frozenset({"二十五"}),
        },
        "public_interest": {"risk": frozenset({"二十七"}), "consultation": frozenset({"二十七"})},
        "towns": {"towns": frozenset({"二十七"})},
    },
    "gangcheng-2022": {
        "major_decision": {
            "legality": frozenset({"第十六条", "第十八条"}),
            "risk": frozenset({"第十六条"}),
            "experts": frozenset({"第十六条", "第十八条"}),
            "consultation": frozenset({"第十六条", "第十八条"}),
        },
        "public_interest": {"risk": frozenset({"第十八条"})},
    },
}
"""By government and by type or flag: the reviews asked for. What is not here is not asked for."""

REVIEWED_FIRST: dict[tuple[str, str], str] = {
    # 五十四, 四十八, 五十一: 经合法性审查（审核）后提报; elsewhere it is before the meeting discusses it.
    ("zichuan-2022", "normative_document"): "五十四",
    ("zichuan-2022", "major_decision"): "五十四",
    ("zhoucun-2017", "major_decision"): "四十八",
    ("zibo-2018", "local_regulation"): "五十一",
    ("zibo-2018", "government_rule"): "五十一",
    ("zibo-2018", "normative_document"): "五十一",
}
"""Legality that comes before a topic is handed in (提报), so before its material is due or goes out to people."""


# --- material, forms, registration, deliveries --------------------------------------------------------------------

Deadline = tuple[int, frozenset[str], str]
"""Working days before the meeting, in which kinds, by which article."""

MATERIAL: dict[str, Deadline] = {
    # 第五十条: 拟提交常务会议和区长办公会议研究的议题材料, 一般应于会前5个工作日报送.
    "huancui-2022": (5, frozenset({"executive", "head_office"}), "第五十条"),
    # 五十二: 提交市政府常务会议研究的议题材料, 一般应于会前5个工作日报送.
    "zibo-2018": (5, frozenset({"executive"}), "五十二"),
}

REGISTRATION: dict[str, Deadline] = {
    # 五十四: 对有明确时限要求需要提报区政府常务会议研究的事项, 要至少提前15个工作日…报备.
    "zichuan-2022": (15, frozenset({"executive"}), "五十四"),
}

DELIVERIES: dict[str, tuple[Deadline, ...]] = {
    # 四十九: 会前3个工作日送达与会人员征求意见并回收…会前1个工作日再次送达.
    "zhoucun-2017": (
        (3, frozenset({"party_group", "executive", "head_office"}), "四十九"),
        (1, frozenset({"party_group", "executive", "head_office"}), "四十九"),
    ),
}

INTAKE: dict[str, tuple[frozenset[str], str, bool]] = {
    # 五十四: 议题可随时提报; 四十九: 原则上每月月中、月末各提报一次; 第五十条: 一般应于会前5个工作日报送办公室.
    "zichuan-2022": (_THREE, "五十四", False),
    "zhoucun-2017": (frozenset({"party_group", "executive", "head_office"}), "四十九", True),
    "huancui-2022": (frozenset({"executive", "head_office"}), "第五十条", False),
}
"""When topics are taken in, if the text says so; the last: whether in two batches a month."""

FORMS: dict[str, tuple[str, bool, frozenset[str], str]] = {
    # 四十九: 认真填报《议题审批表》, 经主要负责人审核、加盖部门公章后提报.
    "zhoucun-2017": ("议题审批表", True, frozenset({"party_group", "executive", "head_office"}), "四十九"),
    # 第四十九条: 在《区政府会议议题提报单》上签字.
    "huancui-2022": ("区政府会议议题提报单", False, _THREE, "第四十九条"),
}
"""Name, with the department's seal, kinds, article."""

SIGNED_MATERIAL: dict[str, tuple[frozenset[str], str]] = {
    # 第四十四条: 议题材料须经分管区长签署后方可提交.
    "gangcheng-2022": (_FOUR, "第四十四条"),
}

RECALL: dict[str, str] = {
    # 第五十二条: 对标注会后收回的材料, 须按要求退回.
    "huancui-2022": "第五十二条",
}

DEPARTMENT_REMIT: dict[str, tuple[frozenset[str], str]] = {
    # 四十七: 凡属…部门职权范围内决定的事项, 或会前未经协调的事项, 不安排区政府会议研究讨论.
    "zhoucun-2017": (_FOUR, "四十七"),
}


# --- the agenda ---------------------------------------------------------------------------------------------------

AD_HOC: dict[str, tuple[str, frozenset[str], str]] = {
    # 五十四: 会前一般不临时追加议题, 确有特殊情况, 须报区政府主要领导同志批准.
    "zichuan-2022": ("consent", _THREE, "五十四"),
    # 四十九: 除特殊情况外, 会前一般不临时受理议题.
    "zhoucun-2017": ("reason", frozenset({"party_group", "executive", "head_office"}), "四十九"),
    # 五十二, whose subject is the executive meeting: the same words.
    "zibo-2018": ("reason", frozenset({"executive"}), "五十二"),
}
"""What a topic added after the agenda was set needs: the head's `consent` or a `reason` on record."""

FIRST_TOPIC: dict[str, tuple[frozenset[str], str]] = {
    # 第四十七条: 作为区政府常务会议等政府会议的第一议题.
    "huancui-2022": (_THREE, "第四十七条"),
}
SAFETY_TOPIC: dict[str, tuple[frozenset[str], str]] = {
    # 第四十七条: 区政府常务会议设立专门议题, 研究统筹发展和安全的相关工作.
    "huancui-2022": (frozenset({"executive"}), "第四十七条"),
}
REPORT_MINUTES: dict[str, tuple[int, frozenset[str], str]] = {
    # 第四十四条: 汇报时间原则上不超过10分钟.
    "gangcheng-2022": (10, _FOUR, "第四十四条"),
}
