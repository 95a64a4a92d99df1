"""The sheets by which an organisation goes out to Excel and comes back: their columns, and the words in their cells."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, Literal

from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS, ROLES
from secretariat.domain.numerals import date_text
from secretariat.domain.organisation import EARLIEST, LATEST
from secretariat.domain.posts import UNIT_HEAD
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post
from secretariat.services.workbook_tables import Column, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

SheetKey = Literal["people", "departments", "charges", "pairs"]


@record(kw_only=True)
class SheetOf:
    """A sheet: what it holds, its name, its columns, and how it is filled."""

    key: SheetKey
    title: str
    columns: tuple[Column, ...]
    about: str


_FROM: Final = "首日计入；写法如 2022-04-03、2022.4.3、2022年4月3日"
_TO: Final = "末日计入；还没有结束的留空"
_NAME: Final = Column(
    field="name", title="姓名", also=("人员姓名",), required=True, width=10, hint="不必为两字姓名加空格"
)
_DISTINCTION: Final = Column(
    field="distinction", title="区分", also=("同名区分",), width=10, hint="只有同名的人需要，例如 财政局、女"
)
_PHONE_HINT: Final = "按文字填写，可带区号、分机；有几个的用顿号隔开"

PEOPLE: Final = SheetOf(
    key="people",
    title="人员",
    about="一行写一个人的一个职位；一人多职的写几行，姓名（和区分）相同即同一人，职务等只在第一行填写也可以。",
    columns=(
        _NAME,
        _DISTINCTION,
        Column(
            field="title",
            title="职务",
            also=("职务全称", "现任职务"),
            width=28,
            hint="文件上印的职务，如 区委常委、副区长",
        ),
        Column(
            field="post",
            title="职位",
            also=("职位类别",),
            width=24,
            hint="从下拉词中选；规则按它认定应到人员。没有这些职位的留空",
        ),
        Column(
            field="department",
            title="单位",
            also=("任职单位", "工作单位", "所在单位", "部门"),
            width=20,
            hint="部门、镇街、企事业单位负责人必填，须在“单位”表中",
        ),
        Column(field="from_", title="任职开始", also=("任职日期", "任职时间", "开始日期"), hint=_FROM),
        Column(field="to", title="任职结束", also=("免职日期", "免职时间", "结束日期"), hint=_TO),
        Column(
            field="phone",
            title="电话",
            also=("联系电话", "电话号码", "手机", "手机号", "手机号码", "移动电话"),
            width=18,
            hint=_PHONE_HINT,
        ),
        Column(field="number", title="排序", also=("排名",), width=8, hint="名单和文件上的先后，从 1 起；留空不改动"),
        Column(field="cpc_member", title="中共党员", also=("是否党员", "政治面貌"), width=10, hint="是 或 否"),
        Column(
            field="pinyin_correction",
            title="读音",
            also=("拼音", "读音更正"),
            width=18,
            hint="只在程序读错时填，每字一个音节，如 shan tian fang",
        ),
    ),
)
DEPARTMENTS: Final = SheetOf(
    key="departments",
    title="单位",
    about="一行写一个部门、镇街或其他单位。",
    columns=(
        Column(field="name", title="单位名称", also=("名称", "单位"), required=True, width=26),
        Column(field="kind", title="类别", also=("单位类别",), width=16, hint="从下拉词中选；留空时按名称判断"),
        Column(field="roles", title="职能", width=24, hint="规则按职能点名的单位才填，多个用顿号隔开"),
        Column(field="from_", title="设立日期", hint=_FROM),
        Column(field="to", title="撤销日期", hint=_TO),
        Column(
            field="phone",
            title="电话",
            also=("联系电话", "电话号码", "办公电话", "值班电话"),
            width=18,
            hint=_PHONE_HINT,
        ),
        Column(field="number", title="排序", also=("排名",), width=8, hint="从 1 起；留空不改动"),
    ),
)
CHARGES: Final = SheetOf(
    key="charges",
    title="分管",
    about="一行写一位领导分管的一个单位。",
    columns=(
        _NAME,
        _DISTINCTION,
        Column(field="department", title="分管单位", also=("单位", "分管部门"), required=True, width=26),
        Column(field="from_", title="开始", also=("开始日期",), hint=_FROM),
        Column(field="to", title="结束", also=("结束日期",), hint=_TO),
    ),
)
PAIRS: Final = SheetOf(
    key="pairs",
    title="补位",
    about="一行写一对互相补位的人（AB角），不必再写反过来的一行。",
    columns=(
        _NAME,
        _DISTINCTION,
        Column(field="other", title="补位人", also=("AB角", "对方姓名"), required=True, width=10),
        Column(field="other_distinction", title="补位人区分", also=("对方区分",)),
        Column(field="from_", title="开始", also=("开始日期",), hint=_FROM),
        Column(field="to", title="结束", also=("结束日期",), hint=_TO),
    ),
)
SHEETS: Final = (PEOPLE, DEPARTMENTS, CHARGES, PAIRS)


# ------------------------------------------------------------------------------------------------- words in the cells


_LEVELS: Final = "省市区县旗州盟"
_POST_WORDS: Final = (
    (rf"[代]?[{_LEVELS}]长|行政首长", Post.HEAD),
    (rf"(常务|第一)副[{_LEVELS}]长", Post.EXECUTIVE_DEPUTY),
    (rf"副[{_LEVELS}]长", Post.DEPUTY),
    (r"(政府)?党组书记", Post.PARTY_SECRETARY),
    (r"(政府)?党组副书记", Post.PARTY_DEPUTY_SECRETARY),
    (r"(政府)?党组成员", Post.PARTY_MEMBER),
    (rf"秘书长|[{_LEVELS}]?政府办(公室|公厅)?主任", Post.OFFICE_DIRECTOR),
    (rf"副秘书长|[{_LEVELS}]?政府办(公室|公厅)?副主任", Post.OFFICE_DEPUTY_DIRECTOR),
    (r"(政府)?法律顾问", Post.LEGAL_COUNSEL),
    (r"镇长|乡长|(街道)?办事处主任|镇街(主要)?负责人", Post.TOWN_HEAD),
    (r"董事长|总经理|企业(主要)?负责人", Post.ENTERPRISE_HEAD),
)
_OF_WHATEVER_UNIT: Final = re.compile(r"(部门|单位)?(主要|第一)?负责人|一把手|局长|主任|部长|行长|院长")


def post_named(text: str, words: Mapping[Post, str], kind: DepartmentKind | None) -> Post | None:
    """The post that a cell names, in the words of the template, the government's own or common ones.

    ``kind`` is that of the unit beside it: 主要负责人 of a town is its head. ``None``: no post is called so.
    """
    word = plain(text)
    for known in (POSTS, words):
        for post, name in known.items():
            if plain(name) == word:
                return post
    for pattern, post in _POST_WORDS:
        if re.fullmatch(pattern, word):
            return post
    if kind is not None and _OF_WHATEVER_UNIT.fullmatch(word):
        return UNIT_HEAD[kind]
    return None


def of_some_unit(text: str) -> bool:
    """Whether a cell names a post that only the unit beside it makes one: 局长, 主要负责人."""
    return _OF_WHATEVER_UNIT.fullmatch(plain(text)) is not None


_KIND_WORDS: Final[Mapping[str, DepartmentKind]] = {
    **{plain(name): kind for kind, name in DEPARTMENT_KINDS.items()},
    "部门": DepartmentKind.DEPARTMENT,
    "镇街": DepartmentKind.TOWN,
    "镇": DepartmentKind.TOWN,
    "街道": DepartmentKind.TOWN,
    "镇（街道）": DepartmentKind.TOWN,
    "企业": DepartmentKind.ENTERPRISE,
    "事业单位": DepartmentKind.ENTERPRISE,
    "办公室": DepartmentKind.OFFICE,
    "政府办公室": DepartmentKind.OFFICE,
    "其他": DepartmentKind.OTHER,
}
_ROLE_WORDS: Final[Mapping[str, DepartmentRole]] = {
    **{plain(name): role for role, name in ROLES.items()},
    "司法": DepartmentRole.JUSTICE,
    "司法行政": DepartmentRole.JUSTICE,
    "法制": DepartmentRole.JUSTICE,
    "人武部": DepartmentRole.ARMED_FORCES,
    "监察": DepartmentRole.SUPERVISION,
}
_TRUE: Final = frozenset({"是", "党员", "中共党员", "中共预备党员", "√", "有", "1", "TRUE"})
_FALSE: Final = frozenset(
    {"否", "非党员", "非中共党员", "群众", "无党派", "无党派人士", "民主党派", "×", "无", "0", "FALSE"}
)


def kind_named(text: str) -> DepartmentKind | None:
    """The kind of unit that a cell names."""
    return _KIND_WORDS.get(plain(text))


def roles_named(text: str) -> tuple[DepartmentRole, ...] | str:
    """The roles that a cell names, or the word that is none."""
    found = []
    for word in filter(None, map(plain, re.split("[、,，;；/]", text))):
        if word not in _ROLE_WORDS:
            return word
        found.append(_ROLE_WORDS[word])
    return tuple(dict.fromkeys(found))


def truth_named(text: str) -> bool | None:
    """Whether a cell says yes or no."""
    word = plain(text).upper()
    return True if word in _TRUE else False if word in _FALSE else None


# ------------------------------------------------------------------------------------------------------------- dates

_DATE: Final = re.compile(
    r"(\d{4})\s*[-./年．。、]\s*(\d{1,2})\s*[-./月．。、]\s*(\d{1,2})\s*日?"
    r"(?:[ T]0?0:00(?::00)?)?"  # midnight, as other programs write a day
)
_RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OPEN: Final = frozenset({"至今", "今", "现任", "现在", "目前", "-", "—", "——", "/"})
"""What people write where something has not ended."""
_EPOCH: Final = dt.date(1899, 12, 30)
_EPOCH_1904: Final = dt.date(1904, 1, 1)


def day_named(text: str, *, since_1904: bool = False) -> dt.date | str:
    """The day that a text or a bare number of Excel means, or what is wrong with it; never guessed.

    >>> day_named("2022年4月3日") == day_named("2022.4.3") == day_named("44654") == dt.date(2022, 4, 3)
    True
    """
    word = _half_width(text).strip()
    match = _DATE.fullmatch(word) or _RUN.fullmatch(word)
    if match:
        year, month, day = map(int, match.groups())
        try:
            return _sane(dt.date(year, month, day))
        except ValueError:
            return f"没有 {year} 年 {month} 月 {day} 日这一天"
    if re.fullmatch(r"\d{5}(\.0+)?", word):
        start = _EPOCH_1904 if since_1904 else _EPOCH
        return _sane(start + dt.timedelta(days=int(word[:5])))
    if re.fullmatch(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?", word):
        return "只写到月，没有写到日"
    return "不是日期"


def is_open(text: str) -> bool:
    """Whether a text says that something has not ended."""
    return plain(text) in _OPEN


def _sane(day: dt.date) -> dt.date | str:
    return day if EARLIEST <= day <= LATEST else f"{date_text(day)}不合常理"


def _half_width(text: str) -> str:
    return text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
