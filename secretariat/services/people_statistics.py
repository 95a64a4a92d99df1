"""Statistics of people: who was there, late, on leave, over a period; only for those who may see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.domain.people_statistics import Known, Sat, Tally, by_person, by_unit
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence
from secretariat.services.progress import quiet
from secretariat.services.transaction import ask
from secretariat.services.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.progress import Report

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does. What is only planned was not missed by anybody.
_HELD: Final = """
    NOT meeting.kept_copy AND NOT meeting.proposal AND meeting.status IN ('held', 'issued')
    AND meeting.date >= coalesce(:since, meeting.date) AND meeting.date <= coalesce(:until, meeting.date)
    AND meeting.kind = coalesce(:kind, meeting.kind) AND meeting.government = coalesce(:government, meeting.government)
"""
_LINES: Final = f"""
SELECT meeting.id, meeting.government, meeting.kind, meeting.date, meeting.number, person.id, person.person_id,
       person.name, person.title, attendance.as_, attendance.status, meeting.start, meeting."end",
       attendance.arrived, attendance."left", attendance.substitute IS NOT NULL,
       (SELECT count(*) FROM recusal WHERE recusal.attendance_id = attendance.id),
       EXISTS (SELECT 1 FROM leave WHERE leave.meeting_id = meeting.id AND leave.person = person.ref
               AND leave.withdrawn_on IS NULL),
       EXISTS (SELECT 1 FROM leave WHERE leave.meeting_id = meeting.id AND leave.person = person.ref
               AND leave.withdrawn_on IS NULL AND leave.approved_by IS NOT NULL)
FROM attendance
JOIN meeting ON meeting.id = attendance.meeting_id
JOIN meeting_person AS person ON person.meeting_id = attendance.meeting_id AND person.ref = attendance.person
WHERE attendance.as_ IN ('member', 'attendee') AND {_HELD}
ORDER BY meeting.date DESC, meeting.id DESC, attendance.position
"""  # noqa: S608 (the part is a constant of this module)
_HEADS: Final = f"""
SELECT holding.meeting_person_id, unit.department_id, unit.name
FROM meeting_holding AS holding
JOIN meeting ON meeting.id = holding.meeting_id
JOIN meeting_department AS unit ON unit.meeting_id = holding.meeting_id AND unit.ref = holding.department
WHERE holding.post IN ('department_head', 'town_head', 'enterprise_head')
  AND (holding.from_ IS NULL OR holding.from_ <= meeting.date)
  AND (holding."to" IS NULL OR holding."to" >= meeting.date) AND {_HELD}
