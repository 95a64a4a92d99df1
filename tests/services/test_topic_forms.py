"""The department's form: what it asks for by each rulebook, filled in by other programs and read back without loss."""

from __future__ import annotations

import dataclasses
import datetime as dt
import warnings
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from secretariat.domain import facts
from secretariat.domain.labels import TOPIC_FLAGS
from secretariat.domain.organisation import Holding, Person
from secretariat.domain.states import (
    DepartmentKind,
    FileKind,
    Opinion,
    Post,
    ReviewKind,
    Security,
    StepKind,
    TopicFlag,
    TopicType,
)
from secretariat.errors import RefusedError
from secretariat.services import organisation as acts
from secretariat.services import rules_text_docx, topic_files
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.reference import Reference
from secretariat.services.topic_file import Target, import_topic, matched
from secretariat.services.topic_form_file import read_topic_form, write_topic_form
from secretariat.services.topic_forms import form_of
from secretariat.services.topic_people import AS_MEANT
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
    "材料密级": "秘密",
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
    first = rows["涉及事项"]
    row = next(row for row in range(first, first + 20) if sheet.cell(row, 3).value == "涉及市场主体")
    assert sheet.cell(row, 2).value == "☐"
    sheet.cell(row, 2).value = "☑"
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
            first = row.cells[1].paragraphs[0]
            box, *_ = first._p.iter(qn("w:t"))
            assert (first.text, box.text) == (" 涉及市场主体", "☐")
            box.text = "☑"  # as a click does
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
    (form,) = topic.files
    assert (form.kind, form.security, form.added_on) == (FileKind.FORM, Security.SECRET, DAY)
    assert [(one.id, one.name, one.size) for one in fragment.attachments] == [
        (form.attachment, path.name, path.stat().st_size)
    ]
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


