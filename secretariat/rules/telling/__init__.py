"""A rulebook told in words that an official reads with pleasure: blocks of lines, each line with its article.

The command line prints them, the window shows them by kind and by article and sets two rulebooks side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.articles import cited_numbers
from secretariat.rules.telling.after import after_blocks
from secretariat.rules.telling.block import Block, Line
from secretariat.rules.telling.meetings import general_block, kind_block
from secretariat.rules.telling.people import away_block, leave_block
from secretariat.rules.telling.topics import topic_blocks

if TYPE_CHECKING:
    from secretariat.rules.rulebook import Rulebook

_LAST: Final = 10_000  # after all numbers: what is cited otherwise

__all__ = ["Block", "Line", "by_article", "of_kind", "tell"]


def tell(book: Rulebook) -> tuple[Block, ...]:
    """The whole rulebook: what holds for all, kind by kind, then subject by subject; what says nothing is left out."""
    blocks = (
        general_block(book),
        *(kind_block(book, code) for code in book.kinds),
        *topic_blocks(book),
        leave_block(book),
        *after_blocks(book),
        away_block(book),
    )
    order = ("general", "kind", "topics", "countersigns", "reviews", "papers", "leave", "after", "away")
    place = {key: index for index, key in enumerate(order)}
    told = [block for block in blocks if block.lines]
    return tuple(sorted(told, key=lambda block: place.get(block.key.partition(".")[0], len(order))))


def of_kind(blocks: tuple[Block, ...], kind: str) -> tuple[Block, ...]:
    """What binds one kind of meeting: its own block, and of the others the lines that name it."""
    found = []
    for block in blocks:
        if block.key == f"kind.{kind}":
            found.append(block)
        elif not block.key.startswith(("kind.", "general", "away", "duties", "not_judged")):
            lines = tuple(line for line in block.lines if kind in line.kinds)
            if lines:
                found.append(Block(key=block.key, title=block.title, article=block.article, lines=lines))
    return tuple(sorted(found, key=lambda block: block.key != f"kind.{kind}"))


def by_article(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same lines article by article, in the order of their numbers; each line says which block it is from."""
    found: dict[str, list[Line]] = {}
    for block in blocks:
        for line in block.lines:
            if line.article is not None:
                found.setdefault(line.article, []).append(
                    Line(
                        key=f"{block.key}/{line.key}",
                        title=f"{block.title}　{line.title}" if line.title else block.title,
                        text=line.text,
                        article=line.article,
                        kinds=line.kinds,
                    )
                )
    return tuple(
        Block(key=article, title=article, article=article, lines=tuple(found[article]))
        for article in sorted(found, key=lambda article: (cited_numbers(article) or (_LAST,), article))
    )
