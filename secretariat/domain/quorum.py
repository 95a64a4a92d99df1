"""How many must be present (法定人数)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from secretariat.domain.records import record

if TYPE_CHECKING:
    from fractions import Fraction


@record(kw_only=True)
class Threshold:
    """A share of those due; ``strict`` is 超过 (more than), else 以上 (at least, the exact share counts)."""

    share: Fraction
    strict: bool

    def needed(self, due: int) -> int:
        """How many of ``due`` people must be present: floor + 1 for "more than", ceiling for "at least"."""
        exact = self.share * due
        return math.floor(exact) + 1 if self.strict else math.ceil(exact)

    def stricter_than(self, other: Threshold) -> bool:
        """Whether this asks for a larger share, or for more than the same one; rounding may hide that."""
        return (self.share, self.strict) > (other.share, other.strict)


@record(kw_only=True)
class TopicQuorum:
    """The quorum for one topic: present then, needed, met."""

    no: int
    present: int
    needed: int
    met: bool


@record(kw_only=True)
class Quorum:
    """The quorum of a meeting in people; ``needed`` and ``met`` are ``None`` where the rule sets none.

    ``announced``: nobody is there yet, and ``present`` are those who have answered that they attend (已答复出席).
    """

    due: int
    present: int
    needed: int | None = None
    met: bool | None = None
    topics: tuple[TopicQuorum, ...] = ()
    announced: bool = False
