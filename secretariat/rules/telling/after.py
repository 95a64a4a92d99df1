"""What follows a meeting, what else is asked, what may be excused, and what is not judged, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.rules.codes import CODES
from secretariat.rules.telling.block import Block, Line, deadline_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.rulebook import Excusable, Rulebook

_SUBJECTS: Final = {
    "law_study": "集体学法",
    "invitations": "邀请领导",
    "instructions": "批示办理",
    "meeting_limits": "精简会议",
    "secrecy": "会议保密",
    "work_conferences": "工作会议",
    "other": "其他",
}


def after_blocks(book: Rulebook) -> tuple[Block, ...]:
    """Documents and supervision, duties, what may be excused, what is not judged."""
    return (
        Block(key="after", title="会后", lines=tuple(_after(book))),
        Block(key="duties", title="其他规定", lines=tuple(_duties(book))),
        Block(key="excusable", title="可以作为例外的情形", lines=tuple(_excusable(book))),
        Block(key="not_judged", title="本程序不作判断的条款", lines=tuple(_not_judged(book))),
    )


def _after(book: Rulebook) -> Iterator[Line]:
    for index, rule in enumerate(book.documents):
        text = f"讨论通过的文件，{deadline_text(rule.issued)}印发"
        if rule.revised is not None:
            text += f"；有重大修改的，起草部门{deadline_text(rule.revised)}完成修改"
        yield Line(key=f"documents-{index}", title="文件印发", text=text, article=rule.article, kinds=rule.kinds)
    for index, entry in enumerate(book.supervision):
        text = entry.text + (f"；{entry.reports}" if entry.reports else "")
        yield Line(key=f"supervision-{index}", title="督办", text=text, article=entry.article, kinds=entry.kinds)


def _duties(book: Rulebook) -> Iterator[Line]:
    for index, duty in enumerate(book.duties):
        when = f"（{deadline_text(duty.deadline)}）" if duty.deadline is not None else ""
        title = _SUBJECTS[duty.subject]
        yield Line(key=f"duty-{duty.subject}-{index}", title=title, text=duty.text + when, article=duty.article)


def _excusable(book: Rulebook) -> Iterator[Line]:
    told: set[tuple[object, ...]] = set()
    for index, entry in enumerate(book.excusable):
        title, text = CODES[entry.code].title, f"{_by(book, entry)}，记录在案后可以作为例外"
        if (title, text, entry.article, entry.kinds) not in told:
            told.add((title, text, entry.article, entry.kinds))
            kinds = entry.kinds or tuple(book.kinds)
            yield Line(key=f"excusable-{index}", title=title, text=text, article=entry.article, kinds=kinds)


def _by(book: Rulebook, entry: Excusable) -> str:
    if entry.by == "post":
        return f"经{book.words.any_of(entry.posts)}同意"
    return "经会议主持人同意" if entry.by == "chair" else "说明理由"


def _not_judged(book: Rulebook) -> Iterator[Line]:
    for index, entry in enumerate(book.not_judged):
        yield Line(key=f"not-judged-{index}", title="", text=entry.reason, article=entry.article)
