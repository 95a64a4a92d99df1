"""电话通知登记表: who was told of a meeting, when and by whom, who took the call, and what was answered."""

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
class RegisterLine:
    """One person of the register; each of the ``tries`` stands on a line of its own."""

    name: str
    title: str = ""
    phone: str = ""
    tries: tuple[RegisterTry, ...] = ()


@record(kw_only=True)
class RegisterTry:
    """One try to tell somebody: when, by whom, who took the call, what was answered."""

    when: str = ""
    caller: str = ""
    taken_by: str = ""
    answer: str = ""
    note: str = ""


@record(kw_only=True)
class NoticeRegister:
    """All that stands on the register."""

    heading: str
    """``某某区政府第5次常务会议电话通知登记表``."""
    meeting: str
    """``2022年4月1日上午9:00，第一会议室``."""
    counts: str
    """``应通知 46　已通知 40　参加 38　请假 2``."""
    lines: tuple[RegisterLine, ...] = ()


_COLUMNS: Final = (
    ("序号", 0.055),
    ("姓名", 0.1),
    ("单位职务", 0.185),
    ("电话", 0.13),
    ("通知时间", 0.12),
    ("通知人", 0.085),
    ("接听人", 0.085),
    ("答复", 0.14),
    ("备注", 0.1),
)
_CENTRED: Final = frozenset({"序号", "姓名", "通知人", "接听人"})
_LINE_HEIGHT: Final = 9 * MM
_EMPTY: Final = RegisterTry()
NOBODY: Final = "名单上没有需要通知的人员"


def render_notice_register(register: NoticeRegister, fonts: FontBook) -> bytes:
    """The register as a PDF, its long side across; the same register gives the same bytes.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    case = TypeCase(fonts)
    heading = printable(register.heading)
    note = printable("\u3000\u3000".join(filter(None, (register.meeting, register.counts))))
    head = Band(tuple(Cell(title, width, label=True) for title, width in _COLUMNS), _LINE_HEIGHT, head=True)
    bands = (head, *(_bands(register) if register.lines else (Band((Cell(NOBODY, 1.0, centred=True),), _LINE_HEIGHT),)))
    case.refuse_missing(_texts(heading, note, bands))
    press = Press(Particulars(heading, "", "电话通知登记表"), ACROSS.paper)
    print_form(press, case, heading, bands, note, page=ACROSS)
    return press.finished()


def _bands(register: NoticeRegister) -> Iterator[Band]:
    for number, line in enumerate(register.lines, 1):
        for place, tried in enumerate(line.tries or (_EMPTY,)):
            first = place == 0
            said = {
                "序号": str(number) if first else "",
                "姓名": padded_name(line.name),
                "单位职务": line.title if first else "",
                "电话": line.phone if first else "",
                "通知时间": tried.when,
                "通知人": padded_name(tried.caller) if tried.caller else "",
                "接听人": tried.taken_by,
                "答复": tried.answer,
                "备注": tried.note,
            }
            cells = (Cell(_lines(said[title]), width, centred=title in _CENTRED) for title, width in _COLUMNS)
            yield Band(tuple(cells), _LINE_HEIGHT, row=True)


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(printable, text.splitlines())))


def _texts(heading: str, note: str, bands: tuple[Band, ...]) -> Iterator[tuple[str, Role, str]]:
    """Every text of the register with its place."""
    yield "登记表 标题", Role.XIAOBIAOSONG, heading
    yield "登记表 会议", Role.FANGSONG, note
    for band in bands:
        name = next((cell.text for cell in band.cells[1:2]), "")
        for cell in band.cells:
            yield f"登记表 {name}", Role.HEITI if cell.label else Role.FANGSONG, cell.text.replace("\n", "")
