"""Cells of an organisation in Excel that are wrong or written in other ways: each is named, with a remedy."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from secretariat.domain import organisation_editing as editing
from secretariat.domain.labels import POSTS
from secretariat.domain.states import DepartmentKind, Post
from secretariat.services.organisation_columns import day_named, post_named
from secretariat.services.organisation_rows import RowState
from tests.services.organisation_sheets import HEAD, OFFICE, planned, problems


def test_cells_that_are_wrong_are_named_each_with_a_remedy(tmp_path):
    found = planned(
        tmp_path,
        ("=A1&B1", None, None, None),
        ("甲一", None, None, "部门主要负责人", "财证局"),
        ("甲二", None, None, "政府副职", None, "2022.4", None),
        ("甲三", None, None, "政府副职", None, dt.date(2022, 4, 3), dt.date(2021, 4, 3)),
        ("甲四", None, None, "政府主要负责人", None, "2022-02-30", None),
        ("甲五", None, None, "区长", None, None, "至今"),
        ("甲六", None, None, "局长"),
        ("甲六", None, None, "局长"),
        (None, None, "副区长"),
        ("甲七", None, "副区长"),
        ("甲七", None, "局长"),
        (20220403, None, None),
        ("甲八", None, dt.date(2022, 1, 1)),
        ("甲\u202e九", None, None),
        ("甲十", None, None, "部门主要负责人"),
        ("甲" * 300,),
        ("甲二甲", None, None, "局长", "财证局"),
        ("=A1", None, None, "政府副职", None, "昨天"),
    )
    told = {cell: (text, remedy) for cell, text, remedy in problems(found)}
    assert {row.state for row in found.rows} == {RowState.WRONG, RowState.NEW}
    assert told["A2"][0].startswith("姓名是公式（'=A1&B1'）")
    assert told["E3"] == ("没有单位“财证局”，是否应为 '财政局'", "请改正单位名称，或在“单位”表中增加这个单位")
    assert told["F4"][0] == "任职开始“2022.4”只写到月，没有写到日"
    assert told["G5"][0] == "甲三任政府副职，结束日期2021年4月3日早于开始日期2022年4月3日"
    assert told["F6"][0] == "任职开始“2022-02-30”没有 2022 年 2 月 30 日这一天"
    assert "同时任政府主要负责人" in told["F7"][0]
    assert "林知远（2022年1月16日起）" in told["F7"][0]
    assert told["D8"][0] == "职位“局长”不认识"
    assert told["A10"][0] == "没有填写姓名"
    assert told["C12"][0] == "“局长”与第 11 行同名的“副区长”不一致"
    assert told["A13"][0] == "姓名“20220403”是数字"
    assert told["C14"][0].startswith("职务填成了日期")
    assert told["A15"][0].startswith("姓名的第 2 个字是不能打印的控制字符")
    assert told["E16"][0] == "甲十任部门主要负责人，没有写明是哪个单位"
    assert told["A17"][0] == "姓名有 300 个字，太长"
    assert told["E18"] == told["E3"]
    assert told["F19"][0] == "任职开始“昨天”不是日期"
    assert all(remedy for _, remedy in told.values())


def test_formulas_of_every_kind_are_told(tmp_path):
    def formulas(sheet):
        sheet["C2"] = ArrayFormula("C2:C2", "=A2&B2")
        sheet["F2"] = "=TODAY()"
        sheet["H2"] = "=1"

    (row,) = planned(tmp_path, ("甲一",), change=formulas, head=(*HEAD, "电话")).rows
    assert [(note.cell, note.text) for note in row.problems] == [
        ("C2", "职务是公式（'=A2&B2'）"), ("F2", "任职开始是公式（'=TODAY()'）"), ("H2", "电话是公式（'=1'）")
    ]  # fmt: skip
    assert all("选择性粘贴" in note.remedy for note in row.problems)


def test_doubled_rows_and_names_that_could_be_several(tmp_path):
    office = editing.set_person(OFFICE, 2, distinction="男")
    found = planned(
        tmp_path,
        ("沈若兰", None, None, "政府副职"),
        ("沈若兰", None, None, "政府副职"),
        ("张伟",),
        ("林知远", None, None, "党组书记"),
        office=office,
    )
    assert [(cell, text) for cell, text, _ in problems(found)] == [
        ("A3", "与第 2 行重复"),
        ("B4", "组织中有 2 位同名：张伟（男）、张伟（女）"),
    ]


def test_merged_cells_are_wrong_row_by_row(tmp_path):
    found = planned(tmp_path, ("甲一",), ("甲二",), ("甲三",), change=lambda sheet: sheet.merge_cells("A3:A4"))
    assert [(cell, text) for cell, text, _ in problems(found)] == [("A3:A4", "A3:A4 是合并单元格，分不清各行的内容")]
    assert [row.state.value for row in found.rows] == ["new", "wrong"]


def test_error_values_are_named(tmp_path):
    def break_(sheet):
        sheet["C2"] = "#N/A"
        sheet["C2"].data_type = "e"

    assert problems(planned(tmp_path, ("甲一", None, "x"), change=break_))[0][:2] == ("C2", "职务是错误值（#N/A）")


@pytest.mark.parametrize(
    "typed",
    [
        "2022.4.3",
        "2022年4月3日",
        "44654",
        "2022-04-03",
        "2022/4/3",
        "20220403",
        "２０２２．４．３",
        "2022-04-03 0:00:00",
        "44654.0",
    ],
)
def test_the_ways_to_write_a_day(typed):
    assert day_named(typed) == dt.date(2022, 4, 3)


@pytest.mark.parametrize(
    "typed", ["22.4.3", "2022.4", "4.3", "昨天", "3/4/2022", "2022.13.1", "1022.1.1", "99999999", "0", ""]
)
def test_what_is_no_day_is_not_guessed(typed):
    assert isinstance(day_named(typed), str)


def test_days_of_excel_itself_and_its_bare_numbers(tmp_path):
    rows = [
        (f"甲{n}", None, None, "政府副职", None, value) for n, value in enumerate([dt.date(2022, 4, 3), 44654, "44654"])
    ]
    found = planned(tmp_path, *rows)
    assert {person.posts[0].from_ for person in found.after.people[3:]} == {dt.date(2022, 4, 3)}
    assert [[str(note) for note in row.notes] for row in found.rows] == [
        [], ["F3：任职开始“44654”读作2022年4月3日"], ["F4：任职开始“44654”读作2022年4月3日"]
    ]  # fmt: skip


def test_a_workbook_that_counts_days_from_1904(tmp_path):
    def older(sheet):
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    (row,) = planned(tmp_path, ("甲", None, None, "政府副职", None, 44654 - 1462), change=older).rows
    assert row.changes[1].after == "2022-04-03"


@pytest.mark.parametrize(
    ("word", "kind", "post"),
    [
        ("区长", None, Post.HEAD), ("常务副市长", None, Post.EXECUTIVE_DEPUTY), ("副县长", None, Post.DEPUTY),
        ("秘书长", None, Post.OFFICE_DIRECTOR), ("镇(街道) 主要负责人", None, Post.TOWN_HEAD),
        ("局长", DepartmentKind.DEPARTMENT, Post.DEPARTMENT_HEAD), ("主要负责人", DepartmentKind.TOWN, Post.TOWN_HEAD),
        ("主任", DepartmentKind.OFFICE, Post.OFFICE_DIRECTOR), ("局长", None, None),
        ("科长", DepartmentKind.DEPARTMENT, None),
    ],
)  # fmt: skip
def test_the_words_for_posts(word, kind, post):
    assert post_named(word, POSTS, kind) is post
