"""One entry in full: how and when somebody was told, by whom, who took the call, what he answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from secretariat.domain.facts import Notice
from secretariat.domain.notices import CHANNEL_NAMES, answer_reason
from secretariat.domain.people_editing import NewPerson
from secretariat.domain.person_line import read_line
from secretariat.domain.states import NoticeAnswer, NoticeChannel
from ui.meetings.attendance_strips import Strip
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import Dossier
    from secretariat.errors import UserError

_WAITING: Final = "waiting"
ANSWERS: Final = (
    (NoticeAnswer.ATTENDS.value, "参加"),
    (NoticeAnswer.LEAVE.value, "请假"),
    (NoticeAnswer.SUBSTITUTE.value, "代会"),
    (NoticeAnswer.NOT_REACHED.value, "未接通"),
    (_WAITING, "待回复"),
)


class SubstituteLine(PersonPicker):
    """Who comes instead: one of the meeting's people, or anybody typed in on one line (王强 副局长)."""

    def __init__(self, object_name: str) -> None:
        super().__init__(object_name, "代会人")
        self.setPlaceholderText("姓名，可接着写职务")
        self.setToolTip("输入姓名，从会议人员中选择；不在其中的，写姓名和职务：王强 副局长")

    def _settle(self) -> None:
        """Anybody will do; whoever bears the name of one person alone is he."""
        self._close()
        text = self.text().strip()
        shown = next((person for person, _ in self._people if person.id == self._value), None)
        if shown is not None and shown.name == text:
            return
        exact = [person for person, _ in self._people if person.name == text]
        self._value = exact[0].id if len(exact) == 1 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter takes the one marked while any is offered; then it is told, as in other fields."""
        plain = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if plain and not self._opened:
            self._settle()
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def newcomer(self) -> NewPerson | None:
        """Who was typed in; ``None`` where nobody was, or one of the meeting's people was picked."""
        self._settle()
        text = self.text().strip()
        if self._value is not None or not text:
            return None
        said = read_line(text)
        return NewPerson(name=said.name, title=f"{said.unit}{said.title}")


