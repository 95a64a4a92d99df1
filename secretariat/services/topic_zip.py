"""A topic's file with its attachments, as a ZIP: read only where it is what this program writes, and streamed.

``topic.json`` says what there is; the attachments lie in ``attachments/`` under their names. Whatever else is in it,
or claims a path of its own, is a link, is locked, or unpacks to more than it may, is refused before anything is taken.
Nothing is ever unpacked to where the file says.
"""

from __future__ import annotations

import errno
import hashlib
import re
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NoReturn

from secretariat.services.attachments_intake import LARGEST, pieces_of
from secretariat.services.attachments_store import PIECE
from secretariat.services.attachments_types import size_words
from secretariat.services.progress import quiet
from secretariat.services.suspicious_files import suspicion
from secretariat.strict_input import MAX_BYTES, open_file, refuse_file, shown_file, shown_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from secretariat.domain.facts import Attachment
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.progress import Report

TOPIC_JSON: Final = "topic.json"
FOLDER: Final = "attachments/"
MOST: Final = 200
"""Files in one ZIP."""
MOST_BYTES: Final = 1024**3
"""What all of them together may unpack to."""
_RATIO: Final = 200
_ALWAYS: Final = 10 * 1024 * 1024
"""What a file may always unpack to, however small it is packed: an empty form packs well."""
_MOST_DIRECTORY: Final = 1024 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_COMMENT: Final = 65_535
_LOCAL_HEADER: Final = 30
"""Bytes before an entry at least (APPNOTE 4.3.7)."""
_LOCKED: Final = 0x1
_UNIX: Final = 16
_IS_UTF8: Final = 0x800
_CHINESE: Final = "gb18030"
_BYTES: Final = "cp437"
"""What names are read as where nothing is said (APPNOTE, appendix D): each byte a character."""
_THE_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_AGAIN: Final = "请让报送单位用本程序重新导出议题文件"
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class TopicZip:
    """An open ZIP whose list of contents is known to be harmless; ``files`` are its attachments by name."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._archive = archive
        self.source = source
        entries = _checked(_named(archive.infolist()), source)
        self._topic = entries.pop(TOPIC_JSON, None)
        if self._topic is None:
            refuse_file(f"压缩包里没有 {TOPIC_JSON}，不是议题文件", _AGAIN, source=source)
        self.files = {name.removeprefix(FOLDER): entry for name, entry in entries.items()}

    def topic_json(self) -> bytes:
        """Give what it says of the topic; raises ``UnusableInputError``."""
        if self._topic is None or self._topic.file_size > MAX_BYTES:
            refuse_file(f"{TOPIC_JSON} 太大", _AGAIN, source=self.source)
        return b"".join(self._read(self._topic, self._topic.file_size))

    def pieces(self, attachment: Attachment, report: Report = quiet) -> Iterator[bytes]:
        """Give an attachment piece by piece; raises ``UnusableInputError`` where it is not what is on record."""
        entry, digest, done = self.files[attachment.name], hashlib.sha256(), 0
        place = f"{self.source}：{FOLDER}{attachment.name}"
        for piece in self._read(entry, attachment.size):
            if not done and (wrong := suspicion(attachment.name, piece)) is not None:
                _refuse_program(attachment.name, wrong, self.source)
            digest.update(piece)
            done += len(piece)
            report(f"正在读取 {attachment.name}（MB）", pieces_of(done), pieces_of(attachment.size))
            yield piece
        if done != attachment.size:
            refuse_file(
                f"大小与登记的不同：登记 {size_words(attachment.size)}，实际 {size_words(done)}", _AGAIN, source=place
            )
        if digest.hexdigest() != attachment.sha256:
            refuse_file("内容与登记的校验值（SHA-256）不同，文件被改动或已损坏", _AGAIN, source=place)

    def check(self, attachments: Iterable[Attachment], report: Report = quiet) -> None:
        """Read all attachments once to their end, so that nothing is taken of a file that is refused in the end."""
        for one in attachments:
            for _ in self.pieces(one, report):
                pass

    def _read(self, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        done = 0
        with _told(self.source), self._archive.open(entry) as file:
            while piece := file.read(PIECE):
                done += len(piece)
                if done > size:
                    refuse_file(
                        f"{shown_value(entry.filename)} 展开后比登记的大，可能是压缩炸弹", _AGAIN, source=self.source
                    )
                yield piece


@contextmanager
def open_zip(path: Path) -> Iterator[TopicZip]:
    """Open a ZIP; raises ``UnusableInputError`` for one that is not what this program writes."""
    source = shown_file(path)
    with open_file(path) as file:
        _refuse_long_lists(file, source)
        with _told(source):
            archive = zipfile.ZipFile(file)
        with archive:
            yield TopicZip(archive, source)


def write_zip(
    file: BinaryIO, topic: bytes, attachments: Iterable[Attachment], files: AttachmentFiles, report: Report = quiet
) -> None:
    """Write a ZIP; the same topic gives the same bytes. Raises what ``AttachmentFiles.pieces`` raises."""
    with zipfile.ZipFile(file, "w") as archive:
        with _new(archive, TOPIC_JSON, zipfile.ZIP_DEFLATED) as entry:
            entry.write(topic)
        for one in attachments:
            done = 0
            # Papers and pictures are packed already.
            with _new(archive, f"{FOLDER}{one.name}", zipfile.ZIP_STORED) as entry:
                for piece in files.pieces(one):
                    entry.write(piece)
                    done += len(piece)
                    report(f"正在写入 {one.name}（MB）", pieces_of(done), pieces_of(one.size))


def _new(archive: zipfile.ZipFile, name: str, packed: int) -> IO[bytes]:
    entry = zipfile.ZipInfo(name, _THE_FIRST_DAY)
    entry.compress_type = packed
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << _UNIX
    return archive.open(entry, "w", force_zip64=False)


# ---------------------------------------------------------------------------------------------------- what is refused


def _refuse_long_lists(file: BinaryIO, source: str) -> None:
    """Refuse before the list is read: a long one alone fills the memory."""
    size = file.seek(0, 2)
    start = max(0, size - _END.size - _COMMENT)
    file.seek(start)
    tail = file.read()
    file.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        refuse_file("压缩包不完整或已损坏", "请重新复制这个文件；仍不行就请报送单位重新导出", source=source)
    _, _, _, _, count, directory, _, _ = _END.unpack_from(tail, place)
    if count > MOST:
        refuse_file(f"压缩包里有 {count} 个文件，最多 {MOST} 个", "请确认选对了文件；附件多的分几次报送", source=source)
    if directory > _MOST_DIRECTORY:
        refuse_file("压缩包的目录异常，不予读取", _AGAIN, source=source)


def _named(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries under their names. Programs that know no Unicode write them as the computer has them: in GB 18030."""
    unsaid = {entry: entry.orig_filename.encode(_BYTES) for entry in entries if not entry.flag_bits & _IS_UTF8}
    encoding = next((one for one in (_CHINESE, "utf-8") if all(_is(one, name) for name in unsaid.values())), _BYTES)
    for entry, name in unsaid.items():
        entry.filename = name.decode(encoding)
    return entries


