"""The check panel of one meeting: what may be excused is excused here, and the list of findings printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from secretariat.rules.finding import Severity
from secretariat.services import excusing
from secretariat.services.checking import Checked
from secretariat.services.checklist_paper import checklist_pdf, excuse_text
from ui.meetings import life
from ui.meetings.excusing import ExcuseDialog
from ui.widgets.basics import button
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.paper_dialog import PaperDialog
from ui.widgets.person_picker import PersonChoice

if TYPE_CHECKING:
    import datetime as dt

    from secretariat.rules.finding import Finding
    from secretariat.services.meetings import MeetingView
    from ui.main_window import Shell
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

_LOCKED: Final = "纪要已印发并锁定，例外不能再改"


class CheckPanel(FindingsPanel):
    """Shows a meeting's findings; ``desk`` is the meeting under work."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._desk: MeetingDesk | None = None
        self.excuse.connect(self._ask)
        self.withdraw.connect(self._take_back)
        self.print = button("打印检查单…", "print-checklist", role="link", icon="print", clicked=self._print)
        self.acts.addWidget(self.print)
        self.acts.addStretch(1)
        self.print.setEnabled(False)

    def show_view(self, desk: MeetingDesk, view: MeetingView) -> None:
        """Show what the rules say of the meeting now."""
        self._desk = desk
        book = view.rulebook
        findings = life.findings_of(view)
        kind = view.dossier.meeting.kind
        excusable = () if book is None or view.locked else {e.code for e in book.excusable if e.holds_in(kind)}
        self.print.setEnabled(view.judgement is not None)
        self.show_caveat("" if view.judgement is None else view.judgement.caveat)
        self.show_findings(
            findings,
            excusable=excusable,
            excuses=[
                (finding.code, finding.subject, excuse_text(view.dossier, finding))
                for finding in findings
                if finding.severity is Severity.EXCUSED
            ],
        )

    def _ask(self, code: str, subject: object) -> None:
        view = None if self._desk is None else self._desk.view
        if self._desk is None or view is None or view.rulebook is None or view.judgement is None:
            return
        desk, rulebook = self._desk, view.rulebook
        found = (one for one in view.judgement.findings if (one.code, one.subject) == (code, subject))
        for finding in found:
            allowed = excusing.who_may(rulebook, view.dossier, finding.code)
            people = [PersonChoice(person.id, person.name, person.title or "") for person in allowed]

            def run(who: str, day: dt.date, reason: str, told: Finding = finding) -> Operation[Any]:
                more: dict[str, Any] = {"code": told.code, "subject": told.subject}
                return desk.act(excusing.excuse, rulebook, allowed_by=who, on=day, reason=reason, **more)

            ExcuseDialog(self.window(), "excuse", finding, people, desk.shell.today, run)
            return

    def _take_back(self, code: str, subject: object) -> None:
        if self._desk is None or self._desk.view is None:
            return
        if self._desk.view.locked:
            self._shell.note(_LOCKED, tone="info")
        elif subject is None or isinstance(subject, int | str):
            self._desk.act(excusing.withdraw_excuse, code, subject).then(
                lambda _: self._shell.note("已撤销例外，问题重新计入")
            )

    def _print(self) -> None:
        view = None if self._desk is None else self._desk.view
        if view is None or view.rulebook is None or view.judgement is None:
            return
        checked = Checked(view.dossier, view.rulebook, view.judgement)
        made = self._shell.operations.read(checklist_pdf, checked)
        made.long("正在排版", can_cancel=False)
        made.then(lambda paper: PaperDialog(self.window(), self._shell, f"{view.name}规则检查单", paper).open())
