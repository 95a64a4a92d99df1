"""Rulebooks as lines to read and as JSON with the keys of their TOML files."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from secretariat.domain.naming import cited
from secretariat.domain.numerals import date_text
from secretariat.domain.states import DepartmentRole, Post, TopicType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.schema.meeting import ChairRule, QuorumRule, Seat

_COMPARISONS = {"more_than": "超过", "at_least": "不少于"}
ROLES = {
    DepartmentRole.JUSTICE: "司法行政（法制）部门",
    DepartmentRole.ARMED_FORCES: "人民武装部",
    DepartmentRole.SUPERVISION: "监察部门",
}
TOPIC_TYPES = {
    TopicType.STUDY: "传达学习",
    TopicType.REPORT: "情况汇报",
    TopicType.PLAN_BUDGET: "规划计划预决算",
    TopicType.NORMATIVE_DOCUMENT: "规范性文件草案",
    TopicType.LOCAL_REGULATION: "地方性法规草案",
    TopicType.GOVERNMENT_RULE: "政府规章草案",
    TopicType.MAJOR_DECISION: "重大行政决策",
    TopicType.CONTRACT: "合同协议",
    TopicType.MAJOR_PROJECT: "重大项目",
    TopicType.LARGE_FUNDS: "大额资金",
    TopicType.APPOINTMENT: "人事任免",
    TopicType.SAFETY: "安全发展",
    TopicType.DOCUMENT: "以政府或办公室名义印发的文件",
    TopicType.COMMENDATION: "表扬奖励",
    TopicType.SANCTION: "行政处分",
    TopicType.OTHER: "其他",
}


def rulebooks_json(books: Iterable[Rulebook]) -> list[dict[str, Any]]:
    """The list of rulebooks."""
    return [
        {
            "code": book.code,
            "title": book.title,
            "government": book.government,
            "level": book.level,
            "in_force": book.in_force.isoformat(),
            "repealed": None if book.repealed is None else book.repealed.isoformat(),
            "kinds": list(book.kinds),
        }
        for book in books
    ]


def rulebooks_text(books: Sequence[Rulebook]) -> str:
    """The list of rulebooks, one a line."""
    width = max((len(book.code) for book in books), default=0)
    return "\n".join(
        f"{book.code:<{width}}  {date_text(book.in_force)}起  《{book.title}》"
        f"（{'、'.join(kind.name for kind in book.kinds.values())}）"
        for book in books
    )


def rulebook_json(book: Rulebook) -> dict[str, Any]:
    """A rulebook completely, with the keys of its TOML file."""
    told: dict[str, Any] = _plain(book)
    return told


def _plain(value: object) -> Any:  # noqa: ANN401 (JSON is of any shape)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def rulebook_text(book: Rulebook) -> str:
    """A rulebook to be read: one block a kind, every line with its article."""
    lines = [f"《{book.title}》", f"代码 {book.code}　{date_text(book.in_force)}起施行"]
    lines += [text for text in (book.in_force_note, book.replaces and f"取代 {book.replaces}") if text]
    if book.stand_in is not None:
        stands = book.words.any_of(book.stand_in.posts)
        if book.stand_in.designated:
            stands += f"（或{book.words.post(Post.HEAD)}指定的{book.words.any_of(book.stand_in.designated)}）"
        lines.append(f"{book.words.post(Post.HEAD)}外出期间：{stands}主持工作（{cited(book.stand_in.article)}）")
    for kind in book.kinds.values():
        lines += ["", f"【{kind.name}】（{cited(kind.article)}）", *_kind_lines(book, kind)]
    return "\n".join(lines)


def _kind_lines(book: Rulebook, kind: KindRule) -> Iterator[str]:
    if kind.membership == "posts":
        yield f"  出席：{_seats(book, kind.members)}"
    elif kind.membership == "topics":
        yield "  出席：议题提报单位和涉及部门的主要负责人"
    else:
        yield "  出席：由人工填写"
    if kind.standing:
        yield f"  固定列席：{_seats(book, kind.standing)}"
    if kind.optional:
        yield f"  根据需要列席：{kind.optional}"
    if kind.invited:
        yield f"  可邀请：{kind.invited}"
    yield from _chair_lines(book, kind.chair)
    yield from _quorum_lines(book, kind.quorum)
    yield from _minutes_lines(book, kind)
    if kind.frequency:
        yield f"  召开次数：{kind.frequency.text}"
    if kind.note:
        yield f"  说明：{kind.note}"


def _chair_lines(book: Rulebook, chair: ChairRule) -> Iterator[str]:
    words = book.words
    yield f"  召集和主持：{'分管的' if chair.in_charge else ''}{words.any_of(chair.conveners)}"
    if chair.delegates:
        by = words.any_of(chair.commissioned_by or chair.conveners)
        when = "不能出席时" if chair.only_in_absence else ""
        yield f"  可以委托：{by}{when}可委托{words.any_of(chair.delegates)}{'等' if chair.open_list else ''}"


def _quorum_lines(book: Rulebook, quorum: QuorumRule | None) -> Iterator[str]:
    if quorum is None:
        yield "  法定人数：未规定"
        return
    base = f"{book.words.any_of(quorum.base)}人数" if quorum.base else "应到人数"
    yield f"  法定人数：{_COMPARISONS[quorum.comparison]}{base}的{quorum.share}（{cited(quorum.article)}）"
    for topic in quorum.topics:
        types = "、".join(TOPIC_TYPES[type_] for type_ in topic.types)
        yield f"    议题为{types}的：{_COMPARISONS[topic.comparison]}{topic.share}（{cited(topic.article)}）"


def _minutes_lines(book: Rulebook, kind: KindRule) -> Iterator[str]:
    words = book.words
    rule = kind.minutes
    if rule is None:
        proposed = words.post(kind.silent_signer) if kind.silent_signer else "会议主持人"
        yield f"  纪要：未规定签发人，建议由{proposed}签发"
        return
    signer = {
        "chair": "会议主持人",
        "post": words.any_of(rule.posts) if rule.posts else "",
        "in_charge": f"分管有关工作的{words.any_of(rule.posts)}" if rule.posts else "",
    }[rule.signer]
    yield f"  纪要：{'应当形成' if rule.required else '可以印发'}，由{signer}签发（{cited(rule.article)}）"
    for review in rule.reviews:
        yield f"    签发前经{words.post(review.post)}审核（{cited(review.article)}）"
    if rule.head_approval is not None:
        yield f"    涉及财政资金等事项的，须经{words.post(Post.HEAD)}审定（{cited(rule.head_approval.article)}）"
    if rule.commission_approval is not None:
        yield f"    受委托召开的，须经委托人审定（{cited(rule.commission_approval.article)}）"


def _seats(book: Rulebook, seats: Iterable[Seat]) -> str:
    return "、".join(_seat(book, seat) for seat in seats)


def _seat(book: Rulebook, seat: Seat) -> str:
    word = book.words.post(seat.post)
    if seat.role is not None:
        return f"{ROLES[seat.role]}主要负责人"
    return f"{word}（有关）" if seat.any_one else word
