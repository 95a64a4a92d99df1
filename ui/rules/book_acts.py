"""What can be done with a rulebook: copied, changed, imported, exported, given its text, ended, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from secretariat.domain.permissions import Permission, may
from secretariat.services import rulebooks
from secretariat.services.meeting_list import list_meetings
from secretariat.services.rulebooks import RulebookThereError
from secretariat.services.whole_files import write_whole
from secretariat.strict_input import UnusableInputError
from ui.meetings.undoing import undo_entry
from ui.rules.book_dialogs import CopyDialog, RepealDialog
from ui.rules.overlaps import offer_to_end
from ui.rules.place import EDIT
from ui.rules.text_acts import TextDialog
from ui.theme import XS, XXS
from ui.widgets.basics import button, row
from ui.widgets.dialogs import ask_open, ask_save, choose, confirm
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QFileDialog, QHBoxLayout

    from secretariat.bootstrap import App
    from secretariat.errors import UserError
    from secretariat.services.rulebooks import Kept
    from secretariat.services.rules_text import StoredText
    from ui.rules.page import RulesPage

_KINDS: Final = (("工作规则文件", "*.toml"),)
_LISTED: Final = 6
"""So many problems of a file are told at most."""
_BUNDLED: Final = "程序自带的规则不能改；先复制为本单位规则"
_NOT_ALLOWED: Final = "当前角色不能修改工作规则"


def _export(app: App, code: str, path: Path) -> Path:
    write_whole(path, rulebooks.export_rulebook(app.database, code))
    return path


class BookActs(QObject):
    """The buttons at the right of the bar, and the menu behind 更多; they act on the rulebook that the page shows."""

    def __init__(self, page: RulesPage) -> None:
        super().__init__(page)
        self._page, self._shell = page, page.shell
        self.copy = button("复制为本单位规则…", "rules-copy", role="primary", icon="copy", clicked=self.ask_to_copy)
        self.edit = button("修改", "rules-edit", role="primary", icon="edit", clicked=self.go_to_edit)
        self.bring = button("导入…", "rules-import", icon="import", clicked=self.ask_to_import)
        self._more = button("更多", "rules-more", icon="down", hint="导出、原文、废止日期、删除")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        self._more.clicked.connect(self._open_menu)
        self._menu = QMenu(page)
        self._menu.setObjectName("rules-menu")
        self._menu.setToolTipsVisible(True)
        self._items: dict[str, QAction] = {
            "copy": self._menu.addAction("复制为本单位规则…", self.ask_to_copy),
            "export": self._menu.addAction("导出…", self.ask_to_export),
            "text": self._menu.addAction("工作规则原文…", self.ask_for_text),
            "repeal": self._menu.addAction("废止日期…", self.ask_to_repeal),
            "delete": self._menu.addAction("删除…", self.ask_to_delete),
        }
        self._menu.insertSeparator(self._items["delete"])

    def bar(self) -> QHBoxLayout:
        """The buttons side by side."""
        return row(self._more, self.bring, self.copy, self.edit, gap=XS)

    def show_acts(self) -> None:
        """Offer what can be done with the rulebook in front; the primary act is to copy it, or to change one's own."""
        shown = self._page.shown
        allowed = self._may
        own = shown is not None and shown.line.own
        self.copy.setVisible(not own)
        self.edit.setVisible(own)
        for made in (self.copy, self.edit):
            made.setEnabled(allowed and shown is not None)
            made.setToolTip(f"{made.text()}（Ctrl+回车）" if allowed else _NOT_ALLOWED)
        self.bring.setEnabled(allowed)
        for name, item in self._items.items():
            needs_own, needs_right = name in {"repeal", "delete"}, name not in {"export", "text"}
            item.setEnabled(shown is not None and (own or not needs_own) and (allowed or not needs_right))
            item.setToolTip(_BUNDLED if needs_own and not own else "")
        self._items["copy"].setVisible(own)

    @property
    def _may(self) -> bool:
        actor = getattr(self._shell.services, "actor", None)
        return actor is not None and may(actor, Permission.EDIT_RULES)

    def _open_menu(self) -> None:
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        self._menu.popup(QPoint(corner.x() - self._menu.sizeHint().width(), corner.y() + XXS))

    # --- to change

    def go_to_edit(self) -> None:
        """Change it in the forms."""
        shown = self._page.shown
        if shown is not None and shown.line.own:
            self._shell.go(EDIT, shown.code)

    def primary(self) -> None:
        """What Ctrl+Enter does."""
        made = self.edit if self.edit.isVisible() else self.copy
        made.click()

    # --- to copy

    def ask_to_copy(self) -> None:
        """Ask for what the copy begins with."""
        app = self._shell.services

        def governments() -> tuple[str, ...]:
            """Those whose meetings are here come first."""
            return tuple(dict.fromkeys(line.government for line in list_meetings(app.database)))

        self._shell.operations.read(governments).then(self._ask_to_copy)

    def _ask_to_copy(self, governments: tuple[str, ...]) -> None:
        page, shown = self._page, self._page.shown
        if shown is None:
            return
        copied = partial(self._copied, shown.title)
        CopyDialog(page, self._shell, shown, governments=governments, taken=page.codes, copied=copied)

    def _copied(self, of: str, kept: Kept) -> None:
        self._page.show_after_reading(kept.code)
        self._shell.go(EDIT, kept.code)
        self._say_done(f"已由《{of}》复制")
        offer_to_end(self._page, kept)

    # --- files

    def ask_to_import(self) -> QFileDialog:
        """Ask which file."""
        return ask_open(self._page, "导入工作规则", _KINDS, lambda paths: self.take(paths[0]))

    def take(self, path: Path, *, replace: bool = False) -> None:
        """Import a file; one whose code is taken by another of one's own is asked about."""
        self._page.quiet()
        app = self._shell.services
        made = self._shell.operations.write(
            rulebooks.import_rulebook, app.database, app.actor, path, replace=replace
        ).long(f"正在导入 {path.name}", can_cancel=False)
        made.then(self._imported).failed(lambda error: self._refused(error, path))

    def _imported(self, kept: Kept) -> None:
        self._page.show_after_reading(kept.code)
        self._say_done("已导入工作规则")
        offer_to_end(self._page, kept)

    def _refused(self, error: UserError, path: Path) -> None:
        if isinstance(error, RulebookThereError) and error.code in self._page.own_codes:
            text = f"代码为“{error.code}”的本单位规则已经有了。替换：以文件中的内容代替它的全部内容，可以立即撤销。"
            act = Act(name="replace", text="替换", run=lambda: self.take(path, replace=True))
            choose(self._page, "这部规则已经有了", text, [act], object_name="import-exists")
        elif isinstance(error, UnusableInputError):
            more = len(error.details) - _LISTED
            listed = [*error.details[:_LISTED], *([f"另有{more}处"] if more > 0 else [])]
            self._page.tell(f"{path.name} 不能导入，有以下问题", "\n".join(listed), tone="violation")
        else:
            self._page.tell_error(error)

    def ask_to_export(self) -> None:
        """Ask where to."""
        shown, app = self._page.shown, self._shell.services
        if shown is None:
            return

        def write(path: Path) -> None:
            written = self._shell.operations.write(_export, app, shown.code, path)
            written.then(lambda path: self._shell.note(f"已导出到 {path}")).failed(self._page.tell_error)

        ask_save(self._page, "导出工作规则", _KINDS, f"{shown.code}.toml", write)

    # --- the text, the term, the end

    def ask_for_text(self) -> None:
        """Show which text is kept beside the rulebook, and let another be chosen."""
        shown = self._page.shown
        if shown is None:
            return

        def ask(text: StoredText | None) -> None:
            TextDialog(self._page, self._shell, shown, text, self._told)

        self._page.read_text_of(shown.code, ask)

    def _told(self, said: str) -> None:
        self._say_done(said)

    def ask_to_repeal(self) -> None:
        """Ask for the day."""
        shown = self._page.shown
        if shown is not None:
            RepealDialog(self._page, self._shell, shown, lambda: self._say_done("已记录废止日期"))

    def ask_to_delete(self) -> None:
        """Ask whether it is meant."""
        shown = self._page.shown
        if shown is None or shown.line.version is None:
            return
        text = f"《{shown.title}》连同附在一起的原文一并删除。有会议以它为依据的不能删除。删除后可以立即撤销。"
        run = partial(self._delete, shown.code, shown.line.version, shown.title)
        confirm(self._page, "删除这部规则", text, "删除", run, danger=True, object_name="delete-rulebook")

    def _delete(self, code: str, version: int, title: str) -> None:
        app = self._shell.services
        done = self._shell.operations.write(rulebooks.delete_rulebook, app.database, app.actor, code, version=version)
        done.then(lambda _: self._say_done(f"已删除《{title}》")).failed(self._page.tell_error)

    def _say_done(self, text: str) -> None:
        """Say what was done, with a button that takes it back."""
        entry = self._page.last_entry

        def undo() -> None:
            undo_entry(self._shell, entry or 0).then(lambda _: self._shell.note("已撤销")).failed(self._page.tell_error)

        act = None if entry is None else Act(name="undo", text="撤销", run=undo)
        self._shell.note(text, act=act)
