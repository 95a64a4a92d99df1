"""The articles of a rulebook with the office's own text above what the program makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.articles import cited_numbers
from secretariat.rules.telling import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secretariat.domain.articles import Article


def with_text(
    blocks: Iterable[Block], articles: Sequence[Article], *, whole: bool
) -> tuple[tuple[Block, tuple[str, ...]], ...]:
    """Give each article's block with the paragraphs of its text; ``whole``: also articles that nothing is told of."""
    text = {number: article for article in articles for number in cited_numbers(article.number)}
    told: dict[int, list[Block]] = {}
    unknown = []
    for block in blocks:
        numbers = cited_numbers(block.key)
        if len(numbers) == 1 and numbers[0] in text:
            told.setdefault(numbers[0], []).append(block)
        else:
            unknown.append(block)
    shown: list[tuple[Block, tuple[str, ...]]] = []
    for number, article in text.items():
        shown.extend((block, article.paragraphs) for block in told.get(number, ()))
        if whole and number not in told:
            nothing = Block(key=article.number, title=article.number, article=article.number, lines=())
            shown.append((nothing, article.paragraphs))
    return (*shown, *((block, ()) for block in unknown))
