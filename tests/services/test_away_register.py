"""The register of those away: each act, what cannot be, what the five governments' rules say before it is saved."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil

import pytest

from secretariat.domain.away_register import Journey
from secretariat.domain.leave_requests import LeaveState
from secretariat.domain.organisation import Charge, Department, Holding, Pair, Person
from secretariat.domain.states import DepartmentKind, MeetingStatus, Part, Post
from secretariat.errors import RefusedError
from secretariat.rules.finding import Severity
from secretariat.services import audit, away_meetings, meetings
from secretariat.services import away_register as acts
from secretariat.services import organisation as organisation_acts
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.away_judging import judge
from secretariat.services.away_month import open_month
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.dossiers import export_dossier
from secretariat.services.reference import Reference
from secretariat.services.undo import undo
from tests.databases import AUDITOR, OTHER_SEAT, SECRETARY, new_database
from tests.rules.texts import GANGCHENG, GOVERNMENTS, HUANCUI, ZHOUCUN, ZIBO, ZICHUAN

TODAY = dt.date(2022, 4, 29)
LEFT, BACK = dt.date(2022, 4, 18), dt.date(2022, 4, 20)
EARLY = dt.date(2022, 4, 11)
THE_DAY_BEFORE = LEFT - dt.timedelta(days=1)


class Desk:
    """A government's organisation, and its register."""

    def __init__(self, database, government=ZICHUAN):
        self.database = database
        self.reference = Reference(database)
        self.key = organisation_acts.add_government(database, SECRETARY, GOVERNMENTS[government], term=18)
        self.housing, self.east, *people = self._organise(
            (("住建局", DepartmentKind.DEPARTMENT), ("城东镇", DepartmentKind.TOWN)),
            (
                ("林知远", Post.HEAD, None, None),
                ("方致和", Post.EXECUTIVE_DEPUTY, None, None),
                ("沈若兰", Post.DEPUTY, None, 0),
                ("顾一帆", Post.DEPUTY, None, None),
                ("罗德铭", Post.DEPUTY, None, None),
                ("魏书成", Post.OFFICE_DIRECTOR, None, None),
                ("何建业", Post.DEPARTMENT_HEAD, 0, None),
                ("丁卫东", Post.TOWN_HEAD, 1, None),
                ("李会务", None, None, None),
            ),
        )
        self.head, self.executive, self.deputy, self.other, self.third = people[:5]
        self.director, self.chief, self.mayor, self.clerk = people[5:]

    def _organise(self, units, people):
        """Enter all in one act; give the keys of units and people as they stand."""
        made = [Department(key=-900 - number, name=name, kind=kind) for number, (name, kind) in enumerate(units)]

        def unit(number):
            return None if number is None else made[number].key

        def person(number, name, post, of, charge):
            key = -10 * (number + 1)
            posts = () if post is None else (Holding(key=key - 1, post=post, department=unit(of)),)
            charges = () if charge is None else (Charge(key=key - 2, department=unit(charge)),)
            return Person(key=key, name=name, posts=posts, charges=charges)

        everybody = tuple(person(number, *told) for number, told in enumerate(people))
        keys = organisation_acts.act_on(
            self.database,
            SECRETARY,
            self.key,
            "登记组织",
            lambda before: dataclasses.replace(before, departments=tuple(made), people=everybody),
        )
        return [keys[one.key] for one in (*made, *everybody)]

    def pair(self, one, other):
        organisation_acts.add_pair(self.database, SECRETARY, self.key, Pair(key=0, person=one, other=other))

    def journey(self, person, **changes):
        """One that keeps every rule of every government: early, with papers, consent, approval, reported back."""
        return Journey(
            **{
                "person": person,
                "from_": LEFT,
                "to": BACK,
                "reported_on": EARLY,
                "place": "济南",
                "reason": "参加会议",
                "consented_by": self.deputy if person == self.chief else None,
                "approved_by": None if person == self.head else self.head,
                "attachments": True,
                "reported_back_on": BACK,
                **changes,
            }
        )

    def add(self, person, actor=SECRETARY, **changes):
        return acts.add(self.database, actor, self.key, self.journey(person, **changes))

    def get(self, key):
        return acts.open_journey(self.database, key)

    def findings(self, journey, today=TODAY):
        judged = judge(self.database, self.reference, self.key, journey, today)
        return [(one.finding.code, one.finding.article) for one in judged.findings]

    def codes(self, person, today=TODAY, **changes):
        return [code for code, _ in self.findings(self.journey(person, **changes), today)]

    def undo(self):
        with self.database.reader() as session:
            entry = audit.entries(session, limit=1)[0].no
        undo(self.database, SECRETARY, entry)


