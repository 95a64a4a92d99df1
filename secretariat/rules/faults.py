"""What is wrong with a rulebook whose types are right: what no judgement, or a wrong one, could be made from.

Each fault is the place in the file and what is wrong there, in Chinese. ``loader.py`` refuses a file with any.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariat.domain.states import Post
from secretariat.rules.codes import CODES
from secretariat.rules.rulebook import Excusable
from secretariat.rules.schema.after import DocumentRule
from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.meeting import Frequency, TopicPresence
from secretariat.rules.schema.minutes import Escalation, HeadApproval
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, LeaveRule, PairRule
from secretariat.rules.schema.topics import (
    AdHocRule,
    Chain,
    DecidedIn,
    FirstTopic,
    IntakeRule,
    MaterialRule,
    RegistrationRule,
    RemitRule,
    Reply,
    ReportTime,
    ReviewRule,
    StaffRule,
    StandingTopic,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.schema.meeting import QuorumRule, TopicThreshold

    Fault = tuple[str, str]

_SHARE = re.compile(r"[1-9]\d{0,3}/[1-9]\d{0,3}")
_LONGEST = 366
_LAST_OF_MONTH = 31
# The posts that every check may name, whether the rulebook's entries do or not.
_ALWAYS_NAMED = (Post.HEAD, Post.DEPUTY)


def faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Everything that is wrong, the gravest first."""
    found = tuple(_found("", rulebook))
    yield from _itself(rulebook)
    for place, value in found:
        # An entry without an article is no rule.
        if isinstance(value, str) and not value.strip():
            yield place, "内容为空"
    used = {*(value for _, value in found if isinstance(value, Post)), *_ALWAYS_NAMED}
    wordless = [post.value for post in Post if post not in rulebook.words.posts and post in used]
    if wordless:
        yield "words.posts", "用到的职务没有名称：" + "、".join(f"'{post}'" for post in wordless)
    for code, kind in rulebook.kinds.items():
        yield from _kind(f"kinds.{code}", code, kind)
    for name in ("chains", "forms", "countersigns", "ad_hoc"):
        yield from _twice(name, getattr(rulebook, name))
    for place, value in found:
        yield from _bound(place, value, rulebook)
        judged = _JUDGED.get(type(value))
        if judged is not None:
            for key, message in judged(value):
                yield f"{place}.{key}".rstrip("."), message


def _itself(rulebook: Rulebook) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rulebook.code):
        yield "code", "代码只能用小写字母、数字和连字符"
    if rulebook.repealed is not None and rulebook.repealed <= rulebook.in_force:
        yield "repealed", "废止日期不晚于施行日期"
    if not rulebook.kinds:
        yield "kinds", "没有规定任何会议类别"


