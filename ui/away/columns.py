"""The columns of the register's list."""

from __future__ import annotations

from typing import Final

from secretariat.domain.away_register import span_text
from secretariat.rules.finding import Severity
from secretariat.services.away_month import Line
from ui.table_model import Column

_MARKS: Final = {Severity.VIOLATION: ("violation", "violation"), Severity.WARNING: ("warning", "warning")}
_FINE: Final = "符合规定"


def _days(line: Line) -> str:
    """From when to when, without the year that stands over the list."""
    text = span_text(line.journey).partition("（")[0]
    return text.partition("年")[2] if text.count("年") == 1 else text


def _checked(line: Line) -> str:
    if not line.journey.stands:
        return line.state
    return "；".join(filter(None, (line.findings or ("未作检查" if line.judged.unjudged else _FINE), line.state)))


def _mark(line: Line) -> tuple[str, str] | None:
    if not line.journey.stands or line.judged.unjudged:
        return None
    return ("good", "good") if line.severity is None else _MARKS[line.severity]


COLUMNS: Final = (
    Column[Line](key="name", title="姓名", text=lambda line: line.name, width=84),
    Column[Line](key="when", title="外出时间", text=_days, sort=lambda line: line.journey.from_, width=132),
    Column[Line](
        key="where",
        title="地点和事由",
        text=lambda line: "　".join(filter(None, (line.journey.place, line.journey.reason))),
        stretch=True,
    ),
    Column[Line](
        key="check",
        title="检查",
        text=_checked,
        sort=lambda line: list(Severity).index(line.severity or Severity.EXCUSED),
        tip=lambda line: "\n".join(one.finding.message for one in line.judged.findings) or line.judged.unjudged,
        search=lambda line: f"{line.title} {line.acting}",
        mark=_mark,
        stretch=True,
    ),
)
