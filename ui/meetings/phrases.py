"""The conventional phrases of decisions, filled with the words of the topic at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from secretariat.domain.naming import unit_name
from ui.meetings.words import common_words

if TYPE_CHECKING:
    from secretariat.domain.facts import Topic
    from secretariat.services.meetings import MeetingView


PHRASES: Final = 6
"""How many there are; the digits with Ctrl insert them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What its button says, and what it inserts."""

    name: str
    label: str
    text: str


def phrases(view: MeetingView, topic: Topic) -> tuple[Phrase, ...]:
    """The phrases for a topic; they say nothing that was not recorded."""
    words = common_words(view.dossier.government.name) if view.rulebook is None else view.rulebook.words
    units = {unit.id: unit_name(unit, words) for unit in view.dossier.departments}
    sponsor = units.get(topic.sponsor or "", "")
    of_sponsor = f"{sponsor}提出的意见" if sponsor else "提请审议的意见"
    by_sponsor = f"由{sponsor}" if sponsor else "由提报单位"
    place = words.place
    return (
        Phrase("principle", "原则同意", f"会议原则同意{of_sponsor}。"),
        Phrase("revise", "修改完善后印发", f"{by_sponsor}根据会议讨论意见修改完善后，按程序印发实施。"),
        Phrase("committee", f"报{place}委常委会审议", f"按程序报{place}委常委会会议审议。"),
        Phrase("lead", "牵头抓好落实", f"{by_sponsor}牵头，会同有关部门抓好落实。"),
        Phrase("again", "研究后另行提请", f"{by_sponsor}进一步研究论证后，另行提请会议审议。"),
        Phrase("law", "依法依规办理", "有关部门要严格依法依规办理，并及时报告进展情况。"),
    )
