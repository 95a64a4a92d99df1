"""One topic in full: what it is, who brings it, and what was decided on it. Saved as one goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from secretariat.domain.decision_editing import due_after
from secretariat.domain.decision_phrases import PHRASES
from secretariat.domain.facts import Decision, Department
from secretariat.domain.labels import TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.people_editing import unit_kind
from secretariat.errors import UserError
from secretariat.services import decisions, meetings
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.phrases import phrases
from ui.meetings.sheet import Choice, GrowingText, Sheet
from ui.meetings.units import UnitChips, UnitPicker
from ui.meetings.words import OUTCOMES
from ui.theme import XS, XXS, M
from ui.widgets.basics import box, button, column, named
from ui.widgets.card import Card, Field
from ui.widgets.choices import FlowLayout
from ui.widgets.date_field import DateField
from ui.widgets.date_text import write_date
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.domain.decision_phrases import Phrase
    from secretariat.domain.facts import Topic
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from secretariat.services.reference import Reference
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

_TOPIC, _DECISION = "topic", "decision"
_OF_DECISION = frozenset({"text", "outcome", "responsible", "assisting", "due", "due_days", "leader", "chair_said"})
_KEYS = 9
"""Phrases that have a key: Ctrl with a figure."""


def save_topics(
    database: Database,
    actor: Actor,
    meeting_id: int,
    reference: Reference,
    edits: dict[tuple[int, str], dict[str, Any]],
) -> int:
    """Write what was edited of topics and their decisions, each record as one act."""
    for (no, of), values in edits.items():
        if of == _TOPIC:
            meetings.edit_topic(database, actor, meeting_id, no, **values)
        else:
            decisions.record_decision(database, actor, meeting_id, no, calendar=reference.calendar, **values)
    return meeting_id


class TopicDetails(QWidget):
    """The fields of the topic chosen in the list."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self.no = 0
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        self._topic = Sheet("topic", self)
        self._decision = Sheet("decision", self)
        self._topic.edited.connect(lambda name, value: self._note(_TOPIC, name, value))
        self._decision.edited.connect(lambda name, value: self._note(_DECISION, name, value))
        self._flags: dict[str, QCheckBox] = {}
        self._units: list[UnitPicker | UnitChips] = []
        self._several_units: dict[str, UnitChips] = {}
        self._phrases: list[QPushButton] = []
        self._said: tuple[Phrase, ...] = ()

    def build(self) -> Iterator[None]:
        """Make the fields, card by card."""
        yield from self._make_cards()
        column(self.topic_card, self.decision_card, None, gap=M, into=self)

    # --- the fields

    def _make_cards(self) -> Iterator[None]:
        """Both cards, in so many turns that nobody notices."""
        self.topic_card = self._topic_card()
        yield
        form = FittingForm(2)
        self._decision_fields(form)
        yield
        self._carrying_out(form)
        self.decision_card = Card("议定事项").add(form)

    def _topic_card(self) -> Card:
        sheet, form = self._topic, FittingForm(2)
        title = sheet.text("title", "标题", lines=1, one_line=True)
        form.add(title, span=2)
        form.add(sheet.choice("type", "议题类型", TOPIC_TYPES, none="未定"))
        form.add(self._unit(sheet, "sponsor", "提报单位"))
        form.add(sheet.person("reporter", "汇报人"))
        form.add(sheet.person("proposed_by", "提请人"))
        form.add(sheet.number("report_minutes", "汇报时长（分钟）"))
        form.add(sheet.number("task", "对应主要任务（序号）"))
        form.add(sheet.day("registered_on", "登记（报备）日期", today=self._desk.shell.today))
        form.add(sheet.number("staff", "列席工作人员（人）"))
        form.add(self._several(sheet, "concerns", "涉及部门"), span=2)
        form.add(self._flag_field(), span=2)
        form.add(sheet.check("staff_consent", "增加列席工作人员已经批准"), span=2)
        return Card("议题").add(form)

    def _decision_fields(self, form: FittingForm) -> None:
        sheet = self._decision
        outcome = sheet.choice("outcome", "审议结果", OUTCOMES, none="未记录")
        form.add(outcome)
        form.add(sheet.person("leader", "负责领导"))
        text = sheet.text(
            "text", "议定事项", lines=5, placeholder="输入会议议定的内容，或用下面的常用语（Ctrl+1 至 9）"
        )
        form.add(text, span=2)
        form.add(self._make_phrases(), span=2)
        self._text, self._outcome = text.editor, outcome.editor

    def _carrying_out(self, form: FittingForm) -> None:
        sheet = self._decision
        form.add(self._several(sheet, "responsible", "责任单位"))
        form.add(self._several(sheet, "assisting", "配合单位"))
        form.add(sheet.day("due", "完成期限", today=self._desk.shell.today))
        form.add(sheet.number("due_days", "或会后多少个工作日内", placeholder="如 10"))
        form.add(sheet.text("chair_said", "主持人总结", lines=2), span=2)

    def _unit(self, sheet: Sheet, name: str, title: str) -> Field:
        picker = UnitPicker(f"topic-{name}", title)
        field = sheet.picker(name, Field(title, picker), picker)

        def add(unit: str) -> None:
            self._add_unit(unit)
            picker.set_value(unit)
            sheet.edited.emit(name, unit)

        picker.wanted.connect(add)
        self._units.append(picker)
        return field

    def _several(self, sheet: Sheet, name: str, title: str) -> Field:
        chips = UnitChips(f"topic-{name}", title)
        chips.changed.connect(lambda ids: sheet.edited.emit(name, ids))
        chips.wanted.connect(self._add_unit)
        field = Field(title, chips)
        sheet.other(name, field, chips.show_ids, chips.bar)
        self._units.append(chips)
        self._several_units[name] = chips
        return field

    def _flag_field(self) -> Field:
        held = named(FittingForm(2, gap=XXS), "topic-flags", "议题情形")
        for flag, words in TOPIC_FLAGS.items():
            made = named(QCheckBox(words), f"topic-flag-{flag}", words)
            made.clicked.connect(self._tell_flags)
            self._flags[flag] = made
            held.add(made)
        field = Field("情形", held)

        def bar(barred: bool) -> None:  # noqa: FBT001 (as Qt's setReadOnly)
            for made in self._flags.values():
                made.setEnabled(not barred)

        self._topic.other("flags", field, self._show_flags, bar)
        return field

    def _show_flags(self, flags: Iterable[str]) -> None:
        wanted = set(flags)
        for flag, made in self._flags.items():
            made.setChecked(flag in wanted)

    def _tell_flags(self) -> None:
        flags = tuple(flag for flag, made in self._flags.items() if made.isChecked())
        self._topic.edited.emit("flags", flags)

    # --- showing

    def show_topic(self, view: MeetingView, no: int) -> None:
        """Show a topic of the meeting."""
        topic = next(topic for topic in view.dossier.topics if topic.no == no)
        self.no = no
        self._show_choices(view)
        self._explain_task(view, topic)
        unsaved = self.autosave.unsaved
        self._topic.show_record(topic, keep=_kept(unsaved, no, _TOPIC))
        self._several_units["concerns"].leave_out(() if topic.sponsor is None else (topic.sponsor,))
        self._decision.show_record(topic.decision or Decision(), keep=_kept(unsaved, no, _DECISION))
        for sheet in (self._topic, self._decision):
            sheet.bar(barred=view.locked)
        self._explain_days(_days_of(unsaved, no, topic))
        self._show_phrases(view, topic)

    def _show_choices(self, view: MeetingView) -> None:
        people = [PersonChoice(one.id, one.name, one.title or "") for one in view.dossier.people]
        for sheet, name in ((self._topic, "reporter"), (self._topic, "proposed_by"), (self._decision, "leader")):
            editor = _editor(sheet.field(name))
            if isinstance(editor, PersonPicker) and not (editor.hasFocus() and editor.isModified()):
                editor.set_people(people)
        for unit in self._units:
            unit.set_units(view.dossier.departments)
        due = _editor(self._decision.field("due"))
        if isinstance(due, DateField):
            due.today = view.dossier.meeting.date

    def _explain_task(self, view: MeetingView, topic: Topic) -> None:
        """Say what the task of that number is."""
        rule = None if view.rulebook is None else view.rulebook.kinds.get(view.dossier.meeting.kind)
        tasks = () if rule is None else rule.tasks
        field = self._topic.field("task")
        if isinstance(field, Field):
            found = next((task.text for task in tasks if task.no == topic.task), "")
            missing = topic.task is not None and bool(tasks) and not found
            field.show_hint(f"规则列有第1至{max(task.no for task in tasks)}项任务" if missing else found)

    def _explain_days(self, days: int | None) -> None:
        """Say which day so many working days after the meeting make."""
        field, view = self._decision.field("due_days"), self._desk.view
        if not isinstance(field, Field) or view is None:
            return
        calendar, told = self._desk.app.reference.calendar, ""
        if days is not None:
            try:
                day = due_after(view.dossier, days, calendar)
            except UserError as error:
                field.show_problem(str(error))
                return
            missing = calendar.missing(view.dossier.meeting.date, day)
            unsure = f"（{missing[-1]}年放假安排未录入，按周一至周五推算）" if missing else ""
            told = f"至{write_date(day)}{unsure}"
        field.show_hint(told)

    def _make_phrases(self) -> QWidget:
        flow = FlowLayout(gap=XS)
        for number in range(1, PHRASES + 1):
            made = button(
                "", f"phrase-{number}", role="quiet", icon="add", clicked=partial(self._insert_phrase, number)
            )
            if number <= _KEYS:
                QShortcut(QKeySequence(f"Ctrl+{number}"), made).activated.connect(made.click)
            self._phrases.append(made)
            flow.addWidget(made)
        return box(flow)

    def _show_phrases(self, view: MeetingView, topic: Topic) -> None:
        self._said = phrases(view, topic)
        for number, (made, phrase) in enumerate(zip(self._phrases, self._said, strict=True), 1):
            made.setVisible(not view.locked)
            if made.text() != phrase.label:
                made.setText(phrase.label)
                made.setAccessibleName(f"插入常用语：{phrase.label}")
            made.setToolTip(f"{phrase.text}（Ctrl+{number}）" if number <= _KEYS else phrase.text)

    def _insert_phrase(self, number: int) -> None:
        """Put it in; the first sentence of a decision also states its outcome, where none is recorded."""
        phrase = self._said[number - 1]
        outcome = self._outcome
        first = isinstance(self._text, GrowingText) and not self._text.toPlainText().strip()
        if first and phrase.outcome is not None and isinstance(outcome, Choice) and outcome.value is None:
            outcome.set_value(phrase.outcome)
            self._decision.edited.emit("outcome", phrase.outcome)
        self.insert(phrase.text)

    def insert(self, text: str) -> None:
        """Put a phrase where the cursor is in the decision, or at its end."""
        editor = self._text
        if isinstance(editor, GrowingText):
            if not editor.hasFocus() and not editor.textCursor().hasSelection():
                editor.moveCursor(editor.textCursor().MoveOperation.End)
            editor.insertPlainText(text)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, name: str) -> None:
        """Go to a field: ``title``, or one of the decision's; of the flags to the first that is set."""
        sheet = self._decision if name in _OF_DECISION else self._topic
        field = _editor(sheet.field(name))
        if name == "flags":
            field = next((made for made in self._flags.values() if made.isChecked()), next(iter(self._flags.values())))
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving

    def _note(self, of: str, name: str, value: object) -> None:
        if of == _TOPIC and name == "title" and not value:
            self._topic.show_problem(["title"], "请填写议题标题")
            return
        if of == _TOPIC and name == "title":
            self._topic.show_problem(["title"], "")
            value = " ".join(str(value).split())
        self.autosave.note(f"{self.no}.{of}.{name}", value)
        if of == _DECISION and name == "due_days":
            self._explain_days(value if isinstance(value, int) else None)
        elif of == _DECISION and name == "due" and value is not None:
            self.autosave.note(f"{self.no}.{of}.due_days", None)  # a day that is named is no number of days
            self._explain_days(None)

    def _save(self, edited: dict[str, Any]) -> Operation[int]:
        edits: dict[tuple[int, str], dict[str, Any]] = {}
        for key, value in edited.items():
            no, of, name = key.split(".")
            edits.setdefault((int(no), of), {})[name] = value
        return self._desk.act(save_topics, self._desk.app.reference, edits)

    def _add_unit(self, name: str) -> None:
        unit = Department(id=name, name=name, kind=unit_kind(name))
        view = self._desk.view
        if view is not None:
            for field in self._units:
                field.set_units((*view.dossier.departments, unit))
        self._desk.act(meetings.add_department, unit)


def _kept(unsaved: Iterable[str], no: int, of: str) -> set[str]:
    return {name for number, kind, name in (key.split(".") for key in unsaved) if number == str(no) and kind == of}


def _days_of(unsaved: dict[str, Any], no: int, topic: Topic) -> int | None:
    """The working days as the field shows them."""
    decision = topic.decision or Decision()
    days: int | None = unsaved.get(f"{no}.{_DECISION}.due_days", decision.due_days)
    return days


def _editor(field: QWidget) -> QWidget:
    return field.editor if isinstance(field, Field) else field
