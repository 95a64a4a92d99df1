"""What stands in the rows of the agenda and of the candidates, and how the columns show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from secretariat.domain.agenda_times import time_plan
from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.namesakes import named_apart
from secretariat.domain.proposals import END_WORDS
from secretariat.domain.states import Part
from secretariat.rules.agenda_plan import conflicts, proposed_order
from secretariat.rules.case import Case
from secretariat.rules.finding import Severity
from secretariat.rules.topic_needs import until_text
from secretariat.services.topic_view import AgendaView, minutes_of
from ui.meetings.words import common_kind
from ui.table_model import Column
from ui.topics.words import unbroken
from ui.widgets.date_text import write_date, write_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariat.domain.agenda_times import Slot
    from secretariat.domain.facts import Dossier
    from secretariat.rules.finding import Finding
    from secretariat.services.candidates import CandidateSight
    from secretariat.services.meetings import MeetingView
    from secretariat.services.proposal_list import TopicRow

GAP: Final = "　"
"""Between the parts of a note."""
_GRAVE: Final = {Severity.VIOLATION: "violation", Severity.WARNING: "warning"}


def case_of(view: MeetingView, dossier: Dossier, today: dt.date) -> Case | None:
    """The meeting as its rulebook sees it; ``None`` where none judges it. Deadlines are not asked of it."""
    rule = None if view.rulebook is None else view.rulebook.kinds.get(dossier.meeting.kind)
    if view.rulebook is None or rule is None:
        return None
    return Case(view.rulebook, rule, dossier, as_of=today, calendar=WorkCalendar({}))


def plan_of(case: Case | None, dossier: Dossier) -> AgendaView:
    """The agenda's time plan, its order by rule and its conflicts, as it will be once everything is saved."""
    if case is None:
        return AgendaView(slots=time_plan(dossier.topics, dossier.meeting.start))
    return AgendaView(
        slots=time_plan(dossier.topics, dossier.meeting.start, default=minutes_of(case)),
        order=proposed_order(case),
        conflicts=conflicts(case),
    )


# -- the agenda -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One topic of the agenda; ``wrong`` is what is found of it, ``clashes`` its conflicts, ``tone`` how grave."""

    no: int
    title: str
    note: str
    time: str
    span: str
    wrong: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    tone: str = ""


def agenda_rows(dossier: Dossier, plan: AgendaView, findings: Mapping[str, tuple[Finding, ...]]) -> list[AgendaRow]:
    """The rows of the agenda; ``findings`` by the titles of the topics: their numbers may be others by now."""
    units = {unit.id: unit.name for unit in dossier.departments}
    called = named_apart(dossier)
    asked = attendees_of(dossier)
    reasons = {one.no: one.text for one in plan.order.reasons} if plan.order is not None else {}
    clashes: dict[int, list[str]] = {}
    for one in plan.conflicts:
        clashes.setdefault(one.topic, []).append(one.text)
    rows = []
    for topic, slot in zip(sorted(dossier.topics, key=lambda topic: topic.no), plan.slots, strict=True):
        found = [one for one in findings.get(topic.title, ()) if one.severity in _GRAVE]
        wrong = (*(one.message for one in found), *clashes.get(topic.no, ()))
        tone = "violation" if any(one.severity is Severity.VIOLATION for one in found) else "warning"
        said = (
            reasons.get(topic.no, "").replace("为", "："),
            "临时追加" if topic.ad_hoc is not None else "",
            units.get(topic.sponsor or "", ""),
            f"{called[topic.reporter]}汇报" if topic.reporter in called else "未定汇报人",
            f"列席{len(asked[topic.no])}人" if asked.get(topic.no) else "",
        )
        rows.append(
            AgendaRow(
                no=topic.no,
                title=topic.title,
                note=GAP.join(filter(None, said)),
                time=clock_span(slot),
                span=f"{'约' if slot.assumed else ''}{slot.minutes}分钟，累计{slot.total}",
                wrong=wrong,
                clashes=tuple(clashes.get(topic.no, ())),
                tone=tone if wrong else "",
            )
        )
    return rows


def findings_by_title(view: MeetingView) -> dict[str, tuple[Finding, ...]]:
    """What was found of the topics as they were read, by their titles."""
    titles = {topic.no: topic.title for topic in view.dossier.topics}
    found: dict[str, tuple[Finding, ...]] = {}
    for one in () if view.judgement is None else view.judgement.findings:
        if isinstance(one.subject, int) and one.subject in titles:
            title = titles[one.subject]
            found[title] = (*found.get(title, ()), one)
    return found


def attendees_of(dossier: Dossier) -> dict[int, list[str]]:
    """Who attends for a topic alone, by its number."""
    found: dict[int, list[str]] = {}
    for line in dossier.attendance:
        for no in line.topics if line.as_ is not Part.STAFF else ():
            found.setdefault(no, []).append(line.person)
    return found


