"""People typed in: a line that adds one after the other, and the card in which one is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QFrame, QLineEdit, QWidget

from secretariat.domain.facts import Holding
from secretariat.domain.people_editing import OF_UNITS, NewPerson, unit_kind
from secretariat.domain.states import Part
from ui.meetings.attendance_model import PARTS
from ui.meetings.sheet import Choice
from ui.meetings.units import UnitChips
from ui.meetings.words import UNIT_KINDS, post_words
from ui.operations import Autosave
from ui.theme import XS, M, S, set_role
from ui.widgets.basics import box, button, column, icon_button, label, named, row, scrolled, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secretariat.domain.facts import Department, Dossier, Person
    from secretariat.domain.states import Post
    from secretariat.services.meetings import MeetingView
    from ui.operations import Operation, Operations

_NAME: Final = 4.2
_TITLE: Final = 6.4
_POST: Final = 13.5
_UNIT: Final = 6.4
_KIND: Final = 6.5
_PART: Final = 4.6
_DAY: Final = 11
"""Widths, in characters."""


class UnitLine(QLineEdit):
    """The name of a unit: one of those known is offered, any other is a new one."""

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setPlaceholderText("单位名称")
        self._known: tuple[str, ...] = ()

    def set_units(self, units: Iterable[Department]) -> None:
        """Which units are known."""
        names = tuple(unit.name for unit in units)
        if names == self._known:
            return
        self._known = names
        offered = QCompleter(list(names), self)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.popup().setObjectName(f"{self.objectName()}-list")
        offered.popup().setAccessibleName(f"{self.accessibleName()}：备选")
        set_role(offered.popup(), role="popup")
        self.setCompleter(offered)

    @property
    def is_new(self) -> bool:
        """Whether the name is of a unit that is not known."""
        name = self.text().strip()
        return bool(name) and name not in self._known


class QuickAdd(QFrame):
    """One line for one person: Enter adds, and the line is ready for the next. ``added`` tells who; Esc closes."""

    added = Signal(object)
    listed = Signal(str, object)
    """Somebody whom the record knows is to be put on the list: his id and the part."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        named(self, "quick-add", "添加人员")
        self._known: dict[str, list[str]] = {}
        self._unlisted: dict[str, str] = {}
        self._confirmed = ""
        self._own_title = ""
        self.name = _line("add-name", "姓名", _NAME)
        self.title = _line("add-title", "职务称谓", _TITLE, "纪要称谓")
        self.post = Choice("add-post", "职务", none="无")
        set_width(self.post, _POST)
        self.unit = UnitLine("add-unit", "单位")
        set_width(self.unit, _UNIT)
        self.kind = Choice("add-unit-kind", "新单位类别", UNIT_KINDS.items())
        set_width(self.kind, _KIND)
        self.part = Choice("add-part", "列入", [*PARTS.items(), (None, "不列入")])
        self.part.set_value(Part.MEMBER)
        set_width(self.part, _PART)
        self._name_field = Field("姓名", self.name)
        self._unit_field = Field("单位", self.unit)
        self._kind_field = Field("新单位类别", self.kind)
        add = button("添加", "add-person", role="primary", hint="添加，接着填下一位（回车）", clicked=self.add)
        flow = FlowLayout(gap=XS)
        for part in (
            self._name_field,
            Field("职务称谓", self.title),
            Field("职务（按规则）", self.post),
            self._unit_field,
            self._kind_field,
            Field("列入", self.part),
        ):
            flow.addWidget(part)
        ends = box(column(label("", "label"), row(add), gap=4))
        flow.addWidget(ends)
        self._said = label("", "small")
        self._said.hide()
        column(box(flow), self._said, gap=XS, pad=(M, S), into=self)
        self._kind_field.hide()
        self.post.picked.connect(self._post_picked)
        self.unit.textChanged.connect(self._unit_changed)
        self.name.textEdited.connect(lambda _: self._name_field.show_problem(""))
        for line in (self.name, self.title, self.unit):
            line.returnPressed.connect(self.add)

    def show_view(self, view: MeetingView, dossier: Dossier) -> None:
        """Offer the rulebook's posts and the meeting's units."""
        self.post.set_options((post, word) for post, word in post_words(view.rulebook).items())
        self.unit.set_units(dossier.departments)
        listed = {line.person for line in dossier.attendance}
        self._known, self._unlisted = {}, {}
        for person in dossier.people:
            if person.id in listed:
                self._known.setdefault(person.name, []).append(person.title or "")
            else:
                self._unlisted[person.name] = person.id

    def add(self) -> None:
        """Add whoever is typed in."""
        name = self.name.text().strip()
        if not name:
            self._refuse("请填写姓名")
            return
        bare = not (self.title.text().strip() or self.post.value or self.unit.text().strip())
        if name in self._unlisted and bare and self.part.value is not None:
            self.listed.emit(self._unlisted[name], self.part.value)
        elif name in self._known and self._confirmed != name:
            self._confirmed = name
            title = next((title for title in self._known[name] if title), "")
            self._refuse(f"名单上已有{name}{f'（{title}）' if title else ''}；确是同名的另一人，请再按回车")
            return
        else:
            if self.post.value in OF_UNITS and not self.unit.text().strip():
                self._unit_field.show_problem("请填写单位")
                self.unit.setFocus()
                return
            self.added.emit(self._typed(name))
        self._confirmed = ""
        self._said.setText(f"已添加 {name}")
        self._said.show()
        self._empty()

    def _typed(self, name: str) -> NewPerson:
        return NewPerson(
            name=name,
            title=self.title.text().strip(),
            post=self.post.value,
            unit=self.unit.text().strip(),
            kind=self.kind.value if self.unit.is_new else None,
            part=self.part.value,
        )

    def _empty(self) -> None:
        """Ready for the next, who often has the same post and part."""
        self._own_title = ""
        for line in (self.name, self.title, self.unit):
            line.clear()
        if self.post.value not in OF_UNITS:
            self.post.set_value(None)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, why: str) -> None:
        self._name_field.show_problem("请填写姓名" if why == "请填写姓名" else "同名")
        self._said.setText(why)
        self._said.setVisible(why != "请填写姓名")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _post_picked(self, post: Post | None) -> None:
        """A leader's title is usually the post's own word."""
        word = "" if post is None or post in OF_UNITS else self.post.currentText()
        if self.title.text().strip() in {"", self._own_title}:
            self.title.setText(word)
            self._own_title = word

    def _unit_changed(self, _text: str) -> None:
        self._unit_field.show_problem("")
        new = self.unit.is_new
        if new:
            self.kind.set_value(unit_kind(self.unit.text().strip()))
        self._kind_field.setVisible(new and not self._is_beginning())

    def _is_beginning(self) -> bool:
        """Whether what is typed may still become a known unit."""
        offered = self.unit.completer()
        return offered.completionCount() > 0 and self.unit.hasFocus()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window takes it for going back."""
        if event.type() == QEvent.Type.ShortcutOverride and _is(event, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc closes; Enter on a choice adds too."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if isinstance(self.focusWidget(), Choice):
                self.add()
        else:
            super().keyPressEvent(event)


class _PostLine(QWidget):
    """One post of a person: which, where, from when, until when."""

    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, held: Holding | None, dossier: Dossier, view: MeetingView) -> None:
        super().__init__()
        names = {unit.id: unit.name for unit in dossier.departments}
        prefix = f"person-post-{number}"
        self.post = Choice(prefix, "职务", post_words(view.rulebook).items(), none="请选择")
        set_width(self.post, _POST)
        self.unit = UnitLine(f"{prefix}-unit", "单位")
        set_width(self.unit, _UNIT)
        self.unit.set_units(dossier.departments)
        self.from_ = DateField(f"{prefix}-from", "任职日期", today=view.dossier.meeting.date)
        self.to = DateField(f"{prefix}-to", "离任日期", today=view.dossier.meeting.date)
        self._to_field = Field("离任日期", self.to)
        for day in (self.from_, self.to):
            set_width(day, _DAY)
            day.changed.connect(lambda _: self._tell())
        if held is not None:
            self.post.set_value(held.post)
            self.unit.setText(names.get(held.department or "", ""))
            self.from_.set_value(held.from_)
            self.to.set_value(held.to)
        self.post.picked.connect(lambda _: self._tell())
        self.unit.editingFinished.connect(self._tell)
        remove = icon_button("delete", f"{prefix}-remove", "删除此职务", clicked=self.removed.emit)
        self._unit_field = Field("单位", self.unit)
        flow = FlowLayout(gap=XS)
        for part in (
            Field("职务", self.post),
            self._unit_field,
            Field("任职日期", self.from_),
            self._to_field,
            box(column(label("", "label"), remove, gap=4)),
        ):
            flow.addWidget(part)
        column(box(flow), gap=0, into=self)
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Ask for a unit where the post is held in one."""
        self._unit_field.setVisible(self.post.value in OF_UNITS or bool(self.unit.text()))

    @property
    def holding(self) -> Holding | None:
        """The post, once one is chosen, with its unit where it is held in one."""
        if self.post.value is None or (self.post.value in OF_UNITS and not self.unit.text().strip()):
            return None
        unit = self.unit.text().strip() or None
        return Holding(post=self.post.value, department=unit, from_=self.from_.value, to=self.to.value)

    def _tell(self) -> None:
        wrong = self.from_.value is not None and self.to.value is not None and self.to.value < self.from_.value
        self._show_fitting()
        self._to_field.show_problem("离任日期早于任职日期" if wrong else "")
        homeless = self.post.value in OF_UNITS and not self.unit.text().strip()
        self._unit_field.show_problem("请填写单位" if homeless else "")
        if not wrong and not homeless:
            self.changed.emit()


