"""Dossiers as files: read with every mistake told, written in one canonical form, compared as the format defines it.

Everything that a file can be refused for is a ``FileUnusableError`` with the path and a remedy. Reads no database.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import json
import re
import typing
from typing import TYPE_CHECKING

from secretariat.domain.facts import Dossier, Format
from secretariat.domain.records import field_types
from secretariat.services import integrity
from secretariat.strict_input import (
    Problem,
    parse_json,
    read_bytes,
    refuse,
    refuse_file,
    shown_file,
    shown_value,
    validate,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from secretariat.strict_input import Steps

FORMATS: tuple[str, ...] = typing.get_args(Format)


def read_dossier(path: Path) -> Dossier:
    """Give the dossier in the file at ``path``, of at most 64 MiB.

    Raises ``FileUnusableError`` when it can't be read, is no dossier, or is one that can't be true.
    """
    return parse_dossier(read_bytes(path), shown_file(path))


def parse_dossier(data: bytes, source: str) -> Dossier:
    """Give the dossier in ``data``; ``source`` names the file in messages.

    A record of what happened is never refused for breaking a rule, only for what can't be: a person that is not there,
    an absence that ends before it begins. Raises ``FileUnusableError``.
    """
    obj = parse_json(data, source=source)
    _refuse_other_formats(obj, source)
    dossier = validate(Dossier, obj, source=source)
    refuse(_too_new(dossier, obj, (), _version(dossier.format)), source=source)
    refuse(integrity.problems(dossier), source=source)
    return dossier


def _refuse_other_formats(obj: object, source: str) -> None:
    choose = "请选择本程序导出的会议卷宗"
    if not isinstance(obj, dict):
        refuse_file("不是会议卷宗：最外层不是用花括号括起来的一组键和值", choose, source=source)
    if "format" not in obj:
        remedy = f'{choose}；确是卷宗的，补上 "format": "{FORMATS[0]}"'
        refuse_file("不是会议卷宗：缺少 format 键", remedy, source=source)
    name = obj["format"]
    if name in FORMATS:
        return
    if isinstance(name, str) and re.fullmatch(r"secretariat-dossier/[0-9]{1,4}", name):
        remedy = f"请升级本程序，或请对方另存为 {FORMATS[-1]}"
        refuse_file(f"format：卷宗的格式 {shown_value(name)} 比本程序认识的新", remedy, source=source)
    remedy = f"{choose}；format 可用的值：{'、'.join(FORMATS)}"
    refuse_file(f"format：不是会议卷宗：{shown_value(name)}", remedy, source=source)


def _version(name: Format) -> int:
    return FORMATS.index(name) + 1


def _too_new(value: object, obj: object, steps: Steps, version: int) -> Iterator[Problem]:
    """Give the keys of a file that its version of the format does not know yet, null or not."""
    if isinstance(value, tuple) and isinstance(obj, list):
        for index, item in enumerate(value):
            yield from _too_new(item, obj[index], (*steps, index), version)
    elif isinstance(obj, dict):
        for name, key, since in _plan(_kind(value)):
            place = (*steps, key)
            if key in obj and since > version:
                remedy = f"请把 format 改为 {FORMATS[since - 1]}，或删去这个键"
                yield Problem(place, f"没有 {shown_value(key)} 这个键，{FORMATS[since - 1]} 才有", remedy)
            elif key in obj:
                yield from _too_new(getattr(value, name), obj[key], place, version)


def needed_format(dossier: Dossier) -> Format:
    """Give the earliest version of the format that can say all that ``dossier`` says."""
    return typing.cast("Format", FORMATS[_needed(dossier) - 1])


def _needed(value: object) -> int:
    if isinstance(value, tuple):
        return max(map(_needed, value), default=1)
    held = ((getattr(value, name), since) for name, _, since in _plan(_kind(value)))
    return max((max(since, _needed(item)) for item, since in held if not _unrecorded(item)), default=1)


def _kind(value: object) -> Hashable:
    return typing.cast("Hashable", type(value))


@functools.cache
def _plan(kind: Hashable) -> tuple[tuple[str, str, int], ...]:
    """Give name, key and version of the fields of a dataclass that are, or may hold, something of a later version."""
    if not isinstance(kind, type) or not dataclasses.is_dataclass(kind):
        return ()
    hints = field_types(kind)
    fields = ((field.name, field.metadata.get("since", 1)) for field in dataclasses.fields(kind))
    return tuple(
        (name, name.removesuffix("_"), since) for name, since in fields if since > 1 or _may_hold_later(hints[name])
    )


def _may_hold_later(hint: object) -> bool:
    return any(_plan(argument) for argument in (hint, *typing.get_args(hint)))


def dump_dossier(dossier: Dossier) -> bytes:
    """Give ``dossier`` as a file: UTF-8, indented by one space, keys in the order of the dataclasses.

    The format is the earliest that can say it all, whatever ``dossier`` was read from.
    What was not recorded (``None``, false, empty lists) is left out; an object without any key is kept, since that a
    topic was put on ad hoc is a record even with nothing more known. Raises ``ValueError`` for what the format can't
    hold, such as seconds: a fault of the program, never dropped silently.
    """
    return dump(dataclasses.replace(dossier, format=needed_format(dossier)))


def dump(value: object) -> bytes:
    """Give what records say as a file, in the one form that ``dump_dossier`` describes."""
    return (json.dumps(_written(value), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def equal(a: object, b: object) -> bool:
    """Say whether two dossiers are equal once null, false and empty lists are taken out.

    Each is a ``Dossier`` or the value that its JSON stands for. The version of the format is how a dossier is written,
    not what it says.
    """
    return _comparable(a) == _comparable(b)


def _comparable(dossier: object) -> str:
    value = _written(dossier) if isinstance(dossier, Dossier) else _without_unrecorded(dossier)
    if isinstance(value, dict) and value.get("format") in FORMATS:
        value = {key: item for key, item in value.items() if key != "format"}
    # As text, because to Python 1, 1.0 and True are equal.
    return json.dumps(value, sort_keys=True)


def _without_unrecorded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_unrecorded(item) for key, item in value.items() if not _unrecorded(item)}
    if isinstance(value, list):
        return [_without_unrecorded(item) for item in value]
    return value


def _unrecorded(value: object) -> bool:
    return value is None or value is False or (isinstance(value, list | tuple) and not value)


def _written(value: object) -> object:
    if dataclasses.is_dataclass(value):
        items = ((field.name.removesuffix("_"), getattr(value, field.name)) for field in dataclasses.fields(value))
        return {key: _written(item) for key, item in items if not _unrecorded(item)}
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, enum.StrEnum):
        return value.value
    if isinstance(value, dt.time):
        if value != value.replace(second=0, microsecond=0, tzinfo=None):
            raise ValueError(value)
        return value.isoformat("minutes")
    if isinstance(value, dt.datetime):
        raise ValueError(value)  # noqa: TRY004 - as for a time with seconds
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
