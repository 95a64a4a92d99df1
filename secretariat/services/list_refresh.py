"""更新名单: a meeting's people brought in line with the organisation, and its list with the rule, in one act.

All differences are shown first. The list is compared as it would be made once the people are as somebody chose them:
who takes office is due, who leaves it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import POSTS
from secretariat.domain.list_difference import ListLine, in_order, list_difference, put_in_order, with_lines
from secretariat.domain.records import record
from secretariat.domain.roster_difference import adopted, difference
from secretariat.domain.rosters import Roster, roster
from secretariat.errors import UserError
from secretariat.rules.due_list import allowed, due_list
from secretariat.services.attendance_lists import REFRESHED, case_of, origin_of
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.meetings import no_such_meeting
from secretariat.services.organisation import NoSuchGovernmentError
from secretariat.services.roster_refresh import Taking
from secretariat.services.rosters import organisation_of, taken_by
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from models.meetings import Meeting
    from secretariat.domain.facts import Dossier
    from secretariat.domain.list_difference import Origin
    from secretariat.domain.permissions import Actor
    from secretariat.domain.roster_difference import Line
    from secretariat.domain.rosters import Taken
    from secretariat.domain.states import Post
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference
    from secretariat.services.transaction import ActSession


@record(kw_only=True)
class Refresh:
    """In what a meeting is another than the organisation makes it, as of its day; nothing is done.

    ``no_organisation``: the government has none here, then ``people`` is empty. The rest is what the list is reckoned
    from (``lines_with``).
    """

    meeting: int
    people: tuple[Line, ...]
    no_organisation: bool
    dossier: Dossier
    found: Roster | None
    taken: Taken
    origin: Origin
    words: Mapping[Post, str]

    @property
    def proposed(self) -> tuple[str, ...]:
        """The ids of the people's lines that are taken over unless somebody decides otherwise."""
        return tuple(line.id for line in self.people if line.proposed)


@record(kw_only=True)
class ListRefresh:
    """In what the list is another than the rule makes it; ``unjudged`` says why no rule does."""

    lines: tuple[ListLine, ...]
    unjudged: str = ""

    @property
    def proposed(self) -> tuple[str, ...]:
        """The ids of the lines that are taken over unless somebody decides otherwise."""
        return tuple(line.id for line in self.lines if line.proposed)


def open_refresh(database: Database, reference: Reference, meeting_id: int) -> Refresh:
    """Give what the organisation says otherwise than the meeting; raises ``NoSuchMeetingError``."""
    with database.reader() as session:
        meeting = whole(session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        dossier, taken, origin = dossier_of(meeting), taken_by(meeting), origin_of(session, meeting)
        try:
            found = roster(organisation_of(session, meeting.government), meeting.date)
        except NoSuchGovernmentError:
            found = None
    words = _words(reference, dossier)
    return Refresh(
        meeting=meeting_id,
        people=() if found is None else difference(dossier, found, taken, words),
        no_organisation=found is None,
        dossier=dossier,
        found=found,
        taken=taken,
        origin=origin,
        words=words,
    )


def lines_with(shown: Refresh, reference: Reference, chosen: Collection[str], *, today: dt.date) -> ListRefresh:
    """Give in what the list would be another than the rule makes it, once these of the people's lines are taken over.

    A line's id stays the same whatever else is chosen.
    """
    dossier, taken = shown.dossier, shown.taken
    if shown.found is not None:
        dossier, taken = adopted(dossier, shown.found, taken, chosen)
    try:
        return ListRefresh(lines=_lines(dossier, taken, shown.origin, reference, today))
    except UserError as error:
        return ListRefresh(lines=(), unjudged=str(error))


def refresh_list(
    database: Database,
    actor: Actor,
    reference: Reference,
    shown: Refresh,
    people: Collection[str],
    listed: ListRefresh,
    lines: Collection[str],
    *,
    today: dt.date,
) -> None:
    """Take over the lines that were chosen of the people's and of the list's, by their ids; it can be undone.

    ``listed`` is what was shown of the list for these people. What was shown and not chosen counts as decided by hand.
    Raises ``ChangedElsewhereError`` where anything is another by now, ``RefusedError`` where the minutes are locked.
    """

    class Act(Taking):
        origin: Origin
        found: Roster | None = None

        def look(self, session: ActSession, meeting: Meeting, before: Dossier) -> None:
            self.origin = origin_of(session, meeting)
            try:
                super().look(session, meeting, before)
            except NoSuchGovernmentError:
                self.taken = taken_by(meeting)
            else:
                self.found = roster(self.organisation, meeting.date)

        def edit(self, dossier: Dossier) -> Dossier:
            found = () if self.found is None else difference(dossier, self.found, self.taken, shown.words)
            if found != shown.people:
                raise _changed()
            tidy = in_order(dossier)
            if self.found is not None:
                dossier, self.taken = adopted(dossier, self.found, self.taken, people)
            if listed.unjudged:
                return put_in_order(dossier) if tidy else dossier
            if _lines(dossier, self.taken, self.origin, reference, today) != listed.lines:
                raise _changed()
            wanted = {line.person for line in listed.lines if line.id in lines}
            dossier = with_lines(dossier, due_list(case_of(reference, dossier, today)), wanted)
            return put_in_order(dossier) if tidy else dossier

    Act().run(database, actor, shown.meeting, REFRESHED)


def _lines(
    dossier: Dossier, taken: Taken, origin: Origin, reference: Reference, today: dt.date
) -> tuple[ListLine, ...]:
    case = case_of(reference, dossier, today)
    keys = {ref: f"k{key}" for ref, (key, _) in taken.people.items()}
    typed = case.rule.membership == "typed"
    return list_difference(dossier, due_list(case), origin, keys, typed=typed, allowed=allowed(case))


def _words(reference: Reference, dossier: Dossier) -> Mapping[Post, str]:
    try:
        return reference.rulebook_for(dossier).words.posts
    except UserError:
        return POSTS


def _changed() -> ChangedElsewhereError:
    return ChangedElsewhereError("组织或会议名单在显示之后又有改动，没有更新", "请重新查看差异后再选择")
