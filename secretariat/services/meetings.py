"""What is done to a meeting: one function for each act of the user, each one transaction with its audit entry.

An act names the meeting by its key, people and departments by the ids of its own snapshot, topics by number. It is
applied to the meeting as it stands in that moment, so acts of two seats follow each other and none undoes the other.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain import editing, people_editing
from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import Dossier, Government, Meeting
from secretariat.domain.identity import locked
from secretariat.domain.list_difference import by_hand
from secretariat.domain.naming import COMMON_KINDS, meeting_name
from secretariat.domain.permissions import Permission
from secretariat.domain.states import MeetingStatus, Presence
from secretariat.errors import RefusedError, UserError
from secretariat.rules.case import Case
from secretariat.rules.due_list import asked, due_list
from secretariat.services import integrity, minute_numbers, rosters
from secretariat.services.checking import check_dossier
from secretariat.services.dossiers import NoSuchMeetingError, find_same, title
from secretariat.services.placements import Following, release
from secretariat.services.proposal_rows import Reader, rewrite_proposal, whole_dossier
from secretariat.services.rewriting import rewrite_meeting
from secretariat.services.store import dossier_of, load_dossier, store_meeting, whole
from secretariat.strict_input import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from models.meetings import Meeting as MeetingTable
    from secretariat.domain.facts import Department, Person
    from secretariat.domain.people_editing import NewPerson
    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import Part
    from secretariat.rules.finding import Judgement
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference
    from secretariat.services.transaction import ActSession


TAKEN_OFF: Final = "移出名单"
"""How the trail calls taking somebody off the list; ``services/attendance_lists.py`` finds it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting as a page shows it.

    ``judgement`` and ``rulebook`` are ``None`` where no rulebook judges it; ``unjudged`` then says why and what to do.
    ``by_hand`` are those on the list whom the rulebook does not put there.
    """

    id: int
    dossier: Dossier
    name: str
    kind_name: str
    locked: bool
    rulebook: Rulebook | None
    judgement: Judgement | None
    unjudged: str | None
    by_hand: frozenset[str] = frozenset()


def open_meeting(database: Database, reference: Reference, meeting_id: int, *, today: dt.date) -> MeetingView:
    """One meeting with its judgement; raises ``NoSuchMeetingError``."""
    with database.reader() as session:
        try:
            dossier = whole_dossier(session, meeting_id, today)
        except LookupError:
            raise no_such_meeting(meeting_id) from None
    return view_of(meeting_id, dossier, reference, today=today)


def view_of(meeting_id: int, dossier: Dossier, reference: Reference, *, today: dt.date) -> MeetingView:
    """A dossier as a page shows it."""
    kind = dossier.meeting.kind
    kind_name, name = COMMON_KINDS.get(kind, kind), title(dossier)
    rulebook = judgement = unjudged = None
    hand: frozenset[str] = frozenset()
    try:
        checked = check_dossier(dossier, reference, as_of=today)
    except UserError as error:
        unjudged = str(error)
    else:
        rulebook, judgement = checked.rulebook, checked.judgement
        kind_name = rulebook.kinds[kind].name if kind in rulebook.kinds else kind_name
        name = meeting_name(dossier.meeting, dossier.government, rulebook.words, kind_name)
        if (rule := rulebook.kinds.get(kind)) is not None:
            case = Case(rulebook, rule, dossier, as_of=today, calendar=WorkCalendar({}))
            hand = by_hand(dossier, due_list(case), typed=rule.membership == "typed") - asked(case)
    return MeetingView(
        id=meeting_id,
        dossier=dossier,
        name=name,
        kind_name=kind_name,
        locked=dossier.minutes is not None and locked(dossier.minutes.stage),
        rulebook=rulebook,
        judgement=judgement,
        unjudged=unjudged,
        by_hand=hand,
    )


# -- a new meeting ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """What a new meeting begins with.

    ``from_organisation``: its people and units are the organisation's on its day; ``roster_of`` is the key of a meeting
    whose people are brought over instead.
    """

    government: str
    kind: str
    date: dt.date
    office: str | None = None
    term: int | None = None
    rulebook: str | None = None
    number: int | None = None
    year: int | None = None
    start: dt.time | None = None
    place: str | None = None
    roster_of: int | None = None
    from_organisation: bool = False


def create_meeting(database: Database, actor: Actor, new: NewMeeting, *, name: str) -> int:
    """Create a meeting and give its key; ``name`` is how the trail calls it.

    Raises the faults of the database, among them that there is a meeting of that number in its period already, and
    ``NoSuchGovernmentError`` where the organisation was asked for and there is none.
    """
    dossier = Dossier(
        format="secretariat-dossier/1",
        rulebook=new.rulebook,
        government=Government(name=new.government, office=new.office, term=new.term),
        meeting=Meeting(
            kind=new.kind,
            status=MeetingStatus.PLANNED,
            date=new.date,
            number=new.number,
            year=new.year,
            start=new.start,
            place=new.place,
        ),
    )
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=f"新建会议：{name}") as transaction:
        session = transaction.session
        _refuse_taken(session, dossier)
        taken = None
        if new.from_organisation:
            dossier, taken = rosters.filled(session, dossier)
        elif new.roster_of is not None:
            earlier = whole(session, new.roster_of)
            if earlier is None:
                raise no_such_meeting(new.roster_of)
            dossier, taken = editing.bring_roster(dossier, dossier_of(earlier)), rosters.taken_by(earlier)
        meeting = store_meeting(session, dossier)
        if taken is not None:
            rosters.keep_taken(session, meeting, taken)
        return meeting.id


def _refuse_taken(session: ActSession, dossier: Dossier) -> None:
    if dossier.meeting.number is not None and find_same(session, dossier) is not None:
        raise RefusedError(f"{title(dossier)}已经有了", "请核对次数，或打开已有的会议")


def delete_meeting(database: Database, actor: Actor, meeting_id: int) -> None:
    """Delete a meeting with all that belongs to it; refused where its minutes are locked. Can be undone."""
    with database.transaction(
        actor=actor, permission=Permission.EDIT_MEETINGS, act=f"删除会议（编号 {meeting_id}）"
    ) as transaction:
        meeting = whole(transaction.session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        name = title(dossier_of(meeting))
        _refuse_locked(meeting.minutes is not None and locked(meeting.minutes.stage), name)
        minute_numbers.release(transaction.session, meeting_id, f"会议已删除：{name}")
        release(transaction.session, meeting, database.now().date())
        transaction.session.delete(meeting)


# -- acts -------------------------------------------------------------------------------------------------------------


def act_on(  # noqa: PLR0913 (an act has many sides, all named)
    database: Database,
    actor: Actor,
    meeting_id: int,
    act: str,
    edit: Callable[[Dossier], Dossier],
    *,
    permission: Permission = Permission.EDIT_MEETINGS,
    although_locked: bool = False,
    undoable: bool = True,
    also: Callable[[ActSession, MeetingTable, Dossier], None] | None = None,
    afterwards: Callable[[ActSession, MeetingTable], None] | None = None,
) -> int:
    """Apply one edit to a meeting as it stands, as one act; give the meeting's key.

    ``also`` writes what is no part of a dossier, first and in the same act; it is given the session, the meeting's row
    and the dossier as it was. ``afterwards`` does so last, once the rows are those of the dossier. Raises
    ``NoSuchMeetingError``, ``RefusedError`` where the minutes are locked (unless ``although_locked``), what the edit
    raises, and ``UnusableInputError`` where the outcome cannot be.
    """
    with database.transaction(actor=actor, permission=permission, act=act, undoable=undoable) as transaction:
        meeting = whole(transaction.session, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        taken = None
        if meeting.proposal:
            before, taken = Reader(transaction.session, database.now().date()).parts(meeting)
        else:
            before = dossier_of(meeting)
        _refuse_locked(
            not although_locked and before.minutes is not None and locked(before.minutes.stage), title(before)
        )
        if also is not None:
            also(transaction.session, meeting, before)
        after = edit(before)
        following = Following(transaction.session, meeting, before)
        if after != before:
            refuse(integrity.problems(after), source="本次会议")
            if taken is None:
                rewrite_meeting(transaction.session, meeting, after)
            else:
                rewrite_proposal(transaction.session, meeting, after, taken)
            following.follow(after, database.now().date())
        if afterwards is not None:
            afterwards(transaction.session, meeting)
    return meeting_id


def _refuse_locked(is_locked: bool, name: str) -> None:  # noqa: FBT001 (a private guard)
    if is_locked:
        raise RefusedError(f"{name}的纪要已经印发并锁定，不能修改", "确需更正的，请在纪要页新建更正版本")


def no_such_meeting(meeting_id: int) -> NoSuchMeetingError:
    """Give what is said of a meeting that is not there."""
    return NoSuchMeetingError(f"没有编号为 {meeting_id} 的会议", "它可能已被删除，请返回会议列表")


def edit_meeting(database: Database, actor: Actor, meeting_id: int, **values: Any) -> int:  # noqa: ANN401 (of Meeting)
    """Change what is known of the meeting itself: its day, place, chair."""
    return act_on(database, actor, meeting_id, "修改会议概况", partial(editing.set_meeting, **values))


def edit_government(database: Database, actor: Actor, meeting_id: int, **values: Any) -> int:  # noqa: ANN401
    """Change the government, its office or its term as of the meeting."""

    def edit(dossier: Dossier) -> Dossier:
        return dataclasses.replace(dossier, government=dataclasses.replace(dossier.government, **values))

    return act_on(database, actor, meeting_id, "修改会议概况", edit)


def set_rulebook(database: Database, actor: Actor, meeting_id: int, code: str | None) -> int:
    """Have a rulebook judge the meeting; with ``None``, its government's in force on the day."""
    return act_on(
        database, actor, meeting_id, "选择工作规则", lambda dossier: dataclasses.replace(dossier, rulebook=code)
    )


