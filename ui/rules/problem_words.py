"""What is wrong with a rulebook, in the words of whoever fills in a form and has never seen its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ui.rules.labels import ENUMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.strict_input import Problem

_SAID: Final = (
    ("内容为空", "请填写"),
    ("缺少这个键", "请填写"),
    ("不是整数", "请填写数字，如 5"),
    ("不是日期", "请填写日期，如 2022年4月3日"),
    ("本规则没有这个会议类别", "本规则没有这类会议，请重新选择"),
    ("只能用 '{government}' 代替政府名称", "除〔政府全称〕外，不能用花括号"),
    ("回复时限应从送签之日往后算", "回复时限应从征求意见之日往后算"),
)
_QUOTED: Final = re.compile(r"[：\s]?'([a-z_0-9]+)'\s?")
_WORDS: Final = {word.value: text for words in ENUMS.values() for word, text in words.items()}


def problem_text(problem: Problem, words: Mapping[str, str]) -> str:
    """Give a problem as its field says it; ``words`` are those of this rulebook's kinds and posts."""
    for beginning, said in _SAID:
        if problem.text.startswith(beginning):
            return said

    def called(found: re.Match[str]) -> str:
        word = words.get(found[1]) or _WORDS.get(found[1])
        return found[0] if word is None else f"“{word}”"

    return _QUOTED.sub(called, problem.text)
