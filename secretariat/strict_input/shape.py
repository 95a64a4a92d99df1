"""Values from JSON or TOML as frozen standard dataclasses, checked by pydantic's core against their type hints.

The core's schema is built from the hints here, not by ``pydantic.TypeAdapter``. The adapter has no mode that takes
``2022-04-29`` but refuses ``2022-04-29T00:00`` and ``"1"`` for a number, from JSON and from TOML alike; it can't read a
dataclass with slots that has a field named like its type (``date: date``); and it is slow to start: a process that only
builds the dossier's adapter takes 174 ms, one that reads a dossier this way 99 ms, of which Python itself takes 11.

A schema for the core is plain dicts, documented in ``pydantic_core.core_schema``; importing that module to have its
functions make them would take longer than all the rest.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import re
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

from secretariat.domain.records import field_types
from secretariat.strict_input.problems import Problem, nearest, refuse, shown_value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator

    from secretariat.strict_input.problems import Steps

T = TypeVar("T")
Schema = dict[str, Any]
"""A schema of the core."""

MANY_VALUES = 50_000
"""From this size on only the first bad item of each list is told: a hostile file could hold millions."""
MANY_KEYS = 1_000
SHOWN_CHOICES = 30


def validate(kind: type[T], obj: object, *, source: str) -> T:
    """Give ``obj`` (dicts, lists, strings, numbers, dates … from JSON or TOML) as the dataclass ``kind``.

    Nothing is converted but what these formats can't say: a list becomes a tuple, a word a member of its enum, a text
    ``YYYY-MM-DD`` a date, a text ``HH:MM`` a time. A key is the field's name without a trailing underscore (``from``
    for ``from_``). An unknown key is refused; ``None`` for a key that has a default counts as left out. What
    ``__post_init__`` says in a ``ValueError`` is told to the user, so it must be Chinese.

    Field types may be dataclasses, ``tuple[X, ...]``, ``list[X]``, ``dict[str, X]``, ``X | Y``, ``Literal``, enums of
    strings, ``str``, ``int``, ``float``, ``bool``, ``date``, ``time`` and ``object``; else ``TypeError``.

    Raises ``UnusableInputError``: its message tells the first problem in the order of the file, ``details`` also
    further ones, each as ``topics[2].title：不是文字：3``. ``source`` names the file.
    """
    value, problems = examine(kind, obj)
    if value is None:
        refuse(problems, source=source)
        raise AssertionError(source)  # an error of the core always is a problem
    return value


def examine(kind: type[T], obj: object) -> tuple[T | None, Iterator[Problem]]:
    """Give what ``validate`` gives, or ``None`` and every problem in the order of the file."""
    from secretariat.strict_input.core import ValidationError  # noqa: PLC0415 - not needed to refuse what is no JSON

    validator = _validator(typing.cast("Hashable", kind), fail_fast=_has_many_values(obj))
    try:
        return typing.cast("T", validator.validate_python(obj)), iter(())
    except ValidationError as error:
        return None, _problems(kind, obj, error.errors(include_url=False))


def _has_many_values(obj: object) -> bool:
    waiting, seen = [obj], 0
    while waiting and seen < MANY_VALUES:
        value = waiting.pop()
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        seen += len(inner)
        waiting += [item for item in inner if isinstance(item, dict | list)]
    return seen >= MANY_VALUES


# ------------------------------------------------------------------------------------------------ hints to a schema


@functools.cache
def _validator(kind: Hashable, *, fail_fast: bool) -> SchemaValidator:
    from secretariat.strict_input.core import SchemaValidator  # noqa: PLC0415 - see validate

    return SchemaValidator(typing.cast("CoreSchema", _schema(kind, fail_fast=fail_fast)))


def _schema(hint: Any, *, fail_fast: bool) -> Schema:  # noqa: ANN401 - a type hint can be anything
    if hint in _SCALARS:
        return _SCALARS[hint]
    inner = functools.partial(_schema, fail_fast=fail_fast)
    if typing.get_origin(hint) in _UNIONS:
        return _union_schema(hint, inner)
    if typing.get_origin(hint):
        return _generic_schema(hint, inner, fail_fast=fail_fast)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass_schema(hint, inner)
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return {"type": "enum", "cls": hint, "members": list(hint), "sub_type": "str"}
    raise TypeError(hint)


_UNIONS = (types.UnionType, typing.Union)


def _union_schema(hint: Any, inner: Callable[[Any], Schema]) -> Schema:  # noqa: ANN401 - as above
    members = typing.get_args(hint)
    choices = [inner(member) for member in members if member is not types.NoneType]
    schema = {"type": "union", "choices": choices}
    return {"type": "nullable", "schema": schema} if types.NoneType in members else schema


def _generic_schema(hint: Any, inner: Callable[[Any], Schema], *, fail_fast: bool) -> Schema:  # noqa: ANN401
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"type": "literal", "expected": list(arguments)}
    if origin is tuple and arguments[1:] == (...,):
        items = [inner(arguments[0])]
        return {"type": "tuple", "items_schema": items, "variadic_item_index": 0, "fail_fast": fail_fast}
    if origin is list:
        return {"type": "list", "items_schema": inner(arguments[0]), "fail_fast": fail_fast}
    if origin is dict:
        return {"type": "dict", "keys_schema": inner(arguments[0]), "values_schema": inner(arguments[1])}
    raise TypeError(hint)


def _dataclass_schema(kind: type, inner: Callable[[Any], Schema]) -> Schema:
    fields, hints = _fields(kind), field_types(kind)
    may_be_left_out = frozenset(key for key, field in fields.items() if _default(field))
    arguments: list[Schema] = []
    for key, field in fields.items():
        schema = inner(hints[field.name])
        if default := _default(field):
            schema = {"type": "default", "schema": schema, **default}
        arguments.append(
            {"type": "dataclass-field", "name": field.name, "schema": schema, "kw_only": True, "validation_alias": key}
        )

    def recorded(value: object) -> object:
        """Leave out what was left empty; too many keys are a bomb, not a slip."""
        if not isinstance(value, dict):
            return value
        if len(value) > MANY_KEYS:
            from secretariat.strict_input.core import PydanticCustomError  # noqa: PLC0415 - see validate

            raise PydanticCustomError("too_many_keys", "-")
        if None not in value.values():
            return value
        return {key: item for key, item in value.items() if item is not None or key not in may_be_left_out}

    schema = {
        "type": "dataclass",
        "cls": kind,
        "schema": {
            "type": "dataclass-args",
            "dataclass_name": kind.__name__,
            "fields": arguments,
            "extra_behavior": "forbid",
        },
        "fields": [field.name for field in fields.values()],
        "post_init": hasattr(kind, "__post_init__"),
        "slots": hasattr(kind, "__slots__"),
    }
    return {"type": "function-before", "function": {"type": "no-info", "function": recorded}, "schema": schema}


def _fields(kind: Any) -> dict[str, dataclasses.Field[object]]:  # noqa: ANN401 - any dataclass
    """Give the fields of a dataclass by the key that the file uses for them."""
    return {field.name.removesuffix("_"): field for field in dataclasses.fields(kind) if field.init}


def _default(field: dataclasses.Field[object]) -> dict[str, Any]:
    if field.default is not dataclasses.MISSING:
        return {"default": field.default}
    if field.default_factory is not dataclasses.MISSING:
        return {"default_factory": field.default_factory}
    return {}


def _date(value: object) -> dt.date:
    """Take a date, or a text ``YYYY-MM-DD`` of a day that the calendar has; TOML's date with a time is none."""
    if type(value) is dt.date:
        return value
    # The form is checked first: Python reads 20220429 and 2022-W17-5 as well.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    from secretariat.strict_input.core import PydanticCustomError  # noqa: PLC0415 - see validate

    raise PydanticCustomError("date", "-")


