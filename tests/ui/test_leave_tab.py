"""The tab 请假: by keys a request is entered, approved by whom the rule names, refused, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import LeaveState, state
from secretariat.domain.states import Part, Presence
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import TODAY, Office, ready_folder, sample
from ui.leave.meeting_tab import LeaveTab
from ui.leave.report_acts import ReportDialog
from ui.widgets.date_field import DateField

KEY, NONE, CTRL = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path, tmp_path_factory):
    made = Office(ready_folder(tmp_path, tmp_path_factory))
    yield made
    made.close()


@pytest.fixture
def planned(root):
    """The sample before it is held: nobody has come."""
    given = sample(root)
    rows = tuple(replace(row, status=Presence.ABSENT, substitute=None, topics=()) for row in given.attendance)
    meeting = replace(given.meeting, status="planned", date=TODAY)
    return replace(given, meeting=meeting, attendance=rows, leave=(), topics=())


@pytest.fixture
def show(office, window, qtbot):
    """Shows the tab of a dossier in the window; gives the tab."""

    def made(dossier):
        meeting = office.add(dossier)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page = office.show(window, LeaveTab, meeting)
        qtbot.waitUntil(lambda: page.tab._view is not None and bool(page.tab.form._letters))
        page.tab.dossier = lambda: export_dossier(office.database, meeting)
        return page.tab

    return made


def settled(tab, qtbot):
    operations = tab.shell.operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.writing)


def keys(*typed, mod=NONE):
    for one in typed:
        QTest.keyClick(QApplication.focusWidget(), one, mod)


def do(tab, qtbot, name):
    """Press the foot's button of that name; the primary one by Ctrl+Enter."""
    if QApplication.activeWindow() is None:  # Qt's offscreen screen forgets it when a popup goes
        tab.window().activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    QApplication.processEvents()  # what has come to the foot is shown only then
    primary, others = tab.acts()
    if primary is not None and primary.name == name:
        keys(KEY.Key_Return, mod=CTRL)
    else:
        next(act for act in others if act.name == name).run()
    settled(tab, qtbot)


def status(tab, person):
    return next(row.status for row in tab.dossier().attendance if row.person == person)


def people(dossier):
    """The head, who is in the chair, and a deputy."""
    chair = dossier.meeting.chair
    return chair, next(row.person for row in dossier.attendance if row.as_ is Part.MEMBER and row.person != chair)


def test_by_keys_a_request_is_entered_and_approved_by_whom_the_rule_names(show, planned, qtbot):
    head, deputy = people(planned)
    names = {person.id: person.name for person in planned.people}
    tab = show(planned)
    form = tab.form
    form.who.setFocus()
    letters = form._letters[names[deputy]]
    QTest.keyClicks(form.who, letters)
    keys(KEY.Key_Return)
    assert form.person == deputy
    assert names[head] in form.approval.rule.text()
    assert form.approval.article.text()
    assert form.effect.words.text().startswith("批准后实到")
    form.reason.setFocus()
    form.reason.insert("赴省培训")
    form.reason.textEdited.emit(form.reason.text())
    do(tab, qtbot, "leave-register")
    (leave,) = tab.dossier().leave
    assert (leave.person, leave.asked_on, leave.reason, state(leave)) == (deputy, TODAY, "赴省培训", LeaveState.ASKED)
    assert (form.badge.text, form.approval.approver.value) == ("待批准", head)
    do(tab, qtbot, "leave-approve")
    (leave,) = tab.dossier().leave
    assert (leave.approved_by, leave.approved_on) == (head, TODAY)
    assert status(tab, deputy) is Presence.LEAVE
    assert form.badge.text == "已批准"
    assert "请假 1" in tab.summary.words.text()


def test_refused_and_taken_back_it_no_longer_counts(show, planned, qtbot):
    head, deputy = people(planned)
    tab = show(replace(planned, leave=(Leave(person=deputy, asked_on=TODAY, approved_by=head, approved_on=TODAY),)))
    tab.table.setFocus()
    do(tab, qtbot, "leave-refuse")
    assert tab.form.badge.text == "未获批准"
    assert status(tab, deputy) is Presence.ABSENT
    do(tab, qtbot, "leave-withdraw")
    assert tab.form.badge.text == "已撤回"
    assert tab.acts() == (None, ())
    assert tab.form.reason.isReadOnly()


