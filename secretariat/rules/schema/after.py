"""What a rulebook says of the time after the meeting, and of what it asks beside meetings."""

from typing import Literal

from secretariat.domain.records import record
from secretariat.rules.schema.deadline import Deadline


@record(kw_only=True)
class DocumentRule:
    """By when a document that was adopted is issued, and a majorly revised one handed in."""

    article: str
    kinds: tuple[str, ...]
    issued: Deadline
    revised: Deadline | None = None


@record(kw_only=True)
class Supervision:
    """Who supervises decisions (督办), of which kinds; ``reports`` says what is reported to whom, where it is named."""

    article: str
    kinds: tuple[str, ...]
    text: str
    reports: str | None = None


@record(kw_only=True)
class Duty:
    """What else is asked, told in our words: study of law, invitations, instructions, limits on meetings, secrecy."""

    article: str
    subject: Literal[
        "law_study", "invitations", "instructions", "meeting_limits", "secrecy", "work_conferences", "other"
    ]
    text: str
    deadline: Deadline | None = None
