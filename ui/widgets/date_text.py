"""Days and times of day as people type them, and as the window writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from typing import Final

_WEEKDAYS: Final = "一二三四五六日"
_RELATIVE: Final = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
_WEEKS: Final = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAY: Final = re.compile(r"(上上|上|本|这|下下|下|)(?:个)?(?:周|星期|礼拜)([一二三四五六日天1-7])")
_FULL: Final = re.compile(r"(\d{4})(?:[-./年 ])(\d{1,2})(?:[-./月 ])(\d{1,2})日?")
_SOLID: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY: Final = re.compile(r"(\d{1,2})(?:[-./月 ])(\d{1,2})日?")
_SUFFIX: Final = re.compile(r"\s*[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?$")
_TIME: Final = re.compile(r"(上午|早上|中午|下午|晚上|)(\d{1,2})(?:[:.点时](\d{1,2}|半|一刻|三刻|)分?)?")
_TIME_SOLID: Final = re.compile(r"(上午|早上|中午|下午|晚上|)(\d{1,2})(\d{2})")
_NOON: Final = 12


def write_date(day: date) -> str:
    """A day as the window writes it: 2022年4月1日 周五."""
    return f"{day.year}年{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def read_date(text: str, today: date) -> date | None:
    """The day that somebody means, seen from ``today``; ``None`` if the text says none.

    4.1, 4/1, 4-1 and 4月1日 are in the year of ``today``; a bare 周五 is this week's.
    """
    said = _plain(text)
    if said in _RELATIVE:
        return _shifted(today, _RELATIVE[said])
    if match := _WEEKDAY.fullmatch(said):
        week, name = match.groups()
        weekday = 6 if name == "天" else int(name) - 1 if name.isdigit() else _WEEKDAYS.index(name)
        return _shifted(today, _WEEKS[week] * 7 + weekday - today.weekday())
    said = _SUFFIX.sub("", said)
    for pattern in (_FULL, _SOLID):
        if match := pattern.fullmatch(said):
            year, month, day = map(int, match.groups())
            return _date(year, month, day)
    if match := _DAY.fullmatch(said):
        month, day = map(int, match.groups())
        return _date(today.year, month, day)
    return None


def write_time(moment: time) -> str:
    """A time of day as the window writes it: 9:00."""
    return f"{moment.hour}:{moment.minute:02d}"


def read_time(text: str) -> time | None:
    """The time of day that somebody means: 9:00, 900, 0900, 9点半, 下午3点; ``None`` if the text says none."""
    said = _plain(text).replace(" ", "")
    match = _TIME_SOLID.fullmatch(said) or _TIME.fullmatch(said)
    if match is None:
        return None
    part, hours, minutes = match.groups()
    hour = int(hours)
    minute = {"半": 30, "一刻": 15, "三刻": 45, "": 0, None: 0}.get(minutes)
    if minute is None:
        minute = int(minutes)
    if part in {"下午", "晚上", "中午"} and 0 < hour < (_NOON if part != "中午" else 3):
        hour += _NOON
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Full-width figures and stops made narrow, as Chinese input methods leave them wide."""
    said = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace("、", ".").replace("—", "-")
    return re.sub(r"\s*([-./年月日:])\s*", r"\1", said)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
