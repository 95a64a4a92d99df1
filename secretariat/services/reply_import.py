"""Replies from Excel (回执): previewed row by row, and written in one act once somebody has confirmed the preview.

A row answers for one person of the list. What is wrong in it is told with its cell, and as long as anything is, nothing
is written.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from secretariat.domain import notice_editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Dossier, Notice
from secretariat.domain.notices import STATE_NAMES, NoticeState, answer_reason, answer_text, last_entries
from secretariat.domain.people_editing import NewPerson, unit_title
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.records import record
from secretariat.domain.states import NoticeAnswer, NoticeChannel
from secretariat.errors import RefusedError
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.dossiers import export_dossier
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet
from secretariat.services.reply_columns import ANSWERS, COLUMNS
from secretariat.services.reply_reading import read_replies
from secretariat.services.workbook_tables import Entry, Note, plain
from secretariat.strict_input import nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from secretariat.domain.facts import Person
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.progress import Report

_OF_LEAVE: Final = ("reason",)
_OF_SUBSTITUTE: Final = ("substitute", "substitute_title")


class ReplyState(StrEnum):
    """What a row of the sheet is to the meeting."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EMPTY = "empty"
    WRONG = "wrong"


REPLY_STATES: Final[Mapping[ReplyState, str]] = {
    ReplyState.NEW: "新答复",
    ReplyState.CHANGED: "有变化",
    ReplyState.SAME: "相同",
    ReplyState.EMPTY: "未填",
    ReplyState.WRONG: "有误",
}


@record(kw_only=True)
class PlannedReply:
    """One row of the preview: whose it is, what he had answered, what he answers now, what is wrong with which cell."""

    number: int
    state: ReplyState
    name: str
    before: str = ""
    answer: str = ""
    problems: tuple[Note, ...] = ()


