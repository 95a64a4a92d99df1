"""What is done to the organisation: one function for each act of the user, each one transaction with its audit entry.

An act is a pure edit (``domain/organisation_editing.py``) of the organisation as it stands in that moment; what comes
of it is refused with ``OrganisationFaultError`` where it cannot be. Whoever edits hands back the ``version`` that he
saw; ``ChangedElsewhereError`` says that another seat was faster. All acts can be undone, deletions too. No act touches
a meeting: each keeps the people and posts of its own day.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from models import organisation as tables
from secretariat.domain import organisation_editing as editing
from secretariat.domain.organisation_faults import faults
from secretariat.domain.permissions import Permission
from secretariat.domain.plain_text import tidy
from secretariat.errors import RefusedError, UserError
from secretariat.services.away_store import refuse_if_in_register
from secretariat.services.database_faults import changed_elsewhere
from secretariat.services.organisation_guard import one_at_a_time
from secretariat.services.organisation_store import load, rewrite
from secretariat.services.pinyin import checked_correction, reading
from secretariat.services.post_words import words_today
from secretariat.services.sitting import meetings_of_department, meetings_with

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Part, Person
    from secretariat.domain.organisation_faults import Fault
    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import DepartmentKind, Post
    from secretariat.services.database import Database
    from secretariat.services.sitting import Sitting
    from secretariat.services.transaction import ActSession


class OrganisationFaultError(UserError):
    """An edit after which the organisation would say what cannot be; ``faults`` name row and field."""

    def __init__(self, found: Sequence[Fault]) -> None:
        more = f"（另有 {len(found) - 1} 处问题）" if len(found) > 1 else ""
        super().__init__(f"{found[0].text}{more}", found[0].remedy)
        self.faults = tuple(found)


class NoSuchGovernmentError(UserError):
    """A government that has no organisation here."""


class SatInMeetingsError(RefusedError):
    """Somebody, or a department, that meetings remember and that is therefore not deleted; ``meetings``, newest first.

    The posts can be ended instead (``end_person``), the department can be given a last day.
    """

    def __init__(self, message: str, remedy: str, meetings: tuple[Sitting, ...]) -> None:
        super().__init__(message, remedy)
        self.meetings = meetings


class Seen(NamedTuple):
    """The row that somebody saw when he began to edit, and its version then."""

    part: Part
    key: int
    version: int


# ---------------------------------------------------------------------------------------------------------- the acts


def act_on(
    database: Database,
    actor: Actor,
    government: int | str,
    act: str,
    edit: Callable[[Organisation], Organisation],
    *,
    seen: Seen | None = None,
    check: Callable[[ActSession, Organisation], None] | None = None,
) -> dict[int, int]:
    """Apply one edit to the organisation as it stands, as one act; give the keys of what is new by their negative ones.

    A name instead of a key registers that government in the same act. ``check`` may refuse by what else the database
    says. Raises ``NoSuchGovernmentError``, ``ChangedElsewhereError``,
    ``OrganisationFaultError``, and what the edit raises.
    """
    with database.transaction(actor=actor, permission=Permission.EDIT_ORGANISATION, act=act) as transaction:
        session = transaction.session
        if isinstance(government, str):
            government = _register(session, government)
        one_at_a_time(session, government)
        try:
            loaded = load(session, government)
        except LookupError:
            raise no_such_government() from None
        before = loaded.organisation
        if seen is not None and _version(before, seen) != seen.version:
            raise changed_elsewhere()
        if check is not None:
            check(session, before)
        after = with_readings(before, edit(before))
        refuse_faults(before, after, partial(words_today, database))
        return rewrite(session, loaded, after)


def refuse_faults(before: Organisation, after: Organisation, words: Callable[[str], Mapping[Post, str]]) -> None:
    """Raise ``OrganisationFaultError`` for what an edit would make wrong; what was wrong before is let be.

    ``words`` gives a government's words for its posts; it is asked for them only to refuse.
    """
    known = {fault.same for fault in faults(before)}
    if {fault.same for fault in faults(after)} - known:
        raise OrganisationFaultError([fault for fault in faults(after, words(after.name)) if fault.same not in known])


def with_readings(before: Organisation, after: Organisation) -> Organisation:
    """The organisation with the readings of names that are new, changed or corrected."""
    known = {person.key: person for person in before.people}
    return replace(after, people=tuple(_read(known.get(person.key), person) for person in after.people))


def _read(was: Person | None, person: Person) -> Person:
    if was is not None and (was.name, was.pinyin_correction) == (person.name, person.pinyin_correction) and was.pinyin:
        return person
    correction = checked_correction(person.name, person.pinyin_correction or "")
    if was is not None and was.name != person.name and correction == was.pinyin_correction:
        correction = None  # it was typed for another name
    return replace(person, pinyin=reading(person.name, correction), pinyin_correction=correction)


def _version(organisation: Organisation, seen: Seen) -> int | None:
    if seen.part == "government":
        return organisation.version
    return next((row.version for row in _rows(organisation, seen.part) if row.key == seen.key), None)


def _rows(organisation: Organisation, part: Part) -> Iterable[Department | Person | Holding | Charge | Pair]:
    match part:
        case "department":
            return organisation.departments
        case "person":
            return organisation.people
        case "holding":
            return (held for person in organisation.people for held in person.posts)
        case "charge":
            return (charge for person in organisation.people for charge in person.charges)
        case _:
            return organisation.pairs


def no_such_government() -> NoSuchGovernmentError:
    """Give what is said where a government has no organisation here."""
    return NoSuchGovernmentError("没有这个政府的组织资料", "请先在组织页登记本级政府的名称")


# -------------------------------------------------------------------------------------------------------- government


def add_government(
    database: Database, actor: Actor, name: str, *, office: str | None = None, term: int | None = None
) -> int:
    """Register a government, and give its key; raises ``RefusedError`` where it is there already."""
    with database.transaction(
        actor=actor, permission=Permission.EDIT_ORGANISATION, act=f"登记政府：{tidy(name)}"
    ) as transaction:
        return _register(transaction.session, name, office=tidy(office or "") or None, term=term)


def _register(session: ActSession, name: str, *, office: str | None = None, term: int | None = None) -> int:
    name = tidy(name)
    if not name:
        raise RefusedError("没有填写政府名称", "请填写全称，与会议文件上的一致")
    if session.scalar(sa.select(tables.Government.id).where(tables.Government.name == name)) is not None:
        raise RefusedError(f"{name}已经登记", "请直接打开它的组织资料")
    made = tables.Government(name=name, office=office, term=term)
    session.add(made)
    session.flush()
    return made.id


def edit_government(database: Database, actor: Actor, government: int, *, version: int, **values: Any) -> None:  # noqa: ANN401
    """Change name, office or term (届) of a government."""
    told: dict[str, Any] = {
        key: tidy(value) or None if isinstance(value, str) else value for key, value in values.items()
    }
    if "name" in told and not told["name"]:
        raise RefusedError("没有填写政府名称", "请填写全称，与会议文件上的一致")
    act_on(
        database,
        actor,
        government,
        "修改政府资料",
        lambda organisation: replace(organisation, **told),
        seen=Seen("government", government, version),
    )


# -------------------------------------------------------------------------------------------------------- departments


def add_department(
    database: Database,
    actor: Actor,
    government: int,
    name: str,
    *,
    kind: DepartmentKind | None = None,
    **values: Any,  # noqa: ANN401
) -> int:
    """Add a department at the end of the order, with ``roles``, ``from_``, ``to``, ``phone``; give its key."""
    edit = partial(editing.add_department, name=name, kind=kind, **values)
    return _new(act_on(database, actor, government, f"增加单位：{tidy(name)}", edit))


def edit_department(
    database: Database,
    actor: Actor,
    government: int,
    key: int,
    *,
    version: int,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change name, kind, roles, first or last day of a department; ``to`` ends it (撤销)."""
    edit = partial(editing.set_department, key=key, **values)
    act_on(database, actor, government, "修改单位", edit, seen=Seen("department", key, version))


