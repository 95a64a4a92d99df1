"""Candidates for a meeting: which come first, what each lacks, where it has been; and put between two topics."""

from __future__ import annotations

import datetime as dt

from secretariat.domain.proposals import End
from secretariat.domain.states import AgendaAct, Outcome
from secretariat.services import agenda, meetings, proposals
from secretariat.services.candidates import candidate_sights, candidates
from secretariat.services.reference import Reference
from tests.databases import SECRETARY
from tests.services.topics_desk import DAY, NAME, TODAY, Desk


def test_those_meant_for_the_kind_come_first_and_one_put_off_comes_back(file_database):
    desk = Desk(file_database)
    other = desk.file("别类会议的议题")
    meetings.edit_meeting(file_database, SECRETARY, other, kind="head_office")
    put_off = desk.file("缓议的议题")
    earlier = desk.meeting(number=3, day=dt.date(2026, 11, 3))
    desk.decide(earlier, desk.place(put_off, earlier), Outcome.DEFERRED)
    found = candidates(file_database, government=NAME, kind="executive")
    assert [(row.title, row.came_back) for row in found] == [("缓议的议题", End.DEFERRED), ("别类会议的议题", None)]
    asked = [put_off, 999_999]  # of which one is gone
    reference = Reference(file_database)
    (seen,) = candidate_sights(file_database, reference, asked, kind="executive", date=DAY, today=TODAY)
    assert [been.end for been in seen.history] == [End.DEFERRED]
    # 淄川区人民政府工作规则: departments concerned countersign.
    assert any(need.what == "司法局会签" for need in seen.missing)


def test_one_is_put_between_two_topics_unless_the_agenda_is_set(file_database):
    desk = Desk(file_database)
    meeting = desk.meeting()
    for title in ("甲", "乙"):
        desk.place(desk.file(title), meeting)
    assert desk.place(desk.file("丙"), meeting, at=2) == 2
    assert [topic.title for topic in desk.dossier(meeting).topics] == ["甲", "丙", "乙"]
    agenda.set_agenda(file_database, SECRETARY, meeting, on=TODAY, by=None)
    late = desk.file("丁")
    assert desk.place(late, meeting, at=1) == 4
    assert [(one.what, one.to_no) for one in desk.dossier(meeting).agenda_changes] == [(AgendaAct.ADDED, 4)]
    assert proposals.take_off(file_database, SECRETARY, meeting, 4) == late
