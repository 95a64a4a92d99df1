"""审批流程: the chain as the rulebook says, each step with who, when, opinion and the signed form; and the 提报表."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from secretariat.domain.facts import Form, Step
from secretariat.services import meetings, topics
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Sheet
from ui.topics.cards import TopicCard, name_of, people_of, set_people
from ui.topics.files import FileLine
from ui.topics.lines import RecordForm, RecordList, Told
from ui.topics.words import STEPS
from ui.widgets.basics import button, label
from ui.widgets.card import Field
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from secretariat.services.topic_sight import ChainLine, TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class StepForm(RecordForm):
    """Who took a step, when, and what he said."""

    def __init__(self, desk: TopicDesk, files: TopicFiles, told: Told) -> None:
        super().__init__(desk, f"topic-step-{told.key}", told)
        self._files = files

    def make(self) -> None:
        """Make the fields."""
        form = FittingForm(2)
        form.add(self.sheet.person("by", "办理人"))
        form.add(self.sheet.day("on", "日期", today=self.desk.shell.today))
        form.add(self.sheet.text("opinion", "意见", lines=1), span=2)
        self.content.addWidget(form)
        self.form = FileLine(self.name, "签字表单扫描件", self._files, self._attach, self._detach)
        self.content.addWidget(self.form)

    def empty(self) -> Step:
        """Who can take it alone is proposed; nothing is recorded by that."""
        line: ChainLine = self.told.about
        return Step(step=line.step)

    def fill(self) -> None:
        """Who can be picked: those who may first."""
        dossier, line = self.desk.dossier, self.told.about
        if dossier is not None:
            people = people_of(dossier)
            people.sort(key=lambda one: one.id != line.proposed)
            field = self.sheet.field("by")
            if isinstance(field, Field):
                set_people(field.editor, people)
                field.show_hint(f"应由{line.who}办理" if line.who else "")
        self.form.setVisible(self.record is not None)
        if self.record is not None:
            self.form.show_file(self.record.form, locked=self.desk.locked)

    def write(self, record: Step | None, values: dict[str, Any]) -> Operation[Any]:
        """Record the step, or correct it."""
        if record is None:
            self.record = Step(step=self.told.about.step, **values)
            return self.desk.do(topics.record_step, self.told.about.step, **values)
        return self.desk.do(topics.change_step, record, **values)

    def _attach(self, path: Any) -> Operation[Any]:  # noqa: ANN401 (a path)
        app, desk = self.desk.app, self.desk
        return desk.shell.operations.write(
            topics.attach_step_form,
            app.database,
            app.actor,
            desk.meeting_id,
            app.attachments,
            path,
            desk.no,
            self.record,
        )

    def _detach(self) -> None:
        self.desk.do(topics.detach, self.record)


class ChainCard(TopicCard):
    """The card 审批流程."""

    codes = ("topic.step_missing", "topic.step_order", "topic.wrong_approver", "topic.form_missing", "step.", "form")

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "审批流程")
        self._said = label("", "small")
        self.steps = RecordList(
            "topic-step",
            partial(StepForm, desk, files),
            none="没有可用的工作规则，无从列出审批环节。",
            remove=lambda told: desk.do(topics.remove_step, told.record),
            hint="回车展开登记办理人、日期和意见，空格键同；今天办理的按 T 登记；Delete 删除登记",
        )
        self._form = Sheet("topic-form", self)
        self.autosave = Autosave(desk.shell.operations, self._save_form, self)
        self._form.edited.connect(self.autosave.note)
        line = FittingForm(2)
        self._signer = self._form.person("signed_by", "提报表签字人")
        line.add(self._signer)
        self._sealed = self._form.check("sealed", "已加盖单位公章")
        line.add(Field("提报表盖章", self._sealed))
        self._today = button("当前环节今天已办", "topic-step-today", role="link", icon="good", clicked=self.take_next)
        self.acts.addWidget(self._today)
        self.add(self._said, self.steps, line)

    def _save_form(self, values: dict[str, Any]) -> Operation[Any]:
        topic = self.desk.topic
        known = (None if topic is None else topic.form) or Form()
        kept = {"signed_by": known.signed_by, "sealed": known.sealed, **values}
        return self.desk.do(meetings.edit_topic, form=Form(**kept))

    def show_sight(self, sight: TopicSight) -> None:
        """Show the steps."""
        dossier, topic = sight.dossier, sight.topic
        if sight.unapproved and topic.proposed_by is not None:
            self._said.setText(f"由{name_of(dossier, topic.proposed_by)}提出，按规则不需逐级审批。")
        self._said.setVisible(sight.unapproved and topic.proposed_by is not None)
        self.steps.show_lines(self._line(sight, number, line) for number, line in enumerate(sight.chain))
        set_people(self._editor(self._signer), people_of(dossier, [topic.sponsor] if topic.sponsor else ()))
        self._form.show_record(topic.form or Form(), keep=self.autosave.unsaved)
        self._form.bar(barred=sight.meeting.locked)
        waiting = self._next(sight)
        self._today.setVisible(waiting is not None and not sight.meeting.locked)
        if waiting is not None:
            self._today.setText(f"{waiting.called}：今天已办")
            self._today.setToolTip("按应办理人和今天的日期登记；不对的可展开修改，Ctrl+Z 撤销")

    @staticmethod
    def _editor(field: Field) -> Any:  # noqa: ANN401 (a picker)
        return field.editor

    def _line(self, sight: TopicSight, number: int, line: ChainLine) -> Told:
        taken = line.taken
        key = f"{line.step.value}-{number}"
        called = line.called or STEPS[line.step]
        if taken is None:
            return Told(
                key=key,
                record=None,
                said=f"{number + 1}　{called}",
                small=f"应由{line.who}{self._named(sight, line)}办理" if line.who else "",
                badge=("待办" if sight.ruled else "未登记", "info"),
                about=line,
            )
        when = "" if taken.on is None else write_date(taken.on)
        who = name_of(sight.dossier, taken.by) or "未填办理人"
        said = "　".join(filter(None, (who, taken.opinion)))
        if not line.called and sight.ruled:
            badge = ("非规定环节", "warning")
        elif taken.by is None:
            badge = ("未填办理人", "warning")
        else:
            badge = ("已办", "good") if line.rightly else (f"应由{line.who}办理", "violation")
        return Told(
            key=key, record=taken, said=f"{number + 1}　{called}", small=said, right=when, badge=badge, about=line
        )

    @staticmethod
    def _named(sight: TopicSight, line: ChainLine) -> str:
        """Who that is, where one holds the post and the words do not say it."""
        person = next((one for one in sight.dossier.people if one.id == line.proposed), None)
        return "" if person is None or person.name in line.who else f"（{person.name}）"

    @staticmethod
    def _next(sight: TopicSight) -> ChainLine | None:
        return next((line for line in sight.chain if line.taken is None and line.proposed is not None), None)

    def take_next(self) -> None:
        """Record that the next step was taken today by whoever takes it."""
        sight = self.desk.sight
        line = None if sight is None else self._next(sight)
        if line is not None:
            self._take(line)

    def _take(self, line: ChainLine) -> None:
        if line.proposed is not None and not self.desk.locked:
            done = self.desk.do(topics.record_step, line.step, by=line.proposed, on=self.desk.shell.today)
            done.then(lambda _: self.desk.shell.note(f"已登记：{line.called}（Ctrl+Z 撤销）"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """T on a line: the step was taken today, by whoever takes it."""
        rows = ((told, self.steps.row(told.key)) for told in self.steps.lines)
        told = next((told for told, row in rows if row is not None and row.hasFocus()), None)
        if event.key() == Qt.Key.Key_T and not event.modifiers() and told is not None and told.record is None:
            self._take(told.about)
        else:
            super().keyPressEvent(event)

    def locate(self, code: str) -> bool:
        """Go to the step, or to the form that is signed."""
        if code in {"topic.form_missing", "form"}:
            self._signer.setFocus()
            return True
        lines = self.steps.lines
        if not lines:
            return False
        step = code.partition("step.")[2]
        wanted = [told for told in lines if told.about.step == step]
        wanted += [told for told in lines if told.badge is not None and told.badge[1] == "violation"]
        wanted += [told for told in lines if told.record is None or told.record.by is None]
        told = (wanted or [*lines])[0]
        if code == "topic.step_order":
            told = next((one for one in lines if one.record is not None), lines[0])
        self.steps.turn(told.key, "on" if code == "topic.step_order" else "by")
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.steps.leave()
        self.autosave.flush()
