"""Whether there is a screen to show a window on, asked before Qt is: without one Qt ends the program."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

from secretariat.errors import UserError

_PATIENCE_S: Final = 2.0
_FIRST_PORT: Final = 6000
_SOCKETS: Final = Path("/tmp/.X11-unix")  # noqa: S108 (where X11 has them)


class NoDisplayError(UserError):
    """No screen can be reached."""


def need_display() -> None:
    """Raise ``NoDisplayError`` where no window can be shown."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {
        "offscreen",
        "minimal",
        "vnc",
        "linuxfb",
        "eglfs",
    }:
        return
    if _wayland_answers() or _x11_answers():
        return
    display = os.environ.get("DISPLAY")
    raise NoDisplayError(
        f"无法连接图形界面（{display}）" if display else "这里没有图形界面，打不开窗口",
        "请在桌面环境中启动，或改用命令行：check 检查会议文件，minutes 印制会议纪要",
    )


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name)))


def _x11_answers() -> bool:
    match = re.fullmatch(r"(?:unix:|)([\w.-]*?)(?:/unix)?:(\d+)(?:\.\d+)?", os.environ.get("DISPLAY", ""))
    if match is None:
        return False
    host, number = match[1], int(match[2])
    if host in {"", "unix"}:
        return _connects(str(_SOCKETS / f"X{number}")) or _connects(f"\0{_SOCKETS}/X{number}")
    import socket  # noqa: PLC0415 (5 ms, only where it is used)

    try:
        with socket.create_connection((host, _FIRST_PORT + number), timeout=_PATIENCE_S):
            return True
    except OSError:
        return False


def _connects(path: str) -> bool:
    import socket  # noqa: PLC0415 (as above)

    try:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(_PATIENCE_S)
            asked.connect(path)
    except OSError:
        return False
    return True
