"""列入会议: on which meeting topics are put; where its agenda is set already, by whose consent or why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import AdHoc
from secretariat.domain.states import MeetingStatus
from secretariat.services import proposals
from secretariat.services.dossiers import export_dossier
from ui.meetings.rows import Line, meeting_lines
from ui.meetings.sheet import Choice, GrowingText
from ui.meetings.undoing import offer_undo, with_entry
from ui.minutes.sign_off_dialogs import ActDialog
from ui.topics.cards import people_of
from ui.widgets.basics import label
from ui.widgets.card import Field
from ui.widgets.date_text import write_date
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.facts import Dossier
    from secretariat.services.database import Database
    from ui.main_window import Shell
    from ui.operations import Operation


def planned_meetings(database: Database, government: str) -> tuple[Line, ...]:
    """The meetings of a government that are still to come, the next first."""
    found = [
        line
        for line in meeting_lines(database)
        if line.row.status in {None, MeetingStatus.PLANNED}
        and line.row.government == government
        and not line.row.locked
    ]
    return tuple(sorted(found, key=lambda line: line.row.date))


class PlaceDialog(ActDialog):
    """Asks for the meeting, and once its agenda is set for consent and reason; ``done`` is told the meeting's key."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        keys: Sequence[int],
        government: str,
        what: str,
        *,
        done: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(parent, "topic-place", "列入会议", "列入会议", text=what, icon="meetings")
        self._shell, self._keys, self._told = shell, tuple(keys), done
        self._dossier: Dossier | None = None
        self._asked: int | None = None
        """The meeting for which it was asked once by whose consent, or why."""
        self.meeting = Choice("topic-place-meeting", "会议")
        self.meeting.picked.connect(lambda _: self._look())
        self._meeting_field = Field("会议", self.meeting)
        self.set_on = label("", "small")
        self.who = PersonPicker("topic-place-who", "同意人")
        self._who_field = Field("同意人", self.who, hint="议程审定后追加议题，按规则须经有权同意的领导同意")
        self.reason = GrowingText("topic-place-reason", "追加理由", lines=2)
        self._reason_field = Field("追加理由", self.reason)
        for part in (self._meeting_field, self.set_on, self._who_field, self._reason_field):
            self.body.addWidget(part)
        self._show_ad_hoc(needed=False)
        self.go.setEnabled(False)
        self.finish()
        self.meeting.setFocus()
        read = shell.operations.read(planned_meetings, shell.services.database, government)
        read.then(self._offer)

    def _offer(self, lines: tuple[Line, ...]) -> None:
        self.meeting.set_options((line.id, f"{line.day}　{line.name}") for line in lines)
        if not lines:
            self._meeting_field.show_problem("没有筹备中的会议，请先新建会议")
            self.fit()
            return
        to_come = (line.id for line in lines if line.row.date >= self._shell.today)
        self.meeting.set_value(next(to_come, lines[-1].id))
        self._look()

    def _look(self) -> None:
        """See whether the agenda is set."""
        key, self._dossier = self.meeting.value, None
        self.go.setEnabled(False)
        if isinstance(key, int):
            read = self._shell.operations.read_latest(
                ("topic-place", id(self)), export_dossier, self._shell.services.database, key
            )
            read.then(self._take)

    def _take(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.go.setEnabled(True)
        self._meeting_field.show_hint(f"已有 {len(dossier.topics)} 项议题，列在最后，次序可在议程中调整")
        day = dossier.meeting.agenda_set_on
        self._show_ad_hoc(needed=day is not None)
        if day is not None:
            self.set_on.setText(f"议程已于{write_date(day)}审定，列入的议题按临时追加登记。")
            self.who.set_people(people_of(dossier))
        self.fit()

    def _show_ad_hoc(self, *, needed: bool) -> None:
        for part in (self.set_on, self._who_field, self._reason_field):
            part.setVisible(needed)

    def act(self) -> Operation[Any] | None:
        """Put them there."""
        key, dossier = self.meeting.value, self._dossier
        if not isinstance(key, int) or dossier is None:
            self._meeting_field.show_problem("请选择会议")
            return None
        ad_hoc, by = None, None
        if dossier.meeting.agenda_set_on is not None:
            by, reason = self.who.value, self.reason.toPlainText().strip()
            if by is None and not reason and self._asked != key:
                self._asked = key
                self._reason_field.show_problem(
                    "请填写同意人，或写明追加理由；暂时没有的，再按一次“列入会议”，会作为问题提示"
                )
                self.who.setFocus()
                return None
            ad_hoc = AdHoc(consent_by=by, reason=reason or None)
        app, keys = self._shell.services, self._keys
        act = self._shell.operations.write(lambda: with_entry(app, proposals.place, keys, key, ad_hoc=ad_hoc, by=by))
        return act.then(lambda given: self._placed(key, given))

    def _placed(self, key: int, given: tuple[tuple[int, ...], int | None]) -> None:
        numbers, entry = given
        text = f"已列入会议，议题{'、'.join(map(str, numbers))}"
        offer_undo(self._shell, text, entry)
        if self._told is not None:
            self._told(key)