def delete_department(database: Database, actor: Actor, government: int, key: int, *, version: int) -> None:
    """Delete a department nobody ever had a post in; raises ``SatInMeetingsError`` where meetings remember it."""

    def check(session: ActSession, organisation: Organisation) -> None:
        if found := meetings_of_department(session, key):
            text = f"“{organisation.department(key).name}”在{_meetings(found)}的记录中，不能删除"
            raise SatInMeetingsError(text, "单位已撤销的，请填写撤销日期", found)

    edit = partial(editing.remove_department, key=key)
    seen = Seen("department", key, version)
    act_on(database, actor, government, "删除单位", edit, seen=seen, check=check)


def order_departments(database: Database, actor: Actor, government: int, keys: Sequence[int]) -> None:
    """Put the departments in an order; those that are not named follow as they stood."""
    act_on(database, actor, government, "调整单位排序", partial(editing.order_departments, keys=keys))


# -------------------------------------------------------------------------------------------------------------- people


def add_person(
    database: Database,
    actor: Actor,
    government: int,
    person: Person,
    *,
    today: dt.date,
    place: int | None = None,
) -> int:
    """Add a person, with the posts and charges that come with him, and give his key; all keys in ``person`` are idle.

    Without ``place`` (from 0) he comes in after the last who ranks as high. Somebody of the same name must be told
    apart by ``distinction``.
    """
    edit = partial(editing.add_person, person=person, today=today, place=place)
    return _new(act_on(database, actor, government, f"增加人员：{tidy(person.name)}", edit))


