"""At which step of its life a meeting is, as its stepper says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Attendance, Notice, Topic
from secretariat.domain.states import MeetingStatus, NoticeAnswer, Part, Presence, TopicType
from secretariat.services.meetings import view_of
from secretariat.services.reference import Reference
from tests.rules import due_tables as hand
from tests.rules.due_by_hand import meeting_of
from ui.meetings import life

REFERENCE = Reference()
TOPIC = (Topic(no=1, title="财政资金管理办法", type=TopicType.DOCUMENT),)
LISTED = tuple(Attendance(person=one, as_=Part.MEMBER, status=Presence.ABSENT) for one in ("head", "deputy_police"))
CAME = (replace(LISTED[0], status=Presence.PRESENT), LISTED[1])
ONE_TOLD = (Notice(person="head", on=hand.DAY, answer=NoticeAnswer.ATTENDS),)
ALL_TOLD = (*ONE_TOLD, Notice(person="deputy_police", on=hand.DAY))


@pytest.mark.parametrize(
    ("step", "changes", "of_meeting"),
    [
        ("topics", {}, {}),
        ("topics", {"attendance": LISTED}, {}),
        ("agenda", {"topics": TOPIC}, {}),
        ("agenda", {"topics": TOPIC, "attendance": LISTED}, {}),
        ("notice", {"topics": TOPIC}, {"agenda_set_on": date(2022, 6, 13)}),
        # Nobody has been told yet, though all are listed.
        ("notice", {"topics": TOPIC, "attendance": LISTED}, {"agenda_set_on": date(2022, 6, 13)}),
        ("notice", {"topics": TOPIC, "attendance": LISTED, "notices": ONE_TOLD}, {}),
        ("signin", {"topics": TOPIC, "attendance": LISTED, "notices": ALL_TOLD}, {}),
        # Who is in the room was told in some way that nobody has entered.
        ("signin", {"topics": TOPIC, "attendance": CAME}, {}),
        ("minutes", {"topics": TOPIC, "attendance": CAME}, {"status": MeetingStatus.HELD}),
        ("followup", {"topics": TOPIC, "attendance": CAME}, {"status": MeetingStatus.ISSUED}),
    ],
)
def test_the_step_that_a_meeting_is_at(step, changes, of_meeting):
    empty = meeting_of("zichuan-2022", "executive")
    meeting = replace(empty.meeting, status=MeetingStatus.PLANNED)
    dossier = replace(empty, meeting=replace(meeting, **of_meeting), **changes)
    assert life.step(view_of(1, dossier, REFERENCE, today=hand.DAY)) == step
