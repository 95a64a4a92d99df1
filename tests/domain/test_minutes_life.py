"""The minutes' legal changes of state: what may be taken back when, and the scan that shows the sign-off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain import minutes_life as life
from secretariat.domain.editing import ImpossibleError, add_attachment, remove_attachment
from secretariat.domain.facts import Approval, Attachment, Dossier, Government, Meeting, Minutes, MinutesBody
from secretariat.domain.states import MinutesStage

DAY = dt.date(2022, 5, 5)
BODY = MinutesBody(opening="会议开始。")


def minutes(stage, *reviews, **values):
    reviewed = tuple(Approval(by=by, on=DAY) for by in reviews)
    return Minutes(body=BODY, stage=stage, reviews=reviewed, **values)


def dossier(minutes, *attachments):
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府"),
        meeting=Meeting(kind="executive", date=DAY),
        minutes=minutes,
        attachments=attachments,
    )


def scan(number, id_=""):
    return Attachment(id=id_, name=f"签发单{number}.pdf", sha256=f"{number:064}", size=number)


# -- a review taken back ----------------------------------------------------------------------------------------------


def test_the_last_review_taken_back_leaves_an_edited_text():
    one = life.unreviewed(minutes(MinutesStage.REVIEWED, "p05", "p06"), "p05")
    assert ([review.by for review in one.reviews], one.stage) == (["p06"], MinutesStage.REVIEWED)
    none = life.unreviewed(one, "p06")
    assert (none.reviews, none.stage, none.body) == ((), MinutesStage.EDITED, BODY)


def test_a_record_that_tells_no_stage_is_given_none():
    assert life.unreviewed(minutes(None, "p05"), "p05").stage is None


@pytest.mark.parametrize(
    "signed",
    [
        minutes(MinutesStage.SIGNED, "p05", signed_by="p01"),
        minutes(MinutesStage.NUMBERED, "p05", signed_by="p01"),
        minutes(MinutesStage.ISSUED, "p05", signed_by="p01"),
        minutes(None, "p05", signed_by="p01"),
    ],
    ids=lambda one: str(one.stage),
)
def test_what_was_signed_as_reviewed_stays_reviewed(signed):
    with pytest.raises(ImpossibleError, match="已经签发，不能撤回审核") as caught:
        life.unreviewed(signed, "p05")
    assert "撤回签发登记" in caught.value.remedy


def test_only_a_review_that_was_recorded_is_taken_back():
    with pytest.raises(ImpossibleError, match="没有登记过"):
        life.unreviewed(minutes(MinutesStage.REVIEWED, "p05"), "p06")


# -- the scan ---------------------------------------------------------------------------------------------------------


def test_without_minutes_there_is_nothing_to_scan():
    with pytest.raises(ImpossibleError, match="还没有纪要"):
        life.with_scan(dossier(None), scan(1), None)


@pytest.mark.parametrize("stage", [None, *MinutesStage])
def test_a_missing_scan_comes_whenever_it_comes(stage):
    shown = life.with_scan(dossier(minutes(stage)), scan(1), None)
    (only,) = shown.attachments
    assert (only.name, shown.minutes.scan, shown.minutes.stage) == ("签发单1.pdf", only.id, stage)


def test_another_scan_takes_the_place_of_the_first():
    first = life.with_scan(dossier(minutes(MinutesStage.SIGNED)), scan(1), None)
    second = life.with_scan(first, scan(2), None)
    assert [one.name for one in second.attachments] == ["签发单2.pdf"]
    assert second.minutes.scan == second.attachments[0].id != first.minutes.scan
    assert life.without_scan(second, None) == dossier(minutes(MinutesStage.SIGNED))


def test_the_same_scan_again_changes_nothing():
    first = life.with_scan(dossier(minutes(MinutesStage.ISSUED)), scan(1), None)
    assert life.with_scan(first, replace(scan(1), name="同一份.pdf"), None) == first


@pytest.mark.parametrize("because", [None, "", "  "])
def test_once_issued_a_scan_gives_way_only_for_a_reason(because):
    first = life.with_scan(dossier(minutes(MinutesStage.ISSUED)), scan(1), None)
    with pytest.raises(ImpossibleError, match="更换签发单扫描件须有原因"):
        life.with_scan(first, scan(2), because)
    with pytest.raises(ImpossibleError, match="移除签发单扫描件须有原因"):
        life.without_scan(first, because)
    assert [one.name for one in life.with_scan(first, scan(2), "漏扫背面").attachments] == ["签发单2.pdf"]
    assert life.without_scan(first, "误传").attachments == ()


def test_each_version_keeps_the_scan_of_its_own_sheet():
    first = life.with_scan(dossier(minutes(MinutesStage.ISSUED, signed_by="p01")), scan(1), None)
    corrected = life.edit_minutes(first, lambda one: life.corrected(one, "金额有误"))
    assert corrected.minutes.scan is None
    second = life.with_scan(corrected, scan(2), None)
    names = {one.id: one.name for one in second.attachments}
    assert (names[second.minutes.versions[0].scan], names[second.minutes.scan]) == ("签发单1.pdf", "签发单2.pdf")
    # The same sheet shown for both: whoever takes it from one leaves it to the other.
    both = life.edit_minutes(second, lambda one: replace(one, scan=one.versions[0].scan))
    assert life.without_scan(both, None).attachments == both.attachments
    with pytest.raises(ImpossibleError, match=r"附件“签发单1\.pdf”在纪要签发单中用到"):
        remove_attachment(second, second.minutes.versions[0].scan)


def test_a_sign_off_that_is_taken_back_takes_its_scan_along():
    signed = life.with_scan(dossier(minutes(MinutesStage.SIGNED, "p05", signed_by="p01")), scan(1), None)
    assert life.unsigned(signed) == dossier(minutes(MinutesStage.REVIEWED, "p05"))
    with pytest.raises(ImpossibleError, match="已经印发"):
        life.unsigned(dossier(minutes(MinutesStage.ISSUED)))


def test_an_id_is_never_given_to_two_attachments():
    both = add_attachment(add_attachment(dossier(None), scan(1, "a01")), scan(2, "a01"))
    assert [one.id for one in both.attachments] == ["a01", "a02"]
    with pytest.raises(ImpossibleError, match="没有这个附件"):
        remove_attachment(both, "a03")