@pytest.fixture
def file_desk(file_database):
    """In 淄川, on SQLite: for what no database says otherwise."""
    return Desk(file_database)


@pytest.fixture
def desk(database):
    return Desk(database)


FIVE = [ZICHUAN, ZHOUCUN, HUANCUI, ZIBO, GANGCHENG]


def _of(code, database):
    made = Desk(database, code)
    made.code = code
    return made


@pytest.fixture(scope="module", params=FIVE)
def asked(request, tmp_path_factory, _ready_file):
    """A government that is only asked: nothing is entered."""
    path = tmp_path_factory.mktemp("asked") / "office.db"
    shutil.copy(_ready_file, path)
    database = new_database(path)
    yield _of(request.param, database)
    database.close(copy=False)


@pytest.fixture(params=FIVE)
def government(request, file_database):
    """A government in whose register something is entered."""
    return _of(request.param, file_database)


# ---------------------------------------------------------------------------------------------------------- the acts


def test_a_journey_is_entered_changed_and_reported_back(desk):
    key = desk.add(desk.chief, acting=desk.clerk, told=(desk.director, desk.other), reported_back_on=None)
    found = desk.get(key)
    assert dataclasses.replace(found, key=0, version=0) == desk.journey(
        desk.chief, acting=desk.clerk, told=(desk.director, desk.other), reported_back_on=None
    )
    acts.edit(desk.database, SECRETARY, dataclasses.replace(found, told=(desk.other,), place=" 青岛 "))
    changed = desk.get(key)
    assert (changed.told, changed.place) == ((desk.other,), "青岛")
    acts.report_back(desk.database, SECRETARY, key, BACK, version=changed.version)
    assert desk.get(key).reported_back_on == BACK
    with desk.database.reader() as session:
        told = [entry.act.act for entry in audit.entries(session, limit=3)]
        assert told == ["销假（2022年4月20日）", "修改外出登记", "登记外出"]
        assert audit.verify_chain(session) is None


def test_who_comes_back_early_was_away_until_then(file_desk):
    key = file_desk.add(file_desk.chief, reported_back_on=None)
    acts.report_back(file_desk.database, SECRETARY, key, LEFT, version=file_desk.get(key).version)
    assert (file_desk.get(key).to, file_desk.get(key).reported_back_on) == (LEFT, LEFT)


@pytest.mark.parametrize("change", [{"place": "青岛"}, {"told": ()}])
def test_another_seat_was_faster(file_desk, change):
    desk = file_desk
    key = desk.add(desk.chief, told=(desk.director,))
    seen = desk.get(key)
    acts.edit(desk.database, OTHER_SEAT, dataclasses.replace(seen, **change))
    with pytest.raises(ChangedElsewhereError):
        acts.edit(desk.database, SECRETARY, dataclasses.replace(seen, reason="考察"))
    assert desk.get(key).reason == "参加会议"


def test_cancelled_journeys_stay_and_count_for_nothing(file_desk):
    desk = file_desk
    key = desk.add(desk.chief, reported_on=None, reported_back_on=None)
    assert desk.findings(desk.get(key))
    acts.cancel(desk.database, SECRETARY, key, THE_DAY_BEFORE, version=desk.get(key).version)
    assert desk.findings(desk.get(key)) == []
    assert desk.add(desk.chief)  # in the same time
    with pytest.raises(acts.AwayFaultError) as refused:
        acts.restore(desk.database, SECRETARY, key, version=desk.get(key).version)
    assert "重叠" in str(refused.value)


