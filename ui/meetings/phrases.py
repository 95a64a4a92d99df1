"""The conventional phrases of decisions, filled with the words of the topic at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain import decision_phrases
from secretariat.domain.naming import unit_name
from ui.meetings.words import common_words

if TYPE_CHECKING:
    from secretariat.domain.decision_phrases import Phrase
    from secretariat.domain.facts import Topic
    from secretariat.services.meetings import MeetingView


def phrases(view: MeetingView, topic: Topic) -> tuple[Phrase, ...]:
    """The phrases for a topic of the meeting."""
    words = common_words(view.dossier.government.name) if view.rulebook is None else view.rulebook.words
    sponsor = next((unit_name(unit, words) for unit in view.dossier.departments if unit.id == topic.sponsor), None)
    return decision_phrases.phrases(topic, words, sponsor=sponsor)