def set_status(database: Database, actor: Actor, meeting_id: int, status: MeetingStatus) -> int:
    """Record how far the meeting has come."""
    return act_on(database, actor, meeting_id, "修改会议状态", partial(editing.set_meeting, status=status))


def add_department(database: Database, actor: Actor, meeting_id: int, department: Department) -> int:
    """Add a department to the meeting's own record."""
    edit = partial(editing.add_department, department=department)
    return act_on(database, actor, meeting_id, f"增加单位：{department.name}", edit)


def edit_department(database: Database, actor: Actor, meeting_id: int, department: str, **values: Any) -> int:  # noqa: ANN401
    """Change a department of the meeting's own record."""
    return act_on(
        database, actor, meeting_id, "修改单位", partial(editing.set_department, department_id=department, **values)
    )


def add_person(database: Database, actor: Actor, meeting_id: int, person: Person, *, part: Part | None = None) -> int:
    """Add a person to the meeting's own record, and with ``part`` to its list."""

    def edit(dossier: Dossier) -> Dossier:
        added = editing.add_person(dossier, person)
        return added if part is None else editing.list_person(added, added.people[-1].id, part)

    return act_on(database, actor, meeting_id, f"增加人员：{person.name}", edit)


def add_newcomer(database: Database, actor: Actor, meeting_id: int, new: NewPerson) -> int:
    """Add somebody who was typed in, with his unit and, where he has one, to a part of the list."""
    return act_on(database, actor, meeting_id, f"增加人员：{new.name}", new.added_to)