def _found(place: str, value: object) -> Iterator[tuple[str, object]]:
    """Everything that a rulebook says, entries and values, each with its place."""
    yield place, value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _found(f"{place}.{field.name}".lstrip("."), getattr(value, field.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _found(f"{place}.{key}", item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _found(f"{place}[{index}]", item)


# ----------------------------------------------------------------------------------------------------- kinds of meeting


def _kind(place: str, code: str, kind: KindRule) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", code):
        yield place, "类别代码只能用小写字母、数字和下划线"
    if re.search(r"[{}]", kind.mark.replace("{government}", "")):
        yield f"{place}.mark", "只能用 '{government}' 代替政府名称"
    if kind.membership == "posts" and not kind.members:
        yield f"{place}.members", "没有规定组成人员"
    if not kind.chair.conveners:
        yield f"{place}.chair.conveners", "没有规定召集和主持人"
    if kind.chair.open_list and not kind.chair.delegates:
        yield f"{place}.chair.open_list", "开放的受托人范围至少要列出一个职务"
    if kind.quorum is not None:
        yield from _shares(f"{place}.quorum", kind.quorum)
    minutes = kind.minutes
    if minutes is not None and (minutes.signer == "chair") != (not minutes.posts):
        yield f"{place}.minutes.posts", "签发人为主持人时不列职务，否则须列出职务"
    yield from _tasks(place, kind)


def _tasks(place: str, kind: KindRule) -> Iterator[Fault]:
    numbers = [task.no for task in kind.tasks]
    for index, no in enumerate(numbers):
        if no < 1:
            yield f"{place}.tasks[{index}].no", f"任务序号应从1起：{no}"
        elif no in numbers[:index]:
            yield f"{place}.tasks[{index}].no", f"任务序号重复：{no}"


def _shares(place: str, rule: QuorumRule) -> Iterator[Fault]:
    entries: list[tuple[str, QuorumRule | TopicThreshold]] = [(place, rule)]
    entries += [(f"{place}.topics[{index}]", topic) for index, topic in enumerate(rule.topics)]
    for where, entry in entries:
        if not _SHARE.fullmatch(entry.share):
            yield f"{where}.share", f"不是分数：“{entry.share}”，应如 1/2、2/3"
        elif Fraction(entry.share) > 1 or (entry.threshold.share == 1 and entry.threshold.strict):
            yield f"{where}.share", f"比例超过全体：“{entry.share}”"
    for index, topic in enumerate(rule.topics):
        if not topic.types:
            yield f"{place}.topics[{index}].types", "没有列出议题类型"


def _bound(place: str, entry: object, rulebook: Rulebook) -> Iterator[Fault]:
    """An entry binds kinds, all of which the rulebook has."""
    kinds = getattr(entry, "kinds", None)
    if not isinstance(kinds, tuple):
        return
    if not kinds and not isinstance(entry, Excusable):
        yield f"{place}.kinds", "没有列出会议类别"
    for index, kind in enumerate(kinds):
        if kind not in rulebook.kinds:
            known = "、".join(f"'{code}'" for code in rulebook.kinds)
            yield f"{place}.kinds[{index}]", f"本规则没有这个会议类别：'{kind}'，只有{known}"


def _twice(name: str, entries: tuple[Any, ...]) -> Iterator[Fault]:
    """Of such entries one governs a kind; a second for the same kind would never be looked at."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        for number, kind in enumerate(entry.kinds):
            if kind in seen:
                yield f"{name}[{index}].kinds[{number}]", f"会议类别 '{kind}' 前面已有一条，不能再写一条"
            seen.add(kind)


# --------------------------------------------------------------------------------------------- entries by what they say


def _deadline(entry: Deadline) -> Iterator[Fault]:
    yield from _number("days", entry.days, 1, _LONGEST, "天数")


def _window(entry: MonthWindow) -> Iterator[Fault]:
    yield from _number("first", entry.first, 1, _LAST_OF_MONTH, "日期")
    yield from _number("last", entry.last, 1, _LAST_OF_MONTH, "日期")
    if entry.first > entry.last:
        yield "last", f"结束日期早于开始日期：{entry.first}至{entry.last}"


def _number(key: str, value: int, least: int, most: int, what: str) -> Iterator[Fault]:
    if not least <= value <= most:
        yield key, f"{what}应在{least}至{most}之间：{value}"


def _frequency(entry: Frequency) -> Iterator[Fault]:
    yield from _number("every", entry.every, 1, _LONGEST, "周期数")
    for key in ("at_least", "at_most"):
        value = getattr(entry, key)
        if value is not None:
            yield from _number(key, value, 1, _LONGEST, "次数")
    if entry.at_least is not None and entry.at_most is not None and entry.at_least > entry.at_most:
        yield "at_most", "最多次数少于最少次数"


def _chain(entry: Chain) -> Iterator[Fault]:
    if not entry.steps:
        yield "steps", "没有列出审批环节"
    kinds = [step.step for step in entry.steps]
    for index, step in enumerate(entry.steps):
        if not step.posts:
            yield f"steps[{index}].posts", "没有列出办理人的职务"
        if step.step in kinds[:index]:
            yield f"steps[{index}].step", f"审批环节重复：'{step.step.value}'"


def _intake(entry: IntakeRule) -> Iterator[Fault]:
    if entry.judged and not entry.windows:
        yield "windows", "要判断受理时间，须列出每月的起止日期"


def _material(entry: MaterialRule) -> Iterator[Fault]:
    if entry.submitted is None and not entry.deliveries and not entry.signed_in_charge:
        yield "", "没有规定报送、签署或送达中的任何一项"
    if entry.submitted is not None:
        yield from _before("submitted", entry.submitted)
    for index, deadline in enumerate(entry.deliveries):
        yield from _before(f"deliveries[{index}]", deadline)
        earlier = entry.deliveries[index - 1] if index else deadline
        if earlier.unit == deadline.unit and earlier.anchor == deadline.anchor and earlier.days < deadline.days:
            yield f"deliveries[{index}].days", "各次送达应从早到晚排列"


def _registration(entry: RegistrationRule) -> Iterator[Fault]:
    if not entry.flags:
        yield "flags", "没有列出议题标记"
    yield from _before("deadline", entry.deadline)


def _document(entry: DocumentRule) -> Iterator[Fault]:
    yield from _reckoned("issued", entry.issued, "after")
    if entry.revised is not None:
        yield from _reckoned("revised", entry.revised, "after")


def _before(key: str, deadline: Deadline) -> Iterator[Fault]:
    yield from _reckoned(key, deadline, "before")


def _reckoned(key: str, deadline: Deadline, side: str) -> Iterator[Fault]:
    """Reckoned from the meeting or its agenda, and to the right side of it."""
    if deadline.anchor not in {"meeting", "agenda"}:
        yield f"{key}.anchor", f"应从会议或议程确定之日算起：'{deadline.anchor}'"
    if deadline.side != side:
        yield f"{key}.side", f"应{'往前' if side == 'before' else '往后'}算（'side' 为 '{side}'）"


def _escalation(entry: Escalation) -> Iterator[Fault]:
    yield from _lists("types", "flags")(entry)
    yield from _lists("posts")(entry)


def _reply(entry: Reply) -> Iterator[Fault]:
    if entry.deadline.anchor != "asked" or entry.deadline.side != "after":
        yield "deadline", "回复时限应从送签之日往后算（'anchor' 为 'asked'，'side' 为 'after'）"


def _leave(entry: LeaveRule) -> Iterator[Fault]:
    if not entry.who:
        yield "who", "没有列出约束哪些人"
    if entry.approver == "post" and not entry.posts:
        yield "posts", "没有列出批准人的职务"


def _ad_hoc(entry: AdHocRule) -> Iterator[Fault]:
    if entry.needs == "consent" and not entry.posts:
        yield "posts", "没有列出批准人的职务"


def _excusable(entry: Excusable) -> Iterator[Fault]:
    if entry.code not in CODES:
        yield "code", f"没有这个检查项代码：'{entry.code}'"
    if entry.by == "post" and not entry.posts:
        yield "posts", "没有列出可以同意例外的职务"


def _away(entry: AwayRule) -> Iterator[Fault]:
    if entry.days_ahead is not None:
        yield from _number("days_ahead", entry.days_ahead, 0, _LONGEST, "天数")


def _lists(*names: str) -> Callable[[Any], Iterator[Fault]]:
    """At least one of these lists must say something."""

    def judged(entry: Any) -> Iterator[Fault]:  # noqa: ANN401 (whatever has those lists)
        if not any(getattr(entry, name) for name in names):
            yield names[0], f"没有列出{'或'.join(_LISTS[name] for name in names)}"

    return judged


_LISTS = {"types": "议题类型", "flags": "议题标记", "posts": "职务"}

_JUDGED: Mapping[type, Callable[[Any], Iterator[Fault]]] = {
    Deadline: _deadline,
    MonthWindow: _window,
    Frequency: _frequency,
    TopicPresence: _lists("posts"),
    Escalation: _escalation,
    HeadApproval: _lists("flags"),
    DecidedIn: _lists("types"),
    Chain: _chain,
    IntakeRule: _intake,
    DocumentRule: _document,
    RegistrationRule: _registration,
    RemitRule: _lists("flags"),
    AdHocRule: _ad_hoc,
    MaterialRule: _material,
    Reply: _reply,
    ReviewRule: _lists("types", "flags"),
    FirstTopic: _lists("types"),
    StandingTopic: _lists("types"),
    ReportTime: lambda entry: _number("minutes", entry.minutes, 1, _LONGEST, "分钟数"),
    StaffRule: lambda entry: _number("at_most", entry.at_most, 0, _LONGEST, "人数"),
    LeaveRule: _leave,
    AwayRule: _away,
    Attachments: lambda entry: _number("longer_than", entry.longer_than, 0, _LONGEST, "天数"),
    PairRule: _lists("posts"),
    AwayLimit: lambda entry: _number("at_most", entry.at_most, 0, _LONGEST, "人数"),
    Excusable: _excusable,
}
"""What is judged of an entry, by its kind: the key within it, empty for the whole, and what is wrong."""