def test_deleting_is_undone_with_all_that_belongs_to_it(desk, tmp_path):
    files, paper = AttachmentFiles(tmp_path / "files"), tmp_path / "会议通知.txt"
    paper.write_text("通知", encoding="utf-8")
    key = desk.add(desk.chief, told=(desk.director,))
    acts.add_file(desk.database, SECRETARY, key, files, paper)
    before = desk.get(key)
    acts.delete(desk.database, SECRETARY, key, version=before.version)
    with pytest.raises(acts.NoSuchJourneyError):
        desk.get(key)
    desk.undo()
    again = desk.get(key)
    assert (again.told, [file.name for file in again.files], again.place) == (
        (desk.director,),
        ["会议通知.txt"],
        "济南",
    )


def test_papers_are_handed_in_with_the_first_file_and_not_any_more_with_the_last(file_desk, tmp_path):
    desk, files, paper = file_desk, AttachmentFiles(tmp_path / "files"), tmp_path / "方案.txt"
    paper.write_text("方案", encoding="utf-8")
    key = desk.add(desk.chief, attachments=False)
    acts.add_file(desk.database, SECRETARY, key, files, paper)
    found = desk.get(key)
    assert found.attachments
    assert list(files.stored()) == [found.files[0].sha256]
    with pytest.raises(RefusedError, match="已经在附件中"):
        acts.add_file(desk.database, SECRETARY, key, files, paper)
    acts.remove_file(desk.database, SECRETARY, key, found.files[0])
    assert not desk.get(key).attachments
    desk.undo()
    assert desk.get(key).files
    assert files.stored()


def test_what_cannot_be_names_its_field_and_nothing_is_written(file_desk):
    desk = file_desk
    with pytest.raises(acts.AwayFaultError) as refused:
        desk.add(desk.chief, to=LEFT - dt.timedelta(days=1), reported_back_on=None)
    assert [fault.field for fault in refused.value.faults] == ["to"]
    desk.add(desk.chief)
    with pytest.raises(acts.AwayFaultError, match="2022年4月18日至20日的外出重叠"):
        desk.add(desk.chief, from_=LEFT + dt.timedelta(days=1))
    assert len(acts.open_register(desk.database, desk.key)) == 1
    with pytest.raises(NotPermittedError):
        desk.add(desk.mayor, actor=AUDITOR)


def test_whom_the_register_names_is_not_deleted_from_the_organisation(file_desk):
    desk = file_desk
    desk.add(desk.chief, acting=desk.clerk, told=(desk.director,))
    for key in (desk.chief, desk.clerk, desk.director, desk.head):
        version = next(one.version for one in _organisation(desk).people if one.key == key)
        with pytest.raises(RefusedError, match="外出登记"):
            organisation_acts.delete_person(desk.database, SECRETARY, desk.key, key, version=version)


def _organisation(desk):
    return open_month(desk.database, desk.reference, desk.key, LEFT, today=TODAY).organisation


# ------------------------------------------------------------------------------------------ what the rules say of it


def test_a_journey_that_keeps_all_rules_has_no_findings(asked):
    everybody = (asked.head, asked.deputy, asked.director, asked.chief, asked.mayor)
    assert [asked.codes(person) for person in everybody] == [[]] * 5


ARTICLES = {ZICHUAN: "七十五", ZHOUCUN: "七十二", HUANCUI: "第七十五条", ZIBO: "七十五", GANGCHENG: "第六十九条"}


def test_heads_of_units_report_three_days_ahead_but_in_one_government(asked):
    """淄川75, 周村72, 淄博75, 钢城69: 提前3天; 环翠75: 事前."""
    late = [] if asked.code == HUANCUI else [("away.late_report", ARTICLES[asked.code])]
    for person in (asked.chief, asked.mayor):
        assert asked.findings(asked.journey(person, reported_on=LEFT - dt.timedelta(days=3))) == []
        assert asked.findings(asked.journey(person, reported_on=THE_DAY_BEFORE)) == late


def test_deputies_report_beforehand_but_in_one_government(asked):
    """钢城69: 副区长、办公室主任 ... 须提前3天报备; elsewhere 事前."""
    late = ["away.late_report"] if asked.code == GANGCHENG else []
    assert asked.codes(asked.deputy, reported_on=LEFT) == late
    assert asked.codes(asked.deputy, reported_on=LEFT + dt.timedelta(days=1)) == ["away.late_report"]


