"""The rulebooks in words: what a rulebook may say and none of the five does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.states import DepartmentKind, DepartmentRole, Post, ReviewKind, TopicFlag, TopicType
from secretariat.rules.rulebook import Excusable
from secretariat.rules.schema.after import DocumentRule, Duty, Supervision
from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.meeting import ChairRule, QuorumRule, Seat, TopicPresence, TopicThreshold
from secretariat.rules.schema.minutes import Escalation, HeadApproval, MinutesReview, MinutesRule
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, LeaveRule, PairRule
from secretariat.rules.schema.topics import (
    AdHocRule,
    IntakeRule,
    MaterialRule,
    RegistrationRule,
    RemitRule,
    ReviewRule,
)
from tests.rules.invented import ARTICLE, BOOK
from tests.rules.told import told

KIND = BOOK.kinds["executive"]
WEEKS = Deadline(days=2, unit="calendar_days", side="after", anchor="event")


def of_the_kind(key, **changes):
    return told(replace(BOOK, kinds={"executive": replace(KIND, **changes)}))["kind.executive"][key]


QUORUM = QuorumRule(article=ARTICLE, share="3/5", comparison="at_least", base=(Post.HEAD, Post.DEPUTY))
FUNDS = TopicThreshold(article="第一百条", types=(TopicType.LARGE_FUNDS,), share="3/4", comparison="at_least")
KINDS = {
    "a quorum of some": ({"quorum": QUORUM}, "quorum", "到会人数不少于应到市长或副市长人数的3/5"),
    "a topic's quorum of the same people": (
        {"quorum": replace(QUORUM, topics=(FUNDS,))},
        "quorum-topic-0",
        "研究大额资金的，不少于应到市长或副市长人数的四分之三",
    ),
    "who must be there": (
        {"presence": (TopicPresence(article=ARTICLE, posts=(Post.DEPUTY,)),)},
        "presence-0",
        "研究有关议题时，副市长应当到会",
    ),
    "who must be there for some topics, or write": (
        {
            "presence": (
                TopicPresence(
                    article=ARTICLE,
                    posts=(Post.DEPUTY,),
                    in_charge=True,
                    types=(TopicType.CONTRACT,),
                    written_opinion=True,
                ),
            )
        },
        "presence-0",
        "研究合同协议时，分管的副市长应当到会，不能到会的应提交书面意见",
    ),
    "minutes that go up": (
        {
            "minutes": MinutesRule(
                article=ARTICLE,
                signer="post",
                posts=(Post.HEAD,),
                escalations=(
                    Escalation(
                        article=ARTICLE,
                        posts=(Post.PARTY_SECRETARY,),
                        types=(TopicType.APPOINTMENT,),
                        flags=(TopicFlag.STAFFING,),
                    ),
                ),
            )
        },
        "minutes-escalation-0",
        "研究人事任免，以及涉及机构编制的议题时，报党组书记签发",
    ),
    "seats of a role": (
        {"standing": (Seat(post=Post.DEPARTMENT_HEAD, role=DepartmentRole.SUPERVISION), Seat(post=Post.DEPUTY))},
        "standing",
        "监察部门主要负责人、副市长",
    ),
    "who may delegate": (
        {
            "chair": ChairRule(
                article=ARTICLE,
                conveners=(Post.HEAD, Post.DEPUTY),
                delegates=(Post.OFFICE_DIRECTOR,),
                commissioned_by=(Post.HEAD,),
            )
        },
        "delegates",
        "市长可以委托秘书长",
    ),
}


@pytest.mark.parametrize(("changes", "key", "said"), KINDS.values(), ids=list(KINDS))
def test_what_a_kind_may_say_besides(changes, key, said):
    assert of_the_kind(key, **changes).text == said


def test_each_line_of_a_kind_has_the_article_of_its_entry():
    rule = MinutesRule(
        article=ARTICLE,
        signer="chair",
        reviews=(MinutesReview(article="第一百零一条", post=Post.OFFICE_DIRECTOR),),
        escalations=(Escalation(article="第一百零二条", posts=(Post.HEAD,), types=(TopicType.CONTRACT,)),),
        head_approval=HeadApproval(article="第一百零三条", flags=(TopicFlag.FINANCE,)),
    )
    lines = told(
        replace(
            BOOK,
            kinds={
                "executive": replace(
                    KIND,
                    minutes=rule,
                    quorum=replace(QUORUM, article="第一百零四条", topics=(FUNDS,)),
                    presence=(TopicPresence(article="第一百零五条", posts=(Post.DEPUTY,)),),
                )
            },
        )
    )["kind.executive"]
    assert {line.article: (line.key, line.title) for line in lines.values() if line.article != ARTICLE} == {
        "第一百零一条": ("minutes-review", "纪要审核"),
        "第一百零二条": ("minutes-escalation-0", "报签"),
        "第一百零三条": ("minutes-head", "纪要审定"),
        "第一百零四条": ("quorum", "法定人数"),
        "第一百零五条": ("presence-0", "到会要求"),
        "第一百条": ("quorum-topic-0", ""),
    }


EXECUTIVE = {"article": ARTICLE, "kinds": ("executive",)}
BESIDES = {
    "a document number": ({"document": "东政发〔2019〕8号"}, "general", "document", "文号", "东政发〔2019〕8号"),
    "repealed": (
        {"repealed": date(2024, 5, 1)},
        "general",
        "in_force",
        "施行",
        "2020年1月1日起施行，2024年5月1日起废止",
    ),
    "windows of the month": (
        {
            "intake": (
                IntakeRule(
                    **EXECUTIVE,
                    text="分批提报",
                    windows=(
                        MonthWindow(first=16, last=20),
                        MonthWindow(first=25, last=31),
                        MonthWindow(first=31, last=31),
                    ),
                ),
            )
        },
        "topics",
        "intake-0",
        "议题提报",
        "分批提报（本程序按每月16日至20日、25日至月末和月末掌握）",
    ),
    "nothing may be added": (
        {"ad_hoc": (AdHocRule(**EXECUTIVE, needs="never"),)},
        "topics",
        "ad-hoc-0",
        "临时追加",
        "议题确定后，一律不得追加",
    ),
    "several flags": (
        {
            "registration": (
                RegistrationRule(
                    **EXECUTIVE,
                    flags=(TopicFlag.DEADLINE_BOUND, TopicFlag.TOWNS),
                    deadline=Deadline(days=3, unit="calendar_days", anchor="agenda"),
                ),
            )
        },
        "topics",
        "registration-0",
        "提前报备",
        "有明确时限和涉及镇街的议题，议题确定前至少3天向办公室报备",
    ),
    "several remits": (
        {"remit": (RemitRule(**EXECUTIVE, flags=(TopicFlag.DEPARTMENT_REMIT, TopicFlag.TOWNS)),)},
        "topics",
        "remit-0",
        "不上会事项",
        "属部门职权和涉及镇街、可以自行决定的事项，不安排会议研究",
    ),
    "a review for types and flags": (
        {
            "reviews": (
                ReviewRule(
                    **EXECUTIVE,
                    review=ReviewKind.FAIR_COMPETITION,
                    types=(TopicType.CONTRACT,),
                    flags=(TopicFlag.MARKET_ACTIVITY,),
                ),
            )
        },
        "reviews",
        "review-fair_competition-0",
        "公平竞争审查",
        "合同协议，以及涉及市场主体的议题，须经公平竞争审查",
    ),
    "one delivery": (
        {"material": (MaterialRule(**EXECUTIVE, deliveries=(Deadline(days=2),)),)},
        "papers",
        "delivery-0-1",
        "材料送达",
        "会议召开前至少2个工作日送与会人员",
    ),
    "leave asked of nobody named": (
        {"leave": (LeaveRule(**EXECUTIVE, who=("members",), approver="post"),)},
        "leave",
        "leave-0",
        "其他出席人员",
        "不能到会的，按程序请假",
    ),
    "away for working days, reported to whoever": (
        {"away": (AwayRule(article=ARTICLE, posts=(Post.DEPUTY,), days_ahead=1, unit="working_days"),)},
        "away",
        "away-0",
        "外出报备",
        "副市长提前1个工作日报备",
    ),
    "away, approved by the one in charge": (
        {
            "away": (
                AwayRule(
                    article=ARTICLE,
                    posts=(Post.DEPARTMENT_HEAD,),
                    department_kinds=(DepartmentKind.DEPARTMENT, DepartmentKind.TOWN),
                    approved_by=(Post.HEAD,),
                    or_in_charge=True,
                    attachments=Attachments(article=ARTICLE, longer_than=5),
                ),
            )
        },
        "away",
        "away-0",
        "外出报备",
        "部门主要负责人（工作部门和镇街、开发区）报分管领导或市长批准",
    ),
    "a document without a longer deadline": (
        {"documents": (DocumentRule(**EXECUTIVE, issued=WEEKS),)},
        "after",
        "documents-0",
        "文件印发",
        "讨论通过的文件，活动后2天内印发",
    ),
    "supervision without reports": (
        {"supervision": (Supervision(**EXECUTIVE, text="办公室督办"),)},
        "after",
        "supervision-0",
        "督办",
        "办公室督办",
    ),
    "an excuse for one kind": (
        {"excusable": (Excusable(code="agenda.staff", by="chair", article=ARTICLE, kinds=("weekly",)),)},
        "excusable",
        "excusable-0",
        "工作人员入会不符规定",
        "经会议主持人同意，记录在案后可以作为例外",
    ),
}
SUBJECTS = {
    "law_study": "集体学法",
    "invitations": "邀请领导",
    "instructions": "批示办理",
    "meeting_limits": "精简会议",
    "secrecy": "会议保密",
    "work_conferences": "工作会议",
    "other": "其他",
}


@pytest.mark.parametrize(("entries", "block", "key", "title", "said"), BESIDES.values(), ids=list(BESIDES))
def test_what_a_rulebook_may_say_besides(entries, block, key, title, said):
    line = told(replace(BOOK, **entries))[block][key]
    assert (line.title, line.text) == (title, said)


@pytest.mark.parametrize(("subject", "title"), SUBJECTS.items(), ids=list(SUBJECTS))
def test_duties_are_told_under_their_subject(subject, title):
    lines = told(replace(BOOK, duties=(Duty(article=ARTICLE, subject=subject, text="按规定办理"),)))["duties"]
    line = lines[f"duty-{subject}-0"]
    assert (line.title, line.text, line.article) == (title, "按规定办理", ARTICLE)


def test_the_same_excuse_is_told_once():
    one = Excusable(code="topic.ad_hoc", by="post", article=ARTICLE, posts=(Post.HEAD,))
    for_one = replace(one, kinds=("weekly",))
    lines = told(replace(BOOK, excusable=(one, one, for_one, replace(one, article="第一百条"))))["excusable"]
    assert [(line.key, line.kinds, line.article) for line in lines.values()] == [
        ("excusable-0", ("executive", "weekly"), ARTICLE),
        ("excusable-2", ("weekly",), ARTICLE),
        ("excusable-3", ("executive", "weekly"), "第一百条"),
    ]


def test_pairs_and_limits_of_a_city():
    book = replace(
        BOOK,
        pairs=PairRule(article="第一百条", posts=(Post.DEPUTY, Post.PARTY_MEMBER)),
        away_limit=AwayLimit(article="第一百零一条", at_most=2),
    )
    lines = told(book)["away"]
    assert [(line.title, line.text, line.article) for line in lines.values()] == [
        ("AB角", "互为补位（AB角）的副市长和党组成员原则上不同时外出", "第一百条"),
        ("同时外出", "政府领导同志同时外出原则上不超过2人", "第一百零一条"),
    ]
