"""What is wrong with an input, and how it is told: the path, what is wrong there, and what to do about it."""

from __future__ import annotations

import json
import os
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from secretariat.errors import FileUnusableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_PROBLEMS = 11
"""Problems that one error lists: the first and ten further ones."""
SHOWN_CHARACTERS = 40

Steps = tuple[str | int, ...]
"""The way to a value from the top: keys and list positions."""


class Problem(NamedTuple):
    """One thing that is wrong: where (keys and list positions), what, and what to do about it."""

    steps: Steps
    text: str
    remedy: str

    def __str__(self) -> str:
        """Give ``topics[2].title：不是文字：3``, or the text alone for the file as a whole."""
        return f"{shown_path(self.steps)}：{self.text}" if self.steps else self.text


class UnusableInputError(FileUnusableError):
    """A file whose content can't be used; ``details`` lists the first problem and up to ten further ones."""

    def __init__(self, message: str, remedy: str, details: tuple[str, ...]) -> None:
        super().__init__(message, remedy)
        self.details = details


def refuse(problems: Iterable[Problem], *, source: str) -> None:
    """Raise ``UnusableInputError`` for the first of ``problems``, listing up to ten further ones; none: return.

    Takes no more of ``problems`` than it lists, so that they may be generated.
    """
    listed = tuple(islice(problems, MAX_PROBLEMS))
    if not listed:
        return
    more = len(listed) - 1
    at_least = "至少" if len(listed) == MAX_PROBLEMS else ""
    further = f"（{at_least}另有 {more} 处问题）" if more else ""
    details = tuple(str(problem) for problem in listed)
    raise UnusableInputError(f"{source}：{details[0]}{further}", listed[0].remedy, details)


def refuse_file(text: str, remedy: str, *, source: str) -> NoReturn:
    """Raise ``UnusableInputError`` for a file as a whole."""
    raise UnusableInputError(f"{source}：{text}", remedy, (text,))


def shown_path(steps: Steps) -> str:
    """Give the way to a value as it is written for a reader: ``topics[2].countersigns[0].asked_on``."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif re.fullmatch(r"[\w-]{1,40}", step):
            parts.append(f".{step}" if parts else step)
        else:
            parts.append(f"[{shown_value(step)}]")
    return "".join(parts)


def read_path(text: str) -> Steps:
    """Give the way that ``shown_path`` wrote down."""
    found = re.finditer(r"\[(\d+)\]|([^.\[\]]+)", text)
    return tuple(int(match[1]) if match[1] else match[2] for match in found)


def shown_value(value: object) -> str:
    """Give a value as a message quotes it: on one line, of sane length, with nothing unprintable."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, str):
        return repr(value if len(value) <= SHOWN_CHARACTERS else value[: SHOWN_CHARACTERS - 1] + "…")
    return str(value)[:SHOWN_CHARACTERS]


def shown_file(path: Path) -> str:
    """Give a file's name as it can be printed; on Linux a name may hold bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Give the allowed word that ``word`` is probably meant to be, as ``，是否应为 'name'``; else an empty text."""
    import difflib  # noqa: PLC0415 - only needed when something is wrong

    found = difflib.get_close_matches(word[:100], list(allowed), n=1, cutoff=0.6)
    return f"，是否应为 {shown_value(found[0])}" if found else ""
