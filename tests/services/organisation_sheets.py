"""An organisation, and its sheets as an office fills them in: for the tests of the import from Excel."""

from __future__ import annotations

import datetime as dt

import openpyxl

from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post
from secretariat.services.organisation_plan import plan
from secretariat.services.organisation_reading import read_tables

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