def test_an_empty_form_and_other_files_are_refused(made, reference, tmp_path, monkeypatch):
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
    ole, locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
    for name, data, said in (
        ("旧.doc", ole + bytes(100), "旧格式的文档（doc、wps）"),
        ("旧.wps", ole + bytes(100), "旧格式的文档（doc、wps）"),
        ("锁.docx", ole + locked, "设有打开密码"),
        ("锁.xlsx", ole + locked, "设有打开密码"),
        ("旧.et", ole + bytes(100), "旧格式的工作簿"),
        ("毒.docx", b"MZ" + bytes(100), "不是 Word 文档"),
        ("文.docx", "议题名称".encode(), "不是 Word 文档"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnusableInputError) as caught:
            read(tmp_path / name, reference)
        assert said in caught.value.message
        assert name in caught.value.message
        assert "另存" in caught.value.remedy
    with zipfile.ZipFile(tmp_path / "炸.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(10_000))
    with monkeypatch.context() as patch:
        patch.setattr(rules_text_docx, "_MAX_UNPACKED", 9_999)
        with pytest.raises(UnusableInputError, match="展开后太大"):
            read(tmp_path / "炸.docx", reference)
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


@pytest.fixture
def files(tmp_path):
    return AttachmentFiles(tmp_path / "attachments")


def test_a_form_becomes_a_proposal(file_database, made, reference, tmp_path, files):
    desk = Desk(file_database)
    path = fill_docx(made["zichuan-2022", "docx"], tmp_path / "报送.docx", FILLED)
    preview = read(path, reference)
    assert "不带附件" in preview.notes[0]
    target = Target(government=NAME, kind="executive", filed_on=DAY)
    key = import_topic(desk.database, SECRETARY, files, preview, target)
    dossier = desk.dossier(key)
    units = {unit.id: unit for unit in dossier.departments}
    topic = dossier.topics[0]
    assert [units[ref].name for ref in (topic.sponsor, *topic.concerns)] == ["住建局", "司法局", "财政局"]
    assert [unit.name for unit in dossier.departments] == ["司法局", "住建局", "财政局"]  # one of them new
    assert units[topic.concerns[1]] == facts.Department(
        id=topic.concerns[1], name="财政局", kind=DepartmentKind.DEPARTMENT
    )
    chief = next(person for person in dossier.people if person.id == topic.reporter)
    assert chief.posts  # he of the organisation, not another of his name
    # The form is kept as it came, and what is added to it later bears its level until somebody says otherwise.
    assert files.read(dossier.attachments[0]) == path.read_bytes()
    (tmp_path / "汇报.txt").write_text("汇报", encoding="utf-8")
    topic_files.add_file(desk.database, SECRETARY, key, 1, files, tmp_path / "汇报.txt", kind=FileKind.MATERIAL)
    assert [file.security for file in desk.topic(key).files] == [Security.SECRET] * 2
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(RefusedError, match="在预览之后被改动"):
        import_topic(desk.database, SECRETARY, files, preview, target)


REPORTERS = (
    ("龚燚", AS_MEANT, "chief"),  # the only one of his name
    ("李靖", AS_MEANT, "ours"),  # of two he who is in the sponsor's unit
    ("李靖（住建局副局长）", AS_MEANT, "ours"),
    ("住建局局长龚燚", AS_MEANT, "chief"),
    ("龚燚 局长", AS_MEANT, "chief"),
    ("李靖", "theirs", "theirs"),  # as the secretary has put it right
    ("", "chief", "chief"),
    ("龚燚", None, None),
    ("周法官", AS_MEANT, "周法官"),  # whom nobody knows comes along
    ("王芳", AS_MEANT, "王芳"),  # of two, none in the sponsor's unit: somebody has to say who
)


def test_who_reports(file_database, made, reference, tmp_path, files):
    desk = Desk(file_database)
    finance = desk.act(acts.add_department, "财政局")
    keys = {"chief": desk.chief}
    for who, name, unit in (
        ("theirs", "李靖", desk.justice),
        ("ours", "李靖", desk.housing),
        ("first", "王芳", desk.justice),
        ("second", "王芳", finance),
    ):
        posts = (Holding(key=0, post=Post.DEPARTMENT_HEAD, department=unit, from_=dt.date(2022, 1, 1)),)
        keys[who] = desk.act(acts.add_person, Person(key=0, name=name, distinction=who, posts=posts), today=DAY)
    ids = {who: f"p-{key}" for who, key in keys.items()}
    whose = {ref: who for who, ref in ids.items()}
    for written, reporter, person in REPORTERS:
        filled = {**FILLED, "汇报人": written, "汇报人职务": ""}
        preview = read(fill_docx(made["zichuan-2022", "docx"], tmp_path / "报送.docx", filled), reference)
        target = Target(government=NAME, kind="executive", filed_on=DAY)
        if reporter == AS_MEANT:
            meant = matched(desk.database, preview, target).reporter
            assert whose.get(meant.person) == (person if person in ids else None), written
        target = dataclasses.replace(target, reporter=ids.get(reporter, reporter))
        dossier = desk.dossier(import_topic(desk.database, SECRETARY, files, preview, target))
        names, told = {one.id: one.name for one in dossier.people}, dossier.topics[0].reporter
        assert (whose.get(told) or names.get(told)) == person, written
    with pytest.raises(RefusedError, match="所选汇报人在登记当日的组织中没有"):
        import_topic(desk.database, SECRETARY, files, preview, dataclasses.replace(target, reporter="p-99"))


# ------------------------------------------------------------------------------------------------- as people fill it in


def names_of(fragment):
    return {one.id: one.name for one in (*fragment.departments, *fragment.people)}


def test_a_workbook_is_read_as_people_fill_it_in(made, reference, tmp_path):
    odd = {
        **FILLED,
        "议题名称": CellRichText("  关于《城市更新条例", TextBlock(InlineFont(b=True), "（草案）》 "), "的议题 "),
        "报送日期": "２０２６年１１月 ２０日",
        "汇报时间（分钟）": " ８分钟",
        "涉及部门": "司法局；农业农村局（乡村振兴局、畜牧局）,财政局\n司法局",
        "议题类型": " 规范性文件草案　",
    }
    book = openpyxl.load_workbook(fill_xlsx(made["zichuan-2022", "xlsx"], tmp_path / "一.xlsx", odd), rich_text=True)
    sheet = book["议题报送表"]
    sheet["B4"].value = odd["议题名称"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for at, mark in enumerate(("√", "否", "是", " ", "□")):  # in the order of the boxes
        sheet.cell(rows["涉及事项"] + at, 2).value = mark
    head = rows["会签部门"]
    sheet.cell(head, 1).value = "会 签 部 门"  # spread, as titles are
    sheet.cell(head, 2).value, sheet.cell(head, 3).value = "回复日期", "征求日期"  # columns changed about
    sheet.cell(head + 1, 2).value, sheet.cell(head + 1, 3).value = "2026/11/12", 46336
    sheet.cell(rows["汇报人职务"], 1).value = "备注"
    sheet.delete_rows(rows["分管领导审核：意见"])
    book.save(tmp_path / "二.xlsx")
    preview = read(tmp_path / "二.xlsx", reference)
    topic, names = preview.fragment.topic, names_of(preview.fragment)
    assert topic.title == "关于《城市更新条例（草案）》 的议题"
    assert (preview.fragment.filed_on, topic.report_minutes) == (DAY, 8)
    assert topic.type == TopicType.NORMATIVE_DOCUMENT
    assert [names[one] for one in topic.concerns] == ["司法局", "农业农村局（乡村振兴局、畜牧局）", "财政局"]
    assert set(topic.flags) == {TopicFlag.MARKET_ACTIVITY, TopicFlag.TOWNS}
    (sign,) = topic.countersigns
    assert (sign.asked_on, sign.replied_on) == (dt.date(2026, 11, 10), dt.date(2026, 11, 12))
    assert topic.steps[0].opinion is None
    assert preview.notes[1] == f"不是报送表的栏目，没有导入：B{rows['汇报人职务']}“住建局局长”"


def test_what_excel_has_reckoned_or_two_names_have_filled_is_named_with_its_cell(made, reference, tmp_path):
    wrong = {
        **FILLED,
        "议题名称": '=CONCATENATE("关于","城市更新")',
        "提报单位": "住建局、财政局",
        "汇报人": "龚燚\n牛郎中",
        "涉及部门": "#N/A",
    }
    path = fill_xlsx(made["zibo-2018", "xlsx"], tmp_path / "错.xlsx", wrong)
    book = openpyxl.load_workbook(path)
    rows = {row[0].value: row[0].row for row in book["议题报送表"].iter_rows(max_col=1)}
    book["议题报送表"].cell(rows["涉及事项"] + 2, 2).value = "待定"
    book.save(path)
    with pytest.raises(UnusableInputError) as caught:
        read(path, reference)
    said = [line.split("；")[0] for line in caught.value.details]
    assert f"B{rows['议题名称']}：“议题名称”是公式" in said[0]
    assert f"B{rows['提报单位']}：“提报单位”写了 2 个：住建局、财政局" in said[1]
    assert f"B{rows['涉及事项'] + 2}：“涉及事项”的“涉及镇街”前面写的是“待定”" in "\n".join(said)
    assert f"B{rows['涉及部门']}：“涉及部门”是错误值" in "\n".join(said)
    assert f"B{rows['汇报人']}：“汇报人”写了 2 个：龚燚、牛郎中" in "\n".join(said)


def test_a_sponsor_that_countersigns_itself_and_a_reply_before_the_question(made, reference, tmp_path):
    book = openpyxl.load_workbook(fill_xlsx(made["zichuan-2022", "xlsx"], tmp_path / "一.xlsx", FILLED))
    sheet = book["议题报送表"]
    at = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "会签部门") + 1
    sheet.cell(at, 3).value = "2026-11-01"
    book.save(tmp_path / "二.xlsx")
    (said,) = (note for note in read(tmp_path / "二.xlsx", reference).notes if "请核对" in note)
    assert "回复日期（2026年11月1日）早于送签日期（2026年11月10日）" in said
    sheet.cell(at, 1).value = FILLED["提报单位"]
    book.save(tmp_path / "三.xlsx")
    with pytest.raises(UnusableInputError, match=f"A{at}：“会签部门”第 1 个是提报单位自己（住建局）"):
        read(tmp_path / "三.xlsx", reference)


TICKS = {
    "√☐ 涉及市场主体\n☐ 涉及镇街": "涉及市场主体",
    "☐ 涉及市场主体√\n☐ 涉及镇街": "涉及市场主体",
    "☐涉及市场主体 ☑涉及镇街 ☐新增重大支出": "涉及镇街",
    "☐ 涉及市场主体\n\n✔涉及 镇街": "涉及镇街",
    "涉及市场主体": "涉及市场主体",
    "☐ 涉及市场主体\n☐ 涉及镇街": "",
    "☑": "",
}


def test_a_tick_is_seen_wherever_it_is_put(made, reference, tmp_path):
    known = {name: flag for flag, name in TOPIC_FLAGS.items()}
    for written, ticked in TICKS.items():
        document = docx.Document(made["zichuan-2022", "docx"])
        cells = {row.cells[0].text.split("\n")[0]: row.cells[1] for row in document.tables[0].rows}
        cells["议题名称"].text, cells["提报单位"].text, cells["涉及事项"].text = "一", "住建局", written
        document.save(tmp_path / "勾.docx")
        assert [*read(tmp_path / "勾.docx", reference).fragment.topic.flags] == ([known[ticked]] if ticked else []), (
            written
        )
    for written, said in {
        "☑ 涉及外星人": "没有“涉及外星人”",
        "☐ 涉及市场主体\n涉及镇街": "“涉及镇街”前面没有方框",
        "\n".join(TOPIC_FLAGS.values()): "方框不见了",
    }.items():
        cells["涉及事项"].text = written
        document.save(tmp_path / "勾.docx")
        with pytest.raises(UnusableInputError, match=said):
            read(tmp_path / "勾.docx", reference)


def test_a_document_is_read_as_other_programs_leave_it(made, reference, tmp_path):
    document = docx.Document(fill_docx(made["zhoucun-2017", "docx"], tmp_path / "一.docx", FILLED))
    fields, signs, _ = document.tables
    # A table of its own above the form: a stamp of receipt.
    stamp = document.add_table(1, 2)
    stamp.rows[0].cells[0].text, stamp.rows[0].cells[1].text = "收文编号", "第 12 号"
    fields._tbl.addprevious(stamp._tbl)
    # Rows and cells wrapped in controls; merged cells, which must not shift those behind them; runs torn apart.
    for part in (fields.rows[0]._tr, fields.rows[1]._tr.tc_lst[1]):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        part.addprevious(control)
        content.append(part)
        control.append(content)
    signs.rows[2].cells[0].text = "财政局"
    signs.rows[2].cells[3].text = "同意"
    signs.rows[2].cells[0].merge(signs.rows[2].cells[1])
    title = fields._tbl.findall(f".//{qn('w:tc')}")[1].findall(qn("w:p"))[0]
    text = next(title.iter(qn("w:t")))
    torn = OxmlElement("w:r")
    rest = OxmlElement("w:t")
    text.text, rest.text = text.text[:3], text.text[3:]
    torn.append(rest)
    title.append(torn)
    document.core_properties.keywords = ""  # dropped by a program that knows of none
    document.save(tmp_path / "二.docx")
    whole = read(tmp_path / "一.docx", reference)
    preview = read(tmp_path / "二.docx", reference, code="zhoucun-2017")
    first, second = preview.fragment.topic.countersigns
    assert first == whole.fragment.topic.countersigns[0]
    assert (names_of(preview.fragment)[second.department], second.asked_on) == ("财政局", None)
    assert second.opinion is Opinion.AGREE
    assert (preview.fragment.topic.title, preview.fragment.topic.form) == (
        FILLED["议题名称"],
        whole.fragment.topic.form,
    )
    assert "第 12 号" in preview.notes[1]


def test_the_form_is_fit_to_be_printed_and_its_labels_are_kept_from_slips(made):
    sheet = openpyxl.load_workbook(made["huancui-2022", "xlsx"])["议题报送表"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    assert (sheet["A1"].value, sheet.page_setup.paperSize) == ("区政府会议议题提报单（常务会议）", 9)  # A4
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows  # more departments than lines
    open_ = {cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked}
    assert {f"B{rows['议题名称']}", f"B{rows['涉及事项'] + 3}", f"A{rows['会签部门'] + 1}"} <= open_
    assert not {"A1", f"A{rows['议题名称']}", f"A{rows['合法性审查']}", f"C{rows['涉及事项']}"} & open_
    lists = {str(one.sqref) for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert {f"B{rows['议题类型']}", f"B{rows['涉及事项']}", f"D{rows['会签部门'] + 6}"} <= lists


def test_the_document_names_its_fonts_for_chinese_and_keeps_rows_whole(made):
    document = docx.Document(made["zhoucun-2017", "docx"])
    body = document.element.body
    fonts = {one.get(qn("w:eastAsia")) for one in body.iter(qn("w:rFonts"))}
    assert {"方正小标宋简体", "黑体", "楷体"} <= fonts
    normal = document.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "仿宋"
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in body.iter(qn("w:tr")))
    assert "提报单位（盖章）" in document.paragraphs[-1].text  # 周村 四十九
    # type, task, seal, level, opinions, passed
    assert sum(1 for _ in body.iter(qn("w:dropDownList"))) == 1 + 1 + 1 + 1 + 6 + 5


LEVELS = {
    "秘密★1年": (Security.SECRET, "1年"),
    " 机密 ": (Security.CONFIDENTIAL, ""),
    "机密 ★ 长期": (Security.CONFIDENTIAL, "长期"),
    "无": (Security.NONE, ""),
    "不涉密": (Security.NONE, ""),
    "内部": (Security.INTERNAL, ""),
    "": (None, ""),
    "绝密": "不能登记",
    "商密": "没有“商密”",
}


def test_the_level_of_the_material(made, reference, tmp_path):
    book = openpyxl.load_workbook(made["gangcheng-2022", "xlsx"])
    sheet = book["议题报送表"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["议题名称"], 2).value, sheet.cell(rows["提报单位"], 2).value = "一", "住建局"
    for written, wanted in LEVELS.items():
        sheet.cell(rows["材料密级"], 2).value = written
        book.save(tmp_path / "密.xlsx")
        if isinstance(wanted, str):
            with pytest.raises(UnusableInputError) as caught:
                read(tmp_path / "密.xlsx", reference)
            assert wanted in str(caught.value)
            assert f"B{rows['材料密级']}" in str(caught.value)
            continue
        preview = read(tmp_path / "密.xlsx", reference)
        assert preview.fragment.topic.files[0].security == wanted[0], written
        assert any(f"保密期限（{wanted[1]}）" in note for note in preview.notes) == bool(wanted[1])
    sheet.delete_rows(rows["材料密级"])  # a form of before
    book.save(tmp_path / "旧.xlsx")
    assert read(tmp_path / "旧.xlsx", reference).fragment.topic.files[0].security is None
