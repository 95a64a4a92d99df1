"""The department's form as a Word document: made with lists to choose from and boxes to tick, and read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from secretariat.services.rules_text_docx import open_docx, paragraphs, text_of
from secretariat.services.topic_form_answers import Answer, Raw
from secretariat.services.topic_forms import UNCHOSEN
from secretariat.strict_input import read_bytes, shown_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from secretariat.services.topic_forms import FormField, FormTable, TopicForm

_HOW: Final = (
    "请在右栏填写；有下拉词的从中选择，“涉及事项”点选方框。会签部门多的，可以增加行；请不要增删列、合并单元格。"
)
_REMEDY: Final = "请选择填好的议题报送表（docx 或 xlsx）；其他格式的，请用 Word 或 WPS 另存为 docx"
_LABEL_CM: Final = 5.5
_VALUE_CM: Final = 11.0
_ROW_CM: Final = 0.85
_MARGIN_CM: Final = 2.25
_COLUMNS_CM: Final = {
    "countersigns": (3.6, 2.5, 2.5, 2.2, 2.2, 3.5),
    "reviews": (3.6, 3.6, 2.5, 2.2, 4.6),
}
_BODY_FONT: Final = "仿宋"
_LABEL_FONT: Final = "黑体"
_HINT_FONT: Final = "楷体"
_TITLE_FONT: Final = "方正小标宋简体"
_HINT_GREY: Final = (0x59, 0x59, 0x59)
_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_TICK: Final = "2611"
_BOX: Final = "2610"
_BOX_FONT: Final = "MS Gothic"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_form(form: TopicForm) -> bytes:
    """Give an empty form as a document."""
    import docx  # noqa: PLC0415 - slow to import, and seldom needed
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    document = docx.Document()
    document.core_properties.keywords, document.core_properties.title = form.mark, form.title
    document.core_properties.author = document.core_properties.comments = ""
    section: Any = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(2)
    normal: Any = document.styles["Normal"]
    _use_font(normal.font, _BODY_FONT, 12)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(2)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _use_font(title.add_run(form.title).font, _TITLE_FONT, 20)
    how = document.add_paragraph()
    how.paragraph_format.space_before = how.paragraph_format.space_after = Pt(6)
    _hint(how, _HOW)
    table: Any = document.add_table(0, 2, style="Table Grid")
    for one in form.fields:
        label, value = _row(table)
        _label(label, one.label)
        if one.hint:
            _hint(label.paragraphs[0], f"\n（{one.hint}）")
        _offer(value, one)
    _size(table, (_LABEL_CM, _VALUE_CM))
    for part in form.tables:
        heading = document.add_paragraph()
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(4)
        heading.paragraph_format.keep_with_next = True
        _use_font(heading.add_run(part.label).font, _LABEL_FONT, 12)
        _add_table(document, part)
    _add_signatures(document, form)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_table(document: Any, part: FormTable) -> None:  # noqa: ANN401 - python-docx says little of its types
    table = document.add_table(0, len(part.columns), style="Table Grid")
    for cell, column in zip(_row(table), part.columns, strict=True):
        _label(cell, column.label, centred=True)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 (its head is repeated)
    for line in part.lines:
        cells = _row(table)
        if line:
            cells[0].text = line
        for cell, column in zip(cells[1 if line else 0 :], part.columns[1 if line else 0 :], strict=True):
            _offer(cell, column)
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    _size(table, _COLUMNS_CM[part.key])


def _add_signatures(document: Any, form: TopicForm) -> None:  # noqa: ANN401 - as above
    """Where the sponsor's head signs the printed form, and its seal, where the rule asks for them."""
    from docx.shared import Pt  # noqa: PLC0415 - as above

    asked = {one.key for one in form.fields}
    if "form_signed_by" in asked:
        seal = "提报单位（盖章）：\u3000\u3000\u3000\u3000\u3000\u3000" if "form_sealed" in asked else ""
        signature = "主要负责人（签名）：\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日"
        place = document.add_paragraph(f"{seal}{signature}")
        place.paragraph_format.space_before = Pt(18)


def _row(table: Any) -> Sequence[Any]:  # noqa: ANN401 - as above
    """A new row, never parted over two pages."""
    from docx.enum.table import WD_ALIGN_VERTICAL  # noqa: PLC0415 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    row = table.add_row()
    row.height = Cm(_ROW_CM)
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 (python-docx has no word for it)
    cells: Sequence[Any] = row.cells
    for cell in cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return cells


