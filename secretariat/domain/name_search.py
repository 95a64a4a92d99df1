"""Finding somebody by what is typed: part of the name, the reading in pinyin, its initials, or any mixture of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AS_TYPED: Final = str.maketrans({"ü": "v", "'": "", "’": ""})


def initials(pinyin: str | None) -> str:
    """The initials of a reading: ``zw`` of ``zhang wei``."""
    return "".join(syllable[0] for syllable in (pinyin or "").split())


def found_by(typed: str, texts: Iterable[str | None], pinyin: str | None) -> bool:
    """Whether each word that was typed is in one of the texts, or is a way to write the reading.

    ``pinyin`` has its syllables apart (``zhang wei``) and ``v`` for ``ü``. A word of letters fits it where it is made
    of beginnings of syllables that follow each other: ``zw``, ``zhangw``, ``zhwei``, ``wei``.
    """
    words = typed.casefold().translate(_AS_TYPED).split()
    held = [text.casefold() for text in texts if text]
    syllables = (pinyin or "").casefold().split()
    return all(
        any(word in text for text in held)
        or (word.isascii() and any(_spells(word, syllables[start:]) for start in range(len(syllables))))
        for word in words
    )


def _spells(word: str, syllables: Sequence[str]) -> bool:
    """Whether a word is made of beginnings of the first of these syllables, none left out."""
    if not word:
        return True
    return bool(syllables) and any(
        word.startswith(way[:length]) and _spells(word[length:], syllables[1:])
        for way in _ways(syllables[0])
        for length in range(1, len(way) + 1)
    )


def _ways(syllable: str) -> tuple[str, ...]:
    """How a syllable is typed: ``lv`` also as ``lu``, and as passports have it, ``lyu``."""
    if "v" not in syllable:
        return (syllable,)
    return (syllable, syllable.replace("v", "u"), syllable.replace("v", "yu"))
