"""Proposals (候选议题): filed, edited, deleted and restored, put on a meeting, taken off, referred up; each one act.

A proposal is a dossier of one topic, so whatever is done to a topic of a meeting is done to it by the same acts
(``services/meetings.py``, with the proposal's key). What becomes of it when a meeting decides, or is deleted, happens
by itself (``services/placements.py``).
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from models.meetings import Meeting
from models.proposals import Placement
from secretariat.domain import facts
from secretariat.domain.editing import move_topic
from secretariat.domain.naming import plain_title
from secretariat.domain.permissions import Permission
from secretariat.domain.plain_text import tidy
from secretariat.domain.proposal_rosters import completed
from secretariat.domain.proposals import END_WORDS, TOPIC, End, origin_of, put_on, taken_off
from secretariat.domain.records import record
from secretariat.domain.rosters import NOTHING_TAKEN, Held, person_fact, said_of
from secretariat.domain.states import MeetingStatus
from secretariat.errors import RefusedError
from secretariat.services import rosters
from secretariat.services.meetings import act_on, no_such_meeting
from secretariat.services.organisation import NoSuchGovernmentError
from secretariat.services.placements import (
    joined,
    make_proposal,
    placements_of,
    placements_on,
    refuse_placed,
    release,
    side,
    the_proposal,
)
from secretariat.services.proposal_rows import Reader, store_proposal
from secretariat.services.store import dossier_of, whole
from secretariat.services.undo import undo

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Dossier
    from secretariat.domain.organisation import Organisation
    from secretariat.domain.permissions import Actor
    from secretariat.domain.proposals import Carried
    from secretariat.domain.rosters import Taken
    from secretariat.services.database import Database
    from secretariat.services.proposal_view import Deleted
    from secretariat.services.transaction import ActSession, Changes


# ------------------------------------------------------------------------------------------------------- filed, deleted


@record(kw_only=True)
class NewProposal:
    """What a proposal begins with; ``sponsor`` and the like are keys of the organisation, ``values`` fields of Topic.

    Without ``from_organisation`` it has no people and units of its own yet, as where a government has none on record.
    """

    government: str
    kind: str
    filed_on: dt.date
    title: str
    sponsor: int | None = None
    concerns: tuple[int, ...] = ()
    reporter: int | None = None
    proposed_by: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    from_organisation: bool = True


def create_proposal(database: Database, actor: Actor, new: NewProposal) -> int:
    """File a topic and give its key; people and units are the organisation's on the day of filing.

    Raises ``NoSuchGovernmentError``, ``ImpossibleError`` without a title, ``RefusedError`` for a unit or person who is
    not there on that day.
    """
    name = checked_title(new.title)
    act = f"登记议题：{name}"
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=act) as transaction:
        session = transaction.session
        empty = empty_proposal(session, new.government, new.kind, new.filed_on, from_organisation=new.from_organisation)
        taken = empty.taken
        units = {key: ref for ref, (key, _) in taken.departments.items()}
        people = {key: ref for ref, (key, _) in taken.people.items()}
        topic = facts.Topic(
            **{
                "registered_on": new.filed_on,
                **new.values,
                "no": TOPIC,
                "title": name,
                "sponsor": _there(units, new.sponsor, "单位"),
                "concerns": tuple(ref for key in new.concerns if (ref := _there(units, key, "单位"))),
                "reporter": _there(people, new.reporter, "人员"),
                "proposed_by": _there(people, new.proposed_by, "人员"),
            }
        )
        return store_proposal(session, replace(empty.dossier, topics=(topic,)), taken, empty.organisation_id).id


def checked_title(title: str) -> str:
    """A title as it is kept; raises ``RefusedError`` for none."""
    if not tidy(title):
        raise RefusedError("议题没有标题", "请填写议题标题")
    return tidy(title)


def _there(known: Mapping[int, str], key: int | None, what: str) -> str | None:
    if key is None:
        return None
    if key not in known:
        raise RefusedError(f"所选{what}在登记当日的组织中没有", "请核对登记日期，或重新选择")
    return known[key]


@record(kw_only=True)
class Empty:
    """A proposal without its topic, with the people and units of its day, and what of them is whose organisation's."""

    dossier: Dossier
    taken: Taken
    organisation_id: int | None


