"""Frozen records: standard dataclasses whose methods are written when they are worth it.

A frozen dataclass writes and compiles seven methods for its class, half a millisecond each time the program starts. The
program has a hundred such classes, and a command makes few instances of most of them or none: what reads a file fills
the slots by itself.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

Kind = TypeVar("Kind")

_FEW = 300
"""Instances of a class filled field by field before its ``__init__`` is compiled, which takes as long as that."""
_made: dict[type, int] = {}


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(*, kw_only: bool = False) -> Callable[[type[Kind]], type[Kind]]:
    """Make a class what ``dataclass(frozen=True, slots=True, kw_only=...)`` makes it.

    No class derives from it, and all its fields are given to ``__init__``.
    """

    def made(kind: type[Kind]) -> type[Kind]:
        for method in _METHODS:
            setattr(kind, method.__name__, method)
        return dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)

    return made


@functools.cache
def field_types(kind: Hashable) -> Mapping[str, Any]:
    """The types of a dataclass's fields by name; kept, since several ask while one file is read."""
    return typing.get_type_hints(kind)


def _write(kind: Any) -> None:  # noqa: ANN401 - a class that record made
    """Let the standard library write the methods of ``kind``, for a class of the same fields."""
    # Each field carries its own kw_only; __post_init__ is called by the written __init__ if there is one.
    kept = ("__qualname__", "__module__", "__post_init__")
    body = {name: getattr(kind, name) for name in kept if hasattr(kind, name)}
    fields = {field.name: field for field in dataclasses.fields(kind)}
    annotations = {name: field.type for name, field in fields.items()}
    twin = type(kind.__name__, (), {**body, **fields, "__annotations__": annotations, "__doc__": kind.__doc__})
    twin = dataclasses.dataclass(frozen=True)(twin)
    for name in ("__init__", "__repr__", "__eq__", "__hash__", "__dataclass_params__"):
        setattr(kind, name, twin.__dict__[name])


@functools.cache
def _slots(kind: Any) -> tuple[tuple[str, Callable[[object, object], None], Any], ...]:  # noqa: ANN401 - as above
    """For each field its name, what fills its slot, and the field."""
    return tuple((field.name, getattr(kind, field.name).__set__, field) for field in dataclasses.fields(kind))


def _filled(made: Any, values: tuple[object, ...], named: dict[str, object]) -> bool:  # noqa: ANN401 - a record
    """Fill a new record as the standard ``__init__`` would; false where that one has to say what is wrong."""
    given = {**dict(zip(made.__match_args__, values, strict=False)), **named}
    if len(given) != len(values) + len(named):
        return False
    for name, fill, field in _slots(made.__class__):
        if name in given:
            fill(made, given.pop(name))
        elif field.default is not dataclasses.MISSING:
            fill(made, field.default)
        elif field.default_factory is not dataclasses.MISSING:
            fill(made, field.default_factory())
        else:
            return False
    if not given and hasattr(made, "__post_init__"):
        made.__post_init__()
    return not given


class _Unwritten:
    """The methods of a record, until they are written; the last four stay as they are."""

    def __init__(self, /, *values: object, **named: object) -> None:
        kind = type(self)
        made = _made[kind] = _made.get(kind, 0) + 1
        if made > _FEW or not _filled(self, values, named):
            _write(kind)
            kind.__init__(self, *values, **named)

    def __repr__(self) -> str:
        _write(type(self))
        return repr(self)

    def __eq__(self, other: object) -> bool:
        _write(type(self))
        return type(self).__eq__(self, other)

    def __hash__(self) -> int:
        _write(type(self))
        return hash(self)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[object]:
        return [getattr(self, field.name) for field in dataclasses.fields(self)]  # type: ignore[arg-type]

    def __setstate__(self, state: list[object]) -> None:
        for field, value in zip(dataclasses.fields(self), state, strict=True):  # type: ignore[arg-type]
            object.__setattr__(self, field.name, value)


_METHODS = [value for value in vars(_Unwritten).values() if callable(value)]
