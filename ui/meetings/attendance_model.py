"""The list of a meeting as the tab 出席 shows it: what was entered stands at once, before the database has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from secretariat.domain.leave_requests import current
from secretariat.domain.list_difference import PARTS
from secretariat.domain.name_search import found_by
from secretariat.domain.namesakes import named_apart
from secretariat.domain.people_editing import unit_title
from secretariat.domain.states import MeetingStatus, Part, Presence, RecusalReason
from secretariat.errors import UserError
from ui.widgets.date_text import write_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtCore import QObject

    from secretariat.domain.facts import Attendance, Dossier, Person

    Edit = Callable[[Dossier], Dossier]

UNLISTED: Final = "未列入名单"
BY_HAND: Final = "手工列入"
RECUSALS: Final = {
    RecusalReason.SELF: "回避（涉及本人）",
    RecusalReason.RELATIVE: "回避（涉及亲属）",
    RecusalReason.OTHER: "回避（其他原因）",
}
PRESENT_WORD: Final = "已到"
MARKS: Final = {Presence.PRESENT: ("good", "good"), Presence.LEAVE: ("leave", "warning")}
"""The icon and its colour of each state; who has not come has none."""
_NOWHERE: Final = QModelIndex()
_UNREAD: Final[Mapping[str, str]] = {}


# -- what was entered and is not in the database yet ------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Pending:
    """An edit on its way."""

    edit: Edit
    done: bool = False


@dataclass(slots=True)
class Overlay:
    """A meeting as last read, with all that was entered since laid over it."""

    base: Dossier | None = None
    pending: list[Pending] = field(default_factory=list)

    @property
    def shown(self) -> Dossier | None:
        """The meeting as it will be once everything is in the database."""
        dossier = self.base
        for one in self.pending:
            if dossier is not None:
                dossier = _applied(one.edit, dossier)
        return dossier

    def add(self, edit: Edit) -> Pending:
        """Lay an edit over it; raises ``ImpossibleError`` where it cannot be, and then nothing is laid."""
        shown = self.shown
        if shown is not None:
            edit(shown)
        one = Pending(edit)
        self.pending.append(one)
        return one

    def settle(self, one: Pending, *, written: bool) -> None:
        """Say how an edit went: written, or not to be."""
        one.done = written
        if not written and one in self.pending:
            self.pending.remove(one)

    def take(self, dossier: Dossier) -> None:
        """Take a meeting newly read, with all that had been written when its reading was asked for.

        A page asks for a reading as soon as it hears of a change, and drops the one asked for before: so a meeting
        that comes after an edit was reported as written has it.
        """
        self.base = dossier
        self.pending = [one for one in self.pending if not one.done]


def _applied(edit: Edit, dossier: Dossier) -> Dossier:
    """The dossier after an edit; unchanged where it has become impossible meanwhile, which the service will say."""
    try:
        return edit(dossier)
    except UserError:
        return dossier


# -- rows -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One line of the list: a person, or the heading of a part, which has no ``person``."""

    id: tuple[str, str]
    part: Part | None
    name: str
    title: str = ""
    person: str | None = None
    status: Presence | None = None
    word: str = ""
    notes: str = ""

    @property
    def words(self) -> str:
        """All that it says, for assistive technology and for the filter."""
        return " ".join(part for part in (self.name, self.title, self.word, self.notes) if part)


def line_of(dossier: Dossier, person: str) -> Attendance | None:
    """Somebody's line: as a member if he has several."""
    lines = [line for line in dossier.attendance if line.person == person]
    return next((line for line in lines if line.as_ is Part.MEMBER), lines[0] if lines else None)


def first_missing(dossier: Dossier) -> str | None:
    """The first member who is not there."""
    members = (line for line in dossier.attendance if line.as_ is Part.MEMBER)
    return next((line.person for line in members if line.status is not Presence.PRESENT), None)


def absent_word(dossier: Dossier, today: dt.date) -> str:
    """How somebody is called who is not marked: not there yet, or, once the meeting is over, absent."""
    over = dossier.meeting.status in {MeetingStatus.HELD, MeetingStatus.ISSUED} or dossier.meeting.date < today
    return "缺席" if over else "未到"


