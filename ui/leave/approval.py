"""Who approves a request for leave by the rule, who did and when; and what that does to the quorum."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secretariat.domain.leave_requests import LeaveState
from secretariat.domain.naming import cited
from ui.icons import Mark
from ui.theme import XS
from ui.widgets.basics import abreast, box, button, column, label, row
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from secretariat.errors import UserError
    from secretariat.rules.leave_approver import LeaveApprover
    from secretariat.rules.leave_effect import LeaveEffect
    from secretariat.services.leave_summary import LeaveLine


class Approval(QWidget):
    """The fields of the decision on one request, beside what the rule says of it.

    While nothing is decided they propose whom the rule names and today, until somebody enters another. ``changed``
    tells a decision on record that was corrected, by the name of the leave's field and its new value;
    ``article_asked`` that an article is to be shown.
    """

    changed = Signal(str, object)
    article_asked = Signal(str)

    def __init__(self, today: dt.date, letters: Callable[[str], str]) -> None:
        super().__init__()
        self._today = today
        self._line: LeaveLine | None = None
        self._rule_of: LeaveApprover | None = None
        self._entered: dict[str, Any] = {}
        """What was entered of a decision that is not on record yet."""
        self.rule = label("", "second")
        self.article = button("", "leave-article", role="link", hint="查看条文", clicked=self._ask_article)
        self._said = box(column(self.rule, row(self.article, None), None, gap=2))
        self.approver = PersonPicker("leave-approver", "批准人", initials=letters)
        self.day = DateField("leave-approved-on", "批准日期", today=today, value=today)
        self.approver_field, self.day_field = Field("批准人", self.approver), Field("批准日期", self.day)
        self.approver.picked.connect(partial(self._enter, "by"))
        self.day.changed.connect(partial(self._enter, "on"))
        abreast(self.approver_field, self.day_field, self._said, into=self)

    @property
    def _state(self) -> LeaveState | None:
        return None if self._line is None else self._line.state

    # --- showing

    def show_rule(self, approver: LeaveApprover | None, words: str, *, shown: bool) -> None:
        """Say in words who approves it by the rule, and show its article."""
        self._rule_of = approver
        self.rule.setText(words)
        self.article.setText("" if approver is None else cited(approver.article))
        self.article.setVisible(approver is not None)
        self._said.setVisible(shown)

    def show_decision(self, line: LeaveLine | None, *, barred: bool) -> None:
        """Show who decided and when, or who is to; a request that asks for no decision has no fields of one."""
        self._line = line
        leave, approver = None if line is None else line.leave, self._rule_of
        asks = leave is not None and line is not None and not (line.free and line.state is LeaveState.ASKED)
        self.approver_field.setVisible(asks)
        self.day_field.setVisible(asks)
        self.approver.setReadOnly(barred)
        self.day.setReadOnly(barred)
        if leave is None:
            return
        refused = leave.refused_by is not None or leave.refused_on is not None
        self.approver_field.label.setText("审批人" if self._state is LeaveState.REFUSED else "批准人")
        self.day_field.label.setText("未批准日期" if self._state is LeaveState.REFUSED else "批准日期")
        by, on = (leave.refused_by, leave.refused_on) if refused else (leave.approved_by, leave.approved_on)
        if self._state is LeaveState.ASKED:
            by = self._entered.get("by", approver.people[0] if approver and len(approver.people) == 1 else None)
            on = self._entered.get("on", self._today)
        if not _busy(self.approver):
            self.approver.set_value(by)
        if not _busy(self.day):
            self.day.set_value(on)
        self._warn()

    def _warn(self) -> None:
        """Say at the field that somebody else would have to approve; it is recorded all the same."""
        by, approver = self.approver.value, self._rule_of
        other = by is not None and approver is not None and bool(approver.people) and by not in approver.people
        if self.approver.problem:
            return
        words = f"按规定应由{approver.words}批准，照此登记会提示批准人不符" if approver is not None and other else ""
        self.approver_field.show_problem(words if self._state is not LeaveState.REFUSED else "")

    def show_people(self, people: Sequence[PersonChoice]) -> None:
        """Offer these people, unless somebody is typing one."""
        offer_people(self.approver, people)

    def show_error(self, error: UserError) -> None:
        """Say why the decision could not be recorded."""
        self.approver_field.show_error(error)

    # --- entering

    def _enter(self, what: str, value: object) -> None:
        if self._state is LeaveState.ASKED:
            self._entered[what] = value
        elif self._state in {LeaveState.APPROVED, LeaveState.REFUSED}:
            self.changed.emit(f"{'approved' if self._state is LeaveState.APPROVED else 'refused'}_{what}", value)
        self._warn()

    def forget(self) -> None:
        """Forget what was entered of a decision that is not on record."""
        self._entered = {}

    def lacks_day(self) -> bool:
        """Whether the day cannot be read; the field says so, and is gone to."""
        if self.day.problem:
            self.day_field.show_problem(self.day.problem)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.day.problem)

    def lacks_approver(self) -> bool:
        """Whether nobody is named, or nobody known; the field says so, and is gone to."""
        lacks = bool(self.approver.problem) or self.approver.value is None
        if lacks:
            self.approver_field.show_problem(self.approver.problem or "请选择批准人")
            self.approver.setFocus(Qt.FocusReason.OtherFocusReason)
        return lacks

    def _ask_article(self) -> None:
        if self._rule_of is not None:
            self.article_asked.emit(self._rule_of.article)


class EffectLine(QWidget):
    """What a leave does to the quorum, in a line."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark("info", "info", 14)
        self.words = label("")
        row(self._mark, self.words, gap=XS, into=self).setStretch(1, 1)

    def show_effect(self, told: LeaveEffect | None) -> None:
        """Say it; ``None`` is nothing to be said."""
        self.setVisible(told is not None)
        if told is not None:
            counted = told.changes and told.quorum.needed is not None
            tone = "violation" if told.breaks else "good" if counted else "info"
            self._mark.show_mark(tone, tone)
            self.words.setText(told.words)


def offer_people(picker: PersonPicker, people: Sequence[PersonChoice]) -> None:
    """Offer these people, unless somebody is typing one or has left something there that he must mend."""
    if not _busy(picker):
        picker.set_people(people)


def _busy(field: PersonPicker | DateField) -> bool:
    """Whether somebody is typing in a field, or has left something there that he must mend."""
    return (field.hasFocus() and field.isModified()) or bool(field.problem)
