"""One person: name, title, reading, posts, charges and pairs with their history. Saved as one goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.domain.organisation import Holding, Person
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.organisation import OrganisationFaultError, SatInMeetingsError
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Sheet
from ui.organisation.desk import while_there
from ui.organisation.end_line import EndLine
from ui.organisation.person_spans import ChargeList, HoldingForm, PairList, PostList
from ui.organisation.readings import ReadingChoices
from ui.organisation.side_form import SideForm
from ui.organisation.spans import faults_at
from ui.theme import M
from ui.widgets.basics import box, button, label, row
from ui.widgets.card import Field

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from secretariat.errors import UserError
    from ui.operations import Operation
    from ui.organisation.desk import Done, OrganisationDesk
    from ui.organisation.spans import SpanList

_PREFIX: Final = "org-person"
_READING: Final = "pinyin_correction"


def person_fields(sheet: Sheet) -> FittingForm:
    """The fields that say who somebody is, in the order in which they are filled in."""
    form = FittingForm(3)
    form.add(sheet.line("name", "姓名", needed=True))
    form.add(sheet.line("distinction", "区分（同名时）", placeholder="如 财政局、女"))
    form.add(sheet.line("phone", "电话", placeholder="有几个的用顿号隔开"))
    form.add(sheet.line("title", "职务称谓", placeholder="文件上如何印，如 区委常委、副区长"), span=2)
    return form


class PersonForm(SideForm):
    """The card of somebody who is there."""

    def __init__(self, desk: OrganisationDesk, key: int) -> None:
        person = desk.person(key) or Person(key=key, name="")
        super().__init__("person-form", person.name)
        self.desk, self.key = desk, key
        self.saves = Autosave(desk.shell.operations, self._save, self)
        self.sheet = Sheet(_PREFIX, self)
        self.sheet.edited.connect(self.saves.note)
        fields = person_fields(self.sheet)
        fields.add(self.sheet.line(_READING, "读音", placeholder="每个字一个音节，中间空格"))
        self._member = self.sheet.check("cpc_member", "中共党员")
        self.readings = ReadingChoices(f"{_PREFIX}-readings", desk.shell)
        self.readings.hide()
        self.readings.chosen.connect(self._choose_reading)
        more = button("其他读音…", f"{_PREFIX}-other-readings", role="link", clicked=self._ask_readings)
        more.setToolTip("多音字的姓和名，如 单、仇、区；检索按改正后的读音")
        self.lists: dict[str, SpanList[Any]] = {
            made.part: made for made in (PostList(desk, key), ChargeList(desk, key), PairList(desk, key))
        }
        self.end = EndLine(desk.shell.today)
        self.end.chosen.connect(self._end_all)
        self.acts.addWidget(button("结束全部任职…", "person-end", role="link", clicked=self.end.ask))
        self.acts.addWidget(button("删除", "person-delete", role="link", icon="delete", clicked=self.delete))
        beside = box(row(self._member, None, more))
        for part in (self.end, fields, beside, self.readings, *self.lists.values()):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.inside.setSpacing(M)
        self.show_person()

    def show_person(self) -> None:
        """Show the person as he was last read; what is being typed stays."""
        person = self.desk.person(self.key)
        if person is None:
            return
        view = self.desk.sight.view
        line = next((line for line in (() if view is None else view.lines) if line.key == self.key), None)
        self.heading.setText(person.name if line is None else f"{line.number}　{line.called}")
        # The reading as it stands; what is typed over it is its correction.
        shown = replace(person, pinyin_correction=person.pinyin)
        self.sheet.show_record(shown, keep=tuple(self.saves.unsaved))
        for made in self.lists.values():
            made.show_items()

    def first_focus(self) -> None:
        """Begin at the name."""
        self._line("name").setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, part: str, key: int, field: str) -> None:
        """Go to the field of a row that a fault or a doubt names."""
        if part in self.lists:
            self.lists[part].turn(key, field)
        else:
            self._line(field if field in {"name", "distinction", "title"} else "name").setFocus()

    def flush(self) -> None:
        """Save what waits for a pause in typing; say what can't be."""
        self.saves.flush()
        if self.saves.problem is not None:
            self.desk.shell.note(f"{self.heading.text()}的修改没有保存：{self.saves.problem}", tone="violation")
            self.saves.discard()

    # --- saving

    def _save(self, values: dict[str, Any]) -> Operation[Done[None]]:
        person = self.desk.person(self.key)
        version = 0 if person is None else person.version
        saving = self.desk.act("", acts.edit_person, self.key, version=version, **values)
        saving.then(while_there(self, lambda _: self._clear(values)))
        return saving.failed(while_there(self, lambda error: self._refused(error, values), else_=self.desk.refuse))

    def _clear(self, values: Mapping[str, Any]) -> None:
        self.sheet.show_problem((*values, "distinction"), "")

    def _refused(self, error: UserError, values: Mapping[str, Any]) -> None:
        if isinstance(error, ChangedElsewhereError | NotPermittedError):
            self.saves.discard()
            self.desk.refuse(error)
            return
        edited = _READING if "读音" in error.message and _READING in values else next(iter(values))
        for field, text in faults_at(error, "person", self.key, edited).items():
            self.sheet.show_problem((field,), text)

    # --- the reading

    def _ask_readings(self) -> None:
        self.readings.ask(self._line("name").text().strip(), self._line(_READING).text())

    def _choose_reading(self, reading: str) -> None:
        self._line(_READING).setText(reading)
        self.saves.note(_READING, reading)
        self.saves.flush()

    def _line(self, name: str) -> QLineEdit:
        field = self.sheet.field(name)
        editor = field.editor if isinstance(field, Field) else None
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    # --- ending and deleting

    def delete(self) -> None:
        """Delete him; who sat in a meeting stays, and it is offered to end what he holds."""
        person = self.desk.person(self.key)
        if person is None:
            return
        self.saves.discard()
        gone = self.desk.act(f"已删除 {person.name}", acts.delete_person, self.key, version=person.version)
        gone.failed(self._not_deleted)

    def _not_deleted(self, error: UserError) -> None:
        if not isinstance(error, SatInMeetingsError):
            self.desk.refuse(error)
            return
        self.notice.show_notice(error.message, error.remedy, tone="warning")
        self.end.ask()

    def _end_all(self, day: dt.date) -> None:
        person = self.desk.person(self.key)
        if person is None:
            return
        said = f"已结束{person.name}的全部任职，过去的会议不受影响"
        ended = self.desk.act(said, acts.end_person, self.key, day, version=person.version)
        ended.then(self._ended).failed(self._not_ended)

    def _ended(self, _done: object) -> None:
        self.notice.close_notice()
        self.end.done()

    def _not_ended(self, error: UserError) -> None:
        if isinstance(error, OrganisationFaultError):
            self.end.say(str(error))
        else:
            self.desk.refuse(error)


