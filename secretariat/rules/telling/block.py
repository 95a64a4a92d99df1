"""The pieces in which a rulebook is told, and the turns of phrase that its parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import ROLES, TOPIC_FLAGS, TOPIC_TYPES, listed, one_of
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.states import TopicFlag, TopicType
    from secretariat.domain.words import Words
    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.schema.deadline import Deadline
    from secretariat.rules.schema.meeting import Seat

_ANCHORS: Final = {
    "meeting": "会议召开",
    "agenda": "议题确定",
    "asked": "征求意见",
    "departure": "外出",
    "instruction": "批示",
    "event": "活动",
}


@record(kw_only=True)
class Line:
    """One thing a rulebook says: what it is about, in our words, from which article, for which kinds of meeting.

    ``key`` is the same in every rulebook for the same thing, so that two can be set side by side; ``inner`` lines
    belong to the one before.
    """

    key: str
    title: str
    text: str
    article: str | None = None
    kinds: tuple[str, ...] = ()
    inner: bool = False


@record(kw_only=True)
class Block:
    """Lines about one subject."""

    key: str
    title: str
    article: str | None = None
    lines: tuple[Line, ...]


def kinds_text(book: Rulebook, kinds: Iterable[str]) -> str:
    """Several kinds as a sentence names them: 全体会议、常务会议和区长办公会议."""
    return listed(book.kinds[kind].name for kind in kinds if kind in book.kinds)


def one_kind_text(book: Rulebook, kinds: Iterable[str]) -> str:
    """Several kinds, one of which is meant: 全体会议或常务会议."""
    return one_of(book.kinds[kind].name for kind in kinds if kind in book.kinds)


def seats_text(words: Words, seats: Iterable[Seat]) -> str:
    """Who sits, in a row."""
    return "、".join(seat_text(words, seat) for seat in seats)


def seat_text(words: Words, seat: Seat) -> str:
    """Who sits by one seat: 区长, 司法行政（法制）部门主要负责人."""
    if seat.role is not None:
        return f"{ROLES[seat.role]}主要负责人"
    word = words.post(seat.post)
    return f"有关{word}" if seat.any_one else word


def types_text(types: Iterable[TopicType], flags: Iterable[TopicFlag] = ()) -> str:
    """Types and flags of topics in a row: 规范性文件草案、合同协议，以及涉及市场主体的议题."""
    named = listed(TOPIC_TYPES[each] for each in types)
    flagged = listed(TOPIC_FLAGS[each] for each in flags)
    if named and flagged:
        return f"{named}，以及{flagged}的议题"
    return f"{flagged}的议题" if flagged else named


def deadline_text(deadline: Deadline) -> str:
    """A deadline in words: 会议召开前至少5个工作日, 会议召开后10个工作日内."""
    days = f"{deadline.days}个工作日" if deadline.unit == "working_days" else f"{deadline.days}天"
    anchor = _ANCHORS[deadline.anchor]
    return f"{anchor}前至少{days}" if deadline.side == "before" else f"{anchor}后{days}内"