def test_an_urgent_journey(asked):
    """淄川75: 同步报备; 周村72, 淄博75, 钢城69: 及时报备; 环翠75 knows no urgency, and the day itself is beforehand."""
    after = {"urgent": True, "reported_on": LEFT + dt.timedelta(days=1)}
    late = ["away.late_report"] if asked.code in {ZICHUAN, HUANCUI} else []
    assert asked.codes(asked.chief, urgent=True, reported_on=LEFT) == []
    assert asked.codes(asked.chief, **after) == late
    assert asked.codes(asked.chief, urgent=True, reported_on=None) == ["away.late_report"]


def test_papers_go_with_more_than_three_days_where_the_text_asks(asked):
    """淄川75 and 淄博75: 外出时间超过3天的，要附有关通知、方案及日程安排."""
    four = {"to": LEFT + dt.timedelta(days=3), "reported_back_on": LEFT + dt.timedelta(days=3), "attachments": False}
    missing = ["away.attachment_missing"] if asked.code in {ZICHUAN, ZIBO} else []
    assert asked.codes(asked.chief, attachments=False) == []
    assert asked.codes(asked.chief, **four) == missing
    assert asked.codes(asked.deputy, **four) == []  # of leaders no text asks for papers


def test_the_wrong_approver(asked):
    """Leaders report to the head everywhere; 钢城69: the deputy consents, the head approves; 环翠75: deputy or head."""
    assert asked.codes(asked.deputy, approved_by=asked.executive) == ["away.wrong_approver"]
    heads = {HUANCUI: [], GANGCHENG: ["away.wrong_approver"]}.get(asked.code, [])
    assert asked.codes(asked.chief, approved_by=asked.deputy) == heads
    towns = ["away.wrong_approver"] if asked.code in {HUANCUI, GANGCHENG} else []
    assert asked.codes(asked.mayor, approved_by=asked.deputy) == towns
    consent = ["away.wrong_approver"] if asked.code == GANGCHENG else []
    assert asked.codes(asked.chief, consented_by=asked.other) == consent


def test_reporting_back_where_the_text_asks(asked):
    """环翠75: 事后要及时销假, of heads of departments and towns."""
    missing = ["away.not_reported_back"] if asked.code == HUANCUI else []
    assert asked.codes(asked.chief, reported_back_on=None) == missing
    assert asked.codes(asked.mayor, reported_back_on=None) == missing
    assert asked.codes(asked.chief, reported_back_on=None, today=BACK) == []
    assert asked.codes(asked.deputy, reported_back_on=None) == []


def test_pairs_are_not_away_together_where_the_text_says_so(government):
    """环翠75 and 钢城6: 互为AB角的副区长原则上不同时外出; told before it is saved, of both who goes and who went."""
    government.pair(government.deputy, government.other)
    key = government.add(government.deputy)
    told = {HUANCUI: [("away.pair", "第七十五条")], GANGCHENG: [("away.pair", "第六条")]}.get(government.code, [])
    later = government.journey(government.other, from_=BACK, to=BACK)
    assert government.findings(later) == told
    after = {"from_": BACK + dt.timedelta(days=1), "to": BACK + dt.timedelta(days=1)}
    assert government.codes(government.other, **after, reported_back_on=after["to"]) == []
    acts.add(government.database, SECRETARY, government.key, later)
    assert government.findings(government.get(key)) == told


def test_no_more_than_three_leaders_at_once_where_the_text_says_so(government):
    """环翠75: 区政府领导同志离威（出访）、休假原则上不得同时超过3人; the head is a leader too."""
    for person in (government.head, government.deputy, government.executive):
        government.add(person)
    told = [("away.too_many", "第七十五条")] if government.code == HUANCUI else []
    assert government.findings(government.journey(government.other)) == told
    assert government.codes(government.chief) == []  # no leader
    assert government.codes(government.other, from_=BACK + dt.timedelta(days=1), to=None, reported_back_on=None) == []
    month = open_month(government.database, government.reference, government.key, LEFT, today=TODAY)
    assert not any(day.crowd for day in month.days)
    government.add(government.other)
    month = open_month(government.database, government.reference, government.key, LEFT, today=TODAY)
    crowded = [day.date.day for day in month.days if day.crowd]
    assert crowded == ([18, 19, 20] if government.code == HUANCUI else [])


