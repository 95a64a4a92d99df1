"""The minutes' life in the database: who may do what when, numbers that are never given twice, versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import MeetingStatus, MinutesStage
from secretariat.errors import RefusedError
from secretariat.services import audit, decisions, drafts, meetings, minutes
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.database_faults import NotPermittedError
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.minutes_list import list_minutes
from secretariat.services.reference import Reference
from secretariat.services.undo import undo
from secretariat.strict_input import UnusableInputError

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
ACTOR = Actor(name="尹秋实", role=Role.REVIEWER, seat="一号机")
DAY = dt.date(2022, 5, 5)
BODY = MinutesBody(opening="会议开始。", sections=(MinutesSection(topic=1, heading="议题", paragraphs=("同意。",)),))


@pytest.fixture
def reference():
    return Reference()


@pytest.fixture
def meeting(database):
    """A meeting that was held and has no minutes yet."""
    dossier = read_dossier(EXAMPLE)
    held = replace(dossier, minutes=None, meeting=replace(dossier.meeting, status=MeetingStatus.HELD))
    return import_dossier(database, ACTOR, held)


def of(database, meeting):
    return export_dossier(database, meeting).minutes


def signed(database, reference, meeting, by="p01"):
    minutes.draft(database, ACTOR, reference, meeting)
    minutes.sign_off(database, ACTOR, meeting, by, DAY)


def issued(database, reference, meeting, number=None):
    signed(database, reference, meeting)
    minutes.assign_number(database, ACTOR, meeting, number, year=2022)
    minutes.issue(database, ACTOR, reference, meeting, DAY)


def test_from_draft_to_issued(database, reference, meeting):
    minutes.draft(database, ACTOR, reference, meeting)
    assert of(database, meeting).stage is MinutesStage.DRAFT
    assert "主持召开" in of(database, meeting).body.opening
    minutes.save_body(database, ACTOR, meeting, BODY)
    assert (of(database, meeting).stage, of(database, meeting).body) == (MinutesStage.EDITED, BODY)
    minutes.record_review(database, ACTOR, meeting, "p05", DAY)
    assert of(database, meeting).stage is MinutesStage.REVIEWED
    minutes.sign_off(database, ACTOR, meeting, "p01", DAY)
    assert of(database, meeting).stage is MinutesStage.SIGNED
    minutes.assign_number(database, ACTOR, meeting, year=2022)
    assert (of(database, meeting).stage, of(database, meeting).number) == (MinutesStage.NUMBERED, 1)
    minutes.issue(database, ACTOR, reference, meeting, DAY)
    assert (of(database, meeting).stage, of(database, meeting).issued_on) == (MinutesStage.ISSUED, DAY)
    assert export_dossier(database, meeting).meeting.status is MeetingStatus.ISSUED
    view = meetings.open_meeting(database, reference, meeting, today=DAY)
    assert view.locked
    assert [finding.code for finding in view.judgement.findings] == []


def test_a_changed_text_is_no_longer_the_reviewed_one(database, reference, meeting):
    minutes.draft(database, ACTOR, reference, meeting)
    minutes.record_review(database, ACTOR, meeting, "p05", DAY)
    minutes.save_body(database, ACTOR, meeting, BODY)
    assert of(database, meeting).reviews == ()
    assert of(database, meeting).stage is MinutesStage.EDITED


def test_a_wrong_signer_is_recorded_and_found_and_keeps_the_minutes_from_being_issued(database, reference, meeting):
    signed(database, reference, meeting, by="p02")
    view = meetings.open_meeting(database, reference, meeting, today=DAY)
    assert [finding.code for finding in view.judgement.findings] == ["minutes.wrong_signer"]
    minutes.assign_number(database, ACTOR, meeting, year=2022)
    with pytest.raises(RefusedError, match="应由区长林知远签发"):
        minutes.issue(database, ACTOR, reference, meeting, DAY)
    assert of(database, meeting).stage is MinutesStage.NUMBERED
    minutes.withdraw_sign_off(database, ACTOR, meeting)
    minutes.sign_off(database, ACTOR, meeting, "p01", DAY)
    minutes.issue(database, ACTOR, reference, meeting, DAY)
    assert of(database, meeting).number == 1


def test_signed_text_does_not_change(database, reference, meeting):
    signed(database, reference, meeting)
    before = of(database, meeting)
    with pytest.raises(ImpossibleError, match="已经签发"):
        minutes.save_body(database, ACTOR, meeting, BODY)
    assert of(database, meeting) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda database, _, meeting: minutes.sign_off(database, ACTOR, meeting, "p01", DAY),
        lambda database, _, meeting: minutes.record_review(database, ACTOR, meeting, "p05", DAY),
        lambda database, _, meeting: minutes.assign_number(database, ACTOR, meeting, year=2022),
        lambda database, reference, meeting: minutes.issue(database, ACTOR, reference, meeting, DAY),
        lambda database, _, meeting: minutes.correct(database, ACTOR, meeting, "笔误"),
    ],
    ids=["sign", "review", "number", "issue", "correct"],
)
def test_no_step_comes_before_the_one_it_needs(database, reference, meeting, act):
    with pytest.raises(ImpossibleError):
        act(database, reference, meeting)
    assert of(database, meeting) is None


def test_locked_minutes_lock_the_meeting(database, reference, meeting):
    issued(database, reference, meeting)
    before = export_dossier(database, meeting)
    for act in (
        lambda: meetings.edit_meeting(database, ACTOR, meeting, place="别处"),
        lambda: decisions.record_decision(database, ACTOR, meeting, 1, calendar=WorkCalendar({}), text="改了"),
        lambda: minutes.save_body(database, ACTOR, meeting, BODY),
        lambda: minutes.withdraw_sign_off(database, ACTOR, meeting),
        lambda: meetings.delete_meeting(database, ACTOR, meeting),
    ):
        with pytest.raises(RefusedError, match="锁定"):
            act()
    assert export_dossier(database, meeting) == before


def test_a_correction_keeps_the_issued_version_and_needs_its_own_sign_off(database, reference, meeting):
    issued(database, reference, meeting)
    first = of(database, meeting)
    with pytest.raises(ImpossibleError, match="原因"):
        minutes.correct(database, ACTOR, meeting, "  ")
    minutes.correct(database, ACTOR, meeting, "金额有误")
    corrected = of(database, meeting)
    assert corrected.signed_by is None
    assert corrected.number == first.number
    [version] = corrected.versions
    assert (version.no, version.body, version.reason, version.signed_by) == (1, first.body, "金额有误", "p01")
    minutes.save_body(database, ACTOR, meeting, BODY)
    with pytest.raises(ImpossibleError):
        minutes.issue(database, ACTOR, reference, meeting, DAY)
    minutes.sign_off(database, ACTOR, meeting, "p01", DAY)
    minutes.issue(database, ACTOR, reference, meeting, DAY)
    assert of(database, meeting).number == first.number


# -- a review taken back ----------------------------------------------------------------------------------------------


def acts(database):
    with database.reader() as session:
        return [entry.act.act for entry in audit.entries(session)]


def test_a_review_is_taken_back_for_a_reason_on_record(database, reference, meeting):
    minutes.draft(database, ACTOR, reference, meeting)
    minutes.record_review(database, ACTOR, meeting, "p05", DAY)
    with pytest.raises(RefusedError, match="没有填写原因"):
        minutes.withdraw_review(database, ACTOR, meeting, "p05", "  ")
    minutes.withdraw_review(database, ACTOR, meeting, "p05", "审核后\n又退回修改")
    assert of(database, meeting).reviews == ()
    assert acts(database)[0] == "撤回纪要审核（原因：审核后 又退回修改）"


# -- the scan of the signed sheet -------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    return AttachmentFiles(tmp_path / "attachments")


@pytest.fixture
def sheet(tmp_path):
    """Makes a scan of a signed sheet."""

    def made(name="签发单.pdf", words=b"%PDF-1.7 one"):
        path = tmp_path / name
        path.write_bytes(words)
        return path

    return made


def shown(database, meeting):
    """The names of the scan and of all attachments."""
    dossier = export_dossier(database, meeting)
    names = {one.id: one.name for one in dossier.attachments}
    return names.get(dossier.minutes.scan), sorted(names.values())


def test_a_scan_is_attached_replaced_and_removed_with_its_file_kept(database, reference, files, meeting, sheet):
    signed(database, reference, meeting)
    minutes.attach_scan(database, ACTOR, meeting, files, sheet())
    (first,) = export_dossier(database, meeting).attachments
    minutes.attach_scan(database, ACTOR, meeting, files, sheet("重扫.png", b"\x89PNG\r\n\x1a\n two"))
    assert shown(database, meeting) == ("重扫.png", ["重扫.png"])
    told = []
    database.subscribe(told.append)
    minutes.remove_scan(database, ACTOR, meeting)
    assert shown(database, meeting) == (None, [])
    undo(database, ACTOR, told[0].entry)
    assert shown(database, meeting) == ("重扫.png", ["重扫.png"])
    assert files.read(first) == b"%PDF-1.7 one"
    assert acts(database)[:3] == ["撤销：移除签发单扫描件", "移除签发单扫描件", "添加签发单扫描件：重扫.png"]


def test_issued_minutes_take_a_scan_that_came_late_which_is_told_with_the_reason_for_another(
    database, reference, files, meeting, sheet
):
    issued(database, reference, meeting)
    minutes.attach_scan(database, ACTOR, meeting, files, sheet())
    other = sheet("另一份.pdf", b"%PDF-1.7 other")
    with pytest.raises(ImpossibleError, match="须有原因"):
        minutes.attach_scan(database, ACTOR, meeting, files, other)
    minutes.attach_scan(database, ACTOR, meeting, files, other, because="第一份漏扫背面")
    assert acts(database)[0] == "添加签发单扫描件：另一份.pdf（原因：第一份漏扫背面）"
    minutes.correct(database, ACTOR, meeting, "金额有误")
    assert shown(database, meeting) == (None, ["另一份.pdf"])  # it belongs to the version that was issued
    (version,) = of(database, meeting).versions
    assert version.scan is not None


def test_what_is_no_scan_is_refused_and_not_stored(database, files, meeting, sheet):
    with pytest.raises(UnusableInputError, match="不是 PDF"):
        minutes.attach_scan(database, ACTOR, meeting, files, sheet("签发单.docx", b"PK\x03\x04"))
    assert not files.folder.exists()


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_tells_number_stage_and_who_signed_by_one_question(database, reference, meeting, another):
    issued(database, reference, meeting)
    later, earlier = list_minutes(database)
    assert (later.id, later.minutes_number, later.stage, later.signed_by, later.recorded) == (
        another,
        None,
        None,
        None,
        False,
    )
    assert (earlier.id, earlier.number, earlier.date) == (meeting, 5, dt.date(2022, 4, 29))
    assert (earlier.minutes_number, earlier.minutes_year, earlier.stage) == (1, 2022, MinutesStage.ISSUED)
    assert (earlier.signed_by, earlier.signed_on) == ("林知远", DAY)


def test_saving_forgets_what_was_typed_in_the_same_act(database, reference, meeting):
    minutes.draft(database, ACTOR, reference, meeting)
    drafts.keep_body(database, ACTOR, meeting, BODY, based_on=drafts.fingerprint(of(database, meeting).body))
    kept = drafts.kept_body(database, meeting)
    assert (kept.body, kept.based_on) == (BODY, drafts.fingerprint(of(database, meeting).body))
    minutes.save_body(database, ACTOR, meeting, BODY)
    assert drafts.kept_body(database, meeting) is None
    drafts.keep_body(database, ACTOR, meeting, BODY, based_on=1)
    minutes.draft(database, ACTOR, reference, meeting)
    assert drafts.kept_body(database, meeting) is None
    drafts.keep_body(database, ACTOR, meeting, BODY, based_on=1)
    drafts.forget_body(database, ACTOR, meeting)
    assert drafts.kept_body(database, meeting) is None


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def another(database, meeting):
    """Another meeting of the same kind."""
    dossier = export_dossier(database, meeting)
    later = replace(dossier, meeting=replace(dossier.meeting, number=6, date=dt.date(2022, 5, 20)))
    return import_dossier(database, ACTOR, later)


def test_numbers_follow_each_other_in_their_year(database, reference, meeting, another):
    issued(database, reference, meeting)
    signed(database, reference, another)
    assert minutes.proposed_number(database, export_dossier(database, another), 2022) == 2
    assert minutes.proposed_number(database, export_dossier(database, another), 2023) == 1
    minutes.assign_number(database, ACTOR, another, year=2022)
    assert of(database, another).number == 2


def test_a_number_is_never_given_twice_and_gaps_need_a_reason(database, reference, meeting, another):
    signed(database, reference, meeting)
    with pytest.raises(RefusedError, match="第1期至第4期将空号"):
        minutes.assign_number(database, ACTOR, meeting, 5, year=2022)
    minutes.assign_number(database, ACTOR, meeting, 5, year=2022, skipped_because="此前各期为纸质办理")
    signed(database, reference, another)
    for taken in (5, 3):
        with pytest.raises(RefusedError, match="已经用过"):
            minutes.assign_number(database, ACTOR, another, taken, year=2022)
    assert of(database, another).number is None
    minutes.assign_number(database, ACTOR, another, year=2022)
    assert of(database, another).number == 6


def test_the_number_of_imported_minutes_is_taken(database, meeting):
    dossier = read_dossier(EXAMPLE)
    imported = replace(dossier, meeting=replace(dossier.meeting, number=9), minutes=replace(dossier.minutes, number=7))
    import_dossier(database, ACTOR, imported)
    assert minutes.proposed_number(database, export_dossier(database, meeting), 2022) == 8


def test_a_deleted_meetings_number_stays_taken(database, reference, meeting, another):
    signed(database, reference, meeting)
    minutes.assign_number(database, ACTOR, meeting, year=2022)
    meetings.delete_meeting(database, ACTOR, meeting)
    assert minutes.proposed_number(database, export_dossier(database, another), 2022) == 2


@pytest.mark.parametrize("role", [Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
def test_the_three_officers_touch_no_minutes(database, reference, meeting, role):
    officer = Actor(name="管理员", role=role, seat="二号机")
    with pytest.raises(NotPermittedError):
        minutes.draft(database, officer, reference, meeting)
    with pytest.raises(NotPermittedError):
        minutes.sign_off(database, officer, meeting, "p01", DAY)
    assert of(database, meeting) is None
