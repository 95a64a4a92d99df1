"""The reviews that a topic's type or flags ask for."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.domain.facts import Review
from secretariat.domain.states import DepartmentRole, MeetingStatus, ReviewKind, TopicFlag, TopicType
from secretariat.rules.schema.topics import ReviewRule
from tests.rules.invented import DAY, book, codes, dossier, found, only, topic

LEGALITY, RISK = ReviewKind.LEGALITY, ReviewKind.RISK


def rule(article, review, **more):
    return ReviewRule(article=article, kinds=("executive",), review=review, **more)


RULES = book(
    reviews=(
        rule("第一条", LEGALITY, types=(TopicType.CONTRACT,), by_role=DepartmentRole.JUSTICE),
        rule("第二条", RISK, types=(TopicType.MAJOR_DECISION,)),
        rule("第三条", RISK, flags=(TopicFlag.PUBLIC_INTEREST,), note="社会稳定风险评估"),
        *(rule("第四条", review, types=(TopicType.MAJOR_DECISION,)) for review in ReviewKind if review is not RISK),
    )
)
CONTRACT = TopicType.CONTRACT
PASSED = Review(review=LEGALITY, by="justice", on=date(2023, 11, 6), passed=True)


def test_a_review_that_was_passed():
    assert not found(RULES, topic(type=CONTRACT, reviews=(PASSED,)))
    assert not found(RULES, topic(type=TopicType.REPORT))


LACKING = {
    "none": ((), "未见记录"),
    "another": ((Review(review=RISK, by="justice", passed=True),), "未见记录"),
    "not passed": ((Review(review=LEGALITY, by="justice", on=DAY),), "尚未通过"),
    "after the meeting": (
        (Review(review=LEGALITY, by="justice", on=date(2023, 11, 16), passed=True),),
        "2023年11月16日",
    ),
    "by another department": ((Review(review=LEGALITY, by="finance", on=DAY, passed=True),), "登记由市财政局办理"),
    "by nobody": ((Review(review=LEGALITY, on=DAY, passed=True),), "未填单位"),
}


@pytest.mark.parametrize(("reviews", "said"), LACKING.values(), ids=list(LACKING))
def test_a_review_that_lacks(reviews, said):
    finding = only(RULES, topic(type=CONTRACT, reviews=reviews))
    assert (finding.code, finding.subject, finding.article) == ("review.legality", 3, "第一条")
    assert said in finding.message
    assert "市司法局" in finding.message


def test_one_of_several_records_is_enough():
    failed = Review(review=LEGALITY, by="justice", on=date(2023, 11, 1))
    assert not found(RULES, topic(type=CONTRACT, reviews=(failed, PASSED)))


def test_a_review_without_a_day_counts_and_one_of_the_meetings_day():
    for day in (None, DAY):
        done = Review(review=LEGALITY, by="justice", on=day, passed=True)
        assert not found(RULES, topic(type=CONTRACT, reviews=(done,)))


def test_a_topic_and_review_are_told_of_once_by_the_first_entry():
    given = topic(type=TopicType.MAJOR_DECISION, flags=(TopicFlag.PUBLIC_INTEREST,))
    told = {each.code: each.article for each in found(RULES, given)}
    assert told == {f"review.{review.value}": "第二条" if review is RISK else "第四条" for review in ReviewKind}
    assert len(found(RULES, given)) == len(ReviewKind)


def test_any_department_where_no_role_is_asked_for():
    done = (Review(review=RISK, passed=True),)
    assert not found(RULES, topic(flags=(TopicFlag.PUBLIC_INTEREST,), reviews=done))


def test_the_message_calls_it_what_the_rule_calls_it():
    assert "“社会稳定风险评估”" in only(RULES, topic(flags=(TopicFlag.PUBLIC_INTEREST,))).message


def test_planned_meetings_are_told_and_other_kinds_are_not():
    given = topic(type=CONTRACT)
    assert codes(RULES, dossier(given, status=MeetingStatus.PLANNED)) == ["review.legality"]
    assert not found(RULES, dossier(given, kind="weekly"))
