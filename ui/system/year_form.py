"""A year's holidays as they are typed off the notice: its number, a line for each holiday, the make-up workdays."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.domain.year_entry import Holiday, MadeUp, YearEntry
from secretariat.services.calendar_years import problems
from ui.meetings.form import FittingForm
from ui.meetings.sheet import GrowingText
from ui.theme import XS, S
from ui.widgets.basics import box, clear, column, icon_button, label, named, row, set_width
from ui.widgets.card import Card, Field
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QLayout

    from secretariat.strict_input import Problem

USUAL: Final = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The holidays of every year, proposed where a year is entered for the first time."""
_FIGURES: Final = re.compile(r"(\d\d)(\d\d)")
_BARE_DAY: Final = re.compile(r"(\d{1,2})[日号]?")
_NAME_WIDTH: Final = 7
_DAY_WIDTH: Final = 10.6
_COUNT_WIDTH: Final = 2.5
"""In characters."""
_AROUND_NAME: Final = 24
_AROUND_DAY: Final = 44
"""Border, padding and the calendar's button, in pixels."""


class DayField(DateField):
    """A day of the year that is entered: 4.1 and 0401 lie in that year, while 今天 is today.

    With ``after`` a bare 3 is the 3rd of the month of that day, or of the month after where it has passed.
    """

    def __init__(
        self, name: str, title: str, *, year: int, today: date, after: Callable[[], date | None] | None = None
    ) -> None:
        super().__init__(name, title, today=date(year, 1, 1))
        self._now, self._after = today, after
        self.setPlaceholderText("如 1.1、0101" if after is None else "如 1.3、3")
        set_width(self, _DAY_WIDTH, around=_AROUND_DAY)

    def be_of(self, year: int) -> None:
        """Have it be a day of another year."""
        self.today = date(year, 1, 1)

    def _read(self) -> None:
        said, begins = self.text().strip(), self.today
        if not said[:1].isdigit():
            self.today = self._now
        if (figures := _FIGURES.fullmatch(said)) is not None:
            self.setText(f"{begins.year}-{figures[1]}-{figures[2]}")
        begun = None if self._after is None else self._after()
        if begun is not None and (bare := _BARE_DAY.fullmatch(said)) is not None:
            number = int(bare[1])
            months = begun.year * 12 + begun.month - 1 + (number < begun.day)
            self.setText(f"{months // 12}-{months % 12 + 1}-{number}")
        super()._read()
        self.today = begins


class _Cell(Field):
    """A field in a line of fields, whose title stands at the head of them all."""

    def __init__(self, editor: QLineEdit) -> None:
        super().__init__("", editor)
        self.label.hide()


