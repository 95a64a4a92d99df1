"""The office's own rules text: read from the files that offices have, or refused with what to do, and kept."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from secretariat.errors import FileUnusableError
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.reference import UnknownRulebookError
from secretariat.services.rulebooks import delete_rulebook, list_rulebooks
from secretariat.services.rules_text import keep_rules_text, read_rules_text, remove_rules_text, rules_text
from secretariat.services.undo import undo
from tests.services.own_rules import ACTOR, day, imported, last_entry

TEXT = """某某区人民政府工作规则
第一章 总则
一、为规范政府工作，制定本规则。
二、政府实行区长负责制。
区长领导区政府的工作。
三、本规则自印发之日起施行。
"""
ARTICLES = (
    ("一", ("为规范政府工作，制定本规则。",)),
    ("二", ("政府实行区长负责制。", "区长领导区政府的工作。")),
    ("三", ("本规则自印发之日起施行。",)),
)


def written(folder, data, name="规则.txt"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def document(*paragraphs):
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return made


def saved(made, folder, name="规则.docx"):
    made.save(folder / name)
    return folder / name


def articles(read):
    return tuple((article.number, article.paragraphs) for article in read.articles)


# --- files that can be read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_as_chinese_editors_save_it(tmp_path, encoding):
    read = read_rules_text(written(tmp_path, TEXT.encode(encoding)))
    assert articles(read) == ARTICLES
    assert read.found == "识别到3条（一至三）"
    assert read.file == "规则.txt"
    assert len(read.sha256) == 64


def test_what_is_left_out_is_said(tmp_path):
    text = "第一条 甲\n第二条 乙\n第五条 戊\n"
    assert read_rules_text(written(tmp_path, text)).found == "识别到3条（第一条至第五条）；缺第三条、第四条，请核对文件"


def test_a_word_document(tmp_path):
    assert articles(read_rules_text(saved(document(*TEXT.splitlines()), tmp_path))) == ARTICLES


def test_a_word_document_with_a_table_a_line_break_and_old_marks(tmp_path):
    """Word once marked days and names (smartTag); what is in such a mark is text like any other."""
    made = document("第一条 甲\n另一行", "第二条 乙")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "第三条 丙"
    table.cell(0, 1).text = "表中"
    marked = made.add_paragraph("第四条 自")
    marked._p.append(
        parse_xml(
            f'<w:smartTag {nsdecls("w")} w:uri="x" w:element="date"><w:r><w:t>2022年4月3日</w:t></w:r></w:smartTag>'
        )
    )
    marked.add_run("起施行")
    assert articles(read_rules_text(saved(made, tmp_path))) == (
        ("第一条", ("甲", "另一行")),
        ("第二条", ("乙",)),
        ("第三条", ("丙", "表中")),
        ("第四条", ("自2022年4月3日起施行",)),
    )


def numbered(made, text, *, number, level=0):
    paragraph = made.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def add_list(made, number, *levels):
    """A list of Word's own: for each level how it counts and what it writes."""
    told = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    element = made.part.numbering_part.element
    element.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{told}</w:abstractNum>'))
    element.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def test_numbers_that_word_itself_counts(tmp_path):
    made = docx.Document()
    add_list(made, 90, ("chineseCountingThousand", "第%1章"))
    add_list(made, 91, ("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"))
    numbered(made, "总则", number=90)
    for text in ("甲", "乙"):
        numbered(made, text, number=91)
    numbered(made, "一项", number=91, level=1)
    numbered(made, "二项", number=91, level=1)
    numbered(made, "附则", number=90)
    for index in range(3, 13):
        numbered(made, f"条文{index}", number=91)
    numbered(made, "一项", number=91, level=1)
    found = read_rules_text(saved(made, tmp_path)).articles
    assert [article.number for article in found][:2] == ["第一条", "第二条"]
    assert found[1].paragraphs == ("乙", "（一） 一项", "（二） 二项")
    assert (found[1].chapter, found[2].chapter) == ("第一章 总则", "第二章 附则")
    assert (found[-1].number, found[-1].paragraphs) == ("第十二条", ("条文12", "（一） 一项"))


def test_numbers_that_come_with_a_style(tmp_path):
    made = docx.Document()
    add_list(made, 90, ("chineseCounting", "%1、"))
    style = made.styles.add_style("条文", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    for text in ("甲", "乙", "丙"):
        made.add_paragraph(text, style="条文")
    assert articles(read_rules_text(saved(made, tmp_path))) == (("一", ("甲",)), ("二", ("乙",)), ("三", ("丙",)))


# --- files that can't


def changed(folder):
    made = document("第一条 甲", "第二条 乙")
    made.paragraphs[0]._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>新增</w:t></w:r></w:ins>')
    )
    return saved(made, folder)


