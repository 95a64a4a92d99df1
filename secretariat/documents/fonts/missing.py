"""The refusal of a character that no font has: by name and place, before anything is drawn."""

from __future__ import annotations

from secretariat.errors import UserError

MISSING_REMEDY = "请改用通用规范汉字，或安装含有该字的仿宋、宋体等字体后重试"


class MissingGlyphError(UserError):
    """A text holds characters that no font has; nothing was drawn."""

    def __init__(self, characters: tuple[str, ...], place: str = "") -> None:
        self.characters = characters
        self.place = place
        listed = "、".join(map(describe, characters))
        super().__init__(f"{place}：字库缺字 {listed}" if place else f"字库缺字 {listed}", MISSING_REMEDY)

    def at(self, place: str) -> MissingGlyphError:
        """Give the same error with the place where the text stands, such as ``第3页 列席名单 '张𱅒'``."""
        return MissingGlyphError(self.characters, place)

    def __reduce__(self) -> tuple[type[MissingGlyphError], tuple[tuple[str, ...], str]]:
        """Let the error cross to another process whole."""
        return type(self), (self.characters, self.place)


def describe(character: str) -> str:
    """Give a character as a message shows it: itself, if it can be seen, and its code point."""
    seen = character if character.isprintable() and not character.isspace() else "不可见字符"
    return f"{seen}（U+{ord(character):04X}）"
