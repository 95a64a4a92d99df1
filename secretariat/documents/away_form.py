"""外出报备表, on which one journey is reported and signed for, and 外出登记表, a month's journeys in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.forms import ACROSS, UPRIGHT, Band, Cell, Page, print_form
from secretariat.documents.minutes import padded_name
from secretariat.documents.printing import MM, Particulars, Press
from secretariat.documents.typecase import TypeCase
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator


@record(kw_only=True)
class Signing:
    """A place to sign: whose, as ``区长审批``, and who is printed there; several where one of them signs."""

    label: str
    who: tuple[str, ...] = ()


@record(kw_only=True)
class AwayForm:
    """All that stands on the form. What is empty is left blank to be written by hand."""

    heading: str
    """``某某区人民政府外出报备表``."""
    name: str
    post: str
    when: str
    """``2022年4月1日至3日（共3天）``."""
    place: str = ""
    reason: str = ""
    acting: str = ""
    acting_post: str = ""
    reported_on: str = ""
    attachments: str = ""
    signings: tuple[Signing, ...] = ()
    told: str = ""
    reported_back_on: str = ""
    asks_back: bool = False
    """Whether there is a line for reporting back (销假), though he is not back yet."""
    basis: str = ""
    """What the rules ask, with the articles."""
    note: str = ""


@record(kw_only=True)
class RegisterLine:
    """One journey in the month's table."""

    name: str
    post: str
    when: str
    place: str = ""
    reason: str = ""
    acting: str = ""
    reported_on: str = ""
    approved_by: str = ""
    reported_back_on: str = ""
    note: str = ""


@record(kw_only=True)
class AwayRegister:
    """A month's journeys."""

    heading: str
    """``某某区人民政府领导同志外出登记表``."""
    month: str
    lines: tuple[RegisterLine, ...] = ()


_LABEL: Final = 0.22
"""Six characters in a line: 分管领导意见."""
_WIDE: Final = 1 - _LABEL
_HALF: Final = 0.5 - _LABEL
_LINE_HEIGHT: Final = 11 * MM
_REASON_HEIGHT: Final = 22 * MM
_SIGN_HEIGHT: Final = 28 * MM
_NOTE_HEIGHT: Final = 16 * MM
_TO_SIGN: Final = "签名：" + "\u3000" * 6 + "年\u3000\u3000月\u3000\u3000日"
_ROW_HEIGHT: Final = 9 * MM
_COLUMNS: Final = (
    ("序号", 0.05),
    ("姓名", 0.085),
    ("职务", 0.09),
    ("外出时间", 0.125),
    ("地点", 0.075),
    ("事由", 0.13),
    ("代行工作人", 0.10),
    ("报备", 0.08),
    ("批准", 0.10),
    ("销假", 0.08),
    ("备注", 0.085),
)
_CENTRED: Final = frozenset({"序号", "姓名", "代行工作人", "报备", "批准", "销假"})
NOBODY: Final = "本月没有外出登记"


def render_away_form(form: AwayForm, fonts: FontBook) -> bytes:
    """The form as a PDF; the same form gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    return _rendered(form.heading, tuple(_form_bands(form)), fonts, "外出报备表")


def render_away_register(register: AwayRegister, fonts: FontBook) -> bytes:
    """The month's table as a PDF, over as many pages as it needs; raises ``MissingGlyphError``."""
    return _rendered(
        register.heading, tuple(_register_bands(register)), fonts, "外出登记表", note=register.month, page=ACROSS
    )


def _rendered(
    heading: str, bands: tuple[Band, ...], fonts: FontBook, kind: str, *, note: str = "", page: Page = UPRIGHT
) -> bytes:
    case = TypeCase(fonts)
    title = printable(heading)
    case.refuse_missing(_texts(title, bands, kind))
    press = Press(Particulars(f"{title} {note}".strip(), "", kind), paper=page.paper)
    print_form(press, case, title, bands, note, page=page)
    return press.finished()


def _form_bands(form: AwayForm) -> Iterator[Band]:
    yield _pair("姓名", padded_name(form.name), "职务", form.post)
    yield _wide("外出时间", form.when)
    yield _wide("外出地点", form.place)
    yield _wide("外出事由", form.reason, height=_REASON_HEIGHT)
    yield _pair("代行工作人", padded_name(form.acting) if form.acting else "", "职务", form.acting_post)
    yield _pair("报备时间", form.reported_on, "附件", form.attachments)
    if form.told:
        yield _wide("已告知", form.told)
    for signing in form.signings:
        who = Cell("\n".join(printable(one) for one in signing.who), _WIDE, foot=_TO_SIGN)
        yield Band((Cell(signing.label, _LABEL, label=True), who), _SIGN_HEIGHT, grows=True)
    if form.reported_back_on or form.asks_back:
        yield _wide("销假时间", form.reported_back_on)
    if form.basis:
        yield _wide("有关规定", form.basis)
    yield _wide("备注", form.note, height=_NOTE_HEIGHT)


def _register_bands(register: AwayRegister) -> Iterator[Band]:
    yield Band(tuple(Cell(title, width, label=True) for title, width in _COLUMNS), _ROW_HEIGHT, head=True)
    for number, line in enumerate(register.lines, 1):
        texts = (
            str(number),
            padded_name(line.name),
            line.post,
            line.when,
            line.place,
            line.reason,
            padded_name(line.acting) if line.acting else "",
            line.reported_on,
            line.approved_by,
            line.reported_back_on,
            line.note,
        )
        cells = (
            Cell(_lines(text), width, centred=title in _CENTRED)
            for text, (title, width) in zip(texts, _COLUMNS, strict=True)
        )
        yield Band(tuple(cells), _ROW_HEIGHT, row=True)
    if not register.lines:
        yield Band((Cell(NOBODY, 1.0, centred=True),), _ROW_HEIGHT)


def _wide(label: str, text: str, *, height: float = _LINE_HEIGHT) -> Band:
    return Band((Cell(label, _LABEL, label=True), Cell(_lines(text), _WIDE)), height)


def _pair(label: str, text: str, other: str, other_text: str) -> Band:
    cells = (
        Cell(label, _LABEL, label=True),
        Cell(_lines(text), _HALF),
        Cell(other, _LABEL, label=True),
        Cell(_lines(other_text), _HALF),
    )
    return Band(cells, _LINE_HEIGHT)


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(printable, text.splitlines())))


def _texts(heading: str, bands: tuple[Band, ...], kind: str) -> Iterator[tuple[str, Role, str]]:
    """Every text on the paper with its place."""
    yield f"{kind} 标题", Role.XIAOBIAOSONG, heading
    for band in bands:
        label = ""
        for cell in band.cells:
            text = cell.text.replace("\n", "")
            label = text if cell.label else label
            yield f"{kind} {label}", Role.HEITI if cell.label else Role.FANGSONG, text + cell.foot
