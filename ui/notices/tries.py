"""All entries of one person, to be corrected, deleted and added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ui.meetings.attendance_strips import Strip
from ui.notices.rows import TryRow, tries_of, try_columns
from ui.table_model import TableModel
from ui.theme import XS, M, S
from ui.widgets.basics import button, column, label, row
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier, Notice
    from secretariat.domain.notices import Told
    from ui.settings_store import SettingsStore


class TriesView(Strip):
    """Shows somebody's entries; ``edit`` and ``delete`` tell an entry, ``add`` that one is to be added."""

    edit = Signal(object)
    delete = Signal(object)
    add = Signal()

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__("notice-tries", "通知记录")
        self.person = ""
        self._heading = label("", "section")
        self.model: TableModel[TryRow] = TableModel(try_columns(), lambda line: line.id, self)
        self.table = Table("tries", "通知记录", self.model, settings=settings, compact=True)
        self.table.opened.connect(lambda _: self._with_current(self.edit.emit))
        self._add = button("补录一次", "tries-add", icon="add", shortcut="Ctrl+N", clicked=self.add.emit)
        self._edit = button(
            "修改", "tries-edit", icon="edit", hint="修改（回车）", clicked=lambda: self._with_current(self.edit.emit)
        )
        self._delete = button(
            "删除",
            "tries-delete",
            icon="delete",
            hint="删除（Delete）",
            clicked=lambda: self._with_current(self.delete.emit),
        )
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self)
        remove.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        remove.activated.connect(lambda: self._with_current(self.delete.emit))
        leave = button("返回名单", "tries-close", hint="返回名单（Esc）", clicked=self.closed.emit)
        acts = row(self._heading, self._add, self._edit, self._delete, leave, gap=XS)
        acts.setStretch(0, 1)
        column(acts, self.table, gap=S, pad=(M, S), into=self).setStretch(1, 1)

    def show_tries(self, dossier: Dossier, one: Told, *, locked: bool) -> None:
        """Show somebody's entries, the last one as the current."""
        fresh = self.person != one.person.id or len(self.model.rows) != len(one.tries)
        self.person = one.person.id
        self._heading.setText(f"{one.person.name}的通知记录" + ("" if one.tries else "：还没有"))
        self.model.set_rows(tries_of(dossier, one))
        for made in (self._edit, self._delete):
            made.setVisible(bool(one.tries) and not locked)
        self._add.setVisible(not locked)
        if fresh and one.tries:
            self.table.go_to(len(one.tries))

    def begin(self) -> None:
        """Begin at the entries; where there are none, at adding one."""
        (self.table if self.model.rows else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_current(self, tell: Callable[[Notice], object]) -> None:
        number = self.table.current_id
        found = next((line for line in self.model.rows if line.id == number), None)
        if found is not None and not self._add.isHidden():
            tell(found.notice)
