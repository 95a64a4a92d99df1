"""份号: numbered copies of the material, whom each was given to, and which are not back yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from secretariat.domain.material_editing import holders, missing_copies
from secretariat.domain.states import MeetingStatus
from secretariat.services import topic_material
from secretariat.services.copies_paper import counts_text
from ui.meetings.form import FittingForm
from ui.theme import set_role
from ui.topics.cards import TopicCard, name_of, people_of, set_people
from ui.topics.lines import RecordForm, RecordList, Told
from ui.topics.papers import REGISTER, show_paper
from ui.widgets.basics import button, label
from ui.widgets.card import Field
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from secretariat.domain.facts import Copy
    from secretariat.services.topic_sight import TopicSight
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles


COPIES: Final = "copies"
"""Where in a topic one goes for its copies, whether any is missing or not."""


class CopyForm(RecordForm):
    """Whose copy it is, when it went out and came back."""

    def make(self) -> None:
        """Make the fields."""
        today, form = self.desk.shell.today, FittingForm(3)
        form.add(self.sheet.person("person", "领取人"))
        form.add(self.sheet.day("given_on", "分发日期", today=today))
        form.add(self.sheet.day("returned_on", "收回日期", today=today))
        form.add(self.sheet.check("signed", "领取人已签收"))
        form.add(self.sheet.text("note", "备注", lines=1), span=2)
        self.content.addWidget(form)

    def fill(self) -> None:
        """Who can be picked."""
        field = self.sheet.field("person")
        if self.desk.dossier is not None and isinstance(field, Field):
            set_people(field.editor, people_of(self.desk.dossier))

    def write(self, record: Copy, values: dict[str, Any]) -> Operation[Any]:
        """Change it."""
        return self.desk.do(topic_material.edit_copy, record.no, **values)


def _form(desk: TopicDesk, told: Told) -> CopyForm:
    return CopyForm(desk, f"topic-copy-{told.key}", told)


class CopiesCard(TopicCard):
    """The card 份号与清退; a proposal has no list of those attending, so it is there for a meeting's topic only."""

    codes = ("material.not_recalled", COPIES)

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "份号与清退")
        self._said = label("", "small")
        self.rows = RecordList(
            "topic-copy",
            partial(_form, desk),
            none="涉密或会后收回的材料在这里编份号，登记分发和收回。",
            remove=lambda told: desk.do(topic_material.remove_copies, (told.record.no,)),
            hint="回车展开，Delete 撤销这一份号",
        )
        self._number = button("按名单编份号", "topic-copies-number", role="link", icon="add", clicked=self.number)
        self._give = button("全部分发", "topic-copies-give", role="link", clicked=self.give)
        self._back = button("全部收回", "topic-copies-back", role="link", clicked=self.take_back)
        self._print = button(
            "打印登记表…", "topic-copies-print", role="link", icon="print", hint=REGISTER, clicked=self.print
        )
        for part in (self._number, self._give, self._back, self._print):
            self.acts.addWidget(part)
        self.add(self._said, self.rows)

    def show_sight(self, sight: TopicSight) -> None:
        """Show the register."""
        copies = sight.topic.copies
        self.be_there(there=not sight.proposal or bool(copies))
        out = missing_copies(sight.topic)
        held = sight.dossier.meeting.status in {MeetingStatus.HELD, MeetingStatus.ISSUED}
        self._said.setText(counts_text(sight.topic))
        set_role(self._said, tone="violation" if held and out else "")
        self._said.setVisible(bool(copies))
        self.rows.show_lines(self._line(sight, copy, held=held) for copy in copies)
        free = not sight.meeting.locked
        self._number.setVisible(free)
        self._give.setVisible(free and any(copy.given_on is None and copy.person is not None for copy in copies))
        self._back.setVisible(free and bool(out))
        self._print.setVisible(bool(copies))

    @staticmethod
    def _line(sight: TopicSight, copy: Copy, *, held: bool) -> Told:
        parts = []
        if copy.given_on is not None:
            parts.append(f"{write_date(copy.given_on)}分发{'，已签收' if copy.signed else ''}")
        if copy.returned_on is not None:
            parts.append(f"{write_date(copy.returned_on)}收回")
        if copy.note:
            parts.append(copy.note)
        if copy.returned_on is not None:
            badge = ("已收回", "good")
        elif copy.given_on is not None:
            badge = ("未收回", "violation" if held else "warning")
        else:
            badge = ("未分发", "info")
        who = name_of(sight.dossier, copy.person) or "备用"
        return Told(key=copy.no, record=copy, said=f"{copy.no:03d}号　{who}", small="　".join(parts), badge=badge)

    # --- acts

    def number(self) -> None:
        """Number copies for everybody who is there for the topic and has none."""
        sight = self.desk.sight
        if sight is not None:
            self.desk.do(topic_material.number_copies, holders(sight.dossier, sight.no))

    def give(self) -> None:
        """Record that all copies that have a name went out today."""
        topic = self.desk.topic
        wanted = [] if topic is None else [one.no for one in topic.copies if one.given_on is None and one.person]
        if wanted:
            self.desk.do(topic_material.give_out, wanted, on=self.desk.shell.today)

    def take_back(self) -> None:
        """Record that all copies that are out came back today."""
        topic = self.desk.topic
        wanted = [] if topic is None else [one.no for one in missing_copies(topic)]
        if wanted:
            self.desk.do(topic_material.take_back, wanted, on=self.desk.shell.today)

    def print(self) -> None:
        """Show the register, on which each signs for his copy, to be printed."""
        self.leave()
        show_paper(self, self.desk, REGISTER)

    def locate(self, code: str) -> bool:
        """Go to the first copy that is not back; where none is numbered yet, to what numbers them."""
        if not self.there:
            return False
        if not self.rows.lines:
            if code == COPIES:
                self._number.setFocus(Qt.FocusReason.OtherFocusReason)
            return code == COPIES
        told = next((one for one in self.rows.lines if one.record.returned_on is None), self.rows.lines[0])
        self.rows.turn(told.key, "returned_on")
        return True

    def leave(self) -> None:
        """Save what is being typed."""
        self.rows.leave()