class _HolidayLine(QWidget):
    """A holiday: its name, its first and its last day off, and how many that are."""

    edited = Signal()
    removed = Signal()

    def __init__(self, number: int, year: int, today: date) -> None:
        super().__init__()
        self.name = named(QLineEdit(), f"holiday-{number}-name", f"第{number}个节日的名称")
        self.name.setPlaceholderText("节日名称")
        set_width(self.name, _NAME_WIDTH, around=_AROUND_NAME)
        self.first = DayField(f"holiday-{number}-first", f"第{number}个节日的开始日期", year=year, today=today)
        self.last = DayField(
            f"holiday-{number}-last",
            f"第{number}个节日的结束日期",
            year=year,
            today=today,
            after=lambda: self.first.value,
        )
        self.fields = {"name": _Cell(self.name), "first": _Cell(self.first), "last": _Cell(self.last)}
        self._count = label("", "second", wrap=False)
        set_width(self._count, _COUNT_WIDTH, around=0)
        remove = icon_button("close", f"holiday-{number}-remove", "去掉这一行", small=True, clicked=self.removed.emit)
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard it is enough to empty the days
        beside = box(row(self._count, remove, gap=XS))
        beside.setFixedHeight(self.name.sizeHint().height())
        line = row(*self.fields.values(), beside, None, gap=XS, into=self)
        for part in (*self.fields.values(), beside):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        for editor in self.editors:
            editor.textEdited.connect(lambda _: self.edited.emit())
        for day in (self.first, self.last):
            day.changed.connect(lambda _: self._changed())

    @property
    def editors(self) -> tuple[QLineEdit, ...]:
        """In the order in which they are filled in."""
        return self.name, self.first, self.last

    def show_holiday(self, year: int, name: str, holiday: Holiday | None) -> None:
        """Show one, or the name alone of one whose days are not known yet."""
        self.name.setText(name)
        self.name.setCursorPosition(0)
        for field in (self.first, self.last):
            field.be_of(year)
        self.first.set_value(None if holiday is None else holiday.first)
        self.last.set_value(None if holiday is None else holiday.last)
        self._show_count()

    @property
    def blank(self) -> bool:
        """Whether it says no day, and so is left out."""
        return not any(day.value or day.text().strip() for day in (self.first, self.last))

    @property
    def holiday(self) -> Holiday | None:
        """What it says, once both days are there."""
        first, last = self.first.value, self.last.value
        if first is None or last is None or self.first.problem or self.last.problem:
            return None
        return Holiday(name=self.name.text().strip(), first=first, last=last)

    def _changed(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        holiday = self.holiday
        days = 0 if holiday is None else (holiday.last - holiday.first).days + 1
        self._count.setText(f"{days} 天" if days > 0 else "")


class YearForm(QWidget):
    """The fields of a year. ``edited`` tells of every key, ``done`` that Enter was pressed behind the last field.

    Lines without a day say nothing; below the last one that says something there is always an empty one.
    """

    edited = Signal()
    done = Signal()
    moved = Signal(object)
    """Where the focus was put; Qt scrolls there by itself only for Tab."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._year = today.year
        self._names: dict[date, str | None] = {}
        """For which holiday a day is made up, where it was told; what is typed goes to the nearest."""
        self.notices = GrowingText("year-notices", "放假通知文号", lines=1)
        self.notices.setPlaceholderText("如 国办发明电〔2026〕7号，每行一个")
        self.notices.textChanged.connect(self._edit)
        self._holidays: list[_HolidayLine] = []
        self._made_up: list[Field] = []
        self._lines = column(gap=XS)
        self._count = 0
        self._days_room = column(gap=0)
        self._begin_days()
        self._nothing = label("", "error")
        self._nothing.hide()
        self._quiet = False
        card = Card("放假通知").add(
            Field("文号", self.notices),
            _titles(),
            self._lines,
            self._nothing,
            label("调休上班", "label"),
            self._days_room,
            label("没有填写日期的行不计入。回车到下一栏，Ctrl+回车保存。", "small"),
        )
        column(card, None, gap=0, into=self)

    # --- showing

    def show_entry(self, entry: YearEntry, *, usual: bool = False) -> None:
        """Show a year; ``usual``: with the names of the holidays that every year has, to be filled in."""
        self._quiet = True
        self._year = entry.year
        self._names = {day.date: day.name for day in entry.made_up}
        self.notices.setPlainText("\n".join(entry.notices))
        wanted: list[tuple[str, Holiday | None]] = [(holiday.name, holiday) for holiday in entry.holidays]
        wanted += [(name, None) for name in (USUAL if usual else ())]
        # Those that are there are shown anew: to make them takes longer than all else.
        while len(self._holidays) > len(wanted):
            self._take_away(self._holidays[-1])
        for number, (name, holiday) in enumerate(wanted):
            line = self._holidays[number] if number < len(self._holidays) else self._add_holiday()
            line.show_holiday(entry.year, name, holiday)
        if len(self._made_up) > len(entry.made_up):
            self._begin_days()
        for number, day in enumerate(entry.made_up):
            field = _day_of(self._made_up[number] if number < len(self._made_up) else self._add_day())
            field.be_of(entry.year)
            field.set_value(day.date)
        self._grow()
        self._quiet = False
        self.check()

    def _begin_days(self) -> None:
        clear(self._days_room)
        self._made_up = []
        self._days = FittingForm(3, gap=S)
        self._days_room.addWidget(self._days)

    def _add_holiday(self) -> _HolidayLine:
        self._count += 1
        made = _HolidayLine(self._count, self._year, self._today)
        made.edited.connect(self._edit)
        made.removed.connect(lambda: self._remove(made))
        for editor in made.editors:
            editor.returnPressed.connect(lambda editor=editor: self._on(editor))
        self._holidays.append(made)
        self._lines.addWidget(made)
        return made

    def _add_day(self) -> Field:
        number = len(self._made_up) + 1
        day = DayField(f"made-up-{number}", f"第{number}个调休上班日", year=self._year, today=self._today)
        day.setPlaceholderText("如 1.4、0104")
        made = _Cell(day)
        day.changed.connect(self._edit)
        day.textEdited.connect(self._edit)
        day.returnPressed.connect(lambda: self._on(day))
        self._made_up.append(made)
        self._days.add(made)
        made.show()  # at once, so that it can take the focus
        return made

    def _grow(self) -> None:
        """Keep an empty line at the end."""
        if not self._holidays or self._holidays[-1].name.text() or not self._holidays[-1].blank:
            self._add_holiday()
        if not self._made_up or _day_of(self._made_up[-1]).text():
            self._add_day()

    def _take_away(self, line: _HolidayLine) -> None:
        self._holidays.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _remove(self, line: _HolidayLine) -> None:
        self._take_away(line)
        self._edit()

    # --- typing

    def _edit(self, _what: object = None) -> None:
        if self._quiet:
            return
        self._grow()
        self.check()
        self.edited.emit()

    def _on(self, editor: QLineEdit) -> None:
        """Go to the next field that is to be filled in, unless what was typed can't be read; from the last one, out."""
        if isinstance(editor, DateField) and editor.problem:
            return
        last, days = self._holidays[-1], [_day_of(field) for field in self._made_up]
        lines = [line for line in self._holidays if line is not last or editor is not line.name or line.name.text()]
        names = {line.name for line in self._holidays if line.name.text() or line is not last}
        editors: list[QLineEdit] = [*(one for line in lines for one in line.editors), *days]
        after = editors[editors.index(editor) + 1 :] if editor in editors else days
        following = next((one for one in after if one not in names), None)
        if following is None:
            self.done.emit()
        else:
            self._go(following)
            following.selectAll()

    def _go(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(field)

    # --- what it says

    @property
    def entry(self) -> YearEntry:
        """What is typed so far, without the lines that are not whole."""
        return self._read()[0]

    def _read(self) -> tuple[YearEntry, list[_HolidayLine], list[Field]]:
        """The entry, and the fields that its holidays and its make-up days come from."""
        lines = [line for line in self._holidays if line.holiday is not None]
        days = [field for field in self._made_up if _day_of(field).value and not _day_of(field).problem]
        values = (_day_of(field).value for field in days)
        entry = YearEntry(
            year=self._year,
            notices=tuple(filter(None, (line.strip() for line in self.notices.toPlainText().splitlines()))),
            holidays=tuple(line.holiday for line in lines if line.holiday is not None),
            made_up=tuple(MadeUp(date=day, name=self._names.get(day)) for day in values if day is not None),
        )
        return entry, lines, days

    def sound(self) -> YearEntry:
        """What is typed so far, without what is wrong: for the preview."""
        entry = self.entry
        wrong = {problem.steps[:2] for problem in problems(entry)}
        return YearEntry(
            year=entry.year,
            holidays=tuple(one for n, one in enumerate(entry.holidays) if ("holidays", n) not in wrong),
            made_up=tuple(one for n, one in enumerate(entry.made_up) if ("made_up", n) not in wrong),
        )

    def check(self, *, whole: bool = False) -> bool:
        """Say at each field what is wrong with it; ``whole``: also what is missing, and go to the first such field."""
        entry, lines, days = self._read()
        found: dict[Field, str] = {}
        nothing = ""
        for problem in problems(entry):
            field = _field_of(problem, lines, days)
            if field is not None:
                found.setdefault(field, f"{problem.text}。{problem.remedy}")
            else:
                nothing = f"{problem.text}。{problem.remedy}"
        if whole:
            found = {**dict(self._missing()), **found}
        self._nothing.setText(nothing)
        self._nothing.setVisible(whole and bool(nothing))
        first: Field | None = None
        for field in [*(field for line in self._holidays for field in line.fields.values()), *self._made_up]:
            editor = field.editor
            unread = editor.problem if isinstance(editor, DateField) else ""
            text = unread or found.get(field, "")
            if text != field.problem:
                field.show_problem(text)
            first = first or (field if text else None)
        if whole and (first is not None or nothing):
            self._go(first or self._holidays[0].fields["first"])
        return first is None and not nothing

    def _missing(self) -> Iterator[tuple[Field, str]]:
        """The fields of lines that are begun and not whole."""
        for line in self._holidays:
            if line.blank:
                continue
            if line.first.value is None:
                yield line.fields["first"], "请填写开始日期"
            if line.last.value is None:
                yield line.fields["last"], "请填写结束日期，只放一天的填同一天"


def _titles() -> QLayout:
    """What stands above the fields of the holidays."""
    heads = (("节日", _NAME_WIDTH, _AROUND_NAME), ("放假开始", _DAY_WIDTH, _AROUND_DAY), ("放假结束", _DAY_WIDTH, 0))
    line = row(gap=XS)
    for title, wide, around in heads:
        head = box(row(label(title, "label", wrap=False)))
        set_width(head, wide, around=around)
        line.addWidget(head)
    line.addStretch(1)
    return line


def _day_of(field: Field) -> DayField:
    editor = field.editor
    if not isinstance(editor, DayField):
        raise TypeError(editor)
    return editor


def _field_of(problem: Problem, lines: list[_HolidayLine], days: list[Field]) -> Field | None:
    """The field that a problem is about; ``None`` where it is about all of them."""
    match problem.steps:
        case ("holidays", int(number), str(name)):
            return lines[number].fields[name]
        case ("made_up", int(number), *_):
            return days[number]
        case _:
            return None
