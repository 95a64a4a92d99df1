"""修改工作规则: one of the office's own rulebooks in forms, validated as it is typed, with its effect beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from secretariat.services import rulebook_edits, rulebooks
from secretariat.services.rulebook_drafts import draft_of
from secretariat.services.rulebooks import StoredRulebook
from ui.autosave import Autosave
from ui.icons import icon
from ui.meetings.place import KEY as MEETING
from ui.pages import Page
from ui.rules.editing import Editing
from ui.rules.effect_panel import EffectPanel
from ui.rules.effect_run import EffectRun
from ui.rules.form_desk import FormDesk
from ui.rules.opening import open_for_editing, save_edit
from ui.rules.overlaps import offer_to_end
from ui.rules.place import RULES
from ui.rules.section_view import SectionView
from ui.theme import NARROW_PAGE
from ui.widgets.basics import button, icon_button
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from secretariat.services.rulebook_drafts import Draft
    from secretariat.services.rulebooks import Kept
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.rules.opening import Opened

_KEEP_MS: Final = 1500
"""After how long a pause in typing what is not saved is kept."""


class RulebookEditorPage(Page):
    """The page ``rules/edit``; ``place`` is the rulebook's code."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "修改工作规则", scroll=False, foot=True, back=True)
        self.code: str | None = None
        self.editing: Editing | None = None
        self.desk: FormDesk | None = None
        self._stored: StoredRulebook | None = None
        self._run: EffectRun | None = None
        self._saving = False
        self._save_wanted = False
        self._acts_shown: bool | None = None
        self.view = SectionView()
        self.view.removed.connect(self._tell_removed)
        self.body.addWidget(self.view)
        self.panel = EffectPanel()
        self.panel.opened.connect(lambda key: shell.go(MEETING, key))
        self.show_panel(self.panel)
        self._wrong = button("", "next-problem", role="link", clicked=self.view.next_problem)
        self._wrong.setIcon(icon("violation", "violation", gap=True))
        self._wrong.setToolTip("转到下一处需要改正之处（F8）")
        self._undo_button = icon_button("undo", "rules-undo", "撤销（Ctrl+Z）", clicked=self.undo)
        self.head.acts.addWidget(self._wrong)
        self.head.acts.addWidget(self._undo_button)
        self._keeps = Autosave(shell.operations, self._keep, self, delay=_KEEP_MS)
        shell.operations.state_changed.connect(lambda _: self._show_state())
        shell.theme.changed.connect(self._fit_view)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("F8", self.view.next_problem),
            ("Ctrl+PgDown", lambda: self.view.turn(1)),
            ("Ctrl+PgUp", lambda: self.view.turn(-1)),
            ("F6", self.view.go_to_tree),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the forms more room where the window is narrow."""
        super().resizeEvent(event)
        self._fit_view()

    def _fit_view(self) -> None:
        self.view.fit(narrow=self.width() < NARROW_PAGE)

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a code)
        """Open that rulebook; one that is open already stays as it is."""
        self._show_state()
        if place is None or (place == self.code and self.editing is not None):
            return
        self.quiet()
        self.code = str(place)
        self._put_away()
        self._open()

    def leave(self) -> None:
        """Keep what is not saved, and say so."""
        if self._run is not None:
            self._run.cancel()
        if self.dirty:
            self._keeps.flush()
            self.shell.note("修改尚未保存，已留作草稿，回到这里可以继续", tone="info")

    def changed(self, changes: object) -> None:
        """Read it anew when it was changed elsewhere; what is being edited stays, and it is said."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if "own_rulebook" not in told.tables or self._saving or self.code is None:
            return
        self.shell.operations.read(rulebooks.list_rulebooks, self.shell.services.database).then(self._compare)

    def _compare(self, lines: tuple[rulebooks.RulebookLine, ...]) -> None:
        version = next((line.version for line in lines if line.code == self.code), None)
        if self._stored is None or version == self._stored.version:
            return
        if version is None:
            self._put_away()
            self.code = None
            if self.isVisible():
                self.shell.go(RULES)
        elif self.dirty:
            self.tell("这部规则已在别处修改", "要保存这里的修改，请先放弃，重新打开后再改", tone="warning")
        else:
            self._put_away()
            self._open()

    def first_focus(self) -> QWidget | None:
        """The tree."""
        return self.view.tree

    def undo(self) -> None:
        """Ctrl+Z outside a field."""
        self.step_back()

    def step_back(self) -> None:
        """Take back the last change."""
        if self.editing is not None and not self.editing.undo():
            self.shell.note("没有可以撤销的修改", tone="info")

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.editing is not None:
            self.editing.redo()

    def _tell_removed(self, said: str) -> None:
        self.shell.note(said, act=Act(name="undo", text="撤销", run=self.step_back))

    # --- opening

    def _open(self) -> None:
        app = self.shell.services
        opened = self.shell.operations.read_latest(
            "rules-edit", open_for_editing, app, self.code or "", self.shell.today
        )
        opened.long("正在打开工作规则").then(self._take).failed(self.tell_error)

    def _put_away(self) -> None:
        if self._run is not None:
            self._run.cancel()
        self.view.close_rulebook()
        if self.editing is not None:
            self.editing.deleteLater()
        self.editing = self.desk = self._run = self._stored = None

    def _take(self, opened: Opened) -> None:
        if not opened.stored.own:
            self.tell("程序自带的规则不能修改", "请先复制为本单位规则", tone="warning")
            return
        self._begin(opened, opened.draft)
        if opened.kept is not None:
            self._tell_kept(opened)

    def _begin(self, opened: Opened, draft: Draft) -> None:
        stored, shell = opened.stored, self.shell
        editing = Editing(shell.operations, draft, stored.text, self)
        desk = FormDesk(editing, shell.today, editing)
        self._stored, self.editing, self.desk = stored, editing, desk
        self._run = EffectRun(shell.services, shell.operations, editing, stored.code, shell.today)
        desk.marked.connect(self._show_state)
        editing.edited.connect(self._show_state)
        editing.examined.connect(self._examined)
        editing.refused.connect(self.tell_error)
        self.panel.follow(self._run)
        self.panel.show_past(opened.past)
        self.view.open(desk)
        desk.mark()
        self._examined()

    def _tell_kept(self, opened: Opened) -> None:
        kept = opened.kept
        if kept is None:
            return
        if not opened.outdated:
            act = Act(name="discard-kept", text="放弃草稿", run=self._discard)
            self.tell("已接着上次没有保存的修改", "核对后请保存", act=act)
            return

        def use() -> None:
            self.quiet()
            self._put_away()
            self._begin(opened, draft_of(kept.text))

        act = Act(name="use-kept", text="改用草稿", run=use)
        self.tell("有一份没有保存的草稿，其后这部规则又在别处改过", "这里显示的是现在的规则", tone="warning", act=act)

    # --- what is edited and kept

    @property
    def dirty(self) -> bool:
        """Whether there is something to save."""
        return self.editing is not None and self.editing.dirty

    def _examined(self) -> None:
        editing = self.editing
        if editing is None:
            return
        if editing.dirty:
            self._keeps.note("text", editing.draft.text)
        self._show_state()
        if self._save_wanted:
            self._save_wanted = False
            self.save()

    def _keep(self, values: dict[str, Any]) -> Operation[None]:
        app, stored = self.shell.services, self._stored
        if stored is None or stored.version is None or not self.dirty:
            return self.shell.operations.write(lambda: None)
        return self.shell.operations.write(
            rulebook_edits.keep_edit, app.database, app.actor, stored.code, values["text"], version=stored.version
        )

    def _show_state(self) -> None:
        editing, dirty = self.editing, self.dirty
        problems = () if self.desk is None else self.desk.problems
        title = "修改工作规则" if editing is None else f"修改《{editing.value(('title',)) or '（未命名）'}》"
        if self.head.title != title:
            self.head.show_title(title)
        self._wrong.setText(f"{len(problems)} 处需要改正")
        self._wrong.setHidden(not problems)
        self._undo_button.setEnabled(editing is not None and editing.can_undo)
        if self._acts_shown != dirty:
            self._acts_shown = dirty
            save = Act(name="rules-save", text="保存", run=self.save, enabled=dirty, why="没有修改")
            discard = Act(
                name="rules-discard", text="放弃修改…", run=self._ask_to_discard, enabled=dirty, why="没有修改"
            )
            self.foot.show_acts(save, discard)
        # The frame says here when something was last written; a draft that is kept is not what is asked here.
        said = self.foot.findChild(QLabel, "save-state")
        if said is not None and self.shell.operations.state.problem is None:
            said.setText("" if editing is None else "有修改尚未保存" if dirty else "没有未保存的修改")

    # --- what is saved, or thrown away

    def save(self) -> None:
        """Save, if nothing is wrong; else go to what is."""
        editing, desk, stored = self.editing, self.desk, self._stored
        if editing is None or desk is None or stored is None or stored.version is None or self._saving:
            return
        if not editing.settled:
            self._save_wanted = True  # as soon as it is known whether all is well
            return
        if desk.problems:
            self.tell(f"有 {len(desk.problems)} 处需要改正，改正后才能保存", tone="warning")
            self.view.next_problem()
            return
        if not editing.dirty:
            self.shell.note("没有需要保存的修改", tone="info")
            return
        self._saving = True
        self._keeps.discard()
        draft = editing.draft
        saved = self.shell.operations.write(save_edit, self.shell.services, stored.code, draft, stored.version)
        saved.long("正在保存工作规则", can_cancel=False)
        saved.then(lambda kept: self._saved(draft, kept)).failed(self.tell_error).finally_(self._save_ended)

    def _save_ended(self) -> None:
        self._saving = False

    def _saved(self, draft: Draft, kept: Kept) -> None:
        self._stored = StoredRulebook(code=kept.code, text=draft.text, version=kept.version)
        if self.editing is not None:
            self.editing.saved(draft.text)
        if self._run is not None:
            self._run.begin_anew()
        self.quiet()
        self.shell.note("工作规则已保存")
        offer_to_end(self, kept)

    def _ask_to_discard(self) -> None:
        text = "上次保存以后的修改都将丢失。"
        confirm(self, "放弃修改", text, "放弃修改", self._discard, danger=True, object_name="discard-rules")

    def _discard(self) -> None:
        stored = self._stored
        if stored is None:
            return
        self.quiet()
        self._keeps.discard()
        app = self.shell.services
        self._put_away()
        forgotten = self.shell.operations.write(rulebook_edits.forget_edit, app.database, app.actor, stored.code)
        forgotten.then(lambda _: self._open())  # not before: it would go on with what is being thrown away
