"""通知 by keyboard: one key an answer, the next one at hand, entries corrected, replies from Excel."""

from __future__ import annotations

import dataclasses
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from secretariat.domain.notices import NoticeState, work_list
from secretariat.domain.states import NoticeAnswer, Presence
from secretariat.services import notices
from secretariat.services.dossiers import export_dossier
from secretariat.services.reply_sheet import write_reply_sheet
from tests.conftest import ROOT
from tests.ui.meeting_desk import SECRETARY, Office, ready_folder, sample
from ui.notices.entry_form import EntryForm
from ui.notices.meeting_tab import NoticesTab
from ui.notices.tries import TriesView

KEY = Qt.Key


def planned():
    """The sample before it is held, with a number for the first on the list."""
    dossier = sample(ROOT)
    lines = tuple(
        dataclasses.replace(line, status=Presence.ABSENT, arrived=None, left=None, out_for=(), recusals=(), visits=())
        for line in dossier.attendance
    )
    first = dossier.attendance[0].person
    people = tuple(
        dataclasses.replace(person, phone="13800001111、5180001") if person.id == first else person
        for person in dossier.people
    )
    meeting = dataclasses.replace(dossier.meeting, status="planned", date=date(2026, 4, 8), place="第一会议室")
    return dataclasses.replace(dossier, meeting=meeting, attendance=lines, people=people, leave=())


class Phone:
    """The tab of one meeting, and what a secretary presses."""

    def __init__(self, office, window, qtbot, key):
        self.office, self.qtbot, self.key = office, qtbot, key
        self.page = office.show(window, NoticesTab, key)
        self.window, self.operations = window, window.shell.operations
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: self.tab.card.person is not None)
        self.idle()
        self.tab.table.setFocus()

    @property
    def tab(self):
        return self.page.tab

    def idle(self):
        self.qtbot.waitUntil(lambda: not self.operations.busy and not self.operations.writing, timeout=5000)
        return self

    def press(self, *keys):
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget(), key)
            self.idle()
        return self

    def type(self, text):
        """Put a text in as an input method does."""
        self.window.focusWidget().insert(text)
        return self

    @property
    def dossier(self):
        return export_dossier(self.office.database, self.key)

    @property
    def work(self):
        return work_list(self.dossier)

    @property
    def form(self):
        assert isinstance(self.tab.over.top, EntryForm)
        return self.tab.over.top


@pytest.fixture
def phone(window, qtbot, tmp_path, tmp_path_factory):
    office = Office(ready_folder(tmp_path, tmp_path_factory))
    made = Phone(office, window, qtbot, office.add(planned()))
    yield made
    made.operations.shutdown(wait_ms=3000)
    office.close()


def test_one_key_an_answer_and_the_next_is_at_hand(phone):
    """1 参加, 4 未接通, 5 稍后答复; who is called stands at the top with his number and what to say."""
    card = phone.tab.card
    assert card.person == phone.work[0].person.id
    assert (card.number.text(), card._more.text()) == ("138 0000 1111", "5180001（本人）")
    assert "在第一会议室召开" in card.say.text()
    phone.press(KEY.Key_1, KEY.Key_4, KEY.Key_5)
    assert [one.state for one in phone.work[:4]] == [
        NoticeState.ATTENDS,
        NoticeState.NOT_REACHED,
        NoticeState.WAITING,
        NoticeState.UNTOLD,
    ]
    (entry,) = phone.work[0].tries
    assert (entry.caller, entry.on) == (SECRETARY.name, date(2026, 4, 7))
    assert card.person == phone.work[3].person.id
    assert phone.window.focusWidget() is phone.tab.table
    assert card._progress.text() == f"应通知 {len(phone.work)}　已通知 2"
    phone.press(KEY.Key_N)
    assert card.person == phone.work[4].person.id


def test_nobody_waits_for_an_answer_to_be_written(phone, request):
    request.getfixturevalue("main_thread_watchdog")  # only now: the window is there
    last = phone.tab.work[4].person.id
    for key in (KEY.Key_1, KEY.Key_1, KEY.Key_4, KEY.Key_1):
        phone.qtbot.keyClick(phone.tab.table, key)
    assert phone.tab.card.person == last
    phone.idle()
    assert [one.state for one in phone.tab.work[:4]].count(NoticeState.ATTENDS) == 3


def test_leave_asks_for_the_reason_and_a_substitute_for_his_name(phone):
    first, second = phone.work[:2]
    phone.press(KEY.Key_2)
    assert phone.window.focusWidget() is phone.form.reason
    phone.type("赴省开会").press(KEY.Key_Return)
    assert [(leave.person, leave.reason) for leave in phone.dossier.leave] == [(first.person.id, "赴省开会")]
    phone.press(KEY.Key_3)
    phone.type(first.person.name).press(KEY.Key_Return)
    assert "不能代会" in phone.form._substitute.problem
    phone.window.focusWidget().clear()
    phone.type("赵敏 副局长").press(KEY.Key_Return)
    dossier = phone.dossier
    line = next(line for line in dossier.attendance if line.person == second.person.id)
    assert line.substitute == dossier.people[-1].id
    assert (dossier.people[-1].name, dossier.people[-1].title) == ("赵敏", "副局长")
    assert phone.window.focusWidget() is phone.tab.table


