"""The list of all topics: candidates and topics of meetings, each once, narrowed in the database."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.proposals import End
from secretariat.domain.states import MeetingStatus, Outcome, TopicType
from secretariat.services import agenda, proposals
from secretariat.services.proposal_list import Asked, TopicState, board, list_topics
from tests.databases import SECRETARY
from tests.services.topics_desk import DAY, FILED, Desk


@pytest.fixture
def desk(database):
    return Desk(database)


def counts(database, *asked):
    return board(database, *asked).counts


def test_every_matter_stands_in_it_once_for_each_time_it_came_up(desk):
    deferred, decided, filed, meeting = desk.file("缓议的"), desk.file("通过的"), desk.file("刚报的"), desk.meeting()
    proposals.place(desk.database, SECRETARY, (deferred, decided), meeting)
    agenda.add_to_agenda(desk.database, SECRETARY, meeting, "直接列入的", on=FILED, type=TopicType.STUDY)
    desk.decide(meeting, 1, Outcome.DEFERRED)
    desk.decide(meeting, 2, Outcome.ADOPTED)
    rows = list_topics(desk.database)
    assert [(row.title, row.state, row.outcome, row.proposal, row.came_back) for row in rows] == [
        ("缓议的", TopicState.HEARD, Outcome.DEFERRED, deferred, None),
        ("通过的", TopicState.HEARD, Outcome.ADOPTED, decided, None),
        ("直接列入的", TopicState.ON_AGENDA, None, None, None),
        ("刚报的", TopicState.CANDIDATE, None, filed, None),
        ("缓议的", TopicState.CANDIDATE, None, deferred, End.DEFERRED),
    ]
    first, typed, candidate = rows[0], rows[2], rows[3]
    assert (first.sponsor, first.leader, first.filed_on, first.date, first.number) == (
        "住建局",
        "方致和",
        FILED,
        DAY,
        4,
    )
    assert (first.meeting, first.no, first.status, first.enlarged) == (meeting, 1, MeetingStatus.PLANNED, False)
    assert (typed.type, typed.sponsor, typed.leader, typed.filed_on) == (TopicType.STUDY, None, None, None)
    assert (candidate.meeting, candidate.no, candidate.date, candidate.kind) == (filed, 1, FILED, "executive")
    assert counts(desk.database) == {
        TopicState.CANDIDATE: 2,
        TopicState.ON_AGENDA: 1,
        TopicState.HEARD: 2,
    }

    def titles(**asked):
        return [row.title for row in list_topics(desk.database, Asked(**asked))]

    assert titles(states=(TopicState.CANDIDATE,)) == ["刚报的", "缓议的"]
    assert titles(states=(TopicState.ON_AGENDA, TopicState.HEARD), leader="方致和") == ["缓议的", "通过的"]
    assert titles(type=TopicType.STUDY) == ["直接列入的"]
    assert titles(sponsor="住建局", outcome=Outcome.ADOPTED) == ["通过的"]
    assert titles(text="缓议", until=DAY - dt.timedelta(days=1)) == ["缓议的"]
    assert titles(text="%") == titles(text="_") == titles(kind="plenary") == titles(sponsor="司法局") == []
    assert [row.title for row in board(desk.database, limit=2).rows] == ["缓议的", "通过的"]
    assert [row.title for row in list_topics(desk.database, limit=4)] == [row.title for row in rows[:4]]
    assert counts(desk.database, Asked(text="缓议", since=FILED, government="淄川区人民政府")) == {
        TopicState.CANDIDATE: 1,
        TopicState.ON_AGENDA: 0,
        TopicState.HEARD: 1,
    }
