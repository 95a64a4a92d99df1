"""For which governments topics can be filed, and by which rulebook each is judged; read on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.records import record
from secretariat.rules.rulebook import in_force_on
from secretariat.services.meeting_list import list_meetings
from secretariat.services.organisation_view import governments, open_organisation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariat.bootstrap import App
    from secretariat.domain.organisation import Organisation
    from secretariat.rules.rulebook import Rulebook


@record(kw_only=True)
class Office:
    """The governments by name, those with an organisation first; ``own`` is the organisation of each that has one."""

    names: tuple[str, ...]
    own: Mapping[str, Organisation]
    books: Mapping[str, Rulebook]

    def book_of(self, government: str, day: dt.date) -> Rulebook | None:
        """The government's rulebook in force on a day."""
        return in_force_on(self.books.values(), government, day)

    def kinds_of(self, government: str, day: dt.date) -> dict[str, str]:
        """The kinds of meeting that a topic can be meant for, by code: those of the rulebook, else the usual ones."""
        book = self.book_of(government, day)
        return dict(COMMON_KINDS) if book is None else {kind: rule.name for kind, rule in book.kinds.items()}


def read_office(app: App) -> Office:
    """Read it."""
    found = governments(app.database)
    own = {line.name: open_organisation(app.database, line.key) for line in found if line.people}
    last = [row.government for row in list_meetings(app.database, limit=1)]
    names = tuple(dict.fromkeys((*own, *last)))
    return Office(names=names, own=own, books=dict(app.reference.rulebooks))
