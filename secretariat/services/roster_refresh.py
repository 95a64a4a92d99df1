"""A meeting's people brought up to date from the organisation: the difference shown first, then what was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain import editing
from secretariat.domain.labels import POSTS
from secretariat.domain.namesakes import named_apart
from secretariat.domain.organisation import as_of, told_apart, units
from secretariat.domain.people_editing import unit_title, with_unit
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.records import record
from secretariat.domain.roster_difference import Line, adopted, difference
from secretariat.domain.rosters import person_fact, roster, said_of, said_of_unit
from secretariat.errors import RefusedError
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.meetings import act_on, no_such_meeting
from secretariat.services.organisation import NoSuchGovernmentError
from secretariat.services.pinyin import reading
from secretariat.services.rosters import keep_taken, organisation_of, taken_by
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from models.meetings import Meeting
    from secretariat.domain.facts import Dossier
    from secretariat.domain.organisation import Organisation
    from secretariat.domain.permissions import Actor
    from secretariat.domain.rosters import Said, Taken
    from secretariat.domain.states import Part, Post
    from secretariat.services.database import Database
    from secretariat.services.transaction import ActSession


@record(kw_only=True)
class RosterDifference:
    """In what the organisation says something else than a meeting, as of the meeting's day; nothing is done."""

    meeting: int
    lines: tuple[Line, ...]
    words: Mapping[Post, str]

    @property
    def proposed(self) -> tuple[str, ...]:
        """The ids of the lines that are taken over unless somebody decides otherwise."""
        return tuple(line.id for line in self.lines if line.proposed)


