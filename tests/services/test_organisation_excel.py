"""The organisation to Excel and back: nothing lost, each row told, bad files and cells named, nothing half-written."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from secretariat.domain import organisation_editing as editing
from secretariat.domain.labels import POSTS
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.organisation_faults import faults
from secretariat.domain.plain_text import tidy, tidy_name
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post
from secretariat.errors import RefusedError
from secretariat.services import audit
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.organisation_columns import day_named, post_named
from secretariat.services.organisation_export import export_organisation, workbook_of, write_template
from secretariat.services.organisation_import import apply_import, preview_import
from secretariat.services.organisation_plan import plan
from secretariat.services.organisation_reading import read_tables
from secretariat.services.organisation_rows import RowState
from secretariat.services.organisation_view import open_organisation
from secretariat.services.undo import undo
from secretariat.strict_input import UnusableInputError
from tests.databases import AUDITOR, SECRETARY

TODAY = dt.date(2022, 4, 29)
UNITS = (
    Department(key=1, name="财政局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.SUPERVISION,)),
    Department(key=2, name="城东镇", kind=DepartmentKind.TOWN, from_=dt.date(2010, 1, 1), phone="0533-5181234转8001"),
)
OFFICE = Organisation(
    key=1,
    name="某区人民政府",
    departments=UNITS,
    people=(
        Person(
            key=1,
            name="林知远",
            title="区长",
            posts=(
                Holding(key=1, post=Post.HEAD, from_=dt.date(2022, 1, 16)),
                Holding(key=2, post=Post.EXECUTIVE_DEPUTY, to=dt.date(2022, 1, 15)),
            ),
            charges=(Charge(key=1, department=1, from_=dt.date(2022, 1, 16)),),
        ),
        Person(
            key=2, name="张伟", phone="05335181234", posts=(Holding(key=3, post=Post.DEPARTMENT_HEAD, department=1),)
        ),
        Person(key=3, name="张伟", distinction="女", cpc_member=True, pinyin_correction="zhang wei"),
    ),
    pairs=(Pair(key=1, person=1, other=3),),
)
HEAD = ("姓名", "区分", "职务", "职位", "单位", "任职开始", "任职结束")


def saved(tmp_path, *rows, sheet="人员", change=None, name="名册.xlsx", head=HEAD):
    """A workbook of one sheet, as somebody would type it."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (head, *rows):
        book.active.append(row)
    if change is not None:
        change(book.active)
    path = tmp_path / name
    book.save(path)
    return path


def planned(tmp_path, *rows, office=OFFICE, **more):
    return plan(office, read_tables(saved(tmp_path, *rows, **more)))


def problems(found):
    return [(note.cell, note.text, note.remedy) for row in found.rows for note in row.problems]


# ---- there and back


def test_what_was_exported_comes_back_as_the_same(tmp_path):
    path = tmp_path / "组织.xlsx"
    path.write_bytes(workbook_of(OFFICE))
    found = plan(OFFICE, read_tables(path))
    assert {row.state for row in found.rows} == {RowState.SAME}
    assert [row.sheet for row in found.rows] == ["人员"] * 4 + ["单位"] * 2 + ["分管", "补位"]
    assert found.after == OFFICE
    assert found.notes == ()


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=8).map(tidy)
NAMES = ["张伟", "=1+1", "单田芳", "\U0002c029明", "买买提·艾力", "John Smith", "'李", "TRUE"]
names = st.sampled_from(NAMES) | texts.map(tidy_name).filter(lambda name: name and not name.isdecimal())
days = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


@st.composite
def organisations(draw):
    """Any organisation that can be: what cannot is left out as it is drawn."""
    office = replace(OFFICE, people=(), pairs=())

    def grow(grown):
        return office if faults(grown) else grown

    for name in draw(st.lists(names, max_size=4)):
        charges = [Charge(key=0, department=unit, from_=draw(days)) for unit in draw(st.sets(st.sampled_from([1, 2])))]
        made = Person(
            key=0,
            name=name,
            title=draw(texts) or None,
            phone=draw(st.sampled_from(["", "013800000000", "0533-5181234转8001", "=1", "+86 10 6309"]) | texts)
            or None,
            distinction=draw(st.none() | texts) or None,
            cpc_member=draw(st.booleans()),
            charges=tuple(charges),
        )
        office = grow(editing.add_person(office, made, today=TODAY))
        for post in draw(st.lists(st.sampled_from(list(Post)), max_size=3)) if office.people else ():
            unit = draw(st.sampled_from([None, 1, 2]))
            held = Holding(key=0, post=post, department=unit, from_=draw(days), to=draw(days))
            office = grow(editing.add_holding(office, office.people[-1].key, held))
    keys = [person.key for person in office.people]
    if len(keys) > 1:
        pair = Pair(key=0, person=keys[0], other=keys[1], from_=draw(days), to=draw(days))
        office = grow(editing.add_pair(office, pair))
    return kept(office)


