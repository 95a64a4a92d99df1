"""从 Excel 导入: a file is read, each of its rows shown as new, changed, same or wrong, and written when confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.organisation_guard import TABLES
from secretariat.services.organisation_import import apply_import
from ui.meetings.undoing import offer_undo, with_entry
from ui.minutes.file_drop import FileDrop
from ui.organisation.excel import KINDS, download_template
from ui.organisation.import_lines import compare_again, done_text, known_governments, read_file, verdict
from ui.organisation.import_preview import PreviewPart
from ui.organisation.import_target import TargetField
from ui.organisation.place import ORGANISATION
from ui.pages import Page
from ui.widgets.dialogs import ask_open
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.errors import UserError
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.organisation.import_lines import ImportView, Known

_TITLE: Final = "从 Excel 导入"
_HEADING: Final = "选择人员名册"
_ASK: Final = "选择填好的人员名册（xlsx），或把文件拖到这里。\n先逐行显示预览，确认后才写入；只增加和修改，不删除。"
_DROP: Final = "松开鼠标，读取这个文件。"
_READ: Final = "organisation-import"


class ImportPage(Page):
    """Nothing is written before it is confirmed, and nothing but what was shown.

    Its place is the key of a government, or nothing: then the government is chosen or typed here.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _TITLE, scroll=False, foot=True, back=True)
        self._government: int | None = None
        self._path: Path | None = None
        self._shown_path: Path | None = None
        self._view: ImportView | None = None
        self._reading: Operation[ImportView] | None = None
        self._storing = False
        self._stale = False
        self.target = TargetField()
        self.target.chosen.connect(self.read)
        self._said = _ASK
        self._empty = EmptyState(_HEADING, _ASK, *self._first_acts(), icon="import")
        self.preview = PreviewPart(shell.settings)
        room = QWidget()
        self._stack = QStackedLayout(room)
        for part in (self._empty, self.preview):
            self._stack.addWidget(part)
        self.body.addWidget(self.target)
        self.body.addWidget(room, 1)
        self._drop = FileDrop(self)
        self._drop.dropped.connect(self._dropped)
        self._drop.entered.connect(lambda: self._invite(_DROP))
        self._drop.left.connect(lambda: self._invite(_ASK))

    def _first_acts(self) -> tuple[Act, ...]:
        return (
            Act(name="import-choose", text="选择文件…", run=self.ask, icon="import", shortcut="Ctrl+O"),
            Act(name="import-template", text="下载模板…", run=self._template, icon="export"),
        )

    def _invite(self, text: str) -> None:
        if text == self._said:
            return
        self._said = text
        self._empty.show_text(_HEADING, text, *self._first_acts())
        self._begin()

    def _begin(self) -> None:
        first = self.first_focus()
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _template(self) -> None:
        download_template(self, self._government)

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (the key of a government, or nothing)
        """Import into that government; a preview of the same one stays, compared anew where it is out of date."""
        if place != self._government:
            self._drop_view()
        self._government = place
        self.target.setVisible(place is None)
        shell = self.shell
        shell.operations.read_latest("import-governments", known_governments, shell.services).then(self._take_known)
        if self._stale and self._reading is None:
            self._compare(told=True)

    def _take_known(self, known: Known) -> None:
        self.target.show_known(known)
        self.head.show_title(_TITLE, known.registered.get(self._government or 0, ""))

    def first_focus(self) -> QWidget | None:
        """The button that asks for a file, or the preview's filter."""
        return self._empty.findChild(QWidget, "import-choose") if self._view is None else self.preview.list.filter

    def changed(self, changes: object) -> None:
        """Compare anew what is shown."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if self._storing or not TABLES & told.tables:
            return
        self._stale = self._view is not None or self._reading is not None
        if self._view is not None and self._reading is None and self.isVisible():
            self._compare(told=True)

    # --- reading

    def ask(self) -> QFileDialog:
        """Ask which file."""
        folder = None if self._path is None else self._path.parent
        return ask_open(self, "选择人员名册", KINDS, lambda paths: self.take(paths[0]), folder=folder)

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        self.take(paths[0])
        if len(paths) > 1:
            self.tell(f"一次导入一个文件，正在读取“{paths[0].name}”", "其余文件请逐个导入")

    def take(self, path: Path) -> None:
        """Read that file and show what importing it would do."""
        self._path = path
        self.target.propose(path.stem)
        self.read()

    def read(self) -> None:
        """Read the file again, as it is on the disk now."""
        path, shell = self._path, self.shell
        government = self._government or self.target.value
        if path is None or self._storing:
            return
        if government is None:
            self.target.ask()
            return
        self.quiet()
        self._stale = False
        reading = shell.operations.read_latest(_READ, read_file, shell.services, government, path, shell.today)
        self._reading = reading
        reading.long(f"正在读取 {path.name}", reports=True)
        reading.then(self._show_read).failed(self._unusable).finally_(lambda: self._read_ended(reading))

    def _read_ended(self, reading: Operation[ImportView]) -> None:
        if reading is not self._reading:
            return
        self._reading = None
        if reading.cancelled:
            self._path = self._shown_path
        elif self._stale and self._view is not None:
            self._compare(told=True)

    def _show_read(self, view: ImportView) -> None:
        self._shown_path = self._path
        self._show(view)
        if not self._holds_focus():
            self._begin()

    def _holds_focus(self) -> bool:
        """Whether the user is at a field of the page that stays."""
        held: QWidget | None = self.window().focusWidget()
        return (
            held is not None
            and held.isVisible()
            and (self.target.isAncestorOf(held) or self.preview.isAncestorOf(held))
        )

    def _unusable(self, error: UserError) -> None:
        path = self._path
        self._drop_view()
        self._path = path
        again = Act(name="import-again", text="重新读取", run=self.read, icon="refresh", shortcut="F5")
        self.tell(error.message, error.remedy, tone="violation", act=again)
        self._begin()

    def _compare(self, *, told: bool) -> None:
        """Compare what was read with the organisation as it is now; ``told``: say so if that shows something else."""
        if self._view is None:
            return
        self._stale, shell, before = False, self.shell, self._view.preview

        def show(view: ImportView) -> None:
            self._show(view)
            if told and view.preview.rows != before.rows:
                self.tell("组织资料刚才有改动，预览已按最新内容更新", "请核对后再确认", tone="warning")

        again = shell.operations.read_latest(_READ, compare_again, shell.services, before)
        again.long("正在与现有组织核对", reports=True).then(show).failed(self._unusable)

    # --- showing

    def _show(self, view: ImportView) -> None:
        self._view = view
        self.preview.show_view(view)
        self._stack.setCurrentWidget(self.preview)
        self._show_acts()

    def _drop_view(self) -> None:
        self._view = self._path = self._shown_path = None
        self._stale = False
        self.quiet()
        self._invite(_ASK)
        self._stack.setCurrentWidget(self._empty)
        self._show_acts()

    def _show_acts(self) -> None:
        view = self._view
        if view is None:
            self.foot.show_acts(None)
            return
        can = view.preview.can_be_applied and not self._storing
        why = "" if can else verdict(view)[0]
        self.foot.show_acts(
            Act(name="import-apply", text="确认导入", run=self.confirm, enabled=can, why=why),
            Act(name="import-other", text="换一个文件…", run=self.ask, icon="import", shortcut="Ctrl+O"),
            Act(name="import-again", text="重新读取", run=self.read, icon="refresh", shortcut="F5"),
        )

    # --- writing

    def confirm(self) -> None:
        """Write what is shown, and go to the organisation."""
        view = self._view
        if view is None or self._storing or self._reading is not None or not view.preview.can_be_applied:
            return
        self.quiet()
        self._storing = True

        def stored(done: tuple[int, int | None]) -> None:
            government, entry = done
            self._drop_view()
            offer_undo(self.shell, done_text(view), entry)
            self.shell.go(ORGANISATION, government)

        app, operations = self.shell.services, self.shell.operations
        storing = operations.write(lambda: with_entry(app, apply_import, view.preview))
        storing.long(f"正在导入 {view.preview.file}").then(stored).failed(self._refused).finally_(self._stored)
        self._show_acts()

    def _stored(self) -> None:
        self._storing = False
        self._show_acts()

    def _refused(self, error: UserError) -> None:
        remade = (
            "预览已按最新内容重新生成，请核对后再确认" if isinstance(error, ChangedElsewhereError) else error.remedy
        )
        self.tell(error.message, remade, tone="violation")
        self._compare(told=False)
