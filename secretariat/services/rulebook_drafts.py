"""A rulebook under the hand of whoever edits it: values changed by their path, all else left as it was written.

A draft is its TOML text, and what that text says or why it can't. Each change gives a new draft, so an editor keeps the
old ones to step back to. Paths are those of ``strict_input``: ``("kinds", "executive", "quorum", "share")``, a number
for the place in a list.

    draft = draft_of(text)
    draft = draft.set(("kinds", "executive", "quorum", "share"), "2/3")
    draft.problems          # everything that is wrong now, each with its path
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from secretariat.errors import UserError
from secretariat.rules.loader import examine_rulebook
from secretariat.services.toml_lines import line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tomlkit import TOMLDocument

    from secretariat.rules.rulebook import Rulebook
    from secretariat.strict_input import Problem, Steps

Value = str | int | bool | dt.date | list[Any] | dict[str, Any]
"""What stands at a path: as TOML says it."""

_INLINE_KEYS: Final = 3
"""Tables of up to so many plain values stand on one line each."""
_REMEDY: Final = "请刷新后再试；仍不行的，导出文件，改好后再导入"


class CannotEditError(UserError):
    """A place of a rulebook that isn't there, or that can't be changed by itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A rulebook's text, what it says (``None`` while something is wrong), and everything that is wrong with it."""

    text: str
    rulebook: Rulebook | None
    problems: tuple[Problem, ...]
    _document: list[TOMLDocument] = field(default_factory=list, repr=False, compare=False)
    """The text as tomlkit has read it: reading takes long, so each draft hands it on to the one that follows."""

    def value(self, path: Steps) -> Value | None:
        """Give what stands at a path, as plain lists and dicts; ``None``: nothing."""
        place: Any = tomllib.loads(self.text)
        for step in path:
            if not (step in place if isinstance(place, dict) else _in_list(place, step)):
                return None
            place = place[step]
        found: Value = place
        return found

    def problems_at(self, path: Steps) -> tuple[Problem, ...]:
        """Give what is wrong at a path and below it."""
        return tuple(problem for problem in self.problems if problem.steps[: len(path)] == path)

    def line(self, path: Steps) -> int:
        """Give the line of the text, from 1, on which a path stands, or else what it lies in."""
        return line_of(lines_of(self.text), path)

    def set(self, path: Steps, value: object) -> Draft:
        """Give the draft with a value at a path, in the place of what is there; ``None`` takes it away.

        A value may be a text, number, truth, day, word of a closed list, or lists, tuples and dicts of such. Tables on
        the way are made. Raises ``CannotEditError``.
        """
        if value is None:
            return self.remove(path)
        plain = _plain(value)

        def change(holder: Any, step: str | int) -> None:  # noqa: ANN401 - a table or a list of tomlkit or of Python
            if isinstance(holder, list) and not _in_list(holder, step):
                raise CannotEditError(f"没有第{_nth(step)}项", _REMEDY)
            _put(holder, step, plain)

        return self._changed(path, change, make=True)

    def remove(self, path: Steps) -> Draft:
        """Give the draft without what stands at a path; what is not there is no fault."""

        def change(holder: Any, step: str | int) -> None:  # noqa: ANN401 - as above
            if isinstance(holder, dict):
                if step in holder:
                    del holder[step]
            elif _in_list(holder, step):
                del holder[step]

        return self._changed(path, change, make=False)

    def insert(self, path: Steps, value: object) -> Draft:
        """Give the draft with one more item in a list, before the one at ``path``; at the end if it ends there."""
        plain = _plain(value)

        def change(holder: Any, step: str | int) -> None:  # noqa: ANN401 - as above
            if not _in_list(holder, step, or_end=True):
                raise CannotEditError(f"列表里没有第{_nth(step)}个位置", _REMEDY)
            _insert(holder, step, plain)

        if self.value(path[:-1]) in (None, []):
            return self.set(path[:-1], [plain])
        return self._changed(path, change, make=False)

    def move(self, path: Steps, to: int) -> Draft:
        """Give the draft with an item of a list at another place of it."""

        def change(holder: Any, step: str | int) -> None:  # noqa: ANN401 - as above
            if not _in_list(holder, step) or not 0 <= to < len(holder):
                raise CannotEditError(f"列表里没有第{_nth(step)}项", _REMEDY)
            item = holder[step]
            del holder[step]
            holder.insert(to, item)

        return self._changed(path, change, make=False)

    def _changed(self, path: Steps, change: Callable[[Any, str | int], None], *, make: bool) -> Draft:
        import tomlkit  # noqa: PLC0415 - needed to edit, not to judge
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

        if not path:
            raise CannotEditError("没有指明要改的内容", _REMEDY)
        expected: Any = tomllib.loads(self.text)
        holder = _holder(expected, path, make=make)
        if holder is None:
            return self
        change(holder, path[-1])
        try:
            document = self._document.pop() if self._document else tomlkit.parse(self.text)
            change(_holder(document, path, make=make), path[-1])
            text = tomlkit.dumps(document)
            if _same(tomllib.loads(text), expected):
                return draft_of(text, document)
        except (TOMLKitError, ValueError):
            pass
        # A rare way of writing that tomlkit can't edit: nothing is changed rather than something else.
        raise CannotEditError("这一处的写法不能自动修改", "请导出文件，在文件里改好后再导入")


