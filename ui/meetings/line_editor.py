"""What can be told of one line of the list: times, the topics somebody was out for, a leave, who came instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from secretariat.domain.facts import Leave, Recusal
from secretariat.domain.leave_requests import current
from secretariat.domain.list_difference import PARTS
from secretariat.domain.states import Presence, RecusalReason
from ui.autosave import Autosave
from ui.meetings.attendance_model import RECUSALS
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, clear, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.esc import TakesEsc
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from secretariat.domain.facts import Attendance, Dossier, Topic
    from ui.operations import Operation, Operations

_OUT: Final = "out"
_HOW: Final = {_OUT: "不在场", **{reason.value: word for reason, word in RECUSALS.items()}}
_TIME_WIDTH: Final = 7
_DAY_WIDTH: Final = 12.5
_PERSON_WIDTH: Final = 7
"""In characters."""


class LineEditor(TakesEsc, QWidget):
    """The fields of one person's line.

    ``attendance`` and ``leave`` ask to record values (a dict); ``part`` and ``status`` to change them; ``edit`` and
    ``remove`` to edit the person or to take him off the list. ``grown`` tells that it needs more or less room.
    """

    attendance = Signal(object, object)
    leave = Signal(object, object)
    part = Signal(str)
    status = Signal(object)
    edit = Signal()
    remove = Signal()
    grown = Signal()
    closed = Signal()

    def __init__(
        self,
        person: str,
        operations: Operations,
        save_leave: Callable[[dict[str, Any]], Operation[Any]],
        *,
        today: dt.date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("roster-line")
        self.setAccessibleName("出席情况")
        self.person = person
        self._shown: tuple[object, ...] = ()
        self._notes: dict[int, Recusal] = {}
        self._saves = Autosave(operations, save_leave, self)
        self._make_head()
        self._make_times()
        self._make_topics()
        self._make_leave(today)
        links = row(
            button(
                "编辑人员…", "line-edit-person", role="link", hint="编辑姓名、职务、分管（E）", clicked=self.edit.emit
            ),
            button("移出名单", "line-remove", role="link", hint="移出名单（Delete）", clicked=self.remove.emit),
            None,
            button("收起", "line-close", role="link", hint="收起（Esc）", clicked=self.closed.emit),
            gap=S,
        )
        column(self._head, self._times, self._topics, self._leave, links, gap=S, into=self).setContentsMargins(
            XS + 22, XS, S, S
        )

    # --- making

    def _make_head(self) -> None:
        words = {Presence.PRESENT: "到会", Presence.LEAVE: "请假", Presence.ABSENT: "缺席"}
        self._status = Segmented("line-status", "到会情况", [(key.value, word) for key, word in words.items()])
        self._status.chosen.connect(lambda key: self.status.emit(Presence(key)))
        self._part = Segmented("line-part", "类别", [(key.value, word) for key, word in PARTS.items()])
        self._part.chosen.connect(self.part.emit)
        flow = FlowLayout(gap=S)
        flow.addWidget(self._status)
        flow.addWidget(self._part)
        self._head = box(flow)

    def _make_times(self) -> None:
        self.arrived = TimeField("line-arrived", "到场时间")
        self.left = TimeField("line-left", "离场时间")
        self._arrived_field, self._left_field = Field("到场时间", self.arrived), Field("离场时间", self.left)
        for name, editor, shown in (
            ("arrived", self.arrived, self._arrived_field),
            ("left", self.left, self._left_field),
        ):
            set_width(editor, _TIME_WIDTH)
            editor.changed.connect(lambda value, name=name, shown=shown: self._record({name: value}, shown))
            editor.problem_changed.connect(lambda _: self.grown.emit())
        self._times = box(row(self._arrived_field, self._left_field, None, gap=M))

    def _make_topics(self) -> None:
        self._topic_flow = FlowLayout(gap=S)
        self._boxes: dict[int, tuple[QCheckBox, QComboBox]] = {}
        self._topics = box(column(label("以下议题不在场", "label", wrap=False), self._topic_flow, gap=4))
        self._topic_numbers: tuple[tuple[int, str], ...] = ()

    def _make_leave(self, today: dt.date) -> None:
        self.reason = named(QLineEdit(), "line-leave-reason", "请假事由")
        self.reason.setPlaceholderText("如 赴省参加培训")
        set_width(self.reason, 16)
        self.approver = PersonPicker("line-leave-approver", "批准人")
        self.asked_on = DateField("line-leave-asked-on", "请假日期", today=today)
        self.approved_on = DateField("line-leave-approved-on", "批准日期", today=today)
        self.substitute = PersonPicker("line-substitute", "代会人")
        self.reason.textEdited.connect(lambda text: self._saves.note("reason", text.strip() or None))
        self.reason.editingFinished.connect(self._saves.flush)
        self._approver_field = Field("批准人", self.approver)
        self.approver.picked.connect(lambda who: self._record_leave({"approved_by": who}, self._approver_field))
        self._asked_field = Field("请假日期", self.asked_on)
        self.asked_on.changed.connect(lambda day: self._record_leave({"asked_on": day}, self._asked_field))
        self._approved_field = Field("批准日期", self.approved_on)
        self.approved_on.changed.connect(lambda day: self._record_leave({"approved_on": day}, self._approved_field))
        self._substitute_field = Field("代会人", self.substitute)
        self.substitute.picked.connect(lambda who: self._record({"substitute": who}, self._substitute_field))
        for editor, width in (
            (self.approver, _PERSON_WIDTH),
            (self.substitute, _PERSON_WIDTH),
            (self.asked_on, _DAY_WIDTH),
            (self.approved_on, _DAY_WIDTH),
        ):
            set_width(editor, width)
            editor.problem_changed.connect(lambda _: self.grown.emit())
        self._reason_field = Field("请假事由", self.reason)
        flow = FlowLayout(gap=M)
        for made in (
            self._reason_field,
            self._approver_field,
            self._asked_field,
            self._approved_field,
            self._substitute_field,
        ):
            flow.addWidget(made)
        self._leave = box(flow)

    # --- showing

    def show_line(self, dossier: Dossier, line: Attendance) -> None:
        """Show a line; a field that somebody is typing in stays as it is."""
        leave = current(dossier, self.person) or Leave(person=self.person)
        shown = (line, leave, dossier.people, tuple((topic.no, topic.title) for topic in dossier.topics))
        if shown == self._shown:
            return
        self._shown = shown
        self._status.set_value(line.status.value)
        self._part.set_value(line.as_.value)
        choices = [PersonChoice(one.id, one.name, one.title or "") for one in dossier.people if one.id != self.person]
        for picker in (self.approver, self.substitute):
            if not picker.hasFocus():
                picker.set_people(choices)
        self._show_values(line, leave)
        self._show_topics(dossier.topics, line)
        self._show_fitting(line, dossier.topics)
        self.grown.emit()

    def _show_values(self, line: Attendance, leave: Leave) -> None:
        for moment, at in ((self.arrived, line.arrived), (self.left, line.left)):
            if not _busy(moment):
                moment.set_value(at)
        for day, on in ((self.asked_on, leave.asked_on), (self.approved_on, leave.approved_on)):
            if not _busy(day):
                day.set_value(on)
        for picker, who in ((self.approver, leave.approved_by), (self.substitute, line.substitute)):
            if not _busy(picker):
                picker.set_value(who)
        if not self.reason.hasFocus() and "reason" not in self._saves.unsaved:
            self.reason.setText(leave.reason or "")

    def _show_fitting(self, line: Attendance, topics: tuple[Topic, ...]) -> None:
        """Show the fields that say something of somebody in that state."""
        present = line.status is Presence.PRESENT
        self._times.setVisible(present)
        self._topics.setVisible(present and bool(topics))
        self._leave.setVisible(not present)
        for made in (self._reason_field, self._approver_field, self._asked_field, self._approved_field):
            made.setVisible(line.status is Presence.LEAVE)

    def _show_topics(self, topics: Iterable[Topic], line: Attendance) -> None:
        numbers = tuple((topic.no, topic.title) for topic in topics)
        if numbers != self._topic_numbers:
            self._topic_numbers = numbers
            clear(self._topic_flow)
            self._boxes = {}
            for number, title in numbers:
                self._topic_flow.addWidget(self._topic(number, title))
        self._notes = {recusal.topic: recusal for recusal in line.recusals}
        for number, (check, how) in self._boxes.items():
            out = number in line.out_for
            check.setChecked(out)
            how.setVisible(out)
            recusal = self._notes.get(number)
            how.setCurrentIndex(list(_HOW).index(_OUT if recusal is None else recusal.reason.value))

    def _topic(self, number: int, title: str) -> QWidget:
        check = named(QCheckBox(f"议题{number}"), f"line-out-{number}", f"议题{number}不在场")
        check.setToolTip(title)
        how = named(QComboBox(), f"line-out-how-{number}", f"议题{number}不在场的原因")
        how.addItems(list(_HOW.values()))
        how.hide()
        check.clicked.connect(self._record_topics)
        how.activated.connect(self._record_topics)
        self._boxes[number] = (check, how)
        return box(row(check, how, gap=XS))

    # --- recording

    def _record(self, values: dict[str, Any], shown: Field | None) -> None:
        self.attendance.emit(values, shown)

    def _record_leave(self, values: dict[str, Any], shown: Field) -> None:
        self.leave.emit(values, shown)

    def _record_topics(self) -> None:
        out = tuple(number for number, (check, _) in self._boxes.items() if check.isChecked())
        recusals = []
        for number in out:
            how = list(_HOW)[self._boxes[number][1].currentIndex()]
            if how != _OUT:
                before = self._notes.get(number)
                note = None if before is None else before.note
                recusals.append(Recusal(topic=number, reason=RecusalReason(how), note=note))
        for check, how_box in self._boxes.values():
            how_box.setVisible(check.isChecked())
        self._record({"out_for": out, "recusals": tuple(recusals)}, None)

    def flush(self) -> None:
        """Save what waits for a pause."""
        self._saves.flush()

    # --- places

    def go_to_time(self) -> None:
        """Type when he came."""
        self._go(self.arrived)
        self.arrived.selectAll()

    def go_to_topics(self) -> None:
        """Choose the topics."""
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self._go(first[0])

    def go_to_leave(self) -> None:
        """Type why he asks for leave."""
        self._go(self.reason)

    def _go(self, editor: QWidget) -> None:
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Leave it."""
        self.closed.emit()

    def take_enter(self) -> bool:
        """Go back to the list, from a field in which nothing is wrong."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit) and not getattr(focused, "problem", ""):
            self.flush()
            self.closed.emit()
        return True


def _busy(field: TimeField | DateField | PersonPicker) -> bool:
    """Whether somebody is typing in a field, or has left something there that he must mend."""
    return field.hasFocus() or bool(field.problem)
