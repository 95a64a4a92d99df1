"""Read rulebooks: TOML to a validated ``Rulebook``, errors with the file and the path inside it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from secretariat.errors import FileUnusableError
from secretariat.rules.faults import faults
from secretariat.rules.rulebook import Rulebook
from secretariat.strict_input import Problem, decode, examine, read_bytes, read_path, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 4 * 1024 * 1024


def load_rulebook(path: Path) -> Rulebook:
    """Read one rulebook. Raises ``FileUnusableError`` that names the file, the place and the remedy."""
    source = path.name
    rulebook = parse_rulebook(decode(read_bytes(path, limit=LIMIT), source=source), source=source)
    if path.stem != rulebook.code:
        raise FileUnusableError(
            f"{source}：code：代码“{rulebook.code}”与文件名不一致", f"请将文件命名为 {rulebook.code}.toml"
        )
    return rulebook


def parse_rulebook(text: str, *, source: str) -> Rulebook:
    """Give the rulebook that a TOML text holds. Raises ``UnusableInputError`` that names ``source`` and the place."""
    rulebook, problems = examine_rulebook(text)
    refuse(problems, source=source)
    if rulebook is None:
        raise AssertionError(source)  # what can't be read has a problem
    return rulebook


def examine_rulebook(text: str) -> tuple[Rulebook | None, Iterator[Problem]]:
    """Give what a TOML text holds, as far as it can be read at all, and everything that is wrong with it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, iter([Problem((), _toml_place(str(error)), "请按 TOML 格式改正该处后重试")])
    except RecursionError:
        return None, iter([Problem((), "嵌套层数过多", "请检查文件是否为工作规则数据文件")])
    rulebook, problems = examine(Rulebook, table)
    if rulebook is not None:
        problems = (Problem(read_path(place), said, "请改正该项后重试") for place, said in faults(rulebook))
    return rulebook, problems


def load_rulebooks(folder: Path) -> dict[str, Rulebook]:
    """All rulebooks of a folder by code, in the order of their codes."""
    return {book.code: book for book in map(load_rulebook, sorted(folder.glob("*.toml")))}


def _toml_place(error: str) -> str:
    """The place of a TOML error, in Chinese; tomllib tells it in English at the end of its message."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", error)
    return f"第{found[1]}行第{found[2]}列有格式错误" if found else "文件末尾有格式错误（内容可能被截断）"
