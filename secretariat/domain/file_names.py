"""Names of files that every system takes: no path, no device of Windows, not too long for any disk."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 120
"""Characters of an attachment's name."""
_MOST_BYTES: Final = 200
"""Of a name as Linux counts it, in UTF-8; what is put behind a name on the way has room besides (255 at most)."""
_REPLACED: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
"""Whatever ending they have (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""


def name_fault(name: str) -> tuple[str, str] | None:
    """Say what is wrong with a file's name, and the remedy; ``None``: every system takes it.

    >>> name_fault("CON.pdf")
    ('是 Windows 的设备名，不能作文件名', '请换个名称')
    >>> name_fault("汇报材料.pdf") is None
    True
    """
    if name != name.strip(" .") or _FORBIDDEN.search(name):
        return "文件名不能用", '请去掉路径、首尾的空格和点，以及 \\ / : * ? " < > |'
    if _DEVICE.fullmatch(name):
        return "是 Windows 的设备名，不能作文件名", "请换个名称"
    if len(name) > LONGEST:
        return f"文件名有 {len(name)} 个字，最多 {LONGEST} 个", "请缩短文件名，保留扩展名"
    return None


def safe_name(name: str) -> str:
    """Give a name that every system takes, like this one; its ending is kept.

    >>> safe_name("../a?.pdf"), safe_name("nul.txt"), safe_name(" . ")
    ('_a_.pdf', '_nul.txt', '附件')
    """
    plain = name.translate(_REPLACED).strip(" .") or "附件"
    plain = f"_{plain}" if _DEVICE.fullmatch(plain) else plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > len("numbers"):
        stem, dot, ending = plain, "", ""
    room = _MOST_BYTES - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
