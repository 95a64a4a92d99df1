"""Another government's rules are another data file: an invented one works without any change of the program.

Who must be there, who chairs and who signs, as other governments' published rules have it: half suffices (半数以上) or
does not (过半数), of all members, of the deputies, of the holders of one post; two thirds for a plenary or a type of
topic; the leader in charge is there for his own topic or writes; the secretary-general or a deputy signs, the head what
is graver; minutes that may be waived. Deadlines are in test_sixth_deadlines.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Approval, Excuse, Minutes, Recusal
from secretariat.domain.states import MeetingStatus, Post, Presence, RecusalReason, TopicFlag, TopicType
from secretariat.rules.finding import Severity
from secretariat.rules.rulebook import in_force_on
from tests.rules.build import away, line, meeting, minutes, out_for, posts, rulebook, strike, topic
from tests.rules.dongyuan import (
    ALL_DEPUTIES,
    BOOK,
    CLEAN,
    COORDINATION,
    EXECUTIVE,
    PLENARY,
    TOWN_FORUM,
    WEEKLY,
    judged,
    told,
)
from tests.rules.texts import GOVERNMENTS

HELD = MeetingStatus.HELD


def absent(dossier, number):
    """Have that many deputies on leave, the last first."""
    return away(dossier, *ALL_DEPUTIES[len(ALL_DEPUTIES) - number :])


@pytest.mark.parametrize("kind", CLEAN)
def test_a_clean_meeting(kind):
    assert told(CLEAN[kind]) == []


def test_it_has_a_clean_meeting_of_each_kind():
    assert set(CLEAN) == set(BOOK.kinds)


# --- how many must be there


@pytest.mark.parametrize(("leave", "met"), [(0, True), (2, True), (3, True), (4, False), (6, False)])
def test_half_suffices_and_only_deputies_count(leave, met):
    quorum = judged(absent(EXECUTIVE, leave)).quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (6, 6 - leave, 3, met)
    expected = [] if met else [("quorum.not_met", None, "第十二条")]
    assert told(absent(EXECUTIVE, leave)) == expected


def test_neither_the_mayor_nor_the_secretary_general_counts():
    assert judged(away(EXECUTIVE, "secretary")).quorum.present == 6
    assert told(absent(EXECUTIVE, 4)) == [("quorum.not_met", None, "第十二条")]


@pytest.mark.parametrize(("leave", "met"), [(2, True), (3, False)])
def test_two_thirds_suffice_for_an_appointment(leave, met):
    dossier = topic(absent(EXECUTIVE, leave), type=TopicType.APPOINTMENT)
    (own,) = judged(dossier).quorum.topics
    assert (own.needed, own.met) == (4, met)
    assert told(dossier) == ([] if met else [("quorum.topic_not_met", 1, "第十三条")])


def test_recusal_of_one_who_does_not_count_changes_nothing():
    dossier = absent(EXECUTIVE, 3)
    assert told(out_for(dossier, 1, "mayor", "secretary")) == []
    assert told(out_for(dossier, 1, "deputy1")) == [("quorum.topic_not_met", 1, "第十二条")]


def test_its_own_kind_has_its_own_share():
    """At least 3/4 of 7 is 6."""
    quorum = judged(COORDINATION).quorum
    assert (quorum.due, quorum.needed) == (7, 6)
    assert told(absent(COORDINATION, 1)) == []
    assert told(absent(COORDINATION, 2)) == [("quorum.not_met", None, "第十五条")]


@pytest.mark.parametrize(("leave", "met"), [(3, True), (4, False)])
def test_two_thirds_of_all_members_for_a_plenary(leave, met):
    """第十六条, 三分之二以上: of 10 members 7, so 6.67 are rounded up and two thirds themselves would do."""
    dossier = absent(PLENARY, leave)
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (10, 10 - leave, 7, met)
    assert told(dossier) == ([] if met else [("quorum.not_met", None, "第十六条")])


@pytest.mark.parametrize(("leave", "met"), [(3, True), (4, False)])
def test_more_than_half_is_not_half(leave, met):
    """第二十条, 过半数: of 8 members 5; half of them are not enough."""
    quorum = judged(absent(WEEKLY, leave)).quorum
    assert (quorum.due, quorum.needed, quorum.met) == (8, 5, met)
    assert told(absent(WEEKLY, leave)) == ([] if met else [("quorum.not_met", None, "第二十条")])


@pytest.mark.parametrize(("struck", "leave", "met"), [((), 2, True), ((), 3, False), (("secretary",), 0, True)])
def test_more_than_two_thirds_for_large_funds(struck, leave, met):
    """第二十条, 超过三分之二: of 8 members 6; more than two thirds, also where two thirds would be a whole number."""
    dossier = topic(absent(away(WEEKLY, *struck), leave), type=TopicType.LARGE_FUNDS)
    (own,) = judged(dossier).quorum.topics
    assert (own.needed, own.met) == (6, met)
    assert told(dossier) == ([] if met else [("quorum.topic_not_met", 1, "第二十条")])


def test_exactly_two_thirds_is_not_more_than_two_thirds():
    """Of 6 members 4 are two thirds: enough for a plenary's 以上, not for 超过."""
    people = tuple(each for each in WEEKLY.people if each.id not in {"deputy5", "deputy6"})
    six = strike(replace(WEEKLY, people=people), "deputy5", "deputy6")
    funds = topic(away(six, "deputy3", "deputy4"), type=TopicType.LARGE_FUNDS)
    (own,) = judged(funds).quorum.topics
    assert (judged(funds).quorum.due, own.present, own.needed, own.met) == (6, 4, 5, False)
    book = replace(
        BOOK, kinds=BOOK.kinds | {"weekly": replace(BOOK.kinds["weekly"], quorum=BOOK.kinds["plenary"].quorum)}
    )
    assert judged(funds, book).quorum.met


