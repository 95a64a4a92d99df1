"""Another government's rules are another data file: an invented one works without any change of the program.

Half suffices (半数以上), only deputies count for the quorum, two thirds suffice for appointments, it has a kind of its
own, any deputy may be commissioned, and the secretary-general or a deputy secretary-general signs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Approval, Attendance, Dossier, Government, Meeting, Minutes, Topic
from secretariat.domain.states import MeetingStatus, Part, Post, Presence, TopicType
from secretariat.rules.loader import load_rulebook
from secretariat.rules.rulebook import in_force_on
from tests.rules.build import (
    DEPARTMENTS,
    ROOT,
    away,
    findings,
    judged,
    line,
    meeting,
    minutes,
    out_for,
    rulebook,
    someone,
    strike,
    topic,
)
from tests.rules.texts import GOVERNMENTS

BOOK = load_rulebook(ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml")
DEPUTIES = tuple(someone(f"deputy{no}", Post.DEPUTY) for no in range(1, 7))
PEOPLE = (
    someone("mayor", Post.HEAD),
    *DEPUTIES,
    someone("secretary", Post.OFFICE_DIRECTOR),
    someone("under", Post.OFFICE_DEPUTY_DIRECTOR),
    someone("supervisor", Post.DEPARTMENT_HEAD, of="d-supervision"),
    someone("steel", Post.ENTERPRISE_HEAD, of="d-steel"),
    someone("outsider"),
)


def seats(*people: str) -> tuple[Attendance, ...]:
    return tuple(Attendance(person=each, as_=Part.MEMBER, status=Presence.PRESENT) for each in people)


EXECUTIVE = Dossier(
    format="secretariat-dossier/1",
    government=Government(name="东原市人民政府"),
    departments=DEPARTMENTS,
    people=PEOPLE,
    meeting=Meeting(kind="executive", date=date(2025, 6, 3), status=MeetingStatus.ISSUED, chair="mayor"),
    attendance=(
        *seats("mayor", *(each.id for each in DEPUTIES), "secretary"),
        Attendance(person="supervisor", as_=Part.ATTENDEE, status=Presence.PRESENT),
    ),
    topics=(Topic(no=1, title="任免事项", type=TopicType.REPORT),),
    minutes=Minutes(signed_by="secretary", signed_on=date(2025, 6, 4), reviews=(Approval(by="under"),)),
)
COORDINATION = replace(
    EXECUTIVE,
    meeting=replace(EXECUTIVE.meeting, kind="coordination", chair="deputy1"),
    attendance=seats(*(each.id for each in DEPUTIES), "steel"),
    minutes=None,
)


def told(dossier):
    return [(each.code, each.subject, each.article) for each in findings(dossier, BOOK)]


def absent(dossier, number):
    """Have that many deputies on leave, the last first."""
    return away(dossier, *(each.id for each in DEPUTIES[len(DEPUTIES) - number :]))


@pytest.mark.parametrize("dossier", [EXECUTIVE, COORDINATION], ids=["executive", "coordination"])
def test_a_clean_meeting(dossier):
    assert told(dossier) == []


@pytest.mark.parametrize(("leave", "met"), [(0, True), (2, True), (3, True), (4, False), (6, False)])
def test_half_suffices_and_only_deputies_count(leave, met):
    quorum = judged(absent(EXECUTIVE, leave), BOOK).quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (6, 6 - leave, 3, met)
    expected = [] if met else [("quorum.not_met", None, "第十二条")]
    assert told(absent(EXECUTIVE, leave)) == expected


def test_neither_the_mayor_nor_the_secretary_general_counts():
    assert judged(away(EXECUTIVE, "secretary"), BOOK).quorum.present == 6
    assert told(absent(EXECUTIVE, 4)) == [("quorum.not_met", None, "第十二条")]


@pytest.mark.parametrize(("leave", "met"), [(2, True), (3, False)])
def test_two_thirds_suffice_for_an_appointment(leave, met):
    dossier = topic(absent(EXECUTIVE, leave), type=TopicType.APPOINTMENT)
    (own,) = judged(dossier, BOOK).quorum.topics
    assert (own.needed, own.met) == (4, met)
    assert told(dossier) == ([] if met else [("quorum.topic_not_met", 1, "第十三条")])


def test_recusal_of_one_who_does_not_count_changes_nothing():
    dossier = absent(EXECUTIVE, 3)
    assert told(out_for(dossier, 1, "mayor", "secretary")) == []
    assert told(out_for(dossier, 1, "deputy1")) == [("quorum.topic_not_met", 1, "第十二条")]


def test_its_own_kind_has_its_own_share():
    """At least 3/4 of 7 is 6."""
    quorum = judged(COORDINATION, BOOK).quorum
    assert (quorum.due, quorum.needed) == (7, 6)
    assert told(absent(COORDINATION, 1)) == []
    assert told(absent(COORDINATION, 2)) == [("quorum.not_met", None, "第十五条")]


def test_its_lists():
    assert told(strike(EXECUTIVE, "deputy3")) == [("member.missing", "deputy3", "第十一条")]
    assert told(line(EXECUTIVE, "outsider")) == [("member.extra", "outsider", "第十一条")]
    assert told(strike(EXECUTIVE, "supervisor")) == [("attendee.missing", "supervisor", "第十一条")]
    assert told(strike(COORDINATION, "steel")) == [("member.missing", "steel", "第十五条")]


def test_its_chairs():
    by_mayor = {"commissioned_by": "mayor", "commissioned_on": date(2025, 6, 2)}
    deputy = meeting(EXECUTIVE, chair="deputy2")
    assert told(away(meeting(deputy, **by_mayor), "mayor")) == []
    assert told(away(deputy, "mayor")) == [("chair.not_commissioned", "deputy2", "第十一条")]
    assert told(meeting(deputy, **by_mayor)) == [("chair.not_commissioned", "deputy2", "第十一条")]
    assert told(away(meeting(EXECUTIVE, chair="secretary"), "mayor")) == [
        ("chair.not_entitled", "secretary", "第十一条")
    ]
    # It names nobody who stands in for the mayor.
    assert told(meeting(COORDINATION, chair="mayor")) == [("chair.not_entitled", "mayor", "第十五条")]


@pytest.mark.parametrize(
    ("signer", "right"), [("secretary", True), ("under", True), ("mayor", False), ("deputy1", False)]
)
def test_the_secretary_general_or_a_deputy_signs_the_minutes(signer, right):
    code = [] if right else [("minutes.wrong_signer", "第十四条")]
    assert [(each[0], each[2]) for each in told(minutes(EXECUTIVE, signed_by=signer))] == code
    assert set(judged(EXECUTIVE, BOOK).minutes_signer.posts) == {Post.OFFICE_DIRECTOR, Post.OFFICE_DEPUTY_DIRECTOR}


def test_where_it_is_silent_the_chair_is_proposed():
    signer = judged(COORDINATION, BOOK).minutes_signer
    assert (signer.silent, signer.person, signer.article) == (True, "deputy1", None)


def test_a_kind_that_it_does_not_know():
    assert told(meeting(EXECUTIVE, kind="plenary")) == [("kind.not_provided", None, "第十条")]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 2, 28), False),
        (date(2025, 3, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),  # the first day without force
    ],
    ids=str,
)
def test_it_stands_beside_the_others_and_is_in_force_from_day_to_day(day, found):
    books = [BOOK, *map(rulebook, GOVERNMENTS)]
    assert in_force_on(books, "东原市人民政府", day) is (BOOK if found else None)
    assert in_force_on(books, "淄川区人民政府", day) is rulebook("zichuan-2022")


def test_of_two_versions_the_one_that_began_last():
    later = replace(BOOK, code="dongyuan-2025b", in_force=date(2025, 9, 1))
    books = [BOOK, later]
    assert in_force_on(books, BOOK.government, date(2025, 8, 31)) is BOOK
    assert in_force_on(books, BOOK.government, date(2025, 9, 1)) is later
    assert in_force_on(reversed(books), BOOK.government, date(2025, 9, 1)) is later
