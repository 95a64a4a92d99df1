"""Print the agenda of a meeting (会议议程), with the time plan and who attends for which topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.agenda import AgendaPaper, AgendaTopic, render_agenda
from secretariat.domain.agenda_times import time_plan
from secretariat.domain.naming import unit_name, unit_of
from secretariat.domain.numerals import clock_text, date_text, day_text
from secretariat.domain.states import Part, Presence
from secretariat.errors import RefusedError
from secretariat.services.minutes_paper import marking
from secretariat.services.office_fonts import office_fonts
from secretariat.services.topic_papers import meeting_called
from secretariat.services.topic_view import minutes_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.agenda_times import Slot
    from secretariat.domain.facts import Attendance, Topic
    from secretariat.rules.case import Case


def agenda_pdf(case: Case) -> bytes:
    """The agenda as a PDF; raises ``RefusedError`` where there is no topic, ``MissingGlyphError``."""
    return render_agenda(agenda_paper(case), office_fonts())


def agenda_paper(case: Case) -> AgendaPaper:
    """What the agenda says; before it is set it is a draft for comments."""
    dossier, meeting = case.dossier, case.meeting
    if not dossier.topics:
        raise RefusedError("议程上还没有议题，不能打印", "请先列入议题")
    slots = time_plan(dossier.topics, meeting.start, default=minutes_of(case))
    start = "" if meeting.start is None else clock_text(meeting.start)
    chair = case.chair
    whole = [row for row in dossier.attendance if not row.topics and row.status is not Presence.LEAVE]
    set_on = meeting.agenda_set_on
    by = "" if meeting.agenda_set_by is None else case.called(case.people[meeting.agenda_set_by])
    topics = sorted(dossier.topics, key=lambda topic: topic.no)
    return AgendaPaper(
        heading=f"{meeting_called(case)}议程",
        time=f"{meeting.date.year}年{day_text(meeting.date)}{start}",
        place=meeting.place or "",
        chair="" if chair is None else chair.name,
        members=_names(case, (row for row in whole if row.as_ is Part.MEMBER)),
        attendees=_named(case, (row for row in whole if row.as_ is Part.ATTENDEE)),
        topics=tuple(_topic(case, topic, slot) for topic, slot in zip(topics, slots, strict=True)),
        set_by="" if set_on is None else f"{by}{'，' if by else ''}{date_text(set_on)}",
        office=dossier.government.office or case.rulebook.words.office,
        date=date_text(set_on or case.as_of),
        security=marking(dossier),
    )


def _topic(case: Case, topic: Topic, slot: Slot) -> AgendaTopic:
    rows = [
        row
        for row in case.dossier.attendance
        if topic.no in row.topics and row.as_ is not Part.STAFF and row.person != topic.reporter
    ]
    return AgendaTopic(
        title=topic.title,
        reporter=_reporter(case, topic),
        attendees=_named(case, rows),
        time=_time(slot),
        ad_hoc=topic.ad_hoc is not None,
    )


def _reporter(case: Case, topic: Topic) -> str:
    sponsor = "" if topic.sponsor is None else unit_name(case.units[topic.sponsor], case.rulebook.words)
    if topic.reporter is None:
        return sponsor
    return "\u3000".join(filter(None, (sponsor, case.people[topic.reporter].name)))


def _time(slot: Slot) -> str:
    minutes = f"{slot.minutes}分钟，累计{slot.total}分钟"
    if slot.start is None or slot.end is None:
        return minutes
    return f"{_clock(slot.start)}—{_clock(slot.end)}（{minutes}）"


def _clock(at: dt.time) -> str:
    return f"{at.hour}:{at.minute:02d}"


def _names(case: Case, rows: Iterable[Attendance]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.people[row.person].name for row in rows))


def _named(case: Case, rows: Iterable[Attendance]) -> tuple[str, ...]:
    """Attendees with their units: 区财政局蔡金."""
    found = []
    for row in rows:
        person = case.people[row.person]
        unit = unit_of(person, case.units, case.rulebook.words, case.day)
        found.append(f"{unit or ''}{person.name}")
    return tuple(dict.fromkeys(found))
