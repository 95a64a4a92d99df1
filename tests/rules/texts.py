"""What the five published texts say about each kind of meeting, read by hand and told of one fixed cast.

Nothing here comes from the program or its rulebooks: who is due, who attends, who signs was read in the article that
stands beside it. The cast is that of ``build.py``; its ids are words. ``dep2`` is no member of the Party group,
``director`` neither (so that a text which names 办公室主任 differs from one which names 党组成员).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ZICHUAN = "zichuan-2022"
ZHOUCUN = "zhoucun-2017"
HUANCUI = "huancui-2022"
ZIBO = "zibo-2018"
GANGCHENG = "gangcheng-2022"

GOVERNMENTS = {
    ZICHUAN: "淄川区人民政府",
    ZHOUCUN: "周村区人民政府",
    HUANCUI: "威海市环翠区人民政府",
    ZIBO: "淄博市人民政府",
    GANGCHENG: "济南市钢城区人民政府",
}

# Whom the words of the texts mean in the cast.
HEAD = "head"
DEPUTIES = "executive dep1 dep2"  # 副区长, the 常务副区长 is one of them
OTHER_PARTY_MEMBER = "member"  # 党组成员 who is neither 区长 nor 副区长
DEPARTMENTS = "justice finance housing supervision trade"  # 工作部门主要负责人; 人武部 is none
DIRECTOR = "director"
VICES = "vice1 vice2"

# Kinds of meeting that articles name together.
THREE = "plenary executive head_office"
FOUR = f"{THREE} party_group"
EVERY = f"{FOUR} special_topic work_conference_1 work_conference_2"

Signer = Literal["head", "party_secretary", "chair", "in_charge", "silent_chair", "silent_secretary"]


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One kind of meeting of one government; lists are ids of the cast, articles as the source numbers them."""

    article: str
    due: str
    standing: str = ""
    any_vice: bool = False
    chair: str = HEAD
    quorum: bool = False
    minutes: str | None = None
    required: bool = True
    signer: Signer
    reviews: bool = False


@dataclass(frozen=True)
class Ask:
    """What an article asks in these kinds of meeting.

    ``of`` narrows it to some steps, types, flags or people, in words; ``also`` are articles that say the same.
    """

    article: str
    kinds: str = EVERY
    of: str = ""
    also: str = ""


# By code and government what is asked; where the text is silent, that is said.
Asks = dict[str, dict[str, tuple[Ask, ...]]]
SILENT_TEXT: tuple[Ask, ...] = ()

