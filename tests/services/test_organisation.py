"""Acts on the organisation: each one transaction with one entry in the trail, versions, undo, and past meetings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from secretariat.domain.change_of_term import ChangeOfTerm, Opening
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.organisation import Charge, Holding, Pair, Person
from secretariat.domain.permissions import Permission
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post
from secretariat.errors import RefusedError
from secretariat.services import audit
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.name_readings import readings_of
from secretariat.services.organisation_view import governments, open_organisation
from secretariat.services.term_change import change_term, preview_change_of_term
from secretariat.services.undo import undo
from tests.databases import AUDITOR, OTHER_SEAT, SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
TODAY = dt.date(2022, 4, 29)


class Desk:
    """An organisation with one head, one deputy and one head of a unit."""

    def __init__(self, database):
        self.database = database
        self.key = acts.add_government(database, SECRETARY, "淄川区人民政府", term=18)
        self.finance = self.act(acts.add_department, "财政局")
        self.town = self.act(acts.add_department, "城东镇")
        self.head = self.add("林知远", Post.HEAD, title="区长")
        self.deputy = self.add("方致和", Post.EXECUTIVE_DEPUTY)
        self.chief = self.add("金巧云", Post.DEPARTMENT_HEAD, self.finance)

    def act(self, function, *values, actor=SECRETARY, **more):
        return function(self.database, actor, self.key, *values, **more)

    def add(self, name, post=None, department=None, **more):
        posts = () if post is None else (Holding(key=0, post=post, department=department),)
        return self.act(acts.add_person, Person(key=0, name=name, posts=posts, **more), today=TODAY)

    @property
    def now(self):
        return open_organisation(self.database, self.key)

    def person(self, key):
        return self.now.person(key)

    def entries(self):
        with self.database.reader() as session:
            return audit.entries(session, limit=10_000)

    def undo(self):
        undo(self.database, SECRETARY, self.entries()[0].no)


@pytest.fixture
def desk(database):
    return Desk(database)


def test_an_organisation_is_typed_from_nothing(desk):
    office = desk.now
    assert [unit.name for unit in office.departments] == ["财政局", "城东镇"]
    assert [unit.kind for unit in office.departments] == [DepartmentKind.DEPARTMENT, DepartmentKind.TOWN]
    assert [(person.name, person.title, person.pinyin) for person in office.people] == [
        ("林知远", "区长", "lin zhi yuan"),
        ("方致和", None, "fang zhi he"),
        ("金巧云", None, "jin qiao yun"),
    ]
    assert office.person(desk.chief).posts[0].department == desk.finance
    (line,) = governments(desk.database)
    assert (line.name, line.term, line.people) == ("淄川区人民政府", 18, 3)
    assert len(desk.entries()) == 6


def test_several_posts_charges_and_a_pair(desk):
    party = desk.act(acts.add_holding, desk.head, Holding(key=0, post=Post.PARTY_SECRETARY, from_=TODAY))
    charge = desk.act(acts.add_charge, desk.deputy, Charge(key=0, department=desk.finance))
    pair = desk.act(acts.add_pair, Pair(key=0, person=desk.deputy, other=desk.head))
    office = desk.now
    assert [held.post for held in office.person(desk.head).posts] == [Post.HEAD, Post.PARTY_SECRETARY]
    assert office.person(desk.head).posts[1].key == party
    assert [(one.key, one.department) for one in office.person(desk.deputy).charges] == [(charge, desk.finance)]
    assert [(one.key, one.of(desk.head)) for one in office.pairs] == [(pair, desk.deputy)]
    desk.act(acts.order_holdings, desk.head, [party])
    assert [held.post for held in desk.person(desk.head).posts] == [Post.PARTY_SECRETARY, Post.HEAD]


def test_only_what_was_edited_is_written_and_told(desk):
    before = desk.now
    person = desk.person(desk.head)
    desk.act(acts.edit_person, desk.head, version=person.version, title="区委副书记、区长")
    entry = desk.entries()[0]
    assert entry.act.act == "修改人员"
    assert [(line.table, line.row, line.field) for line in entry.lines] == [("person", desk.head, "title")]
    after = desk.now
    assert after.people[1:] == before.people[1:]
    assert after.departments == before.departments


def test_an_edit_that_changes_nothing_leaves_no_entry(desk):
    count = len(desk.entries())
    desk.act(acts.edit_person, desk.head, version=desk.person(desk.head).version, title=" 区长 ")
    assert len(desk.entries()) == count


def test_another_seat_was_faster(desk):
    version = desk.person(desk.head).version
    desk.act(acts.edit_person, desk.head, version=version, title="代区长", actor=OTHER_SEAT)
    with pytest.raises(ChangedElsewhereError):
        desk.act(acts.edit_person, desk.head, version=version, title="市长")
    assert desk.person(desk.head).title == "代区长"
    held = desk.person(desk.head).posts[0]
    desk.act(acts.end_holding, held.key, TODAY, version=held.version)
    with pytest.raises(ChangedElsewhereError):
        desk.act(acts.delete_holding, held.key, version=held.version)


def test_who_may_not_edit(desk):
    with pytest.raises(NotPermittedError):
        desk.act(acts.add_department, "司法局", actor=AUDITOR)
    assert Permission.EDIT_ORGANISATION


def test_what_cannot_be_is_refused_with_row_and_field(desk):
    before, count = desk.now, len(desk.entries())
    held = before.person(desk.head).posts[0]
    with pytest.raises(acts.OrganisationFaultError) as refused:
        desk.act(acts.edit_holding, held.key, version=held.version, from_=TODAY, to=TODAY - dt.timedelta(days=1))
    (fault,) = refused.value.faults
    assert (fault.part, fault.key, fault.field) == ("holding", held.key, "to")
    with pytest.raises(acts.OrganisationFaultError, match="同时任区长") as refused:
        desk.add("沈若兰", Post.HEAD)
    assert refused.value.faults[0].other == held.key
    with pytest.raises(acts.OrganisationFaultError, match="已有同名的林知远（区长）"):
        desk.add("林　知远")
    with pytest.raises(acts.OrganisationFaultError, match="已有同名单位“财政局”"):
        desk.act(acts.add_department, "财政局")
    with pytest.raises(ImpossibleError, match="3 个字"):
        desk.act(acts.edit_person, desk.head, version=before.person(desk.head).version, pinyin_correction="lin zhi")
    with pytest.raises(acts.NoSuchGovernmentError):
        acts.add_department(desk.database, SECRETARY, desk.key + 1, "司法局")
    with pytest.raises(RefusedError, match="已经登记"):
        acts.add_government(desk.database, SECRETARY, " 淄川区人民政府 ")
    assert (desk.now, len(desk.entries())) == (before, count)


def test_readings_of_surnames_and_their_correction(desk):
    keys = [desk.add(name) for name in ("单雄信", "仇保兴", "区伯", "尉迟恭", "覃正")]
    assert [desk.person(key).pinyin for key in keys] == [
        "shan xiong xin", "qiu bao xing", "ou bo", "yu chi gong", "qin zheng",
    ]  # fmt: skip
    key = keys[-1]
    desk.act(acts.edit_person, key, version=desk.person(key).version, pinyin_correction="Tan Zheng")
    assert (desk.person(key).pinyin, desk.person(key).pinyin_correction) == ("tan zheng", "tan zheng")
    desk.act(acts.edit_person, key, version=desk.person(key).version, pinyin_correction="")
    assert desk.person(key).pinyin == "qin zheng"
    desk.act(acts.edit_person, key, version=desk.person(key).version, pinyin_correction="tan zheng")
    desk.act(acts.edit_person, key, version=desk.person(key).version, name="秦正")
    assert (desk.person(key).pinyin, desk.person(key).pinyin_correction) == ("qin zheng", None)


def test_any_name_is_read_and_what_was_corrected_counts(desk):
    key = desk.add("覃正")
    desk.act(acts.edit_person, key, version=desk.person(key).version, pinyin_correction="tan zheng")
    found = readings_of(desk.database, {"覃正", "财政局", "单雄信"})
    assert found == {"覃正": "tan zheng", "财政局": "cai zheng ju", "单雄信": "shan xiong xin"}


def test_protocol_order_is_kept_and_a_move_touches_one_row(desk):
    keys = [desk.add(f"赵{number}") for number in "一二三四"]
    desk.act(acts.move_person, keys[3], 0)
    assert [person.name for person in desk.now.people] == ["赵四", "林知远", "方致和", "金巧云", "赵一", "赵二", "赵三"]
    assert [(line.row, line.field) for line in desk.entries()[0].lines] == [(keys[3], "position")]
    desk.act(acts.order_departments, [desk.town])
    assert [unit.name for unit in desk.now.departments] == ["城东镇", "财政局"]


@pytest.mark.parametrize("what", ["edit", "delete", "add", "order"])
def test_each_act_can_be_undone(desk, what):
    desk.act(acts.add_charge, desk.deputy, Charge(key=0, department=desk.finance))
    desk.act(acts.add_pair, Pair(key=0, person=desk.deputy, other=desk.head))
    person, before = desk.person(desk.deputy), desk.now
    if what == "edit":
        desk.act(acts.end_person, desk.deputy, TODAY, version=person.version)
    elif what == "delete":
        desk.act(acts.delete_person, desk.deputy, version=person.version)
        assert [one.name for one in desk.now.people] == ["林知远", "金巧云"]
        assert desk.now.pairs == ()
    elif what == "add":
        desk.add("沈若兰", Post.DEPUTY)
    else:
        desk.act(acts.move_person, desk.deputy, 0)
    desk.undo()

    def said(office):
        return [
            (one.name, one.key, [(held.post, held.to) for held in one.posts], [c.to for c in one.charges])
            for one in office.people
        ], [(pair.key, pair.to) for pair in office.pairs]

    assert said(desk.now) == said(before)


def test_an_addition_that_others_build_upon_is_not_undone(desk):
    key = desk.add("沈若兰")
    added = desk.entries()[0].no
    desk.act(acts.add_pair, Pair(key=0, person=key, other=desk.head))
    with pytest.raises(ChangedElsewhereError):
        undo(desk.database, SECRETARY, added)
    assert desk.person(key).name == "沈若兰"


def test_an_undo_that_would_make_two_heads_is_refused(desk):
    held = desk.person(desk.head).posts[0]
    desk.act(acts.end_holding, held.key, TODAY, version=held.version)
    ended = desk.entries()[0].no
    desk.act(acts.add_holding, desk.deputy, Holding(key=0, post=Post.HEAD, from_=TODAY + dt.timedelta(days=1)))
    before = desk.now
    with pytest.raises(RefusedError, match=r"自相矛盾：方致和.*同时任区长"):
        undo(desk.database, SECRETARY, ended)
    assert desk.now == before


def test_ending_a_post_leaves_past_meetings_as_they_were(desk):
    meeting = import_dossier(desk.database, SECRETARY, read_dossier(EXAMPLE))
    before = export_dossier(desk.database, meeting)
    desk.act(acts.end_person, desk.head, TODAY, version=desk.person(desk.head).version)
    assert desk.person(desk.head).posts[0].to == TODAY
    assert export_dossier(desk.database, meeting) == before


def test_who_sat_in_a_meeting_is_not_deleted_and_the_meeting_is_named(desk):
    dossier = read_dossier(EXAMPLE)
    meeting = import_dossier(desk.database, SECRETARY, dossier, links={"p01": desk.head})
    with pytest.raises(acts.SatInMeetingsError, match="淄川区人民政府第5次常务会议（2022-04-29）的记录中") as refused:
        desk.act(acts.delete_person, desk.head, version=desk.person(desk.head).version)
    assert [sitting.meeting for sitting in refused.value.meetings] == [meeting]
    assert "结束其全部任职" in refused.value.remedy
    # 方致和 was never matched, but bears the name.
    with pytest.raises(acts.SatInMeetingsError):
        desk.act(acts.delete_person, desk.deputy, version=desk.person(desk.deputy).version)
    # 李靖 stands padded in the file; somebody else of that name, without the post, did not sit there.
    namesake = desk.add("李靖", Post.LEGAL_COUNSEL, distinction="律师")
    assisting = desk.add("李靖", Post.ASSISTING_OFFICIAL)
    with pytest.raises(acts.SatInMeetingsError):
        desk.act(acts.delete_person, assisting, version=desk.person(assisting).version)
    desk.act(acts.delete_person, namesake, version=desk.person(namesake).version)
    stranger = desk.add("王无名")
    desk.act(acts.delete_person, stranger, version=desk.person(stranger).version)
    assert "王无名" not in {person.name for person in desk.now.people}


def test_departments_are_edited_ended_and_deleted(desk):
    unit = desk.now.department(desk.town)
    desk.act(
        acts.edit_department,
        desk.town,
        version=unit.version,
        name="城东街道",
        roles=(DepartmentRole.JUSTICE,),
        to=TODAY,
    )
    unit = desk.now.department(desk.town)
    assert (unit.name, unit.roles, unit.to) == ("城东街道", (DepartmentRole.JUSTICE,), TODAY)
    with pytest.raises(ImpossibleError, match="“财政局”有金巧云的任职"):
        desk.act(acts.delete_department, desk.finance, version=desk.now.department(desk.finance).version)
    desk.act(acts.delete_department, desk.town, version=unit.version)
    assert [one.key for one in desk.now.departments] == [desk.finance]
    desk.undo()
    assert [one.name for one in desk.now.departments] == ["财政局", "城东街道"]


def test_a_change_of_term_is_one_act_that_can_be_undone(desk):
    before = desk.now
    first = TODAY + dt.timedelta(days=1)
    change = ChangeOfTerm(
        first_day=first,
        closing=(before.person(desk.head).posts[0].key, before.person(desk.deputy).posts[0].key),
        opening=(Opening(person=desk.deputy, post=Post.HEAD, title="区长"),),
        term=19,
    )
    count = len(desk.entries())
    shown = preview_change_of_term(desk.database, desk.key, change)
    assert desk.now == before
    change_term(desk.database, SECRETARY, desk.key, shown)
    after = desk.now
    assert len(desk.entries()) == count + 1
    assert [(held.post, held.from_, held.to) for held in after.person(desk.deputy).posts] == [
        (Post.EXECUTIVE_DEPUTY, None, TODAY),
        (Post.HEAD, first, None),
    ]
    assert (after.term, after.person(desk.deputy).title) == (19, "区长")
    desk.undo()
    assert [person.posts[0].to for person in desk.now.people] == [None, None, None]
    assert desk.now.term == 18


def test_a_change_of_term_that_is_not_what_was_shown_is_not_done(desk):
    key = desk.person(desk.head).posts[0].key
    change = ChangeOfTerm(first_day=TODAY, closing=(key,), opening=(Opening(person=desk.deputy, post=Post.HEAD),))
    shown = preview_change_of_term(desk.database, desk.key, change)
    desk.act(acts.edit_person, desk.deputy, version=desk.person(desk.deputy).version, name="方志和")
    before = desk.now
    with pytest.raises(ChangedElsewhereError):
        change_term(desk.database, SECRETARY, desk.key, shown)
    two = preview_change_of_term(
        desk.database, desk.key, ChangeOfTerm(first_day=TODAY, closing=(), opening=change.opening)
    )
    with pytest.raises(acts.OrganisationFaultError, match="同时任政府主要负责人"):
        change_term(desk.database, SECRETARY, desk.key, two)
    assert desk.now == before
