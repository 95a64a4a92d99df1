"""A table whose rows are as high as their words: whoever goes far by key sees where he has come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from ui.table_model import Column, TableModel
from ui.widgets.table import Table
from ui.widgets.whole_row import SLACK, whole_parts

LINE = 18


@pytest.fixture
def table(chinese, qtbot):
    """Sixty rows, each of several lines, of which some fit."""
    assert chinese
    model = TableModel([Column(key="title", title="议题", text=lambda row: row[1], stretch=True)], lambda row: row[0])
    made = Table("rows", "议题", model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(260, 320)
    made.show()
    model.set_rows((number, f"{number}　关于城市更新和老旧小区改造三年行动计划的请示") for number in range(60))
    made.setFocus()
    return made


def settled(table, qtbot):
    """The current row is as high as its words, and so are those around it."""
    row = table.currentIndex().row
    qtbot.waitUntil(lambda: table.rowHeight(row()) > 2 * LINE and not table._fit.isActive(), timeout=2000)


def in_view(table):
    place = table.visualRect(table.currentIndex())
    return place.height() > 0 and table.viewport().rect().contains(place)


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_PageDown])
def test_the_row_that_one_goes_to_by_key_is_in_view(table, qtbot, key):
    table.go_to(0)
    QTest.keyClick(table, key)
    settled(table, qtbot)
    assert table.current_id > 0
    assert in_view(table)


def test_who_looks_elsewhere_afterwards_is_left_there(table, qtbot):
    table.go_to(0)
    settled(table, qtbot)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: not table._fit.isActive(), timeout=2000)
    assert not in_view(table)


@pytest.mark.parametrize(
    ("words", "as_wide_as", "shown"),
    [
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买", "阿卜杜拉·\u2028买买提"),
        ("古丽·艾合买提江·买买提", "古丽·艾合买提江", "古丽·艾合买提江·\u2028买买提"),
        ("关于表彰阿卜杜拉·买买提、王立新的请示", "关于表彰阿卜杜", "关于表彰阿卜杜拉·买买提、王立新的请示"),
        ("林知远", "林", "林知远"),
    ],
)
def test_a_name_of_several_parts_goes_on_after_a_dot(table, words, as_wide_as, shown):
    metrics = QFontMetrics(table.font())
    assert whole_parts(words, metrics, metrics.horizontalAdvance(as_wide_as) + SLACK) == shown
