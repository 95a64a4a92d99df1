"""One topic in full: what it is, who brings it, and what was decided on it. Saved as one goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from secretariat.domain.facts import Decision, Department
from secretariat.domain.labels import TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.people_editing import unit_kind
from secretariat.services import meetings
from ui.meetings.form import FittingForm
from ui.meetings.phrases import PHRASES, phrases
from ui.meetings.sheet import GrowingText, Sheet
from ui.meetings.units import UnitChips, UnitPicker
from ui.meetings.words import OUTCOMES
from ui.operations import Autosave
from ui.theme import XS, XXS, M
from ui.widgets.basics import box, button, column, named
from ui.widgets.card import Card, Field
from ui.widgets.choices import FlowLayout
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

_TOPIC, _DECISION = "topic", "decision"
_PEOPLE = ("reporter", "proposed_by")
_UNITS = ("concerns", "responsible", "assisting")


def save_topics(database: Database, actor: Actor, meeting_id: int, edits: dict[tuple[int, str], dict[str, Any]]) -> int:
    """Write what was edited of topics and their decisions, each record as one act."""
    for (no, of), values in edits.items():
        act = meetings.edit_topic if of == _TOPIC else meetings.record_decision
        act(database, actor, meeting_id, no, **values)
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
        self._phrases: list[QPushButton] = []
        self._texts: tuple[str, ...] = ()

    def build(self) -> Iterator[None]:
        """Make the fields, card by card."""
        topic = self._topic_card()
        yield
        column(topic, self._decision_card(), None, gap=M, into=self)

    # --- the fields

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
        form.add(self._several(sheet, "concerns", "涉及部门"), span=2)
        form.add(self._flag_field(), span=2)
        return Card("议题").add(form)

    def _decision_card(self) -> Card:
        sheet, form = self._decision, FittingForm(2)
        form.add(sheet.choice("outcome", "审议结果", OUTCOMES, none="未记录"))
        form.add(sheet.day("due", "完成期限", today=self._desk.shell.today))
        text = sheet.text("text", "议定事项", lines=5, placeholder="输入会议议定的内容，或用下面的常用语")
        form.add(text, span=2)
        form.add(self._make_phrases(), span=2)
        form.add(self._several(sheet, "responsible", "责任单位"))
        form.add(self._several(sheet, "assisting", "配合单位"))
        self._text = text.editor
        return Card("议定事项").add(form)

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
        unsaved = self.autosave.unsaved
        self._topic.show_record(topic, keep=_kept(unsaved, no, _TOPIC))
        self._decision.show_record(topic.decision or Decision(), keep=_kept(unsaved, no, _DECISION))
        for sheet in (self._topic, self._decision):
            sheet.bar(barred=view.locked)
        self._show_phrases(view, no)

    def _show_choices(self, view: MeetingView) -> None:
        people = [PersonChoice(one.id, one.name, one.title or "") for one in view.dossier.people]
        for name in _PEOPLE:
            editor = _editor(self._topic.field(name))
            if isinstance(editor, PersonPicker) and not (editor.hasFocus() and editor.isModified()):
                editor.set_people(people)
        for unit in self._units:
            unit.set_units(view.dossier.departments)
        due = _editor(self._decision.field("due"))
        if isinstance(due, DateField):
            due.today = view.dossier.meeting.date

    def _make_phrases(self) -> QWidget:
        flow = FlowLayout(gap=XS)
        for number in range(1, PHRASES + 1):
            made = button(
                "", f"phrase-{number}", role="quiet", icon="add", clicked=partial(self._insert_phrase, number)
            )
            QShortcut(QKeySequence(f"Ctrl+{number}"), made).activated.connect(made.click)
            self._phrases.append(made)
            flow.addWidget(made)
        return box(flow)

    def _show_phrases(self, view: MeetingView, no: int) -> None:
        topic = next(topic for topic in view.dossier.topics if topic.no == no)
        self._texts = tuple(phrase.text for phrase in phrases(view, topic))
        for number, (made, phrase) in enumerate(zip(self._phrases, phrases(view, topic), strict=True), 1):
            made.setVisible(not view.locked)
            if made.text() != phrase.label:
                made.setText(phrase.label)
                made.setAccessibleName(f"插入常用语：{phrase.label}")
            made.setToolTip(f"{phrase.text}（Ctrl+{number}）")

    def _insert_phrase(self, number: int) -> None:
        self.insert(self._texts[number - 1])

    def insert(self, text: str) -> None:
        """Put a phrase where the cursor is in the decision, or at its end."""
        editor = self._text
        if isinstance(editor, GrowingText):
            if not editor.hasFocus() and not editor.textCursor().hasSelection():
                editor.moveCursor(editor.textCursor().MoveOperation.End)
            editor.insertPlainText(text)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, name: str) -> None:
        """Go to a field: ``title``, or one of the decision's."""
        sheet = self._decision if name in {"text", "outcome", "responsible", "due"} else self._topic
        sheet.field(name).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving

    def _note(self, of: str, name: str, value: object) -> None:
        if of == _TOPIC and name == "title" and not value:
            self._topic.show_problem(["title"], "请填写议题标题")
            return
        if of == _TOPIC and name == "title":
            self._topic.show_problem(["title"], "")
            value = " ".join(str(value).split())
        self.autosave.note(f"{self.no}.{of}.{name}", value)

    def _save(self, edited: dict[str, Any]) -> Operation[int]:
        edits: dict[tuple[int, str], dict[str, Any]] = {}
        for key, value in edited.items():
            no, of, name = key.split(".")
            edits.setdefault((int(no), of), {})[name] = value
        return self._desk.act(save_topics, edits)

    def _add_unit(self, name: str) -> None:
        unit = Department(id=name, name=name, kind=unit_kind(name))
        view = self._desk.view
        if view is not None:
            for field in self._units:
                field.set_units((*view.dossier.departments, unit))
        self._desk.act(meetings.add_department, unit)


def _kept(unsaved: Iterable[str], no: int, of: str) -> set[str]:
    return {name for number, kind, name in (key.split(".") for key in unsaved) if number == str(no) and kind == of}


def _editor(field: QWidget) -> QWidget:
    return field.editor if isinstance(field, Field) else field
