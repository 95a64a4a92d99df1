"""How a government calls its posts (区长, 秘书长): the words of its rulebook, or those that all understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import POSTS
from secretariat.errors import FileUnusableError
from secretariat.services.reference import Reference

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariat.domain.states import Post
    from secretariat.services.database import Database


def post_words(reference: Reference, government: str, day: dt.date) -> Mapping[Post, str]:
    """Give a government's own words for posts, by its rulebook in force on a day; else those that all understand."""
    from secretariat.rules.rulebook import in_force_on  # noqa: PLC0415 - rules are slow to import, and seldom needed

    found = in_force_on(reference.terms.values(), government, day)
    try:
        return POSTS if found is None else reference.rulebook(found.code).words.posts
    except FileUnusableError:
        return POSTS


def words_today(database: Database, government: str) -> Mapping[Post, str]:
    """The same as of today, for the one time that an act is refused."""
    return post_words(Reference(database, follow=False), government, database.now().date())
