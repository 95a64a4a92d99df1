"""材料分发回收登记表: who got which numbered copy (份号) of a topic's material, signed for it, and gave it back.

One for a topic, and one for a whole meeting, on which the topics stand one under the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import DAY, columns, form_pdf, lines, row
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


@record(kw_only=True)
class TopicCopies:
    """A topic on the register of a meeting: its number on the agenda, and its copies."""

    no: int
    topic: str
    recall: bool = False
    counts: str = ""
    copies: tuple[RegisteredCopy, ...] = ()


@record(kw_only=True)
class MeetingRegister:
    """All that stands on the register of a meeting; ``counts`` are those of all topics together."""

    heading: str
    meeting: str
    security: str = ""
    counts: str = ""
    topics: tuple[TopicCopies, ...] = ()


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
_TOPIC: Final = (_COLUMNS[0][1], 0.44, 0.49)
"""A topic's number, its title, its counts; they end where columns end."""
_LABEL: Final = 0.125
_LINE: Final = 9 * MM
_COUNTED: Final = 18 * MM
_COUNTED_BY: Final = "清点人签名：" + "\u3000" * 9 + DAY
_SUBJECT: Final = "材料分发回收登记表"
_RECALL: Final = "会后收回，请勿复制、留存"
_BLANK: Final = 10
"""Rows to be filled in by hand where no copy is numbered yet."""


def render_copies_register(register: CopiesRegister, fonts: FontBook) -> bytes:
    """The register as a PDF, its long side across; raises ``MissingGlyphError``."""
    note = _RECALL if register.recall else ""
    bands = tuple(_bands(register))
    return form_pdf(fonts, register.heading, bands, subject=_SUBJECT, note=note, page=ACROSS)


def render_meeting_register(register: MeetingRegister, fonts: FontBook) -> bytes:
    """The register of all topics of a meeting as a PDF, its long side across; raises ``MissingGlyphError``."""
    recall = register.topics and all(topic.recall for topic in register.topics)
    bands = tuple(_meeting_bands(register))
    note = _RECALL if recall else ""
    return form_pdf(fonts, register.heading, bands, subject=_SUBJECT, note=note, page=ACROSS)


def _meeting_bands(register: MeetingRegister) -> Iterator[Band]:
    yield _meeting(register)
    yield columns(_COLUMNS)
    some = len({topic.recall for topic in register.topics}) > 1
    for topic in register.topics:
        mark, title, counts = _TOPIC
        said = f"{topic.topic}（会后收回）" if some and topic.recall else topic.topic
        cells = (Cell(f"议题{topic.no}", mark, label=True), Cell(lines(said), title), Cell(topic.counts, counts))
        yield Band(cells, _LINE, row=True)
        for at, band in enumerate(map(_copy, topic.copies)):
            yield replace(band, tail=at == 0)  # a title is not left at the foot of a page
    yield _counted(register.counts)


def _bands(register: CopiesRegister) -> Iterator[Band]:
    yield _wide("议题名称", register.topic)
    yield _meeting(register)
    yield columns(_COLUMNS)
    yield from map(_copy, register.copies or (RegisteredCopy(number=""),) * _BLANK)
    yield _counted(register.counts)


def _meeting(register: CopiesRegister | MeetingRegister) -> Band:
    if not register.security:
        return _wide("会议名称", register.meeting)
    cells = (
        Cell("会议名称", _LABEL, label=True),
        Cell(register.meeting, 0.55),
        Cell("密\u3000\u3000级", _LABEL, label=True),
        Cell(register.security, 1 - 2 * _LABEL - 0.55),
    )
    return Band(cells, _LINE)


def _copy(copy: RegisteredCopy) -> Band:
    said = (copy.number, padded_name(copy.name), copy.title, copy.given_on, copy.signed, copy.returned_on, "")
    return row(_COLUMNS, (*said, copy.note), _PROSE)


def _counted(counts: str) -> Band:
    cells = (Cell("清点情况", _LABEL, label=True), Cell(counts, 1 - _LABEL, foot=_COUNTED_BY))
    return Band(cells, _COUNTED, tail=True)


def _wide(label: str, text: str) -> Band:
    return Band((Cell(label, _LABEL, label=True), Cell(text, 1 - _LABEL)), _LINE)
