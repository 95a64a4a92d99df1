"""会签单: the sheet on which the departments that a topic concerns say whether they agree, and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import TO_DATE, TO_SIGN_AND_SEAL, closing, form_pdf, pair, to_sign, wide
from secretariat.documents.printing import MM
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.documents.fonts import FontBook
    from secretariat.documents.forms import Band


@record(kw_only=True)
class CountersignPlace:
    """A department's place on the sheet: what it has said already is printed, all else is left to be written."""

    unit: str
    said: str = ""
    """``同意。``, ``不同意：资金来源未落实。``."""


@record(kw_only=True)
class CountersignSheet:
    """All that stands on the sheet. What is empty is left blank to be written by hand."""

    heading: str
    """``某某区人民政府会议议题会签单``."""
    topic: str
    sponsor: str
    places: tuple[CountersignPlace, ...]
    meeting: str = ""
    """``区政府常务会议``."""
    contact: str = ""
    """Whom to ask: ``何建　12345678``."""
    asked_on: str = ""
    due_on: str = ""
    round: int = 1
    notes: tuple[str, ...] = ()
    """What the rules ask of the reply, with the articles; printed under one another."""
    security: str = ""
    """``秘密★1年``; empty where the meeting is not classified."""


_PLACE_HEIGHT: Final = 27 * MM
_ASKS: Final = "□ 同意\u3000\u3000□ 不同意（理由）："


def render_countersign_sheet(sheet: CountersignSheet, fonts: FontBook) -> bytes:
    """The sheet as a PDF; raises ``MissingGlyphError``."""
    bands = tuple(_bands(sheet))
    return form_pdf(fonts, sheet.heading, bands, subject="会签单", author=sheet.sponsor, security=sheet.security)


def _bands(sheet: CountersignSheet) -> Iterator[Band]:
    yield wide("议题名称", sheet.topic)
    turn = f"第{sheet.round}轮（文稿已修改，请重新会签）" if sheet.round > 1 else ""
    yield pair("主办单位", sheet.sponsor, "联系人", sheet.contact)
    yield wide("拟上会议", sheet.meeting)
    if turn:
        yield wide("会签轮次", turn)
    yield pair("送签日期", sheet.asked_on or TO_DATE, "回复期限", sheet.due_on or TO_DATE)
    for place in sheet.places:
        yield to_sign(place.unit, place.said or _ASKS, foot=TO_SIGN_AND_SEAL, height=_PLACE_HEIGHT)
    if sheet.notes:
        numbered = sheet.notes if len(sheet.notes) == 1 else _numbered(sheet.notes)
        yield closing("说\u3000\u3000明", "\n".join(numbered))


def _numbered(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{number}．{note}" for number, note in enumerate(notes, 1))
