"""Print what the rules say of a meeting: the 规则检查单."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.checklist import CheckedItem, Checklist, render_checklist
from secretariat.domain.naming import cited, meeting_name
from secretariat.domain.numerals import date_text
from secretariat.rules.codes import CODES, STEPS
from secretariat.rules.finding import Severity
from secretariat.services.excusing import excuse_of
from secretariat.services.judgement_report import quorum_text, signer_text
from secretariat.services.minutes_paper import kind_name
from secretariat.services.office_fonts import office_fonts

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier
    from secretariat.rules.finding import Finding
    from secretariat.services.checking import Checked

SEVERITIES = {
    Severity.VIOLATION: "违反",
    Severity.WARNING: "提醒",
    Severity.INFO: "提示",
    Severity.EXCUSED: "例外",
}


def checklist_pdf(checked: Checked) -> bytes:
    """The list of a judged meeting as a PDF; raises ``MissingGlyphError``."""
    return render_checklist(checklist(checked), office_fonts())


def checklist(checked: Checked) -> Checklist:
    """What the list says, findings in the order of a meeting's life."""
    dossier, rulebook, judgement = checked.dossier, checked.rulebook, checked.judgement
    meeting = dossier.meeting
    name = meeting_name(meeting, dossier.government, rulebook.words, kind_name(checked))
    found = sorted(judgement.findings, key=lambda finding: STEPS.index(CODES[finding.code].step))
    return Checklist(
        heading=f"{name}规则检查单",
        meeting=name,
        held_on=date_text(meeting.date),
        rulebook=f"《{rulebook.title}》（{date_text(rulebook.in_force)}起施行）",
        as_of=date_text(judgement.as_of) + (f"（{judgement.caveat}）" if judgement.caveat else ""),
        quorum=quorum_text(judgement.quorum),
        signer=signer_text(dossier, rulebook, judgement).removeprefix("纪要签发："),
        items=tuple(_item(dossier, finding) for finding in found),
    )


def _item(dossier: Dossier, finding: Finding) -> CheckedItem:
    return CheckedItem(
        step=CODES[finding.code].step,
        severity=SEVERITIES[finding.severity],
        text=finding.message,
        article="" if finding.article is None else cited(finding.article),
        excuse=excuse_text(dossier, finding) if finding.severity is Severity.EXCUSED else "",
    )


def excuse_text(dossier: Dossier, finding: Finding) -> str:
    """The exception on record for a finding, as in 2022年3月30日经区长林知远同意作为例外：情况紧急."""
    excuse = excuse_of(dossier, finding.code, finding.subject)
    if excuse is None:
        return ""
    person = next((person for person in dossier.people if person.id == excuse.allowed_by), None)
    who = "" if person is None else f"经{person.title or ''}{person.name}同意"
    when = "" if excuse.on is None else date_text(excuse.on)
    return f"{when}{who}作为例外：{excuse.reason or ''}"
