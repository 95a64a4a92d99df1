"""What can go wrong with being away (外出、离岗、休假): reported late, approved by another, two or too many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Away
from tests.rules.twin import Twin, of_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier, Person

ONE_DAY = timedelta(days=1)

# dep1 is in charge of the housing department

WHO = {
    "deputy": "dep2",
    "party_member": "member",
    "director": "director",
    "department": "housing",
    "town": "town",
    "enterprise": "steel",
    "head": "head",
}
LEFT, BACK = date(2022, 4, 18), date(2022, 4, 20)
IN_GOOD_TIME = date(2022, 4, 1)


def gone(person: str, **changes: Any) -> Away:
    """One who is away for three days, with all that any text asks for."""
    record = Away(
        person=person,
        from_=LEFT,
        to=BACK,
        reported_on=IN_GOOD_TIME,
        place="济南",
        reason="参加会议",
        acting="clerk",
        consented_by="dep1",
        approved_by="head",
        told=("director",),
        attachments=True,
        reported_back_on=BACK + ONE_DAY,
    )
    return replace(record, **changes)


def going(*records: Away) -> Callable[[Dossier], Dossier]:
    return lambda dossier: replace(dossier, away=records)


def paired(dossier: Dossier, one: str, other: str) -> Dossier:
    """Have two stand in for each other (补位、AB角)."""

    def of(person: Person) -> Person:
        return replace(person, pair={one: other, other: one}.get(person.id, person.pair))

    return replace(dossier, people=tuple(of(each) for each in dossier.people))


def each_one(code: str, name: str, bad: dict[str, Any], good: dict[str, Any] | None = None) -> list[Twin]:
    """The same defect for each of those who go away."""
    return [
        Twin(
            code=f"away.{code}",
            of=who,
            name=name,
            good=going(gone(person, **(good or {}))),
            bad=going(gone(person, **(good or {}), **bad)),
            subject=lambda dossier: dossier.away[0].person,
        )
        for who, person in WHO.items()
    ]


FOUR_DAYS = {"to": BACK + ONE_DAY}
DEFECTS = [
    *each_one("late_report", "never", {"reported_on": None}),
    *each_one("late_report", "the day after leaving", {"reported_on": LEFT + ONE_DAY}),
    *each_one("late_report", "urgent and never", {"reported_on": None}, {"urgent": True}),
    *each_one("attachment_missing", "for four days", {"attachments": False}, FOUR_DAYS),
    *each_one("wrong_approver", "by the deputy of other departments", {"approved_by": "executive"}),
    *each_one("not_reported_back", "never", {"reported_back_on": None}),
    Twin(
        code="away.pair",
        name="both on one day",
        good=lambda dossier: replace(
            paired(dossier, "dep1", "dep2"), away=(gone("dep1"), gone("dep2", from_=BACK + ONE_DAY, to=BACK + ONE_DAY))
        ),
        bad=going(gone("dep1"), gone("dep2", from_=BACK, to=BACK + ONE_DAY)),
        subject=lambda _: "dep2",
    ),
    Twin(
        code="away.too_many",
        name="four at once",
        good=going(*map(gone, ("executive", "dep1", "dep2"))),
        bad=going(*map(gone, ("executive", "dep1", "dep2", "member"))),
        subject=of_nothing,
    ),
]
