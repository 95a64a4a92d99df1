"""What one entry of a list asks, in a sentence: the same words in which the whole rulebook is told."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS, listed
from secretariat.domain.naming import cited
from secretariat.domain.states import Post, StepKind
from secretariat.domain.words import Words
from secretariat.rules.codes import CODES
from secretariat.rules.rulebook import Excusable, NotJudged
from secretariat.rules.schema.after import DocumentRule, Duty, Supervision
from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.meeting import Seat, Task, TopicPresence, TopicThreshold
from secretariat.rules.schema.minutes import Escalation, MinutesReview
from secretariat.rules.schema.people import AwayRule, LeaveRule
from secretariat.rules.schema.topics import (
    AdHocRule,
    AgendaRules,
    Chain,
    ChainStep,
    CountersignRule,
    DecidedIn,
    FormRule,
    IntakeRule,
    MaterialRule,
    RecallRule,
    RegistrationRule,
    RemitRule,
    ReviewRule,
    StandingTopic,
)
from secretariat.rules.telling.after import after_blocks
from secretariat.rules.telling.block import deadline_text, kinds_text, seat_text, types_text
from secretariat.rules.telling.meetings import COMPARISONS
from secretariat.rules.telling.people import away_block, leave_block
from secretariat.rules.telling.topics import topic_blocks
from secretariat.strict_input import examine
from ui.rules.labels import ENUMS
from ui.rules.share_text import share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.telling.block import Block

_LISTS: Final[Mapping[type, tuple[str, Callable[[Rulebook], Iterable[Block]]]]] = {
    Chain: ("chains", topic_blocks),
    DecidedIn: ("decided_in", topic_blocks),
    IntakeRule: ("intake", topic_blocks),
    RegistrationRule: ("registration", topic_blocks),
    RemitRule: ("remit", topic_blocks),
    FormRule: ("forms", topic_blocks),
    AdHocRule: ("ad_hoc", topic_blocks),
    CountersignRule: ("countersigns", topic_blocks),
    ReviewRule: ("reviews", topic_blocks),
    MaterialRule: ("material", topic_blocks),
    RecallRule: ("recall", topic_blocks),
    LeaveRule: ("leave", lambda book: (leave_block(book),)),
    AwayRule: ("away", lambda book: (away_block(book),)),
    DocumentRule: ("documents", after_blocks),
    Supervision: ("supervision", after_blocks),
    Duty: ("duties", after_blocks),
    Excusable: ("excusable", after_blocks),
    NotJudged: ("not_judged", after_blocks),
}
"""The lists of the rulebook itself, each with what tells it."""


def _seat(words: Words, entry: Seat) -> str:
    kind = f"（{DEPARTMENT_KINDS[entry.department_kind]}）" if entry.department_kind else ""
    return f"{seat_text(words, entry)}{kind}"


def _presence(words: Words, entry: TopicPresence) -> str:
    if not entry.posts:
        return ""
    who = f"{'分管的' if entry.in_charge else ''}{words.any_of(entry.posts)}"
    which = f"研究{types_text(entry.types)}时" if entry.types else "研究有关议题时"
    return f"{which}，{who}应当到会{'，或提交书面意见' if entry.written_opinion else ''}"


def _threshold(_words: Words, entry: TopicThreshold) -> str:
    share = f"{COMPARISONS[entry.comparison]}应到人数的{share_words(entry.share)}"
    return f"研究{types_text(entry.types)}的，{share}" if entry.types else ""


def _escalation(words: Words, entry: Escalation) -> str:
    topics = types_text(entry.types, entry.flags)
    return f"研究{topics}的，报{words.any_of(entry.posts)}签发" if topics and entry.posts else ""


def _step(words: Words, entry: ChainStep) -> str:
    if not entry.posts:
        return ""
    return f"{ENUMS[StepKind][entry.step]}：{'分管的' if entry.in_charge else ''}{words.any_of(entry.posts)}"


def _window(_words: Words, entry: MonthWindow) -> str:
    last = "月末" if entry.last == 31 else f"{entry.last}日"  # noqa: PLR2004 (the last day of any month)
    return f"每月{entry.first}日至{last}"


_SAID: Final[Mapping[type, Callable[[Words, Any], str]]] = {
    Seat: _seat,
    Task: lambda _, entry: f"{entry.no}. {entry.text}",
    TopicPresence: _presence,
    TopicThreshold: _threshold,
    MinutesReview: lambda words, entry: f"经{words.post(entry.post)}审核",
    Escalation: _escalation,
    ChainStep: _step,
    StandingTopic: lambda _, entry: f"每次都有{types_text(entry.types)}议题" if entry.types else "",
    Deadline: lambda _, entry: deadline_text(entry),
    MonthWindow: _window,
}
"""The lists within entries, each with what tells one of them."""
_UNSAID: Final = "尚未填写完整"


class Teller:
    """Tells entries as they stand in the editor, one by one; what is not complete yet can't be told."""

    def __init__(self, book: Rulebook, posts: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        """``book`` lends what an entry does not say itself; ``posts`` and ``kinds`` are the words of now."""
        known = dict(POSTS)
        known |= {Post(post): word for post, word in posts.items()}
        words = Words(government=book.words.government, office=book.words.office, place=book.words.place, posts=known)
        named = {code: dataclasses.replace(_kind(book, code), name=name) for code, name in kinds.items()}
        nothing: dict[str, Any] = {field: () for field, _ in _LISTS.values()}
        self._book = dataclasses.replace(
            book, words=words, kinds=named, agenda=AgendaRules(), pairs=None, away_limit=None, **nothing
        )

    def tell(self, kind: type, raw: object) -> tuple[str, str]:
        """What it asks, and in smaller letters where that comes from and for which meetings it holds."""
        entry: Any = examine(kind, raw)[0]
        if entry is None or (isinstance(entry, Excusable) and entry.code not in CODES):
            return _UNSAID, ""
        told = self._listed(entry) if kind in _LISTS else self._said(entry)
        return told or _UNSAID, self._from(entry)

    def _listed(self, entry: object) -> str:
        field, blocks = _LISTS[type(entry)]
        book: Rulebook = dataclasses.replace(self._book, **{field: (entry,)})  # type: ignore[arg-type]  # (by its class)
        lines = [line for block in blocks(book) for line in block.lines]
        if isinstance(entry, ReviewRule | LeaveRule | Excusable | NotJudged | CountersignRule | MaterialRule | Duty):
            return "；".join(f"{line.title}：{line.text}" if line.title else line.text for line in lines)
        return "；".join(line.text for line in lines)

    def _said(self, entry: object) -> str:
        say = _SAID.get(type(entry))
        return "" if say is None else say(self._book.words, entry)

    def _from(self, entry: object) -> str:
        article = getattr(entry, "article", None)
        kinds = getattr(entry, "kinds", ())
        parts = [cited(article)] if article else []
        if kinds and set(kinds) < set(self._book.kinds):
            parts.append(f"适用于{kinds_text(self._book, kinds)}")
        types = getattr(entry, "types", ())
        if isinstance(entry, Task) and types:
            parts.append(f"含{listed(_short(types))}")
        return "　".join(parts)


def _kind(book: Rulebook, code: str) -> KindRule:
    """The kind of that code; for one that was just added any other lends what no sentence tells."""
    return book.kinds[code] if code in book.kinds else next(iter(book.kinds.values()))


def _short(types: Iterable[Any]) -> list[str]:
    return [ENUMS[type(each)][each] for each in types]