@record(kw_only=True)
class ReplyPreview:
    """What importing a sheet would do; nothing of it is done. ``notes`` tell of columns that are not imported."""

    file: str
    meeting: int
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    rows: tuple[PlannedReply, ...]

    @property
    def counts(self) -> dict[ReplyState, int]:
        """How many rows are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in ReplyState}

    @property
    def can_be_applied(self) -> bool:
        """Whether nothing is wrong, and there is something to do."""
        counts = self.counts
        return not counts[ReplyState.WRONG] and bool(counts[ReplyState.NEW] + counts[ReplyState.CHANGED])


def preview_replies(database: Database, meeting_id: int, path: Path, *, report: Report = quiet) -> ReplyPreview:
    """Read a sheet and compare it with what the meeting knows; nothing is written.

    Raises ``UnusableInputError`` for a file that can't be read or holds no replies, ``NoSuchMeetingError``. What is
    wrong in a row is told in the row.
    """
    entries, notes = read_replies(path, report=report)
    _, rows = plan(export_dossier(database, meeting_id), entries)
    return ReplyPreview(file=path.name, meeting=meeting_id, entries=entries, notes=notes, rows=rows)


def apply_replies(
    database: Database,
    actor: Actor,
    preview: ReplyPreview,
    *,
    on: dt.date,
    at: dt.time | None = None,
    channel: NoticeChannel = NoticeChannel.PAPER,
) -> int:
    """Write what was previewed as replies of that moment, in one act, all of it or nothing; gives the meeting's key.

    Raises ``RefusedError`` where a row is wrong, ``ChangedElsewhereError`` where the meeting has changed so that
    something else would be done.
    """
    wrong = preview.counts[ReplyState.WRONG]
    if wrong:
        raise RefusedError(f"“{preview.file}”有 {wrong} 行有误，没有导入", "请按预览中指明的单元格改正后，重新导入")

    def edit(dossier: Dossier) -> Dossier:
        after, rows = plan(
            dossier, preview.entries, Notice(person="", on=on, at=at, channel=channel, caller=actor.name)
        )
        if rows != preview.rows:
            raise ChangedElsewhereError("会议通知在预览之后又有改动，没有导入", "请重新预览，核对后再确认")
        return after

    return act_on(database, actor, preview.meeting, f"导入会议回执：{preview.file}", edit)


# ------------------------------------------------------------------------------------------------------------ the plan


def plan(
    dossier: Dossier, entries: Iterable[Entry], told: Notice | None = None
) -> tuple[Dossier, tuple[PlannedReply, ...]]:
    """Give the meeting with all replies in it, and what each row does; ``told`` is what the entries have in common."""
    common = told or Notice(person="")
    planner = _Planner(dossier, common)
    rows = tuple(planner.row(entry) for entry in entries)
    return planner.dossier, rows


class _Planner:
    """Takes rows one after the other, each upon what the ones before have done."""

    def __init__(self, dossier: Dossier, common: Notice) -> None:
        self.dossier = dossier
        self._common = common
        self._listed = {line.person for line in dossier.attendance}
        self._seen: dict[str, int] = {}

    def row(self, entry: Entry) -> PlannedReply:
        name = entry.values.get("name", "")
        problems = list(entry.problems)
        person = self._person(entry, problems) if name else None
        answer: NoticeAnswer | None = entry.values.get("answer")
        problems += _contradictions(entry, answer)
        if person is None or problems:
            return PlannedReply(number=entry.number, state=ReplyState.WRONG, name=name, problems=tuple(problems))
        known = last_entries(self.dossier).get(person.id)
        before = self._said(known)
        called = f"{person.name}　{person.title}" if person.title else person.name
        if answer is None:
            return PlannedReply(number=entry.number, state=ReplyState.EMPTY, name=called, before=before)
        if known is not None and self._same(known, answer, entry):
            return PlannedReply(
                number=entry.number, state=ReplyState.SAME, name=called, before=before, answer=ANSWERS[answer]
            )
        try:
            self._take(person.id, answer, entry)
        except ImpossibleError as error:
            cell = "substitute" if answer is NoticeAnswer.SUBSTITUTE else "answer"
            wrong = Note(cell=entry.place(cell), text=error.message, remedy=error.remedy)
            return PlannedReply(number=entry.number, state=ReplyState.WRONG, name=called, problems=(wrong,))
        new = known is None or known.answer in {None, NoticeAnswer.NOT_REACHED}
        return PlannedReply(
            number=entry.number,
            state=ReplyState.NEW if new else ReplyState.CHANGED,
            name=called,
            before=before,
            answer=self._said(last_entries(self.dossier)[person.id]),
        )

    def _person(self, entry: Entry, problems: list[Note]) -> Person | None:
        """Whose row it is."""
        name = entry.values["name"]
        same = [person for person in self.dossier.people if tidy_name(person.name) == name]
        listed = [person for person in same if person.id in self._listed]
        title, unit = entry.values.get("title"), entry.values.get("unit")
        found = listed
        if len(found) > 1:
            found = [one for one in listed if self._fits(one, title, unit)]
        if len(found) == 1:
            first = self._seen.setdefault(found[0].id, entry.number)
            if first == entry.number:
                return found[0]
            text, remedy = f"“{name}”与第 {first} 行重复", "请只保留一行"
        elif listed:
            text, remedy = f"名单上有 {len(listed)} 位“{name}”，分不清是谁", "请按名单写明职务或单位"
        elif same:
            text, remedy = f"“{name}”不在本次会议的名单上", "请先在“出席”中列入名单，或删去这一行"
        else:
            names = [person.name for person in self.dossier.people if person.id in self._listed]
            text = f"名单上没有“{name}”{nearest(name, names)}"
            remedy = "请核对姓名；代会人员请填在“代会人”一列"
        problems.append(Note(cell=entry.place("name"), text=text, remedy=remedy))
        return None

    def _fits(self, person: Person, title: str | None, unit: str | None) -> bool:
        told = [(title, person.title), (unit, unit_title(self.dossier, person))]
        known = [(said, is_) for said, is_ in told if said]
        return bool(known) and all(plain(said) == plain(is_ or "") for said, is_ in known)

    def _same(self, known: Notice, answer: NoticeAnswer, entry: Entry) -> bool:
        if known.answer is not answer:
            return False
        if answer is NoticeAnswer.LEAVE:
            return entry.values.get("reason") in {None, answer_reason(self.dossier, known.person)}
        if answer is NoticeAnswer.SUBSTITUTE:
            who = next((person for person in self.dossier.people if person.id == known.substitute), None)
            title = entry.values.get("substitute_title")
            return (
                who is not None and tidy_name(who.name) == entry.values.get("substitute") and title in {None, who.title}
            )
        return True

    def _take(self, person: str, answer: NoticeAnswer, entry: Entry) -> None:
        new = None
        if answer is NoticeAnswer.SUBSTITUTE:
            new = NewPerson(name=entry.values["substitute"], title=entry.values.get("substitute_title", ""))
        common = self._common
        notice = Notice(
            person=person,
            on=common.on,
            at=common.at,
            channel=common.channel,
            caller=common.caller,
            answer=answer,
            note=entry.values.get("note"),
        )
        self.dossier = notice_editing.record(self.dossier, notice, reason=entry.values.get("reason"), newcomer=new)

    def _said(self, notice: Notice | None) -> str:
        return STATE_NAMES[NoticeState.UNTOLD] if notice is None else answer_text(self.dossier, notice)


def _contradictions(entry: Entry, answer: NoticeAnswer | None) -> list[Note]:
    """What a row says that does not go together."""
    if any(note.cell == entry.place("answer") for note in entry.problems):
        return []
    found = []
    said = "没有填写" if answer is None else f"填的是“{ANSWERS[answer]}”"
    for fields, wanted in ((_OF_LEAVE, NoticeAnswer.LEAVE), (_OF_SUBSTITUTE, NoticeAnswer.SUBSTITUTE)):
        filled = next((name for name in fields if entry.values.get(name)), None)
        if filled is not None and answer is not wanted:
            title = next(column.title for column in COLUMNS if column.field == filled)
            text = f"填了{title}，“是否参加”{said}"
            remedy = f"请把“是否参加”改为“{ANSWERS[wanted]}”，或清空{title}"
            found.append(Note(cell=entry.place(filled), text=text, remedy=remedy))
    if answer is NoticeAnswer.SUBSTITUTE and not entry.values.get("substitute"):
        broken = any(note.cell == entry.place("substitute") for note in entry.problems)
        if not broken:
            note = Note(cell=entry.place("substitute"), text="填了代会，没有写代会人", remedy="请填写代会人姓名")
            found.append(note)
    return found
