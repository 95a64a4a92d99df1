"""Excel workbooks from outside: opened with limits, read sheet by sheet, and refused with what is wrong and the remedy.

Only ``.xlsx`` is read. What a file claims to be counts for nothing: an old or locked workbook, one with macros, a PDF
under another name, a part that would unpack to gigabytes are each told for what they are. openpyxl is imported when
the first workbook is opened.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from secretariat.domain.records import record
from secretariat.services.attachments_types import PDF, PICTURES, media_type, type_words
from secretariat.services.progress import quiet
from secretariat.strict_input import read_bytes, refuse_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from secretariat.services.progress import Report

MIB: Final = 1024 * 1024
MAX_BYTES: Final = 20 * MIB
MAX_PART: Final = 100 * MIB
"""What one part of a workbook may unpack to: a sheet of 20,000 people takes about ten."""
MAX_UNPACKED: Final = 200 * MIB
MAX_PARTS: Final = 2_000
MAX_ROW: Final = 1_048_576
MAX_COLUMNS: Final = 60
HEAD: Final = 1024

_AS_XLSX: Final = "请用 Excel 或 WPS 表格打开，另存为“Excel 工作簿（*.xlsx）”，再导入"
# What openpyxl may raise of a file that is not as it should be; anything else is a fault of the program.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    SyntaxError,  # of XML: both parsers say so
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)


class Cell(NamedTuple):
    """One cell that holds something.

    ``kind`` is ``text``, ``number``, ``day``, ``truth``, ``formula``, ``error``; ``place`` is its address (``C5``).
    """

    place: str
    kind: str
    value: Any


class SheetRow(NamedTuple):
    """A row of a sheet that holds something, its cells by column from 1; ``merged`` are ranges that it is part of."""

    number: int
    cells: dict[int, Cell]
    merged: tuple[str, ...]


@record(kw_only=True)
class Sheet:
    """One sheet: its name, its rows, and whether it counts days from 1904."""

    name: str
    rows: tuple[SheetRow, ...]
    since_1904: bool = False


def read_workbook(path: Path, *, most_rows: int, only: Iterable[str] = (), report: Report = quiet) -> tuple[Sheet, ...]:
    """Give a workbook's sheets; of those named in ``only`` if any of them is there, else all that can be seen.

    ``report`` is told row by row and may raise to give up. Raises ``UnusableInputError`` for a file that is no
    workbook, is locked, has macros, is too large, or has a sheet of more than ``most_rows`` rows that hold something.
    """
    source = path.name
    data = read_bytes(path, limit=MAX_BYTES)
    _refuse_other_kinds(data, source)
    with _told(source), zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_bombs_and_macros(archive, source)
    # openpyxl warns of what it leaves out: pictures, extensions of other programs, formats.
    with _told(source), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import openpyxl  # noqa: PLC0415 - see the head of this module

        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            return _sheets(book, frozenset(only), source, most_rows, report)
        finally:
            book.close()


# ------------------------------------------------------------------------------------------------------- the container


def _refuse_other_kinds(data: bytes, source: str) -> None:
    kind = media_type(data[:HEAD], source)
    if kind == PDF or kind in PICTURES:
        refuse_file(f"这是{type_words(kind)}，不是 Excel 工作簿（改扩展名不能转换格式）", _AS_XLSX, source=source)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            remedy = "请用 Excel 或 WPS 打开，取消打开密码后另存，再导入"
            refuse_file("工作簿设有打开密码，不能读取", remedy, source=source)
        refuse_file("这是旧格式的工作簿（xls、et）", _AS_XLSX, source=source)
    if not data.strip():
        refuse_file("文件是空的", "请重新导出或重新复制这个文件", source=source)
    if not data.startswith(b"PK"):
        what = "这是文本文件（csv、网页等），" if _is_text(data[:HEAD]) else ""
        refuse_file(f"{what}不是 Excel 工作簿（xlsx）", _AS_XLSX, source=source)


def _is_text(head: bytes) -> bool:
    """Whether it begins like a text in whatever encoding: nothing in it controls a device."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or re.search(rb"[\x00-\x08\x0e-\x1f]", head) is None


