"""What a rulebook says of the minutes (纪要)."""

from typing import Literal

from secretariat.domain.records import record
from secretariat.domain.states import Post, TopicFlag, TopicType


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
class Escalation:
    """Minutes that go up to other signers (报请…签发) when a topic is of one of the types or bears one of the flags."""

    article: str
    posts: tuple[Post, ...]
    types: tuple[TopicType, ...] = ()
    flags: tuple[TopicFlag, ...] = ()


@record(kw_only=True)
class MinutesRule:
    """Whether minutes must be made and who signs them off (签发).

    ``signer``: ``post`` (a holder of one of ``posts``), ``chair`` (whoever chaired), ``in_charge`` (of ``posts``, the
    leader in charge of the topics; ``any_topic`` names the posts that count as in charge of everything).
    ``required`` false: minutes are made only if wanted. Minutes that must be made unless somebody waives them are
    required here, and ``minutes.missing`` is among the rulebook's ``excusable``.
    """

    article: str
    signer: Literal["post", "chair", "in_charge"]
    posts: tuple[Post, ...] = ()
    any_topic: tuple[Post, ...] = ()
    required: bool = True
    reviews: tuple[MinutesReview, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    head_approval: HeadApproval | None = None
    commission_approval: CommissionApproval | None = None
