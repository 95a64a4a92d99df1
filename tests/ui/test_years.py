"""放假安排: which years are known, a year typed off its notice, checked at its fields, imported, exported, undone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from secretariat.domain.year_entry import Holiday, MadeUp, YearEntry
from secretariat.services.calendar_years import enter_year, own_years
from tests.ui.office_window import planned, program, sample

__all__ = ["planned", "program", "sample"]

ENTER = Qt.Key.Key_Return


def day(month, number, year=2027):
    return dt.date(year, month, number)


ENTRY = YearEntry(
    year=2027,
    notices=("国办发明电〔2026〕9号",),
    holidays=(
        Holiday(name="元旦", first=day(1, 1), last=day(1, 3)),
        Holiday(name="春节", first=day(2, 5), last=day(2, 11)),
    ),
    made_up=(MadeUp(date=day(2, 14)), MadeUp(date=day(2, 20))),
)


@pytest.fixture
def page(program):
    """The page of a year that nothing is known of."""
    return program.go("system/year", 2027)


def entered(program):
    """2027 as the office has entered it."""
    return next((known for known in own_years(program.database) if known.year == 2027), None)


def store(program):
    enter_year(program.database, program.shell.services.actor, ENTRY)
    program.idle()


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def problem(program, name):
    return program.find(name).parent().problem


def type_year(program):
    """Off the notice, without leaving the keyboard: each Enter leads to the next field that is empty."""
    program.enter("year-notices", "国办发明电〔2026〕9号")
    program.find("holiday-1-first").setFocus()
    for text in ("1.1", "3", "2.5", "20270211"):
        program.qtbot.keyClicks(program.qt.focusWidget(), text)
        program.key(ENTER)
    program.find("made-up-1").setFocus()
    for text in ("2.14", "0220"):
        program.qtbot.keyClicks(program.qt.focusWidget(), text)
        program.key(ENTER)


# --- the card


def test_the_card_says_which_years_are_known_and_where_from(program):
    card = program.go("system")._years
    assert "2027年\n未录入\n按周一至周五推算" in words(card)
    assert "2026年\n随程序提供\n放假 33 天，调休上班 6 天" in words(card)
    store(program)
    assert "2027年\n本单位录入\n放假 10 天，调休上班 2 天　国办发明电〔2026〕9号" in words(card)
    program.find("year-2027").setFocus()
    program.key(ENTER).idle()
    assert (program.shell.navigation.here.key, program.page.year) == ("system/year", 2027)


def test_any_other_year_can_be_asked_for(program):
    program.go("system")
    program.enter("years-other", "27", key=ENTER)
    assert "年份" in problem(program, "years-other")
    program.enter("years-other", "2030", key=ENTER).idle()
    assert program.page.head.title == "2030年放假安排"
    assert "未录入" in program.page.head.when
    assert program.go("system/year", 2025).head.when == "随程序提供"
    assert program.text("holiday-2-name") == "春节"


# --- typing


def test_a_year_is_typed_by_keyboard_saved_and_taken_back(program, page):
    assert not page.foot.primary.isEnabled()
    type_year(program)
    assert page._count.text() == "放假 10 天，调休上班 2 天"
    assert "2月5日至11日春节放假；2月14日上班；2月20日上班" in page.strip.accessibleDescription()
    program.key(ENTER)
    assert program.qt.focusWidget() is page.foot.primary
    program.key(ENTER).idle()
    known = entered(program)
    assert known.entry == dataclasses.replace(
        ENTRY, made_up=(MadeUp(date=day(2, 14), name="春节"), MadeUp(date=day(2, 20), name="春节"))
    )
    calendar = program.shell.services.reference.calendar
    assert not calendar.is_workday(day(2, 8))
    assert calendar.is_workday(day(2, 20))
    assert page.head.when == "本单位录入"
    page.undo()
    program.idle()
    assert entered(program) is None
    assert "未录入" in page.head.when


def test_what_is_wrong_is_said_at_its_field_as_it_is_typed(program, page):
    program.enter("holiday-1-first", "1.1", key=ENTER)
    program.enter("holiday-1-last", "3", key=ENTER)
    for name, text, said in (
        ("holiday-2-first", "13.1", "请填写日期"),
        ("holiday-2-first", "1.3", ""),
        ("holiday-2-last", "1.2", "结束日期早于开始日期"),
        ("holiday-2-last", "1.5", ""),
        ("holiday-2-first", "1.3", "重复"),
        ("made-up-1", "1.2", "不能既放假又上班"),
        ("made-up-1", "2.17", "不是周六或周日"),
        ("made-up-1", "2.20", ""),
        ("made-up-2", "20280220", "不在2027年"),
    ):
        program.enter(name, text, key=ENTER)
        shown = problem(program, name)
        assert said in shown if said else not shown, (name, text, shown)
    # The year shows what is sound: New Year alone, for the other one overlaps it.
    assert page._count.text() == "放假 3 天，调休上班 1 天"


def test_half_a_year_is_not_saved_and_says_what_is_missing(program, page):
    program.enter("holiday-3-first", "4.3", key=ENTER)
    page.save()
    program.idle()
    assert "请填写结束日期" in problem(program, "holiday-3-last")
    assert program.qt.focusWidget().objectName() == "holiday-3-last"
    program.enter("holiday-3-first", "", key=ENTER)
    page.save()
    program.idle()
    assert "没有填写节假日" in words(page.form)
    assert entered(program) is None


def test_an_entered_year_is_mended_and_its_made_up_days_keep_their_holidays(program):
    named = dataclasses.replace(ENTRY, made_up=(MadeUp(date=day(2, 14), name="元旦"),))
    enter_year(program.database, program.shell.services.actor, named)
    page = program.go("system/year", 2027)
    program.enter("holiday-1-last", "2", key=ENTER)
    program.find("holiday-2-remove", QPushButton).click()
    program.key(ENTER, at=page.foot.primary).idle()
    known = entered(program)
    assert known.entry.holidays == (Holiday(name="元旦", first=day(1, 1), last=day(1, 2)),)
    assert known.entry.made_up == (MadeUp(date=day(2, 14), name="元旦"),)


def test_another_seat_was_faster(program, page):
    program.enter("holiday-1-first", "1.1", key=ENTER)
    program.enter("holiday-1-last", "1.2", key=ENTER)
    store(program)
    page.save()
    program.idle()
    assert "已经录入" in page.notice.text
    assert entered(program).entry.notices == ENTRY.notices
    program.click("year-latest")
    assert program.text("holiday-1-last") == "2027年1月3日 周日"


def test_what_is_not_saved_stays_until_one_says_otherwise(program, page):
    program.enter("holiday-1-first", "1.1", key=ENTER)
    program.go("home")
    program.go("system/year", 2027)
    assert program.text("holiday-1-first") == "2027年1月1日 周五"
    program.shell.go("system/year", 2028)
    program.find("drop-year-cancel").click()
    assert page.year == 2027
    program.shell.go("system/year", 2028)
    program.find("drop-year-act").click()
    program.idle()
    assert (page.year, program.text("holiday-1-first")) == (2028, "")


# --- files


def test_a_file_is_imported_asked_about_and_exported(program, page, tmp_path):
    file = tmp_path / "2027.json"
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    file.write_text(json.dumps({"year": 2027, "papers": [], "days": days}), encoding="utf-8")
    page.acts.take(file)
    program.idle()
    assert entered(program).days_off == 1
    days.append({"name": "元旦", "date": "2027-01-02", "isOffDay": True})
    file.write_text(json.dumps({"year": 2027, "papers": [], "days": days}), encoding="utf-8")
    page.acts.take(file)
    program.idle()
    program.find("year-exists", QDialog).findChild(QPushButton, "year-exists-replace").click()
    program.idle()
    assert entered(program).days_off == 2
    assert program.text("holiday-1-last") == "2027年1月2日 周六"
    dialog = page.acts.export(2027)
    dialog.fileSelected.emit(str(tmp_path / "out.json"))
    dialog.reject()
    program.idle()
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["days"] == days
    program.click("year-delete")
    assert entered(program) is None


def test_a_file_that_cannot_be_used_is_told_with_its_place(program, tmp_path):
    page = program.go("system")
    file = tmp_path / "2027.json"
    file.write_text(
        '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-04", "isOffDay": false}]}', encoding="utf-8"
    )
    page.years.take(file)
    program.idle()
    assert "days[0].date" in page.notice.text
    assert "周一" in page.notice.text


# --- where it matters


def test_a_meeting_in_a_year_that_is_not_entered_says_so_and_leads_there(program, planned):
    meeting = dataclasses.replace(planned.meeting, date=day(3, 2))
    key = program.store(dataclasses.replace(planned, meeting=meeting))
    note = program.go("meetings/one", key).current._year_note
    assert note.isVisible()
    assert note.text == "2027年放假安排未录入，期限按周一至周五推算"
    program.click("meeting-year-enter")
    assert (program.page.year, program.page.head.title) == (2027, "2027年放假安排")
    store(program)
    program.go("meetings/one", key)
    assert not note.isVisible()


def test_a_meeting_in_a_known_year_says_nothing(program, planned):
    key = program.store(planned)
    assert not program.go("meetings/one", key).findChild(QWidget, "meeting-year-enter").isVisible()
