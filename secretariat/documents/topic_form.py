"""议题审批表、议题提报单: the form with which a topic is handed in and goes through its chain of approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import (
    LINE_HEIGHT,
    TO_DATE,
    TO_SIGN,
    TO_SIGN_AND_SEAL,
    form_pdf,
    pair,
    to_sign,
    wide,
)
from secretariat.documents.forms import Band, Cell
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import MM
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.documents.fonts import FontBook


@record(kw_only=True)
class OpinionPlace:
    """A place for somebody's opinion and signature: ``label`` is whose, as ``分管领导审核``; ``said`` is on record."""

    label: str
    who: str = ""
    said: str = ""


@record(kw_only=True)
class TopicForm:
    """All that stands on the form. What is empty is left blank to be written by hand."""

    heading: str
    """``某某区人民政府议题审批表``, as the rule names it."""
    topic: str
    sponsor: str
    meeting: str = ""
    kind: str = ""
    """The type, with the flags: ``规范性文件草案（涉及市场主体）``."""
    reporter: str = ""
    minutes: str = ""
    submitted_on: str = ""
    concerns: str = ""
    matter: str = ""
    """What is to be decided, in a few words."""
    countersigns: str = ""
    """How the departments stand: ``区财政局同意；…``."""
    reviews: str = ""
    sealed: bool = False
    """Whether the sponsor's seal is asked for."""
    cosigners: tuple[str, ...] = ()
    """Departments whose heads sign on this form that they agree."""
    opinions: tuple[OpinionPlace, ...] = ()
    """The steps of the chain, in order."""
    security: str = ""
    """``秘密★1年``; empty where the meeting is not classified."""


_MATTER_HEIGHT: Final = 24 * MM
_OPINION_HEIGHT: Final = 20 * MM
_COSIGN_HEIGHT: Final = 21 * MM
_COSIGNERS: Final = 3
_COSIGN: Final = "年\u3000月\u3000日"


def render_topic_form(form: TopicForm, fonts: FontBook) -> bytes:
    """The form as a PDF; raises ``MissingGlyphError``."""
    bands = tuple(_bands(form))
    return form_pdf(fonts, form.heading, bands, subject="议题提报表", author=form.sponsor, security=form.security)


def _bands(form: TopicForm) -> Iterator[Band]:
    yield wide("议题名称", form.topic)
    yield pair("提报单位", form.sponsor, "提报日期", form.submitted_on or TO_DATE)
    yield wide("拟上会议", form.meeting)
    yield wide("议题类型", form.kind)
    yield pair("汇\u2002报\u2002人", padded_name(form.reporter), "汇报时长", form.minutes)
    # Where the departments concerned sign here, their places say which they are and how they stand.
    if not form.cosigners:
        yield wide("涉及单位", form.concerns)
    yield wide("提请研究\n的事项", form.matter, height=_MATTER_HEIGHT, grows=True)
    if not form.cosigners:
        yield wide("会签情况", form.countersigns, height=_COSIGN_HEIGHT, grows=True)
    if form.reviews:
        yield wide("审查论证\n情况", form.reviews)
    foot = TO_SIGN_AND_SEAL if form.sealed else TO_SIGN
    yield to_sign("提报单位\n主要负责人", foot=foot, height=_OPINION_HEIGHT)
    yield from _cosigning(form.cosigners)
    for place in form.opinions:
        # What was said before is printed with whoever said it.
        yield to_sign(place.label, place.said or place.who, height=_OPINION_HEIGHT)


def _cosigning(units: tuple[str, ...]) -> Iterator[Band]:
    """Places for the heads of the departments concerned, three in a row."""
    if units:
        yield Band((Cell("有关部门主要负责人签名", 1.0, label=True),), LINE_HEIGHT, head=True)
    for first in range(0, len(units), _COSIGNERS):
        row = units[first : first + _COSIGNERS]
        cells = tuple(Cell(unit, 1 / len(row), foot=_COSIGN) for unit in row)
        yield Band(cells, _COSIGN_HEIGHT, grows=True, row=True)