@pytest.mark.parametrize(("leave", "met"), [(1, True), (2, False)])
def test_only_the_holders_of_one_post_count(leave, met):
    """第二十一条: more than half of the four heads of counties; all deputies are there and change nothing."""
    dossier = away(TOWN_FORUM, *("town4", "town3")[:leave])
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (4, 4 - leave, 3, met)
    assert told(dossier) == ([] if met else [("quorum.not_met", None, "第二十一条")])
    assert told(absent(TOWN_FORUM, 5)) == []


# --- who must be there for his own topic

LEADER_ABSENT = [("topic.leader_absent", 1, "第十八条")]
OWN = topic(EXECUTIVE, sponsor="d-trade")  # deputy1 is in charge of the department


def wrote(dossier, *people):
    """The first topic with written opinions on record."""
    return topic(dossier, written_opinions=people)


@pytest.mark.parametrize(
    "changed",
    [
        away(OWN, "deputy1"),
        line(OWN, "deputy1", status=Presence.ABSENT),
        out_for(OWN, 1, "deputy1"),
        line(OWN, "deputy1", topics=(2,)),
    ],
    ids=["on leave", "absent", "out of the room", "there for another topic"],
)
def test_the_deputy_in_charge_is_there_for_his_topic(changed):
    assert told(OWN) == []
    assert told(changed) == LEADER_ABSENT


def test_or_he_sent_a_written_opinion():
    assert told(wrote(away(OWN, "deputy1"), "deputy1")) == []
    assert told(wrote(away(OWN, "deputy1"), "deputy2")) == LEADER_ABSENT


def test_or_he_had_to_withdraw():
    withdrawn = line(OWN, "deputy1", out_for=(1,), recusals=(Recusal(topic=1, reason=RecusalReason.RELATIVE),))
    assert told(withdrawn) == []


def test_another_deputy_need_not_be_there():
    assert told(away(OWN, "deputy2")) == []
    assert told(away(topic(OWN, sponsor="d-housing"), "deputy1")) == []


def test_some_topics_are_heard_only_with_the_executive_deputy():
    """第十九条, without a word of written opinions."""
    holding = next(each for each in EXECUTIVE.people if each.id == "deputy3").posts[0]
    dossier = posts(EXECUTIVE, "deputy3", replace(holding, post=Post.EXECUTIVE_DEPUTY))
    funds = topic(dossier, type=TopicType.LARGE_FUNDS)
    assert told(funds) == []
    assert told(away(dossier, "deputy3")) == []
    missing = [("topic.leader_absent", 1, "第十九条")]
    assert told(away(funds, "deputy3")) == missing
    assert told(wrote(away(funds, "deputy3"), "deputy3")) == missing


# --- lists and chairs


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
    assert set(judged(EXECUTIVE).minutes_signer.posts) == {Post.OFFICE_DIRECTOR, Post.OFFICE_DEPUTY_DIRECTOR}


GRAVER = {"type": {"type": TopicType.NORMATIVE_DOCUMENT}, "flag": {"flags": (TopicFlag.TOWNS, TopicFlag.FINANCE)}}


