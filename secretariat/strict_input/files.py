"""Reading a file that a user named: a regular file, never more of it than the limit."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from secretariat.strict_input.problems import UnusableInputError, refuse_file, shown_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIB = 1024 * 1024
MAX_BYTES = 64 * MIB


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Give a regular file's content of at most ``limit`` bytes, never having read more than that.

    Raises ``UnusableInputError`` for a missing file, a folder, a device or pipe, no permission, and a file too large.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        too_large = size > limit
        # One byte more than it should hold shows a file that has grown, or one that hides its size.
        data = b"" if too_large else file.read(size + 1)
        if len(data) > size:
            data += file.read(limit + 1 - len(data))
    if too_large or len(data) > limit:
        text = f"文件太大：超过 {limit // MIB} MiB" if limit >= MIB else f"文件太大：超过 {limit} 字节"
        refuse_file(text, "请确认选对了文件；一次会议的文件远小于这个上限", source=shown_file(path))
    return data


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Give a regular file, open to be read and nothing else: what fails meanwhile is told as the file's own fault.

    Raises ``UnusableInputError`` for a missing file, a folder, a device or pipe, no permission, a disk that fails.
    """
    source = shown_file(path)
    try:
        # Not to wait for a writer at the other end of a pipe. Windows has no such flag, but wants the one for bytes.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                refuse_file("不是普通文件，而是设备或管道", "请选择一个存在磁盘上的文件", source=source)
            yield file
    except (OSError, ValueError) as error:
        raise _unreadable(error, path, source) from error


def _unreadable(error: OSError | ValueError, path: Path, source: str) -> UnusableInputError:
    # Windows reports "no permission" for a folder, and a path through a file as "not found".
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):
        text, remedy = "这是文件夹，不是文件", "请选择文件夹里的那个文件"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        text, remedy = "没有这个文件", "请检查路径和文件名是否写对，文件是否已移走"
    elif isinstance(error, PermissionError):
        text, remedy = "没有读取这个文件的权限", "请联系管理员开通读取权限，或把文件复制到自己的文件夹"
    elif isinstance(error, ValueError) or error.errno in {errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}:
        text, remedy = "文件名不能用", "请检查路径和文件名"
    else:
        text = f"读取文件失败（系统错误 {error.errno}）"
        remedy = "请检查磁盘、U 盘或网络连接，然后再试；仍不行就换一份副本"
    return UnusableInputError(f"{source}：{text}", remedy, (text,))
