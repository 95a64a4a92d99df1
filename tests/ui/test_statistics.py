"""The page 统计: periods, and the way from a figure to the meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secretariat.domain.people_statistics import Tally
from secretariat.domain.states import Presence
from secretariat.services.meetings import mark
from tests.ui.meeting_desk import SECRETARY, Office, ready_folder, sample
from tests.ui.office_window import TODAY
from ui.organisation.term_rows import line_columns, post_columns
from ui.statistics.columns import PEOPLE, UNITS
from ui.statistics.page import KEY, LINES_KEY, LinesPage, StatisticsPage
from ui.statistics.periods import period
from ui.table_model import TableModel
from ui.theme import BODY
from ui.widgets.table import Table


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("year", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("last_year", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ("quarter", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("month", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("all", None, None),
        ("other", dt.date(2026, 1, 1), TODAY),
    ],
)
def test_periods(key, first, last):
    assert period(key, TODAY) == (first, last)


def test_the_last_quarter_ends_with_the_year():
    assert period("quarter", dt.date(2026, 11, 22)) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert period("month", dt.date(2026, 12, 5)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("columns", "rows", "width"),
    [
        (PEOPLE, [Tally(key=("区", 1), name="阿卜杜拉·买买提", title="教育局局长", due=20, absent=5)], 1080),
        (UNITS, [Tally(key=("区", 1), name="人力资源和社会保障局", due=20, unapproved=12)], 1080),
        (post_columns(lambda post: post.title), [], 480),
        (line_columns(), [], 580),
    ],
    ids=["people", "units", "posts", "change of term"],
)
def test_with_big_type_on_a_small_screen_nothing_scrolls_sideways(chinese, qtbot, columns, rows, width):
    model = TableModel(columns, lambda row: row.key)
    table = Table("wide", "表", model)
    model.setParent(table)
    qtbot.addWidget(table)
    font = chinese.font()
    font.setPointSizeF(BODY * 1.4)
    table.setFont(font)
    model.set_rows(rows)
    table.resize(width, 400)
    table.show()
    qtbot.waitUntil(lambda: not table._fit.isActive(), timeout=2000)
    assert table.horizontalScrollBar().maximum() == 0


def test_enter_shows_the_meetings_of_one_as_they_are_by_now(window, qtbot, root, tmp_path, tmp_path_factory):
    office = Office(ready_folder(tmp_path, tmp_path_factory))
    given = sample(root)
    meeting = office.add(given)
    one = next(person for person in given.people if person.id == given.attendance[1].person)
    window.shell = replace(window.shell, services=office.app, today=TODAY)
    window.register(KEY, StatisticsPage)
    window.register(LINES_KEY, LinesPage)
    window.show()
    window.shell.go(KEY)
    figures = window.page
    qtbot.waitUntil(lambda: figures.people.model.total > 0)
    figures.people.filter.setText(one.name)
    QTest.keyClick(figures.people.filter, Qt.Key.Key_Return)
    page = window.page
    said = "2026年1月1日至2026年12月31日，应到 1 次，实到 %d 次，到会率 %s"
    assert page.head.title == one.name
    assert page.said.text() == said % (1, "100%")
    mark(office.database, SECRETARY, meeting, one.id, Presence.ABSENT)
    page.enter(None)  # coming back from the meeting
    qtbot.waitUntil(lambda: page.said.text() == said % (0, "0%"))
    assert [row.status for row in page.model.rows] == [Presence.ABSENT]
    office.close()
