"""How names are read, whosever they are, so that fields find them by pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.organisation import Person
from secretariat.services.pinyin import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from secretariat.services.database import Database


def readings_of(database: Database, names: Collection[str]) -> Mapping[str, str]:
    """Give the reading (``shan tian fang``) of each name of a person or unit; what somebody has corrected counts.

    On a worker: the dictionaries take half a second to import where the organisation does not know a reading.
    """
    with database.reader() as session:
        rows = session.execute(
            sa.select(Person.name, Person.pinyin, Person.pinyin_correction).where(Person.name.in_(names))
        ).all()
    known = {name: correction or pinyin for name, pinyin, correction in rows if correction or pinyin}
    return {name: known.get(name) or reading(name) for name in names}
