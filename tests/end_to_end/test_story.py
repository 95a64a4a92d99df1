"""The whole job in the window, twice: once from an imported file, once typed from nothing."""

from __future__ import annotations

import dataclasses

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secretariat.domain.states import MeetingStatus, MinutesStage, Presence
from secretariat.services.exchange import equal
from tests.ui.album import album
from tests.ui.conftest import chinese, main_thread_watchdog, qapp_args
from tests.ui.office_window import TODAY, planned, program, sample, write
from ui.meetings.meeting_page import TABS

__all__ = ["album", "chinese", "main_thread_watchdog", "planned", "program", "qapp_args", "sample"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support .*", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
EDITED = "会议强调，各有关部门要加强协作，确保各项任务按期完成。"


def primary(program, text):
    """Do what the foot of the page says comes next, by Ctrl+Enter, no sooner than a hand can."""
    tabs = getattr(program.page, "_tabs", None)
    program.qtbot.waitUntil(lambda: tabs is None or (len(tabs) == len(TABS) and not program.page._behind))
    program.qtbot.waitUntil(lambda: program.page.foot.primary is not None and program.page.foot.primary.isVisible())
    assert program.page.foot.primary is not None, text
    assert program.page.foot.primary.text() == text
    program.key(Qt.Key.Key_Return, at=program.qt.focusWidget() or program.window, mod=CONTROL)
    return program.idle()


def turn_to(program, tab):
    """Turn to a tab, no sooner than a hand can."""
    page = program.page
    program.qtbot.waitUntil(lambda: tab in page._tabs and tab not in page._behind)
    program.qt.processEvents()
    page.show_tab(tab)
    return program.idle()


def decide(program, count):
    """Record a decision on every topic."""
    turn_to(program, "topics")
    tab = program.page.current
    for no in range(1, count + 1):
        tab.table.go_to(no)
        program.pick("decision-outcome", "原则通过")
        program.enter("decision-text", "")
        program.key(Qt.Key.Key_1, mod=CONTROL)
        program.key(Qt.Key.Key_2, mod=CONTROL)
        program.idle()


def sign_in(program):
    """One member by a key, the rest at once."""
    turn_to(program, "attendance")
    tab = program.page.current
    tab.first_focus().setFocus()
    program.key(Qt.Key.Key_Space, at=tab.roster).idle()
    program.click("sign-in-rest")
    members = [row for row in program.page.desk.view.dossier.attendance if row.as_ == "member"]
    assert members
    assert all(row.status is Presence.PRESENT for row in members)


def dialog(program, act):
    """Do what the dialog that stands over the window asks about."""
    program.qtbot.waitUntil(lambda: program.window.findChild(QWidget, act) is not None)
    return program.click(act)


def minutes(program, signer, album):
    """Draft, edit, review, sign off, number, issue."""
    primary(program, "起草纪要")
    program.qtbot.waitUntil(lambda: program.window.findChild(QWidget, "minutes-text-1") is not None)
    text = program.find("minutes-text-1")
    text.setFocus()
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText("\n" + EDITED)
    album("minutes-edited")
    primary(program, "登记审核")
    program.enter("minutes-review-who", "田广源", key=Qt.Key.Key_Return)
    program.click("minutes-review-record")
    primary(program, "登记签发…")
    program.enter("sign-off-who", signer, key=Qt.Key.Key_Return)
    album("sign-off")
    dialog(program, "sign-off-act")
    primary(program, "编号…")
    dialog(program, "minutes-number-act")
    primary(program, "印发…")
    dialog(program, "minutes-issue-act")
    album("issued")


def paper(program):
    """The text of the paper that the window shows."""
    turn_to(program, "minutes")
    tab = program.page.current
    tab.turn_to("paper")
    program.qtbot.waitUntil(lambda: bool(tab.papers.preview.paper), timeout=20000)
    program.idle()
    document = pypdfium2.PdfDocument(tab.papers.preview.paper)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r", "").replace("\n", "")


def everything_is_there(program, key, before, dog):
    """Close the program, open it again: all is as it was, and locked."""
    with dog.pause():  # no window, nobody waits
        program.close()
        program.open()
        after = program.dossier(key)
    assert equal(after, before)
    page = program.go("meetings/one", key)
    assert page.desk.view.locked
    assert program.find("meeting-place").isReadOnly()
    assert EDITED in paper(program)
    shown = program.go("meetings")
    assert [line.minutes for line in shown.model.rows] == [f"第{before.minutes.number}号　已印发"]


def outcome(program, key):
    dossier = program.dossier(key)
    assert dossier.minutes.stage is MinutesStage.ISSUED
    assert dossier.minutes.number is not None
    assert dossier.minutes.issued_on == TODAY
    assert dossier.meeting.status is MeetingStatus.ISSUED
    assert any(EDITED in section.paragraphs for section in dossier.minutes.body.sections)
    return dossier


def test_from_an_imported_file(program, planned, tmp_path, main_thread_watchdog, album):
    file = write(tmp_path / "会议.json", dataclasses.replace(planned, topics=planned.topics[:3], attendance=tuple(
        row for row in planned.attendance if not row.topics
    )))  # fmt: skip
    program.go("meetings").imports.take((file,))
    program.idle()
    program.key(Qt.Key.Key_Return, at=program.page.list.filter).idle()
    key = program.page.desk.meeting_id
    assert "实到0人" in program.page.panel.text
    album("imported")
    sign_in(program)
    assert "实到0人" not in program.page.panel.text
    album("signed-in")
    decide(program, 3)
    album("decided")
    turn_to(program, "attendance")
    primary(program, "签到完毕，起草纪要")
    minutes(program, "陆承安", album)
    before = outcome(program, key)
    said = paper(program)
    album("paper")
    assert EDITED in said
    assert "会议原则同意" in said
    assert "陆承安" in said
    everything_is_there(program, key, before, main_thread_watchdog)
    album("opened-again")


PEOPLE = (
    ("陆承安", "区委副书记、区长", "区长"),
    ("许明川", "区委常委、常务副区长", "常务副区长"),
    ("宋雅琴", "副区长", "副区长"),
    ("田广源", "区政府办公室主任", "区政府办公室主任"),
)


def test_typed_from_nothing(program, main_thread_watchdog, album):
    program.go("meetings/new")
    program.enter("new-government", "淄川区人民政府")
    program.enter("new-term", "18")
    program.enter("new-number", "5")
    program.enter("new-start", "0900")
    program.enter("new-place", "第一会议室")
    program.pick("new-kind", "常务会议")
    album("typed-in")
    primary(program, "建立会议")
    key = program.page.desk.meeting_id
    primary(program, "下一步：录入议题")
    for title in ("传达学习有关会议精神", "审议《住房保障办法（草案）》"):
        program.enter("topic-add", title, key=Qt.Key.Key_Return)
    program.idle()
    primary(program, "下一步：议程")
    turn_to(program, "attendance")
    program.click("empty-add-person")
    for name, title, post in PEOPLE:
        program.enter("add-name", name)
        program.enter("add-title", title)
        program.pick("add-post", post)
        program.key(Qt.Key.Key_Return, at=program.find("add-title")).idle()
    album("people-typed-in")
    turn_to(program, "overview")
    program.enter("meeting-chair", "陆承安", key=Qt.Key.Key_Return).idle()
    turn_to(program, "topics")
    program.page.current.table.go_to(2)
    program.enter("topic-sponsor", "住房城乡建设局", key=Qt.Key.Key_Return)
    program.key(Qt.Key.Key_Return, at=program.find("topic-sponsor")).idle()
    decide(program, 2)
    sign_in(program)
    primary(program, "签到完毕，起草纪要")
    minutes(program, "陆承安", album)
    before = outcome(program, key)
    said = paper(program)
    album("paper")
    assert EDITED in said
    assert "会议原则同意《住房保障办法（草案）》。由区住房城乡建设局根据会议讨论意见修改完善后" in said
    assert "第十八届区政府第5次常务会议" in said
    everything_is_there(program, key, before, main_thread_watchdog)
    album("opened-again")
