"""Whoever comes by key into what is scrolled sees where he is; what is in view already stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.basics import box, column, scrolled
from ui.widgets.in_view import FocusInView


@pytest.fixture
def area(chinese, qtbot):
    """A button, and below it twenty in an area with room for a few."""
    made = QWidget()
    FocusInView(chinese, made)
    many = [QPushButton(f"第{number}项") for number in range(20)]
    area = scrolled(box(column(*many)), "many", "许多")
    column(QPushButton("上面"), area, into=made)
    qtbot.addWidget(made)
    made.resize(300, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    area.whole, area.many = made, many
    return area


def test_who_comes_backwards_sees_the_last(area):
    area.whole.findChild(QPushButton).setFocus()
    QTest.keyClick(area.whole.focusWidget(), Qt.Key.Key_Backtab)
    assert area.many[-1].hasFocus()
    assert not area.many[-1].visibleRegion().isEmpty()


def test_what_is_seen_stays_where_it_is(area):
    area.verticalScrollBar().setValue(5)
    area.many[0].setFocus()
    assert area.verticalScrollBar().value() == 5
