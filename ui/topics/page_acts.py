"""What can be done with a topic as a whole: its papers, its file, onto a meeting and off it, referred up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from secretariat.domain.states import MeetingStatus
from secretariat.services import proposals
from secretariat.services.topic_file import export_topic
from ui.meetings.place import KEY, MeetingPlace
from ui.minutes.sign_off_dialogs import ReasonDialog
from ui.topics.papers import FORM, REGISTER, SHEET, STATEMENT, show_paper
from ui.topics.place import ONE
from ui.topics.placing import PlaceDialog
from ui.widgets.dialogs import ask_save
from ui.widgets.footer import Act
from ui.widgets.paper_dialog import file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QMenu, QWidget

    from secretariat.services.topic_sight import TopicSight
    from ui.topics.desk import TopicDesk

_TOPIC_FILES: Final = (("议题文件（带附件）", "*.zip"), ("议题文件（不带附件）", "*.json"))


class TopicActs(QObject):
    """The acts on the topic of a desk; ``save`` has what is being typed saved first."""

    def __init__(self, desk: TopicDesk, page: QWidget, save: Callable[[], object]) -> None:
        super().__init__(page)
        self._desk, self._page, self._save = desk, page, save
        self._shell = desk.shell

    # --- where they are offered

    def foot(self, sight: TopicSight) -> tuple[Act, ...]:
        """The acts at the foot, the primary one first."""
        paper = Act(name="topic-form", text=f"{sight.form}…", icon="print", shortcut="Ctrl+P", run=self.print_form)
        sheet = Act(name="topic-sheet", text=f"{SHEET}…", icon="print", run=partial(self.print, SHEET))
        if sight.proposal:
            primary = Act(name="topic-place-open", text="列入会议…", run=self.place)
        else:
            primary = Act(name="topic-meeting", text="打开会议", run=self.open_meeting)
        return primary, sheet, paper

    def fill(self, menu: QMenu, sight: TopicSight) -> None:
        """Put all of them into a menu."""
        for which in (FORM, SHEET, STATEMENT):
            called = sight.form if which == FORM else which
            menu.addAction(f"打印{called}…", partial(self.print, which))
        if sight.topic.copies:
            menu.addAction(f"打印{REGISTER}…", partial(self.print, REGISTER))
        menu.addSeparator()
        menu.addAction("导出议题文件…", self.export)
        if sight.proposal:
            menu.addAction("列入会议…", self.place)
            return
        menu.addAction("打开会议", self.open_meeting)
        book = sight.meeting.rulebook
        if book is not None and sight.dossier.meeting.status in {MeetingStatus.HELD, MeetingStatus.ISSUED}:
            more = menu.addMenu("转报为候选议题")
            for kind, rule in book.kinds.items():
                more.addAction(f"拟上{rule.name}", partial(self.refer, kind))
        menu.addAction("撤出会议…", self.take_off).setEnabled(not sight.meeting.locked)

    # --- papers and files

    def print_form(self) -> None:
        """Show the form with which the topic is handed in."""
        self.print(FORM)

    def print(self, which: str) -> None:
        """Show a paper, to be printed or saved."""
        self._save()
        show_paper(self._page, self._desk, which)

    def export(self) -> None:
        """Write the topic as a file that another seat can take in, with its attachments."""
        sight = self._desk.sight
        if sight is None:
            return
        self._save()
        app, meeting, no = self._shell.services, self._desk.meeting_id, self._desk.no

        def write(path: Path) -> None:
            written = self._shell.operations.write(export_topic, app.database, app.attachments, meeting, no, path)
            written.long(f"正在导出 {path.name}", reports=True)
            written.then(lambda path: self._shell.note(f"已保存到 {path}"))

        ask_save(self._page, "导出议题文件", _TOPIC_FILES, file_name(sight.topic.title, "zip"), write)

    # --- onto a meeting and off it

    def open_meeting(self) -> None:
        """Go to the meeting that it is on."""
        self._shell.go(KEY, MeetingPlace(self._desk.meeting_id, tab="topics"))

    def place(self) -> None:
        """Put the candidate on a meeting; the page then shows it there."""
        sight = self._desk.sight
        if sight is not None and sight.proposal and sight.key is not None:
            self._save()
            name, what = sight.dossier.government.name, f"“{sight.topic.title}”"
            PlaceDialog(self._page.window(), self._shell, [sight.key], name, what)

    def take_off(self) -> None:
        """Ask why, and take it off the meeting."""
        sight = self._desk.sight
        if sight is None:
            return
        app, no, meeting = self._shell.services, sight.no, self._desk.meeting_id

        def run(reason: str) -> Any:  # noqa: ANN401 (an operation)
            act = self._shell.operations.write(proposals.take_off, app.database, app.actor, meeting, no, reason=reason)
            return act.then(lambda key: self._shell.go(ONE, key))

        text = f"“{sight.topic.title}”将撤出{sight.meeting.name}，转回候选议题，已登记的审批、会签、审查都保留。"
        ReasonDialog(self._page.window(), "topic-take-off", "撤出会议", "撤出", "撤出理由", run, text=text)

    def refer(self, kind: str) -> None:
        """Make a candidate, meant for another kind of meeting, of what this one has heard."""
        app, desk = self._shell.services, self._desk
        act = self._shell.operations.write(
            proposals.refer_up, app.database, app.actor, desk.meeting_id, desk.no, kind=kind
        )
        act.then(self._referred)

    def _referred(self, key: int) -> None:
        self._shell.note("已转报为候选议题")
        self._shell.go(ONE, key)
