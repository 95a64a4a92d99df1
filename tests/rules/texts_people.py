"""What the five published texts ask of leave, of being away and of the time after a meeting; and who sits and signs.

Read by hand, like ``texts.py``, where lists, chair, quorum and minutes stand; here these are told by code.
Words for people: ``leader`` a leader of the government, ``member`` and ``attendee`` others who sit or attend,
``director`` the office's director; of those who go away ``deputy``, ``party_member`` (who is no deputy), ``director``,
``department`` and ``town`` (their heads), ``enterprise``, ``head``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.texts import BY_POST, GANGCHENG, GOVERNMENTS, HUANCUI, TEXTS, THREE, ZHOUCUN, ZIBO, ZICHUAN, Ask
from tests.rules.texts import SILENT_TEXT as SILENT

if TYPE_CHECKING:
    from tests.rules.texts import Asks

# --- leave: 淄川 五十五, 周村 五十, 环翠 第五十一条, 淄博 五十三, 钢城 第四十七条

WITH_PARTY = "plenary party_group executive head_office"  # 周村 五十: 全体会议、党组会议、常务会议和区长办公会议
ATTENDED = "executive head_office"

# Who is a leader of the government besides head, deputies and members of the Party group: the office's director where
# he is a member of the executive meeting (淄博 四十七, 钢城 第四十条).
DIRECTOR_LEADS = {ZICHUAN: False, ZHOUCUN: False, HUANCUI: False, ZIBO: True, GANGCHENG: True}

_LEADERS = {
    ZICHUAN: (Ask("五十五", THREE, "leader"),),  # 须向区长请假
    ZHOUCUN: (Ask("五十", WITH_PARTY, "leader"),),  # 须向区长（党组书记）请假
    HUANCUI: (Ask("第五十一条", THREE, "leader"),),  # 要向会议主持人请假
    ZIBO: (Ask("五十三", THREE, "leader director"),),  # 须向市长请假
    GANGCHENG: (Ask("第四十七条", of="leader director"),),  # 不能出席会议的，应向区长请假: any meeting
}
# 全体会议其他与会人员, or 常务会议、区长办公会议（周村: 党组会议）列席人员: to the director, with a written report.
_OTHERS = {
    ZICHUAN: (Ask("五十五", "plenary", "member attendee"), Ask("五十五", ATTENDED, "attendee")),
    ZHOUCUN: (Ask("五十", "plenary", "member attendee"), Ask("五十", f"{ATTENDED} party_group", "attendee")),
    ZIBO: (Ask("五十三", "plenary", "member attendee"), Ask("五十三", ATTENDED, "attendee")),
}
_UNNAMED = {  # who approves is not named
    HUANCUI: (
        Ask("第五十一条", "plenary", "member attendee"),
        Ask("第五十一条", "executive", "attendee"),
        Ask("第五十一条", "head_office", "attendee director"),  # 第四十四条: 办公室主任列席
    ),
    GANGCHENG: (Ask("第四十七条", of="member"),),  # 区政府其他组成人员（第四条: 部门主要负责人）, no attendees
}
# The office's director is a member of 区长办公会议 and no leader. 淄川 五十五 has 有关部门负责同志 attend as well; no
# text says whom he asks. Absence without leave is judged of every member (a fixed reading), who approves it is not.
_MEMBER_TOO = {ZICHUAN: (Ask("五十五", "head_office", "director"),), ZHOUCUN: (Ask("五十", "head_office", "director"),)}
_BOUND = {
    government: (
        *_LEADERS[government],
        *(row for rows in (_OTHERS, _UNNAMED, _MEMBER_TOO) for row in rows.get(government, ())),
    )
    for government in GOVERNMENTS
}

# --- being away: 淄川 七十五, 周村 七十二, 环翠 第七十五条, 淄博 七十五, 钢城 第六十九条
# How many calendar days ahead; 0 is 事前, which the day itself still is.

AHEAD: dict[str, tuple[str, dict[str, int]]] = {
    ZICHUAN: ("七十五", {"deputy": 0, "party_member": 0, "department": 3, "town": 3}),
    ZHOUCUN: ("七十二", {"deputy": 0, "department": 3, "town": 3}),  # names no 党组成员
    HUANCUI: ("第七十五条", {"deputy": 0, "director": 0, "department": 0, "town": 0}),
    ZIBO: ("七十五", {"deputy": 0, "director": 0, "department": 3, "town": 3}),
    GANGCHENG: ("第六十九条", {"deputy": 3, "director": 3, "department": 3, "town": 3}),  # 上述领导干部
}
# What an urgent journey allows and to whom: 淄川 同步报备 (no later than the day of leaving), others 及时报备.
URGENT: dict[str, tuple[str, str]] = {
    ZICHUAN: ("at_once", "department town"),
    ZHOUCUN: ("in_time", "department town"),
    HUANCUI: ("", ""),
    ZIBO: ("in_time", "department town"),
    GANGCHENG: ("in_time", "deputy director department town"),
}

# --- after the meeting

_SUPERVISED = {  # 会议决定事项由办公室负责督办
    ZICHUAN: (Ask("五十七", f"{THREE} special_topic"),),
    ZHOUCUN: (Ask("五十二", f"{WITH_PARTY} special_topic"),),
    HUANCUI: (Ask("第五十四条", f"{THREE} special_topic"),),
    ZIBO: (Ask("五十五", f"{THREE} special_topic"),),
    GANGCHENG: (Ask("第三十六条", "plenary executive special_topic", also="第三十七条"),),
}

# --- what texts.py says, told by code


def _of_kinds(kinds: list[tuple[str, str]], article: str = "article", of: str = "") -> dict[str, tuple[Ask, ...]]:
    """One row for each kind of meeting, with the article that its provision names."""
    return {
        government: tuple(Ask(getattr(TEXTS[case], article), case[1], of) for case in kinds if case[0] == government)
        for government in GOVERNMENTS
    }


_ALL = list(TEXTS)
_STANDING = [case for case, text in TEXTS.items() if text.standing]
_MINUTES = [case for case, text in TEXTS.items() if text.minutes]
_REQUIRED = [case for case in _MINUTES if TEXTS[case].required]
_QUORUM = [case for case, text in TEXTS.items() if text.quorum]
_REVIEWED = [case for case, text in TEXTS.items() if text.reviews]
# 区长（市长）不能出席会议时，可委托: 淄川 四十九, 环翠 第四十三条, 淄博 四十七; and special-topic meetings but 周村's.
_DELEGABLE = [(ZICHUAN, "executive"), (HUANCUI, "executive"), (ZIBO, "executive")]
_COMMISSIONED = [case for case in TEXTS if case[1] == "special_topic" and case[0] != ZHOUCUN]
# Convened by the head alone, with nobody named whom he may commission.
_SOLE = [
    case
    for case in TEXTS
    if case[1] in {"plenary", "executive", "head_office", "work_conference_1"} and case not in _DELEGABLE
]
# Who runs the government's work while the head is away.
STAND_IN_ARTICLES = {ZICHUAN: "七", ZHOUCUN: "六", HUANCUI: "第五条", ZIBO: "七", GANGCHENG: "第五条"}

PEOPLE: Asks = {
    "kind.not_provided": {
        ZICHUAN: (Ask("四十七"),),
        ZHOUCUN: (Ask("四十一"),),
        HUANCUI: (Ask("第四十一条"),),
        ZIBO: (Ask("四十五"),),
        GANGCHENG: (Ask("第三十八条"),),
    },
    "member.missing": _of_kinds(BY_POST),
    "member.extra": _of_kinds(BY_POST),
    "attendee.missing": _of_kinds(_STANDING),
    "chair.not_entitled": _of_kinds(_ALL),
    "chair.stand_in": {
        government: tuple(
            Ask(TEXTS[case].article, case[1], also=STAND_IN_ARTICLES[government])
            for case in _SOLE
            if case[0] == government
        )
        for government in GOVERNMENTS
    },
    "chair.not_commissioned": _of_kinds([*_DELEGABLE, *_COMMISSIONED]),
    "quorum.not_met": _of_kinds(_QUORUM),
    "quorum.topic_not_met": _of_kinds(_QUORUM),
    "leave.not_requested": _BOUND,
    "leave.not_approved": _BOUND,
    "leave.wrong_approver": {
        government: (*_LEADERS[government], *_OTHERS.get(government, ())) for government in GOVERNMENTS
    },
    "leave.report_missing": {government: _OTHERS.get(government, SILENT) for government in GOVERNMENTS},
    "leave.substitute": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: (Ask("第四十七条", of="member"),),  # 未经同意不得…由他人代替参加
    },
    "away.late_report": {
        government: tuple(Ask(article, of=who) for who in days) for government, (article, days) in AHEAD.items()
    },
    "away.attachment_missing": {
        ZICHUAN: (Ask("七十五", of="department town"),),  # 外出时间超过3天的，要附有关通知、方案及日程安排
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: (Ask("七十五", of="department town"),),
        GANGCHENG: SILENT,
    },
    "away.wrong_approver": {
        ZICHUAN: (Ask("七十五", of="deputy party_member"),),  # 事前报告区长; department heads report to 区政府
        ZHOUCUN: (Ask("七十二", of="deputy"),),
        HUANCUI: (Ask("第七十五条", of="deputy director department town"),),  # departments: 分管副区长或区长
        ZIBO: (Ask("七十五", of="deputy director"),),
        GANGCHENG: (Ask("第六十九条", of="deputy director department town"),),
    },
    "away.not_reported_back": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第七十五条", of="department town"),),  # 事后要及时销假
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "away.pair": {
        ZICHUAN: SILENT,  # 九 has them stand in for each other and does not forbid both to go
        ZHOUCUN: SILENT,  # 八
        HUANCUI: (Ask("第七十五条"),),  # 互为AB角的副区长原则上不同时离威
        ZIBO: SILENT,  # 九
        GANGCHENG: (Ask("第六条"),),  # 相互补位的领导原则上不同时安排外出、休假
    },
    "away.too_many": {
        ZICHUAN: SILENT,
        ZHOUCUN: SILENT,
        HUANCUI: (Ask("第七十五条"),),  # 原则上不得同时超过3人
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "minutes.missing": _of_kinds(_REQUIRED, "minutes"),
    "minutes.unsigned": _of_kinds(_MINUTES, "minutes"),
    "minutes.wrong_signer": _of_kinds(_MINUTES, "minutes"),
    "minutes.review_missing": _of_kinds(_REVIEWED, "minutes"),
    "minutes.head_approval_missing": {
        ZICHUAN: (Ask("五十六", "special_topic"),),  # 涉及财政资金使用…等事项的纪要须经区长审定
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
    "minutes.commission_approval_missing": {
        ZICHUAN: (Ask("五十六", "special_topic"),),
        ZHOUCUN: SILENT,  # 四十六 knows no commission
        HUANCUI: (Ask("第五十三条", "special_topic"),),
        ZIBO: SILENT,
        GANGCHENG: (Ask("第四十八条", "special_topic"),),
    },
    "decision.unassigned": _SUPERVISED,
    "document.issue_late": {
        ZICHUAN: (Ask("五十七", "plenary executive", "minor"),),  # 会议结束后5个工作日内印发
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: (Ask("五十五", "plenary executive", "minor major"),),  # no longer time for a revision
        GANGCHENG: SILENT,
    },
    "document.revision_late": {
        ZICHUAN: (Ask("五十七", "plenary executive", "major"),),  # 重大修改: 10个工作日内完成修改
        ZHOUCUN: SILENT,
        HUANCUI: SILENT,
        ZIBO: SILENT,
        GANGCHENG: SILENT,
    },
}

# --- how often: statistics, not one meeting's check

# Where the article states a number; 不定期 and 根据需要 state none.
FREQUENCY: dict[str, tuple[Ask, ...]] = {
    ZICHUAN: (Ask("四十八", "plenary"), Ask("四十九", "executive"), Ask("五十二", "party_group")),
    ZHOUCUN: (Ask("四十二", "plenary"), Ask("四十三", "party_group"), Ask("四十四", "executive")),
    HUANCUI: (Ask("第四十三条", "executive"),),
    ZIBO: (Ask("四十六", "plenary"), Ask("四十七", "executive")),
    GANGCHENG: (
        Ask("第三十九条", "plenary"),
        Ask("第四十条", "executive"),
        Ask("第四十一条", "head_office"),
        Ask("第四十三条", "party_group"),
    ),
}

# --- what may be excused on record, by whom: ``head``, ``office``, ``chair``, or with a ``reason`` alone
# 原则上, 一般, 确需…须报…批准: a rule that lets itself be departed from says so.

EXCUSABLE: dict[str, dict[str, str]] = {
    ZICHUAN: {"topic.ad_hoc": "head", "countersign.not_agreed": "head"},
    ZHOUCUN: {"topic.ad_hoc": "reason"},
    HUANCUI: {"agenda.staff": "office", "away.pair": "head", "away.too_many": "head"},
    ZIBO: {"topic.ad_hoc": "reason"},
    GANGCHENG: {"agenda.report_time": "chair", "away.pair": "head"},
}
