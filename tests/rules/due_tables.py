"""Those due in every kind of the five governments: tables written by hand from the source texts.

One made-up organisation holds every post of the vocabulary, on the eve of a day, on the day and after
it; `TABLES` says for that day who sits in each kind and by which article. Nothing here is computed
from a rulebook: an entry is read off the article it names, and where a table and the program differ,
the article decides.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

DAY = date(2022, 6, 15)
"""The day of all meetings here, a Wednesday on which all five rules are in force."""
EVE, MORROW = "2022-06-14", "2022-06-16"
TODAY = "2022-06-15"
LONG_AGO = "2021-03-01"

DEPARTMENTS: list[dict[str, Any]] = [
    {"id": "office", "name": "政府办公室", "kind": "office"},
    {"id": "justice", "name": "司法局", "kind": "department", "roles": ["justice"]},
    {"id": "supervision", "name": "监察局", "kind": "department", "roles": ["supervision"]},
    {"id": "police", "name": "公安局", "kind": "department"},
    {"id": "finance", "name": "财政局", "kind": "department"},
    {"id": "housing", "name": "住房城乡建设局", "kind": "department"},
    {"id": "health", "name": "卫生健康局", "kind": "department"},
    {"id": "audit", "name": "审计局", "kind": "department"},
    {"id": "petitions", "name": "信访局", "kind": "department"},
    {"id": "armed", "name": "人民武装部", "kind": "other", "roles": ["armed_forces"]},
    {"id": "tax", "name": "税务局", "kind": "other"},
    {"id": "east", "name": "城东街道", "kind": "town"},
    {"id": "west", "name": "城西镇", "kind": "town"},
    {"id": "water", "name": "水务集团", "kind": "enterprise"},
    {"id": "hospital", "name": "人民医院", "kind": "enterprise"},
]


def _post(post: str, department: str | None = None, start: str = LONG_AGO, end: str | None = None) -> dict[str, Any]:
    held: dict[str, Any] = {"post": post, "from": start, "to": end}
    return held if department is None else {**held, "department": department}


def _person(key: str, name: str, *posts: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"id": key, "name": name, "posts": list(posts), "cpc_member": True, **more}


PEOPLE: list[dict[str, Any]] = [
    # Changed over on the very day: the old head's posts end on the eve, the new one's begin today.
    _person(
        "head",
        "林启明",
        _post("executive_deputy", end=EVE),
        _post("deputy", end=EVE),
        _post("head", start=TODAY),
        _post("party_secretary", start=TODAY),
        _post("party_member"),
    ),
    _person("head_until_eve", "高建国", _post("head", end=EVE), _post("party_secretary", end=EVE)),
    # Three posts that each make a member: counted once.
    _person(
        "executive_deputy",
        "周正",
        _post("executive_deputy", start=TODAY),
        _post("deputy"),
        _post("party_deputy_secretary"),
        _post("party_member"),
    ),
    # A deputy who heads a department besides.
    _person(
        "deputy_police",
        "吴斌",
        _post("deputy"),
        _post("party_member"),
        _post("department_head", "police"),
    ),
    _person("deputy_non_party", "单雪梅", _post("deputy"), cpc_member=False),
    # His last day as deputy is today: still a deputy.
    _person(
        "deputy_last_day",
        "郑海",
        _post("deputy", end=TODAY),
        _post("party_member", end=TODAY),
    ),
    # Deputy till the eve, head of a department from today.
    _person(
        "moved_to_housing",
        "王立新",
        _post("deputy", end=EVE),
        _post("party_member", end=EVE),
        _post("department_head", "housing", start=TODAY),
    ),
    _person("party_only", "冯德", _post("party_member")),
    _person("audit_party", "秦岚", _post("party_member"), _post("department_head", "audit")),
    _person("director", "陈敏", _post("office_director", start=TODAY)),
    _person("vice_director", "卫东", _post("office_deputy_director")),
    _person("vice_director_party", "褚云", _post("office_deputy_director"), _post("party_member")),
    # No post today: out of the office since the eve, head of finance only from tomorrow.
    _person(
        "between_posts",
        "曹毅",
        _post("office_deputy_director", end=EVE),
        _post("department_head", "finance", start=MORROW),
    ),
    _person("assistant", "蒋华", _post("assisting_official")),
    _person("assistant_until_eve", "魏平", _post("assisting_official", end=EVE)),
    _person("justice", "沈洁", _post("department_head", "justice")),
    # Acting for one day between two others.
    _person("finance", "韩冬", _post("department_head", "finance", start=TODAY, end=TODAY)),
    _person("finance_until_eve", "孔祥", _post("department_head", "finance", end=EVE)),
    _person("health", "杨帆", _post("department_head", "health", end=TODAY)),
    # One person heads two departments.
    _person(
        "supervision",
        "朱琳",
        _post("department_head", "supervision"),
        _post("department_head", "petitions"),
    ),
    _person("armed", "尤勇", _post("department_head", "armed")),
    _person("tax", "许静", _post("department_head", "tax")),
    # Director of the office till the eve, head of a town from today.
    _person("east", "何川", _post("office_director", end=EVE), _post("town_head", "east", start=TODAY)),
    _person("west", "吕萍", _post("town_head", "west")),
    _person("water", "施宏", _post("enterprise_head", "water")),
    _person("hospital", "仇和", _post("enterprise_head", "hospital")),
    _person("counsel", "张维", _post("legal_counsel", start=TODAY)),
    _person("counsel_until_eve", "孙越", _post("legal_counsel", end=EVE)),
]
"""In protocol order."""


# Topic 1 is of two departments, one of them concerned twice over by one head; topic 2 of a unit of every kind.
TOPICS: list[dict[str, Any]] = [
    {"no": 1, "title": "关于年度预算调整的请示", "sponsor": "finance", "concerns": ["petitions", "supervision"]},
    {
        "no": 2,
        "title": "关于城东片区防汛的请示",
        "sponsor": "east",
        "concerns": ["finance", "armed", "office", "water", "police"],
    },
]

CONCERNED_FOR = "finance=1,2 supervision=1 deputy_police=2 director=2 armed=2 east=2 water=2"
"""The heads of all these units, with the topics."""


@dataclass(frozen=True, slots=True)
class Due:
    """Who sits in one kind by its article; people's ids, apart by spaces, in protocol order.

    ``optional``: holders of an office whom the article names among those who may be asked to attend (根据需要…列席,
    可邀请…列席); whom a convener may name for a topic it does not name by office. ``by_topic``: those of them who
    head a unit that ``TOPICS`` concern, in the order of the topics, with these. The government's office is one of its
    departments and units, and so are 人武部 and the units of the province and the city (all of kind ``other``).
    ``needed`` is how many members must be there, where an article says so.
    """

    article: str
    members: str
    standing: str = ""
    optional: str = ""
    by_topic: str = ""
    needed: int | None = None


# 区长、副区长
LEADERS = "head executive_deputy deputy_police deputy_non_party deputy_last_day"

TABLES: dict[str, dict[str, Due]] = {
    "zichuan-2022": {
        # 区长、副区长、区政府党组成员和区政府各部门的主要负责人组成; 区政府办公室副主任列席;
        # 可安排区有关单位以及各镇（街道、开发区）主要负责人列席; 区人武部 is invited.
        "plenary": Due(
            "四十八",
            f"{LEADERS} moved_to_housing party_only audit_party vice_director_party justice finance health supervision",
            "vice_director",
            "director armed tax east west water hospital",
            by_topic="east=2 armed=2 director=2 water=2",
        ),
        # 区长、副区长和区政府党组成员组成; 区政府办公室副主任（党组成员），协助区领导工作的有关同志，
        # 区司法局主要负责人，区政府法律顾问列席; 可安排有关部门、单位主要负责人列席.
        "executive": Due(
            "四十九",
            f"{LEADERS} party_only audit_party vice_director_party",
            "vice_director assistant justice counsel",
            "moved_to_housing director finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 director=2 water=2",
            needed=5,
        ),
        # 区长、副区长、办公室主任组成; 可安排有关部门、单位主要负责人列席.
        "head_office": Due(
            "五十",
            f"{LEADERS} director",
            "",
            "moved_to_housing audit_party justice finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 water=2",
        ),
        # 区政府党组成员组成; 可安排有关部门、单位主要负责人列席.
        "party_group": Due(
            "五十二",
            "head executive_deputy deputy_police deputy_last_day party_only audit_party vice_director_party",
            "",
            "moved_to_housing director justice finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 director=2 water=2",
        ),
    },
    "zhoucun-2017": {
        # 区长、副区长、区政府党组成员和区政府工作部门的主要负责人组成; 区政府法律顾问列席;
        # 可安排区有关单位，各镇政府、街道办事处，周村经济开发区管委会主要负责人列席; 区人武部 is invited.
        "plenary": Due(
            "四十二",
            f"{LEADERS} moved_to_housing party_only audit_party vice_director_party justice finance health supervision",
            "counsel",
            "director armed tax east west water hospital",
            by_topic="east=2 armed=2 director=2 water=2",
        ),
        # 区政府党组书记、副书记、成员组成; 可以请不是党组成员的区政府领导班子成员列席;
        # 会议召集人可以根据议题指定有关人员列席.
        "party_group": Due(
            "四十三",
            "head executive_deputy deputy_police deputy_last_day party_only audit_party vice_director_party",
            "",
            "deputy_non_party",
        ),
        # 区长、副区长、区政府党组成员组成; 区人武部、区监察局、区法制办主要负责人，区政府法律顾问列席;
        # 可安排有关部门、单位主要负责人列席.
        "executive": Due(
            "四十四",
            f"{LEADERS} party_only audit_party vice_director_party",
            "justice supervision armed counsel",
            "moved_to_housing director finance health tax water hospital",
            by_topic="finance=1,2 director=2 water=2",
            needed=5,
        ),
        # 区长、副区长、区政府办公室主任组成; 可安排有关部门、单位主要负责人列席.
        "head_office": Due(
            "四十五",
            f"{LEADERS} director",
            "",
            "moved_to_housing audit_party justice finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 water=2",
        ),
    },
    "huancui-2022": {
        # 区长、副区长、其他党组成员和区政府工作部门的主要负责人组成; 可安排各镇政府、街道办事处，
        # 区政府有关单位，以及省、市驻区单位主要负责人列席.
        "plenary": Due(
            "第四十二条",
            f"{LEADERS} moved_to_housing party_only audit_party vice_director_party justice finance health supervision",
            "",
            "director armed tax east west water hospital",
            by_topic="east=2 armed=2 director=2 water=2",
        ),
        # 区长、副区长、其他党组成员组成，区政府办公室副主任列席; 可安排各镇政府、街道办事处，
        # 区政府有关部门，以及省、市驻区单位主要负责人列席.
        "executive": Due(
            "第四十三条",
            f"{LEADERS} party_only audit_party vice_director_party",
            "vice_director",
            "moved_to_housing director justice finance health supervision armed tax east west",
            by_topic="finance=1,2 supervision=1 east=2 armed=2 director=2",
            needed=5,
        ),
        # 区长、副区长组成，区政府办公室主任列席; 可安排有关部门、单位主要负责人列席.
        "head_office": Due(
            "第四十四条",
            LEADERS,
            "director",
            "moved_to_housing audit_party justice finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 water=2",
        ),
        # Who attends besides, the article does not say: whoever heads a unit that a topic concerns.
        # 一类会议由区长主持，副区长、区政府办公室主任、区政府部门和各镇政府、街道办事处主要负责人参加.
        "work_conference_1": Due(
            "第四十六条",
            f"{LEADERS} moved_to_housing audit_party director justice finance health supervision east west",
            by_topic="armed=2 water=2",
        ),
    },
    "zibo-2018": {
        # 市长、副市长、市政府秘书长和市政府工作部门的主要负责人组成; 市政府副秘书长、市政府法律顾问列席;
        # 可安排市有关单位，各区县政府，…管委会主要负责人列席; 淄博军分区 is invited.
        "plenary": Due(
            "四十六",
            f"{LEADERS} moved_to_housing audit_party director justice finance health supervision",
            "vice_director vice_director_party counsel",
            "armed tax east west water hospital",
            by_topic="east=2 armed=2 water=2",
        ),
        # 市长、副市长、市政府秘书长组成; 市政府副秘书长,市政府法制机构主要负责人,市政府法律顾问列席;
        # 可安排有关部门、单位主要负责人列席.
        "executive": Due(
            "四十七",
            f"{LEADERS} director",
            "vice_director vice_director_party justice counsel",
            "moved_to_housing audit_party finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 water=2",
            needed=4,
        ),
        # 市长、副市长、市政府秘书长组成; 可安排有关部门、单位主要负责人列席.
        "head_office": Due(
            "四十八",
            f"{LEADERS} director",
            "",
            "moved_to_housing audit_party justice finance health supervision armed tax water hospital",
            by_topic="finance=1,2 supervision=1 armed=2 water=2",
        ),
    },
    "gangcheng-2022": {
        # 区长、副区长、区政府办公室主任、区政府工作部门及区直各企事业单位的主要负责人组成;
        # 可安排区政府办公室副主任，区其他有关部门（单位）主要负责人…列席.
        "plenary": Due(
            "第三十九条",
            f"{LEADERS} moved_to_housing audit_party director justice finance health supervision water hospital",
            "",
            "vice_director vice_director_party armed tax",
            by_topic="armed=2",
        ),
        # 区长、副区长、区政府办公室主任组成; 根据需要安排区政府办公室有关副主任，区有关部门（单位）和
        # 有关街道办事处、功能区管委会主要负责人列席.
        "executive": Due(
            "第四十条",
            f"{LEADERS} director",
            "",
            "moved_to_housing audit_party vice_director vice_director_party justice finance health"
            " supervision armed tax east west water hospital",
            by_topic="finance=1,2 supervision=1 east=2 armed=2 water=2",
            needed=4,
        ),
        # 区长、副区长、区政府办公室主任组成，区政府办公室副主任列席; 可安排有关部门主要负责人列席会议.
        "head_office": Due(
            "第四十一条",
            f"{LEADERS} director",
            "vice_director vice_director_party",
            "moved_to_housing audit_party justice finance health supervision armed tax",
            by_topic="finance=1,2 supervision=1 armed=2",
        ),
        # 区政府党组成员组成; 根据会议内容邀请非中共党员副区长列席; 会议召集人可以根据议题指定有关人员列席会议.
        "party_group": Due(
            "第四十三条",
            "head executive_deputy deputy_police deputy_last_day party_only audit_party vice_director_party",
            "",
            "deputy_non_party",
            needed=4,
        ),
    },
}

ONE_IS_ENOUGH: dict[tuple[str, str], str] = {("zichuan-2022", "executive"): "vice_director"}
"""区政府办公室副主任（党组成员） are not all of them: another of them is there, if as a member."""

NO_UNIT_HEADS: dict[tuple[str, str], str] = {
    ("zhoucun-2017", "party_group"): "deputy_non_party",
    ("gangcheng-2022", "executive"): "vice_director vice_director_party",
    ("gangcheng-2022", "party_group"): "deputy_non_party",
}
"""Those who may be asked and head no unit, in the kinds at which heads of units come for topics."""

# 有关部门、单位负责人出席 (钢城: 区政府有关部门负责人出席): the heads of the units that TOPICS concern.
CONCERNED = "deputy_police director finance supervision armed east water"
SPECIAL_TOPIC: dict[str, str] = {
    "zichuan-2022": "五十一",
    "zhoucun-2017": "四十六",
    "huancui-2022": "第四十五条",
    "zibo-2018": "四十九",
    "gangcheng-2022": "第四十二条",
}
"""The article of each; whoever calls and chairs (区长、副区长召集和主持) sits there besides those concerned."""

TYPED: dict[str, tuple[str, str]] = {"huancui-2022": ("work_conference_2", "第四十六条")}
"""二类会议由分管副区长主持，…分管负责人参加: they hold no post of the vocabulary, heads (主要负责人) are not meant."""

NOT_PROVIDED: dict[str, tuple[str, ...]] = {
    # 四十七: 全体会议、常务会议、区长办公会议、专题会议和党组会议制度.
    "zichuan-2022": ("work_conference_1", "work_conference_2"),
    # 四十一: 全体会议、党组会议、常务会议、区长办公会议和专题会议制度.
    "zhoucun-2017": ("work_conference_1", "work_conference_2"),
    # 第四十一条: 全体会议、常务会议、区长办公会议和专题会议制度; 第四十六条: 工作会议.
    "huancui-2022": ("party_group",),
    # 四十五: 全体会议、常务会议、市长办公会议和专题会议制度.
    "zibo-2018": ("party_group", "work_conference_1", "work_conference_2"),
    # 第三十八条: 全体会议、常务会议、区长办公会议、专题会议及区政府党组会议制度.
    "gangcheng-2022": ("work_conference_1", "work_conference_2"),
}
KINDS_ARTICLE: dict[str, str] = {
    "zichuan-2022": "四十七",
    "zhoucun-2017": "四十一",
    "huancui-2022": "第四十一条",
    "zibo-2018": "四十五",
    "gangcheng-2022": "第三十八条",
}
"""The article that names the kinds there are."""
