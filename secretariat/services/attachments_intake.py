"""A file that the user chose, taken among the attachments: checked, copied piece by piece, and told what it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from secretariat.domain.facts import Attachment
from secretariat.services.attachments_store import PIECE
from secretariat.services.attachments_types import media_type, size_words, type_words
from secretariat.services.progress import quiet
from secretariat.strict_input import open_file, refuse_file, shown_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.progress import Report

LARGEST: Final = 200 * 1024 * 1024
"""Bytes of one attachment."""
_LONGEST_NAME: Final = 120


def pieces_of(size: int) -> int:
    """How many pieces (MB) a file of that size has."""
    return max(-(-size // PIECE), 1)


def take_in(
    files: AttachmentFiles,
    path: Path,
    *,
    only: frozenset[str] | None = None,
    expected: str | None = None,
    report: Report = quiet,
) -> Attachment:
    """Store a user's file and give it as an attachment that has no id yet.

    ``only`` are the media types that are taken, ``expected`` the one SHA-256. Raises ``UnusableInputError`` for a
    folder, an empty or too large file, one that can't be read or changes meanwhile, a kind that is not taken; also
    what ``AttachmentFiles.put`` raises. Then nothing was stored.
    """
    name = name_of(path)
    size = _check(path, only)
    stored = files.put(_pieces(path, report), expected=expected, size=size)
    kind = media_type(stored.head, name)
    return Attachment(id="", name=name, sha256=stored.sha256, size=stored.size, media_type=kind)


def name_of(path: Path) -> str:
    """A file's name as a record can hold it: without what can't be printed, and of sane length, the ending kept."""
    name = "".join(sign if sign.isprintable() else "_" for sign in shown_file(Path(path.name))).strip()
    stem, dot, ending = name.rpartition(".")
    if len(name) > _LONGEST_NAME and stem:
        name = f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}"
    return name[:_LONGEST_NAME] or "附件"


def _check(path: Path, only: frozenset[str] | None) -> int:
    """Look at a file before it is copied: nobody waits for 200 MB that are refused in the end."""
    source = shown_file(path)
    with open_file(path) as file:
        size, head = os.fstat(file.fileno()).st_size, file.read(1024)
    if not head:
        refuse_file("文件是空的（0 字节）", "请确认选对了文件；扫描仪还没有写完的，请稍候再选", source=source)
    if size > LARGEST:
        _refuse_large(size, source)
    kind = media_type(head, name_of(path))
    if only is not None and kind not in only:
        named = "、".join(type_words(one) for one in sorted(only))
        refuse_file(f"不是 {named}", "请扫描或另存为其中一种格式，再添加", source=source)
    return size


def _pieces(path: Path, report: Report) -> Iterator[bytes]:
    """Read a file to its end; a file that is being changed meanwhile is refused."""
    source, name, done = shown_file(path), name_of(path), 0
    with open_file(path) as file:
        before = os.fstat(file.fileno())
        while piece := file.read(PIECE):
            done += len(piece)
            if done > LARGEST:
                _refuse_large(done, source)
            yield piece
            report(f"正在复制 {name}（MB）", pieces_of(done), max(pieces_of(before.st_size), pieces_of(done)))
        after = os.fstat(file.fileno())
    if done != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        refuse_file("读取时文件被改动", "请等别的程序写完、关闭这个文件，然后再添加", source=source)


def _refuse_large(size: int, source: str) -> None:
    refuse_file(
        f"文件太大：{size_words(size)}，每个附件最大 200 MB",
        "请压缩、降低扫描分辨率，或拆成几个文件再添加",
        source=source,
    )
