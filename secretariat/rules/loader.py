"""Read rulebooks: TOML to a validated ``Rulebook``, errors with the file and the path inside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariat.domain.states import Post
from secretariat.domain.words import Words
from secretariat.errors import FileUnusableError
from secretariat.rules.rulebook import KindRule, Rulebook
from secretariat.strict_input import decode, read_bytes, validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from secretariat.rules.schema.meeting import QuorumRule, TopicThreshold

_LIMIT = 4 * 1024 * 1024
_SHARE = re.compile(r"[1-9]\d{0,3}/[1-9]\d{0,3}")


def load_rulebook(path: Path) -> Rulebook:
    """Read one rulebook. Raises ``FileUnusableError`` that names the file, the place and the remedy."""
    source = path.name
    text = decode(read_bytes(path, limit=_LIMIT), source=source)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileUnusableError(f"{source}：{_toml_place(str(error))}", "请按 TOML 格式改正该处后重试") from None
    except RecursionError:
        raise FileUnusableError(f"{source}：嵌套层数过多", "请检查文件是否为工作规则数据文件") from None
    rulebook = validate(Rulebook, table, source=source)
    for place, message in _faults(rulebook):
        raise FileUnusableError(f"{source}：{place}：{message}", "请改正该项后重试")
    if path.stem != rulebook.code:
        raise FileUnusableError(
            f"{source}：code：代码“{rulebook.code}”与文件名不一致", f"请将文件命名为 {rulebook.code}.toml"
        )
    return rulebook


def load_rulebooks(folder: Path) -> dict[str, Rulebook]:
    """All rulebooks of a folder by code, in the order of their codes."""
    return {book.code: book for book in map(load_rulebook, sorted(folder.glob("*.toml")))}


def _toml_place(error: str) -> str:
    """The place of a TOML error, in Chinese; tomllib tells it in English at the end of its message."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", error)
    return f"第{found[1]}行第{found[2]}列有格式错误" if found else "文件末尾有格式错误（内容可能被截断）"


def _faults(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What the types alone cannot say."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rulebook.code):
        yield "code", "代码只能用小写字母、数字和连字符"
    if rulebook.repealed is not None and rulebook.repealed <= rulebook.in_force:
        yield "repealed", "废止日期不晚于施行日期"
    if not rulebook.kinds:
        yield "kinds", "没有规定任何会议类别"
    yield from _blanks("", rulebook)
    wordless = [post.value for post in Post if post not in rulebook.words.posts and post in set(_posts(rulebook))]
    if wordless:
        yield "words.posts", "用到的职务没有名称：" + "、".join(f"'{post}'" for post in wordless)
    for code, kind in rulebook.kinds.items():
        yield from _kind_faults(f"kinds.{code}", code, kind)


def _kind_faults(place: str, code: str, kind: KindRule) -> Iterator[tuple[str, str]]:
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


def _blanks(place: str, value: object) -> Iterator[tuple[str, str]]:
    """Every text that is there and says nothing: an entry without an article is no rule."""
    if isinstance(value, str):
        if not value.strip():
            yield place, "内容为空"
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _blanks(f"{place}.{field.name}".lstrip("."), getattr(value, field.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _blanks(f"{place}.{key}", item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _blanks(f"{place}[{index}]", item)


def _posts(value: object) -> Iterator[Post]:
    """Every post that a rulebook names outside its words."""
    if isinstance(value, Post):
        yield value
    elif is_dataclass(value) and not isinstance(value, type | Words):
        for field in fields(value):
            yield from _posts(getattr(value, field.name))
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _posts(item)


def _shares(place: str, rule: QuorumRule) -> Iterator[tuple[str, str]]:
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