def clock_span(slot: Slot) -> str:
    """From when to when a topic is on; empty where the meeting's beginning is not known."""
    if slot.start is None or slot.end is None:
        return ""
    return f"{write_time(slot.start)}—{write_time(slot.end)}"


def agenda_columns() -> list[Column[AgendaRow]]:
    """The agenda's columns."""
    return [
        Column(key="no", title="序号", text=lambda row: str(row.no), align="right", width=48),
        Column(key="title", title="议题", text=lambda row: f"{row.title}\n{row.note}", stretch=True),
        Column(
            key="time",
            title="时间",
            text=lambda row: f"{row.time}\n{row.span}" if row.time else row.span,
            width=92,
        ),
        Column(
            key="check",
            title="检查",
            text=lambda row: f"{len(row.wrong)} 项" if row.wrong else "",
            mark=lambda row: (row.tone, row.tone) if row.tone else None,
            tip=lambda row: "\n".join(row.wrong),
            width=76,
        ),
    ]


# -- candidates -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One candidate; ``sight`` is ``None`` until somebody has looked at what it lacks."""

    key: int
    row: TopicRow
    other_kind: str = ""
    sight: CandidateSight | None = None

    @property
    def lacks(self) -> int:
        """How much it lacks."""
        return 0 if self.sight is None else len(self.sight.missing)

    @property
    def late(self) -> bool:
        """Whether the last day of something that it lacks is past."""
        return self.sight is not None and any(need.late for need in self.sight.missing)

    @property
    def state(self) -> str:
        """How far it is, in two words."""
        if self.sight is None or not self.sight.judged:
            return "…" if self.sight is None else "未检查"
        return f"缺 {self.lacks} 项" if self.lacks else "齐备"

    @property
    def mark(self) -> tuple[str, str] | None:
        """Its mark: ready, waiting for something, late."""
        if self.sight is None or not self.sight.judged:
            return None
        return ("warning", "warning") if self.late else ("clock", "text_2") if self.lacks else ("good", "good")

    @property
    def due(self) -> str:
        """By when something must be there."""
        found = next((need for need in (self.sight.missing if self.sight else ()) if need.left is not None), None)
        if found is None or found.until is None:
            return ""
        return unbroken("有要件逾期" if found.late else f"最迟{write_day(found.until.day)}")

    @property
    def note(self) -> str:
        """What stands under its title."""
        back = "" if self.row.came_back is None else self.row.origin or END_WORDS[self.row.came_back]
        return GAP.join(filter(None, (self.row.sponsor or "", self.other_kind, back, self.due)))


def write_day(day: dt.date) -> str:
    """A day of this year or the next, in few words."""
    return f"{day.month}月{day.day}日"


def candidate_rows(
    found: tuple[TopicRow, ...], sights: Mapping[int, CandidateSight], *, kind: str
) -> list[CandidateRow]:
    """The rows of the candidates, in the order in which they came."""
    return [
        CandidateRow(
            key=row.meeting,
            row=row,
            other_kind="" if row.kind == kind else f"拟提交{common_kind(row.kind, row.government)}",
            sight=sights.get(row.meeting),
        )
        for row in found
    ]


def candidate_columns() -> list[Column[CandidateRow]]:
    """The candidates' columns."""
    return [
        Column(
            key="title",
            title="候选议题",
            text=lambda one: f"{one.row.title}\n{one.note}" if one.note else one.row.title,
            search=lambda one: " ".join(
                (one.row.leader or "", *(need.what for need in (one.sight.missing if one.sight else ())))
            ),
            stretch=True,
        ),
        Column(
            key="state",
            title="要件",
            text=lambda one: one.state,
            mark=lambda one: one.mark,
            tip=lambda one: "\n".join(missing_lines(one)),
            width=84,
        ),
    ]


def missing_lines(one: CandidateRow) -> list[str]:
    """What a candidate lacks, by whom: a line for each day by which it must be there."""
    days: dict[str, list[str]] = {}
    for need in one.sight.missing if one.sight is not None else ():
        days.setdefault(until_text(need) or "未定期限", []).append(
            f"{need.what}（{need.by}）" if need.by else need.what
        )
    return [f"{until}：{'、'.join(found)}" for until, found in days.items()]


def history_lines(one: CandidateRow) -> list[str]:
    """Where a candidate has been, a line each."""
    lines = []
    for been in one.sight.history if one.sight is not None else ():
        end = "" if been.end is None else END_WORDS[been.end]
        why = f"：{been.reason or been.text}" if been.reason or been.text else ""
        lines.append(f"{write_date(been.day)}{been.title.partition('（')[0]}{end}{why}")
    return lines
