"""Replies from Excel, from the file to the list: read on the worker, shown, and written once the user agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secretariat.services.reply_import import apply_replies, preview_replies
from ui.notices.papers import WORKBOOKS
from ui.notices.replies import RepliesView, verdict, written
from ui.widgets.dialogs import ask_open
from ui.widgets.footer import Act

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from secretariat.services.reply_import import ReplyPreview
    from ui.meetings.desk import Tab


class ReplyFlow(QObject):
    """One import at a time. ``opened`` tells the preview that is to be shown, ``closed`` that it is to go."""

    opened = Signal(object)
    closed = Signal(object)

    def __init__(self, tab: Tab, now: Callable[[], dt.datetime]) -> None:
        super().__init__(tab)
        self._tab = tab
        self._now = now
        self.view: RepliesView | None = None

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """Whether to write what is shown."""
        preview = None if self.view is None else self.view.preview
        if preview is None:
            return None, ()
        can = preview.can_be_applied
        text = f"写入 {written(preview)} 条答复" if can else "写入答复"
        go = Act(name="replies-apply", text=text, run=self._write, enabled=can, why="" if can else verdict(preview)[0])
        return go, (Act(name="replies-cancel", text="取消导入", run=self.close),)

    def ask(self) -> None:
        """Ask for the file."""
        ask_open(self._tab, "导入回执", WORKBOOKS, lambda paths: self.read(paths[0]))

    def read(self, path: Path) -> None:
        """Read a reply sheet and show what it would do."""
        desk = self._tab.desk
        read = desk.shell.operations.read(preview_replies, desk.app.database, desk.meeting_id, path)
        read.long(f"正在读取 {path.name}", reports=True).then(self._show)

    def _show(self, preview: ReplyPreview) -> None:
        fresh = self.view is None
        if self.view is None:
            self.view = RepliesView(self._tab.shell.settings)
            self.view.closed.connect(self.close)
        self.view.show_preview(preview)
        if fresh:
            self.opened.emit(self.view)
        self._tab.desk.acts_changed.emit()
        self.view.list.table.setFocus()

    def drop(self) -> None:
        """Leave it, where it has been taken away already."""
        self.view = None

    def close(self) -> None:
        """Leave it."""
        if self.view is not None:
            view, self.view = self.view, None
            self.closed.emit(view)
            self._tab.desk.acts_changed.emit()

    def _write(self) -> None:
        preview = None if self.view is None else self.view.preview
        if preview is None:
            return
        now, desk = self._now(), self._tab.desk
        writing = desk.shell.operations.write(
            apply_replies, desk.app.database, desk.app.actor, preview, on=now.date(), at=now.time()
        )
        writing.long("正在写入回执")

        def done(_: int) -> None:
            desk.shell.note(f"已写入 {written(preview)} 条答复（Ctrl+Z 撤销）")
            self.close()

        writing.then(done)
