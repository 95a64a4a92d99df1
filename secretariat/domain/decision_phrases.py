"""The conventional phrases of decisions (议定事项常用语), at hand when one is written down and in its minutes.

They are sentences that follow each other: what the meeting says to the matter, then what is to be done. They say
nothing that was not recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.drafting import matter
from secretariat.domain.records import record
from secretariat.domain.states import Outcome

if TYPE_CHECKING:
    from secretariat.domain.facts import Topic
    from secretariat.domain.words import Words

_PHRASES: Final = (
    ("原则同意", "会议原则同意{what}。", Outcome.ADOPTED_IN_PRINCIPLE),
    ("修改完善后印发", "{by}根据会议讨论意见修改完善后，按程序印发实施。", Outcome.ADOPTED_AFTER_REVISION),
    ("报{place}委常委会审议", "按程序报{place}委常委会会议审议。", None),
    ("牵头抓好落实", "{by}牵头，会同有关部门抓好落实。", None),
    ("研究后另行提请", "{by}进一步研究论证后，另行提请会议审议。", Outcome.DEFERRED),
    ("依法依规办理", "有关部门要严格依法依规办理，并及时报告进展情况。", None),
    ("审议通过", "会议审议通过{what}。", Outcome.ADOPTED),
    ("听取汇报", "会议听取了{sponsor}关于{matter}的汇报。", Outcome.NOTED),
    ("提请{place}人大常委会审议", "按程序提请{place}人大常委会审议。", None),
    ("未同意", "会议未同意{what}。", Outcome.REJECTED),
)
PHRASES: Final = len(_PHRASES)
"""How many there are."""


@record(kw_only=True)
class Phrase:
    """How it is called, what it says, and the outcome that it states where it is the first that is said."""

    label: str
    text: str
    outcome: Outcome | None = None


def phrases(topic: Topic, words: Words, *, sponsor: str | None) -> tuple[Phrase, ...]:
    """The phrases for a topic, always in one order; ``sponsor`` is the name of the department that brings it.

    What is agreed to is a document by its title, else the opinion that the sponsor brings.
    """
    about = matter(topic)
    told = {
        "what": about if about.startswith("《") else f"{sponsor}提出的意见" if sponsor else "提请审议的意见",
        "matter": about,
        "by": f"由{sponsor or '提报单位'}",
        "sponsor": sponsor or "",
        "place": words.place,
    }
    return tuple(
        Phrase(label=label.format(**told), text=text.format(**told), outcome=outcome)
        for label, text, outcome in _PHRASES
    )
