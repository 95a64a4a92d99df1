"""Whom a new meeting begins with: those of the organisation on its day, those of an earlier meeting, or nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from secretariat.domain.numerals import date_text
from secretariat.domain.states import Part
from secretariat.services.rosters import roster_for
from ui.meetings.sheet import Choice
from ui.widgets.basics import label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from secretariat.services.rosters import RosterView
    from ui.main_window import Shell

ORGANISATION: Final = "organisation"
_FROM_ORGANISATION: Final = "来自组织：会议当日在任的人员"
_EARLIER: Final = "带入以前一次会议的人员和单位，职务可再修改"
_NOBODY: Final = "人员以后在出席页录入，或用“更新名单”从组织带入"


class RosterChoice(QObject):
    """The choice and, below it, what comes of it.

    Where the government has an organisation that is proposed, otherwise the latest meeting; what somebody has picked
    stays as long as it is there.
    """

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.choice = Choice("new-roster", "人员名单", none="先不带入，以后录入")
        self.said = label("", "small")
        self.said.setObjectName("new-people")
        self._governments: frozenset[str] = frozenset()
        self._earlier: tuple[tuple[int, str], ...] = ()
        self._picked = False
        self._asked: tuple[str, str, dt.date] | None = None
        self.choice.picked.connect(lambda _: self._pick())

    @property
    def roster_of(self) -> int | None:
        """The meeting whose people are brought over."""
        value: object = self.choice.value
        return value if isinstance(value, int) else None

    @property
    def from_organisation(self) -> bool:
        """Whether the people are those of the organisation."""
        return bool(self.choice.value == ORGANISATION)

    def clear(self) -> None:
        """Begin anew."""
        self._picked = False
        self._asked = None
        self.choice.set_value(None)

    def show_known(self, governments: Collection[str], earlier: Sequence[tuple[int, str]]) -> None:
        """What can be chosen: which governments have an organisation, and the meetings, the latest first."""
        self._governments, self._earlier = frozenset(governments), tuple(earlier)
        self._asked = None

    def follow(self, government: str, kind: str, day: dt.date) -> None:
        """Offer what there is for a meeting of that government, and say what comes of it."""
        there = government in self._governments
        value = self.choice.value
        if not self._picked or (value == ORGANISATION and not there):
            value = ORGANISATION if there else self._earlier[0][0] if self._earlier else None
        if value != self.choice.value:
            self.choice.set_value(None)
        own = [(ORGANISATION, _FROM_ORGANISATION)] if there else []
        self.choice.set_options([*own, *self._earlier])
        self.choice.set_value(value)
        asked = (government, kind, day)
        if asked != self._asked or not self.from_organisation:
            self._asked = asked
            self._tell()

    def _pick(self) -> None:
        self._picked = True
        self._tell()

    def _tell(self) -> None:
        if not self.from_organisation or self._asked is None:
            self.said.setText(_EARLIER if self.roster_of is not None else _NOBODY)
            return
        app = self._shell.services
        government, kind, day = self._asked
        self.said.setText(f"按{date_text(day)}在任人员")
        self._shell.operations.read_latest(
            ("new-roster", id(self)), roster_for, app.database, app.reference, government, kind, day
        ).then(lambda view: self._count(view, day))

    def _count(self, view: RosterView, day: dt.date) -> None:
        if not self.from_organisation:
            return
        if not view.people:
            self.said.setText(f"组织中没有 {date_text(day)} 在任的人员，请核对会议日期，或先在组织页登记任职")
            return
        words = f"按{date_text(day)}在任人员，共 {len(view.people)} 人"
        members = sum(row.as_ is Part.MEMBER for row in view.due)
        more = len(view.due) - members
        if members:
            words += f"；按规则应到 {members} 人" + (f"，固定列席 {more} 人" if more else "")
        self.said.setText(words)
