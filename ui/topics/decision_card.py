"""What goes with a decision: the document to be issued, and what somebody holds against it (保留意见)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import IssuedDocument, Reservation
from secretariat.services import decisions
from ui.autosave import Autosave
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Sheet
from ui.theme import S
from ui.topics.cards import TopicCard, name_of, people_of, set_people
from ui.topics.lines import RecordForm, RecordList, Told
from ui.topics.words import REVISIONS
from ui.widgets.basics import box, label, row, set_width
from ui.widgets.card import Field
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from secretariat.services.topic_sight import TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


class ReservationForm(RecordForm):
    """What somebody holds against the decision."""

    def make(self) -> None:
        """Make the field."""
        self.content.addWidget(self.sheet.text("text", "保留意见", lines=2))

    def write(self, record: Reservation, values: dict[str, Any]) -> Operation[Any]:
        """Write it anew."""
        return self.desk.do(decisions.reserve, record.person, values.get("text"))


def _form(desk: TopicDesk, told: Told) -> ReservationForm:
    return ReservationForm(desk, f"topic-reservation-{told.key}", told)


class DocumentCard(TopicCard):
    """The card 印发文件与保留意见; there once something was decided."""

    codes = ("document.",)

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "印发文件与保留意见")
        self.sheet = sheet = Sheet("topic-document", self)
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        sheet.edited.connect(self.autosave.note)
        today, form = desk.shell.today, FittingForm(2)
        form.add(sheet.line("title", "文件标题", placeholder="会议议定须印发文件的填写"), span=2)
        form.add(sheet.line("number", "发文字号"))
        form.add(sheet.choice("revision", "修改程度", REVISIONS, none="未定"))
        form.add(sheet.day("revised_on", "修改完成日期", today=today))
        form.add(sheet.day("issued_on", "印发日期", today=today))
        self.who = PersonPicker("topic-reservation-who", "登记保留意见：选择人员")
        self.who.setPlaceholderText("输入姓名，回车登记保留意见")
        self.who.picked.connect(self._reserve)
        set_width(self.who, 16)
        self._begun: str | None = None
        """Whose reservation is on its way: what he said is typed in as soon as his line is there."""
        self.rows = RecordList(
            "topic-reservation",
            partial(_form, desk),
            none="没有保留意见。",
            remove=lambda told: desk.do(decisions.take_back_reservation, told.record.person),
        )
        head = row(label("保留意见", "strong", wrap=False), None, self.who, gap=S)
        self.add(form, box(head), self.rows)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the document and the reservations."""
        decision = sight.topic.decision
        self.be_there(there=decision is not None)
        document = (None if decision is None else decision.document) or IssuedDocument()
        self.sheet.show_record(document, keep=self.autosave.unsaved)
        self.sheet.bar(barred=sight.meeting.locked)
        set_people(self.who, people_of(sight.dossier))
        self.who.setVisible(not sight.meeting.locked)
        reservations = () if decision is None else decision.reservations
        self.rows.show_lines(
            Told(
                key=one.person,
                record=one,
                said=name_of(sight.dossier, one.person),
                small=one.text or "（未填写内容）",
                badge=("保留意见", "warning"),
            )
            for one in reservations
        )
        begun = self._begun
        if begun is not None and any(told.key == begun for told in self.rows.lines):
            self._begun = None
            self.rows.turn(begun, "text")

    def _save(self, values: dict[str, Any]) -> Operation[Any]:
        return self.desk.do(decisions.edit_document, **values)

    def _reserve(self, person: object) -> None:
        if isinstance(person, str):
            self.who.set_value(None)
            if any(told.key == person for told in self.rows.lines):  # it is there; what he said stays
                self.rows.turn(person, "text")
                return
            self._begun = person
            self.desk.do(decisions.reserve, person, None)

    def locate(self, code: str) -> bool:
        """Go to the day."""
        if not self.there:
            return False
        field = self.sheet.field("revised_on" if "revision" in code else "issued_on")
        if isinstance(field, Field):
            field.setFocus()
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self._begun = None
        self.rows.leave()
        self.autosave.flush()
