"""纪要: one meeting's minutes from the draft to the issued paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from secretariat.domain.states import MinutesStage
from secretariat.services import drafts
from secretariat.services import minutes as service
from ui.autosave import Autosave
from ui.meetings.desk import Tab
from ui.minutes.changes_view import ChangesView
from ui.minutes.comparison import compare_with_draft
from ui.minutes.editor import BodyEditor
from ui.minutes.life_acts import Doing, acts_of, ask
from ui.minutes.life_line import LifeLine, stage_of
from ui.minutes.papers import Papers
from ui.minutes.scan_acts import ScanActs
from ui.minutes.sign_off import SignOffPanel
from ui.minutes.sign_off_dialogs import DraftDialog
from ui.theme import XS, S
from ui.widgets.basics import box, button, column, label, row
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.dialogs import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariat.domain.facts import MinutesBody
    from secretariat.services.meetings import MeetingView
    from ui.operations import Operation

_FIXED: Final = {MinutesStage.SIGNED, MinutesStage.NUMBERED, MinutesStage.ISSUED}
"""The text of these cannot change."""
_PAUSE_MS: Final = 30_000
"""After how long a pause in typing the text is saved for good."""
_VIEWS: Final = (("text", "正文"), ("changes", "修改对照"), ("sign", "审签"), ("paper", "预览"))


class MinutesTab(Tab):
    """The tab 纪要."""

    key = "minutes"
    title = "纪要"

    def build(self) -> Iterator[None]:
        """Make the views, one after the other."""
        self._view: MeetingView | None = None
        self._base: MinutesBody | None = None
        """The saved text on which what is in the editor was begun."""
        self._saving: MinutesBody | None = None
        self._kept_read = False
        self.life = LifeLine()
        self.state = label("", "small", wrap=False)
        self.views = Segmented("minutes-view", "纪要视图", _VIEWS)
        self.views.set_value("text")
        self.editor = BodyEditor()
        self.changes = ChangesView()
        yield
        self.scans = ScanActs(self.desk, self)
        self.papers = Papers(self.shell, self.scans)
        yield
        self.panel = SignOffPanel(self.desk, self._act, self.scans)
        yield
        self.notice = Notice()
        self._keeps = Autosave(self.shell.operations, self._keep, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._phrases = button("常用语", "open-phrases", clicked=self.editor.offer_phrases)
        self._phrases.setToolTip("在光标处插入常用语（Ctrl+/）")
        self._phrases.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays where the words are to go
        self._save = button("保存", "minutes-save", icon="save", shortcut="Ctrl+S", clicked=self.save)
        self._discard = button("放弃修改", "minutes-discard", role="quiet", clicked=self._ask_to_discard)
        self._empty = EmptyState(
            "还没有纪要正文",
            "按已记录的议定事项和出席情况起草，起草后再编辑、审核、送签。",
            Act(name="empty-draft-minutes", text="起草纪要", run=self._draft),
            icon="minutes",
            primary=False,
        )
        self._stack = QStackedWidget()
        for part in (self.editor, self.changes, self.panel, self.papers, self._empty):
            self._stack.addWidget(part)
        self._tools = box(row(self._discard, self._phrases, self._save, gap=XS))
        self._bar = box(FlowLayout(gap=S))
        flow = self._bar.layout()
        if flow is not None:
            flow.addWidget(self.views)
            flow.addWidget(self._tools)
            flow.addWidget(self.papers.tools)
        head = row(self.life, None, self.state, gap=S)
        column(head, self.notice, self._bar, self._stack, gap=S, into=self).setStretch(3, 1)

    def _connect(self) -> None:
        self.views.chosen.connect(self.turn_to)
        self.editor.edited.connect(self._edited)
        self._pause.timeout.connect(self._save_after_pause)
        self.panel.asked.connect(self._ask)
        self.panel.scan_wanted.connect(self._show_scan)
        for number, (key, _) in enumerate(_VIEWS, 1):
            turn = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(lambda key=key: self.turn_to(key))

    # --- the contract

    def show_view(self, view: MeetingView) -> None:
        """Show the minutes; what is being typed is never overwritten."""
        first, self._view = self._view is None, view
        minutes = view.dossier.minutes
        stage = stage_of(minutes)
        self.life.show_stage(stage)
        self.editor.set_view(view)
        self._show_text(None if minutes is None else minutes.body)
        self.editor.bar(barred=stage in _FIXED or view.locked)
        self.panel.show_view(view)
        self.papers.set_view(view)
        self.scans.show_view(view)
        if not self._kept_read:
            self._kept_read = True
            self.shell.operations.read(drafts.kept_body, self.desk.app.database, self.desk.meeting_id).then(
                self._take_kept
            )
        if first and minutes is not None and stage in _FIXED:
            self.views.set_value("paper")
        self._show_current()
        self.desk.acts_changed.emit()

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a person's id, or None)
        """Go to what a finding on the minutes is about."""
        del subject
        if not code.startswith("minutes."):
            return False
        if code == "minutes.missing" or not self._has_text:
            self.turn_to("text")
            self._empty.setFocus()
            return True
        self.turn_to("sign")
        self.panel.go_to(code)
        return True

    def first_focus(self) -> QWidget | None:
        """The text, while it can be edited."""
        if self._view is None or (not self._has_text and self.views.value in {"text", "changes"}):
            return self._empty.findChild(QWidget, "empty-draft-minutes")
        return {
            "text": self.editor.opening,
            "changes": self.changes.area,
            "paper": self.papers.front,
            "sign": self.panel.drafter,
        }[self.views.value or "text"]

    def leave(self) -> None:
        """Save what was typed."""
        self.panel.flush()
        self.save()

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The next step in the minutes' life; beside it what else can be done now."""
        view = self._view
        if view is None:
            return None, ()
        doing = Doing(
            draft=self._draft,
            redraft=self._ask_to_redraft,
            review=self._go_to_review,
            scan=self.scans.ask,
            print=self._print,
            ask=self._ask,
        )
        return acts_of(view, doing)

    # --- the text

    @property
    def _has_text(self) -> bool:
        minutes = None if self._view is None else self._view.dossier.minutes
        return minutes is not None and minutes.body is not None

    @property
    def dirty(self) -> bool:
        """Whether what is in the editor is not what is saved."""
        return self._base is not None and self.editor.body != self._base

    def _show_text(self, body: MinutesBody | None) -> None:
        """Show the saved text, unless somebody has typed over it."""
        if body is not None and (not self.dirty or body == self.editor.body):
            if body != self.editor.body:
                self.editor.show_body(body)
            self._base = body
            self.notice.close_notice()
        elif body is not None and body == self._saving:
            self._base = body
        elif body is not None and body != self._base:
            self.notice.show_notice(
                "正文刚刚在别处修改并保存",
                "您的修改还在这里，没有被覆盖。保存将以您的文字为准；放弃修改将改用别处保存的文字。",
                tone="warning",
            )
        elif body is None:
            self._base = None

    def _edited(self) -> None:
        if self.dirty:
            self._keeps.note("text", self.editor.body)
            self._pause.start()
        self._show_state()

    def _keep(self, values: dict[str, Any]) -> Operation[None]:
        app = self.desk.app
        return self.shell.operations.write(
            drafts.keep_body,
            app.database,
            app.actor,
            self.desk.meeting_id,
            values["text"],
            based_on=drafts.fingerprint(self._base),
        )

    def _take_kept(self, kept: drafts.KeptBody | None) -> None:
        """Show what was typed and not saved when the program ended."""
        stage = None if self._view is None else stage_of(self._view.dossier.minutes)
        if kept is None or self._base is None or self.dirty or kept.body == self._base or stage in _FIXED:
            return
        self.editor.show_body(kept.body)
        self.editor.bar(barred=False)
        stale = kept.based_on != drafts.fingerprint(self._base)
        self.notice.show_notice(
            "已恢复上次没有保存的修改",
            "此后正文又在别处修改过，请对照后再保存，或放弃修改。" if stale else "请核对后保存，或放弃修改。",
            tone="warning" if stale else "info",
        )
        self._show_state()
        self._show_current()

    def save(self) -> Operation[int] | None:
        """Save the text for good, if it was changed."""
        self._pause.stop()
        if not self.dirty or self.editor.body == self._saving:
            return None
        body = self.editor.body
        self._saving = body
        self._keeps.discard()
        operation = self.desk.act(service.save_body, body)
        operation.then(lambda _: self._saved(body)).finally_(self._not_saving)
        self._show_state()
        return operation

    def _saved(self, body: MinutesBody) -> None:
        self._base = body
        self.notice.close_notice()
        if self.dirty:
            self._edited()
        self._show_state()

    def _not_saving(self) -> None:
        self._saving = None
        self._show_state()

    def _save_after_pause(self) -> None:
        """Save while nobody types; never where that would undo a review without a word."""
        minutes = None if self._view is None else self._view.dossier.minutes
        if minutes is not None and not minutes.reviews:
            self.save()

    def _ask_to_discard(self) -> None:
        confirm(
            self,
            "放弃修改",
            "没有保存的修改将丢弃，恢复到最后保存的正文。",
            "放弃修改",
            self.discard,
            danger=True,
            object_name="discard-minutes",
        )

    def discard(self) -> None:
        """Go back to the saved text."""
        minutes = None if self._view is None else self._view.dossier.minutes
        if minutes is None or minutes.body is None:
            return
        self._pause.stop()
        self._keeps.discard()
        self._base = minutes.body
        self.editor.show_body(minutes.body)
        app = self.desk.app
        self.shell.operations.write(drafts.forget_body, app.database, app.actor, self.desk.meeting_id)
        self.notice.close_notice()
        self._show_state()

    def _show_state(self) -> None:
        minutes = None if self._view is None else self._view.dossier.minutes
        stage = stage_of(minutes)
        dirty = self.dirty
        if self._saving is not None:
            text = "正在保存…"
        elif dirty and minutes is not None and minutes.reviews:
            text = "未保存，保存后须重新审核"
        elif dirty:
            text = "未保存（已暂存）"
        elif stage is MinutesStage.ISSUED:
            text = "已印发并锁定"
        elif stage in _FIXED:
            text = "已签发，正文锁定"
        else:
            text = "正文已保存" if self._base is not None else ""
        self.state.setText(text)
        self._save.setEnabled(dirty)
        self._discard.setVisible(dirty)

    # --- views

    def turn_to(self, key: str) -> None:
        """Show the text, what was changed, who signs, or the paper."""
        self.views.set_value(key)
        if key != "text":
            self.save()
        self._show_current()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        view, key = self._view, self.views.value or "text"
        if view is None:
            return
        has = self._has_text
        wanted: dict[str, QWidget] = {
            "text": self.editor if has else self._empty,
            "changes": self.changes if has else self._empty,
            "sign": self.panel,
            "paper": self.papers,
        }
        shown = wanted[key]
        for number in range(self._stack.count()):
            one = self._stack.widget(number)
            policy = QSizePolicy.Policy.Preferred if one is shown else QSizePolicy.Policy.Ignored
            one.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(shown)
        editable = has and key == "text" and stage_of(view.dossier.minutes) not in _FIXED
        self._tools.setVisible(editable)
        self.papers.tools.setVisible(key == "paper")
        self._show_state()
        if key == "paper":
            self.papers.refresh()
        elif key == "changes" and has and view.rulebook is not None:
            self.shell.operations.read_latest(
                ("changes", id(self)),
                compare_with_draft,
                view.dossier,
                self.desk.app.reference,
                self.editor.body,
            ).then(self.changes.show_comparison)

    # --- acts

    def _after_saving(self, then: Callable[[], object]) -> None:
        """Do something once the text is saved."""
        operation = self.save()
        if operation is None:
            then()
        else:
            operation.then(lambda _: then())

    def _act(self, act: Any, *args: Any, **values: Any) -> Operation[Any]:  # noqa: ANN401 (any act on minutes)
        """Run an act; the text goes before it, in the order of the writer."""
        self.save()
        return self.desk.act(act, *args, **values)

    def _draft(self) -> Operation[int]:
        self._pause.stop()
        self._keeps.discard()
        self._base = None  # whatever is in the editor gives way
        app = self.desk.app
        operation = self.shell.operations.write(
            service.draft, app.database, app.actor, app.reference, self.desk.meeting_id
        )
        operation.then(lambda _: self.turn_to("text"))
        return operation

    def _ask_to_redraft(self) -> None:
        DraftDialog(self, self._draft)

    def _go_to_review(self) -> None:
        self._after_saving(self._open_review)

    def _open_review(self) -> None:
        self.turn_to("sign")
        self.panel.go_to("minutes.review_missing")

    def _ask(self, what: str) -> None:
        self._after_saving(lambda: self._open(what))

    def _open(self, what: str) -> None:
        if self._view is not None:
            ask(self, self.desk, self._view, what)

    def _show_scan(self, version: int | None) -> None:
        """Show the scan of the minutes as they are, or of a version that was issued."""
        self.papers.turn_to("scan", version)
        self.turn_to("paper")

    def _print(self) -> None:
        self.turn_to("paper")
        self.papers.turn_to("minutes")
        self.papers.print()
