"""Files that came from outside and are, or pretend not to be, programs: kept out, whatever they are called."""

from __future__ import annotations

import re
from typing import Final

_PROGRAMS: Final = frozenset(
    [
        "apk",
        "app",
        "appimage",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "cpl",
        "deb",
        "desktop",
        "dll",
        "dmg",
        "elf",
        "exe",
        "gadget",
        "hta",
        "inf",
        "ins",
        "iso",
        "jar",
        "js",
        "jse",
        "ksh",
        "lnk",
        "msc",
        "msi",
        "msp",
        "mst",
        "pif",
        "pl",
        "ps1",
        "ps2",
        "psc1",
        "py",
        "pyc",
        "rb",
        "reg",
        "rpm",
        "run",
        "scf",
        "scr",
        "sct",
        "sh",
        "shb",
        "so",
        "sys",
        "url",
        "vb",
        "vbe",
        "vbs",
        "ws",
        "wsc",
        "wsf",
        "wsh",
        "xll",
    ]
)
_MACROS: Final = frozenset(["docm", "dotm", "potm", "ppam", "ppsm", "pptm", "sldm", "xlam", "xlsm", "xltm"])
_BEGINNINGS: Final = (
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"\xcf\xfa\xed\xfe", "苹果系统程序"),
    (b"\xca\xfe\xba\xbe", "Java 程序"),
    (b"#!", "脚本程序"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式"),
)
_PAPER: Final = re.compile(r"\.(pdf|jpe?g|png|tiff?|docx?|xlsx?|pptx?|wps|et|dps|ofd|txt|rtf)\s*\.", re.IGNORECASE)


def suspicion(name: str, head: bytes = b"") -> str | None:
    """Say what is wrong with a file of that name, of which ``head`` are the first bytes; ``None``: nothing is known.

    >>> suspicion("说明.pdf.exe")
    '看起来是 pdf 文档，其实是程序（.exe），可能是病毒'
    >>> suspicion("说明.pdf") is None
    True
    """
    plain = name.rstrip(" .　")
    ending = plain.rpartition(".")[2].lower() if "." in plain else ""
    if ending in _PROGRAMS:
        pretended = _PAPER.search(plain)
        if pretended is not None:
            return f"看起来是 {pretended[1].lower()} 文档，其实是程序（.{ending}），可能是病毒"
        return f"是程序或脚本（.{ending}），不是文档"
    if ending in _MACROS:
        return f"是含宏的文档（.{ending}），打开时可能运行程序"
    what = next((what for beginning, what in _BEGINNINGS if head.startswith(beginning)), None)
    return None if what is None else f"名称是文档，内容却是{what}，可能是病毒"
