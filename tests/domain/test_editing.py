"""Each act on a dossier: what it changes, what it leaves alone, and what it says cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain import editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import (
    Approval,
    Attachment,
    Attendance,
    Countersign,
    Department,
    Dossier,
    Excuse,
    Government,
    Holding,
    Leave,
    Meeting,
    Minutes,
    Person,
    Recusal,
    Review,
    Topic,
)
from secretariat.domain.states import (
    DepartmentKind,
    Part,
    Post,
    Presence,
    RecusalReason,
    ReviewKind,
)

DAY = dt.date(2023, 11, 15)
NINE, TEN, ELEVEN = dt.time(9), dt.time(10), dt.time(11)
HOUSING = Department(id="d01", name="住建局", kind=DepartmentKind.DEPARTMENT)
FINANCE = Department(id="finance", name="财政局", kind=DepartmentKind.DEPARTMENT)
QIN = Person(id="p01", name="秦岭")
ZHOU = Person(id="zhou", name="周平")
WU = Person(id="wu", name="吴江")
THERE = Attendance(person="p01", as_=Part.MEMBER, status=Presence.PRESENT)
TOPICS = (Topic(no=1, title="甲"), Topic(no=2, title="乙"), Topic(no=3, title="丙"))


def dossier(**changes):
    return Dossier(
        **{
            "format": "secretariat-dossier/2",
            "government": Government(name="东原市人民政府"),
            "meeting": Meeting(kind="executive", date=DAY),
            "departments": (HOUSING, FINANCE),
            "people": (QIN, ZHOU, WU),
            "attendance": (THERE,),
            "topics": TOPICS,
            **changes,
        }
    )


def refused(act, *given, **values):
    """What the act says cannot be, and what is to be done."""
    with pytest.raises(ImpossibleError) as caught:
        act(*given, **values)
    return caught.value.message, caught.value.remedy


# --- people and departments


@pytest.mark.parametrize(
    ("wanted", "given"), [("police", "police"), ("", "d03"), ("finance", "d03")], ids=["free", "empty", "taken"]
)
def test_a_new_department_has_an_id_of_its_own(wanted, given):
    made = Department(id=wanted, name="公安局", kind=DepartmentKind.DEPARTMENT)
    changed = editing.add_department(dossier(), made)
    assert [unit.id for unit in changed.departments] == ["d01", "finance", given]
    assert changed.departments[-1].name == "公安局"


@pytest.mark.parametrize(
    ("wanted", "given"), [("ning", "ning"), ("", "p04"), ("wu", "p04")], ids=["free", "empty", "taken"]
)
def test_a_new_person_has_an_id_of_his_own(wanted, given):
    changed = editing.add_person(dossier(), Person(id=wanted, name="宁远"))
    assert [person.id for person in changed.people] == ["p01", "zhou", "wu", given]
    assert changed.people[-1].name == "宁远"


def test_a_free_id_passes_over_those_taken():
    people = (Person(id="p02", name="甲"), Person(id="p03", name="乙"))
    assert editing.add_person(dossier(people=people), Person(id="", name="丙")).people[-1].id == "p04"
    assert editing.add_person(dossier(people=people[:1]), Person(id="", name="丙")).people[-1].id == "p03"


def test_one_person_or_department_is_changed():
    changed = editing.set_person(dossier(), "zhou", title="副市长")
    assert [person.title for person in changed.people] == [None, "副市长", None]
    changed = editing.set_department(dossier(), "finance", name="市财政局")
    assert [unit.name for unit in changed.departments] == ["住建局", "市财政局"]


GONE = ("没有这个人", "名单可能已被修改，请刷新后重试")
UNKNOWN_PERSON = {
    "set_person": (editing.set_person, ("gone",), {"title": "副市长"}),
    "remove_person": (editing.remove_person, ("gone",), {}),
    "list_person": (editing.list_person, ("gone", Part.MEMBER), {}),
    "mark": (editing.mark, ("gone", Presence.PRESENT), {}),
    "set_attendance": (editing.set_attendance, ("gone",), {"department": "d01"}),
    "toggle_out": (editing.toggle_out, ("gone", 1), {}),
    "set_leave": (editing.set_leave, ("gone",), {"reason": "出差"}),
    "the chair": (editing.set_meeting, (), {"chair": "gone"}),
    "who commissioned": (editing.set_meeting, (), {"commissioned_by": "gone"}),
    "a substitute": (editing.set_attendance, ("p01",), {"substitute": "gone"}),
}


@pytest.mark.parametrize(("act", "given", "values"), UNKNOWN_PERSON.values(), ids=list(UNKNOWN_PERSON))
def test_nothing_is_done_to_somebody_unknown(act, given, values):
    assert refused(act, dossier(), *given, **values) == GONE


def test_somebody_nobody_names_is_removed():
    changed = editing.remove_person(dossier(), "zhou")
    assert [person.id for person in changed.people] == ["p01", "wu"]


NAMED = {
    "人员（补位）": {"people": (QIN, ZHOU, Person(id="wu", name="吴江", pair="zhou"))},
    "会议概况": {"meeting": Meeting(kind="executive", date=DAY, chair="zhou")},
    "出席名单": {"attendance": (THERE, Attendance(person="zhou", as_=Part.GUEST, status=Presence.ABSENT))},
    "请假": {"leave": (Leave(person="wu", approved_by="zhou"),)},
    "议题": {"topics": (Topic(no=1, title="甲", countersigns=(Countersign(department="d01", signed_by="zhou"),)),)},
    "纪要": {"minutes": Minutes(reviews=(Approval(by="zhou"),))},
    "例外记录": {"exceptions": (Excuse(code="away.pair", subject="zhou"),)},
}


@pytest.mark.parametrize(("place", "changes"), NAMED.items(), ids=list(NAMED))
def test_somebody_who_is_named_stays(place, changes):
    assert refused(editing.remove_person, dossier(**changes), "zhou") == (
        f"周平在{place}中用到，不能删除",
        "请先从这些地方移除",
    )


def test_every_place_is_told_once():
    both = dossier(**NAMED["请假"], **NAMED["会议概况"])
    assert refused(editing.remove_person, both, "zhou")[0] == "周平在会议概况、请假中用到，不能删除"


def test_a_department_of_a_review_is_nobody():
    reviewed = Topic(no=1, title="甲", reviews=(Review(review=ReviewKind.LEGALITY, by="zhou"),))
    assert len(editing.remove_person(dossier(topics=(reviewed,)), "zhou").people) == 2


def test_a_roster_is_brought_into_an_empty_dossier_as_it_is():
    earlier = dossier(people=(Person(id="x", name="甲", pair="y"), Person(id="y", name="乙")))
    changed = editing.bring_roster(dossier(people=(), departments=()), earlier)
    assert (changed.people, changed.departments) == (earlier.people, earlier.departments)


def test_a_roster_brings_only_who_is_not_there():
    police = Department(id="d01", name="公安局", kind=DepartmentKind.DEPARTMENT)
    treasury = Department(id="money", name="财政局", kind=DepartmentKind.OTHER)
    bao = Person(
        id="p01",
        name="鲍安",
        posts=(Holding(post=Post.DEPARTMENT_HEAD, department="d01"), Holding(post=Post.PARTY_MEMBER)),
        in_charge_of=("money", "d01"),
        pair="other",
    )
    other = Person(id="other", name="吴江", title="来自上次会议")
    li = Person(id="li", name="李明")
    changed = editing.bring_roster(dossier(), dossier(people=(other, bao, li), departments=(police, treasury)))
    # 公安局 comes with a new id, its old one being taken; 财政局 is there under another id and stays as it is.
    assert [(unit.id, unit.name) for unit in changed.departments[2:]] == [("d03", "公安局")]
    assert changed.departments[1] == FINANCE
    assert [person.id for person in changed.people] == ["p01", "zhou", "wu", "p04", "li"]
    assert changed.people[2] == WU
    brought = changed.people[3]
    assert [held.department for held in brought.posts] == ["d03", None]
    assert (brought.in_charge_of, brought.pair) == (("finance", "d03"), None)


def test_a_roster_is_brought_where_only_departments_are_known():
    changed = editing.bring_roster(dossier(people=()), dossier(people=(QIN,)))
    assert changed.departments == (HOUSING, FINANCE)
    assert changed.people == (QIN,)


# --- the meeting and its list


def test_the_meeting_is_changed():
    changed = editing.set_meeting(dossier(), chair="zhou", commissioned_by="p01", start=NINE, end=NINE)
    assert (changed.meeting.chair, changed.meeting.commissioned_by, changed.meeting.date) == ("zhou", "p01", DAY)
    assert editing.set_meeting(dossier(), start=TEN).meeting.start == TEN
    assert editing.set_meeting(dossier(), end=NINE).meeting.end == NINE


def test_a_meeting_does_not_end_before_it_starts():
    assert refused(editing.set_meeting, dossier(), start=TEN, end=NINE) == (
        "结束时间早于开始时间",
        "请核对会议的起止时间",
    )


def test_who_is_put_on_the_list_has_not_come_yet():
    changed = editing.list_person(dossier(), "wu", Part.ATTENDEE, department="d01")
    assert changed.attendance == (
        THERE,
        Attendance(person="wu", as_=Part.ATTENDEE, status=Presence.ABSENT, department="d01"),
    )
    assert (
        editing.list_person(dossier(), "wu", Part.GUEST, status=Presence.LEAVE).attendance[1].status is Presence.LEAVE
    )


def test_who_is_listed_already_is_moved():
    changed = editing.list_person(dossier(), "p01", Part.GUEST, topics=(2,))
    (line,) = changed.attendance
    assert (line.as_, line.status, line.topics) == (Part.GUEST, Presence.PRESENT, (2,))


def test_only_he_is_taken_off_the_list():
    listed = editing.list_person(dossier(), "wu", Part.MEMBER)
    assert editing.unlist_person(listed, "wu").attendance == (THERE,)


def test_of_several_lines_the_members_is_meant():
    staff = Attendance(person="p01", as_=Part.STAFF, status=Presence.ABSENT)
    changed = editing.mark(dossier(attendance=(staff, THERE)), "p01", Presence.LEAVE)
    assert [line.status for line in changed.attendance] == [Presence.ABSENT, Presence.LEAVE]
    guest = Attendance(person="p01", as_=Part.GUEST, status=Presence.ABSENT)
    changed = editing.mark(dossier(attendance=(staff, guest)), "p01", Presence.PRESENT)
    assert [line.status for line in changed.attendance] == [Presence.PRESENT, Presence.ABSENT]


def test_who_comes_needs_no_substitute():
    line = Attendance(
        person="wu", as_=Part.MEMBER, status=Presence.LEAVE, substitute="zhou", substitute_consent_by="p01"
    )
    marked = editing.mark(dossier(attendance=(THERE, line)), "wu", Presence.PRESENT).attendance
    assert marked == (THERE, Attendance(person="wu", as_=Part.MEMBER, status=Presence.PRESENT))


@pytest.mark.parametrize("status", [Presence.LEAVE, Presence.ABSENT])
def test_who_does_not_come_was_never_in_or_out(status):
    line = Attendance(
        person="wu",
        as_=Part.MEMBER,
        status=Presence.PRESENT,
        arrived=NINE,
        left=TEN,
        out_for=(1,),
        substitute="zhou",
        recusals=(Recusal(topic=1, reason=RecusalReason.RELATIVE),),
    )
    marked = editing.mark(dossier(attendance=(line,)), "wu", status).attendance
    assert marked == (Attendance(person="wu", as_=Part.MEMBER, status=status, substitute="zhou"),)


NOT_LISTED = ("吴江不在名单上", "请先列入名单再登记")


def test_who_is_not_listed_is_not_marked():
    assert refused(editing.mark, dossier(), "wu", Presence.PRESENT) == NOT_LISTED
    assert refused(editing.set_attendance, dossier(), "wu", arrived=NINE) == NOT_LISTED
    assert refused(editing.toggle_out, dossier(), "wu", 1) == NOT_LISTED


def test_a_line_is_changed():
    changed = editing.set_attendance(dossier(), "p01", arrived=NINE, left=NINE, out_for=(3,), topics=(1, 2))
    (line,) = changed.attendance
    assert (line.arrived, line.left, line.out_for, line.topics) == (NINE, NINE, (3,), (1, 2))
    assert editing.set_attendance(dossier(), "p01", substitute="wu").attendance[0].substitute == "wu"
    assert editing.set_attendance(dossier(), "p01", left=TEN).attendance[0].left == TEN


LINES = {
    "left before coming": ({"arrived": TEN, "left": NINE}, ("离场时间早于到场时间", "请核对时间")),
    "his own substitute": ({"substitute": "p01"}, ("不能由本人代替本人", "请另选代会人")),
    "out for no topic": ({"out_for": (4,)}, ("没有议题4", "请核对议题序号")),
    "there for no topic": ({"topics": (0,)}, ("没有议题0", "请核对议题序号")),
}


@pytest.mark.parametrize(("values", "said"), LINES.values(), ids=list(LINES))
def test_a_line_that_cannot_be(values, said):
    assert refused(editing.set_attendance, dossier(), "p01", **values) == said


def test_out_of_the_room_and_back():
    out = editing.toggle_out(editing.toggle_out(dossier(), "p01", 3), "p01", 1)
    assert out.attendance[0].out_for == (1, 3)
    assert editing.toggle_out(out, "p01", 3).attendance[0].out_for == (1,)
    assert refused(editing.toggle_out, dossier(), "p01", 9)[0] == "没有议题9"


def test_a_list_lacks_nobody_after_merging():
    due = (
        Attendance(person="p01", as_=Part.GUEST, status=Presence.ABSENT),
        Attendance(person="wu", as_=Part.MEMBER, status=Presence.ABSENT),
    )
    assert editing.merge_list(dossier(), due).attendance == (THERE, due[1])


def test_leave_is_recorded_once_each():
    first = editing.set_leave(dossier(), "wu", reason="出差")
    both = editing.set_leave(first, "zhou", reason="学习")
    changed = editing.set_leave(both, "wu", approved_by="p01")
    assert changed.leave == (Leave(person="wu", reason="出差", approved_by="p01"), Leave(person="zhou", reason="学习"))


# --- attachments


def attachment(id_, name="扫描件"):
    return Attachment(id=id_, name=name, sha256="00", size=1)


@pytest.mark.parametrize(("wanted", "given"), [("scan", "scan"), ("", "a02"), ("a01", "a02")])
def test_a_new_attachment_has_an_id_of_its_own(wanted, given):
    changed = editing.add_attachment(dossier(attachments=(attachment("a01"),)), attachment(wanted, "签发单"))
    assert [(each.id, each.name) for each in changed.attachments] == [("a01", "扫描件"), (given, "签发单")]


def test_an_attachment_is_removed_unless_the_minutes_name_it():
    both = (attachment("a01"), attachment("a02"))
    assert editing.remove_attachment(dossier(attachments=both), "a01").attachments == both[1:]
    named = dossier(attachments=both, minutes=Minutes(scan="a01"))
    assert refused(editing.remove_attachment, named, "a01") == (
        "附件“扫描件”在纪要签发单中用到，不能删除",
        "请先从这些地方移除",
    )
    assert editing.remove_attachment(named, "a02").attachments == both[:1]


def test_an_attachment_that_is_not_there():
    assert refused(editing.attachment_of, dossier(), "a01") == ("没有这个附件", "它可能刚刚被移除，请查看最新内容")
