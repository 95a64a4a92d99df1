"""What is done to a journey on record: each act can be undone at once, and the last ones by Ctrl+Z."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from secretariat.services import away_meetings
from secretariat.services import away_register as service
from secretariat.services.away_month import month_text
from ui.away.dialogs import BackDialog
from ui.away.reading import print_form, print_register
from ui.meetings.excusing import ExcuseDialog
from ui.meetings.undoing import DoneHere, with_entry
from ui.widgets.paper_dialog import PaperDialog
from ui.widgets.person_picker import PersonChoice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.away_register import Journey
    from secretariat.rules.finding import Finding
    from secretariat.services.away_month import Month
    from ui.main_window import Shell
    from ui.operations import Operation


class JourneyActs(QObject):
    """The acts of one register."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._parent = shell, parent
        self.done = DoneHere(shell)

    def do(self, said: str, act: Any, *args: Any, **kwargs: Any) -> Operation[Any]:  # noqa: ANN401 (a service)
        """Do something, and say so with a button that takes it back."""
        app = self._shell.services
        done = self._shell.operations.write(lambda: with_entry(app, act, *args, **kwargs)[1])
        return done.then(partial(self.done.offer, said))

    # --- on a journey

    def ask_back(self, journey: Journey, name: str) -> None:
        """Ask on which day he reported back (销假), and record it."""

        def run(day: dt.date) -> Operation[Any]:
            return self.do("已销假", service.report_back, journey.key, day, version=journey.version)

        BackDialog(self._parent.window(), name, journey, self._shell.today, run)

    def cancel(self, journey: Journey) -> None:
        """Record that he did not go."""
        self.do("已取消外出", service.cancel, journey.key, self._shell.today, version=journey.version)

    def restore(self, journey: Journey) -> None:
        """Have a cancelled journey count again."""
        self.do("已恢复外出", service.restore, journey.key, version=journey.version)

    def delete(self, journey: Journey) -> None:
        """Delete one that was entered by mistake."""
        self.do("已删除外出登记", service.delete, journey.key, version=journey.version)

    def ask_excuse(self, finding: Finding, journey: Journey, month: Month, allowed: Collection[int]) -> None:
        """Ask who allowed the exception, when and why, and record it."""
        people = [
            PersonChoice(str(line.key), line.called, line.person.title or "")
            for line in month.people.lines
            if line.key in allowed
        ]

        def run(who: str, day: dt.date, reason: str) -> Operation[Any]:
            more: dict[str, Any] = {"code": finding.code, "allowed_by": int(who), "on": day, "reason": reason}
            return self.do("已记录例外", service.excuse, journey.key, version=journey.version, **more)

        ExcuseDialog(self._parent.window(), "away-excuse", finding, people, self._shell.today, run)

    def withdraw_excuse(self, code: str, journey: Journey) -> None:
        """Take an exception back."""
        self.do("已撤销例外", service.withdraw_excuse, journey.key, code, version=journey.version)

    # --- on meetings

    def propose_leave(self, meeting: int, key: int) -> None:
        """Enter a request for leave from a meeting."""
        self.do("已登记请假申请，待批准", away_meetings.propose_leave, meeting, key, today=self._shell.today)

    def follow(self, was: Journey | None, meeting: int, key: int) -> None:
        """Bring a meeting's record in line with the register."""
        self.do("已按登记更新会议中的外出记录", away_meetings.follow, meeting, key, was=was)

    # --- papers

    def show_form(self, government: int, key: int) -> None:
        """Show the form of a journey, to be printed."""
        app, today = self._shell.services, self._shell.today

        def made() -> bytes:
            return print_form(app, government, service.open_journey(app.database, key), today)

        self._show_paper("外出报备表", self._shell.operations.read(made))

    def show_register(self, month: Month) -> None:
        """Show a month's table, to be printed."""
        title = f"{month.organisation.name}外出登记表（{month_text(month.first)}）"
        self._show_paper(title, self._shell.operations.read(print_register, month))

    def _show_paper(self, title: str, made: Operation[bytes]) -> None:
        made.long("正在排版", can_cancel=False)
        made.then(lambda paper: PaperDialog(self._parent.window(), self._shell, title, paper).open())
