"""One unit: name, kind, functions, from when to when, and who heads it. Saved as one goes; a new one is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from secretariat.domain.labels import DEPARTMENT_KINDS, ROLES
from secretariat.domain.organisation import Department
from secretariat.domain.people_editing import unit_kind
from secretariat.domain.states import DepartmentKind, DepartmentRole
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.organisation import SatInMeetingsError
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Sheet
from ui.organisation.desk import while_there
from ui.organisation.end_line import EndLine
from ui.organisation.side_form import SideForm
from ui.organisation.spans import faults_at
from ui.theme import L, M
from ui.widgets.basics import button, label, named, row

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.organisation import Organisation
    from secretariat.errors import UserError
    from ui.operations import Operation
    from ui.organisation.desk import Done, OrganisationDesk
    from ui.organisation.lists import UnitLine

_ROLES_HINT: Final = "规则按职能提到部门时认定它"


class _Fields:
    """The fields of a unit, the same for one that is there and a new one."""

    def __init__(self, prefix: str, card: SideForm, today: dt.date) -> None:
        self.sheet = Sheet(prefix, card)
        form = FittingForm(2)
        form.add(self.sheet.line("name", "名称", needed=True, placeholder="全称，如 市场监督管理局"))
        form.add(self.sheet.choice("kind", "类别", DEPARTMENT_KINDS))
        form.add(self.sheet.day("from_", "设立日期", today=today, hint="一直有的留空"))
        form.add(self.sheet.day("to", "撤销日期", today=today, hint="最后一天；还在的留空"))
        form.add(self.sheet.line("phone", "电话", placeholder="有几个的用顿号隔开"))
        self._roles = {role: named(QCheckBox(word), f"{prefix}-{role.value}", word) for role, word in ROLES.items()}
        for box in self._roles.values():
            box.clicked.connect(lambda _: self.sheet.edited.emit("roles", self.roles))
        card.inside.addWidget(form)
        card.inside.addWidget(label(f"承担的职能（{_ROLES_HINT}）", "label"))
        card.inside.addLayout(row(*self._roles.values(), None, gap=L))
        card.inside.setSpacing(M)

    @property
    def roles(self) -> tuple[DepartmentRole, ...]:
        """The functions that are ticked."""
        return tuple(role for role, box in self._roles.items() if box.isChecked())

    def show_unit(self, unit: Department, keep: tuple[str, ...] = ()) -> None:
        """Show a unit; what is being typed stays."""
        self.sheet.show_record(unit, keep=keep)
        if "roles" not in keep:
            for role, box in self._roles.items():
                box.setChecked(role in unit.roles)


def find_unit(organisation: Organisation | None, key: int) -> Department | None:
    """A unit, as it was last read."""
    there = () if organisation is None else organisation.departments
    return next((unit for unit in there if unit.key == key), None)


class UnitForm(SideForm):
    """The card of a unit that is there."""

    def __init__(self, desk: OrganisationDesk, key: int) -> None:
        unit = find_unit(desk.organisation, key)
        super().__init__("unit-form", "" if unit is None else unit.name)
        self.desk, self.key = desk, key
        self.saves = Autosave(desk.shell.operations, self._save, self)
        self.end = EndLine(desk.shell.today, text="这个单位到这一天为止：", act="撤销单位")
        self.end.chosen.connect(self._end)
        self.inside.addWidget(self.end)
        self.fields = _Fields("org-unit", self, desk.shell.today)
        self.fields.sheet.edited.connect(self.saves.note)
        self._who = label("")
        self._who.setObjectName("org-unit-who")
        self.inside.addWidget(self._who)
        self.inside.addStretch(1)
        self.acts.addWidget(button("撤销单位…", "unit-end", role="link", clicked=self.end.ask))
        self.acts.addWidget(button("删除", "unit-delete", role="link", icon="delete", clicked=self.delete))

    def show_line(self, line: UnitLine) -> None:
        """Show the unit as it was last read; what is being typed stays."""
        self.heading.setText(f"{line.number}　{line.unit.name}")
        self.fields.show_unit(line.unit, tuple(self.saves.unsaved))
        told = (("负责人", line.heads), ("分管领导", line.leaders))
        self._who.setText("\n".join(f"{title}：{'、'.join(names)}" for title, names in told if names))
        self._who.setHidden(not self._who.text())

    def first_focus(self) -> None:
        """Begin at the name."""
        self.fields.sheet.field("name").setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Save what waits for a pause in typing; say what can't be."""
        self.saves.flush()
        if self.saves.problem is not None:
            self.desk.shell.note(f"{self.heading.text()}的修改没有保存：{self.saves.problem}", tone="violation")
            self.saves.discard()

    def _save(self, values: dict[str, Any]) -> Operation[Done[None]]:
        unit = find_unit(self.desk.organisation, self.key)
        version = 0 if unit is None else unit.version
        saving = self.desk.act("", acts.edit_department, self.key, version=version, **values)
        saving.then(while_there(self, lambda _: self._say(dict.fromkeys(values, ""))))
        edited = next(iter(values))
        return saving.failed(while_there(self, lambda error: self._refused(error, edited), else_=self.desk.refuse))

    def _refused(self, error: UserError, edited: str) -> None:
        if isinstance(error, ChangedElsewhereError | NotPermittedError):
            self.saves.discard()
            self.desk.refuse(error)
        else:
            self._say(faults_at(error, "department", self.key, edited))

    def _say(self, said: dict[str, str]) -> None:
        for field, text in said.items():
            self.fields.sheet.show_problem((field,), text)

    def _end(self, day: dt.date) -> None:
        unit = find_unit(self.desk.organisation, self.key)
        if unit is not None:
            self.saves.discard()
            said = f"已撤销 {unit.name}，过去的会议不受影响"
            ended = self.desk.act(said, acts.edit_department, self.key, version=unit.version, to=day)
            ended.then(self._ended).failed(while_there(self, lambda error: self.end.say(str(error))))

    def _ended(self, _done: object) -> None:
        self.notice.close_notice()
        self.end.done()

    def delete(self) -> None:
        """Delete it; where meetings remember it, it is offered to end it."""
        unit = find_unit(self.desk.organisation, self.key)
        if unit is not None:
            self.saves.discard()
            gone = self.desk.act(f"已删除 {unit.name}", acts.delete_department, self.key, version=unit.version)
            gone.failed(self._not_deleted)

    def _not_deleted(self, error: UserError) -> None:
        if isinstance(error, ChangedElsewhereError | NotPermittedError):
            self.desk.refuse(error)
            return
        self.notice.show_notice(error.message, error.remedy, tone="warning")
        if isinstance(error, SatInMeetingsError):
            self.end.ask()


