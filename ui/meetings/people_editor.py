"""The card in which a person of the meeting's own record is edited, post by post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from secretariat.domain.facts import Holding
from secretariat.domain.people_editing import OF_UNITS
from ui.autosave import Autosave
from ui.meetings.sheet import Choice
from ui.meetings.unit_line import POST_WIDTH, UNIT_WIDTH, UnitLine, text_line
from ui.meetings.units import UnitChips
from ui.meetings.words import post_words
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, icon_button, label, named, row, scrolled, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout
from ui.widgets.date_field import DateField
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier, Person
    from secretariat.services.meetings import MeetingView
    from ui.operations import Operation, Operations

_DAY: Final = 11
"""How wide a day is, in characters."""


class _PostLine(QWidget):
    """One post of a person: which, where, from when, until when."""

    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, held: Holding | None, dossier: Dossier, view: MeetingView) -> None:
        super().__init__()
        names = {unit.id: unit.name for unit in dossier.departments}
        prefix = f"person-post-{number}"
        self.post = Choice(prefix, "职务", post_words(view.rulebook).items(), none="请选择")
        set_width(self.post, POST_WIDTH)
        self.unit = UnitLine(f"{prefix}-unit", "单位")
        set_width(self.unit, UNIT_WIDTH)
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


class PersonEditor(TakesEsc, QFrame):
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
        self.name = text_line("person-name", "姓名")
        self.name.setText(person.name)
        self.title = text_line("person-title", "职务称谓")
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

    def escape(self) -> None:
        """Go back."""
        self.close_editor()
