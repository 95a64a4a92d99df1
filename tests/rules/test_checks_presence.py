"""Who must be there for his own topic; minutes that go up to another signer; where the rulebook is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Attendance, Minutes, Notice, Recusal
from secretariat.domain.states import (
    MeetingStatus,
    NoticeAnswer,
    Part,
    Post,
    Presence,
    RecusalReason,
    TopicFlag,
    TopicType,
)
from secretariat.rules.finding import Severity
from secretariat.rules.schema.meeting import QuorumRule, TopicPresence
from secretariat.rules.schema.minutes import Escalation, MinutesRule
from tests.rules.invented import ARTICLE, BOOK, DAY, LATER, book, codes, dossier, found, judged, only, topic

IN_CHARGE = TopicPresence(article=ARTICLE, posts=(Post.DEPUTY,), in_charge=True)


def executive(**changes):
    return book(kinds=BOOK.kinds | {"executive": replace(BOOK.kinds["executive"], **changes)})


def presence(rule=IN_CHARGE, **changes):
    return executive(presence=(replace(rule, **changes),))


def line(given, person, **changes):
    """The meeting with one person's line changed, or gone where ``gone`` says so."""
    rows = {row.person: row for row in given.attendance}
    if changes.pop("gone", False):
        del rows[person]
    else:
        rows[person] = replace(
            rows.get(person, Attendance(person=person, as_=Part.MEMBER, status=Presence.PRESENT)), **changes
        )
    return replace(given, attendance=tuple(rows.values()))


ABSENT = {
    "on leave": {"status": Presence.LEAVE},
    "absent": {"status": Presence.ABSENT},
    "not on the list": {"gone": True},
    "out of the room": {"out_for": (3,)},
    "there for other topics": {"topics": (1,)},
}


@pytest.mark.parametrize("changes", ABSENT.values(), ids=list(ABSENT))
def test_the_leader_in_charge_must_be_there(changes):
    finding = only(presence(), line(dossier(), "zhou", **changes))
    assert (finding.code, finding.subject, finding.article) == ("topic.leader_absent", 3, ARTICLE)
    assert finding.severity is Severity.VIOLATION
    assert "周平应当在场，" in finding.message


THERE = {
    "present": {},
    "out for another topic": {"out_for": (2,)},
    "there for this topic": {"topics": (3,)},
    "as an attendee": {"as_": Part.ATTENDEE},
    "recused": {"out_for": (3,), "recusals": (Recusal(topic=3, reason=RecusalReason.RELATIVE),)},
}


@pytest.mark.parametrize("changes", THERE.values(), ids=list(THERE))
def test_who_is_there_or_had_to_leave(changes):
    assert not found(presence(), line(dossier(), "zhou", **changes))


def test_before_the_meeting_who_says_that_he_attends_is_taken_at_his_word():
    given = dossier(status=MeetingStatus.PLANNED)
    rows = tuple(replace(row, status=Presence.ABSENT) for row in given.attendance)
    told = Notice(person="zhou", answer=NoticeAnswer.ATTENDS)
    given = replace(given, attendance=rows)
    assert "topic.leader_absent" in codes(presence(), given)
    assert "topic.leader_absent" not in codes(presence(), replace(given, notices=(told,)))
    refused = replace(told, answer=NoticeAnswer.LEAVE)
    assert "topic.leader_absent" in codes(presence(), replace(given, notices=(told, refused)))


def test_another_leader_may_be_away():
    assert not found(presence(), line(dossier(), "wu", status=Presence.LEAVE))
    assert not found(presence(), line(dossier(topic(sponsor="lonely")), "zhou", status=Presence.LEAVE))


def test_every_due_holder_where_not_only_who_is_in_charge():
    rules = presence(in_charge=False)
    away = line(line(dossier(), "zhou", status=Presence.LEAVE), "wu", status=Presence.LEAVE)
    assert ["周平" in each.message or "吴江" in each.message for each in found(rules, away)] == [True, True]
    # The head holds no such post.
    assert not found(rules, line(dossier(), "head", status=Presence.LEAVE))


