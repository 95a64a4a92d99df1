"""A topic from dossier to dossier: who is whom, what comes along, what only the meeting knows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import typing

import pytest

from secretariat.domain import facts, proposals, topic_references
from secretariat.domain.proposals import Side
from secretariat.domain.states import AgendaAct, DepartmentKind, FileKind, Outcome, Post, ReviewKind, StepKind
from secretariat.services import integrity

FILED, HELD = dt.date(2022, 4, 1), dt.date(2022, 4, 29)
DRAFT = facts.Attachment(id="a1", name="草案.pdf", sha256="1" * 64, size=10)
OTHER = facts.Attachment(id="a1", name="别的.pdf", sha256="2" * 64, size=11)


def unit(ref, name):
    return facts.Department(id=ref, name=name, kind=DepartmentKind.DEPARTMENT)


def head_of(ref, name, department):
    return facts.Person(id=ref, name=name, posts=(facts.Holding(post=Post.DEPARTMENT_HEAD, department=department),))


def dossier(kind, day, **more):
    return facts.Dossier(
        format="secretariat-dossier/2",
        government=facts.Government(name="某区人民政府", term=18),
        meeting=facts.Meeting(kind=kind, date=day, number=4 if day == HELD else None),
        **more,
    )


TOPIC = facts.Topic(
    no=1,
    title="城市更新条例",
    sponsor="x",
    concerns=("y",),
    reporter="q",
    steps=(facts.Step(step=StepKind.DEPUTY_REVIEW, by="v", on=FILED),),
    reviews=(facts.Review(review=ReviewKind.LEGALITY, by="y", file="a1"),),
    files=(facts.TopicFile(attachment="a1", kind=FileKind.DRAFT),),
)
PROPOSAL = dossier(
    "executive",
    FILED,
    departments=(unit("x", "住建局"), unit("y", "司法局"), unit("z", "水利局")),
    people=(
        facts.Person(id="v", name="方致和", posts=(facts.Holding(post=Post.DEPUTY),), in_charge_of=("x", "z")),
        head_of("q", "龚　燚", "x"),
        head_of("w", "水局长", "z"),
    ),
    topics=(TOPIC,),
    attachments=(DRAFT,),
)
MEETING = dossier(
    "executive",
    HELD,
    departments=(unit("d1", "司法局"), unit("d2", "住建局")),
    people=(head_of("p1", "龚燚", "d2"), head_of("p2", "方致和", "d1")),
    topics=(facts.Topic(no=1, title="学习"),),
    attachments=(OTHER,),
)


def put_on(source=PROPOSAL, target=MEETING, people=None, known=None, **more):
    return proposals.put_on(
        Side(dossier=source, people=people or {}), Side(dossier=target, people=known or {}), on=HELD, **more
    )


def test_every_reference_within_a_topic_is_known():
    """As the format's own list of meanings says it, for everything that a topic holds."""
    meant = (
        (topic_references._PEOPLE, integrity._person),
        (topic_references._DEPARTMENTS, integrity._department),
        (topic_references._FILES, integrity._attachment),
    )
    for table, meaning in meant:
        expected = {
            kind: {name for name, what in integrity.MEANINGS[kind].items() if what is meaning} for kind in _held()
        }
        assert {kind: set(names) for kind, names in table.items()} == {k: v for k, v in expected.items() if v}


def _held(kind=facts.Topic):
    """The records that a topic is made of."""
    found = {kind}
    for hint in typing.get_type_hints(kind).values():
        for one in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(one):
                found |= _held(one)
    return found


def test_a_topic_comes_in_the_meetings_own_ids():
    carried = put_on()
    topic = carried.topic
    assert (topic.no, topic.sponsor, topic.concerns, topic.reporter) == (2, "d2", ("d1",), "p1")
    assert topic.added_on == HELD
    assert carried.dossier.topics == (*MEETING.topics, topic)
    # The head of another unit bears his name: somebody else. He comes along, with what he is in charge of.
    (added,) = carried.dossier.people[2:]
    assert (added.name, added.in_charge_of, topic.steps[0].by) == ("方致和", ("d2",), added.id)
    assert carried.added_people == {"v": added.id}
    assert carried.dossier.departments == MEETING.departments  # 水利局 is not named


