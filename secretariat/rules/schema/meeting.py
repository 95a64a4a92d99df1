"""Who sits, who chairs, how many must be there, how often: what a kind of meeting is made of."""

from fractions import Fraction
from typing import Literal

from secretariat.domain.quorum import Threshold
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post, TopicType

Comparison = Literal["more_than", "at_least"]


@record(kw_only=True)
class Seat:
    """Those who sit by post: all holders of ``post``, if asked only in units of a kind or with a role.

    ``any_one``: it is enough that one of the holders is there (a rule that means only some of them, whom a
    dossier cannot tell apart).
    """

    post: Post
    department_kind: DepartmentKind | None = None
    role: DepartmentRole | None = None
    any_one: bool = False


@record(kw_only=True)
class ChairRule:
    """Who convenes and chairs, and to whom that may be delegated (委托).

    ``in_charge``: the convener must be in charge of a sponsor of one of the topics. ``open_list``: the list of
    delegates is open (等): anybody with a commission on record may chair. ``only_in_absence``: delegation needs the
    convener's absence. ``commissioned_by``: the posts that may delegate.
    """

    article: str
    conveners: tuple[Post, ...]
    in_charge: bool = False
    delegates: tuple[Post, ...] = ()
    open_list: bool = False
    only_in_absence: bool = False
    commissioned_by: tuple[Post, ...] = ()


@record(kw_only=True)
class TopicThreshold:
    """A quorum of its own for topics of some types."""

    article: str
    types: tuple[TopicType, ...]
    share: str
    comparison: Comparison

    @property
    def threshold(self) -> Threshold:
        """The share as a number with its comparison."""
        return Threshold(share=Fraction(self.share), strict=self.comparison == "more_than")


@record(kw_only=True)
class TopicPresence:
    """Who must be in the room when his own topic is heard, or have sent a written opinion (书面意见).

    ``in_charge``: the leader in charge of the topic's sponsor, of those who hold ``posts``; otherwise every due
    holder of ``posts``. ``types`` narrows to topics of these types; empty means all.
    """

    article: str
    posts: tuple[Post, ...]
    in_charge: bool = False
    types: tuple[TopicType, ...] = ()
    written_opinion: bool = False


@record(kw_only=True)
class QuorumRule:
    """How many of those due must be present: ``share`` is a fraction such as ``"1/2"``.

    ``base`` narrows whom the share is taken of to the holders of these posts; empty means all members.
    """

    article: str
    share: str
    comparison: Comparison
    base: tuple[Post, ...] = ()
    topics: tuple[TopicThreshold, ...] = ()

    @property
    def threshold(self) -> Threshold:
        """The share as a number with its comparison."""
        return Threshold(share=Fraction(self.share), strict=self.comparison == "more_than")


@record(kw_only=True)
class Frequency:
    """How often a kind is held: ``at_least`` and ``at_most`` times in each period of ``every`` units.

    ``text`` is what the article says in our words. With neither bound it is told and not judged (不定期).
    """

    text: str
    every: int = 1
    unit: Literal["year", "half_year", "quarter", "month", "week"] = "year"
    at_least: int | None = None
    at_most: int | None = None


@record(kw_only=True)
class Task:
    """A task (主要任务) of a kind of meeting: its number in the article, our wording, the topic types under it."""

    no: int
    text: str
    types: tuple[TopicType, ...] = ()