def _time(value: object) -> dt.time:
    """Take a time in full minutes, or a text ``HH:MM`` from 00:00 to 23:59."""
    if type(value) is dt.time and value == value.replace(second=0, microsecond=0, tzinfo=None):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return dt.time.fromisoformat(value)
    from secretariat.strict_input.core import PydanticCustomError  # noqa: PLC0415 - see validate

    raise PydanticCustomError("time", "-")


_SCALARS: dict[object, Schema] = {
    str: {"type": "str", "strict": True},
    int: {"type": "int", "strict": True},
    float: {"type": "float", "strict": True, "allow_inf_nan": False},
    bool: {"type": "bool", "strict": True},
    dt.date: {"type": "function-plain", "function": {"type": "no-info", "function": _date}},
    dt.time: {"type": "function-plain", "function": {"type": "no-info", "function": _time}},
    object: {"type": "any"},
}


# ----------------------------------------------------------------------------------------------- errors to problems

_SAYINGS = {
    "int": ("不是整数", "请写成不带引号、不带小数点的数字，例如 3"),
    "float": ("不是数", "请写成不带引号的数字，例如 0.5"),
    "finite": ("不是数", "请写成正常大小的数，例如 0.5"),
    "string": ("不是文字", "请写成文字，用双引号括起来"),
    "bool": ("不是真假值", "请写成 true 或 false，不带引号；没有记录的，删去这个键"),
    "date": ("不是日期", "请写成 YYYY-MM-DD，例如 2022-04-29，并且是日历上有的日子"),
    "time": ("不是时间", "请写成 24 小时制的 HH:MM，例如 09:00"),
    "tuple": ("不是列表", "请写成列表，用方括号括起来，没有内容就删去这个键"),
    "list": ("不是列表", "请写成列表，用方括号括起来，没有内容就删去这个键"),
    "dataclass": ("不是一组键和值", "请写成一组键和值，没有内容就删去这个键"),
    "dict": ("不是一组键和值", "请写成一组键和值，没有内容就删去这个键"),
    "too": (f"键超过 {MANY_KEYS} 个", "请换一份完好的副本，或重新导出"),
}
_OTHER = ("值不合规定", "请改正，或删去这个键")


