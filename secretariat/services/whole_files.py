"""Files that are there wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from secretariat.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CAUSES = {
    errno.ENOENT: "没有该目录",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "该位置只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENOTDIR: "上级不是目录",
    errno.EEXIST: "上级不是目录",
    errno.EISDIR: "该位置是目录",
    errno.ENAMETOOLONG: "文件名过长",
}


class UnwritableError(UserError):
    """A place where nothing can be written."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there wholly or not at all, also when the power fails.

    Makes the folder if need be. Raises ``UnwritableError`` with the cause and the remedy.
    """
    write_each_whole({path: data})


def write_each_whole(files: Mapping[Path, bytes]) -> None:
    """Write several files, each as :func:`write_whole` does; when it returns, all are there for good."""
    for path, data in files.items():
        with _causes_told(path):
            _write(path, data)
    for folder in dict.fromkeys(path.parent for path in files):
        with _causes_told(folder):
            _keep_folder(folder)


@contextlib.contextmanager
def _causes_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, f"系统错误 {error.errno}")
        raise UnwritableError(f"无法写入 {path}（{cause}）", "请换一个可写的位置，或清理磁盘后重试") from error


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name[:80]}.{os.urandom(4).hex()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _keep_folder(folder: Path) -> None:
    """Make the renaming itself last; Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
