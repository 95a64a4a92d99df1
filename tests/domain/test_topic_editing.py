"""What is done to a topic on its way: chain, countersigns in rounds, coordination, reviews, and what may be a slip."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain import topic_editing as edit
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import (
    Attachment,
    Countersign,
    Decision,
    Department,
    Dossier,
    Government,
    IssuedDocument,
    Leave,
    Meeting,
    Person,
    Step,
    Topic,
)
from secretariat.domain.states import DepartmentKind, Opinion, ReviewKind, StepKind
from secretariat.domain.topic_doubts import doubts, new_doubts

DAY = dt.date(2022, 4, 29)
ASKED, DUE, REPLIED = dt.date(2022, 4, 18), dt.date(2022, 4, 21), dt.date(2022, 4, 20)
UNITS = ("住建局", "财政局", "司法局")
SCAN = Attachment(id="", name="会签单.pdf", sha256="a" * 64, size=7)
OTHER = Attachment(id="", name="会签单二.pdf", sha256="b" * 64, size=7)


def dossier(**topic):
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府"),
        meeting=Meeting(kind="executive", date=DAY),
        departments=tuple(
            Department(id=f"d{no}", name=name, kind=DepartmentKind.DEPARTMENT) for no, name in enumerate(UNITS, 1)
        ),
        people=tuple(Person(id=f"p{no}", name=name) for no, name in enumerate(("林知远", "沈若兰", "罗德铭"), 1)),
        topics=(Topic(no=1, title="关于城市更新的请示", sponsor="d1", **topic),),
    )


def topic_in(given):
    return given.topics[0]


def asked(*departments, given=None):
    return edit.ask_countersigns(given or dossier(), 1, departments or ("d2",), asked_on=ASKED, due_on=DUE)


def replied(given, opinion=Opinion.AGREE, row=-1, **values):
    return edit.reply(given, 1, topic_in(given).countersigns[row], opinion=opinion, **values)


# --- chain of approval


def test_steps_are_recorded_in_any_order():
    given = edit.record_step(dossier(), 1, StepKind.HEAD_DECISION, by="p1", on=REPLIED, opinion=" 同意上会 ")
    given = edit.record_step(given, 1, StepKind.DEPUTY_REVIEW, by="p2")
    assert topic_in(given).steps == (
        Step(step=StepKind.HEAD_DECISION, by="p1", on=REPLIED, opinion="同意上会"),
        Step(step=StepKind.DEPUTY_REVIEW, by="p2"),
    )


def test_a_step_is_corrected_and_taken_off():
    given = edit.record_step(dossier(), 1, StepKind.OFFICE_REVIEW, by="p3")
    (step,) = topic_in(given).steps
    mended = edit.change_step(given, 1, step, on=REPLIED)
    assert topic_in(mended).steps[0].on == REPLIED
    assert topic_in(edit.remove_step(mended, 1, topic_in(mended).steps[0])).steps == ()


def test_a_step_that_somebody_changed_meanwhile_is_said_to_be_gone():
    given = edit.record_step(dossier(), 1, StepKind.OFFICE_REVIEW, by="p3")
    (stale,) = topic_in(given).steps
    given = edit.change_step(given, 1, stale, by="p1")
    with pytest.raises(ImpossibleError, match="没有这条登记"):
        edit.remove_step(given, 1, stale)


def test_only_people_and_units_of_the_dossier_are_named():
    with pytest.raises(ImpossibleError, match="没有这个人"):
        edit.record_step(dossier(), 1, StepKind.OFFICE_REVIEW, by="p9")
    with pytest.raises(ImpossibleError, match="没有这个人"):
        edit.propose(dossier(), 1, "p9")
    with pytest.raises(ImpossibleError, match="没有这个单位"):
        edit.record_review(dossier(), 1, ReviewKind.LEGALITY, by="d9")
    with pytest.raises(ImpossibleError, match="没有这个单位"):
        asked("d9")


def test_the_head_puts_a_topic_forward():
    assert topic_in(edit.propose(dossier(), 1, "p1")).proposed_by == "p1"


# --- countersigns


def test_departments_that_are_asked_are_concerned():
    given = asked("d2", "d3")
    assert topic_in(given).concerns == ("d2", "d3")
    assert topic_in(given).countersigns[0] == Countersign(department="d2", asked_on=ASKED, due_on=DUE, round=1)


def test_the_sponsor_does_not_countersign_its_own_topic():
    with pytest.raises(ImpossibleError, match="住建局是本议题的主办单位，不能会签自己提报的议题") as refused:
        asked("d2", "d1")
    assert "选择涉及的其他单位" in refused.value.remedy
    row = topic_in(asked()).countersigns[0]
    with pytest.raises(ImpossibleError, match="主办单位"):
        edit.change_countersign(asked(), 1, row, department="d1")


@pytest.mark.parametrize(("given", "said"), [(asked(), "尚未回复"), (replied(asked()), "已经回复")])
def test_nobody_is_asked_twice_in_one_round(given, said):
    with pytest.raises(ImpossibleError, match=f"财政局.*{said}") as refused:
        asked(given=given)
    assert "新一轮会签" in refused.value.remedy


def test_nobody_and_a_reply_due_before_the_question_are_refused():
    with pytest.raises(ImpossibleError, match="没有选择会签单位"):
        edit.ask_countersigns(dossier(), 1, (), asked_on=ASKED)
    with pytest.raises(ImpossibleError, match="回复期限早于送签日期"):
        edit.ask_countersigns(dossier(), 1, ("d2",), asked_on=DUE, due_on=ASKED)


def test_a_changed_draft_is_countersigned_again_and_the_first_round_stays():
    first = replied(asked("d2", "d3"), Opinion.DISAGREE, row=0, grounds="资金未落实")
    second = edit.new_round(first, 1, ("d2",), asked_on=REPLIED)
    rows = topic_in(second).countersigns
    assert [(row.department, row.round, row.opinion) for row in rows] == [
        ("d2", 1, Opinion.DISAGREE),
        ("d3", 1, None),
        ("d2", 2, None),
    ]
    counting = edit.latest(topic_in(second))
    assert {unit: row.round for unit, row in counting.items()} == {"d2": 2, "d3": 1}
    assert edit.latest_round(topic_in(second)) == 2


def test_rows_without_a_round_are_of_the_first():
    given = dossier(countersigns=(Countersign(department="d2", asked_on=ASKED, opinion=Opinion.AGREE),))
    assert topic_in(edit.new_round(given, 1, ("d2",), asked_on=DUE)).countersigns[-1].round == 2
    assert topic_in(asked("d3", given=given)).countersigns[-1].round == 1


def test_a_row_by_which_nobody_was_asked_gives_way():
    given = dossier(countersigns=(Countersign(department="d2"),))
    assert [row.asked_on for row in topic_in(asked(given=given)).countersigns] == [ASKED]


def test_a_reply_says_its_grounds():
    given = replied(asked(), Opinion.DISAGREE, replied_on=REPLIED, signed_by="p3", grounds=" 资金未落实 ")
    row = topic_in(given).countersigns[0]
    assert (row.opinion, row.replied_on, row.signed_by, row.grounds) == (
        Opinion.DISAGREE,
        REPLIED,
        "p3",
        "资金未落实",
    )
    assert edit.answered(row)
    with pytest.raises(ImpossibleError, match="未回复"):
        replied(asked(), Opinion.NONE, replied_on=REPLIED)


def test_a_countersign_is_taken_off_and_the_department_stays_concerned():
    given = asked()
    without = edit.remove_countersign(given, 1, topic_in(given).countersigns[0])
    assert (topic_in(without).countersigns, topic_in(without).concerns) == ((), ("d2",))


# --- coordination


def test_what_is_written_of_a_coordination_is_there():
    given = replied(asked(), Opinion.DISAGREE, grounds="资金未落实")
    done = topic_in(
        edit.coordinate(given, 1, text="对资金来源有分歧", option="分两年安排", by="p2", on=DUE)
    ).coordination
    assert (done.statement, done.grounds, done.preferred_option, done.agreed) == (True, True, True, False)


def test_grounds_are_there_once_every_department_has_told_its_own():
    given = replied(asked("d2", "d3"), Opinion.DISAGREE, row=0, grounds="资金未落实")
    given = replied(given, Opinion.DISAGREE, row=1)
    assert topic_in(edit.coordinate(given, 1, text="有分歧")).coordination.grounds is False
    assert topic_in(edit.coordinate(given, 1, grounds=True)).coordination.grounds is True


def test_a_coordination_is_taken_off():
    given = edit.coordinate(dossier(), 1, statement=True)
    assert topic_in(edit.drop_coordination(given, 1)).coordination is None
    with pytest.raises(ImpossibleError, match="没有协调记录"):
        edit.drop_coordination(dossier(), 1)


# --- reviews


def test_a_review_is_recorded_corrected_and_withdrawn():
    given = edit.record_review(dossier(), 1, ReviewKind.LEGALITY, by="d3", on=REPLIED, passed=False, opinion="需修改")
    (review,) = topic_in(given).reviews
    given = edit.record_review(given, 1, ReviewKind.LEGALITY, by="d3", on=DUE)
    assert [one.passed for one in topic_in(given).reviews] == [False, True]
    given = edit.change_review(given, 1, review, opinion="需修改第五条")
    left = topic_in(edit.withdraw_review(given, 1, topic_in(given).reviews[0])).reviews
    assert [one.passed for one in left] == [True]


# --- scans


def test_a_scan_takes_the_place_of_the_one_there_was():
    given = asked()
    given = edit.with_countersign_form(given, 1, topic_in(given).countersigns[0], SCAN)
    given = edit.with_countersign_form(given, 1, topic_in(given).countersigns[0], OTHER)
    assert [file.name for file in given.attachments] == [OTHER.name]
    assert topic_in(given).countersigns[0].form == given.attachments[0].id


def test_one_scan_of_several_countersigns_is_kept_once_and_goes_with_the_last():
    given = asked("d2", "d3")
    for place in (0, 1):
        given = edit.with_countersign_form(given, 1, topic_in(given).countersigns[place], SCAN)
    assert len(given.attachments) == 1
    given = edit.remove_countersign(given, 1, topic_in(given).countersigns[0])
    assert len(given.attachments) == 1
    assert edit.without_file(given, 1, topic_in(given).countersigns[0]).attachments == ()


def test_a_file_that_something_else_names_stays():
    given = edit.with_coordination_file(dossier(), 1, SCAN)
    named = replace(given, leave=(Leave(person="p2", report=given.attachments[0].id),))
    assert len(edit.drop_coordination(named, 1).attachments) == 1
    assert edit.drop_coordination(given, 1).attachments == ()


def test_steps_and_reviews_have_their_papers():
    given = edit.record_step(dossier(), 1, StepKind.OFFICE_REVIEW, by="p3")
    given = edit.with_step_form(given, 1, topic_in(given).steps[0], SCAN)
    given = edit.record_review(given, 1, ReviewKind.RISK)
    given = edit.with_review_file(given, 1, topic_in(given).reviews[0], OTHER)
    assert [file.name for file in given.attachments] == [SCAN.name, OTHER.name]
    bare = edit.remove_step(given, 1, topic_in(given).steps[0])
    bare = edit.without_file(bare, 1, topic_in(bare).reviews[0])
    assert (bare.attachments, topic_in(bare).reviews[0].file) == ((), None)


# --- slip or truth


def about(given, **more):
    return [doubt.about for doubt in doubts(given, topic_in(given), **more)]


def test_a_reply_before_the_question_may_be_a_slip():
    given = replied(asked(), replied_on=ASKED - dt.timedelta(days=3))
    (doubt,) = doubts(given, topic_in(given))
    assert doubt.text == "财政局会签的回复日期（2022年4月15日）早于送签日期（2022年4月18日）"
    assert about(given, proposal=True) == ["reply"]


def test_what_is_dated_after_the_meeting_may_be_a_slip_but_a_proposal_has_none():
    later = DAY + dt.timedelta(days=1)
    given = edit.record_step(dossier(), 1, StepKind.HEAD_DECISION, by="p1", on=later)
    given = edit.record_review(given, 1, ReviewKind.RISK, on=later)
    assert about(given) == ["step", "review"]
    assert about(given, proposal=True) == []


def test_what_is_due_or_issued_before_the_meeting_may_be_a_slip():
    early = DAY - dt.timedelta(days=1)
    given = dossier(decision=Decision(due=early, document=IssuedDocument(issued_on=early)))
    assert about(given) == ["decision", "document"]


def test_an_edit_is_asked_about_once():
    before = asked()
    after = replied(before, replied_on=ASKED - dt.timedelta(days=3))
    assert len(new_doubts(before, after, 1)) == 1
    assert new_doubts(after, edit.propose(after, 1, "p1"), 1) == ()
