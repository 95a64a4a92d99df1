"""Entries by hand: what belongs to an answer is asked; somebody's entries are looked at, added to, put right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.notices.entry_form import EntryForm
from ui.notices.tries import TriesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.domain.facts import Notice
    from secretariat.domain.notices import Told
    from secretariat.domain.people_editing import NewPerson
    from ui.meetings.desk import Tab
    from ui.notices.over import Over
    from ui.notices.recording import Recorder


class Entries(QObject):
    """Lays what it asks and shows over the list.

    ``answered`` tells a new entry as it was filled in: the notice, the reason of a leave, a substitute who was typed
    in, and the form, which is taken off once the entry is recorded and else says why it can't be.
    """

    answered = Signal(object, object, object, object)

    def __init__(self, tab: Tab, recorder: Recorder, over: Over) -> None:
        super().__init__(tab)
        self._shell = tab.shell
        self._recorder = recorder
        self._over = over
        self._one: Told | None = None
        """Whose entries are looked at."""

    @property
    def view(self) -> TriesView | None:
        """Somebody's entries, while they are looked at."""
        return next((part for part in self._over.parts if isinstance(part, TriesView)), None)

    # --- somebody's entries

    def open(self, one: Told) -> None:
        """Show somebody's entries."""
        dossier = self._recorder.shown
        if dossier is None:
            return
        self._one = one
        made = TriesView(self._shell.settings)
        made.closed.connect(lambda: self._over.take_off(made))
        made.add.connect(self._add)
        made.edit.connect(self._edit)
        made.delete.connect(self._delete)
        made.show_tries(dossier, one, locked=self._recorder.locked)
        self._over.lay(made)
        made.begin()

    def show_work(self, work: Sequence[Told]) -> None:
        """Show them as they are now; who is not to be told any longer has none."""
        view, dossier = self.view, self._recorder.shown
        if view is None or dossier is None:
            return
        self._one = next((one for one in work if one.person.id == view.person), None)
        if self._one is None:
            self._over.take_off(view)
        else:
            view.show_tries(dossier, self._one, locked=self._recorder.locked)

    def _add(self) -> None:
        if self._one is not None:
            person = self._one.person
            self.ask(self._recorder.call(person.id, None), heading=f"补录：{person.name}的通知记录", whole=True)

    def _edit(self, notice: Notice) -> None:
        if self._one is not None:
            self.ask(notice, heading=f"更正：{self._one.person.name}的通知记录", before=notice, whole=True)

    def _delete(self, notice: Notice) -> None:
        if self._recorder.delete(notice):
            self._shell.note("已删除通知记录（Ctrl+Z 撤销）")
            if self.view is not None:
                self.view.begin()

    # --- asking

    def ask(self, notice: Notice, *, heading: str, before: Notice | None = None, whole: bool = False) -> None:
        """Ask for what belongs to an answer, or for the whole of an entry; ``before`` is the one to be put right."""
        dossier = self._recorder.shown
        if dossier is None:
            return
        made = EntryForm(today=self._shell.today)
        made.closed.connect(lambda: self._over.take_off(made))
        made.saved.connect(partial(self._save, made, before))
        self._over.lay(made)
        made.ask(dossier, notice, heading=heading, told_before=before is not None, whole=whole)

    def _save(
        self, form: EntryForm, before: Notice | None, notice: Notice, reason: str | None, newcomer: NewPerson | None
    ) -> None:
        if before is None:
            self.answered.emit(notice, reason, newcomer, form)
        elif self._recorder.correct(before, notice, reason=reason, newcomer=newcomer, refuse=form.show_error):
            self._shell.note("已更正通知记录（Ctrl+Z 撤销）")
            self._over.take_off(form)
