"""请假情况汇总: who has asked for leave from a meeting and what it does to the quorum, on paper, for the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.forms import ACROSS, Band, Cell, print_form
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import MM, Particulars, Press
from secretariat.documents.typecase import TypeCase
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator


@record(kw_only=True)
class LeaveEntry:
    """One request as the paper prints it; what is empty is left blank."""

    name: str
    title: str = ""
    reason: str = ""
    asked_on: str = ""
    approver: str = ""
    acting: str = ""
    """Who acts or comes instead."""
    note: str = ""
    """待批准, 补假 and the like."""


@record(kw_only=True)
class LeaveSummaryPaper:
    """All that stands on the paper; ``note`` stands over the table: who sums up, and when."""

    heading: str
    meeting: str
    held_on: str
    counts: str
    """应到 9 人，请假 2 人，预计实到 7 人，需到 5 人。"""
    entries: tuple[LeaveEntry, ...] = ()
    note: str = ""
    made_by: str = ""
    """The office that sums up."""
    submit_to: str = ""
    """To whom it is submitted (呈报): 区长林知远."""


_COLUMNS: Final = (
    ("序号", 0.05),
    ("姓名", 0.09),
    ("职务", 0.19),
    ("请假事由", 0.195),
    ("请假时间", 0.16),
    ("批准人", 0.095),
    ("代理/\n参会人", 0.1),
    ("备注", 0.12),
)
_LABEL: Final = 0.125
_LINE_HEIGHT: Final = 9 * MM
_SIGN_HEIGHT: Final = 22 * MM
_TO_SIGN: Final = "签名：" + "\u3000" * 6 + "年\u3000\u3000月\u3000\u3000日"
NOBODY: Final = "没有人请假"


def render_leave_summary(summary: LeaveSummaryPaper, fonts: FontBook) -> bytes:
    """The summary as a PDF; the same summary gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    case = TypeCase(fonts)
    heading = printable(summary.heading)
    note = printable(summary.note)
    bands = tuple(_bands(summary))
    case.refuse_missing(_texts(heading, note, bands))
    press = Press(Particulars(heading, printable(summary.made_by), "请假情况汇总"), ACROSS.paper)
    print_form(press, case, heading, bands, note, page=ACROSS)
    return press.finished()


def _bands(summary: LeaveSummaryPaper) -> Iterator[Band]:
    yield Band(
        (
            Cell("会议名称", _LABEL, label=True),
            Cell(printable(summary.meeting), 0.55),
            Cell("会议日期", _LABEL, label=True),
            Cell(printable(summary.held_on), 1 - 2 * _LABEL - 0.55),
        ),
        _LINE_HEIGHT,
    )
    if summary.entries:
        yield Band(tuple(Cell(word, width, label=True) for word, width in _COLUMNS), _LINE_HEIGHT, head=True)
        for number, entry in enumerate(summary.entries, 1):
            yield Band(tuple(_cells(number, entry)), _LINE_HEIGHT, row=True)
    else:
        yield _wide("请假人员", NOBODY, _LINE_HEIGHT)
    yield _wide("人数统计", summary.counts, _LINE_HEIGHT)
    yield _wide("呈\u3000\u3000报", summary.submit_to, _SIGN_HEIGHT, foot=_TO_SIGN)


def _cells(number: int, entry: LeaveEntry) -> Iterator[Cell]:
    texts = (
        str(number),
        padded_name(entry.name),
        printable(entry.title),
        printable(entry.reason),
        printable(entry.asked_on),
        padded_name(entry.approver),
        padded_name(entry.acting),
        printable(entry.note),
    )
    prose = {"职务", "请假事由", "备注"}
    for (word, width), text in zip(_COLUMNS, texts, strict=True):
        yield Cell(text, width, centred=word not in prose)


def _wide(label: str, text: str, height: float, foot: str = "") -> Band:
    words = "\n".join(filter(None, map(printable, text.splitlines())))
    return Band((Cell(label, _LABEL, label=True), Cell(words, 1 - _LABEL, foot=foot)), height)


def _texts(heading: str, note: str, bands: tuple[Band, ...]) -> Iterator[tuple[str, Role, str]]:
    """Every text on the paper with its place."""
    yield "请假情况汇总 标题", Role.XIAOBIAOSONG, heading
    yield "请假情况汇总", Role.FANGSONG, note
    for band in bands:
        for cell in band.cells:
            role = Role.HEITI if cell.label else Role.FANGSONG
            yield "请假情况汇总", role, cell.text.replace("\n", "") + cell.foot