def _size(table: Any, widths: Sequence[float]) -> None:  # noqa: ANN401 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _label(cell: Any, text: str, *, centred: bool = False) -> None:  # noqa: ANN401 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _use_font(paragraph.add_run(text).font, _LABEL_FONT, 12 if not centred else 11)


def _hint(paragraph: Any, text: str) -> None:  # noqa: ANN401 - as above
    from docx.shared import RGBColor  # noqa: PLC0415 - as above

    run = paragraph.add_run(text)
    _use_font(run.font, _HINT_FONT, 10)
    run.font.color.rgb = RGBColor(*_HINT_GREY)


def _offer(cell: Any, one: FormField) -> None:  # noqa: ANN401 - as above
    if one.kind == "ticks":
        for number, choice in enumerate(one.choices):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph._p.append(_box(choice))  # noqa: SLF001 (python-docx knows no boxes to tick)
            paragraph.add_run(f" {choice}")
    elif one.kind in {"choice", "level", "truth"}:
        words = _element("w:dropDownList")
        for word in (UNCHOSEN, *one.choices):
            words.append(_element("w:listItem", displayText=word, value=word))
        cell.paragraphs[0]._p.append(_control(one.label, words, _run(UNCHOSEN)))  # noqa: SLF001 (nor lists)


def _box(name: str) -> Any:  # noqa: ANN401 - as above
    """A box that a click ticks, in Word 2010 and later and in WPS; in others a tick can be typed over it."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - as above

    states = f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{_TICK}" w14:font="{_BOX_FONT}"/>'
    states += f'<w14:uncheckedState w14:val="{_BOX}" w14:font="{_BOX_FONT}"/>'
    return _control(name, parse_xml(f'<w14:checkbox xmlns:w14="{_W14}">{states}</w14:checkbox>'), _run("☐", _BOX_FONT))


def _control(name: str, kind: Any, run: Any) -> Any:  # noqa: ANN401 - as above
    """A content control: what it is called, of what kind it is, what stands in it."""
    control, about, content = _element("w:sdt"), _element("w:sdtPr"), _element("w:sdtContent")
    about.extend((_element("w:alias", val=name), kind))
    content.append(run)
    control.extend((about, content))
    return control


def _run(words: str, font: str = "") -> Any:  # noqa: ANN401 - as above
    run, text = _element("w:r"), _element("w:t")
    text.text = words
    if font:
        about = _element("w:rPr")
        about.append(_element("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, hint="eastAsia"))
        run.append(about)
    run.append(text)
    return run


def _element(name: str, **values: str) -> Any:  # noqa: ANN401 - as above
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _use_font(font: Any, name: str, size: float) -> None:  # noqa: ANN401 - as above
    """Set a font, also that of Chinese characters, which Word keeps apart."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Pt  # noqa: PLC0415 - as above

    font.name, font.size = name, Pt(size)
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


# ----------------------------------------------------------------------------------------------------------- read back


def read_docx(path: Path) -> Raw:
    """Give what was filled into a document; raises ``UnusableInputError`` for one that can't be read."""
    document = open_docx(read_bytes(path), source=shown_file(path), remedy=_REMEDY)
    tables = tuple(_rows(table, number) for number, table in enumerate(_own(document.element.body, "tbl"), 1))
    return Raw(mark=document.core_properties.keywords or "", pairs=(), tables=tables)


def _own(above: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - as above
    """The tables of a text, the rows of a table, the cells of a row; other programs wrap any of them in controls."""
    inside = f"{_W}tbl"
    for one in above.iter(f"{_W}{name}"):
        parent = next(one.iterancestors(inside, above.tag), None)
        if one is not above and (parent is above or (above.tag == f"{_W}tr" and _row_of(one) is above)):
            yield one


def _row_of(cell: Any) -> Any:  # noqa: ANN401 - as above
    return next(cell.iterancestors(f"{_W}tr"), None)


def _rows(table: Any, number: int) -> tuple[tuple[Answer, ...], ...]:  # noqa: ANN401 - as above
    return tuple(tuple(_cells(row, f"表{number}第{at}行")) for at, row in enumerate(_own(table, "tr"), 1))


def _cells(row: Any, place: str) -> Iterator[Answer]:  # noqa: ANN401 - as above
    """The cells of a row by its columns: one that was merged with others takes their columns."""
    column = 1
    for cell in _own(row, "tc"):
        yield Answer("\n".join(map(text_of, paragraphs(cell))).strip(), f"{place}第{column}格")
        span = next(cell.iter(f"{_W}gridSpan"), None)
        wide = 1 if span is None else int(span.get(f"{_W}val") or 1)
        for other in range(column + 1, column + wide):
            yield Answer("", f"{place}第{other}格")
        column += wide
