"""People typed in, one after the other: in fields, or all on the line of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.list_difference import PARTS
from secretariat.domain.people_editing import OF_UNITS, NewPerson, unit_kind
from secretariat.domain.person_line import read_line
from secretariat.domain.states import Part
from ui.meetings.name_line import NameLine
from ui.meetings.sheet import Choice
from ui.meetings.unit_line import POST_WIDTH, UNIT_WIDTH, UnitLine, text_line
from ui.meetings.words import UNIT_KINDS, post_words
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.facts import Dossier
    from secretariat.domain.states import Post
    from secretariat.services.meetings import MeetingView
    from secretariat.services.roster_refresh import Known

_NAME: Final = 4.2
_WHOLE_LINE: Final = 15
_TITLE: Final = 6.4
_KIND: Final = 6.5
_PART: Final = 4.6
"""Widths, in characters."""
_HOW: Final = "输入拼音首字母可从组织中查找；也可在姓名处一行写完：姓名 单位 职务。回车添加"


class QuickAdd(TakesEsc, QFrame):
    """One line for one person: Enter adds, and the line is ready for the next. ``added`` tells who; Esc closes."""

    added = Signal(object)
    listed = Signal(str, object)
    """Somebody whom the record knows is to be put on the list: his id and the part."""
    taken = Signal(int, object)
    """Somebody is to be taken from the organisation: his key there, and the part or ``None``."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        named(self, "quick-add", "添加人员")
        self._known: dict[str, list[str]] = {}
        self._unlisted: dict[str, str] = {}
        self._confirmed = ""
        self._own_title = ""
        self._part_chosen = False
        self.name = NameLine("add-name", "姓名")
        set_width(self.name, _NAME)
        self.title = text_line("add-title", "职务称谓", _TITLE, "纪要称谓")
        self.post = Choice("add-post", "职务", none="无")
        set_width(self.post, POST_WIDTH)
        self.unit = UnitLine("add-unit", "单位")
        set_width(self.unit, UNIT_WIDTH)
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
        self._said = label(_HOW, "small")
        column(box(flow), self._said, gap=XS, pad=(M, S), into=self)
        self._kind_field.hide()
        self.post.picked.connect(self._post_picked)
        self.unit.textChanged.connect(self._unit_changed)
        self.name.textEdited.connect(lambda _: self._name_field.show_problem(""))
        self.name.textChanged.connect(self._make_room)
        self.name.chosen.connect(self._take)
        self.part.picked.connect(lambda _: self._choose_part())
        for line in (self.name, self.title, self.unit):
            line.returnPressed.connect(self.add)

    def _make_room(self, text: str) -> None:
        """Let one see what is typed where the whole line goes into the field of the name."""
        set_width(self.name, _NAME if len(text) <= _NAME else _WHOLE_LINE)

    def _choose_part(self) -> None:
        self._part_chosen = True

    def begin(self, dossier: Dossier) -> None:
        """Be ready to type: where the members are listed already, whoever is typed in is most likely a guest."""
        if not self._part_chosen and any(line.as_ is Part.MEMBER for line in dossier.attendance):
            self.part.set_value(Part.GUEST)

    def show_known(self, known: Iterable[Known]) -> None:
        """Offer these people by name and by the initials of their pinyin."""
        self.name.set_known(known)

    def _take(self, one: Known) -> None:
        """Put on the list somebody who is known."""
        if one.key is not None:
            self.taken.emit(one.key, self.part.value)
        elif one.ref is not None and self.part.value is not None:
            self.listed.emit(one.ref, self.part.value)
        else:
            self._refuse(f"{one.called}已在本次会议的人员中，请选择列入哪一类")
            return
        self._tell_added(one.called)

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
        """Add whoever is typed in, in the fields or all on the line of the name."""
        self._spread()
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
        self._tell_added(name)

    def _tell_added(self, name: str) -> None:
        self._confirmed = ""
        self._part_chosen = True
        self._said.setText(f"已添加 {name}（{PARTS.get(self.part.value, '未列入名单')}）")
        self._said.show()
        self._empty()

    def _spread(self) -> None:
        """Put unit and title that were typed behind the name into their fields."""
        told = read_line(self.name.text())
        self.name.setText(told.name)
        for field, text in ((self.unit, told.unit), (self.title, told.title)):
            if text and not field.text().strip():
                field.setText(text)

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
        self._said.setText(_HOW if why == "请填写姓名" else why)
        self._said.show()
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

    def escape(self) -> None:
        """Leave it."""
        self.closed.emit()

    def take_enter(self) -> bool:
        """Add, from a choice too."""
        if isinstance(self.focusWidget(), Choice):
            self.add()
        return True
