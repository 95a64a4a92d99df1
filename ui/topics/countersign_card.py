"""会签: department by department who was asked when, by when the reply is due, what it said and on what grounds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Countersign
from secretariat.domain.states import Opinion
from secretariat.domain.topic_editing import answered, latest_round, round_of
from secretariat.services import topics
from secretariat.services.topic_view import case_of, reply_due
from ui.meetings.form import FittingForm
from ui.meetings.units import UnitChips
from ui.minutes.sign_off_dialogs import ActDialog
from ui.topics.cards import TopicCard, name_of, people_of, set_people, unit_of
from ui.topics.files import FileLine
from ui.topics.lines import RecordForm, RecordList, Told
from ui.topics.words import OPINIONS, STANDS, left_text
from ui.widgets.basics import button, label
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.facts import Dossier
    from secretariat.services.reference import Reference
    from secretariat.services.topic_sight import CountersignLine, TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


def due_of(
    dossier: Dossier, reference: Reference, asked_on: dt.date, today: dt.date, *, proposal: bool
) -> dt.date | None:
    """By when a department that is asked on a day has to reply by the rule."""
    last = reply_due(case_of(dossier, reference, today=today, proposal=proposal), asked_on)
    return None if last is None else last.day


class CountersignForm(RecordForm):
    """What a department was asked and answered."""

    def __init__(self, desk: TopicDesk, files: TopicFiles, told: Told) -> None:
        super().__init__(desk, f"topic-countersign-{told.key}", told)
        self._files = files

    def make(self) -> None:
        """Make the fields."""
        today, form = self.desk.shell.today, FittingForm(3)
        form.add(self.sheet.choice("opinion", "意见", OPINIONS, none="未登记"))
        form.add(self.sheet.day("replied_on", "回复日期", today=today))
        form.add(self.sheet.person("signed_by", "签字人", hint="单位主要负责人"))
        form.add(self.sheet.text("grounds", "理由、依据（不同意的须写明）", lines=1), span=3)
        form.add(self.sheet.day("asked_on", "送签日期", today=today))
        form.add(self.sheet.day("due_on", "回复期限", today=today))
        self.content.addWidget(form)
        self.form = FileLine(self.name, "会签单扫描件", self._files, self._attach, self._detach)
        self.content.addWidget(self.form)

    def empty(self) -> Countersign:
        """A department that was not asked yet."""
        return Countersign(department=self.told.about.department)

    def fill(self) -> None:
        """The department's own people first."""
        dossier = self.desk.dossier
        field = self.sheet.field("signed_by")
        if dossier is not None and isinstance(field, Field):
            set_people(field.editor, people_of(dossier, [self.told.about.department]))
        self.form.setVisible(self.record is not None)
        if self.record is not None:
            self.form.show_file(self.record.form, locked=self.desk.locked)

    def write(self, record: Countersign | None, values: dict[str, Any]) -> Operation[Any]:
        """Record the answer; a department that was not asked yet is asked by that."""
        if record is None:
            unit = self.told.about.department
            asked_on = values.get("asked_on") or values.get("replied_on") or self.desk.shell.today
            more = {"due_on": values["due_on"]} if "due_on" in values else {}
            return self.desk.do(topics.ask_countersigns, (unit,), asked_on=asked_on, **more)
        if values.get("opinion") in {Opinion.AGREE, Opinion.DISAGREE} and record.replied_on is None:
            values.setdefault("replied_on", self.desk.shell.today)
        return self.desk.do(topics.change_countersign, record, **values)

    def _attach(self, path: Any) -> Operation[Any]:  # noqa: ANN401 (a path)
        app, desk = self.desk.app, self.desk
        act = topics.attach_countersign_form
        return desk.shell.operations.write(
            act, app.database, app.actor, desk.meeting_id, app.attachments, path, desk.no, self.record
        )

    def _detach(self) -> None:
        self.desk.do(topics.detach, self.record)


class AskDialog(ActDialog):
    """Which departments are asked, on which day, and by when they have to reply."""

    def __init__(self, parent: QWidget, desk: TopicDesk, units: tuple[str, ...], *, again: bool) -> None:
        title = "重新会签" if again else "送会签"
        text = "文稿修改后重新送签，以前各轮的意见保留在案。" if again else ""
        super().__init__(parent, "topic-ask", title, title, text=text, icon="sign")
        self._desk, self._again = desk, again
        self.units = UnitChips("topic-ask-units", "会签单位")
        dossier, topic = desk.dossier, desk.topic
        if dossier is not None and topic is not None:
            self.units.set_units([unit for unit in dossier.departments if unit.id != topic.sponsor])
        self.units.show_ids(units)
        self.units.picker.setToolTip("输入单位名称，回车选定；新单位请先在基本情况的“涉及部门”中添加")
        self._units_field = Field("会签单位", self.units)
        today = desk.shell.today
        self.asked = DateField("topic-ask-on", "送签日期", today=today, value=today)
        self.due = DateField("topic-ask-due", "回复期限", today=today)
        self._asked_field = Field("送签日期", self.asked)
        self._due_field = Field("回复期限", self.due)
        line = FittingForm(2)
        line.add(self._asked_field)
        line.add(self._due_field)
        self.body.addWidget(self._units_field)
        self.body.addWidget(line)
        self.asked.changed.connect(lambda _: self._reckon())
        self._reckon()
        self.finish()
        (self.go if units else self.units).setFocus()

    def _reckon(self) -> None:
        """Propose the day by which the rule has them reply."""
        sight, day = self._desk.sight, self.asked.value
        if sight is None or day is None:
            return
        today = self._desk.shell.today
        reading = self._desk.shell.operations.read_latest(
            ("topic-due", id(self)),
            due_of,
            sight.dossier,
            self._desk.app.reference,
            day,
            today,
            proposal=sight.proposal,
        )
        reading.then(self._propose).failed(lambda _: None)

    def _propose(self, due: dt.date | None) -> None:
        if not self.due.isModified():
            self.due.set_value(due)
        self._due_field.show_hint(
            "按工作规则推算，节假日和调休已计入" if due is not None else "规则没有规定，可自行约定"
        )
        self.fit()

    def act(self) -> Operation[Any] | None:
        """Ask them."""
        if not self.units.ids:
            self._units_field.show_problem("请至少选择一个单位")
            return None
        if self.asked.value is None:
            self._asked_field.show_problem(self.asked.problem or "请填写送签日期")
            return None
        service = topics.new_round if self._again else topics.ask_countersigns
        return self._desk.do(service, self.units.ids, asked_on=self.asked.value, due_on=self.due.value)


