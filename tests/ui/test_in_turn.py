"""Steps one after the other, with the event loop in between."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ui.in_turn import InTurn


def test_each_step_lets_others_do_something_before_the_next(qapp, qtbot):
    turns, done = InTurn(qapp), []
    assert turns.settled
    turns.add(lambda: done.append(1), lambda: done.append(2))
    turns.add(lambda: done.append(3))
    other = QTimer(interval=0)
    other.timeout.connect(lambda: done.append("other") if done[-1:] != ["other"] else None)
    other.start()
    assert done == []
    assert not turns.settled
    qtbot.waitUntil(lambda: turns.settled)
    other.stop()
    assert [step for step in done if step != "other"] == [1, 2, 3]
    assert done[done.index(1) + 1] == "other"
    assert done[done.index(2) + 1] == "other"
    turns.deleteLater()


def test_what_is_dropped_is_not_done_and_what_comes_after_is(qapp, qtbot):
    turns, done = InTurn(qapp), []
    turns.add(lambda: done.append(1), lambda: done.append(2))
    turns.drop()
    turns.add(lambda: done.append(3))
    qtbot.waitUntil(lambda: turns.settled)
    assert done == [3]
    turns.deleteLater()
