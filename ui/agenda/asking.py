"""What is asked in a line before something is recorded: who sets the agenda, by whose consent, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.domain.naming import cited
from secretariat.domain.states import Post
from ui.meetings.attendance_strips import Strip
from ui.theme import XS, M, S
from ui.widgets.basics import column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.date_text import write_date
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import AdHoc, Dossier
    from secretariat.errors import UserError
    from secretariat.rules.case import Case
    from secretariat.rules.schema.topics import AdHocRule

_KEYS: Final = "回车 {}　Esc 取消"


def people_of(dossier: Dossier) -> list[PersonChoice]:
    """Who can be picked."""
    return [PersonChoice(person.id, person.name, person.title or "") for person in dossier.people]


def head_of(case: Case | None) -> str | None:
    """Who heads the government, where that is one person."""
    found = () if case is None else case.holders((Post.HEAD,))
    return found[0].id if len(found) == 1 else None


class Picker(PersonPicker):
    """A field for a person in which Enter takes the line, once nobody is offered any longer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter settles who it is, then it is told as in other fields."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and not self._opened:
            self._settle()
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


class Ask(Strip):
    """A line of fields; Enter, or the primary act at the foot, takes it. ``act`` is what that is called."""

    taken = Signal()
    act = ""

    def __init__(self, object_name: str, title: str, *fields: Field, said: str = "") -> None:
        super().__init__(object_name, title)
        self.fields = fields
        words = label(title, "strong")
        self._said = label(said, "small")
        self._said.setVisible(bool(said))
        line = row(*fields, None, gap=M)
        line.setStretch(len(fields), 1)
        for number, field in enumerate(fields):
            line.setStretch(number, 0 if isinstance(field.editor, PersonPicker | DateField) else 4)
            line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            if isinstance(field.editor, Picker):
                field.editor.returnPressed.connect(self.take)  # from other fields Enter comes here by itself
        keys = label(_KEYS.format(self.act), "small", wrap=False)
        head = row(words, keys, gap=M)
        head.setStretch(0, 1)
        column(head, self._said, line, gap=XS, pad=(M, S), into=self)

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.fields[0].editor

    def say(self, text: str) -> None:
        """Say something more."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def show_error(self, error: UserError) -> None:
        """Say what is refused."""
        self.fields[0].show_error(error)

    def take(self) -> None:
        """Have it recorded, unless a field says what is wrong with it."""
        wrong = next((field for field in self.fields if field.problem), None)
        if wrong is None:
            self.taken.emit()
        else:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter takes it; a picker keeps it to itself while its list is open."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.take()
        else:
            super().keyPressEvent(event)


class AskSet(Ask):
    """Who set the agenda, and on which day."""

    act = "登记审定"

    def __init__(self, dossier: Dossier, case: Case | None, today: dt.date, initials: Callable[[str], str]) -> None:
        self.by = Picker("agenda-set-by", "审定人", initials=initials)
        self.by.set_people(people_of(dossier))
        self.by.set_value(head_of(case))
        self.on = DateField("agenda-set-on", "审定日期", today=today, value=today)
        set_width(self.by, 10)
        set_width(self.on, 12)
        self._day = dossier.meeting.date
        self._doubted: dt.date | None = None
        said = "审定后，再增加的议题按临时追加登记，撤出和调整次序记入调整记录。"
        super().__init__("agenda-ask-set", "审定议程", Field("审定人", self.by), Field("审定日期", self.on), said=said)

    def take(self) -> None:
        """A day after the meeting's may be a slip: it is asked once."""
        day = self.on.value
        if day is None:
            self.fields[1].show_problem("请填写审定日期，如 4.1、今天")
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)
        elif day > self._day and day != self._doubted:
            self._doubted = day
            self.say(f"审定日期晚于会议日期（{write_date(self._day)}）。确认无误，请再按一次回车。")
        else:
            super().take()


class AskAdHoc(Ask):
    """By whose consent, and why, a topic comes on the agenda after it was set; as the rule says."""

    act = "列入议程"

    def __init__(
        self,
        title: str,
        dossier: Dossier,
        case: Case | None,
        initials: Callable[[str], str],
        *,
        told: AdHoc | None = None,
    ) -> None:
        self.by = Picker("agenda-consent", "批准人", initials=initials)
        self.by.set_people(people_of(dossier))
        self.by.set_value(None if told is None else told.consent_by)
        self.why = named(QLineEdit("" if told is None else told.reason or ""), "agenda-why", "追加理由")
        set_width(self.by, 10)
        consent, reason = Field("批准人", self.by), Field("追加理由", self.why)
        rule = None if case is None else next(iter(case.binding(case.rulebook.ad_hoc)), None)
        needs = None if rule is None else rule.needs
        words = "" if case is None or rule is None or not rule.posts else case.rulebook.words.any_of(rule.posts)
        fields = (consent, reason) if needs == "consent" else (reason, consent)
        super().__init__("agenda-ask-ad-hoc", f"临时追加：{title}", *fields, said=_of_rule(rule, words))


def _of_rule(rule: AdHocRule | None, words: str) -> str:
    if rule is None:
        return "议程已经审定。请说明追加的理由。"
    said = {
        "consent": f"追加议题须经{words}批准",
        "reason": "确有特殊情况方可追加，并记录理由",
        "never": "议程确定后不得追加议题，列入后将作为问题提示",
    }[rule.needs]
    return f"议程已经审定。{cited(rule.article)}：{said}。"


class AskExplain(AskAdHoc):
    """The same, for a topic that is on the agenda already."""

    act = "登记"


class AskWithdraw(Ask):
    """Why a topic comes off an agenda that was set, and who decided so."""

    act = "撤出议程"

    def __init__(self, title: str, dossier: Dossier, initials: Callable[[str], str]) -> None:
        self.why = named(QLineEdit(), "agenda-why", "撤出理由")
        self.why.setPlaceholderText("如：提报单位申请暂缓")
        self.by = Picker("agenda-withdraw-by", "决定人", initials=initials)
        self.by.set_people(people_of(dossier))
        set_width(self.by, 10)
        super().__init__(
            "agenda-ask-withdraw",
            f"撤出议题：{title}",
            Field("撤出理由", self.why),
            Field("由谁决定", self.by),
            said="议程已经审定，撤出将记入调整记录；议题回到候选。",
        )
