"""Who has not answered a countersign (催办), over all meetings that are still to come and all proposals; one question.

By when a reply is due stands on the countersign; where it does not (it came with a file), the rule of the meeting says.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from secretariat.documents.reminder_list import ReminderLine, ReminderList, render_reminder_list
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.errors import UserError
from secretariat.rules.deadlines import left_text, workdays_left
from secretariat.services.office_fonts import office_fonts
from secretariat.services.rulebook_terms import judge_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.rules.schema.deadline import Deadline
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does. Of several rounds the last one counts; a proposal
# that is on a meeting is answered for there, and one that was decided is over.
_QUESTION: Final = """
SELECT asked.id, meeting.id, meeting.proposal, meeting.government, meeting.rulebook, meeting.kind, meeting.number,
       meeting.date, topic.no, topic.title, sponsor.name, unit.ref, unit.name, asked.asked_on, asked.due_on,
       coalesce(asked.round, 1)
FROM countersign AS asked
JOIN topic ON topic.id = asked.topic_id
JOIN meeting ON meeting.id = topic.meeting_id
JOIN meeting_department AS unit ON unit.meeting_id = meeting.id AND unit.ref = asked.department
LEFT JOIN meeting_department AS sponsor ON sponsor.meeting_id = meeting.id AND sponsor.ref = topic.sponsor
WHERE NOT meeting.kept_copy AND (meeting.status = 'planned' OR (meeting.status IS NULL AND meeting.date >= :today))
  AND asked.asked_on <= :today AND asked.replied_on IS NULL AND asked.signed_by IS NULL
  AND (asked.opinion IS NULL OR asked.opinion = 'none')
  AND (topic.sponsor IS NULL OR topic.sponsor <> asked.department)
  AND NOT EXISTS (
    SELECT 1 FROM countersign AS later
    WHERE later.topic_id = asked.topic_id AND later.department = asked.department AND later.id <> asked.id
      AND (coalesce(later.round, 1) > coalesce(asked.round, 1)
           OR (coalesce(later.round, 1) = coalesce(asked.round, 1) AND later.position > asked.position))
      AND later.asked_on <= :today
  )
  AND NOT EXISTS (
    SELECT 1 FROM placement
    WHERE placement.proposal_id = meeting.id AND (placement.ended_on IS NULL OR placement.outcome = 'decided')
  )
ORDER BY meeting.date, meeting.id, topic.no, asked.position
"""
SOON: Final = 1
"""Working days before its last day from which a department is reminded."""


@record(kw_only=True)
class Reminder:
    """One department that has not answered.

    ``left`` are the working days to ``due_on``, less than 0 once it is past; both ``None`` where nothing sets a day.
    ``guessed`` are years whose holidays are not entered (未录入) in which the day was reckoned.
    """

    meeting: int
    proposal: bool
    kind: str
    number: int | None
    date: dt.date
    no: int
    title: str
    sponsor: str
    department: str
    name: str
    asked_on: dt.date
    due_on: dt.date | None
    left: int | None
    round: int
    guessed: tuple[int, ...] = ()

    @property
    def late(self) -> bool:
        """Whether the time to reply has run out."""
        return self.left is not None and self.left < 0

    @property
    def state(self) -> str:
        """How late it is, in words."""
        return "未定期限" if self.left is None else left_text(self.left)


def waiting(database: Database, reference: Reference, *, today: dt.date) -> tuple[Reminder, ...]:
    """Everybody who has not answered: first those who are late, then those whose time runs out first."""
    replies = _Replies(reference, today)
    rows = [_reminder(row, replies, reference.calendar, today) for row in database.ask(_QUESTION, today=today)]
    return tuple(sorted(rows, key=lambda row: (row.left is None, row.left or 0, row.date)))


def to_remind(rows: Iterable[Reminder], *, within: int = SOON) -> tuple[Reminder, ...]:
    """Those who are late, or due within so many working days."""
    return tuple(row for row in rows if row.left is not None and row.left <= within)


class _Replies:
    """The time to reply by government, rulebook, kind and day; each looked up once."""

    def __init__(self, reference: Reference, today: dt.date) -> None:
        self._reference = reference
        self._today = today
        self._known: dict[tuple[str | None, str], Deadline | None] = {}

    def deadline(self, government: str, stated: str | None, kind: str, day: dt.date) -> Deadline | None:
        code = judge_of(self._reference.terms, stated, government, day)
        if (code, kind) not in self._known:
            self._known[code, kind] = self._found(code, kind)
        return self._known[code, kind]

    def _found(self, code: str | None, kind: str) -> Deadline | None:
        if code is None:
            return None
        try:
            book = self._reference.rulebook(code)
        except UserError:  # told where the rulebooks are
            return None
        rule = next((each for each in book.countersigns if kind in each.kinds), None)
        return None if rule is None or rule.reply is None else rule.reply.deadline


def _reminder(row: tuple[Any, ...], replies: _Replies, calendar: WorkCalendar, today: dt.date) -> Reminder:
    """A row as PostgreSQL gives it, or SQLite, which keeps days as text and truth as a number."""
    (_, meeting, proposal, government, stated, kind, number, date, no, title, sponsor, ref, name, *rest) = row
    asked, due, turn = rest
    day, asked_on, due_on = _day(date), _day(asked), _day(due)
    assert day is not None  # noqa: S101 (the table says so)
    assert asked_on is not None  # noqa: S101 (the question says so)
    guessed: tuple[int, ...] = ()
    if due_on is None:
        deadline = replies.deadline(government, stated, kind, today if proposal else day)
        if deadline is not None:
            working = deadline.unit == "working_days"
            days = dt.timedelta(days=deadline.days)
            due_on = calendar.add(asked_on, deadline.days) if working else asked_on + days
            guessed = calendar.missing(asked_on, due_on) if working else ()
    return Reminder(
        meeting=meeting,
        proposal=bool(proposal),
        kind=kind,
        number=number,
        date=day,
        no=no,
        title=title,
        sponsor=sponsor or "",
        department=ref,
        name=name,
        asked_on=asked_on,
        due_on=due_on,
        left=None if due_on is None else workdays_left(calendar, today, due_on),
        round=turn,
        guessed=guessed,
    )


def _day(told: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(told) if isinstance(told, str) else told


# -- on paper ---------------------------------------------------------------------------------------------------------


def reminder_list_pdf(rows: Iterable[Reminder], *, today: dt.date, office: str = "") -> bytes:
    """The list of those to be reminded as a PDF; raises ``MissingGlyphError``."""
    return render_reminder_list(reminder_list(rows, today=today, office=office), office_fonts())


def reminder_list(rows: Iterable[Reminder], *, today: dt.date, office: str = "") -> ReminderList:
    """What the list says, in the order of the rows."""
    return ReminderList(
        heading="会议议题会签催办单",
        lines=tuple(_line(row) for row in rows),
        note=f"{office}\u3000{date_text(today)}".strip(),
    )


def _line(row: Reminder) -> ReminderLine:
    number = "" if row.number is None else f"第{row.number}次"
    kind = COMMON_KINDS.get(row.kind, row.kind)
    meeting = f"{kind}（候选）" if row.proposal else f"{number}{kind}\n（{_short(row.date)}）"
    return ReminderLine(
        unit=row.name,
        topic=row.title,
        sponsor=row.sponsor,
        meeting=meeting,
        asked_on=_short(row.asked_on),
        due_on="" if row.due_on is None else _short(row.due_on),
        state=row.state,
    )


def _short(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
