"""How names are read: pinyin by the library, surnames by a table of their own, and what somebody has corrected.

The library's dictionaries take half a second to import, so only what needs a reading imports them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from secretariat.domain.editing import ImpossibleError

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPOUND: Final[Mapping[str, str]] = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "单于": "chan yu",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "鲜于": "xian yu",
    "宰父": "zai fu",
    "亓官": "qi guan",
    "尉犁": "yu li",
}
"""Surnames of two characters that are read otherwise than their characters."""
_SURNAMES: Final[Mapping[str, str]] = {
    "单": "shan",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "解": "xie",
    "曾": "zeng",
    "任": "ren",
    "华": "hua",
    "朴": "piao",
    "盖": "ge",
    "翟": "zhai",
    "乐": "yue",
    "员": "yun",
    "种": "chong",
    "秘": "bi",
    "缪": "miao",
    "繁": "po",
    "召": "shao",
    "黑": "he",
    "那": "na",
    "句": "gou",
    "葛": "ge",
    "宁": "ning",
    "应": "ying",
    "曲": "qu",
    "车": "che",
    "石": "shi",
    "沈": "shen",
    "盛": "sheng",
    "贾": "jia",
    "能": "nai",
    "相": "xiang",
    "过": "guo",
    "都": "du",
    "折": "she",
    "祭": "zhai",
    "燕": "yan",
    "薄": "bo",
    "柏": "bai",
    "尉": "wei",
    "晟": "cheng",
    "洗": "xian",
    "冼": "xian",
    "乜": "nie",
    "佴": "nai",
    "宿": "su",
    "撒": "sa",
    "藏": "zang",
    "覃": "qin",
    "谌": "chen",
    "牟": "mu",
    "隗": "wei",
    "郇": "xun",
    "纪": "ji",
    "尹": "yin",
    "哈": "ha",
    "度": "du",
    "行": "xing",
    "长": "zhang",
    "降": "jiang",
    "强": "qiang",
    "仉": "zhang",
    "逄": "pang",
    "亓": "qi",
    "綦": "qi",
    "阚": "kan",
    "卜": "bu",
    "重": "chong",
    "陆": "lu",
    "俞": "yu",
    "於": "yu",
    "要": "yao",
    "合": "he",
    "戏": "xi",
    "晁": "chao",
    "幺": "yao",
}
"""Surnames of one character, as surnames are read; where several readings are at home, the one met most often."""
_SYLLABLES: Final = re.compile(r"[a-z]+( [a-z]+)*")
_DOT: Final = "·"
_TWO: Final = 2


def reading(name: str, correction: str | None = None) -> str:
    """Give the reading of a name, its syllables apart and ``v`` for ``ü``: ``shan tian fang`` of 单田芳.

    ``correction`` is what somebody has typed for it. A character that no dictionary knows is left out of the reading.
    """
    if correction:
        return correction
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see the head of this module

    # A name of two characters that look like a surname of two is one of one, and a given name.
    surname = (_COMPOUND.get(name[:2]) if len(name) > _TWO else None) or _SURNAMES.get(name[:1])
    rest = name[len(surname.split()) :] if surname else name
    return " ".join(filter(None, (surname, *lazy_pinyin(rest.replace(_DOT, ""), v_to_u=False, errors=_of_letters))))


def _of_letters(text: str) -> str:
    """What stands for letters that are no Chinese characters; nothing stands for what cannot be read."""
    return " ".join("".join(one if one.isascii() else " " for one in text.casefold()).split())


def checked_correction(name: str, typed: str) -> str | None:
    """Give a reading that was typed as it is kept: ``shan xiong xin``; nothing typed, nothing kept.

    Raises ``ImpossibleError`` where it is no row of syllables, or not one for each character of a Chinese name.
    """
    text = " ".join(typed.casefold().replace("ü", "v").replace("'", " ").replace("’", " ").split())
    if not text:
        return None
    if not _SYLLABLES.fullmatch(text):
        raise ImpossibleError(f"读音“{typed}”不是拼音", "请用字母填写，每个字一个音节，中间空格，例如 shan tian fang")
    characters = name.replace(_DOT, "")
    if not any(character.isascii() for character in characters) and len(text.split()) != len(characters):
        count = len(text.split())
        raise ImpossibleError(
            f"“{name}”有 {len(characters)} 个字，读音“{typed}”有 {count} 个音节",
            "请每个字填一个音节，中间空格，例如 shan tian fang",
        )
    return text


def other_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Give for each character of a name all its readings, for somebody to choose from; the usual one first."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - see the head of this module

    usual = reading(name).split()
    found = pinyin(list(name.replace(_DOT, "")), style=Style.NORMAL, heteronym=True, v_to_u=False)
    if len(usual) != len(found):
        return tuple(map(tuple, found))
    return tuple(tuple(dict.fromkeys((first, *rest))) for first, rest in zip(usual, found, strict=True))
