"""What is known of the leave from one meeting (请假情况): request by request and in figures, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.leave_summary import LeaveEntry, LeaveSummaryPaper, render_leave_summary
from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import FREE, STATE_NAMES, LeaveState, after_the_fact, current, state
from secretariat.domain.numerals import date_text
from secretariat.domain.people_editing import unit_title
from secretariat.domain.records import record
from secretariat.domain.states import Part, Post, Presence
from secretariat.rules.case import Case
from secretariat.rules.leave_approver import LeaveApprover, approver_of
from secretariat.rules.leave_effect import expected
from secretariat.services.office_fonts import office_fonts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from secretariat.domain.facts import Dossier, Person
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.meetings import MeetingView

UNASKED = "未登记请假"
"""Of somebody who is marked as on leave without having asked for it."""
LATE = "补假"


@record(kw_only=True)
class LeaveLine:
    """One request; ``leave`` is ``None`` for somebody who is marked as on leave without one.

    ``counts`` is whether the request is the one that counts of its person, ``late`` whether it was made after the
    meeting, ``free`` whether it needs nobody's approval.
    """

    key: str
    person: str
    name: str
    title: str
    leave: Leave | None
    state: LeaveState | None
    counts: bool
    late: bool
    free: bool

    @property
    def waits(self) -> bool:
        """Whether somebody has to approve it still."""
        return self.counts and self.state is LeaveState.ASKED and not self.free

    @property
    def word(self) -> str:
        """The state in a word."""
        if self.state is None:
            return UNASKED
        return FREE if self.free and self.state is LeaveState.ASKED else STATE_NAMES[self.state]


@record(kw_only=True)
class LeaveFigures:
    """How many are due, are on leave, wait for an approval, will come, and must; ``None`` where no rule asks."""

    due: int
    on_leave: int
    waiting: int
    expected: int
    needed: int | None = None

    @property
    def words(self) -> str:
        """The figures in a sentence."""
        needed = "" if self.needed is None else f"，需到 {self.needed} 人"
        waiting = f"，待批准 {self.waiting} 人" if self.waiting else ""
        short = self.needed is not None and self.expected < self.needed
        verdict = "，将达不到法定人数" if short else ""
        return f"应到 {self.due} 人，请假 {self.on_leave} 人{waiting}，预计实到 {self.expected} 人{needed}{verdict}。"


def leave_lines(dossier: Dossier, rulebook: Rulebook | None) -> tuple[LeaveLine, ...]:
    """Every request in the order of the list, and whoever is marked as on leave without one."""
    order = list(dict.fromkeys([row.person for row in dossier.attendance] + [leave.person for leave in dossier.leave]))
    asked = {leave.person for leave in dossier.leave}
    marked = {row.person for row in dossier.attendance if row.status is Presence.LEAVE}
    case = _case(dossier, rulebook)
    people = {person.id: person for person in dossier.people}
    return tuple(
        line
        for key in order
        if key in asked or key in marked
        for line in _lines_of(dossier, case, people[key], marked=key in marked)
    )


def _lines_of(dossier: Dossier, case: Case | None, person: Person, *, marked: bool) -> Iterator[LeaveLine]:
    approver = None if case is None else approver_of(case, person)
    counting = current(dossier, person.id)

    def line(key: str, leave: Leave | None) -> LeaveLine:
        return LeaveLine(
            key=key,
            person=person.id,
            name=person.name,
            title=person.title or unit_title(dossier, person),
            leave=leave,
            state=None if leave is None else state(leave),
            counts=leave is counting,
            late=leave is not None and after_the_fact(leave, dossier.meeting),
            free=case is not None and (approver is None or approver.exempt),
        )

    for number, leave in enumerate(dossier.leave):
        if leave.person == person.id:
            yield line(str(number), leave)
    if marked and counting is None:
        yield line(person.id, None)


def approver_for(dossier: Dossier, rulebook: Rulebook | None, person: str) -> LeaveApprover | None:
    """Whom the rule names to approve somebody's leave; ``None`` where no rule asks anything of him."""
    case = _case(dossier, rulebook)
    who = next((one for one in dossier.people if one.id == person), None)
    return None if case is None or who is None else approver_of(case, who)