def test_what_is_asked_of_somebody_is_told_with_the_article(asked):
    judged = judge(asked.database, asked.reference, asked.key, asked.journey(asked.chief), TODAY)
    told = judged.asked
    assert {line.article for line in told.lines} == {ARTICLES[asked.code]}
    assert told.approval == (asked.code == GANGCHENG)
    named = [int(one) for one in told.approvers]
    assert named == {HUANCUI: [asked.deputy, asked.head], GANGCHENG: [asked.head]}.get(asked.code, [])
    assert [int(one) for one in told.consenters] == ([asked.deputy] if asked.code == GANGCHENG else [])
    assert told.attachments_after == (3 if asked.code in {ZICHUAN, ZIBO} else None)


def test_an_exception_counts_only_by_whom_the_rules_name(file_database):
    desk = Desk(file_database, HUANCUI)
    desk.pair(desk.deputy, desk.other)
    desk.add(desk.deputy)
    key = desk.add(desk.other, from_=BACK, to=BACK)

    def judged():
        return judge(desk.database, desk.reference, desk.key, desk.get(key), TODAY)

    assert judged().excusers == {"away.pair": (desk.head,)}
    more = {"code": "away.pair", "on": EARLY, "reason": "上级指定参加"}
    for who, severity in ((desk.executive, Severity.VIOLATION), (desk.head, Severity.EXCUSED)):
        acts.excuse(desk.database, SECRETARY, key, allowed_by=who, version=desk.get(key).version, **more)
        assert [one.finding.severity for one in judged().findings] == [severity]
    acts.withdraw_excuse(desk.database, SECRETARY, key, "away.pair", version=desk.get(key).version)
    assert [one.finding.severity for one in judged().findings] == [Severity.VIOLATION]
    more["reason"] = " "
    with pytest.raises(RefusedError, match="理由"):
        acts.excuse(desk.database, SECRETARY, key, allowed_by=desk.head, version=desk.get(key).version, **more)


def test_it_is_judged_by_the_posts_of_the_day_of_leaving(file_desk):
    desk = file_desk
    held = next(one for one in _organisation(desk).people if one.key == desk.chief).posts[0]
    organisation_acts.end_holding(desk.database, SECRETARY, desk.key, held.key, THE_DAY_BEFORE, version=held.version)
    assert desk.codes(desk.chief, reported_on=None) == []
    before = {"from_": dt.date(2022, 4, 14), "to": dt.date(2022, 4, 14), "reported_back_on": None}
    assert desk.codes(desk.chief, reported_on=None, **before) == ["away.late_report"]


def test_without_rules_it_is_said_that_nothing_was_judged(file_desk):
    old = file_desk.journey(file_desk.chief, from_=dt.date(2001, 1, 2), to=None, reported_back_on=None)
    judged = judge(file_desk.database, file_desk.reference, file_desk.key, old, TODAY)
    assert judged.findings == ()
    assert "2001年1月2日" in judged.unjudged


# ------------------------------------------------------------------------------------------------------- the month


def test_a_government_without_a_rulebook_has_its_leaders_in_the_month_too(file_desk, monkeypatch):
    monkeypatch.setattr(type(file_desk.reference), "terms", {})
    month = open_month(file_desk.database, file_desk.reference, file_desk.key, LEFT, today=TODAY)
    assert [row.name for row in month.rows] == ["林知远", "方致和", "沈若兰", "顾一帆", "罗德铭"]
    assert {row.leader for row in month.rows} == {True}


