"""纪要: the minutes of all meetings, with number, stage, and who signed them off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.states import MinutesStage
from secretariat.services.dossiers import list_meetings
from secretariat.services.store import load_dossier
from ui.meetings.words import STAGES, common_kind
from ui.pages import Page
from ui.table_model import Column, TableModel
from ui.widgets.basics import label
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from secretariat.services.database import Database
    from secretariat.services.dossiers import MeetingRow
    from ui.main_window import Shell

_NONE: Final = "未起草"
_MARKS: Final = {
    MinutesStage.ISSUED: ("lock", "text_2"),
    MinutesStage.NUMBERED: ("good", "good"),
    MinutesStage.SIGNED: ("good", "good"),
}
_AT_ONCE: Final = 40
"""How many meetings are looked into in one go for who signed."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed off one meeting's minutes, and when; ``year`` is that of their number."""

    by: str
    on: dt.date | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRow:
    """One line."""

    id: int
    name: str
    date: dt.date
    number: int | None
    stage: MinutesStage | None
    recorded: bool
    signed: Signed | None = None

    @property
    def stage_word(self) -> str:
        """How far they are, in a word."""
        if self.stage is not None:
            return STAGES[self.stage]
        if self.signed is not None and self.signed.by:
            return STAGES[MinutesStage.SIGNED if self.number is None else MinutesStage.NUMBERED]
        return "有记录" if self.recorded else _NONE

    @property
    def order(self) -> int:
        """How far they are, as a figure."""
        return -1 if self.stage is None else list(MinutesStage).index(self.stage)

    @property
    def number_words(self) -> str:
        """The number as papers write it."""
        if self.number is None:
            return ""
        year = None if self.signed is None else self.signed.year
        return f"{self.number}号" if year is None else f"〔{year}〕{self.number}号"


def list_minutes(database: Database) -> tuple[MinutesRow, ...]:
    """All meetings and how far their minutes are, the newest first."""
    with database.reader() as session:
        rows = list_meetings(session)
    return tuple(_row(row) for row in rows)


def _row(row: MeetingRow) -> MinutesRow:
    number = "" if row.number is None else f"第{row.number}次"
    of = f"{row.year}年" if row.year is not None and row.term is None else ""
    return MinutesRow(
        id=row.id,
        name=f"{row.government}{of}{number}{common_kind(row.kind, row.government)}",
        date=row.date,
        number=row.minutes_number,
        stage=row.stage,
        recorded=row.minutes_number is not None or row.stage is not None,
    )


def signed_of(database: Database, meetings: Iterable[int]) -> dict[int, Signed]:
    """Who signed the minutes of these meetings."""
    found: dict[int, Signed] = {}
    with database.reader() as session:
        for key in meetings:
            try:
                dossier = load_dossier(session, key)
            except LookupError:
                continue
            minutes = dossier.minutes
            if minutes is not None:
                names = {person.id: person.name for person in dossier.people}
                year = minutes.year or (dossier.meeting.year if minutes.number is not None else None)
                found[key] = Signed(names.get(minutes.signed_by or "", ""), minutes.signed_on, year)
    return found


COLUMNS: Final = (
    Column[MinutesRow](key="name", title="会议", text=lambda row: row.name, stretch=True),
    Column[MinutesRow](
        key="date", title="召开日期", text=lambda row: write_date(row.date), sort=lambda row: row.date, width=168
    ),
    Column[MinutesRow](
        key="number",
        title="期号",
        text=lambda row: row.number_words,
        sort=lambda row: (row.date.year, row.number or 0),
        width=112,
    ),
    Column[MinutesRow](
        key="stage",
        title="进程",
        text=lambda row: row.stage_word,
        sort=lambda row: row.order,
        mark=lambda row: _MARKS.get(row.stage) if row.stage is not None else None,
        width=104,
    ),
    Column[MinutesRow](key="by", title="签发人", text=lambda row: row.signed.by if row.signed else "", width=96),
    Column[MinutesRow](
        key="on",
        title="签发日期",
        text=lambda row: write_date(row.signed.on) if row.signed is not None and row.signed.on is not None else "",
        sort=lambda row: str(row.signed.on) if row.signed is not None else "",
        width=168,
    ),
)


class MinutesListPage(Page):
    """All minutes; Enter opens the meeting at its minutes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "纪要", scroll=False)
        self.model = TableModel[MinutesRow](COLUMNS, lambda row: row.id, self)
        empty = EmptyState(
            "还没有纪要",
            "会议召开后在会议页起草、审核、送签、编号、印发纪要，这里汇总所有会议纪要的进程。",
            Act(name="minutes-to-meetings", text="到会议列表", run=lambda: shell.go("meetings")),
            icon="minutes",
        )
        self.list = FilteredTable("minutes-list", "纪要列表", self.model, empty=empty, settings=shell.settings)
        self.list.table.opened.connect(self._open)
        self.body.addWidget(self.list)
        self.body.addWidget(label("回车打开会议的纪要。", "small"))
        self._signed: dict[int, Signed] = {}
        self._rows: tuple[MinutesRow, ...] = ()

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Read the list."""
        self._read()

    def changed(self, changes: object) -> None:
        """Read the list again where a meeting was touched."""
        for key in getattr(changes, "meetings", ()):
            self._signed.pop(key, None)
        here = self.shell.navigation.here
        if here is not None and here.key == "minutes":
            self._read()

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.list.filter

    def _read(self) -> None:
        database = self.shell.services.database
        self.shell.operations.read_latest(("minutes-list", id(self)), list_minutes, database).then(self._show)

    def _show(self, rows: tuple[MinutesRow, ...]) -> None:
        self._rows = rows
        self._refresh()

    def _look_further(self) -> None:
        """Find out who signed, some meetings at a time, so that nobody waits behind it."""
        unknown = [row.id for row in self._rows if row.recorded and row.id not in self._signed][:_AT_ONCE]
        if unknown:
            self.shell.operations.read_latest(
                ("minutes-signed", id(self)), signed_of, self.shell.services.database, unknown
            ).then(lambda found: self._take_signed(unknown, found))

    def _take_signed(self, asked: list[int], found: dict[int, Signed]) -> None:
        self._signed |= {key: found.get(key, Signed("", None, None)) for key in asked}
        self._refresh()

    def _refresh(self) -> None:
        self.list.set_rows(replace(row, signed=self._signed.get(row.id)) for row in self._rows)
        self._look_further()

    def _open(self, meeting: int) -> None:
        self.shell.go("meetings/one", (meeting, "minutes"))
