"""Somebody typed or pasted on one line: 王守正 市金融监管局 局长."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from secretariat.domain.plain_text import tidy, tidy_name

_BETWEEN: Final = re.compile(r"[\s，,、；;|/]+")
_UNIT: Final = re.compile(
    r"(局|委|办|厅|部|处|院|校|学|会|社|团|队|站|所|中心|公司|集团|银行|支行|分行|厂|镇|乡|街道|办事处|管委会|开发区|"
    r"政府|办公室|法院|检察院|医院|人大|政协|联|村|社区|报|台|网)$"
)
_TWO: Final = 2


class PersonText(NamedTuple):
    """What a line says of somebody; what it does not say is empty."""

    name: str
    unit: str = ""
    title: str = ""


def read_line(text: str) -> PersonText:
    """Take a line apart: first the name, then the unit, then the title; the last two may each be missing.

    A name that was padded (王　伟) stays one, and so does one in Latin letters.

    >>> read_line("王守正 市金融监管局 局长")
    PersonText(name='王守正', unit='市金融监管局', title='局长')
    >>> read_line("王　伟，总经理")
    PersonText(name='王伟', unit='', title='总经理')
    >>> read_line("John Smith")
    PersonText(name='John Smith', unit='', title='')
    """
    if text.isascii():
        return PersonText(tidy_name(text))
    words = [word for word in _BETWEEN.split(tidy(text)) if word]
    if len(words) >= _TWO and len(words[0]) == len(words[1]) == 1:
        words[:2] = ["".join(words[:2])]
    if not words:
        return PersonText("")
    name, *rest = words
    if len(rest) >= _TWO:
        return PersonText(tidy_name(name), rest[0], "".join(rest[1:]))
    told = rest[0] if rest else ""
    return PersonText(tidy_name(name), told, "") if _UNIT.search(told) else PersonText(tidy_name(name), "", told)
