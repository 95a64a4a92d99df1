"""Who approves whose leave by the five published texts, and what that does to the quorum before it is approved.

The table is read in the source texts, article by article; the cast is that of ``build.py``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.facts import Attendance, Leave
from secretariat.domain.states import MeetingStatus, Part, Presence, TopicType
from secretariat.rules.case import Case
from secretariat.rules.leave_approver import approver_of
from secretariat.rules.leave_effect import effect, expected
from tests.rules.build import AS_OF, CAST, calendar, clean, granted, line, meeting, of_size, rulebook, topic
from tests.rules.prepared import BEFORE
from tests.rules.texts import GANGCHENG, HUANCUI, ZHOUCUN, ZIBO, ZICHUAN

NOBODY = ("", False)  # the text names nobody who approves, and asks for no report
REPORT = ("director", True)

# (government, kind, person, part): (who approves, a written report), article. Read in 淄川 五十五, 周村 五十, 环翠
# 第五十一条, 淄博 五十三, 钢城 第四十七条.
TABLE = {
    (ZICHUAN, "executive", "dep1", Part.MEMBER): (("head", False), "五十五"),
    (ZICHUAN, "plenary", "executive", Part.MEMBER): (("head", False), "五十五"),
    (ZICHUAN, "plenary", "housing", Part.MEMBER): (REPORT, "五十五"),
    (ZICHUAN, "plenary", "steel", Part.ATTENDEE): (REPORT, "五十五"),
    (ZICHUAN, "executive", "finance", Part.ATTENDEE): (REPORT, "五十五"),
    (ZICHUAN, "head_office", "town", Part.ATTENDEE): (REPORT, "五十五"),
    (ZHOUCUN, "executive", "dep2", Part.MEMBER): (("head", False), "五十"),
    (ZHOUCUN, "party_group", "member", Part.MEMBER): (("head", False), "五十"),  # who is 党组书记 too
    (ZHOUCUN, "party_group", "finance", Part.ATTENDEE): (REPORT, "五十"),
    (ZHOUCUN, "plenary", "housing", Part.MEMBER): (REPORT, "五十"),
    (ZHOUCUN, "head_office", "trade", Part.ATTENDEE): (REPORT, "五十"),
    (HUANCUI, "executive", "dep1", Part.MEMBER): (("chair", False), "第五十一条"),
    (HUANCUI, "plenary", "housing", Part.MEMBER): (NOBODY, "第五十一条"),
    (HUANCUI, "head_office", "finance", Part.ATTENDEE): (NOBODY, "第五十一条"),
    (ZIBO, "executive", "dep1", Part.MEMBER): (("head", False), "五十三"),
    (ZIBO, "plenary", "housing", Part.MEMBER): (REPORT, "五十三"),  # 市政府秘书长
    (ZIBO, "executive", "finance", Part.ATTENDEE): (REPORT, "五十三"),
    (GANGCHENG, "executive", "dep1", Part.MEMBER): (("head", False), "第四十七条"),
    (GANGCHENG, "party_group", "member", Part.MEMBER): (("head", False), "第四十七条"),
    (GANGCHENG, "plenary", "housing", Part.MEMBER): (NOBODY, "第四十七条"),
}


def case(dossier, as_of=AS_OF):
    book = rulebook(dossier.rulebook)
    return Case(book, book.kinds[dossier.meeting.kind], dossier, as_of=as_of, calendar=calendar())


def person(id_):
    return next(each for each in CAST if each.id == id_)


def who(dossier, id_):
    return approver_of(case(dossier), person(id_))


def listed(code, kind, id_, part):
    given = clean(code, kind)
    rows = tuple(row for row in given.attendance if row.person != id_)
    return replace(given, attendance=(*rows, Attendance(person=id_, as_=part, status=Presence.ABSENT)))


@pytest.mark.parametrize(("at", "said"), TABLE.items(), ids=["-".join(map(str, at)) for at in TABLE])
def test_the_text_says_who_approves(at, said):
    (approver, report), article = said
    code, kind, id_, part = at
    given = listed(code, kind, id_, part)
    found = who(given, id_)
    by = given.meeting.chair if approver == "chair" else approver
    assert found.people == ((by,) if by else ())
    assert (found.written_report, found.article, found.exempt) == (report, article, False)
    assert (by in found.words) if by else found.words == ""


@pytest.mark.parametrize("code", [ZICHUAN, ZHOUCUN, HUANCUI, ZIBO, GANGCHENG])
def test_the_head_has_nobody_to_ask(code):
    found = who(clean(code, "executive"), "head")
    assert (found.exempt, found.people, found.words, found.written_report) == (True, (), "", False)


def test_where_a_delegate_chairs_in_huancui_he_approves():
    given = meeting(clean(HUANCUI, "executive"), chair="executive")
    assert who(given, "dep1").people == ("executive",)
    assert "会议主持人" in who(given, "dep1").words
    assert who(given, "executive").exempt
    unknown = who(meeting(given, chair=None), "dep1")
    assert (unknown.people, unknown.words, unknown.exempt) == ((), "会议主持人", False)


def test_nothing_is_asked_of_guests_staff_and_whom_no_text_binds():
    for part in (Part.GUEST, Part.STAFF):
        assert who(listed(ZICHUAN, "executive", "outsider", part), "outsider") is None
    assert who(clean(ZICHUAN, "executive"), "outsider") is None  # not on the list
    assert who(listed(ZICHUAN, "special_topic", "dep1", Part.ATTENDEE), "dep1") is None
    assert who(listed(GANGCHENG, "plenary", "steel", Part.MEMBER), "steel") is None  # 企事业单位 are not named


# --- the quorum


def planned(given):
    return meeting(given, status=MeetingStatus.PLANNED)


def nobody_yet(given):
    rows = tuple(replace(row, status=Presence.ABSENT) for row in given.attendance)
    return replace(planned(given), attendance=rows, leave=())


def of(given, id_, **more):
    return effect(given, rulebook(given.rulebook), id_, as_of=BEFORE, **more)


def approved(given, *people):
    return replace(
        given, leave=(*given.leave, *(Leave(person=each, asked_on=BEFORE, approved_by="head") for each in people))
    )


def test_before_the_meeting_all_who_are_not_on_leave_are_expected():
    """淄川 49: more than half of 7, that is 4."""
    given = nobody_yet(of_size(ZICHUAN, "executive", 7, 7))
    assert of(given, "leader2").words == "批准后实到 6，需到 4"
    given = approved(given, "leader2", "leader3")
    found = of(given, "leader4")
    assert (found.words, found.breaks) == ("批准后实到 4，需到 4", False)
    assert of(given, "leader3").words == "预计实到 5，需到 4"  # approved already
    found = of(approved(given, "leader4"), "leader5")
    assert found.breaks
    assert found.words.startswith("批准后实到 3，需到 4，还差 1 人，将达不到法定人数")
    assert of(approved(given, "leader4", "leader5"), "leader6").words.startswith(
        "批准后实到 2，需到 4，还差 2 人，现在已达不到法定人数"
    )


def test_a_request_that_waits_counts_as_coming_and_who_is_marked_does_not():
    given = nobody_yet(of_size(ZICHUAN, "executive", 7, 7))
    waiting = replace(given, leave=(Leave(person="leader2", asked_on=BEFORE),))
    assert expected(waiting, rulebook(ZICHUAN), as_of=BEFORE).present == 7
    assert expected(line(given, "leader2", status=Presence.LEAVE), rulebook(ZICHUAN), as_of=BEFORE).present == 6


def test_who_does_not_count_changes_nothing():
    given = planned(listed(ZICHUAN, "executive", "finance", Part.ATTENDEE))
    assert of(given, "finance").words == "不计入法定人数，批准不影响到会人数"


def test_after_the_meeting_those_who_came_count():
    given = of_size(ZICHUAN, "executive", 7, 5)
    assert of(given, "leader7").words == "会议已召开，实到 5，需到 4；补办请假不改变实到人数"


def test_without_a_quorum_only_the_number_is_told():
    given = nobody_yet(of_size(ZICHUAN, "head_office", 7, 7))
    found = of(given, "leader2")
    assert (found.quorum.needed, found.breaks) == (None, False)
    assert found.words == "批准后实到 6（本类会议没有法定人数要求）"


def test_a_topic_that_asks_for_more_is_told():
    """钢城 43: more than two thirds for appointments: 7 of 9; more than half else: 5 of 9."""
    given = topic(nobody_yet(of_size(GANGCHENG, "party_group", 9, 9)), 1, type=TopicType.APPOINTMENT)
    assert of(given, "leader2").words == "批准后实到 8，需到 5；议题1在场 8，需到 7"
    given = approved(given, "leader2", "leader3")
    found = of(given, "leader4")
    assert found.words == "批准后实到 6，需到 5；议题1在场 6，需到 7，将达不到法定人数"
    assert found.breaks


def test_a_kind_that_is_not_provided_for_has_no_effect():
    assert of(meeting(clean(ZICHUAN, "executive"), kind="weekly"), "dep1") is None
    assert granted(clean(ZICHUAN, "executive"), "dep1").leave  # the cast asks as the text says
