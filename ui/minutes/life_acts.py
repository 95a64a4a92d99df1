"""What comes next in the minutes' life, as acts at the foot of the page, and what is asked before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.domain.states import MinutesStage
from secretariat.services import minutes as service
from ui.minutes.life_line import stage_of
from ui.minutes.sign_off import signer_words
from ui.minutes.sign_off_dialogs import CorrectDialog, IssueDialog, NumberDialog, SignDialog
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """How the tab does it; ``ask`` opens the dialog of that word: sign, withdraw, number, issue, correct."""

    draft: Callable[[], object]
    redraft: Callable[[], object]
    review: Callable[[], object]
    scan: Callable[[], object]
    print: Callable[[], object]
    ask: Callable[[str], object]


def acts_of(view: MeetingView, doing: Doing) -> tuple[Act | None, tuple[Act, ...]]:
    """The next step in the minutes' life; beside it what else can be done now."""
    minutes = view.dossier.minutes
    stage = stage_of(minutes)
    if minutes is None or (minutes.body is None and stage is not MinutesStage.ISSUED):
        why = "" if view.rulebook is not None else "没有可用的工作规则，不能起草"
        can = view.rulebook is not None
        return Act(name="draft-minutes", text="起草纪要", run=doing.draft, enabled=can, why=why), ()
    redraft = Act(name="redraft-minutes", text="重新起草…", run=doing.redraft)
    review = Act(name="review-minutes", text="登记审核", run=doing.review)
    sign = Act(name="sign-minutes", text="登记签发…", run=lambda: doing.ask("sign"))
    withdraw = Act(name="withdraw-sign-off", text="撤回签发登记…", run=lambda: doing.ask("withdraw"))
    missing = Act(name="scan-missing", text="添加签发单扫描件…", run=doing.scan)
    scan = () if minutes.scan is not None else (missing,)
    match stage:
        case MinutesStage.REVIEWED:
            return sign, (redraft, review)
        case MinutesStage.SIGNED:
            return Act(name="number-minutes", text="编号…", run=lambda: doing.ask("number")), (withdraw, *scan)
        case MinutesStage.NUMBERED:
            return Act(name="issue-minutes", text="印发…", run=lambda: doing.ask("issue")), (withdraw, *scan)
        case MinutesStage.ISSUED:
            correct = Act(name="correct-minutes", text="新建更正版本…", run=lambda: doing.ask("correct"))
            return Act(name="print-minutes", text="打印纪要", run=doing.print), (correct, *scan)
        case _:
            return review, (redraft, sign)


def ask(parent: QWidget, desk: MeetingDesk, view: MeetingView, what: str) -> None:
    """Open the dialog for a step that cannot be undone."""
    if what == "sign":
        person = None if view.judgement is None else view.judgement.minutes_signer.person
        SignDialog(parent, desk, view, signer_words(view), person)
    elif what == "withdraw":
        scan = view.dossier.minutes is not None and view.dossier.minutes.scan is not None
        confirm(
            parent,
            "撤回签发登记",
            f"签发人和日期的登记{'连同签发单扫描件' if scan else ''}将删除，正文可以再改；已有的编号保留。",
            "撤回签发登记",
            lambda: desk.act(service.withdraw_sign_off),
            object_name="withdraw",
        )
    elif what == "number":
        year = view.dossier.meeting.date.year
        desk.shell.operations.read(service.proposed_number, desk.app.database, view.dossier, year).then(
            lambda number: NumberDialog(parent, desk, view, number, year)
        )
    elif what == "issue":
        IssueDialog(parent, desk, f"{view.name}纪要")
    else:
        CorrectDialog(parent, desk)
