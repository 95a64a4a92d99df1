"""Statistics of people from the database: what is counted, who may see it, the workbook."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from secretariat.domain.facts import Attendance, Leave, Recusal
from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import MeetingStatus, Part, Presence, RecusalReason
from secretariat.services.database_faults import NotPermittedError
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.people_statistics import Asked, export_people_statistics, people_statistics
from tests.databases import SECRETARY

ROOT = Path(__file__).parent.parent.parent
DAY = dt.date(2022, 4, 29)


@pytest.fixture
def held(database):
    """One meeting held: the head there, one late and withdrawn from a topic, one on leave, one missing."""
    dossier = read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")
    head, late, away, missing = (person.id for person in dossier.people[:4])
    lines = (
        Attendance(person=head, as_=Part.MEMBER, status=Presence.PRESENT),
        Attendance(
            person=late,
            as_=Part.MEMBER,
            status=Presence.PRESENT,
            arrived=dt.time(9, 20),
            out_for=(1,),
            recusals=(Recusal(topic=1, reason=RecusalReason.SELF),),
        ),
        Attendance(person=away, as_=Part.MEMBER, status=Presence.LEAVE),
        Attendance(person=missing, as_=Part.ATTENDEE, status=Presence.ABSENT),
    )
    meeting = dataclasses.replace(
        dossier.meeting, date=DAY, start=dt.time(9), end=dt.time(11), status=MeetingStatus.HELD
    )
    leave = (Leave(person=away, asked_on=DAY, approved_by=head, approved_on=DAY),)
    made = dataclasses.replace(
        dossier, format="secretariat-dossier/2", attendance=lines, leave=leave, meeting=meeting, minutes=None
    )
    import_dossier(database, SECRETARY, made)
    return [person.name for person in dossier.people[:4]]


def figures(tally):
    return (tally.due, tally.present, tally.late, tally.leave, tally.absent, tally.recusals)


def test_what_happened_is_counted_person_by_person(database, held):
    found = people_statistics(database, SECRETARY, Asked())
    assert found.meetings == 1
    assert {one.name: figures(one) for one in found.people} == dict(
        zip(held, [(1, 1, 0, 0, 0, 0), (1, 1, 1, 0, 0, 1), (1, 0, 0, 1, 0, 0), (1, 0, 0, 0, 1, 0)], strict=True)
    )


@pytest.mark.parametrize(
    ("asked", "meetings"),
    [
        (Asked(since=DAY, until=DAY), 1),
        (Asked(since=DAY + dt.timedelta(days=1)), 0),
        (Asked(until=DAY - dt.timedelta(days=1)), 0),
        (Asked(kind="executive"), 1),
        (Asked(kind="plenary"), 0),
        (Asked(government="另一区人民政府"), 0),
    ],
)
def test_the_period_and_the_kind_narrow_it(database, held, asked, meetings):
    found = people_statistics(database, SECRETARY, asked)
    assert found.meetings == meetings
    assert len(found.people) == (len(held) if meetings else 0)


def test_what_is_only_planned_was_missed_by_nobody(database):
    dossier = read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")
    meeting = dataclasses.replace(dossier.meeting, status=MeetingStatus.PLANNED)
    import_dossier(database, SECRETARY, dataclasses.replace(dossier, meeting=meeting, minutes=None))
    assert people_statistics(database, SECRETARY, Asked()).people == ()


@pytest.mark.parametrize("role", [Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
@pytest.mark.usefixtures("held")
def test_the_officers_are_not_shown_them(database, tmp_path, role):
    officer = Actor(name="周敏", role=role, seat="一号机")
    with pytest.raises(NotPermittedError):
        people_statistics(database, officer, Asked())
    with pytest.raises(NotPermittedError):
        export_people_statistics(database, officer, Asked(), tmp_path / "out.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_workbook_has_people_units_and_every_line(database, held, tmp_path):
    path = tmp_path / "out.xlsx"
    export_people_statistics(database, SECRETARY, Asked(since=DAY), path)
    book = load_workbook(path)
    assert book.sheetnames == ["人员", "单位", "明细"]
    for sheet in book:  # on paper: across, as wide as the page, with its titles and what it covers
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.oddHeader.center.text == f"到会请假统计（{sheet.title}）　2022年4月29日至今"
    people = {row[0]: row[2:5] for row in book["人员"].iter_rows(min_row=2, values_only=True)}
    assert people == dict(zip(held, [(1, 1, 1), (1, 1, 1), (1, 0, 0), (1, 0, 0)], strict=True))
    came = {row[2]: row[5] for row in book["明细"].iter_rows(min_row=2, values_only=True)}
    assert came == dict(zip(held, ["实到", "实到（迟到、回避1项）", "请假", "缺席"], strict=True))
