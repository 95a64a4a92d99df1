"""The form of one journey: who, when, where, why, who acts, who was told and approved; what the rules ask beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from secretariat.domain.away_register import NEW, Journey, faults
from secretariat.domain.name_search import initials
from secretariat.domain.naming import cited
from secretariat.domain.organisation import as_of
from secretariat.services.away_month import title_of
from ui.theme import XS, M, S
from ui.widgets.basics import abreast, box, clear, column, label, named, row
from ui.widgets.card import Field
from ui.widgets.choices import Chip, ChipList
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.away_register import Fault
    from secretariat.rules.journeys import Asked
    from secretariat.services.away_month import Month

FIELD_OF: Final = {
    "away.late_report": "reported_on",
    "away.attachment_missing": "attachments",
    "away.wrong_approver": "approved_by",
    "away.not_reported_back": "reported_back_on",
    "away.pair": "from_",
    "away.too_many": "from_",
}
"""Where a finding is mended."""
_DAYS: Final = {"from_": "外出日期", "to": "返回日期", "reported_on": "报备日期", "reported_back_on": "销假日期"}
_PICKED: Final = {
    "person": "外出人",
    "acting": "代行工作人",
    "consented_by": "同意人",
    "approved_by": "批准人",
}
_TEXTS: Final = {"place": "地点", "reason": "事由", "note": "备注"}


class JourneyForm(QWidget):
    """``edited`` tells that something was changed by hand. What stands in it is ``journey``, once that can be said."""

    edited = Signal()

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today = today
        self._month: Month | None = None
        self._shown: Journey | None = None
        self._readings: dict[str, str] = {}
        self._choices: tuple[PersonChoice, ...] = ()
        self._asked: Asked | None = None
        self.dirty = False
        self._pickers = {key: self._picker(key, title) for key, title in _PICKED.items()}
        self._days = {key: DateField(f"away-{key.strip('_')}", title, today=today) for key, title in _DAYS.items()}
        self._texts = {key: named(QLineEdit(), f"away-{key}", title) for key, title in _TEXTS.items()}
        self._urgent = named(QCheckBox("紧急外出"), "away-urgent", "紧急外出")
        self._papers = named(QCheckBox("已附有关材料"), "away-attachments", "已附有关材料")
        self._told_picker = PersonPicker("away-told", "告知", initials=self._reading)
        self._told_picker.setPlaceholderText("姓名或首字母，回车添加")
        self._told = ChipList("away-told-list", "已告知的人", add_text="")
        self._told.tab_after = self._told_picker
        self.fields: dict[str, Field] = {}
        for key, title in (_PICKED | _DAYS | _TEXTS).items():
            editor: QWidget = {**self._pickers, **self._days, **self._texts}[key]
            self.fields[key] = Field(title, editor)
        self.fields["told"] = Field("已告知", self._told_picker)
        self._rules = column(gap=XS)
        self._rules_box = box(self._rules)
        self.files = column(gap=XS)
        """Where the papers stand; whoever hosts the form fills it."""
        self._papers_problem = label("", "error")
        self._papers_problem.hide()
        self._lay_out()
        self._connect()
        self.show_asked(None)

    def _lay_out(self) -> None:
        f = self.fields
        column(
            f["person"],
            self._rules_box,
            abreast(f["from_"], f["to"], gap=S),
            abreast(f["place"], f["reason"], gap=S),
            f["acting"],
            row(f["reported_on"], column(label(" ", "label"), self._urgent, None, gap=XS), gap=M),
            f["consented_by"],
            f["approved_by"],
            f["told"],
            self._told,
            column(self._papers, self.files, gap=XS),
            f["reported_back_on"],
            f["note"],
            None,
            gap=S,
            into=self,
        )

    def _connect(self) -> None:
        self._pickers["person"].picked.connect(lambda _: self._offer_pair())
        for picker in self._pickers.values():
            picker.picked.connect(lambda _: self._edit())
        for day in self._days.values():
            day.changed.connect(lambda _: self._edit())
        for line in self._texts.values():
            line.textEdited.connect(lambda _: self._edit())
        self._urgent.clicked.connect(lambda _: self._edit())
        self._papers.clicked.connect(lambda _: self._edit())
        self._told.changed.connect(lambda _: self._edit())
        self._told_picker.picked.connect(self._add_told)
        # The year of a day that is typed without one, and the day of return, go by the day of leaving.
        self._days["from_"].changed.connect(self._follow_day)

    def _picker(self, key: str, title: str) -> PersonPicker:
        made = PersonPicker(f"away-{key}", title, initials=self._reading)
        made.setPlaceholderText("姓名或拼音首字母")
        return made

    def _reading(self, name: str) -> str:
        return self._readings.get(name, "")

    # --- what can be picked

    def show_month(self, month: Month) -> None:
        """Take note of who there is; what is being typed stays."""
        changed = self._month is None or self._month.people != month.people
        self._month = month
        if not changed:
            return
        lines = month.people.lines
        self._readings = {
            line.called: f"{initials(line.person.pinyin)} {(line.person.pinyin or '').replace(' ', '')}"
            for line in lines
        }
        self._choices = tuple(
            PersonChoice(str(line.key), line.called, title_of(line.person, line.posts)) for line in lines
        )
        for picker in (*self._pickers.values(), self._told_picker):
            picker.set_people(self._choices)
        self._offer_pair()

    def _offer_pair(self) -> None:
        """Who stands in for him comes first among those who may act."""
        picker = self._pickers["acting"]
        pair = self.pair
        picker.set_people(sorted(self._choices, key=lambda one: one.id != pair))
        name = next((one.name for one in self._choices if one.id == pair), "")
        picker.setPlaceholderText(f"补位：{name}（按 ↓ 选）" if name else "姓名或拼音首字母")

    @property
    def pair(self) -> str | None:
        """Who stands in for him (补位、AB角) on the day of leaving."""
        person, day = self._pickers["person"].value, self._days["from_"].value or self._today
        if self._month is None or person is None:
            return None
        pairs = as_of(self._month.organisation, day).pairs
        found = next((pair.of(int(person)) for pair in pairs if pair.of(int(person)) is not None), None)
        return None if found is None else str(found)

    # --- showing

    def show_journey(self, journey: Journey | None) -> None:
        """Show a journey as it is on record, or a new one without anything."""
        self._shown = journey
        self.dirty = False
        for key, picker in self._pickers.items():
            value = None if journey is None else getattr(journey, key)
            picker.set_value(None if value is None else str(value))
        for key, day in self._days.items():
            day.set_value(None if journey is None else getattr(journey, key))
        for key, line in self._texts.items():
            line.setText("" if journey is None else getattr(journey, key) or "")
            line.setCursorPosition(0)
        self._urgent.setChecked(journey is not None and journey.urgent)
        self._papers.setChecked(journey is not None and journey.attachments)
        self._show_told(() if journey is None else map(str, journey.told))
        self.fields["reported_back_on"].setVisible(journey is not None and journey.key != NEW)
        self._days["to"].today = self._days["from_"].value or self._today
        self._offer_pair()
        self.show_faults(())

    def begin(self, person: int | None = None, day: dt.date | None = None) -> None:
        """Begin a journey, reported today unless something else is said."""
        self.show_journey(None)
        if person is not None:
            self._pickers["person"].set_value(str(person))
        self._days["from_"].set_value(day)
        self._days["to"].today = day or self._today
        self._days["reported_on"].set_value(self._today)
        self._offer_pair()

    def show_asked(self, asked: Asked | None) -> None:
        """Show what the rules ask of him, with the articles, and at the fields whom they name."""
        self._asked = asked
        clear(self._rules)
        lines = () if asked is None else asked.lines
        for line in lines:
            article = "" if line.article is None else f"（{cited(line.article)}）"
            self._rules.addWidget(label(f"{line.text}{article}", "small"))
        self._rules_box.setVisible(bool(lines))
        consent = asked is not None and bool(asked.consenters)
        kept = self._pickers["consented_by"].value is not None
        self.fields["consented_by"].setVisible(consent or kept)
        self._hint("consented_by", () if asked is None else asked.consenters, "应先经{}同意")
        approval = asked is not None and asked.approval
        self._hint("approved_by", () if asked is None else asked.approvers, "应报{}批准" if approval else "应向{}报告")
        title = "批准人" if approval or asked is None or not asked.approvers else "报告对象（批准人）"
        self.fields["approved_by"].label.setText(title)
        self._urgent.setToolTip("因紧急事项临时外出的，勾选" if asked is not None and asked.urgent else "")
        after = None if asked is None else asked.attachments_after
        said = "已附有关材料" if after is None else f"已附通知、方案、日程（超过{after}天应附）"
        self._papers.setText(said)

    def _hint(self, key: str, ids: Iterable[str], words: str) -> None:
        names = [one for one in self._choices if one.id in set(ids)]
        told = "或".join(f"{one.title}{one.name}" for one in names)
        self.fields[key].show_hint(words.format(told) if told else "")

    def show_faults(self, found: Iterable[Fault]) -> None:
        """Say at the fields what cannot be."""
        told = {fault.field: f"{fault.text}。{fault.remedy}" for fault in found}
        for key, field in self.fields.items():
            editor = field.editor
            unread = editor.problem if isinstance(editor, DateField | PersonPicker) else ""
            if field.problem != (unread or told.get(key, "")):
                field.show_problem(unread or told.get(key, ""))

    # --- typing

    def _edit(self) -> None:
        self.dirty = True
        journey = self.journey
        others = () if self._month is None else self._month.journeys
        self.show_faults(() if journey is None else faults(journey, others))
        self.edited.emit()

    def _follow_day(self, day: dt.date | None) -> None:
        self._days["to"].today = day or self._today
        self._offer_pair()

    def _add_told(self, person: object) -> None:
        if isinstance(person, str) and person not in self._told.ids:
            self._show_told((*self._told.ids, person))
            self._edit()
        self._told_picker.set_value(None)

    def _show_told(self, ids: Iterable[str]) -> None:
        names = {one.id: one.name for one in self._choices}
        self._told.show_chips(Chip(one, names.get(one, "")) for one in ids)
        self._told.setVisible(bool(self._told.ids))

    # --- what it says

    @property
    def journey(self) -> Journey | None:
        """What stands in it; ``None`` while it does not say who goes and when."""
        person, first = self._pickers["person"].value, self._days["from_"].value
        if person is None or first is None:
            return None
        said = {key: None if picker.value is None else int(picker.value) for key, picker in self._pickers.items()}
        known = self._shown or Journey(person=int(person), from_=first)
        return replace(
            known,
            **said,  # type: ignore[arg-type]  # (the person is there)
            **{key: day.value for key, day in self._days.items()},  # type: ignore[arg-type]  # (the first day is there)
            **{key: line.text().strip() or None for key, line in self._texts.items()},  # type: ignore[arg-type]
            urgent=self._urgent.isChecked(),
            attachments=self._papers.isChecked(),
            told=tuple(map(int, self._told.ids)),
        )

    def check(self) -> Journey | None:
        """Give what stands in it, if it can be; else say at the fields what is wrong, and go to the first of them."""
        journey = self.journey
        others = () if self._month is None else self._month.journeys
        self.show_faults(() if journey is None else faults(journey, others))
        for key, said in (("person", "请选择外出人"), ("from_", "请填写外出日期")):
            editor = self.fields[key].editor
            value = editor.value if isinstance(editor, DateField | PersonPicker) else None
            if value is None and not self.fields[key].problem:
                self.fields[key].show_problem(said)
        wrong = next((field for field in self.fields.values() if field.problem), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return journey

    def go_to(self, key: str) -> bool:
        """Put the focus into a field."""
        editor: QWidget | None = self._papers if key == "attachments" else None
        if key in self.fields:
            editor = self.fields[key].editor
        if editor is None or editor.isHidden():
            return False
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
