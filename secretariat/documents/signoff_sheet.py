"""纪要签发单: the sheet on which minutes are reviewed and signed off, on paper, before they are issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.forms import Band, Cell, print_form
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import MM, Particulars, Press
from secretariat.documents.typecase import TypeCase
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.documents.gbt9704 import Security


@record()
class Signatory:
    """Someone who signs: his name and post are printed, the signature is written."""

    name: str
    post: str
    note: str = ""
    """Why it is he who signs: ``受区长委托``."""


@record()
class SignoffSheet:
    """All that stands on a sign-off sheet. What is empty is left blank to be written by hand."""

    heading: str
    """``某某区人民政府会议纪要签发单``."""
    minutes_title: str
    """``某某区人民政府常务会议纪要（十八届区政府第5次）``."""
    meeting: str
    """``十八届区政府第5次常务会议``."""
    held_on: str
    """``2022年4月1日``."""
    signer: Signatory
    reviewers: tuple[Signatory, ...] = ()
    approvals: tuple[Signatory, ...] = ()
    """Those who must approve besides, as the rulebook asks: who commissioned the meeting, the head of government."""
    number: str = ""
    """The document number that is intended."""
    drafting_unit: str = ""
    drafter: str = ""
    drafted_on: str = ""
    telephone: str = ""
    addressees: tuple[str, ...] = ()
    """发送."""
    copies_to: tuple[str, ...] = ()
    """抄送."""
    copies: int | None = None
    """Copies to print."""
    security: Security | None = None
    """None prints no place for it: a paper that is not classified bears no level."""
    urgency: str = ""
    remarks: str = ""


_LABEL: Final = 0.16
_WIDE: Final = 1 - _LABEL
_HALF: Final = 0.5 - _LABEL
_SIGN_HEIGHT: Final = 24 * MM
_SIGNER_HEIGHT: Final = 38 * MM
_REMARKS_HEIGHT: Final = 20 * MM
_LINE_HEIGHT: Final = 10 * MM
_TO_SIGN: Final = "签名：" + "\u3000" * 6 + "年\u3000\u3000月\u3000\u3000日"


def render_signoff_sheet(sheet: SignoffSheet, fonts: FontBook) -> bytes:
    """The sign-off sheet as a PDF; the same sheet gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    case = TypeCase(fonts)
    heading = printable(sheet.heading)
    bands = _bands(sheet)
    case.refuse_missing(_texts(heading, bands))
    particulars = Particulars(
        f"{heading} {printable(sheet.minutes_title)}", printable(sheet.drafting_unit), "纪要签发单"
    )
    press = Press(particulars)
    print_form(press, case, heading, bands)
    return press.finished()


def _bands(sheet: SignoffSheet) -> tuple[Band, ...]:
    bands = [
        _wide("纪要标题", sheet.minutes_title),
        _wide("会议名称", sheet.meeting),
        _pair("会议日期", sheet.held_on, "拟编文号", sheet.number),
    ]
    if sheet.security or sheet.urgency:
        level = sheet.security.text if sheet.security else ""
        bands.append(_pair("密级期限", level, "紧急程度", sheet.urgency) if level else _wide("紧急程度", sheet.urgency))
    bands += [
        _pair("拟稿单位", sheet.drafting_unit, "联系电话", sheet.telephone),
        _pair("拟稿人", padded_name(sheet.drafter), "拟稿日期", sheet.drafted_on),
        *(_to_sign("审\u3000\u3000核", reviewer, _SIGN_HEIGHT) for reviewer in sheet.reviewers),
        *(_to_sign("审\u3000\u3000定", approval, _SIGN_HEIGHT) for approval in sheet.approvals),
        _to_sign("签\u3000\u3000发", sheet.signer, _SIGNER_HEIGHT),
    ]
    if sheet.addressees:
        bands.append(_wide("发\u3000\u3000送", "，".join(sheet.addressees)))
    bands.append(_wide("抄\u3000\u3000送", "，".join(sheet.copies_to)))
    count = f"{sheet.copies}份" if sheet.copies is not None else ""
    bands += [
        _pair("印制份数", count, "印发日期", ""),
        Band((Cell("备\u3000\u3000注", _LABEL, label=True), _cell(sheet.remarks, _WIDE)), _REMARKS_HEIGHT, grows=True),
    ]
    return tuple(bands)


def _cell(text: str, width: float) -> Cell:
    return Cell("\n".join(filter(None, map(printable, text.splitlines()))), width)


def _wide(label: str, text: str) -> Band:
    return Band((Cell(label, _LABEL, label=True), _cell(text, _WIDE)), _LINE_HEIGHT)


def _pair(label: str, text: str, other: str, other_text: str) -> Band:
    cells = (
        Cell(label, _LABEL, label=True),
        _cell(text, _HALF),
        Cell(other, _LABEL, label=True),
        _cell(other_text, _HALF),
    )
    return Band(cells, _LINE_HEIGHT)


def _to_sign(label: str, who: Signatory, height: float) -> Band:
    words = "\u3000".join(filter(None, (printable(who.post), padded_name(who.name))))
    if who.note:
        words = f"{words}（{printable(who.note)}）"
    return Band((Cell(label, _LABEL, label=True), Cell(words, _WIDE, foot=_TO_SIGN)), height, grows=True)


def _texts(heading: str, bands: tuple[Band, ...]) -> Iterator[tuple[str, Role, str]]:
    """Every text on the sheet with its place."""
    yield "签发单 标题", Role.XIAOBIAOSONG, heading
    for band in bands:
        label = ""
        for cell in band.cells:
            text = cell.text.replace("\n", "")
            if cell.label:
                label = text.replace("\u3000", "")
            yield f"签发单 {label}", Role.HEITI if cell.label else Role.FANGSONG, text + cell.foot
