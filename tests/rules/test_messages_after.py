"""What the findings on agenda, minutes, decisions and absences tell: who, by which day, and what is to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import (
    Approval,
    Away,
    Decision,
    IssuedDocument,
    Minutes,
)
from secretariat.domain.states import (
    MeetingStatus,
    Outcome,
    Part,
    Post,
    Revision,
    TopicFlag,
    TopicType,
)
from secretariat.rules.rulebook import Excusable
from secretariat.rules.schema.after import DocumentRule, Supervision
from secretariat.rules.schema.deadline import Deadline
from secretariat.rules.schema.meeting import ChairRule
from secretariat.rules.schema.minutes import CommissionApproval, HeadApproval, MinutesReview, MinutesRule
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, PairRule
from secretariat.rules.schema.topics import (
    AgendaRules,
    FirstTopic,
    ReportTime,
    StaffRule,
    StandingTopic,
)
from tests.rules.invented import ARTICLE, book, dossier, judged, topic
from tests.rules.messages import KINDS, SUBJECT, check, kind, line, listed

DELEGATED = ChairRule(article=ARTICLE, conveners=(Post.HEAD,), delegates=(Post.DEPUTY,), commissioned_by=(Post.HEAD,))

# --- the agenda

EXCUSED_BY_HEAD = {"article": ARTICLE, "by": "post", "posts": (Post.HEAD,)}
AGENDA = {
    "the first topic": (
        book(agenda=AgendaRules(first_topic=FirstTopic(**KINDS, types=(TopicType.STUDY,)))),
        dossier(),
        "agenda.first_topic",
        ("“传达学习”", SUBJECT, "（未填类型）", "今后列为第一个议题"),
    ),
    "the topic that is always there": (
        book(agenda=AgendaRules(standing_topics=(StandingTopic(**KINDS, types=(TopicType.SAFETY,)),))),
        dossier(),
        "agenda.safety_topic",
        ("“安全发展”", "列入下次会议"),
    ),
    "the same before the meeting": (
        book(agenda=AgendaRules(standing_topics=(StandingTopic(**KINDS, types=(TopicType.SAFETY,)),))),
        dossier(status=MeetingStatus.PLANNED),
        "agenda.safety_topic",
        ("“安全发展”", "请增列"),
    ),
    "a long report": (
        book(agenda=AgendaRules(report_time=ReportTime(**KINDS, minutes=10))),
        topic(report_minutes=15),
        "agenda.report_time",
        (SUBJECT, "15分钟", "10分钟", "精简汇报。"),
    ),
    "too many of the sponsor's staff": (
        book(agenda=AgendaRules(staff=StaffRule(**KINDS, at_most=1))),
        topic(staff=2),
        "agenda.staff",
        (SUBJECT, "市住建局", "2名", "1名", "市政府办公室批准"),
    ),
    "another department's staff": (
        book(agenda=AgendaRules(staff=StaffRule(**KINDS, at_most=1))),
        listed(line("clerk", Part.STAFF, department="finance", topics=(3,))),
        "agenda.staff",
        ("史录", "市财政局", "议题3的主办部门", "取消其列席"),
    ),
    "another department's staff, there for no topic of its own": (
        book(agenda=AgendaRules(staff=StaffRule(**KINDS, at_most=1))),
        listed(line("clerk", Part.STAFF, department="finance")),
        "agenda.staff",
        ("史录", "不属主办部门", "取消其列席"),
    ),
    "the first topic before the meeting": (
        book(agenda=AgendaRules(first_topic=FirstTopic(**KINDS, types=(TopicType.STUDY,)))),
        dossier(status=MeetingStatus.PLANNED),
        "agenda.first_topic",
        ("“传达学习”", SUBJECT, "。请增列为第一个议题，或核对议题类型。"),
    ),
}

# --- minutes and decisions

HEAD_SIGNS = MinutesRule(article=ARTICLE, signer="post", posts=(Post.HEAD,))
OF_FUNDS = topic(flags=(TopicFlag.FINANCE,))
SIGNED = Minutes(signed_by="wu", signed_on=date(2023, 11, 20))
ISSUING = DocumentRule(**KINDS, issued=Deadline(days=5, side="after"), revised=Deadline(days=10, side="after"))


def with_minutes(minutes, *topics, **meeting):
    return replace(dossier(*topics, **meeting), minutes=minutes)


def adopted(**document):
    return topic(
        decision=Decision(outcome=Outcome.ADOPTED, responsible=("housing",), document=IssuedDocument(**document))
    )


AFTER = {
    "no minutes": (kind(minutes=HEAD_SIGNS), dossier(), "minutes.missing", ("常务会议", "起草纪要")),
    "unsigned minutes": (
        kind(minutes=HEAD_SIGNS),
        with_minutes(Minutes()),
        "minutes.unsigned",
        ("常务会议", "应由秦岭签发", "送签"),
    ),
    "minutes that several may sign": (
        kind(minutes=replace(HEAD_SIGNS, posts=(Post.DEPUTY,))),
        with_minutes(Minutes()),
        "minutes.unsigned",
        ("应由周平、吴江中的一人签发",),
    ),
    "minutes that nobody may sign": (
        kind(minutes=replace(HEAD_SIGNS, posts=(Post.EXECUTIVE_DEPUTY, Post.PARTY_SECRETARY))),
        replace(
            with_minutes(Minutes()),
            people=tuple(p for p in dossier().people if p.id != "head"),
            attendance=(),
            meeting=replace(dossier().meeting, chair=None),
        ),
        "minutes.unsigned",
        ("应由常务副市长或党组书记签发",),
    ),
    "minutes that another signed": (
        kind(minutes=HEAD_SIGNS),
        with_minutes(SIGNED),
        "minutes.wrong_signer",
        ("由吴江签发", "应由秦岭签发", "重新送签"),
    ),
    "minutes without their review": (
        kind(
            minutes=replace(
                HEAD_SIGNS,
                reviews=tuple(
                    MinutesReview(article=ARTICLE, post=post)
                    for post in (Post.OFFICE_DIRECTOR, Post.OFFICE_DEPUTY_DIRECTOR)
                ),
            )
        ),
        with_minutes(replace(SIGNED, reviews=(Approval(by="clerk"),))),
        "minutes.review_missing",
        ("秘书长、副秘书长", "补办审核"),
    ),
    "minutes the head did not approve": (
        kind(
            minutes=replace(
                HEAD_SIGNS,
                posts=(Post.DEPUTY,),
                head_approval=HeadApproval(article=ARTICLE, flags=(TopicFlag.FINANCE,)),
            )
        ),
        with_minutes(SIGNED, OF_FUNDS, topic(no=4), replace(OF_FUNDS, no=5)),
        "minutes.head_approval_missing",
        ("市长审定", "议题3、5", "送审"),
    ),
    "minutes of a commission": (
        kind(
            chair=DELEGATED,
            minutes=replace(HEAD_SIGNS, posts=(Post.DEPUTY,), commission_approval=CommissionApproval(article=ARTICLE)),
        ),
        with_minutes(SIGNED, chair="zhou", commissioned_by="head"),
        "minutes.commission_approval_missing",
        ("受秦岭委托", "送审"),
    ),
    "a decision nobody is to carry out": (
        book(supervision=(Supervision(**KINDS, text="办公室督办"),)),
        topic(decision=Decision(outcome=Outcome.ADOPTED)),
        "decision.unassigned",
        (SUBJECT, "责任单位"),
    ),
    "a document issued late": (
        book(documents=(ISSUING,)),
        adopted(issued_on=date(2023, 11, 24)),
        "document.issue_late",
        (SUBJECT, "5个工作日", "2023年11月22日", "2023年11月24日", "核对日期"),
    ),
    "a document not issued": (
        book(documents=(ISSUING,)),
        adopted(),
        "document.issue_late",
        (SUBJECT, "2023年11月22日", "未见印发记录", "尽快印发"),
    ),
    "a revision not handed in": (
        book(documents=(ISSUING,)),
        adopted(revision=Revision.MAJOR),
        "document.revision_late",
        (SUBJECT, "2023年11月29日", "未见报送记录", "请催办"),
    ),
    "a revision handed in late": (
        book(documents=(ISSUING,)),
        adopted(revision=Revision.MAJOR, revised_on=date(2023, 11, 30)),
        "document.revision_late",
        (SUBJECT, "10个工作日", "2023年11月29日", "2023年11月30日"),
    ),
}

# --- being away

LEAVING = date(2023, 11, 20)
HEADS = AwayRule(article=ARTICLE, posts=(Post.DEPARTMENT_HEAD,))


def away(person="h-housing", **changes):
    return Away(**{"person": person, "from_": LEAVING, "reported_on": date(2023, 11, 15), **changes})


def gone(*journeys):
    return replace(dossier(), away=journeys)


AWAY = {
    "reported late": (
        book(away=(replace(HEADS, days_ahead=3, urgent="in_time"),)),
        gone(away(reported_on=date(2023, 11, 18))),
        "away.late_report",
        ("何建", "2023年11月20日外出", "提前3天", "2023年11月17日", "实际于2023年11月18日", "请注明紧急"),
    ),
    "not reported beforehand": (
        book(away=(replace(HEADS, days_ahead=0),)),
        gone(away(reported_on=None)),
        "away.late_report",
        ("何建", "应事前报备", "未见报备记录", "请补办报备"),
    ),
    "urgent and not reported": (
        book(away=(replace(HEADS, days_ahead=3, urgent="in_time"),)),
        gone(away(reported_on=None, urgent=True)),
        "away.late_report",
        (
            "何建",
            "应及时报备，未见报备记录",
        ),
    ),
    "urgent and not reported at once": (
        book(away=(replace(HEADS, days_ahead=3, urgent="at_once"),)),
        gone(away(reported_on=date(2023, 11, 21), urgent=True)),
        "away.late_report",
        ("何建", "应即时报备", "2023年11月20日及以前", "核对报备日期"),
    ),
    "without attachments": (
        book(away=(replace(HEADS, attachments=Attachments(article=ARTICLE, longer_than=3)),)),
        gone(away(to=date(2023, 11, 23))),
        "away.attachment_missing",
        ("何建", "2023年11月20日", "外出4天", "超过3天", "补交"),
    ),
    "without consent": (
        book(away=(replace(HEADS, consent_in_charge=True),)),
        gone(away()),
        "away.wrong_approver",
        ("何建", "2023年11月20日", "未见分管领导周平同意的记录", "补办"),
    ),
    "with another's consent": (
        book(away=(replace(HEADS, consent_in_charge=True),)),
        gone(away(consented_by="ning")),
        "away.wrong_approver",
        ("由宁远同意，应由分管领导周平同意",),
    ),
    "without approval": (
        book(away=(replace(HEADS, approved_by=(Post.HEAD,), or_in_charge=True),)),
        gone(away()),
        "away.wrong_approver",
        ("未见分管领导周平或秦岭批准的记录",),
    ),
    "approved by another": (
        book(away=(replace(HEADS, approved_by=(Post.HEAD,)),)),
        gone(away(approved_by="wu")),
        "away.wrong_approver",
        ("由吴江批准，应报秦岭批准",),
    ),
    "reported to another": (
        book(away=(replace(HEADS, report_to=(Post.DEPUTY,)),)),
        gone(away(approved_by="ning")),
        "away.wrong_approver",
        ("由宁远批准，应向副市长报告",),
    ),
    "not reported back": (
        book(away=(replace(HEADS, report_back=True),)),
        gone(away(to=date(2023, 11, 22))),
        "away.not_reported_back",
        ("何建", "2023年11月22日", "督促销假"),
    ),
    "a pair": (
        book(
            pairs=PairRule(article=ARTICLE, posts=(Post.DEPUTY,)),
            excusable=(Excusable(code="away.pair", **EXCUSED_BY_HEAD),),
        ),
        gone(away("zhou"), away("wu", from_=date(2023, 11, 21))),
        "away.pair",
        ("吴江于2023年11月21日", "周平", "调整行程；确有需要的，经市长同意后登记例外。"),
    ),
    "too many": (
        book(
            away_limit=AwayLimit(article=ARTICLE, at_most=1),
            excusable=(Excusable(code="away.too_many", **EXCUSED_BY_HEAD),),
        ),
        gone(away("zhou"), away("wu")),
        "away.too_many",
        ("2023年11月20日", "有2人（周平、吴江）", "不得超过1人", "调整行程；确有需要的，经市长同意后登记例外。"),
    ),
}

MESSAGES = AGENDA | AFTER | AWAY


@pytest.mark.parametrize(("rules", "given", "code", "words"), MESSAGES.values(), ids=list(MESSAGES))
def test_the_message_says_whom_what_and_when(rules, given, code, words):
    check(rules, given, code, words)


@pytest.mark.parametrize(
    ("excusable", "end"),
    [
        ((), "请提醒汇报人精简汇报。"),
        ({"by": "reason"}, "精简汇报；确有特殊情况的，说明理由并登记例外。"),
        ({"by": "chair"}, "精简汇报；确有需要的，经会议主持人同意后登记例外。"),
        ({"by": "post", "posts": (Post.HEAD, Post.DEPUTY)}, "精简汇报；确有需要的，经市长或副市长同意后登记例外。"),
        ({"by": "chair", "kinds": ("weekly",)}, "请提醒汇报人精简汇报。"),
        ({"by": "chair", "code": "agenda.staff"}, "请提醒汇报人精简汇报。"),
    ],
)
def test_the_way_out_is_told_where_there_is_one(excusable, end):
    entries = (Excusable(**{"code": "agenda.report_time", "article": ARTICLE, **excusable}),) if excusable else ()
    rules = book(agenda=AgendaRules(report_time=ReportTime(**KINDS, minutes=10)), excusable=entries)
    (finding,) = [
        each for each in judged(rules, topic(report_minutes=15)).findings if each.code == "agenda.report_time"
    ]
    assert finding.message.endswith(end)
