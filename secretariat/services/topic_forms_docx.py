"""The department's form as a Word document: made with lists to choose from and boxes to tick, and read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from secretariat.services.rules_text_docx import open_docx, paragraphs, text_of
from secretariat.services.topic_forms import UNCHOSEN, Answer, Raw
from secretariat.strict_input import read_bytes, shown_file

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.services.topic_forms import FormField, FormTable, TopicForm

_HOW: Final = "请在右栏填写；有下拉词的从中选择，“涉及事项”把符合的方框改成 ☑。请不要增删栏目、合并单元格。"
_REMEDY: Final = "请选择填好的议题报送表（docx 或 xlsx）；其他格式的，请用 Word 或 WPS 另存为 docx"
_LABEL_CM: Final = 5.0
_VALUE_CM: Final = 11.0
_FONT: Final = "仿宋"


def docx_form(form: TopicForm) -> bytes:
    """Give an empty form as a document."""
    import docx  # noqa: PLC0415 - slow to import, and seldom needed
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    document = docx.Document()
    document.core_properties.keywords, document.core_properties.title = form.mark, form.title
    document.core_properties.author = ""
    section: Any = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    _use_font(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(form.title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(_HOW)
    table: Any = document.add_table(0, 2, style="Table Grid")
    for one in form.fields:
        label, value = table.add_row().cells
        label.width, value.width = Cm(_LABEL_CM), Cm(_VALUE_CM)
        label.text = one.label if not one.hint else f"{one.label}\n（{one.hint}）"
        _offer(value, one)
    for part in form.tables:
        heading = document.add_paragraph()
        heading.add_run(part.label).bold = True
        _add_table(document, part)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_table(document: Any, part: FormTable) -> None:  # noqa: ANN401 - python-docx says little of its types
    table = document.add_table(1, len(part.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, part.columns, strict=True):
        cell.text = column.label
        cell.paragraphs[0].runs[0].bold = True
    for line in part.lines:
        cells = table.add_row().cells
        cells[0].text = line
        for cell, column in zip(cells[1 if line else 0 :], part.columns[1 if line else 0 :], strict=True):
            _offer(cell, column)


def _offer(cell: Any, one: FormField) -> None:  # noqa: ANN401 - as above
    if one.kind == "ticks":
        cell.text = "\n".join(f"☐ {choice}" for choice in one.choices)
    elif one.kind in {"choice", "truth"}:
        cell.paragraphs[0]._p.append(_list(one))  # noqa: SLF001 (python-docx knows no lists to choose from)


def _list(one: FormField) -> Any:  # noqa: ANN401 - as above
    """A list to choose from (a content control), which shows that nothing is chosen yet."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to import, and seldom needed
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    control, about, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    alias, words = OxmlElement("w:alias"), OxmlElement("w:dropDownList")
    alias.set(qn("w:val"), one.label)
    for word in (UNCHOSEN, *one.choices):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), word)
        item.set(qn("w:value"), word)
        words.append(item)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = UNCHOSEN
    about.extend((alias, words))
    run.append(text)
    content.append(run)
    control.extend((about, content))
    return control


def _use_font(document: Any) -> None:  # noqa: ANN401 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Pt  # noqa: PLC0415 - as above

    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)


# ----------------------------------------------------------------------------------------------------------- read back


def read_docx(path: Path) -> Raw:
    """Give what was filled into a document; raises ``UnusableInputError`` for one that can't be read."""
    document = open_docx(read_bytes(path), source=shown_file(path), remedy=_REMEDY)
    first, *others = [_rows(table, number) for number, table in enumerate(_tables(document), 1)] or [()]
    pairs = tuple((row[0].text.partition("\n")[0], row[1]) for row in first if len(row) > 1)
    return Raw(mark=document.core_properties.keywords or "", pairs=pairs, tables=tuple(others))


def _tables(document: Any) -> list[Any]:  # noqa: ANN401 - as above
    return [table._tbl for table in document.tables]  # noqa: SLF001 (the text of controls is not in its cells)


def _rows(table: Any, number: int) -> tuple[tuple[Answer, ...], ...]:  # noqa: ANN401 - as above
    return tuple(
        tuple(
            Answer("\n".join(map(text_of, paragraphs(cell))).strip(), f"表{number}第{at}行第{column}格")
            for column, cell in enumerate(row.tc_lst, 1)
        )
        for at, row in enumerate(table.tr_lst, 1)
    )