class EntryForm(Strip):
    """Asks for an entry; ``closed`` tells that it is left.

    ``saved`` tells the entry, the reason of a leave, and a substitute who was typed in.
    """

    saved = Signal(object, object, object)

    def __init__(self, *, today: dt.date) -> None:
        super().__init__("notice-form", "通知记录")
        self._entry = Notice(person="")
        self.heading = label("", "section")
        self.channel = Segmented("notice-channel", "方式", [(key.value, word) for key, word in CHANNEL_NAMES.items()])
        self.on = DateField("notice-on", "通知日期", today=today)
        self.at = TimeField("notice-at", "通知时间")
        self.caller = named(QLineEdit(), "notice-caller", "通知人")
        self.taken_by = named(QLineEdit(), "notice-taken-by", "接听人")
        self.answer = Segmented("notice-answer", "答复", ANSWERS)
        self.answer.chosen.connect(lambda _: self._fit())
        self.reason = named(QLineEdit(), "notice-reason", "请假事由")
        self.reason.setPlaceholderText("如 赴省参加会议")
        self.substitute = SubstituteLine("notice-substitute")
        self.note = named(QLineEdit(), "notice-note", "备注")
        for editor, width in (
            (self.on, 11),
            (self.at, 5),
            (self.caller, 6),
            (self.taken_by, 5),
            (self.reason, 15),
            (self.substitute, 15),
            (self.note, 9),
        ):
            set_width(editor, width)
        self._lay_out()

    def _lay_out(self) -> None:
        self._reason = Field("请假事由", self.reason)
        self._substitute = Field("代会人", self.substitute)
        self._answer = Field("答复", self.answer)
        self._on = Field("通知日期", self.on)
        self._at = Field("通知时间", self.at)
        answered, told = FlowLayout(gap=M), FlowLayout(gap=M)
        for made in (self._answer, self._reason, self._substitute, Field("备注", self.note)):
            answered.addWidget(made)
        for made in (
            Field("方式", self.channel),
            self._on,
            self._at,
            Field("通知人", self.caller),
            Field("接听人", self.taken_by),
        ):
            told.addWidget(made)
        self._problem = label("", "error")
        self._problem.hide()
        self.save = button("保存", "notice-save", role="primary", hint="保存（回车）", clicked=self._save)
        leave = button("取消", "notice-cancel", hint="取消（Esc）", clicked=self.closed.emit)
        self.substitute.returnPressed.connect(self._save)  # from other fields Enter comes here by itself
        acts = row(self._problem, None, leave, self.save, gap=XS)
        column(self.heading, box(answered), box(told), acts, None, gap=S, pad=(M, S), into=self)

    # --- showing

    def ask(
        self,
        dossier: Dossier,
        notice: Notice,
        *,
        heading: str,
        told_before: bool = False,
        whole: bool = False,
    ) -> None:
        """Show an entry to be filled in, or one that was ``told_before`` to be corrected.

        With ``whole`` it begins at the answer itself, and not at what belongs to that.
        """
        self._entry = notice
        self.heading.setText(heading)
        self.channel.set_value((notice.channel or NoticeChannel.PHONE).value)
        self.on.set_value(notice.on)
        self.at.set_value(notice.at)
        self.caller.setText(notice.caller or "")
        self.taken_by.setText(notice.taken_by or "")
        self.note.setText(notice.note or "")
        self.answer.set_value(_WAITING if notice.answer is None else notice.answer.value)
        told = told_before and notice.answer is NoticeAnswer.LEAVE
        self.reason.setText((answer_reason(dossier, notice.person) or "") if told else "")
        listed = {line.person for line in dossier.attendance}
        # Whoever is to be there himself is not offered; typed in all the same, he is refused with the reason.
        self.substitute.set_people(
            PersonChoice(person.id, person.name, person.title or "")
            for person in dossier.people
            if person.id not in listed or person.id == notice.substitute
        )
        self.substitute.set_value(notice.substitute)
        self.show_problem("")
        self._fit()
        chosen = next(made for made in self.answer.findChildren(QPushButton) if made.isChecked())
        of_answer = {NoticeAnswer.LEAVE: self.reason, NoticeAnswer.SUBSTITUTE: self.substitute}
        first = chosen if whole or notice.answer is None else of_answer.get(notice.answer, chosen)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        self._reason.setVisible(self.answer.value == NoticeAnswer.LEAVE)
        self._substitute.setVisible(self.answer.value == NoticeAnswer.SUBSTITUTE)

    def show_problem(self, text: str) -> None:
        """Say what is wrong."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_error(self, error: UserError) -> None:
        """Say what is wrong at the field of the answer, and go there."""
        field = {"leave": self._reason, "substitute": self._substitute}.get(self.answer.value or "")
        if field is None:
            self.show_problem(str(error))
        else:
            field.show_error(error)

    # --- saving

    def _save(self) -> None:
        for field in (self._on, self._at):
            if field.problem:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        for field in (self._reason, self._substitute):
            field.show_problem("")
        self.show_problem("")
        answer = None if self.answer.value == _WAITING else NoticeAnswer(self.answer.value or "")
        new = self.substitute.newcomer if answer is NoticeAnswer.SUBSTITUTE else None
        notice = replace(
            self._entry,
            channel=NoticeChannel(self.channel.value or NoticeChannel.PHONE),
            on=self.on.value,
            at=self.at.value,
            caller=self.caller.text().strip() or None,
            taken_by=self.taken_by.text().strip() or None,
            note=self.note.text().strip() or None,
            answer=answer,
            substitute=self.substitute.value if answer is NoticeAnswer.SUBSTITUTE else None,
        )
        reason = self.reason.text().strip() or None if answer is NoticeAnswer.LEAVE else None
        self.saved.emit(notice, reason, new)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter in a field saves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._save()
        else:
            super().keyPressEvent(event)