def test_the_month_has_the_leaders_in_their_order_then_who_else_is_away(file_desk):
    desk = file_desk
    key = desk.add(desk.chief)
    desk.add(desk.mayor, from_=dt.date(2022, 5, 6), to=dt.date(2022, 5, 8), reported_back_on=None)
    month = open_month(desk.database, desk.reference, desk.key, LEFT, today=TODAY)
    assert [(row.name, row.leader, row.journeys) for row in month.rows] == [
        ("林知远", True, ()),
        ("方致和", True, ()),
        ("沈若兰", True, ()),
        ("顾一帆", True, ()),
        ("罗德铭", True, ()),
        ("何建业", False, (key,)),
    ]
    days = {day.date.day: day for day in month.days}
    # 国办发明电〔2021〕11号: 清明节4月3日至5日放假调休，4月2日（星期六）上班.
    assert [days[number].work for number in (1, 2, 3, 4, 5, 6)] == [True, True, False, False, False, True]
    assert days[2].made_up
    assert days[4].name == "清明"


# ---------------------------------------------------------------------------------------------------- and meetings


def planned(desk, day=LEFT, status=MeetingStatus.PLANNED):
    key = meetings.create_meeting(
        desk.database,
        SECRETARY,
        meetings.NewMeeting(government=GOVERNMENTS[ZICHUAN], kind="executive", date=day, from_organisation=True),
        name="常务会议",
    )
    dossier = export_dossier(desk.database, key)
    ids = {person.name: person.id for person in dossier.people}
    meetings.list_person(desk.database, SECRETARY, key, ids["沈若兰"], Part.MEMBER)
    if status is not None:
        meetings.set_status(desk.database, SECRETARY, key, status)
    return key, ids


def touched(desk, key, **more):
    return away_meetings.meetings_touched(desk.database, desk.get(key), today=EARLY, **more)


def test_being_away_on_a_meetings_day_proposes_a_request_for_leave(desk):
    meeting, ids = planned(desk)
    planned(desk, BACK + dt.timedelta(days=1))
    planned(desk, BACK, MeetingStatus.HELD)
    key = desk.add(desk.deputy, acting=desk.clerk, reported_back_on=None)
    (found,) = touched(desk, key)
    assert (found.meeting, found.part, found.leave, found.copy, found.needs_leave) == (
        meeting,
        Part.MEMBER,
        None,
        "none",
        True,
    )
    away_meetings.propose_leave(desk.database, SECRETARY, meeting, key, today=EARLY)
    dossier = export_dossier(desk.database, meeting)
    (leave,), (away,) = dossier.leave, dossier.away
    clerk = next(person.id for person in dossier.people if person.name == "李会务")
    assert (leave.person, leave.asked_on, leave.approved_by, leave.acting) == (ids["沈若兰"], EARLY, None, clerk)
    assert leave.reason == "参加会议，外出（2022年4月18日至20日济南）"
    assert (away.person, away.from_, away.to, away.approved_by) == (ids["沈若兰"], LEFT, BACK, ids["林知远"])
    (after,) = touched(desk, key)
    assert (after.leave, after.copy, after.needs_leave) == (LeaveState.ASKED, "same", False)
    desk.undo()
    assert export_dossier(desk.database, meeting).leave == ()
    assert export_dossier(desk.database, meeting).away == ()


def test_a_meeting_follows_the_register_only_by_an_act(file_desk):
    desk = file_desk
    meeting, _ = planned(desk)
    key = desk.add(desk.deputy, reported_back_on=None)
    away_meetings.propose_leave(desk.database, SECRETARY, meeting, key, today=EARLY)
    was = desk.get(key)
    acts.edit(desk.database, SECRETARY, dataclasses.replace(was, place="青岛"))
    assert export_dossier(desk.database, meeting).away[0].place == "济南"
    assert [one.copy for one in touched(desk, key)] == ["other"]
    away_meetings.follow(desk.database, SECRETARY, meeting, key)
    assert export_dossier(desk.database, meeting).away[0].place == "青岛"
    later = dataclasses.replace(desk.get(key), from_=BACK, to=BACK)
    before = desk.get(key)
    acts.edit(desk.database, SECRETARY, later)
    assert [one.copy for one in touched(desk, key, was=before)] == ["other"]
    away_meetings.follow(desk.database, SECRETARY, meeting, key, was=before)
    assert export_dossier(desk.database, meeting).away == ()
