"""Reading what others wrote: bytes of a file, JSON, and values checked against a dataclass, all refused in Chinese.

Each step gives its result or raises ``UnusableInputError`` (a ``FileUnusableError``) with the place and a remedy:

``read_bytes``
    a regular file of limited size as bytes.
``decode``
    bytes as text, strict UTF-8.
``parse_json``
    bytes as a JSON value without doubled keys, ``NaN``, ``Infinity`` or bottomless nesting.
``validate``
    a value from JSON or TOML as a frozen standard dataclass.

``Problem`` and ``refuse`` let a caller add checks of its own that are told in the same manner.
"""

from __future__ import annotations

from secretariat.strict_input.files import MAX_BYTES, read_bytes
from secretariat.strict_input.json_text import MAX_DEPTH, parse_json
from secretariat.strict_input.problems import (
    Problem,
    Steps,
    UnusableInputError,
    nearest,
    refuse,
    refuse_file,
    shown_file,
    shown_path,
    shown_value,
)
from secretariat.strict_input.shape import validate
from secretariat.strict_input.text import decode

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Problem",
    "Steps",
    "UnusableInputError",
    "decode",
    "nearest",
    "parse_json",
    "read_bytes",
    "refuse",
    "refuse_file",
    "shown_file",
    "shown_path",
    "shown_value",
    "validate",
]
