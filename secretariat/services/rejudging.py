"""What a change of a rulebook would do: the meetings it judges, judged as they are and as they would be.

An editor makes one ``Rejudging`` when it opens and asks it for the effect of each draft; meetings are read once.

    rejudging = Rejudging(database, reference, code, today=today)
    rejudging.prepare(report=report)                  # in the background; may be left out
    effect = rejudging.effect(draft.rulebook, report=report)
    effect.text                                       # 共 120 次会议：增加 2 项，减少 1 项
"""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record
from secretariat.errors import UserError
from secretariat.rules.engine import judge
from secretariat.services.bulk_loading import load_dossiers
from secretariat.services.dossiers import title
from secretariat.services.judges import judges
from secretariat.services.progress import quiet
from secretariat.services.rulebook_terms import term_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterable, Iterator

    from secretariat.domain.facts import Dossier
    from secretariat.rules.finding import Finding
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.database import Database
    from secretariat.services.progress import Report
    from secretariat.services.reference import Reference

_STEP: Final = 20
"""Meetings from one report to the next."""

Findings = tuple["Finding", ...]


@record(kw_only=True)
class MeetingEffect:
    """What a change does to one meeting: the findings that come, that go, and that are put otherwise.

    ``before`` and ``after`` are the codes of the rulebooks that judge it; ``None``: none does.
    """

    id: int
    name: str
    date: dt.date
    before: str | None
    after: str | None
    added: Findings
    dropped: Findings
    reworded: Findings

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.reworded or self.before != self.after)


@record(kw_only=True)
class Effect:
    """What a change does: how many meetings it concerns, and those of which a finding changes, the newest first."""

    meetings: int
    changed: tuple[MeetingEffect, ...]

    @property
    def added(self) -> int:
        """How many findings come."""
        return sum(len(meeting.added) for meeting in self.changed)

    @property
    def dropped(self) -> int:
        """How many findings go."""
        return sum(len(meeting.dropped) for meeting in self.changed)

    @property
    def text(self) -> str:
        """The effect in one line."""
        told = f"共 {self.meetings} 次会议以它为依据："
        if not self.added and not self.dropped:
            return f"{told}检查结果不变"
        return f"{told}问题将增加 {self.added} 项，减少 {self.dropped} 项"


class Rejudging:
    """The meetings that the rulebook ``code`` judges, kept with what is found of them now.

    ``tried_on`` are the keys of meetings on which it is tried instead, as if it judged them, whatever does: for a copy
    that judges none yet. For one editor on one thread; what other acts change meanwhile it does not hear of.
    """

    def __init__(
        self, database: Database, reference: Reference, code: str, *, today: dt.date, tried_on: Iterable[int] = ()
    ) -> None:
        self._database = database
        self._reference = reference
        self._code = code
        self._today = today
        self._tried_on = tuple(tried_on)
        self._known: dict[int, tuple[Dossier, str | None, Findings]] = {}

    def prepare(self, *, report: Report = quiet) -> int:
        """Read and judge the meetings as they are; give how many there are. Cancelled by what ``report`` raises."""
        with _unswept():
            return len(self._read(self._concerned(None), report))

    def effect(self, draft: Rulebook, *, report: Report = quiet) -> Effect:
        """Give what it would do to have ``draft`` in the place of the rulebook of its code."""
        with _unswept():
            concerned = self._concerned(draft)
            known = self._read(concerned, report)
            return self._compared(draft, concerned, known, report)

    def _compared(
        self,
        draft: Rulebook,
        concerned: dict[int, str | None],
        known: dict[int, tuple[Dossier, str | None, Findings]],
        report: Report,
    ) -> Effect:
        changed: list[MeetingEffect] = []
        for done, (key, (dossier, before, found)) in enumerate(known.items()):
            if done % _STEP == 0:
                report("正在按修改后的规则检查会议", done, len(known))
            after = concerned[key]
            would = self._judged(dossier, after, draft)
            one = MeetingEffect(
                id=key,
                name=title(dossier),
                date=dossier.meeting.date,
                before=before,
                after=after,
                added=_without(would, found),
                dropped=_without(found, would),
                reworded=_reworded(would, found),
            )
            if one:
                changed.append(one)
        return Effect(meetings=len(known), changed=tuple(changed))

    def _concerned(self, draft: Rulebook | None) -> dict[int, str | None]:
        """The meetings that the rulebook judges now or would judge, each with what would judge it, the newest first."""
        if self._tried_on:
            return dict.fromkeys(self._tried_on, self._code)
        terms = self._reference.terms
        later = terms if draft is None else {**terms, draft.code: term_of(draft, bundled=False)}
        with self._database.reader() as session:
            now = judges(session, terms, today=self._today)
            then = judges(session, later, today=self._today)
        codes = {self._code} if draft is None else {self._code, draft.code}
        return {key: then[key].judge for key in now if {now[key].judge, then[key].judge} & codes}

    def _read(self, keys: Iterable[int], report: Report) -> dict[int, tuple[Dossier, str | None, Findings]]:
        """Meetings with what judges them now and finds, read where they are not known yet, in the order of ``keys``."""
        wanted = tuple(keys)
        missing = [key for key in wanted if key not in self._known]
        if missing:
            terms = self._reference.terms
            with self._database.reader() as session:
                now = judges(session, terms, today=self._today)
                for done, (key, dossier) in enumerate(load_dossiers(session, missing)):
                    if done % _STEP == 0:
                        report("正在读取会议", done, len(missing))
                    code = self._code if self._tried_on else now[key].judge
                    self._known[key] = (dossier, code, self._judged(dossier, code, None))
        return {key: self._known[key] for key in wanted if key in self._known}

    def _judged(self, dossier: Dossier, code: str | None, draft: Rulebook | None) -> Findings:
        """What is found by a rulebook; nothing where none judges, or where it can't be read."""
        if code is None:
            return ()
        try:
            book = draft if draft is not None and draft.code == code else self._reference.rulebook(code)
        except UserError:
            return ()
        return judge(book, dossier, as_of=self._today, calendar=self._reference.calendar).findings


def effect(
    database: Database, reference: Reference, draft: Rulebook, *, today: dt.date, report: Report = quiet
) -> Effect:
    """Give what a draft would do, once: an editor that asks again and again keeps a ``Rejudging``."""
    return Rejudging(database, reference, draft.code, today=today).effect(draft, report=report)


def _key(finding: Finding) -> Hashable:
    """What makes a finding the same: a changed deadline words it otherwise, and it is still the same fault."""
    return finding.code, finding.severity, finding.subject


def _without(some: Findings, others: Findings) -> Findings:
    """Those of some findings that have no like among others; two that are alike need two."""
    left = Counter(map(_key, others))
    kept = []
    for finding in some:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _reworded(after: Findings, before: Findings) -> Findings:
    """Those that are there before and after, but not in the same words."""
    added = _without(after, before)
    return tuple(finding for finding in after if finding not in before and finding not in added)


@contextmanager
def _unswept() -> Iterator[None]:
    """Let Python not look for garbage meanwhile: among so many new objects that are kept it takes half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
