"""One topic's page by keys: countersigned, approved, reviewed; a finding comes when its defect is made, and goes."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from secretariat.domain.states import FileKind, Opinion, ReviewKind, StepKind
from secretariat.services import meetings, proposals, topic_files, topic_material, topics
from secretariat.services.dossiers import export_dossier
from tests.ui.office_window import program
from tests.ui.topics_office import TITLE, TODAY, TopicsOffice
from ui.widgets.paper_dialog import PaperDialog

__all__ = ["program"]

KEY = Qt.Key


@pytest.fixture
def office(program):
    return TopicsOffice(program.shell.services)


@pytest.fixture
def page(program, office):
    """The page of a candidate."""
    program.key_ = office.file()
    program.idle()
    return program.go("topics/one", program.key_)


def topic(program):
    return export_dossier(program.database, program.key_).topics[0]


def ids(program):
    dossier = export_dossier(program.database, program.key_)
    return {one.name: one.id for one in (*dossier.people, *dossier.departments)}


def codes(page):
    return {finding.code for finding in page.desk.sight.findings}


def test_a_department_is_asked_and_answers(program, page):
    assert "countersign.missing" in codes(page)
    card = page.cards["countersign"]
    card.begin()
    program.idle()
    dialog = next(one for one in program.qt.topLevelWidgets() if one.objectName() == "topic-ask" and one.isVisible())
    assert dialog.due.value == dt.date(2026, 4, 10), "three working days"
    program.key(KEY.Key_Return, at=dialog.go).idle()
    (row,) = topic(program).countersigns
    assert (row.asked_on, row.due_on) == (TODAY, dt.date(2026, 4, 10))
    assert "countersign.missing" not in codes(page)
    page.locate(f"countersign.{row.department}")
    program.pick(f"topic-countersign-{card.rows.lines[0].key}-opinion", "同意")
    program.shell.operations.flush()
    program.idle()
    (row,) = topic(program).countersigns
    assert (row.opinion, row.replied_on) == (Opinion.AGREE, TODAY)
    assert "countersign.unsigned" in codes(page)
    program.enter(f"topic-countersign-{card.rows.lines[0].key}-signed_by", "石磊", key=KEY.Key_Return)
    program.shell.operations.flush()
    program.idle()
    assert "countersign.unsigned" not in codes(page)
    assert card.rows.lines[0].badge == ("已会签", "good")


def test_a_step_by_the_wrong_person_is_shown_at_once_and_goes_when_mended(program, page):
    who = ids(program)
    app = program.shell.services
    wrong = who["龚燚"]
    topics.record_step(app.database, app.actor, program.key_, 1, StepKind.HEAD_DECISION, by=wrong, on=TODAY)
    program.idle()
    assert "topic.wrong_approver" in codes(page)
    line = next(one for one in page.cards["chain"].steps.lines if one.about.step is StepKind.HEAD_DECISION)
    assert line.badge[1] == "violation"
    page.locate("topic.wrong_approver")
    field = program.qt.focusWidget()
    assert field.accessibleName() == "办理人"
    program.enter(field.objectName(), "林知远", key=KEY.Key_Return)
    program.shell.operations.flush()
    program.idle()
    assert topic(program).steps[0].by == who["林知远"]
    assert "topic.wrong_approver" not in codes(page)


def test_the_next_step_is_recorded_with_one_key_and_taken_back(program, page):
    card = page.cards["chain"]
    program.key(KEY.Key_Return, at=card._today).idle()
    (step,) = topic(program).steps
    assert (step.step, step.by, step.on) == (StepKind.DEPUTY_REVIEW, ids(program)["方致和"], TODAY)
    page.undo()
    program.idle()
    assert topic(program).steps == ()


def test_a_review_is_entered_in_its_line(program, page):
    assert "review.legality" in codes(page)
    page.locate("review.legality")
    form = page.cards["review"].rows.form
    program.enter(f"{form.name}-by", "司法局", key=KEY.Key_Return)
    program.key(KEY.Key_Space, at=form.sheet.field("passed"))
    program.shell.operations.flush()
    program.idle()
    review = next(one for one in topic(program).reviews if one.review is ReviewKind.LEGALITY)
    assert (review.by, review.passed) == (ids(program)["司法局"], True)
    assert "review.legality" not in codes(page)


def test_what_may_be_a_slip_is_asked_once_and_kept(program, page):
    app, unit = program.shell.services, ids(program)["司法局"]
    topics.ask_countersigns(app.database, app.actor, program.key_, 1, (unit,), asked_on=TODAY)
    program.idle()
    row = topic(program).countersigns[0]
    early = dt.date(2026, 4, 1)
    topics.reply(app.database, app.actor, program.key_, 1, row, opinion=Opinion.AGREE, replied_on=early)
    program.idle()
    assert "早于送签日期" in page.notice.text
    assert topic(program).countersigns[0].replied_on == early


def test_a_candidate_on_a_meeting_is_shown_there_and_comes_back(program, office, page):
    app, meeting = program.shell.services, office.meeting()
    proposals.place(app.database, app.actor, [program.key_], meeting)
    program.idle()
    assert (page.desk.meeting_id, page.desk.sight.proposal) == (meeting, False)
    assert page.head.title == TITLE
    assert page.cards["decision"].there
    proposals.take_off(app.database, app.actor, meeting, 1)
    program.go("topics/one", program.key_)
    assert page.desk.sight.proposal
    assert [placed.meeting for placed in page.desk.sight.history] == [meeting]


def test_a_file_is_added_replaced_and_removed(program, page, tmp_path):
    card = page.cards["material"]
    for name, text in (("草案.pdf", b"%PDF-1.4 one"), ("草案（修改稿）.pdf", b"%PDF-1.4 two")):
        (tmp_path / name).write_bytes(text)
    card.take((tmp_path / "草案.pdf",))
    program.idle()
    (file,) = topic(program).files
    form_line = card.rows.lines[0]
    card.rows.turn(form_line.key)
    app = program.shell.services
    topic_files.replace_file(
        app.database, app.actor, program.key_, 1, app.attachments, tmp_path / "草案（修改稿）.pdf", file.attachment
    )
    program.idle()
    assert [(one.edition, one.kind) for one in topic(program).files] == [(1, file.kind), (2, file.kind)]
    assert [line.badge for line in card.rows.lines] == [None, ("旧版", "info")]
    latest = card.rows.row(card.rows.lines[0].key)
    latest.setFocus()
    program.key(KEY.Key_Delete, at=latest).idle()
    assert [one.attachment for one in topic(program).files] == [file.attachment]


def test_t_on_a_line_records_that_step_as_taken_today(program, page):
    """T on a line of 审批流程: by whoever holds the post; on a line that is recorded it does nothing."""
    steps = page.cards["chain"].steps
    line = next(one for one in steps.lines if one.about.step is StepKind.OFFICE_REVIEW)
    for _ in range(2):
        steps.row(line.key).setFocus()
        program.key(KEY.Key_T).idle()
        assert [(one.step, one.by, one.on) for one in topic(program).steps] == [
            (StepKind.OFFICE_REVIEW, ids(program)["魏书成"], TODAY)
        ]


def choose(program, file):
    """The file is chosen in the dialog that is open."""
    asked = program.page.findChildren(QFileDialog)[-1]
    asked.filesSelected.emit([str(file)])
    asked.reject()
    program.idle()


def test_a_file_that_is_not_here_is_said_to_be_so_and_found_again(program, page, tmp_path):
    app, key = program.shell.services, program.key_
    papers = [tmp_path / "草案.pdf", tmp_path / "会签单.pdf"]
    for paper in papers:
        paper.write_bytes(b"%PDF-1.4 " + paper.name.encode())
    topic_files.add_file(app.database, app.actor, key, 1, app.attachments, papers[0], kind=FileKind.DRAFT)
    topics.ask_countersigns(app.database, app.actor, key, 1, (ids(program)["司法局"],), asked_on=TODAY)
    row = topic(program).countersigns[0]
    topics.attach_countersign_form(app.database, app.actor, key, app.attachments, papers[1], 1, row)
    for file in export_dossier(program.database, key).attachments:
        app.attachments._place(file.sha256).unlink()
    page.desk.read()
    program.idle()
    material, signs = page.cards["material"].rows, page.cards["countersign"].rows
    material.turn(material.lines[0].key)
    signs.turn(signs.lines[0].key)
    searches = (material.form._search, signs.form.form.search)
    assert material.lines[0].badge == ("文件不在本机", "warning")
    assert all(search.isVisible() for search in searches)
    assert not material.form._looks[0].isVisible()
    for search, paper in zip(searches, papers, strict=True):
        program.key(KEY.Key_Return, at=search).idle()
        choose(program, paper)
    assert material.lines[0].badge is None
    assert not any(search.isVisible() for search in searches)
    assert material.form._looks[0].isVisible()


def test_copies_that_are_not_back_are_told_and_the_register_is_printed(program, office, page, chinese):
    app, meeting = program.shell.services, office.meeting()
    proposals.place(app.database, app.actor, [program.key_], meeting)
    who = {one.name: one.id for one in export_dossier(app.database, meeting).people}
    more = (app.database, app.actor, meeting, 1)
    topic_material.number_copies(*more, (who["林知远"], who["方致和"]))
    topic_material.give_out(*more, (1, 2), on=TODAY)
    topic_material.take_back(*more, (1,), on=TODAY)
    program.idle()
    card = page.cards["copies"]
    assert card._said.text() == "共 2 份，已分发 2 份，已收回 1 份，未收回 1 份（第2份）。"
    assert [line.badge[0] for line in card.rows.lines] == ["已收回", "未收回"]
    meetings.edit_meeting(app.database, app.actor, meeting, status="held")
    program.idle()
    assert (card._said.property("tone"), card.rows.lines[1].badge) == ("violation", ("未收回", "violation"))
    program.key(KEY.Key_Return, at=card._print).idle()
    dialog = next(one for one in chinese.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible())
    assert "材料分发回收登记表" in dialog.windowTitle()
    dialog.close()