def draft_of(text: str, document: TOMLDocument | None = None) -> Draft:
    """Give the draft that a text makes; ``document`` is the same as tomlkit has read it."""
    rulebook, problems = examine_rulebook(text)
    found = tuple(problems)
    return Draft(text, None if found else rulebook, found, [] if document is None else [document])


# ------------------------------------------------------------------------------------- the same for Python and tomlkit


def _holder(place: Any, path: Steps, *, make: bool) -> Any:  # noqa: ANN401 - a table or list
    """The table or list that the last step of a path leads into; ``None`` where there is none and none is made."""
    for step in path[:-1]:
        if isinstance(place, list):
            if not _in_list(place, step):
                raise CannotEditError(f"没有第{_nth(step)}项", _REMEDY)
        elif not isinstance(place, dict):
            raise CannotEditError("这里没有下一级内容", _REMEDY)
        elif step not in place:
            if not make:
                return None
            _put(place, step, {})
        place = place[step]
    if not isinstance(place, dict | list):
        raise CannotEditError("这里没有下一级内容", _REMEDY)
    return place


def _in_list(items: object, step: str | int, *, or_end: bool = False) -> bool:
    return isinstance(items, list) and isinstance(step, int) and 0 <= step < len(items) + or_end


def _nth(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else f"“{step}”"


def _put(holder: Any, step: str | int, plain: object) -> None:  # noqa: ANN401 - a table or list
    """Set a value, on the Python side as it is, on tomlkit's as an item that looks like its neighbours."""
    if type(holder) in {dict, list}:
        holder[step] = plain
        return
    from tomlkit.items import AoT  # noqa: PLC0415 - see the head

    if isinstance(holder, AoT) and isinstance(step, int):
        del holder[step]
        _insert(holder, step, plain)
    else:
        holder[step] = _item(plain, inline=not _may_hold_tables(holder))


def _insert(holder: Any, step: Any, plain: object) -> None:  # noqa: ANN401 - a list
    if type(holder) is list:
        holder.insert(step, plain)
        return
    from tomlkit.items import AoT  # noqa: PLC0415 - see the head

    holder.insert(step, _table(plain) if isinstance(holder, AoT) and isinstance(plain, dict) else _item(plain))


def _may_hold_tables(holder: object) -> bool:
    """Whether what stands in it can have a heading of its own: ``[kinds.executive]``."""
    from tomlkit.items import Array, InlineTable  # noqa: PLC0415 - see the head

    return not isinstance(holder, Array | InlineTable)


def _item(plain: object, *, inline: bool = True) -> Any:  # noqa: ANN401 - an item of tomlkit
    import tomlkit  # noqa: PLC0415 - see the head

    if inline or not isinstance(plain, dict | list) or not plain:
        return tomlkit.value(_written(plain))
    if isinstance(plain, dict):
        return _table(plain)
    if not all(isinstance(one, dict) for one in plain):
        return tomlkit.value(_written(plain))
    if all(len(one) <= _INLINE_KEYS and not _nested(one) for one in plain):
        lines = "".join(f"  {_written(one)},\n" for one in plain)
        return tomlkit.value(f"[\n{lines}]")
    tables = tomlkit.aot()
    for one in plain:
        tables.append(_table(one))
    return tables


def _nested(table: Mapping[str, object]) -> bool:
    return any(isinstance(one, dict) or (isinstance(one, list) and _nested_list(one)) for one in table.values())


def _nested_list(items: list[object]) -> bool:
    return any(isinstance(one, dict | list) for one in items)


def _table(plain: Mapping[str, object]) -> Any:  # noqa: ANN401 - a table of tomlkit
    import tomlkit  # noqa: PLC0415 - see the head

    table = tomlkit.table()
    # Plain values first: what comes after a heading belongs to that heading.
    for key, one in sorted(plain.items(), key=lambda pair: isinstance(pair[1], dict)):
        table[key] = _item(one, inline=isinstance(one, list))
    if not any(isinstance(one, dict) for one in plain.values()):
        table.add(tomlkit.nl())
    return table


def _written(plain: object) -> str:
    """A value in TOML on one line, spaced as the bundled files are."""
    import tomlkit  # noqa: PLC0415 - see the head

    if isinstance(plain, dict):
        pairs = ", ".join(f"{tomlkit.key(key).as_string()} = {_written(one)}" for key, one in plain.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(plain, list):
        return f"[{', '.join(map(_written, plain))}]"
    written: str = tomlkit.item(plain).as_string()
    return written


def _plain(value: object) -> Any:  # noqa: ANN401 - as TOML says it
    """A value as TOML can say it: words of closed lists as texts, tuples as lists, nothing for what is not recorded."""
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value


def _same(one: object, other: object) -> bool:
    """Whether two tables say the same; a list or table that ran empty may as well not be there."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(
            _same(one[key], other[key]) if key in one and key in other else not _said(one.get(key) or other.get(key))
            for key in one.keys() | other.keys()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _said(value: object) -> bool:
    """Whether there is anything in a value but empty lists and tables."""
    if isinstance(value, dict):
        return any(map(_said, value.values()))
    return bool(value) if isinstance(value, list) else value is not None
