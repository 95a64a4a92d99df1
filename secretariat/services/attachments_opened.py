"""Copies of attachments: such as another program opens, only to be read, in a private folder that is wiped.

They lie in the seat's own data folder, not in the computer's: that one is everybody's, and may be on a disk that is not
encrypted where the data is.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from secretariat.domain.file_names import safe_name
from secretariat.errors import RefusedError
from secretariat.services.attachments_intake import pieces_of
from secretariat.services.attachments_types import is_document
from secretariat.services.progress import quiet
from secretariat.services.whole_files import write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from secretariat.domain.facts import Attachment
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.progress import Report

_OWNER_ONLY: Final = 0o700
_READ_ONLY: Final = stat.S_IRUSR


class OpenedFiles:
    """The private folder of one seat."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def copy(self, files: AttachmentFiles, attachment: Attachment, *, report: Report = quiet) -> Path:
        """Give a copy of an attachment, to be read only; the same one if it was opened before.

        Raises what ``AttachmentFiles.pieces`` raises, ``UnwritableError``, and ``RefusedError`` for what is no
        document: a computer runs programs where it opens papers.
        """
        if not is_document(attachment.name):
            raise RefusedError(f"“{attachment.name}”不是文档，不能在这里打开", "请另存后自行处理；来历不明的不要打开")
        self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        self.folder.chmod(_OWNER_ONLY)
        place = self.folder / attachment.sha256[:16] / file_name(attachment)
        if not place.exists():
            write_pieces(place, reported(files, attachment, "正在打开", report))
            place.chmod(_READ_ONLY)
        return place

    def wipe(self) -> None:
        """Remove all copies; one that a program still holds open on Windows stays until the next time."""
        for place in sorted(self.folder.glob("**/*"), reverse=True):
            with suppress(OSError):
                if place.is_dir() and not place.is_symlink():
                    place.rmdir()
                else:
                    _unlink(place)
        with suppress(OSError):
            self.folder.rmdir()


def save_copy(files: AttachmentFiles, attachment: Attachment, path: Path, *, report: Report = quiet) -> Path:
    """Save a copy of an attachment where the user wants it; raises as ``OpenedFiles.copy`` does."""
    write_pieces(path, reported(files, attachment, "正在保存", report))
    return path


def file_name(attachment: Attachment) -> str:
    """What a copy of an attachment is called, on whatever system: a name, never a path."""
    return safe_name(attachment.name)


def reported(files: AttachmentFiles, attachment: Attachment, what: str, report: Report) -> Iterator[bytes]:
    """Give an attachment piece by piece, telling how far it is."""
    for done, piece in enumerate(files.pieces(attachment), 1):
        yield piece
        report(f"{what} {attachment.name}（MB）", done, pieces_of(attachment.size))


def _unlink(place: Path) -> None:
    if os.name == "nt":
        place.chmod(stat.S_IWUSR)  # Windows removes nothing that is read-only
    place.unlink()
