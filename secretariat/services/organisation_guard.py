"""What holds whoever writes to the organisation: one act at a time, and none that makes it say what cannot be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.organisation import Charge, Department, Government, Holding, Pair, Person
from secretariat.domain.labels import POSTS
from secretariat.domain.organisation_faults import faults
from secretariat.errors import RefusedError
from secretariat.services.organisation_store import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from secretariat.domain.organisation_faults import Fault
    from secretariat.domain.states import Post
    from secretariat.services.transaction import ActSession

    PostWords = Callable[[str], Mapping[Post, str]]

TABLES = frozenset(kind.__tablename__ for kind in (Government, Department, Person, Holding, Charge, Pair))


def one_at_a_time(session: ActSession, government: int | None = None) -> None:
    """Wait until no other seat is in an act on the organisation: each may only see what was done before it.

    SQLite lets in one writer at a time anyway.
    """
    query = sa.select(Government.id).with_for_update()
    session.execute(query if government is None else query.where(Government.id == government)).all()


@contextmanager
def organisations_kept(session: ActSession, words: PostWords) -> Iterator[None]:
    """Refuse with ``RefusedError`` what makes an organisation say what cannot be, such as two heads on one day.

    ``words`` gives a government's words for its posts.
    """
    one_at_a_time(session)
    before = {fault.same for fault in _all_faults(session)}
    yield
    session.flush()
    if {fault.same for fault in _all_faults(session)} - before:
        fault = next(fault for fault in _all_faults(session, words) if fault.same not in before)
        raise RefusedError(f"现在撤销会使组织资料自相矛盾：{fault.text}", fault.remedy)


def _all_faults(session: ActSession, words: PostWords = lambda _: POSTS) -> Iterator[Fault]:
    for key in session.scalars(sa.select(Government.id)).all():
        organisation = load(session, key).organisation
        yield from faults(organisation, words(organisation.name))
