"""What five published rules say of topics of an executive meeting (常务会议), for the story of topics.

Written from the source texts, article by article; the program is held against it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.ui.offices import DIRECTOR, HEAD, SECOND, VICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the rules of one government say of topics of an executive meeting, with the articles.

    ``asks``: what the type and the flags bring, told before the topic is filed. ``reviews``: by the finding's code what
    is reviewed. ``steps``: the chain, by whom. ``form``: how the paper is called with which a topic is handed in, and
    whether it bears a seal. ``timely``: what has its day, or the leader's signature. ``paper``: where heads of
    departments sign. ``way``: what is asked where departments differ, by the end of the finding's code in words of the
    article; ``coordinator`` brings them together, ``agreed`` tells whether they are one then. ``ad_hoc``: what a topic
    needs that is added later. ``head_proposes``: whether one that the head puts forward needs no approval. ``late``:
    what is added later; in 环翠 what the agenda lacks.
    """

    type: str = "规范性文件草案"
    flags: tuple[str, ...] = ("market_activity",)
    asks: dict[str, str]
    reviews: dict[str, tuple[str, str]]
    steps: tuple[tuple[str, str], ...]
    chain: tuple[str, ...]
    form: tuple[str, str, bool] | None = None
    timely: tuple[str, str]
    countersign: str
    paper: str
    disagreement: str
    way: dict[str, str]
    coordinator: str = ""
    agreed: bool = False
    ad_hoc: tuple[str, str] | None = None
    head_proposes: bool = False
    late: str = "情况汇报"


_THREE = (("deputy_review", SECOND), ("office_review", DIRECTOR), ("head_decision", HEAD))
_PAPERS = {"statement_missing": "协调说明", "grounds_missing": "各方理据"}
RULES = {
    "zichuan-2022": Rule(
        flags=("market_activity", "deadline_bound"),
        asks={"合法性审查": "二十一", "公平竞争审查": "二十九", "公开征求意见": "二十一", "提前报备": "五十四"},
        reviews={
            "legality": ("合法性审查", "五十四"),
            "fair_competition": ("公平竞争审查", "二十二"),
            "consultation": ("公开征求意见", "二十一"),
        },
        steps=_THREE,
        chain=("五十三",),
        timely=("registered", "五十四"),
        countersign="五十四",
        paper="汇报材料",
        disagreement="五十四",
        way={"not_agreed": "未协商一致的议题"},
        ad_hoc=("区长批准", "五十四"),
        head_proposes=True,
    ),
    "zhoucun-2017": Rule(
        asks={"合法性审查": "二十", "公开征求意见": "二十"},
        reviews={"legality": ("合法性审查", "二十"), "consultation": ("公开征求意见", "二十")},
        steps=(_THREE[0], ("deputy_report", SECOND), *_THREE[1:]),
        chain=("四十七", "四十九"),
        form=("《议题审批表》", "四十九", True),
        timely=("delivered", "四十九"),
        countersign="四十八",
        paper="会签意见",
        disagreement="四十八",
        way={**_PAPERS, "option_missing": "倾向性意见", "not_coordinated": f"分管领导副区长{SECOND}协调"},
        coordinator=SECOND,
        ad_hoc=("未记录理由", "四十九"),
        head_proposes=True,
    ),
    "huancui-2022": Rule(
        flags=("market_activity", "new_spending"),
        asks={
            "合法性审查": "第十九条",
            "公平竞争审查": "第二十五条",
            "公开征求意见": "第十九条",
            "事前绩效评估": "第二十五条",
        },
        reviews={
            "legality": ("合法性审查", "第十九条"),
            "fair_competition": ("公平竞争审查", "第二十五条"),
            "consultation": ("公开征求意见", "第十九条"),
            "performance": ("事前绩效评估", "第二十五条"),
        },
        steps=_THREE,
        chain=("第五十条",),
        form=("《区政府会议议题提报单》", "第四十九条", False),
        timely=("submitted", "第五十条"),
        countersign="第四十九条",
        paper="《区政府会议议题提报单》",
        disagreement="第四十九条",
        way={**_PAPERS, "option_missing": "倾向性意见", "not_coordinated": "区政府办公室副主任协调"},
        coordinator=VICE,
        agreed=True,
        late="安全发展",
    ),
    "zibo-2018": Rule(
        flags=("towns",),
        asks={"合法性审查": "五十一", "公开征求意见": "二十二", "征求镇街意见": "二十七"},
        reviews={
            "legality": ("合法性审核", "五十一"),
            "consultation": ("公开征求意见", "二十二"),
            "towns": ("征求区县意见", "二十七"),
        },
        steps=_THREE,
        chain=("五十",),
        timely=("submitted", "五十二"),
        countersign="五十一",
        paper="会签意见",
        disagreement="五十一",
        way={**_PAPERS, "option_missing": "倾向性意见", "not_coordinated": f"分管领导副市长{SECOND}或副秘书长协调"},
        coordinator=VICE,
        ad_hoc=("未记录理由", "五十二"),
        head_proposes=True,
    ),
    "gangcheng-2022": Rule(
        type="重大行政决策",
        flags=("public_interest",),
        asks={"合法性审查": "第十八条", "风险评估": "第十六条", "专家论证": "第十八条"},
        reviews={
            "legality": ("合法性审查", "第十八条"),
            "risk": ("风险评估", "第十六条"),
            "experts": ("专家", "第十八条"),
            "consultation": ("意见", "第十八条"),
        },
        steps=(("deputy_report", SECOND), *_THREE[1:]),
        chain=("第四十四条",),
        timely=("signed", "第四十四条"),
        countersign="第四十六条",
        paper="会签意见",
        disagreement="第四十六条",
        way={**_PAPERS, "not_coordinated": f"分管领导副区长{SECOND}协调"},
        coordinator=SECOND,
        agreed=True,
    ),
}
