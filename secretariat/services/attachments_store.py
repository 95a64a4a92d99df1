"""Attachments as files, each under its SHA-256: written wholly or not at all, read only as what was written.

Nobody outside of this module learns where a file lies or how: content goes in as pieces and comes out as a stream. So
what is on the disk can be encrypted here, and nowhere else.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from secretariat.errors import UserError
from secretariat.services.database_faults import disk_full, read_only
from secretariat.services.whole_files import keep_folder, make_folder, part_in, sweep_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from secretariat.domain.facts import Attachment

PIECE: Final = 1024 * 1024
"""How much is read or written at a time."""
_BIN: Final = "bin"
_SHA256: Final = re.compile("[0-9a-f]{64}")
_HEAD: Final = 1024


class FileNotHereError(UserError):
    """An attachment that is on record while its file is not on this computer."""


class DamagedFileError(UserError):
    """An attachment whose file is not any more what was stored."""


class UnreachableFilesError(UserError):
    """A folder of attachments that can't be read or written."""


class OtherFileError(UserError):
    """A file that is not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored: its SHA-256, its size in bytes, and its first bytes, which tell what kind of file it is."""

    sha256: str
    size: int
    head: bytes


class AttachmentFiles:
    """The files of one data folder, in ``ab/ab12…``; those that nobody needs wait in ``bin`` before they go.

    Raises ``DiskFullError`` and its like where the disk fails; then what was there before is there still.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # ------------------------------------------------------------------------------------------------ in and out

    def put(self, pieces: Iterable[bytes], *, expected: str | None = None, size: int = 0) -> Stored:
        """Store what the pieces make up, once however often it is stored; when it returns, it is there for good.

        ``expected`` is the only SHA-256 that is taken, else ``OtherFileError``; ``size`` is about how much will come.
        Whatever ``pieces`` raises ends it, and nothing of it remains.
        """
        with self._faults_told():
            make_folder(self.folder)
            if shutil.disk_usage(self.folder).free < size:
                raise disk_full(str(self.folder))
            digest, total, head = hashlib.sha256(), 0, b""
            with part_in(self.folder, "unfinished") as part:
                for piece in pieces:
                    head = head or piece[:_HEAD]
                    digest.update(piece)
                    total += len(piece)
                    part.file.write(piece)
                sha256 = digest.hexdigest()
                if expected not in {None, sha256}:
                    raise OtherFileError("这不是登记的那个文件（内容不同）", "请选择与登记时完全相同的文件")
                place = self._place(sha256)
                make_folder(place.parent)
                # Over what is there already: it should be the same, and if the disk has damaged it, this mends it.
                part.keep_as(place)
            keep_folder(place.parent)
        return Stored(sha256, total, head)

    def has(self, attachment: Attachment) -> bool:
        """Whether the file is here."""
        return any(place.is_file() for place in self._places(attachment.sha256))

    def open(self, attachment: Attachment) -> BinaryIO:
        """Give the content as a stream; raises ``FileNotHereError``."""
        for place in self._places(attachment.sha256):
            with self._faults_told(), suppress(FileNotFoundError):
                return place.open("rb")
        raise not_here(attachment)

    def pieces(self, attachment: Attachment) -> Iterator[bytes]:
        """Give the content piece by piece, and raise ``DamagedFileError`` at the end where it is not what was stored.

        Raises ``FileNotHereError`` too.
        """
        digest = hashlib.sha256()
        with self.open(attachment) as file, self._faults_told():
            while piece := file.read(PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != attachment.sha256:
            raise DamagedFileError(
                f"附件“{attachment.name}”的文件已损坏，内容与登记时不同",
                "请从登记它的电脑取得原文件，用“找回文件…”放回，或用备份恢复",
            )

    def read(self, attachment: Attachment) -> bytes:
        """Give the whole content, which is what was stored; raises as ``pieces`` does."""
        return b"".join(self.pieces(attachment))

    # ------------------------------------------------------------------------------------------------- keeping order

    def sweep_unfinished(self) -> int:
        """Remove what was not copied to its end when the power failed, and say how many files that were."""
        return sweep_parts(self.folder)

    def stored(self) -> dict[str, float]:
        """Give each file that is there by its SHA-256, and when it was stored (a time stamp)."""
        return _times(self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def binned(self) -> dict[str, float]:
        """Give each file in the bin, and since when it is there."""
        return _times((self.folder / _BIN).glob("*"))

    def put_away(self, sha256: str, *, now: float) -> None:
        """Move a file that nobody needs to the bin, from where it is still read."""
        with self._faults_told():
            make_folder(self.folder / _BIN)
            place, binned = self._places(sha256)
            os.utime(place, (now, now))
            place.replace(binned)

    def take_back(self, sha256: str) -> None:
        """Move a file out of the bin."""
        with self._faults_told():
            place, binned = self._places(sha256)
            make_folder(place.parent)
            binned.replace(place)

    def throw_away(self, sha256: str) -> None:
        """Remove a file that is in the bin for good."""
        with self._faults_told():
            self._places(sha256)[1].unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256

    def _places(self, sha256: str) -> tuple[Path, Path]:
        """Where a file lies, and where it lies in the bin."""
        place = self._place(sha256)
        return place, self.folder / _BIN / sha256

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = f"附件文件夹 {self.folder}"
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise disk_full(place) from error
            if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
                raise read_only(place) from error
            raise UnreachableFilesError(
                f"{place}：读写失败（系统错误 {error.errno}）", "请检查磁盘和网络是否正常，然后重试"
            ) from error


def not_here(attachment: Attachment) -> FileNotHereError:
    """Give what is said of an attachment that came without its file."""
    return FileNotHereError(
        f"附件“{attachment.name}”的文件不在本机",
        "会议文件只带附件的登记，不带附件本身；请从登记它的电脑取得原文件，用“找回文件…”放回",
    )


def _times(places: Iterable[Path]) -> dict[str, float]:
    found = {}
    for place in places:
        with suppress(OSError):
            if _SHA256.fullmatch(place.name):
                found[place.name] = place.stat().st_mtime
    return found
