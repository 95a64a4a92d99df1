"""Whom the rule would have attend for one topic: shown first, then put on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from secretariat.services import attendance_lists
from secretariat.services.attendance_lists import Chosen
from ui.meetings.list_proposal import ProposalStrip
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from secretariat.rules.due_list import Place
    from ui.agenda.tab import AgendaTab


class Attendees(QObject):
    """Shows over the tables who would attend, and adds whoever is ticked."""

    def __init__(self, tab: AgendaTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.strip: ProposalStrip | None = None

    def propose(self, no: int) -> None:
        """Ask the rule who is to attend for a topic."""
        tab, dossier = self._tab, self._tab.shown
        if dossier is None or tab.locked:
            return
        tab.does.arrive()
        asking = tab.shell.operations.read(
            attendance_lists.proposed_places, dossier, tab.desk.app.reference, today=tab.shell.today
        )
        asking.then(lambda places: self._show(no, tuple(one for one in places if one.topic == no)))

    def _show(self, no: int, places: tuple[Place, ...]) -> None:
        tab, dossier = self._tab, self._tab.shown
        if dossier is None or self.strip is not None:
            return
        if not places:
            tab.shell.note(f"议题{no}没有需要增加的列席人员", tone="info")
            return
        made = ProposalStrip(dossier, places, None if tab.case is None else tab.case.rulebook)
        made.taken.connect(self._take)
        made.ticked.connect(tab.tell_acts)
        made.closed.connect(self.drop)
        self.strip = made
        tab.cover(made)

    def _take(self, places: tuple[Place, ...]) -> None:
        self.drop()
        tab, count = self._tab, len(places)
        chosen = frozenset(Chosen(place.person, place.topic) for place in places)
        made = tab.desk.act(attendance_lists.make_list, tab.desk.app.reference, today=tab.shell.today, chosen=chosen)
        made.then(lambda _: tab.shell.note(f"已列入列席人员 {count} 人（Ctrl+Z 撤销）"))

    def acts(self) -> tuple[Act, tuple[Act, ...]] | None:
        """What stands at the foot meanwhile; else ``None``."""
        strip = self.strip
        if strip is None:
            return None
        text = f"列入名单（{strip.count} 人）" if strip.count else "列入名单"
        take = Act(name="agenda-take", text=text, run=strip.take, enabled=bool(strip.count), why="没有选取任何人")
        return take, (Act(name="agenda-leave", text="取消", run=self.drop),)

    def drop(self) -> None:
        """Show the tables again."""
        if self.strip is not None:
            strip, self.strip = self.strip, None
            self._tab.uncover(strip)
