"""One topic's page by keys: countersigned, approved, reviewed; a finding comes when its defect is made, and goes."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from secretariat.domain.states import Opinion, ReviewKind, StepKind
from secretariat.services import proposals, topics
from secretariat.services.dossiers import export_dossier
from tests.ui.office_window import program
from tests.ui.topics_office import TITLE, TODAY, TopicsOffice

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
    from secretariat.services import topic_files  # noqa: PLC0415 (of this test alone)

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