def test_what_is_corrected_is_saved_as_one_goes_and_another_approver_is_warned_of(show, planned, qtbot):
    head, deputy = people(planned)
    tab = show(replace(planned, leave=(Leave(person=deputy, asked_on=TODAY),)))
    form = tab.form
    tab.table.setFocus()
    keys(KEY.Key_Return)
    assert QApplication.focusWidget() is form.reason
    QTest.keyClicks(form.reason, "x")
    form.approval.approver.setFocus()
    form.flush()
    settled(tab, qtbot)
    assert tab.dossier().leave[0].reason == "x"
    other = next(row.person for row in planned.attendance if row.person not in {head, deputy})
    form.approval.approver.set_value(other)
    form.approval.approver.picked.emit(other)
    assert "按规定应由" in form.approval.approver_field.problem
    do(tab, qtbot, "leave-approve")
    assert tab.dossier().leave[0].approved_by == other
    assert "leave.wrong_approver" in {one.code for one in tab.desk.view.judgement.findings}
    assert tab.locate("leave.wrong_approver", deputy)
    assert QApplication.focusWidget() is form.approval.approver


def test_a_finding_leads_to_a_new_request_of_that_person(show, planned):
    _, deputy = people(planned)
    tab = show(planned)
    assert tab.locate("leave.not_requested", deputy)
    assert (tab.form.person, tab.form.is_new) == (deputy, True)
    assert QApplication.focusWidget() is tab.form.reason
    assert not tab.locate("leave.substitute", deputy)
    assert not tab.locate("quorum.not_met", None)


def test_without_anybody_chosen_nothing_is_entered(show, planned, qtbot):
    tab = show(planned)
    tab.form.who.setFocus()
    do(tab, qtbot, "leave-register")
    assert tab.form.who_field.problem == "请选择请假人"
    assert tab.dossier().leave == ()


def test_a_day_that_cannot_be_read_is_said_at_its_field_and_nothing_is_entered(show, planned, qtbot):
    _, deputy = people(planned)
    tab = show(planned)
    tab.begin(deputy)
    day = tab.form.findChild(DateField, "leave-asked_on")
    day.setFocus()
    day.selectAll()
    day.insert("赴省参加会议")
    do(tab, qtbot, "leave-register")
    assert day.problem
    assert QApplication.focusWidget() is day
    assert tab.dossier().leave == ()


def test_the_head_is_on_leave_as_soon_as_he_is_entered(show, planned, qtbot):
    head, _ = people(planned)
    tab = show(planned)
    tab.begin(head)
    assert "不须报批" in tab.form.approval.rule.text()
    do(tab, qtbot, "leave-register")
    qtbot.waitUntil(lambda: status(tab, head) is Presence.LEAVE)
    settled(tab, qtbot)
    assert tab.form.badge.text == "不须批准"


def test_the_written_report_is_attached_and_looked_at_in_the_window(show, planned, qtbot, tmp_path):
    _, deputy = people(planned)
    tab = show(replace(planned, leave=(Leave(person=deputy, asked_on=TODAY),)))
    tab.table.setFocus()
    photo = tmp_path / "请假报告.png"
    Image.new("L", (62, 87), 255).save(photo)
    tab.form.reports.take((photo,))
    line = tab.form.report
    qtbot.waitUntil(line.view.isVisible)
    assert line.said.text().startswith("请假报告.png（PNG 图片")
    assert tab.dossier().leave[0].written_report
    line.view.click()
    qtbot.waitUntil(lambda: bool(tab.window().findChildren(ReportDialog)))
    shown = tab.window().findChildren(ReportDialog)[0]
    qtbot.waitUntil(lambda: shown.preview.pages.drawn == 1)
    assert shown.preview.paper == photo.read_bytes()
    shown.reject()
    line.remove.click()
    qtbot.waitUntil(line.attach.isVisible)
    assert tab.dossier().attachments == ()
