"""The minutes' way from text to issue: each step's record and stage, and what is said where it cannot be taken yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain import minutes_life as life
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import (
    Approval,
    Attachment,
    Dossier,
    Government,
    Meeting,
    Minutes,
    MinutesBody,
    MinutesVersion,
)
from secretariat.domain.states import MinutesStage

DRAFT, EDITED, REVIEWED = MinutesStage.DRAFT, MinutesStage.EDITED, MinutesStage.REVIEWED
SIGNED, NUMBERED, ISSUED = MinutesStage.SIGNED, MinutesStage.NUMBERED, MinutesStage.ISSUED
DAY = dt.date(2022, 5, 5)
LATER = dt.date(2022, 5, 9)
BODY, OTHER = MinutesBody(opening="会议开始。"), MinutesBody(opening="会议强调。")
APPROVAL = Approval(by="p01", on=DAY)
SCAN = Attachment(id="a01", name="签发单.pdf", sha256="01", size=1)


def minutes(stage=None, **values):
    return Minutes(**{"body": BODY, "stage": stage, **values})


def dossier(of, *attachments):
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府"),
        meeting=Meeting(kind="executive", date=DAY),
        minutes=of,
        attachments=attachments,
    )


# --- what is recorded


def test_minutes_begin_empty():
    assert life.edit_minutes(dossier(None), lambda given: replace(given, number=5)).minutes == Minutes(number=5)
    assert life.set_body(dossier(None), BODY, DRAFT).minutes == minutes(DRAFT)


@pytest.mark.parametrize("stage", [None, DRAFT, EDITED, REVIEWED])
def test_another_text_has_not_been_reviewed(stage):
    old = minutes(stage, reviews=(APPROVAL,), head_approval=APPROVAL, commission_approval=APPROVAL, number=5)
    assert life.set_body(dossier(old), OTHER, EDITED).minutes == Minutes(body=OTHER, stage=EDITED, number=5)
    assert life.set_body(dossier(old), BODY, EDITED).minutes == old


def test_a_review_replaces_the_persons_earlier_one():
    once = life.reviewed(minutes(EDITED), "p05", DAY)
    twice = life.reviewed(life.reviewed(once, "p06", DAY), "p05", LATER)
    assert twice == minutes(REVIEWED, reviews=(Approval(by="p06", on=DAY), Approval(by="p05", on=LATER)))


@pytest.mark.parametrize("stage", [SIGNED, NUMBERED, ISSUED])
def test_a_late_review_takes_no_signature_back(stage):
    assert life.reviewed(minutes(stage), "p05", DAY).stage is stage


def test_signed_numbered_and_issued():
    one = life.signed(minutes(REVIEWED), "p01", DAY)
    assert one == minutes(SIGNED, signed_by="p01", signed_on=DAY)
    two = life.numbered(one, 7, 2022)
    assert two == replace(one, number=7, year=2022, stage=NUMBERED)
    assert life.issued(two, LATER) == replace(two, issued_on=LATER, stage=ISSUED)
    # A number that was given stays when they are signed again.
    assert life.signed(two, "p02", LATER) == replace(two, signed_by="p02", signed_on=LATER)


def test_a_sign_off_taken_back():
    given = minutes(NUMBERED, signed_by="p01", signed_on=DAY, number=7, reviews=(APPROVAL,), scan="a01")
    changed = life.unsigned(dossier(given, SCAN))
    assert changed.minutes == minutes(REVIEWED, number=7, reviews=(APPROVAL,))
    assert changed.attachments == ()
    assert life.unsigned(dossier(replace(given, reviews=(), scan=None))).minutes.stage is EDITED


def test_a_correction_keeps_what_was_issued():
    given = minutes(
        ISSUED,
        number=7,
        year=2022,
        drafted_by="p09",
        signed_by="p01",
        signed_on=DAY,
        issued_on=LATER,
        scan="a01",
        reviews=(APPROVAL,),
        head_approval=APPROVAL,
        commission_approval=APPROVAL,
    )
    one = life.corrected(given, " 人名有误 ")
    kept = MinutesVersion(
        no=1, body=BODY, reason="人名有误", signed_by="p01", signed_on=DAY, issued_on=LATER, scan="a01"
    )
    assert one == minutes(EDITED, number=7, year=2022, drafted_by="p09", versions=(kept,))
    again = life.corrected(replace(one, stage=ISSUED), "日期有误")
    assert [(version.no, version.reason) for version in again.versions] == [(1, "人名有误"), (2, "日期有误")]


def test_the_scan_of_an_earlier_version_is_kept():
    kept = MinutesVersion(no=1, scan="a01")
    given = dossier(minutes(SIGNED, signed_by="p01", scan="a01", versions=(kept,)), SCAN)
    assert life.without_scan(given, None).attachments == (SCAN,)


# --- what cannot be yet

NO_TEXT = ("纪要还没有正文", "请先起草纪要")
CORRECT = "确需更正的，请新建更正版本"
REFUSED = {
    "a text once signed": (
        lambda: life.set_body(dossier(minutes(SIGNED)), OTHER, EDITED),
        ("纪要已经签发，正文不能再改", "请先撤回签发登记，改后重新送签"),
    ),
    "a review of no text": (lambda: life.reviewed(Minutes(), "p05", DAY), NO_TEXT),
    "a review nobody recorded": (
        lambda: life.unreviewed(minutes(REVIEWED), "p05"),
        ("没有登记过这个人的审核", "它可能刚刚撤回，请查看最新内容"),
    ),
    "a review of what is signed": (
        lambda: life.unreviewed(minutes(SIGNED, reviews=(APPROVAL,)), "p01"),
        ("纪要已经签发，不能撤回审核", "请先撤回签发登记；已经印发的，请新建更正版本"),
    ),
    "a signature under no text": (lambda: life.signed(Minutes(), "p01", DAY), NO_TEXT),
    "a signature once issued": (lambda: life.signed(minutes(ISSUED), "p01", DAY), ("纪要已经印发", CORRECT)),
    "a signature taken back once issued": (
        lambda: life.unsigned(dossier(minutes(ISSUED))),
        ("纪要已经印发，不能撤回签发登记", CORRECT),
    ),
    "a scan without minutes": (
        lambda: life.with_scan(dossier(None), SCAN, None),
        ("还没有纪要，不能添加签发单扫描件", "请先起草纪要"),
    ),
    "no scan to remove": (
        lambda: life.without_scan(dossier(minutes(SIGNED)), None),
        ("没有签发单扫描件", "它可能刚刚被移除，请查看最新内容"),
    ),
    "no minutes to remove a scan from": (
        lambda: life.without_scan(dossier(None), None),
        ("没有签发单扫描件", "它可能刚刚被移除，请查看最新内容"),
    ),
    "another scan once issued": (
        lambda: life.with_scan(dossier(minutes(ISSUED, scan="a01"), SCAN), replace(SCAN, id="", sha256="02"), " "),
        ("纪要已经印发，更换签发单扫描件须有原因", "请填写更换原因"),
    ),
    "a scan removed once issued": (
        lambda: life.without_scan(dossier(minutes(ISSUED, scan="a01"), SCAN), None),
        ("纪要已经印发，移除签发单扫描件须有原因", "请填写移除原因"),
    ),
    "a number before the signature": (
        lambda: life.numbered(minutes(REVIEWED), 7, 2022),
        ("纪要尚未签发，不能编号", "请先登记签发人和日期"),
    ),
    "a number once issued": (
        lambda: life.numbered(minutes(ISSUED, signed_by="p01"), 7, 2022),
        ("纪要已经印发，编号不能再改", CORRECT),
    ),
    "issued before the signature": (
        lambda: life.issued(minutes(REVIEWED, number=7), DAY),
        ("纪要尚未签发，不能印发", "请先登记签发人和日期"),
    ),
    "issued without a number": (
        lambda: life.issued(minutes(SIGNED, signed_by="p01"), DAY),
        ("纪要尚未编号，不能印发", "请先编号"),
    ),
    "corrected before issue": (
        lambda: life.corrected(minutes(NUMBERED), "人名有误"),
        ("纪要尚未印发，可以直接修改", "请在正文中修改"),
    ),
    "corrected for no reason": (
        lambda: life.corrected(minutes(ISSUED), "  "),
        ("没有填写更正原因", "请填写更正原因"),
    ),
}


@pytest.mark.parametrize(("act", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_yet(act, said):
    with pytest.raises(ImpossibleError) as caught:
        act()
    assert (caught.value.message, caught.value.remedy) == said