def test_who_took_the_call_is_typed_before_the_answer(phone):
    phone.press(KEY.Key_F2).type("周秘书").press(KEY.Key_Return)
    phone.type("1号回电").press(KEY.Key_Return, KEY.Key_1)
    (entry,) = phone.work[0].tries
    assert (entry.taken_by, entry.note, entry.answer) == ("周秘书", "1号回电", NoticeAnswer.ATTENDS)


def test_a_number_is_typed_in(phone):
    phone.press(KEY.Key_N, KEY.Key_F4).type("5182222").press(KEY.Key_Return)
    phone.qtbot.waitUntil(lambda: phone.tab.card.number.text() == "5182222")
    assert phone.work[1].person.phone == "5182222"
    assert phone.window.focusWidget() is phone.tab.table


def test_what_is_no_number_is_said_at_its_line_which_stays_open(phone):
    phone.press(KEY.Key_F4).type("不知道").press(KEY.Key_Return)
    line = phone.window.focusWidget()
    assert (line.objectName(), line.text()) == ("call-number-line", "不知道")
    assert "没有数字" in phone.tab.card._field.problem
    phone.press(KEY.Key_Escape)
    assert phone.window.focusWidget() is phone.tab.table
    assert phone.work[0].person.phone == "13800001111、5180001"


def test_the_keyboard_is_never_lost_where_nobody_is_found(phone):
    phone.tab.filter.setFocus()
    phone.type("没有这个人")
    assert phone.tab._none.isVisible()
    phone.press(KEY.Key_F4, KEY.Key_Escape)
    assert phone.window.focusWidget() is phone.tab.filter


def test_entries_are_corrected_added_and_deleted(phone):
    phone.press(KEY.Key_1, KEY.Key_Up, KEY.Key_Return)
    assert isinstance(phone.tab.over.top, TriesView)
    phone.press(KEY.Key_Return)
    phone.form.taken_by.setFocus()
    phone.type("办公室小王").press(KEY.Key_Return)
    assert phone.work[0].tries[0].taken_by == "办公室小王"
    assert isinstance(phone.tab.over.top, TriesView)
    phone.press(KEY.Key_Delete)
    assert phone.work[0].tries == ()
    phone.press(KEY.Key_Escape)
    assert phone.window.focusWidget() is phone.tab.table


def test_the_list_is_narrowed_by_state_and_by_typing(phone):
    phone.press(KEY.Key_4)
    tab = phone.tab
    tab.states.chosen.emit(NoticeState.NOT_REACHED.value)
    assert [row.id for row in tab.model.rows] == [phone.work[0].person.id]
    phone.press(KEY.Key_1)
    assert phone.work[0].state is NoticeState.ATTENDS
    assert len(tab.model.rows) == len(phone.work), "nobody is left there: the whole list is shown again"
    name = phone.work[3].person.name
    tab.filter.setFocus()
    phone.type(name).press(KEY.Key_Return)
    assert tab.card.person == phone.work[3].person.id
    assert phone.window.focusWidget() is tab.table


def test_replies_are_shown_before_they_are_written(phone, tmp_path):
    path = write_reply_sheet(phone.office.database, phone.key, tmp_path / "回执.xlsx", heading="常务会议")
    book = openpyxl.load_workbook(path)
    book.active["E4"], book.active["E5"] = "参加", "看情况"
    book.save(path)
    phone.tab.replies.read(path)
    phone.idle()
    primary, _ = phone.tab.acts()
    assert (primary.enabled, primary.why) == (False, "有 1 行有误，改正后才能导入")
    assert phone.tab.replies.view.model.rows[0].problems[0].cell == "E5"
    book.active["E5"] = None
    book.save(path)
    phone.tab.replies.read(path)
    phone.idle()
    primary, _ = phone.tab.acts()
    assert primary.text == "写入 1 条答复"
    primary.run()
    phone.idle()
    assert [one.state for one in phone.work[:2]] == [NoticeState.ATTENDS, NoticeState.UNTOLD]
    assert phone.tab.replies.view is None


def test_two_seats_call_at_once(phone):
    """What another seat has recorded meanwhile stands, and the list shows it."""
    other = phone.work[1].person.id
    told = phone.tab._recorder.call(other, NoticeAnswer.ATTENDS)
    notices.record_notice(phone.office.database, SECRETARY, phone.key, told)
    phone.press(KEY.Key_1)
    assert [one.state for one in phone.work[:2]] == [NoticeState.ATTENDS] * 2
    phone.qtbot.waitUntil(lambda: phone.tab.model.rows[1].state is NoticeState.ATTENDS)