def kept(office):
    """An organisation as if it had been written: what is new has keys of its own."""

    def key(item, **more):
        return replace(item, key=abs(item.key), **more)

    return replace(
        office,
        people=tuple(
            key(person, posts=tuple(map(key, person.posts)), charges=tuple(map(key, person.charges)))
            for person in office.people
        ),
        pairs=tuple(key(pair, person=abs(pair.person), other=abs(pair.other)) for pair in office.pairs),
    )


@given(organisations())
@settings(max_examples=15)
def test_any_organisation_comes_back_as_the_same(tmp_path_factory, office):
    path = tmp_path_factory.mktemp("x") / "组织.xlsx"
    path.write_bytes(workbook_of(office))
    found = plan(office, read_tables(path))
    assert [row for row in found.rows if row.state is not RowState.SAME] == []
    assert found.after == office


def test_the_template_is_empty_and_knows_the_units(tmp_path):
    path = tmp_path / "模板.xlsx"
    write_template(path, OFFICE)
    found = plan(OFFICE, read_tables(path))
    assert [(row.sheet, row.name, row.state) for row in found.rows] == [
        ("单位", "财政局", RowState.SAME),
        ("单位", "城东镇", RowState.SAME),
    ]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["人员", "单位", "分管", "补位", "填写说明", "词表"]
    assert book["词表"].sheet_state == "hidden"
    assert [cell.value for cell in book["词表"]["A"][1:]] == list(POSTS.values())
    assert "'词表'!$A$2:$A$40" in [choice.formula1 for choice in book["人员"].data_validations.dataValidation]
    write_template(path)
    assert plan(OFFICE, read_tables(path)).rows == ()


# ---- rows


def test_each_row_is_new_changed_same_or_wrong_with_what_changes(tmp_path):
    found = planned(
        tmp_path,
        ("林知远", None, "区委副书记、区长", "政府主要负责人", None, dt.date(2022, 1, 16), None),
        ("张　伟", None, None, "部门主要负责人", "财政局", None, dt.date(2022, 6, 30)),
        ("沈若兰", None, "副区长", "政府副职", None, "2022.1.16", None),
        ("张伟", "女", None, None, None, None, None),
        ("顾一帆", None, "副区长", "区公所", None, None, None),
    )
    assert [(row.number, row.name, row.state.value) for row in found.rows] == [
        (2, "林知远", "changed"),
        (3, "张伟", "changed"),
        (4, "沈若兰", "new"),
        (5, "张伟", "same"),
        (6, "顾一帆", "wrong"),
    ]
    assert [[(c.cell, c.title, c.before, c.after) for c in row.changes] for row in found.rows[:3]] == [
        [("C2", "职务", "区长", "区委副书记、区长")],
        [("G3", "任职结束", "", "2022-06-30")],
        [("C4", "职务", "", "副区长"), ("D4", "职位", "", "政府副职"), ("F4", "任职开始", "", "2022-01-16")],
    ]
    assert problems(found) == [("D6", "职位“区公所”不认识", "请从下拉词中选择；没有对应职位的留空，只填职务")]
    assert [str(note) for note in found.rows[2].notes] == ["F4：任职开始“2022.1.16”读作2022年1月16日"]


def test_several_rows_of_one_name_are_one_person_with_several_posts(tmp_path):
    found = planned(
        tmp_path,
        ("沈若兰", None, "副区长", "政府副职"),
        ("沈若兰", None, None, "党组成员"),
        ("沈若兰", None, "副区长", "主要负责人", "城东镇"),
    )
    assert problems(found) == []
    (person,) = found.after.people[3:]
    assert [(held.post, held.department) for held in person.posts] == [
        (Post.DEPUTY, None), (Post.PARTY_MEMBER, None), (Post.TOWN_HEAD, 2)
    ]  # fmt: skip
    assert [row.state for row in found.rows] == [RowState.NEW] * 3


def test_a_new_term_of_the_same_post_is_added_and_the_old_one_kept(tmp_path):
    office = editing.set_holding(OFFICE, 3, to=dt.date(2020, 12, 31))
    found = planned(tmp_path, ("张伟", None, None, "部门主要负责人", "财政局", dt.date(2022, 1, 1)), office=office)
    assert [(one.from_, one.to) for one in found.after.person(2).posts] == [
        (None, dt.date(2020, 12, 31)), (dt.date(2022, 1, 1), None)
    ]  # fmt: skip
    (row,) = planned(tmp_path, ("张伟", None, None, "部门主要负责人", "财政局"), office=office).rows
    assert row.state is RowState.SAME
    assert "这一任期已经结束" in row.notes[0].text


