"""The rulebooks as the window shows them: what the list tells of each, what it says, and the text kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secretariat.domain.numerals import date_text
from secretariat.rules.telling import Block, tell
from secretariat.services import rulebooks
from secretariat.services.meeting_list import list_meetings
from secretariat.services.rulebook_terms import judge_of
from secretariat.services.rules_text import rules_text

if TYPE_CHECKING:
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.reference import Reference
    from secretariat.services.rulebooks import RulebookLine
    from secretariat.services.rules_text import StoredText


@dataclass(frozen=True, slots=True)
class OnShelf:
    """One rulebook: its line of the list, and if it can be used, what it says, told in blocks."""

    line: RulebookLine
    book: Rulebook | None
    blocks: tuple[Block, ...]

    @property
    def code(self) -> str:
        """Its code."""
        return self.line.code

    @property
    def title(self) -> str:
        """Its title."""
        return self.line.title

    @property
    def term(self) -> str:
        """Whose it is, and when it is in force: 本单位　2026年1月1日起施行."""
        line = self.line
        parts = ["本单位" if line.own else "程序自带", f"{date_text(line.in_force)}起施行"]
        if line.repealed is not None:
            parts.append(f"{date_text(line.repealed)}废止")
        if line.problem is not None:
            parts.append("有误，暂不能使用")
        return "　".join(parts)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All rulebooks; ``usual`` is the code of the one by which the newest meeting's government goes, if any."""

    books: tuple[OnShelf, ...]
    usual: str | None


def read_shelf(reference: Reference) -> Shelf:
    """Read all rulebooks; one's own that can't be used are among them, without what they say."""
    books = reference.rulebooks
    shelf = []
    for line in rulebooks.list_rulebooks(reference.database):
        book = books.get(line.code)
        shelf.append(OnShelf(line, book, () if book is None else tell(book)))
    return Shelf(tuple(shelf), _usual(reference))


def _usual(reference: Reference) -> str | None:
    newest = () if reference.database is None else list_meetings(reference.database, limit=1)
    return next((judge_of(reference.terms, None, row.government, row.date) for row in newest), None)


def read_text(app: Any, code: str) -> StoredText | None:  # noqa: ANN401 (an ``App``, or what a test has of it)
    """The text that is kept beside a rulebook; ``None``: there is none."""
    database = app.reference.database
    return None if database is None else rules_text(database, code)