def _refuse_bombs_and_macros(archive: zipfile.ZipFile, source: str) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        refuse_file("文件加了密码，不能读取", "请取消密码后重新保存，再导入", source=source)
    sizes = [part.file_size for part in parts]
    if len(parts) > MAX_PARTS or max(sizes, default=0) > MAX_PART or sum(sizes) > MAX_UNPACKED:
        text = f"展开后过大（{sum(sizes) // MIB} MiB，{len(parts)} 个部分），不像是填写的表格"
        refuse_file(text, "请把内容复制到新建的工作簿中，另存后再导入", source=source)
    names = {part.filename.lower() for part in parts}
    if any(name.rpartition("/")[2].startswith("vbaproject") or "/macrosheets/" in name for name in names):
        remedy = "请用 Excel 或 WPS 打开，另存为不含宏的“Excel 工作簿（*.xlsx）”，再导入"
        refuse_file("工作簿含有宏，为安全起见不导入", remedy, source=source)
    if "xl/workbook.bin" in names:
        refuse_file("这是二进制工作簿（xlsb）", _AS_XLSX, source=source)
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        refuse_file("这是压缩包或其他文档，不是 Excel 工作簿（xlsx）", _AS_XLSX, source=source)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(HEAD):
                    _refuse_damaged(source)


@contextmanager
def _told(source: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE:
        _refuse_damaged(source)


def _refuse_damaged(source: str) -> NoReturn:
    refuse_file("工作簿已损坏，或不是由 Excel、WPS 表格保存的，读不出来", _AS_XLSX, source=source)


# ---------------------------------------------------------------------------------------------------------- the sheets


def _sheets(book: Any, only: frozenset[str], source: str, most_rows: int, report: Report) -> tuple[Sheet, ...]:  # noqa: ANN401 - openpyxl says nothing of its types
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    named = [sheet for sheet in book.worksheets if sheet.title.strip() in only]
    since_1904 = book.epoch.year == 1904  # noqa: PLR2004 (the other epoch of Excel)
    return tuple(
        Sheet(
            name=sheet.title.strip(),
            rows=tuple(_rows(sheet, book, source, most_rows, report)),
            since_1904=since_1904,
        )
        for sheet in named or seen
    )


def _rows(sheet: Any, book: Any, source: str, most_rows: int, report: Report) -> Iterator[SheetRow]:  # noqa: ANN401 - as above
    from openpyxl.cell.read_only import EMPTY_CELL  # noqa: PLC0415 - see the head of this module

    # Of merged cells openpyxl says nothing when it reads row by row; how many rows are coming it takes from a note in
    # the sheet, which other programs leave as it was.
    text = book._archive.read(sheet._worksheet_path)  # noqa: SLF001 - see above
    sheet.reset_dimensions()
    total = len(re.findall(rb"<(?:\w+:)?row[\s>]", text))
    merged = _merged(text, 2 * most_rows)
    held = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if number > MAX_ROW:
            _refuse_damaged(source)
        filled = [cell for cell in cells if cell is not EMPTY_CELL and cell.value is not None]
        # A stray mark in the last row of the sheet makes a million empty ones.
        if filled or number % 1000 == 0:
            report(f"读取“{sheet.title}”", min(number, total), total)
        known = {cell.column: _cell(cell) for cell in filled}
        known = {column: cell for column, cell in known.items() if cell.value != ""}
        if known:
            held += 1
            if held > most_rows + 1:
                text_ = f"“{sheet.title}”超过 {most_rows} 行"
                refuse_file(text_, f"请分成几个文件，每个不超过 {most_rows} 行，分次导入", source=source)
            yield SheetRow(number, known, tuple(merged[number]))


def _merged(text: bytes, last_row: int) -> defaultdict[int, list[str]]:
    """The merged ranges by the rows that are part of them, as far as rows are read."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    left = 10 * last_row
    for match in re.finditer(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+([0-9]+):[A-Z]+([0-9]+))\"", text):
        rows = range(int(match[2]), min(int(match[3]), last_row) + 1)
        left -= len(rows)
        if left < 0:
            break
        for row in rows:
            found[row].append(match[1].decode())
    return found


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - as above
    value, kind = cell.value, cell.data_type
    if kind == "f":
        return Cell(cell.coordinate, "formula", str(getattr(value, "text", value)))
    if kind == "e":
        return Cell(cell.coordinate, "error", str(value))
    if kind == "b":
        return Cell(cell.coordinate, "truth", bool(value))
    if isinstance(value, dt.datetime | dt.date):
        return Cell(cell.coordinate, "day", value.date() if isinstance(value, dt.datetime) else value)
    if isinstance(value, int | float):
        return Cell(cell.coordinate, "number", value)
    return Cell(cell.coordinate, "text", str(value).strip())