def _case(dossier: Dossier, rulebook: Rulebook | None) -> Case | None:
    """The meeting as the rule of its kind sees it; what is asked here is as of its own day."""
    rule = None if rulebook is None else rulebook.kinds.get(dossier.meeting.kind)
    if rulebook is None or rule is None:
        return None
    return Case(rulebook, rule, dossier, as_of=dossier.meeting.date, calendar=WorkCalendar({}))


def figures(dossier: Dossier, rulebook: Rulebook | None, *, today: dt.date) -> LeaveFigures:
    """The figures of the summary; without a rule, of those listed as members."""
    quorum = None if rulebook is None else expected(dossier, rulebook, as_of=today)
    lines = leave_lines(dossier, rulebook)
    members = {row.person for row in dossier.attendance if row.as_ is Part.MEMBER}
    present = {row.person for row in dossier.attendance if row.status is Presence.PRESENT}
    marked = {row.person for row in dossier.attendance if row.status is Presence.LEAVE}
    approved = {line.person for line in lines if line.counts and line.state is LeaveState.APPROVED}
    away = members & (marked | approved) - present
    return LeaveFigures(
        due=len(members) if quorum is None else quorum.due,
        on_leave=len(away),
        waiting=sum(line.waits for line in lines),
        expected=len(members - away) if quorum is None else quorum.present,
        needed=None if quorum is None else quorum.needed,
    )


# -- on paper ---------------------------------------------------------------------------------------------------------


def leave_summary_pdf(view: MeetingView, *, today: dt.date) -> bytes:
    """The summary of a meeting's leave as a PDF; raises ``MissingGlyphError``."""
    return render_leave_summary(summary_paper(view, today=today), office_fonts())


def summary_paper(view: MeetingView, *, today: dt.date) -> LeaveSummaryPaper:
    """What the paper says: requests that count, in the order of the list; those taken back are left out."""
    dossier = view.dossier
    names = {person.id: person.name for person in dossier.people}
    office = dossier.government.office or ("" if view.rulebook is None else view.rulebook.words.office)
    instead = {row.person: row.substitute for row in dossier.attendance if row.substitute is not None}
    return LeaveSummaryPaper(
        heading=f"{view.name}请假情况汇总",
        meeting=view.name,
        held_on=date_text(dossier.meeting.date),
        counts=figures(dossier, view.rulebook, today=today).words,
        entries=tuple(_entry(line, names, instead) for line in leave_lines(dossier, view.rulebook) if line.counts),
        note=f"{office}　{date_text(today)}".strip(),
        made_by=office,
        submit_to=_head(view),
    )


def _entry(line: LeaveLine, names: dict[str, str], instead: dict[str, str]) -> LeaveEntry:
    leave = line.leave or Leave(person=line.person)
    notes = [LATE] if line.late else []
    notes += [line.word] if line.state is not LeaveState.APPROVED and not (line.free and line.leave) else []
    notes += ["有书面报告"] if leave.written_report else []
    notes += [leave.note] if leave.note else []
    return LeaveEntry(
        name=line.name,
        title=line.title,
        reason=leave.reason or "",
        asked_on="" if leave.asked_on is None else date_text(leave.asked_on),
        approver=names.get(leave.approved_by or leave.refused_by or "", ""),
        acting=names.get(leave.acting or instead.get(line.person) or "", ""),
        note="；".join(notes),
    )


def _head(view: MeetingView) -> str:
    """To whom the summary goes: the chair where the rule has him approve, else the head of the government."""
    case = _case(view.dossier, view.rulebook)
    if case is None:
        return ""
    entries = [entry for entry in case.binding(case.rulebook.leave) if "leaders" in entry.who]
    if any(entry.approver == "chair" for entry in entries):
        return "" if case.chair is None else case.called(case.chair)
    return case.called_all(case.holders(next((entry.posts for entry in entries), (Post.HEAD,))))