def test_somebody_who_gets_a_post_is_asked_about_those_he_has(tmp_path):
    (row,) = planned(tmp_path, ("张伟", None, None, "镇长", "城东镇", dt.date(2022, 1, 1))).rows
    assert row.state is RowState.CHANGED
    assert [str(note) for note in row.notes] == [
        "D2：另有未结束的任职：财政局部门主要负责人；不再担任的，请补一行，填写任职结束"
    ]


def test_units_charges_and_pairs_have_sheets_of_their_own(tmp_path):
    def more(sheet):
        book = sheet.parent
        for name, rows in {
            "单位": [("单位名称*", "类别", "职能"), ("司法局", None, "司法"), ("财政局", "工作部门")],
            "分管": [("姓名", "分管单位", "开始"), ("林知远", "司法局", "2022年1月16日"), ("沈若兰", "财政局")],
            "补位": [("姓名", "补位人", "补位人区分"), ("沈若兰", "张伟", "女"), ("林知远", "张伟", "女")],
        }.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)

    found = planned(tmp_path, ("沈若兰", None, "副区长", "副区长"), change=more)
    assert [(row.sheet, row.number, row.state.value) for row in found.rows] == [
        ("人员", 2, "new"), ("单位", 2, "new"), ("单位", 3, "same"), ("分管", 2, "new"), ("分管", 3, "new"),
        ("补位", 2, "wrong"), ("补位", 3, "same"),
    ]  # fmt: skip
    assert [(cell, text[:17]) for cell, text, _ in problems(found)] == [("第 2 行", "张伟（女）同一时间有两个补位（AB")]
    assert found.after.departments[-1].roles == (DepartmentRole.JUSTICE,)


def test_numbers_put_people_in_order(tmp_path):
    rows = [("沈若兰", 2), ("张伟", None), ("林知远", 1)]
    found = planned(tmp_path, *rows, head=("姓名", "排序"))
    assert [person.name for person in found.after.people] == ["林知远", "沈若兰", "张伟", "张伟"]


def test_a_list_under_any_name_below_a_title_is_found(tmp_path):
    def shift(sheet):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "某区干部名册"
        sheet.merge_cells("A1:G1")

    path = saved(
        tmp_path,
        ("沈若兰", "副区长", "1970-01"),
        sheet="Sheet1",
        change=shift,
        head=("姓 名", "职务（全称）", "出生年月"),
    )
    (table,) = read_tables(path)
    assert [(note.cell, note.text) for note in table.notes] == [
        ("B4", "“Sheet1”表的“职务（全称）”一列不导入"),
        ("C4", "“Sheet1”表的“出生年月”一列不导入"),
    ]
    (row,) = plan(OFFICE, [table]).rows
    assert (row.number, row.name, row.state) == (5, "沈若兰", RowState.NEW)


# ---- telephones


def test_telephones_are_texts_of_people_and_units(tmp_path):
    def more(sheet):
        page = sheet.parent.create_sheet("单位")
        for row in (("单位名称", "办公电话"), ("财政局", "0533-5181234、5181235"), ("城东镇", 5181234)):
            page.append(row)

    rows = [
        ("甲一", "0533-5181234转8001"), ("甲二", 13800000000), ("甲三", 5335181234), ("甲四", "013800"), ("张伟", None)
    ]  # fmt: skip
    found = planned(tmp_path, *rows, head=("姓名", "联系电话"), change=more)
    assert [person.phone for person in found.after.people] == [
        None, "05335181234", None, "0533-5181234转8001", "13800000000", "5335181234", "013800"
    ]  # fmt: skip
    assert [unit.phone for unit in found.after.departments] == ["0533-5181234、5181235", "5181234"]
    assert [str(note) for row in found.rows for note in row.notes if "电话" in note.text] == [
        "B4：电话“5335181234”是数字，开头的 0 可能已经丢失，请核对"
    ]
    assert found.rows[-1].changes[0].before == "0533-5181234转8001"


def test_a_sheet_without_telephones_leaves_them_alone(tmp_path):
    found = planned(tmp_path, ("张伟", None, "局长"))
    assert found.after.person(2).phone == "05335181234"