def _is(encoding: str, name: bytes) -> bool:
    try:
        name.decode(encoding)
    except ValueError:
        return False
    return True


def _common_folder(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The folder that all lie in where somebody has packed what was unpacked; nothing where there is none."""
    folder = entries[0].filename.partition("/")[0] if entries else ""
    within = f"{folder}/"
    inside = all(entry.filename.startswith(within) for entry in entries)
    return within if folder not in {"", ".", "..", FOLDER[:-1]} and inside else ""


def _checked(entries: Sequence[zipfile.ZipInfo], source: str) -> dict[str, zipfile.ZipInfo]:
    known: dict[str, zipfile.ZipInfo] = {}
    lower: set[str] = set()
    total = 0
    within = _common_folder(entries)
    for entry in entries:
        name = entry.filename.removeprefix(within)
        if name in {FOLDER, ""} and entry.is_dir():
            continue
        _refuse_wrong_path(name, source)
        _refuse_wrong_kind(entry, source)
        if name.casefold() in lower:
            refuse_file(f"压缩包里有两个 {shown_value(name)}", _AGAIN, source=source)
        lower.add(name.casefold())
        total += entry.file_size
        _refuse_too_large(entry, total, source)
        known[name] = entry
    if len(known) > MOST:
        refuse_file(f"压缩包里有 {len(known)} 个文件，最多 {MOST} 个", _AGAIN, source=source)
    _refuse_overlaps(known.values(), source)
    return known


def _refuse_overlaps(entries: Iterable[zipfile.ZipInfo], source: str) -> None:
    """Refuse entries that share their bytes: a small file becomes a huge one that way."""
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(in_order):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset:
            said = f"压缩包里的 {shown_value(entry.filename)} 和 {shown_value(following.filename)}"
            refuse_file(f"{said} 重叠在一起，可能是压缩炸弹", _AGAIN, source=source)


def _refuse_wrong_path(name: str, source: str) -> None:
    """Only ``topic.json`` and names in ``attachments/``, none of which leads anywhere else."""
    said = f"压缩包里的 {shown_value(name)}"
    parts = re.split(r"[/\\]", name)
    if ".." in parts:
        refuse_file(f"{said} 指向压缩包之外的位置，可能是恶意文件", _AGAIN, source=source)
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        refuse_file(f"{said} 用的是绝对路径，可能是恶意文件", _AGAIN, source=source)
    inside = name.removeprefix(FOLDER)
    if name != TOPIC_JSON and (inside == name or not inside or re.search(r"[/\\]", inside)):
        refuse_file(f"{said} 不属于议题文件", f"{_AGAIN}，或从压缩包里删去它", source=source)
    if (wrong := suspicion(inside)) is not None:
        _refuse_program(inside, wrong, source)


def _refuse_program(name: str, wrong: str, source: str) -> NoReturn:
    remedy = "没有导入，请不要打开它；请与报送单位核实，重新导出不带它的议题文件"
    refuse_file(f"附件 {shown_value(name)} {wrong}", remedy, source=source)


def _refuse_wrong_kind(entry: zipfile.ZipInfo, source: str) -> None:
    said = f"压缩包里的 {shown_value(entry.filename)}"
    if entry.flag_bits & _LOCKED:
        refuse_file(f"{said} 加了密码，不能读取", "请让报送单位取消密码后重新导出", source=source)
    mode = stat.S_IFMT(entry.external_attr >> _UNIX)
    if mode == stat.S_IFLNK:
        refuse_file(f"{said} 是链接，不是文件，可能是恶意文件", _AGAIN, source=source)
    if mode not in {0, stat.S_IFREG} or entry.is_dir():
        refuse_file(f"{said} 不是普通文件", _AGAIN, source=source)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        refuse_file(f"{said} 的压缩方式不支持", "请让报送单位用本程序或常用的 ZIP 格式重新导出", source=source)


def _refuse_too_large(entry: zipfile.ZipInfo, total: int, source: str) -> None:
    said = f"压缩包里的 {shown_value(entry.filename)}"
    if entry.file_size > LARGEST:
        refuse_file(f"{said} 太大：{size_words(entry.file_size)}，每个附件最大 200 MB", "请拆成几个文件", source=source)
    if total > MOST_BYTES:
        refuse_file("压缩包展开后超过 1 GB，可能是压缩炸弹", "请确认选对了文件；附件多的分几次报送", source=source)
    if entry.file_size > max(_ALWAYS, _RATIO * entry.compress_size):
        text = f"{said} 压缩得异常小（展开是 {entry.file_size // max(entry.compress_size, 1)} 倍），可能是压缩炸弹"
        refuse_file(text, _AGAIN, source=source)


def refuse_other_attachments(archive: TopicZip, attachments: Mapping[str, Attachment]) -> None:
    """Refuse a ZIP that lacks an attachment which its topic names, or holds one that it does not."""
    for name in [name for name in archive.files if name not in attachments]:
        # Some programs write UTF-8 and do not say so; which it was only the names that are looked for can tell.
        other = _as_utf8(name)
        if other in attachments and other not in archive.files:
            archive.files[other] = archive.files.pop(name)
    for name in attachments:
        if name not in archive.files:
            refuse_file(f"缺少附件 {shown_value(name)}：{TOPIC_JSON} 里登记了", _AGAIN, source=archive.source)
    for name in archive.files:
        if name not in attachments:
            remedy = f"{_AGAIN}，或从压缩包里删去它"
            refuse_file(f"压缩包里的 {shown_value(name)} 没有在 {TOPIC_JSON} 里登记", remedy, source=archive.source)


def _as_utf8(name: str) -> str:
    """What a name says that was read as GB 18030 and is UTF-8; itself where it is not."""
    try:
        return name.encode(_CHINESE).decode()
    except ValueError:
        return name


@contextmanager
def _told(source: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        if isinstance(error, RuntimeError) and type(error) not in {RuntimeError, NotImplementedError}:
            raise
        remedy = "请重新复制这个文件；仍不行就请报送单位重新导出"
        refuse_file("压缩包已损坏，读不出来", remedy, source=source)
    except OSError as error:
        told = "文件不见了" if error.errno in {errno.ENOENT, errno.ESTALE, errno.EIO} else "读取文件失败"
        text = f"{told}（系统错误 {error.errno}）"
        refuse_file(text, "请检查 U 盘或网络连接，把文件复制到本机后再导入", source=source)