class PersonEditor(QFrame):
    """A person of the meeting's own record: name, title, posts, what he is in charge of. Saved as one goes."""

    closed = Signal()

    def __init__(
        self,
        view: MeetingView,
        dossier: Dossier,
        person: Person,
        operations: Operations,
        save: Callable[[dict[str, Any]], Operation[Any]],
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "person-editor", f"编辑人员：{person.name}")
        self.person = person.id
        self._view, self._dossier = view, dossier
        self.saves = Autosave(operations, save, self)
        self.name = _line("person-name", "姓名")
        self.name.setText(person.name)
        self.title = _line("person-title", "职务称谓")
        self.title.setText(person.title or "")
        self._name_field = Field("姓名", self.name, needed=True)
        self.name.textEdited.connect(self._name_edited)
        self.title.textEdited.connect(lambda text: self.saves.note("title", text.strip() or None))
        self.cpc = named(QCheckBox("中共党员"), "person-cpc", "中共党员")
        self.cpc.setChecked(person.cpc_member)
        self.cpc.clicked.connect(lambda checked: self.saves.note("cpc_member", checked))
        self.charge = UnitChips("person-charge", "分管单位")
        self.charge.set_units(dossier.departments)
        self.charge.show_ids(person.in_charge_of)
        self.charge.changed.connect(lambda ids: self.saves.note("in_charge_of", tuple(ids)))
        self._posts = column(gap=XS)
        self._lines: list[_PostLine] = []
        for held in person.posts:
            self._add_line(held)
        more = button(
            "增加职务", "person-post-add", role="link", icon="add", clicked=lambda: self._add_line(None, go=True)
        )
        back = button("返回名单", "person-back", icon="back", hint="返回名单（Esc）", clicked=self.close_editor)
        names = row(self._name_field, Field("职务称谓（纪要中如何称呼）", self.title), gap=M)
        names.setStretch(0, 1)
        names.setStretch(1, 2)
        inside = QWidget()
        column(
            names,
            self.cpc,
            label("职务（按规则，注明任职期间；空白为一直任职）", "label"),
            self._posts,
            row(more, None),
            Field("分管", self.charge),
            None,
            gap=S,
            into=inside,
        )
        head = row(back, label(f"编辑人员：{person.name}", "section", wrap=False), None, gap=S)
        column(head, scrolled(inside, "person-fields", "人员信息"), gap=S, pad=M, into=self).setStretch(1, 1)

    def _name_edited(self, text: str) -> None:
        name = text.strip()
        self._name_field.show_problem("" if name else "请填写姓名")
        if name:
            self.saves.note("name", name)

    def _add_line(self, held: Holding | None, *, go: bool = False) -> None:
        line = _PostLine(len(self._lines) + 1, held, self._dossier, self._view)
        line.changed.connect(self._posts_changed)
        line.removed.connect(lambda: self._remove_line(line))
        self._lines.append(line)
        self._posts.addWidget(line)
        if go:
            line.post.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_line(self, line: _PostLine) -> None:
        self._lines.remove(line)
        self._posts.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._posts_changed()

    def _posts_changed(self) -> None:
        self.saves.note("posts", tuple(held for line in self._lines if (held := line.holding) is not None))

    def show_people(self, dossier: Dossier) -> None:
        """Offer the units that there are now; what is being typed stays."""
        self._dossier = dossier
        self.charge.set_units(dossier.departments)
        for line in self._lines:
            line.unit.set_units(dossier.departments)

    def close_editor(self) -> None:
        """Save, and go back to the list."""
        self.setFocus()  # what is being typed in a line is taken when the line is left
        self.saves.flush()
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window takes it for going back."""
        if event.type() == QEvent.Type.ShortcutOverride and _is(event, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)


def _line(object_name: str, title: str, width: float = 0, hint: str = "") -> QLineEdit:
    made = named(QLineEdit(), object_name, title)
    made.setPlaceholderText(hint)
    if width:
        set_width(made, width)
    return made


def _is(event: QEvent, key: Qt.Key) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == key
