"""Reading what others wrote: bytes of a file, JSON, and values checked against a dataclass, all refused in Chinese.

Each step gives its result or raises ``UnusableInputError`` (a ``FileUnusableError``) with the place and a remedy:

``read_bytes``
    a regular file of limited size as bytes; ``open_file`` the same as a stream.
``decode``
    bytes as text, strict UTF-8.
``parse_json``
    bytes as a JSON value without doubled keys, ``NaN``, ``Infinity`` or bottomless nesting.
``validate``
    a value from JSON or TOML as a frozen standard dataclass; ``examine`` tells every problem instead of refusing.

``Problem`` and ``refuse`` let a caller add checks of its own that are told in the same manner.
"""

from __future__ import annotations

from secretariat.strict_input.files import MAX_BYTES, open_file, read_bytes
from secretariat.strict_input.json_text import MAX_DEPTH, parse_json
from secretariat.strict_input.problems import (
    Problem,
    Steps,
    UnusableInputError,
    nearest,
    read_path,
    refuse,
    refuse_file,
    shown_file,
    shown_path,
    shown_value,
)
from secretariat.strict_input.shape import examine, validate
from secretariat.strict_input.text import decode

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Problem",
    "Steps",
    "UnusableInputError",
    "decode",
    "examine",
    "nearest",
    "open_file",
    "parse_json",
    "read_bytes",
    "read_path",
    "refuse",
    "refuse_file",
    "shown_file",
    "shown_path",
    "shown_value",
    "validate",
]
