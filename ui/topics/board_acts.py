"""What the board does to several topics at once: onto a meeting, on the list of reminders, into the recycle bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from secretariat.services import proposals
from secretariat.services.countersign_reminders import reminder_list_pdf, to_remind, waiting
from secretariat.services.organisation_view import governments
from secretariat.services.undo import undo
from ui.meetings.undoing import with_entry
from ui.topics.placing import PlaceDialog
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act
from ui.widgets.paper_dialog import PaperDialog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.bootstrap import App
    from secretariat.services.countersign_reminders import Reminder
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference
    from ui.topics.board_page import TopicsPage
    from ui.topics.board_rows import Key


def delete_all(app: App, keys: Iterable[int]) -> tuple[int, ...]:
    """Delete candidates, each as one act; gives their entries in the trail. On the writer."""
    entries = [with_entry(app, proposals.delete_proposal, key)[1] for key in keys]
    return tuple(entry for entry in entries if entry is not None)


def restore_all(app: App, entries: Iterable[int]) -> int:
    """Take those acts back, the last first; gives how many. On the writer."""
    done = 0
    for entry in sorted(entries, reverse=True):
        undo(app.database, app.actor, entry)
        done += 1
    return done


def remind(database: Database, reference: Reference, keys: frozenset[Key], today: dt.date) -> tuple[bytes | None, int]:
    """The list of those to be reminded, of some topics or of all whose time runs out; and how many they are."""
    rows: tuple[Reminder, ...] = waiting(database, reference, today=today)
    chosen = tuple(one for one in rows if (one.meeting, one.no) in keys) if keys else to_remind(rows)
    if not chosen:
        return None, 0
    office = next((line.office for line in governments(database) if line.office), "")
    return reminder_list_pdf(chosen, today=today, office=office), len(chosen)


class BoardActs(QObject):
    """The acts on the topics that are marked on the board, or on the current one."""

    def __init__(self, page: TopicsPage) -> None:
        super().__init__(page)
        self._page, self._shell = page, page.shell
        self._last: tuple[int, ...] = ()
        """The entries of the deletion done last, until it is taken back."""

    def place(self) -> None:
        """Put those chosen on a meeting; only candidates can be."""
        lines = [line for line in self._page.chosen if line.candidate]
        if not lines:
            self._shell.note("只有候选议题能列入会议，请先选中候选议题", tone="info")
            return
        government = lines[0].row.government
        others = [line for line in lines if line.row.government != government]
        if others:
            self._shell.note("选中的议题属于不同的政府，请分别列入", tone="info")
            return
        what = f"“{lines[0].row.title}”" + (f"等 {len(lines)} 项" if len(lines) > 1 else "")
        keys = [line.row.meeting for line in lines]
        PlaceDialog(self._page.window(), self._shell, keys, government, what, done=lambda _: self._page.unmark())

    def remind(self) -> None:
        """Show the list of those to be reminded, to be printed."""
        app, keys = self._shell.services, self._page.marked
        made = self._shell.operations.read(remind, app.database, app.reference, keys, self._shell.today)
        made.long("正在排版", can_cancel=False)
        made.then(partial(self._show_reminders, "所选议题" if keys else "目前"))

    def _show_reminders(self, whose: str, made: tuple[bytes | None, int]) -> None:
        paper, count = made
        if paper is None:
            self._shell.note(f"{whose}没有到期未回复的会签，不需要催办", tone="info")
            return
        PaperDialog(self._page.window(), self._shell, f"会签催办单（{count} 个单位）", paper).open()

    def ask_to_delete(self) -> None:
        """Ask, then delete the candidates chosen; they can be brought back."""
        lines = [line for line in self._page.chosen if line.candidate]
        if not lines:
            self._shell.note("只有候选议题能在这里删除；已列入会议的请在会议中撤出", tone="info")
            return
        keys = [line.row.meeting for line in lines]
        if len(keys) == 1:
            self._delete(keys)
            return
        text = f"“{lines[0].row.title}”等 {len(lines)} 项候选议题移入回收站，可以立即撤销，也可以以后恢复。"
        act = partial(self._delete, keys)
        confirm(self._page, "删除候选议题", text, "删除", act, danger=True, object_name="delete")

    def _delete(self, keys: list[int]) -> None:
        self._shell.operations.write(delete_all, self._shell.services, keys).then(self._deleted)

    def _deleted(self, entries: tuple[int, ...]) -> None:
        self._page.unmark()
        text = f"已删除 {len(entries)} 项候选议题"
        self._last = entries
        self._shell.note(text, act=Act(name="undo", text="撤销", run=self.undo))

    def undo(self) -> None:
        """Take back the deletion done last."""
        entries, self._last = self._last, ()
        if not entries:
            self._shell.note("没有可以撤销的操作", tone="info")
            return
        restored = self._shell.operations.write(restore_all, self._shell.services, entries)
        restored.then(lambda _: self._shell.note("已撤销"))