def _problems(kind: type, obj: object, errors: list[ErrorDetails]) -> Iterator[Problem]:
    """Give problems in the order of the file, one for each place; a union's members complain of the same place."""
    places: dict[Steps, list[ErrorDetails]] = {}
    positions: dict[Steps, tuple[int, ...]] = {}
    for error in errors:
        steps, position = _way(obj, error)
        places.setdefault(steps, []).append(error)
        positions[steps] = position
    for steps in sorted(places, key=positions.__getitem__):
        yield _problem(kind, steps, places[steps])


def _way(obj: object, error: ErrorDetails) -> tuple[Steps, tuple[int, ...]]:
    """Give the way to an error's place in ``obj``, without the core's names of union members, and its position there.

    What is missing counts as standing at the end.
    """
    steps: list[str | int] = []
    position: list[int] = []
    for step in error["loc"]:
        if isinstance(obj, dict) and step in obj:
            position.append(list(obj).index(step))
            obj = obj[step]
        elif isinstance(obj, list) and isinstance(step, int):
            position.append(step)
            obj = obj[step]
        elif isinstance(obj, dict) and error["type"] == "missing" and step == error["loc"][-1]:
            position.append(len(obj))
        else:
            continue
        steps.append(step)
    return tuple(steps), tuple(position)


def _problem(kind: type, steps: Steps, errors: list[ErrorDetails]) -> Problem:
    error = errors[0]
    name = error["type"]
    if name == "missing":
        return Problem(steps, "缺少这个键", f"请补上必填的键 {steps[-1]}")
    if name == "unexpected_keyword_argument":
        key = str(steps[-1])
        allowed = sorted({key for hint in _hints_at(kind, steps[:-1]) for key in _keys(hint)})
        text = f"没有 {shown_value(key)} 这个键{nearest(key, allowed)}"
        return Problem(steps, text, f"请改正或删去这个键；这里可用的键：{_listed(allowed)}")
    value = error["input"]
    if value is None:
        return Problem(steps, "必填，不能是 null", f"请填写 {steps[-1] if steps else '内容'}")
    if name == "value_error":
        return Problem(steps, f"{error['ctx']['error']}：{shown_value(value)}", "请按提示改正")
    if name in {"enum", "literal_error"}:
        if error["loc"][-1] == "[key]":  # the core's own name for the key of a dict
            hints = [typing.get_args(hint)[0] for hint in _hints_at(kind, steps[:-1]) if typing.get_args(hint)]
        else:
            hints = _hints_at(kind, steps)
        return _not_a_choice(hints, steps, value)
    sayings = [_SAYINGS.get(error["type"].partition("_")[0], _OTHER) for error in errors]
    text = "，也".join(dict.fromkeys(what for what, _ in sayings))
    return Problem(steps, f"{text}：{shown_value(value)}", sayings[0][1])


def _not_a_choice(hints: list[Any], steps: Steps, value: object) -> Problem:
    choices = [choice for hint in hints for choice in _choices(hint)]
    guess = nearest(value, choices) if isinstance(value, str) else ""
    remedy = f"请改成其中之一：{_listed(choices)}"
    return Problem(steps, f"不在可用的值之内：{shown_value(value)}{guess}", remedy)


def _listed(words: list[str]) -> str:
    return "、".join(words[:SHOWN_CHOICES]) + (" 等" if len(words) > SHOWN_CHOICES else "")


def _hints_at(kind: type, steps: Steps) -> list[Any]:
    """Give the type hints that a value at ``steps`` may have; more than one after a union."""
    hints = _members(kind)
    for step in steps:
        hints = [member for hint in hints for inner in _inner_hints(hint, step) for member in _members(inner)]
    return hints


def _members(hint: Any) -> list[Any]:  # noqa: ANN401 - a type hint can be anything
    if typing.get_origin(hint) in _UNIONS:
        return [member for argument in typing.get_args(hint) for member in _members(argument)]
    return [hint]


def _inner_hints(hint: Any, step: str | int) -> list[Any]:  # noqa: ANN401 - a type hint can be anything
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(step, int):
        return [arguments[0]] if origin in {tuple, list} else []
    if origin is dict:
        return [arguments[1]]
    return [field_types(hint)[_fields(hint)[step].name]] if step in _keys(hint) else []


def _keys(hint: Any) -> list[str]:  # noqa: ANN401 - a type hint can be anything
    return list(_fields(hint)) if dataclasses.is_dataclass(hint) else []


def _choices(hint: Any) -> list[str]:  # noqa: ANN401 - a type hint can be anything
    if typing.get_origin(hint) is typing.Literal:
        return [str(choice) for choice in typing.get_args(hint)]
    return [member.value for member in hint] if isinstance(hint, type) and issubclass(hint, enum.Enum) else []
