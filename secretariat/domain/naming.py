"""How meetings, units and people are called in papers and on the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secretariat.domain.numerals import numeral
from secretariat.domain.posts import in_force
from secretariat.domain.states import DepartmentKind, Post

if TYPE_CHECKING:
    from datetime import date

    from secretariat.domain.facts import Department, Government, Meeting, Person
    from secretariat.domain.words import Words

# Kinds that every government knows, for a meeting whose kind its rulebook does not provide for.
COMMON_KINDS = {
    "plenary": "全体会议",
    "executive": "常务会议",
    "head_office": "办公会议",
    "special_topic": "专题会议",
    "party_group": "党组会议",
}
# A name that already says whose the department is; 市场监督管理局 and 市政管理局 do not.
_WHOSE = re.compile("省|中共|驻|国家|市(?!场|政|容|民)|县(?!域)|区(?!域|划)")
_PARTY_GROUP = "党组会议"


def meeting_name(meeting: Meeting, government: Government, words: Words, kind_name: str) -> str:
    """The meeting's full name: 第十八届区政府第5次常务会议; without a term, by its year; without a number, plain.

    A meeting of the Party group belongs to a year, not to a term: 区政府党组2022年第3次会议.
    """
    number = "" if meeting.number is None else f"第{meeting.number}次"
    year = "" if meeting.year is None else f"{meeting.year}年"
    if kind_name == _PARTY_GROUP:
        return f"{words.government}党组{year if number else ''}{number}{'扩大' if meeting.enlarged else ''}会议"
    name = f"{kind_name}（扩大）" if meeting.enlarged else kind_name
    if government.term is not None and number:
        return f"第{numeral(government.term)}届{words.government}{number}{name}"
    return f"{words.government}{year if number else ''}{number}{name}"


def plain_title(government: str, kind: str, number: int | None, day: date) -> str:
    """A meeting as messages name it, whatever rulebook it is judged by: 某区人民政府第5次常务会议（2022-04-29）."""
    counted = "" if number is None else f"第{number}次"
    return f"{government}{counted}{COMMON_KINDS.get(kind, kind)}（{day.isoformat()}）"


def unit_name(unit: Department, words: Words) -> str:
    """A unit as a paper names it: 区住建局, 城东镇, 区政府办公室.

    Departments and the like carry the territory's word unless their name already says whose they are.
    """
    if unit.kind is DepartmentKind.OFFICE:
        return words.office
    prefixed = _WHOSE.match(unit.name) is not None or "人民政府" in unit.name
    if unit.kind in {DepartmentKind.DEPARTMENT, DepartmentKind.OTHER} and not prefixed:
        return f"{words.place}{unit.name}"
    return unit.name


def unit_of(person: Person, units: dict[str, Department], words: Words, day: date) -> str | None:
    """The unit that stands before a person's name in a list; ``None`` for leaders, who are listed by name alone."""
    for holding in person.posts:
        if not in_force(holding, day):
            continue
        if holding.department is not None:
            return unit_name(units[holding.department], words)
        if holding.post in {Post.OFFICE_DIRECTOR, Post.OFFICE_DEPUTY_DIRECTOR}:
            return words.office
        if holding.post is Post.LEGAL_COUNSEL:
            return words.post(Post.LEGAL_COUNSEL)
    return None


def cited(article: str) -> str:
    """An article as a sentence cites it (第…条), whichever way the source numbers its articles."""
    return "、".join(part if part.startswith("第") else f"第{part}条" for part in article.split("、"))
