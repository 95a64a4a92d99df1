"""Recording what came of calls: shown at once, written by the service, and taken back where that cannot be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from secretariat.domain import notice_editing
from secretariat.domain.editing import set_person
from secretariat.domain.facts import Notice
from secretariat.domain.states import NoticeChannel
from secretariat.errors import RefusedError, UserError
from secretariat.services import notices
from ui.meetings.attendance_model import Overlay

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier
    from secretariat.domain.people_editing import NewPerson
    from secretariat.domain.states import NoticeAnswer
    from secretariat.services.meetings import MeetingView
    from ui.meetings.attendance_model import Edit
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

    Refuse = Callable[[UserError], object]

_FIELDS = ("channel", "on", "at", "caller", "taken_by", "note", "answer", "substitute")


class Recorder(QObject):
    """Acts on the notices of one meeting. ``changed`` tells that what is to be shown is another.

    Each act gives false where it cannot be; why, it tells the window or whom it is told to.
    """

    changed = Signal()

    def __init__(self, desk: MeetingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._overlay = Overlay()
        self.locked = True

    @property
    def shown(self) -> Dossier | None:
        """The meeting as it will be once everything entered is in the database."""
        return self._overlay.shown

    def take(self, view: MeetingView) -> None:
        """Take a meeting newly read."""
        self.locked = view.locked
        self._overlay.take(view.dossier)

    def now(self) -> dt.datetime:
        """The time of the seat, as far as a minute counts."""
        return self._desk.app.database.now().astimezone().replace(tzinfo=None, second=0, microsecond=0)

    def call(self, person: str, answer: NoticeAnswer | None, **more: str | None) -> Notice:
        """A call that was just made."""
        now, caller = self.now(), self._desk.app.actor.name
        return Notice(
            person=person,
            on=now.date(),
            at=now.time(),
            channel=NoticeChannel.PHONE,
            caller=caller,
            answer=answer,
            **more,
        )

    def record(
        self,
        notice: Notice,
        *,
        reason: str | None = None,
        newcomer: NewPerson | None = None,
        refuse: Refuse | None = None,
    ) -> bool:
        """Record an entry."""
        edit = partial(notice_editing.record, notice=notice, reason=reason, newcomer=newcomer)
        return self._do(edit, refuse, notices.record_notice, notice, reason=reason, newcomer=newcomer)

    def correct(
        self,
        entry: Notice,
        notice: Notice,
        *,
        reason: str | None = None,
        newcomer: NewPerson | None = None,
        refuse: Refuse | None = None,
    ) -> bool:
        """Make an entry say what ``notice`` says."""
        values: dict[str, Any] = {name: getattr(notice, name) for name in _FIELDS}
        values |= {"reason": reason, "newcomer": newcomer}
        edit = partial(notice_editing.correct, entry=entry, **values)
        return self._do(edit, refuse, notices.correct_notice, entry, **values)

    def delete(self, entry: Notice) -> bool:
        """Take an entry off the record."""
        return self._do(partial(notice_editing.delete, entry=entry), None, notices.delete_notice, entry)

    def keep_number(self, person: str, text: str, *, refuse: Refuse | None = None) -> bool:
        """Keep a number that was typed in."""

        def edit(dossier: Dossier) -> Dossier:
            return set_person(dossier, person_id=person, phone=notices.typed_number(text))

        return self._do(edit, refuse, notices.edit_number, person, text)

    def _do(self, edit: Edit, refuse: Refuse | None, service: Any, *args: Any, **values: Any) -> bool:  # noqa: ANN401 (any act of ``services.notices``)
        told = refuse or self._desk.shell.operations.refused.emit
        if self.locked:
            told(RefusedError("纪要已经印发并锁定，通知记录不能修改", "确需更正的，请在纪要页新建更正版本"))
            return False
        try:
            one = self._overlay.add(edit)
        except UserError as error:
            told(error)
            return False
        operation: Operation[int] = self._desk.act(service, *args, **values)
        operation.then(lambda _: self._overlay.settle(one, written=True))

        def ended() -> None:
            if not operation.succeeded and isValid(self):
                self._overlay.settle(one, written=False)
                self.changed.emit()

        operation.finally_(ended)
        self.changed.emit()
        return True
