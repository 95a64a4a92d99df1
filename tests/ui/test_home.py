"""工作台: how one begins, and what it shows of the meetings there are."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from tests.ui.office_window import TODAY, planned, program, sample
from ui.home.row_button import RowButton

__all__ = ["planned", "program", "sample"]


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_first_start_says_what_to_do_and_one_key_loads_the_sample(program):
    page = program.page
    assert page.begin.isVisible()
    assert program.qt.focusWidget().objectName() == "load-samples"
    program.key(Qt.Key.Key_Return).idle()
    program.key(Qt.Key.Key_Space).idle() if not program.rows else None
    assert len(program.rows) == 1
    assert program.shell.navigation.here.key == "meetings/one"
    home = program.go("home")
    assert not home.begin.isVisible()
    assert "第十八届区政府第6次常务会议" in words(home)


def test_loading_the_samples_twice_changes_nothing(program):
    program.page.load_samples()
    program.idle()
    program.go("home").load_samples()
    program.idle()
    assert len(program.rows) == 1


def test_the_cards_tell_of_today_of_what_is_near_and_of_the_year(program, sample, planned):
    program.store(sample)
    number = dataclasses.replace(planned.meeting, number=7)
    program.store(dataclasses.replace(planned, meeting=number))
    home = program.go("home")
    assert "第7次常务会议" in words(home._today)
    assert "第6次常务会议" in words(home._near)
    assert "常务会议" in words(home._year)
    assert "2 次" in words(home._year)
    assert TODAY.year == number.date.year


def test_a_violation_is_one_click_from_where_it_is_mended(program, sample):
    nobody = tuple(dataclasses.replace(row, status="absent") for row in sample.attendance)
    key = program.store(dataclasses.replace(sample, attendance=nobody))
    home = program.go("home")
    assert "实到0人" in words(home._problems)
    home.findChild(RowButton, f"problem-{key}").click()
    program.idle()
    assert program.shell.navigation.here.key == "meetings/one"
    assert program.page.desk.meeting_id == key
    assert program.page.current.key == "attendance"


def test_the_year_is_held_against_the_rule_one_click_from_its_article(program, planned):
    """淄川 第四十九条 一般每两周1次: by 7 April 2026 six times two weeks are over, the first from Monday 5 January."""
    program.store(planned)
    home = program.go("home")
    told = words(home._year)
    assert "1 次 / 应开 6 次" in told
    assert "一般每两周1次，急需时随时召开" in told
    assert "共6个时段，有6个不足1次" in told
    assert home.findChild(QProgressBar, "year-0-executive").accessibleName() == "常务会议：已召开 1 次，至今应召开 6 次"
    home.findChild(QPushButton, "year-article-executive").click()
    program.idle()
    assert program.shell.navigation.here.place == ("zichuan-2022", "四十九")
    assert program.page.book.code == "zichuan-2022"


def test_a_narrow_window_has_the_cards_below_each_other(program, sample):
    program.store(sample)
    program.go("home")
    program.window.resize(880, 600)
    program.qt.processEvents()
    program.window.resize(900, 600)
    program.qt.processEvents()
    home = program.page
    assert home._columns in {1, 2}
    assert home._today.geometry().bottom() < home._problems.geometry().top()
