"""Names and short texts as people type them: without padding, and with nothing that cannot be printed."""

from __future__ import annotations

import re
from typing import Final

# The C0 and C1 sets, the separators of lines and paragraphs, and what turns the direction of writing: none of them can
# be printed, and the last would let a page show what the record doesn't say.
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DOTS: Final = str.maketrans(dict.fromkeys("•‧・．∙⋅", "·"))
"""The dot within a name, as keyboards and other programs write it."""
_SPACES: Final = re.compile(r"\s+")


def tidy(text: str) -> str:
    """A text without spaces at its ends, and with single ones within it.

    >>> tidy("  财政局　局长 ")
    '财政局 局长'
    """
    return _SPACES.sub(" ", text).strip()


def tidy_name(text: str) -> str:
    """A name as it is kept: not padded, with the one dot that names have; names in Latin letters keep their spaces.

    Papers pad names of two characters when they print them.

    >>> tidy_name("李　靖")
    '李靖'
    >>> tidy_name("买买提•艾力")
    '买买提·艾力'
    """
    name = tidy(text)
    return name if name.isascii() else _SPACES.sub("", name).translate(_DOTS)


def unprintable(text: str) -> str | None:
    """What is said of a text that cannot be printed as it is; ``None``: it can."""
    found = CONTROL.search(text)
    return None if found is None else f"第 {found.start() + 1} 个字是不能打印的控制字符（U+{ord(found[0]):04X}）"