def rows_of(
    dossier: Dossier,
    today: dt.date,
    wanted: str = "",
    *,
    by_hand: frozenset[str] = frozenset(),
    readings: Mapping[str, str] = _UNREAD,
) -> tuple[RosterRow, ...]:
    """The list part by part, each with its heading; those whom the record knows and no part has come last.

    ``wanted``: only people in whose line each of these words occurs, or whose name is read so (``readings``, by id).
    ``by_hand`` are marked as put there by hand. People of one name are told apart.
    """
    people, called = {person.id: person for person in dossier.people}, named_apart(dossier)
    absent = absent_word(dossier, today)
    rows: list[RosterRow] = []
    for part, title in PARTS.items():
        lines = [line for line in dossier.attendance if line.as_ is part]
        found = [
            _person_row(dossier, people, line, called[line.person], absent, line.person in by_hand) for line in lines
        ]
        shown = [row for row in found if _fits(row, wanted, readings)]
        if shown:
            rows += [_heading(part, title, lines), *shown]
    listed = {line.person for line in dossier.attendance}
    others = [
        RosterRow(
            id=("", person.id),
            part=None,
            name=called[person.id],
            title=person.title or unit_title(dossier, person),
            person=person.id,
        )
        for person in dossier.people
        if person.id not in listed
    ]
    shown = [row for row in others if _fits(row, wanted, readings)]
    if shown:
        rows += [RosterRow(id=("", ""), part=None, name=UNLISTED, notes=f"{len(others)} 人"), *shown]
    return tuple(rows)


def _fits(row: RosterRow, wanted: str, readings: Mapping[str, str]) -> bool:
    return found_by(wanted, (row.words,), readings.get(row.person or ""))


def _heading(part: Part, title: str, lines: list[Attendance]) -> RosterRow:
    came = sum(line.status is Presence.PRESENT for line in lines)
    return RosterRow(id=(part.value, ""), part=part, name=title, notes=f"{len(lines)} 人，已到 {came} 人")


def _person_row(
    dossier: Dossier,
    people: dict[str, Person],
    line: Attendance,
    called: str,
    absent: str,
    by_hand: bool,  # noqa: FBT001 (a private maker of rows)
) -> RosterRow:
    person = people[line.person]
    word = {Presence.PRESENT: PRESENT_WORD, Presence.LEAVE: "请假", Presence.ABSENT: absent}[line.status]
    return RosterRow(
        id=(line.as_.value, line.person),
        part=line.as_,
        name=called,
        title=person.title or unit_title(dossier, person),
        person=person.id,
        status=line.status,
        word=word,
        notes="；".join([*_notes(dossier, people, line), *([BY_HAND] if by_hand else [])]),
    )


def _notes(dossier: Dossier, people: dict[str, Person], line: Attendance) -> list[str]:
    notes = []
    if line.topics:
        notes.append(f"议题{_numbers(line.topics)}")
    if line.arrived is not None:
        notes.append(f"{write_time(line.arrived)} 到")
    if line.left is not None:
        notes.append(f"{write_time(line.left)} 离场")
    reasons = {recusal.topic: recusal.reason for recusal in line.recusals}
    gone = tuple(no for no in line.out_for if no not in reasons)
    if gone:
        notes.append(f"议题{_numbers(gone)}不在场")
    notes += [f"议题{no}{RECUSALS[reasons[no]]}" for no in line.out_for if no in reasons]
    if line.status is Presence.LEAVE:
        leave = current(dossier, line.person)
        if leave is not None and leave.reason:
            notes.append(leave.reason)
        if leave is not None and leave.approved_by in people:
            notes.append(f"{people[leave.approved_by].name}批准")
    if line.substitute in people:
        notes.append(f"{people[line.substitute].name}代会")
    return notes


def _numbers(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))


# -- the model --------------------------------------------------------------------------------------------------------


class RosterModel(QAbstractListModel):
    """The rows, for a list view; headings cannot be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RosterRow, ...] = ()
        self.longest_name = 0
        """How many characters the longest name has."""

    def set_rows(self, rows: tuple[RosterRow, ...]) -> None:
        """Show these rows, telling the view no more than has changed."""
        before = self.rows
        self.longest_name = max((len(row.name) for row in rows if row.person is not None), default=0)
        known = {row.id: row for row in before}
        # What says the same stays the same object: the view then need not measure it anew.
        rows = tuple(known[row.id] if known.get(row.id) == row else row for row in rows)
        if [row.id for row in before] == [row.id for row in rows]:
            self.rows = rows
            for number, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    index = self.index(number)
                    self.dataChanged.emit(index, index)
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> RosterRow | None:
        """The row at an index."""
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def index_of(self, key: tuple[str, str] | None) -> QModelIndex:
        """The index of the row with that id."""
        number = next((number for number, row in enumerate(self.rows) if row.id == key), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def index_of_person(self, person: str) -> QModelIndex:
        """The index of somebody's first line."""
        number = next((number for number, row in enumerate(self.rows) if row.person == person), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802 (Qt's name)
        """How many rows there are, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's)
        """The words of a row; the view paints the row itself."""
        row = self.row(index) if index.isValid() else None
        if row is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return row.words

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """People can be selected, headings cannot."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.person is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemNeverHasChildren
