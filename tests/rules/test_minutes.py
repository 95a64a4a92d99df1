"""Who signs off the minutes and what else the texts ask of them.

淄川 五十六, 周村 五十一, 环翠 第五十三条, 淄博 五十四, 钢城 第四十八条. Special-topic meetings concern the housing
department, of which ``dep1`` is in charge.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.facts import Approval, Holding
from secretariat.domain.states import MeetingStatus, Post, TopicFlag
from secretariat.rules.finding import Severity
from tests.rules.build import (
    AFTER,
    BEFORE,
    CAST,
    DAY,
    chaired,
    charge,
    clean,
    codes,
    findings,
    ids,
    judged,
    meeting,
    minutes,
    posts,
    signer_of,
    the_finding,
    topic,
)
from tests.rules.texts import (
    GANGCHENG,
    HUANCUI,
    MEETINGS,
    REQUIRED,
    SILENT,
    SPECIAL,
    TEXTS,
    ZHOUCUN,
    ZIBO,
    ZICHUAN,
)

WRONG = "minutes.wrong_signer"
HEAD_MISSING = "minutes.head_approval_missing"
COMMISSION_MISSING = "minutes.commission_approval_missing"
REVIEW_MISSING = "minutes.review_missing"

REGULATED = [case for case in MEETINGS if TEXTS[case].minutes]


def minutes_codes(dossier):
    return [code for code in codes(dossier) if code.startswith("minutes.")]


def approvals(dossier):
    return {(each.what, each.person) for each in judged(dossier).minutes_signer.also}


def expect(dossier, code, article, severity=Severity.VIOLATION):
    finding = the_finding(dossier)
    assert (finding.code, finding.severity, finding.article) == (code, severity, article)
    return finding


# --- who signs

POSTS = {
    "head": {Post.HEAD},
    "party_secretary": {Post.PARTY_SECRETARY},
    "chair": {Post.HEAD},
    "in_charge": {Post.HEAD, Post.DEPUTY},
}


@pytest.mark.parametrize("case", REGULATED, ids=ids(REGULATED))
def test_who_signs_and_by_which_article(case):
    text = TEXTS[case]
    signer = judged(clean(*case)).minutes_signer
    assert (signer.person, signer.article, signer.silent) == (signer_of(*case), text.minutes, False)
    expected = POSTS[text.signer]
    if case == (HUANCUI, "special_topic"):
        expected = {Post.DEPUTY}  # the post by which its chair is entitled
    elif case == (ZICHUAN, "special_topic"):
        expected = {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER}  # 区政府领导同志
    assert set(signer.posts) == expected


@pytest.mark.parametrize("case", REGULATED, ids=ids(REGULATED))
def test_nobody_else_signs(case):
    right = signer_of(*case)
    # Where a leader in charge signs, 周村 and 淄博 name the head too.
    also = {"head"} if case in {(ZHOUCUN, "special_topic"), (ZIBO, "special_topic")} else set()
    for person in {each.id for each in CAST} - {right}:
        dossier = minutes(clean(*case), signed_by=person)
        if person in also:
            assert not findings(dossier)
            continue
        expect(dossier, WRONG, TEXTS[case].minutes)


@pytest.mark.parametrize("case", [case for case in REGULATED if TEXTS[case].signer == "head"], ids=str)
def test_nobody_stands_in_for_the_head_at_the_minutes(case):
    """The executive deputy presided; in these four governments the head signs all the same."""
    dossier = chaired(clean(*case), "executive", "head" if case[1] == "executive" else None, head_away=True)
    assert minutes_codes(dossier) == []
    assert judged(dossier).minutes_signer.person == "head"
    assert minutes_codes(minutes(dossier, signed_by="executive")) == [WRONG]


@pytest.mark.parametrize("kind", ["executive", "head_office", "plenary"])
def test_in_huancui_the_chair_signs(kind):
    """第五十三条: 由会议主持人签发."""
    dossier = chaired(clean(HUANCUI, kind), "executive", "head", head_away=True)
    assert minutes_codes(dossier) == []
    assert judged(dossier).minutes_signer.person == "executive"
    assert minutes_codes(minutes(dossier, signed_by="head")) == [WRONG]


CHAIR_POSTS = [
    ("executive", "executive", Post.EXECUTIVE_DEPUTY),
    ("special_topic", "head", Post.HEAD),
    ("special_topic", "dep2", Post.DEPUTY),
    ("special_topic", "director", Post.OFFICE_DIRECTOR),
    ("special_topic", "vice1", Post.OFFICE_DEPUTY_DIRECTOR),
]


@pytest.mark.parametrize(("kind", "chair", "post"), CHAIR_POSTS, ids=ids(CHAIR_POSTS))
def test_where_the_chair_signs_the_post_is_that_which_entitles_him(kind, chair, post):
    signer = judged(chaired(clean(HUANCUI, kind), chair, "head", head_away=True)).minutes_signer
    assert (signer.person, signer.posts, signer.article) == (chair, (post,), "第五十三条")


def test_for_the_party_group_of_zhoucun_the_secretary_signs():
    """五十一: 由区长（党组书记）签发; where they are two people, the secretary signs for the Party group."""
    dossier = posts(clean(ZHOUCUN, "party_group"), "head", Holding(post=Post.HEAD), Holding(post=Post.PARTY_MEMBER))
    dossier = posts(dossier, "member", Holding(post=Post.PARTY_SECRETARY))
    dossier = meeting(dossier, chair="member")
    assert minutes_codes(minutes(dossier, signed_by="member")) == []
    assert minutes_codes(minutes(dossier, signed_by="head")) == [WRONG]


# --- the leader in charge: special-topic meetings in 淄川, 周村, 淄博

IN_CHARGE = [case for case in SPECIAL if TEXTS[case].signer == "in_charge"]


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
def test_of_several_leaders_in_charge_any_may_sign(case):
    dossier = topic(clean(*case), 2, sponsor="d-steel")
    assert judged(dossier).minutes_signer.person is None
    for person, code in [("dep1", []), ("dep2", []), ("executive", [WRONG])]:
        assert minutes_codes(minutes(dossier, signed_by=person)) == code


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
def test_it_is_the_sponsor_that_he_is_in_charge_of(case):
    """The finance department is only concerned, so the leader in charge of it does not sign."""
    assert minutes_codes(minutes(clean(*case), signed_by="executive")) == [WRONG]
    assert minutes_codes(minutes(topic(clean(*case), sponsor="d-finance"), signed_by="executive")) == []


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
@pytest.mark.parametrize("chair", ["head", "dep2"])
def test_who_chairs_does_not_sign_for_it(case, chair):
    dossier = chaired(clean(*case), chair)
    assert minutes_codes(dossier) == []
    assert minutes_codes(minutes(dossier, signed_by="dep2")) == [WRONG]


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
def test_without_a_leader_in_charge_on_record_any_deputy_or_the_head_may_sign(case):
    dossier = charge(clean(*case), "dep1", "")
    assert judged(dossier).minutes_signer.person is None
    for person in ("head", "executive", "dep1", "dep2"):
        assert minutes_codes(minutes(dossier, signed_by=person)) == []
    for person in ("director", "outsider"):
        assert minutes_codes(minutes(dossier, signed_by=person)) == [WRONG]


def test_a_member_of_the_party_group_in_charge_signs_in_zichuan_only():
    """淄川 五十六: 分管有关工作的区政府领导同志; 周村 五十一 and 淄博 五十四 name 区长（市长）、副区长（副市长）."""
    for case in IN_CHARGE:
        dossier = minutes(topic(clean(*case), sponsor="d-trade"), signed_by="member")
        assert minutes_codes(dossier) == ([] if case[0] == ZICHUAN else [WRONG])


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
def test_an_official_in_charge_who_is_no_leader_does_not_sign(case):
    dossier = charge(charge(clean(*case), "dep1", ""), "vice1", "d-housing")
    assert minutes_codes(minutes(dossier, signed_by="vice1")) == [WRONG]


def test_the_head_signs_for_everything_but_not_in_zichuan():
    """In 周村 and 淄博 the text names the head among those who sign; in 淄川 he approves."""
    assert {case[0]: minutes_codes(minutes(clean(*case), signed_by="head")) for case in IN_CHARGE} == {
        ZICHUAN: [WRONG],
        ZHOUCUN: [],
        ZIBO: [],
    }
    in_charge = charge(charge(clean(ZICHUAN, "special_topic"), "dep1", ""), "head", "d-housing")
    assert minutes_codes(minutes(in_charge, signed_by="head")) == []


@pytest.mark.parametrize("case", IN_CHARGE, ids=ids(IN_CHARGE))
def test_the_pair_of_the_leader_in_charge_does_not_sign(case):
    """Nobody stands in for minutes."""
    dossier = minutes(clean(*case), signed_by="dep2")
    people = tuple(replace(each, pair="dep2") if each.id == "dep1" else each for each in dossier.people)
    assert minutes_codes(replace(dossier, people=people)) == [WRONG]


# --- 淄川: money and land go to the head, commissioned meetings to the one who commissioned them

ZICHUAN_SPECIAL = (ZICHUAN, "special_topic")


def test_minutes_on_finance_are_approved_by_the_head():
    dossier = topic(clean(*ZICHUAN_SPECIAL), flags=(TopicFlag.FINANCE,))
    assert ("head_approval", "head") in approvals(dossier)
    expect(dossier, HEAD_MISSING, "五十六")
    assert not findings(minutes(dossier, head_approval=Approval(by="head", on=AFTER)))


def test_the_approval_of_another_is_not_the_heads():
    dossier = topic(clean(*ZICHUAN_SPECIAL), flags=(TopicFlag.FINANCE,))
    expect(minutes(dossier, head_approval=Approval(by="executive", on=AFTER)), HEAD_MISSING, "五十六")


def test_of_several_topics_one_on_finance_is_enough():
    dossier = topic(clean(*ZICHUAN_SPECIAL), 2, sponsor="d-housing", flags=(TopicFlag.TOWNS, TopicFlag.FINANCE))
    expect(dossier, HEAD_MISSING, "五十六")


def test_the_heads_own_signature_is_his_approval():
    dossier = charge(charge(clean(*ZICHUAN_SPECIAL), "dep1", ""), "head", "d-housing")
    dossier = topic(dossier, flags=(TopicFlag.FINANCE,))
    assert not findings(minutes(dossier, signed_by="head"))
    # Signed where he may not sign, it is the wrong signature but his approval none the less.
    wrong = topic(clean(*ZICHUAN_SPECIAL), flags=(TopicFlag.FINANCE,))
    assert codes(minutes(wrong, signed_by="head")) == [WRONG]


@pytest.mark.parametrize("flag", [flag for flag in TopicFlag if flag is not TopicFlag.FINANCE])
def test_no_other_flag_asks_for_the_head(flag):
    assert not findings(topic(clean(*ZICHUAN_SPECIAL), flags=(flag,)))


@pytest.mark.parametrize("case", [case for case in MEETINGS if case != ZICHUAN_SPECIAL], ids=str)
def test_no_other_meeting_asks_for_the_heads_approval(case):
    dossier = topic(clean(*case), flags=(TopicFlag.FINANCE,))
    assert not findings(dossier)
    assert not [each for each in approvals(dossier) if each[0] == "head_approval"]


# government, whether the minutes of a commissioned special-topic meeting are approved by the one who commissioned it
COMMISSIONED = {ZICHUAN: "五十六", HUANCUI: "第五十三条", ZIBO: None, GANGCHENG: "第四十八条"}


@pytest.mark.parametrize("chair", ["director", "vice1", "vice2"])
@pytest.mark.parametrize(("code", "article"), COMMISSIONED.items(), ids=list(COMMISSIONED))
def test_minutes_of_a_commissioned_meeting(code, article, chair):
    dossier = chaired(clean(code, "special_topic"), chair, "dep2")
    assert [each for each in approvals(dossier) if each[0] == "commission_approval"] == (
        [("commission_approval", "dep2")] if article else []
    )
    if article is None:
        assert not findings(dossier)
        return
    expect(dossier, COMMISSION_MISSING, article)
    assert not findings(minutes(dossier, commission_approval=Approval(by="dep2", on=AFTER)))
    # Not just any leader: the one who commissioned it.
    expect(minutes(dossier, commission_approval=Approval(by="dep1", on=AFTER)), COMMISSION_MISSING, article)


@pytest.mark.parametrize("case", SPECIAL, ids=ids(SPECIAL))
def test_a_meeting_that_a_leader_chairs_himself_is_approved_by_nobody(case):
    for chair in ("head", "executive", "dep1", "dep2"):
        dossier = chaired(clean(*case), chair)
        assert not findings(dossier)
        assert not approvals(dossier)


def test_the_signature_of_the_one_who_commissioned_it_is_his_approval():
    # 淄川: the leader in charge signs, and it was he who commissioned the meeting.
    assert not findings(chaired(clean(*ZICHUAN_SPECIAL), "vice1", "dep1"))
    # 钢城: the head signs, and it was he.
    assert not findings(chaired(clean(GANGCHENG, "special_topic"), "vice1", "head"))
    # In 环翠 the chair signs, so the one who commissioned it has not.
    expect(chaired(clean(HUANCUI, "special_topic"), "vice1", "head"), COMMISSION_MISSING, "第五十三条")


def test_in_huancui_only_a_meeting_of_the_directors_is_approved():
    """第五十三条: 区政府办公室主任、副主任受委托召开的区政府专题会议; a deputy convenes one in his own right."""
    assert not findings(chaired(clean(HUANCUI, "special_topic"), "dep2", "head"))


def test_an_unlisted_delegate_in_zichuan_too():
    """五十六: 受委托召开的专题会议, whoever held it."""
    dossier = chaired(clean(*ZICHUAN_SPECIAL), "assistant", "dep2")
    expect(dossier, COMMISSION_MISSING, "五十六")
    assert not findings(minutes(dossier, commission_approval=Approval(by="dep2", on=AFTER)))


def test_finance_and_commission_together():
    dossier = chaired(topic(clean(*ZICHUAN_SPECIAL), flags=(TopicFlag.FINANCE,)), "vice1", "dep2")
    assert codes(dossier) == [COMMISSION_MISSING, HEAD_MISSING]
    assert approvals(dossier) == {("head_approval", "head"), ("commission_approval", "dep2")}
    approved = minutes(
        dossier, head_approval=Approval(by="head", on=AFTER), commission_approval=Approval(by="dep2", on=AFTER)
    )
    assert not findings(approved)


def test_where_the_head_commissioned_it_his_one_approval_is_asked_for_in_both_places():
    dossier = chaired(topic(clean(*ZICHUAN_SPECIAL), flags=(TopicFlag.FINANCE,)), "vice1", "head")
    approved = minutes(
        dossier, head_approval=Approval(by="head", on=AFTER), commission_approval=Approval(by="head", on=AFTER)
    )
    assert not findings(approved)


@pytest.mark.parametrize("kind", ["executive", "plenary", "head_office"])
def test_commissioned_meetings_of_other_kinds_need_no_approval(kind):
    """淄川 五十六, 环翠 第五十三条 and 钢城 第四十八条 speak of special-topic meetings."""
    for code in (ZICHUAN, HUANCUI, GANGCHENG):
        dossier = chaired(clean(code, kind), "executive", "head", head_away=True)
        assert minutes_codes(dossier) == []
        assert not [each for each in approvals(dossier) if each[0] != "review"]


# --- 环翠: reviewed by the director and a deputy director

REVIEWED = [case for case in MEETINGS if TEXTS[case].reviews]


def test_only_huancui_has_its_minutes_reviewed():
    """第五十三条 names plenary, executive and head_office; what follows on special-topic meetings has no review."""
    assert REVIEWED == [(HUANCUI, "plenary"), (HUANCUI, "executive"), (HUANCUI, "head_office")]


REVIEWERS = [
    ("director vice1", []),
    ("director vice2", []),
    ("director vice1 vice2", []),
    ("director", [REVIEW_MISSING]),
    ("vice1", [REVIEW_MISSING]),
    ("vice1 vice2", [REVIEW_MISSING]),
    ("head vice1", [REVIEW_MISSING]),
]


@pytest.mark.parametrize(("reviewers", "expected"), REVIEWERS, ids=[row[0].replace(" ", "-") for row in REVIEWERS])
@pytest.mark.parametrize("case", REVIEWED, ids=ids(REVIEWED))
def test_minutes_are_reviewed(case, reviewers, expected):
    dossier = minutes(clean(*case), reviews=tuple(Approval(by=each, on=DAY) for each in reviewers.split()))
    assert codes(dossier) == expected
    if expected:
        expect(dossier, REVIEW_MISSING, "第五十三条")


@pytest.mark.parametrize("case", REVIEWED, ids=ids(REVIEWED))
def test_without_any_review(case):
    found = findings(minutes(clean(*case), reviews=()))
    assert {(each.code, each.article, each.severity) for each in found} == {
        (REVIEW_MISSING, "第五十三条", Severity.VIOLATION)
    }
    assert [each.what for each in judged(clean(*case)).minutes_signer.also] == ["review", "review"]


@pytest.mark.parametrize("case", [case for case in MEETINGS if case not in REVIEWED], ids=str)
def test_elsewhere_nobody_need_review_them(case):
    dossier = minutes(clean(*case), reviews=())
    assert not findings(dossier)
    assert not [each for each in approvals(dossier) if each[0] == "review"]


# --- missing and unsigned

STATUSES = [(MeetingStatus.HELD, Severity.WARNING), (MeetingStatus.ISSUED, Severity.VIOLATION)]


@pytest.mark.parametrize(("status", "severity"), STATUSES, ids=[status.value for status, _ in STATUSES])
@pytest.mark.parametrize("case", REQUIRED, ids=ids(REQUIRED))
def test_missing_minutes(case, status, severity):
    dossier = meeting(replace(clean(*case), minutes=None), status=status)
    finding = expect(dossier, "minutes.missing", TEXTS[case].minutes, severity)
    assert finding.subject is None


@pytest.mark.parametrize(("status", "severity"), STATUSES, ids=[status.value for status, _ in STATUSES])
@pytest.mark.parametrize("case", REGULATED, ids=ids(REGULATED))
def test_unsigned_minutes(case, status, severity):
    dossier = minutes(clean(*case), signed_by=None, signed_on=None, issued_on=None)
    expect(meeting(dossier, status=status), "minutes.unsigned", TEXTS[case].minutes, severity)


OPTIONAL = [case for case in MEETINGS if case not in REQUIRED]


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.ISSUED])
@pytest.mark.parametrize("case", OPTIONAL, ids=ids(OPTIONAL))
def test_minutes_that_no_article_asks_for_are_not_missed(case, status):
    """环翠's plenary: 根据会议主持人意见可以印发; the Party groups of 淄川 and 钢城; work conferences."""
    assert not findings(meeting(replace(clean(*case), minutes=None), status=status))


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_planned_meeting_has_no_minutes_yet(case):
    planned = meeting(clean(*case), status=MeetingStatus.PLANNED)
    assert not findings(replace(planned, minutes=None))
    assert not findings(minutes(planned, signed_by=None, signed_on=None, issued_on=None, reviews=()))


@pytest.mark.parametrize(
    "case", [(ZICHUAN, "special_topic"), (HUANCUI, "special_topic"), (GANGCHENG, "special_topic")], ids=str
)
def test_a_draft_is_not_yet_asked_for_its_approvals(case):
    dossier = chaired(topic(clean(*case), flags=(TopicFlag.FINANCE,)), "vice1", "dep2")
    dossier = minutes(dossier, signed_by=None, signed_on=None, issued_on=None)
    expect(meeting(dossier, status=MeetingStatus.HELD), "minutes.unsigned", TEXTS[case].minutes, Severity.WARNING)


@pytest.mark.parametrize("case", REVIEWED, ids=ids(REVIEWED))
def test_a_draft_is_not_yet_asked_for_its_reviews(case):
    dossier = minutes(clean(*case), signed_by=None, signed_on=None, issued_on=None, reviews=())
    expect(meeting(dossier, status=MeetingStatus.HELD), "minutes.unsigned", TEXTS[case].minutes, Severity.WARNING)


@pytest.mark.parametrize("case", REGULATED, ids=ids(REGULATED))
def test_a_wrong_signature_is_wrong_as_soon_as_it_is_there(case):
    """A violation, also where the meeting is only held so far."""
    dossier = meeting(minutes(clean(*case), signed_by="outsider"), status=MeetingStatus.HELD)
    expect(dossier, WRONG, TEXTS[case].minutes)


# --- where the text is silent


@pytest.mark.parametrize("case", SILENT, ids=ids(SILENT))
def test_where_the_text_is_silent_the_program_proposes(case):
    signer = judged(clean(*case)).minutes_signer
    assert (signer.silent, signer.article, signer.also) == (True, None, ())
    assert signer.person == signer_of(*case)


def test_for_a_silent_party_group_the_secretary_is_proposed():
    for code in (ZICHUAN, GANGCHENG):
        dossier = chaired(clean(code, "party_group"), "executive", head_away=True)
        signer = judged(dossier).minutes_signer
        assert (signer.person, signer.posts, signer.silent) == ("head", (Post.PARTY_SECRETARY,), True)


def test_for_a_silent_conference_its_chair_is_proposed():
    dossier = chaired(clean(HUANCUI, "work_conference_1"), "executive", head_away=True)
    assert judged(dossier).minutes_signer.person == "executive"


@pytest.mark.parametrize("case", SILENT, ids=ids(SILENT))
@pytest.mark.parametrize("signed_by", [None, "outsider", "director"])
def test_where_the_text_is_silent_no_signature_is_wrong(case, signed_by):
    dossier = minutes(clean(*case), signed_by=signed_by, reviews=())
    assert not findings(dossier)


# --- the post counts on the meeting's day


def test_a_head_who_left_office_before_the_meeting_does_not_sign():
    dossier = posts(clean(ZIBO, "executive"), "head", Holding(post=Post.HEAD, to=BEFORE), Holding(post=Post.DEPUTY))
    assert WRONG in codes(dossier)
