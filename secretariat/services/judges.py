"""Which rulebook judges which meeting: kept on record once a meeting was held, and never shifted behind its back."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.meetings import Meeting
from models.reference import OwnRulebook
from secretariat import settings
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.domain.states import MeetingStatus
from secretariat.errors import RefusedError
from secretariat.services.rulebook_terms import Term, all_terms, bundled_rulebook, judge_of, term_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from secretariat.services.database import Database

NAMED: Final = 5
"""Meetings that a refusal names; of further ones it tells how many."""


class JudgeShiftError(RefusedError):
    """An act after which meetings that were held would be judged by another rulebook; ``meetings`` are their keys."""

    def __init__(self, message: str, remedy: str, meetings: tuple[int, ...]) -> None:
        super().__init__(message, remedy)
        self.meetings = meetings


@record(kw_only=True)
class Judged:
    """A meeting as far as choosing its rulebook goes; ``judge`` is the code of the one that judges it."""

    id: int
    kind: str
    number: int | None
    date: dt.date
    planned: bool
    judge: str | None

    @property
    def name(self) -> str:
        """The meeting as a sentence names it."""
        number = "" if self.number is None else f"第{self.number}次"
        return f"{date_text(self.date)}{number}{COMMON_KINDS.get(self.kind, self.kind)}"


def own_terms(session: Session) -> tuple[Term, ...]:
    """Give the terms of the office's own rulebooks as they stand in this transaction."""
    own = OwnRulebook
    rows = session.execute(
        sa.select(own.code, own.title, own.government, own.also_called, own.in_force, own.repealed).order_by(own.code)
    )
    return tuple(
        Term(
            code=code,
            title=title,
            government=government,
            also_called=also_called,
            in_force=in_force,
            repealed=repealed,
            bundled=False,
        )
        for code, title, government, also_called, in_force, repealed in rows
    )


def judges(session: Session, terms: Mapping[str, Term], *, today: dt.date) -> dict[int, Judged]:
    """Give every meeting with the rulebook that judges it by these terms, by key, the newest first.

    A meeting of which no state is recorded counts as held from its day on, as in the checks.
    """
    of = Meeting
    query = sa.select(of.id, of.kind, of.number, of.date, of.status, of.rulebook, of.government).where(
        of.proposal.is_(other=False)
    )
    return {
        key: Judged(
            id=key,
            kind=kind,
            number=number,
            date=day,
            planned=status is MeetingStatus.PLANNED or (status is None and today < day),
            judge=judge_of(terms, stated, government, day),
        )
        for key, kind, number, day, status, stated, government in session.execute(
            query.order_by(of.date.desc(), of.id.desc())
        )
    }


@contextmanager
def judges_kept(session: Session, *, today: dt.date) -> Iterator[dict[int, Judged]]:
    """Let an act on rulebooks pass only if every meeting that was held keeps the rulebook that judges it.

    Gives the meetings as they are judged before. Raises ``JudgeShiftError``, which undoes the act. A meeting that
    nothing has judged so far may get a rulebook.
    """
    before = judges(session, all_terms(own_terms(session)), today=today)
    yield before
    session.flush()
    after = judges(session, all_terms(own_terms(session)), today=today)
    shifted = [
        (meeting, after[key].judge)
        for key, meeting in before.items()
        if not meeting.planned and meeting.judge is not None and after[key].judge != meeting.judge
    ]
    if shifted:
        raise _shift(shifted)


def _shift(shifted: Sequence[tuple[Judged, str | None]]) -> JudgeShiftError:
    meeting, other = shifted[0]
    instead = "没有工作规则可以依据" if other is None else f"改为依据 {other}"
    told = named(meeting for meeting, _ in shifted)
    last = max(meeting.date for meeting, _ in shifted)
    return JudgeShiftError(
        f"已经召开的会议不能更换判断依据：{told}原依据 {meeting.judge}，这样修改后将{instead}",
        f"请核对施行日期和废止日期：这些会议最近一次在{date_text(last)}，新规则的施行和旧规则的废止都应在此之后",
        tuple(meeting.id for meeting, _ in shifted),
    )


def named(meetings: Iterable[Judged]) -> str:
    """Give meetings as a sentence names them: the first few, and how many there are."""
    known = tuple(meetings)
    more = f"等{len(known)}次会议" if len(known) > NAMED else ""
    return "、".join(meeting.name for meeting in known[:NAMED]) + more


# ---------------------------------------------------------------------------------------------------------- on record


def note_judge(session: Session, meeting: Meeting) -> None:
    """Record on a meeting that was held which rulebook judges it, and in which version; of a planned one, nothing."""
    values: tuple[object, ...] = (None, None, None)
    if meeting.status is not MeetingStatus.PLANNED:
        # The meeting's own rows may be half changed: nothing of them is to be written yet.
        with session.no_autoflush:
            terms = _terms_for(session, meeting.rulebook)
            code = judge_of(terms, meeting.rulebook, meeting.government, meeting.date)
            if code is not None:
                values = (code, terms[code].in_force, _digest(session, terms[code]))
    for name, value in zip(("judged_by", "judged_in_force", "judged_digest"), values, strict=True):
        if getattr(meeting, name) != value:
            setattr(meeting, name, value)


def _terms_for(session: Session, stated: str | None) -> Mapping[str, Term]:
    """The terms to choose from; where a meeting states its rulebook the bundled ones need not all be read for it."""
    own = {term.code: term for term in own_terms(session)}
    if stated is None:
        return all_terms(own.values())
    book = None if stated in own else bundled_rulebook(stated)
    return own if book is None else {**own, stated: term_of(book, bundled=True)}


def digest_of(text: str) -> str:
    """Give the SHA-256 of a rulebook's text, by which its versions are told apart."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _bundled_digest(code: str) -> str:
    return digest_of((settings.RULEBOOKS / f"{code}.toml").read_text(encoding="utf-8"))


def _digest(session: Session, term: Term) -> str | None:
    if term.bundled:
        return _bundled_digest(term.code)
    return session.scalar(sa.select(OwnRulebook.digest).where(OwnRulebook.code == term.code))


@record(kw_only=True)
class OnRecord:
    """Which rulebook judged a meeting when it was last written; ``changed``: its text is another one by now."""

    code: str
    in_force: dt.date
    changed: bool


def judge_on_record(database: Database, meeting_id: int) -> OnRecord | None:
    """Give what a meeting records of its rulebook; ``None``: nothing, as for one that is planned."""
    with database.reader() as session:
        row = session.execute(
            sa.select(Meeting.judged_by, Meeting.judged_in_force, Meeting.judged_digest).where(Meeting.id == meeting_id)
        ).first()
        if row is None or row.judged_by is None:
            return None
        term = _terms_for(session, row.judged_by).get(row.judged_by)
        now = None if term is None else _digest(session, term)
    return OnRecord(code=row.judged_by, in_force=row.judged_in_force, changed=now != row.judged_digest)