def test_only_topics_of_the_types_that_the_rule_names():
    rules = presence(types=(TopicType.APPOINTMENT,))
    away = line(dossier(), "zhou", status=Presence.LEAVE)
    assert not found(rules, away)
    assert codes(rules, replace(away, topics=(topic(type=TopicType.APPOINTMENT),))) == ["topic.leader_absent"]


def test_a_planned_meeting_is_judged_as_announced():
    planned = line(dossier(status=MeetingStatus.PLANNED), "zhou", status=Presence.LEAVE)
    assert "请落实到会或事先提出书面意见" in only(presence(written_opinion=True), planned).message


# --- minutes that go up


def minutes_rule():
    up = Escalation(article="第八条", posts=(Post.HEAD,), types=(TopicType.LARGE_FUNDS,), flags=(TopicFlag.FINANCE,))
    return MinutesRule(article=ARTICLE, signer="post", posts=(Post.OFFICE_DIRECTOR,), escalations=(up,))


MINUTES = executive(minutes=minutes_rule(), quorum=QuorumRule(article=ARTICLE, share="1/2", comparison="at_least"))


def told(given, by):
    signed = replace(given, minutes=Minutes(signed_by=by, signed_on=date(2023, 11, 17)))
    return [(each.code, each.article) for each in judged(MINUTES, signed).findings]


def test_who_signs_when_nothing_takes_the_minutes_up():
    signer = judged(MINUTES, dossier()).minutes_signer
    assert (signer.posts, signer.person, signer.article) == ((Post.OFFICE_DIRECTOR,), "director", ARTICLE)
    assert told(dossier(), "director") == []
    assert told(dossier(), "head") == [("minutes.wrong_signer", ARTICLE)]


@pytest.mark.parametrize(
    "changes", [{"type": TopicType.LARGE_FUNDS}, {"flags": (TopicFlag.TOWNS, TopicFlag.FINANCE)}], ids=["type", "flag"]
)
def test_a_topic_takes_the_minutes_up(changes):
    given = dossier(topic(no=1), topic(**changes))
    signer = judged(MINUTES, given).minutes_signer
    assert (signer.posts, signer.person, signer.article) == ((Post.HEAD,), "head", "第八条")
    assert told(given, "head") == []
    assert told(given, "director") == [("minutes.wrong_signer", "第八条")]
    assert told(given, None) == [("minutes.unsigned", "第八条")]


def test_minutes_that_the_chair_signs_go_up_too():
    rules = executive(minutes=replace(minutes_rule(), signer="chair", posts=()))
    given = dossier(topic(type=TopicType.LARGE_FUNDS))
    given = replace(given, meeting=replace(given.meeting, chair="zhou"))
    assert judged(rules, given).minutes_signer.person == "head"
    assert judged(rules, replace(given, topics=())).minutes_signer.person == "zhou"


# --- silent


def silent(rules, given, *, as_of=LATER):
    return [each for each in judged(rules, given, as_of=as_of).findings if each.code == "rule.silent"]


def test_where_neither_quorum_nor_signer_is_regulated():
    quorum, signer = silent(BOOK, dossier())
    for finding in (quorum, signer):
        assert (finding.severity, finding.article, finding.subject) == (Severity.INFO, None, None)
    assert "只统计应到和实到人数" in quorum.message
    assert "暂列秦岭签发" in signer.message
    assert "本单位使用的工作规则" in signer.message


def test_the_signer_matters_once_the_meeting_was_held():
    (finding,) = silent(BOOK, dossier(status=MeetingStatus.PLANNED), as_of=DAY)
    assert "应到" in finding.message


def test_a_post_is_proposed_where_nobody_holds_it():
    rules = executive(silent_signer=Post.EXECUTIVE_DEPUTY)
    assert "暂列常务副市长签发" in silent(rules, dossier())[1].message
    nobody = replace(dossier(), meeting=replace(dossier().meeting, chair=None))
    assert "暂列会议主持人签发" in silent(BOOK, nobody)[1].message


def test_where_the_rule_says_it_nothing_is_told():
    assert silent(MINUTES, dossier()) == []