def empty_proposal(
    session: Session, government: str, kind: str, filed_on: dt.date, *, from_organisation: bool = True
) -> Empty:
    """Give a dossier that a topic can be put into."""
    dossier = facts.Dossier(
        format="secretariat-dossier/1",
        government=facts.Government(name=government),
        meeting=facts.Meeting(kind=kind, date=filed_on, status=MeetingStatus.PLANNED),
    )
    if not from_organisation:
        return Empty(dossier=dossier, taken=NOTHING_TAKEN, organisation_id=None)
    organisation = rosters.organisation_of(session, government)
    known = facts.Government(name=government, office=organisation.office, term=organisation.term)
    dossier, taken = completed(replace(dossier, government=known), NOTHING_TAKEN, organisation, filed_on)
    return Empty(dossier=dossier, taken=taken, organisation_id=organisation.key)


def delete_proposal(database: Database, actor: Actor, proposal_id: int) -> None:
    """Delete a proposal with all that belongs to it; refused while it is on a meeting. ``restore_proposal`` undoes it.

    Its files stay, since the trail names them.
    """
    with database.reader() as session:
        name = the_proposal(session, proposal_id).topics[0].title
    with database.transaction(
        actor=actor, permission=Permission.EDIT_MEETINGS, act=f"删除候选议题：{name}"
    ) as transaction:
        proposal = the_proposal(transaction.session, proposal_id)
        release(transaction.session, proposal, database.now().date())
        transaction.session.delete(proposal)


def restore_proposal(database: Database, actor: Actor, deleted: Deleted) -> Changes:
    """Bring a deleted proposal back as it was, under its own key; raises what ``undo`` raises."""
    return undo(database, actor, deleted.entry)


# ------------------------------------------------------------------------------------------------ on a meeting, and off


def place(
    database: Database,
    actor: Actor,
    proposals: Sequence[int],
    meeting_id: int,
    *,
    ad_hoc: facts.AdHoc | None = None,
    by: str | None = None,
    at: int | None = None,
) -> tuple[int, ...]:
    """Put proposals on a meeting, after its last topic, and give the numbers they have there; all of them or none.

    ``ad_hoc`` and ``by`` say why and in whose name they come after the agenda was set, in the meeting's ids. ``at`` is
    the number that the first is to have, where it is not set yet. Raises
    ``RefusedError`` for one that is on a meeting already or was decided, ``NoSuchMeetingError``.
    """
    putting = _Putting(database.now().date(), proposals, ad_hoc, by, at)
    with database.reader() as session:
        names = [the_proposal(session, key).topics[0].title for key in proposals]
    act = f"列入议程：{names[0]}" + (f"等{len(names)}项" if len(names) > 1 else "")
    act_on(database, actor, meeting_id, act, putting.edit, also=putting.look, afterwards=putting.keep)
    return tuple(carried.topic.no for carried in putting.carried.values())


class _Putting:
    """One act that puts proposals on a meeting: what is looked at first, the edit, what is kept beside it."""

    def __init__(
        self, today: dt.date, proposals: Sequence[int], ad_hoc: facts.AdHoc | None, by: str | None, at: int | None
    ) -> None:
        self._today = today
        self._keys = tuple(dict.fromkeys(proposals))
        self._ad_hoc = ad_hoc
        self._by = by
        self._at = at
        self.carried: dict[int, Carried] = {}

    def look(self, session: ActSession, meeting: Meeting, before: Dossier) -> None:
        if meeting.proposal:
            raise no_such_meeting(meeting.id)
        self._sources = {}
        reader = Reader(session, self._today)
        for key in self._keys:
            proposal = the_proposal(session, key)
            _refuse_used(session, proposal)
            self._sources[key] = reader.parts(proposal)
        self._taken = rosters.taken_by(meeting)
        self._organisation = _organisation(session, before)

    def edit(self, dossier: Dossier) -> Dossier:
        for key, (source, taken) in self._sources.items():
            carried = put_on(
                side(source, taken), side(dossier, self._taken), on=self._today, ad_hoc=self._ad_hoc, by=self._by
            )
            self._taken = joined(self._taken, taken, carried)
            dossier = self._as_of_the_day(carried)
            self.carried[key] = carried
        if self._at is not None and dossier.meeting.agenda_set_on is None:
            for number, (key, carried) in enumerate(self.carried.items(), self._at):
                dossier = move_topic(dossier, carried.topic.no, number)
                self.carried[key] = replace(carried, topic=replace(carried.topic, no=number))
        return dossier

    def keep(self, session: ActSession, meeting: Meeting) -> None:
        rosters.keep_taken(session, meeting, self._taken)
        rows = {row.no: row.id for row in meeting.topics}
        for key, carried in self.carried.items():
            row = rows[carried.topic.no]
            session.add(Placement(proposal_id=key, meeting_id=meeting.id, topic=row, placed_on=self._today))
        session.flush()

    def _as_of_the_day(self, carried: Carried) -> Dossier:
        """Those who came along hold what posts the organisation says for the meeting's day, past ones with their ends.

        A proposal has people as of the day it was filed: whoever has left since would be due at the meeting.
        """
        dossier = carried.dossier
        if self._organisation is None:
            return dossier
        linked = {ref: self._taken.people[ref][0] for ref in carried.added_people.values() if ref in self._taken.people}
        fresh = {ref: _until(self._organisation, key, dossier, self._taken) for ref, key in linked.items()}
        people = tuple(
            person
            if (now := fresh.get(person.id)) is None
            else replace(person, posts=now.posts, in_charge_of=now.in_charge_of)
            for person in dossier.people
        )
        return replace(dossier, people=people)


