"""The watchdog itself: what it counts, what it does not, and that it says where."""

from __future__ import annotations

import os
import time

import pytest

from tests.ui.watchdog import Moment, Watchdog

OTHER = os.getpid() + 1


def come_back(qapp, dog):
    """To the event loop, until the watchdog's timer has beaten."""
    before = dog._number
    while dog._number == before:
        qapp.processEvents()


def compute(seconds):
    """Use the processor for that long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize(("hold_up", "name"), [(compute, "compute"), (time.sleep, "hold_up")])
def test_the_main_threads_own_work_and_its_waiting_are_told_with_the_place(qapp, hold_up, name):
    with Watchdog(longest=0.04) as dog:
        come_back(qapp, dog)
        hold_up(0.3)  # long enough for the thread that looks, on a machine with much to do
        come_back(qapp, dog)
    assert dog.worst >= 0.25
    assert name in dog.verdict()


def test_what_comes_back_in_time_is_not_told(qapp):
    with Watchdog(longest=10) as dog:
        compute(0.02)
        come_back(qapp, dog)
        with dog.pause():
            compute(0.02)
        come_back(qapp, dog)
    assert dog.verdict() == ""


@pytest.mark.parametrize(("later", "busy"), [
    (Moment(time=0.5, own=0.3, waited={}), 0.5),
    (Moment(time=0.5, own=0.3, waited={os.getpid(): 0.2}), 0.3),
    (Moment(time=0.5, own=0.1, waited={os.getpid(): 0.1, OTHER: 0.2}), 0.2),
    (Moment(time=0.5, own=0.3, waited={os.getpid(): 0.0, OTHER: 0.5}), 0.3),
    (Moment(time=0.5, own=0.4, waited={os.getpid(): 0.1}, stolen=(0.3, 0.1)), 0.1),
], ids=["no waiting known", "no processor for it", "nor for whom it waits", "its own work", "the host's"])  # fmt: skip
def test_what_it_is_short_of_a_processor_does_not_count(later, busy):
    begin = Moment(time=0.0, own=0.0, waited=dict.fromkeys(later.waited, 0.0), stolen=(0.0,) * len(later.stolen))
    assert later.busy_since(begin) == pytest.approx(busy)