def edit_person(database: Database, actor: Actor, meeting_id: int, person: str, **values: Any) -> int:  # noqa: ANN401
    """Change a person of the meeting's own record: name, title, posts; units by id or by name, new ones are added."""
    return act_on(
        database, actor, meeting_id, "修改人员", partial(people_editing.change_person, person=person, values=values)
    )


def remove_person(database: Database, actor: Actor, meeting_id: int, person: str) -> int:
    """Take a person off the list and out of the meeting's record; refused where he is named elsewhere."""

    def edit(dossier: Dossier) -> Dossier:
        return editing.remove_person(editing.unlist_person(dossier, person), person)

    return act_on(database, actor, meeting_id, "删除人员", edit)


def bring_roster(database: Database, actor: Actor, meeting_id: int, earlier: int) -> int:
    """Bring people and departments over from an earlier meeting."""
    with database.reader() as session:
        roster = load_dossier(session, earlier)
    return act_on(database, actor, meeting_id, "带入人员名单", partial(editing.bring_roster, earlier=roster))


def list_person(database: Database, actor: Actor, meeting_id: int, person: str, part: Part) -> int:
    """Put somebody on the list, or move him to another part."""
    return act_on(database, actor, meeting_id, "列入名单", partial(editing.list_person, person_id=person, part=part))


def unlist_person(database: Database, actor: Actor, meeting_id: int, person: str) -> int:
    """Take somebody off the list."""
    return act_on(database, actor, meeting_id, TAKEN_OFF, partial(editing.unlist_person, person_id=person))


def list_again(database: Database, actor: Actor, meeting_id: int, before: Dossier, person: str) -> int:
    """Put somebody who was taken off the list back as he stood there ``before``."""
    edit = partial(people_editing.listed_again, before=before, person=person)
    return act_on(database, actor, meeting_id, "恢复名单", edit)


def sign_in_rest(database: Database, actor: Actor, meeting_id: int, parts: tuple[Part, ...]) -> int:
    """Mark present whoever of these parts has neither come nor asked for leave."""
    edit = partial(people_editing.sign_in_rest, parts=parts)
    return act_on(database, actor, meeting_id, "其余人员签到", edit)


def mark(database: Database, actor: Actor, meeting_id: int, person: str, status: Presence) -> int:
    """Mark somebody present, on leave or absent."""
    words = {Presence.PRESENT: "签到", Presence.LEAVE: "登记请假", Presence.ABSENT: "登记缺席"}
    return act_on(database, actor, meeting_id, words[status], partial(editing.mark, person_id=person, status=status))


def edit_attendance(database: Database, actor: Actor, meeting_id: int, person: str, **values: Any) -> int:  # noqa: ANN401
    """Record arrival, departure, absence for topics, a substitute."""
    return act_on(
        database, actor, meeting_id, "修改出席记录", partial(editing.set_attendance, person_id=person, **values)
    )


def edit_leave(database: Database, actor: Actor, meeting_id: int, person: str, **values: Any) -> int:  # noqa: ANN401
    """Record a leave: when asked, why, by whom approved."""
    return act_on(database, actor, meeting_id, "登记请假", partial(editing.set_leave, person_id=person, **values))


def edit_topic(database: Database, actor: Actor, meeting_id: int, no: int, **values: Any) -> int:  # noqa: ANN401
    """Change a topic."""
    return act_on(database, actor, meeting_id, f"修改议题{no}", partial(editing.set_topic, no=no, **values))


def remove_topic(database: Database, actor: Actor, meeting_id: int, no: int) -> int:
    """Remove a topic."""
    return act_on(database, actor, meeting_id, f"删除议题{no}", partial(editing.remove_topic, no=no))