TEXTS: dict[tuple[str, str], Provision] = {
    # 四十八: 区长、副区长、党组成员、部门主要负责人; 办公室副主任列席. 五十六: 区长签发.
    (ZICHUAN, "plenary"): Provision(
        article="四十八",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER} {DEPARTMENTS}",
        standing=VICES,
        minutes="五十六",
        signer="head",
    ),
    # 四十九: 区长、副区长、党组成员; 列席: 办公室副主任（党组成员）, 协助区领导工作的同志, 司法局, 法律顾问.
    (ZICHUAN, "executive"): Provision(
        article="四十九",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER}",
        standing=f"{VICES} assistant justice counsel",
        any_vice=True,
        quorum=True,
        minutes="五十六",
        signer="head",
    ),
    # 五十: 区长、副区长、办公室主任.
    (ZICHUAN, "head_office"): Provision(
        article="五十", due=f"{HEAD} {DEPUTIES} {DIRECTOR}", minutes="五十六", signer="head"
    ),
    # 五十一: 有关部门负责人出席; 五十六: 分管有关工作的区政府领导同志签发.
    (ZICHUAN, "special_topic"): Provision(
        article="五十一", due="dep1 housing finance", chair="dep1", minutes="五十六", signer="in_charge"
    ),
    # 五十二: 党组成员; 五十六 says nothing of its minutes.
    (ZICHUAN, "party_group"): Provision(
        article="五十二", due=f"{HEAD} executive dep1 {OTHER_PARTY_MEMBER}", signer="silent_secretary"
    ),
    # 四十二: as above; 法律顾问列席. 五十一: 区长（党组书记）签发.
    (ZHOUCUN, "plenary"): Provision(
        article="四十二",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER} {DEPARTMENTS}",
        standing="counsel",
        minutes="五十一",
        signer="head",
    ),
    # 四十三: 党组书记、副书记、成员.
    (ZHOUCUN, "party_group"): Provision(
        article="四十三",
        due=f"{HEAD} executive dep1 {OTHER_PARTY_MEMBER}",
        minutes="五十一",
        signer="party_secretary",
    ),
    # 四十四: 列席: 人武部, 监察局, 法制办, 法律顾问.
    (ZHOUCUN, "executive"): Provision(
        article="四十四",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER}",
        standing="army supervision justice counsel",
        quorum=True,
        minutes="五十一",
        signer="head",
    ),
    (ZHOUCUN, "head_office"): Provision(
        article="四十五", due=f"{HEAD} {DEPUTIES} {DIRECTOR}", minutes="五十一", signer="head"
    ),
    # 五十一: 分管有关工作的区长、副区长签发.
    (ZHOUCUN, "special_topic"): Provision(
        article="四十六", due="dep1 housing finance", chair="dep1", minutes="五十一", signer="in_charge"
    ),
    # 第四十二条: 区长、副区长、其他党组成员、部门; 第五十三条: 根据主持人意见可以印发.
    (HUANCUI, "plenary"): Provision(
        article="第四十二条",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER} {DEPARTMENTS}",
        minutes="第五十三条",
        required=False,
        signer="chair",
        reviews=True,
    ),
    # 第四十三条: 办公室副主任列席.
    (HUANCUI, "executive"): Provision(
        article="第四十三条",
        due=f"{HEAD} {DEPUTIES} {OTHER_PARTY_MEMBER}",
        standing=VICES,
        quorum=True,
        minutes="第五十三条",
        signer="chair",
        reviews=True,
    ),
    # 第四十四条: 区长、副区长; 办公室主任列席.
    (HUANCUI, "head_office"): Provision(
        article="第四十四条",
        due=f"{HEAD} {DEPUTIES}",
        standing=DIRECTOR,
        minutes="第五十三条",
        signer="chair",
        reviews=True,
    ),
    # 第五十三条: 由会议主持人签发.
    (HUANCUI, "special_topic"): Provision(
        article="第四十五条", due="dep1 housing finance", chair="dep1", minutes="第五十三条", signer="chair"
    ),
    # 第四十六条: 区长主持; 副区长、办公室主任、部门和镇街主要负责人参加.
    (HUANCUI, "work_conference_1"): Provision(
        article="第四十六条",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR} {DEPARTMENTS} town",
        signer="silent_chair",
    ),
    # 第四十六条: 分管副区长主持; 部门和镇街分管负责人, typed in.
    (HUANCUI, "work_conference_2"): Provision(
        article="第四十六条", due="dep1 outsider", chair="dep1", signer="silent_chair"
    ),
    # 四十六: 市长、副市长、秘书长、部门; 副秘书长、法律顾问列席. 五十四: 市长签发.
    (ZIBO, "plenary"): Provision(
        article="四十六",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR} {DEPARTMENTS}",
        standing=f"{VICES} counsel",
        minutes="五十四",
        signer="head",
    ),
    # 四十七: 副秘书长, 法制机构, 法律顾问列席.
    (ZIBO, "executive"): Provision(
        article="四十七",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR}",
        standing=f"{VICES} justice counsel",
        quorum=True,
        minutes="五十四",
        signer="head",
    ),
    (ZIBO, "head_office"): Provision(
        article="四十八", due=f"{HEAD} {DEPUTIES} {DIRECTOR}", minutes="五十四", signer="head"
    ),
    # 五十四: 分管有关工作的市长、副市长签发.
    (ZIBO, "special_topic"): Provision(
        article="四十九", due="dep1 housing finance", chair="dep1", minutes="五十四", signer="in_charge"
    ),
    # 第三十九条: 区长、副区长、办公室主任、部门及区直企事业单位; 第四十八条: 区长签发.
    (GANGCHENG, "plenary"): Provision(
        article="第三十九条",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR} {DEPARTMENTS} steel",
        minutes="第四十八条",
        signer="head",
    ),
    # 第四十条: nobody attends by right; 有关副主任 as needed.
    (GANGCHENG, "executive"): Provision(
        article="第四十条",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR}",
        quorum=True,
        minutes="第四十八条",
        signer="head",
    ),
    # 第四十一条: 办公室副主任列席.
    (GANGCHENG, "head_office"): Provision(
        article="第四十一条",
        due=f"{HEAD} {DEPUTIES} {DIRECTOR}",
        standing=VICES,
        minutes="第四十八条",
        signer="head",
    ),
    # 第四十八条: 专题会议纪要由区长签发.
    (GANGCHENG, "special_topic"): Provision(
        article="第四十二条", due="dep1 housing finance", chair="dep1", minutes="第四十八条", signer="head"
    ),
    # 第四十三条: 党组成员; 超过二分之一. 第四十八条 says nothing of its minutes.
    (GANGCHENG, "party_group"): Provision(
        article="第四十三条",
        due=f"{HEAD} executive dep1 {OTHER_PARTY_MEMBER}",
        quorum=True,
        signer="silent_secretary",
    ),
}

MEETINGS = list(TEXTS)
# Where the article names the members by post, the list can be judged.
BY_POST = [meeting for meeting in MEETINGS if meeting[1] not in {"special_topic", "work_conference_2"}]
WITH_QUORUM = [meeting for meeting, text in TEXTS.items() if text.quorum]
SPECIAL = [meeting for meeting in MEETINGS if meeting[1] == "special_topic"]
SILENT = [meeting for meeting, text in TEXTS.items() if text.minutes is None]
REQUIRED = [meeting for meeting, text in TEXTS.items() if text.minutes is not None and text.required]
