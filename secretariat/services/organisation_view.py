"""The organisation as its page shows it: everybody with what he holds on a day, narrowed by what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from models import organisation as tables
from secretariat.domain.labels import POSTS
from secretariat.domain.name_search import found_by
from secretariat.domain.organisation import Organisation, Person, as_of, post_text, told_apart, units
from secretariat.domain.organisation_faults import doubts
from secretariat.domain.records import record
from secretariat.services.organisation import no_such_government
from secretariat.services.organisation_store import load

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariat.domain.organisation_faults import Fault
    from secretariat.domain.states import Post
    from secretariat.services.database import Database


@record(kw_only=True)
class GovernmentLine:
    """A government that has an organisation here; ``people`` is how many."""

    key: int
    name: str
    office: str | None
    term: int | None
    version: int
    people: int


@record(kw_only=True)
class PersonLine:
    """One line of the page: a person with all history, and in words what he holds on the day.

    ``number`` is the place in protocol order, from 1; ``called`` the name, told apart from others of the same one.
    """

    person: Person
    number: int
    called: str
    posts: tuple[str, ...]
    held: frozenset[Post]
    units: frozenset[int]
    unit_names: tuple[str, ...]
    charges: tuple[str, ...]
    pair: str | None

    @property
    def key(self) -> int:
        """The person's key."""
        return self.person.key


@record(kw_only=True)
class Page:
    """The organisation with its history, its people on a day, and what in it may be a slip."""

    organisation: Organisation
    day: dt.date
    lines: tuple[PersonLine, ...]
    doubts: tuple[Fault, ...]


def governments(database: Database) -> tuple[GovernmentLine, ...]:
    """Give the governments that have an organisation here, in the order they were registered."""
    table = tables.Government
    people = sa.select(sa.func.count()).where(tables.Person.government_id == table.id).scalar_subquery()
    query = sa.select(table.id, table.name, table.office, table.term, table.version, people).order_by(table.id)
    with database.reader() as session:
        return tuple(
            GovernmentLine(key=key, name=name, office=office, term=term, version=version, people=count)
            for key, name, office, term, version, count in session.execute(query)
        )


def open_organisation(database: Database, government: int) -> Organisation:
    """Give an organisation with all its history; raises ``NoSuchGovernmentError``."""
    with database.reader() as session:
        try:
            return load(session, government).organisation
        except LookupError:
            raise no_such_government() from None


def open_page(database: Database, government: int, day: dt.date, posts: Mapping[Post, str] = POSTS) -> Page:
    """Give the page as of a day; ``posts`` are the government's words (``services/post_words.py``)."""
    return page_of(open_organisation(database, government), day, posts)


def page_of(organisation: Organisation, day: dt.date, posts: Mapping[Post, str] = POSTS) -> Page:
    """Give an organisation as the page shows it on a day."""
    then, known = as_of(organisation, day), units(organisation)
    called = told_apart(organisation)
    pairs = {one: pair.of(one) for pair in then.pairs for one in (pair.person, pair.other)}
    lines = []
    for number, (person, now) in enumerate(zip(organisation.people, then.people, strict=True), 1):
        own = {held.department: None for held in now.posts if held.department is not None}
        lines.append(
            PersonLine(
                person=person,
                number=number,
                called=called[person.key],
                posts=tuple(post_text(organisation, held, posts) for held in now.posts),
                held=frozenset(held.post for held in now.posts),
                units=frozenset(own),
                unit_names=tuple(known[key].name for key in own),
                charges=tuple(known[charge.department].name for charge in now.charges),
                pair=called.get(pairs.get(person.key) or 0),
            )
        )
    return Page(organisation=organisation, day=day, lines=tuple(lines), doubts=doubts(organisation, posts))


def narrowed(
    lines: Iterable[PersonLine],
    typed: str = "",
    *,
    unit: int | None = None,
    post: Post | None = None,
    in_post_only: bool = False,
) -> tuple[PersonLine, ...]:
    """Give the lines that fit: ``typed`` is part of a name, title, post or unit, or pinyin, or initials."""
    return tuple(
        line
        for line in lines
        if (unit is None or unit in line.units)
        and (post is None or post in line.held)
        and (not in_post_only or line.held)
        and found_by(typed, (line.called, line.person.title, *line.posts, *line.unit_names), line.person.pinyin)
    )
