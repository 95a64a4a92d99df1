"""What the findings on people, chair, quorum and leave tell: who, by which day, and what is to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import (
    Leave,
)
from secretariat.domain.states import (
    MeetingStatus,
    Post,
    Presence,
)
from secretariat.rules.rulebook import StandIn
from secretariat.rules.schema.meeting import ChairRule, QuorumRule, Seat, TopicPresence
from secretariat.rules.schema.people import LeaveRule
from tests.rules.invented import ARTICLE, BOOK, book, dossier
from tests.rules.messages import KINDS, SUBJECT, check, kind, line, listed

# --- who comes, who chairs, how many

ABSENT = line("zhou", status=Presence.LEAVE)
LEAVE = LeaveRule(**KINDS, who=("leaders",), approver="post", posts=(Post.HEAD,), written_report=True)
DELEGATED = ChairRule(article=ARTICLE, conveners=(Post.HEAD,), delegates=(Post.DEPUTY,), commissioned_by=(Post.HEAD,))


def asked(**changes):
    return replace(
        listed(ABSENT),
        leave=(Leave(**{"person": "zhou", "asked_on": date(2023, 11, 13), "reason": "出差", **changes}),),
    )


PEOPLE = {
    "a member who is not on the list": (
        BOOK,
        replace(dossier(), attendance=(line("head"), line("wu"))),
        "member.missing",
        ("周平", "名单"),
    ),
    "somebody who is no member": (BOOK, listed(line("clerk")), "member.extra", ("史录",)),
    "an attendee who is not on the list": (
        kind(standing=(Seat(post=Post.OFFICE_DIRECTOR),)),
        dossier(),
        "attendee.missing",
        ("方正", "名单"),
    ),
    "somebody who may not chair": (BOOK, dossier(chair="zhou"), "chair.not_entitled", ("周平", "市长")),
    "a stand-in": (
        book(stand_in=StandIn(article="第五条", posts=(Post.DEPUTY,))),
        listed(line("head", status=Presence.LEAVE), given=dossier(chair="zhou")),
        "chair.stand_in",
        ("周平", "市长"),
    ),
    "a delegate without a commission": (
        kind(chair=DELEGATED),
        dossier(chair="zhou"),
        "chair.not_commissioned",
        ("周平", "委托"),
    ),
    "too few": (
        kind(quorum=QuorumRule(article=ARTICLE, share="1/2", comparison="more_than")),
        listed(ABSENT, line("wu", status=Presence.ABSENT)),
        "quorum.not_met",
        ("应到3人", "实到1人", "2人"),
    ),
    "too few, before the meeting": (
        kind(quorum=QuorumRule(article=ARTICLE, share="3/5", comparison="at_least")),
        listed(
            line("zhou", status=Presence.LEAVE),
            line("wu", status=Presence.LEAVE),
            given=dossier(status=MeetingStatus.PLANNED),
        ),
        "quorum.not_met",
        ("应到人数的3/5", "请落实出席人员，或改期召开"),
    ),
    "too few for a topic": (
        kind(quorum=QuorumRule(article=ARTICLE, share="1/2", comparison="more_than")),
        listed(line("zhou", out_for=(3,)), line("wu", out_for=(3,))),
        "quorum.topic_not_met",
        (SUBJECT, "2人"),
    ),
    "the leader in charge of a topic": (
        kind(presence=(TopicPresence(article=ARTICLE, posts=(Post.DEPUTY,), in_charge=True),)),
        listed(ABSENT),
        "topic.leader_absent",
        (SUBJECT, "周平", "请核对出席记录；确未到会的，改期重新研究"),
    ),
    "the same, with no written opinion either": (
        kind(presence=(TopicPresence(article=ARTICLE, posts=(Post.DEPUTY,), in_charge=True, written_opinion=True),)),
        listed(ABSENT),
        "topic.leader_absent",
        (SUBJECT, "周平", "请核对出席记录和书面意见"),
    ),
    "no leave": (book(leave=(LEAVE,)), listed(ABSENT), "leave.not_requested", ("周平", "没有请假记录", "秦岭批准")),
    "leave too late": (
        book(leave=(LEAVE,)),
        asked(asked_on=date(2023, 11, 16)),
        "leave.not_requested",
        ("周平", "2023年11月16日", "视同未请假"),
    ),
    "leave not approved": (
        book(leave=(LEAVE,)),
        asked(written_report=True),
        "leave.not_approved",
        ("周平", "未见批准记录", "报秦岭批准"),
    ),
    "leave approved too late": (
        book(leave=(LEAVE,)),
        asked(approved_by="head", approved_on=date(2023, 11, 16), written_report=True),
        "leave.not_approved",
        ("周平", "会议之后才批准", "核对批准日期"),
    ),
    "leave approved by another": (
        book(leave=(LEAVE,)),
        asked(approved_by="wu", written_report=True),
        "leave.wrong_approver",
        ("周平", "由吴江批准", "应由秦岭批准"),
    ),
    "leave without a report": (
        book(leave=(LEAVE,)),
        asked(approved_by="head"),
        "leave.report_missing",
        ("周平", "书面请假报告", "市政府办公室"),
    ),
    "a substitute": (
        book(leave=(LeaveRule(**KINDS, who=("leaders",), approver="anyone", substitute_consent=True),)),
        listed(line("zhou", status=Presence.LEAVE, substitute="vice")),
        "leave.substitute",
        ("周平", "由卫东代替", "常务会议", "登记同意人"),
    ),
}

MESSAGES = PEOPLE


@pytest.mark.parametrize(("rules", "given", "code", "words"), MESSAGES.values(), ids=list(MESSAGES))
def test_the_message_says_whom_what_and_when(rules, given, code, words):
    check(rules, given, code, words)
