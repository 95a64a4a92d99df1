"""概况: all that is known of the meeting itself, its chair, its level of security, and what judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.services import meetings
from ui.autosave import Autosave
from ui.meetings.desk import Tab
from ui.meetings.form import FittingForm
from ui.meetings.life import why_unjudged
from ui.meetings.sheet import Choice, Sheet
from ui.meetings.words import LEVELS, STATUSES, URGENCIES, common_kind
from ui.meetings.year_note import YearNote
from ui.theme import SCROLL_BAR, M
from ui.widgets.basics import box, column, label, scrolled
from ui.widgets.card import Card, Field
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from secretariat.errors import UserError
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.meetings import MeetingView
    from ui.operations import Operation

_FIELD_OF_CODE = {
    "chair.not_commissioned": "commissioned_by",
    "chair": "chair",
    "kind": "kind",
    "rulebook": "rulebook",
}


class OverviewTab(Tab):
    """The tab 概况."""

    key = "overview"
    title = "概况"
    to_the_edge = True

    def build(self) -> Iterator[None]:
        """Make the cards, one at a time."""
        operations = self.shell.operations
        self.autosave = Autosave(operations, self._save(meetings.edit_meeting, "meeting"), self)
        self._save_government = Autosave(operations, self._save(meetings.edit_government, "government"), self)
        self._meeting = Sheet("meeting", self)
        self._meeting.edited.connect(self._note)
        self._government = Sheet("government", self)
        self._government.edited.connect(self._save_government.note)
        self._books: tuple[Rulebook, ...] = ()
        self._kinds_of: object = None
        self._column: QVBoxLayout = column(self._when_card(), gap=M)
        yield
        for make in (self._chair_card, self._level_card, self._rules_card):
            self._column.addWidget(make())
        yield
        self._column.setContentsMargins(0, 0, SCROLL_BAR, M)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolled(box(self._column), "overview-area", "会议概况")
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        column(area, gap=0, into=self)
        desk = self.desk
        operations.read(lambda: tuple(desk.app.reference.rulebooks.values())).then(self._take_books)

    # --- the fields

    def _when_card(self) -> Card:
        sheet, form, today = self._meeting, FittingForm(3), self.shell.today
        form.add(sheet.choice("kind", "会议类别", {}))
        form.add(sheet.number("number", "次数", placeholder="第几次"))
        form.add(sheet.choice("status", "状态", STATUSES, none="未记录"))
        form.add(sheet.day("date", "会议日期", today=today, needed=True))
        form.add(sheet.moment("start", "开始时间"))
        form.add(sheet.moment("end", "结束时间"))
        form.add(sheet.line("place", "地点", placeholder="如 第一会议室"), span=2)
        form.add(sheet.number("year", "年度", placeholder="按年度编次的会议填写"))
        self._year_note = YearNote(self.shell)
        return Card("时间地点", sheet.check("enlarged", "扩大会议")).add(form, self._year_note)

    def _chair_card(self) -> Card:
        sheet, form, today = self._meeting, FittingForm(2), self.shell.today
        form.add(sheet.person("chair", "主持人"))
        form.add(sheet.day("agenda_set_on", "议程确定日期", today=today))
        form.add(sheet.person("commissioned_by", "委托人", hint="受委托主持的，填写由谁委托"))
        form.add(sheet.day("commissioned_on", "委托日期", today=today))
        self._no_people = label("名单中还没有人员，请先在“出席”中录入，或从以前的会议带入", "small")
        return Card("主持与议程").add(form, self._no_people)

    def _level_card(self) -> Card:
        sheet, form = self._meeting, FittingForm(3)
        form.add(sheet.choice("security", "密级", LEVELS, none="未定"))
        form.add(sheet.line("security_period", "保密期限", placeholder="如 1年"))
        form.add(sheet.choice("urgency", "紧急程度", {word: word for word in URGENCIES}, none="不标注"))
        return Card("密级与缓急").add(form)

    def _rules_card(self) -> Card:
        sheet, form = self._government, FittingForm(2)
        form.add(sheet.line("name", "政府名称", needed=True))
        form.add(sheet.number("term", "届次", placeholder="第几届"))
        form.add(sheet.line("office", "办公室名称"), span=2)
        self.rulebook = Choice("meeting-rulebook", "工作规则", none="按政府和日期自动选用")
        self.rulebook.picked.connect(lambda code: self.desk.act(meetings.set_rulebook, code))
        self._judged_by = Field("工作规则", self.rulebook)
        self._judge = label("", "small")
        form.add(self._judged_by, span=2)
        return Card("政府与工作规则").add(form, self._judge)

    # --- showing

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting."""
        dossier = view.dossier
        self._show_kinds(view)
        self._show_people(view)
        self._meeting.show_record(dossier.meeting, keep=self.autosave.unsaved)
        self._government.show_record(dossier.government, keep=self._save_government.unsaved)
        for sheet in (self._meeting, self._government):
            sheet.bar(barred=view.locked)
        self.rulebook.setEnabled(not view.locked)
        self.rulebook.set_value(dossier.rulebook)
        self._year_note.show_day(dossier.meeting.date)
        self._show_judge(view)

    def _show_kinds(self, view: MeetingView) -> None:
        rulebook = view.rulebook
        name = view.dossier.government.name
        kinds = (
            {kind: common_kind(kind, name) for kind in COMMON_KINDS}
            if rulebook is None
            else {kind: rule.name for kind, rule in rulebook.kinds.items()}
        )
        kind = view.dossier.meeting.kind
        kinds.setdefault(kind, view.kind_name)
        editor = _editor(self._meeting.field("kind"))
        if isinstance(editor, Choice):
            editor.set_options(kinds.items())

    def _show_people(self, view: MeetingView) -> None:
        people = [PersonChoice(one.id, one.name, one.title or "") for one in view.dossier.people]
        self._no_people.setVisible(not people)
        for name in ("chair", "commissioned_by"):
            editor = _editor(self._meeting.field(name))
            if isinstance(editor, PersonPicker) and not (editor.hasFocus() and editor.isModified()):
                editor.set_people(people)

    def _show_judge(self, view: MeetingView) -> None:
        book = view.rulebook
        if book is None:
            self._judged_by.show_problem(why_unjudged(view))
        else:
            self._judged_by.show_problem("")
            self._judge.setText(f"由《{book.title}》判断（{date_text(book.in_force)}起施行）")
        self._judge.setVisible(book is not None)

    def _take_books(self, books: tuple[Rulebook, ...]) -> None:
        options = [(book.code, f"{book.title}（{book.in_force.year}）") for book in books]
        chosen = None if self.desk.view is None else self.desk.view.dossier.rulebook
        self.rulebook.set_options(options)
        self.rulebook.set_value(chosen)

    # --- saving

    def _save(self, service: Callable[..., int], of: str) -> Callable[[dict[str, Any]], Operation[int]]:
        def save(values: dict[str, Any]) -> Operation[int]:
            def refused(error: UserError) -> None:
                sheet = self._meeting if of == "meeting" else self._government
                sheet.show_problem(list(values)[-1:], str(error))

            return self.desk.act(service, **values).failed(refused)

        return save

    def _note(self, name: str, value: object) -> None:
        self._meeting.show_problem([name], "")
        self.autosave.note(name, value)

    def leave(self) -> None:
        """Save what is being typed."""
        self.autosave.flush()
        self._save_government.flush()

    # --- what the page asks

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a person's id)
        """Go to the field that a finding is about."""
        del subject
        name = _FIELD_OF_CODE.get(code) or _FIELD_OF_CODE.get(code.partition(".")[0])
        if name is None:
            return False
        field: QWidget = self.rulebook if name == "rulebook" else self._meeting.field(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return self._meeting.field("kind")

    def _make_room(self, _first: int, last: int) -> None:
        self._column.setContentsMargins(0, 0, 0 if last else SCROLL_BAR, M)


def _editor(field: QWidget) -> QWidget:
    return field.editor if isinstance(field, Field) else field
