"""The department's form: what it asks for by each rulebook, filled in by other programs and read back without loss."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile

import docx
import openpyxl
import pytest

from secretariat.domain import facts
from secretariat.domain.states import DepartmentKind, Opinion, ReviewKind, StepKind, TopicFlag, TopicType
from secretariat.services.reference import Reference
from secretariat.services.topic_file import Target, import_topic
from secretariat.services.topic_form_file import read_topic_form, write_topic_form
from secretariat.services.topic_forms import form_of
from secretariat.strict_input import UnusableInputError
from tests.databases import SECRETARY
from tests.services.topics_desk import NAME, Desk

CODES = ("zichuan-2022", "zhoucun-2017", "huancui-2022", "zibo-2018", "gangcheng-2022")
DAY = dt.date(2026, 11, 20)
FILLED = {
    "议题名称": "关于《城市更新条例（草案）》的议题",
    "提报单位": "住建局",
    "报送日期": "2026年11月20日",
    "议题类型": "规范性文件草案",
    "涉及部门": "司法局、财政局",
    "汇报人": "龚　燚",
    "汇报人职务": "住建局局长",
    "汇报时间（分钟）": "8",
    "分管领导审核：领导姓名": "方致和",
    "分管领导审核：日期": "2026-11-19",
    "分管领导审核：意见": "同意上会",
    "向主要领导汇报：领导姓名": "方致和",
    "提报单位主要负责人签字": "龚燚",
    "加盖单位公章": "是",
    "随同人员（人数）": "1",
    "汇报材料报送日期": "2026.11.18",
    "汇报材料审签领导": "方致和",
}
COUNTERSIGN = ("司法局", "2026-11-10", "2026-11-12", "不同意", "周法官", "于法无据")
REVIEW = ("司法局", "2026-11-15", "是", "符合规定")


@pytest.fixture(scope="module")
def reference():
    return Reference()


@pytest.fixture(scope="module")
def made(tmp_path_factory, reference):
    """Every form once: making one takes its time."""
    folder = tmp_path_factory.mktemp("forms")
    return {
        (code, ending): write_topic_form(reference.rulebook(code), "executive", folder / f"{code}.{ending}")
        for code in CODES
        for ending in ("xlsx", "docx")
    }


def fill_xlsx(path, out, filled):
    book = openpyxl.load_workbook(path)
    sheet = book["议题报送表"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for label, text in filled.items():
        if label in rows:
            sheet.cell(rows[label], 2).value = text
    ticks = sheet.cell(rows["涉及事项"], 2)
    ticks.value = ticks.value.replace("☐ 涉及市场主体", "☑ 涉及市场主体")
    for at, text in enumerate(COUNTERSIGN, 1):
        sheet.cell(rows["会签部门"] + 1, at).value = text
    for at, text in enumerate(REVIEW, 2):
        sheet.cell(rows["合法性审查"], at).value = text
    book.save(out)
    return out


def fill_docx(path, out, filled):
    document = docx.Document(path)
    first, signs, reviews = document.tables
    for row in first.rows:
        label = row.cells[0].text.split("\n")[0]
        if label in filled:
            row.cells[1].text = filled[label]
        elif label == "涉及事项":
            row.cells[1].text = row.cells[1].text.replace("☐ 涉及市场主体", "√ 涉及市场主体")
    for cell, text in zip(signs.rows[1].cells, COUNTERSIGN, strict=True):
        cell.text = text
    line = next(row for row in reviews.rows if row.cells[0].text == "合法性审查")
    for cell, text in zip(line.cells[1:], REVIEW, strict=True):
        cell.text = text
    document.save(out)
    return out


FILL = {"xlsx": fill_xlsx, "docx": fill_docx}


def read(path, reference, code="zichuan-2022", kind="executive"):
    return read_topic_form(path, reference, reference.rulebook(code), kind)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_what_was_filled_in_is_read_back_without_loss(made, reference, tmp_path, code, ending):
    path = FILL[ending](made[code, ending], tmp_path / f"报送.{ending}", FILLED)
    # By what the form says of itself, whatever it is asked for.
    fragment = read(path, reference, code="zibo-2018", kind="plenary").fragment
    topic, asked = fragment.topic, {one.label for one in form_of(reference.rulebook(code), "executive").fields}
    names = {one.id: one.name for one in (*fragment.departments, *fragment.people)}
    assert (fragment.kind, fragment.filed_on, topic.registered_on) == ("executive", DAY, DAY)
    assert (topic.title, topic.type, topic.flags) == (
        FILLED["议题名称"],
        TopicType.NORMATIVE_DOCUMENT,
        (TopicFlag.MARKET_ACTIVITY,),
    )
    assert (names[topic.sponsor], [names[one] for one in topic.concerns]) == ("住建局", ["司法局", "财政局"])
    assert (names[topic.reporter], topic.report_minutes) == ("龚燚", 8)
    assert fragment.people[0].title == "住建局局长"
    (sign,) = topic.countersigns
    assert (names[sign.department], names[sign.signed_by], sign.opinion) == ("司法局", "周法官", Opinion.DISAGREE)
    assert (sign.asked_on, sign.replied_on, sign.grounds) == (dt.date(2026, 11, 10), dt.date(2026, 11, 12), "于法无据")
    (review,) = topic.reviews
    assert (review.review, names[review.by], review.passed) == (ReviewKind.LEGALITY, "司法局", True)
    assert (review.on, review.opinion) == (dt.date(2026, 11, 15), "符合规定")
    steps = {step.step: (names[step.by], step.on, step.opinion) for step in topic.steps}
    if "分管领导审核：意见" in asked:
        assert steps[StepKind.DEPUTY_REVIEW] == ("方致和", dt.date(2026, 11, 19), "同意上会")
    if "向主要领导汇报：领导姓名" in asked:
        assert steps[StepKind.DEPUTY_REPORT] == ("方致和", None, None)
    if topic.form is not None:
        assert (names[topic.form.signed_by], topic.form.sealed) == ("龚燚", "加盖单位公章" in asked)
    if topic.material is not None:
        assert topic.material.submitted_on == dt.date(2026, 11, 18)
    # As the source texts have it: who signs the form (周村 49, 环翠 50), its seal (周村), one of the staff (环翠 51),
    # the report to the head first (周村 49, 钢城 44), the leader in charge on the material (钢城 44).
    assert (topic.form is not None) == (code in {"zhoucun-2017", "huancui-2022"})
    assert ("加盖单位公章" in asked) == (code == "zhoucun-2017")
    assert topic.staff == (1 if code == "huancui-2022" else None)
    assert ("汇报材料审签领导" in asked) == (code == "gangcheng-2022")
    assert (StepKind.DEPUTY_REPORT in steps) == (code in {"zhoucun-2017", "gangcheng-2022"})


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_every_wrong_cell_is_named(made, reference, tmp_path, ending):
    wrong = {
        **FILLED,
        "议题名称": "",
        "报送日期": "2026-13-01",
        "议题类型": "规范文件草案",
        "汇报时间（分钟）": "约十分钟",
    }
    path = FILL[ending](made["zichuan-2022", ending], tmp_path / f"错.{ending}", wrong)
    with pytest.raises(UnusableInputError) as caught:
        read(path, reference)
    said = "\n".join(caught.value.details)
    assert len(caught.value.details) == 4
    assert "“议题名称”没有填写" in said
    assert "没有 2026 年 13 月" in said
    assert "“议题类型”没有“规范文件草案”，是否应为 '规范性文件草案'" in said
    assert "“汇报时间（分钟）”“约十分钟”不是整数" in said
    places = ["B4", "B6", "B7"] if ending == "xlsx" else ["表1第1行第2格", "表1第3行第2格", "表1第4行第2格"]
    assert all(place in said for place in places)


def test_an_empty_form_and_other_files_are_refused(made, reference, tmp_path):
    for ending in ("xlsx", "docx"):
        with pytest.raises(UnusableInputError, match="“议题名称”没有填写"):
            read(made["huancui-2022", ending], reference)
    docx.Document().save(tmp_path / "别的.docx")
    with pytest.raises(UnusableInputError, match="不是议题报送表"):
        read(tmp_path / "别的.docx", reference)
    with zipfile.ZipFile(tmp_path / "包.docx", "w") as archive:
        archive.writestr("a.txt", "1")
    with pytest.raises(UnusableInputError, match=r"不是 Word 文档"):
        read(tmp_path / "包.docx", reference)
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UnusableInputError, match="不完整或已损坏"):
        read(tmp_path / "坏.docx", reference)


def test_days_and_numbers_that_excel_made_of_them_are_read(made, reference, tmp_path):
    typed = {**FILLED, "报送日期": dt.datetime(2026, 11, 20), "汇报时间（分钟）": 8.0, "涉及部门": "司法局"}  # noqa: DTZ001
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = fill_xlsx(made["zibo-2018", "xlsx"], tmp_path / "数.xlsx", typed)
    topic = read(path, reference).fragment.topic
    assert (topic.registered_on, topic.report_minutes) == (DAY, 8)


def test_a_form_becomes_a_proposal(file_database, made, reference, tmp_path):
    desk = Desk(file_database)
    path = fill_docx(made["zichuan-2022", "docx"], tmp_path / "报送.docx", FILLED)
    preview = read(path, reference)
    assert "不带附件" in preview.notes[0]
    target = Target(government=NAME, kind="executive", filed_on=DAY)
    dossier = desk.dossier(import_topic(desk.database, SECRETARY, None, preview, target))
    units = {unit.id: unit for unit in dossier.departments}
    topic = dossier.topics[0]
    assert [units[ref].name for ref in (topic.sponsor, *topic.concerns)] == ["住建局", "司法局", "财政局"]
    assert [unit.name for unit in dossier.departments] == ["司法局", "住建局", "财政局"]  # one of them new
    assert units[topic.concerns[1]] == facts.Department(
        id=topic.concerns[1], name="财政局", kind=DepartmentKind.DEPARTMENT
    )
    chief = next(person for person in dossier.people if person.id == topic.reporter)
    assert chief.posts  # he of the organisation, not another of his name
