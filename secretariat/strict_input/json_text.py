"""JSON as strictly as it is written down: one value for each key, finite numbers, limited depth."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NoReturn

from secretariat.strict_input.problems import SHOWN_CHARACTERS, Problem, Steps, refuse, refuse_file, shown_value
from secretariat.strict_input.text import decode, place, refuse_cut_off

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 64
MAX_DIGITS = 18
"""Digits of a whole number: every such number fits 64 bits, and no honest count is longer."""


def parse_json(data: bytes, *, source: str) -> object:
    """Give the JSON value in ``data``: dict, list, str, int, float, bool or None.

    ``source`` names the file in messages. Raises ``UnusableInputError``: for broken JSON with line and column; for a
    doubled key, ``NaN`` or ``Infinity``, a number that is too long, or half a character, with the path.
    """
    text = decode(data, source=source)
    if _depth(data) > MAX_DEPTH:
        remedy = "这不像本程序导出的文件，请换一份，或重新导出"
        refuse_file(f"括号嵌套超过 {MAX_DEPTH} 层", remedy, source=source)
    # What can't be used is put into the tree in place of the value, so that its path can be told afterwards.
    unusable: list[Problem] = []

    def number(literal: str, read: type[int | float]) -> object:
        if read is int and len(literal) <= MAX_DIGITS:
            return int(literal)
        if read is float and abs(value := float(literal)) != float("inf"):
            return value
        return constant(literal, "请改成正常大小的数")

    def constant(literal: str, remedy: str = "请改成数；没有记录的，删去这个键") -> object:
        unusable.append(Problem((), f"不能用的数：{literal[:SHOWN_CHARACTERS]}", remedy))
        return unusable[-1]

    def keyed(pairs: list[tuple[str, object]]) -> object:
        value = dict(pairs)
        if len(value) == len(pairs):
            return value
        key = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        unusable.append(Problem((key,), f"键 {shown_value(key)} 写了两次", "请只留一个，删去另一个"))
        return unusable[-1]

    try:
        value: object = json.loads(
            text,
            parse_int=lambda literal: number(literal, int),
            parse_float=lambda literal: number(literal, float),
            parse_constant=constant,
            object_pairs_hook=keyed,
        )
    except json.JSONDecodeError as error:
        _refuse_syntax(error, text, source=source)
    # Half a surrogate pair can only come from an escape: the text itself was UTF-8.
    if unusable or re.search(r"\\u[dD][89a-fA-F]", text):
        refuse(_unusable_values(value, ()), source=source)
    return value


def _depth(data: bytes) -> int:
    """Give how deep brackets are nested outside of strings, without a recursion and without a loop in Python.

    Right for JSON up to its first mistake; beyond that it doesn't matter, since the parser stops there.
    """
    bare = data.replace(rb"\\", b"").replace(rb"\"", b"") if b"\\" in data else data
    marks = bare.translate(None, delete=_NEITHER_BRACKET_NOR_QUOTE)
    brackets = b"".join(marks.split(b'"')[::2])
    return max(accumulate(map(_DEEPER.__getitem__, brackets)), default=0)


_NEITHER_BRACKET_NOR_QUOTE = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_DEEPER = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}

_SYNTAX = {
    "Expecting value": ("缺少一个值", "请在这里补上值，或删去多余的逗号"),
    "Expecting property name enclosed in double quotes": ("键应当用双引号括起来", "请检查引号，并删去多余的逗号"),
    "Expecting ',' delimiter": ("缺少逗号或右括号", "请补上逗号，并检查括号和引号是否成对"),
    "Expecting ':' delimiter": ("缺少冒号", "请在键和值之间补上英文冒号"),
    "Extra data": ("结尾之后还有多余的内容", "请删去多余的内容，一个文件只放一份"),
    "Invalid control character at": ("引号里有换行或控制字符", "请删去它；换行写成 \\n"),
    "Invalid \\escape": ("反斜杠的用法不对", "请把反斜杠写成两个"),
    "Invalid \\uXXXX escape": ("\\u 后面应是四位十六进制数", "请改正，或直接写出这个字"),
    "Illegal trailing comma before end": ("右括号前多了一个逗号", "请删去这个逗号"),
}


def _refuse_syntax(error: json.JSONDecodeError, text: str, *, source: str) -> NoReturn:
    rest = text[error.pos :].rstrip()
    # A string can't run over the end of its line, so one without an end is the last thing in the file.
    in_escape = re.fullmatch(r"\\?u[0-9a-fA-F]{0,4}", rest)
    in_string = error.msg.startswith("Unterminated string") or in_escape
    if in_string or not rest or any(word.startswith(rest) for word in ("true", "false", "null", "-")):
        refuse_cut_off(text, source=source)
    known = (words for start, words in _SYNTAX.items() if error.msg.startswith(start))
    what, remedy = next(known, ("写法不对", "请检查括号、引号和逗号"))
    refuse_file(f"不是合格的 JSON：{place(text, error.pos)}{what}", remedy, source=source)


def _unusable_values(value: object, steps: Steps) -> Iterator[Problem]:
    if isinstance(value, Problem):
        yield Problem(steps + value.steps, value.text, value.remedy)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _half_characters(key, (*steps, key))
            yield from _unusable_values(inner, (*steps, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _unusable_values(inner, (*steps, position))
    elif isinstance(value, str):
        yield from _half_characters(value, steps)


def _half_characters(text: str, steps: Steps) -> Iterator[Problem]:
    if re.search("[\ud800-\udfff]", text):
        remedy = "请直接写出这个字，或把两个 \\u 代码写全"
        yield Problem(steps, f"有半个字符（不成对的代理码）：{shown_value(text)}", remedy)
