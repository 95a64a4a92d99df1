"""The list of all topics: candidates and topics of meetings, each once, narrowed in the database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.meetings import Meeting
from secretariat.domain.organisation import Charge
from secretariat.domain.proposals import End
from secretariat.domain.states import MeetingStatus, Outcome, Post, TopicType
from secretariat.services import agenda, proposals, topics
from secretariat.services import organisation as acts
from secretariat.services.placements import placements_of
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


def test_case_of_letters_does_not_matter(desk):
    desk.file("某某PPP项目实施方案")
    assert [row.title for row in list_topics(desk.database, Asked(text="ppp"))] == ["某某PPP项目实施方案"]


def test_it_says_what_a_plain_recount_says(desk):
    finance = desk.act(acts.add_department, "财政局")
    second = desk.add("石景行", Post.DEPUTY)
    desk.act(acts.add_charge, second, Charge(key=0, department=finance))
    sponsors = (desk.housing, finance, desk.justice, None)
    filed = [desk.file(f"事项{number}", sponsor=sponsors[number % 4]) for number in range(8)]
    meetings = [desk.meeting(number=number, day=DAY + dt.timedelta(days=7 * number)) for number in (1, 2)]
    proposals.place(desk.database, SECRETARY, filed[:5], meetings[0])
    for no, outcome in enumerate((Outcome.ADOPTED, Outcome.DEFERRED, Outcome.DEFERRED, Outcome.NOTED), 1):
        desk.decide(meetings[0], no, outcome)
    up = proposals.refer_up(desk.database, SECRETARY, meetings[0], 1, kind="plenary")
    proposals.place(desk.database, SECRETARY, (filed[1], filed[5]), meetings[1])
    proposals.take_off(desk.database, SECRETARY, meetings[1], 2)
    topics.propose(desk.database, SECRETARY, filed[6], 1, desk.ref(filed[6], "石景行"))
    desk.act(acts.end_person, second, FILED, version=desk.version(second))
    plain = recounted(desk, (*filed, *meetings, up))
    assert {state for _, state, *_ in plain} == set(TopicState)

    @settings(max_examples=30, deadline=None)
    @given(
        states=st.sets(st.sampled_from(TopicState)),
        sponsor=st.sampled_from((None, None, "住建局", "财政局", "别的局")),
        leader=st.sampled_from((None, None, "方致和", "石景行")),
        outcome=st.sampled_from((None, None, Outcome.DEFERRED)),
        text=st.sampled_from((None, "事项", "1")),
        limit=st.sampled_from((1, 3, 500)),
    )
    def same(states, limit, **asked):
        board_of = board(desk.database, Asked(states=tuple(states), **asked), limit=limit)
        fitting = [
            (key, state)
            for key, state, *told, title in plain
            if all(wanted in {None, said} for wanted, said in zip(list(asked.values())[:3], told, strict=True))
            and (asked["text"] or "") in title
        ]
        assert board_of.counts == {state: sum(one == state for _, one in fitting) for state in TopicState}
        shown = [key for key, state in fitting if not states or state in states]
        assert [(row.meeting, row.no) for row in board_of.rows] == shown[:limit]

    same()


def recounted(desk, keys):
    """Every topic with its key, state, sponsor, leader, outcome, title, from the dossiers, in the board's order."""
    found = []
    for key in keys:
        dossier = desk.dossier(key)
        with desk.database.reader() as session:
            proposal = session.get_one(Meeting, key).proposal
            ends = {placed.outcome for placed in placements_of(session, key)}
        if proposal and ends & {None, End.DECIDED}:
            continue
        names = {unit.id: unit.name for unit in dossier.departments}
        for topic in dossier.topics:
            outcome = topic.decision and topic.decision.outcome
            state = TopicState.CANDIDATE if proposal else TopicState.HEARD if outcome else TopicState.ON_AGENDA
            leaders = (
                person.name
                for person in dossier.people
                if topic.sponsor in person.in_charge_of and (not proposal or person.posts[0].to is None)
            )
            told = (names.get(topic.sponsor), next(leaders, None), outcome, topic.title)
            found.append((-dossier.meeting.date.toordinal(), -key, topic.no, state, *told))
    return [((-key, no), *rest) for _, key, no, *rest in sorted(found, key=lambda one: one[:3])]