"""  # noqa: S608 (as above)


@record(kw_only=True)
class Asked:
    """What the statistics are asked for: days, both included; ``None`` is any."""

    since: dt.date | None = None
    until: dt.date | None = None
    kind: str | None = None
    government: str | None = None


@record(kw_only=True)
class PeopleStatistics:
    """What was counted, people and units each in no order, and over how many meetings."""

    meetings: int
    people: tuple[Tally, ...]
    units: tuple[Tally, ...]


def span_text(asked: Asked) -> str:
    """The days asked for, as a heading has them: 2026年1月1日至2026年12月31日."""
    if asked.since is None and asked.until is None:
        return "全部时间"
    since = "最早" if asked.since is None else date_text(asked.since)
    return f"{since}至{'今' if asked.until is None else date_text(asked.until)}"


def people_statistics(database: Database, actor: Actor, asked: Asked) -> PeopleStatistics:
    """Count who attended what; raises ``NotPermittedError`` for whoever may not see it."""
    ask(actor, Permission.READ_STATISTICS, "查看人员统计")
    given = {"since": asked.since, "until": asked.until, "kind": asked.kind, "government": asked.government}
    heads: dict[int, list[tuple[Known, str]]] = defaultdict(list)
    for person, key, name in database.ask(_HEADS, **given):
        heads[person].append((name if key is None else key, name))
    lines = [_line(row, heads) for row in database.ask(_LINES, **given)]
    return PeopleStatistics(
        meetings=len({line.meeting for line in lines}), people=by_person(lines), units=by_unit(lines)
    )


def _line(row: tuple[Any, ...], heads: dict[int, list[tuple[Known, str]]]) -> Sat:
    """A row as PostgreSQL gives it, or SQLite, which keeps days and times as text and truth as a number."""
    (meeting, government, kind, date, number, at, key, name, title, part, status, *times, substitute) = row[:16]
    recusals, asked, approved = row[16:]
    start, end, arrived, left = map(_time, times)
    return Sat(
        meeting=meeting,
        government=government,
        kind=kind,
        date=dt.date.fromisoformat(date) if isinstance(date, str) else date,
        called=("" if number is None else f"第{number}次") + COMMON_KINDS.get(kind, kind),
        who=name if key is None else key,
        name=name,
        title=title,
        units=tuple(heads.get(at, ())),
        part=Part(part),
        status=Presence(status),
        late=arrived is not None and (start is None or arrived > start),
        early=left is not None and (end is None or left < end),
        asked=bool(asked),
        approved=bool(approved),
        substitute=bool(substitute),
        recusals=recusals,
    )


def _time(told: str | dt.time | None) -> dt.time | None:
    return dt.time.fromisoformat(told) if isinstance(told, str) else told


# ------------------------------------------------------------------------------------------------------------ to Excel

_TITLES: Final = ("应到", "实到", "到会率", "迟到", "早退", "请假", "请假未批", "缺席", "派员代会", "回避")
_WIDTHS: Final = {"姓名": 24, "职务": 36, "会议": 24, "单位": 30, "日期": 14, "身份": 10, "情况": 24}
_LINE_HEIGHT: Final = 16.5


def figures(tally: Tally) -> tuple[float, ...]:
    """The figures in the order in which they are shown and written."""
    return (
        tally.due,
        tally.present,
        tally.rate,
        tally.late,
        tally.early,
        tally.leave,
        tally.unapproved,
        tally.absent,
        tally.substitute,
        tally.recusals,
    )


def export_people_statistics(
    database: Database, actor: Actor, asked: Asked, path: Path, *, report: Report = quiet
) -> None:
    """Write the statistics as a workbook: people, units, and every line they are counted from.

    Raises ``NotPermittedError``, ``UnwritableError``; ``report`` may raise to give up, and then nothing is written.
    """
    found = people_statistics(database, actor, asked)
    write_whole(path, _workbook(found, span_text(asked), report))


def _workbook(found: PeopleStatistics, span: str, report: Report) -> bytes:
    import io  # noqa: PLC0415 (with the library, which only this needs)

    from openpyxl import Workbook  # noqa: PLC0415 (takes a quarter of a second)
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 (as above)

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    sheets: tuple[tuple[str, tuple[str, ...], list[tuple[object, ...]]], ...] = (
        ("人员", ("姓名", "职务", *_TITLES), [(one.name, one.title, *figures(one)) for one in ordered(found.people)]),
        ("单位", ("单位", *_TITLES), [(one.name, *figures(one)) for one in ordered(found.units)]),
        ("明细", ("日期", "会议", "姓名", "职务", "身份", "情况"), [_told(line) for line in _lines(found.people)]),
    )
    for number, (name, titles, rows) in enumerate(sheets, 1):
        report(f"写入{name}", number, len(sheets))
        sheet = book.create_sheet(name)
        sheet.append(titles)
        for number_of_row, row in enumerate(rows, 2):
            sheet.append(row)
            sheet.row_dimensions[number_of_row].height = _LINE_HEIGHT * _lines_needed(titles, row)
        for cell in sheet[1]:
            cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        _print_across(sheet, f"到会请假统计（{name}）　{span}")
        for column, title in enumerate(titles):
            letter = sheet.cell(1, column + 1).column_letter
            sheet.column_dimensions[letter].width = _WIDTHS.get(title, 10)
            for (cell,) in sheet.iter_rows(min_row=2, min_col=column + 1, max_col=column + 1):
                # Words are never cut off; a day would stand close to the words beside it.
                sides = "center" if title == "日期" else None
                cell.alignment = Alignment(sides, "center", wrap_text=title in _WIDTHS)
            if title == "到会率":
                for (cell,) in sheet.iter_rows(min_row=2, min_col=column + 1, max_col=column + 1):
                    cell.number_format = "0.0%"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _lines_needed(titles: tuple[str, ...], row: tuple[object, ...]) -> int:
    """How many lines the longest cell takes; an ideograph is two figures wide, and one is left free at the end."""
    told = zip(titles, row, strict=True)
    return max(-(-2 * len(said) // (_WIDTHS[title] - 2)) for title, said in told if isinstance(said, str))


def _print_across(sheet: Any, heading: str) -> None:  # noqa: ANN401 (openpyxl has no types)
    """On paper: A4 across, as wide as the page, what it is above and the titles on every page."""
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = heading, "第 &P 页，共 &N 页"


def ordered(tallies: tuple[Tally, ...]) -> list[Tally]:
    """Those first who were absent most often, then those who were due most often."""
    return sorted(tallies, key=lambda one: (-one.absent, -one.unapproved, one.rate, -one.due, one.name))


def _lines(tallies: tuple[Tally, ...]) -> list[Sat]:
    return sorted((line for one in tallies for line in one.lines), key=lambda line: line.date, reverse=True)


def _told(line: Sat) -> tuple[object, ...]:
    part = "出席" if line.part is Part.MEMBER else "列席"
    return (line.date, line.called, line.name, line.title, part, what_came(line))


def what_came(line: Sat) -> str:
    """What came of one line, in words: 实到（迟到）, 请假, 缺席（派员代会）."""
    if line.status is Presence.PRESENT:
        more = [
            word
            for word, said in (("迟到", line.late), ("早退", line.early), (f"回避{line.recusals}项", line.recusals))
            if said
        ]
        return "实到" + (f"（{'、'.join(more)}）" if more else "")
    said = "请假" if line.approved else "请假未批" if line.asked or line.status is Presence.LEAVE else "缺席"
    return said + ("（派员代会）" if line.substitute else "")
