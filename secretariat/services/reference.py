"""What meetings are judged by: the rulebooks and the calendar, the office's own before the bundled ones."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from secretariat import settings
from secretariat.domain.numerals import date_text
from secretariat.errors import FileUnusableError, UserError
from secretariat.rules.loader import load_rulebook, load_rulebooks
from secretariat.rules.rulebook import Rulebook, in_force_on
from secretariat.services.calendars import open_calendar

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.facts import Dossier


class UnknownRulebookError(UserError):
    """A rulebook that is not there."""


class Reference:
    """Rulebooks and calendar of one seat: those in its data folder go before the bundled ones of the same code.

    ``data`` is the seat's data folder with ``rulebooks/*.toml`` and ``calendars/*.json``; it need not exist.
    """

    def __init__(self, data: Path | None = None) -> None:
        self._own = None if data is None else data / "rulebooks"
        self._calendars = None if data is None else data / "calendars"

    @cached_property
    def rulebooks(self) -> dict[str, Rulebook]:
        """All rulebooks by code."""
        books = load_rulebooks(settings.RULEBOOKS)
        if self._own is not None and self._own.is_dir():
            books |= load_rulebooks(self._own)
        return books

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar."""
        return open_calendar(self._calendars)

    def rulebook(self, code: str) -> Rulebook:
        """The rulebook with that code; raises ``UnknownRulebookError`` naming those there are."""
        # One file is read where one is asked for: that is what every check from the command line waits for.
        if code.replace("-", "").isalnum():
            for folder in (self._own, settings.RULEBOOKS):
                if folder is not None and (folder / f"{code}.toml").is_file():
                    return load_rulebook(folder / f"{code}.toml")
        known = "、".join(self.rulebooks)
        raise UnknownRulebookError(f"没有代码为“{code}”的工作规则", f"现有：{known}")

    def rulebook_for(self, dossier: Dossier) -> Rulebook:
        """The rulebook that judges a meeting: the one it states, else its government's in force on its day.

        Raises ``FileUnusableError`` where the stated one was not in force on that day, naming the right one, and where
        there is none.
        """
        day = dossier.meeting.date
        if dossier.rulebook is not None:
            stated = self.rulebook(dossier.rulebook)
            if stated.covers(day):
                return stated
            right = in_force_on(self.rulebooks.values(), stated.government, day)
            remedy = (
                f"请将 rulebook 改为 {right.code}（{date_text(right.in_force)}起施行）"
                if right is not None
                else f"没有{stated.government}当日有效的工作规则，请核对会议日期，或导入当时有效的工作规则"
            )
            raise FileUnusableError(
                f"rulebook：{stated.code} 在会议当日（{date_text(day)}）{_when(stated, day)}", remedy
            )
        name = dossier.government.name
        found = in_force_on(self.rulebooks.values(), name, day)
        if found is not None:
            return found
        raise FileUnusableError(*_none(name, day, self.rulebooks))


def _when(rulebook: Rulebook, day: date) -> str:
    if day < rulebook.in_force:
        return f"尚未施行（{date_text(rulebook.in_force)}起施行）"
    return f"已经废止（{date_text(rulebook.repealed or day)}起废止）"


def _none(name: str, day: date, books: dict[str, Rulebook]) -> tuple[str, str]:
    own = [book for book in books.values() if book.names(name)]
    if own:
        terms = "、".join(f"{book.code}（{date_text(book.in_force)}起）" for book in own)
        return (
            f"meeting.date：{date_text(day)}没有{name}有效的工作规则",
            f"现有{terms}，请核对会议日期，或导入当时有效的工作规则",
        )
    governments = "、".join(dict.fromkeys(book.government for book in books.values()))
    return (
        f"government.name：没有“{name}”的工作规则",
        f"请用 rulebook 指明工作规则代码，或核对政府名称（现有：{governments}）",
    )