@pytest.mark.parametrize("changes", GRAVER.values(), ids=list(GRAVER))
def test_what_is_graver_goes_up_to_the_head(changes):
    """第十四条: 报市长签发."""
    dossier = topic(EXECUTIVE, **changes)
    signer = judged(dossier).minutes_signer
    assert (signer.posts, signer.person, signer.article) == ((Post.HEAD,), "mayor", "第十四条")
    assert told(dossier) == [("minutes.wrong_signer", "secretary", "第十四条")]
    assert told(minutes(dossier, signed_by="mayor")) == []


@pytest.mark.parametrize("missing", ["under", "secretary", "counsel"])
def test_several_review_the_minutes_before_the_head_signs(missing):
    """第十七条: 副秘书长、秘书长、法律顾问."""
    assert PLENARY.minutes is not None
    done = PLENARY.minutes.reviews
    lacking = minutes(PLENARY, reviews=tuple(each for each in done if each.by != missing))
    assert told(lacking) == [("minutes.review_missing", None, "第十七条")]
    late = tuple(replace(each, on=date(2025, 6, 13)) if each.by == missing else each for each in done)
    assert told(minutes(PLENARY, reviews=late)) == [("minutes.review_missing", None, "第十七条")]
    assert {(each.what, each.person) for each in judged(PLENARY).minutes_signer.also} == {
        ("review", each) for each in ("under", "secretary", "counsel")
    }
    assert told(minutes(lacking, reviews=(*lacking.minutes.reviews, Approval(by=missing)))) == []


# --- minutes that must be made, may be made, or may be waived


def severity(dossier):
    return [(each.code, each.severity) for each in judged(dossier).findings if each.code != "rule.silent"]


WAIVED = Excuse(code="minutes.missing", allowed_by="mayor", on=date(2025, 6, 11), reason="议定事项已另行发文")


@pytest.mark.parametrize("kind", ["plenary", "executive", "town_forum"])
def test_minutes_that_must_be_made(kind):
    without = replace(CLEAN[kind], minutes=None)
    assert severity(without) == [("minutes.missing", Severity.VIOLATION)]
    assert severity(meeting(without, status=HELD)) == [("minutes.missing", Severity.WARNING)]


def test_minutes_that_may_be_made():
    """第二十条: none are asked for; those that are made are signed by the chair."""
    assert told(WEEKLY) == []
    made = replace(WEEKLY, minutes=Minutes(signed_by="mayor", signed_on=date(2025, 6, 11)))
    assert told(made) == []
    assert told(minutes(made, signed_by="secretary")) == [("minutes.wrong_signer", "secretary", "第二十条")]


def test_minutes_that_may_be_waived_are_excused_on_record():
    """第二十一条: 经市长同意; it stays on the list of findings."""
    without = replace(TOWN_FORUM, minutes=None)
    assert severity(replace(without, exceptions=(WAIVED,))) == [("minutes.missing", Severity.EXCUSED)]


@pytest.mark.parametrize(
    "changes",
    [{"allowed_by": "deputy1"}, {"allowed_by": None}, {"on": None}, {"reason": " "}],
    ids=["by another", "by nobody", "on no day", "without a reason"],
)
def test_a_waiver_that_is_none(changes):
    without = replace(TOWN_FORUM, minutes=None, exceptions=(replace(WAIVED, **changes),))
    assert severity(without) == [("minutes.missing", Severity.VIOLATION)]


@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_in_other_kinds_they_may_not_be_waived(kind):
    without = replace(CLEAN[kind], minutes=None, exceptions=(WAIVED,))
    assert severity(without) == [("minutes.missing", Severity.VIOLATION)]


def test_where_it_is_silent_the_chair_is_proposed():
    signer = judged(COORDINATION).minutes_signer
    assert (signer.silent, signer.person, signer.article) == (True, "deputy1", None)


# --- kinds and versions


def test_a_kind_that_it_does_not_know():
    assert told(meeting(EXECUTIVE, kind="party_group")) == [("kind.not_provided", None, "第十条")]


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
    assert in_force_on(books, "东原市政府", day) is (BOOK if found else None)
    assert in_force_on(books, "淄川区人民政府", day) is rulebook("zichuan-2022")


def test_of_two_versions_the_one_that_began_last():
    later = replace(BOOK, code="dongyuan-2025b", in_force=date(2025, 9, 1))
    books = [BOOK, later]
    assert in_force_on(books, BOOK.government, date(2025, 8, 31)) is BOOK
    assert in_force_on(books, BOOK.government, date(2025, 9, 1)) is later
    assert in_force_on(reversed(books), BOOK.government, date(2025, 9, 1)) is later