def _until(organisation: Organisation, key: int, dossier: Dossier, taken: Taken) -> facts.Person | None:
    """Somebody with all posts that he has begun to hold by the meeting's day, in the meeting's ids."""
    day = dossier.meeting.date
    try:
        said = said_of(organisation, key, day)
    except KeyError:
        return None
    posts = tuple(
        Held(post=held.post, department=held.department, from_=held.from_, to=held.to)
        for held in organisation.person(key).posts
        if held.from_ is None or held.from_ <= day
    )
    units = {unit: ref for ref, (unit, _) in taken.departments.items()}
    return person_fact(replace(said, posts=posts), "", units, {})


def _organisation(session: Session, dossier: Dossier) -> Organisation | None:
    try:
        return rosters.organisation_of(session, dossier.government.name)
    except NoSuchGovernmentError:
        return None


def _refuse_used(session: Session, proposal: Meeting) -> None:
    refuse_placed(session, proposal)
    for one in placements_of(session, proposal.id):
        if one.outcome == End.DECIDED:
            meeting = session.get_one(Meeting, one.meeting_id)
            where = plain_title(meeting.government, meeting.kind, meeting.number, meeting.date)
            raise RefusedError(
                f"议题“{proposal.topics[0].title}”已在{where}议定",
                "要再次上会的，请在该次会议的议题上选“转报”，另立候选议题",
            )


def take_off(
    database: Database, actor: Actor, meeting_id: int, no: int, *, reason: str | None = None, by: str | None = None
) -> int:
    """Take a topic off a meeting and give the key of its proposal, which is a candidate again.

    One that was typed into the agenda gets a proposal by this. ``by`` is a person of the meeting.
    """
    today = database.now().date()
    found: list[int] = []

    def look(session: ActSession, meeting: Meeting, before: Dossier) -> None:
        row = next((row.id for row in meeting.topics if row.no == no), None)
        if row is None:
            return  # the edit says so
        for placement in placements_on(session, meeting_id):
            if placement.topic == row and placement.outcome != End.REFERRED:
                placement.reason = reason
                found.append(placement.proposal_id)
        if not found:
            origin = origin_of(before, no, END_WORDS[End.WITHDRAWN])
            made = make_proposal(
                session, meeting, before, no, key=row, origin=origin, end=End.WITHDRAWN, on=today, reason=reason
            )
            found.append(made.id)

    def edit(dossier: Dossier) -> Dossier:
        return taken_off(dossier, no, on=today, by=by, reason=reason)

    act_on(database, actor, meeting_id, f"撤出议题{no}", edit, also=look)
    return found[-1]


def refer_up(database: Database, actor: Actor, meeting_id: int, no: int, *, kind: str) -> int:
    """Make a proposal, meant for a meeting of ``kind``, of a topic that another one heard, and give its key.

    The meeting stays as it is, its minutes may be locked. Raises ``NoSuchMeetingError``, ``RefusedError`` for a topic
    that is not there.
    """
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=f"转报议题{no}") as transaction:
        session = transaction.session
        meeting = whole(session, meeting_id)
        if meeting is None or meeting.proposal:
            raise no_such_meeting(meeting_id)
        row = next((row.id for row in meeting.topics if row.no == no), None)
        if row is None:
            raise RefusedError(f"没有议题{no}", "请核对议题序号")
        dossier = dossier_of(meeting)
        origin = origin_of(dossier, no, END_WORDS[End.REFERRED])
        today = database.now().date()
        return make_proposal(
            session, meeting, dossier, no, key=row, origin=origin, end=End.REFERRED, on=today, kind=kind
        ).id