class NewUnitForm(SideForm):
    """The card of a unit that is to be added."""

    added = Signal(int)

    def __init__(self, desk: OrganisationDesk) -> None:
        super().__init__("new-unit-form", "新增单位")
        self.desk = desk
        self._values: dict[str, Any] = {}
        self._own_kind = True
        self.fields = _Fields("new-unit", self, desk.shell.today)
        self.fields.show_unit(Department(key=0, name="", kind=DepartmentKind.DEPARTMENT))
        self.fields.sheet.edited.connect(self._note)
        self.inside.addStretch(1)

    def first_focus(self) -> None:
        """Begin at the name."""
        self._field("name").setFocus()

    def _field(self, name: str) -> QWidget:
        return self.fields.sheet.field(name)

    def _note(self, name: str, value: Any) -> None:  # noqa: ANN401 (of whatever field)
        self._values[name] = value
        self.fields.sheet.show_problem((name,), "")
        if name == "kind":
            self._own_kind = False
        elif name == "name" and self._own_kind:
            kind = unit_kind(value or "")
            self.fields.show_unit(
                Department(key=0, name=value or "", kind=kind), ("name", "roles", "from_", "to", "phone")
            )

    def add(self) -> None:
        """Add it, if it has a name."""
        self.setFocus()  # so that the field being typed in is read
        if not self._values.get("name"):
            self._say({"name": "请填写单位名称"})
            return
        adding = self.desk.act(f"已新增 {self._values['name']}", acts.add_department, **self._values)
        adding.then(self._added).failed(self._refused)

    def _added(self, done: Done[int]) -> None:
        self.added.emit(done.given)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, NotPermittedError):
            self.desk.refuse(error)
        else:
            self._say(faults_at(error, "department", None, "name"))

    def _say(self, said: dict[str, str]) -> None:
        for field, text in said.items():
            self.fields.sheet.show_problem((field,), text)
        self._field(next(iter(said))).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter adds."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)
