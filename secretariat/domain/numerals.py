"""Chinese numerals, dates and times as official papers write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

_DIGITS = "零一二三四五六七八九"
_LIMIT = 1000
_NOON = 12
_EVENING = 18
_WEEKDAYS = "一二三四五六日"


def numeral(number: int) -> str:
    """A number in Chinese numerals: 十八, 一百零三; one beyond 1 to 999 stays Arabic."""
    if not 0 < number < _LIMIT:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def read_numeral(text: str) -> int | None:
    """The number that was written, 18, 十八 or 第十八届; ``None`` where it is none."""
    words = text.strip().removeprefix("第").rstrip("届次")
    return int(words) if words.isdecimal() else _numerals().get(words)


@cache
def _numerals() -> dict[str, int]:
    return {numeral(number): number for number in range(1, _LIMIT)}


def date_text(day: date) -> str:
    """A date in Arabic numerals without leading zeros: 2022年4月3日 (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def part_of_day(at: time) -> str:
    """上午, 下午 or 晚上."""
    return "上午" if at.hour < _NOON else "下午" if at.hour < _EVENING else "晚上"


def day_text(day: date) -> str:
    """A near day as it is said: 4月8日（星期三）."""
    return f"{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def clock_text(at: time) -> str:
    """A time of day as it is said: 上午9:00, 下午2:30."""
    hour = at.hour - _NOON if at.hour > _NOON else at.hour
    return f"{part_of_day(at)}{hour}:{at.minute:02d}"
