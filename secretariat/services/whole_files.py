"""Files that are there wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from secretariat.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_UNFINISHED = ".part"

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
            _write(path, (data,))
    for folder in dict.fromkeys(path.parent for path in files):
        with _causes_told(folder):
            keep_folder(folder)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that comes in pieces, as :func:`write_whole` does; whatever ``pieces`` raises leaves nothing."""
    with _causes_told(path):
        _write(path, pieces)
    with _causes_told(path.parent):
        keep_folder(path.parent)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to be written as :func:`write_whole` writes it; whatever is raised meanwhile leaves nothing."""
    with _causes_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with part_in(path.parent, path.name) as part:
            yield part.file
            part.keep_as(path)
    with _causes_told(path.parent):
        keep_folder(path.parent)


@contextlib.contextmanager
def _causes_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, f"系统错误 {error.errno}")
        raise UnwritableError(f"无法写入 {path}（{cause}）", "请换一个可写的位置，或清理磁盘后重试") from error


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with part_in(path.parent, path.name) as part:
        for piece in pieces:
            part.file.write(piece)
        part.keep_as(path)


# ------------------------------------------------------------------------------------------------- files under way


class Part:
    """A file that is being written: ``file`` takes its content, ``keep_as`` gives it its name."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.file = place.open("xb")
        _hold(self.file)

    def keep_as(self, path: Path) -> None:
        """Give it its name in the same file system, over what bears it, once all of it is on the disk.

        The name itself is there for good only after ``keep_folder``.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        if os.name == "nt":
            self.file.close()  # Windows renames no file that is open
        self._place.replace(path)

    def give_up(self) -> None:
        """Leave nothing of it; once it has its name there is nothing to leave."""
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self.file.close()
            self._place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            # What it still holds back can't be written where the disk is full; nobody needs it.
            self.file.close()


@contextlib.contextmanager
def part_in(folder: Path, stem: str) -> Iterator[Part]:
    """Give a file to be written in a folder; whatever was not kept in the end leaves nothing."""
    part = Part(folder / f".{stem[:80]}.{os.urandom(4).hex()}{_UNFINISHED}")
    try:
        yield part
    finally:
        part.give_up()


def sweep_parts(folder: Path) -> int:
    """Remove what was left half written in a folder when the power failed, and say how many files that were.

    A file that somebody is still writing, here or in another process, is left to him.
    """
    return sum(_sweep(place) for place in sorted(folder.glob(f".*{_UNFINISHED}")))


def _sweep(place: Path) -> bool:
    try:
        with place.open("r+b") as file:
            if not _hold(file):
                return False
            if os.name != "nt":
                place.unlink()
        place.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _hold(file: BinaryIO) -> bool:
    """Take hold of a file until it is closed; false where somebody else has. Windows does so by opening it."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system that knows no locks
    return True


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, for good."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for place in missing:
        keep_folder(place.parent)


def keep_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
