"""The office's own working-day years: typed off the notice, checked, kept, exported, undone.

The arrangement of 2026 is that of the notice: 33 days off, made up on 01-04, 02-14, 02-28, 05-09, 09-20
and 10-10 (platform.md).
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.permissions import Actor, Role
from secretariat.domain.year_entry import Holiday, MadeUp, YearEntry, days_of, entry_of
from secretariat.services import audit
from secretariat.services.calendar_years import (
    UnknownYearError,
    YearThereError,
    delete_year,
    enter_year,
    export_year,
    import_year,
    known_year,
    known_years,
    own_years,
    problems,
)
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.reference import Reference
from secretariat.services.undo import undo
from secretariat.strict_input import UnusableInputError, shown_path

ACTOR = Actor("李会务", Role.SECRETARY, "一号席")
NOTICE = "国办发明电〔2026〕7号"


def holiday(name, first, last):
    return Holiday(name=name, first=date.fromisoformat(first), last=date.fromisoformat(last))


def made_up(day, name=None):
    return MadeUp(date=date.fromisoformat(day), name=name)


Y2027 = YearEntry(
    year=2027,
    notices=(NOTICE,),
    holidays=(holiday("元旦", "2027-01-01", "2027-01-03"), holiday("春节", "2027-02-05", "2027-02-11")),
    made_up=(made_up("2027-02-14"), made_up("2027-01-30", "春节")),
)


def last_entry(database):
    with database.reader() as session:
        return audit.entries(session, limit=1)[0]


def test_a_year_is_typed_and_counts_from_then_on(database):
    reference = Reference(database)
    assert reference.calendar.missing(date(2027, 1, 1), date(2027, 12, 31)) == (2027,)
    kept = enter_year(database, ACTOR, Y2027)
    calendar = reference.calendar
    assert calendar.missing(date(2027, 1, 1), date(2027, 12, 31)) == ()
    assert not calendar.is_workday(date(2027, 2, 5))
    assert calendar.is_workday(date(2027, 2, 14))  # a Sunday
    assert calendar.name(date(2027, 2, 14)) == "春节"  # the nearest holiday
    assert (kept.days_off, kept.days_made_up, kept.own) == (10, 2, True)
    assert known_year(database, 2027).entry == dataclasses.replace(
        Y2027, made_up=(made_up("2027-01-30", "春节"), made_up("2027-02-14", "春节"))
    )
    assert last_entry(database).act.act == "录入2027年放假安排"


def test_a_year_is_edited_deleted_and_given_back(database):
    reference = Reference(database)
    kept = enter_year(database, ACTOR, Y2027)
    shorter = dataclasses.replace(Y2027, holidays=Y2027.holidays[:1], made_up=())
    edited = enter_year(database, ACTOR, shorter, version=kept.version)
    assert reference.calendar.is_workday(date(2027, 2, 5))
    undo(database, ACTOR, last_entry(database).no)
    assert not reference.calendar.is_workday(date(2027, 2, 5))
    with pytest.raises(ChangedElsewhereError):
        enter_year(database, ACTOR, shorter, version=edited.version)
    delete_year(database, ACTOR, 2027, version=known_year(database, 2027).version)
    assert own_years(database) == ()
    assert reference.calendar.missing(date(2027, 1, 1), date(2027, 1, 1)) == (2027,)
    undo(database, ACTOR, last_entry(database).no)
    assert known_year(database, 2027).days == days_of(Y2027)


def test_a_year_that_is_there_is_not_entered_over(database):
    enter_year(database, ACTOR, Y2027)
    with pytest.raises(YearThereError, match="2027年放假安排已经录入"):
        enter_year(database, ACTOR, Y2027)


def test_a_bundled_year_may_be_entered_by_the_office_and_comes_back(database):
    bundled = known_year(database, 2026)
    assert (bundled.own, bundled.days_off, bundled.days_made_up) == (False, 33, 6)
    own = dataclasses.replace(Y2027, year=2026, holidays=(holiday("元旦", "2026-01-01", "2026-01-03"),), made_up=())
    kept = enter_year(database, ACTOR, own)
    assert known_year(database, 2026).days_off == 3
    assert len([known for known in known_years(database) if known.year == 2026]) == 1
    delete_year(database, ACTOR, 2026, version=kept.version)
    assert known_year(database, 2026) == bundled


def test_a_file_is_imported_and_exported(database, tmp_path):
    path = tmp_path / "2026.json"
    path.write_bytes(export_year(None, 2026))
    assert len(json.loads(path.read_text(encoding="utf-8"))["days"]) == 39
    assert import_year(database, ACTOR, path).days == known_year(None, 2026).days
    with pytest.raises(YearThereError):
        import_year(database, ACTOR, path)
    table = json.loads(path.read_text(encoding="utf-8"))
    table["papers"] = [NOTICE]
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    import_year(database, ACTOR, path, replace=True)
    assert json.loads(export_year(database, 2026)) == table


def test_a_year_of_which_nothing_is_known_is_said(database):
    with pytest.raises(UnknownYearError, match="2027年放假安排未录入"):
        export_year(database, 2027)


def test_an_officer_may_not_enter_a_year(database):
    with pytest.raises(NotPermittedError):
        enter_year(database, Actor("周审计", Role.AUDIT_OFFICER, "审计席"), Y2027)


WRONG = {
    "no holidays": ({"holidays": ()}, ["holidays"]),
    "no such year": ({"year": 27}, ["year"]),
    "ends before it begins": ({"holidays": (holiday("元旦", "2027-01-03", "2027-01-01"),)}, ["holidays[0].last"]),
    "far too long": ({"holidays": (holiday("元旦", "2027-01-01", "2027-10-01"),)}, ["holidays[0].last"]),
    "of the year after": ({"holidays": (holiday("元旦", "2027-12-31", "2028-01-02"),)}, ["holidays[0].last"]),
    "of long before": ({"holidays": (holiday("元旦", "2026-11-30", "2026-12-03"),)}, ["holidays[0].first"]),
    "without a name": ({"holidays": (holiday(" ", "2027-01-01", "2027-01-03"),)}, ["holidays[0].name"]),
    "two at once": (
        {"holidays": (holiday("元旦", "2027-01-01", "2027-01-03"), holiday("春节", "2027-01-03", "2027-01-05"))},
        ["holidays[1].first"],
    ),
    "made up on a weekday": ({"made_up": (made_up("2027-01-04"),)}, ["made_up[0].date"]),
    "made up on a day off": ({"made_up": (made_up("2027-01-02"),)}, ["made_up[0].date"]),
    "made up twice": ({"made_up": (made_up("2027-02-14"), made_up("2027-02-14"))}, ["made_up[1].date"]),
    "made up in another year": ({"made_up": (made_up("2028-01-08"),)}, ["made_up[0].date"]),
    "all at once": (
        {
            "holidays": (holiday("", "2027-01-01", "2027-01-03"), holiday("春节", "2027-01-05", "2027-01-04")),
            "made_up": (made_up("2027-01-04"),),
        },
        ["holidays[0].name", "holidays[1].last", "made_up[0].date"],
    ),
}


@pytest.mark.parametrize(("changed", "places"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_at_its_place(changed, places):
    found = problems(dataclasses.replace(Y2027, **changed))
    assert [shown_path(problem.steps) for problem in found] == places
    assert all(problem.remedy.startswith("请") for problem in found)


def test_what_is_wrong_is_not_kept(file_database):
    with pytest.raises(UnusableInputError) as caught:
        enter_year(file_database, ACTOR, dataclasses.replace(Y2027, made_up=(made_up("2027-01-04"),)))
    assert "周一" in caught.value.message
    assert own_years(file_database) == ()


@given(st.data())
def test_a_year_that_is_right_comes_back_as_it_was_typed(data):
    """Whatever ranges with days between them, and whatever weekend days beside them."""
    day, holidays = date(2026, 12, 28), []
    while len(holidays) < 5 and day < date(2027, 11, 1):
        first = day + timedelta(days=data.draw(st.integers(0, 60)))
        last = first + timedelta(days=data.draw(st.integers(0, 9)))
        holidays.append(Holiday(name=data.draw(st.sampled_from(["元旦", "春节", "国庆节"])), first=first, last=last))
        day = last + timedelta(days=2)
    off = {day for one in holidays for day in one.days()}
    weekends = [date(2027, 1, 2) + timedelta(days=7 * week) for week in range(50)]
    worked = data.draw(st.lists(st.sampled_from([day for day in weekends if day not in off]), unique=True, max_size=4))
    entry = YearEntry(
        year=2027,
        notices=(NOTICE,),
        holidays=tuple(holidays),
        made_up=tuple(MadeUp(date=day, name="元旦") for day in sorted(worked)),
    )
    assert problems(entry) == ()
    assert entry_of(2027, entry.notices, days_of(entry)) == entry
