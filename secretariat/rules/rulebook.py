"""What a rulebook can say: the schema of ``resources/rulebooks/*.toml``, and which version judges a day.

Every class is a frozen standard dataclass whose field names are the keys of the TOML file. An entry that asks
for something carries the ``article`` it comes from, as the source numbers it; no article, no rule.
"""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import Literal

from secretariat.domain.quorum import Threshold
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post, TopicFlag, TopicType
from secretariat.domain.words import Words

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
class HeadApproval:
    """Minutes that the head approves too, when a topic bears one of the flags."""

    article: str
    flags: tuple[TopicFlag, ...]


@record(kw_only=True)
class CommissionApproval:
    """Minutes of a meeting held on commission, approved by the one who commissioned it.

    ``chairs`` narrows that to meetings chaired by holders of these posts; empty means any commissioned chair.
    """

    article: str
    chairs: tuple[Post, ...] = ()


@record(kw_only=True)
class MinutesReview:
    """A review of the minutes before sign-off, by at least one holder of ``post``."""

    article: str
    post: Post


@record(kw_only=True)
class MinutesRule:
    """Whether minutes must be made and who signs them off (签发).

    ``signer``: ``post`` (a holder of one of ``posts``), ``chair`` (whoever chaired), ``in_charge`` (of ``posts``, the
    leader in charge of the topics; ``any_topic`` names the posts that count as in charge of everything).
    """

    article: str
    signer: Literal["post", "chair", "in_charge"]
    posts: tuple[Post, ...] = ()
    any_topic: tuple[Post, ...] = ()
    required: bool = True
    reviews: tuple[MinutesReview, ...] = ()
    head_approval: HeadApproval | None = None
    commission_approval: CommissionApproval | None = None


@record(kw_only=True)
class KindRule:
    """One kind of meeting.

    ``membership``: ``posts`` (the seats of ``members``), ``topics`` (the heads of the sponsors and of the concerned
    departments), ``typed`` (whoever is typed in). Lists are judged only where membership is by posts.
    ``silent_signer`` is the post that the program proposes to sign the minutes where the rule is silent; without
    it, the chair.
    """

    name: str
    article: str
    mark: str
    chair: ChairRule
    membership: Literal["posts", "topics", "typed"] = "posts"
    members: tuple[Seat, ...] = ()
    standing: tuple[Seat, ...] = ()
    optional: str | None = None
    invited: str | None = None
    enlarged: bool = False
    quorum: QuorumRule | None = None
    minutes: MinutesRule | None = None
    silent_signer: Post | None = None
    frequency: str | None = None
    note: str | None = None


@record(kw_only=True)
class StandIn:
    """Who runs the government's work while the head is away; ``designated`` only when the head designated them."""

    article: str
    posts: tuple[Post, ...]
    designated: tuple[Post, ...] = ()


@record(kw_only=True)
class Excusable:
    """A finding that may be excused on record: by holders of ``posts``, by the chair, or with a reason alone."""

    code: str
    article: str
    by: Literal["post", "chair", "reason"]
    posts: tuple[Post, ...] = ()


@record(kw_only=True)
class NotJudged:
    """An article on meetings that the program does not judge, and why."""

    article: str
    reason: str


@record(kw_only=True)
class Rulebook:
    """One government's work rules (工作规则) in force from a day; ``repealed`` is the first day without force."""

    format: Literal["secretariat-rulebook/1"]
    code: str
    title: str
    government: str
    level: Literal["district", "city"]
    in_force: date
    words: Words
    leaders: tuple[Post, ...]
    kinds: dict[str, KindRule]
    kinds_article: str
    also_called: tuple[str, ...] = ()
    in_force_note: str | None = None
    repealed: date | None = None
    document: str | None = None
    replaces: str | None = None
    stand_in: StandIn | None = None
    excusable: tuple[Excusable, ...] = ()
    not_judged: tuple[NotJudged, ...] = field(default=())

    def names(self, government: str) -> bool:
        """Whether that is what the government is called, in full or by one of its other names."""
        return government == self.government or government in self.also_called

    def covers(self, day: date) -> bool:
        """Whether the rules were in force on a day."""
        return self.in_force <= day and (self.repealed is None or day < self.repealed)


def in_force_on(rulebooks: Iterable[Rulebook], government: str, day: date) -> Rulebook | None:
    """The rulebook of a government that was in force on a day: of several the one that began last."""
    fitting = [book for book in rulebooks if book.names(government) and book.covers(day)]
    return max(fitting, key=lambda book: (book.in_force, book.code), default=None)