def roster_difference(database: Database, meeting_id: int, posts: Mapping[Post, str] = POSTS) -> RosterDifference:
    """Give who has come, who has gone, whose posts and titles have changed, and what was edited here by hand.

    Raises ``NoSuchMeetingError``, and ``NoSuchGovernmentError`` where its government has no organisation here.
    """
    with database.reader() as session:
        meeting = whole(session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        organisation = organisation_of(session, meeting.government)
        lines = difference(dossier_of(meeting), roster(organisation, meeting.date), taken_by(meeting), posts)
    return RosterDifference(meeting=meeting_id, lines=lines, words=posts)


def refresh_roster(database: Database, actor: Actor, shown: RosterDifference, chosen: Collection[str]) -> None:
    """Take over the lines that were chosen, by their ids, in one act that can be undone; the rest stays as it is.

    What was shown and not chosen counts as decided by hand and is not proposed again. Raises ``ChangedElsewhereError``
    where the difference is another by now, ``RefusedError`` where the minutes are locked.
    """

    class Refresh(Taking):
        def edit(self, dossier: Dossier) -> Dossier:
            found = roster(self.organisation, dossier.meeting.date)
            if difference(dossier, found, self.taken, shown.words) != shown.lines:
                raise ChangedElsewhereError("组织或会议名单在显示之后又有改动，没有更新", "请重新查看差异后再选择")
            after, self.taken = adopted(dossier, found, self.taken, chosen)
            return after

    Refresh().run(database, actor, shown.meeting, "按组织更新人员")


@record(kw_only=True)
class Known:
    """Somebody who can be put on a meeting's list: of its own record, by ``ref``, or of the organisation, by ``key``.

    ``called`` tells him from others of his name.
    """

    ref: str | None = None
    key: int | None = None
    name: str
    called: str
    title: str
    pinyin: str


def people_to_list(database: Database, meeting_id: int) -> tuple[Known, ...]:
    """Give who is not on a meeting's list yet: first those of its record, then all others of the organisation.

    Of those it is not asked whether they hold a post. Raises ``NoSuchMeetingError``.
    """
    with database.reader() as session:
        meeting = whole(session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        dossier, taken = dossier_of(meeting), taken_by(meeting)
        try:
            organisation = as_of(organisation_of(session, meeting.government), meeting.date)
        except NoSuchGovernmentError:
            organisation = None
    return (*_unlisted(dossier), *(() if organisation is None else _not_taken(organisation, taken)))


def _unlisted(dossier: Dossier) -> Iterator[Known]:
    listed, called = {row.person for row in dossier.attendance}, named_apart(dossier)
    for person in dossier.people:
        if person.id not in listed:
            title = person.title or unit_title(dossier, person)
            read = reading(tidy_name(person.name))
            yield Known(ref=person.id, name=person.name, called=called[person.id], title=title, pinyin=read)


def _not_taken(organisation: Organisation, taken: Taken) -> Iterator[Known]:
    there, called, known = {key for key, _ in taken.people.values()}, told_apart(organisation), units(organisation)
    for person in organisation.people:
        if person.key not in there:
            held = (known[post.department].name for post in person.posts if post.department in known)
            yield Known(
                key=person.key,
                name=person.name,
                called=called[person.key],
                title=person.title or next(held, ""),
                pinyin=person.pinyin or "",
            )


def take_person(database: Database, actor: Actor, meeting_id: int, person: int, *, part: Part | None = None) -> None:
    """Take one person of the organisation into a meeting, whether he holds a post or not; with ``part`` on its list.

    Raises ``RefusedError`` for somebody who is there already, ``NoSuchGovernmentError``.
    """

    class TakePerson(Taking):
        def edit(self, dossier: Dossier) -> Dossier:
            try:
                said = said_of(self.organisation, person, dossier.meeting.date)
            except KeyError:
                raise RefusedError("组织中没有这个人", "请刷新后重新选择") from None
            if person in {key for key, _ in self.taken.people.values()}:
                raise RefusedError(f"{said.name}已在本次会议的人员中", "请在名单中直接查找")
            dossier, units = self._with_units(dossier, said)
            people = {key: ref for ref, (key, _) in self.taken.people.items()}
            dossier = editing.add_person(dossier, person_fact(said, "", units, people))
            ref = dossier.people[-1].id
            taken = {**self.taken.people, ref: (person, said)}
            self.taken = replace(self.taken, people=taken, listed=self.taken.listed | {person})
            return dossier if part is None else editing.list_person(dossier, ref, part)

        def _with_units(self, dossier: Dossier, said: Said) -> tuple[Dossier, dict[int, str]]:
            """The meeting with the units in which he holds posts, and the ids of all that it has by key."""
            taken = dict(self.taken.departments)
            units = {key: ref for ref, (key, _) in taken.items()}
            for key in {held.department for held in said.posts} - units.keys():
                if isinstance(key, int):
                    unit = said_of_unit(self.organisation.department(key))
                    dossier, units[key] = with_unit(dossier, unit.name, unit.kind)
                    taken[units[key]] = (key, unit)
            self.taken = replace(self.taken, departments=taken)
            return dossier, units

    TakePerson().run(database, actor, meeting_id, "从组织中增加人员")


class Taking:
    """An act that takes something from the organisation: its edit is given both, and what it has taken is kept."""

    organisation: Organisation
    taken: Taken

    def edit(self, dossier: Dossier) -> Dossier:
        """Give the meeting as it is to be; ``taken`` then says what it has from the organisation."""
        raise NotImplementedError

    def run(self, database: Database, actor: Actor, meeting_id: int, act: str) -> None:
        """Run it on the meeting and the organisation as they stand, in one act."""
        act_on(database, actor, meeting_id, act, self.edit, also=self.look, afterwards=self._keep)

    def look(self, session: ActSession, meeting: Meeting, _: Dossier) -> None:
        """Take the organisation as it stands, and what the meeting has from it."""
        self.organisation = organisation_of(session, meeting.government)
        self.taken = taken_by(meeting)

    def _keep(self, session: ActSession, meeting: Meeting) -> None:
        keep_taken(session, meeting, self.taken)
