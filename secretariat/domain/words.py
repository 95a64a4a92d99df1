"""The words a government uses for its posts, itself and its office."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.domain.states import Post  # noqa: TC001 (read at run time, with the rulebook)

if TYPE_CHECKING:
    from collections.abc import Iterable


@record(kw_only=True)
class Words:
    """How posts and bodies are called: 区长 or 市长, 办公室主任 or 秘书长, 区政府 or 市政府.

    ``government`` and ``office`` are the short forms used inside a text (区政府, 区政府办公室), ``place`` the word
    for the territory (区, 市) that stands before a department's name.
    """

    government: str
    office: str
    place: str
    posts: dict[Post, str] = field(default_factory=dict)

    def post(self, post: Post) -> str:
        """The government's word for a post."""
        return self.posts[post]

    def any_of(self, posts: Iterable[Post]) -> str:
        """The words for several posts, one of which is meant: 区长或副区长."""
        words = [self.posts[post] for post in posts]
        return words[0] if len(words) == 1 else "、".join(words[:-1]) + "或" + words[-1]
