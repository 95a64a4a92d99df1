"""Print the minutes of a dossier and the sign-off sheet beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.gbt9704 import Security as Marking
from secretariat.documents.minutes import MinutesPaper, MinutesStyle, render_minutes
from secretariat.documents.signoff_sheet import Signatory, SignoffSheet, render_signoff_sheet
from secretariat.domain.drafting import Section, draft_minutes
from secretariat.domain.naming import COMMON_KINDS, meeting_name
from secretariat.domain.numerals import date_text
from secretariat.domain.states import Post, Security
from secretariat.errors import RefusedError
from secretariat.services.checking import check_file
from secretariat.services.office_fonts import office_fonts
from secretariat.services.whole_files import write_each_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from secretariat.domain.facts import Dossier
    from secretariat.services.checking import Checked
    from secretariat.services.reference import Reference

_SIGN_OFF = ("minutes.missing", "minutes.unsigned", "minutes.wrong_signer")
_LEVELS = {Security.SECRET: "秘密", Security.CONFIDENTIAL: "机密"}


def print_minutes(file: Path, output: Path, reference: Reference, *, draft: bool, today: date) -> tuple[Path, Path]:
    """Print a dossier's minutes to ``output`` and the sign-off sheet beside it; gives both paths.

    Both are made before either is written. Raises ``RefusedError`` where the minutes are unsigned or signed by somebody
    not entitled and ``draft`` is false, ``MissingGlyphError`` where no font has a character, ``UnwritableError``.
    """
    checked = check_file(file, reference, as_of=today)
    if not draft:
        _refuse_unsigned(checked)
    papers = {
        output: minutes_pdf(checked, draft=draft),
        output.with_name(f"{output.stem}-签发单{output.suffix or '.pdf'}"): signoff_sheet_pdf(checked),
    }
    write_each_whole(papers)
    minutes, sheet = papers
    return minutes, sheet


def minutes_pdf(checked: Checked, *, draft: bool) -> bytes:
    """The minutes as a PDF, whatever their state; raises ``MissingGlyphError``."""
    return render_minutes(minutes_paper(checked, draft=draft), office_fonts(), MinutesStyle())


def signoff_sheet_pdf(checked: Checked) -> bytes:
    """The sign-off sheet as a PDF; raises ``MissingGlyphError``."""
    return render_signoff_sheet(signoff_sheet(checked), office_fonts())


def _refuse_unsigned(checked: Checked) -> None:
    """Refuse to print minutes that are unsigned or wrongly signed, whatever severity the finding has."""
    for finding in checked.judgement.findings:
        if finding.code in _SIGN_OFF:
            raise RefusedError(f"不能打印正式纪要：{finding.message.rstrip('。')}", "需要送审稿的，请加 --draft")
    minutes = checked.dossier.minutes
    # Where the rule names nobody it makes no finding; unsigned minutes are a draft all the same.
    if minutes is None or minutes.signed_by is None:
        raise RefusedError("不能打印正式纪要：纪要尚未签发", "请送签后登记签发人和日期；需要送审稿的，请加 --draft")


def kind_name(checked: Checked) -> str:
    """How the kind of the meeting is called, also where the rulebook does not provide for it."""
    kind = checked.dossier.meeting.kind
    rule = checked.rulebook.kinds.get(kind)
    return COMMON_KINDS.get(kind, "会议") if rule is None else rule.name


def _mark(checked: Checked) -> str:
    rule = checked.rulebook.kinds.get(checked.dossier.meeting.kind)
    template = f"{{government}}{kind_name(checked)}纪要" if rule is None else rule.mark
    return template.replace("{government}", checked.dossier.government.name)


def _number(dossier: Dossier) -> str | None:
    """The minutes' number in its year: 〔2022〕5号."""
    minutes = dossier.minutes
    if minutes is None or minutes.number is None:
        return None
    year = minutes.year or dossier.meeting.year or (minutes.issued_on or dossier.meeting.date).year
    return f"〔{year}〕{minutes.number}号"


def _ordinal(checked: Checked) -> str | None:
    """Which meeting of the term or year it was: 十八届区政府第5次."""
    meeting = checked.dossier.meeting
    if meeting.number is None:
        return None
    name = meeting_name(meeting, checked.dossier.government, checked.rulebook.words, kind_name(checked))
    return name.removeprefix("第").partition("次")[0] + "次"