def test_telephones_that_were_typed_in_the_window_come_back_as_the_same(tmp_path):
    office = editing.set_department(editing.set_person(OFFICE, 1, phone="  0533  518 "), 1, phone="　518　1234 ")
    office = editing.add_department(editing.set_person(office, 2, phone=" "), "审计局", phone=" 5181235")
    assert [office.person(1).phone, office.person(2).phone] == ["0533 518", None]
    assert [unit.phone for unit in office.departments] == ["518 1234", "0533-5181234转8001", "5181235"]
    path = tmp_path / "组织.xlsx"
    path.write_bytes(workbook_of(kept(office)))
    assert {row.state for row in plan(kept(office), read_tables(path)).rows} == {RowState.SAME}


def test_exported_telephones_stay_texts_when_they_are_typed_over(tmp_path):
    path = tmp_path / "组织.xlsx"
    path.write_bytes(workbook_of(OFFICE))
    sheet = openpyxl.load_workbook(path)["人员"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "电话")
    told = sheet[f"{letter}4"]
    assert (told.value, told.data_type, told.number_format) == ("05335181234", "s", "@")
    assert sheet.column_dimensions[letter].number_format == "@"


# ---- cells that are wrong


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


# ---- files that are wrong


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


# ---- with a database: see also test_organisation_import.py


@pytest.fixture
def government(database):
    key = acts.add_government(database, SECRETARY, "某区人民政府")
    for unit in UNITS:
        acts.add_department(database, SECRETARY, key, unit.name)
    return key


def entries(database):
    with database.reader() as session:
        return audit.entries(session)


def test_an_import_is_previewed_confirmed_written_in_one_act_and_undone(database, government, tmp_path):
    path = tmp_path / "组织.xlsx"
    path.write_bytes(workbook_of(OFFICE))
    before, count = open_organisation(database, government), len(entries(database))
    preview = preview_import(database, government, path)
    assert preview.counts == {RowState.NEW: 6, RowState.CHANGED: 2, RowState.SAME: 0, RowState.WRONG: 0}
    assert preview.can_be_applied
    assert open_organisation(database, government) == before
    with pytest.raises(NotPermittedError):
        apply_import(database, AUDITOR, preview)
    apply_import(database, SECRETARY, preview)
    assert len(entries(database)) == count + 1
    assert entries(database)[0].act.act == "导入人员名册：组织.xlsx"
    again = preview_import(database, government, path)
    assert again.counts[RowState.SAME] == len(again.rows)
    assert not again.can_be_applied
    office = open_organisation(database, government)
    assert [(person.name, person.pinyin) for person in office.people] == [
        ("林知远", "lin zhi yuan"), ("张伟", "zhang wei"), ("张伟", "zhang wei")
    ]  # fmt: skip
    out = tmp_path / "导出.xlsx"
    export_organisation(database, government, out)
    assert preview_import(database, government, out).counts[RowState.SAME] == len(again.rows)
    undo(database, SECRETARY, entries(database)[0].no)
    assert [person.name for person in open_organisation(database, government).people] == []


def test_nothing_is_written_where_a_row_is_wrong_or_the_organisation_has_moved(database, government, tmp_path):
    preview = preview_import(database, government, saved(tmp_path, ("甲一",), (None, None, "副区长")))
    before, count = open_organisation(database, government), len(entries(database))
    with pytest.raises(RefusedError, match="1 行有误，没有导入"):
        apply_import(database, SECRETARY, preview)
    assert (open_organisation(database, government), len(entries(database))) == (before, count)
    preview = preview_import(database, government, saved(tmp_path, ("甲一", None, "副区长")))
    acts.add_person(database, SECRETARY, government, Person(key=0, name="甲一"), today=TODAY)
    before = open_organisation(database, government)
    with pytest.raises(ChangedElsewhereError, match="没有导入"):
        apply_import(database, SECRETARY, preview)
    assert open_organisation(database, government) == before


class Enough(Exception):  # noqa: N818 (no error: the user wanted it)
    """The user has given up."""


def test_reading_and_writing_tell_how_far_they_are_and_can_be_given_up(file_database, tmp_path):
    key = acts.add_government(file_database, SECRETARY, "某区人民政府")
    path = saved(tmp_path, *[(f"甲{number}号",) for number in range(30)])
    told = []
    preview = preview_import(file_database, key, path, report=lambda *step: told.append(step))
    assert told[0] == ("读取“人员”", 1, 31)
    assert told[-1] == ("与现有组织核对", 30, 30)

    def stop(_, done, total):
        if done >= total // 2:
            raise Enough

    with pytest.raises(Enough):
        preview_import(file_database, key, path, report=stop)
    with pytest.raises(Enough):
        apply_import(file_database, SECRETARY, preview, report=stop)
    assert open_organisation(file_database, key).people == ()
    apply_import(file_database, SECRETARY, preview)
    with pytest.raises(Enough):
        export_organisation(file_database, key, tmp_path / "x.xlsx", report=stop)
    assert not (tmp_path / "x.xlsx").exists()