class CountersignCard(TopicCard):
    """The card 会签."""

    codes = (
        "countersign.missing",
        "countersign.no_reply",
        "countersign.unsigned",
        "countersign.not_agreed",
        "countersign.",
    )

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "会签")
        self._said = label("", "small")
        self.rows = RecordList(
            "topic-countersign",
            partial(CountersignForm, desk, files),
            none="没有涉及其他部门。涉及的，请在“基本情况”填写涉及部门，或直接送会签。",
            remove=lambda told: desk.do(topics.remove_countersign, told.record),
            hint="回车展开登记意见、签字人，Delete 删除登记",
        )
        self.ask = button("送会签…", "topic-ask-open", role="link", icon="sign", clicked=self.begin)
        self.again = button("重新会签…", "topic-round-open", role="link", icon="refresh", clicked=self.begin_again)
        self.acts.addWidget(self.ask)
        self.acts.addWidget(self.again)
        self.add(self._said, self.rows)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the departments, then the earlier rounds."""
        rounds = latest_round(sight.topic)
        self._said.setText("　".join(filter(None, (self._summary(sight), f"第{rounds}轮" if rounds > 1 else ""))))
        self._said.setVisible(bool(sight.countersigns))
        self.rows.show_lines(self._line(sight, line) for line in sight.countersigns)
        self.ask.setVisible(not sight.meeting.locked)
        self.again.setVisible(rounds > 0 and not sight.meeting.locked)

    def _summary(self, sight: TopicSight) -> str:
        lines = [line for line in sight.countersigns if line.current]
        done = sum(
            line.stand in {"agreed", "silent"} if sight.ruled else line.row is not None and answered(line.row)
            for line in lines
        )
        return f"涉及 {len(lines)} 个部门，已会签 {done} 个"

    def _line(self, sight: TopicSight, line: CountersignLine) -> Told:
        row, unit = line.row, unit_of(sight.dossier, line.department)
        if row is None:
            text, tone = STANDS["not_asked"]
            badge = (text, tone if sight.ruled else "info")
            return Told(key=f"{line.department}-0", record=None, said=unit, badge=badge, about=line)
        number = round_of(row)
        key = f"{line.department}-{number}-{sight.topic.countersigns.index(row)}"
        parts = []
        if row.asked_on is not None:
            parts.append(f"{write_date(row.asked_on)}送签")
        if row.replied_on is not None:
            parts.append(f"{write_date(row.replied_on)}回复")
        if row.signed_by is not None:
            parts.append(f"{name_of(sight.dossier, row.signed_by)}签字")
        if row.grounds:
            parts.append(f"理由：{row.grounds}")
        opinion = "" if row.opinion is None else OPINIONS[row.opinion]
        if not line.current:
            return Told(
                key=key,
                record=row,
                said=f"{unit}（第{number}轮）",
                small="　".join(parts),
                badge=(opinion or "无意见", "info"),
                about=line,
            )
        text, tone = STANDS.get(line.stand, (opinion or "已送签", "info"))
        if line.left is not None and line.stand == "waiting":
            text, tone = f"{text}，{left_text(line.left)}", "violation" if line.left < 0 else tone
        return Told(key=key, record=row, said=unit, small="　".join(parts), badge=(text, tone), about=line)

    # --- acts

    def begin(self) -> None:
        """Ask the departments that were not asked yet."""
        sight = self.desk.sight
        if sight is not None and not self.desk.locked:
            unasked = (line for line in sight.countersigns if line.row is None or line.stand == "not_asked")
            units = tuple(line.department for line in unasked)
            AskDialog(self.window(), self.desk, units, again=False)

    def begin_again(self) -> None:
        """Ask once more, those who were asked in the last round."""
        sight = self.desk.sight
        if sight is not None and not self.desk.locked:
            last = latest_round(sight.topic)
            units = tuple(row.department for row in sight.topic.countersigns if round_of(row) == last)
            AskDialog(self.window(), self.desk, units, again=True)

    def locate(self, code: str) -> bool:
        """Go to the department that the finding is about."""
        unit = code.partition("countersign.")[2]
        lines = self.rows.lines
        stands = {"missing": "not_asked", "no_reply": "waiting", "unsigned": "unsigned", "not_agreed": "against"}
        told = next((one for one in lines if one.about.department == unit), None)
        if told is None:
            told = next((one for one in lines if one.about.stand == stands.get(unit)), None)
        if told is None:
            self.ask.setFocus()
        elif told.record is None:
            row = self.rows.row(told.key)
            if row is not None:
                row.setFocus()
        else:
            self.rows.turn(told.key, "signed_by" if unit == "unsigned" else "opinion")
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.rows.leave()
