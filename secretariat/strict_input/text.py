"""Bytes as text: UTF-8 and nothing else, with a word on what a file seems to be instead.

A byte order mark is refused, not skipped: a file has one form, and what else reads it may not skip the mark.
"""

from __future__ import annotations

from typing import NoReturn

from secretariat.strict_input.problems import refuse_file

_FOREIGN = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或办公文档（zip、docx、xlsx、ofd）"),
    (b"\xd0\xcf\x11\xe0", "旧版办公文档（doc、xls、wps、et）"),
    (b"Rar!", "压缩包（rar）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gzip）"),
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3\x00", "数据库（SQLite）"),
)
# UTF-32 before UTF-16: the mark of the one begins like that of the other.
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE_AS = "请用文本编辑器打开，选“另存为”，编码选 UTF-8（不带 BOM）"


def decode(data: bytes, *, source: str) -> str:
    """Give ``data`` as text: UTF-8 without a byte order mark and without null bytes, not empty.

    Raises ``UnusableInputError`` that names what the file seems to be instead.
    """
    _refuse_other_forms(data, source=source)
    if not data.strip():
        refuse_file("文件是空的", "请重新导出或重新复制这个文件", source=source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_not_utf8(data, error, source=source)
    if "\0" in text:
        where = place(text, text.index("\0"))
        refuse_file(f"{where}有空字节，文件可能已损坏", "请换一份完好的副本，或重新导出", source=source)
    return text


def _refuse_other_forms(data: bytes, *, source: str) -> None:
    for mark, name in _FOREIGN:
        if data.startswith(mark):
            refuse_file(f"这是{name}，不是 UTF-8 文本", "请选择正确的文件", source=source)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and len(data) > 1 and data[:2].count(0) == 1:
        encoding = "UTF-16"
    if encoding:
        refuse_file(f"文件的编码是 {encoding}，应为 UTF-8", _SAVE_AS, source=source)
    if data.startswith(b"\xef\xbb\xbf"):
        remedy = f"{_SAVE_AS}；旧版“记事本”只会存带 BOM 的，请换 WPS 或别的编辑器"
        refuse_file("文件开头有 BOM（字节顺序标记），应为不带 BOM 的 UTF-8", remedy, source=source)


def _refuse_not_utf8(data: bytes, error: UnicodeDecodeError, *, source: str) -> NoReturn:
    before = data[: error.start].decode("utf-8")
    if error.reason == "unexpected end of data":
        refuse_cut_off(before, source=source)
    where = place(before, len(before))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        remedy = f"请换一份完好的副本；若还能打开，{_SAVE_AS}"
        refuse_file(f"{where}不是 UTF-8 文字，文件可能已损坏", remedy, source=source)
    refuse_file(f"文件的编码像是 GBK（GB18030），应为 UTF-8；{where}起读不出来", _SAVE_AS, source=source)


def place(text: str, position: int) -> str:
    """Give line and column (from 1, in characters) of a position in ``text``, as a reader is told them."""
    line = text.count("\n", 0, position) + 1
    return f"第 {line} 行第 {position - text.rfind(chr(10), 0, position)} 列"


def refuse_cut_off(text: str, *, source: str) -> NoReturn:
    """Raise ``UnusableInputError`` for a file that breaks off where ``text`` ends."""
    text = text.rstrip()
    remedy = "请重新导出或重新复制，确认复制完整"
    refuse_file(f"文件不完整：到{place(text, len(text))}就断了", remedy, source=source)
