"""A year's holidays as they are typed, and as the calendar keeps them: 2022, as the State Council arranged it."""

from __future__ import annotations

from datetime import date

from secretariat.domain.calendar import ArrangedDay, arranged_days
from secretariat.domain.year_entry import Holiday, MadeUp, YearEntry, days_of, entry_of

NATIONAL_DAY = Holiday(name="国庆节", first=date(2022, 10, 1), last=date(2022, 10, 3))
NEW_YEAR = Holiday(name="元旦", first=date(2022, 1, 1), last=date(2022, 1, 1))


def off(month, day, name="国庆节"):
    return ArrangedDay(date=date(2022, month, day), name=name, off=True)


def worked(month, day, name="国庆节"):
    return ArrangedDay(date=date(2022, month, day), name=name, off=False)


def test_the_days_of_a_holiday():
    assert list(NATIONAL_DAY.days()) == [date(2022, 10, 1), date(2022, 10, 2), date(2022, 10, 3)]
    assert list(NEW_YEAR.days()) == [date(2022, 1, 1)]
    assert not list(Holiday(name="倒置", first=date(2022, 1, 2), last=date(2022, 1, 1)).days())


def test_the_days_of_a_year_in_order():
    entry = YearEntry(
        year=2022,
        holidays=(NATIONAL_DAY, Holiday(name=" 元旦 ", first=date(2022, 1, 1), last=date(2022, 1, 1))),
        made_up=(MadeUp(date=date(2022, 10, 8)), MadeUp(date=date(2022, 1, 29), name=" 春节 ")),
    )
    assert days_of(entry) == (
        off(1, 1, "元旦"),
        worked(1, 29, "春节"),
        off(10, 1),
        off(10, 2),
        off(10, 3),
        worked(10, 8),
    )


def test_a_workday_is_made_up_for_the_nearest_holiday():
    def name(day, *holidays):
        return days_of(YearEntry(year=2022, holidays=holidays, made_up=(MadeUp(date=day),)))[-1].name

    spring = Holiday(name=" 春节 ", first=date(2022, 1, 31), last=date(2022, 2, 6))
    dragon = Holiday(name="端午节", first=date(2022, 2, 20), last=date(2022, 2, 28))
    # Its end is nearer than the other's beginning, though its beginning is not.
    (made_up,) = (day for day in days_of(_with(spring, dragon, date(2022, 2, 12))) if not day.off)
    assert made_up.name == "春节"
    (made_up,) = (day for day in days_of(_with(dragon, spring, date(2022, 2, 16))) if not day.off)
    assert made_up.name == "端午节"
    assert not name(date(2022, 2, 12))


def _with(first, second, day):
    return YearEntry(year=2022, holidays=(first, second), made_up=(MadeUp(date=day, name="  "),))


def test_days_in_a_row_under_one_name_are_one_holiday():
    days = (off(10, 3), off(1, 1, "元旦"), worked(10, 8), off(10, 1), off(10, 2), off(10, 5), off(10, 6, "中秋节"))
    assert entry_of(2022, ["国办发明电〔2021〕11号"], days) == YearEntry(
        year=2022,
        notices=("国办发明电〔2021〕11号",),
        holidays=(
            NEW_YEAR,
            NATIONAL_DAY,
            Holiday(name="国庆节", first=date(2022, 10, 5), last=date(2022, 10, 5)),
            Holiday(name="中秋节", first=date(2022, 10, 6), last=date(2022, 10, 6)),
        ),
        made_up=(MadeUp(date=date(2022, 10, 8), name="国庆节"),),
    )


def test_days_are_read_as_they_are_kept():
    kept = [
        {"date": "2022-10-01", "name": "国庆节", "off": True},
        {"date": "2022-10-08", "name": "国庆节", "off": False},
    ]
    assert arranged_days(kept) == (off(10, 1), worked(10, 8))
