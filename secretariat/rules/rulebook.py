"""What a rulebook can say: the schema of ``resources/rulebooks/*.toml``, and which version judges a day.

The entries' own classes stand in ``schema/``, by subject. docs/rulebooks.md explains the format to whoever writes one.
"""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import Literal, Protocol, TypeVar

from secretariat.domain.records import record
from secretariat.domain.states import Post
from secretariat.domain.words import Words
from secretariat.rules.schema.after import DocumentRule, Duty, Supervision
from secretariat.rules.schema.meeting import ChairRule, Frequency, QuorumRule, Seat, Task, TopicPresence
from secretariat.rules.schema.minutes import MinutesRule
from secretariat.rules.schema.people import AwayLimit, AwayRule, LeaveRule, PairRule
from secretariat.rules.schema.topics import (
    AdHocRule,
    AgendaRules,
    Chain,
    CountersignRule,
    DecidedIn,
    FormRule,
    IntakeRule,
    MaterialRule,
    RecallRule,
    RegistrationRule,
    RemitRule,
    ReviewRule,
)


@record(kw_only=True)
class KindRule:
    """One kind of meeting.

    ``membership``: ``posts`` (the seats of ``members``), ``topics`` (the heads of the sponsors and of the concerned
    departments), ``typed`` (whoever is typed in). Lists are judged only where membership is by posts.
    ``silent_signer`` is the post that the program proposes to sign the minutes where the rule is silent; without
    it, the chair. ``presence``: who must be there for his own topic. ``tasks`` are the article's 主要任务.
    ``asked`` are the posts that ``optional`` names: their holders are put on the list for the topics that concern the
    units they head; without any, whoever heads such a unit. All other holders may be chosen for the whole meeting.
    """

    name: str
    article: str
    mark: str
    chair: ChairRule
    membership: Literal["posts", "topics", "typed"] = "posts"
    members: tuple[Seat, ...] = ()
    standing: tuple[Seat, ...] = ()
    optional: str | None = None
    asked: tuple[Seat, ...] = ()
    invited: str | None = None
    enlarged: bool = False
    quorum: QuorumRule | None = None
    minutes: MinutesRule | None = None
    silent_signer: Post | None = None
    presence: tuple[TopicPresence, ...] = ()
    tasks: tuple[Task, ...] = ()
    frequency: Frequency | None = None
    note: str | None = None


@record(kw_only=True)
class StandIn:
    """Who runs the government's work while the head is away; ``designated`` only when the head designated them."""

    article: str
    posts: tuple[Post, ...]
    designated: tuple[Post, ...] = ()


@record(kw_only=True)
class Excusable:
    """A finding that may be excused on record: by holders of ``posts``, by the chair, or with a reason alone.

    ``kinds`` narrows to meetings of these kinds; empty means all.
    """

    code: str
    article: str
    by: Literal["post", "chair", "reason"]
    posts: tuple[Post, ...] = ()
    kinds: tuple[str, ...] = ()

    def holds_in(self, kind: str) -> bool:
        """Whether that goes for meetings of a kind."""
        return not self.kinds or kind in self.kinds


@record(kw_only=True)
class NotJudged:
    """An article on meetings that the program does not judge, and why."""

    article: str
    reason: str


@record(kw_only=True)
class Rulebook:
    """One government's work rules (工作规则) in force from a day; ``repealed`` is the first day without force.

    ``leaders`` are the posts that make somebody a government leader (政府领导同志).
    """

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
    leave: tuple[LeaveRule, ...] = ()
    decided_in: tuple[DecidedIn, ...] = ()
    chains: tuple[Chain, ...] = ()
    intake: tuple[IntakeRule, ...] = ()
    registration: tuple[RegistrationRule, ...] = ()
    remit: tuple[RemitRule, ...] = ()
    forms: tuple[FormRule, ...] = ()
    countersigns: tuple[CountersignRule, ...] = ()
    reviews: tuple[ReviewRule, ...] = ()
    material: tuple[MaterialRule, ...] = ()
    recall: tuple[RecallRule, ...] = ()
    ad_hoc: tuple[AdHocRule, ...] = ()
    agenda: AgendaRules = AgendaRules()
    documents: tuple[DocumentRule, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    away: tuple[AwayRule, ...] = ()
    pairs: PairRule | None = None
    away_limit: AwayLimit | None = None
    duties: tuple[Duty, ...] = ()
    excusable: tuple[Excusable, ...] = ()
    not_judged: tuple[NotJudged, ...] = field(default=())

    def names(self, government: str) -> bool:
        """Whether that is what the government is called, in full or by one of its other names."""
        return government == self.government or government in self.also_called

    def covers(self, day: date) -> bool:
        """Whether the rules were in force on a day."""
        return self.in_force <= day and (self.repealed is None or day < self.repealed)


class InForce(Protocol):
    """What can be chosen among by a day: a rulebook, or what is known of one that was not read yet."""

    @property
    def code(self) -> str:
        """Its code."""
        ...

    @property
    def in_force(self) -> date:
        """The first day of its force."""
        ...

    def names(self, government: str) -> bool:
        """Whether that is what its government is called."""
        ...

    def covers(self, day: date) -> bool:
        """Whether it was in force on a day."""
        ...


Chosen = TypeVar("Chosen", bound=InForce)


def in_force_on(rulebooks: Iterable[Chosen], government: str, day: date) -> Chosen | None:
    """The rulebook of a government that was in force on a day: of several the one that began last."""
    fitting = [book for book in rulebooks if book.names(government) and book.covers(day)]
    return max(fitting, key=lambda book: (book.in_force, book.code), default=None)
