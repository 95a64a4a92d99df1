"""What meetings are judged by: the rulebooks and the calendar, the office's own before the bundled ones.

What reads them is imported with the first that is read: a window shows its list of meetings without any. The office's
own are asked of the database in plain SQL, so that the command line judges by them without SQLAlchemy.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from secretariat.domain.numerals import date_text
from secretariat.errors import FileUnusableError, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from secretariat.domain.calendar import ArrangedDay, WorkCalendar
    from secretariat.domain.facts import Dossier
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.database import Database
    from secretariat.services.rulebook_terms import Term
    from secretariat.services.transaction import Changes

_TEXT = "SELECT text FROM own_rulebook WHERE code = :code"
_YEARS = "SELECT year, days FROM calendar_year ORDER BY year"


class UnknownRulebookError(UserError):
    """A rulebook that is not there."""


class Reference:
    """Rulebooks and calendar of one seat: those in its database go before the bundled ones.

    Without a database there are the bundled ones. What the database holds is read when it is first asked for, and again
    after an act has changed it, unless it is for one question and need not ``follow``. May be asked from several
    threads.
    """

    def __init__(self, database: Database | None = None, *, follow: bool = True) -> None:
        self.database = database
        self._own = _Own(database)
        if database is not None and follow:
            database.subscribe(self._heard)

    def _heard(self, changes: Changes) -> None:
        if changes.tables & {"own_rulebook", "calendar_year"}:
            self.refresh()

    def refresh(self) -> None:
        """Read the office's own anew when it is next asked for: another seat may have changed it."""
        self._own = _Own(self.database)

    @property
    def rulebooks(self) -> Mapping[str, Rulebook]:
        """All rulebooks by code; one of the office's own that can't be read is left out."""
        return self._own.rulebooks

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar."""
        return self._own.calendar

    @property
    def terms(self) -> Mapping[str, Term]:
        """Of all rulebooks, also those that can't be read, whose they are and when they are in force, by code."""
        return self._own.terms

    def rulebook(self, code: str) -> Rulebook:
        """The rulebook with that code.

        Raises ``UnknownRulebookError`` naming those there are, ``FileUnusableError`` for one that can't be read.
        """
        return self._own.rulebook(code)

    def rulebook_for(self, dossier: Dossier) -> Rulebook:
        """The rulebook that judges a meeting: the one it states, else its government's in force on its day.

        Raises ``FileUnusableError`` where the stated one was not in force on that day, naming the right one, and where
        there is none.
        """
        from secretariat.rules.rulebook import in_force_on  # noqa: PLC0415 - see the head of this module

        own, day = self._own, dossier.meeting.date
        if dossier.rulebook is not None:
            stated = own.rulebook(dossier.rulebook)
            if stated.covers(day):
                return stated
            right = in_force_on(own.terms.values(), stated.government, day)
            remedy = (
                f"请将 rulebook 改为 {right.code}（{date_text(right.in_force)}起施行）"
                if right is not None
                else f"没有{stated.government}当日有效的工作规则，请核对会议日期，或导入当时有效的工作规则"
            )
            raise FileUnusableError(
                f"rulebook：{stated.code} 在会议当日（{date_text(day)}）{_when(stated, day)}", remedy
            )
        name = dossier.government.name
        found = in_force_on(own.terms.values(), name, day)
        if found is not None:
            return own.rulebook(found.code)
        raise FileUnusableError(*_none(name, day, own.terms))


class _Own:
    """What the database holds, each part read when it is first asked for; thrown away when something has changed."""

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._read: dict[str, Rulebook] = {}

    @cached_property
    def own_terms(self) -> dict[str, Term]:
        from secretariat.services.rulebook_terms import OWN_TERMS, own_term  # noqa: PLC0415 - see the head

        if self._database is None:
            return {}
        return {term.code: term for term in map(own_term, self._database.ask(OWN_TERMS))}

    @cached_property
    def terms(self) -> dict[str, Term]:
        from secretariat.services.rulebook_terms import all_terms  # noqa: PLC0415 - see the head

        return all_terms(self.own_terms.values())

    @cached_property
    def rulebooks(self) -> dict[str, Rulebook]:
        books: dict[str, Rulebook] = {}
        for code in self.terms:
            try:
                books[code] = self.rulebook(code)
            except FileUnusableError:
                continue  # it is told where it is needed, and in the list of rulebooks
        return books

    def rulebook(self, code: str) -> Rulebook:
        # One is read where one is asked for: that is what every check from the command line waits for.
        if code not in self._read:
            self._read[code] = self._bundled(code) if code not in self.own_terms else self._parsed(code)
        return self._read[code]

    def _bundled(self, code: str) -> Rulebook:
        from secretariat.services.rulebook_terms import bundled_rulebook  # noqa: PLC0415 - see the head

        book = bundled_rulebook(code)
        if book is None:
            raise UnknownRulebookError(f"没有代码为“{code}”的工作规则", f"现有：{'、'.join(self.terms)}")
        return book

    def _parsed(self, code: str) -> Rulebook:
        from secretariat.rules.loader import parse_rulebook  # noqa: PLC0415 - see the head

        rows = [] if self._database is None else self._database.ask(_TEXT, code=code)
        if not rows:
            raise UnknownRulebookError(f"没有代码为“{code}”的工作规则", "它可能刚被删除，请刷新后再试")
        return parse_rulebook(rows[0][0], source=f"本单位的工作规则 {code}")

    @cached_property
    def calendar(self) -> WorkCalendar:
        from secretariat.services.calendars import open_calendar  # noqa: PLC0415 - see the head

        if self._database is None:
            return open_calendar()
        return open_calendar((year, _days(days)) for year, days in self._database.ask(_YEARS))


def _days(stored: Any) -> tuple[ArrangedDay, ...]:  # noqa: ANN401 - JSON
    """The days as PostgreSQL gives them, or SQLite, which keeps a text."""
    from secretariat.domain.calendar import arranged_days  # noqa: PLC0415 - see the head

    return arranged_days(json.loads(stored) if isinstance(stored, str) else stored)


def _when(rulebook: Rulebook, day: date) -> str:
    if day < rulebook.in_force:
        return f"尚未施行（{date_text(rulebook.in_force)}起施行）"
    return f"已经废止（{date_text(rulebook.repealed or day)}起废止）"


def _none(name: str, day: date, terms: Mapping[str, Term]) -> tuple[str, str]:
    own = [term for term in terms.values() if term.names(name)]
    if own:
        listed = "、".join(f"{term.code}（{date_text(term.in_force)}起）" for term in own)
        return (
            f"meeting.date：{date_text(day)}没有{name}有效的工作规则",
            f"现有{listed}，请核对会议日期，或导入当时有效的工作规则",
        )
    governments = "、".join(dict.fromkeys(term.government for term in terms.values()))
    return (
        f"government.name：没有“{name}”的工作规则",
        f"请用 rulebook 指明工作规则代码，或核对政府名称（现有：{governments}）",
    )
