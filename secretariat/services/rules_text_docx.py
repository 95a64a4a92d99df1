"""The text of a Word document (docx), paragraph by paragraph, with the numbers that Word itself puts before them.

A number that the writer left to Word (第%1条 as a numbered list) is nowhere in the paragraph; it is counted here as
Word counts it. What must not be guessed is refused: changes that nobody has accepted or rejected yet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.numerals import numeral
from secretariat.strict_input import refuse_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

_MAX_UNPACKED: Final = 256 * 1024 * 1024
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES: Final = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_BREAKS: Final = {
    f"{_W}{name}": text for name, text in {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}.items()
}
_APART: Final = (f"{_W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""What stands inside a paragraph and is none of its text: text boxes, and the second copy of them."""
_CHINESE: Final = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What old and locked documents begin with (MS-CFB, 2.2)."""
_DAMAGED: Final = "请用 Word 或 WPS 打开检查，另存为 docx 后再导入"


def docx_text(data: bytes, *, source: str) -> str:
    """Give the text of a document, one paragraph a line. Raises ``UnusableInputError`` with the remedy."""
    remedy = "请选择工作规则的 docx 或 txt 文件；其他格式的，请用 Word 或 WPS 另存为 docx"
    document = open_docx(data, source=source, remedy=remedy)
    numbering = _Numbering(document)
    return "\n".join(
        numbering.before(paragraph) + text_of(paragraph) for paragraph in paragraphs(document.element.body)
    )


def open_docx(data: bytes, *, source: str, remedy: str) -> Document:
    """Open a document; raises ``UnusableInputError``, with ``remedy`` for what is none.

    One with changes that nobody has accepted is refused too: nobody can say what it says.
    """
    import docx  # noqa: PLC0415 - slow to import, and seldom needed
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 - as above
    from lxml.etree import LxmlError  # noqa: PLC0415 - as above

    _refuse_other_packages(data, source=source, remedy=remedy)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile):
        refuse_file("文件已损坏，读不出来", _DAMAGED, source=source)
    if next(body.iter(*_CHANGES), None) is not None:
        accept = "请用 Word 或 WPS 打开，在“审阅”中接受（或拒绝）全部修订，保存后再导入"
        refuse_file("文件里有尚未接受的修订", accept, source=source)
    return document


def _refuse_other_packages(data: bytes, *, source: str, remedy: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse_file(
                "文档设有打开密码，不能读取", "请用 Word 或 WPS 打开，取消打开密码后另存，再导入", source=source
            )
        refuse_file("这是旧格式的文档（doc、wps）", "请用 Word 或 WPS 打开，另存为 docx，再导入", source=source)
    if data and not data.startswith(b"PK"):
        refuse_file("这不是 Word 文档（docx）", remedy, source=source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        refuse_file("文件不完整或已损坏", "请重新复制这个文件，确认复制完整", source=source)
    if "word/document.xml" not in names:
        refuse_file("这不是 Word 文档（docx）", remedy, source=source)
    if unpacked > _MAX_UNPACKED:
        refuse_file("文件展开后太大", _DAMAGED, source=source)


def paragraphs(body: Any) -> Iterator[Any]:  # noqa: ANN401 - elements of lxml
    """The paragraphs in their order, those of tables among them."""
    for paragraph in body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(*_APART), None) is None:
            yield paragraph


def text_of(paragraph: Any) -> str:  # noqa: ANN401 - as above
    """What a paragraph says. python-docx leaves out what old documents mark as days and names (smartTag)."""
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t" or node.tag in _BREAKS:
            above = next(node.iterancestors(f"{_W}p"), None)
            if above is paragraph and next(node.iterancestors(_APART[1]), None) is None:
                parts.append(_BREAKS.get(node.tag) or node.text or "")
    return "".join(parts)


class _Numbering:
    """Counts the numbered paragraphs of one document and tells what stands before each."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._levels = _levels(document)

    def before(self, paragraph: Any) -> str:  # noqa: ANN401 - an element of lxml
        """Give the number that Word puts before a paragraph; nothing where there is none."""
        given = self._given(paragraph)
        if given is None:
            return ""
        number, level = given
        list_, levels = self._levels.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts[list_]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return levels[level].shown({one: counts.get(one, levels[one].start) for one in levels}, levels)

    def _given(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 - as above
        """The number of the list and the level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{_W}pPr")
        style = None if properties is None else properties.find(f"{_W}pStyle")
        holders = [] if properties is None else [properties]
        name = None if style is None else style.get(f"{_W}val")
        seen = set()
        styles = self._document.styles.element
        while name is not None and name not in seen:
            seen.add(name)
            found = next((one for one in styles.findall(f"{_W}style") if one.get(f"{_W}styleId") == name), None)
            if found is None:
                break
            if (of_style := found.find(f"{_W}pPr")) is not None:
                holders.append(of_style)
            based = found.find(f"{_W}basedOn")
            name = None if based is None else based.get(f"{_W}val")
        number = level = None
        for holder in holders:
            given = holder.find(f"{_W}numPr")
            if given is not None:
                number = number or _value(given, "numId")
                level = level or _value(given, "ilvl")
        return None if number is None or number == "0" else (number, int(level or 0))


class _Level:
    """One level of a list: how it counts, from where, and what it writes around the number."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401 - an element of lxml
        self.format = _value(element, "numFmt") or "decimal"
        self.start = int(_value(element, "start") or 1)
        self._text = _value(element, "lvlText") or ""

    def shown(self, counts: dict[int, int], levels: dict[int, _Level]) -> str:
        """Give the number as it is written: ``第%1条`` with the counts of the levels."""
        if self.format in {"bullet", "none"}:
            return ""

        def counted(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            return numeral(counts[level]) if levels[level].format in _CHINESE else str(counts[level])

        return re.sub(r"%([1-9])", counted, self._text) + " "


def _levels(document: Document) -> dict[str, tuple[str, dict[int, _Level]]]:
    """The lists of a document by number: which list they count together with, and its levels."""
    try:
        element = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    lists = {
        one.get(f"{_W}abstractNumId"): {int(level.get(f"{_W}ilvl")): _Level(level) for level in one.findall(f"{_W}lvl")}
        for one in element.findall(f"{_W}abstractNum")
    }
    found = {}
    for one in element.findall(f"{_W}num"):
        list_ = _value(one, "abstractNumId")
        number = one.get(f"{_W}numId")
        # A list that is told to begin anew counts by itself.
        counted = number if one.find(f"{_W}lvlOverride/{_W}startOverride") is not None else list_
        if list_ in lists:
            found[number] = (f"{counted}/{list_}", lists[list_])
    return found


def _value(element: Any, name: str) -> str | None:  # noqa: ANN401 - an element of lxml
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")