def marking(dossier: Dossier) -> Marking | None:
    """The mark of a classified paper; a paper that is not classified bears none."""
    level = None if dossier.meeting.security is None else _LEVELS.get(dossier.meeting.security)
    return None if level is None else Marking(level=level, period=dossier.meeting.security_period)


def minutes_paper(checked: Checked, *, draft: bool) -> MinutesPaper:
    """The minutes of a dossier as they are to be printed."""
    dossier = checked.dossier
    minutes = dossier.minutes
    text = draft_minutes(dossier, checked.rulebook.words, kind_name(checked))
    body = None if minutes is None else minutes.body
    opening, sections = text.opening, text.sections
    if body is not None:
        opening = body.opening
        sections = tuple(Section(heading=part.heading or "", paragraphs=part.paragraphs) for part in body.sections)
    issued_on = None if minutes is None else minutes.issued_on or minutes.signed_on
    return MinutesPaper(
        mark=_mark(checked),
        opening=opening,
        sections=sections,
        lists=text.lists,
        ordinal=_ordinal(checked),
        number=None if draft else _number(dossier),
        date=None if issued_on is None else date_text(issued_on),
        copies_to=() if minutes is None else minutes.sent_to,
        issuer=dossier.government.office or checked.rulebook.words.office,
        issued_on=None if draft or issued_on is None else date_text(issued_on),
        security=marking(dossier),
        urgency=dossier.meeting.urgency,
        draft=draft,
        names=tuple(person.name for person in dossier.people),
    )


def signoff_sheet(checked: Checked) -> SignoffSheet:
    """The sign-off sheet (纪要签发单) of a dossier's minutes: who reviews, who approves, who signs off."""
    dossier = checked.dossier
    meeting = dossier.meeting
    minutes = dossier.minutes
    people = {person.id: person for person in dossier.people}
    name = meeting_name(meeting, dossier.government, checked.rulebook.words, kind_name(checked))
    drafter = "" if minutes is None or minutes.drafted_by is None else people[minutes.drafted_by].name
    return SignoffSheet(
        heading=f"{dossier.government.name}会议纪要签发单",
        minutes_title=_mark(checked) + (f"（{ordinal}）" if (ordinal := _ordinal(checked)) else ""),
        meeting=name,
        held_on=date_text(meeting.date),
        signer=_signer(checked),
        reviewers=tuple(_reviewers(checked)),
        approvals=tuple(_approvals(checked)),
        number=_number(dossier) or "",
        drafting_unit=dossier.government.office or checked.rulebook.words.office,
        drafter=drafter,
        copies_to=() if minutes is None else minutes.sent_to,
        security=marking(dossier),
        urgency=meeting.urgency or "",
    )


def _signatory(checked: Checked, person_id: str | None, posts: str, note: str = "") -> Signatory:
    person = next((person for person in checked.dossier.people if person.id == person_id), None)
    if person is None:
        return Signatory(name="", post=posts, note=note)
    return Signatory(name=person.name, post=person.title or posts, note=note)


def _signer(checked: Checked) -> Signatory:
    signer = checked.judgement.minutes_signer
    posts = checked.rulebook.words.any_of(signer.posts) if signer.posts else "会议主持人"
    return _signatory(checked, signer.person, posts, "工作规则未规定，按惯例" if signer.silent else "")


def _reviewers(checked: Checked) -> Iterator[Signatory]:
    """Whom the rule names as reviewers; where it names none, the office's own."""
    rule = checked.rulebook.kinds.get(checked.dossier.meeting.kind)
    words = checked.rulebook.words
    reviews = () if rule is None or rule.minutes is None else rule.minutes.reviews
    asked = [also for also in checked.judgement.minutes_signer.also if also.what == "review"]
    for review, also in zip(reviews, asked, strict=True):
        yield _signatory(checked, also.person, words.post(review.post))
    if not reviews:
        yield Signatory(name="", post=words.post(Post.OFFICE_DEPUTY_DIRECTOR))
        yield Signatory(name="", post=words.post(Post.OFFICE_DIRECTOR))


def _approvals(checked: Checked) -> Iterator[Signatory]:
    words = checked.rulebook.words
    notes = {"head_approval": "涉及须审定的事项", "commission_approval": "会议委托人"}
    for also in checked.judgement.minutes_signer.also:
        if also.what in notes:
            yield _signatory(checked, also.person, words.post(Post.HEAD), notes[also.what])
