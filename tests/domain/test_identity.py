"""Which meeting is which, and who may do what."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.facts import Dossier, Government, Meeting
from secretariat.domain.identity import Identity, identity_of, locked
from secretariat.domain.permissions import Actor, Permission, Role, may, roles_with
from secretariat.domain.states import MinutesStage


@pytest.mark.parametrize(
    ("term", "meeting", "period"),
    [
        (18, {"kind": "executive", "year": 2023}, "term:18"),
        (18, {"kind": "party_group", "year": 2023}, "year:2023"),
        (None, {"kind": "executive", "year": 2023}, "year:2023"),
        (None, {"kind": "executive"}, "year:2022"),
    ],
)
def test_what_makes_a_meeting_the_same(term, meeting, period):
    given = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府", term=term),
        meeting=Meeting(date=dt.date(2022, 12, 30), number=5, **meeting),
    )
    assert identity_of(given) == Identity("淄川区人民政府", meeting["kind"], period, 5)


def test_only_issued_minutes_are_locked():
    assert [stage for stage in (None, *MinutesStage) if locked(stage)] == [MinutesStage.ISSUED]


def test_no_officer_does_anothers_work():
    granted = {
        role: {each for each in Permission if may(Actor("某", role, "一号席"), each)}
        for role in (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)
    }
    assert granted == {
        Role.SYSTEM_OFFICER: {Permission.MAINTAIN_DATABASE},
        Role.SECURITY_OFFICER: {Permission.MANAGE_USERS},
        Role.AUDIT_OFFICER: {Permission.READ_AUDIT},
    }


def test_who_has_a_permission():
    assert roles_with(Permission.EDIT_MEETINGS) == (Role.SECRETARY, Role.REVIEWER)
    assert roles_with(Permission.REVIEW_MINUTES) == (Role.REVIEWER,)