def test_its_files_come_under_free_ids():
    carried = put_on()
    assert [one.name for one in carried.dossier.attachments] == ["别的.pdf", "草案.pdf"]
    assert carried.topic.files[0].attachment == carried.topic.reviews[0].file == carried.dossier.attachments[1].id
    again = put_on(target=dataclasses.replace(MEETING, attachments=(dataclasses.replace(DRAFT, id="其他"),)))
    assert [one.id for one in again.dossier.attachments] == ["其他"]
    assert again.topic.files[0].attachment == "其他"


@pytest.mark.parametrize(
    ("own", "theirs", "same"),
    [
        ({"v": 7}, {"p2": 7}, True),  # linked with the same person
        ({"v": 7}, {"p2": 8}, False),  # with somebody else
        ({}, {}, False),  # by name: 常务副区长 is not the head of 司法局
    ],
)
def test_a_link_to_the_organisation_decides(own, theirs, same):
    carried = put_on(people=own, known=theirs)
    assert (carried.topic.steps[0].by == "p2") == same


def test_without_a_unit_the_only_one_of_the_name_is_meant():
    plain = dataclasses.replace(MEETING, people=(facts.Person(id="p9", name="方致和"),))
    assert put_on(target=plain).topic.steps[0].by == "p9"
    two = dataclasses.replace(MEETING, people=(*plain.people, facts.Person(id="p8", name="方致和")))
    assert put_on(target=two).topic.steps[0].by not in {"p8", "p9"}


def test_an_agenda_that_is_set_records_what_comes_and_goes():
    agenda = dataclasses.replace(MEETING, meeting=dataclasses.replace(MEETING.meeting, agenda_set_on=HELD))
    after = put_on(target=agenda, ad_hoc=facts.AdHoc(consent_by="p1", reason="急"), by="p1").dossier
    assert after.topics[1].ad_hoc == facts.AdHoc(consent_by="p1", reason="急")
    (came,) = after.agenda_changes
    assert (came.what, came.title, came.from_no, came.to_no) == (AgendaAct.ADDED, "城市更新条例", None, 2)
    gone = proposals.taken_off(after, 1, on=HELD, reason="材料未齐")
    went = gone.agenda_changes[1]
    assert (went.what, went.title, went.from_no, went.to_no, went.reason) == (
        AgendaAct.WITHDRAWN,
        "学习",
        1,
        None,
        "材料未齐",
    )
    assert [(topic.no, topic.title) for topic in gone.topics] == [(1, "城市更新条例")]


def test_it_comes_back_with_what_was_done_to_it():
    there = put_on()
    decision = facts.Decision(outcome=Outcome.DEFERRED, text="缓一缓")
    sign = facts.Countersign(department="d1", signed_by="p1", asked_on=HELD)
    topic = dataclasses.replace(
        there.topic,
        decision=decision,
        countersigns=(sign,),
        copies=(facts.Copy(no=1, person="p1"),),
        material=facts.Material(submitted_on=FILED, delivered_on=(HELD,)),
        discussion="有不同意见",
    )
    back = proposals.brought_back(
        Side(dossier=there.dossier), topic, Side(dossier=PROPOSAL), origin="第4次常务会议议题2缓议", heard=True
    )
    (mine,) = back.dossier.topics
    assert (mine.no, mine.sponsor, mine.origin) == (1, "x", "第4次常务会议议题2缓议")
    assert (mine.decision, mine.added_on, mine.copies, mine.discussion) == (None, None, (), None)
    assert mine.material == facts.Material(submitted_on=FILED)
    assert mine.countersigns == (facts.Countersign(department="y", signed_by="q", asked_on=HELD),)
    assert mine.steps == TOPIC.steps
    assert back.dossier.people == PROPOSAL.people
    assert back.dossier.attachments == PROPOSAL.attachments
    off = proposals.brought_back(
        Side(dossier=there.dossier), topic, Side(dossier=PROPOSAL), origin="撤出", heard=False
    ).topic
    assert off.copies == (facts.Copy(no=1, person="q"),)  # given out, and still to be called back
    assert off.material.delivered_on == (HELD,)


def test_a_proposal_of_a_meetings_topic_can_be():
    there = put_on().dossier
    made = proposals.dossier_of_topic(
        there, 2, kind="plenary", filed_on=HELD, origin=proposals.origin_of(there, 2, "转报")
    )
    assert not list(integrity.problems(made))
    assert made.topics[0].origin == "第4次常务会议议题2转报"
    assert [one.name for one in made.attachments] == ["草案.pdf"]
    assert (made.meeting.kind, made.meeting.date, made.attendance) == ("plenary", HELD, ())
