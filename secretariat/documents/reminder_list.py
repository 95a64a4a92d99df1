"""会签催办单: whom to remind of a countersign that is due, over all meetings and proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.form_rows import columns, form_pdf, row
from secretariat.documents.forms import ACROSS, Band, Cell
from secretariat.documents.printing import MM
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.documents.fonts import FontBook


@record(kw_only=True)
class ReminderLine:
    """One department to be reminded of one topic."""

    unit: str
    topic: str
    sponsor: str
    meeting: str
    asked_on: str
    due_on: str
    state: str
    """``逾期2个工作日``, ``今天到期``."""


@record(kw_only=True)
class ReminderList:
    """All that stands on the list; ``note`` stands over the table."""

    heading: str
    lines: tuple[ReminderLine, ...] = ()
    note: str = ""


_COLUMNS: Final = (
    ("序号", 0.05),
    ("会签单位", 0.125),
    ("议题", 0.205),
    ("主办单位", 0.115),
    ("拟上会议", 0.125),
    ("送签日期", 0.085),
    ("回复期限", 0.085),
    ("情况", 0.11),
    ("催办情况", 0.1),
)
_PROSE: Final = ("议题",)
NOBODY: Final = "没有需要催办的会签"
_LINE: Final = 9 * MM


def render_reminder_list(reminders: ReminderList, fonts: FontBook) -> bytes:
    """The list as a PDF, its long side across; raises ``MissingGlyphError``."""
    bands = [columns(_COLUMNS)]
    for number, line in enumerate(reminders.lines, 1):
        said = (line.unit, line.topic, line.sponsor, line.meeting, line.asked_on, line.due_on, line.state, "")
        bands.append(row(_COLUMNS, (str(number), *said), _PROSE))
    if not reminders.lines:
        bands.append(Band((Cell(NOBODY, 1.0, centred=True),), _LINE))
    return form_pdf(fonts, reminders.heading, bands, subject="会签催办单", note=reminders.note, page=ACROSS)
