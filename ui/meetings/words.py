"""How the window calls the states, levels, types and flags of a meeting and its topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import POSTS
from secretariat.domain.naming import COMMON_KINDS, meeting_name
from secretariat.domain.states import (
    DepartmentKind,
    MeetingStatus,
    MinutesStage,
    Outcome,
    Post,
    Security,
)
from secretariat.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.domain.facts import Government, Meeting
    from secretariat.rules.rulebook import Rulebook

STATUSES: Final = {
    MeetingStatus.PLANNED: "筹备中",
    MeetingStatus.HELD: "已召开",
    MeetingStatus.ISSUED: "纪要已印发",
}
STAGES: Final = {
    MinutesStage.DRAFT: "起草",
    MinutesStage.EDITED: "编辑",
    MinutesStage.REVIEWED: "已审核",
    MinutesStage.SIGNED: "已签发",
    MinutesStage.NUMBERED: "已编号",
    MinutesStage.ISSUED: "已印发",
}
LEVELS: Final = {
    Security.NONE: "不涉密",
    Security.INTERNAL: "内部",
    Security.SECRET: "秘密",
    Security.CONFIDENTIAL: "机密",
}
URGENCIES: Final = ("特急", "加急")
OUTCOMES: Final = {
    Outcome.ADOPTED: "通过",
    Outcome.ADOPTED_IN_PRINCIPLE: "原则通过",
    Outcome.ADOPTED_AFTER_REVISION: "修改后通过",
    Outcome.DEFERRED: "缓议",
    Outcome.REJECTED: "不通过",
    Outcome.NOTED: "听取、研究",
}
UNIT_KINDS: Final = {
    DepartmentKind.DEPARTMENT: "部门",
    DepartmentKind.TOWN: "镇（街道）",
    DepartmentKind.ENTERPRISE: "企事业单位",
    DepartmentKind.OFFICE: "政府办公室",
    DepartmentKind.OTHER: "其他单位",
}
"""How kinds of units are called."""
_LEVEL: Final = re.compile(r"(省|市|区|县|旗)人民政府$")


def post_words(rulebook: Rulebook | None) -> Mapping[Post, str]:
    """How the meeting's government calls the posts."""
    return POSTS if rulebook is None else rulebook.words.posts


def common_words(government: str) -> Words:
    """The words for a government and its office where no rulebook says them: 区政府, 区政府办公室, 区."""
    match = _LEVEL.search(government)
    place = match[1] if match else ""
    return Words(government=f"{place}政府", office=f"{place}政府办公室", place=place)


def common_kind(kind: str, government: str) -> str:
    """What a kind of meeting is called where no rulebook says it: 常务会议, 区长办公会议."""
    name = COMMON_KINDS.get(kind, kind)
    place = common_words(government).place
    return f"{place}长{name}" if kind == "head_office" and place else name


def common_name(meeting: Meeting, government: Government) -> str:
    """A meeting's full name where no rulebook is at hand: 第十八届区政府第6次常务会议."""
    name = government.name
    return meeting_name(meeting, government, common_words(name), common_kind(meeting.kind, name))