def edit_person(
    database: Database,
    actor: Actor,
    government: int,
    key: int,
    *,
    version: int,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change ``name``, ``distinction``, ``title``, ``cpc_member`` or ``pinyin_correction`` of a person."""
    edit = partial(editing.set_person, key=key, **values)
    act_on(database, actor, government, "修改人员", edit, seen=Seen("person", key, version))


def delete_person(database: Database, actor: Actor, government: int, key: int, *, version: int) -> None:
    """Delete a person with posts, charges and pairs; raises ``SatInMeetingsError`` for who sat in a meeting.

    Raises ``RefusedError`` for whom the register of those away names.
    """

    def check(session: ActSession, organisation: Organisation) -> None:
        person = organisation.person(key)
        if found := meetings_with(session, organisation, person):
            text = f"{person.name}在{_meetings(found)}的记录中，不能删除"
            raise SatInMeetingsError(text, "不再任职的，请结束其全部任职；过去的会议不受影响", found)
        refuse_if_in_register(session, key, person.name)

    edit = partial(editing.remove_person, key=key)
    act_on(database, actor, government, "删除人员", edit, seen=Seen("person", key, version), check=check)


def end_person(database: Database, actor: Actor, government: int, key: int, last_day: dt.date, *, version: int) -> None:
    """End all posts, charges and pairs of somebody on a day; past meetings stay as they were."""
    edit = partial(editing.end_person, key=key, last_day=last_day)
    act_on(database, actor, government, "结束全部任职", edit, seen=Seen("person", key, version))


def move_person(database: Database, actor: Actor, government: int, key: int, place: int) -> None:
    """Move somebody in the protocol order, to a place counted from 0 among the others."""
    act_on(database, actor, government, "调整人员排序", partial(editing.move_person, key=key, place=place))


def order_people(database: Database, actor: Actor, government: int, keys: Sequence[int]) -> None:
    """Put people in protocol order, as ``protocol_order.usual_order`` proposes it; who is not named follows."""
    act_on(database, actor, government, "调整人员排序", partial(editing.order_people, keys=keys))


# ------------------------------------------------------------------------------------------ posts, charges and pairs


def add_holding(
    database: Database, actor: Actor, government: int, person: int, holding: Holding, *, first: bool = False
) -> int:
    """Give somebody a post and give the key of the term; ``first``: lists name him by it."""
    edit = partial(editing.add_holding, person=person, holding=holding, first=first)
    return _new(act_on(database, actor, government, "增加任职", edit))


def edit_holding(
    database: Database,
    actor: Actor,
    government: int,
    key: int,
    *,
    version: int,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change ``post``, ``department``, ``from_`` or ``to`` of a term of office."""
    edit = partial(editing.set_holding, key=key, **values)
    act_on(database, actor, government, "修改任职", edit, seen=Seen("holding", key, version))


def end_holding(
    database: Database, actor: Actor, government: int, key: int, last_day: dt.date, *, version: int
) -> None:
    """End a term of office on a day; past meetings stay as they were."""
    edit = partial(editing.set_holding, key=key, to=last_day)
    act_on(database, actor, government, "结束任职", edit, seen=Seen("holding", key, version))


def delete_holding(database: Database, actor: Actor, government: int, key: int, *, version: int) -> None:
    """Delete a term of office that was entered by mistake."""
    edit = partial(editing.remove_holding, key=key)
    act_on(database, actor, government, "删除任职", edit, seen=Seen("holding", key, version))


def order_holdings(database: Database, actor: Actor, government: int, person: int, keys: Sequence[int]) -> None:
    """Put somebody's posts in an order, the one that lists name him by first."""
    act_on(database, actor, government, "调整任职排序", partial(editing.order_holdings, person=person, keys=keys))


def add_charge(database: Database, actor: Actor, government: int, person: int, charge: Charge) -> int:
    """Put somebody in charge of a department (分管), and give the charge's key."""
    return _new(
        act_on(database, actor, government, "增加分管", partial(editing.add_charge, person=person, charge=charge))
    )


def edit_charge(
    database: Database,
    actor: Actor,
    government: int,
    key: int,
    *,
    version: int,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change ``department``, ``from_`` or ``to`` of a charge; ``to`` ends it."""
    edit = partial(editing.set_charge, key=key, **values)
    act_on(database, actor, government, "修改分管", edit, seen=Seen("charge", key, version))


def delete_charge(database: Database, actor: Actor, government: int, key: int, *, version: int) -> None:
    """Delete a charge that was entered by mistake."""
    edit = partial(editing.remove_charge, key=key)
    act_on(database, actor, government, "删除分管", edit, seen=Seen("charge", key, version))


def add_pair(database: Database, actor: Actor, government: int, pair: Pair) -> int:
    """Let two stand in for each other (补位、AB角), and give the pair's key."""
    return _new(act_on(database, actor, government, "增加补位", partial(editing.add_pair, pair=pair)))


def edit_pair(
    database: Database,
    actor: Actor,
    government: int,
    key: int,
    *,
    version: int,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change ``person``, ``other``, ``from_`` or ``to`` of a pair; ``to`` ends it."""
    edit = partial(editing.set_pair, key=key, **values)
    act_on(database, actor, government, "修改补位", edit, seen=Seen("pair", key, version))


def delete_pair(database: Database, actor: Actor, government: int, key: int, *, version: int) -> None:
    """Delete a pair that was entered by mistake."""
    edit = partial(editing.remove_pair, key=key)
    act_on(database, actor, government, "删除补位", edit, seen=Seen("pair", key, version))


def _new(keys: dict[int, int]) -> int:
    """The key of what was added: parts that come with it have lower negative ones."""
    return keys[max(keys)]


def _meetings(found: Sequence[Sitting]) -> str:
    first = found[0].title
    return f"{first}等 {len(found)} 次会议" if len(found) > 1 else first
