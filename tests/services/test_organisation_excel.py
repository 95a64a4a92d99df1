"""The organisation to Excel and back: nothing lost, each row told, nothing half-written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.domain import organisation_editing as editing
from secretariat.domain.labels import POSTS
from secretariat.domain.organisation import Charge, Holding, Pair, Person
from secretariat.domain.organisation_faults import faults
from secretariat.domain.plain_text import tidy, tidy_name
from secretariat.domain.states import DepartmentRole, Post
from secretariat.errors import RefusedError
from secretariat.services import audit
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.organisation_export import export_organisation, workbook_of, write_template
from secretariat.services.organisation_import import apply_import, preview_import
from secretariat.services.organisation_plan import plan
from secretariat.services.organisation_reading import read_tables
from secretariat.services.organisation_rows import RowState
from secretariat.services.organisation_view import open_organisation
from secretariat.services.undo import undo
from tests.databases import AUDITOR, SECRETARY
from tests.services.organisation_sheets import OFFICE, TODAY, UNITS, planned, problems, saved

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
