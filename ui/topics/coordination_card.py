"""协调: what the rule has done where departments do not agree, step by step, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Coordination
from secretariat.domain.naming import cited
from secretariat.services import topics
from ui.autosave import Autosave
from ui.icons import Mark
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Sheet
from ui.meetings.undoing import keep_entry, offer_undo
from ui.theme import XS, S
from ui.topics.cards import TopicCard, people_of, set_people
from ui.topics.files import FileLine
from ui.widgets.basics import box, button, clear, column, label, row
from ui.widgets.card import Field

if TYPE_CHECKING:
    from secretariat.rules.disagreement import WayStep
    from secretariat.services.topic_sight import TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles

_MARK = 14


class CoordinationCard(TopicCard):
    """The card 协调; it is there once a department disagrees, or something was recorded."""

    codes = (
        "countersign.statement_missing",
        "countersign.grounds_missing",
        "countersign.option_missing",
        "countersign.not_coordinated",
        "countersign.not_agreed",
        "disagreement.",
    )

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "协调")
        self._steps = column(gap=XS)
        self._shown: tuple[WayStep, ...] | None = None
        today = desk.shell.today
        self.sheet = sheet = Sheet("topic-coordination", self)
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        sheet.edited.connect(self.autosave.note)
        form = FittingForm(2)
        form.add(sheet.text("text", "协调说明（列明各方意见和理据）", lines=3), span=2)
        form.add(sheet.text("option", "倾向性意见", lines=2), span=2)
        form.add(sheet.person("by", "主持协调的领导"))
        form.add(sheet.day("on", "协调日期", today=today))
        form.add(sheet.check("agreed", "经协调已经一致"))
        form.add(sheet.check("statement", "已附协调说明"))
        form.add(sheet.check("grounds", "已列明各方理据"))
        form.add(sheet.check("preferred_option", "已提出倾向性意见"))
        self._file = FileLine("topic-coordination", "协调说明文件", files, self._attach, self._detach, scans=False)
        self._away = button("删除协调记录", "topic-coordination-drop", role="link", icon="delete", clicked=self._drop)
        self.acts.addWidget(self._away)
        self.add(self._steps, form, self._file)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the way, and what is recorded."""
        done = sight.topic.coordination
        self.be_there(there=bool(sight.rules.way) or done is not None)
        if sight.rules.way != self._shown:
            self._shown = sight.rules.way
            clear(self._steps)
            for step in sight.rules.way:
                self._steps.addWidget(self._step(step))
        field = self.sheet.field("by")
        if isinstance(field, Field):
            set_people(field.editor, people_of(sight.dossier))
        self.sheet.show_record(done or Coordination(), keep=self.autosave.unsaved)
        self.sheet.bar(barred=sight.meeting.locked)
        self._file.show_file(None if done is None else done.file, locked=sight.meeting.locked)
        self._away.setVisible(done is not None and not sight.meeting.locked)

    @staticmethod
    def _step(step: WayStep) -> Any:  # noqa: ANN401 (a widget)
        mark = Mark("good", "good", _MARK) if step.done else Mark("warning", "warning", _MARK)
        by = "" if step.by in step.text else f"{step.by}，"
        said = f"{step.text}（{by}{cited(step.article)}）" + (f"：{step.said}" if step.said else "")
        line = row(column(3, mark, None, gap=0), label(said), gap=S)
        line.setStretch(1, 1)
        return box(line)

    def _save(self, values: dict[str, Any]) -> Operation[Any]:
        return self.desk.do(topics.coordinate, **values)

    def _attach(self, path: Any) -> Operation[Any]:  # noqa: ANN401 (a path)
        app, desk = self.desk.app, self.desk
        act = topics.attach_coordination_file
        return desk.shell.operations.write(
            act, app.database, app.actor, desk.meeting_id, app.attachments, path, desk.no
        )

    def _detach(self) -> None:
        topic = self.desk.topic
        if topic is not None and topic.coordination is not None:
            self.desk.do(topics.detach, topic.coordination)

    def _drop(self) -> None:
        shell = self.desk.shell
        kept = keep_entry(shell, topics.drop_coordination, self.desk.meeting_id, self.desk.no)
        kept.then(lambda entry: offer_undo(shell, "已删除协调记录", entry))

    def locate(self, code: str) -> bool:
        """Go to the field that lacks."""
        if not self.there:
            return False
        what = code.rpartition(".")[2]
        names = {
            "statement_missing": "text",
            "statement": "text",
            "grounds_missing": "text",
            "grounds": "text",
            "option_missing": "option",
            "option": "option",
        }
        self.sheet.field(names.get(what, "by")).setFocus()
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.autosave.flush()