class NewPersonForm(SideForm):
    """The card of somebody who is to be added, with the first post."""

    added = Signal(int)

    def __init__(self, desk: OrganisationDesk) -> None:
        super().__init__("new-person-form", "新增人员")
        self.desk = desk
        self._values: dict[str, Any] = {}
        self.sheet = Sheet("new-person", self)
        self.sheet.edited.connect(self._note)
        self.post = HoldingForm(desk, "new-person-post")
        self.post.be_within()
        member = self.sheet.check("cpc_member", "中共党员")
        self.inside.addWidget(person_fields(self.sheet))
        self.inside.addWidget(member)
        self.inside.addWidget(label("任职（可以以后再填；任职日期空白为一直任职）", "label"))
        self.inside.addWidget(self.post)
        self.inside.addStretch(1)

    def first_focus(self) -> None:
        """Begin at the name."""
        self._field("name").setFocus()

    def _field(self, name: str) -> QWidget:
        return self.sheet.field(name)

    def _note(self, name: str, value: object) -> None:
        self._values[name] = value
        self.sheet.show_problem((name, "distinction"), "")

    def add(self) -> None:
        """Add him, if there is a name and the post is whole; else say what is missing, at its field."""
        self.setFocus()  # so that the field being typed in is read
        post = self.post.values()
        begun = any(value is not None for value in post.values())
        missing = self.post.missing() if begun else None
        if not self._values.get("name"):
            self.sheet.show_problem(("name",), "请填写姓名")
            self.first_focus()
        elif unread := self.post.unread:
            self.post.go_to(unread)
        elif missing is not None:
            self.post.say({missing[0]: missing[1]})
            self.post.go_to(missing[0])
        else:
            posts = (Holding(key=0, **post),) if begun else ()
            person = Person(key=0, posts=posts, **self._values)
            said = f"已新增 {person.name}"
            adding = self.desk.act(said, acts.add_person, person, today=self.desk.shell.today)
            adding.then(self._added).failed(self._refused)

    def _added(self, done: Done[int]) -> None:
        self.added.emit(done.given)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, NotPermittedError):
            self.desk.refuse(error)
            return
        if isinstance(error, OrganisationFaultError) and error.faults[0].part == "holding":
            said = faults_at(error, "holding", None, "from_")
            self.post.say(said)
            self.post.go_to(next(iter(said)))
            return
        said = faults_at(error, "person", None, "name")
        for field, text in said.items():
            self.sheet.show_problem((field,), text)
        self._field(next(iter(said))).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter adds."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)
