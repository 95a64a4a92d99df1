"""材料分发回收登记表: who got which numbered copy (份号) of a topic's material, signed for it, and gave it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import DAY, columns, form_pdf, row
from secretariat.documents.forms import ACROSS, Band, Cell
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import MM
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.documents.fonts import FontBook


@record(kw_only=True)
class RegisteredCopy:
    """One copy as the register prints it; what is empty is left blank to be written by hand."""

    number: str
    name: str = ""
    title: str = ""
    given_on: str = ""
    signed: str = ""
    returned_on: str = ""
    note: str = ""


@record(kw_only=True)
class CopiesRegister:
    """All that stands on the register."""

    heading: str
    topic: str
    meeting: str
    security: str = ""
    """``秘密★1年``; empty where the material is not classified."""
    recall: bool = False
    """Whether it is to be given back after the meeting."""
    counts: str = ""
    """``共 12 份，已分发 10 份，已收回 9 份，未收回 1 份（第3份）。``."""
    copies: tuple[RegisteredCopy, ...] = ()


_COLUMNS: Final = (
    ("份号", 0.07),
    ("领取人", 0.11),
    ("单位职务", 0.22),
    ("分发日期", 0.11),
    ("领取签名", 0.13),
    ("收回日期", 0.11),
    ("交回签名", 0.13),
    ("备注", 0.12),
)
_PROSE: Final = ("单位职务", "备注")
_LABEL: Final = 0.125
_LINE: Final = 9 * MM
_COUNTED: Final = 18 * MM
_COUNTED_BY: Final = "清点人签名：" + "\u3000" * 9 + DAY
_BLANK: Final = 10
"""Rows to be filled in by hand where no copy is numbered yet."""


def render_copies_register(register: CopiesRegister, fonts: FontBook) -> bytes:
    """The register as a PDF, its long side across; raises ``MissingGlyphError``."""
    note = "会后收回，请勿复制、留存" if register.recall else ""
    bands = tuple(_bands(register))
    return form_pdf(fonts, register.heading, bands, subject="材料分发回收登记表", note=note, page=ACROSS)


def _bands(register: CopiesRegister) -> Iterator[Band]:
    yield _wide("议题名称", register.topic)
    if register.security:
        cells = (
            Cell("会议名称", _LABEL, label=True),
            Cell(register.meeting, 0.55),
            Cell("密\u3000\u3000级", _LABEL, label=True),
            Cell(register.security, 1 - 2 * _LABEL - 0.55),
        )
        yield Band(cells, _LINE)
    else:
        yield _wide("会议名称", register.meeting)
    yield columns(_COLUMNS)
    for copy in register.copies or (RegisteredCopy(number=""),) * _BLANK:
        said = (copy.number, padded_name(copy.name), copy.title, copy.given_on, copy.signed, copy.returned_on, "")
        yield row(_COLUMNS, (*said, copy.note), _PROSE)
    counted = (Cell("清点情况", _LABEL, label=True), Cell(register.counts, 1 - _LABEL, foot=_COUNTED_BY))
    yield Band(counted, _COUNTED, tail=True)


def _wide(label: str, text: str) -> Band:
    return Band((Cell(label, _LABEL, label=True), Cell(text, 1 - _LABEL)), _LINE)
