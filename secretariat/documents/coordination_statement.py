"""协调说明: what departments do not agree on about a topic, each side's grounds, what came of the coordination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import TO_SIGN, TO_SIGN_AND_SEAL, closing, form_pdf, to_sign, wide
from secretariat.documents.printing import MM
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.documents.fonts import FontBook
    from secretariat.documents.forms import Band


@record(kw_only=True)
class Side:
    """One department's position: ``said`` is its opinion with its grounds."""

    unit: str
    said: str = ""


@record(kw_only=True)
class CoordinationStatement:
    """All that stands on the statement. What is empty is left blank to be written by hand."""

    heading: str
    """``会议议题协调说明``."""
    topic: str
    sponsor: str
    meeting: str = ""
    text: str = ""
    """What the sponsor says of the difference."""
    sides: tuple[Side, ...] = ()
    option: str = ""
    option_asked: bool = False
    """Whether there is a place for the preferred option, though none is told yet."""
    coordinator: str = ""
    """Who is to coordinate: ``分管领导副区长李明``."""
    result: str = ""
    """``2022年4月18日副区长李明协调，意见一致。``."""
    basis: str = ""
    """What the rules ask, with the article."""
    security: str = ""
    """``秘密★1年``; empty where the meeting is not classified."""


_TEXT_HEIGHT: Final = 30 * MM
_SIDE_HEIGHT: Final = 22 * MM


def render_coordination_statement(statement: CoordinationStatement, fonts: FontBook) -> bytes:
    """The statement as a PDF; raises ``MissingGlyphError``."""
    bands = tuple(_bands(statement))
    heading, author, security = statement.heading, statement.sponsor, statement.security
    return form_pdf(fonts, heading, bands, subject="协调说明", author=author, security=security)


def _bands(statement: CoordinationStatement) -> Iterator[Band]:
    yield wide("议题名称", statement.topic)
    yield wide("主办单位", statement.sponsor)
    yield wide("拟上会议", statement.meeting)
    yield wide("分歧事项", statement.text, height=_TEXT_HEIGHT, grows=True)
    yield wide(f"{statement.sponsor}\n理据", "", height=_SIDE_HEIGHT, grows=True)
    for side in statement.sides:
        yield wide(f"{side.unit}\n理据", side.said, height=_SIDE_HEIGHT, grows=True)
    if statement.option_asked or statement.option:
        yield wide("倾向性\n意见", statement.option, height=_SIDE_HEIGHT, grows=True)
    yield to_sign("主办单位\n主要负责人", foot=TO_SIGN_AND_SEAL)
    if statement.coordinator:
        said = statement.result or f"报请{statement.coordinator}协调。"
        yield to_sign("协调结果", said, foot=TO_SIGN)
    if statement.basis:
        yield closing("依\u3000\u3000据", statement.basis)
