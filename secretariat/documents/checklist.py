"""规则检查单: what the rules say of one meeting, on paper, to be gone through and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.forms import Band, Cell, print_form
from secretariat.documents.printing import MM, Particulars, Press
from secretariat.documents.typecase import TypeCase
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator


@record()
class CheckedItem:
    """One finding as the list prints it."""

    step: str
    """The step of the meeting's life: 议题, 签到."""
    severity: str
    """违反, 提醒, 提示, 例外."""
    text: str
    article: str = ""
    excuse: str = ""
    """Who allowed the exception, when and why."""


@record()
class Checklist:
    """All that stands on the list."""

    heading: str
    """``某某区政府第5次常务会议规则检查单``."""
    meeting: str
    held_on: str
    rulebook: str
    """``《某某区人民政府工作规则》（2022年4月3日起施行）``."""
    as_of: str
    quorum: str
    signer: str
    items: tuple[CheckedItem, ...] = ()


_LABEL: Final = 0.16
_NUMBER, _STEP, _ARTICLE = 0.09, 0.16, 0.2
_LINE_HEIGHT: Final = 10 * MM
_SIGN_HEIGHT: Final = 18 * MM
_TO_SIGN: Final = "签名：" + "\u3000" * 5 + "年\u3000\u3000月\u3000\u3000日"
ALL_WELL: Final = "未发现问题"


def render_checklist(checklist: Checklist, fonts: FontBook) -> bytes:
    """The list as a PDF; the same list gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    case = TypeCase(fonts)
    heading = printable(checklist.heading)
    bands = tuple(_bands(checklist))
    case.refuse_missing(_texts(heading, bands))
    press = Press(Particulars(heading, "", "规则检查单"))
    print_form(press, case, heading, bands)
    return press.finished()


def _bands(checklist: Checklist) -> Iterator[Band]:
    yield _wide("会议名称", checklist.meeting)
    yield _wide("会议日期", checklist.held_on)
    yield _wide("工作规则", checklist.rulebook)
    yield _wide("判断日期", checklist.as_of)
    yield _wide("法定人数", checklist.quorum)
    yield _wide("纪要签发", checklist.signer)
    if not checklist.items:
        yield _wide("检查结果", ALL_WELL)
    else:
        text = 1 - _NUMBER - _STEP - _ARTICLE
        heads = (("序号", _NUMBER), ("环节", _STEP), ("情况和处理", text), ("条文", _ARTICLE))
        yield Band(tuple(Cell(word, width, label=True) for word, width in heads), _LINE_HEIGHT)
        for number, item in enumerate(checklist.items, 1):
            said = f"{item.text}\n{item.excuse}" if item.excuse else item.text
            yield Band(
                (
                    Cell(str(number), _NUMBER),
                    Cell(f"{item.step}\n{item.severity}", _STEP),
                    Cell(_lines(said), text),
                    Cell(printable(item.article), _ARTICLE),
                ),
                _LINE_HEIGHT,
            )
    for label in ("检查人", "复核人"):
        cells = (Cell(label, _LABEL, label=True), Cell("", 1 - _LABEL, foot=_TO_SIGN))
        yield Band(cells, _SIGN_HEIGHT)


def _wide(label: str, text: str) -> Band:
    return Band((Cell(label, _LABEL, label=True), Cell(_lines(text), 1 - _LABEL)), _LINE_HEIGHT)


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(printable, text.splitlines())))


def _texts(heading: str, bands: tuple[Band, ...]) -> Iterator[tuple[str, Role, str]]:
    """Every text on the list with its place."""
    yield "规则检查单 标题", Role.XIAOBIAOSONG, heading
    for band in bands:
        for cell in band.cells:
            role = Role.HEITI if cell.label else Role.FANGSONG
            yield "规则检查单", role, cell.text.replace("\n", "") + cell.foot
