"""审签: who drafted, reviewed and approved the minutes, who signed them off, their number, and their versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secretariat.domain.naming import cited
from secretariat.domain.numerals import date_text
from secretariat.domain.states import MinutesStage, Post
from secretariat.services import minutes as service
from ui.autosave import Autosave
from ui.meetings.sheet import GrowingText
from ui.minutes.life_line import stage_of
from ui.minutes.scan_card import ScanCard
from ui.minutes.sign_off_dialogs import ReasonDialog, people_of
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, clear, column, label, row, scrolled
from ui.widgets.card import Card, Field
from ui.widgets.choices import StatusBadge
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Approval, Dossier, Minutes
    from secretariat.rules.finding import FurtherApproval
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.minutes.scan_acts import ScanActs
    from ui.operations import Operation

_SIGNED: Final = {MinutesStage.SIGNED, MinutesStage.NUMBERED, MinutesStage.ISSUED}


class ApprovalLine(QWidget):
    """Who, when, and a button that records it."""

    def __init__(self, desk: MeetingDesk, name: str, what: str, run: Callable[[str, Any], Operation[Any]]) -> None:
        super().__init__()
        self._run, self._what = run, what
        self.who = PersonPicker(f"{name}-who", f"{what}人")
        self.day = DateField(f"{name}-day", f"{what}日期", today=desk.shell.today, value=desk.shell.today)
        self.who_field, self.day_field = Field(f"{what}人", self.who), Field(f"{what}日期", self.day)
        self.go = button(f"登记{what}", f"{name}-record", clicked=self.record)
        end = box(column(label("", "label"), self.go, None, gap=4))
        line = row(self.who_field, self.day_field, end, None, gap=S, into=self)
        for number, stretch in ((0, 2), (1, 2), (3, 1)):
            line.setStretch(number, stretch)
        for made in (self.who_field, self.day_field):
            line.setAlignment(made, Qt.AlignmentFlag.AlignTop)

    def offer(self, view: MeetingView, proposed: str | None) -> None:
        """Who can be picked, and who is proposed."""
        if self.who.hasFocus() or self.who.problem:
            return
        value = self.who.value
        self.who.set_people(people_of(view))
        self.who.set_value(value or proposed)

    def record(self) -> None:
        """Record it."""
        if self.who.value is None:
            self.who_field.show_problem(self.who.problem or f"请选择{self._what}人")
            self.who.setFocus()
        elif self.day.problem:
            self.day_field.show_problem(self.day.problem)
        else:
            self._run(self.who.value, self.day.value).then(self._recorded).failed(self.who_field.show_error)

    def _recorded(self, _: object) -> None:
        self.who.set_value(None)


class SignOffPanel(QWidget):
    """All that is recorded of the minutes beside their text.

    ``act`` runs a service once the text is saved. ``asked`` tells which dialog is wanted: sign, withdraw, number,
    issue, correct; ``scan_wanted`` of which issued version the scan is to be shown, or ``None`` for the minutes' own.
    """

    asked = Signal(str)
    scan_wanted = Signal(object)

    def __init__(self, desk: MeetingDesk, act: Callable[..., Operation[Any]], scans: ScanActs) -> None:
        super().__init__()
        self._desk, self._act = desk, act
        self._view: MeetingView | None = None
        self._make_particulars()
        self._make_reviews()
        self._make_approvals()
        self._make_signing()
        self.scan = ScanCard(scans)
        self.scan.wanted.connect(lambda: self.scan_wanted.emit(None))
        self._versions = column(gap=XS)
        self._versions_card = Card("已印发的版本").add(self._versions)
        inside = QWidget()
        column(
            self._particulars_card,
            self._reviews_card,
            self._approvals_card,
            self._signing_card,
            self.scan,
            self._versions_card,
            None,
            gap=S,
            into=inside,
        )
        column(scrolled(inside, "sign-off-scroll", "审签"), gap=0, into=self)

    # --- making

    def _make_particulars(self) -> None:
        self.drafter = PersonPicker("minutes-drafter", "拟稿人")
        self.sent_to = GrowingText("minutes-sent-to", "分送", lines=1)
        self.sent_to.setPlaceholderText("每个单位一行，或用顿号隔开")
        self._saves = Autosave(self._desk.shell.operations, self._save_particulars, self)
        self.drafter.picked.connect(lambda who: self._saves.note("drafted_by", who))
        self.sent_to.textChanged.connect(self._sent_to_changed)
        self._showing = False
        line = row(Field("拟稿人", self.drafter), Field("分送", self.sent_to), gap=M)
        line.setStretch(0, 1)
        line.setStretch(1, 3)
        for number in range(2):
            line.itemAt(number).setAlignment(Qt.AlignmentFlag.AlignTop)
        self._particulars_card = Card("拟稿与分送").add(line)

    def _make_reviews(self) -> None:
        self._reviews_asked = label("", "second")
        self._reviews = column(gap=XS)
        self.review = ApprovalLine(self._desk, "minutes-review", "审核", self._record_review)
        self._reviews_card = Card("审核").add(self._reviews_asked, self._reviews, self.review)

    def _make_approvals(self) -> None:
        self._approval_lines = column(gap=S)
        self.approvals: dict[str, ApprovalLine] = {}
        self._approvals_shown: tuple[object, ...] = ()
        self._approvals_card = Card("审定").add(self._approval_lines)

    def _make_signing(self) -> None:
        self._asked_to_sign = label("", "second")
        self.signed = label("", "strong", wrap=False)
        self.verdict = StatusBadge()
        self._finding = label("", "error")
        self.sign = button("登记签发…", "minutes-sign", clicked=lambda: self.asked.emit("sign"))
        self.withdraw = button("撤回签发登记", "minutes-withdraw", clicked=lambda: self.asked.emit("withdraw"))
        self._number = label("", "second")
        who = row(self.signed, self.verdict, None, self.sign, self.withdraw, gap=S)
        self._signing_card = Card("签发、编号、印发").add(self._asked_to_sign, who, self._finding, self._number)

    # --- showing

    def show_view(self, view: MeetingView) -> None:
        """Show what is recorded; what is being typed stays."""
        self._view = view
        minutes = view.dossier.minutes
        stage = stage_of(minutes)
        body = minutes is not None and minutes.body is not None
        self._show_particulars(view, minutes)
        self._show_reviews(view, minutes, open_=body and stage not in _SIGNED)
        self._show_approvals(view, minutes)
        self._show_signing(view, minutes, stage)
        self._show_versions(view.dossier, minutes)
        for card in (self._particulars_card, self._reviews_card, self._approvals_card):
            card.setEnabled(not view.locked)

    def _show_particulars(self, view: MeetingView, minutes: Minutes | None) -> None:
        unsaved = self._saves.unsaved
        if not self.drafter.hasFocus() and "drafted_by" not in unsaved and not self.drafter.problem:
            self.drafter.set_people(people_of(view))
            self.drafter.set_value(None if minutes is None else minutes.drafted_by)
        if not self.sent_to.hasFocus() and "sent_to" not in unsaved:
            self._showing = True
            text = "" if minutes is None else "\n".join(minutes.sent_to)
            if self.sent_to.toPlainText() != text:
                self.sent_to.setPlainText(text)
            self._showing = False

    def _show_reviews(self, view: MeetingView, minutes: Minutes | None, *, open_: bool) -> None:
        rule = None if view.rulebook is None else view.rulebook.kinds.get(view.dossier.meeting.kind)
        asked = () if rule is None or rule.minutes is None else rule.minutes.reviews
        words = [
            f"须经{view.rulebook.words.post(review.post)}审核（{cited(review.article)}）"
            for review in asked
            if view.rulebook is not None
        ]
        self._reviews_asked.setText("；".join(words) or "工作规则没有规定审核人，按本单位办文程序登记。")
        clear(self._reviews)
        done = () if minutes is None else minutes.reviews
        before: QWidget = self.sent_to
        for review in done:
            ask = partial(self._ask_to_withdraw, review.by)
            back = button("撤回…", f"review-{review.by}-withdraw", role="link", clicked=ask)
            self._reviews.addWidget(box(row(label(_told(view.dossier, review), wrap=False), back, None, gap=XS)))
            back.setVisible(open_)
            self.setTabOrder(before, back)
            before = back
        proposed = [also.person for also in _also(view) if also.what == "review"]
        left = [person for person in proposed if person not in {review.by for review in done}]
        self.review.setVisible(open_)
        self.review.offer(view, left[0] if left else None)

    def _show_approvals(self, view: MeetingView, minutes: Minutes | None) -> None:
        wanted = [also for also in _also(view) if also.what != "review"]
        given = {} if minutes is None else {also.what: getattr(minutes, also.what) for also in wanted}
        shown = (tuple(wanted), tuple(given.items()), view.dossier.people, view.locked)
        self._approvals_card.setVisible(bool(wanted))
        if shown == self._approvals_shown:
            return
        self._approvals_shown = shown
        clear(self._approval_lines)
        self.approvals = {}
        for also in wanted:
            self._approval_lines.addWidget(label(_why(view, also), "second"))
            approval = given.get(also.what)
            if approval is None:
                line = ApprovalLine(
                    self._desk,
                    also.what.replace("_", "-"),
                    "审定",
                    partial(self._approve, also.what),
                )
                line.offer(view, also.person)
                line.setEnabled(minutes is not None)
                self.approvals[also.what] = line
                self._approval_lines.addWidget(line)
            else:
                back = button(
                    "撤回",
                    f"{also.what}-withdraw",
                    role="link",
                    clicked=partial(self._approve, also.what, None, None),
                )
                self._approval_lines.addWidget(box(row(label(_told(view.dossier, approval)), back, None)))

    def _show_signing(self, view: MeetingView, minutes: Minutes | None, stage: MinutesStage | None) -> None:
        self._asked_to_sign.setText(signer_words(view))
        by = None if minutes is None else minutes.signed_by
        signed = minutes is not None and by is not None
        text = "尚未签发"
        if minutes is not None and by is not None:
            on = "" if minutes.signed_on is None else f"　{date_text(minutes.signed_on)}"
            text = f"{_name(view.dossier, by)}{on} 签发"
        self.signed.setText(text)
        wrong = (
            []
            if view.judgement is None
            else [
                finding.message
                for finding in view.judgement.findings
                if finding.code
                in {
                    "minutes.wrong_signer",
                    "minutes.review_missing",
                    "minutes.head_approval_missing",
                    "minutes.commission_approval_missing",
                }
            ]
        )
        self.verdict.setVisible(signed and view.judgement is not None)
        self.verdict.show_state(*(("不符合规则", "violation") if wrong else ("符合规则", "good")))
        self._finding.setText("\n".join(wrong))
        self._finding.setVisible(signed and bool(wrong))
        self.sign.setVisible(not signed)
        self.sign.setEnabled(minutes is not None and minutes.body is not None)
        self.withdraw.setVisible(signed and stage is not MinutesStage.ISSUED)
        self._number.setText(_number_words(minutes))
        self._number.setVisible(bool(self._number.text()))

    def _show_versions(self, dossier: Dossier, minutes: Minutes | None) -> None:
        clear(self._versions)
        versions = () if minutes is None else minutes.versions
        self._versions_card.setVisible(bool(versions))
        for version in versions:
            parts = [f"第{version.no}版"]
            if version.signed_by is not None:
                parts.append(f"{_name(dossier, version.signed_by)}签发")
            if version.issued_on is not None:
                parts.append(f"{date_text(version.issued_on)}印发")
            if version.reason:
                parts.append(f"更正原因：{version.reason}")
            line = row(label("　".join(parts)), gap=XS)
            if version.scan is not None:
                show = partial(self.scan_wanted.emit, version.no)
                line.addWidget(button("查看签发单", f"version-{version.no}-scan", role="link", clicked=show))
            line.setStretch(0, 1)
            self._versions.addWidget(box(line))

    # --- recording

    def _sent_to_changed(self) -> None:
        if not self._showing:
            text = self.sent_to.toPlainText().replace("、", "\n")
            self._saves.note("sent_to", tuple(line.strip() for line in text.splitlines() if line.strip()))

    def _save_particulars(self, values: dict[str, Any]) -> Operation[int]:
        minutes = None if self._view is None else self._view.dossier.minutes
        drafted_by = values.get("drafted_by", None if minutes is None else minutes.drafted_by)
        sent_to = values.get("sent_to", () if minutes is None else minutes.sent_to)
        return self._desk.act(service.set_particulars, drafted_by=drafted_by, sent_to=sent_to)

    def _record_review(self, by: str, on: Any) -> Operation[Any]:  # noqa: ANN401 (a day)
        return self._act(service.record_review, by, on)

    def _ask_to_withdraw(self, by: str) -> None:
        """A review is taken back for a reason; without one it stays, whoever pressed what."""
        view = self._view
        if view is not None:
            who = _name(view.dossier, by)
            text = f"将撤回{who}的审核，撤回原因记入操作记录。正文不变，需要时可以重新登记审核。"
            ReasonDialog(
                self,
                "withdraw-review",
                "撤回审核",
                "撤回审核",
                "撤回原因",
                lambda because: self._act(service.withdraw_review, by, because),
                text=text,
            )

    def _approve(self, what: str, by: str | None, on: Any) -> Operation[Any]:  # noqa: ANN401 (a day)
        return self._act(service.record_approval, what, by, on)

    def flush(self) -> None:
        """Save what waits for a pause."""
        self._saves.flush()

    def go_to(self, code: str) -> None:
        """Go to the field of a finding."""
        approval = self.approvals.get(code.removeprefix("minutes.").removesuffix("_missing"))
        if code == "minutes.review_missing" and self.review.isVisibleTo(self):
            target: QWidget = self.review.who
        elif approval is not None:
            target = approval.who
        else:
            target = self.sign if self.sign.isVisibleTo(self) else self.withdraw
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def signer_words(view: MeetingView) -> str:
    """Who should sign, and by which article."""
    if view.judgement is None or view.rulebook is None:
        return ""
    signer = view.judgement.minutes_signer
    words = view.rulebook.words
    if signer.person is not None:
        person = next(one for one in view.dossier.people if one.id == signer.person)
        who = f"{person.title or ''}{person.name}"
    else:
        who = words.any_of(signer.posts) if signer.posts else "会议主持人"
    if signer.silent:
        return f"工作规则未规定签发人，建议由{who}签发。"
    article = "" if signer.article is None else f"（{cited(signer.article)}）"
    return f"应由{who}签发{article}。"


def _also(view: MeetingView) -> tuple[FurtherApproval, ...]:
    return () if view.judgement is None else view.judgement.minutes_signer.also


def _why(view: MeetingView, also: FurtherApproval) -> str:
    rule = None if view.rulebook is None else view.rulebook.kinds.get(view.dossier.meeting.kind)
    if view.rulebook is None or rule is None or rule.minutes is None:
        return ""
    if also.what == "head_approval" and rule.minutes.head_approval is not None:
        head = view.rulebook.words.post(Post.HEAD)
        return f"涉及须审定的事项，须经{head}审定（{cited(rule.minutes.head_approval.article)}）"
    if rule.minutes.commission_approval is not None:
        who = "" if also.person is None else _name(view.dossier, also.person)
        return f"受委托召开，须经委托人{who}审定（{cited(rule.minutes.commission_approval.article)}）"
    return ""


def _name(dossier: Dossier, person: str) -> str:
    return next((one.name for one in dossier.people if one.id == person), person)


def _told(dossier: Dossier, approval: Approval) -> str:
    on = "" if approval.on is None else f"　{date_text(approval.on)}"
    return f"{_name(dossier, approval.by)}{on}"


def _number_words(minutes: Minutes | None) -> str:
    parts = []
    if minutes is not None and minutes.number is not None:
        year = "" if minutes.year is None else f"〔{minutes.year}〕"
        parts.append(f"编号 {year}{minutes.number}号")
    if minutes is not None and minutes.issued_on is not None:
        parts.append(f"{date_text(minutes.issued_on)}印发")
    return "　".join(parts)