def package(folder, *names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return written(folder, data.getvalue(), "规则.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
UNUSABLE = {
    "old word": (lambda folder: written(folder, OLE + "WordDocument".encode("utf-16-le"), "规则.doc"), "doc", "docx"),
    "password": (lambda folder: written(folder, OLE + "EncryptedPackage".encode("utf-16-le")), "打开密码", "取消密码"),
    "pdf": (lambda folder: written(folder, b"%PDF-1.7\n"), "PDF", "txt"),
    "empty": (lambda folder: written(folder, b""), "空的", "重新"),
    "blank": (lambda folder: written(folder, "\n　\n"), "没有识别到条文", "第一条"),
    "no articles": (lambda folder: written(folder, "会议纪要\n会议听取了汇报。"), "没有识别到条文", "另起一段"),
    "a picture": (lambda folder: written(folder, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "PNG", "请"),
    "unaccepted changes": (changed, "修订", "接受"),
    "empty document": (lambda folder: saved(document(), folder), "没有文字", "请"),
    "a workbook": (lambda folder: package(folder, "xl/workbook.xml"), "不是 Word 文档", "另存为 docx"),
    "a broken document": (lambda folder: package(folder, "word/document.xml"), "损坏", "请"),
    "cut off": (
        lambda folder: written(folder, saved(document("第一条 甲"), folder).read_bytes()[:900]),
        "损坏",
        "复制",
    ),
    "not there": (lambda folder: folder / "没有.docx", "没有这个文件", "请"),
}


@pytest.mark.parametrize(("make", "says", "remedy"), UNUSABLE.values(), ids=list(UNUSABLE))
def test_what_can_not_be_read_is_refused_with_the_remedy(tmp_path, make, says, remedy):
    path = make(tmp_path)
    with pytest.raises(FileUnusableError) as caught:
        read_rules_text(path)
    assert path.name in caught.value.message
    assert says in caught.value.message
    assert remedy in caught.value.remedy


# --- kept beside a rulebook


def test_a_text_is_kept_beside_a_bundled_rulebook_and_cited_from(database, tmp_path):
    read = read_rules_text(written(tmp_path, TEXT))
    keep_rules_text(database, ACTOR, "zichuan-2022", read)
    stored = rules_text(database, "zichuan-2022")
    assert (stored.file, stored.sha256, stored.articles) == (read.file, read.sha256, read.articles)
    assert [article.number for article in stored.cited("第二条")] == ["二"]
    assert [article.number for article in stored.cited("三、一")] == ["三", "一"]
    assert stored.cited("四十九") == ()
    assert [line.code for line in list_rulebooks(database) if line.has_text] == ["zichuan-2022"]
    assert rules_text(database, "zibo-2018") is None


def test_another_text_takes_its_place_and_comes_back(database, tmp_path):
    keep_rules_text(database, ACTOR, "zichuan-2022", read_rules_text(written(tmp_path, TEXT)))
    before = rules_text(database, "zichuan-2022")
    keep_rules_text(database, ACTOR, "zichuan-2022", read_rules_text(written(tmp_path, "第一条 甲\n第二条 乙")))
    assert len(rules_text(database, "zichuan-2022").articles) == 2
    undo(database, ACTOR, last_entry(database).no)
    again = rules_text(database, "zichuan-2022")
    assert again.articles == before.articles
    with pytest.raises(ChangedElsewhereError):
        remove_rules_text(database, ACTOR, "zichuan-2022", version=before.version)
    remove_rules_text(database, ACTOR, "zichuan-2022", version=again.version)
    assert rules_text(database, "zichuan-2022") is None


def test_it_goes_with_its_rulebook_and_comes_back_with_it(file_database, tmp_path):
    kept = imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    keep_rules_text(file_database, ACTOR, kept.code, read_rules_text(written(tmp_path, TEXT)))
    delete_rulebook(file_database, ACTOR, kept.code, version=kept.version)
    assert rules_text(file_database, kept.code) is None
    undo(file_database, ACTOR, last_entry(file_database).no)
    assert len(rules_text(file_database, kept.code).articles) == 3


def test_a_rulebook_that_is_not_there_has_no_text(file_database, tmp_path):
    with pytest.raises(UnknownRulebookError):
        keep_rules_text(file_database, ACTOR, "nowhere-1999", read_rules_text(written(tmp_path, TEXT)))
