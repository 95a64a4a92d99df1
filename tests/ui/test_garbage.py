"""Garbage is looked for on the main thread, whichever thread makes it."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from ui.garbage import Garbage


@pytest.fixture
def looked():
    """The threads that looked for garbage."""
    threads = []

    def note(phase, _info):
        if phase == "start":
            threads.append(threading.current_thread())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def make_garbage():
    for _ in range(2000):
        one = []
        one.append(one)


def test_a_worker_never_looks_and_the_main_thread_does(chinese, looked):
    parent = QObject(chinese)
    garbage = Garbage.of(parent)
    assert Garbage.of(parent) is garbage
    looked.clear()
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert looked == []
    garbage.look()
    assert looked == [threading.main_thread()]
    garbage.look()
    assert len(looked) == 1  # there is hardly anything new
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    make_garbage()
    assert len(looked) > 1, "Python looks itself again once the window is gone"


def test_all_is_looked_through_now_and_then(chinese):
    now = [0.0]
    gc.collect()
    garbage = Garbage(chinese, clock=lambda: now[0])
    garbage.begin()
    generations = []
    gc.callbacks.append(lambda phase, info: generations.append(info["generation"]) if phase == "start" else None)
    for now[0] in (1, 2, 31, 32):
        make_garbage()
        garbage.look()
    gc.callbacks.pop()
    assert generations == [0, 1, 2, 0]
    garbage.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_long_look_waits_until_nobody_is_at_work(chinese):
    now = [0.0]
    gc.collect()
    garbage = Garbage(chinese, clock=lambda: now[0])
    garbage.begin()
    generations = []
    gc.callbacks.append(lambda phase, info: generations.append(info["generation"]) if phase == "start" else None)
    for now[0], works in (
        (1, True),
        (2, True),
        (31, True),
        (32, True),
        (34, False),
        (64, True),
        (65, True),
        (700, True),
    ):
        if works:
            garbage.stir()
        make_garbage()
        garbage.look()
    gc.callbacks.pop()
    assert [generation == 2 for generation in generations] == [False, False, False, False, True, False, False, True]
    garbage.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
