"""Acts off the main thread: where they run, in what order, what is told of them, and how it ends."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from secretariat.errors import UserError
from ui.autosave import Autosave
from ui.operations import Operations, SaveState


@dataclass(frozen=True)
class Changed:
    meetings: frozenset[int]


@dataclass(frozen=True)
class Result:
    value: int
    changes: Changed


def here(*_, **__):
    return threading.current_thread().name


def refuse():
    raise UserError("不能这样做", "请换一种做法")


def fail():
    raise RuntimeError("broken")


def settled(operations):
    return not operations.busy and not operations.writing


def test_writes_and_reads_have_a_thread_each_and_results_come_to_the_main_one(operations, qtbot):
    seen = {}
    operations.write(here).then(lambda name: seen.update(write=name, told=threading.current_thread()))
    operations.read(here).then(lambda name: seen.update(read=name))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert (seen["write"], seen["read"]) == ("writer", "reader")
    assert seen["told"] is threading.main_thread()


def test_writes_happen_in_the_order_in_which_they_were_given(operations, qtbot):
    done = []
    for number in range(50):
        operations.write(done.append, number)
    qtbot.waitUntil(lambda: settled(operations))
    assert done == list(range(50))


def test_a_read_does_not_wait_for_a_write(operations, qtbot):
    gate, read = threading.Event(), []
    operations.write(gate.wait, 5)
    operations.read(here).then(read.append)
    qtbot.waitUntil(lambda: bool(read))
    assert operations.busy == 1
    gate.set()


def test_what_the_user_can_mend_comes_to_who_asked(operations, qtbot):
    told, ended = [], []
    operations.refused.connect(lambda error: pytest.fail(str(error)))
    operations.write(refuse).then(lambda _: pytest.fail("no result")).failed(told.append).finally_(
        lambda: ended.append(True)
    )
    qtbot.waitUntil(lambda: bool(ended))
    assert [error.message for error in told] == ["不能这样做"]


def test_what_nobody_asked_for_goes_to_the_window(operations, qtbot):
    with qtbot.waitSignal(operations.refused) as told:
        operations.write(refuse)
    assert told.args[0].remedy == "请换一种做法"


def test_a_fault_is_no_refusal(operations, qtbot):
    ended = []
    with qtbot.waitSignal(operations.fault) as told:
        operations.read(fail).failed(lambda _: pytest.fail("no refusal")).finally_(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(told.args[0], RuntimeError)


def test_changes_come_before_the_result(operations, qtbot):
    seen = []
    operations.changed.connect(seen.append)
    one, two = Changed(frozenset({1})), Changed(frozenset({2}))

    def act():
        operations.publish(one)
        return Result(7, two)

    operations.write(act).then(lambda result: seen.append(result.value))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [one, two, 7]


def test_an_act_that_has_not_begun_can_be_dropped(operations, qtbot):
    gate, done = threading.Event(), []
    operations.write(gate.wait, 5)
    dropped = operations.write(done.append, 1).then(lambda _: pytest.fail("no result"))
    dropped.cancel()
    gate.set()
    qtbot.waitUntil(lambda: settled(operations))
    assert done == []


def test_a_long_act_tells_how_far_it_is_and_stops_when_asked(chinese, qtbot):
    operations = Operations(chinese, patience=20)
    seen, steps, go_on = [], [], threading.Event()
    operations.progress.connect(seen.append)

    def slow(report):
        for number in range(1000):
            steps.append(number)
            report("正在导入", number, 1000)
            go_on.wait(0.01)

    act = operations.write(slow).long("正在导入会议", reports=True)
    qtbot.waitUntil(lambda: any(progress.total == 1000 for progress in seen))
    act.cancel()
    qtbot.waitUntil(lambda: settled(operations))
    assert seen[0].what == "正在导入会议"
    assert seen[0].can_cancel
    assert seen[-1].over
    assert len(steps) < 1000
    assert operations.shutdown()


def test_a_short_act_shows_no_progress(operations, qtbot):
    operations.progress.connect(lambda _: pytest.fail("shown"))
    operations.write(here).long("很快")
    qtbot.waitUntil(lambda: settled(operations))


def test_of_what_is_asked_with_every_letter_only_the_last_answer_comes(operations, qtbot):
    gate, answers = threading.Event(), []
    operations.read(gate.wait, 5)
    for text in ("会", "会议", "会议纪"):
        operations.read_latest("search", str, text).then(answers.append)
    gate.set()
    qtbot.waitUntil(lambda: settled(operations))
    assert answers == ["会议纪"]


def test_what_is_done_aside_holds_up_no_read_and_is_asked_once(operations, qtbot):
    begun, gate, seen = threading.Event(), threading.Event(), []

    def judge():
        begun.set()
        gate.wait(5)

    operations.aside("judge", judge).then(lambda _: pytest.fail("asked anew"))
    qtbot.waitUntil(begun.is_set)
    operations.aside("judge", here).then(seen.append)
    operations.read(here).then(seen.append)
    qtbot.waitUntil(lambda: seen == ["reader"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["reader", "aside"])


def test_what_is_done_aside_begins_when_nobody_waits_for_anything(operations, qtbot):
    gate, seen = threading.Event(), []
    operations.read(gate.wait, 5).then(lambda _: seen.append("read"))
    operations.aside("first", here).then(seen.append)
    operations.aside("second", here).then(seen.append)
    operations.write(here).then(seen.append)
    qtbot.waitUntil(lambda: seen == ["writer"])
    gate.set()
    qtbot.waitUntil(lambda: not operations.busy)
    assert seen == ["writer", "read", "aside", "aside"]


def test_what_is_done_aside_can_be_held_until_the_first_page_stands(operations, qtbot):
    seen = []
    operations.hold()
    operations.aside("first", here).then(seen.append)
    operations.aside("second", here).then(seen.append)
    operations.read(here).then(seen.append)
    qtbot.waitUntil(lambda: seen == ["reader"])
    operations.go_on()
    operations.go_on()
    qtbot.waitUntil(lambda: seen == ["reader", "aside", "aside"])


def test_a_widget_that_is_gone_is_told_nothing(operations, qtbot):
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415 (only here)
    from shiboken6 import delete  # noqa: PLC0415 (only here)

    gate, gone = threading.Event(), QLabel()
    operations.write(gate.wait, 5)
    operations.read(str, "文字").then(gone.setText)
    delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: settled(operations))


def test_the_state_says_saving_then_when_it_was_saved(operations, qtbot):
    texts = []
    operations.state_changed.connect(lambda state: texts.append(state.text))
    operations.write(here)
    qtbot.waitUntil(lambda: settled(operations))
    assert texts[0] == "保存中…"
    assert texts[-1] == "已保存 09:41:05"


def test_reading_says_nothing_about_saving(operations, qtbot):
    operations.read(here)
    qtbot.waitUntil(lambda: settled(operations))
    assert operations.state == SaveState()


# --- saving as one goes


def test_edits_of_a_field_are_saved_together_after_a_pause(operations, qtbot):
    saved = []
    autosave = Autosave(operations, lambda fields: operations.write(saved.append, fields), delay=30)
    for text in ("会", "会议", "会议室"):
        autosave.note("place", text)
    autosave.note("number", 5)
    assert operations.state.busy
    qtbot.waitUntil(lambda: settled(operations))
    assert saved == [{"place": "会议室", "number": 5}]
    assert operations.state.text == "已保存 09:41:05"


def test_leaving_saves_at_once(operations, qtbot):
    saved = []
    autosave = Autosave(operations, lambda fields: operations.write(saved.append, fields), delay=60_000)
    autosave.note("place", "会议室")
    operations.flush()
    qtbot.waitUntil(lambda: settled(operations))
    assert saved == [{"place": "会议室"}]


def test_one_save_waits_for_the_other(operations, qtbot):
    gate, saved = threading.Event(), []

    def write(fields):
        gate.wait(5)
        saved.append(fields)

    autosave = Autosave(operations, lambda fields: operations.write(write, fields), delay=60_000)
    autosave.note("place", "一")
    autosave.flush()
    autosave.note("place", "二")
    autosave.flush()
    assert autosave.unsaved == {"place": "二"}
    assert operations.busy == 1
    gate.set()
    qtbot.waitUntil(lambda: settled(operations))
    assert saved == [{"place": "一"}, {"place": "二"}]


def test_what_is_refused_is_kept_said_and_tried_again(operations, qtbot):
    saved, allowed, told = [], [], []
    operations.refused.connect(told.append)

    def write(fields):
        if not allowed:
            refuse()
        saved.append(fields)

    autosave = Autosave(operations, lambda fields: operations.write(write, fields), delay=1)
    autosave.note("place", "会议室")
    qtbot.waitUntil(lambda: settled(operations))
    assert operations.state.text == "尚未保存：不能这样做"
    assert len(told) == 1
    assert autosave.unsaved == {"place": "会议室"}
    allowed.append(True)
    operations.retry()
    qtbot.waitUntil(lambda: settled(operations))
    assert saved == [{"place": "会议室"}]
    assert operations.state.text == "已保存 09:41:05"


def test_closing_saves_everything_and_waits_for_it(chinese):
    operations, saved = Operations(chinese), []
    autosave = Autosave(operations, lambda fields: operations.write(saved.append, fields), delay=60_000)
    autosave.note("place", "会议室")
    operations.write(saved.append, "first")
    assert operations.shutdown(wait_ms=3000)
    assert saved == ["first", {"place": "会议室"}]
    with pytest.raises(RuntimeError):
        operations.write(here)
    assert not any(thread.name in {"writer", "reader"} and thread.is_alive() for thread in threading.enumerate())


def test_closing_does_not_wait_for_ever(chinese):
    operations, gate = Operations(chinese), threading.Event()
    operations.write(gate.wait, 5)
    assert not operations.shutdown(wait_ms=50)
    gate.set()
    assert operations.shutdown(wait_ms=3000)
