"""Files that are no organisation in Excel: renamed, locked, damaged, too large, with macros; none ends the program."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.services.organisation_export import workbook_of
from secretariat.services.organisation_plan import plan
from secretariat.services.organisation_reading import read_tables
from secretariat.strict_input import UnusableInputError
from tests.services.organisation_sheets import OFFICE, saved


def written(tmp_path, data, name="名册.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def repacked(path, **parts):
    """The workbook with parts put in or changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return written(path.parent, packed.getvalue(), "又一.xlsx")


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "这是PDF，不是 Excel 工作簿"),
        (b"\xff\xd8\xff\xe0", "这是JPEG 图片，不是 Excel 工作簿"),
        (LOCKED, "工作簿设有打开密码"),
        (LOCKED[:600], "旧格式的工作簿（xls、et）"),
        (b"", "文件是空的"),
        ("姓名,职务\n沈若兰,副区长\n".encode("gb18030"), "这是文本文件（csv、网页等），不是 Excel 工作簿"),
        ("姓名\t职务\n".encode("utf-16"), "这是文本文件"),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "这是文本文件"),
        (bytes(600), "名册.xlsx：不是 Excel 工作簿"),
        (b"PK\x03\x04" + bytes(40), "工作簿已损坏"),
    ],
)
def test_files_that_are_no_workbook(tmp_path, data, words):
    with pytest.raises(UnusableInputError, match=r"名册\.xlsx") as refused:
        read_tables(written(tmp_path, data))
    assert words in refused.value.message
    assert refused.value.remedy


def test_other_archives_macros_and_bombs(tmp_path):
    path = saved(tmp_path, ("甲一",))
    for parts, words in (
        ({"xl/vbaProject.bin": b"x"}, "工作簿含有宏"),
        ({"xl/macrosheets/sheet2.xml": b"<x/>"}, "工作簿含有宏"),
        ({"xl/workbook.bin": b"x"}, "这是二进制工作簿（xlsb）"),
        ({"xl/media/a.bin": bytes(101 * 1024 * 1024)}, "展开后过大"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "工作簿已损坏"),
        ({"xl/worksheets/sheet1.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"}, "工作簿已损坏"),
    ):
        with pytest.raises(UnusableInputError, match=words):
            read_tables(repacked(path, **parts))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnusableInputError, match="压缩包或其他文档"):
        read_tables(written(tmp_path, packed.getvalue()))


def test_a_workbook_that_may_have_macros_and_has_none_is_read(tmp_path):
    path = saved(tmp_path, ("甲一",))
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in types
    types = types.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    (table,) = read_tables(repacked(path, **{"[Content_Types].xml": types}))
    assert [entry.values["name"] for entry in table.entries] == ["甲一"]


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=6))
@settings(max_examples=20)
def test_a_damaged_workbook_never_ends_the_program(tmp_path_factory, at, junk):
    folder = tmp_path_factory.mktemp("x")
    data = bytearray(workbook_of(OFFICE))
    data[at : at + len(junk)] = junk
    with suppress(UnusableInputError):  # told as it should be; anything else would be a fault of the program
        plan(OFFICE, read_tables(written(folder, bytes(data))))


def test_workbooks_without_a_list(tmp_path):
    with pytest.raises(UnusableInputError, match="没有找到人员名册：工作表“Sheet1”的前 10 行里没有表头“姓名”"):
        read_tables(saved(tmp_path, sheet="Sheet1", head=("名字", "职务")))
    with pytest.raises(UnusableInputError, match="“分管”表的前 10 行里没有表头“姓名、分管单位”"):
        read_tables(saved(tmp_path, sheet="分管", head=("单位",)))
    with pytest.raises(UnusableInputError, match="有两列都是“单位”（B1、C1）"):
        read_tables(saved(tmp_path, head=("姓名", "单位", "部门")))


def test_a_sheet_that_understates_its_size_is_read_to_its_end(tmp_path):
    path = saved(tmp_path, ("甲一",), ("甲二",))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A1:G3"' in sheet
    small = sheet.replace(b'<dimension ref="A1:G3"', b'<dimension ref="A1"')
    (table,) = read_tables(repacked(path, **{"xl/worksheets/sheet1.xml": small}))
    assert len(table.entries) == 2


def test_too_many_rows_are_told_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("secretariat.services.organisation_reading.MOST_ROWS", 3)
    assert len(read_tables(saved(tmp_path, ("甲",), ("乙",), ("丙",)))[0].entries) == 3
    with pytest.raises(UnusableInputError, match="“人员”超过 3 行"):
        read_tables(saved(tmp_path, ("甲",), ("乙",), ("丙",), ("丁",)))
