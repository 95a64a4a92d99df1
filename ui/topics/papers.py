"""The papers of one topic in the window: 会签单, 协调说明, 审批表 or 提报单, 登记表; looked at, printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.services.copies_paper import copies_register_pdf
from secretariat.services.topic_papers import coordination_statement_pdf, countersign_sheet_pdf, topic_form_pdf
from secretariat.services.topic_view import case_of
from ui.widgets.paper_dialog import PaperDialog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from secretariat.rules.case import Case
    from secretariat.services.reference import Reference
    from secretariat.services.topic_sight import TopicSight
    from ui.topics.desk import TopicDesk

SHEET, STATEMENT, FORM, REGISTER = "会签单", "协调说明", "议题审批表", "材料分发回收登记表"
_MAKERS: dict[str, Callable[[Case, int], bytes]] = {
    SHEET: countersign_sheet_pdf,
    STATEMENT: coordination_statement_pdf,
    FORM: topic_form_pdf,
    REGISTER: copies_register_pdf,
}


def make(which: str, sight: TopicSight, reference: Reference, today: dt.date) -> bytes:
    """Make a paper; raises ``UserError`` where it cannot be."""
    case = case_of(sight.dossier, reference, today=today, proposal=sight.proposal)
    return _MAKERS[which](case, sight.no)


def show_paper(parent: QWidget, desk: TopicDesk, which: str) -> None:
    """Show a paper of the topic, to be printed or saved."""
    sight, shell = desk.sight, desk.shell
    if sight is None:
        return
    shell.operations.flush()
    made = shell.operations.read(make, which, sight, desk.app.reference, shell.today)
    made.long("正在排版", can_cancel=False)
    title = f"{sight.form if which == FORM else which}（{sight.topic.title}）"
    made.then(lambda paper: PaperDialog(parent.window(), shell, title, paper).open())
