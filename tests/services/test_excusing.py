"""Exceptions on record: only what the rulebook lets, by whom it names, with day and reason; and taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import MinutesStage
from secretariat.errors import RefusedError
from secretariat.rules.finding import Severity
from secretariat.rules.rulebook import Excusable
from secretariat.services import audit, excusing, meetings
from secretariat.services.checking import Checked
from secretariat.services.checklist_paper import checklist
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.reference import Reference

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive-no-quorum.json"
ACTOR = Actor(name="尹秋实", role=Role.SECRETARY, seat="一号机")
TODAY = dt.date(2022, 5, 31)
CODE = "quorum.not_met"


class Lenient:
    """The example's rulebook, made to let the head excuse what it does not."""

    def __init__(self, **entry):
        self.book = dataclasses.replace(
            Reference().rulebook("zichuan-2022"),
            excusable=(Excusable(code=CODE, article="九十", **entry),),
        )

    def rulebook_for(self, _dossier):
        return self.book

    calendar = Reference().calendar


@pytest.fixture
def meeting(database):
    dossier = read_dossier(EXAMPLE)
    open_minutes = dataclasses.replace(dossier.minutes, stage=MinutesStage.DRAFT, issued_on=None)
    return import_dossier(database, ACTOR, dataclasses.replace(dossier, minutes=open_minutes))


def severity(database, reference, meeting):
    found = meetings.open_meeting(database, reference, meeting, today=TODAY).judgement.findings
    return next(finding.severity for finding in found if finding.code == CODE)


def head(database, reference, meeting):
    view = meetings.open_meeting(database, reference, meeting, today=TODAY)
    return excusing.who_may(reference.book, view.dossier, CODE)[0].id


def test_who_may_is_what_the_rulebook_says(database, meeting):
    dossier = meetings.open_meeting(database, Lenient(by="chair"), meeting, today=TODAY).dossier
    by = {
        way: [person.id for person in excusing.who_may(book, dossier, CODE)]
        for way, book in (
            ("post", Lenient(by="post", posts=("head",)).book),
            ("chair", Lenient(by="chair").book),
            ("reason", Lenient(by="reason").book),
            ("none", Reference().rulebook("zichuan-2022")),
        )
    }
    heads = [person.id for person in dossier.people if any(held.post == "head" for held in person.posts)]
    assert by["post"] == heads
    assert by["chair"] == [dossier.meeting.chair]
    assert by["reason"] == [person.id for person in dossier.people]
    assert by["none"] == []


def test_excused_and_taken_back(database, meeting):
    reference = Lenient(by="post", posts=("head",))
    assert severity(database, reference, meeting) is Severity.VIOLATION
    who = head(database, reference, meeting)
    given = {"code": CODE, "subject": None, "allowed_by": who, "on": TODAY, "reason": " 防汛紧急 "}
    excusing.excuse(database, ACTOR, meeting, reference.book, **given)
    assert severity(database, reference, meeting) is Severity.EXCUSED
    view = meetings.open_meeting(database, reference, meeting, today=TODAY)
    printed = checklist(Checked(view.dossier, view.rulebook, view.judgement))
    assert "防汛紧急" in next(item.excuse for item in printed.items if item.severity == "例外")
    excusing.excuse(database, ACTOR, meeting, reference.book, **{**given, "reason": "改写的理由"})
    found = meetings.open_meeting(database, reference, meeting, today=TODAY).dossier.exceptions
    assert [each.reason for each in found] == ["改写的理由"]
    excusing.withdraw_excuse(database, ACTOR, meeting, CODE, None)
    assert severity(database, reference, meeting) is Severity.VIOLATION
    with database.reader() as session:
        acts = [entry.act.act for entry in audit.entries(session)]
    assert acts[:3] == ["撤销例外：未达法定人数", "记录例外：未达法定人数", "记录例外：未达法定人数"]


def test_what_the_rulebook_does_not_let_is_refused(database, meeting):
    lenient = Lenient(by="post", posts=("head",))
    who = head(database, lenient, meeting)
    dossier = meetings.open_meeting(database, lenient, meeting, today=TODAY).dossier
    other = next(person.id for person in dossier.people if person.id != who)
    given = {"code": CODE, "subject": None, "allowed_by": who, "on": TODAY, "reason": "理由"}
    strict = Reference().rulebook("zichuan-2022")
    for book, changes, said in (
        (strict, {}, "没有规定"),
        (lenient.book, {"allowed_by": other}, "无权同意"),
        (lenient.book, {"reason": "  "}, "理由"),
    ):
        with pytest.raises(RefusedError, match=said):
            excusing.excuse(database, ACTOR, meeting, book, **{**given, **changes})
    assert severity(database, lenient, meeting) is Severity.VIOLATION
