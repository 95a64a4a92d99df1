"""What the findings on topics and their papers tell: which topic, by which day, and what is to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import (
    AdHoc,
    Coordination,
    Countersign,
    Decision,
    Form,
    Material,
    Step,
)
from secretariat.domain.states import (
    Opinion,
    Outcome,
    Post,
    ReviewKind,
    StepKind,
    TopicFlag,
    TopicType,
)
from secretariat.rules.schema.deadline import Deadline
from secretariat.rules.schema.topics import (
    AdHocRule,
    Chain,
    ChainStep,
    CountersignRule,
    DecidedIn,
    Disagreement,
    FormRule,
    MaterialRule,
    RecallRule,
    RegistrationRule,
    Reply,
    ReviewRule,
)
from tests.rules.invented import ARTICLE, BOOK, book, dossier, judged, signed, topic
from tests.rules.messages import KINDS, SUBJECT, check

# --- topics and their papers

CHAIN = Chain(
    **KINDS,
    steps=(
        ChainStep(step=StepKind.DEPUTY_REVIEW, posts=(Post.DEPUTY,), in_charge=True),
        ChainStep(step=StepKind.HEAD_DECISION, posts=(Post.HEAD,)),
    ),
)
REVIEWED = Step(step=StepKind.DEPUTY_REVIEW, by="zhou", on=date(2023, 11, 6))
DECIDED = Step(step=StepKind.HEAD_DECISION, by="head", on=date(2023, 11, 8))
SIGNING = CountersignRule(
    **KINDS,
    paper="会签意见",
    disagreement=Disagreement(
        article="第八条", way="coordinate", statement=True, grounds=True, option="always", coordinators=(Post.HEAD,)
    ),
    reply=Reply(article="第七条", deadline=Deadline(days=3, side="after", anchor="asked")),
)
COUNTERSIGNS = book(countersigns=(SIGNING,))
OFF_AGENDA = book(
    countersigns=(replace(SIGNING, disagreement=Disagreement(article="第八条", way="off_agenda")),),
)
ASKED = date(2023, 11, 1)
ADDED = dossier(topic(added_on=date(2023, 11, 14), ad_hoc=AdHoc()), agenda_set_on=date(2023, 11, 13))
AGAINST = topic(concerns=("finance",), countersigns=(signed("finance", Opinion.DISAGREE),))
FIVE_BEFORE = Deadline(days=5)
TOPICS = {
    "a step that lacks": (
        book(chains=(CHAIN,)),
        topic(steps=(DECIDED,)),
        "topic.step_missing",
        (SUBJECT, "分管领导审核"),
    ),
    "steps out of order": (
        book(chains=(CHAIN,)),
        topic(steps=(replace(REVIEWED, on=date(2023, 11, 9)), DECIDED)),
        "topic.step_order",
        (SUBJECT, "市长审定", "2023年11月8日", "2023年11月9日", "分管领导审核→市长审定"),
    ),
    "a step by another": (
        book(chains=(CHAIN,)),
        topic(steps=(replace(REVIEWED, by="wu"), DECIDED)),
        "topic.wrong_approver",
        (SUBJECT, "分管领导审核", "吴江办理", "分管领导周平办理"),
    ),
    "decided in the wrong kind": (
        book(
            decided_in=(DecidedIn(article=ARTICLE, types=(TopicType.APPOINTMENT,), kinds=("weekly",)),),
        ),
        topic(type=TopicType.APPOINTMENT, decision=Decision(outcome=Outcome.ADOPTED)),
        "topic.wrong_kind",
        (SUBJECT, "周例会"),
    ),
    "decided where three kinds might have": (
        book(
            kinds=BOOK.kinds
            | {name: replace(BOOK.kinds["weekly"], name=f"{name}会议") for name in ("月度", "季度", "年度")},
            decided_in=(DecidedIn(article=ARTICLE, types=(TopicType.SAFETY,), kinds=("月度", "季度", "年度")),),
        ),
        topic(type=TopicType.SAFETY, decision=Decision(outcome=Outcome.ADOPTED)),
        "topic.wrong_kind",
        (SUBJECT, "月度会议、季度会议或年度会议"),
    ),
    "registered late": (
        book(
            registration=(RegistrationRule(**KINDS, flags=(TopicFlag.DEADLINE_BOUND,), deadline=FIVE_BEFORE),),
        ),
        topic(flags=(TopicFlag.DEADLINE_BOUND,), registered_on=date(2023, 11, 14)),
        "topic.late_registration",
        (SUBJECT, "5个工作日", "2023年11月8日", "2023年11月14日"),
    ),
    "a form without signature": (
        book(forms=(FormRule(**KINDS, name="议题审批表"),)),
        topic(form=Form()),
        "topic.form_missing",
        (SUBJECT, "《议题审批表》", "主要负责人"),
    ),
    "added without consent": (
        book(ad_hoc=(AdHocRule(**KINDS, needs="consent", posts=(Post.HEAD,)),)),
        ADDED,
        "topic.ad_hoc",
        (SUBJECT, "2023年11月14日追加", "2023年11月13日确定", "须经市长批准", "未见批准记录", "登记批准人"),
    ),
    "added with another's consent": (
        book(ad_hoc=(AdHocRule(**KINDS, needs="consent", posts=(Post.HEAD,)),)),
        replace(ADDED, topics=(replace(ADDED.topics[0], ad_hoc=AdHoc(consent_by="wu")),)),
        "topic.ad_hoc",
        ("登记的批准人是吴江", "请报市长批准"),
    ),
    "added without a reason": (
        book(ad_hoc=(AdHocRule(**KINDS, needs="reason"),)),
        ADDED,
        "topic.ad_hoc",
        (SUBJECT, "补记理由"),
    ),
    "added where nothing may be": (
        book(ad_hoc=(AdHocRule(**KINDS, needs="never"),)),
        ADDED,
        "topic.ad_hoc",
        (SUBJECT, "移至以后的会议"),
    ),
    "not asked": (COUNTERSIGNS, topic(concerns=("finance",)), "countersign.missing", (SUBJECT, "市财政局", "未征求")),
    "asked after the meeting": (
        COUNTERSIGNS,
        topic(concerns=("finance",), countersigns=(Countersign(department="finance", asked_on=date(2023, 11, 16)),)),
        "countersign.missing",
        (SUBJECT, "市财政局", "在会后"),
    ),
    "not answered": (
        COUNTERSIGNS,
        topic(concerns=("finance",), countersigns=(Countersign(department="finance", asked_on=ASKED),)),
        "countersign.no_reply",
        (SUBJECT, "2023年11月1日", "市财政局", "3个工作日", "2023年11月6日", "请催办"),
    ),
    "agreed and not signed": (
        COUNTERSIGNS,
        topic(
            concerns=("finance",),
            countersigns=(Countersign(department="finance", asked_on=ASKED, opinion=Opinion.AGREE),),
        ),
        "countersign.unsigned",
        (SUBJECT, "市财政局已同意", "会签意见", "补签"),
    ),
    "signed by another": (
        COUNTERSIGNS,
        topic(concerns=("finance",), countersigns=(signed("finance", by="h-police"),)),
        "countersign.unsigned",
        (SUBJECT, "由鲍安签字", "应由市财政局主要负责人签字"),
    ),
    "kept off the agenda": (OFF_AGENDA, AGAINST, "countersign.not_agreed", (SUBJECT, "市财政局不同意", "撤下议题")),
    "no statement": (COUNTERSIGNS, AGAINST, "countersign.statement_missing", (SUBJECT, "市财政局", "补附协调说明")),
    "no grounds": (COUNTERSIGNS, AGAINST, "countersign.grounds_missing", (SUBJECT, "市财政局", "补充各方理据")),
    "no option": (COUNTERSIGNS, AGAINST, "countersign.option_missing", (SUBJECT, "市财政局", "补充倾向性意见")),
    "no option where coordination has failed": (
        book(
            countersigns=(replace(SIGNING, disagreement=replace(SIGNING.disagreement, option="if_not_agreed")),),
        ),
        AGAINST,
        "countersign.option_missing",
        (SUBJECT, "经协调仍未一致的", "补充倾向性意见"),
    ),
    "not coordinated": (
        COUNTERSIGNS,
        AGAINST,
        "countersign.not_coordinated",
        (SUBJECT, "市财政局", "分管领导周平或市长协调", "未见协调记录"),
    ),
    "coordinated after the meeting": (
        COUNTERSIGNS,
        replace(AGAINST, coordination=Coordination(by="zhou", on=date(2023, 11, 16))),
        "countersign.not_coordinated",
        (SUBJECT, "2023年11月16日", "在会后"),
    ),
    "coordinated by another": (
        COUNTERSIGNS,
        replace(AGAINST, coordination=Coordination(by="ning", on=date(2023, 11, 10))),
        "countersign.not_coordinated",
        (SUBJECT, "宁远"),
    ),
    "material handed in late": (
        book(material=(MaterialRule(**KINDS, submitted=FIVE_BEFORE),)),
        topic(material=Material(submitted_on=date(2023, 11, 14))),
        "material.late",
        (SUBJECT, "5个工作日", "2023年11月8日", "2023年11月14日"),
    ),
    "material delivered late": (
        book(material=(MaterialRule(**KINDS, deliveries=(FIVE_BEFORE, Deadline(days=1))),)),
        topic(material=Material(delivered_on=(date(2023, 11, 9),))),
        "material.delivery_late",
        (SUBJECT, "第一次", "2023年11月8日", "2023年11月9日", "第二次", "2023年11月14日", "未登记"),
    ),
    "the one delivery too late": (
        book(material=(MaterialRule(**KINDS, deliveries=(FIVE_BEFORE,)),)),
        topic(material=Material()),
        "material.delivery_late",
        (SUBJECT, "：须提前5个工作日", "2023年11月8日", "未登记"),
    ),
    "material not signed": (
        book(material=(MaterialRule(**KINDS, signed_in_charge=True),)),
        topic(material=Material(submitted_on=ASKED)),
        "material.unsigned",
        (SUBJECT, "分管领导周平"),
    ),
    "material not returned": (
        book(recall=(RecallRule(**KINDS),)),
        topic(material=Material(recall=True)),
        "material.not_recalled",
        (SUBJECT, "收回"),
    ),
    "a review that lacks": (
        book(reviews=(ReviewRule(**KINDS, review=ReviewKind.LEGALITY, types=(TopicType.CONTRACT,)),)),
        topic(type=TopicType.CONTRACT),
        "review.legality",
        (SUBJECT, "合法性审查"),
    ),
}

MESSAGES = TOPICS


@pytest.mark.parametrize(("rules", "given", "code", "words"), MESSAGES.values(), ids=list(MESSAGES))
def test_the_message_says_whom_what_and_when(rules, given, code, words):
    check(rules, given, code, words)


def lacking(*steps):
    """What is said to be lacking of a chain of which these steps are recorded."""
    (finding,) = [
        each for each in judged(book(chains=(CHAIN,)), topic(steps=steps)).findings if each.code == "topic.step_missing"
    ]
    return finding.message.partition("缺")[2].partition("。")[0]


def test_steps_that_lack_are_told_with_what_is_recorded_of_them():
    assert lacking() == "“分管领导审核”“市长审定”"
    assert lacking(replace(REVIEWED, by=None)) == "“分管领导审核”（未填办理人）、“市长审定”"
    assert lacking(REVIEWED, replace(DECIDED, on=date(2023, 11, 16))) == "“市长审定”（登记的日期在会后）"


def test_of_several_records_of_a_step_the_right_one_counts():
    """The topic was sent back: 吴江 had reviewed what 周平 is in charge of, and 周平 did so afterwards."""
    wrong = replace(REVIEWED, by="wu", on=date(2023, 11, 3))
    codes = {each.code for each in judged(book(chains=(CHAIN,)), topic(steps=(wrong, REVIEWED, DECIDED))).findings}
    assert not [code for code in codes if code.startswith("topic.")]
