"""Deadlines: kept on the last day, missed on the next, over public holidays and make-up workdays (调休).

The days are counted by hand from the notices of the State Council on the holidays of 2022 and 2023.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.states import MeetingStatus, Opinion, Outcome, Revision
from secretariat.rules.engine import judge
from tests.rules.build import (
    clean,
    codes,
    ids,
    meeting,
    rulebook,
    topic,
)
from tests.rules.defects_people import document
from tests.rules.defects_topics import AGREED, HANDED_IN, decided, on_matter
from tests.rules.prepared import (
    AS_OF,
    DELIVERED,
    ISSUED,
    REGISTERED,
    REPLIED,
    REVISED,
    SUBMITTED,
)
from tests.rules.texts import HUANCUI, ZHOUCUN, ZIBO, ZICHUAN

ONE_DAY = timedelta(days=1)


def only(code: str, dossier, **more) -> list[str]:
    """What there is of one code, or of one family of codes."""
    return [each for each in codes(dossier, **more) if each.startswith(code)]


# --- not done yet: nothing on the last day, late on the next

OPEN = [
    # what was not done, the last day, where, the code
    ({"registered_on": None}, REGISTERED, [(ZICHUAN, "executive")], "topic.late_registration"),
    (
        {"material": replace(HANDED_IN, submitted_on=None)},
        SUBMITTED,
        [(HUANCUI, "executive"), (HUANCUI, "head_office"), (ZIBO, "executive")],
        "material.late",
    ),
    (
        {"material": replace(HANDED_IN, delivered_on=DELIVERED[:1])},
        DELIVERED[1],
        [(ZHOUCUN, "party_group"), (ZHOUCUN, "executive"), (ZHOUCUN, "head_office")],
        "material.delivery_late",
    ),
    (
        {"material": replace(HANDED_IN, delivered_on=())},
        DELIVERED[0],
        [(ZHOUCUN, "party_group"), (ZHOUCUN, "executive"), (ZHOUCUN, "head_office")],
        "material.delivery_late",
    ),
    (
        {"countersigns": (replace(AGREED, replied_on=None, opinion=Opinion.NONE, signed_by=None),)},
        REPLIED,
        [(ZICHUAN, "executive"), (ZHOUCUN, "plenary"), (ZIBO, "head_office")],
        "countersign.no_reply",
    ),
]


@pytest.mark.parametrize(
    ("changes", "last", "cases", "code"), OPEN, ids=[row[3] for row in OPEN[:3]] + ["first", "reply"]
)
def test_what_is_not_done_is_late_the_day_after_the_last(changes, last, cases, code):
    for case in cases:
        dossier = meeting(on_matter(clean(*case), **changes), status=MeetingStatus.PLANNED)
        assert codes(dossier, as_of=last) == []
        assert codes(dossier, as_of=last + ONE_DAY) == [code]


# revision, revised, the last day for it, the code
DOCUMENTS = [
    (ZICHUAN, Revision.NONE, None, ISSUED, "document.issue_late"),
    (ZICHUAN, Revision.MINOR, None, ISSUED, "document.issue_late"),
    (ZICHUAN, Revision.MAJOR, None, REVISED, "document.revision_late"),
    (ZIBO, Revision.MINOR, None, ISSUED, "document.issue_late"),
    (ZIBO, Revision.MAJOR, REVISED, ISSUED, "document.issue_late"),
]


@pytest.mark.parametrize(("code", "revision", "revised", "last", "told"), DOCUMENTS, ids=ids(DOCUMENTS))
@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_a_document_that_is_not_issued_yet(code, kind, revision, revised, last, told):
    """淄川 五十七, 淄博 五十五: 会议结束后5个工作日内; 淄川: 10个工作日内完成修改."""
    dossier = document(revision, revised, None)(clean(code, kind))
    assert codes(dossier, as_of=last) == []
    assert codes(dossier, as_of=last + ONE_DAY) == [told]


MOVED = [
    # the meeting's day, the 5th working day before, the 15th before, the 5th after
    (date(2022, 5, 9), date(2022, 4, 28), date(2022, 4, 15), date(2022, 5, 16)),
    (date(2022, 10, 10), date(2022, 9, 28), date(2022, 9, 14), date(2022, 10, 17)),
    (date(2022, 10, 8), date(2022, 9, 26), date(2022, 9, 9), date(2022, 10, 13)),  # a Saturday that was worked
    (date(2022, 6, 6), date(2022, 5, 27), date(2022, 5, 13), date(2022, 6, 13)),
    (date(2023, 1, 29), date(2023, 1, 17), date(2023, 1, 3), date(2023, 2, 3)),  # Spring Festival 21 to 27 January
]


@pytest.mark.parametrize(("day", "fifth", "fifteenth", "after"), MOVED, ids=[str(row[0]) for row in MOVED])
def test_working_days_over_holidays(day, fifth, fifteenth, after):
    huancui = meeting(clean(HUANCUI, "executive"), date=day)
    zichuan = meeting(clean(ZICHUAN, "executive"), date=day)
    late = day + timedelta(days=90)
    for offset in (0, 1):
        moved = timedelta(days=offset)
        materials = [replace(HANDED_IN, submitted_on=fifth + moved) for _ in huancui.topics]
        dossier = huancui
        for each, its_own in zip(huancui.topics, materials, strict=True):
            dossier = topic(dossier, each.no, material=its_own)
        assert only("material.late", dossier, as_of=late) == ["material.late"] * offset * len(materials)
        dossier = on_matter(zichuan, registered_on=fifteenth + moved)
        assert only("topic.late_reg", dossier, as_of=late) == ["topic.late_registration"] * offset
        for other in dossier.topics:
            dossier = topic(dossier, other.no, decision=decided(Outcome.NOTED))
        dossier = document(Revision.NONE, None, after + moved)(on_matter(dossier, decision=decided(Outcome.ADOPTED)))
        assert only("document.", dossier, as_of=late) == ["document.issue_late"] * offset


DELIVERIES = [
    # the meeting's day, the 3rd working day before, the 1st before
    (date(2022, 5, 9), date(2022, 5, 5), date(2022, 5, 7)),
    (date(2022, 10, 10), date(2022, 9, 30), date(2022, 10, 9)),
    (date(2022, 6, 6), date(2022, 5, 31), date(2022, 6, 2)),
]


@pytest.mark.parametrize(("day", "third", "first"), DELIVERIES, ids=[str(row[0]) for row in DELIVERIES])
@pytest.mark.parametrize("kind", ["party_group", "executive", "head_office"])
def test_deliveries_over_holidays(kind, day, third, first):
    """周村 四十九: 会前3个工作日…会前1个工作日再次送达."""
    for delivered, late in [
        ((third, first), 0),
        ((third + ONE_DAY, first), 1),
        ((third, first + ONE_DAY), 1),
    ]:
        dossier = meeting(clean(ZHOUCUN, kind), date=day)
        for each in dossier.topics:
            dossier = topic(dossier, each.no, material=replace(HANDED_IN, delivered_on=delivered))
        expected = ["material.delivery_late"] * late * len(dossier.topics)
        assert only("material.", dossier, as_of=day + timedelta(days=90)) == expected


def test_without_the_arrangement_of_a_year_monday_to_friday_count():
    """The 5th working day before would be Friday 22 April, so Sunday 24 April is late."""
    dossier = clean(ZIBO, "executive")
    judgement = judge(rulebook(ZIBO), dossier, as_of=AS_OF, calendar=WorkCalendar({}))
    late = [each for each in judgement.findings if each.code == "material.late"]
    assert [each.subject for each in late] == [1, 2, 3]
    assert all("未录入" in each.message for each in late)
