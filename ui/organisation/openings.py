"""新任职: posts that begin with the new term, typed one after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from secretariat.domain.change_of_term import Opening
from secretariat.domain.people_editing import OF_UNITS
from ui.meetings.sheet import Choice
from ui.organisation.person_spans import OfficeUnitPicker, people_picker
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, clear, column, icon_button, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from ui.organisation.desk import OrganisationDesk

_POST, _TITLE = 11, 12


class OpeningForm(TakesEsc, QFrame):
    """One new post: who, which, where, and how papers call him from now on. Enter adds it; Esc closes."""

    added = Signal(object)
    closed = Signal()

    def __init__(self, desk: OrganisationDesk) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setObjectName("opening-form")
        self.who = people_picker(desk, "opening-who", "谁")
        self.who.setToolTip("输入姓名或拼音首字母；还没有登记的人，请先在组织页新增人员，不填任职")
        self._words = desk.sight.words
        self.post = Choice("opening-post", "职务", self._words.items(), none="请选择")
        set_width(self.post, _POST)
        self.unit = OfficeUnitPicker("opening-unit", desk)
        self.title = named(QLineEdit(), "opening-title", "新职务称谓")
        self.title.setPlaceholderText("不变的留空")
        set_width(self.title, _TITLE)
        self._fields = {
            "who": Field("谁", self.who),
            "post": Field("职务（按规则）", self.post),
            "unit": Field("单位", self.unit),
            "title": Field("新职务称谓", self.title),
        }
        self.post.picked.connect(lambda _: self._fit())
        flow = FlowLayout(gap=S)
        for field in self._fields.values():
            flow.addWidget(field)
        acts = row(button("添加新任职", "opening-add", clicked=self.add), None, gap=M)
        acts.insertWidget(1, button("取消", "opening-drop", clicked=self.closed.emit))
        column(box(flow), acts, gap=XS, pad=(M, S), into=self)
        self._fit()

    def _fit(self) -> None:
        self._fields["unit"].setVisible(self.post.value in OF_UNITS)

    def add(self) -> None:
        """Tell it, if it is whole; else say what is missing."""
        self.setFocus()  # so that the field being typed in is read
        post, unit = self.post.value, self.unit.key
        problems = {
            "who": self.who.problem or ("" if self.who.value else "请选择人员"),
            "post": "" if post is not None else "请选择职务",
            "unit": f"{self._words[post]}须填写单位" if post in OF_UNITS and unit is None else "",
        }
        for name, text in problems.items():
            self._fields[name].show_problem(text)
        if wrong := next((name for name, text in problems.items() if text), ""):
            self._fields[wrong].setFocus()
            return
        title = self.title.text().strip() or None
        department = unit if post in OF_UNITS else None
        self.added.emit(Opening(person=int(self.who.value or 0), post=post, department=department, title=title))
        self.who.set_value(None)
        self.title.clear()
        self.who.setFocus()

    def escape(self) -> None:
        """Leave it."""
        self.closed.emit()

    def take_enter(self) -> bool:
        """Add."""
        self.add()
        return True


class Openings(QWidget):
    """The new posts so far, each with a cross, and the fields for one more. ``changed`` tells of every change."""

    changed = Signal()

    def __init__(self, desk: OrganisationDesk) -> None:
        super().__init__()
        self._desk = desk
        self.openings: tuple[Opening, ...] = ()
        self.form: OpeningForm | None = None
        self.more = button("增加新任职", "opening-new", role="link", icon="add", clicked=self.begin)
        self._lines = column(gap=0)
        head = row(label("新任职", "strong", wrap=False), None, self.more, gap=S)
        column(head, self._lines, gap=XS, into=self)

    def clear(self) -> None:
        """Begin anew."""
        self.openings = ()
        self._close()
        self.show_openings()

    def begin(self) -> None:
        """Show the fields of one more."""
        if self.form is None:
            self.form = OpeningForm(self._desk)
            self.form.added.connect(self._add)
            self.form.closed.connect(self._close)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.form)
        self.form.who.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> None:
        made, self.form = self.form, None
        if made is not None:
            made.hide()
            made.deleteLater()
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, opening: Opening) -> None:
        self.openings = (*self.openings, opening)
        self.show_openings()
        self.changed.emit()

    def _remove(self, at: int) -> None:
        self.openings = tuple(one for number, one in enumerate(self.openings) if number != at)
        self.show_openings()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def show_openings(self) -> None:
        """Show what there is."""
        clear(self._lines)
        there, words = self._desk.organisation, self._desk.sight.words
        for at, opening in enumerate(self.openings):
            person = self._desk.person(opening.person)
            unit = next((u.name for u in (there.departments if there else ()) if u.key == opening.department), "")
            title = f"　称谓：{opening.title}" if opening.title else ""
            said = f"{person.name if person else ''}　{unit}{words[opening.post]}{title}"
            cross = icon_button(
                "close", f"opening-{at}-remove", f"去掉：{said}", small=True, clicked=partial(self._remove, at)
            )
            line = row(label(said), cross, gap=S)
            line.setStretch(0, 1)
            self._lines.addWidget(box(line))
